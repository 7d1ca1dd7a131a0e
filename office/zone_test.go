package office

import (
	"testing"

	"hinterland"
)

// zonedOffice is an office with a row of five places of some weight, a to e, and
// two zones, round its ends.
func zonedOffice(t *testing.T) *exampleOffice {
	t.Helper()
	o := openExample(t)
	for i, code := range []string{"a", "b", "c", "d", "e"} {
		o.must(o.keeper, "register-place", `{"code":"`+code+`","name":{"en":"P"},"lon":"0.`+
			hinterland.FormatDecimal(int64(i), 0)+`","lat":"0","weight":"10","source":"census"}`)
		if i > 0 {
			o.must(o.keeper, "state-border", `{"a":"`+string(rune('a'+i-1))+`","b":"`+code+
				`","ruling":"joined","reason":"A road","base":0}`)
		}
	}
	o.must(o.keeper, "found-zone", `{"code":"w","name":{"en":"West"},"centre":["a"]}`)
	o.must(o.keeper, "found-zone", `{"code":"x","name":{"en":"East"},"centre":["e"]}`)
	o.must(o.keeper, "set-zoning", `{"objective":"distance","base":0}`)
	return o
}

// drawn are zones of the office, c in the one or the other, and what they cost.
const (
	drawnWest = `"places":[{"place":"a","zone":"w","reason":"centre"},` +
		`{"place":"b","zone":"w","reason":"nearest"},{"place":"c","zone":"w","reason":"nearest"},` +
		`{"place":"d","zone":"x","reason":"nearest"},{"place":"e","zone":"x","reason":"centre"}]`
	drawnApart = `"places":[{"place":"a","zone":"w","reason":"centre"},` +
		`{"place":"b","zone":"x","reason":"nearest"},{"place":"c","zone":"w","reason":"nearest"},` +
		`{"place":"d","zone":"x","reason":"nearest"},{"place":"e","zone":"x","reason":"centre"}]`
)

// draws draws the zones from a day at whatever they cost.
func (o *exampleOffice) draws(from string) hinterland.Entry {
	o.t.Helper()
	body := `{"from":"` + from + `","bound":"0",` + drawnWest + `,"cost":"`
	r := o.refuses(o.keeper, "draw-zones", body+`1"}`, "zoning.cost")
	cost, _ := r.Args["cost"].(string)
	return o.must(o.keeper, "draw-zones", body+cost+`"}`)
}

// zones are the zones of places on a day, by place.
func (o *exampleOffice) zones(on hinterland.Day) string {
	o.t.Helper()
	text := ""
	err := o.View(o.t.Context(), o.keeper, func(v *View) error {
		stays, err := v.Belongings(on)
		for _, b := range stays {
			if b.Term.Has(on) {
				text += string(b.Place) + string(b.Zone) + " "
			}
		}
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return text
}

func TestZonesAreDrawnFromADayAndWhatWasStays(t *testing.T) {
	o := zonedOffice(t)
	o.refuses(o.keeper, "draw-zones", `{"from":"2026-12-01","cost":"1","bound":"0",`+
		drawnApart+`}`, "zone.apart")
	o.refuses(o.keeper, "draw-zones", `{"from":"2026-11-24","cost":"1","bound":"0",`+
		drawnWest+`}`, "day.past")
	e := o.draws("2026-12-01")
	if len(e.Changes) != 5 {
		t.Errorf("%d rows", len(e.Changes))
	}
	day, _ := hinterland.ParseDay("2026-12-01")
	if got := o.zones(day); got != "aw bw cw dx ex " {
		t.Errorf("drawn: %s", got)
	}
	if got := o.zones(day - 1); got != "" {
		t.Errorf("the day before: %s", got)
	}
	r := o.refuses(o.keeper, "move-place", `{"place":"c","zone":"x","from":"2027-01-01",`+
		`"cost":"7","reason":"A bridge"}`, "move.cost")
	cost, _ := r.Args["cost"].(string)
	if cost != "0" {
		t.Errorf("the middle one costs %s", cost)
	}
	o.must(o.keeper, "move-place", `{"place":"c","zone":"x","from":"2027-01-01","cost":"`+
		cost+`","reason":"A bridge"}`)
	if got := o.zones(day + 40); got != "aw bw cx dx ex " || o.zones(day) != "aw bw cw dx ex " {
		t.Errorf("moved: %s, before %s", got, o.zones(day))
	}
	o.draws("2027-01-01") // anew: only what changes is written
	if got := o.zones(day + 40); got != "aw bw cw dx ex " {
		t.Errorf("drawn anew: %s", got)
	}
	o.audited()
}

func TestAMoveIsRefusedByTheRuleThatBinds(t *testing.T) {
	o := zonedOffice(t)
	o.draws("2026-12-01")
	move := func(place, zone string) string {
		return `{"place":"` + place + `","zone":"` + zone +
			`","from":"2026-12-01","cost":"0","reason":"x"}`
	}
	o.refuses(o.keeper, "move-place", move("a", "x"), "move.apart") // not beside it
	o.refuses(o.keeper, "move-place", move("b", "x"), "move.apart")
	o.must(o.keeper, "pin-place", `{"place":"d","zone":"x","reason":"A depot","base":0}`)
	o.refuses(o.keeper, "move-place", move("d", "w"), "move.pin")
	pinned := o.must(o.keeper, "set-zoning", `{"objective":"distance","least":"20","base":`+
		o.base("zone_rule", "")+`}`)
	o.refuses(o.keeper, "move-place", move("c", "x"), "move.least")
	o.must(o.keeper, "set-zoning", `{"objective":"distance","most":"10","base":`+
		hinterland.FormatDecimal(pinned.Number, 0)+`}`)
	o.refuses(o.keeper, "move-place", move("c", "x"), "move.most")
	o.must(o.keeper, "unpin-place", `{"place":"d","base":`+o.base("pin", "d")+`}`)
	o.refuses(o.keeper, "unpin-place", `{"place":"d","base":`+o.base("pin", "d")+`}`, "pin.none")
}

// base is the entry that last changed a row.
func (o *exampleOffice) base(table string, key any) (number string) {
	o.t.Helper()
	err := o.records.Read(o.t.Context(), func(tx hinterland.Tx) error {
		last, err := tx.Last(rowOf(table, key))
		number = hinterland.FormatDecimal(last, 0)
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return number
}

func TestAZoneGoesForwardOnly(t *testing.T) {
	o := zonedOffice(t)
	o.draws("2026-12-01")
	state := func(state, from string) string {
		return `{"zone":"w","state":"` + state + `","from":"` + from + `","base":` +
			o.base("zone", "w") + `}`
	}
	o.must(o.keeper, "set-zone-state", state("established", "2026-12-01"))
	o.refuses(o.keeper, "set-zone-state", state("preparing", "2026-12-01"), "zone.back")
	o.refuses(o.keeper, "set-zone-state", state("dissolved", "2026-12-31"), "zone.inhabited")
	o.refuses(o.keeper, "set-zone-state", state("abandoned", "2026-12-31"), "zone.stage")
}

func TestZonesAreNotDrawnFromWhatIsNotSaid(t *testing.T) {
	o := zonedOffice(t)
	o.must(o.keeper, "register-place", `{"code":"f","name":{"en":"P"}}`)
	o.must(o.keeper, "state-border",
		`{"a":"e","b":"f","ruling":"joined","reason":"A road","base":0}`)
	body := `{"from":"2026-12-01","cost":"1","bound":"0",` + drawnWest + `}`
	o.refuses(o.keeper, "draw-zones", body, "zoning.nowhere")
	o.refuses(o.keeper, "draw-zones", body, "zoning.unweighed")
	o.refuses(o.keeper, "draw-zones",
		`{"within":"w","from":"2026-12-01","cost":"1","bound":"0",`+drawnWest+`}`, "zoning.none")
}

func TestZonesInAZoneAreDrawnOfItsPlaces(t *testing.T) {
	o := zonedOffice(t)
	o.draws("2026-12-01")
	for _, z := range []string{"b", "c"} {
		o.must(o.keeper, "found-zone", `{"code":"w-`+z+`","name":{"en":"In W"},"parent":"w",`+
			`"centre":["`+z+`"]}`)
	}
	o.must(o.keeper, "set-zoning", `{"within":"w","objective":"distance","base":0}`)
	body := `{"within":"w","from":"2026-12-01","bound":"0","places":[` +
		`{"place":"a","zone":"w-b","reason":"nearest"},` +
		`{"place":"b","zone":"w-b","reason":"centre"},` +
		`{"place":"c","zone":"w-c","reason":"centre"}],"cost":"`
	r := o.refuses(o.keeper, "draw-zones", body+`1"}`, "zoning.cost")
	cost, _ := r.Args["cost"].(string)
	o.must(o.keeper, "draw-zones", body+cost+`"}`)
	day, _ := hinterland.ParseDay("2026-12-01")
	if got := o.zones(day); got != "aw-b bw-b cw-c dx ex " {
		t.Errorf("got %s", got)
	}
	if err := o.draws("2026-12-01"); len(err.Changes) > 0 {
		t.Error("what lies in a zone is taken out of it by drawing the same again")
	}
}
