// Package mcfgen decides nothing: it makes minimum-cost flow instances that
// are the same everywhere, to test and to measure with. All numbers come from
// one whole-number generator and whole-number geometry, so a kind, its sizes
// and a seed give the same bytes with every version of Go and on every machine.
// Read Known first: the instances whose optima other programs have confirmed.
package mcfgen

import (
	"bufio"
	"io"
	"strconv"
)

// Arc is an arc of an instance; nodes count from 0.
type Arc struct {
	From, To       int32
	Low, Cap, Cost int64
}

// Instance is one problem. Balance holds the supplies, Note the arguments.
type Instance struct {
	Note    string
	Balance []int64
	Arcs    []Arc
}

// Seed is the seed of all known instances.
const Seed = 1958

// limitless is the cap of arcs that are not meant to bind.
const limitless = 1 << 30

// Named is an instance with a name and the cost on which LEMON, CLP and a
// third code agreed.
type Named struct {
	Name    string
	Optimum int64
	Make    func() *Instance
}

// Known lists instances by size, the smallest first.
func Known() []Named {
	return []Named{
		{"small", 71328745, func() *Instance { return Transport(Seed, 8, 60) }},
		{"county1", 666726023, func() *Instance { return Plan(Seed, Region{120, 1, 12, 30, 0}) }},
		{"grid", 6099104235, func() *Instance { return Grid(Seed, 150, 150) }},
		{"netgen", 1320684662, func() *Instance { return Netgen(Seed, 20000, 200000) }},
		{"d1000", 235482188, func() *Instance { return Transport(Seed, 1000, 1000) }},
		{"nat1", 50195039125, func() *Instance { return Plan(Seed, Region{2850, 1, 12, 30, 0}) }},
		{"county", 116950204868, func() *Instance {
			return Plan(Seed, Region{120, 50, 12, 30, 0})
		}},
		{"d3000", 483051721, func() *Instance { return Transport(Seed, 3000, 3000) }},
	}
}

// add puts one arc in.
func (in *Instance) add(from, to int, low, limit, cost int64) {
	in.Arcs = append(in.Arcs, Arc{int32(from), int32(to), low, limit, cost})
}

// Write writes the instance in DIMACS form.
func (in *Instance) Write(w io.Writer) error {
	out := bufio.NewWriterSize(w, 1<<20)
	line := func(kind string, numbers ...int64) {
		b := append(out.AvailableBuffer(), kind...)
		for _, x := range numbers {
			b = append(b, ' ')
			b = strconv.AppendInt(b, x, 10)
		}
		_, _ = out.Write(append(b, '\n')) // told by Flush
	}
	line("c mcfgen " + in.Note)
	line("p min", int64(len(in.Balance)), int64(len(in.Arcs)))
	for v, b := range in.Balance {
		if b != 0 {
			line("n", int64(v)+1, b)
		}
	}
	for _, a := range in.Arcs {
		line("a", int64(a.From)+1, int64(a.To)+1, a.Low, a.Cap, a.Cost)
	}
	return out.Flush()
}

// random is the splitmix64 generator.
type random struct{ state uint64 }

func (r *random) next() uint64 {
	r.state += 0x9E3779B97F4A7C15
	z := r.state
	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9
	z = (z ^ (z >> 27)) * 0x94D049BB133111EB
	return z ^ (z >> 31)
}

// below draws from 0 to k-1.
func (r *random) below(k int) int { return int(r.next() % uint64(k)) }

// between draws from low to high, both included.
func (r *random) between(low, high int) int { return low + r.below(high-low+1) }

// percent is true in p cases of a hundred.
func (r *random) percent(p int) bool { return r.below(100) < p }

// branch is an independent generator for part k.
func (r *random) branch(k int) *random {
	b := random{r.state ^ uint64(k+1)*0xD1342543DE82EF95}
	b.next()
	return &b
}
