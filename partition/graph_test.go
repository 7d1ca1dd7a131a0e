package partition

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// randomGraph is sparse and often falls apart, as islands do.
func randomGraph(r *rand.Rand, n int) (*Graph, [][2]int) {
	var borders [][2]int
	for i := 1; i < n; i++ {
		if r.IntN(8) > 0 {
			borders = append(borders, [2]int{i, max(0, i-1-r.IntN(3))})
		}
	}
	for range r.IntN(n + 1) {
		borders = append(borders, [2]int{r.IntN(n), r.IntN(n)})
	}
	return NewGraph(n, borders), borders
}

// someOf picks each place with chance one in of, and at least one.
func someOf(r *rand.Rand, n, of int) []bool {
	in := make([]bool, n)
	in[r.IntN(n)] = true
	for i := range in {
		in[i] = in[i] || r.IntN(of) == 0
	}
	return in
}

func places(in []bool) []int {
	var list []int
	for i, yes := range in {
		if yes {
			list = append(list, i)
		}
	}
	return list
}

func TestAGraphListsEachNeighbourOnceInOrder(t *testing.T) {
	g := NewGraph(4, [][2]int{{2, 0}, {0, 1}, {1, 0}, {0, 2}, {3, 3}, {0, 3}})
	want := [][]int32{{1, 2, 3}, {0}, {0}, {0}}
	for v := range want {
		if got := g.Next(v); !slices.Equal(got, want[v]) {
			t.Errorf("neighbours of %d: %v, want %v", v, got, want[v])
		}
	}
	if g.Len() != 4 || (&Graph{}).Len() != 0 {
		t.Error("a graph does not know how many places it has")
	}
}

// reachSlowly spreads until nothing changes.
func reachSlowly(borders [][2]int, roots []int, in []bool) []bool {
	seen := make([]bool, len(in))
	for _, r := range roots {
		seen[r] = true
	}
	for changed := true; changed; {
		changed = false
		for _, b := range borders {
			for _, way := range [2][2]int{b, {b[1], b[0]}} {
				if seen[way[0]] && in[way[1]] && !seen[way[1]] {
					seen[way[1]], changed = true, true
				}
			}
		}
	}
	return seen
}

func TestReachIsWhatSpreadsFromTheRoots(t *testing.T) {
	for seed := range uint64(2000) {
		r := rand.New(rand.NewPCG(seed, 1))
		n := 2 + r.IntN(14)
		g, borders := randomGraph(r, n)
		roots, in := places(someOf(r, n, 6)), someOf(r, n, 2)
		got, want := g.Reach(roots, in), reachSlowly(borders, roots, in)
		if !slices.Equal(got, want) {
			t.Fatalf("seed %d: %v, want %v", seed, got, want)
		}
	}
}

func TestAWalkSaysWhatFallsWithEachPlace(t *testing.T) {
	fell := 0
	for seed := range uint64(3000) {
		r := rand.New(rand.NewPCG(seed, 2))
		n := 2 + r.IntN(14)
		g, borders := randomGraph(r, n)
		isRoot, in := someOf(r, n, 8), someOf(r, n, 1+r.IntN(2))
		roots := places(isRoot)
		value := make([]int64, n)
		for i := range value {
			value[i] = int64(1 + r.IntN(50))
		}
		walk := NewRooted(g)
		walk.Walk(places(someOf(r, n, 3)), someOf(r, n, 2)) // leaves no trace
		walk.Walk(roots, in)
		sub, out := make([]int64, n), make([]int64, n)
		walk.CutOff(value, sub, out)
		all := reachSlowly(borders, roots, in)
		for v := range n {
			if met := all[v] && !isRoot[v]; walk.Met(v) != met {
				t.Fatalf("seed %d: place %d met: %v, want %v", seed, v, walk.Met(v), met)
			}
			if !walk.Met(v) {
				continue
			}
			without := slices.Clone(in)
			without[v] = false
			want := int64(0)
			for u, still := range reachSlowly(borders, roots, without) {
				if all[u] && !still {
					want += value[u]
				}
			}
			if out[v] != want {
				t.Fatalf("seed %d: with place %d falls %d, want %d", seed, v, out[v], want)
			}
			if want > value[v] {
				fell++
			}
		}
		if len(
			walk.Order(),
		) != len(
			slices.DeleteFunc(places(all), func(v int) bool { return isRoot[v] }),
		) {
			t.Fatalf("seed %d: the order has places twice or not at all", seed)
		}
	}
	if fell < 1000 {
		t.Fatal("hardly anything ever falls", fell)
	}
}

func TestAChainOfManyPlacesIsNoRecursion(t *testing.T) {
	const n = 200_000
	borders := make([][2]int, 0, n)
	for i := 1; i < n; i++ {
		borders = append(borders, [2]int{i - 1, i})
	}
	g := NewGraph(n, borders)
	in := make([]bool, n)
	one := make([]int64, n)
	for i := range in {
		in[i], one[i] = true, 1
	}
	walk := NewRooted(g)
	walk.Walk([]int{0}, in)
	sub, out := make([]int64, n), make([]int64, n)
	walk.CutOff(one, sub, out)
	if out[1] != n-1 || out[n-1] != 1 {
		t.Errorf("with 1 falls %d, with the last %d", out[1], out[n-1])
	}
}

func TestLightestAddsTheWeightsOfPlaces(t *testing.T) {
	for seed := range uint64(2000) {
		r := rand.New(rand.NewPCG(seed, 4))
		n := 2 + r.IntN(14)
		g, borders := randomGraph(r, n)
		from, in := places(someOf(r, n, 8)), someOf(r, n, 1+r.IntN(2))
		weight, load := make([]int64, n), make([]int64, n)
		for i := range weight {
			weight[i] = int64(r.IntN(4) * r.IntN(9))
		}
		g.Lightest(from, in, weight, load)
		want := make([]int64, n)
		for i := range want {
			want[i] = math.MaxInt64
		}
		for _, v := range from {
			want[v] = 0
		}
		for range n {
			for _, b := range borders {
				for _, way := range [2][2]int{b, {b[1], b[0]}} {
					if in[way[1]] && want[way[0]] < math.MaxInt64 {
						want[way[1]] = min(want[way[1]], want[way[0]]+weight[way[1]])
					}
				}
			}
		}
		if !slices.Equal(load, want) {
			t.Fatalf("seed %d: %v, want %v", seed, load, want)
		}
	}
}

func TestRoadsAreAsLongAsTheShortestWay(t *testing.T) {
	for seed := range uint64(2000) {
		r := rand.New(rand.NewPCG(seed, 5))
		n := 2 + r.IntN(14)
		_, borders := randomGraph(r, n)
		length := make([]int64, len(borders))
		want := make([]int64, n)
		for k := range length {
			length[k] = int64(r.IntN(20))
		}
		from := places(someOf(r, n, 8))
		for i := range want {
			want[i] = math.MaxInt64
		}
		for _, v := range from {
			want[v] = 0
		}
		for range n {
			for k, b := range borders {
				for _, way := range [2][2]int{b, {b[1], b[0]}} {
					if want[way[0]] < math.MaxInt64 {
						want[way[1]] = min(want[way[1]], want[way[0]]+length[k])
					}
				}
			}
		}
		roads := NewRoads(n, borders, length)
		if got := roads.From(from); !slices.Equal(got, want) {
			t.Fatalf("seed %d: %v, want %v", seed, got, want)
		}
		if roads.Graph().Len() != n {
			t.Fatalf("seed %d: the roads have lost places", seed)
		}
	}
}
