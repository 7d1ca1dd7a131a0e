package check

import "hinterland"

// checkOwn checks what each need is said to get from its own zone, one zone
// at a time. That is a claim about a plan nobody has seen, so the check finds
// one: goods of the zone's lots that bring its floors and exactly its own
// amounts. If there is none, the amounts are too high; if it can be bettered
// by an exchange, they are wrong.
func (g *planGood) checkOwn() {
	if g.policy != hinterland.ZonesFirst {
		return
	}
	zones := map[int]bool{}
	for v := range g.nodes {
		zones[g.zone(g.nodes[v].party)] = true
	}
	for i := range g.lots {
		zones[g.zone(g.lots[i].party)] = true
	}
	for zone := range planZoneCount(g.ground) {
		if zone == 0 {
			g.checkNowhere()
		} else if zones[zone] {
			g.inTurn(func() { g.checkZoneOwn(zone) })
		}
	}
}

func planZoneCount(gr *planGround) int {
	count := 1
	for _, p := range gr.parties {
		count = max(count, p.zone+1)
	}
	return count
}

// checkNowhere checks that rows in no zone have nothing of their own but
// their floors.
func (g *planGood) checkNowhere() {
	for i := range g.rows {
		row := &g.rows[i]
		if g.zone(g.nodes[row.node].party) != 0 {
			continue
		}
		g.Claims++
		if row.own != row.floor {
			g.find(g.ownCell(row), "plan.own.nowhere",
				hinterland.Args{"floor": g.steps(row.floor)})
		}
	}
}

func (g *planGood) ownCell(row *planRow) hinterland.Where {
	return planCell(planSharesFile, row.share.Row, "own", g.steps(row.own))
}

// checkZoneOwn makes the deal of a zone that is alone, and judges it.
func (g *planGood) checkZoneOwn(zone int) {
	deal := g.zoneDeal(zone)
	g.Claims += 2 * len(deal.stakes)
	short := g.witness(deal, zone)
	if short >= 0 {
		g.tellImpossible(deal, short)
		return
	}
	for _, flaw := range deal.waste() {
		to := &g.rows[flaw.to.row]
		if flaw.lot >= 0 {
			lot := &g.lots[flaw.lot]
			g.find(g.ownCell(to), "plan.own.idle", hinterland.Args{
				"other": g.code(lot.party), "offered": lot.period, "line": lot.line,
			})
		} else {
			g.find(g.ownCell(to), "plan.own.urgent", g.other(flaw, to))
		}
	}
	for _, class := range deal.classes() {
		for _, flaw := range deal.unfair(class) {
			g.tellUnfair(flaw, "plan.own.unequal")
		}
	}
}

// zoneDeal is the zone's own rows over the ways from its own lots. Floors
// that the zone gives, to whomever, are nodes of its net but no stakes.
func (g *planGood) zoneDeal(zone int) *planDeal {
	net := newPlanNet(len(g.lots), len(g.nodes))
	for u := range g.lots {
		if g.zone(g.lots[u].party) != zone {
			continue
		}
		for v := g.net.out[u].next(0); v >= 0; v = g.net.out[u].next(v + 1) {
			if v >= g.firstFloor || g.zone(g.nodes[v].party) == zone {
				net.open(u, v)
			}
		}
	}
	deal := &planDeal{net: net}
	for i := range g.rows {
		row := &g.rows[i]
		if g.zone(g.nodes[row.node].party) == zone {
			deal.stakes = append(deal.stakes, planStake{
				node: row.node, class: row.priority, has: row.own, kept: row.floor,
				asks: row.needed, row: i,
			})
		}
	}
	return deal
}

// witness finds goods of the zone's lots that bring each stake of the deal
// what it has beyond its floors, and each floor of the zone's what it brings.
// It enters them into the deal's net, or returns a node that goes short.
func (g *planGood) witness(deal *planDeal, zone int) int {
	flow := newPlanFlow(deal.net)
	for u := range g.lots {
		if g.zone(g.lots[u].party) == zone {
			flow.left[u] = g.lots[u].quantity
		}
	}
	for _, s := range deal.stakes {
		flow.lacks[s.node] += s.has - s.kept
	}
	for v := g.firstFloor; v < len(g.nodes); v++ {
		if g.zone(g.nodes[v].seller) == zone {
			flow.lacks[v] = g.nodes[v].honoured
		}
	}
	flow.run(g.ended)
	for v, lacks := range flow.lacks {
		if lacks > 0 {
			return v
		}
	}
	deal.take(flow)
	return -1
}

// take enters the goods that a flow has brought into the deal's net.
func (d *planDeal) take(flow *planFlow) {
	for v, loads := range flow.loads {
		for _, load := range loads {
			if load.amount > 0 {
				d.net.carry(int(load.lot), v)
			}
		}
	}
	for u, left := range flow.left {
		if left > 0 {
			d.idle = append(d.idle, int32(u))
		}
	}
}

// tellImpossible names a row of the node that the zone cannot serve as said;
// if the node is a floor, some row of the zone takes the floor's goods.
func (g *planGood) tellImpossible(deal *planDeal, node int) {
	for _, s := range deal.stakes {
		if row := &g.rows[s.row]; s.has > s.kept && (s.node == node || node >= g.firstFloor) {
			g.find(g.ownCell(row), "plan.own.impossible", nil)
			return
		}
	}
}
