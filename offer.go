package hinterland

// A Period is a span of the plan's horizon, numbered from 1. How long one is
// (ten days, a month) is the office's affair.
type Period int

// MaxPeriod is the last period a plan may speak of.
const MaxPeriod = 9999

// MaxPriority is the least urgent priority a need may have; 1 is the most
// urgent.
const MaxPriority = 99

// An Offer is what a party can supply from a period on, at a price per unit
// at its own gate. Party, good, period and price together are its key.
type Offer struct {
	Party    PartyCode
	Good     GoodCode
	Period   Period
	Quantity Quantity
	Price    Money
	Row      int
}

// A Need is what a party asks for in a period. Needs of a smaller Priority
// are met first. Party, good, period and priority together are its key.
type Need struct {
	Party    PartyCode
	Good     GoodCode
	Period   Period
	Priority int
	Quantity Quantity
	Row      int
}

// A Floor is a quantity that an agreement guarantees: From delivers it to To
// in the period, and To takes it, needed or not. It counts against what To
// needs, the most urgent first.
type Floor struct {
	From, To PartyCode
	Good     GoodCode
	Period   Period
	Quantity Quantity
	Row      int
}

func (r *Region) checkOffers(ix *Index) Refusals {
	type key struct {
		party  PartyCode
		good   GoodCode
		period Period
		price  Money
	}
	var faults Refusals
	seen := once[key]{}
	for _, o := range r.Offers {
		at := cell(OffersTable, o.Row, "party", o.Party)
		faults.add(seen.see(key{o.Party, o.Good, o.Period, o.Price}, at))
		faults = append(faults, ix.partyAndGood(OffersTable, o.Row, o.Party, o.Good)...)
	}
	return faults
}

func (r *Region) checkNeeds(ix *Index) Refusals {
	type key struct {
		party    PartyCode
		good     GoodCode
		period   Period
		priority int
	}
	var faults Refusals
	seen := once[key]{}
	for _, n := range r.Needs {
		at := cell(NeedsTable, n.Row, "party", n.Party)
		faults.add(seen.see(key{n.Party, n.Good, n.Period, n.Priority}, at))
		faults = append(faults, ix.partyAndGood(NeedsTable, n.Row, n.Party, n.Good)...)
	}
	return faults
}

func (r *Region) checkFloors(ix *Index) Refusals {
	type key struct {
		from, to PartyCode
		good     GoodCode
		period   Period
	}
	var faults Refusals
	seen := once[key]{}
	for _, f := range r.Floors {
		at := cell(FloorsTable, f.Row, "from", f.From)
		faults.add(seen.see(key{f.From, f.To, f.Good, f.Period}, at))
		faults = append(faults, ix.partyAndGood(FloorsTable, f.Row, f.From, f.Good)...)
		if _, ok := ix.Party[f.To]; !ok {
			faults.add(unknown(FloorsTable, f.Row, "to", f.To, PartiesTable))
		}
		if f.From == f.To {
			faults.add(Refuse(Invalid, "floor.self", nil).
				In(cell(FloorsTable, f.Row, "to", f.To)))
		}
	}
	return faults
}

// partyAndGood refuses an unknown party (in column party, or from where the
// table has two) and an unknown good.
func (ix *Index) partyAndGood(file string, row int, party PartyCode, good GoodCode) Refusals {
	column := "party"
	if file == FloorsTable || file == FixingsTable {
		column = "from"
	}
	var faults Refusals
	if _, ok := ix.Party[party]; !ok {
		faults.add(unknown(file, row, column, party, PartiesTable))
	}
	if _, ok := ix.Good[good]; !ok {
		faults.add(unknown(file, row, "good", good, GoodsTable))
	}
	return faults
}

// MaxTotal bounds the sum of a good's offers, and of its needs, floors and
// fixings, in steps: far above any harvest, and low enough that no sum of a
// plan, nor a sum of products with a wish's weight, leaves 63 bits.
const MaxTotal Quantity = 1_000_000_000_000_000

// checkTotals refuses the row with which the sum of a good's offers, of its
// needs, floors and fixings, or of what was signed, passes MaxTotal.
func (r *Region) checkTotals(*Index) Refusals {
	var faults Refusals
	type totals map[GoodCode]Quantity
	offered, asked, signed := totals{}, totals{}, totals{}
	add := func(sums totals, good GoodCode, q Quantity, at Where) {
		before := sums[good]
		if q > MaxTotal-before {
			if before <= MaxTotal {
				faults.add(Refuse(Invalid, "total.size", Args{"good": good}).In(at))
			}
			sums[good] = MaxTotal + 1
			return
		}
		sums[good] = before + q
	}
	for _, o := range r.Offers {
		add(offered, o.Good, o.Quantity, cell(OffersTable, o.Row, "good", o.Good))
	}
	for _, n := range r.Needs {
		add(asked, n.Good, n.Quantity, cell(NeedsTable, n.Row, "good", n.Good))
	}
	for _, f := range r.Floors {
		add(asked, f.Good, f.Quantity, cell(FloorsTable, f.Row, "good", f.Good))
	}
	for _, f := range r.Fixings {
		add(asked, f.Good, f.Quantity, cell(FixingsTable, f.Row, "good", f.Good))
	}
	for _, l := range r.Signed {
		add(signed, l.Good, l.Quantity, cell(SignedTable, l.Row, "good", l.Good))
	}
	return faults
}
