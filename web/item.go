package web

import (
	"maps"
	"math/big"
	"slices"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// An itemBody is an item of an agreement: what is promised, and what has come
// of it. Quantities are in Unit.
type itemBody struct {
	Number   int
	Head     string
	Way      string // from whom to whom
	Unit     string
	Bounds   string
	Price    string
	Right    string
	Effort   string
	Promised string
	Due      string
	Late     string
	IsLate   bool
	Lent     string
	IsKept   bool // beyond its day
	Transit  string
	Received string
	Open     string
	Bar      bar
	Lines    []string
	Rows     []dueRow
}

// A dueRow is one line of a schedule.
type dueRow struct {
	Day                      hinterland.Day
	Quantity, Sent, Received string
	State                    tag
}

// A bar shows an item in thousandths of what was promised or sent, whichever
// is more. Mark is where it should be today.
type bar struct {
	Received, Transit, Late, LateFrom, Mark int
	Label                                   string
}

// item lays out an item.
func (a *ask) item(n *names, d *office.Dossier, p *office.Promise) itemBody {
	of := p.Of
	amount := func(q hinterland.Quantity) string { return quantity(a.say, q, of.Decimals) }
	body := itemBody{
		Number: p.Number, Head: nameOf(a.say, of.Name, of.Code), Unit: of.Unit,
		Way: a.way(n, p.From, p.To), Effort: a.effort(p.Effort),
		Promised: amount(p.Promised), Due: amount(p.Standing.Due), Late: amount(p.Late),
		IsLate: p.Late > 0, Transit: amount(p.Transit), Received: amount(p.Received),
		Open: amount(p.Open),
		Bounds: a.say.Say("web.bounds", lang.Args{
			"floor": amount(p.Floor), "ceiling": amount(p.Ceiling), "unit": of.Unit,
		}),
	}
	falls := d.Deferred(p.Due)
	for i, c := range p.Due {
		state := a.dueState(falls[i], p.Effort, n.v.Today)
		switch sent := c.Sent == c.Quantity; {
		case sent:
		case d.InForce == 0 && c.Due < n.v.Today:
			state = tag{"", a.say.Say("due.unbound", nil)}
		case !d.Expects(falls[i].Due):
			state = tag{"", a.say.Say("due.over", nil)}
		case falls[i].Due != c.Due:
			state.Text = a.say.Say("due.moved", lang.Args{
				"day": dayWords(a.say, falls[i].Due), "state": state.Text,
			})
		}
		body.Rows = append(body.Rows, dueRow{
			Day: c.Due, Quantity: amount(c.Quantity), Sent: amount(c.Sent),
			Received: amount(c.Received), State: state,
		})
	}
	body.Bar = a.bar(p, &body)
	body.Lent, body.IsKept = a.lent(n, d, p)
	return body
}

// way words from whom to whom.
func (a *ask) way(n *names, from, to hinterland.PartyCode) string {
	return a.say.Say("web.way", lang.Args{"from": n.party(from), "to": n.party(to)})
}

// soon is how many days ahead something counts as due soon.
const soon = 30

// dueState is how one line of a schedule stands on a day, by the day on which
// it is due indeed. A best effort is missed, and never late.
func (a *ask) dueState(
	c hinterland.Commitment, effort hinterland.Effort, today hinterland.Day,
) tag {
	switch {
	case c.Received == c.Quantity:
		return tag{"good", a.say.Say("due.received", nil)}
	case c.Sent == c.Quantity:
		return tag{"warn", a.say.Say("due.sent", nil)}
	case c.Due < today && !effort.Binds():
		return tag{"warn", a.say.Say("due.missed", nil)}
	case c.Due < today:
		return tag{"bad", a.say.Say("due.late", lang.Args{"count": int(today - c.Due)})}
	case c.Due == today:
		return tag{"warn", a.say.Say("due.today", nil)}
	}
	return tag{"", a.say.Say("due.days", lang.Args{"count": int(c.Due - today)})}
}

// bar measures the picture of an item.
func (a *ask) bar(p *office.Promise, body *itemBody) bar {
	whole := max(p.Promised, p.Sent, 1)
	part := func(q hinterland.Quantity) int {
		return int(hinterland.Thousandths(q, whole))
	}
	return bar{
		Received: part(p.Received), Transit: part(p.Sent) - part(p.Received),
		LateFrom: part(p.Sent), Late: part(p.Late), Mark: part(p.Standing.Due),
		Label: a.say.Say("web.bar", lang.Args{
			"received": body.Received, "transit": body.Transit, "late": body.Late,
			"promised": body.Promised, "unit": body.Unit,
		}),
	}
}

// values is what was received of all items at their prices, by currency.
func (a *ask) values(items []office.Promise) []string {
	sums := map[string]*big.Rat{}
	for _, p := range items {
		if p.Currency == "" {
			continue
		}
		if p.Received == 0 {
			continue
		}
		value, ok := new(big.Rat).SetString(worth(p.Received, p.Of.Decimals, p.Price))
		if !ok {
			continue // worth writes decimals only
		}
		if sums[p.Currency] == nil {
			sums[p.Currency] = new(big.Rat)
		}
		sums[p.Currency].Add(sums[p.Currency], value)
	}
	var texts []string
	for _, currency := range slices.Sorted(maps.Keys(sums)) {
		places := hinterland.MaxPlaces + hinterland.MoneyPlaces
		text := a.say.Number(trimmed(sums[currency].FloatString(places)))
		texts = append(texts,
			a.say.Say("web.money", lang.Args{"amount": text, "currency": currency}))
	}
	return texts
}
