package zoning

import "hinterland/partition"

// A Reason says why a place is in its zone; the package's own text says what
// each means exactly.
type Reason string

// The reasons.
const (
	IsCentre     Reason = "centre"
	IsPinned     Reason = "pin"
	IsNearest    Reason = "nearest"
	IsTied       Reason = "tie"
	ByContiguity Reason = "contiguity"
	ByBound      Reason = "bound"
)

// A Rule is what forbids a move. The empty rule forbids nothing.
type Rule string

// The rules, in the order in which they are looked at.
const (
	RuleCentre Rule = "centre" // a centre's place stays with its centre
	RulePin    Rule = "pin"    // it was put there by hand
	RuleApart  Rule = "apart"  // its zone would fall into pieces
	RuleLeast  Rule = "least"  // its zone would weigh too little
	RuleMost   Rule = "most"   // the zone it enters would weigh too much
)

// A Move is a place's passing, alone, to the zone of a neighbour. Loss is by
// how much that would make the zoning worse, in the units of Answer.Cost:
// more weight × length, or less tie. Forbidden is the first rule that stands
// against it.
type Move struct {
	To        int
	Loss      int64
	Forbidden Rule
}

// A Binding is a rule that costs something: without it some place alone would
// change its zone, with both zones left contiguous, and the cost would be
// better by Worth, the most for any one place. Under RulePin it is Place,
// pinned to Zone though another centre would suit it better, and Worth is
// what its own cost would gain. Under RuleLeast and RuleMost it is the bound
// of Zone, and Place is the place with the most to gain.
type Binding struct {
	Rule  Rule
	Zone  int
	Place int
	Worth int64
}

// explain fills Reasons, Moves and Binding. It looks at the zoning alone and
// not at how it was found, so that a zoning with a gap is explained as well
// as one proved.
func (g *ground) explain(a *Answer, of []int32) {
	e := &explainer{ground: g, of: of, parts: partsOf(g.model, of), loads: a.Weights}
	e.gather()
	a.Reasons, a.Moves = make([]Reason, len(g.at)), make([][]Move, len(g.at))
	for i, at := range g.place {
		a.Reasons[at] = e.reason(i)
		a.Moves[at] = e.moves(i)
	}
	a.Binding = e.binding(a)
}

func partsOf(m *model, of []int32) *partition.Parts {
	return partition.NewParts(m.graph, m.roots, append([]int32(nil), of...))
}

// An explainer looks at one zoning. It changes neither of nor parts.
type explainer struct {
	*ground
	of    []int32
	parts *partition.Parts
	loads []int64
	// By zone, the like-minded: the places that hang together with its centre
	// through places that no centre suits better.
	like [][]bool
	// By zone, whether all of them could pass to it.
	whole []bool
}

// liking is how little place i cares for centre j.
func (e *explainer) liking(i, j int) int64 { return e.taste[i*e.model.p+j] }

// first is the first choice of place i: the centre of the least liking that
// it reaches, the first in order among equals. Every place of the ground
// reaches one.
func (e *explainer) first(i int) int {
	best := 0
	for j := range e.model.p {
		if e.liking(i, j) < e.liking(i, best) && e.reaches(i, j) || !e.reaches(i, best) {
			best = j
		}
	}
	return best
}

// reaches reports whether there is any way from place i to centre j. Ties
// need none.
func (e *explainer) reaches(i, j int) bool {
	return e.far == nil || e.far[j][e.place[i]] != none
}

// gather finds the like-minded of each centre, and whether they could pass. A
// place with two centres it likes equally is like-minded of both. O(p (n +
// borders)), p² n for the first choices.
func (e *explainer) gather() {
	m := e.model
	e.like, e.whole = make([][]bool, m.p), make([]bool, m.p)
	for k := range m.p {
		wants := make([]bool, m.n)
		for i := range m.n {
			free := e.start.has(i, k)
			wants[i] = free && e.reaches(i, k) && e.liking(i, k) == e.liking(i, e.first(i))
		}
		e.like[k] = m.graph.Reach(m.roots[k], wants)
	}
	home := e.allHome()
	for k := range m.p {
		e.whole[k] = home || e.couldPass(k)
	}
}

// allHome reports whether every zone stays contiguous when all places that
// are like-minded of their first choice pass to it at once.
func (e *explainer) allHome() bool {
	of := append([]int32(nil), e.of...)
	for i, j := range of {
		k := e.first(i)
		if e.liking(i, int(j)) != e.liking(i, k) && e.like[k][i] {
			of[i] = int32(k)
		}
	}
	return len(partition.NewParts(e.model.graph, e.model.roots, of).Loose()) == 0
}

// couldPass reports whether every zone stays contiguous when all the
// like-minded of k pass to it.
func (e *explainer) couldPass(k int) bool {
	of := append([]int32(nil), e.of...)
	for i, like := range e.like[k] {
		if like {
			of[i] = int32(k)
		}
	}
	return len(partition.NewParts(e.model.graph, e.model.roots, of).Loose()) == 0
}

// reason is why place i is in its zone: the first case that is true is told,
// and the package's text says what each means.
func (e *explainer) reason(i int) Reason {
	m := e.model
	j, k := int(e.of[i]), e.first(i)
	switch {
	case m.centreOf[i] >= 0:
		return IsCentre
	case e.pinned[i] >= 0:
		return IsPinned
	case e.liking(i, j) == e.liking(i, k) && e.problem.Objective == Distance:
		return IsNearest
	case e.liking(i, j) == e.liking(i, k):
		return IsTied
	case m.bounded() && (e.parts.MayMove(i, k) || e.like[k][i] && e.whole[k]):
		return ByBound
	}
	return ByContiguity
}

// moves lists the moves of place i, by zone.
func (e *explainer) moves(i int) []Move {
	m := e.model
	var moves []Move
	for k := range m.p {
		if k == int(e.of[i]) || !e.parts.Touches(i, k) {
			continue
		}
		loss := m.at(i, k) - m.at(i, int(e.of[i]))
		moves = append(moves, Move{To: k, Loss: loss, Forbidden: e.forbidden(i, k)})
	}
	return moves
}

// forbidden is the first rule against the move of place i alone to zone k.
// The zone it enters stays contiguous, since i touches it. Weights are
// compared by differences, so that an unbounded maximum overflows nothing.
func (e *explainer) forbidden(i, k int) Rule {
	m := e.model
	j := int(e.of[i])
	switch {
	case m.centreOf[i] >= 0:
		return RuleCentre
	case e.pinned[i] >= 0:
		return RulePin
	case !e.parts.MayLeave(i):
		return RuleApart
	case e.loads[j]-m.weight[i] < m.min:
		return RuleLeast
	case m.weight[i] > m.max-e.loads[k]:
		return RuleMost
	}
	return ""
}

// binding lists what costs something: bounds by zone, then pins by place. A
// bound is told once, with the place that has most to gain from its going,
// the first among equals; what several places together would gain is not
// asked.
func (e *explainer) binding(a *Answer) []Binding {
	least, most := make([]Binding, e.model.p), make([]Binding, e.model.p)
	for i, at := range e.place {
		for _, move := range a.Moves[at] {
			e.blame(i, move, least, most)
		}
	}
	var list []Binding
	for j := range e.model.p {
		for _, b := range []Binding{least[j], most[j]} {
			if b.Worth > 0 {
				list = append(list, b)
			}
		}
	}
	for i, at := range e.place {
		j, k := e.pinned[i], e.first(i)
		if j >= 0 && e.model.centreOf[i] < 0 && e.liking(i, k) < e.liking(i, j) {
			worth := e.model.at(i, j) - e.model.at(i, k)
			list = append(list, Binding{RulePin, j, at, worth})
		}
	}
	return list
}

// blame notes the bounds that alone forbid a move which would gain. Both
// stand in the way where the one zone would be too light and the other too
// heavy: lifting either would not do, and both are told.
func (e *explainer) blame(i int, move Move, least, most []Binding) {
	worth, at := -move.Loss, e.place[i]
	if worth <= 0 || move.Forbidden != RuleLeast && move.Forbidden != RuleMost {
		return
	}
	if j := int(e.of[i]); move.Forbidden == RuleLeast {
		keepBest(&least[j], Binding{RuleLeast, j, at, worth})
	}
	if e.model.weight[i] > e.model.max-e.loads[move.To] {
		keepBest(&most[move.To], Binding{RuleMost, move.To, at, worth})
	}
}

func keepBest(into *Binding, b Binding) {
	if b.Worth > into.Worth {
		*into = b
	}
}
