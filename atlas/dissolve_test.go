package atlas

import (
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
)

// ground is the ground of a shape, holes taken off, on the plane of its topology.
func (t *Topology) ground(shape int) (km2 float64) {
	plane := t.Projection()
	for _, ring := range t.Shapes[shape].Rings {
		line := t.Line(ring)
		for k := 1; k < len(line); k++ {
			x, y := plane.XY(line[k-1])
			x2, y2 := plane.XY(line[k])
			km2 += (x*y2 - x2*y) / 2
		}
	}
	return km2
}

func TestWhatIsDissolvedKeepsItsGroundAndItsNeighbours(t *testing.T) {
	for seed := range uint64(40) {
		whole := wavy(seed)
		r := rand.New(rand.NewPCG(seed, 77))
		codes := []string{"0", "1", "2"}
		group := make([]int, len(whole.Shapes))
		want, touch := make([]float64, len(codes)), map[[2]int]bool{}
		for i := range group {
			group[i] = r.IntN(len(codes)+1) - 1
			if j := group[i]; j >= 0 {
				want[j] += whole.ground(i)
			}
		}
		for _, a := range whole.Arcs {
			if a.Left < 0 || a.Right < 0 {
				continue
			}
			i, j := group[a.Left], group[a.Right]
			if i >= 0 && j >= 0 && i != j {
				touch[[2]int{min(i, j), max(i, j)}] = true
			}
		}
		d := whole.Dissolved(group, codes)
		for j := range codes {
			if got := d.ground(j); math.Abs(got-want[j]) > 1e-6*(1+want[j]) {
				t.Errorf("seed %d: group %d has %g km², not %g", seed, j, got, want[j])
			}
		}
		for _, a := range d.Arcs {
			if a.Left == a.Right {
				t.Errorf("seed %d: a line lies within group %d", seed, a.Left)
			}
			if a.Left >= 0 && a.Right >= 0 {
				delete(touch, [2]int{min(a.Left, a.Right), max(a.Left, a.Right)})
			}
		}
		if len(touch) > 0 {
			t.Errorf("seed %d: %v do not touch any more", seed, touch)
		}
	}
}

func TestAnEnclaveIsAHoleInItsGroupUntilItBelongsToIt(t *testing.T) {
	ring := func(code string, rings ...Ring) string { return drawn(code, rings...) }
	whole := mustTopology(mustDecode(t, collection(
		ring("a", box(0, 0, 4, 4), reversed(box(1, 1, 2, 2))), ring("b", box(1, 1, 2, 2)),
		ring("c", box(4, 0, 5, 4)),
	)))
	for i, c := range []struct {
		group []int
		rings []int
	}{
		{[]int{0, 1, 0}, []int{2, 1}},
		{[]int{0, 0, 0}, []int{1, 0}},
		{[]int{1, -1, 0}, []int{1, 2}},
	} {
		d := whole.Dissolved(c.group, []string{"x", "y"})
		got := []int{len(d.Shapes[0].Rings), len(d.Shapes[1].Rings)}
		if !slices.Equal(got, c.rings) {
			t.Errorf("case %s: rings %v, not %v", strconv.Itoa(i), got, c.rings)
		}
	}
}

func TestLinesThatLeadNowhereAreLeftOut(t *testing.T) {
	open := &Topology{
		Arcs:   []Arc{{Points: []Point{{0, 0}, {1, 0}}, Left: 0, Right: -1}},
		Shapes: []Shape{{Code: "a", Rings: [][]int{{0}}}},
	}
	if d := open.Dissolved([]int{0}, []string{"x"}); len(d.Shapes[0].Rings) > 0 {
		t.Errorf("an open line is a ring: %v", d.Shapes[0].Rings)
	}
}
