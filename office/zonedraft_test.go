package office

import (
	"context"
	"errors"
	"strings"
	"testing"

	"hinterland"
	"hinterland/zonal"
	"hinterland/zonework"
)

// asked is the question of a rule on the first of December.
func (o *exampleOffice) asked(rule hinterland.ZoneRule) *ZoneQuestion {
	o.t.Helper()
	on, _ := hinterland.ParseDay("2026-12-01")
	var q *ZoneQuestion
	err := o.View(o.t.Context(), o.keeper, func(v *View) (err error) {
		q, err = v.ZonesBy(rule, on)
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return q
}

// byDistance is a rule with bounds of its own.
func byDistance(least, most int64) hinterland.ZoneRule {
	return hinterland.ZoneRule{
		Objective: hinterland.ByDistance,
		Bounds: hinterland.Bounds{
			Kind: hinterland.ByLeastAndMost, Least: least, Most: most,
		},
	}
}

func TestWhatIsDrawnByAnyRuleIsAnActThatTheOfficeTakes(t *testing.T) {
	for name, rule := range map[string]hinterland.ZoneRule{
		"without bounds": {Objective: hinterland.ByDistance},
		"within bounds":  byDistance(10, 20),
		"near the mean": {
			Objective: hinterland.ByDistance,
			Bounds:    hinterland.Bounds{Kind: hinterland.ByTolerance, Tolerance: 400_000},
		},
		"by ties": {Objective: hinterland.ByTies},
	} {
		o := zonedOffice(t)
		o.DrawZonesBy(zonework.Drawer{})
		act, err := o.DrawnZones(t.Context(), o.asked(rule))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		set := &SetZoning{Objective: rule.Objective}
		switch b := rule.Bounds; b.Kind {
		case hinterland.ByTolerance:
			set.Tolerance = hinterland.FormatDecimal(b.Tolerance, 6)
		case hinterland.ByLeastAndMost:
			set.Least = hinterland.FormatDecimal(b.Least, 0)
			set.Most = hinterland.FormatDecimal(b.Most, 0)
		}
		if set.Rule() != rule {
			t.Errorf("%s: the act says %+v", name, set.Rule())
		}
		err = o.View(t.Context(), o.keeper, func(v *View) error { return v.Rest(set) })
		if err != nil {
			t.Fatal(err)
		}
		batch := &Batch{Acts: []Step{{set}, {act}}}
		entry, err := o.Do(t.Context(), Request{Actor: o.keeper, Act: batch})
		if err != nil || len(act.Places) != 5 || len(entry.Changes) < 5 {
			t.Errorf("%s: %d places, %d rows, %v", name, len(act.Places), len(entry.Changes), err)
		}
	}
}

func TestWhyNothingIsDrawnIsRefusedByName(t *testing.T) {
	o := zonedOffice(t)
	o.DrawZonesBy(zonework.Drawer{})
	refused := func(rule hinterland.ZoneRule, reason hinterland.Reason, places string) {
		t.Helper()
		_, err := o.DrawnZones(t.Context(), o.asked(rule))
		for _, r := range hinterland.RefusalsIn(err) {
			named, _ := r.Args["places"].(hinterland.Codes[hinterland.PlaceCode])
			if r.Reason == reason && strings.Join(named.Texts(), " ") == places {
				return
			}
		}
		t.Errorf("want %s of %s, got %v", reason, places, err)
	}
	refused(byDistance(0, 9), "zoning.too-heavy", "b c d")
	refused(byDistance(0, 12), "zoning.crowded", "b c d")
	refused(byDistance(20, 40), "zoning.starved", "b c d")
	o.must(o.keeper, "pin-place", `{"place":"b","zone":"x","reason":"A depot","base":0}`)
	o.must(o.keeper, "pin-place", `{"place":"d","zone":"w","reason":"A depot","base":0}`)
	refused(byDistance(0, 30), "zoning.pin-unreached", "b")
	refused(byDistance(0, 30), "zoning.pin-unreached", "d")
	o.must(o.keeper, "register-place", `{"code":"y","name":{"en":"P"},"lon":"3","lat":"0",`+
		`"weight":"10","source":"census"}`)
	o.must(o.keeper, "register-place", `{"code":"z","name":{"en":"P"},"lon":"4","lat":"0",`+
		`"weight":"10","source":"census"}`)
	o.must(o.keeper, "state-border",
		`{"a":"y","b":"z","ruling":"joined","reason":"A ferry","base":0}`)
	refused(byDistance(0, 90), "zoning.unreachable", "y z")
}

// brokenDrawer draws nothing, and has a reason that no rule has.
type brokenDrawer struct{ err error }

// Draw implements zonal.Drawer.
func (b brokenDrawer) Draw(
	context.Context, *zonal.Question,
) (*zonal.Drawing, []zonal.Cause, error) {
	return nil, []zonal.Cause{{Key: "unfound"}}, b.err
}

func TestASolverThatBreaksIsNoRefusal(t *testing.T) {
	o := zonedOffice(t)
	broken := errors.New("out of memory")
	o.DrawZonesBy(brokenDrawer{broken})
	_, err := o.DrawnZones(t.Context(), o.asked(byDistance(0, 90)))
	if !errors.Is(err, broken) || len(hinterland.RefusalsIn(err)) > 0 {
		t.Errorf("got %v", err)
	}
	o.DrawZonesBy(brokenDrawer{})
	_, err = o.DrawnZones(t.Context(), o.asked(byDistance(0, 90)))
	if r := hinterland.RefusalsIn(err); len(r) != 1 || r[0].Reason != "zoning.unfound" {
		t.Errorf("got %v", err)
	}
}

func TestWhatAMoveWouldChangeIsKnownBeforeItIsDone(t *testing.T) {
	o := zonedOffice(t)
	o.draws("2026-12-01")
	q := o.asked(byDistance(10, 20))
	if least, most := q.Bounded(); least != 10 || most != 20 {
		t.Errorf("from %d to %d", least, most)
	}
	if got := q.Weights(q.Now); len(got) != 2 || got[0] != 20 || got[1] != 10 {
		t.Errorf("the zones weigh %v", got)
	}
	if got := q.Weights([]int{-1, -1, 1, 1, -1}); got[0] != 0 || got[1] != 20 {
		t.Errorf("other zones weigh %v", got)
	}
	moves := q.MovesOf("c")
	if len(moves) != 1 || moves[0].To.Code != "x" || moves[0].Refused != nil ||
		moves[0].Left != 10 || moves[0].Joined != 20 {
		t.Fatalf("c: %+v", moves)
	}
	if moves := q.MovesOf("d"); len(moves) != 1 || moves[0].Left != 0 ||
		!isRefusal(moves[0].Refused, hinterland.Conflict) {
		t.Errorf("d: %+v", moves)
	}
	if moves := q.MovesOf("a"); len(moves) != 0 {
		t.Errorf("a is beside no other zone: %+v", moves)
	}
	o.must(o.keeper, "move-place", `{"place":"c","zone":"x","from":"2026-12-01","cost":"`+
		moves[0].Cost+`","reason":"As was seen"}`)
	if err := o.asked(byDistance(10, 20)).Settled(); err != nil {
		t.Errorf("nothing changes later: %v", err)
	}
	o.draws("2027-01-01")
	if r := hinterland.RefusalsIn(o.asked(byDistance(10, 20)).Settled()); len(r) != 1 ||
		r[0].Reason != "move.later" || r[0].Args["place"] != hinterland.PlaceCode("c") {
		t.Errorf("c goes back later: %v", r)
	}
}

func TestAPlaceInNoZoneLeavesNone(t *testing.T) {
	o := zonedOffice(t)
	o.draws("2026-12-01")
	o.must(o.keeper, "register-place", `{"code":"f","name":{"en":"P"},"lon":"0.5","lat":"0",`+
		`"weight":"7","source":"census"}`)
	o.must(o.keeper, "state-border",
		`{"a":"e","b":"f","ruling":"joined","reason":"A road","base":0}`)
	moves := o.asked(byDistance(0, 90)).MovesOf("f")
	if len(moves) != 1 || moves[0].Left != -1 || moves[0].Joined != 17 || moves[0].Cost != "0" {
		t.Errorf("%+v", moves)
	}
}
