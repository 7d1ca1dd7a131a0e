package partition

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func TestMayMoveIsWhatLooseSaysAfterwards(t *testing.T) {
	may := [2]int{}
	for seed := range uint64(1500) {
		r := rand.New(rand.NewPCG(seed, 7))
		g, p := randomMap(r, 8+r.IntN(16))
		for v := range g.Len() {
			was := p.Of(v)
			for j := range len(p.roots) {
				got := p.MayMove(v, j)
				want := was != j && !p.isRoot[v]
				if want {
					p.Put(v, j)
					want = len(p.Loose()) == 0
					p.Put(v, was)
				}
				if got != want {
					t.Fatalf("seed %d: place %d may move to part %d: %v, want %v",
						seed, v, j, got, want)
				}
				if got {
					may[1]++
				} else if was != j {
					may[0]++
				}
			}
		}
	}
	if may[0] < 1000 || may[1] < 1000 {
		t.Fatal("the maps are too plain", may)
	}
}

func TestACityOfTwoBanksHoldsWhatHangsOnEither(t *testing.T) {
	// 0 and 3 are the centre, no border between them: 0-1 and 2-3.
	g := NewGraph(5, [][2]int{{0, 1}, {2, 3}, {1, 4}})
	p := NewParts(g, [][]int{{0, 3}}, []int32{0, 0, 0, 0, 0})
	if loose := p.Loose(); loose != nil {
		t.Errorf("loose: %v", loose)
	}
	for v, want := range []bool{false, false, true, false, true} {
		if got := p.MayLeave(v); got != want {
			t.Errorf("place %d may leave: %v, want %v", v, got, want)
		}
	}
	if p.Put(1, -1); !slices.Equal(p.Loose(), []int{4}) || !p.MayLeave(1) {
		t.Errorf("loose: %v, want what hung on 1", p.Loose())
	}
}

func TestARootOutsideItsPartIsRefused(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a root outside its own part is taken")
		}
	}()
	NewParts(NewGraph(2, nil), [][]int{{0}, {1}}, []int32{0, 0})
}

func TestTheHeapGivesTheLeastLoadAndOfEqualOnesTheLeastPlace(t *testing.T) {
	less := func(a, b loadEntry) int {
		if a.load != b.load {
			return int(a.load - b.load)
		}
		return int(a.place - b.place)
	}
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 8))
		var h loadHeap
		var all []loadEntry
		for range r.IntN(40) {
			e := loadEntry{int64(r.IntN(6)), int32(r.IntN(9))}
			h.push(e)
			all = append(all, e)
			if r.IntN(4) > 0 {
				continue
			}
			least := slices.MinFunc(all, less)
			if got := h.pop(); got != least {
				t.Fatalf("seed %d: %v came, want %v", seed, got, least)
			}
			all = slices.Delete(all, slices.Index(all, least), slices.Index(all, least)+1)
		}
		slices.SortFunc(all, less)
		for _, want := range all {
			if got := h.pop(); got != want {
				t.Fatalf("seed %d: %v came, want %v", seed, got, want)
			}
		}
	}
}

// renamed is a graph and its borders with place v called name[v].
func renamed(name []int, borders [][2]int) *Graph {
	var other [][2]int
	for _, b := range borders {
		other = append(other, [2]int{name[b[1]], name[b[0]]})
	}
	slices.Reverse(other)
	return NewGraph(len(name), other)
}

// carried is a list by place under other names.
func carried[T any](name []int, list []T) []T {
	other := make([]T, len(list))
	for v, x := range list {
		other[name[v]] = x
	}
	return other
}

func TestNamesAndTheOrderOfBordersDoNotMatter(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 9))
		g, c := randomCutting(r)
		n := g.Len()
		name := r.Perm(n)
		h := renamed(name, c.borders)
		value := make([]int64, n)
		for i := range value {
			value[i] = int64(r.IntN(50))
		}
		cut := func(g *Graph, in, isRoot []bool, value []int64) []int64 {
			walk, out := NewRooted(g), make([]int64, n)
			walk.Walk(places(isRoot), in)
			walk.CutOff(value, make([]int64, n), out)
			return out
		}
		lightest := func(g *Graph, in, isRoot []bool, value []int64) []int64 {
			load := make([]int64, n)
			g.Lightest(places(isRoot), in, value, load)
			return load
		}
		in, isRoot := carried(name, c.In), carried(name, c.isRoot)
		for what, ask := range map[string]func(*Graph, []bool, []bool, []int64) []int64{
			"what falls": cut, "the lightest way": lightest,
		} {
			want := carried(name, ask(g, c.In, c.isRoot, value))
			if got := ask(h, in, isRoot, carried(name, value)); !slices.Equal(got, want) {
				t.Fatalf("seed %d: %s: %v under other names, want %v", seed, what, got, want)
			}
		}
		_, want := NewSeparators(g).Between(c.Question)
		_, got := NewSeparators(h).Between(Question{
			Place: name[c.Place], Roots: places(isRoot), In: in,
			Capacity: carried(name, c.Capacity), Enough: c.Enough,
		})
		if got < want-1e-6 && want < c.Enough || got > want+1e-6 && got < c.Enough {
			t.Fatalf("seed %d: %g get through under other names, want %g", seed, got, want)
		}
	}
}
