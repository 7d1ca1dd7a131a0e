package web

import (
	"strconv"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// giveBack is the form for what went back of what was lent under an agreement.
func giveBack() form {
	return form{
		start: (*draft).startItem,
		read: func(d *draft) office.Act {
			id, item := d.itemRead()
			return &office.GiveBack{
				Agreement: id, Item: item, Day: d.day("day"), Quantity: d.number("quantity"),
				Note: d.text("note"),
			}
		},
		paint: paintGiveBack,
		then:  (*draft).backToAgreement,
	}
}

func paintGiveBack(d *draft) (*formPage, error) {
	dossier, err := d.dossier(d.v)
	if err != nil {
		return nil, err
	}
	n, err := d.names(d.v, dossier.Parties()...)
	if err != nil {
		return nil, err
	}
	items, chosen := d.itemChoice(dossier, func(p *office.Promise) string {
		if p.Back == 0 {
			return ""
		}
		return d.say.Say("web.giveback.item", lang.Args{
			"number": p.Number, "good": nameOf(d.say, p.Of.Name, p.Of.Code),
			"way": d.way(n, p.To, p.From), "unit": p.Of.Unit,
			"out": quantity(d.say, p.Out(), p.Of.Decimals),
		})
	})
	return &formPage{
		Title: d.say.Say("web.giveback.new", nil), Submit: d.say.Say("web.giveback.record", nil),
		Facts: d.underFacts(dossier),
		Groups: []group{{Fields: []field{
			items,
			d.field("day", "day", "web.return.day"),
			d.field("number", "quantity", "word.quantity").unit(chosen.Of.Unit),
			d.field("note", "note", "word.note").optional(),
		}}},
	}, nil
}

// lent says how much of an item the taker has still to give back, and whether its
// day is over; nothing where all is back.
func (a *ask) lent(n *names, d *office.Dossier, p *office.Promise) (text string, kept bool) {
	if p.Out() == 0 {
		return "", false
	}
	back := d.Falls(p.Back)
	return a.say.Say("web.item.lent", lang.Args{
		"quantity": quantity(a.say, p.Out(), p.Of.Decimals) + " " + p.Of.Unit,
		"party":    n.party(p.To), "day": dayWords(a.say, back),
		"state": a.backState(back, n.v.Today).Text,
	}), back < n.v.Today
}

// backState is how what was lent stands on a day, by the day on which it is to be
// back.
func (a *ask) backState(back, today hinterland.Day) tag {
	switch {
	case back < today:
		return tag{"bad", a.say.Say("back.late", lang.Args{"count": int(today - back)})}
	case back == today:
		return tag{"warn", a.say.Say("back.today", nil)}
	}
	return tag{"", a.say.Say("due.days", lang.Args{"count": int(back - today)})}
}

// lentLines lists what is to be given back in a term, by the reader's party or
// to it.
func (a *ask) lentLines(n *names) (late, soonest []dueLine, err error) {
	lent, err := n.v.Lent(n.v.Today+soon+1, homeLines)
	if err != nil {
		return nil, nil, err
	}
	var parties []hinterland.PartyCode
	for i := range lent {
		parties = append(parties, lent[i].From, lent[i].To)
	}
	if err := n.learn(parties); err != nil {
		return nil, nil, err
	}
	for i := range lent {
		if line := a.lentLine(n, &lent[i]); lent[i].Back < n.v.Today {
			late = append(late, line)
		} else {
			soonest = append(soonest, line)
		}
	}
	return late, soonest, nil
}

func (a *ask) lentLine(n *names, i *hinterland.ItemAccount) dueLine {
	of := n.good(i.Good)
	line := dueLine{
		Day: i.Back, Good: n.goodName(i.Good), Way: a.way(n, i.To, i.From),
		Quantity: quantity(a.say, i.Out(), of.Decimals) + " " + of.Unit,
		Path:     agreementPath(i.Agreement), Title: i.Under.Title,
		State: a.backState(i.Back, n.v.Today),
	}
	if i.To == n.v.Actor().Party && n.v.MayOwn("give-back") {
		line.Doing = a.giving(&i.Item)
	}
	return line
}

// giving leads to where it is recorded that something of an item was given back.
func (a *ask) giving(i *hinterland.Item) *action {
	return &action{
		Path: givePath(i.Agreement, i.Number), Text: a.say.Say("web.giveback.new", nil),
	}
}

// loans lay out what is lent between the reader's party and others, by the day on
// which it is to be back; nil where nothing is.
func (a *ask) loans(n *names, found *office.Account) *ledger {
	if len(found.Loans) == 0 {
		return nil
	}
	l := a.ledger("loans", "web.loans", "", "web.way.head", "word.good", "=word.quantity",
		"word.unit", "column.back", "word.state")
	for i := range found.Loans {
		loan := &found.Loans[i]
		standing := words(a.backState(loan.Back, n.v.Today).Text)
		standing.Bad = loan.Back < n.v.Today
		row := l.put("", words(a.way(n, loan.To, loan.From)), words(n.goodName(loan.Good)),
			slot{
				Text: quantity(a.say, loan.Out(), loan.Of.Decimals), Number: true,
				cell: amountCell(loan.Out(), &loan.Of),
			}, words(loan.Of.Unit), a.dated(loan.Back), standing)
		row.Doing = []action{{Path: itemPath(loan.Agreement, loan.Number), Text: loan.Under.Title}}
		if loan.To == n.v.Actor().Party && n.v.MayOwn("give-back") {
			row.Doing = append(row.Doing, *a.giving(&loan.Item))
		}
	}
	return l
}

// itemPath is where an item stands on the page of its agreement.
func itemPath(id hinterland.ID[hinterland.Agreement], item int) string {
	return agreementPath(id) + "#item-" + strconv.Itoa(item)
}

// givePath is where it is recorded that something of an item was given back.
func givePath(id hinterland.ID[hinterland.Agreement], item int) string {
	return agreementPath(id) + "/returns/new?item=" + strconv.Itoa(item)
}

// offerBack offers to give back what is lent under an agreement.
func (a *ask) offerBack(d *office.Dossier) {
	for i := range d.Items {
		if p := &d.Items[i]; p.Out() > 0 {
			a.offer(&office.GiveBack{Agreement: d.ID, Item: p.Number}, action{
				Path: givePath(d.ID, p.Number), Text: a.say.Say("web.giveback.new", nil),
			})
			return
		}
	}
}
