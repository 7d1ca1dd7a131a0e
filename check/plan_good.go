package check

import (
	"cmp"
	"slices"

	"hinterland"
)

// A planGood is the network of one good: lots that can go to nodes, nodes
// that are the needs of a party in a period, all in a row, or a floor.
// Quantities are in steps of the good.
type planGood struct {
	*planCheck
	papers *planPapers
	reach  int64 // hectometres, or -1
	spans  [][]planSpan

	// Lots are sorted by party, period and price; need nodes by party and
	// period, then, from firstFloor on, floors by seller, receiver and
	// period, so that among nodes that can exchange goods the smaller number
	// comes first where ranks are equal. Rows are sorted by node and priority.
	lots       []planLot
	nodes      []planNode
	firstFloor int
	rows       []planRow
	arcs       []planArc // by lot and node, each at most once

	net    *planNet                 // every open way; set by link
	sole   [planRuleCount][]planSet // by node: lots that this rule alone shuts out
	prices planPrices
	tight  [planWishes + 1]*planNet // ways that cost nothing; [0] is net
}

// A planLot is a row of offers.csv.
type planLot struct {
	party, period  int
	price          int64
	quantity, used int64
	floored        int64 // of used, what floors take
	line           int
}

// A planNode is a party in a period, or a floor.
type planNode struct {
	party, period int
	first, last   int // its rows are rows[first:last]

	// Of floors only: who gives, how much is promised and what of it comes,
	// the receiver's need node or -1, and where it stands. A floor that is fixed
	// may be guaranteed up to some of it by an agreement.
	seller             int
	promised, honoured int64
	receiver           int
	line               int
	fixed              bool
	guaranteed         int64

	sealed map[int]bool // of needs only: parties that send what is fixed and no more
}

// A planRow is a row of needs.csv and what the plan says of it.
type planRow struct {
	node, priority int
	needed         int64
	met, floor     int64 // what lines bring, and of it what floors bring
	own            int64
	line           int // in needs.csv
	share          *hinterland.Share
	shortfall      *hinterland.Shortfall
}

// short is what the row lacks.
func (r *planRow) short() int64 { return r.needed - r.met }

// A planArc is what lines carry, and what was signed, from a lot to a node.
type planArc struct {
	lot, node    int
	flow, signed int64
	lines        []*hinterland.Line
}

func newPlanGood(c *planCheck, papers *planPapers) *planGood {
	g := &planGood{planCheck: c, papers: papers, reach: -1}
	if limit, limited := c.ground.reach[papers.good.Code]; limited {
		g.reach = limit
	}
	g.spans = c.ground.spans(papers.good.Code)
	for _, o := range papers.offers {
		g.lots = append(g.lots, planLot{
			party: g.ground.number[o.Party], period: int(o.Period), price: int64(o.Price),
			quantity: int64(o.Quantity), line: o.Row,
		})
	}
	slices.SortFunc(g.lots, comparePlanLots)
	g.addNeeds()
	g.addFloors()
	return g
}

func comparePlanLots(a, b planLot) int {
	return cmp.Or(cmp.Compare(a.party, b.party), cmp.Compare(a.period, b.period),
		cmp.Compare(a.price, b.price))
}

// addNeeds makes the need nodes and their rows.
func (g *planGood) addNeeds() {
	needs := slices.SortedFunc(slices.Values(g.papers.needs), func(a, b *hinterland.Need) int {
		return cmp.Or(cmp.Compare(a.Party, b.Party), cmp.Compare(a.Period, b.Period),
			cmp.Compare(a.Priority, b.Priority))
	})
	for i, n := range needs {
		if i == 0 || n.Party != needs[i-1].Party || n.Period != needs[i-1].Period {
			g.nodes = append(g.nodes, planNode{
				party: g.ground.number[n.Party], period: int(n.Period), first: i,
			})
		}
		g.nodes[len(g.nodes)-1].last = i + 1
		g.rows = append(g.rows, planRow{
			node: len(g.nodes) - 1, priority: n.Priority, needed: int64(n.Quantity), line: n.Row,
		})
	}
	g.firstFloor = len(g.nodes)
}

func (g *planGood) addFloors() {
	for _, f := range g.papers.floors {
		g.nodes = append(g.nodes, g.floorNode(f.From, f.To, f.Period, f.Quantity, f.Row))
	}
	g.addFixings()
	slices.SortFunc(g.nodes[g.firstFloor:], func(a, b planNode) int {
		return cmp.Or(cmp.Compare(a.seller, b.seller), comparePlanNodes(a, b))
	})
}

// floorNode is a floor, or a fixing seen as one.
func (g *planGood) floorNode(
	from, to hinterland.PartyCode, period hinterland.Period, q hinterland.Quantity, line int,
) planNode {
	node := planNode{
		party: g.ground.number[to], period: int(period), seller: g.ground.number[from],
		promised: int64(q), line: line,
	}
	node.receiver = g.findNeed(node.party, node.period)
	return node
}

// addFixings puts a fixing beside the floors, or over the floor that it is about,
// and seals its receiver's need off from its seller.
func (g *planGood) addFixings() {
	for _, f := range g.papers.fixings {
		node := g.floorNode(f.From, f.To, f.Period, f.Quantity, f.Row)
		node.fixed = true
		if node.receiver >= 0 {
			need := &g.nodes[node.receiver]
			if need.sealed == nil {
				need.sealed = map[int]bool{}
			}
			need.sealed[node.seller] = true
		}
		under := slices.IndexFunc(g.nodes[g.firstFloor:], func(n planNode) bool {
			return n.seller == node.seller && comparePlanNodes(n, node) == 0
		})
		if under < 0 {
			g.nodes = append(g.nodes, node)
			continue
		}
		node.guaranteed = g.nodes[g.firstFloor+under].promised
		g.nodes[g.firstFloor+under] = node
	}
}

func comparePlanNodes(a, b planNode) int {
	return cmp.Or(cmp.Compare(a.party, b.party), cmp.Compare(a.period, b.period))
}

// findLot, findNeed, findFloor and findRow return -1 where there is none.
func (g *planGood) findLot(party, period int, price int64) int {
	at, found := slices.BinarySearchFunc(
		g.lots,
		planLot{party: party, period: period, price: price},
		comparePlanLots,
	)
	return planFound(at, found)
}

func (g *planGood) findNeed(party, period int) int {
	at, found := slices.BinarySearchFunc(g.nodes[:g.firstFloor],
		planNode{party: party, period: period}, comparePlanNodes)
	return planFound(at, found)
}

func (g *planGood) findFloor(seller, party, period int) int {
	at, found := slices.BinarySearchFunc(g.nodes[g.firstFloor:],
		planNode{seller: seller, party: party, period: period}, func(a, b planNode) int {
			return cmp.Or(cmp.Compare(a.seller, b.seller), comparePlanNodes(a, b))
		})
	return planFound(g.firstFloor+at, found)
}

func (g *planGood) findRow(node, priority int) int {
	for i := g.nodes[node].first; i < g.nodes[node].last; i++ {
		if g.rows[i].priority == priority {
			return i
		}
	}
	return -1
}

// rowsOf are the rows of a need node, the most urgent first.
func (g *planGood) rowsOf(node int) []planRow {
	return g.rows[g.nodes[node].first:g.nodes[node].last]
}

func planFound(at int, found bool) int {
	if !found {
		return -1
	}
	return at
}

// party returns the number of a party, or tells that there is no such party.
func (g *planGood) party(at hinterland.Where) (int, bool) {
	number, known := g.ground.number[hinterland.PartyCode(at.Value)]
	if !known {
		g.find(at, "code.unknown", hinterland.Args{"table": hinterland.PartiesTable})
	}
	return number, known
}

// crosses reports whether a way leads from one zone to another.
func (g *planGood) crosses(lot, node int) bool {
	return g.zone(g.lots[lot].party) != g.zone(g.nodes[node].party)
}

func (g *planGood) zone(party int) int { return g.ground.parties[party].zone }

func (g *planGood) code(party int) hinterland.PartyCode { return g.ground.parties[party].code }

// steps words a quantity of the good.
func (g *planGood) steps(q int64) string {
	return hinterland.FormatDecimal(q, g.papers.good.Decimals)
}
