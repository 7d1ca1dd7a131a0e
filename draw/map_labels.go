package draw

import "strconv"

// The sizes of text, in pixels.
const (
	zoneText   = 15
	legendText = 13
	centreMark = 4
)

// placeTexts are the sizes tried for a place's name, largest first.
func placeTexts() []int { return []int{12, 11, 10, 9} }

// labels sets marks and names: zones first, since they matter most, then
// places wherever their name fits into their shape and hides nothing.
func (s *mapSheet) labels(c *canvas) {
	s.centres(c)
	s.zoneNames(c)
	c.WriteString(`<g text-anchor="middle" fill="#33312e">`)
	for i := range s.fine.Shapes {
		s.placeName(c, i)
	}
	c.WriteString(`</g>`)
}

// centres marks the places that are centres with a ring each.
func (s *mapSheet) centres(c *canvas) {
	c.WriteString(`<g fill="#fff" stroke="#1d1d1b" stroke-width="7">`)
	for i, shape := range s.fine.Shapes {
		if p := s.Places[shape.Code]; !p.Centre || s.zone(i) < 0 || len(s.rings[i]) == 0 {
			continue
		}
		at, r := s.rooms[i].at, centreMark*grain
		c.printf(`<circle cx="%d" cy="%d" r="%d"/>`, at.x, at.y, r)
		s.taken = append(s.taken, box{at.x - r, at.y - r, at.x + r, at.y + r})
	}
	c.WriteString(`</g>`)
}

// zoneName writes a zone's name by the middle of its centre, or of all its
// places if none is the centre.
func (s *mapSheet) zoneName(c *canvas, zone int) {
	at, ok := s.middle(zone)
	name := s.Zones[zone].Name
	if !ok || name == "" {
		return
	}
	s.nameBy(c, name, zoneText, at)
}

// nameBy writes a name by a mark: above if that is free, else below, beside, or
// above all the same.
func (s *mapSheet) nameBy(c *canvas, name string, pixels int, at spot) {
	size := pixels * grain
	half := textWidth(name, size)/2 + 3*centreMark*grain
	wide := size * 11 / 10 // bold letters are wider
	best := spot{at.x, at.y - size}
	for _, try := range []spot{
		best,
		{at.x, at.y + size},
		{at.x + half, at.y},
		{at.x - half, at.y},
		{at.x, at.y - 2*size},
		{at.x, at.y + 2*size},
	} {
		if s.isFree(textBox(name, wide, try)) {
			best = try
			break
		}
	}
	s.write(c, name, size, best, false)
	s.taken = append(s.taken, textBox(name, wide, best))
}

// middle returns the mean of where a zone's centre places are.
func (s *mapSheet) middle(zone int) (spot, bool) {
	var sum, all spot
	n, m := 0, 0
	for i, shape := range s.fine.Shapes {
		if s.zone(i) != zone || len(s.rings[i]) == 0 {
			continue
		}
		at := s.rooms[i].at
		all = spot{all.x + at.x, all.y + at.y}
		m++
		if s.Places[shape.Code].Centre {
			sum = spot{sum.x + at.x, sum.y + at.y}
			n++
		}
	}
	switch {
	case n > 0:
		return spot{sum.x / n, sum.y / n}, true
	case m > 0:
		return spot{all.x / m, all.y / m}, true
	}
	return spot{}, false
}

func (s *mapSheet) isFree(b box) bool {
	if b.left < 0 || b.top < 0 || b.right > s.width*grain || b.bottom > s.height*grain {
		return false
	}
	for _, o := range s.taken {
		if b.meets(o) {
			return false
		}
	}
	return true
}

// write sets a text centred on a spot and remembers its room.
func (s *mapSheet) write(c *canvas, text string, size int, at spot, sized bool) {
	c.printf(`<text x="%d" y="%d"`, at.x, at.y+size*36/100)
	if sized {
		c.printf(` font-size="%d"`, size)
	}
	c.printf(`>%s</text>`, escape(text))
	s.taken = append(s.taken, textBox(text, size, at))
}

// placeName writes the name of shape i at the largest size that fits.
func (s *mapSheet) placeName(c *canvas, i int) {
	p := s.Places[s.fine.Shapes[i].Code]
	if p.Name == "" || len(s.rings[i]) == 0 {
		return
	}
	for _, pixels := range placeTexts() {
		size := pixels * grain
		at := s.rooms[i].at
		for _, try := range []spot{at, {at.x, at.y - size*3/4}, {at.x, at.y + size}} {
			if s.isFree(textBox(p.Name, size, try)) && fits(s.rings[i], p.Name, size, try) {
				s.write(c, p.Name, size, try, true)
				return
			}
		}
	}
}

// legend lists the zones with their swatches, then the mark and the scale bar.
func (s *mapSheet) legend(c *canvas) {
	at := s.legendAt
	row := rowHeight * grain
	c.printf(`<g font-size="%d" fill="#2b2a27">`, legendText*grain)
	if s.Legend != "" {
		c.printf(`<text x="%d" y="%d" font-weight="700">%s</text>`,
			at.x, at.y+row/2, escape(s.Legend))
		at.y += row
	}
	for i, z := range s.Zones {
		column := i % s.columns
		s.entry(c, i, z, spot{at.x + column*210*grain, at.y + i/s.columns*row})
	}
	at.y += (len(s.Zones) + s.columns - 1) / s.columns * row
	if s.Mark != "" {
		c.printf(`<text x="%d" y="%d" fill="#6b675e">%s</text>`, at.x, at.y+row*3/4, escape(s.Mark))
		at.y += row
	}
	if s.Unit != "" {
		s.scale(c, at)
	}
	c.WriteString(`</g>`)
}

func (s *mapSheet) entry(c *canvas, i int, z Zone, at spot) {
	if z.Href != "" {
		c.printf(`<a href="%s">`, escape(z.Href))
	}
	c.printf(`<path fill="url(#%s-z%d)" stroke="#4a4a48" stroke-width="4" `, s.id, i)
	c.printf(`d="M%d %dh104v64h-104z"/>`, at.x, at.y+8)
	c.printf(`<text x="%d" y="%d">%s</text>`,
		at.x+32*grain, at.y+rowHeight*grain*58/100, escape(z.Name))
	if z.Href != "" {
		c.WriteString(`</a>`)
	}
}

// scale draws a bar with a tick at either end.
func (s *mapSheet) scale(c *canvas, at spot) {
	km := s.scaleKm()
	length := int(km * s.frame.steps)
	y := at.y + rowHeight*grain*2/3
	c.printf(`<path fill="none" stroke="#2b2a27" stroke-width="5" d="M%d %dv-20m0 10h%dm0-10v20"/>`,
		at.x, y, length)
	c.printf(`<text x="%d" y="%d">%s %s</text>`, at.x+length+8*grain, y+4,
		strconv.FormatFloat(km, 'f', -1, 64), escape(s.Unit))
}
