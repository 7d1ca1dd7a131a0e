package atlas

import "slices"

// settle makes the place's polygons from its lines: closed, without points
// that repeat the one before, wound as RFC 7946 asks, and without rings that
// have no area. What it had to put right stays visible in lines.
//
// Settling is what needs no judgement. Closing an open ring, for instance,
// draws one straight line that any program would draw; but whether the ring was
// meant to be closed there is for a person to say, so Survey reports it all the
// same.
func (p *Place) settle() {
	for i := 0; i < len(p.lines); {
		j := i + 1
		for j < len(p.lines) && p.lines[j].part == p.lines[i].part {
			j++
		}
		if polygon := p.settlePolygon(p.lines[i:j]); polygon != nil {
			p.Polygons = append(p.Polygons, polygon)
		}
		i = j
	}
}

// settlePolygon returns nil if the outer ring has no area: holes without
// something to be a hole in mean nothing. An outer ring without area is kept as
// a thread.
//
// Winding follows position: the first ring becomes counter-clockwise and the
// others clockwise, whatever they were. A bow tie, whose halves cancel out,
// stays as it is.
func (p *Place) settlePolygon(lines []line) Polygon {
	var polygon Polygon
	for i, l := range lines {
		ring := l.close()
		if flat(ring) {
			if i == 0 {
				p.threads = append(p.threads, ring)
				return nil
			}
			continue
		}
		if turn := turning(ring); turn != 0 && (turn > 0) == l.hole {
			slices.Reverse(ring)
		}
		polygon = append(polygon, ring)
	}
	return polygon
}

// close returns the line as a ring of its own memory, without standing points.
//
// The copy matters: rings of TopoJSON are made of shared arcs, and turning one
// round in place would turn its neighbour's border round as well.
func (l line) close() Ring {
	ring := make(Ring, 0, len(l.points)+1)
	for _, p := range l.points {
		if len(ring) == 0 || ring[len(ring)-1] != p {
			ring = append(ring, p)
		}
	}
	if len(ring) > 0 && ring[0] != ring[len(ring)-1] {
		ring = append(ring, ring[0])
	}
	return ring
}

// flat reports whether all points of a ring lie on one line. A ring that is not
// flat can still have turning 0: the two halves of a bow tie cancel out, and it
// must be kept so that its crossing is found.
//
// In whole spots the test is exact, so a place one centimetre wide is not flat.
func flat(r Ring) bool {
	if len(r) < 4 {
		return true
	}
	o, u := spotOf(r[0]), spotOf(r[0])
	for _, p := range r[1:] {
		s := spotOf(p)
		if u == o {
			u = s // the first spot off the start gives the line
		}
		if side(o, u, s) != 0 {
			return false
		}
	}
	return true
}

// turning returns twice the plane area of a ring in square degrees, positive
// if it runs counter-clockwise. Winding is a matter of the plane of longitude
// and latitude, where RFC 7946 draws its lines, hence not steradians. A ring of
// nothing has no area.
func turning(r Ring) float64 {
	if len(r) == 0 {
		return 0
	}
	sum := 0.0
	o := r[0] // measured from a corner, so that small rings keep their digits
	for i := 2; i < len(r); i++ {
		a, b := r[i-1], r[i]
		sum += float64((a.Lon-o.Lon)*(b.Lat-o.Lat)) - float64((b.Lon-o.Lon)*(a.Lat-o.Lat))
	}
	return sum
}
