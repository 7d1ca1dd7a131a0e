package draw

import (
	"cmp"
	"math"
	"slices"
	"unicode"

	"hinterland/atlas"
)

// A box is a rectangle of the grid that text or a mark takes up.
type box struct{ left, top, right, bottom int }

func (b box) meets(o box) bool {
	return b.left < o.right && o.left < b.right && b.top < o.bottom && o.top < b.bottom
}

// textWidth estimates the width of a text in steps at a size in steps. Without
// fonts it can only be an estimate: full for Chinese, a bit over half for the
// rest, on the wide side.
func textWidth(text string, size int) int {
	width := 0.0
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Han, r) || r >= 0x3000 && r < 0xff00 && r > 0x2fff:
			width++
		case unicode.IsUpper(r) || r == 'm' || r == 'w':
			width += 0.72
		case r == 'i' || r == 'l' || r == ' ' || r == '.' || r == ',':
			width += 0.32
		default:
			width += 0.6
		}
	}
	return int(math.Ceil(width * float64(size)))
}

// textBox returns the box of a text centred on at.
func textBox(text string, size int, at spot) box {
	w := textWidth(text, size)
	return box{at.x - w/2, at.y - size*11/20, at.x + (w+1)/2, at.y + size*11/20}
}

// A room is where a label of a shape fits best.
type room struct {
	at     spot
	radius float64 // distance to the nearest border
}

// roomOf finds a point of the shape far from its border. It looks at a grid of
// points over the shape and takes, of all that are nearly as deep as the
// deepest, the one nearest to the middle of them: in a long shape, where many
// points are equally deep, that is the one a draughtsman would take.
func roomOf(rings [][]spot) room {
	low, high := spot{math.MaxInt32, math.MaxInt32}, spot{math.MinInt32, math.MinInt32}
	for _, ring := range rings {
		for _, p := range ring {
			low = spot{min(low.x, p.x), min(low.y, p.y)}
			high = spot{max(high.x, p.x), max(high.y, p.y)}
		}
	}
	if low.x > high.x {
		return room{}
	}
	const fine = 24
	var rooms []room
	deepest := 0.0
	for i := range fine + 1 {
		for j := range fine + 1 {
			p := spot{low.x + (high.x-low.x)*i/fine, low.y + (high.y-low.y)*j/fine}
			if d := depth(rings, p); d > 0 {
				rooms = append(rooms, room{p, d})
				deepest = math.Max(deepest, d)
			}
		}
	}
	rooms = slices.DeleteFunc(rooms, func(r room) bool { return r.radius < 0.85*deepest })
	if len(rooms) == 0 {
		return room{at: spot{(low.x + high.x) / 2, (low.y + high.y) / 2}}
	}
	middle := spot{}
	for _, r := range rooms {
		middle = spot{middle.x + r.at.x, middle.y + r.at.y}
	}
	middle = spot{middle.x / len(rooms), middle.y / len(rooms)}
	return slices.MinFunc(rooms, func(a, b room) int {
		return cmp.Compare(toSegment(middle, middle, a.at), toSegment(middle, middle, b.at))
	})
}

// depth returns the distance of p to the nearest border, negative outside.
func depth(rings [][]spot, p spot) float64 {
	inside := false
	least := math.Inf(1)
	for _, ring := range rings {
		for i := range ring {
			a, b := ring[(i+len(ring)-1)%len(ring)], ring[i]
			if (a.y <= p.y) != (b.y <= p.y) {
				x := float64(a.x) + float64(p.y-a.y)*float64(b.x-a.x)/float64(b.y-a.y)
				inside = inside != (float64(p.x) < x)
			}
			least = math.Min(least, toSegment(a, b, p))
		}
	}
	if !inside {
		return -least
	}
	return least
}

func toSegment(a, b, p spot) float64 {
	dx, dy := float64(b.x-a.x), float64(b.y-a.y)
	px, py := float64(p.x-a.x), float64(p.y-a.y)
	t := 0.0
	if square := dx*dx + dy*dy; square > 0 {
		t = math.Max(0, math.Min(1, (px*dx+py*dy)/square))
	}
	return math.Hypot(px-t*dx, py-t*dy)
}

// fits reports whether a text centred in the room stays inside the shape: both
// ends of it, top and bottom.
func fits(rings [][]spot, text string, size int, at spot) bool {
	b := textBox(text, size, at)
	b.left, b.right = b.left-2*grain, b.right+2*grain
	for _, p := range []spot{
		{b.left, b.top},
		{b.right, b.top},
		{b.left, b.bottom},
		{b.right, b.bottom},
		{at.x, b.top},
		{at.x, b.bottom},
	} {
		if depth(rings, p) < 0 {
			return false
		}
	}
	return true
}

// labelSpots returns the room of every shape.
func labelSpots(t *atlas.Topology, f frame) ([]room, [][][]spot) {
	rooms := make([]room, len(t.Shapes))
	rings := make([][][]spot, len(t.Shapes))
	for i, s := range t.Shapes {
		for _, ring := range s.Rings {
			rings[i] = append(rings[i], f.line(t.Line(ring)))
		}
		rooms[i] = roomOf(rings[i])
	}
	return rooms, rings
}
