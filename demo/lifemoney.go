package demo

import (
	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// guestly reports whether people may look around as somebody of a party.
func (l *life) guestly(party hinterland.PartyCode) bool {
	for _, g := range l.guests {
		if g.party == party && party != officeCode {
			return true
		}
	}
	return false
}

// pay has what guests took or sent paid in part. The word of who holds no account
// is written down by who paid; the others have not yet said that it came.
func (l *life) pay() {
	l.on(supplied+1, 3)
	of := map[hinterland.PartyCode][]*deal{}
	for _, d := range l.deals {
		if d.taken == 0 || !l.guestly(d.from) && !l.guestly(d.to) {
			continue
		}
		by := d.to
		if _, manned := l.hosts[by]; !manned {
			by = d.from
		}
		of[by] = append(of[by], d)
	}
	today := l.day(supplied+1, 3)
	for _, by := range sortedCodes(of) {
		var pays, came []office.Act
		for _, d := range of[by] {
			pays = append(pays, &office.RecordPayment{
				Agreement: d.id, Item: 1, Day: today, Currency: d.good.Currency,
				Amount: hinterland.FormatDecimal(d.paid(d.taken/2), centPlaces),
			})
		}
		paid := l.all(l.hosts[by], pays)
		for i, d := range of[by] {
			if _, manned := l.hosts[d.from]; !manned {
				came = append(came, &office.ConfirmPayment{
					Payment: hinterland.MakeID[hinterland.Event](paid.Act, i), Day: today,
					Came: hinterland.FormatDecimal(d.paid(d.taken/2), centPlaces),
				})
			}
		}
		l.all(l.hosts[by], came)
	}
	l.advance(of)
	l.fund()
}

// centPlaces is how many decimals a sum has.
const centPlaces = 2

// advance has each guest who buys advance something to the first supplier.
func (l *life) advance(of map[hinterland.PartyCode][]*deal) {
	for _, by := range sortedCodes(of) {
		if d := of[by][0]; d.to == by && l.guestly(by) {
			l.do(l.hosts[by], &office.GiveAdvance{
				Agreement: d.id, Item: 1, Day: l.day(supplied, 1), Currency: d.good.Currency,
				Value: hinterland.FormatDecimal(d.paid(d.total()/20), centPlaces),
				Note:  l.said("demo.advance", nil),
			})
		}
	}
}

// fund opens a fund of the office, to which one guest pledges and of which another
// asks for money.
func (l *life) fund() {
	var eligible []hinterland.PartyCode
	for _, g := range l.guests {
		if g.Role == "cooperative" {
			eligible = append(eligible, g.party)
		}
	}
	opened := l.do(l.keeper, &office.OpenFund{FundTerms: hinterland.FundTerms{
		Name:    hinterland.Name{English: "Storehouses", Chinese: "仓库建设资金"},
		Trustee: officeCode, Currency: l.Region.Goods[0].Currency, Low: "400000", High: "600000",
		From: l.horizon.From, Last: l.horizon.Last(), Eligible: eligible,
		Purposes: []string{l.said("demo.purpose", nil)},
	}})
	fund := hinterland.MakeID[hinterland.Fund](opened.Act, 0)
	for _, g := range l.guests {
		switch g.Role {
		case "company":
			l.do(l.hosts[g.party], &office.PledgeToFund{
				Fund: fund, Party: g.party, Amount: "250000",
			})
		case "cooperative":
			l.do(l.hosts[g.party], &office.ApplyToFund{
				Fund: fund, Party: g.party, Amount: "60000", Use: l.said("demo.purpose", nil),
				Reason: l.said("demo.apply", nil),
			})
		}
	}
}

// await lets the office look for cases, on the day on which guests come, and one of
// them raise another.
func (l *life) await() {
	l.on(supplied+1, 6)
	if l.err == nil {
		_, l.err = l.Office.Look(l.ctx)
	}
	for _, d := range l.deals {
		if l.guestly(d.to) && d.taken > 0 {
			l.do(l.hosts[d.to], &office.RaiseCase{
				Party: d.to, Agreement: d.id, Good: d.good.Code,
				Deadline: l.day(supplied+1, 20),
				Text: l.said("demo.conflict", lang.Args{
					"party": l.named(l.index.Party[d.from].Name),
				}),
			})
			return
		}
	}
}
