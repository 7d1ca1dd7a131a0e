package atlas

import (
	"math"
	"slices"
)

// Sizes are softened by a power and kept between two bounds around the mean:
// a district of 13 km² beside counties of 2,000 would otherwise be a speck.
const (
	softening = 0.5
	leastSize = 0.45
	mostSize  = 1.6
)

// cells are the sites on the plane of the projection, in kilometres.
//
// Slices run over the sites in the order of their codes. near is a square of
// flags: at two thousand cells at most that is four megabytes, and asking it is
// one step, which anneal does some ten million times.
type cells struct {
	n      int
	x, y   []float64 // where each cell wants to be
	size   []float64 // area wanted; sums to the region's
	radius []float64 // of a disc of that area
	near   [][]bool  // who is a neighbour of whom
	host   []int     // the cell that encloses this one, -1 for most
	draw   [][]int8  // how much closer than usual neighbours should lie
	scale  float64   // kilometres: radius of a cell of mean size
}

// newCells carries the sites and their neighbourhood onto the plane.
func newCells(sites []Site, g *Graph, plane Projection) *cells {
	n := len(sites)
	c := &cells{
		n: n, x: make([]float64, n), y: make([]float64, n),
		size: make([]float64, n), radius: make([]float64, n),
		near: make([][]bool, n), host: make([]int, n), draw: make([][]int8, n),
	}
	number := map[int]int{} // in the graph -> here
	for i, s := range sites {
		c.x[i], c.y[i] = plane.XY(s.At)
		k, _ := g.Index(s.Code)
		number[k] = i
		c.near[i] = make([]bool, n)
		c.draw[i] = make([]int8, n)
		c.host[i] = -1
	}
	for k, i := range number {
		for _, l := range g.Neighbours(k) {
			if j, ok := number[l]; ok {
				c.near[i][j] = true
			}
		}
	}
	c.setSizes(sites)
	c.findHosts()
	return c
}

// setSizes softens the sizes and scales them so that their discs fill the same
// ground as the areas do. Where an area is not known the distances to the
// neighbours stand for it.
//
// Softening takes the root of the area against the mean: districts of a city, a
// tenth of a county in size, get nearly half of its cell, and the widest county
// about half as much again as the mean. Bounds on either side keep the smallest
// readable and the largest from pushing all others about.
func (c *cells) setSizes(sites []Site) {
	mean := 0.0
	for i, s := range sites {
		c.size[i] = s.AreaKm2
		if c.size[i] <= 0 {
			c.size[i] = c.guess(i)
		}
		mean += c.size[i] / float64(c.n)
	}
	sum := 0.0
	for i := range c.size {
		c.size[i] = math.Pow(c.size[i]/mean, softening)
		c.size[i] = math.Max(leastSize, math.Min(mostSize, c.size[i]))
		sum += c.size[i]
	}
	for i := range c.size {
		c.size[i] *= mean * float64(c.n) / sum
		c.radius[i] = math.Sqrt(c.size[i] / math.Pi)
	}
	c.scale = math.Sqrt(mean / math.Pi)
}

// guess returns the area of a disc that reaches half way to the neighbours, on
// average, or the room per point for a place without neighbours.
//
// It overrates places at the rim, whose neighbours all lie on one side, and
// underrates none; softened, the difference is a few per cent.
func (c *cells) guess(i int) float64 {
	sum, n := 0.0, 0
	for j, near := range c.near[i] {
		if near {
			sum += math.Hypot(c.x[j]-c.x[i], c.y[j]-c.y[i])
			n++
		}
	}
	if sum == 0 {
		return c.spread()
	}
	half := sum / float64(2*n)
	return math.Pi * half * half
}

// spread returns the area per point of the box around all points.
func (c *cells) spread() float64 {
	w := slices.Max(c.x) - slices.Min(c.x)
	h := slices.Max(c.y) - slices.Min(c.y)
	return math.Max(1, (w+1)*(h+1)/float64(c.n))
}

// findHosts finds places that lie inside one other: without that one they hang
// together with nobody outside, and none of them is a corner of the region's
// hull, where a place may well have a single neighbour. The host takes their
// room along and carve gives it back.
//
// A host is a cut vertex of the neighbourhood. The part that falls off must be
// the smaller one, and no corner of the hull: the county at the tip of a
// province may have a single neighbour too, and is not inside it. A place that
// lies inside another always falls off, wherever its point is; a place at the
// rim that falls off without being a corner of the hull is drawn inside by
// mistake, which keeps all neighbours right and only looks odd.
func (c *cells) findHosts() {
	corner := c.hull()
	atCorner := func(i int) bool { return corner[i] }
	for v := range c.n {
		for _, part := range c.partsWithout(v) {
			if 2*len(part) <= c.n-1 && !slices.ContainsFunc(part, atCorner) {
				c.lodge(part, v)
			}
		}
	}
}

// lodge makes v the host of places that have none yet.
//
// A guest of a guest keeps its nearest host, which is met first only by luck of
// codes; nobody has seen an enclave in an enclave among counties.
func (c *cells) lodge(part []int, v int) {
	for _, i := range part {
		if c.host[i] < 0 {
			c.host[i] = v
		}
	}
}

// partsWithout returns the connected parts that v's neighbours fall into when v
// is taken away, or none if they still hang together.
//
// Only parts that hang on v count, so in a neighbourhood of several pieces the
// other pieces are no parts of v's.
func (c *cells) partsWithout(v int) [][]int {
	seen := make([]bool, c.n)
	seen[v] = true
	var parts [][]int
	for s := range c.n {
		if !c.near[v][s] || seen[s] {
			continue
		}
		parts = append(parts, c.reach(s, seen))
	}
	if len(parts) < 2 {
		return nil
	}
	return parts
}

// reach returns what hangs together with s outside what was seen, and marks it.
//
// It is the plain breadth-first walk, over the square of flags, O(n²) in all.
func (c *cells) reach(s int, seen []bool) []int {
	seen[s] = true
	part := []int{s}
	for k := 0; k < len(part); k++ {
		for j, near := range c.near[part[k]] {
			if near && !seen[j] {
				seen[j] = true
				part = append(part, j)
			}
		}
	}
	return part
}

// hull tells which points are corners of the convex hull (Andrew 1979).
//
// Points are taken from west to east for the lower chain and back for the upper
// one; a point stays in the chain while it makes a turn to the left. Points on
// the line between two corners are no corners themselves.
func (c *cells) hull() []bool {
	order := make([]int, c.n)
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		if c.x[i] != c.x[j] {
			return int(math.Copysign(1, c.x[i]-c.x[j]))
		}
		return int(math.Copysign(1, c.y[i]-c.y[j]))
	})
	corner := make([]bool, c.n)
	for range 2 {
		var chain []int
		for _, i := range order {
			for len(chain) > 1 && c.turn(chain[len(chain)-2], chain[len(chain)-1], i) <= 0 {
				chain = chain[:len(chain)-1]
			}
			chain = append(chain, i)
		}
		for _, i := range chain {
			corner[i] = true
		}
		slices.Reverse(order)
	}
	return corner
}

// turn is positive if the way i, j, k bends to the left.
func (c *cells) turn(i, j, k int) float64 {
	return (c.x[j]-c.x[i])*(c.y[k]-c.y[i]) - (c.y[j]-c.y[i])*(c.x[k]-c.x[i])
}

// learn takes over how close an earlier attempt drew its pairs, and draws those
// that came out wrong one step further: neighbours together, strangers apart.
//
// Five steps are the most: by then neighbours are drawn to within 0.58 of their
// radii, and what does not touch then is kept apart by something else.
func (c *cells) learn(from *cells, wrong [][2]int) {
	for i := range c.draw {
		copy(c.draw[i], from.draw[i])
	}
	for _, pair := range wrong {
		i, j := pair[0], pair[1]
		c.draw[i][j] = min(c.draw[i][j]+1, 5)
		c.draw[j][i] = c.draw[i][j]
	}
}

// layoutRounds is how often layout moves all points. The largest move falls
// below a hundredth of a cell long before.
const layoutRounds = 400

// layout moves the points so that the discs of neighbours just meet and others
// keep off, while a weak pull home keeps the region's shape. Were the pull nil
// and the graph a triangulation, the discs would tend to the packing that
// Koebe's theorem promises, in which exactly the neighbours touch. Enclosed
// cells stay where they are: their room is their host's.
//
// The forces are those of springs at rest. Between neighbours a spring has the
// length of their two radii, a little less so that cells press against each
// other; between strangers there is one only while they are nearer than a fifth
// beyond their radii, which leaves a gap that two other cells will meet in:
//
//	A ●────● C          A and C, B and D are neighbours, and so are
//	  │  ╲ │            A and D. B and C are strangers: pushed apart,
//	B ●────● D          they leave A and D room to touch.
//
// Every round moves all points at once by the sum of what pulls at them, so the
// order of points does not matter. The pull home fades over the rounds: at
// first it keeps the whole from turning or folding, at last it gives way to the
// neighbours.
func (c *cells) layout() {
	for i, host := range c.host {
		if host >= 0 {
			c.size[host] += c.size[i]
			c.radius[host] = math.Sqrt(c.size[host] / math.Pi)
		}
	}
	homeX, homeY := slices.Clone(c.x), slices.Clone(c.y)
	dx, dy := make([]float64, c.n), make([]float64, c.n)
	for round := range layoutRounds {
		pull := 0.03 * (1 - float64(round)/layoutRounds)
		for i := range c.n {
			dx[i], dy[i] = pull*(homeX[i]-c.x[i]), pull*(homeY[i]-c.y[i])
		}
		for i := range c.n {
			for j := range i {
				c.force(i, j, dx, dy)
			}
		}
		for i := range c.n {
			c.x[i] += dx[i]
			c.y[i] += dy[i]
		}
	}
}

// force adds what i and j do to each other.
//
// Stiffness is a tenth, because a cell has some six springs and moves by the
// sum of them; at a third the points would swing and never come to rest.
func (c *cells) force(i, j int, dx, dy []float64) {
	if c.host[i] >= 0 || c.host[j] >= 0 {
		return
	}
	ex, ey := c.x[j]-c.x[i], c.y[j]-c.y[i]
	d := math.Hypot(ex, ey)
	reach := c.radius[i] + c.radius[j]
	want, stiff := reach*(0.93-0.07*float64(c.draw[i][j])), 0.1
	if !c.near[i][j] {
		want, stiff = reach*(1.22+0.07*float64(c.draw[i][j])), 0.12
		if d >= want {
			return
		}
	}
	if d < 1e-9 {
		ex, ey, d = 1, float64(i-j), math.Hypot(1, float64(i-j)) // same point: part somehow
	}
	f := stiff * (d - want) / d
	// The smaller cell gives way more.
	share := c.size[j] / (c.size[i] + c.size[j])
	dx[i] += f * ex * share
	dy[i] += f * ey * share
	dx[j] -= f * ex * (1 - share)
	dy[j] -= f * ey * (1 - share)
}
