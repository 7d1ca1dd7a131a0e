package mcfgen

import "fmt"

// Transport is the dense transportation problem: m sources by n sinks.
func Transport(seed uint64, m, n int) *Instance {
	r := &random{seed}
	points := places(r, m+n)
	in := &Instance{
		Note:    fmt.Sprintf("transport m=%d n=%d seed=%d", m, n, seed),
		Balance: make([]int64, m+n),
		Arcs:    make([]Arc, 0, m*n),
	}
	var total int64
	for j := range n {
		q := int64(r.between(10, 1000))
		in.Balance[m+j] = -q
		total += q
	}
	mean := total / int64(m)
	for i := 0; i < m; i += 2 { // sources in pairs about the mean
		in.Balance[i] = mean
		if i+1 < m {
			in.Balance[i] += int64(r.below(int(mean)/2 + 1))
			in.Balance[i+1] = 2*mean - in.Balance[i]
		}
	}
	in.Balance[0] += total - mean*int64(m)
	for i := range m {
		for j := range n {
			cost := int64(distance(points[i], points[m+j]) + r.below(300) + 1)
			in.add(i, m+j, 0, limitless, cost)
		}
	}
	return in
}

// What Netgen and Grid draw up to.
const (
	mostCost = 10000
	mostCap  = 1000
)

// Netgen is in the spirit of NETGEN, not its numbers: one chain a source makes
// a flow possible, then random arcs up to the number wanted. There are √nodes
// sources and as many sinks.
func Netgen(seed uint64, nodes, arcs int) *Instance {
	r := &random{seed}
	k := max(1, root(nodes))
	in := &Instance{
		Note: fmt.Sprintf("netgen nodes=%d arcs=%d sources=%d sinks=%d seed=%d",
			nodes, arcs, k, k, seed),
		Balance: make([]int64, nodes),
		Arcs:    make([]Arc, 0, arcs),
	}
	for range 1000 * k {
		in.Balance[r.below(k)]++
	}
	chains := make([][]int, k)
	for v := k; v < nodes-k; v++ {
		s := r.below(k)
		chains[s] = append(chains[s], v)
	}
	for s, chain := range chains {
		in.chain(r, s, chain)
	}
	for len(in.Arcs) < arcs {
		if u, v := r.below(nodes-k), k+r.below(nodes-k); u != v {
			limit := int64(r.between(1, mostCap))
			in.add(u, v, 0, limit, int64(r.between(1, mostCost)))
		}
	}
	return in
}

// chain leads from a source through its nodes to one to three sinks that take
// all it gives. Chains are dear, so that other arcs are worth using.
func (in *Instance) chain(r *random, source int, nodes []int) {
	k := max(1, root(len(in.Balance)))
	give := in.Balance[source]
	dear := func() int64 { return int64(r.between(mostCost/2+1, mostCost)) }
	at := source
	for _, v := range nodes {
		in.add(at, v, 0, give+1, dear())
		at = v
	}
	left := give
	ends := r.between(1, min(k, 3))
	for x := range ends {
		sink := len(in.Balance) - k + r.below(k)
		q := left / int64(ends-x)
		left -= q
		in.Balance[sink] -= q
		in.add(at, sink, 0, max(q, 1), dear())
	}
}

// Grid is in the spirit of GRIDGEN and GOTO: a torus of w by h nodes with a
// source and a sink in every row, and some arcs that must carry something.
func Grid(seed uint64, w, h int) *Instance {
	r := &random{seed}
	in := &Instance{
		Note:    fmt.Sprintf("grid w=%d h=%d seed=%d", w, h, seed),
		Balance: make([]int64, w*h),
	}
	for y := range h {
		need := int64(r.between(1, mostCap))
		a, b := r.below(w), r.below(w)
		in.Balance[y*w+a] += need
		in.Balance[y*w+b] -= need
		for x := range w {
			in.knot(r, point{x, y}, need, w)
		}
	}
	return in
}

// knot draws the arcs out of one node of a grid: right, down and left, and at
// one node in twenty a circuit down and up that must carry something.
func (in *Instance) knot(r *random, at point, need int64, w int) {
	h := len(in.Balance) / w
	id := func(x, y int) int { return y%h*w + x%w }
	here, down := id(at.x, at.y), id(at.x, at.y+1)
	var low int64
	if r.percent(5) {
		low = need / 3
	}
	cost := func() int64 { return int64(r.between(1, mostCost)) }
	limit := func() int64 { return int64(r.between(1, mostCap)) }
	in.add(here, id(at.x+1, at.y), 0, 2*need, cost())
	room := limit()
	in.add(here, down, 0, room, cost())
	room = limit()
	in.add(here, id(at.x+w-1, at.y), 0, room, cost())
	if low > 0 {
		in.add(here, down, low, 2*low, cost())
		in.add(down, here, 0, 3*low, cost())
	}
}
