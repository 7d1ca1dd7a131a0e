package atlas

import "math"

// A spot is a point on the whole-number plane in which all questions of
// position are decided: ten-millionths of a degree, about a centimetre. Equal
// points give equal spots, and "left or right of a line" is exact, which is
// what a planar arrangement stands or falls with.
type spot struct{ x, y int64 }

// spotsPerDegree is the resolution of the plane. Longitudes to ±360 stay below
// 2³², so that the products in side stay below 2⁶⁶.
const spotsPerDegree = 1e7

func spotOf(p Point) spot {
	return spot{
		int64(math.Round(p.Lon * spotsPerDegree)),
		int64(math.Round(p.Lat * spotsPerDegree)),
	}
}

func (s spot) point() Point {
	return Point{float64(s.x) / spotsPerDegree, float64(s.y) / spotsPerDegree}
}

// spotDistance returns the distance of two spots on the plane, in spots.
func spotDistance(a, b spot) float64 { return math.Hypot(float64(b.x-a.x), float64(b.y-a.y)) }

// less orders spots from west to east, then from south to north.
func (s spot) less(t spot) bool { return s.x < t.x || s.x == t.x && s.y < t.y }

// side returns +1 if c lies left of the line from a to b, -1 if right, 0 if on
// it. It is exact: the determinant is formed in floating point, which is right
// to about 2¹⁵ after rounding products below 2⁶⁶, and only when that leaves the
// sign open in integers that may wrap, which is then right because the true
// value is known to be small.
func side(a, b, c spot) int {
	ux, uy := b.x-a.x, b.y-a.y
	vx, vy := c.x-a.x, c.y-a.y
	rough := float64(float64(ux)*float64(vy)) - float64(float64(uy)*float64(vx))
	switch {
	case rough > 1<<20:
		return 1
	case rough < -(1 << 20):
		return -1
	}
	return sign(ux*vy - uy*vx)
}

func sign(v int64) int {
	switch {
	case v > 0:
		return 1
	case v < 0:
		return -1
	}
	return 0
}
