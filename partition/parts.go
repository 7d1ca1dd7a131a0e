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
	// mark[v] is asked where the present question has met v and asked-1 where
	// it wants to; anything less is left from an earlier question. So nothing
	// has to be wiped between questions, of which a search asks millions; at
	// two numbers a question 64 bits never run out, 32 would in minutes.
	mark  []int64
	asked int64
	stack []int32
}

// NewParts returns the map in which place v belongs to part of[v] and part j
// has the centre roots[j]. The slice of is taken over. Parts need not be
// contiguous yet: Loose tells what hangs on nothing. Requires: each root lies in
// its own part; one that does not is a broken invariant of the caller and panics.
func NewParts(g *Graph, roots [][]int, of []int32) *Parts {
	p := &Parts{
		graph:  g,
		roots:  roots,
		of:     of,
		isRoot: make([]bool, g.Len()),
		mark:   make([]int64, g.Len()),
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

// Put moves v to part j, or out of all of them with -1, without asking whether
// it may: a search that makes a move of several places passes through maps that
// are not contiguous. Moving a root breaks what every answer here rests on.
func (p *Parts) Put(v, j int) { p.of[v] = int32(j) }

// Touches reports whether v borders a place of part j; its own part counts only
// where another place of it lies next to v.
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
// contiguous now.
//
// Whatever hung on v hung on it through one of its neighbours inside the
// part, so it suffices that each of these still reaches a root. One of them
// does, by which v itself reached it; hence if all are joined with each other
// without v, nothing is lost. That is found by a walk in widening rings from
// the first, which on a map ends after a step or two; only where the
// neighbours fall apart does a whole piece have to be walked for its root.
func (p *Parts) MayLeave(v int) bool {
	j := p.of[v]
	if p.isRoot[v] || j < 0 {
		return j < 0
	}
	p.asked += 2
	inside := 0
	for _, u := range p.graph.Next(v) {
		if p.of[u] == j {
			p.mark[u] = p.asked - 1 // wanted, not yet met
			inside++
		}
	}
	p.mark[v] = p.asked
	first := true
	for _, u := range p.graph.Next(v) {
		if p.of[u] != j || p.mark[u] == p.asked {
			continue
		}
		joined, root := p.spread(u, inside, !first)
		switch {
		case joined && first:
			return true
		case !root:
			return false
		}
		first = false
	}
	return true
}

// spread walks from u through its part in widening rings over places not yet
// met. It reports whether it met as many wanted places as there are, and
// whether it walked over a root; it ends early once both are so, or the
// first if a root is not needed. v itself is marked as met beforehand, so that
// no walk passes through it. Rings matter: the neighbours of a place lie close
// together round it, and a walk in depth might run through the whole part before
// it came to the next one.
func (p *Parts) spread(u int32, wanted int, needRoot bool) (joined, root bool) {
	j := p.of[u]
	p.mark[u] = p.asked
	p.stack = append(p.stack[:0], u)
	met := 1
	root = p.isRoot[u]
	for at := 0; at < len(p.stack); at++ {
		if met == wanted && (root || !needRoot) {
			break
		}
		for _, w := range p.graph.Next(int(p.stack[at])) {
			if p.of[w] != j || p.mark[w] == p.asked {
				continue
			}
			if p.mark[w] == p.asked-1 {
				met++
			}
			root = root || p.isRoot[w]
			p.mark[w] = p.asked
			p.stack = append(p.stack, w)
		}
	}
	return met == wanted, root
}

// MayMove reports whether v can pass to part j alone with both parts left
// contiguous. Touching part j is enough for that one: v hangs on the place it
// touches, and an addition takes no way from anybody. That part must be
// contiguous now.
func (p *Parts) MayMove(v, j int) bool {
	return int(p.of[v]) != j && p.Touches(v, j) && p.MayLeave(v)
}

// Loose lists the places that belong to a part without reaching its centre
// inside it, ascending. An empty answer is the proof of contiguity by this
// package; package check has another of its own. O(places + borders).
func (p *Parts) Loose() []int {
	held := make([]bool, p.graph.Len())
	p.stack = p.stack[:0]
	for _, centre := range p.roots {
		for _, r := range centre {
			held[r] = true
			p.stack = append(p.stack, int32(r))
		}
	}
	// All parts are walked at once: a step never leaves the part of the
	// place it starts from, so that the walks cannot meet.
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
	var loose []int
	for v, ok := range held {
		if !ok && p.of[v] >= 0 {
			loose = append(loose, v)
		}
	}
	return loose
}
