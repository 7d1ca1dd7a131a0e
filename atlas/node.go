package atlas

import (
	"cmp"
	"slices"
)

// touching is the distance, in spots, below which a line runs through a spot:
// half the diagonal of the spot's own square.
const touching = 0.71

// maxRounds bounds the rounds of arrange. Rounding moves a line by less than a
// spot, so a second round finds next to nothing and a third nothing in
// practice; the bound is there because no proof says so.
const maxRounds = 12

// arrange cuts edges wherever they cross or run through each other's ends, so
// that in the result two edges meet only at their ends. This is rounding by
// snapping (Hobby 1999, "Practical segment intersection with finite precision
// output"): crossings become whole spots, and a line that passes through the
// square of a spot is bent to go through its middle. Lines move by less than a
// centimetre, and no line is ever carried over a spot. Rounds repeat until
// nothing is left to cut. For spikes see gather.
//
// An example. Edges e and f cross at x, which is no whole spot; they are cut at
// the nearest spot s, and each bends a little:
//
//	e ╲   ╱ f           e ╲  ╱ f
//	    ╳ x     becomes     s
//	f ╱   ╲ e           f ╱  ╲ e
//
// Bending moves a line by less than a spot, so it can newly run through the
// square of a spot nearby, and then it must be led through that spot too, lest
// the two cross or change sides unnoticed. That is all that a second round can
// find, since every end was a spot before. Ends never move, and a piece that is
// cut gets pieces that are shorter, so rounds come to an end; in tests with
// lines at random two are enough, the third only sees that nothing is left.
//
// What holds afterwards, and what newArrangement requires: two edges have at
// most an end in common, and no end lies inside another edge.
func arrange(edges []edge, spikes bool) ([]edge, error) {
	for range maxRounds {
		cuts, err := findCuts(edges)
		if err != nil || len(cuts) == 0 {
			return edges, err
		}
		edges = gather(split(edges, cuts), spikes)
	}
	return edges, nil
}

// A cut says that edge i must go through the spot, t of the way along it.
type cut struct {
	i  int32
	t  float64
	at spot
}

// findCuts looks at all pairs that share a cell and returns the cuts of one
// round: at ends that an edge runs through, and at crossings.
func findCuts(edges []edge) ([]cut, error) {
	ix, err := indexEdges(edges, 1)
	if err != nil {
		return nil, err
	}
	var cuts []cut
	add := func(i int32, s spot) {
		e := edges[i]
		if s == e.a || s == e.b {
			return
		}
		if t, d := e.along(s); d < touching && 0 < t && t < 1 {
			cuts = append(cuts, cut{i, t, s})
		}
	}
	ix.pairs(func(i, j int32) {
		e, f := edges[i], edges[j]
		if e.apart(f, 1) {
			return
		}
		add(i, f.a)
		add(i, f.b)
		add(j, e.a)
		add(j, e.b)
		if e.crosses(f) {
			s := e.crossing(f)
			// A crossing within a spot of an end may round onto it; then
			// the other edge alone is bent to that end.
			cuts = appendCrossing(cuts, i, e, s)
			cuts = appendCrossing(cuts, j, f, s)
		}
	})
	return cuts, nil
}

// appendCrossing adds the cut of e at a crossing, unless it rounds to an end of
// e: there is nothing to cut then, and the other edge is bent to that end.
func appendCrossing(cuts []cut, i int32, e edge, s spot) []cut {
	if s == e.a || s == e.b {
		return cuts
	}
	t, _ := e.along(s)
	return append(cuts, cut{i, t, s})
}

// split returns the edges as uses with all cuts made.
//
// Cuts are sorted along their edge, so the pieces follow each other; equal cuts,
// found from several cells, are made once.
func split(edges []edge, cuts []cut) []use {
	slices.SortFunc(cuts, func(c, d cut) int {
		return cmp.Or(cmp.Compare(c.i, d.i), cmp.Compare(c.t, d.t), compareSpots(c.at, d.at))
	})
	cuts = slices.Compact(cuts)
	uses := make([]use, 0, 2*len(edges)+4*len(cuts))
	for i, e := range edges {
		from := e.a
		for len(cuts) > 0 && cuts[0].i == int32(i) {
			uses = e.appendPiece(uses, from, cuts[0].at)
			from = cuts[0].at
			cuts = cuts[1:]
		}
		uses = e.appendPiece(uses, from, e.b)
	}
	return uses
}

// appendPiece adds a piece of e for each of its owners.
func (e edge) appendPiece(uses []use, from, to spot) []use {
	for _, o := range e.owners {
		uses = appendUse(uses, use{from, to, o.place, o.n})
	}
	return uses
}
