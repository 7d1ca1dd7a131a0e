package draw

import (
	"cmp"
	"math"
	"slices"
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
}

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

// SVG returns the picture. Flows from or to a place that has no shape are left
// out.
func (m FlowMap) SVG() []byte {
	ground := m.Map
	ground.Legend, ground.Mark, ground.Links = m.Key, m.Other, nil
	s := ground.sheet()
	s.faint = true
	s.compact(m.Map.Mark)
	c := &canvas{}
	c.open(head{id: s.id, title: m.Title, desc: m.Desc, width: s.width, height: s.height})
	s.ground(c)
	s.places(c)
	s.borders(c)
	s.arrows(c, m.Flows, m.Top)
	s.centres(c)
	s.zoneNames(c)
	s.captions(c, m.Key, m.Other, m.Map.Mark)
	return c.close()
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

// arrows draws the largest flows, narrow ones on top of wide ones.
func (s *mapSheet) arrows(c *canvas, flows []Flow, n int) {
	top, _, _ := Largest(flows, n)
	if len(top) == 0 {
		return
	}
	at := s.positions()
	most := top[0].Weight
	var labels canvas
	c.WriteString(`<g fill="#b4532a" fill-opacity=".82" stroke="#fdfcf9" stroke-width="4" ` +
		`stroke-linejoin="round">`)
	for _, f := range top {
		a, okA := at[f.From]
		b, okB := at[f.To]
		if !okA || !okB || a == b {
			continue
		}
		width := math.Max(leastArrow, widestArrow*f.Weight/most) * grain
		w := bow(a, b)
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
