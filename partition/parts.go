package partition

// Parts is a map of the graph cut into parts, each with its centre, that can
// be changed place by place. It keeps no costs and no weights. Part -1 holds
// the places that belong nowhere; it has no centre and need not hang
// together.
type Parts struct {
	graph  *Graph
	roots  [][]int
	of     []int32
	isRoot []bool
	mark   []int32 // the last question that saw the place
	asked  int32
	stack  []int32
}

// NewParts returns the map in which place v belongs to part of[v] and part j
// has the centre roots[j]. The slice of is taken over. Requires: each root
// lies in its own part.
func NewParts(g *Graph, roots [][]int, of []int32) *Parts {
	p := &Parts{
		graph:  g,
		roots:  roots,
		of:     of,
		isRoot: make([]bool, g.Len()),
		mark:   make([]int32, g.Len()),
	}
	for j, centre := range roots {
		for _, r := range centre {
			if of[r] != int32(j) {
				panic("partition: a root outside its own part")
			}
			p.isRoot[r] = true
		}
	}
	return p
}

// Of is the part of v, -1 for none.
func (p *Parts) Of(v int) int { return int(p.of[v]) }

// Put moves v to part j without asking whether it may.
func (p *Parts) Put(v, j int) { p.of[v] = int32(j) }

// Touches reports whether v borders a place of part j.
func (p *Parts) Touches(v, j int) bool {
	for _, u := range p.graph.Next(v) {
		if p.of[u] == int32(j) {
			return true
		}
	}
	return false
}

// MayLeave reports whether v's part stays contiguous without v. A root may
// never leave; a place of part -1 always may. Requires: v's part is
// contiguous now. It suffices that each neighbour of v inside the part still
// reaches a root: whatever hung on v hung on it through one of them. The
// walk starts from the neighbours and stops as soon as all are accounted
// for, so that it stays local where v lies in a bulge.
func (p *Parts) MayLeave(v int) bool {
	if p.isRoot[v] {
		return false
	}
	j := p.of[v]
	if j < 0 {
		return true
	}
	p.asked++
	p.mark[v] = p.asked
	for _, u := range p.graph.Next(v) {
		if p.of[u] == j && p.mark[u] != p.asked && !p.reachesRoot(u, v) {
			return false
		}
	}
	return true
}

// reachesRoot walks from u inside its part, never through the place without,
// until it meets a root or a place of an earlier, successful walk of the
// same question. Places of this walk carry the mark p.asked; it is only
// raised per question, so that an earlier walk's places end this one: they
// are known to reach a root, or the question would have ended.
func (p *Parts) reachesRoot(u int32, without int) bool {
	j := p.of[u]
	p.mark[u] = p.asked
	p.stack = append(p.stack[:0], u)
	found := false
	for len(p.stack) > 0 {
		v := p.stack[len(p.stack)-1]
		p.stack = p.stack[:len(p.stack)-1]
		if p.isRoot[v] {
			found = true
		}
		for _, w := range p.graph.Next(int(v)) {
			if p.of[w] == j && p.mark[w] != p.asked && int(w) != without {
				p.mark[w] = p.asked
				p.stack = append(p.stack, w)
			}
		}
	}
	return found
}

// MayMove reports whether v can pass to part j alone with both parts left
// contiguous.
func (p *Parts) MayMove(v, j int) bool {
	return int(p.of[v]) != j && p.Touches(v, j) && p.MayLeave(v)
}

// Loose lists the places that belong to a part without reaching its centre
// inside it, ascending. An empty answer is the proof of contiguity by this
// package; package check has another of its own.
func (p *Parts) Loose() []int {
	held := make([]bool, p.graph.Len())
	for _, centre := range p.roots {
		p.stack = p.stack[:0]
		for _, r := range centre {
			held[r] = true
			p.stack = append(p.stack, int32(r))
		}
		for len(p.stack) > 0 {
			v := p.stack[len(p.stack)-1]
			p.stack = p.stack[:len(p.stack)-1]
			for _, u := range p.graph.Next(int(v)) {
				if p.of[u] == p.of[v] && !held[u] {
					held[u] = true
					p.stack = append(p.stack, u)
				}
			}
		}
	}
	var loose []int
	for v, ok := range held {
		if !ok && p.of[v] >= 0 {
			loose = append(loose, v)
		}
	}
	return loose
}
