package office

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"hinterland"
)

// TestEveryRefusalOfZonesStandsAtWhatItIsAbout is Long: it is a table of acts that
// are refused, each beside one that is not.
func TestEveryRefusalOfZonesStandsAtWhatItIsAbout(t *testing.T) {
	o := zonedOffice(t)
	o.draws("2026-12-01")
	o.must(o.keeper, "found-zone",
		`{"code":"in","name":{"en":"In W"},"parent":"w","centre":["b"]}`)
	o.must(o.keeper, "found-zone",
		`{"code":"gone","name":{"en":"Gone"},"centre":["a"]}`)
	o.must(o.keeper, "set-zone-state", `{"zone":"gone","state":"dissolved",`+
		`"from":"2026-06-01","base":`+o.base("zone", "gone")+`}`)
	o.must(o.keeper, "register-place", `{"code":"free","name":{"en":"Free"}}`)
	long := strings.Repeat("长", hinterland.MaxName)
	for name, tt := range map[string]struct {
		kind, refused string
		reason        hinterland.Reason
		column        string
		done          string // beside it, where there is such a thing
	}{
		"a code that is taken": {
			"found-zone", `{"code":"w","name":{"en":"X"},"centre":["a"]}`, "zone.taken", "code",
			`{"code":"w2","name":{"en":"X"},"centre":["a"]}`,
		},
		"a parent that is not there": {
			"found-zone", `{"code":"n","name":{"en":"X"},"parent":"y","centre":["a"]}`,
			"zone.unknown", "parent",
			`{"code":"n","name":{"en":"X"},"parent":"x","centre":["a"]}`,
		},
		"a lead that is not there": {
			"found-zone", `{"code":"n","name":{"en":"X"},"lead":"nobody","centre":["a"]}`,
			"party.unknown", "lead",
			`{"code":"n","name":{"en":"X"},"lead":"coop","centre":["a"]}`,
		},
		"a centre that is not there": {
			"found-zone", `{"code":"n","name":{"en":"X"},"centre":["a","nowhere"]}`,
			"place.unknown", "centre.2", `{"code":"n","name":{"en":"X"},"centre":["a","b"]}`,
		},
		"a zone without a centre": {
			"found-zone", `{"code":"n","name":{"en":"X"},"centre":[]}`, "cell.blank", "centre",
			"",
		},
		"a centre of one place twice": {
			"found-zone", `{"code":"n","name":{"en":"X"},"centre":["a","a"]}`,
			"centre.shared", "centre.2", "",
		},
		"a zone that is not there is described": {
			"describe-zone", `{"code":"y","name":{"en":"X"},"centre":["a"],"base":0}`,
			"zone.unknown", "code", "",
		},
		"a reason of one letter too many": {
			"pin-place", `{"place":"c","zone":"w","reason":"` + long + `长","base":0}`,
			"text.long", "reason", `{"place":"c","zone":"w","reason":"` + long + `","base":0}`,
		},
		"a pin to a zone that is not there": {
			"pin-place", `{"place":"c","zone":"y","reason":"x","base":0}`, "zone.unknown", "zone",
			`{"place":"c","zone":"in","reason":"x","base":0}`,
		},
		"a pin of a place that is not there": {
			"pin-place", `{"place":"nowhere","zone":"w","reason":"x","base":0}`,
			"place.unknown", "place", "",
		},
		"no pin to take away": {
			"unpin-place", `{"place":"c","base":0}`, "pin.none", "place", "",
		},
		"a least above the most": {
			"set-zoning", `{"objective":"ties","least":"6","most":"5","base":#rule}`,
			"setting.order", "least",
			`{"objective":"ties","least":"5","most":"5","base":#rule}`,
		},
		"bounds of both kinds": {
			"set-zoning", `{"objective":"ties","tolerance":"0.2","most":"5","base":#rule}`,
			"bounds.two", "tolerance",
			`{"objective":"ties","tolerance":"0.2","base":#rule}`,
		},
		"an objective that is none": {
			"set-zoning", `{"objective":"beauty","base":#rule}`, "objective.unknown",
			"objective", `{"objective":"distance","base":#rule}`,
		},
		"a weight above any": {
			"set-zoning", `{"objective":"ties","most":"1000000000001","base":#rule}`,
			"number.range", "most",
			`{"objective":"ties","most":"1000000000000","base":#rule}`,
		},
		"a tolerance of seven decimals": {
			"set-zoning", `{"objective":"ties","tolerance":"0.0000001","base":#rule}`,
			"number.places", "tolerance",
			`{"objective":"ties","tolerance":"0.000001","base":#rule}`,
		},
		"a rule of a zone that is not there": {
			"set-zoning", `{"within":"y","objective":"ties","base":0}`, "zone.unknown", "within",
			`{"within":"w","objective":"ties","base":0}`,
		},
		"a day that is over": {
			"move-place", moving("c", "x", "2026-11-24", "0"), "day.past", "from", "",
		},
		"a cost that is no number": {
			"move-place", moving("c", "x", "2026-12-01", "--1"), "number.form", "cost", "",
		},
		"another cost": {
			"move-place", moving("c", "x", "2026-12-01", "-0.5"), "move.cost", "cost",
			moving("c", "x", "2026-12-01", "0"),
		},
		"a move to where the place is": {
			"move-place", moving("c", "w", "2026-12-01", "0"), "move.apart", "zone", "",
		},
		"a move into a zone of which no rule is given": {
			"move-place", moving("c", "in", "2026-12-01", "0"), "zoning.none", "", "",
		},
		"belongings of a place that is not there": {
			"state-belongings", staying("nowhere", "w", "2020-01-01", ""),
			"place.unknown", "place", staying("free", "w", "2020-01-01", ""),
		},
		"belongings of a place of which something is said": {
			"state-belongings", staying("c", "w", "2020-01-01", "2020-12-31"),
			"belonging.stated", "place",
			staying("free", "w", "2020-01-01", "2020-12-31"),
		},
		"belonging to a zone that is not there": {
			"state-belongings", staying("free", "y", "2020-01-01", ""),
			"zone.unknown", "stays.1.zone", "",
		},
		"belonging to a zone on the day of its end": {
			"state-belongings",
			staying("free", "gone", "2020-01-01", "2026-06-01"),
			"belonging.dissolved", "stays.1.zone",
			staying("free", "gone", "2020-01-01", "2026-05-31"),
		},
		"a stay that ends before it begins": {
			"state-belongings", staying("free", "w", "2020-01-01", "2019-12-31"),
			"term.backwards", "stays.1.last",
			staying("free", "w", "2020-01-01", "2020-01-01"),
		},
		"no stay": {
			"state-belongings", `{"place":"free","stays":[]}`,
			"cell.blank", "stays", "",
		},
		"two zones on one day": {
			"state-belongings", stayingTwice("2020-05-05", "2020-05-05"),
			"belonging.twice", "stays.2.from",
			stayingTwice("2020-05-05", "2020-05-06"),
		},
	} {
		body := strings.ReplaceAll(tt.refused, "#rule", o.base("zone_rule", ""))
		r := o.refuses(o.keeper, tt.kind, body, tt.reason)
		if r.At.Column != tt.column {
			t.Errorf("%s: refused at %q, not at %q", name, r.At.Column, tt.column)
		}
		if tt.done != "" {
			done := strings.ReplaceAll(tt.done, "#rule", o.base("zone_rule", ""))
			if _, err := o.Preview(t.Context(), o.ask(o.keeper, tt.kind, done)); err != nil {
				t.Errorf("%s: beside it: %v", name, err)
			}
		}
	}
}

// moving is the body of a move.
func moving(place, zone, from, cost string) string {
	return `{"place":"` + place + `","zone":"` + zone + `","from":"` + from + `","cost":"` +
		cost + `","reason":"A bridge"}`
}

// staying is the body of one stay, without an end where last is blank.
func staying(place, zone, from, last string) string {
	if last != "" {
		last = `"last":"` + last + `",`
	}
	return `{"place":"` + place + `","stays":[{"zone":"` + zone +
		`","from":"` + from + `",` + last + `"reason":"nearest"}]}`
}

// stayingTwice is the body of two stays.
func stayingTwice(last, from string) string {
	return `{"place":"free","stays":[` +
		`{"zone":"w","from":"2020-01-01","last":"` + last + `","reason":"tie"},` +
		`{"zone":"x","from":"` + from + `","reason":"hand","note":"A ferry"}]}`
}

// A row of a drawing is refused at its own field, and all rows at once.
func TestDrawingsAreRefusedRowByRow(t *testing.T) {
	o := zonedOffice(t)
	draw := func(from, to string) string {
		return `{"from":"2026-12-01","cost":"1","bound":"0",` +
			strings.Replace(drawnWest, from, to, 1) + `}`
	}
	const c = `{"place":"c","zone":"w","reason":"nearest"}`
	for body, want := range map[string]struct {
		reason hinterland.Reason
		column string
	}{
		draw(c, `{"place":"office","zone":"w","reason":"nearest"}`): {
			"zone.place", "places.3.place",
		},
		draw(c, `{"place":"c","zone":"y","reason":"nearest"}`): {
			"zone.centre", "places.3.zone",
		},
		draw(c, `{"place":"c","zone":"w","reason":"beauty"}`): {
			"zone.reason", "places.3.reason",
		},
		draw(c, `{"place":"b","zone":"w","reason":"nearest"}`): {
			"zone.twice", "places.3.place",
		},
		draw(`{"place":"a","zone":"w"`, `{"place":"a","zone":"x"`): {
			"zone.own-centre", "places.1.zone",
		},
		draw(","+c, ""): {"zone.missing", "places"},
		strings.Replace(draw("", ""), `"0"`, `"2"`, 1): {"zoning.bound", "bound"},
		`{"from":"2026-12-01","cost":"x","bound":"0","places":[]}`: {
			"number.form", "cost",
		},
		`{"from":"2026-12-01","cost":"1","bound":"","places":[]}`: {"cell.blank", "bound"},
		`{"from":"2026-12-01","cost":"1","bound":"0","places":[]}`: {
			"cell.blank", "places",
		},
	} {
		if r := o.refuses(o.keeper, "draw-zones", body, want.reason); r.At.Column != want.column {
			t.Errorf("%s at %q, not at %q", want.reason, r.At.Column, want.column)
		}
	}
}

// Ties are to be many, so the bound of a drawing by ties lies above what it has.
func TestABoundIsOnTheBetterSideOfTheCost(t *testing.T) {
	o := zonedOffice(t)
	rule := o.must(o.keeper, "set-zoning", `{"objective":"ties","base":`+
		o.base("zone_rule", "")+`}`)
	o.must(o.keeper, "state-tie", `{"a":"b","b":"a","strength":"3","source":"Bills","base":0}`)
	body := func(cost, bound string) string {
		return `{"from":"2026-12-01","cost":"` + cost + `","bound":"` + bound + `",` +
			strings.ReplaceAll(drawnWest, "nearest", "tie") + `}`
	}
	o.refuses(o.keeper, "draw-zones", body("3", "2.999999"), "zoning.bound")
	o.refuses(o.keeper, "draw-zones", body("2", "3"), "zoning.cost")
	preview(t, o, body("3", "3"))
	preview(t, o, body("3", "3.5"))
	o.must(o.keeper, "undo", undoOf(rule))
	o.refuses(o.keeper, "draw-zones", body("3", "3.5"), "zoning.bound")
}

// preview draws zones and keeps nothing.
func preview(t *testing.T, o *exampleOffice, body string) {
	t.Helper()
	if _, err := o.Preview(t.Context(), o.ask(o.keeper, "draw-zones", body)); err != nil {
		t.Errorf("%s: %v", body, err)
	}
}

// TestZonesAreUndoneToTheFirst does one act after another on zones, and takes them
// back from the last to the first; earlier ones are not undone under later ones.
func TestZonesAreUndoneToTheFirst(t *testing.T) {
	o := zonedOffice(t)
	states, entries := []map[string]string{o.state()}, []hinterland.Entry{}
	do := func(kind, body string) {
		t.Helper()
		entries = append(entries, o.must(o.keeper, kind, body))
		states = append(states, o.state())
	}
	entries = append(entries, o.draws("2026-12-01"))
	states = append(states, o.state())
	do("pin-place", `{"place":"c","zone":"w","reason":"A depot","base":0}`)
	do("describe-zone", `{"code":"w","name":{"en":"Far west"},"lead":"coop",`+
		`"centre":["a"],"base":`+o.base("zone", "w")+`}`)
	do("set-zone-state", `{"zone":"w","state":"established","from":"2026-12-01","base":`+
		o.base("zone", "w")+`}`)
	do("unpin-place", `{"place":"c","base":`+o.base("pin", "c")+`}`)
	do("move-place", moving("c", "x", "2027-01-01", "0"))
	do("set-zoning", `{"objective":"distance","least":"10","base":`+
		o.base("zone_rule", "")+`}`)
	o.refuses(o.keeper, "undo", undoOf(entries[0]), "undo.later")
	o.refuses(o.keeper, "undo", undoOf(entries[1]), "undo.later")
	for i, e := range slices.Backward(entries) {
		o.must(o.keeper, "undo", undoOf(e))
		if got := o.state(); !maps.Equal(got, states[i]) {
			t.Fatalf("after the undo of %s: %v, want %v", e.Kind, got, states[i])
		}
	}
	o.audited()
}

// A zone that something rests on is not undone.
func TestAZoneIsNotUndoneUnderWhatLiesInIt(t *testing.T) {
	o := zonedOffice(t)
	north := o.must(o.keeper, "found-zone", `{"code":"n","name":{"en":"N"},"centre":["b"]}`)
	in := o.must(o.keeper, "found-zone",
		`{"code":"in","name":{"en":"I"},"parent":"n","centre":["c"]}`)
	o.refuses(o.keeper, "undo", undoOf(north), "undo.used")
	o.must(o.keeper, "pin-place", `{"place":"d","zone":"in","reason":"x","base":0}`)
	o.refuses(o.keeper, "undo", undoOf(in), "undo.used")
}

func TestOnlyPlannersSeeToZones(t *testing.T) {
	kinds := []string{
		"found-zone", "describe-zone", "set-zone-state", "pin-place", "unpin-place",
		"set-zoning", "move-place", "draw-zones", "state-belongings",
	}
	for _, duty := range hinterland.Duties() {
		o := openWalk(t)
		actor := o.giveAccount(string(duty))
		for _, kind := range kinds {
			r := o.ask(actor, kind, example(kind))
			_, err := o.Preview(t.Context(), r)
			if may := onSide(refusalIn(err)) == ""; may != (duty == hinterland.Planner) {
				t.Errorf("%s as %s: %v", kind, duty, err)
			}
		}
		o.seesZones(actor)
	}
}

// seesZones holds that a party sees all that there is of zones.
func (o *exampleOffice) seesZones(actor Actor) {
	o.t.Helper()
	err := o.View(o.t.Context(), actor, func(v *View) error {
		zones, err := v.Zones()
		rules, err2 := v.ZoneRules()
		pins, err3 := v.Pins()
		stays, err4 := v.Belongings(0)
		if len(zones) != 2 || len(rules) != 1 || len(pins) != 1 || len(stays) != 3 {
			o.t.Errorf("%s sees %d zones, %d rules, %d pins, %d stays", actor.Party,
				len(zones), len(rules), len(pins), len(stays))
		}
		for _, err := range []error{err, err2, err3, err4} {
			if err != nil {
				return err
			}
		}
		q, err := v.ZoneQuestion("", 20_819)
		if err == nil && len(q.Moves()) == 0 {
			o.t.Error("no place can go anywhere")
		}
		return err
	})
	if err != nil {
		o.t.Error(err)
	}
}
