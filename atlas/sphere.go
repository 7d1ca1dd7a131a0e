package atlas

import "math"

// EarthKm is the mean radius of the Earth, R = (2a + b) / 3 of the WGS 84
// ellipsoid, in kilometres. Every length and area in this package lies on the
// sphere of this radius; against the ellipsoid lengths are off by at most
// 0.56 % and areas by at most 0.7 %.
const EarthKm = 6371.0088

const radians = math.Pi / 180

// DistanceKm returns the length in kilometres of the great circle between a
// and b by the haversine formula
//
//	d = 2 R asin √( sin²(Δφ/2) + cos φa cos φb sin²(Δλ/2) ),
//
// which, unlike the cosine rule, keeps its digits for near points. It is
// symmetric to the last bit and 0 for equal points.
func DistanceKm(a, b Point) float64 {
	fa, fb := a.Lat*radians, b.Lat*radians
	sp := math.Sin((fb - fa) / 2)
	sl := math.Sin((b.Lon - a.Lon) * radians / 2)
	// The products are wrapped in float64() so that no processor may fuse
	// them with the sum: the same input gives the same bits everywhere.
	h := float64(sp*sp) + float64(math.Cos(fa)*math.Cos(fb)*sl*sl)
	return 2 * EarthKm * math.Asin(math.Sqrt(math.Min(1, h)))
}

// vector is a point in space.
type vector struct{ x, y, z float64 }

// unit returns the point as a vector of length 1 from the middle of the Earth, x
// towards 0° E on the equator, y towards 90° E, z towards the North Pole.
func unit(p Point) vector {
	sf, cf := math.Sincos(p.Lat * radians)
	sl, cl := math.Sincos(p.Lon * radians)
	return vector{cf * cl, cf * sl, sf}
}

// cross returns the vector at right angles to v and w by the right-hand rule.
// Its length is the sine of the angle between two unit vectors, which keeps its
// digits for small angles where the cosine, all ones and nines, loses them.
func (v vector) cross(w vector) vector {
	return vector{
		float64(v.y*w.z) - float64(v.z*w.y),
		float64(v.z*w.x) - float64(v.x*w.z),
		float64(v.x*w.y) - float64(v.y*w.x),
	}
}

// dot returns the cosine of the angle between two unit vectors.
func (v vector) dot(w vector) float64 {
	return float64(v.x*w.x) + float64(v.y*w.y) + float64(v.z*w.z)
}

// norm returns the length of v.
func (v vector) norm() float64 { return math.Sqrt(v.dot(v)) }

// steradians returns the area of a ring on the unit sphere, positive if it
// runs counter-clockwise. Edges are great circles. The trapezoid between an
// edge and the equator has the spherical excess E with
//
//	tan(E/2) = tan(Δλ/2) · sin((φ1+φ2)/2) / cos((φ1-φ2)/2),
//
// and the signed sum of the trapezoids is the area (Bevis and Cambareri 1987).
// A ring that holds a pole is out by 2π, which no map of places with edges
// below 180 degrees runs into: files cut at the date line close along it.
//
// The tangent is taken of half angles, so an edge may be nearly 180° long, and
// an edge along a meridian adds exactly 0. For the rings of counties, some
// dozens of kilometres across, terms are about 10⁻³ and sums about 10⁻⁵, so
// about ten digits of an area are right.
func (r Ring) steradians() float64 {
	sum := 0.0
	for i := 1; i < len(r); i++ {
		a, b := r[i-1], r[i]
		t := math.Tan((b.Lon - a.Lon) * radians / 2)
		s := math.Sin((a.Lat+b.Lat)*radians/2) / math.Cos((a.Lat-b.Lat)*radians/2)
		sum -= 2 * math.Atan(t*s)
	}
	return sum
}

// moment returns the integral of the position vector over the inside of the
// ring on the unit sphere. By Stokes it is a sum over the edges,
//
//	∫ x dA = ½ Σ  angle(a, b) · (a × b) / |a × b|,
//
// so it is exact for great-circle edges and needs no triangulation. For near
// points a × b is taken as a × (b - a): what rounding does to b - a is as if
// the points stood a millionth of a millimetre elsewhere, and cancels out round
// the ring; in a × b it would put the middle of a place a kilometre wide metres
// away.
//
// The integral of the position vector points to the centroid, whatever its
// length; Centroid scales it back to the surface. For a flat triangle this
// gives its mean, and parts of a place simply add up, holes with the opposite
// sign because they run the other way round.
func (r Ring) moment() vector {
	var m vector
	for i := 1; i < len(r); i++ {
		a, b := unit(r[i-1]), unit(r[i])
		c := a.cross(vector{b.x - a.x, b.y - a.y, b.z - a.z})
		n := c.norm()
		if n == 0 {
			continue // a point stands still: no edge, no share
		}
		w := math.Atan2(n, a.dot(b)) / (2 * n)
		m = vector{m.x + float64(w*c.x), m.y + float64(w*c.y), m.z + float64(w*c.z)}
	}
	return m
}

// AreaKm2 returns the area of the place on the sphere in square kilometres,
// holes taken out, 0 for a place without polygons. Neither overlapping parts
// nor self-crossings are resolved: Survey finds those.
func (p *Place) AreaKm2() float64 {
	sum := 0.0
	for _, polygon := range p.Polygons {
		for _, ring := range polygon {
			sum += ring.steradians()
		}
	}
	return sum * EarthKm * EarthKm
}

// Centroid returns the centre of mass of the place's area on the sphere,
// pushed out to the surface. It may lie outside a bent place. The second
// result is false for a place without area, which has none.
func (p *Place) Centroid() (Point, bool) {
	var m vector
	for _, polygon := range p.Polygons {
		for _, ring := range polygon {
			v := ring.moment()
			m = vector{m.x + v.x, m.y + v.y, m.z + v.z}
		}
	}
	if m.norm() == 0 {
		return Point{}, false
	}
	return Point{
		Lon: math.Atan2(m.y, m.x) / radians,
		Lat: math.Atan2(m.z, math.Hypot(m.x, m.y)) / radians,
	}, true
}
