package atlas

import "math"

// A Projection carries points to a plane in kilometres and back, x to the east
// and y to the north. It is Albers' equal-area conic (Snyder 1987, §14) with
// standard parallels a sixth inside the region's edges, so areas are true and
// shapes of a province look as people know them. Regions about the equator,
// where the cone opens into a cylinder, use Lambert's cylinder. The zero value
// is Lambert's cylinder about 0, 0.
//
// Why Albers: areas must compare by eye, since the picture is of places that
// are weighed against each other, so nothing but an equal-area projection will
// do; and the people of a province know its shape from school atlases, which
// use a cone. With both parallels inside the region, lengths are out by less
// than 1 % over the seven degrees of Shanxi, so a scale bar is honest.
//
// The constants are
//
//	n = (sin φ1 + sin φ2) / 2,   c = cos² φ1 + 2 n sin φ1,
//	ρ(φ) = R √(c - 2 n sin φ) / n,   θ = n (λ - λ0),
//	x = ρ sin θ,   y = ρ0 - ρ cos θ.
//
// South of the equator n and ρ are negative, and the formulas hold as they stand.
type Projection struct {
	lon       float64 // central meridian, radians
	n, c, rho float64 // Albers' constants; n = 0 for the cylinder
	cos       float64 // the cylinder's cos φ of the true parallel, 0 means 1
}

// flatCone is the constant of the cone below which its apex is so far away
// that a cylinder is the better plane.
const flatCone = 0.02

// NewProjection returns the projection for a region between two corners.
func NewProjection(southWest, northEast Point) Projection {
	south, north := southWest.Lat*radians, northEast.Lat*radians
	p := Projection{lon: (southWest.Lon + northEast.Lon) / 2 * radians}
	first := south + (north-south)/6
	second := north - (north-south)/6
	p.n = (math.Sin(first) + math.Sin(second)) / 2
	if math.Abs(p.n) < flatCone {
		p.n = 0
		p.cos = math.Cos((south + north) / 2)
		return p
	}
	p.c = math.Cos(first)*math.Cos(first) + 2*p.n*math.Sin(first)
	p.rho = p.radius((south + north) / 2)
	return p
}

// radius returns ρ(φ), the distance of a parallel from the apex of the cone. The
// argument of the root is negative only for parallels beyond the apex, which no
// region has and which then fall together with it.
func (p Projection) radius(lat float64) float64 {
	return EarthKm * math.Sqrt(math.Max(0, p.c-2*p.n*math.Sin(lat))) / p.n
}

// XY returns the place of a point in the plane.
func (p Projection) XY(at Point) (x, y float64) {
	lat, lon := at.Lat*radians, at.Lon*radians-p.lon
	if p.n == 0 {
		c := p.trueCos()
		return EarthKm * c * lon, EarthKm * math.Sin(lat) / c
	}
	rho := p.radius(lat)
	sin, cos := math.Sincos(p.n * lon)
	return rho * sin, p.rho - float64(rho*cos)
}

// LonLat returns the point at a place in the plane, the reverse of XY.
func (p Projection) LonLat(x, y float64) Point {
	if p.n == 0 {
		c := p.trueCos()
		lat := math.Asin(math.Max(-1, math.Min(1, y*c/EarthKm)))
		return Point{(x/(EarthKm*c) + p.lon) / radians, lat / radians}
	}
	dy := p.rho - y
	sign := math.Copysign(1, p.n)
	rho := math.Copysign(math.Hypot(x, dy), p.n)
	theta := math.Atan2(sign*x, sign*dy)
	s := rho * p.n / EarthKm
	lat := math.Asin(math.Max(-1, math.Min(1, (p.c-float64(s*s))/(2*p.n))))
	return Point{(theta/p.n + p.lon) / radians, lat / radians}
}

// trueCos is the cosine of the parallel on which the cylinder keeps lengths.
func (p Projection) trueCos() float64 {
	if p.cos == 0 {
		return 1
	}
	return p.cos
}

// Projection returns the projection that suits the whole topology.
func (t *Topology) Projection() Projection {
	low, high := Point{math.Inf(1), math.Inf(1)}, Point{math.Inf(-1), math.Inf(-1)}
	for _, a := range t.Arcs {
		for _, p := range a.Points {
			low = Point{math.Min(low.Lon, p.Lon), math.Min(low.Lat, p.Lat)}
			high = Point{math.Max(high.Lon, p.Lon), math.Max(high.Lat, p.Lat)}
		}
	}
	if low.Lon > high.Lon {
		return Projection{}
	}
	return NewProjection(low, high)
}
