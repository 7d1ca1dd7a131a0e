package office

import (
	"math/big"
	"slices"
	"strings"

	"hinterland"
	"hinterland/zonal"
)

// MovePlace puts a place into another zone by hand, from a day on, and says why
// and what that costs: who does it has seen it. It refuses with the rule that
// binds.
type MovePlace struct {
	Place  hinterland.PlaceCode `json:"place"`
	Zone   hinterland.ZoneCode  `json:"zone"`
	From   hinterland.Day       `json:"from"`
	Cost   string               `json:"cost"`
	Reason string               `json:"reason"`
}

// Check implements Act.
func (a *MovePlace) Check() hinterland.Refusals {
	cost := strings.TrimPrefix(a.Cost, "-") // a place may be better where it goes
	return slices.DeleteFunc(hinterland.Refusals{
		hinterland.CheckDecimal("cost", cost),
		hinterland.CheckText("reason", a.Reason, hinterland.MaxName),
	}, func(fault *hinterland.Refusal) bool { return fault == nil })
}

// Side implements Act.
func (a *MovePlace) Side(*Turn) (hinterland.PartyCode, error) { return "", nil }

// Do implements Act.
func (a *MovePlace) Do(t *Turn) error {
	if _, err := t.Place(a.Place); err != nil {
		return err
	}
	z, err := t.zone(a.Zone)
	if err != nil {
		return err
	}
	if err := mayChange(a.From, t.Today); err != nil {
		return err
	}
	if _, err := t.HoldZones(z.Parent); err != nil {
		return err
	}
	q, err := questionOn(t.Tx, t.judge, z.Parent, a.From)
	if err != nil {
		return err
	}
	m, err := q.Move(a.Place, a.Zone)
	if err == nil {
		err = refusedBy(m)
	}
	if err == nil {
		err = q.Settled()
	}
	if err != nil {
		return err
	}
	if m.Cost != a.Cost {
		return hinterland.Refuse(hinterland.Conflict, "move.cost",
			hinterland.Args{"cost": m.Cost}).In(hinterland.At("cost", a.Cost))
	}
	return t.belong(a.From, map[hinterland.PlaceCode]hinterland.Belonging{
		a.Place: {
			Place: a.Place, Zone: a.Zone,
			Reason: hinterland.ByHand, Note: a.Reason,
		},
	})
}

// Settled refuses where a place is in another zone later on: a place alone is
// looked at beside the others as they are on the day.
func (q *ZoneQuestion) Settled() error {
	for i, code := range q.Codes {
		zone := hinterland.ZoneCode("")
		if now := q.Now[i]; now >= 0 {
			zone = q.Zones[now].Code
		}
		if !q.ground.settled(hinterland.PlaceCode(code), zone, q.Within) {
			return hinterland.Refuse(hinterland.Conflict, "move.later",
				hinterland.Args{"place": hinterland.PlaceCode(code)}).
				In(hinterland.Where{Column: "from"})
		}
	}
	return nil
}

// mayChange refuses to change who was in which zone on days that are over.
func mayChange(from, today hinterland.Day) error {
	if from < today {
		return hinterland.Refuse(hinterland.Invalid, "day.past",
			hinterland.Args{"today": today}).In(hinterland.At("from", from.String()))
	}
	return nil
}

// MayChange refuses a day from which no zones can be drawn, before anybody looks for
// the best.
func (v *View) MayChange(from hinterland.Day) error { return mayChange(from, v.Today) }

// DrawZones puts places into the zones in a zone, or those of the region, from
// a day on, as they were drawn: which place goes where and why, what that
// costs, and what no drawing can cost less than. All of it but that bound is
// checked here, by other code than has drawn it. Only what changes is written.
type DrawZones struct {
	Within hinterland.ZoneCode `json:"within,omitempty"`
	From   hinterland.Day      `json:"from"`
	Cost   string              `json:"cost"`
	Bound  string              `json:"bound"`
	Places []DrawnPlace        `json:"places"`
}

// A DrawnPlace is a place with the zone that it was drawn into, and why.
type DrawnPlace struct {
	Place  hinterland.PlaceCode `json:"place"`
	Zone   hinterland.ZoneCode  `json:"zone"`
	Reason string               `json:"reason"`
}

// Check implements Act.
func (a *DrawZones) Check() hinterland.Refusals {
	var faults hinterland.Refusals
	for _, amount := range [][2]string{{"cost", a.Cost}, {"bound", a.Bound}} {
		fault := hinterland.CheckDecimal(amount[0], amount[1])
		if fault != nil {
			faults = append(faults, fault)
			continue
		}
		_, err := hinterland.ParseDecimal(amount[1], 6) // which keeps sums exact
		faults = append(faults, misread(err, amount[0], amount[1])...)
	}
	if len(a.Places) == 0 {
		none := hinterland.Refuse(hinterland.Invalid, "cell.blank", nil)
		faults = append(faults, none.In(hinterland.Where{Column: "places"}))
	}
	return faults
}

// Side implements Act.
func (a *DrawZones) Side(*Turn) (hinterland.PartyCode, error) { return "", nil }

// Do implements Act.
func (a *DrawZones) Do(t *Turn) error {
	if a.Within != "" {
		if _, err := t.zone(a.Within); err != nil {
			return err
		}
	}
	if err := mayChange(a.From, t.Today); err != nil {
		return err
	}
	if _, err := t.HoldZones(a.Within); err != nil {
		return err
	}
	q, err := questionOn(t.Tx, t.judge, a.Within, a.From)
	if err != nil {
		return err
	}
	if err := a.proved(q); err != nil {
		return err
	}
	return t.belong(a.From, a.changed(q))
}

// changed are the places that do not already stay where they were drawn into. One
// that would leave later on stays in the zone in which it is by then.
func (a *DrawZones) changed(
	q *ZoneQuestion,
) map[hinterland.PlaceCode]hinterland.Belonging {
	in := q.ground.innermost()
	drawn := map[hinterland.PlaceCode]hinterland.Belonging{}
	for _, p := range a.Places {
		if q.ground.settled(p.Place, p.Zone, q.Within) {
			continue
		}
		b := hinterland.Belonging{Place: p.Place, Zone: p.Zone, Reason: p.Reason}
		if q.ground.upTo(in[p.Place], q.Within) == p.Zone {
			b.Zone = in[p.Place]
		}
		drawn[p.Place] = b
	}
	return drawn
}

// proved holds what was drawn to what it was drawn from.
func (a *DrawZones) proved(q *ZoneQuestion) error {
	if err := a.named(q); err != nil {
		return err
	}
	rows := make([]zonal.Row, len(a.Places))
	for i, p := range a.Places {
		rows[i] = zonal.Row{
			Place: string(p.Place), Zone: string(p.Zone), Reason: p.Reason,
		}
	}
	cost, findings := q.judge.Check(&q.Question, rows)
	fields := map[string]string{
		"code": "place", "centre": "zone", "reason": "reason",
	}
	var faults hinterland.Refusals
	// lang: refusal.zone.own-centre refusal.zone.pin refusal.zone.least
	// lang: refusal.zone.most refusal.zone.apart refusal.zone.missing
	// lang: refusal.zone.twice refusal.zone.place refusal.zone.centre
	// lang: refusal.zone.reason remedy.zone.own-centre remedy.zone.pin
	// lang: remedy.zone.least remedy.zone.most remedy.zone.apart
	// lang: remedy.zone.missing remedy.zone.twice remedy.zone.place
	// lang: remedy.zone.centre remedy.zone.reason
	for _, f := range findings {
		at := hinterland.At("places", f.Value)
		if field, known := fields[f.Column]; known && f.Row > 0 {
			at.Column = below(numberedField("places", f.Row-1), field)
		}
		faults = append(faults, hinterland.Refuse(hinterland.Conflict,
			hinterland.Reason(f.Reason), f.Args).In(at))
	}
	if len(faults) > 0 {
		return faults
	}
	if cost != a.Cost {
		return hinterland.Refuse(hinterland.Conflict, "zoning.cost",
			hinterland.Args{"cost": cost}).In(hinterland.At("cost", a.Cost))
	}
	return nil
}

// named refuses places and zones that are not in question, and a bound above
// the cost.
func (a *DrawZones) named(q *ZoneQuestion) error {
	var faults hinterland.Refusals
	refuse := func(fault *hinterland.Refusal, column, value string) {
		faults = append(faults, fault.In(hinterland.At(column, value)))
	}
	for i, p := range a.Places {
		at := numberedField("places", i)
		if q.PlaceNamed(p.Place) < 0 {
			refuse(hinterland.Refuse(hinterland.Conflict, "zone.place", nil),
				below(at, "place"), string(p.Place))
		}
		if q.ZoneNamed(p.Zone) < 0 {
			refuse(hinterland.Refuse(hinterland.Conflict, "zone.centre", nil),
				below(at, "zone"), string(p.Zone))
		}
	}
	cost, told := new(big.Rat).SetString(a.Cost)
	bound, said := new(big.Rat).SetString(a.Bound)
	worse := 1 // ways are to be short, ties to be many
	if q.ByTies {
		worse = -1
	}
	if !told || !said || bound.Cmp(cost) == worse {
		refuse(hinterland.Refuse(hinterland.Conflict, "zoning.bound", nil),
			"bound", a.Bound)
	}
	return faults.Err()
}

// belong lets places belong to other zones from a day on. What they would have
// belonged to after it they belong to no more.
func (t *Turn) belong(
	from hinterland.Day, drawn map[hinterland.PlaceCode]hinterland.Belonging,
) error {
	stays, err := t.Belongings(from)
	if err != nil {
		return err
	}
	for _, b := range stays {
		if _, goes := drawn[b.Place]; goes {
			if err := t.EndBelonging(b, max(from, b.Term.From)); err != nil {
				return err
			}
		}
	}
	var codes []hinterland.PlaceCode
	for code := range drawn {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	for _, code := range codes {
		b := drawn[code]
		b.Term = hinterland.Term{From: from, To: hinterland.Forevermore}
		if err := t.AddBelonging(b); err != nil {
			return err
		}
	}
	return nil
}

// Zones are those of the region, by code.
func (v *View) Zones() ([]hinterland.DatedZone, error) {
	if !v.SeesZones() {
		return nil, nil
	}
	return v.tx.Zones()
}

// SeesZones reports whether the actor may see zones, without asking for any.
func (v *View) SeesZones() bool { return v.sees(Zones, Other) }

// ZoneRules are how zones are drawn, by what within.
func (v *View) ZoneRules() ([]hinterland.ZoneRule, error) {
	if !v.sees(Zones, Other) {
		return nil, nil
	}
	return v.tx.ZoneRules()
}

// Belongings are who is in which zone on a day or after it.
func (v *View) Belongings(from hinterland.Day) ([]hinterland.Belonging, error) {
	if !v.sees(Zones, Other) {
		return nil, nil
	}
	return v.tx.Belongings(from)
}

// Pins are those of the region, by place.
func (v *View) Pins() ([]hinterland.DatedPin, error) {
	if !v.sees(Zones, Other) {
		return nil, nil
	}
	return v.tx.Pins()
}
