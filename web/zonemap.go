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
	// Zones draws places by zone as SVG without scripts and styles; nil
	// where no such map can be drawn, or it is coming: not worked out yet.
	Zones(m *ZoneMap) (svg []byte, coming bool)
	// Look finds out what a file says of places, or refuses what is no map.
	Look(content []byte, places map[hinterland.PlaceCode]bool) (*MapLook, error)
	// Network draws who supplies whom, at once.
	Network(n *Network) []byte
}

// A ZoneMap is what a map of zones shows: places where they are, beside
// those they border on, and in which zone each is. They have the borders of
// a map that was loaded, or else schematic cells stand for them.
type ZoneMap struct {
	Title, Desc, Legend, Mark string
	Real                      RealMap
	Places                    []MapPlace
	Borders                   [][2]string // between places, by code
	Zones                     []MapZone
	Flows                     *MapFlows `json:",omitempty"` // over it; nil for none
}

// A RealMap is a map that was loaded: its file by the digest, and under
// which property shapes have the codes of places. Unit names its kilometre.
// Without a file it is none.
type RealMap struct{ File, Property, Unit string }

// A MapPlace is a place on a map, or a zone where there are too many
// places. Zone counts in Zones; -1 for none.
type MapPlace struct {
	Code, Name, Title, Href string
	Lon, Lat                int64 // in millionths of a degree
	Zone                    int
	Centre                  bool
}

// A MapZone is a zone in the legend of a map.
type MapZone struct{ Name, Href string }

// A Picture is a map on a page, or why there is none. It stands on the page
// itself, or at an address of its own.
type Picture struct {
	Map      template.HTML
	At, Alt  string // the address, and what is said of it; empty of one on the page
	Leads    string // where one at an address leads; empty where nowhere
	MapLabel string
	MapNote  string
	MapFile  string // where the map that was loaded is; empty where cells are drawn
	Coming   bool   // it is not worked out yet
}

// PlacesDrawn is up to how many places a map draws each; of more it draws
// zones. No reader tells five hundred names on a page apart, and no page
// should carry them.
const PlacesDrawn = 500

// picture draws who is in which zone: with the borders of the map that was
// loaded, or else as cells.
func (a *ask) picture(
	z *zoning, in map[hinterland.PlaceCode]hinterland.ZoneCode,
) (p Picture, err error) {
	m, real, err := a.laidOut(z, in, &p)
	if m == nil {
		return p, err
	}
	return a.drawn(m, &real), nil
}

// laidOut is what picture draws, and on which map; nil where there can be
// none, and p says why.
func (a *ask) laidOut(
	z *zoning, in map[hinterland.PlaceCode]hinterland.ZoneCode, p *Picture,
) (*ZoneMap, hinterland.RegionMap, error) {
	real, places, borders, err := a.mapGround()
	switch {
	case err != nil:
		return nil, real, err
	case len(borders) == 0 && real.File == "":
		p.MapNote = a.say.Say("web.map.unbordered", nil)
		return nil, real, nil
	case len(places) < 2:
		p.MapNote = a.say.Say("web.map.nowhere", nil)
		return nil, real, nil
	}
	return a.zoneMap(z, in, places, borders), real, nil
}

// mapGround is what maps are drawn on: the map that was loaded, without a
// file where there is none; the places that can be on it; and who borders
// on whom. On a loaded map any place can be: only who reads it knows which
// are.
func (a *ask) mapGround() (
	real hinterland.RegionMap, places []hinterland.Place, borders []hinterland.Border, err error,
) {
	if a.me.Maps {
		real, err = a.v.Map()
	}
	if err != nil {
		return real, nil, nil, err
	}
	if borders, err = a.v.Borders(); err != nil {
		return real, nil, nil, err
	}
	if real.File != "" {
		places, err = a.v.AllPlaces()
	} else {
		places, err = a.mapped(borders)
	}
	return real, places, borders, err
}

// drawn draws a map, or says that it is coming: with the borders of the map
// that was loaded, and as cells where there is none, or it cannot be drawn
// because a program has loaded what is no map.
func (a *ask) drawn(m *ZoneMap, real *hinterland.RegionMap) (p Picture) {
	if real.File != "" {
		m.Real = RealMap{real.File, real.Property, "km"}
		p = a.sketch(m)
		if p.Map != "" && !p.Coming {
			p.MapNote, p.MapFile = a.mapWords(real), "/map"
		}
		if p.Map != "" || p.Coming {
			return p
		}
		m.Real = RealMap{}
		m.bordering()
		if len(m.Places) < 2 {
			p.MapNote = a.say.Say("web.map.nowhere", nil)
			return p
		}
	}
	m.Desc += a.say.Say("web.map.cells", nil)
	m.Mark = a.say.Say("web.map.schematic", nil)
	if len(m.Places) > PlacesDrawn {
		m.byZone()
	}
	if p = a.sketch(m); !p.Coming {
		p.MapNote = a.say.Say("web.map.note", nil)
	}
	return p
}

// sketch draws a map as it is said to be. A page never waits for one: it
// shows what is there, or that the map is coming, and its table says the
// same meanwhile.
func (a *ask) sketch(m *ZoneMap) (p Picture) {
	svg, coming := a.Maps.Zones(m)
	if p.Map, p.MapLabel = template.HTML(svg), m.Title; coming {
		p.Coming, p.MapNote = true, a.say.Say("web.map.coming", nil)
	}
	return p
}

// zoneMap lays the map out: every place with what is to be read when it is
// pointed at, and where it leads, so that the map can be walked by keyboard
// as the table can.
func (a *ask) zoneMap(
	z *zoning, in map[hinterland.PlaceCode]hinterland.ZoneCode, places []hinterland.Place,
	borders []hinterland.Border,
) *ZoneMap {
	m := &ZoneMap{
		Title:  a.say.Say("web.map.title", lang.Args{"day": dayWords(a.say, z.on)}),
		Desc:   a.say.Say("web.map.desc", nil),
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

// mapped are the places that have neighbours and of which it is said where
// they are. One whose borders have all been ruled out is on no map of
// cells: nothing says on which side of it the others are.
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

// mappedZones puts the zones that places are in into the legend, and
// returns where each stands there. A zone without places on the map is not
// in it: there is no colour to explain. They stand in the order of the
// list, so that a zone keeps its colour from one page to another as long as
// the zones are the same.
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

// bordering leaves out places that no cell can stand for, as mapped does:
// those of which nobody has said where they are, and those that border on
// nobody. A map that was loaded may have had them.
func (m *ZoneMap) bordering() {
	borders := map[string]bool{}
	for _, b := range m.Borders {
		borders[b[0]], borders[b[1]] = true, true
	}
	m.Places = slices.DeleteFunc(m.Places, func(p MapPlace) bool {
		return p.Lon == int64(hinterland.Nowhere) || !borders[p.Code]
	})
}

// byZone makes one cell of all places of a zone, in the middle of them;
// places in no zone, and zones without places, are left out.
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
		c.Lon, c.Lat = c.Lon/max(many[i], 1), c.Lat/max(many[i], 1)
	}
	borders := map[[2]string]bool{}
	for _, b := range m.Borders {
		i, known := zone[b[0]]
		j, known2 := zone[b[1]]
		if known && known2 && i != j && i >= 0 && j >= 0 {
			borders[[2]string{strconv.Itoa(min(i, j)), strconv.Itoa(max(i, j))}] = true
		}
	}
	m.Places = slices.DeleteFunc(cells, func(c MapPlace) bool { return many[c.Zone] == 0 })
	m.Borders = slices.SortedFunc(maps.Keys(borders), func(a, b [2]string) int {
		return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1]))
	})
}
