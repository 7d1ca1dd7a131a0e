package hinterland

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
)

// An Allocation is what a plan lets one party give another of a good, in all its
// periods, so that a plan of a county has thousands of rows and not a hundred
// thousand.
type Allocation struct {
	Plan     ID[KeptPlan]
	Good     GoodCode
	From, To PartyCode
	Quantity Quantity // of all lines
	Lines    Packed
}

// A KeptShare is what a plan does for a party's needs of a good, in all its
// periods, with what is short and why.
type KeptShare struct {
	Plan   ID[KeptPlan]
	Good   GoodCode
	Party  PartyCode
	Needed Quantity
	Met    Quantity
	Lines  Packed
}

// A KeptGood is what a plan proves of a good: its sums, what was offered of it
// in each period, and the prices of its certificate.
type KeptGood struct {
	Plan    ID[KeptPlan]
	Good    GoodCode
	Summary string // a GoodSummary, as JSON
	Offered Series
	Proof   Packed
}

// Packed are rows in one text: a JSON list of lists, the values of each in an
// order that never changes.
type Packed string

// asPacked writes rows of which fields points to the values.
func asPacked[T any](rows []T, fields func(*T) []any) Packed {
	lists := make([][]any, len(rows))
	for i := range rows {
		lists[i] = fields(&rows[i])
	}
	text, err := json.Marshal(lists)
	if err != nil {
		panic("hinterland: rows are plain data: " + err.Error())
	}
	return Packed(text)
}

// readPacked reads what asPacked writes. What it cannot have written, which the
// records refuse to hold, reads as nothing.
func readPacked[T any](text Packed, fields func(*T) []any) []T {
	var lists []json.RawMessage
	if json.Unmarshal([]byte(text), &lists) != nil {
		return nil
	}
	rows := make([]T, len(lists))
	for i := range lists {
		into := fields(&rows[i])
		if json.Unmarshal(lists[i], &into) != nil {
			return nil
		}
	}
	return rows
}

func lineFields(l *Line) []any {
	return []any{
		&l.OfferPeriod, &l.ShipPeriod, &l.Period, &l.Priority, &l.Price, &l.Quantity,
		&l.UnitCost, &l.Reason,
	}
}

// Unpack are the lines of an allocation, by price, offer, shipment and need.
func (a *Allocation) Unpack() []Line {
	lines := readPacked(a.Lines, lineFields)
	for i := range lines {
		lines[i].From, lines[i].To, lines[i].Good = a.From, a.To, a.Good
	}
	return lines
}

// A ShareLine is what a plan does for one need; Reason and Worth are those of
// its shortfall, where it is not met.
type ShareLine struct {
	Share
	Reason ShortReason
	Worth  int
}

// Short is what is not met of the need.
func (l *ShareLine) Short() Quantity { return l.Needed - l.Met }

func shareFields(l *ShareLine) []any {
	return []any{&l.Period, &l.Priority, &l.Needed, &l.Met, &l.Own, &l.Reason, &l.Worth}
}

// Unpack are the shares of a party in a good, by period and priority.
func (s *KeptShare) Unpack() []ShareLine {
	lines := readPacked(s.Lines, shareFields)
	for i := range lines {
		lines[i].Party, lines[i].Good = s.Party, s.Good
	}
	return lines
}

func potentialFields(p *Potential) []any {
	return []any{&p.Side, &p.Party, &p.To, &p.Period, &p.Price, &p.Zone, &p.Signed, &p.Cost}
}

// Unpack is the summary of a good.
func (g *KeptGood) Unpack() GoodSummary {
	var s GoodSummary
	if json.Unmarshal([]byte(g.Summary), &s) != nil {
		s = GoodSummary{Good: g.Good}
	}
	return s
}

// A dealing is what the lines of an allocation have in common.
type dealing struct {
	good     GoodCode
	from, to PartyCode
}

func (d dealing) compare(o dealing) int {
	return cmp.Or(cmp.Compare(d.good, o.good), cmp.Compare(d.from, o.from),
		cmp.Compare(d.to, o.to))
}

// sortedKeys are the keys of a map in their order.
func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }

// allocate gathers the lines of a plan.
func (k *KeptPlan) allocate(all []Line) []Allocation {
	of := map[dealing][]Line{}
	for _, l := range all {
		d := dealing{l.Good, l.From, l.To}
		of[d] = append(of[d], l)
	}
	rows := make([]Allocation, 0, len(of))
	for _, d := range slices.SortedFunc(maps.Keys(of), dealing.compare) {
		lines := of[d]
		slices.SortFunc(lines, compareLines)
		a := Allocation{Plan: k.ID, Good: d.good, From: d.from, To: d.to}
		for i := range lines {
			a.Quantity += lines[i].Quantity
		}
		a.Lines = asPacked(lines, lineFields)
		rows = append(rows, a)
	}
	return rows
}

// share gathers the shares of a plan with their shortfalls. It refuses a plan in
// which they do not go together, of which a check says more.
func (k *KeptPlan) share(p *Plan) ([]KeptShare, error) {
	type need struct {
		party    PartyCode
		good     GoodCode
		period   Period
		priority int
	}
	short := map[need]*Shortfall{}
	for i := range p.Shortfalls {
		s := &p.Shortfalls[i]
		short[need{s.Party, s.Good, s.Period, s.Priority}] = s
	}
	of := map[dealing][]ShareLine{}
	for _, s := range p.Shares {
		line := ShareLine{Share: s}
		lacks := Quantity(0)
		if found := short[need{s.Party, s.Good, s.Period, s.Priority}]; found != nil {
			line.Reason, line.Worth, lacks = found.Reason, found.Worth, found.Quantity
		}
		if line.Short() != lacks {
			return nil, Refuse(Conflict, "plan.proof", nil)
		}
		d := dealing{good: s.Good, to: s.Party}
		of[d] = append(of[d], line)
	}
	rows := make([]KeptShare, 0, len(of))
	for _, d := range slices.SortedFunc(maps.Keys(of), dealing.compare) {
		lines := of[d]
		slices.SortFunc(lines, func(a, b ShareLine) int {
			return cmp.Or(cmp.Compare(a.Period, b.Period), cmp.Compare(a.Priority, b.Priority))
		})
		row := KeptShare{Plan: k.ID, Good: d.good, Party: d.to}
		for i := range lines {
			row.Needed, row.Met = row.Needed+lines[i].Needed, row.Met+lines[i].Met
		}
		row.Lines = asPacked(lines, shareFields)
		rows = append(rows, row)
	}
	return rows, nil
}

// goods gathers what a plan proves of each good, with what was offered.
func (k *KeptPlan) goods(r *Region, p *Plan) []KeptGood {
	proofs, offered := map[GoodCode][]Potential{}, map[GoodCode][]Quantity{}
	for _, row := range p.Potentials {
		proofs[row.Good] = append(proofs[row.Good], row)
	}
	for _, o := range r.Offers {
		sums := offered[o.Good]
		for len(sums) < int(o.Period) {
			sums = append(sums, 0)
		}
		sums[o.Period-1] += o.Quantity
		offered[o.Good] = sums
	}
	rows := make([]KeptGood, len(p.Goods))
	for i, g := range p.Goods {
		summary, err := json.Marshal(g)
		if err != nil {
			panic("hinterland: sums are plain data: " + err.Error())
		}
		slices.SortFunc(proofs[g.Good], comparePotentials)
		rows[i] = KeptGood{
			k.ID, g.Good, string(summary), SeriesOf(offered[g.Good]),
			asPacked(proofs[g.Good], potentialFields),
		}
	}
	slices.SortFunc(rows, func(a, b KeptGood) int { return cmp.Compare(a.Good, b.Good) })
	return rows
}

// maxForbidden is how many lines are told that cannot be kept any more.
const maxForbidden = 20

// Forbid refuses lines of a plan of h that what r says now forbids: that take
// more of an offer than is offered, go off while an exclusive scope keeps their
// goods for another buyer, or count in another unit than the good has now, which
// was says.
func (r *Region) Forbid(h *Horizon, was *Index, lines []Line) Refusals {
	type key struct {
		party  PartyCode
		good   GoodCode
		period Period
		price  Money
	}
	left := map[key]Quantity{}
	for _, o := range r.Offers {
		left[key{o.Party, o.Good, o.Period, o.Price}] += o.Quantity
	}
	ix := r.Index()
	var faults Refusals
	for i := range lines {
		l := &lines[i]
		args := Args{
			"party": l.From, "to": l.To, "good": l.Good,
			"day": h.Days(l.ShipPeriod).From, "last": h.Days(l.ShipPeriod).To - 1,
		}
		k := key{l.From, l.Good, l.OfferPeriod, l.Price}
		left[k] -= l.Quantity
		now, then := ix.Good[l.Good], was.Good[l.Good]
		switch {
		case len(faults) == maxForbidden:
			return faults
		case now == nil || now.Unit != then.Unit || now.Decimals != then.Decimals:
			faults.add(Refuse(Conflict, "plan.unit", args))
		case left[k] < 0:
			faults.add(Refuse(Conflict, "plan.offer", args))
		case r.shuts(ix, l):
			faults.add(Refuse(Conflict, "plan.scope", args))
		}
	}
	return faults
}

// shuts reports whether an exclusive scope of another buyer keeps the goods of a
// line.
func (r *Region) shuts(ix *Index, l *Line) bool {
	return slices.ContainsFunc(r.Scopes, func(s Scope) bool {
		return s.Exclusive && s.Buyer != l.To &&
			s.Covers(ix, l.Good, ix.PlaceOf(l.From), l.ShipPeriod)
	})
}
