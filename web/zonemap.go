package web

import (
	"cmp"
	"html/template"
	"maps"
	"slices"
	"strconv"

	"hinterland"
	"hinterland/lang"
)

// Maps draw maps of zones. What takes longer than a page may is worked out
// meanwhile.
type Maps interface {
	// Zones draws places by zone as SVG without scripts and styles; nil where no
	// such map can be drawn, or it is coming: not worked out yet.
	Zones(m *ZoneMap) (svg []byte, coming bool)
	// Look finds out what a file says of places, or refuses what is no map.
	Look(content []byte, places map[hinterland.PlaceCode]bool) (*MapLook, error)
}

// A ZoneMap is what a map of zones shows: places where they are, beside those they
// border on, and in which zone each is. They have the borders of a map that was
// loaded, or else schematic cells stand for them.
type ZoneMap struct {
	Title, Desc, Legend, Mark string
	Real                      RealMap
	Merged                    bool // what a zone has is one shape
	Width                     int  // in pixels; 0 is that of a page
	Places                    []MapPlace
	Borders                   [][2]string // between places, by code
	Zones                     []MapZone
}

// A RealMap is a map that was loaded: its file by the digest, and under which
// property shapes have the codes of places. Unit names its kilometre. Without a file
// it is none.
type RealMap struct{ File, Property, Unit string }

// A MapPlace is a place on a map, or a zone where there are too many places. Zone
// counts in Zones; -1 for none.
type MapPlace struct {
	Code, Name, Title, Href string
	Lon, Lat                int64 // in millionths of a degree
	Zone                    int
	Centre                  bool
}

// A MapZone is a zone in the legend of a map.
type MapZone struct{ Name, Href string }

// A Picture is a map on a page, or why there is none.
type Picture struct {
	Map      template.HTML
	MapLabel string
	MapNote  string
	MapFile  string // where the map that was loaded is; empty where cells are drawn
	MapAll   string // where more of a small map is; empty for any other
	Coming   bool   // it is not worked out yet
}

// PlacesDrawn is up to how many places a map draws each; of more it draws zones.
const PlacesDrawn = 500

// picture draws who is in which zone: with the borders of the map that was loaded, or
// else as cells.
func (a *ask) picture(
	z *zoning, in map[hinterland.PlaceCode]hinterland.ZoneCode,
) (p Picture, err error) {
	return a.pictured(z, in, func(*ZoneMap) {})
}

// pictured is a picture of which something may be other than usual.
func (a *ask) pictured(
	z *zoning, in map[hinterland.PlaceCode]hinterland.ZoneCode, set func(*ZoneMap),
) (p Picture, err error) {
	borders, err := a.v.Borders()
	if err != nil {
		return p, err
	}
	real, err := a.v.Map()
	if err == nil && real.File != "" {
		p, err = a.realPicture(z, in, borders, &real, set)
	}
	if err != nil || p.Map != "" || p.MapNote != "" {
		return p, err
	}
	if len(borders) == 0 {
		p.MapNote = a.say.Say("web.map.unbordered", nil)
		return p, nil
	}
	places, err := a.mapped(borders)
	if err != nil || len(places) < 2 {
		p.MapNote = a.say.Say("web.map.nowhere", nil)
		return p, err
	}
	m := a.zoneMap(z, in, places, borders)
	m.Desc, m.Mark = a.say.Say("web.map.desc", nil), a.say.Say("web.map.schematic", nil)
	if set(m); len(m.Places) > PlacesDrawn {
		m.byZone()
	}
	p = a.drawn(m)
	if p.MapNote == "" {
		p.MapNote = a.say.Say("web.map.note", nil)
	}
	return p, nil
}

// realPicture is a picture with the borders of the map that was loaded; empty where it
// cannot be drawn, because a program has loaded what is no map. Every place is told to
// it, whether it has a shape or not: only who reads the map knows which have.
func (a *ask) realPicture(
	z *zoning, in map[hinterland.PlaceCode]hinterland.ZoneCode, borders []hinterland.Border,
	real *hinterland.RegionMap, set func(*ZoneMap),
) (p Picture, err error) {
	places, err := a.v.PlacesAfter("", mostPlaces)
	if err != nil {
		return p, err
	}
	m := a.zoneMap(z, in, places, borders)
	m.Real = RealMap{real.File, real.Property, "km"}
	m.Desc = a.say.Say("web.map.desc.real", nil)
	set(m)
	if p = a.drawn(m); p.Map != "" {
		p.MapNote, p.MapFile = a.mapWords(real), "/map"
	}
	return p, nil
}

// regionWidth is how wide the region is drawn on a page about other things.
const regionWidth = 460

// regionPicture draws the region small, as it is today: each zone is one shape, which
// leads to its page. An office without zones is asked nothing for it.
func (a *ask) regionPicture() (p Picture, err error) {
	if !a.me.Zones {
		return p, nil
	}
	z, err := a.zoningOn(a.v.Today)
	if err != nil || len(z.in) == 0 {
		return p, err
	}
	p, err = a.pictured(z, z.innermost(), func(m *ZoneMap) {
		m.Merged, m.Width = true, regionWidth
		m.Desc = a.say.Say("web.map.desc.small", nil)
	})
	if p.MapFile = ""; p.Map == "" && !p.Coming {
		return Picture{}, err // there is nothing to tell that the zones' page would not
	}
	p.MapAll = "/zones"
	return p, err
}

// drawn draws a map, or says that it is coming.
func (a *ask) drawn(m *ZoneMap) (p Picture) {
	svg, coming := a.Maps.Zones(m)
	if p.Map, p.MapLabel = template.HTML(svg), m.Title; coming {
		p.Coming, p.MapNote = true, a.say.Say("web.map.coming", nil)
	}
	return p
}

// zoneMap lays the map out.
func (a *ask) zoneMap(
	z *zoning, in map[hinterland.PlaceCode]hinterland.ZoneCode, places []hinterland.Place,
	borders []hinterland.Border,
) *ZoneMap {
	m := &ZoneMap{
		Title:  a.say.Say("web.map.title", lang.Args{"day": dayWords(a.say, z.on)}),
		Legend: a.say.Say("web.zones", nil),
	}
	at := a.mappedZones(m, z, in, places)
	for _, p := range places {
		zone, name := in[p.Code], nameOf(a.say, p.Name, p.Code)
		cell := MapPlace{
			Code: string(p.Code), Name: name, Href: placePath(p.Code), Zone: -1,
			Title: a.say.Say("web.map.none", lang.Args{"place": name}),
			Lon:   int64(p.Lon), Lat: int64(p.Lat),
			Centre: slices.Contains(z.code[zone].Centre, p.Code),
		}
		if zone != "" {
			cell.Zone = at[zone]
			cell.Title = a.say.Say("web.map.place",
				lang.Args{"place": name, "zone": a.zoneName(z, zone)})
		}
		m.Places = append(m.Places, cell)
	}
	for _, b := range borders {
		m.Borders = append(m.Borders, [2]string{string(b.A), string(b.B)})
	}
	return m
}

// mapped are the places that have neighbours and of which it is said where they
// are.
func (a *ask) mapped(borders []hinterland.Border) ([]hinterland.Place, error) {
	var codes []hinterland.PlaceCode
	for _, b := range borders {
		codes = append(codes, b.A, b.B)
	}
	slices.Sort(codes)
	places, err := a.v.PlacesBy(slices.Compact(codes))
	slices.SortFunc(places, func(a, b hinterland.Place) int { return cmp.Compare(a.Code, b.Code) })
	return slices.DeleteFunc(places, func(p hinterland.Place) bool {
		return p.Lon == hinterland.Nowhere
	}), err
}

// mappedZones puts the zones that places are in into the legend, and returns where
// each stands there.
func (a *ask) mappedZones(
	m *ZoneMap, z *zoning, in map[hinterland.PlaceCode]hinterland.ZoneCode,
	places []hinterland.Place,
) map[hinterland.ZoneCode]int {
	used, at := map[hinterland.ZoneCode]bool{}, map[hinterland.ZoneCode]int{}
	for _, p := range places {
		used[in[p.Code]] = true
	}
	for _, zone := range z.zones {
		if used[zone.Code] {
			at[zone.Code] = len(m.Zones)
			m.Zones = append(m.Zones, MapZone{
				a.zoneName(z, zone.Code), zonePath(zone.Code) + "?day=" + z.on.String(),
			})
		}
	}
	return at
}

// byZone makes one cell of all places of a zone, in the middle of them; those in
// none are left out.
func (m *ZoneMap) byZone() {
	cells, many := make([]MapPlace, len(m.Zones)), make([]int64, len(m.Zones))
	zone := map[string]int{}
	for _, p := range m.Places {
		zone[p.Code] = p.Zone
		if p.Zone >= 0 {
			cells[p.Zone].Lon += p.Lon
			cells[p.Zone].Lat += p.Lat
			many[p.Zone]++
		}
	}
	for i := range cells {
		c := &cells[i]
		c.Code, c.Name, c.Title = strconv.Itoa(i), m.Zones[i].Name, m.Zones[i].Name
		c.Href, c.Zone = m.Zones[i].Href, i
		c.Lon, c.Lat = c.Lon/many[i], c.Lat/many[i]
	}
	borders := map[[2]string]bool{}
	for _, b := range m.Borders {
		i, known := zone[b[0]]
		j, known2 := zone[b[1]]
		if known && known2 && i != j && i >= 0 && j >= 0 {
			borders[[2]string{strconv.Itoa(min(i, j)), strconv.Itoa(max(i, j))}] = true
		}
	}
	m.Places = cells
	m.Borders = slices.SortedFunc(maps.Keys(borders), func(a, b [2]string) int {
		return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1]))
	})
}
