package check

import (
	"cmp"
	"slices"

	"hinterland"
)

// planShorts are the reasons of a shortfall in the order among equals, with
// the rule that each lifts, counted as planRules are.
func planShorts() []hinterland.ShortReason {
	return []hinterland.ShortReason{
		hinterland.ShortScope, hinterland.ShortFloor, hinterland.ShortReach,
		hinterland.ShortStorage, hinterland.ShortLate, hinterland.ShortSupply,
	}
}

// planRuleOf is the rule that a reason lifts, or -1.
func planRuleOf(reason hinterland.ShortReason) int {
	switch reason {
	case hinterland.ShortScope:
		return 0
	case hinterland.ShortReach:
		return 1
	case hinterland.ShortStorage:
		return 2
	case hinterland.ShortLate:
		return 3
	}
	return -1
}

// A planGain knows what one unit more would bring where, and from where one
// can be had. Floors that are short want nothing here: a shortfall is a need's.
type planGain struct {
	*planGood
	worth []int32           // by node: the most urgent priority that a unit there could serve
	loss  []int32           // by lot: the least urgent that it could be taken from
	above map[int32]planSet // by priority: lots with a loss less urgent than it
	walk  *planWalk
}

// planUnused is the loss of a lot whose goods nobody has, planNever the worth
// of a node that serves nobody who is short.
const (
	planUnused = hinterland.MaxPriority + 1
	planNever  = hinterland.MaxPriority + 1
)

// checkShortReasons works out why each need is short and compares.
func (g *planGood) checkShortReasons() {
	gain := &planGain{planGood: g, above: map[int32]planSet{}, walk: newPlanWalk(g.net)}
	gain.findWorth()
	gain.findLoss()
	last := -1
	var reason hinterland.ShortReason
	var worth int32
	for i := range g.rows {
		row := &g.rows[i]
		if row.short() == 0 || row.shortfall == nil {
			continue
		}
		if row.node != last {
			last = row.node
			reason, worth = gain.shortReason(row.node)
		}
		g.Claims += 2
		g.compareShort(row.shortfall, reason, int(worth))
	}
}

func (g *planGood) compareShort(s *hinterland.Shortfall, reason hinterland.ShortReason, worth int) {
	if s.Reason != reason {
		g.find(planCell(planShortfallsFile, s.Row, "reason", s.Reason), "plan.short.reason",
			hinterland.Args{"right": reason})
	}
	if s.Worth != worth {
		g.find(planCell(planShortfallsFile, s.Row, "worth", planWhole(s.Worth)), "plan.short.worth",
			hinterland.Args{"right": worth})
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
	slices.SortStableFunc(
		goals,
		func(a, b *planRow) int { return cmp.Compare(a.priority, b.priority) },
	)
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

// findLoss follows goods forward to every lot they can be moved to: first
// those that nobody has, then those of the least urgent rows.
func (gain *planGain) findLoss() {
	gain.loss = planUnset(len(gain.lots))
	w := newPlanWalk(&planNet{
		in: gain.net.in, out: gain.net.out, gives: gain.net.gives, has: gain.net.has,
	})
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
	slices.SortStableFunc(
		givers,
		func(a, b *planRow) int { return cmp.Compare(b.priority, a.priority) },
	)
	for _, row := range givers {
		for _, lot := range gain.net.has[row.node] {
			w.onFrom(int(lot), -1)
		}
		planMark(gain.loss, w.lots, old, int32(row.priority))
	}
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

// shortReason finds what, lifted by one unit, would bring the most urgent
// gain to the nodes whose goods can be brought to a node that is short.
func (gain *planGain) shortReason(node int) (hinterland.ShortReason, int32) {
	gain.walk.reset(gain.net)
	gain.walk.backFrom(node, -1)
	best, bestWorth := hinterland.ShortSupply, int32(planNever)
	for _, reason := range planShorts() {
		worth := gain.lift(reason, node)
		if worth < bestWorth {
			best, bestWorth = reason, worth
		}
	}
	return best, bestWorth
}

// lift is the priority that lifting a reason by one unit would serve.
func (gain *planGain) lift(reason hinterland.ShortReason, node int) int32 {
	if reason == hinterland.ShortSupply {
		return gain.worth[node]
	}
	best := int32(planNever)
	for v := gain.walk.nodes.next(0); v >= 0; v = gain.walk.nodes.next(v + 1) {
		worth := gain.worth[v]
		if worth >= best {
			continue
		}
		rule := planRuleOf(reason)
		if rule >= 0 && v < gain.firstFloor && gain.opens(rule, v, worth) ||
			rule < 0 && gain.yields(v, worth) {
			best = worth
		}
	}
	return best
}

// opens reports whether one unit let through a rule to a node would serve
// someone of a priority: a lot that this rule alone shuts out has one to
// give.
func (gain *planGain) opens(rule, node int, worth int32) bool {
	return gain.sole[rule][node].meets(gain.lotsAbove(worth))
}

// yields reports whether asking one unit less of a floor would serve someone
// of a priority, and its receiver would lose what is less urgent.
func (gain *planGain) yields(node int, worth int32) bool {
	floor := &gain.nodes[node]
	if node < gain.firstFloor || floor.honoured == 0 {
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
	return loses > worth
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
