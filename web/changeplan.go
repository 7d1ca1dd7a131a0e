package web

import (
	"cmp"
	"strconv"
	"strings"

	"hinterland"
)

// planValue words what only goods and what is stated of them have; any other
// text is as it is.
func (t *teller) planValue(column string, r row) string {
	number := r.number(column)
	switch column {
	case "freight", "storage":
		if number == 0 {
			return "" // it is not said
		}
		return money(t.a.say, hinterland.Money(number)) + " " + r.text("currency")
	case "keeps":
		if number == hinterland.Forever {
			return "" // for ever
		}
		return strconv.FormatInt(number, 10)
	case "period":
		return t.a.periodKind(hinterland.PeriodKind(r.text(column)))
	case "periods", "priority":
		if number == 0 {
			return "" // of an offer
		}
		return strconv.FormatInt(number, 10)
	case "horizon":
		return t.horizonOf(r)
	case "policy":
		return t.a.runZones(hinterland.Policy(r.text(column)))
	case "former":
		return hinterland.ID[hinterland.KeptPlan](number).String()
	case "state":
		return t.a.planState(hinterland.State(r.text(column)))
	case "shown_on":
		if number == 0 {
			return "" // its parties have not been shown it
		}
		return dayWords(t.a.say, hinterland.Day(number))
	case "capacity":
		if number == 0 {
			return "" // it is not said
		}
		return t.a.capacity(number)
	case "side":
		return t.a.side(r.text(column) == "output")
	case "needed", "met":
		return t.amount(column, r)
	case "amounts":
		good := t.good(hinterland.GoodCode(r.text("good")))
		var texts []string
		for _, q := range hinterland.Series(r.text(column)).Quantities() {
			texts = append(texts, quantity(t.a.say, q, good.Decimals))
		}
		return strings.Join(texts, " · ") + " " + good.Unit
	}
	return r.text(column)
}

// horizonOf is what the horizon of a row is called, as in lists; its code where it is one
// of so many that they are not all asked for, or is not seen.
func (t *teller) horizonOf(r row) string {
	return cmp.Or(t.horizon[hinterland.HorizonCode(r.text("horizon"))], r.text("horizon"))
}

// leads is where the value of a row leads: a horizon to its page, if it is known. Nothing
// else of a row has a page that its other values do not lead to.
func (t *teller) leads(column string, r row) string {
	code := hinterland.HorizonCode(r.text("horizon"))
	if _, known := t.horizon[code]; column != "horizon" || !known {
		return ""
	}
	return horizonPath(code)
}

// recipeThing names a recipe, or the one whose good a row is.
func (t *teller) recipeThing(table string, r row) string {
	column := "code"
	if table == "recipe_good" {
		column = "recipe"
	}
	return t.party(hinterland.PartyCode(r.text("party"))) + " · " + r.text(column)
}

// kilometres writes a distance without its unit.
func kilometres(hectometres int64) string { return hinterland.FormatDecimal(hectometres, 1) }

// periodKind words how long periods are.
func (a *ask) periodKind(k hinterland.PeriodKind) string {
	// lang: period.week period.ten-days period.month period.quarter period.year
	return a.say.Say("period."+string(k), nil)
}

// planState words how a plan stands.
func (a *ask) planState(s hinterland.State) string {
	// lang: plan.state.preliminary plan.state.proposed plan.state.inforce plan.state.closed
	// lang: plan.state.withdrawn
	return a.say.Say("plan.state."+string(s), nil)
}

// statementKind words whether something is offered or needed.
func (a *ask) statementKind(k hinterland.StatementKind) string {
	// lang: statement.offer statement.need
	return a.say.Say("statement."+string(k), nil)
}
