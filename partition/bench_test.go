package partition

import (
	"fmt"
	"testing"
)

// quilt is a map of side × side places in rows, its centre in a corner, with
// everything inside and a weight and a capacity for each place.
type quilt struct {
	graph    *Graph
	borders  [][2]int
	in       []bool
	weight   []int64
	capacity []float64
}

func sewn(side int) quilt {
	n := side * side
	q := quilt{in: make([]bool, n), weight: make([]int64, n), capacity: make([]float64, n)}
	for v := range n {
		if v%side > 0 {
			q.borders = append(q.borders, [2]int{v - 1, v})
		}
		if v >= side {
			q.borders = append(q.borders, [2]int{v - side, v})
		}
		q.in[v], q.weight[v], q.capacity[v] = true, int64(1+v*7%13), float64(v*5%7)/16
	}
	q.graph = NewGraph(n, q.borders)
	return q
}

func BenchmarkBySize(b *testing.B) {
	for _, side := range []int{10, 32, 100} {
		q := sewn(side)
		n := side * side
		roots := []int{0}
		run := func(name string, ask func()) {
			b.Run(fmt.Sprintf("%s/%d", name, n), func(b *testing.B) {
				for b.Loop() {
					ask()
				}
			})
		}
		walk, sub, out := NewRooted(q.graph), make([]int64, n), make([]int64, n)
		run("CutOff", func() {
			walk.Walk(roots, q.in)
			walk.CutOff(q.weight, sub, out)
		})
		run("Lightest", func() { q.graph.Lightest(roots, q.in, q.weight, out) })
		length := make([]int64, len(q.borders))
		for k := range length {
			length[k] = int64(1 + k*5%11)
		}
		roads := NewRoads(n, q.borders, length)
		run("From", func() { roads.From(roots) })
		parts := NewParts(q.graph, [][]int{roots}, make([]int32, n))
		run("MayLeave", func() {
			for v := range n {
				parts.MayLeave(v)
			}
		})
		finder := NewSeparators(q.graph)
		run("Between", func() {
			finder.Between(Question{
				Place: n - 1, Roots: roots, In: q.in, Capacity: q.capacity, Enough: 1,
			})
		})
	}
}
