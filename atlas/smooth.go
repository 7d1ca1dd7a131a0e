package atlas

import "math"

// topology turns the lattice into shared arcs along the sides of hexagons.
// Corners of hexagons have whole coordinates in half widths and half sides, so
// that the three hexagons at a corner agree on it to the last bit.
//
// The sides between different owners are edges that meet at their ends only,
// being sides of hexagons, so neither arrange nor snap has anything to do.
func (l *lattice) topology(sites []Site, plane Projection) *Topology {
	places := make([]Place, len(sites))
	for i, s := range sites {
		places[i] = Place{Code: s.Code, Feature: i + 1}
	}
	var uses []use
	for h, o := range l.owner {
		if o == outside {
			continue
		}
		for k, neighbour := range l.around(h) {
			if l.owner[neighbour] != o {
				a, b := l.corner(h, k, plane), l.corner(h, k+1, plane)
				uses = appendUse(uses, use{a, b, o, 1})
			}
		}
	}
	plane2, err := newArrangement(gather(uses, false))
	if err != nil {
		panic("atlas: cells of a lattice lie over each other: " + err.Error())
	}
	r := &Report{Features: len(sites), places: places, plane: plane2}
	return r.Topology()
}

// corner returns corner k of hexagon h, counter-clockwise; side k runs from
// corner k to corner k+1 and faces neighbour k of around.
//
//	3 ╱ 2 ╲ 1      in units of half a hexagon's width and half its side:
//	 │  h  │       corner 0 is (1, -1), 1 is (1, 1), 2 is (0, 2),
//	4 ╲ 5 ╱ 0      3 is (-1, 1), 4 is (-1, -1), 5 is (0, -2)
//
// A hexagon's centre is at (2·col + odd row, 3·row) in the same units.
func (l *lattice) corner(h, k int, plane Projection) spot {
	row, col := h/l.nx, h%l.nx
	offsets := [6][2]int{{1, -1}, {1, 1}, {0, 2}, {-1, 1}, {-1, -1}, {0, -2}}
	o := offsets[k%6]
	x := l.x0 + l.side*math.Sqrt(3)/2*float64(2*col+row&1+o[0])
	y := l.y0 + l.side/2*float64(3*row+o[1])
	return spotOf(plane.LonLat(x, y))
}

// smoothRounds and the two weights are Taubin's (1995): a step that draws every
// point towards its neighbours, then a slightly larger step back, takes out
// the zigzag of the lattice without shrinking what is round.
const (
	smoothRounds = 14
	stepIn       = 0.52
	stepOut      = -0.54
)

// smooth returns the topology with arcs rounded off. Junctions take part, each
// with the first points of the arcs that meet there, so that three borders meet
// at open angles. Points end on ten-thousandths of a degree.
//
// Averaging a point with its neighbours multiplies a wave of frequency k along
// the line by 1 - λ·k, with k from 0 for the whole shape to 2 for the zigzag
// from point to point. Doing it with λ = 0.52 and then with -0.54 multiplies by
//
//	(1 - 0.52 k) (1 + 0.54 k),
//
// which is 1 at k = 0, about 1.01 for small k, and -0.08 at k = 2: the zigzag
// is gone in two rounds, and small cells, which plain averaging would shrink to
// dots, keep their size. A last step without its counterpart takes out what the
// second weight has left of ripples.
//
// Lines do not come to cross: a point moves by a fraction of a hexagon's side,
// and lines of the lattice are a side apart. The tests survey the outcome all
// the same.
func (t *Topology) smooth() *Topology {
	s := newSmoother(t)
	for range smoothRounds {
		s.step(stepIn)
		s.step(stepOut)
	}
	s.step(stepIn)
	return s.result(t)
}

// smoother holds the distinct points of a topology and who follows whom.
//
// A junction is one point with three links, so all three of its arcs follow it.
type smoother struct {
	at    []Point
	arcs  [][]int // arcs as numbers of points
	links [][]int
}

// newSmoother numbers the distinct points of all arcs and links them along the
// arcs.
func newSmoother(t *Topology) *smoother {
	s := &smoother{}
	number := map[spot]int{}
	for _, a := range t.Arcs {
		arc := make([]int, len(a.Points))
		for k, p := range a.Points {
			i, ok := number[spotOf(p)]
			if !ok {
				i = len(s.at)
				number[spotOf(p)] = i
				s.at = append(s.at, p)
				s.links = append(s.links, nil)
			}
			arc[k] = i
			if k > 0 {
				s.links[i] = append(s.links[i], arc[k-1])
				s.links[arc[k-1]] = append(s.links[arc[k-1]], i)
			}
		}
		s.arcs = append(s.arcs, arc)
	}
	return s
}

// step moves every point by a part of the way to the mean of its neighbours.
//
// All points move at once from where they were, so the order of arcs leaves no
// trace.
func (s *smoother) step(part float64) {
	moved := make([]Point, len(s.at))
	for i, p := range s.at {
		var mean Point
		for _, k := range s.links[i] {
			mean.Lon += s.at[k].Lon
			mean.Lat += s.at[k].Lat
		}
		n := float64(len(s.links[i]))
		moved[i] = Point{
			p.Lon + float64(part*(mean.Lon/n-p.Lon)),
			p.Lat + float64(part*(mean.Lat/n-p.Lat)),
		}
	}
	s.at = moved
}

// result returns the arcs with their points where they are now.
func (s *smoother) result(t *Topology) *Topology {
	out := &Topology{Arcs: make([]Arc, len(t.Arcs)), Shapes: t.Shapes}
	for k, arc := range s.arcs {
		a := t.Arcs[k]
		points := make([]Point, len(arc))
		for i, n := range arc {
			points[i] = Point{round4(s.at[n].Lon), round4(s.at[n].Lat)}
		}
		a.Points = points
		out.Arcs[k] = a
	}
	return out
}

// round4 rounds to ten-thousandths of a degree, eleven metres: a schematic
// border has no more to say, and short numbers make small files.
func round4(v float64) float64 { return math.Round(v*1e4) / 1e4 }
