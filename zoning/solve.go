package zoning

import "context"

// An Answer is a zoning that keeps contiguity, pins and bounds. All of it is
// whole numbers, and all follows from the Problem alone unless a context
// ended the search.
type Answer struct {
	// Zone is each place's centre, -1 for places left out.
	Zone []int
	// Cost is weight × length under Distance, and no zoning costs less than
	// Bound; or millionths of tie under Ties, and no zoning has more than
	// Bound. The two are equal if and only if Proved.
	Cost, Bound int64
	Proved      bool
	// Weights are the zones' weights without their centres' places, each
	// within Least..Most (0 and math.MaxInt64 where not bounded).
	Weights     []int64
	Least, Most int64
	// Reasons say why each place is where it is; Moves what its passing to a
	// neighbouring zone would change. Both are empty for places left out.
	Reasons []Reason
	Moves   [][]Move
	Binding []Binding
	// What the search took: nodes of the tree, of it and of no part's search;
	// and steps, those of parts included.
	Nodes int   // of the search
	Steps int64 // of the search
}

// Solve finds the best zoning. It is exact: if Proved, there is no better
// one. When the limit of steps or the context ends the search first, the
// answer is the best zoning met, with a true bound. The same problem gets the
// same answer; numbering places, borders and ties otherwise may choose
// another among zonings of equal cost.
//
// It refuses with *InputError, *SizeError, *Unreachable, *Infeasible or
// *Unfound.
//
// Method: the relaxation with divisible places is a linear programme over the
// bounds and over cuts for contiguity and wholeness, made as they are broken
// (relaxation, separation); its multipliers give an exact bound in whole
// numbers (proof), which with a good zoning (climber) fixes most places; what
// is left is searched by branch and bound (search) in which contiguity and
// bounds take zones from places by propagation (spreader). Without bounds and
// under Distance each place has the nearest centre and nothing is left to
// search: the shortest way to it leads through places that have the same.
func Solve(ctx context.Context, p Problem) (*Answer, error) {
	if err := p.check(); err != nil {
		return nil, err
	}
	g, err := newGround(&p)
	if err != nil {
		return nil, err
	}
	if len(g.out) > 0 && !p.LeaveOut {
		return nil, &Unreachable{Places: g.out}
	}
	if causes := g.pinnedOut(); causes != nil {
		return nil, g.infeasible(causes)
	}
	steps := p.Steps
	if steps == 0 {
		steps = DefaultSteps
	}
	s := newSearch(ctx, g.model, g.start.clone(), steps)
	s.run()
	switch {
	case s.best != nil:
		return g.answer(s), nil
	case s.lower == none:
		return nil, g.infeasible(g.causes(ctx, s))
	}
	return nil, &Unfound{Steps: s.work()}
}

// pinnedOut finds pins of places that no centre reaches.
func (g *ground) pinnedOut() []Cause {
	var causes []Cause
	for _, pin := range g.problem.Pins {
		if g.at[pin.Place] < 0 {
			causes = append(causes, Cause{
				Why: PinUnreached, Places: []int{pin.Place}, Centres: []int{pin.Centre},
			})
		}
	}
	return causes
}

// infeasible is the refusal with these causes. Requires: there is one.
func (g *ground) infeasible(causes []Cause) error {
	return &Infeasible{Causes: causes, Least: g.model.min, Most: g.model.max}
}

// answer words the outcome of a search in the problem's numbers.
//
// It panics if the zoning costs less than the search has proved any to cost,
// less than the search itself found best, or does not hang together: that is
// a fault of this package and of no problem, and an answer that is wrong and
// called proved would be worse than none. Polishing keeps the cost, so that
// neither can come from it.
func (g *ground) answer(s *search) *Answer {
	m := g.model
	of := g.polish(s)
	a := &Answer{
		Zone: make([]int, len(g.at)), Cost: m.total(of), Bound: s.lower,
		Weights: m.loads(of), Least: m.min, Most: m.max, Nodes: s.nodes, Steps: s.work(),
	}
	if a.Cost < s.upper || a.Bound > a.Cost || len(partsOf(m, of).Loose()) > 0 {
		panic("zoning: an answer that contradicts its own search")
	}
	a.Proved = a.Cost == a.Bound
	if g.problem.Objective == Ties {
		a.Cost, a.Bound = -a.Cost, -a.Bound
	}
	for i := range a.Zone {
		a.Zone[i] = -1
	}
	for i, j := range of {
		a.Zone[g.place[i]] = int(j)
	}
	g.explain(a, of)
	return a
}

// polish makes the changes that cost nothing and still please somebody: a
// place without weight may as well have its nearest centre. Each change
// lowers the sum of tastes, so that it ends. It works within what centres and
// pins leave, not within what the search has fixed, which looked for better
// zonings and not for others as good.
func (g *ground) polish(s *search) []int32 {
	m := g.model
	c := newClimber(m, g.start)
	c.start(append([]int32(nil), s.best...))
	for changed := true; changed; {
		changed = false
		c.list()
		for _, b := range c.moves {
			now, ok := c.bough(b.place, b.to)
			if !ok || now.from != b.from || g.gain(c, now) >= 0 {
				continue
			}
			if excess, cost := c.gain(now, nil); excess == 0 && cost == 0 {
				c.apply(now)
				changed = true
			}
		}
	}
	return c.of
}

// gain is the change of tastes by a bough.
func (g *ground) gain(c *climber, b bough) int64 {
	sum := int64(0)
	for _, v := range c.hang.on(c, b.place) {
		sum += g.taste[v*g.model.p+b.to] - g.taste[v*g.model.p+b.from]
	}
	return sum
}
