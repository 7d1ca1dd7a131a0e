package web

import (
	"slices"

	"hinterland"
)

// This file words what changes in what is said of places.

// places adds the places that a row may name: what it is under is a good's, else.
func (r row) places(to []hinterland.PlaceCode) []hinterland.PlaceCode {
	for _, column := range []string{"place", "parent", "a", "b", "from_place", "to_place"} {
		if code := r.text(column); code != "" {
			to = append(to, hinterland.PlaceCode(code))
		}
	}
	return to
}

// meetPlaces learns what places are called. One that is not there has its code, and is
// not looked for again.
func (t *teller) meetPlaces(codes []hinterland.PlaceCode) error {
	slices.Sort(codes)
	if codes = slices.Compact(codes); len(codes) == 0 {
		return nil
	}
	for _, code := range codes {
		t.places[code] = hinterland.Place{Code: code}
	}
	return t.learnPlaces(codes)
}

// called is what a place is called.
func (t *teller) called(code string) string {
	if _, met := t.places[hinterland.PlaceCode(code)]; met {
		return t.place(hinterland.PlaceCode(code))
	}
	name, err := t.a.placeNamed(hinterland.PlaceCode(code))
	t.a.fail(err)
	return name
}

// placesOf are two places.
func (t *teller) placesOf(a, b string) string { return t.called(a) + " – " + t.called(b) }

// near words a value of what is said of two places, or of what a place weighs.
func (t *teller) near(column string, r row) string {
	n := r.number(column)
	switch column {
	case "ruling":
		return t.a.ruling(hinterland.Ruling(r.text(column)))
	case "strength":
		return trimmed(hinterland.FormatDecimal(n, hinterland.TiePlaces))
	case "hectometres":
		return trimmed(hinterland.FormatDecimal(n, 1))
	case "weight":
		return (&hinterland.Place{Weight: n}).Weighed()
	}
	if n == 0 {
		return "" // the map does not show it
	}
	return t.a.say.Say("web.yes", nil)
}

// node is the good or the place that a row stands under, or is at.
func (t *teller) node(column string, r row) string {
	if _, place := r["lon"]; column == "parent" && !place {
		return t.goodName(hinterland.GoodCode(r.text(column)))
	}
	return t.called(r.text(column))
}
