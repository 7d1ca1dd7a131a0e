package draw

import (
	"cmp"
	"math"
	"strconv"

	"hinterland/atlas"
)

// A Map is a region with its places coloured by zone. The zero value of every
// field but Shapes is allowed; what is empty is not drawn.
type Map struct {
	// ID must be unique among the pictures of a page; "" is "map". What is
	// not a letter, digit or dash in it becomes a dash.
	ID string
	// Title and Desc say what the picture shows, for those who cannot see it.
	Title, Desc string
	// Shapes are the places. Detail that cannot be seen at this width is
	// left out; shared borders stay shared.
	Shapes *atlas.Topology
	// Places tell about shapes by code. A shape without an entry is drawn as
	// ground without a zone.
	Places map[string]Place
	Zones  []Zone
	// Links join places that are neighbours but do not touch on the map.
	Links [][2]string
	// Legend is the heading over the zones.
	Legend string
	// Mark is a remark set beside the map, such as that it is schematic.
	Mark string
	// Unit names the kilometre on the scale bar; "" leaves the bar out, as is
	// right for a schematic map.
	Unit string
	// Bare leaves out what the picture says to browsers in a style of its own, for
	// pages that take styles from one file only.
	Bare bool
	// Width is in pixels; 0 is 880. Height follows from the region's shape.
	Width int
}

// A Place is what a map shows of one shape.
type Place struct {
	Name  string // drawn where there is room
	Title string // shown on pointing at it and read out; "" is the name
	Href  string // where its link leads; "" makes it no link
	Zone  int    // position in Zones; negative is none
	// Centre marks the place as (part of) its zone's centre.
	Centre bool
}

// A Zone is one entry of the legend.
type Zone struct {
	Name string
	Href string // where its legend entry leads; "" makes it no link
}

// The measures of a map, in pixels.
const (
	mapWidth    = 880
	mapPadding  = 14
	legendWidth = 230
	rowHeight   = 24
	tallest     = 130 // height of the region's box in hundredths of the width
)

// SVG returns the picture.
func (m Map) SVG() []byte {
	s := m.sheet()
	c := &canvas{}
	c.open(head{
		id: s.id, title: m.Title, desc: m.Desc,
		width: s.width, height: s.height, linked: m.linked(),
	})
	s.defs(c)
	s.ground(c)
	s.places(c)
	s.borders(c)
	s.links(c)
	s.labels(c)
	s.legend(c)
	return c.close()
}

// linked reports whether anything in the picture leads elsewhere.
func (m Map) linked() bool {
	for _, p := range m.Places {
		if p.Href != "" {
			return true
		}
	}
	for _, z := range m.Zones {
		if z.Href != "" {
			return true
		}
	}
	return false
}

// A mapSheet is a map with everything worked out that its layers share.
type mapSheet struct {
	Map
	id            string
	width, height int // pixels
	frame         frame
	fine          *atlas.Topology
	rooms         []room
	rings         [][][]spot
	legendAt      spot // steps
	columns       int  // of the legend
	taken         []box
	faint         bool // ground only, for other things to be drawn over it
}

func (m Map) sheet() *mapSheet {
	s := &mapSheet{Map: m, id: plainID(m.ID, "map"), width: m.Width}
	if s.width <= 0 {
		s.width = mapWidth
	}
	s.arrange()
	s.fine = s.frame.fine(m.Shapes, 2)
	s.rooms, s.rings = labelSpots(s.fine, s.frame)
	return s
}

// arrange puts the legend beside a tall region and below a wide one.
func (s *mapSheet) arrange() {
	inner := (s.width - 2*mapPadding) * grain
	edge := mapPadding * grain
	whole := newFrame(s.Shapes, edge, edge, inner, inner*tallest/100)
	if whole.height*100 > whole.width*115 {
		beside := inner - legendWidth*grain
		s.frame = newFrame(s.Shapes, edge, edge, beside, inner*112/100)
		s.legendAt = spot{s.frame.left + s.frame.width + 26*grain, (mapPadding + 6) * grain}
		s.width = s.legendAt.x/grain + legendWidth - 20
		s.columns = 1
		s.height = max(s.frame.height/grain+2*mapPadding, s.legendHeight()+2*mapPadding)
		return
	}
	s.frame = whole
	s.columns = max(1, (s.width-2*mapPadding)/210)
	s.legendAt = spot{mapPadding * grain, s.frame.top + s.frame.height + 16*grain}
	s.height = s.legendAt.y/grain + s.legendHeight() + mapPadding
}

// legendHeight returns the pixels that heading, zones, mark and scale need.
func (s *mapSheet) legendHeight() int {
	rows := (len(s.Zones) + s.columns - 1) / s.columns
	for _, text := range []string{s.Legend, s.Mark, s.Unit} {
		if text != "" {
			rows++
		}
	}
	return rows*rowHeight + 8
}

func (s *mapSheet) defs(c *canvas) {
	if !s.Bare {
		c.printf(`<style>#%s a:focus path,#%[1]s a:hover path{stroke:#111;stroke-width:8}`, s.id)
		c.printf(`#%s a:focus{outline:none}#%[1]s text{pointer-events:none}</style>`, s.id)
	}
	c.WriteString(`<defs>`)
	for i := range s.Zones {
		c.pattern(s.id, i)
	}
	c.WriteString(`</defs>`)
}

// ground is a sheet of paper of its own, so that the picture reads the same on
// a light and on a dark page.
func (s *mapSheet) ground(c *canvas) {
	c.printf(`<rect width="%d" height="%d" rx="24" fill="#fdfcf9"/>`, s.width*grain, s.height*grain)
}

// zone returns the zone of shape i, -1 if it has none.
func (s *mapSheet) zone(i int) int {
	p, ok := s.Places[s.Shapes.Shapes[i].Code]
	if !ok || p.Zone < 0 || p.Zone >= len(s.Zones) {
		return -1
	}
	return p.Zone
}

// places fills the shapes, zone by zone so that the fill is said once.
func (s *mapSheet) places(c *canvas) {
	for zone := -1; zone < len(s.Zones); zone++ {
		fill := toneOf(-1).ground
		if zone >= 0 && !s.faint {
			fill = "url(#" + s.id + "-z" + strconv.Itoa(zone) + ")"
		}
		open := false
		for i := range s.fine.Shapes {
			if s.zone(i) != zone || len(s.rings[i]) == 0 {
				continue
			}
			if !open {
				c.printf(`<g fill="%s" fill-rule="evenodd" stroke="#fff" `, fill)
				c.WriteString(`stroke-width="3" stroke-linejoin="round">`)
				open = true
			}
			s.place(c, i)
		}
		if open {
			c.WriteString(`</g>`)
		}
	}
}

func (s *mapSheet) place(c *canvas, i int) {
	p := s.Places[s.Shapes.Shapes[i].Code]
	title := p.Title
	if title == "" {
		title = cmp.Or(p.Name, s.Shapes.Shapes[i].Code)
	}
	var d trace
	for _, ring := range s.rings[i] {
		d.ring(ring)
	}
	// A title names what it is the child of: the link, if there is one.
	switch {
	case s.faint || title == "" && p.Href == "":
		c.printf(`<path d="%s"/>`, d.String())
	case p.Href == "":
		c.printf(`<path d="%s"><title>%s</title></path>`, d.String(), escape(title))
	default:
		c.printf(`<a href="%s"><title>%s</title><path d="%s"/></a>`,
			escape(p.Href), escape(title), d.String())
	}
}

// borders draws the lines between zones, and the region's edge, over the fills.
func (s *mapSheet) borders(c *canvas) {
	var zones, edge trace
	for _, a := range s.fine.Arcs {
		switch {
		case a.Left < 0 || a.Right < 0:
			edge.line(s.frame.line(a.Points), false)
		case s.zone(a.Left) != s.zone(a.Right):
			zones.line(s.frame.line(a.Points), false)
		}
	}
	zoneInk, edgeInk, width := "#4a4a48", "#4a4a48", 8
	if s.faint {
		zoneInk, edgeInk, width = "#cfcbc2", "#b9b5ab", 5
	}
	c.WriteString(`<g fill="none" stroke-linejoin="round" stroke-linecap="round">`)
	c.printf(`<path stroke="%s" stroke-width="%d" d="%s"/>`, zoneInk, width, zones.String())
	c.printf(`<path stroke="%s" stroke-width="%d" d="%s"/></g>`, edgeInk, width, edge.String())
}

// links draws a dashed line for neighbours that do not touch.
func (s *mapSheet) links(c *canvas) {
	if len(s.Links) == 0 {
		return
	}
	at := s.positions()
	c.WriteString(`<g stroke="#333" stroke-width="6" stroke-dasharray="10 10">`)
	for _, link := range s.Links {
		a, okA := at[link[0]]
		b, okB := at[link[1]]
		if okA && okB {
			c.printf(`<path d="M%d %dL%d %d"/>`, a.x, a.y, b.x, b.y)
		}
	}
	c.WriteString(`</g>`)
}

// positions returns where each place is, by code.
func (s *mapSheet) positions() map[string]spot {
	at := make(map[string]spot, len(s.Shapes.Shapes))
	for i, shape := range s.Shapes.Shapes {
		if len(s.rings[i]) > 0 {
			at[shape.Code] = s.rooms[i].at
		}
	}
	return at
}

// scaleKm returns a round length that takes up about a fifth of the map.
func (s *mapSheet) scaleKm() float64 {
	goal := float64(s.frame.width) / s.frame.steps / 5
	power := math.Pow(10, math.Floor(math.Log10(goal)))
	best := power
	for _, k := range []float64{2, 5} {
		if k*power <= goal {
			best = k * power
		}
	}
	return best
}
