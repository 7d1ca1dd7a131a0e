package partition

import (
	"math/rand/v2"
	"testing"
)

// randomMap cuts a random graph into parts grown from their roots.
func randomMap(r *rand.Rand, n int) (*Graph, *Parts) {
	var borders [][2]int
	for i := 1; i < n; i++ {
		borders = append(borders, [2]int{i, max(0, i-1-r.IntN(4))})
	}
	for range r.IntN(2 * n) {
		borders = append(borders, [2]int{r.IntN(n), r.IntN(n)})
	}
	g := NewGraph(n, borders)
	count := 1 + r.IntN(3)
	order := r.Perm(n)
	var roots [][]int
	of := make([]int32, n)
	for i := range of {
		of[i] = -1
	}
	for j := range count {
		size := 1 + r.IntN(2)
		roots = append(roots, order[:size])
		for _, v := range order[:size] {
			of[v] = int32(j)
		}
		order = order[size:]
	}
	for range 10 * n {
		v := r.IntN(n)
		if near := g.Next(v); of[v] < 0 && len(near) > 0 {
			of[v] = of[near[r.IntN(len(near))]]
		}
	}
	return g, NewParts(g, roots, of)
}

func TestMayLeaveIsWhatLooseSaysAfterwards(t *testing.T) {
	left := [2]int{}
	for seed := range uint64(3000) {
		r := rand.New(rand.NewPCG(seed, 3))
		g, p := randomMap(r, 8+r.IntN(20))
		if loose := p.Loose(); len(loose) > 0 {
			t.Fatalf("seed %d: a grown map has loose places %v", seed, loose)
		}
		for v := range g.Len() {
			was := p.Of(v)
			if was < 0 {
				continue
			}
			got := p.MayLeave(v)
			want := !p.isRoot[v]
			if want {
				p.Put(v, -1)
				want = len(p.Loose()) == 0
				p.Put(v, was)
			}
			if got != want {
				t.Fatalf("seed %d: place %d may leave: %v, want %v", seed, v, got, want)
			}
			if got {
				left[1]++
			} else {
				left[0]++
			}
		}
	}
	if left[0] < 1000 || left[1] < 1000 {
		t.Fatal("the maps are too plain", left)
	}
}
