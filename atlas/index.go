package atlas

import (
	"errors"
	"math"
)

// ErrTangled refuses a map whose borders cross so often that they cannot be
// borders: pairs to look at would run into the hundreds of millions. Real
// maps, however large, need a few dozen pairs per edge.
var ErrTangled = errors.New("borders cross too often to be a map")

// maxPairs bounds the pairs of edges looked at in one pass.
const maxPairs = 600_000_000

// An index finds the edges near a spot: a grid of square cells, each with the
// edges that pass through it or within a margin of it. Cells are about as many
// as edges, so that short edges, which borders consist of, fall into few cells
// and few edges share one. Building and reading it is linear in practice.
//
// Why a grid and not a tree: edges of a map are short beside the map and spread
// evenly along its borders, so a grid has few empty cells where it matters,
// needs no balancing, and reads memory in order. Where the assumption fails,
// with edges across the whole map, fill notices that an edge enters more than
// 32 cells on average and the grid is made four times coarser, down to a single
// cell if need be; then pairs counts what is to come, and a map that would take
// minutes is refused before it takes them.
//
// The margin makes the index conservative: an edge is entered in every cell
// that comes within the margin of it, so two things nearer than that always
// share a cell if one of them is a spot, and two edges that cross share the
// cell of the crossing.
type index struct {
	low    spot
	size   int64 // side of a cell
	nx, ny int64
	start  []int32 // cell c holds items[start[c]:start[c+1]]
	items  []int32
}

// indexEdges returns the index of edges with the margin given in spots.
func indexEdges(edges []edge, margin int64) (*index, error) {
	ix := &index{size: 1, nx: 1, ny: 1}
	if len(edges) == 0 {
		ix.start = []int32{0, 0}
		return ix, nil
	}
	low, high := edges[0].a, edges[0].a
	for _, e := range edges {
		low = spot{min(low.x, e.a.x), min(low.y, e.a.y, e.b.y)} // a is west of b
		high = spot{max(high.x, e.b.x), max(high.y, e.a.y, e.b.y)}
	}
	ix.low = spot{low.x - margin - 1, low.y - margin - 1}
	w, h := float64(high.x-low.x+2*margin+3), float64(high.y-low.y+2*margin+3)
	size := max(math.Sqrt(w*h/float64(2*len(edges)+16)), 1, (w+h)/float64(4*len(edges)+64))
	for {
		ix.size = int64(size) + 1
		ix.nx, ix.ny = int64(w)/ix.size+1, int64(h)/ix.size+1
		if ix.fill(edges, margin) {
			break
		}
		size *= 4 // long edges run through too many cells: make them coarser
	}
	pairs := int64(0)
	for c := 1; c < len(ix.start); c++ {
		k := int64(ix.start[c] - ix.start[c-1])
		pairs += k * k
	}
	if pairs > maxPairs {
		return nil, ErrTangled
	}
	return ix, nil
}

// fill sorts the edges into cells by counting, and reports false if that needs
// more than 32 entries per edge; one cell in all never does.
func (ix *index) fill(edges []edge, margin int64) bool {
	count := make([]int32, ix.nx*ix.ny+1)
	total := 0
	for _, e := range edges {
		ix.cells(e, margin, func(c int64) { count[c+1]++; total++ })
		if total > 32*len(edges)+1024 {
			return false
		}
	}
	for c := 1; c < len(count); c++ {
		count[c] += count[c-1]
	}
	ix.start = count
	ix.items = make([]int32, total)
	next := append([]int32(nil), count...)
	for i, e := range edges {
		ix.cells(e, margin, func(c int64) {
			ix.items[next[c]] = int32(i)
			next[c]++
		})
	}
	return true
}

// cells calls visit for every cell within the margin of the edge: column by
// column, with the rows that the edge covers there.
//
// Rows are computed per column from the edge's height there, widened by the
// margin and one step for rounding. A cell too many costs a comparison, a cell
// too few a neighbour, so all rounding is outwards.
func (ix *index) cells(e edge, margin int64, visit func(c int64)) {
	first := (e.a.x - margin - ix.low.x) / ix.size
	last := (e.b.x + margin - ix.low.x) / ix.size
	for cx := first; cx <= last; cx++ {
		west := ix.low.x + cx*ix.size - margin
		y0, y1 := e.heights(west, west+ix.size+2*margin)
		bottom := (y0 - margin - 1 - ix.low.y) / ix.size
		top := (y1 + margin + 1 - ix.low.y) / ix.size
		for cy := bottom; cy <= top; cy++ {
			if cy >= 0 && cy < ix.ny {
				visit(cx*ix.ny + cy)
			}
		}
	}
}

// heights returns the lowest and highest y of the edge between two meridians,
// at most a step too wide.
//
// Slopes are taken in float64; the step at either end makes up for their
// rounding.
func (e edge) heights(west, east int64) (low, high int64) {
	ya, yb := e.a.y, e.b.y
	if dx := float64(e.b.x - e.a.x); dx > 0 {
		slope := float64(e.b.y-e.a.y) / dx
		if west > e.a.x {
			ya = e.a.y + int64(slope*float64(west-e.a.x))
		}
		if east < e.b.x {
			yb = e.a.y + int64(slope*float64(east-e.a.x))
		}
	}
	return min(ya, yb) - 1, max(ya, yb) + 1
}

// at returns the edges that may pass within the margin of s, as positions in
// the slice that was indexed.
//
// The edges within the margin of a spot all pass through the spot's cell or
// near it, and fill has entered them there. Spots outside the grid have no
// edges near.
func (ix *index) at(s spot) []int32 {
	cx, cy := (s.x-ix.low.x)/ix.size, (s.y-ix.low.y)/ix.size
	if s.x < ix.low.x || s.y < ix.low.y || cx >= ix.nx || cy >= ix.ny {
		return nil
	}
	c := cx*ix.ny + cy
	return ix.items[ix.start[c]:ix.start[c+1]]
}

// pairs calls visit for every two edges that share a cell, maybe repeatedly.
//
// Two long edges that run side by side share many cells and are visited in
// each; whoever collects findings must be ready for the same one twice.
// Comparing their boxes first makes the repeated visits cheap, and remembering
// all pairs seen would cost more than it saves.
func (ix *index) pairs(visit func(i, j int32)) {
	for c := 1; c < len(ix.start); c++ {
		row := ix.items[ix.start[c-1]:ix.start[c]]
		for k, i := range row {
			for _, j := range row[:k] {
				visit(i, j)
			}
		}
	}
}
