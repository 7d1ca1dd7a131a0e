package draw

import "math"

// corner is the upper left one of a node. Short layers stand in the middle.
func (s *layerSheet) corner(n int) spot {
	most := 0
	for _, nodes := range s.layers {
		most = max(most, len(nodes))
	}
	free := (most - len(s.layers[s.layer[n]])) * (nodeHeight + nodeGap) / 2
	return spot{
		(mapPadding + s.layer[n]*(nodeWidth+layerGap)) * grain,
		(mapPadding + free + int(s.row[n])*(nodeHeight+nodeGap)) * grain,
	}
}

// lines draws the links: from the right of a node to the left of another. All is drawn in
// one dark ink on light boxes, so that a copy in black and white loses nothing: what
// differs between lines is their dashes. They come before the boxes, so that the name in
// a box behind which one has to pass can still be read.
func (s *layerSheet) lines(c *canvas) {
	c.WriteString(`<g fill="none" stroke="#3b3833" stroke-width="5">`)
	for _, l := range s.Links {
		from, to, ok := s.ends(l)
		if !ok {
			continue
		}
		a, b := s.corner(from), s.corner(to)
		a = spot{a.x + nodeWidth*grain, a.y + nodeHeight*grain/2}
		b.y += nodeHeight * grain / 2
		bend := max(layerGap*grain/2, int(math.Abs(float64(b.x-a.x)))/3)
		c.printf(`<path d="M%d %dC%d %[2]d %[4]d %d %d %[5]dm-24-12l24 12-24 12"%[7]s>`,
			a.x, a.y, a.x+bend, b.x-bend, b.y, b.x, dashes(l.Broken))
		c.printf(`<title>%s</title></path>`, escape(l.Title))
	}
	c.WriteString(`</g>`)
}

// dashes are what makes a line a broken one.
//
// Dashes are long enough to be told from a whole line on a screen at half its size, and
// short enough that one between two neighbours still has several.
func dashes(broken bool) string {
	if broken {
		return ` stroke-dasharray="20 16"`
	}
	return ""
}

// boxes draws the nodes over the lines.
func (s *layerSheet) boxes(c *canvas) {
	c.printf(`<g font-size="%d" text-anchor="middle">`, nodeText*grain)
	for i, n := range s.Nodes {
		at := s.corner(i)
		if n.Href != "" {
			c.printf(`<a href="%s">`, escape(n.Href))
		}
		c.WriteString(`<path fill="#fdfcf9" stroke="#1d1d1b" stroke-width="4" `)
		c.printf(`d="M%d %dh%dv%dh-%[3]dz"><title>%[5]s</title></path>`, at.x, at.y,
			nodeWidth*grain, nodeHeight*grain, escape(n.Title))
		c.printf(`<text x="%d" y="%d" fill="#1d1d1b">%s</text>`, at.x+nodeWidth*grain/2,
			at.y+(nodeHeight+nodeText-3)*grain/2, escape(cut(n.Name, nodeText*grain,
				(nodeWidth-8)*grain)))
		if n.Href != "" {
			c.WriteString(`</a>`)
		}
	}
	c.WriteString(`</g>`)
}

// cut shortens a text until it is no wider than some steps.
func cut(text string, size, width int) string {
	short := text
	for runes := []rune(text); textWidth(short, size) > width && len(runes) > 0; {
		runes = runes[:len(runes)-1]
		short = string(runes) + "…"
	}
	return short
}

// keys are what the lines stand for, as far as it is said.
func (s *layerSheet) keys() (keys []Link) {
	for _, k := range []Link{{Title: s.Whole}, {Title: s.Broken, Broken: true}} {
		if k.Title != "" {
			keys = append(keys, k)
		}
	}
	return keys
}

// key says what the lines stand for, below.
func (s *layerSheet) key(c *canvas) {
	keys := s.keys()
	for i, k := range keys {
		y := (s.height - mapPadding - (len(keys)-1-i)*rowHeight) * grain
		c.printf(`<path d="M%d %dh160" fill="none" stroke="#3b3833" stroke-width="5"%s/>`,
			mapPadding*grain, y-4*grain, dashes(k.Broken))
		c.printf(`<text x="%d" y="%d" font-size="%d" fill="#5c5850">%s</text>`,
			(mapPadding+50)*grain, y, legendText*grain, escape(k.Title))
	}
}
