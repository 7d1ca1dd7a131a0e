package draw

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"

	"hinterland/atlas"
)

// grain is the number of steps of the drawing's grid to one pixel. All
// coordinates are whole steps: quarter pixels cannot be told apart, and whole
// numbers are short.
const grain = 4

// A canvas gathers the text of one SVG.
type canvas struct {
	strings.Builder
}

func (c *canvas) printf(format string, args ...any) { fmt.Fprintf(c, format, args...) }

// escape makes text safe between tags and in attributes. What XML forbids
// outright, such as control characters, becomes a blank.
func escape(text string) string {
	text = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0xfffe || r == 0xffff {
			return ' '
		}
		return r
	}, text)
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;").Replace(text)
}

// plainID returns an identifier that needs no escaping in tags or styles: what
// is not a letter, digit or dash of ASCII becomes a dash. An empty one is other.
func plainID(id, other string) string {
	if id == "" {
		return other
	}
	return strings.Map(func(r rune) rune {
		if r < 128 && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			return r
		}
		return '-'
	}, id)
}

// open writes the head of the SVG, sized in pixels, with title and description
// named for assistive technology. id must be unique on the page.
func (c *canvas) open(h head) {
	role := "img"
	if h.linked {
		role = "group"
	}
	c.printf(`<svg xmlns="http://www.w3.org/2000/svg" id="%s" role="%s" aria-labelledby="%[1]s-t`,
		h.id, role)
	if h.desc != "" {
		c.printf(` %s-d`, h.id)
	}
	c.printf(`" viewBox="0 0 %d %d" width="%d" height="%d" font-family="%s">`,
		h.width*grain, h.height*grain, h.width, h.height, fonts)
	c.printf(`<title id="%s-t">%s</title>`, h.id, escape(h.title))
	if h.desc != "" {
		c.printf(`<desc id="%s-d">%s</desc>`, h.id, escape(h.desc))
	}
}

// fonts name what offices have; a picture carries none.
const fonts = "system-ui,'Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif"

// head is what the first tag of a picture says.
type head struct {
	id, title, desc string
	width, height   int
	linked          bool
}

func (c *canvas) close() []byte {
	c.WriteString("</svg>\n")
	return []byte(c.String())
}

// halo is how text is set that must be read over lines and hatches.
const halo = `stroke="#fdfcf9" stroke-linejoin="round" paint-order="stroke"`

// spot is a point of the drawing's grid, y downwards.
type spot struct{ x, y int }

// A trace writes path data with whole relative steps: the shortest form there
// is. Steps that do not move are left out.
type trace struct {
	strings.Builder
	at   spot
	last byte
}

func (t *trace) number(v int) {
	text := strconv.Itoa(v)
	if v >= 0 && t.last >= '0' && t.last <= '9' {
		t.WriteByte(' ')
	}
	t.WriteString(text)
	t.last = text[len(text)-1]
}

// line adds an open or closed line through the points.
func (t *trace) line(points []spot, closed bool) {
	if len(points) < 2 {
		return
	}
	start := points[0]
	// A small m makes the points that follow relative too, even where it is
	// the first command and its own point therefore counts from the corner.
	t.WriteByte('m')
	t.last = 'm'
	t.number(start.x - t.at.x)
	t.number(start.y - t.at.y)
	t.at = start
	for _, p := range points[1:] {
		if p == t.at {
			continue
		}
		t.number(p.x - t.at.x)
		t.number(p.y - t.at.y)
		t.at = p
	}
	if closed {
		t.WriteByte('z')
		t.last = 'z'
		t.at = start
	}
}

// ring adds a ring without repeating its first point.
func (t *trace) ring(points []spot) {
	for len(points) > 1 && points[len(points)-1] == points[0] {
		points = points[:len(points)-1]
	}
	t.line(points, true)
}

// A frame carries points of a topology onto the grid: a projection, then a
// scale that fits the region into a box.
type frame struct {
	plane         atlas.Projection
	west, north   float64 // km
	steps         float64 // grid steps per km
	left, top     int     // of the box, in steps
	width, height int     // that the region takes up, in steps
}

// newFrame fits the topology into a box of steps at left, top.
func newFrame(t *atlas.Topology, left, top, width, height int) frame {
	f := frame{plane: t.Projection(), left: left, top: top}
	west, north := math.Inf(1), math.Inf(-1)
	east, south := math.Inf(-1), math.Inf(1)
	for _, a := range t.Arcs {
		for _, p := range a.Points {
			x, y := f.plane.XY(p)
			west, east = math.Min(west, x), math.Max(east, x)
			south, north = math.Min(south, y), math.Max(north, y)
		}
	}
	if west > east {
		west, east, south, north = 0, 1, 0, 1
	}
	f.west, f.north = west, north
	f.steps = math.Min(float64(width)/(east-west+1e-9), float64(height)/(north-south+1e-9))
	f.width = int(math.Ceil((east - west) * f.steps))
	f.height = int(math.Ceil((north - south) * f.steps))
	return f
}

func (f frame) spot(p atlas.Point) spot {
	x, y := f.plane.XY(p)
	return spot{
		f.left + int(math.Round((x-f.west)*f.steps)),
		f.top + int(math.Round((f.north-y)*f.steps)),
	}
}

func (f frame) line(points []atlas.Point) []spot {
	line := make([]spot, len(points))
	for i, p := range points {
		line[i] = f.spot(p)
	}
	return line
}

// fine returns the topology with as much detail as the frame can show: corners
// whose triangle is below the given number of square pixels are gone.
func (f frame) fine(t *atlas.Topology, pixels float64) *atlas.Topology {
	perKm := f.steps / grain
	return t.Simplified(pixels / (perKm * perKm))
}
