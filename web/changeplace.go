package web

import (
	"hinterland"
)

// This file words what changes in what is said of places.

// placesOf are two places.
func (t *teller) placesOf(a, b string) string {
	one, err := t.a.placeNamed(hinterland.PlaceCode(a))
	t.a.fail(err)
	other, err := t.a.placeNamed(hinterland.PlaceCode(b))
	t.a.fail(err)
	return one + " – " + other
}

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
	name, err := t.a.placeNamed(hinterland.PlaceCode(r.text(column)))
	t.a.fail(err)
	return name
}
