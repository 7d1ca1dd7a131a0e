package zoning

import (
	"math"
	"math/big"
	"math/bits"

	"hinterland/partition"
)

// An Objective says what makes one zoning better than another.
type Objective int

// The two objectives.
const (
	Distance Objective = iota // little weight × way
	Ties                      // strong ties to the own centre
)

// A Border says that two places are neighbours and how far it is from the
// middle of one to the middle of the other, in steps of the caller's choice:
// the same for all borders, and small enough that weight × length fits. It
// counts under Distance only.
type Border struct {
	A, B   int
	Length int64
}

// A Tie is what two places have to do with each other, both ways, in
// millionths. It counts under Ties only.
type Tie struct {
	A, B  int
	Value int64
}

// A Pin puts a place into the zone of a centre by hand.
type Pin struct {
	Place, Centre int
}

// Bounds limit the weight of every zone, its centre's places left out, to
// Least..Most. With Around set they are instead the mean of these weights
// times 1 ± Tolerance (in millionths), rounded inwards. The zero value is
// refused as a Most of 0; use Unbounded.
type Bounds struct {
	Around      bool
	Tolerance   int64
	Least, Most int64
}

// Unbounded are the bounds that hold for any weight.
func Unbounded() Bounds { return Bounds{Most: math.MaxInt64} }

// A Problem is what Solve answers. Place i is index i of Weights, centre j
// index j of Centres. Solve changes nothing in it.
type Problem struct {
	Objective Objective
	// None below zero. Those of centres' places count towards nothing but are
	// part of the numbering.
	Weights []int64
	// May repeat a pair; the shortest counts.
	Borders []Border
	// May repeat a pair; values add up.
	Ties []Tie
	// At least one, each with a place at least, none sharing one.
	Centres [][]int
	// At most one for each place. A place of a centre may be pinned to that
	// centre, which says nothing new.
	Pins   []Pin
	Bounds Bounds
	// LeaveOut accepts that places which no centre can reach are in no zone.
	LeaveOut bool
	// Steps limits the search; about a nanosecond each. 0 is DefaultSteps.
	Steps int64
}

// DefaultSteps is enough for proofs about 160 places and for a small gap
// about several thousand, within a minute on a machine of 2020.
const DefaultSteps = 10_000_000_000

// check refuses what is no problem at all. Callers that read files have found
// these faults before and word them better. A border of a place with itself
// is let pass, as it joins nothing; a tie with itself is not, since it would
// count twice.
func (p *Problem) check() error {
	n := len(p.Weights)
	for i, w := range p.Weights {
		if w < 0 {
			return &InputError{"weight below zero", i}
		}
	}
	longest := int64(0) // no way passes it
	for k, b := range p.Borders {
		if !within(b.A, n) || !within(b.B, n) || b.Length < 0 {
			return &InputError{"border", k}
		}
		if b.Length > math.MaxInt64-longest {
			return &SizeError{}
		}
		longest += b.Length
	}
	for k, t := range p.Ties {
		if !within(t.A, n) || !within(t.B, n) || t.A == t.B || t.Value < 0 {
			return &InputError{"tie", k}
		}
	}
	return p.checkCentres(n)
}

func within(i, n int) bool { return i >= 0 && i < n }

// checkCentres refuses centres that are empty or share a place.
func (p *Problem) checkCentres(n int) error {
	if len(p.Centres) == 0 {
		return &InputError{"no centre", 0}
	}
	of := map[int]int{}
	for j, centre := range p.Centres {
		if len(centre) == 0 {
			return &InputError{"centre without a place", j}
		}
		for _, i := range centre {
			if _, twice := of[i]; twice || !within(i, n) {
				return &InputError{"place of a centre", i}
			}
			of[i] = j
		}
	}
	return p.checkPins(of)
}

// checkPins refuses pins of places pinned before or that are another centre's,
// and bounds that are none.
func (p *Problem) checkPins(of map[int]int) error {
	pinned := map[int]bool{}
	for k, pin := range p.Pins {
		j, is := of[pin.Place]
		known := within(pin.Place, len(p.Weights)) && within(pin.Centre, len(p.Centres))
		if !known || is && j != pin.Centre || pinned[pin.Place] {
			return &InputError{"pin", k}
		}
		pinned[pin.Place] = true
	}
	b := p.Bounds
	if b.Around && b.Tolerance < 0 || !b.Around && (b.Least < 0 || b.Most < b.Least) {
		return &InputError{"bounds", 0}
	}
	return nil
}

// A ground is a problem on the places that some centre reaches, with its
// model. Everything behind it speaks in the model's numbers, everything
// before in the problem's.
type ground struct {
	problem *Problem
	model   *model
	// Number in the problem, by number in the model; ascending.
	place []int
	// The reverse, -1 for places left out.
	at []int
	// Places left out, in the problem's numbers.
	out []int
	// What a place likes little: length, or minus ties; place by zone. Under
	// Distance it is the cost without the weight, and tells places without
	// weight where they would rather be.
	taste []int64
	// Centre a place is pinned to, -1; by number in the model.
	pinned []int
	// What centres and pins leave.
	start *domain
	// By centre, the way to each place, in the problem's numbers; Distance
	// only.
	far [][]int64
}

// newGround reads a problem. It refuses totals that int64 cannot carry.
// Requires: check has passed it. The order of the steps is that of what they
// need: numbers, then roots, then weights, which leave centres out, then
// costs.
func newGround(p *Problem) (*ground, error) {
	g := &ground{problem: p}
	roads := p.roads()
	g.reach(roads.Graph())
	m := &model{n: len(g.place), p: len(p.Centres)}
	g.model = m
	var borders [][2]int
	for _, b := range p.Borders {
		if g.at[b.A] >= 0 && g.at[b.B] >= 0 {
			borders = append(borders, [2]int{g.at[b.A], g.at[b.B]})
		}
	}
	m.graph = partition.NewGraph(m.n, borders)
	g.roots()
	if err := g.weigh(); err != nil {
		return nil, err
	}
	for _, centre := range p.Centres {
		if p.Objective == Distance {
			g.far = append(g.far, roads.From(centre))
		}
	}
	if err := g.price(); err != nil {
		return nil, err
	}
	g.limit()
	g.begin()
	return g, nil
}

// roads are the borders with their lengths.
func (p *Problem) roads() *partition.Roads {
	borders, lengths := make([][2]int, len(p.Borders)), make([]int64, len(p.Borders))
	for k, b := range p.Borders {
		borders[k], lengths[k] = [2]int{b.A, b.B}, b.Length
	}
	return partition.NewRoads(len(p.Weights), borders, lengths)
}

// reach numbers the places that some centre reaches over the whole graph.
func (g *ground) reach(graph *partition.Graph) {
	var all []int
	for _, centre := range g.problem.Centres {
		all = append(all, centre...)
	}
	everywhere := make([]bool, graph.Len())
	for i := range everywhere {
		everywhere[i] = true
	}
	g.at = make([]int, graph.Len())
	for i, met := range graph.Reach(all, everywhere) {
		g.at[i] = -1
		if met {
			g.at[i] = len(g.place)
			g.place = append(g.place, i)
		} else {
			g.out = append(g.out, i)
		}
	}
}

// roots translates centres and pins.
func (g *ground) roots() {
	m := g.model
	m.centreOf, g.pinned = make([]int, m.n), make([]int, m.n)
	for i := range m.n {
		m.centreOf[i], g.pinned[i] = -1, -1
	}
	for j, centre := range g.problem.Centres {
		var roots []int
		for _, i := range centre {
			roots = append(roots, g.at[i])
			m.centreOf[g.at[i]] = j
		}
		m.roots = append(m.roots, roots)
	}
	for _, pin := range g.problem.Pins {
		if i := g.at[pin.Place]; i >= 0 {
			g.pinned[i] = pin.Centre
		}
	}
}

// weigh sets the weights that count towards bounds. It refuses a total of
// ceiling/4 or more, so that sums and differences of zones' weights never
// overflow. A single weight is looked at too: a total that has wrapped may
// look small.
func (g *ground) weigh() error {
	m := g.model
	m.weight = make([]int64, m.n)
	total := int64(0)
	for i, at := range g.place {
		if m.centreOf[i] < 0 {
			m.weight[i] = g.problem.Weights[at]
		}
		if total += m.weight[i]; total >= ceiling/4 || m.weight[i] >= ceiling/4 {
			return &SizeError{}
		}
	}
	return nil
}

// price fills taste and cost, and chooses the scale of multipliers: the
// finest at which no sum can pass the ceiling. The largest costs in size of
// all places add up to less than ceiling/8, which no assignment's cost
// passes, and scaled they still do: the scale is doubled only while the sum
// is below a sixteenth. 2³⁰ is fine enough for any problem.
func (g *ground) price() error {
	m := g.model
	g.taste = make([]int64, m.n*m.p)
	for j := range g.far {
		g.measure(j)
	}
	if g.problem.Objective == Ties && !g.tie() {
		return &SizeError{}
	}
	m.cost = make([]int64, m.n*m.p)
	sum := int64(0)
	for i := range m.n {
		most, ok := g.charge(i)
		if sum += most; !ok || sum >= ceiling/8 {
			return &SizeError{}
		}
	}
	for m.scale = 1; m.scale < 1<<30 && sum*m.scale < ceiling/16; {
		m.scale *= 2
	}
	return nil
}

// measure sets the ways to centre j. Where there is no way, propagation will
// find that the place cannot be in the zone, and no cost is ever looked at.
func (g *ground) measure(j int) {
	for i, at := range g.place {
		if way := g.far[j][at]; way != math.MaxInt64 {
			g.taste[i*g.model.p+j] = way
		}
	}
}

// charge sets the costs of place i and returns the largest in size, or false
// when a product is too large. Weight × length is multiplied in 128 bits,
// since either may be near 2⁶².
func (g *ground) charge(i int) (int64, bool) {
	m := g.model
	most := int64(0)
	for j := range m.p {
		cost := g.taste[i*m.p+j]
		if g.problem.Objective == Distance {
			high, low := bits.Mul64(uint64(m.weight[i]), uint64(cost))
			if high > 0 || low >= uint64(ceiling/8) {
				return 0, false
			}
			cost = int64(low)
		}
		m.cost[i*m.p+j] = cost
		most = max(most, cost, -cost)
	}
	return most, true
}

// tie sums the ties of each place to the places of each centre, negated. A
// centre's own places have ties too: they cannot move, and are part of the
// total. It reports false when a sum is too large.
func (g *ground) tie() bool {
	m := g.model
	for _, t := range g.problem.Ties {
		for _, pair := range [2][2]int{{t.A, t.B}, {t.B, t.A}} {
			a, b := g.at[pair[0]], g.at[pair[1]]
			if a < 0 || b < 0 || m.centreOf[b] < 0 {
				continue
			}
			at := a*m.p + m.centreOf[b]
			if g.taste[at] -= t.Value; g.taste[at] <= -ceiling/8 {
				return false
			}
		}
	}
	return true
}

// limit sets min and max. A tolerance t around the mean W ÷ p gives
// ⌈(1 − t) W ÷ p⌉ and ⌊(1 + t) W ÷ p⌋.
func (g *ground) limit() {
	m, b := g.model, g.problem.Bounds
	m.min, m.max = b.Least, b.Most
	if !b.Around {
		return
	}
	total := m.allWeight()
	m.min = share(total, max(million-b.Tolerance, 0), int64(m.p), true)
	m.max = share(total, million+b.Tolerance, int64(m.p), false)
}

const million = 1_000_000

// share is total × millionths ÷ (a million × parts), rounded up or down, with
// a result beyond int64 cut to the most there is. Requires: none is below
// zero, as the division drops fractions towards zero.
func share(total, millionths, parts int64, up bool) int64 {
	n := new(big.Int).Mul(big.NewInt(total), big.NewInt(millionths))
	d := big.NewInt(million * parts)
	q, r := new(big.Int).QuoRem(n, d, new(big.Int))
	if up && r.Sign() > 0 {
		q.Add(q, big.NewInt(1))
	}
	if !q.IsInt64() {
		return math.MaxInt64
	}
	return q.Int64()
}

// begin makes the first domain: one zone for the places of centres and for
// those pinned, all zones for the others. Where a place is both, the two
// agree (checkPins).
func (g *ground) begin() {
	m := g.model
	g.start = newDomain(m.n, m.p)
	for i := range m.n {
		only := max(m.centreOf[i], g.pinned[i])
		for j := 0; only >= 0 && j < m.p; j++ {
			if j != only {
				g.start.drop(i, j)
			}
		}
	}
}
