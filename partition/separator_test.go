package partition

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// A cutting is a question with what is needed to answer it by trying.
type cutting struct {
	Question
	borders [][2]int
	isRoot  []bool
}

func randomCutting(r *rand.Rand) (*Graph, cutting) {
	n := 3 + r.IntN(9)
	g, borders := randomGraph(r, n)
	c := cutting{borders: borders, isRoot: someOf(r, n, 9)}
	c.In = someOf(r, n, 1)
	c.Place = r.IntN(n)
	for c.isRoot[c.Place] {
		c.isRoot[c.Place] = false
		c.isRoot[(c.Place+1)%n] = true
	}
	for i := range c.In {
		c.In[i] = c.In[i] || r.IntN(4) > 0
	}
	c.In[c.Place] = true
	c.Roots = places(c.isRoot)
	c.Capacity = make([]float64, n)
	for i := range c.Capacity {
		c.Capacity[i] = float64(r.IntN(5)) / 4
	}
	c.Enough = float64(1+r.IntN(12)) / 4
	return g, c
}

// parts reports whether removing cut leaves the place without a root.
func (c *cutting) parts(cut []bool) bool {
	in := make([]bool, len(c.In))
	for i := range in {
		in[i] = (c.In[i] || c.isRoot[i]) && !cut[i]
	}
	seen := reachSlowly(c.borders, []int{c.Place}, in)
	for _, r := range c.Roots {
		if seen[r] {
			return false
		}
	}
	return true
}

// cheapest tries every set of places.
func (c *cutting) cheapest() (float64, bool) {
	best, found := 0.0, false
	n := len(c.In)
	for set := range 1 << n {
		cut, sum, allowed := make([]bool, n), 0.0, true
		for i := range n {
			if set>>i&1 == 0 {
				continue
			}
			cut[i] = true
			sum += c.Capacity[i]
			allowed = allowed && c.In[i] && !c.isRoot[i] && i != c.Place
		}
		if allowed && (!found || sum < best) && c.parts(cut) {
			best, found = sum, true
		}
	}
	return best, found
}

func TestAPathTakesBackWhatAnotherSentThroughAPlace(t *testing.T) {
	// One path after another, shortest first, must here go against the flow
	// through a place; found by trying, as it happens in one of ten thousand
	// sparse graphs. Without that step one unit of the two is missed.
	c := cutting{
		borders: [][2]int{
			{1, 0},
			{2, 0},
			{3, 2},
			{4, 2},
			{5, 2},
			{7, 6},
			{8, 7},
			{10, 7},
			{11, 8},
			{12, 11},
			{13, 11},
			{14, 13},
			{3, 5},
			{12, 7},
			{12, 4},
			{1, 9},
			{12, 9},
			{6, 2},
			{8, 12},
		},
		isRoot: make([]bool, 15),
	}
	c.isRoot[0] = true
	c.Question = Question{
		Place: 14, Roots: []int{0}, In: make([]bool, 15), Enough: 100,
		Capacity: []float64{2, 3, 1, 2, 3, 1, 3, 3, 2, 1, 2, 3, 1, 2, 1},
	}
	for v := range c.In {
		c.In[v] = true
	}
	want, _ := c.cheapest()
	set, through := NewSeparators(NewGraph(15, c.borders)).Between(c.Question)
	sum := 0.0
	for _, v := range set {
		sum += c.Capacity[v]
	}
	if want != 2 || through != want || sum != want {
		t.Errorf("%v holds %g, %g get through, want %g", set, sum, through, want)
	}
}

func TestWhereNoSetCanSeparateEnoughGetsThrough(t *testing.T) {
	chain := NewGraph(3, [][2]int{{0, 1}, {1, 2}})
	in := []bool{true, true, true}
	tests := map[string]struct {
		place   int
		middle  float64
		want    []int
		through float64
	}{
		"the place borders the centre": {1, 0.5, nil, 1},
		"the middle lets half through": {2, 0.5, []int{1}, 0.5},
		"the middle lets just enough":  {2, 1, nil, 1},
		"the middle lets nothing":      {2, 0, []int{1}, 0},
	}
	for name, tt := range tests {
		set, through := NewSeparators(chain).Between(Question{
			Place: tt.place, Roots: []int{0}, In: in,
			Capacity: []float64{0, tt.middle, 0}, Enough: 1,
		})
		if !slices.Equal(set, tt.want) || through != tt.through {
			t.Errorf("%s: %v with %g, want %v with %g", name, set, through, tt.want, tt.through)
		}
	}
	apart := NewSeparators(NewGraph(3, [][2]int{{0, 1}}))
	set, through := apart.Between(Question{
		Place: 2, Roots: []int{0}, In: in, Capacity: []float64{1, 1, 1}, Enough: 1,
	})
	if len(set) != 0 || through != 0 {
		t.Errorf("what is apart already needs %v with %g", set, through)
	}
}

func TestTheSeparatorIsTheCheapest(t *testing.T) {
	cuts := 0
	for seed := range uint64(1500) {
		r := rand.New(rand.NewPCG(seed, 6))
		g, c := randomCutting(r)
		finder := NewSeparators(g)
		finder.Between(Question{
			Place: c.Place, Roots: c.Roots, In: c.In, Capacity: c.Capacity, Enough: 0.25,
		}) // leaves no trace
		set, through := finder.Between(c.Question)
		want, possible := c.cheapest()
		if !possible || want >= c.Enough {
			if set != nil || through < c.Enough-1e-6 {
				t.Fatalf("seed %d: %v with %g, but enough gets through", seed, set, through)
			}
			continue
		}
		cut, sum := make([]bool, g.Len()), 0.0
		for _, v := range set {
			cut[v] = true
			sum += c.Capacity[v]
			if c.isRoot[v] || v == c.Place || !c.In[v] {
				t.Fatalf("seed %d: place %d may not separate", seed, v)
			}
		}
		if !c.parts(cut) {
			t.Fatalf("seed %d: %v does not separate", seed, set)
		}
		if sum > want+1e-6 || through < want-1e-6 || through > want+1e-6 {
			t.Fatalf("seed %d: %v holds %g of %g, want %g", seed, set, sum, through, want)
		}
		cuts++
	}
	if cuts < 300 {
		t.Fatal("too few questions have an answer", cuts)
	}
}
