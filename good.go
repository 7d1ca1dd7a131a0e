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

// Check refuses a good whose code, name, unit, number of decimals or of periods
// that it keeps is none, and a class or a parent that is said and is none.
func (g *Good) Check() Refusals {
	var faults Refusals
	faults.add(CheckCode("code", g.Code))
	faults = append(faults, g.Name.Check("name")...)
	faults.add(CheckText("unit", g.Unit, MaxCode))
	if g.Class != "" {
		faults.add(CheckText("class", g.Class, MaxName))
	}
	if g.Parent != "" {
		faults.add(CheckCode("parent", g.Parent))
	}
	for _, number := range []struct {
		column     string
		is, lowest int
		highest    int
	}{{"decimals", g.Decimals, 0, MaxPlaces}, {"keeps", g.Keeps, Forever, MaxPeriod}} {
		if number.is < number.lowest || number.is > number.highest {
			faults.add(Refuse(Invalid, "number.range", Args{"low": 0, "high": number.highest}).
				In(Where{Column: number.column, Value: FormatDecimal(int64(number.is), 0)}))
		}
	}
	return faults
}

// GoodBook is what the records can answer and take about goods.
type GoodBook interface {
	// Good returns a good, or a refusal of kind NotFound.
	Good(code GoodCode) (Good, error)
	// Goods returns all goods, by code.
	Goods() ([]Good, error)
	// AddGood records g and refuses a code that is taken.
	AddGood(g Good) error
	// ChangeGood records another state of a good.
	ChangeGood(g Good) error
	// HoldGood keeps a good as it is, and what is stated of it, until an act is done.
	HoldGood(code GoodCode) (Good, error)
	// Stated reports whether anything is stated of a good in any horizon, or planned,
	// or a recipe takes or makes it.
	Stated(code GoodCode) (bool, error)
	// Promised reports whether any version of an agreement names a good.
	Promised(code GoodCode) (bool, error)
}

// A Reach limits how far a good may travel; a good without one has no limit.
type Reach struct {
	Good        GoodCode
	Hectometres int64
	Row         int
}

// Farthest bounds a distance: ten times round the earth, in hectometres.
const Farthest = 4_000_000

// ReachBook is what the records can answer and take about reaches.
type ReachBook interface {
	// Reaches returns those of all goods that have one, by good.
	Reaches() ([]Reach, error)
	// PutReach records the reach of a good in the place of its former one.
	PutReach(r Reach) error
	// DropReach lets a good have none.
	DropReach(good GoodCode) error
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

// MaxUnitCost bounds what one unit of a good may cost at the end of the
// longest way and wait: ten million currency units. It keeps every sum of
// costs round a network within 63 bits.
const MaxUnitCost Money = 10_000_000_000_000

// UnitCost is what one unit costs where it is needed: its price, freight over
// a way and storage while it waited, rounded half to even to a Money once.
func UnitCost(g *Good, price Money, hectometres int64, waited Period) Money {
	tenths := int64(price)*10 + int64(g.Freight)*hectometres + int64(g.Storage)*10*int64(waited)
	return Money(RoundHalfEven(tenths, 10))
}

// longestWay bounds every way in hectometres where nobody has measured it:
// half round the earth, and the detour that a way is modelled with.
const longestWay = 271_000

// checkCosts refuses an offer of a good that could cost more than MaxUnitCost
// somewhere at some time, and with it any cost that could not be worked out
// exactly.
func (r *Region) checkCosts(ix *Index) Refusals {
	farthest := int64(longestWay)
	for _, d := range r.Distances {
		farthest = max(farthest, d.Hectometres)
	}
	last := Period(1)
	for _, n := range r.Needs {
		last = max(last, n.Period)
	}
	for _, f := range r.Floors {
		last = max(last, f.Period)
	}
	for _, f := range r.Fixings {
		last = max(last, f.Period)
	}
	reach := map[GoodCode]int64{}
	for _, limit := range r.Reach {
		reach[limit.Good] = limit.Hectometres
	}
	var faults Refusals
	for _, o := range r.Offers {
		g, ok := ix.Good[o.Good]
		if !ok {
			continue
		}
		way := farthest
		if limit, limited := reach[o.Good]; limited {
			way = min(way, limit)
		}
		if costsTooMuch(g, o.Price, way, last) {
			faults.add(Refuse(Invalid, "cost.size",
				Args{"most": Figure(FormatDecimal(int64(MaxUnitCost), MoneyPlaces))}).
				In(cell(OffersTable, o.Row, "price", FormatDecimal(int64(o.Price), MoneyPlaces))))
		}
	}
	return faults
}

// costsTooMuch compares each part of the cost before any are multiplied.
func costsTooMuch(g *Good, price Money, hectometres int64, waited Period) bool {
	if price > MaxUnitCost || int64(g.Freight) > 10*int64(MaxUnitCost)/max(hectometres, 1) ||
		int64(g.Storage) > int64(MaxUnitCost)/int64(waited) {
		return true
	}
	return UnitCost(g, price, hectometres, waited) > MaxUnitCost
}
