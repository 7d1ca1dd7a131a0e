package balance

import (
	"cmp"
	"math"
	"slices"

	"hinterland"
)

// A lot is an offer as the network of its good sees it. Party, period and price
// are its key. Two lots of a party that differ in price alone stay two, since a
// line names the price that is paid; they have the same ways.
type lot struct {
	party    hinterland.PartyCode
	place    int // index into the places of the inputs
	zone     int // as inputs number them; 0 is no zone
	period   hinterland.Period
	price    hinterland.Money
	quantity int64
}

// A node takes goods in: a party in a period with all its needs of the good,
// or a floor (seller is then not empty). Rows of one node differ in class alone:
// whatever can reach one can reach them all, so the network knows nodes only, and
// a walk that comes to a node has come to each of its rows.
//
// A fixing is a floor that its seller's other ways to the receiver are closed
// beside: what it brings is then all that comes from there.
type node struct {
	party  hinterland.PartyCode
	seller hinterland.PartyCode
	place  int
	zone   int
	period hinterland.Period
	rows   []int                  // its rows, the most urgent first
	fixed  bool                   // of floors: it is a fixing
	held   bool                   // of fixings: an agreement guarantees no less
	barred []hinterland.PartyCode // of needs: whose goods come by a fixing or not at all
}

// A row is one need: a node's amount of one class. Floors are class 0.
//
// Unit m of a row (1 ≤ m ≤ need) has the rank (m − origin)/(need − origin);
// equal shares give the units of least rank first. Units up to kept are not
// up for sharing. Invariant: 0 ≤ origin, kept ≤ met ≤ need, and floor ≤ kept
// once floors are settled. Origin moves once, when zones have been served by
// themselves: until then shares are of the whole need, floors counted in, and
// after that of what each row still lacks.
type row struct {
	node   int
	class  int
	need   int64
	floor  int64 // of met, what floors bring (class > 0)
	own    int64 // of met, what its own zone brings, floors included (ZonesFirst)
	origin int64 // where its ranks begin
	kept   int64 // of met, what no other row may take
	met    int64 // what it gets, floors included
}

// short is how much of a row is not met.
func (r *row) short() int64 { return r.need - r.met }

// A way is a pair of a lot and a node. Ways that are open are not kept: there
// are as many as offers times needs, and everything about one follows from its
// two ends (ways.go). Two 32-bit numbers, so that a way is a small key of a map
// and a list of ways is short; no good has 2^31 rows.
type way struct{ lot, node int32 }

// A problem is one good of a region. Lots are sorted by party, period and
// price, need nodes by party and period, then floors by their key, rows by
// node and class; so nothing depends on the order in which rows were read.
type problem struct {
	in     *Planner
	part   *Part
	good   *hinterland.Good
	policy hinterland.Policy
	reach  int64 // hectometres beyond which nothing is sent
	// shut are, by place, the exclusive scopes that cover the good there.
	shut  [][]*hinterland.Scope
	lots  []lot
	nodes []node
	needs int // nodes[:needs] are need nodes, the rest floors
	rows  []row
	ways  *ways // never changed once found, whatever is settled
	// near is set if there is an earlier plan to stay near, and signed is what
	// it carried on the ways that are still open, never nothing.
	near   bool
	signed map[way]int64
}

// newProblem gathers the rows of one good and finds its ways. Everything comes
// sorted by key; all later code walks lots, nodes and rows in this order and so
// inherits that the order of the input plays no part.
func newProblem(in *Planner, part *Part) *problem {
	p := &problem{
		in: in, part: part, good: in.index.Good[part.Good], policy: in.frame.Zones,
		reach: math.MaxInt64, near: in.frame.Near,
	}
	if most, limited := in.reach[part.Good]; limited {
		p.reach = most
	}
	p.shut = in.shutters(part.Good)
	p.addLots()
	p.addNeeds()
	p.addFloors()
	p.barFixed()
	p.openWays()
	p.addSigned()
	return p
}

// addLots makes a lot of every offer, of nothing too: its price is part of the
// certificate like any other.
func (p *problem) addLots() {
	for _, o := range p.part.Offers {
		p.lots = append(p.lots, lot{
			party: o.Party, place: p.in.placeOf(o.Party), zone: p.in.zoneOf(o.Party),
			period: o.Period, price: o.Price, quantity: int64(o.Quantity),
		})
	}
}

// compareLots orders lots as they come, by their keys.
func compareLots(a, b lot) int {
	return cmp.Or(cmp.Compare(a.party, b.party), cmp.Compare(a.period, b.period),
		cmp.Compare(a.price, b.price))
}

// addNeeds makes one node of all needs of a party in a period: goods that come
// to the party may serve any of them, and serve the most urgent first.
func (p *problem) addNeeds() {
	needs := p.part.Needs
	for i, n := range needs {
		if i == 0 || needs[i-1].Party != n.Party || needs[i-1].Period != n.Period {
			p.nodes = append(p.nodes, node{
				party: n.Party, place: p.in.placeOf(n.Party), zone: p.in.zoneOf(n.Party),
				period: n.Period,
			})
		}
		p.addRow(n.Priority, int64(n.Quantity))
	}
	p.needs = len(p.nodes)
}

// addFloors makes a node of every floor. Only the seller's lots will reach it,
// which is what distinguishes a promise from a wish. It stands beside the
// receiver's need node and not in its place: the receiver may have no need of
// its own, or be promised more than it needs, and what the promise brings must
// have come from the seller however lines are rearranged. A fixing takes the
// place of a floor with its key, which is no more than it.
func (p *problem) addFloors() {
	for _, f := range p.promises() {
		p.nodes = append(p.nodes, node{
			party: f.To, seller: f.From, place: p.in.placeOf(f.To), zone: p.in.zoneOf(f.To),
			period: f.Period, fixed: f.fixed, held: f.held,
		})
		p.addRow(0, int64(f.Quantity))
	}
}

// A promise is a floor, or a fixing in the form of one.
type promise struct {
	hinterland.Floor
	fixed, held bool
}

// promises lists floors and fixings by key, fixings in place of floors: what
// comes by a fixing is all that comes, so a floor beside it would ask for the
// same goods twice, and the fixing is no smaller, which Check has seen to. The
// sort is stable and floors come first in the list, so of two with one key the
// first is the floor; there are never three.
func (p *problem) promises() []promise {
	var list []promise
	for _, f := range p.part.Floors {
		list = append(list, promise{Floor: f})
	}
	for _, f := range p.part.Fixings {
		list = append(list, promise{fixed: true, Floor: hinterland.Floor{
			From: f.From, To: f.To, Good: f.Good, Period: f.Period, Quantity: f.Quantity,
		}})
	}
	slices.SortStableFunc(list, func(a, b promise) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To),
			cmp.Compare(a.Period, b.Period))
	})
	kept := list[:0]
	for _, f := range list {
		last := len(kept) - 1
		if last >= 0 && kept[last].From == f.From && kept[last].To == f.To &&
			kept[last].Period == f.Period {
			f.held = f.Quantity == kept[last].Quantity
			kept = kept[:last]
		}
		kept = append(kept, f)
	}
	return kept
}

// barFixed notes at each need whose goods are fixed. Where nothing is needed
// there is no way that would have to be closed.
func (p *problem) barFixed() {
	for n := p.needs; n < len(p.nodes); n++ {
		at := &p.nodes[n]
		if to, needed := p.find(node{party: at.party, period: at.period}); at.fixed && needed {
			p.nodes[to].barred = append(p.nodes[to].barred, at.seller)
		}
	}
}

// addSigned finds the ways of the earlier plan's lines. A line whose offer or
// need is gone, or whose way is closed by now, asks for nothing: nobody could
// stay near it. What a floor or a fixing brought is compared with what one
// brings now, and lines of one way for several classes are one: to which row of
// a node goods went is bookkeeping, and nobody is nearer to an agreement for
// it. O(log) a line, as lots and nodes are sorted by the keys that lines name.
func (p *problem) addSigned() {
	p.signed = map[way]int64{}
	for _, s := range p.part.Signed {
		from := lot{party: s.From, period: s.OfferPeriod, price: s.Price}
		l, offered := slices.BinarySearchFunc(p.lots, from, compareLots)
		to := node{party: s.To, period: s.Period}
		if s.Reason == hinterland.LineFloor || s.Reason == hinterland.LineFixed {
			to.seller = s.From
		}
		n, asked := p.find(to)
		if offered && asked && s.Quantity > 0 && p.ways.open[l].has(n) {
			p.signed[way{int32(l), int32(n)}] += int64(s.Quantity)
		}
	}
}

// offered lists what lots have, for somebody to take from.
func (p *problem) offered() []int64 {
	left := make([]int64, len(p.lots))
	for l := range p.lots {
		left[l] = p.lots[l].quantity
	}
	return left
}

// find looks up a need node, or a floor where the seller is not empty.
func (p *problem) find(key node) (int, bool) {
	first, list := 0, p.nodes[:p.needs]
	if key.seller != "" {
		first, list = p.needs, p.nodes[p.needs:]
	}
	at, found := slices.BinarySearchFunc(list, key, func(a, b node) int {
		return cmp.Or(cmp.Compare(a.seller, b.seller), cmp.Compare(a.party, b.party),
			cmp.Compare(a.period, b.period))
	})
	return first + at, found
}

// addRow adds a row to the last node.
func (p *problem) addRow(class int, need int64) {
	last := len(p.nodes) - 1
	p.nodes[last].rows = append(p.nodes[last].rows, len(p.rows))
	p.rows = append(p.rows, row{node: last, class: class, need: need})
}

// classes lists the classes of the needs, the most urgent first. Floors, class
// 0, are not among them.
func (p *problem) classes() []int {
	var classes []int
	for i := range p.rows {
		if c := p.rows[i].class; c > 0 && !slices.Contains(classes, c) {
			classes = append(classes, c)
		}
	}
	slices.Sort(classes)
	return classes
}

// ofClass lists the rows of a class, at most one of each node, by key: equal
// ranks are settled in this order.
func (p *problem) ofClass(class int) []int {
	var rows []int
	for i := range p.rows {
		if p.rows[i].class == class {
			rows = append(rows, i)
		}
	}
	return rows
}

// home reports whether a way stays inside one zone. Places in no zone are not a
// zone: two of them have nothing in common that could be served first, though
// to send goods from one to the other crosses no border (see crosses).
func (p *problem) home(l, n int) bool {
	return p.lots[l].zone != 0 && p.lots[l].zone == p.nodes[n].zone
}
