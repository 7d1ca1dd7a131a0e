package web

import (
	"hinterland"
)

// This file words what changes in zones and in who is in which.

// zoneThing names what a row is about: a place, with its zone where it is of that
// zone's centre, or the zone in which zones are drawn.
func (t *teller) zoneThing(table string, r row) string {
	if table == "zone_rule" {
		return r.text("within")
	}
	name := t.called(r.text("place"))
	if table == "zone_centre" {
		name += " – " + r.text("zone")
	}
	return name
}

// worded words a value of a row of a table; empty for nothing.
func (t *teller) worded(table, column string, r row) string {
	if _, there := r[column]; !there {
		return ""
	}
	number, text := r.number(column), r.text(column)
	switch table + "." + column {
	case "zone.parent":
		return text
	case "zone.lead":
		if text == "" {
			return "" // nobody leads it
		}
		return t.party(hinterland.PartyCode(text))
	case "zone.stage":
		// lang: zone.proposed zone.preparing zone.established zone.dissolved
		return t.a.say.Say("zone."+text, nil)
	case "zone.since":
		return dayWords(t.a.say, hinterland.Day(number))
	case "belonging.reason":
		return t.a.belongs(text)
	case "zone_rule.objective":
		// lang: objective.distance objective.ties
		return t.a.say.Say("objective."+text, nil)
	case "zone_rule.tolerance", "zone_rule.least", "zone_rule.most":
		return bound(column, r)
	}
	return t.value(column, r)
}

// bound words a bound of a rule; empty where it is not of the rule's kind of
// bounds.
func bound(column string, rule row) string {
	number := rule.number(column)
	byTolerance := rule.text("bounds") == string(hinterland.ByTolerance)
	switch {
	case rule.text("bounds") == string(hinterland.Unbounded):
		return ""
	case byTolerance != (column == "tolerance"):
		return ""
	case byTolerance:
		return trimmed(hinterland.FormatDecimal(number, 6))
	case number == hinterland.NoMost:
		return ""
	}
	return hinterland.FormatDecimal(number, 0)
}
