package check

// planRules are rules that close a way, as bits.
type planRules uint8

const (
	planFixed planRules = 1 << iota
	planScope
	planReach
	planStorage
	planLate

	planRuleCount = iota
)

// single reports whether exactly one rule closes, and which, counted from 0.
func (r planRules) single() (int, bool) {
	for i := range planRuleCount {
		if r == 1<<i {
			return i, true
		}
	}
	return 0, false
}

// A planWay is what may pass between a lot and a node: nothing if a rule
// closes it, else goods that set off in ship at cost for each unit.
type planWay struct {
	closed planRules
	ship   int
	cost   int64
}

// way looks at the way from a lot to a node, which may be a floor: that only
// the seller's lots serve a floor is for the caller to hold.
func (g *planGood) way(lot *planLot, node *planNode) planWay {
	var w planWay
	seller := g.ground.parties[lot.party].place
	hectometres := g.ground.hectometres(seller, g.ground.parties[node.party].place)
	if node.sealed[lot.party] {
		w.closed |= planFixed
	}
	if g.reach >= 0 && hectometres > g.reach {
		w.closed |= planReach
	}
	earliest := lot.period
	if lot.period > node.period {
		w.closed |= planLate
		earliest = node.period
	} else if keeps := g.papers.good.Keeps; keeps >= 0 && node.period-lot.period > keeps {
		w.closed |= planStorage
	}
	w.ship = g.shipPeriod(node, seller)
	if w.ship < earliest {
		w.closed |= planScope
	}
	if w.closed == 0 {
		w.cost = g.unitCost(lot, hectometres, w.ship)
	}
	return w
}

// shipPeriod is the latest period up to the need in which no other party's
// exclusive scope covers the good in a place, or 0 if there is none.
func (g *planGood) shipPeriod(node *planNode, place int) int {
	ship := node.period
	if g.spans == nil {
		return ship
	}
	spans := g.spans[place]
	// Scopes are sorted by their last period, so that looking at them from
	// the end meets each that could push the shipment back.
	for i := len(spans) - 1; i >= 0; i-- {
		if s := spans[i]; s.buyer != node.party && s.first <= ship && ship <= s.last {
			ship = s.first - 1
		}
	}
	return ship
}

// unitCost rounds once, when all tenths of millionths are together.
func (g *planGood) unitCost(lot *planLot, hectometres int64, ship int) int64 {
	waited := int64(ship - lot.period)
	good := g.papers.good
	tenths := 10*(lot.price+int64(good.Storage)*waited) + int64(good.Freight)*hectometres
	whole, rest := tenths/10, tenths%10
	if rest > 5 || rest == 5 && whole%2 == 1 {
		whole++
	}
	return whole
}
