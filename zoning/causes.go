package zoning

import (
	"context"
	"errors"
	"math"
	"slices"

	"hinterland/flow"
)

// causes names what makes a problem infeasible, after a search has proved
// that it is. The questions go from the plain to the subtle, and the first
// that finds something answers: pins, single weights, sets of places that too
// few centres can have, and at last what could not be divided.
//
// Each cause but the last is a contradiction by itself, which people can
// check with pencil and paper: a wall, a sum, a set of ways that cross. The
// last is the honest rest, where the proof is the whole tree. There is always
// an answer.
func (g *ground) causes(ctx context.Context, s *search) []Cause {
	for _, find := range []func() []Cause{
		g.pinsUnreached,
		g.tooHeavy,
		g.pinsHeavy,
		func() []Cause { return g.pinsCross(ctx) },
		g.crowded,
		func() []Cause { return g.inZone(s.spread.failure) },
	} {
		if causes := find(); len(causes) > 0 {
			return causes
		}
	}
	return []Cause{{Why: Indivisible, Places: g.names(s.undivided())}}
}

// undivided are the places that a failed search cut in two or, where it
// failed before the first, those that it had not yet given to a zone.
func (s *search) undivided() []int {
	var places, open []int
	for i, split := range s.split {
		if split {
			places = append(places, i)
		}
		if !s.hard.fixed(i) && s.m.weight[i] > 0 {
			open = append(open, i)
		}
	}
	if places == nil {
		return open
	}
	return places
}

// pinsUnreached finds pinned places that what is pinned elsewhere, or other
// centres, cut off from their centre. Each is told by itself, with the places
// that wall it in.
func (g *ground) pinsUnreached() []Cause {
	m := g.model
	var causes []Cause
	for j := range m.p {
		in := make([]bool, m.n)
		for i := range m.n {
			in[i] = g.start.has(i, j)
		}
		met := m.graph.Reach(m.roots[j], in)
		for i := range m.n {
			if g.pinned[i] != j || met[i] {
				continue
			}
			causes = append(causes, Cause{
				Why: PinUnreached, Places: g.names([]int{i}), Centres: []int{j},
				Cutting: g.names(g.wall(i, in)),
			})
		}
	}
	return causes
}

// wall lists the places round the piece of in that holds place i. None of
// them is in in: they belong to others by pin or as a centre. Requires: i is
// in in.
func (g *ground) wall(i int, in []bool) []int {
	piece := g.model.graph.Reach([]int{i}, in)
	var wall []int
	for v := range piece {
		if piece[v] {
			continue
		}
		for _, u := range g.model.graph.Next(v) {
			if piece[u] {
				wall = append(wall, v)
				break
			}
		}
	}
	return wall
}

// names translates places into the problem's numbers, ascending.
func (g *ground) names(places []int) []int {
	out := make([]int, len(places))
	for k, i := range places {
		out[k] = g.place[i]
	}
	slices.Sort(out)
	return out
}

// tooHeavy finds places that no zone can carry. A centre's own places count
// as nothing and are never among them.
func (g *ground) tooHeavy() []Cause {
	var heavy []int
	for i, w := range g.model.weight {
		if w > g.model.max {
			heavy = append(heavy, i)
		}
	}
	if heavy == nil {
		return nil
	}
	return []Cause{{Why: TooHeavy, Places: g.names(heavy), Limit: g.model.max}}
}

// pinsHeavy finds centres to which too much is pinned.
func (g *ground) pinsHeavy() []Cause {
	m := g.model
	var causes []Cause
	for j := range m.p {
		c := Cause{Why: PinsHeavy, Centres: []int{j}, Limit: m.max}
		var pinned []int
		for i := range m.n {
			if g.pinned[i] == j && m.centreOf[i] < 0 {
				c.Weight += m.weight[i]
				pinned = append(pinned, i)
			}
		}
		if c.Weight > m.max {
			c.Places = g.names(pinned)
			causes = append(causes, c)
		}
	}
	return causes
}

// pinsCross asks whether pins alone, without bounds, leave no zoning, and
// spares every pin without which the others still leave none. The question is
// a search each time, without costs; one that its limit ends answers no, so
// that no pin is blamed without proof.
//
// What is left cannot be made smaller: for each pin kept the others were
// found not to be blocked, at a time when there were more of them, and fewer
// pins block less. That holds where no search met its limit. One search per
// pin, and one at the start (deletion filter; Chinneck and Dravnieks 1991).
func (g *ground) pinsCross(ctx context.Context) []Cause {
	free := *g.model
	free.min, free.max = 0, math.MaxInt64
	free.cost = make([]int64, len(free.cost))
	blocked := func(pins []int) bool {
		d := g.without(pins)
		s := newSearch(ctx, &free, d, DefaultSteps/10)
		s.run()
		return s.lower == none
	}
	var pins []int
	for i, j := range g.pinned {
		if j >= 0 && g.model.centreOf[i] < 0 {
			pins = append(pins, i)
		}
	}
	if len(pins) == 0 || !blocked(pins) {
		return nil
	}
	for at := 0; at < len(pins); {
		fewer := slices.Delete(slices.Clone(pins), at, at+1)
		if blocked(fewer) {
			pins = fewer
		} else {
			at++
		}
	}
	return []Cause{{Why: PinsCross, Places: g.names(pins)}}
}

// without is the first domain with only the given places pinned. Centres keep
// their own.
func (g *ground) without(pins []int) *domain {
	m := g.model
	d := newDomain(m.n, m.p)
	for i := range m.n {
		only := m.centreOf[i]
		if slices.Contains(pins, i) {
			only = g.pinned[i]
		}
		for j := 0; only >= 0 && j < m.p; j++ {
			if j != only {
				d.drop(i, j)
			}
		}
	}
	return d
}

// crowded asks whether the weights could be shared out if places could be
// divided and each went to any centre that contiguity and pins allow. If not,
// the cut of the flow names the places or the centres that have too much or
// too little.
//
// Weights may be shared out if and only if no set of places weighs more than
// all zones that can have one of them, and no set of zones must weigh more
// than all places they can have (Hall 1935; Gale 1957). A cut that is short
// is such a set, and its two sides are what is told. Propagation is run
// without bounds first, so that "can have" means contiguity and pins and no
// sums.
func (g *ground) crowded() []Cause {
	m := g.model
	free := *m
	free.min, free.max = 0, math.MaxInt64
	d := g.start.clone()
	s := newSpreader(&free)
	s.touchAll()
	if !s.run(d) {
		return nil
	}
	network, err := flow.New(g.sharing(d))
	if err != nil {
		return nil
	}
	var none *flow.Infeasible
	if err := network.Run(context.Background()); !errors.As(err, &none) {
		return nil
	}
	cut := make([]bool, m.n+m.p+1)
	for _, v := range none.Nodes {
		cut[v] = true
	}
	if cut[m.n+m.p] {
		return g.starvedBy(d, cut)
	}
	return g.crowdedBy(cut)
}

// sharing is the flow of weight from places (0..n-1) over zones (n..n+p-1) to
// one sink (n+p). Arcs from zones to the sink carry the bounds.
func (g *ground) sharing(d *domain) flow.Problem {
	m := g.model
	p := flow.Problem{Supply: make([]int64, m.n+m.p+1)}
	sink := int32(m.n + m.p)
	for i, w := range m.weight {
		p.Supply[i] = w
		p.Supply[sink] -= w
		for j := d.next(i, 0); j >= 0; j = d.next(i, j+1) {
			p.Arcs = append(
				p.Arcs,
				flow.Arc{From: int32(i), To: int32(m.n + j), Cap: flow.Unlimited},
			)
		}
	}
	for j := range m.p {
		most := m.max
		if most == math.MaxInt64 {
			most = flow.Unlimited
		}
		p.Arcs = append(p.Arcs, flow.Arc{From: int32(m.n + j), To: sink, Low: m.min, Cap: most})
	}
	return p
}

// crowdedBy reads a cut on the side of the places: theirs is more than their
// zones may weigh. It adds both sums up anew and says nothing where they do
// not contradict.
func (g *ground) crowdedBy(cut []bool) []Cause {
	m := g.model
	c := Cause{Why: Crowded}
	var places []int
	for i := range m.n {
		if cut[i] && m.weight[i] > 0 {
			places = append(places, i)
			c.Weight += m.weight[i]
		}
	}
	for j := range m.p {
		if cut[m.n+j] {
			c.Centres = append(c.Centres, j)
			c.Limit += m.max
		}
	}
	if c.Weight <= c.Limit {
		return nil
	}
	c.Places = g.names(places)
	return []Cause{c}
}

// starvedBy reads a cut on the side of the sink: the zones outside it have to
// weigh more than all the places that could be theirs. It adds up anew, as
// crowdedBy does.
func (g *ground) starvedBy(d *domain, cut []bool) []Cause {
	m := g.model
	c := Cause{Why: Starved}
	for j := range m.p {
		if !cut[m.n+j] {
			c.Centres = append(c.Centres, j)
			c.Limit += m.min
		}
	}
	var places []int
	for i := range m.n {
		can := slices.ContainsFunc(c.Centres, func(j int) bool { return d.has(i, j) })
		if can && m.weight[i] > 0 {
			places = append(places, i)
			c.Weight += m.weight[i]
		}
	}
	if c.Weight >= c.Limit {
		return nil
	}
	c.Places = g.names(places)
	return []Cause{c}
}

// inZone words the contradiction in which propagation ended at the root,
// before anything was divided. There is none where the root passed.
func (g *ground) inZone(f *failure) []Cause {
	if f == nil {
		return nil
	}
	c := Cause{
		Why: f.why, Centres: []int{f.zone}, Places: g.names(f.places),
		Weight: f.weight, Limit: f.limit,
	}
	if f.zone < 0 {
		c.Centres = nil
	}
	return []Cause{c}
}
