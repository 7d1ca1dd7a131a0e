package office

import (
	"cmp"
	"fmt"
	"slices"

	"hinterland"
	"hinterland/zonal"
)

// A ZoneQuestion is what the zones in a zone, or those of the region, are drawn
// from on a day: numbers that are solved and checked, and what they stand for.
// Zone j is Zones[j].
type ZoneQuestion struct {
	zonal.Question
	Within hinterland.ZoneCode
	Rule   hinterland.ZoneRule
	Zones  []hinterland.DatedZone
	Now    []int // the zone of each place on the day; -1 for none

	judge  zonal.Judge
	ground *zoneGround
}

// zoneGround is what a question is asked of.
type zoneGround struct {
	all   []hinterland.DatedZone
	rules []hinterland.ZoneRule
	stays map[hinterland.PlaceCode][]hinterland.Belonging // on the day or after it
	on    hinterland.Day
}

// groundOn reads it.
func groundOn(tx hinterland.Tx, on hinterland.Day) (*zoneGround, error) {
	g := &zoneGround{on: on}
	var err error
	if g.all, err = tx.Zones(); err != nil {
		return nil, err
	}
	if g.rules, err = tx.ZoneRules(); err != nil {
		return nil, err
	}
	stays, err := tx.Belongings(on)
	g.stays = map[hinterland.PlaceCode][]hinterland.Belonging{}
	for _, b := range stays {
		g.stays[b.Place] = append(g.stays[b.Place], b)
	}
	return g, err
}

// zone finds a zone by its code.
func (g *zoneGround) zone(code hinterland.ZoneCode) (hinterland.DatedZone, bool) {
	for _, z := range g.all {
		if z.Code == code {
			return z, true
		}
	}
	return hinterland.DatedZone{}, false
}

// upTo is the zone in another, or of the region, that a zone is or lies in; empty
// where it lies elsewhere. Zones do not lie in themselves: none is moved.
func (g *zoneGround) upTo(code, within hinterland.ZoneCode) hinterland.ZoneCode {
	for range g.all {
		z, known := g.zone(code)
		if !known || z.Parent == within {
			return z.Code
		}
		code = z.Parent
	}
	return ""
}

// innermost is the zone that a place is in on the day, if any.
func (g *zoneGround) innermost() map[hinterland.PlaceCode]hinterland.ZoneCode {
	in := map[hinterland.PlaceCode]hinterland.ZoneCode{}
	for place, stays := range g.stays {
		if stays[0].Term.Has(g.on) { // they are in the order of days
			in[place] = stays[0].Zone
		}
	}
	return in
}

// settled reports whether a place stays from the day on where it is: in a zone in
// another, or with "" in none.
func (g *zoneGround) settled(
	place hinterland.PlaceCode, zone, within hinterland.ZoneCode,
) bool {
	stays, day := g.stays[place], g.on
	if zone == "" {
		return !slices.ContainsFunc(stays, func(b hinterland.Belonging) bool {
			return b.Term.From > g.on
		})
	}
	for _, b := range stays {
		if b.Term.From > day || g.upTo(b.Zone, within) != zone {
			return false
		}
		day = b.Term.To
	}
	return day == hinterland.Forevermore
}

// inside reports whether a zone is another, or lies in it; all lie in the region.
func (g *zoneGround) inside(code, within hinterland.ZoneCode) bool {
	return within == "" || code == within || code != "" && g.upTo(code, within) != ""
}

// questionOn asks for the zones within one on a day, or refuses with whatever
// they cannot be drawn from, all at once.
func questionOn(
	tx hinterland.Tx, judge zonal.Judge, within hinterland.ZoneCode, on hinterland.Day,
) (*ZoneQuestion, error) {
	g, err := groundOn(tx, on)
	if err != nil {
		return nil, err
	}
	ruled := slices.IndexFunc(g.rules, func(r hinterland.ZoneRule) bool {
		return r.Within == within
	})
	if ruled < 0 {
		return nil, hinterland.Refuse(hinterland.NotFound, "zoning.none",
			hinterland.Args{"value": string(within)})
	}
	return g.question(tx, judge, g.rules[ruled])
}

// question asks for zones by a rule, whatever is recorded of it.
func (g *zoneGround) question(
	tx hinterland.Tx, judge zonal.Judge, rule hinterland.ZoneRule,
) (*ZoneQuestion, error) {
	q := &ZoneQuestion{Within: rule.Within, Rule: rule, judge: judge, ground: g}
	q.Pins, q.Most = map[int]int{}, hinterland.NoMost
	within := rule.Within
	for _, z := range g.all {
		if z.Parent == within && z.Stage != hinterland.ZoneDissolved {
			q.Zones = append(q.Zones, z)
		}
	}
	if len(q.Zones) == 0 {
		return nil, hinterland.Refuse(hinterland.Conflict, "zoning.centres", nil)
	}
	borders, err := q.numbered(tx, g)
	if err != nil {
		return nil, err
	}
	return q, q.filled(tx, g, borders)
}

// numbered numbers the places that have neighbours, as far as they are in the
// zone in question, and returns the borders that stand.
func (q *ZoneQuestion) numbered(
	tx hinterland.Tx, g *zoneGround,
) ([]hinterland.Border, error) {
	borders, err := tx.Borders()
	if err != nil {
		return nil, err
	}
	in := g.innermost()
	within := func(p hinterland.PlaceCode) bool { return g.inside(in[p], q.Within) }
	borders = slices.DeleteFunc(borders, func(b hinterland.Border) bool {
		return !b.Stands() || !within(b.A) || !within(b.B)
	})
	var codes []hinterland.PlaceCode
	for _, b := range borders {
		codes = append(codes, b.A, b.B)
	}
	for _, z := range q.Zones {
		for _, p := range z.Centre {
			if !within(p) {
				return nil, hinterland.Refuse(hinterland.Conflict, "zoning.outside",
					hinterland.Args{"zone": z.Code}).In(hinterland.At("within", string(p)))
			}
			codes = append(codes, p)
		}
	}
	slices.Sort(codes)
	places, err := tx.PlacesBy(slices.Compact(codes))
	if err != nil {
		return nil, err
	}
	slices.SortFunc(places, func(a, b hinterland.Place) int {
		return cmp.Compare(a.Code, b.Code)
	})
	q.ByTies = q.Rule.Objective == hinterland.ByTies
	for _, p := range places {
		q.Codes = append(q.Codes, string(p.Code))
		q.Lon, q.Lat = append(q.Lon, int64(p.Lon)), append(q.Lat, int64(p.Lat))
		q.Weight = append(q.Weight, max(p.Weight, 0)) // where weights do not count
	}
	for _, p := range places {
		code := g.upTo(in[p.Code], q.Within)
		at := -1
		if code != "" {
			at = q.ZoneNamed(code)
		}
		q.Now = append(q.Now, at)
	}
	return borders, q.unfit(places)
}

// unfit refuses places without what the zones are drawn by.
func (q *ZoneQuestion) unfit(places []hinterland.Place) error {
	var nowhere, unweighed hinterland.Codes[hinterland.PlaceCode]
	for _, p := range places {
		if p.Lon == hinterland.Nowhere && !q.ByTies {
			nowhere = append(nowhere, p.Code)
		}
		if p.Weight == hinterland.Unweighed &&
			(!q.ByTies || q.Rule.Bounds.Kind != hinterland.Unbounded) {
			unweighed = append(unweighed, p.Code)
		}
	}
	var faults hinterland.Refusals
	for _, f := range []struct {
		reason hinterland.Reason
		places hinterland.Codes[hinterland.PlaceCode]
	}{{"zoning.nowhere", nowhere}, {"zoning.unweighed", unweighed}} {
		if len(f.places) > 0 {
			// lang: refusal.zoning.nowhere remedy.zoning.nowhere
			// lang: refusal.zoning.unweighed remedy.zoning.unweighed
			faults = append(faults, hinterland.Refuse(hinterland.Conflict, f.reason,
				hinterland.Args{"count": len(f.places), "places": f.places}))
		}
	}
	return faults.Err()
}

// filled puts in who is next to whom, ties, centres, pins and bounds.
func (q *ZoneQuestion) filled(
	tx hinterland.Tx, g *zoneGround, borders []hinterland.Border,
) error {
	index := q.PlaceNamed
	for _, b := range borders {
		q.Borders = append(q.Borders, [2]int{index(b.A), index(b.B)})
	}
	if q.ByTies {
		ties, err := tx.Ties()
		if err != nil {
			return err
		}
		for _, t := range ties {
			if a, b := index(t.A), index(t.B); a >= 0 && b >= 0 {
				q.Ties = append(q.Ties, zonal.Tie{A: a, B: b, Strength: t.Strength})
			}
		}
	}
	taken := map[hinterland.PlaceCode]bool{}
	for _, z := range q.Zones {
		centre := zonal.Centre{Name: string(z.Code)}
		for _, p := range z.Centre {
			if taken[p] {
				return hinterland.Refuse(hinterland.Conflict, "centre.shared", nil).
					In(hinterland.At("centre", string(p)))
			}
			taken[p] = true
			centre.Places = append(centre.Places, index(p))
		}
		q.Centres = append(q.Centres, centre)
	}
	pins, err := tx.Pins()
	if err != nil {
		return err
	}
	for _, p := range pins {
		i, to := index(p.Place), g.upTo(p.Zone, q.Within)
		j := q.ZoneNamed(to)
		if i >= 0 && to != "" && j >= 0 {
			if own := q.zoneCentredAt(p.Place); own >= 0 && own != j {
				return hinterland.Refuse(hinterland.Conflict, "pin.centre",
					hinterland.Args{"centre": q.Zones[own].Code}).
					In(hinterland.At("place", string(p.Place)))
			}
			q.Pins[i] = j
		}
	}
	switch b := q.Rule.Bounds; b.Kind {
	case hinterland.ByTolerance:
		q.ByMean, q.Tolerance = true, b.Tolerance
	case hinterland.ByLeastAndMost:
		q.Least, q.Most = b.Least, b.Most
	}
	return nil
}

// PlaceNamed is the number of a place; -1 for none.
func (q *ZoneQuestion) PlaceNamed(code hinterland.PlaceCode) int {
	at, there := slices.BinarySearch(q.Codes, string(code))
	if !there {
		return -1
	}
	return at
}

// zoneCentredAt is the zone of whose centre a place is; -1 for none.
func (q *ZoneQuestion) zoneCentredAt(p hinterland.PlaceCode) int {
	return slices.IndexFunc(q.Zones, func(z hinterland.DatedZone) bool {
		return slices.Contains(z.Centre, p)
	})
}

// Moves are what each place's passing to a zone beside it would change.
func (q *ZoneQuestion) Moves() []zonal.Move {
	return q.judge.Moves(&q.Question, q.Now)
}

// ZoneNamed is the number of a zone in question; -1 for none.
func (q *ZoneQuestion) ZoneNamed(code hinterland.ZoneCode) int {
	return slices.IndexFunc(q.Zones, func(z hinterland.DatedZone) bool {
		return z.Code == code
	})
}

// Move is what a place's passing to a zone would change; it refuses where the two
// are not next to each other, or the place is in the zone.
func (q *ZoneQuestion) Move(
	place hinterland.PlaceCode, to hinterland.ZoneCode,
) (zonal.Move, error) {
	i, j := q.PlaceNamed(place), q.ZoneNamed(to)
	for _, m := range q.Moves() {
		if m.Place == i && m.To == j {
			return m, nil
		}
	}
	return zonal.Move{}, hinterland.Refuse(hinterland.Conflict, "move.apart", nil).
		In(hinterland.At("zone", string(to)))
}

// ZoneQuestion asks for the zones within one on a day.
func (v *View) ZoneQuestion(
	within hinterland.ZoneCode, on hinterland.Day,
) (*ZoneQuestion, error) {
	if !v.sees(Zones, Other) {
		return nil, hinterland.Refuse(hinterland.NotFound, "zoning.none",
			hinterland.Args{"value": string(within)})
	}
	return questionOn(v.tx, v.judge, within, on)
}

// ZonesBy asks for the zones that a rule would draw on a day.
func (v *View) ZonesBy(rule hinterland.ZoneRule, on hinterland.Day) (*ZoneQuestion, error) {
	if !v.sees(Zones, Other) {
		return nil, hinterland.Refuse(hinterland.NotFound, "zoning.none",
			hinterland.Args{"value": string(rule.Within)})
	}
	g, err := groundOn(v.tx, on)
	if err != nil {
		return nil, err
	}
	return g.question(v.tx, v.judge, rule)
}

// refusedBy makes a refusal of the rule that forbids a move.
func refusedBy(m zonal.Move) error {
	if m.Forbidden == "" {
		return nil
	}
	// lang: refusal.move.centre remedy.move.centre refusal.move.pin
	// lang: remedy.move.pin refusal.move.apart remedy.move.apart
	// lang: refusal.move.least remedy.move.least refusal.move.most
	// lang: remedy.move.most
	return hinterland.Refuse(hinterland.Conflict,
		hinterland.Reason(fmt.Sprint("move.", m.Forbidden)), nil)
}
