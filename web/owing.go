package web

import (
	"strings"

	"hinterland"
	"hinterland/office"
)

// An owingRow is what one party owes another of a good. Worth is what was
// received of it at the agreed prices.
type owingRow struct {
	From, To, Good, Unit                   string
	Promised, Due, Late, Transit, Received string
	Open, Worth                            string
	IsLate                                 bool
}

// owings lay out who owes whom what, where there are more than two who could.
func (a *ask) owings(n *names, d *office.Dossier) []owingRow {
	if len(d.Latest().Terms.Parties) <= 2 {
		return nil
	}
	var rows []owingRow
	for _, o := range d.Owings() {
		amount := func(q hinterland.Quantity) string { return quantity(a.say, q, o.Of.Decimals) }
		rows = append(rows, owingRow{
			From: n.party(o.From), To: n.party(o.To), Good: nameOf(a.say, o.Of.Name, o.Of.Code),
			Unit: o.Of.Unit, Promised: amount(o.Promised), Due: amount(o.Standing.Due),
			Late: amount(o.Late), IsLate: o.Late > 0, Transit: amount(o.Transit),
			Received: amount(o.Received), Open: amount(o.Open),
			Worth: strings.Join(a.values(o.Items), a.say.Say("web.and", nil)),
		})
	}
	return rows
}
