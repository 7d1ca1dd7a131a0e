package flow

import (
	"bytes"
	"errors"
	"math"
	"strconv"
)

// scanner turns lines into a problem. Fields are cut and numbers read by hand,
// straight from the reader's buffer: a national network is a million lines of
// 27 bytes, and reading it must not take longer than solving it. Nothing is
// allocated for a line, and no text is kept.
//
// Faults stop the reading at once. A file with a wrong line is not a file with
// one fault less: what follows would be read against the wrong heading.
type scanner struct {
	p     Problem
	room  int64 // bytes the text can have at most, as far as known
	line  int
	arcs  int // as the heading says
	named []bool
	begun bool
}

// shortestArc is the length of the shortest arc line, "a 1 2 0 1 1\n".
const shortestArc = 12

// byteOrderMark may stand before the first line, as in any of our files.
const byteOrderMark = "\xef\xbb\xbf"

// take reads one line, its end included. What a line is shows in its first
// field, one letter; a line of blanks is none. Comments are passed over unread,
// so they may hold anything but a line end.
func (s *scanner) take(text []byte) *FormatError {
	if s.line == 1 {
		text = bytes.TrimPrefix(text, []byte(byteOrderMark))
	}
	kind, rest := word(text)
	if len(kind) == 0 {
		return nil
	}
	if len(kind) > 1 {
		return s.fault(ReasonLine, kind)
	}
	switch kind[0] {
	case 'a':
		return s.arc(rest)
	case 'n':
		return s.supply(rest)
	case 'p':
		return s.heading(rest)
	case 'c':
		return nil
	}
	return s.fault(ReasonLine, kind)
}

// longestValue is how much of a text at fault is told: more than any number or
// line of the format has, and less than fills a screen.
const longestValue = 120

// fault is a refusal at the present line. The value is copied, for the text
// belongs to the reader and is gone with the next line, and cut where it is long:
// what is no such file at all may be one word of many thousand bytes.
func (s *scanner) fault(reason string, value []byte) *FormatError {
	value = bytes.TrimSpace(value)
	if len(value) <= longestValue {
		return &FormatError{s.line, reason, string(value)}
	}
	return &FormatError{s.line, reason, string(value[:longestValue]) + "…"}
}

// heading reads what follows p. The numbers in it are claims: memory for nodes
// and arcs is set aside only as far as the text could be long enough to name
// them, so that a line of 30 bytes cannot ask for gigabytes. Nodes need not be
// named one by one, so a few million are believed.
func (s *scanner) heading(rest []byte) *FormatError {
	kind, rest := word(rest)
	if s.begun || string(kind) != "min" {
		return s.fault(ReasonHeading, kind)
	}
	var size [2]int64
	if fault := s.numbers(rest, size[:]); fault != nil {
		return fault
	}
	nodes, arcs := size[0], size[1]
	if nodes < 0 || arcs < 0 || nodes > mostNodes || arcs >= math.MaxInt32/2 {
		return s.fault(ReasonRange, rest)
	}
	if nodes > 1<<24 && nodes > s.room {
		return s.fault(ReasonRange, rest)
	}
	s.begun, s.arcs = true, int(arcs)
	s.p.Supply = make([]int64, nodes)
	s.named = make([]bool, nodes)
	s.p.Arcs = make([]Arc, 0, min(arcs, s.room/shortestArc+1))
	return nil
}

// supply reads what follows n. The format allows a node once: two lines for
// one node are more often a slip than a sum.
func (s *scanner) supply(rest []byte) *FormatError {
	var f [2]int64
	if fault := s.numbers(rest, f[:]); fault != nil {
		return fault
	}
	if !s.begun {
		return s.fault(ReasonHeading, rest)
	}
	v, fault := s.node(f[0])
	if fault != nil {
		return fault
	}
	if s.named[v] {
		return s.fault(ReasonRepeated, rest)
	}
	s.named[v] = true
	s.p.Supply[v] = f[1]
	return nil
}

// arc reads what follows a. Parallel arcs are no fault, nor are loops; a lower
// bound above the cap is, and is told here, where the line is known.
func (s *scanner) arc(rest []byte) *FormatError {
	var f [5]int64
	if fault := s.numbers(rest, f[:]); fault != nil {
		return fault
	}
	if !s.begun {
		return s.fault(ReasonHeading, rest)
	}
	from, fault := s.node(f[0])
	if fault != nil {
		return fault
	}
	to, fault := s.node(f[1])
	if fault != nil {
		return fault
	}
	if f[2] > f[3] {
		return s.fault(ReasonBounds, rest)
	}
	if len(s.p.Arcs) == s.arcs {
		return s.fault(ReasonCount, rest)
	}
	s.p.Arcs = append(s.p.Arcs, Arc{From: from, To: to, Low: f[2], Cap: f[3], Cost: f[4]})
	return nil
}

// node turns a node number of the file, counted from 1, into an index. It is
// compared as it was read: cut down to 32 bits first, 2^32 + 1 would pass for 1.
func (s *scanner) node(v int64) (int32, *FormatError) {
	if v < 1 || v > int64(len(s.p.Supply)) {
		return 0, &FormatError{s.line, ReasonNode, strconv.FormatInt(v, 10)}
	}
	return int32(v - 1), nil
}

// close checks what only the end can tell: that there was a heading at all, and
// as many arcs as it says. A file that was cut off in the middle is told so.
func (s *scanner) close() *FormatError {
	if !s.begun {
		return &FormatError{0, ReasonHeading, ""}
	}
	if len(s.p.Arcs) != s.arcs {
		return &FormatError{0, ReasonCount, strconv.Itoa(len(s.p.Arcs))}
	}
	return nil
}

// word cuts the first field off a line. Fields are parted by blanks, and every
// byte up to the blank counts as one: tabs, the CR before a line end, and also
// control characters, one of which some programs put at the end of a file.
// Bytes beyond ASCII belong to fields, where no rule admits them.
func word(text []byte) (field, rest []byte) {
	i := 0
	for i < len(text) && text[i] <= ' ' {
		i++
	}
	j := i
	for j < len(text) && text[j] > ' ' {
		j++
	}
	return text[i:j], text[j:]
}

// numbers reads exactly len(f) whole numbers from the rest of a line: fewer
// and more are refused alike, so that a line with a field left out is not read
// as a shorter one.
func (s *scanner) numbers(rest []byte, f []int64) *FormatError {
	i := 0
	for k := range f {
		for i < len(rest) && rest[i] <= ' ' {
			i++
		}
		x, end := digits(rest, i)
		if end == i || end < len(rest) && rest[end] > ' ' {
			var fault *FormatError
			if x, end, fault = s.longNumber(rest, i); fault != nil {
				return fault
			}
		}
		f[k], i = x, end
	}
	if more, _ := word(rest[i:]); len(more) > 0 {
		return s.fault(ReasonFields, rest)
	}
	return nil
}

// digits reads an optional minus and up to 18 digits at i, which always fit:
// 10^18 < 2^63. It stops early at anything else, and the caller sees from what
// stands there whether it is a blank, a longer number or a fault. end == i means
// that there was no number. The difference to '0' wraps round below it, so one
// comparison tells a digit.
func digits(text []byte, i int) (x int64, end int) {
	start := i
	if i < len(text) && text[i] == '-' {
		i++
	}
	first := i
	for i < len(text) && i < first+18 && text[i]-'0' <= 9 {
		x = x*10 + int64(text[i]-'0')
		i++
	}
	if i == first {
		return 0, start
	}
	if text[start] == '-' {
		x = -x
	}
	return x, i
}

// longNumber reads what digits left: the few numbers of 19 digits that fit
// int64, and longer ones that begin with zeros. It refuses everything else with
// the right reason: no field, no whole number, or one beyond int64. A plus is
// refused although ParseInt would take it; the format has none.
func (s *scanner) longNumber(rest []byte, i int) (int64, int, *FormatError) {
	field, after := word(rest[i:])
	if len(field) == 0 {
		return 0, 0, s.fault(ReasonFields, rest)
	}
	if field[0] == '+' {
		return 0, 0, s.fault(ReasonNumber, field)
	}
	x, err := strconv.ParseInt(string(field), 10, 64)
	if errors.Is(err, strconv.ErrRange) {
		return 0, 0, s.fault(ReasonRange, field)
	}
	if err != nil {
		return 0, 0, s.fault(ReasonNumber, field)
	}
	return x, len(rest) - len(after), nil
}
