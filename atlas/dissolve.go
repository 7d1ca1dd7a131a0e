package atlas

import "slices"

// Dissolved returns the topology with shapes put together: shape i of t becomes
// part of shape group[i] of codes, or of none where that is negative. The lines
// between shapes of one group go; all others stay as they are, so that groups
// touch where their shapes did.
//
// What is left of a group's lines is chained end to end. At a junction where a
// group meets itself in a point, lines may be chained in more than one way; each
// is a walk round the same ground, which is all that drawing and measuring ask.
// O(n) in arcs and rings.
//
//	╭────┬────╮              ╭─────────╮
//	│ a  │ b  │   a, b ─▶ x  │    x    │
//	├────┼────┤   c    ─▶ y  ├────┬────┤
//	│ c  │ d  │   d    ─▶ –  │ y  │    ·
//	╰────┴────╯              ╰────┴ ·  ·
//
// What belongs to no group is outside as the rest of the world is: of d nothing is
// left but what it had in common with others.
func (t *Topology) Dissolved(group []int, codes []string) *Topology {
	d := &Topology{Shapes: make([]Shape, len(codes))}
	for j, code := range codes {
		d.Shapes[j].Code = code
	}
	of := func(shape int) int {
		if shape < 0 {
			return -1
		}
		return max(group[shape], -1)
	}
	sides := make([]map[Point][]int, len(codes)) // of a group's lines, by where they begin
	side := func(j, ref int) {
		if j < 0 {
			return
		}
		if sides[j] == nil {
			sides[j] = map[Point][]int{}
		}
		begin := d.ends(ref)[0]
		sides[j][begin] = append(sides[j][begin], ref)
	}
	for _, a := range t.Arcs {
		left, right := of(a.Left), of(a.Right)
		if left == right {
			continue
		}
		d.Arcs = append(d.Arcs, Arc{Points: a.Points, Left: left, Right: right})
		side(left, len(d.Arcs)-1)
		side(right, ^(len(d.Arcs) - 1))
	}
	for i := range d.Arcs {
		for _, ref := range []int{i, ^i} {
			j := d.Arcs[i].Left
			if ref < 0 {
				j = d.Arcs[i].Right
			}
			if j < 0 {
				continue
			}
			if ring := d.chain(ref, sides[j]); ring != nil {
				d.Shapes[j].Rings = append(d.Shapes[j].Rings, ring)
			}
		}
	}
	return d
}

// chain walks from a line along those that are left until it is back, and takes
// them out. It is nil where the line has been walked already, and where it leads
// nowhere: maps with faults have such lines. Lines are found by their ends, which
// are equal to the bit where they meet: the arrangement has made one of what is
// near, and whatever is done to arcs leaves their ends alone.
func (t *Topology) chain(ref int, left map[Point][]int) (ring []int) {
	first := t.ends(ref)[0]
	at := slices.Index(left[first], ref)
	if at < 0 {
		return nil
	}
	for {
		begin, end := t.ends(ref)[0], t.ends(ref)[1]
		left[begin] = slices.Delete(left[begin], at, at+1)
		ring = append(ring, ref)
		switch {
		case end == first:
			return ring
		case len(left[end]) == 0:
			return nil
		}
		ref, at = left[end][0], 0
	}
}

// ends are where a line begins and ends, as it is run.
func (t *Topology) ends(ref int) [2]Point {
	backwards := ref < 0
	if backwards {
		ref = ^ref
	}
	points := t.Arcs[ref].Points
	ends := [2]Point{points[0], points[len(points)-1]}
	if backwards {
		ends[0], ends[1] = ends[1], ends[0]
	}
	return ends
}
