package draw

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strconv"
)

// A FlowMap is arrows over a faint map: what goes from where to where. Only the
// largest flows are drawn, or nothing could be read; Other must say what is
// left out, and a table beside the picture has them all.
type FlowMap struct {
	// Map is the ground. Zones are drawn as grey lines with their names,
	// places without colour, links and names.
	Map
	Flows []Flow
	// Top is how many flows are drawn, the widest first; 0 is 14.
	Top int
	// Key says what the width of an arrow stands for, Other what is not drawn.
	Key, Other string
	// Left words how many flows are not drawn, small ones and those without
	// both ends on the map, in the place of Other; nil where that is said.
	Left func(many int) string
	// Between says what flows go between.
	Between Ends
}

// Ends are what flows go between.
type Ends int

const (
	// Seats are places, by code, that stand for their zones.
	Seats Ends = iota
	// Zones are zones, by their position: from the middle of one to that of
	// another. So they can be drawn where zones have no places of their own.
	Zones
	// Places are places, by code. Those at which an arrow ends are named, and
	// zones are not.
	Places
)

// A Flow goes from one place to another, both by code. Flows of a place to
// itself and of nothing are not drawn.
type Flow struct {
	From, To string
	Weight   float64
	Label    string // set beside the arrow where there is room
	Title    string // shown on pointing at it
}

// The measures of arrows, in pixels.
const (
	topFlows    = 14
	widestArrow = 15.0
	leastArrow  = 2.2
	flowText    = 12
	endMark     = 3
)

// Largest returns the n widest flows that can be drawn, widest first, and how
// many more there are with their weight, for the text that says so.
func Largest(flows []Flow, n int) (top []Flow, rest int, weight float64) {
	for _, f := range flows {
		if f.From != f.To && f.Weight > 0 {
			top = append(top, f)
		}
	}
	slices.SortFunc(top, func(a, b Flow) int {
		return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.From, b.From),
			cmp.Compare(a.To, b.To), cmp.Compare(a.Title, b.Title))
	})
	if n <= 0 {
		n = topFlows
	}
	for _, f := range top[min(n, len(top)):] {
		rest++
		weight += f.Weight
	}
	return top[:min(n, len(top))], rest, weight
}

// Hush takes the labels from all but the two thirds of what is drawn that are
// widest: small ones would hide each other's.
func (m *FlowMap) Hush() {
	if m.Top <= 0 {
		m.Top = topFlows
	}
	named, _, _ := Largest(m.Flows, m.Top*2/3)
	for i := range m.Flows {
		if !slices.Contains(named, m.Flows[i]) {
			m.Flows[i].Label = ""
		}
	}
}

// SVG returns the picture. Flows from or to a place that has no shape are left
// out.
func (m FlowMap) SVG() []byte {
	ground := m.Map
	ground.Legend, ground.Mark, ground.Links = m.Key, m.Other, nil
	s := ground.sheet()
	s.faint = true
	top, left := m.drawable(s.ends(m.Between))
	if m.Left != nil && left > 0 {
		m.Other = m.Left(left)
		s.Mark = m.Other
	}
	s.compact(m.Map.Mark)
	at := s.ends(m.Between)
	c := &canvas{}
	c.open(head{id: s.id, title: m.Title, desc: m.Desc, width: s.width, height: s.height})
	s.ground(c)
	s.places(c)
	s.borders(c)
	s.arrows(c, top, at)
	switch m.Between {
	case Seats:
		s.centres(c)
		s.zoneNames(c)
	case Zones:
		s.endMarks(c, slices.Sorted(maps.Keys(at)), at)
		s.zoneNames(c)
	case Places:
		s.endNames(c, top, at)
	}
	s.captions(c, m.Key, m.Other, m.Map.Mark)
	return c.close()
}

// ends returns where flows can begin and end.
func (s *mapSheet) ends(between Ends) map[string]spot {
	if between != Zones {
		return s.positions()
	}
	at := map[string]spot{}
	for zone := range s.Zones {
		if middle, ok := s.middle(zone); ok {
			at[strconv.Itoa(zone)] = middle
		}
	}
	return at
}

// drawable returns the widest flows that have both ends on the map, widest
// first, and how many there are besides them.
func (m FlowMap) drawable(at map[string]spot) (top []Flow, left int) {
	all, _, _ := Largest(m.Flows, max(len(m.Flows), 1))
	for _, f := range all {
		if a, ok := at[f.From]; ok {
			if b, ok := at[f.To]; ok && a != b {
				top = append(top, f)
			}
		}
	}
	most := m.Top
	if most <= 0 {
		most = topFlows
	}
	top = top[:min(most, len(top))]
	return top, len(all) - len(top)
}

// compact gives the legend's room back: a flow map has captions below only.
func (s *mapSheet) compact(mark string) {
	inner := (s.Width - 2*mapPadding) * grain
	if s.Width <= 0 {
		inner = (mapWidth - 2*mapPadding) * grain
	}
	s.frame = newFrame(s.Shapes, mapPadding*grain, mapPadding*grain, inner, inner*112/100)
	s.fine = s.frame.fine(s.Shapes, 3)
	s.rooms, s.rings = labelSpots(s.fine, s.frame)
	rows := 0
	for _, text := range []string{s.Legend, s.Mark, mark} {
		if text != "" {
			rows++
		}
	}
	s.width = s.frame.width/grain + 2*mapPadding
	s.legendAt = spot{mapPadding * grain, s.frame.top + s.frame.height + 8*grain}
	s.height = s.legendAt.y/grain + rows*rowHeight + mapPadding
}

func (s *mapSheet) captions(c *canvas, texts ...string) {
	at := s.legendAt
	c.printf(`<g font-size="%d" fill="#5c5850">`, legendText*grain)
	for _, text := range texts {
		if text != "" {
			at.y += rowHeight * grain
			c.printf(`<text x="%d" y="%d">%s</text>`, at.x, at.y-6*grain, escape(text))
		}
	}
	c.WriteString(`</g>`)
}

// arrows draws flows, narrow ones on top of wide ones.
func (s *mapSheet) arrows(c *canvas, top []Flow, at map[string]spot) {
	if len(top) == 0 {
		return
	}
	most := top[0].Weight
	var labels canvas
	c.WriteString(`<g fill="#b4532a" fill-opacity=".82" stroke="#fdfcf9" stroke-width="4" ` +
		`stroke-linejoin="round">`)
	for _, f := range top {
		width := math.Max(leastArrow, widestArrow*f.Weight/most) * grain
		w := bow(at[f.From], at[f.To])
		var d trace
		d.ring(w.arrow(width))
		c.printf(`<path d="%s"><title>%s</title></path>`, d.String(), escape(f.Title))
		s.flowLabel(&labels, f.Label, w)
	}
	c.printf(`</g><g font-size="%d" text-anchor="middle" fill="#6d2c10" `+
		`stroke-width="12" %s>%s</g>`,
		flowText*grain, halo, labels.String())
}

func (s *mapSheet) flowLabel(c *canvas, text string, w curve) {
	if text == "" {
		return
	}
	for _, t := range []float64{0.5, 0.6, 0.4, 0.7} {
		x, y := w.point(t)
		at := spot{int(x), int(y)}
		if s.isFree(textBox(text, flowText*grain, at)) {
			s.write(c, text, flowText*grain, at, false)
			return
		}
	}
}

// zoneNames writes the names of all zones by their centres.
func (s *mapSheet) zoneNames(c *canvas) {
	c.printf(`<g font-size="%d" font-weight="700" text-anchor="middle" fill="#1d1d1b" `,
		zoneText*grain)
	c.printf(`stroke-width="14" %s>`, halo)
	for zone := range s.Zones {
		s.zoneName(c, zone)
	}
	c.WriteString(`</g>`)
}

// endNames marks and names the places at which flows begin and end: those of
// the widest first, each once, and all of them, since an arrow between places
// without names says nothing.
func (s *mapSheet) endNames(c *canvas, top []Flow, at map[string]spot) {
	var codes []string
	for _, f := range top {
		for _, code := range []string{f.From, f.To} {
			if !slices.Contains(codes, code) {
				codes = append(codes, code)
			}
		}
	}
	s.endMarks(c, codes, at)
	c.printf(`<g font-size="%d" text-anchor="middle" fill="#1d1d1b" stroke-width="12" %s>`,
		flowText*grain, halo)
	for _, code := range codes {
		s.nameBy(c, cmp.Or(s.Places[code].Name, code), flowText, at[code])
	}
	c.WriteString(`</g>`)
}

// endMarks sets a ring wherever flows can begin and end.
func (s *mapSheet) endMarks(c *canvas, codes []string, at map[string]spot) {
	c.WriteString(`<g fill="#fff" stroke="#1d1d1b" stroke-width="6">`)
	for _, code := range codes {
		x, y, r := at[code].x, at[code].y, endMark*grain
		c.printf(`<circle cx="%d" cy="%d" r="%d"/>`, x, y, r)
		s.taken = append(s.taken, box{x - r, y - r, x + r, y + r})
	}
	c.WriteString(`</g>`)
}

// A curve is a quadratic Bézier curve.
type curve struct{ ax, ay, cx, cy, bx, by float64 }

// bow returns the curve from a to b that bends to the right of the way, so that
// flows there and back lie beside each other.
func bow(a, b spot) curve {
	dx, dy := float64(b.x-a.x), float64(b.y-a.y)
	const bend = 0.2
	return curve{
		float64(a.x), float64(a.y),
		float64(a.x) + dx/2 - bend*dy, float64(a.y) + dy/2 + bend*dx,
		float64(b.x), float64(b.y),
	}
}

func (w curve) point(t float64) (x, y float64) {
	u := 1 - t
	return u*u*w.ax + 2*u*t*w.cx + t*t*w.bx, u*u*w.ay + 2*u*t*w.cy + t*t*w.by
}

// normal returns the unit vector to the left of the way at t.
func (w curve) normal(t float64) (x, y float64) {
	dx := (1-t)*(w.cx-w.ax) + t*(w.bx-w.cx)
	dy := (1-t)*(w.cy-w.ay) + t*(w.by-w.cy)
	n := math.Hypot(dx, dy)
	return dy / n, -dx / n
}

// arrow returns the outline of an arrow of a width along the curve: it grows
// from a narrow tail and ends in a head, short of the mark at its goal, so the
// direction is clear even without the head.
func (w curve) arrow(width float64) []spot {
	length := math.Hypot(w.bx-w.ax, w.by-w.ay)
	stop := math.Max(0.5, 1-float64((centreMark+3)*grain)/length)
	head := math.Min(0.45, (width*1.1+5*grain)/length)
	neck := stop - head
	var left, right []spot
	const parts = 16
	for i := range parts + 1 {
		t := 0.03 + (neck-0.03)*float64(i)/parts
		half := width / 2 * (0.35 + 0.65*float64(i)/parts)
		left, right = w.sides(left, right, t, half)
	}
	left, right = w.sides(left, right, neck, width*0.8+2.2*grain)
	x, y := w.point(stop)
	left = append(left, spot{int(x), int(y)})
	slices.Reverse(right)
	return append(left, right...)
}

func (w curve) sides(left, right []spot, t, half float64) ([]spot, []spot) {
	x, y := w.point(t)
	nx, ny := w.normal(t)
	left = append(left, spot{int(math.Round(x + nx*half)), int(math.Round(y + ny*half))})
	right = append(right, spot{int(math.Round(x - nx*half)), int(math.Round(y - ny*half))})
	return left, right
}
