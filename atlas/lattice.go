package atlas

import (
	"cmp"
	"container/heap"
	"math"
	"slices"
)

// hexagonsPerCell is the mean number of hexagons to a cell: enough for calm
// borders, few enough to be quick.
const hexagonsPerCell = 48

// outside is the owner of hexagons beyond the region.
const outside = int32(-1)

// A lattice is the plane paved with hexagons that stand on a corner, in rows
// of equal width; odd rows lie half a hexagon further east. The outermost two
// rings always stay outside, so that every owned hexagon has six neighbours.
//
//	    ╱╲  ╱╲            the neighbours of a hexagon,
//	 2 ╱  ╲╱  ╲ 1         numbered as around returns them,
//	  │    │    │         and its corners, side k running
//	3 │  h │ 0  │         from corner k to corner k+1
//	   ╲  ╱╲  ╱
//	  4 ╲╱  ╲╱ 5
//
// Why hexagons: three meet at every corner, so cells made of them meet along
// sides or not at all. On squares four can meet in a point, and whether the
// diagonal pairs touch would be a matter of opinion.
type lattice struct {
	cells  *cells
	nx, ny int
	side   float64 // of a hexagon, km
	x0, y0 float64 // centre of hexagon 0
	owner  []int32
	count  []int32   // hexagons of each cell
	want   []float64 // hexagons that each cell should have
	touch  []int32   // n × n: common sides of every two cells
}

// newLattice paves the box of the points, widened by twice the largest radius,
// with nothing owned yet. A cell wants as many hexagons as its size is worth,
// but never fewer than a hexagon and its six neighbours.
func newLattice(c *cells) *lattice {
	l := &lattice{cells: c, count: make([]int32, c.n), want: make([]float64, c.n)}
	total := 0.0
	margin := 0.0
	for i := range c.n {
		if c.host[i] < 0 {
			total += c.size[i]
		}
		margin = math.Max(margin, 2*c.radius[i])
	}
	area := total / float64(hexagonsPerCell*c.n)
	l.side = math.Sqrt(area * 2 / (3 * math.Sqrt(3)))
	margin += 6 * l.side
	l.x0, l.y0 = slices.Min(c.x)-margin, slices.Min(c.y)-margin
	l.nx = int((slices.Max(c.x)+margin-l.x0)/(l.side*math.Sqrt(3))) + 1
	l.ny = int((slices.Max(c.y)+margin-l.y0)/(l.side*1.5)) + 1
	l.owner = make([]int32, l.nx*l.ny)
	for h := range l.owner {
		l.owner[h] = outside
	}
	for i := range c.n {
		l.want[i] = math.Max(7, c.size[i]/area)
	}
	l.touch = make([]int32, c.n*c.n)
	return l
}

// centre returns where hexagon h is.
//
// The x of a hexagon counts in whole widths √3·side, its y in one and a half
// sides.
func (l *lattice) centre(h int) (x, y float64) {
	row, col := h/l.nx, h%l.nx
	x = l.x0 + l.side*math.Sqrt(3)*(float64(col)+float64(row&1)/2)
	return x, l.y0 + l.side*1.5*float64(row)
}

// inner reports whether h is none of the two outermost rings.
//
// Two rings and not one: the neighbours of a neighbour are asked as well, when
// anneal looks at a hexagon just outside a cell.
func (l *lattice) inner(h int) bool {
	row, col := h/l.nx, h%l.nx
	return row > 1 && row < l.ny-2 && col > 1 && col < l.nx-2
}

// around returns the neighbours of an inner hexagon, counter-clockwise from
// the east.
//
// Rows are stored one after the other, so north is one row on. Odd rows stand
// half a hexagon further east, so for them both northern neighbours lie one
// further east in memory than for even rows. Only inner hexagons may be asked.
func (l *lattice) around(h int) [6]int {
	odd := h / l.nx & 1
	return [6]int{
		h + 1, h + l.nx + odd, h + l.nx + odd - 1,
		h - 1, h - l.nx + odd - 1, h - l.nx + odd,
	}
}

// set gives hexagon h to a cell and keeps counts and touches right.
//
// The six sides of the hexagon are all that changes, so counts and touches are
// kept right in a dozen steps and never counted again from the start.
func (l *lattice) set(h int, to int32) {
	from := l.owner[h]
	for _, k := range l.around(h) {
		if o := l.owner[k]; o != outside {
			if from != outside && o != from {
				l.addTouch(from, o, -1)
			}
			if to != outside && o != to {
				l.addTouch(to, o, 1)
			}
		}
	}
	if from != outside {
		l.count[from]--
	}
	if to != outside {
		l.count[to]++
	}
	l.owner[h] = to
}

// addTouch changes the common sides of two cells, in both rows of the square.
func (l *lattice) addTouch(a, b, by int32) {
	l.touch[int(a)*l.cells.n+int(b)] += by
	l.touch[int(b)*l.cells.n+int(a)] += by
}

// A claim is a cell's wish for a hexagon; nearer ones go first.
//
// A hexagon may be claimed by several cells, and by one cell several times; the
// first claim to come up wins and the others find it taken.
type claim struct {
	far  float64
	h    int
	cell int32
}

type claims []claim

// Len is the number of claims waiting.
func (c claims) Len() int { return len(c) }

// Less puts the nearer claim first and settles ties by hexagon and cell.
func (c claims) Less(i, j int) bool {
	return cmp.Or(cmp.Compare(c[i].far, c[j].far), cmp.Compare(c[i].h, c[j].h),
		cmp.Compare(c[i].cell, c[j].cell)) < 0
}

// Swap exchanges two claims; container/heap calls it.
func (c claims) Swap(i, j int) { c[i], c[j] = c[j], c[i] }

// Push adds a claim; container/heap calls it.
func (c *claims) Push(v any) { *c = append(*c, v.(claim)) }

// Pop takes the last claim; container/heap calls it.
func (c *claims) Pop() any {
	last := (*c)[len(*c)-1]
	*c = (*c)[:len(*c)-1]
	return last
}

// sow grows all cells at once from the hexagons at their points: a hexagon goes
// to the cell whose disc reaches furthest over it, by |p-c|² - r², but only
// along hexagons that the cell has already, so cells are connected from the
// start. Growth ends a little beyond the discs; gaps that then remain inside
// the region are filled in the same order.
//
// By |p-c|² - r² the cells are those of the power diagram of the discs: where
// discs overlap, the border runs through the points where their rims cross.
// Unlike plain distance it lets large cells have more ground, and discs that
// the layout has set side by side get about their own area.
func (l *lattice) sow() {
	var queue claims
	for i := range l.cells.n {
		if l.cells.host[i] < 0 {
			h := l.seed(l.cells.x[i], l.cells.y[i])
			l.set(h, int32(i))
			l.claimAround(&queue, h)
		}
	}
	for queue.Len() > 0 {
		c := heap.Pop(&queue).(claim)
		r := l.cells.radius[c.cell]
		if l.owner[c.h] != outside || c.far > 0.3*r*r {
			continue
		}
		l.set(c.h, c.cell)
		l.claimAround(&queue, c.h)
	}
	l.fillHoles()
}

// seed returns the free inner hexagon nearest to a point.
//
// Points in the same hexagon, which the layout has usually parted, get the free
// ones next to it. Looking at all hexagons takes a millisecond for all cells
// together.
func (l *lattice) seed(x, y float64) int {
	best, least := -1, math.Inf(1)
	for h := range l.owner {
		if l.owner[h] != outside || !l.inner(h) {
			continue
		}
		hx, hy := l.centre(h)
		if d := math.Hypot(hx-x, hy-y); d < least {
			best, least = h, d
		}
	}
	return best
}

// claimAround puts the free neighbours of h on the list of h's owner.
func (l *lattice) claimAround(queue *claims, h int) {
	c := l.owner[h]
	for _, k := range l.around(h) {
		if l.owner[k] == outside && l.inner(k) {
			x, y := l.centre(k)
			dx, dy, r := x-l.cells.x[c], y-l.cells.y[c], l.cells.radius[c]
			heap.Push(queue, claim{dx*dx + dy*dy - r*r, k, c})
		}
	}
}

// fillHoles gives hexagons that nobody owns but that cells surround to the cell
// that owns most of their neighbours.
//
// Open ground is what can be reached from the corner of the lattice without
// crossing a cell. The rest are holes, a hexagon or two where three discs leave
// a gap.
func (l *lattice) fillHoles() {
	open := make([]bool, len(l.owner))
	stack := []int{2*l.nx + 2}
	for h := range open {
		open[h] = !l.inner(h)
	}
	for len(stack) > 0 {
		h := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if open[h] || l.owner[h] != outside {
			continue
		}
		open[h] = true
		for _, k := range l.around(h) {
			stack = append(stack, k)
		}
	}
	for l.fillOnce(open) {
	}
}

// fillOnce fills what borders on a cell, and reports whether there was any.
//
// Filling goes ring by ring from the hole's rim, since a hexagon can only go to a
// cell beside it; a hole of a few hexagons is full after one or two rounds.
func (l *lattice) fillOnce(open []bool) bool {
	filled := false
	for h := range l.owner {
		if l.owner[h] != outside || open[h] {
			continue
		}
		if c := l.mostAround(h); c != outside {
			l.set(h, c)
			filled = true
		}
	}
	return filled
}

// mostAround returns the cell with the most neighbours of h, the smaller number
// of equals, and outside if no cell is next to it.
func (l *lattice) mostAround(h int) int32 {
	best, most := outside, 0
	around := l.around(h)
	for _, k := range around {
		c, n := l.owner[k], 0
		for _, m := range around {
			if l.owner[m] == c {
				n++
			}
		}
		if c != outside && (n > most || n == most && c < best) {
			best, most = c, n
		}
	}
	return best
}

// carve gives enclosed cells their room: a disc of hexagons deep inside their
// host, divided between them by where they lie to each other.
//
// Until then the host was as large as all of them together. From now on it
// wants its own size only, but in a ring, whose rim is long: anneal finds the
// balance.
func (l *lattice) carve() {
	for host := range l.cells.n {
		var guests []int
		wanted := 0.0
		for i, h := range l.cells.host {
			if h == host {
				guests = append(guests, i)
				wanted += l.want[i]
			}
		}
		if len(guests) > 0 {
			l.want[host] = math.Max(7, l.want[host]-wanted)
			l.settleGuests(int32(host), guests, int(wanted+0.5))
		}
	}
}

// settleGuests takes the deepest hexagon of the host and the nearest ones to it
// that are not at its rim. A host too small for that keeps a rim of one.
//
// Hexagons at the host's rim stay the host's, so guests touch nobody else, and
// the host becomes a ring round them.
func (l *lattice) settleGuests(host int32, guests []int, room int) {
	depth := l.depths(host)
	centre := -1
	var inside []int
	for h, d := range depth {
		if d > 1 {
			inside = append(inside, h)
		}
		if d > 0 && (centre < 0 || d > depth[centre]) {
			centre = h
		}
	}
	cx, cy := l.centre(centre)
	slices.SortStableFunc(inside, func(g, h int) int {
		gx, gy := l.centre(g)
		hx, hy := l.centre(h)
		return cmp.Compare(math.Hypot(gx-cx, gy-cy), math.Hypot(hx-cx, hy-cy))
	})
	inside = inside[:min(len(inside), max(room, len(guests)))]
	l.divide(inside, guests)
}

// depths returns for every hexagon of a cell how many steps lie between it and
// the next hexagon of another owner; 0 for other hexagons.
//
// It is a breadth-first walk from all hexagons at the rim at once, O(hexagons).
func (l *lattice) depths(cell int32) []int {
	depth := make([]int, len(l.owner))
	var queue []int
	for h, o := range l.owner {
		if o == cell && l.atRim(h) {
			depth[h] = 1
			queue = append(queue, h)
		}
	}
	for i := 0; i < len(queue); i++ {
		for _, k := range l.around(queue[i]) {
			if l.owner[k] == cell && depth[k] == 0 {
				depth[k] = depth[queue[i]] + 1
				queue = append(queue, k)
			}
		}
	}
	return depth
}

// atRim reports whether a neighbour of h has another owner.
func (l *lattice) atRim(h int) bool {
	for _, k := range l.around(h) {
		if l.owner[k] != l.owner[h] {
			return true
		}
	}
	return false
}

// divide hands hexagons to guests one after the other: the guests from west to
// east, each the westmost hexagons left, as many as its part of the room.
//
// Cutting by meridians keeps each guest in one piece as long as the room is
// round, which a disc is; anneal then gives them their shapes.
func (l *lattice) divide(hexagons, guests []int) {
	slices.SortFunc(guests, func(i, j int) int {
		return cmp.Or(cmp.Compare(l.cells.x[i], l.cells.x[j]), cmp.Compare(i, j))
	})
	slices.SortStableFunc(hexagons, func(g, h int) int {
		gx, _ := l.centre(g)
		hx, _ := l.centre(h)
		return cmp.Compare(gx, hx)
	})
	total := 0.0
	for _, i := range guests {
		total += l.want[i]
	}
	room, given, sum := float64(len(hexagons)), 0, 0.0
	for _, i := range guests {
		sum += l.want[i]
		upTo := int(room*sum/total + 0.5)
		for ; given < upTo && given < len(hexagons); given++ {
			l.set(hexagons[given], int32(i))
		}
		l.want[i] = math.Max(1, float64(l.count[i]))
	}
}
