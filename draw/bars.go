package draw

import "math"

// A Balance is two bars of one scale, one above the other: what there is, and
// what becomes of it. Where the two sides are equal the bars end together, and
// a reader sees that nothing is lost. Values below 0 count as 0.
type Balance struct {
	ID          string // unique on the page; "" is "balance"
	Title, Desc string
	In, Out     Side
	Width       int // pixels; 0 is 640
}

// A Side is one bar: its name and its parts from the left.
type Side struct {
	Name  string
	Parts []Part
}

// A Part is a stretch of a bar. Text is its quantity, ready to be read.
type Part struct {
	Name, Text string
	Value      float64
}

// The measures of bars, in pixels.
const (
	barsWidth = 640
	barHeight = 26
	barName   = 92
	barText   = 12
)

// SVG returns the picture. Parts too narrow for their words are named below the
// bar, as far as there is room, and in any case on pointing at them.
func (b Balance) SVG() []byte {
	id, width := plainID(b.ID, "balance"), b.Width
	if width <= 0 {
		width = barsWidth
	}
	most := math.Max(b.In.total(), b.Out.total())
	scale := 0.0
	if most > 0 {
		scale = float64((width-barName-8)*grain) / most
	}
	c := &canvas{}
	c.open(head{id: id, title: b.Title, desc: b.Desc, width: width, height: 2*(barHeight+20) + 12})
	c.WriteString(`<defs>`)
	for i := range max(len(b.In.Parts), len(b.Out.Parts)+barTones) {
		c.pattern(id, i)
	}
	c.WriteString(`</defs>`)
	c.printf(`<g font-size="%d" fill="#2b2a27">`, barText*grain)
	bars := barSheet{canvas: c, id: id, scale: scale, right: width * grain}
	bars.draw(b.In, 8, 0)
	bars.draw(b.Out, 8+barHeight+20, barTones)
	c.WriteString(`</g>`)
	return c.close()
}

// barTones is where the tones of the lower bar begin, so that a part of one
// side never looks like one of the other.
const barTones = 3

func (s Side) total() float64 {
	sum := 0.0
	for _, p := range s.Parts {
		sum += math.Max(0, p.Value)
	}
	return sum
}

// A barSheet is what the two bars share.
type barSheet struct {
	*canvas
	id    string
	scale float64 // steps per unit
	right int     // edge of the picture, in steps
}

func (c barSheet) draw(s Side, top, firstTone int) {
	y, h := top*grain, barHeight*grain
	c.printf(`<text x="0" y="%d" font-weight="700">%s</text>`, y+h*66/100, escape(s.Name))
	from, sum := barName*grain, 0.0
	nextFree := 0
	for i, p := range s.Parts {
		sum += math.Max(0, p.Value)
		to := barName*grain + int(math.Round(sum*c.scale))
		words := p.Name + " " + p.Text
		if to > from {
			c.printf(`<path fill="url(#%s-z%d)" stroke="#4a4a48" stroke-width="3" d="M%d %d`,
				c.id, firstTone+i, from, y)
			c.printf(`h%dv%dh%dz"><title>%s</title></path>`, to-from, h, from-to, escape(words))
		}
		w := textWidth(words, barText*grain)
		switch {
		case w+4*grain < to-from:
			c.printf(`<text x="%d" y="%d" text-anchor="middle" stroke-width="10" %s>%s</text>`,
				(from+to)/2, y+h*66/100, halo, escape(words))
		case from >= nextFree:
			at := max(nextFree, min(from, c.right-w-2*grain))
			c.printf(`<text x="%d" y="%d" fill="#5c5850">%s</text>`,
				at, y+h+14*grain, escape(words))
			nextFree = at + w + 8*grain
		}
		from = to
	}
}

// Met returns a small bar for a cell of a table: how much of a need is met. The
// missing part is hatched, not only pale. Title says it in words; a need of 0
// gives an empty frame.
func Met(met, unmet float64, title string) []byte {
	const width, height = 120 * grain, 12 * grain
	met, unmet = math.Max(0, met), math.Max(0, unmet)
	c := &canvas{}
	c.printf(`<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="%s" `, escape(title))
	c.printf(`viewBox="0 0 %d %d" width="120" height="12">`, width, height)
	c.printf(`<title>%s</title>`, escape(title))
	full := 0
	if met+unmet > 0 {
		full = int(math.Round(met / (met + unmet) * width))
		if unmet > 0 {
			full = min(full, width-grain) // what is missing is never invisible
		}
		c.printf(`<path fill="#5b9a86" d="M0 0h%dv48H0z"/>`, full)
		var d trace
		for x := full; x < width; x += 24 {
			end := spot{min(x+height, width), max(0, height-(width-x))}
			d.line([]spot{{x, height}, end}, false)
		}
		c.printf(`<path stroke="#b4532a" stroke-width="6" d="%s"/>`, d.String())
	}
	c.printf(`<path fill="none" stroke="#4a4a48" stroke-width="4" d="M2 2h%dv%dH2z"/>`,
		width-4, height-4)
	return c.close()
}
