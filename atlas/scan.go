package atlas

import "strconv"

// scanner reads the coordinates of one geometry: numbers in nested lists. The
// bytes are known to be valid JSON, so it need not check commas or brackets for
// balance, only that each level is what it should be; encoding/json would take
// null for 0 and drop what it does not expect, and a border must not be
// guessed. After the first fault every call returns at once.
//
// The grammar is small:
//
//	multi    = [ polygon, … ]
//	polygon  = [ ring, … ]
//	ring     = [ position, … ]
//	position = [ number, number, … ]
//
// with one method for each line. Depth is fixed by the grammar, so no input can
// drive the reader deep, and every value is read once from left to right.
type scanner struct {
	data   []byte
	at     int
	budget *int // points that may still be read; below 0 the map is refused
	fault  *Detail

	rings, positions int // how far it came, for the report
}

// fail notes the first fault with how far the reading had come. Later faults are
// mostly echoes of the first and are dropped.
func (s *scanner) fail(reason string, value string) {
	if s.fault != nil {
		return
	}
	s.fault = &Detail{Reason: reason, Args: map[string]any{
		"ring": s.rings, "position": s.positions, "value": value,
	}}
}

// space skips what JSON allows between tokens.
func (s *scanner) space() {
	for s.at < len(s.data) && (s.data[s.at] == ' ' || s.data[s.at] == '\n' ||
		s.data[s.at] == '\t' || s.data[s.at] == '\r') {
		s.at++
	}
}

// list reads a list and calls item at the start of each member; item must read
// exactly one value.
//
// Commas and closing brackets need no check, because the JSON is valid as a
// whole. An empty list is a list; whether a ring of no positions means anything
// is not decided here.
func (s *scanner) list(item func()) {
	s.space()
	if s.at >= len(s.data) || s.data[s.at] != '[' {
		s.fail("list", s.word())
		return
	}
	s.at++
	s.space()
	if s.at < len(s.data) && s.data[s.at] == ']' {
		s.at++
		return
	}
	for s.fault == nil {
		item()
		s.space()
		if s.at >= len(s.data) || s.data[s.at] != ',' {
			s.at++ // the closing bracket: the JSON is valid
			return
		}
		s.at++
	}
}

// word returns the next few bytes for a report.
func (s *scanner) word() string {
	return string(s.data[min(s.at, len(s.data)):min(s.at+20, len(s.data))])
}

// number reads one finite number.
//
// Infinity and NaN cannot be written in JSON, and 1e999 is refused by
// ParseFloat, so every number that gets past here is finite. Numbers too small
// for float64 become 0.
func (s *scanner) number() float64 {
	s.space()
	start := s.at
	for s.at < len(s.data) && isNumberByte(s.data[s.at]) {
		s.at++
	}
	// ParseFloat refuses the empty text as well as what is beyond float64.
	v, err := strconv.ParseFloat(string(s.data[start:s.at]), 64)
	if err != nil {
		s.at = start
		s.fail("number", s.word())
	}
	return v
}

// isNumberByte reports whether c can stand in a JSON number. Order is not
// checked: the JSON is valid, so what starts as a number is one.
func isNumberByte(c byte) bool {
	return '0' <= c && c <= '9' || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E'
}

// pair reads a position and drops what follows the first two numbers, as the
// formats allow heights there.
func (s *scanner) pair() (x, y float64) {
	n := 0
	s.list(func() {
		v := s.number()
		switch n++; n {
		case 1:
			x = v
		case 2:
			y = v
		}
	})
	if n < 2 {
		s.fail("position", "")
	}
	return x, y
}

// degrees reports whether p can be a place on the Earth. Longitudes to ±360 are
// let through, since maps of the Pacific go past 180.
func degrees(p Point) bool {
	return -360 <= p.Lon && p.Lon <= 360 && -90 <= p.Lat && p.Lat <= 90
}

// point reads a position in degrees and takes it off the budget.
func (s *scanner) point() Point {
	start := s.at
	s.positions++
	x, y := s.pair()
	p := Point{x, y}
	if *s.budget--; *s.budget < 0 {
		s.fail("size", "")
	} else if !degrees(p) {
		s.fail("degrees", string(s.data[start:s.at]))
	}
	return p
}

// polygon reads a list of rings and emits each as it is complete.
//
// The first ring is the outer one and the others are holes, by position: that
// is how both formats mean it, and winding is not to be relied on.
func (s *scanner) polygon(emit func(points []Point, hole bool)) {
	first := true
	s.list(func() {
		s.rings++
		s.positions = 0
		var points []Point
		s.list(func() { points = append(points, s.point()) })
		if s.fault == nil {
			emit(points, !first)
		}
		first = false
	})
}
