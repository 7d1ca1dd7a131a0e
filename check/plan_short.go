package check

import (
	"cmp"
	"maps"
	"slices"

	"hinterland"
)

// planShorts are the reasons of a shortfall in the order among equals, with
// the rule that each lifts, counted as planRules are.
func planShorts() []hinterland.ShortReason {
	return []hinterland.ShortReason{
		hinterland.ShortFixed, hinterland.ShortScope, hinterland.ShortFloor, hinterland.ShortReach,
		hinterland.ShortStorage, hinterland.ShortLate, hinterland.ShortSupply,
	}
}

// planRuleOf is the rule that a reason lifts, or -1.
func planRuleOf(reason hinterland.ShortReason) int {
	switch reason {
	case hinterland.ShortFixed:
		return 0
	case hinterland.ShortScope:
		return 1
	case hinterland.ShortReach:
		return 2
	case hinterland.ShortStorage:
		return 3
	case hinterland.ShortLate:
		return 4
	}
	return -1
}

// A planGain knows what one unit more would bring where, and from where one
// can be had. Floors that are short want nothing here: a shortfall is a need's.
type planGain struct {
	*planGood
	worth  []int32           // by node: the most urgent priority that a unit there could serve
	loss   []int32           // by lot: the least urgent that it could be taken from
	above  map[int32]planSet // by priority: lots with a loss less urgent than it
	wanted []int32           // by node: not -1 if its goods could serve a floor that is short
}

// planUnused is the loss of a lot whose goods nobody has, planNever the worth
// of a node that serves nobody who is short.
const (
	planUnused = hinterland.MaxPriority + 1
	planNever  = hinterland.MaxPriority + 1
)

// checkShortReasons works out why each need is short and compares. What
// brings a unit to a node brings it to every node that its goods can be moved
// on to, and among all that come to a short one the most urgent gain counts,
// then the order of reasons.
func (g *planGood) checkShortReasons() {
	gain := &planGain{planGood: g, above: map[int32]planSet{}}
	g.inTurn(gain.findWorth, gain.findLoss, gain.findWanted)
	gains := make([][]int32, len(planShorts()))
	for i, reason := range planShorts() {
		g.inTurn(func() { gains[i] = gain.lift(reason) })
	}
	if g.ended() {
		return
	}
	for i := range g.rows {
		row := &g.rows[i]
		if row.short() == 0 || row.shortfall == nil {
			continue
		}
		best := 0
		for reason := range gains {
			if gains[reason][row.node] < gains[best][row.node] {
				best = reason
			}
		}
		g.Claims += 2
		g.compareShort(row.shortfall, planShorts()[best], int(gains[best][row.node]))
	}
}

func (g *planGood) compareShort(s *hinterland.Shortfall, reason hinterland.ShortReason, worth int) {
	if s.Reason != reason {
		g.find(planCell(planShortfallsFile, s.Row, "reason", s.Reason), "plan.short.reason",
			hinterland.Args{"right": reason})
	}
	if s.Worth != worth {
		g.find(
			planCell(planShortfallsFile, s.Row, "worth", planWhole(s.Worth)),
			"plan.short.worth",
			hinterland.Args{"right": worth},
		)
	}
}

// findWorth follows goods back from every row that is short, the most urgent
// first.
func (gain *planGain) findWorth() {
	var goals []*planRow
	for i := range gain.rows {
		if row := &gain.rows[i]; row.short() > 0 {
			goals = append(goals, row)
		}
	}
	slices.SortStableFunc(goals, func(a, b *planRow) int {
		return cmp.Compare(a.priority, b.priority)
	})
	nodes := make([]int, len(goals))
	for i := range goals {
		nodes[i] = goals[i].node
	}
	gain.worth, _ = gain.net.firstReached(nodes)
	for v, at := range gain.worth {
		if gain.worth[v] = planNever; at >= 0 {
			gain.worth[v] = int32(goals[at].priority)
		}
	}
}

// plainWalk walks through the net of all ways; goods that nobody has do not
// stand in for others.
func (gain *planGain) plainWalk() *planWalk {
	net := *gain.net
	net.frees = nil
	return newPlanWalk(&net)
}

// findLoss follows goods forward to every lot they can be moved to: first
// those that nobody has, then those of the least urgent rows.
func (gain *planGain) findLoss() {
	gain.loss = planUnset(len(gain.lots))
	w := gain.plainWalk()
	old := newPlanSets(1, len(gain.lots))[0]
	for _, lot := range gain.net.idle {
		w.onFrom(int(lot), -1)
	}
	planMark(gain.loss, w.lots, old, planUnused)
	givers := make([]*planRow, 0, len(gain.rows))
	for i := range gain.rows {
		row := &gain.rows[i]
		kept := row.floor
		if gain.policy == hinterland.ZonesFirst {
			kept = max(kept, row.own)
		}
		if row.met > kept {
			givers = append(givers, row)
		}
	}
	slices.SortStableFunc(givers, func(a, b *planRow) int {
		return cmp.Compare(b.priority, a.priority)
	})
	for _, row := range givers {
		for _, lot := range gain.net.has[row.node] {
			w.onFrom(int(lot), -1)
		}
		planMark(gain.loss, w.lots, old, int32(row.priority))
	}
}

// findWanted follows goods back from every floor that is short: what another
// floor frees goes there, and to no need.
func (gain *planGain) findWanted() {
	var goals []int
	for v := gain.firstFloor; v < len(gain.nodes); v++ {
		if gain.nodes[v].honoured < gain.nodes[v].promised {
			goals = append(goals, v)
		}
	}
	gain.wanted, _ = gain.net.firstReached(goals)
}

// lotsAbove are the lots that can have a unit from someone less urgent than
// a priority, or that nobody has.
func (gain *planGain) lotsAbove(priority int32) planSet {
	set, known := gain.above[priority]
	if !known {
		set = newPlanSets(1, len(gain.lots))[0]
		for u, loss := range gain.loss {
			if loss > priority {
				set.add(u)
			}
		}
		gain.above[priority] = set
	}
	return set
}

// lift tells, for each node, the priority of which one more unit would be met
// if a reason were lifted by one unit anywhere that can bring the node goods;
// planNever if none. Lifting supply is handing a unit to the node itself.
func (gain *planGain) lift(reason hinterland.ShortReason) []int32 {
	if reason == hinterland.ShortSupply {
		return gain.worth
	}
	byWorth := map[int32][]int{}
	for v, worth := range gain.worth {
		if worth != planNever && gain.lifts(reason, v) {
			byWorth[worth] = append(byWorth[worth], v)
		}
	}
	gains := make([]int32, len(gain.nodes))
	for v := range gains {
		gains[v] = planNever
	}
	w := gain.plainWalk()
	old := newPlanSets(1, len(gain.nodes))[0]
	for _, worth := range slices.Sorted(maps.Keys(byWorth)) {
		for _, v := range byWorth[worth] {
			w.nodes.add(v)
			for _, lot := range gain.net.has[v] {
				w.onFrom(int(lot), -1)
			}
		}
		planMark(gains, w.nodes, old, worth)
	}
	return gains
}

// lifts reports whether lifting a reason by one unit at a node would serve
// someone of the node's worth.
func (gain *planGain) lifts(reason hinterland.ShortReason, node int) bool {
	if node >= gain.firstFloor {
		asked := hinterland.ShortFloor
		if gain.nodes[node].fixed {
			asked = hinterland.ShortFixed
		}
		return reason == asked && gain.yields(node)
	}
	rule := planRuleOf(reason)
	return rule >= 0 && gain.sole[rule][node].meets(gain.lotsAbove(gain.worth[node]))
}

// yields reports whether the receiver of a floor, asking one unit less, would
// lose only what is less urgent than what the unit would serve. Nobody may fix
// less than an agreement guarantees.
func (gain *planGain) yields(node int) bool {
	floor := &gain.nodes[node]
	if floor.honoured == 0 || gain.wanted[node] >= 0 ||
		floor.fixed && floor.guaranteed == floor.promised {
		return false
	}
	if floor.receiver < 0 || gain.excess(floor.receiver) {
		return true
	}
	loses := int32(0)
	for _, row := range gain.rowsOf(floor.receiver) {
		if row.floor > 0 {
			loses = int32(row.priority)
		}
	}
	return loses > gain.worth[node]
}

// excess reports whether floors bring a need node more than it needs.
func (gain *planGain) excess(need int) bool {
	var brought int64
	for _, floor := range gain.nodes[gain.firstFloor:] {
		if floor.receiver == need {
			brought += floor.honoured
		}
	}
	for _, row := range gain.rowsOf(need) {
		brought -= row.floor
	}
	return brought > 0
}
