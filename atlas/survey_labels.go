package atlas

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxCode is the number of characters that a code may have in our files.
const maxCode = 64

// labels checks what stands beside the geometry: codes and names.
//
// Codes are compared as bytes. Two codes that look alike but differ in an
// invisible sign are two codes; the note about the name usually tells such
// signs first.
func (s *survey) labels() {
	byCode := map[string][]int{}
	for i := range s.m.Places {
		p := &s.m.Places[i]
		switch {
		case p.Code == "":
			s.addSomewhere(MissingCode, i, Detail{"no-code", map[string]any{"feature": p.Feature}})
		case utf8.RuneCountInString(p.Code) > maxCode,
			strings.ContainsFunc(p.Code, unicode.IsSpace):
			s.addSomewhere(MissingCode, i, Detail{"bad-code", map[string]any{
				"feature": p.Feature, "code": p.Code, "limit": maxCode,
			}})
		}
		if p.Code != "" {
			byCode[p.Code] = append(byCode[p.Code], i)
		}
		s.names(i)
	}
	for _, places := range byCode {
		s.duplicates(places)
	}
}

// duplicates reports all but one of the places that have one code: all but the
// westmost, so that the file's order does not matter.
//
// Often the parts of one place come as features of their own, islands before a
// coast for instance. They are one place in the graph, which is what was meant;
// the fault stays, since files with one row per place cannot hold two.
func (s *survey) duplicates(places []int) {
	if len(places) < 2 {
		return
	}
	slices.SortStableFunc(places, func(i, j int) int {
		a, _ := s.m.Places[i].Centroid()
		b, _ := s.m.Places[j].Centroid()
		return compareSpots(spotOf(a), spotOf(b))
	})
	for _, i := range places[1:] {
		s.addSomewhere(DuplicateCode, i, Detail{"duplicate", map[string]any{"times": len(places)}})
	}
}

// names notes every property that is a name and has signs which no name has.
//
// A property is a name if its own name says so: name, NAME, name_zh, county_name.
// Other texts, such as remarks, may have line breaks and whatever else they like.
func (s *survey) names(i int) {
	p := &s.m.Places[i]
	for _, property := range s.m.Properties {
		if !strings.Contains(strings.ToLower(property), "name") {
			continue
		}
		if why := untidy(p.Properties[property]); why != "" {
			s.addSomewhere(UntidyName, i, Detail{"name-" + why, map[string]any{
				"property": property, "value": p.Properties[property],
			}})
		}
	}
}

// untidy returns what is wrong with a name: "broken" for characters lost in a
// wrong encoding, "hidden" for signs that cannot be seen, "accents" for
// letters and accents kept apart, which never compare equal to the usual form,
// "spaces" for blanks at the ends, in a row, or of the wrong kind; else "".
//
// The order of the cases is that of harm: a broken name cannot be mended by
// trimming it. What is not on the list is let pass, since names are as their
// people write them, with apostrophes, hyphens, digits and dots.
func untidy(name string) string {
	switch {
	case strings.ContainsRune(name, utf8.RuneError) || strings.Contains(name, "??"):
		return "broken"
	case strings.ContainsFunc(name, hidden):
		return "hidden"
	case strings.ContainsFunc(name, func(r rune) bool { return 0x300 <= r && r <= 0x36f }):
		return "accents"
	case strings.TrimSpace(name) != name || strings.Contains(name, "  ") ||
		strings.ContainsFunc(name, func(r rune) bool { return r != ' ' && unicode.IsSpace(r) }):
		return "spaces"
	}
	return ""
}

// hidden reports signs without a shape of their own: control characters,
// zero-width blanks, marks of writing direction, a byte-order mark in the
// middle of a text.
func hidden(r rune) bool {
	return unicode.IsControl(r) && !unicode.IsSpace(r) || unicode.Is(unicode.Cf, r)
}

// rings checks the lines of every place as the file gave them.
//
// The three checks look at one place after the other; only the direction that a
// TopoJSON file holds to needs a look at all of them first.
func (s *survey) rings() {
	clockwise := s.outerClockwise()
	for i := range s.m.Places {
		open := s.openRings(i)
		s.winding(i, clockwise)
		s.missing(i, open)
	}
}

// openRings reports rings whose ends do not meet or which have too few points
// to go round anything, and tells whether there were any. In TopoJSON a closed
// ring of two or three points is an islet that the steps of the grid have
// swallowed; the format's own tools pad such rings, so it is no fault there.
//
// At is the last point, where the ring stops short. A ring of fewer than four
// positions cannot go round anything even if it is closed: three corners and the
// first again are the least.
func (s *survey) openRings(i int) bool {
	found := false
	for k, l := range s.m.Places[i].lines {
		if len(l.points) == 0 {
			continue
		}
		last := l.points[len(l.points)-1]
		args := map[string]any{"ring": k + 1, "positions": len(l.points)}
		switch {
		case len(l.points) < 4 && (s.m.Format == GeoJSON || last != l.points[0]):
			s.add(UnclosedRing, int32(i), last, Detail{"short-ring", args})
		case last != l.points[0]:
			s.add(UnclosedRing, int32(i), last, Detail{"open-ring", args})
		default:
			continue
		}
		found = true
	}
	return found
}

// outerClockwise tells which way the outer rings of this file should run.
// RFC 7946 says counter-clockwise. TopoJSON says nothing, and the tools that
// write most of it wind the other way round, so there a file is right if it
// holds to one way: that of most of its outer rings.
//
// RFC 7946 says that readers should take rings of either direction, and Decode
// does. It is still a fault to report: programs that draw on the globe fill
// everything but the place when its ring is turned, and that is how people find
// out.
func (s *survey) outerClockwise() bool {
	if s.m.Format != TopoJSON {
		return false
	}
	balance := 0
	for i := range s.m.Places {
		for _, l := range s.m.Places[i].lines {
			if l.hole || len(l.points) == 0 {
				continue // a ring of nothing runs neither way
			}
			if turning(l.close()) < 0 {
				balance++
			} else {
				balance--
			}
		}
	}
	return balance > 0
}

// winding reports a place once if any ring of it runs the wrong way, at the
// first such ring. Rings without a direction, such as a bow tie, are passed
// over: they have a fault of their own.
//
// One fault per place and not per ring: files from older programs wind everything
// clockwise, and three thousand faults instead of one per place help nobody.
func (s *survey) winding(i int, clockwise bool) {
	wrong, at := 0, Point{}
	for _, l := range s.m.Places[i].lines {
		ring := l.close()
		if flat(ring) {
			continue
		}
		turn := turning(ring)
		if turn == 0 || (turn < 0) == (l.hole != clockwise) {
			continue
		}
		if wrong++; wrong == 1 {
			at = ring[0]
		}
	}
	if wrong > 0 {
		s.add(WrongWinding, int32(i), at, Detail{"winding", map[string]any{"rings": wrong}})
	}
}

// missing reports geometry that could not be read, or that leaves no area
// though every ring was whole.
//
// A place that was left without area by a ring already reported is not reported
// again. In a file of places every one should have an area, so a point or a
// line is null geometry here and not a matter of taste.
func (s *survey) missing(i int, open bool) {
	p := &s.m.Places[i]
	for _, d := range p.broken {
		s.addSomewhere(NullGeometry, i, d)
	}
	if len(p.Polygons) > 0 || len(p.broken) > 0 || open {
		return
	}
	if len(p.lines) == 0 || len(p.lines[0].points) == 0 {
		s.addSomewhere(NullGeometry, i, Detail{Reason: "null"})
		return
	}
	s.add(NullGeometry, int32(i), p.lines[0].points[0], Detail{Reason: "flat"})
}
