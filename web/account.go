package web

import (
	"net/http"
	"slices"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
	"hinterland/workbook"
)

// accountLines is how many lines a page shows of an account; a table has all.
const accountLines = 200

// An accountBody is how a party stands with others.
type accountBody struct {
	Sides []accountSide
	Empty string // where nothing is promised
	Money []moneyRow
	Risks []riskRow
	More  bool

	Advances *ledger // nil where nothing was advanced
	Loans    *ledger // nil where nothing is lent
}

// An accountSide is what a party owes others, or what it is owed.
type accountSide struct {
	Head  string
	Lines []accountRow
}

// An accountRow is what one party owes another of a good.
type accountRow struct {
	Way, WayPath, Good, Unit            string
	Open, Late, Missed, AtRisk, Transit string
	Received, Shortfall                 string
	IsLate, IsAtRisk, IsMissed, IsShort bool
	Differing                           string
}

// A moneyRow is what one party pays another.
type moneyRow struct {
	Way, Worth, Recovered, Paid, Came, Owed string
}

// A riskRow says why something is at risk.
type riskRow struct {
	Path, Text string
}

// showAccount shows how the reader's party stands with all others.
func showAccount(a *ask) error {
	return a.view(func(v *office.View) error {
		n, err := a.names(v, v.Actor().Party)
		if err != nil {
			return err
		}
		body, err := a.account(n, "")
		if err != nil {
			return err
		}
		if v.MayOwn("record-delivery") {
			a.offers = append(a.offers, action{
				Path: "/deliveries/new", Text: a.say.Say("web.sheet.new", nil),
			})
		}
		title := a.say.Say("web.account.title", lang.Args{"party": n.party(v.Actor().Party)})
		return a.show(http.StatusOK, "account", title, body)
	})
}

// account lays out how the reader's party stands with one other, or with all.
func (a *ask) account(n *names, with hinterland.PartyCode) (*accountBody, error) {
	found, err := n.v.Account(with)
	if err != nil {
		return nil, err
	}
	body := &accountBody{More: len(found.Lines) > accountLines}
	body.More = body.More || len(found.Loans) > accountLines
	found.Lines = found.Lines[:min(len(found.Lines), accountLines)]
	found.Loans = found.Loans[:min(len(found.Loans), accountLines)]
	if err := n.learn(partiesOfAccount(found)); err != nil {
		return nil, err
	}
	body.Sides = a.accountSides(n, found.Lines, with)
	// lang: web.account.none web.account.nothing
	key := "web.account.none"
	if with == "" {
		key = "web.account.nothing"
	}
	body.Empty = a.say.Say(key, nil)
	for i := range found.Lines {
		l := &found.Lines[i]
		for _, r := range l.Risks {
			body.Risks = append(body.Risks, riskRow{
				itemPath(r.Agreement, r.Item),
				n.goodName(l.Of.Code) + a.say.Say("web.and", nil) + a.way(n, l.From, l.To) +
					a.say.Say("web.colon", nil) +
					a.risk(&r.Risk, &l.Of),
			})
		}
	}
	for _, m := range found.Money {
		row := moneyRow{
			Way: a.way(n, m.From, m.To), Worth: a.sum(m.Worth),
			Recovered: a.sum(m.Recovered), Paid: a.sum(m.Paid), Came: a.sum(m.Came),
		}
		if owed, err := m.Owed(); err == nil {
			row.Owed = a.sum(owed)
		}
		body.Money = append(body.Money, row)
	}
	body.Advances, body.Loans = a.advanceSums(n, found), a.loans(n, found)
	return body, nil
}

// accountSides tell what the reader's party owes from what it is owed. Among all
// parties each row leads to the account with its other one. Every line of an
// account has the reader's party on one of its sides: whoever keeps the region has
// the account of their own party only.
func (a *ask) accountSides(
	n *names, lines []office.AccountLine, with hinterland.PartyCode,
) []accountSide {
	own := n.v.Actor().Party
	args := lang.Args{"party": n.party(own)}
	sides := []accountSide{
		{Head: a.say.Say("web.account.owes", args)}, {Head: a.say.Say("web.account.isowed", args)},
	}
	for i := range lines {
		l := &lines[i]
		row, side, other := a.accountRow(n, l), &sides[0], l.To
		if l.From != own {
			side, other = &sides[1], l.From
		}
		if with == "" {
			row.WayPath = partyPath(other)
		}
		side.Lines = append(side.Lines, row)
	}
	return slices.DeleteFunc(sides, func(s accountSide) bool { return len(s.Lines) == 0 })
}

// advanceSums lay out what parties have advanced one another; nil where they have
// not.
func (a *ask) advanceSums(n *names, found *office.Account) *ledger {
	if len(found.Advances) == 0 {
		return nil
	}
	l := a.ledger("advances", "web.advances", "", "web.way.head", "word.currency",
		"=column.value", "=column.recovered", "=column.returned", "=column.written_off",
		"=web.advance.left")
	for i := range found.Advances {
		p := &found.Advances[i]
		l.put("", slices.Concat([]slot{words(a.way(n, p.From, p.To)), words(p.Currency)},
			a.sums(p.Currency, p.Value, p.Recovered, p.Returned, p.WrittenOff, p.Open()))...)
	}
	return l
}

// partiesOfAccount lists the parties that an account names.
func partiesOfAccount(found *office.Account) []hinterland.PartyCode {
	var parties []hinterland.PartyCode
	for i := range found.Lines {
		parties = append(parties, found.Lines[i].From, found.Lines[i].To)
	}
	for i := range found.Money {
		parties = append(parties, found.Money[i].From, found.Money[i].To)
	}
	for i := range found.Advances {
		parties = append(parties, found.Advances[i].From, found.Advances[i].To)
	}
	for i := range found.Loans {
		parties = append(parties, found.Loans[i].From, found.Loans[i].To)
	}
	return parties
}

func (a *ask) accountRow(n *names, l *office.AccountLine) accountRow {
	amount := func(q hinterland.Quantity) string { return quantity(a.say, q, l.Of.Decimals) }
	row := accountRow{
		Way: a.way(n, l.From, l.To), Good: n.goodName(l.Of.Code), Unit: l.Of.Unit,
		Open: amount(l.Open), Late: amount(l.Late), Missed: amount(l.Missed),
		AtRisk: amount(l.AtRisk), Transit: amount(l.Transit), Received: amount(l.Received),
		Shortfall: amount(l.Shortfall),
		IsLate:    l.Late > 0, IsAtRisk: l.AtRisk > 0, IsMissed: l.Missed > 0,
		IsShort: l.Shortfall > 0,
	}
	if l.Differing > 0 {
		row.Differing = a.say.Say("web.account.differing", lang.Args{"count": l.Differing})
	}
	return row
}

// risk words why an item is at risk, and by what rule.
func (a *ask) risk(r *hinterland.Risk, of *hinterland.Good) string {
	amount := func(q hinterland.Quantity) string {
		return quantity(a.say, q, of.Decimals) + " " + of.Unit
	}
	return a.say.Say("web.risk", lang.Args{
		"count": r.Days, "sent": amount(r.Sent), "lacking": amount(r.Lacking),
		"due": dayWords(a.say, r.Due),
	})
}

// partyAccountTables are how the reader's party stands with all others.
func (a *ask) partyAccountTables(v *office.View) (string, []workbook.Table, error) {
	n, err := a.names(v)
	if err != nil {
		return "", nil, err
	}
	found, err := v.Account("")
	if err == nil {
		err = n.learn(partiesOfAccount(found))
	}
	if err != nil {
		return "", nil, err
	}
	t := a.table("web.account", "column.from_party", "column.to_party", "word.good", "word.unit",
		"word.open", "word.late", "web.account.missed", "web.account.risk", "word.transit",
		"word.received", "web.account.short", "web.account.differ")
	for i := range found.Lines {
		l := &found.Lines[i]
		row := []workbook.Cell{
			workbook.Text(n.party(l.From)), workbook.Text(n.party(l.To)),
			workbook.Text(n.goodName(l.Of.Code)), workbook.Text(l.Of.Unit),
		}
		for _, q := range []hinterland.Quantity{
			l.Open, l.Late, l.Missed, l.AtRisk, l.Transit, l.Received, l.Shortfall,
		} {
			row = append(row, amountCell(q, &l.Of))
		}
		t.Rows = append(t.Rows, append(row, workbook.Whole(int64(l.Differing))))
	}
	money := a.table("web.account.money", "web.account.payer", "web.account.payee", "word.currency",
		"word.worth", "column.recovered", "column.paid", "column.came")
	for _, m := range found.Money {
		money.Rows = append(money.Rows, []workbook.Cell{
			workbook.Text(n.party(m.From)), workbook.Text(n.party(m.To)),
			workbook.Text(m.Worth.Currency), sumCell(m.Worth), sumCell(m.Recovered),
			sumCell(m.Paid), sumCell(m.Came),
		})
	}
	tables := []workbook.Table{t, money}
	if advances := a.advanceSums(n, found); advances != nil {
		tables = append(tables, advances.table())
	}
	if loans := a.loans(n, found); loans != nil {
		tables = append(tables, loans.table())
	}
	return "account", tables, nil
}

// itemLines say of an item what its bar does not: how much of the floor is
// there, what went beyond the ceiling, what of a best effort was missed, what
// is at risk, and what is short when the term is over.
func (a *ask) itemLines(n *names, d *office.Dossier, p *office.Promise) []string {
	var lines []string
	amount := func(q hinterland.Quantity) string {
		return quantity(a.say, q, p.Of.Decimals) + " " + p.Of.Unit
	}
	if done, any := p.Completion(); any {
		lines = append(lines, a.say.Say("web.item.completion",
			lang.Args{"percent": a.say.Number(hinterland.FormatDecimal(int64(done), 1))}))
	}
	if p.Extra > 0 {
		lines = append(lines, a.say.Say("web.item.extra", lang.Args{
			"sent": amount(p.Extra), "received": amount(p.ExtraReceived),
		}))
	}
	if p.Missed > 0 {
		lines = append(lines, a.say.Say("web.item.missed",
			lang.Args{"quantity": amount(p.Missed)}))
	}
	last := min(d.Latest().Terms.Last, d.Ended-1)
	if short := p.Shortfall(last, n.v.Today); short > 0 {
		return append(lines, a.say.Say("web.item.short", lang.Args{
			"quantity": amount(short), "from": n.party(p.From), "to": n.party(p.To),
		}))
	}
	if d.InForce == 0 || n.v.Today > last {
		return lines
	}
	first := hinterland.FirstSent(d.Events, p.Number)
	if risk, any := p.Risk(d.Deferred(p.Due), first, n.v.Today); any {
		lines = append(lines, a.risk(&risk, &p.Of))
	}
	return lines
}
