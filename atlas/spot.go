package atlas

import "math"

// A spot is a point on the whole-number plane in which all questions of
// position are decided: ten-millionths of a degree, about a centimetre. Equal
// points give equal spots, and "left or right of a line" is exact, which is
// what a planar arrangement stands or falls with.
//
// Why whole numbers: whether a point lies left of a line is the sign of a
// determinant. In floating point, points that lie nearly on the line get a sign
// by luck of rounding, and different luck for the three ways in which one
// triangle can be asked about. An arrangement built on such answers has walks
// that never close. In whole numbers the answers are right, hence consistent,
// and rounding happens once, when a file's degrees become spots: there it moves
// a point by at most half a centimetre, and equal points stay equal.
//
// Why this step: finer ones would make the products in side too large for the
// trick that keeps it fast, and coarser ones would be seen in files with seven
// decimals, the finest that anybody writes.
type spot struct{ x, y int64 }

// spotsPerDegree is the resolution of the plane. Longitudes to ±360 stay below
// 2³², so that the products in side stay below 2⁶⁶.
const spotsPerDegree = 1e7

// spotOf returns the spot nearest to p. It is exact for degrees with up to seven
// decimals, which float64 holds with eight digits to spare.
func spotOf(p Point) spot {
	return spot{
		int64(math.Round(p.Lon * spotsPerDegree)),
		int64(math.Round(p.Lat * spotsPerDegree)),
	}
}

// point returns the spot in degrees. Points that came from a spot give it back:
// spotOf(s.point()) is s for all |s.x|, |s.y| below 2³³.
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
//
// With u = b-a and v = c-a the determinant is
//
//	u.x · v.y - u.y · v.x,
//
// twice the area of the triangle, positive if a, b, c turn counter-clockwise.
// It changes sign when two of the points change places and keeps it when all
// three move on; the tests hold that. Both products may pass 2⁶³, so they are
// first taken in float64: each is then wrong by at most 2⁶⁶ · 2⁻⁵³ = 2¹³, and
// their difference by less than 2¹⁵. Beyond ±2²⁰ its sign is thus beyond doubt.
// Within, the true value is below 2²¹, and arithmetic modulo 2⁶⁴ gives a value
// below 2⁶³ exactly.
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

// sign returns -1, 0 or +1.
func sign(v int64) int {
	switch {
	case v > 0:
		return 1
	case v < 0:
		return -1
	}
	return 0
}
