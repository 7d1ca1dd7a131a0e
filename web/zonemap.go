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
}

// A ZoneMap is what a map of zones shows: places where they are, beside those they
// border on, and in which zone each is. Schematic cells stand for them.
type ZoneMap struct {
	Title, Desc, Legend, Mark string
	Places                    []MapPlace
	Borders                   [][2]string // between places, by code
	Zones                     []MapZone
}

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
}

// placesDrawn is up to how many places a map draws each; of more it draws zones.
const placesDrawn = 500

// picture draws who is in which zone.
func (a *ask) picture(
	z *zoning, in map[hinterland.PlaceCode]hinterland.ZoneCode,
) (p Picture, err error) {
	borders, err := a.v.Borders()
	if err != nil || len(borders) == 0 {
		p.MapNote = a.say.Say("web.map.unbordered", nil)
		return p, err
	}
	m, err := a.zoneMap(z, in, borders)
	if err != nil || len(m.Places) < 2 {
		p.MapNote = a.say.Say("web.map.nowhere", nil)
		return p, err
	}
	svg, coming := a.Maps.Zones(m)
	if p.Map, p.MapLabel = template.HTML(svg), m.Title; coming {
		p.MapNote = a.say.Say("web.map.coming", nil)
	}
	return p, nil
}

// zoneMap lays the map out.
func (a *ask) zoneMap(
	z *zoning, in map[hinterland.PlaceCode]hinterland.ZoneCode, borders []hinterland.Border,
) (*ZoneMap, error) {
	m := &ZoneMap{
		Title: a.say.Say("web.map.title", lang.Args{"day": dayWords(a.say, z.on)}),
		Desc:  a.say.Say("web.map.desc", nil), Legend: a.say.Say("web.zones", nil),
		Mark: a.say.Say("web.map.schematic", nil),
	}
	places, err := a.mapped(borders)
	if err != nil {
		return nil, err
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
	if len(m.Places) > placesDrawn {
		m.byZone()
	}
	return m, nil
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
