package check

import "hinterland"

// checkLineReasons works out why each line is there and compares. All lines
// between a lot and a need node have one reason, since a unit can pass from
// one row of a node to another.
func (g *planGood) checkLineReasons() {
	w := newPlanWalk(g.net)
	for i := range g.arcs {
		if g.ended() {
			return
		}
		arc := &g.arcs[i]
		if len(arc.lines) == 0 || arc.node >= g.firstFloor {
			continue
		}
		right := g.lineReason(w, arc)
		for _, l := range arc.lines {
			g.Claims++
			if l.Reason != right {
				g.find(planCell(planLinesFile, l.Row, "reason", l.Reason), "plan.reason",
					hinterland.Args{"right": right})
			}
		}
	}
}

// lineReason takes a unit off the arc and looks for a way to bring another
// to its node. The nets of ways that lose nothing shrink from wish to wish:
// the first that has no such way is the one that would lose.
func (g *planGood) lineReason(w *planWalk, arc *planArc) hinterland.LineReason {
	if !g.replaces(w, arc, g.net) {
		return g.shortReason(w, arc)
	}
	if g.policy == hinterland.ZonesPrefer && !g.replaces(w, arc, g.tight[planZoneWish+1]) {
		return hinterland.LineZone
	}
	if g.signed && !g.replaces(w, arc, g.tight[planSignedWish+1]) {
		return hinterland.LineSigned
	}
	if !g.replaces(w, arc, g.tight[planCostWish+1]) {
		return hinterland.LineCost
	}
	return hinterland.LineTie
}

// replaces reports whether within a net the unit taken off an arc can be
// replaced without using the arc more. If not, w has seen every node that the
// unit could go to instead.
func (g *planGood) replaces(w *planWalk, arc *planArc, net *planNet) bool {
	if net != g.net && (!planHolds(net, arc) || !planOther(net.in[arc.node], arc.lot)) {
		return false
	}
	w.reset(net)
	w.onFrom(arc.lot, arc.node)
	return w.nodes.has(arc.node)
}

// planHolds reports whether a net lets a unit be taken off the arc.
func planHolds(net *planNet, arc *planArc) bool {
	for _, u := range net.has[arc.node] {
		if int(u) == arc.lot {
			return true
		}
	}
	return false
}

// planOther reports whether a set has a member beside one.
func planOther(set planSet, one int) bool {
	next := set.next(0)
	return next >= 0 && next != one || set.next(one+1) >= 0
}

// shortReason is the reason of a line without which some row gets less: what
// stands between its goods and the rows that are short. The walk w has seen
// where its unit could go instead.
func (g *planGood) shortReason(w *planWalk, arc *planArc) hinterland.LineReason {
	back := newPlanWalk(g.net)
	back.backFrom(arc.node, arc.lot)
	pair := planPair{g: g, shortZones: map[int]planSet{}}
	for i := range g.rows {
		if row := &g.rows[i]; row.short() > 0 && w.nodes.has(row.node) {
			pair.addShort(row)
		}
	}
	for i := range g.rows {
		if row := &g.rows[i]; row.met > row.floor && back.nodes.has(row.node) {
			pair.addLoser(row)
		}
	}
	switch {
	case pair.share:
		return hinterland.LineShare
	case pair.zone:
		return hinterland.LineZone
	}
	return hinterland.LineClass
}

// A planPair looks at all pairs of a row that is short and a row that would
// lose a unit, of which the first is at least as urgent.
type planPair struct {
	g          *planGood
	urgent     int             // least priority of a short row; 0 for none
	shortZones map[int]planSet // by priority: zones of its short rows
	share      bool            // one pair is of one class, and the rule of zones does not part it
	zone       bool            // there is any other
}

func (p *planPair) addShort(row *planRow) {
	if p.urgent == 0 || row.priority < p.urgent {
		p.urgent = row.priority
	}
	zones := p.shortZones[row.priority]
	if zones == nil {
		zones = newPlanSets(1, planZoneCount(p.g.ground))[0]
		p.shortZones[row.priority] = zones
	}
	zones.add(p.g.zone(p.g.nodes[row.node].party))
}

func (p *planPair) addLoser(row *planRow) {
	if p.urgent == 0 || p.urgent > row.priority {
		return
	}
	p.zone = true
	zones := p.shortZones[row.priority]
	if zones == nil {
		return
	}
	if p.g.policy != hinterland.ZonesFirst || row.met > row.own ||
		zones.has(p.g.zone(p.g.nodes[row.node].party)) {
		p.share = true
	}
}
