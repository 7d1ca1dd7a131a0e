package atlas

import (
	"fmt"
	"math"
	"slices"
)

// A Site is a place of which only a point and perhaps its size are known.
type Site struct {
	Code string
	At   Point
	// AreaKm2 sets how large the cell should be beside others, after
	// softening; at 0 or less the distances to its neighbours do.
	AreaKm2 float64
}

// maxSites bounds Grow. Larger regions have published borders to draw.
const maxSites = 2000

// Grow invents cells for sites so that a region can be drawn whose borders may
// not be shown. It knows points, sizes and who is a neighbour of whom, and
// nothing of any border, so no traced line can be recognised in the result.
//
// The plane is paved with small hexagons, some fifty to a cell. Then
//
//  1. layout moves the points apart until each has room for its cell and
//     neighbours are as near as their sizes ask;
//  2. sow lets the cells grow round their points, nearest hexagons first;
//  3. anneal exchanges hexagons along borders to lower an energy: neighbours
//     that do not touch and strangers that do cost most, then departures from
//     the wanted size, then the length of all borders, which makes cells calm;
//  4. smooth rounds the hexagons' steps off, on shared arcs.
//
// If some neighbours still do not touch, layout draws these closer together and
// the cells grow anew, a few times; the best attempt is taken.
//
// Cells are simply connected or rings round an enclave, tile their union
// without gap or overlap, and have sizes softened towards equal, so that a
// city's small districts can be read beside the counties. How well touching
// cells are neighbours is for the caller to measure: Touching tells.
//
// The same sites and graph give the same cells in any order of the sites:
// nothing is random, the exchanges of anneal follow a fixed sequence. Every
// site must be in the graph; it refuses fewer than 2 or more than maxSites, and
// doubled codes.
//
// Why this and not Voronoi cells of the points: those decide by distance alone,
// and in Shanxi one neighbour in ten does not touch and one touching pair in
// five are strangers (recall 0.90, precision 0.82). A map of zones is read for
// who borders on whom, so that is what the cells are made for: a planar
// neighbourhood always has a drawing that shows it, and moving the points a
// little finds one. Grown cells reach 1.00 and 1.00 for Shanxi and 1.00 and
// 1.00 within one pair for Hunan.
//
// What they must not do is look like the real thing: sizes are softened, coasts
// and rivers unknown, outlines rounded. Whoever draws them says that they are
// schematic.
func Grow(sites []Site, g *Graph) (*Topology, error) {
	sites = slices.Clone(sites)
	slices.SortFunc(sites, func(a, b Site) int { return compareCodes(a.Code, b.Code) })
	if err := admitSites(sites, g); err != nil {
		return nil, err
	}
	low, high := sites[0].At, sites[0].At
	for _, s := range sites {
		low = Point{math.Min(low.Lon, s.At.Lon), math.Min(low.Lat, s.At.Lat)}
		high = Point{math.Max(high.Lon, s.At.Lon), math.Max(high.Lat, s.At.Lat)}
	}
	plane := NewProjection(low, high)
	best, least := grow(newCells(sites, g, plane)), 0
	for attempt := range maxAttempts {
		wrong := best.wrong()
		if attempt == 0 {
			least = len(wrong)
		}
		if len(wrong) == 0 {
			break
		}
		next := newCells(sites, g, plane)
		next.learn(best.cells, wrong)
		l := grow(next)
		if n := len(l.wrong()); n < least {
			best, least = l, n
		} else {
			best.cells.draw = next.draw // try harder from here
		}
	}
	return best.topology(sites, plane).smooth(), nil
}

// maxAttempts is how often Grow starts again with what it has learnt.
const maxAttempts = 6

// grow runs the steps up to the smoothing.
//
// Enclosed cells come in by carve, when the others have settled, because a cell
// can hardly grow round another by single exchanges: on the way there it would
// have to touch itself, which free forbids.
func grow(c *cells) *lattice {
	c.layout()
	l := newLattice(c)
	l.sow()
	l.anneal(roundsBefore)
	l.carve()
	l.anneal(roundsAfter)
	return l
}

// wrong returns the pairs of cells that touch but should not, or do not but
// should.
//
// Touching is counted in sides of hexagons, so it is known before anything is
// drawn, and smoothing, which moves lines but joins and parts none, leaves it
// as it is.
func (l *lattice) wrong() [][2]int {
	var pairs [][2]int
	for i := range l.cells.n {
		for j := range i {
			if l.cells.near[i][j] != (l.touch[i*l.cells.n+j] > 0) {
				pairs = append(pairs, [2]int{j, i})
			}
		}
	}
	return pairs
}

// compareCodes orders codes as bytes.
func compareCodes(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// admitSites refuses what no cells can be grown for. Sites are sorted by code.
func admitSites(sites []Site, g *Graph) error {
	if len(sites) < 2 || len(sites) > maxSites {
		return &SiteError{Reason: SiteCount}
	}
	for i, s := range sites {
		_, known := g.Index(s.Code)
		switch {
		case i > 0 && sites[i-1].Code == s.Code:
			return &SiteError{Code: s.Code, Reason: SiteTwice}
		case !known:
			return &SiteError{Code: s.Code, Reason: SiteUnknown}
		case !degrees(s.At):
			return &SiteError{Code: s.Code, Reason: SiteNowhere}
		}
	}
	return nil
}

// A SiteReason says why Grow refused.
type SiteReason string

// The reasons, which are also message keys after the prefix "atlas.site.".
const (
	SiteCount   SiteReason = "count"   // fewer than two sites, or too many
	SiteTwice   SiteReason = "twice"   // a code stands twice
	SiteUnknown SiteReason = "unknown" // the graph does not know the code
	SiteNowhere SiteReason = "nowhere" // the point is not on the Earth
)

// A SiteError refuses to grow cells because of one site, or of their number
// when Code is empty.
type SiteError struct {
	Code   string
	Reason SiteReason
}

// Error words the refusal for developers; users get the reason key.
func (e *SiteError) Error() string { return fmt.Sprintf("site %q: %s", e.Code, e.Reason) }

// A Match compares the cells that touch with the neighbourhood they should
// show.
type Match struct {
	Both    int      // pairs that touch and are neighbours
	Missing []Border // neighbours whose cells do not touch, sorted
	False   []Border // cells that touch though they are no neighbours, sorted
}

// Recall is the share of neighbours whose cells touch, 1 if there are none.
func (m Match) Recall() float64 { return share(m.Both, len(m.Missing)) }

// Precision is the share of touching cells that are neighbours, 1 if none touch.
func (m Match) Precision() float64 { return share(m.Both, len(m.False)) }

// share is good ÷ (good + bad), and 1 of nothing.
func share(good, bad int) float64 {
	if good+bad == 0 {
		return 1
	}
	return float64(good) / float64(good+bad)
}

// Touching compares the shapes of t that have an arc in common with the
// neighbourhood g. Pairs with a shape that g does not know are left out.
func (t *Topology) Touching(g *Graph) Match {
	var m Match
	touch := map[[2]int]bool{}
	for _, a := range t.Arcs {
		if a.Left < 0 || a.Right < 0 {
			continue
		}
		i, okI := g.Index(t.Shapes[a.Left].Code)
		j, okJ := g.Index(t.Shapes[a.Right].Code)
		if okI && okJ && i != j {
			touch[[2]int{min(i, j), max(i, j)}] = true
		}
	}
	for i := range g.Len() {
		for _, j := range g.Neighbours(i) {
			pair := [2]int{i, j}
			switch {
			case i > j:
			case touch[pair]:
				m.Both++
				delete(touch, pair)
			default:
				m.Missing = append(m.Missing, Border{A: g.Code(i), B: g.Code(j)})
			}
		}
	}
	for pair := range touch {
		m.False = append(m.False, Border{A: g.Code(pair[0]), B: g.Code(pair[1])})
	}
	slices.SortFunc(m.False, compareBorders)
	return m
}
