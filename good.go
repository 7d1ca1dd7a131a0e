package hinterland

// A GoodCode names a good.
type GoodCode string

// A Quantity counts steps of a good: 10^-Decimals of its unit. Quantities of
// different goods are never added.
type Quantity int64

// A Money counts millionths of a currency unit. Sums in different currencies
// are never added.
type Money int64

// MoneyPlaces is the number of decimal places of a Money.
const MoneyPlaces = 6

// Forever is the value of Good.Keeps for goods that do not spoil.
const Forever = -1

// A Good is what is offered and needed: a material, a machine, a skill by the
// day, a service, money. Goods form a tree through Parent (empty at a root);
// a scope on a good covers everything under it.
//
// Keeps is how many periods may pass between offer and use (0: labour of one
// month is not labour of the next); Forever if any number. Storage is paid
// for each period that goods wait at their supplier.
type Good struct {
	Code     GoodCode
	Name     Name
	Class    string
	Unit     string
	Decimals int
	Freight  Money // per unit and kilometre
	Storage  Money // per unit and period waited
	Keeps    int
	Currency string
	Parent   GoodCode
	Row      int
}

// A Reach limits how far a good may travel; a good without one has no limit.
type Reach struct {
	Good        GoodCode
	Hectometres int64
	Row         int
}

func (r *Region) checkGoods(ix *Index) Refusals {
	var faults Refusals
	seen := once[GoodCode]{}
	for _, g := range r.Goods {
		faults.add(seen.see(g.Code, cell(GoodsTable, g.Row, "code", g.Code)))
		if g.Parent == "" {
			continue
		}
		if _, ok := ix.Good[g.Parent]; !ok {
			faults.add(unknown(GoodsTable, g.Row, "parent", g.Parent, GoodsTable))
		} else if loops(g.Code, len(ix.Good), ix.parentGood) {
			faults.add(Refuse(Conflict, "tree.loop", nil).
				In(cell(GoodsTable, g.Row, "parent", g.Parent)))
		}
	}
	return faults
}

func (r *Region) checkReach(ix *Index) Refusals {
	var faults Refusals
	seen := once[GoodCode]{}
	for _, reach := range r.Reach {
		faults.add(seen.see(reach.Good, cell(ReachTable, reach.Row, "good", reach.Good)))
		if _, ok := ix.Good[reach.Good]; !ok {
			faults.add(unknown(ReachTable, reach.Row, "good", reach.Good, GoodsTable))
		}
	}
	return faults
}
