package draw

// A tone is how a zone looks: a ground colour, a darker one for its hatch and
// its swatch's edge, and the hatch itself.
type tone struct {
	ground, ink string
	hatch       string // path data in a square of hatchSize
}

// hatchSize is the side of the square that a hatch repeats, in steps.
const hatchSize = 40

// tones go round when there are more zones than tones; hatches shift then, so
// that two zones of one colour still differ. The grounds are light and muted
// enough for dark text (contrast above 7:1), and neighbours in the list differ
// in lightness as well as hue, as colour-blind readers and grey printers need;
// they follow the advice of Okabe and Ito (2008) and Tol (2021).
func tones() []tone {
	return []tone{
		{"#a9cce8", "#3f78a8", hatchNone},
		{"#f2c9a1", "#b06f2c", hatchUp},
		{"#c3dea0", "#6a8f35", hatchDots},
		{"#e8b4bd", "#a84f62", hatchDown},
		{"#f4e6a2", "#a58c1f", hatchAcross},
		{"#a8d8cb", "#33897a", hatchUpright},
		{"#cfbfe3", "#7759a3", hatchGrid},
		{"#d8d3c5", "#7d7666", hatchCross},
		{"#f0bfe0", "#a34d8a", hatchDashes},
		{"#bfe3ee", "#3a8aa0", hatchRings},
	}
}

// The hatches.
const (
	hatchNone    = ""
	hatchUp      = "M-4 44L44-4M-4 4L4-4M36 44L44 36"
	hatchDots    = "M9 10h2M29 30h2"
	hatchDown    = "M-4-4L44 44M-4 36L4 44M36-4L44 4"
	hatchAcross  = "M0 20h40"
	hatchUpright = "M20 0v40"
	hatchGrid    = "M0 20h40M20 0v40"
	hatchCross   = "M-4 44L44-4M-4-4L44 44"
	hatchDashes  = "M4 10h16M24 30h16"
	hatchRings   = "M20 14a6 6 0 1 0 .1 0"
)

// toneOf returns the tone of zone i; i < 0 is ground without a zone.
func toneOf(i int) tone {
	all := tones()
	if i < 0 {
		return tone{ground: "#efede8", ink: "#8a867c"}
	}
	t := all[i%len(all)]
	t.hatch = all[(i+i/len(all))%len(all)].hatch
	return t
}

// pattern writes the definition of zone i's fill.
func (c *canvas) pattern(id string, i int) {
	t := toneOf(i)
	c.printf(`<pattern id="%s-z%d" width="%d" height="%[3]d" patternUnits="userSpaceOnUse">`,
		id, i, hatchSize)
	c.printf(`<path fill="%s" d="M0 0h40v40H0z"/>`, t.ground)
	if t.hatch != "" {
		c.printf(`<path d="%s" fill="none" stroke="%s" stroke-width="3" `, t.hatch, t.ink)
		c.WriteString(`stroke-linecap="round" opacity=".5"/>`)
	}
	c.WriteString(`</pattern>`)
}
