package web

import (
	"net/url"
	"slices"
	"strings"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// advanceLedgers are the advances under an agreement and what became of them;
// none where nothing was advanced.
func (a *ask) advanceLedgers(n *names, d *office.Dossier) ([]*ledger, error) {
	advances, settlements, err := n.v.AdvancesOf(d)
	if err != nil || len(advances) == 0 {
		return nil, err
	}
	given := a.ledger("advances", "web.advances", "", "word.number", "web.way.head",
		"column.given", "word.currency", "=column.value", "=column.recovered",
		"=column.returned", "=column.written_off", "=web.advance.left", "word.day", "word.note")
	for i := range advances {
		p := &advances[i]
		line := given.put("advance-"+p.ID.String(), slices.Concat(
			[]slot{
				words(p.ID.String()), words(a.way(n, p.From, p.To)), words(a.given(n, p)),
				words(p.Currency),
			},
			a.sums(p.Currency, p.Value, p.Recovered, p.Returned, p.WrittenOff, p.Open()),
			[]slot{a.dated(p.Day), words(p.Note)})...)
		line.Notes = append(line.Notes, a.advanceState(p, d))
		line.Doing = a.advanceActions(p)
	}
	closed := a.ledger("settlements", "web.settlements", "", "word.number", "word.day",
		"column.kind", "column.advance", "word.currency", "=column.sum", "column.receipt",
		"column.reason", "column.taken")
	for i := range settlements {
		s := &settlements[i]
		line := closed.put("settlement-"+s.ID.String(), slices.Concat(
			[]slot{
				words(s.ID.String()), a.dated(s.Day), words(a.settlementKind(s.Kind)),
				words(s.Advance.String()), words(s.Currency),
			},
			a.sums(s.Currency, s.Amount),
			[]slot{words(s.About.String()), words(s.Reason), words(s.Reversed)})...)
		if s.Reversed != "" {
			line.Class = "gone"
		}
	}
	return []*ledger{given, closed}, nil
}

// given is what was given: so much of a good, or money.
func (a *ask) given(n *names, p *hinterland.Advance) string {
	if p.Good == "" {
		return a.say.Say("web.advance.money", nil)
	}
	return a.say.Say("web.advance.good", lang.Args{
		"good": n.goodName(p.Good), "quantity": a.say.Number(p.Quantity), "unit": p.Unit,
	})
}

// advanceState says whether an advance is closed, and at which rate it is
// recovered.
func (a *ask) advanceState(p *hinterland.Advance, d *office.Dossier) string {
	if p.Open() == 0 {
		return a.say.Say("web.advance.closed", nil)
	}
	item := d.Promise(p.Item)
	if p.Rate == 0 || item == nil {
		return a.say.Say("web.advance.open", nil)
	}
	return a.say.Say("web.advance.rate", lang.Args{
		"rate": money(a.say, p.Rate), "currency": p.Currency, "unit": item.Of.Unit,
	})
}

// settlementKind words a kind of settlement.
func (a *ask) settlementKind(k hinterland.SettlementKind) string {
	// lang: settlement.recovery settlement.return settlement.write-off
	return a.say.Say("settlement."+string(k), nil)
}

// The kinds of the form of settlements: one that takes another back too.
const reversalKind = "reversal"

// advanceActions are what the reader can record of an advance.
func (a *ask) advanceActions(p *hinterland.Advance) (doing []action) {
	path := "/advances/" + url.PathEscape(p.ID.String()) + "/settlements/new?kind="
	put := func(kind, text string, act office.Act, can bool) {
		if can && a.may(act) {
			doing = append(doing, action{Path: path + kind, Text: text})
		}
	}
	put(string(hinterland.ByRecovery), a.say.Say("web.recovery.new", nil),
		&office.RecoverAdvance{Advance: p.ID}, p.Open() > 0)
	put(string(hinterland.ByReturn), a.say.Say("web.returned.new", nil),
		&office.ReturnAdvance{Advance: p.ID}, p.Open() > 0)
	put(string(hinterland.ByWriteOff), a.say.Say("web.writeoff.new", nil),
		&office.WriteOffAdvance{Advance: p.ID}, p.Open() > 0)
	put(reversalKind, a.say.Say("web.settlement.reverse", nil),
		&office.ReturnAdvance{Advance: p.ID}, p.Open() < p.Value)
	return doing
}

// advanceable is an advance that the reader may give under an agreement; nil
// where there is none.
func (a *ask) advanceable(d *office.Dossier) office.Act {
	for i := range d.Items {
		act := &office.GiveAdvance{Agreement: d.ID, Item: d.Items[i].Number}
		if a.may(act) {
			return act
		}
	}
	return nil
}

// giveAdvance is the form for what is given before delivery.
func giveAdvance() form {
	return form{
		start: func(d *draft) error {
			d.typed.Set("day", d.v.Today.String())
			d.typed.Set("currency", d.me.Charter.Currency)
			return nil
		},
		read: func(d *draft) office.Act {
			id, err := d.agreementID()
			d.fault("", err)
			return &office.GiveAdvance{
				Agreement: id, Item: d.whole("item"), Day: d.day("day"),
				Good: hinterland.GoodCode(d.text("good")), Quantity: d.number("quantity"),
				Value: d.number("value"), Currency: strings.ToUpper(d.text("currency")),
				Rate: d.number("rate"), Note: d.text("note"),
			}
		},
		paint: func(d *draft) (*formPage, error) {
			dossier, err := d.dossier(d.v)
			if err != nil {
				return nil, err
			}
			n, err := d.names(d.v)
			if err != nil {
				return nil, err
			}
			var items []option
			for i := range dossier.Items {
				p := &dossier.Items[i]
				if d.may(&office.GiveAdvance{Agreement: dossier.ID, Item: p.Number}) {
					items = append(items, d.itemOption(n, p))
				}
			}
			goods := d.field("choice", "good", "web.advance.what").from(n.goodOptions()).optional()
			return &formPage{
				Title:  d.say.Say("web.advance.new", nil),
				Submit: d.say.Say("web.advance.record", nil),
				Lead:   d.say.Say("web.advance.lead", nil),
				Facts:  d.underFacts(dossier),
				Groups: []group{{Fields: []field{
					d.field("choice", "item", "word.item").from(items),
					d.field("day", "day", "web.advance.day"),
					goods.hint(d.say.Say("web.advance.what.hint", nil)),
					d.field("number", "quantity", "word.quantity").optional(),
					d.field("number", "value", "column.value"),
					d.field("code", "currency", "word.currency"),
					d.field("number", "rate", "web.advance.per").optional().
						hint(d.say.Say("web.advance.per.hint", nil)),
					d.field("note", "note", "word.note").optional(),
				}}},
			}, nil
		},
		then: (*draft).backToAgreement,
	}
}

// whole reads the number of an item; what is none is noted.
func (d *draft) whole(name string) int {
	n, err := hinterland.ParseWhole(d.text(name), 1, hinterland.MaxItems)
	if err != nil {
		d.fault(name, hinterland.Refuse(hinterland.Invalid, "cell.blank", nil))
	}
	return int(n)
}

// itemOption is an item to choose.
func (d *draft) itemOption(n *names, p *office.Promise) option {
	return option{
		hinterland.FormatDecimal(int64(p.Number), 0), d.say.Say("web.advance.item", lang.Args{
			"number": p.Number, "good": nameOf(d.say, p.Of.Name, p.Of.Code),
			"way": d.way(n, p.From, p.To),
		}),
	}
}

// settleAdvance is the form for what closes a part of an advance, and for what
// opens it again.
func settleAdvance() form {
	return form{
		start: func(d *draft) error {
			d.typed.Set("kind", d.r.Form.Get("kind"))
			d.typed.Set("day", d.v.Today.String())
			return nil
		},
		read:  (*draft).readSettlement,
		paint: paintSettlement,
		then: func(d *draft, _ hinterland.Entry) string {
			path := "/agreements"
			err := d.view(func(*office.View) error {
				_, dossier, err := d.advance()
				if err == nil {
					path = agreementPath(dossier.ID)
				}
				return err
			})
			if err != nil { // done it is, whatever page comes next
				d.Log.Error("an advance that was just written about is not found",
					"error", err.Error())
			}
			return path
		},
	}
}

// advance finds the advance of an address.
func (d *draft) advance() (hinterland.Advance, *office.Dossier, error) {
	var id hinterland.ID[hinterland.Advance]
	if err := id.UnmarshalText([]byte(d.r.PathValue("id"))); err != nil {
		return hinterland.Advance{}, nil, err
	}
	return d.v.Advance(id)
}

func (d *draft) readSettlement() office.Act {
	var id hinterland.ID[hinterland.Advance]
	d.fault("", id.UnmarshalText([]byte(d.r.PathValue("id"))))
	amount, reason := d.number("amount"), d.text("reason")
	switch d.text("kind") {
	case string(hinterland.ByReturn):
		return &office.ReturnAdvance{Advance: id, Day: d.day("day"), Amount: amount, Reason: reason}
	case string(hinterland.ByWriteOff):
		return &office.WriteOffAdvance{Advance: id, Amount: amount, Reason: reason}
	case reversalKind:
		act := &office.ReverseSettlement{Reason: reason}
		d.fault("settlement", act.Settlement.UnmarshalText([]byte(d.text("settlement"))))
		return act
	}
	act := &office.RecoverAdvance{Advance: id, Amount: amount}
	d.fault("receipt", act.Receipt.UnmarshalText([]byte(d.text("receipt"))))
	return act
}

func paintSettlement(d *draft) (*formPage, error) {
	given, dossier, err := d.advance()
	if err != nil {
		return nil, err
	}
	n, err := d.names(d.v, given.From, given.To)
	if err != nil {
		return nil, err
	}
	page := &formPage{
		Submit: d.say.Say("web.save", nil),
		Hidden: []field{{Name: "kind", Value: d.typed.Get("kind")}},
		Facts: []fact{
			{
				Label: d.say.Say("word.agreement", nil), Text: dossier.Title,
				Link: agreementPath(dossier.ID),
			},
			{Label: d.say.Say("column.advance", nil), Text: d.given(n, &given)},
			{Label: d.say.Say("web.way.head", nil), Text: d.way(n, given.From, given.To)},
			{Label: d.say.Say("web.advance.left", nil), Text: d.ask.sum(given.Sum(given.Open()))},
		},
	}
	amount := d.field("number", "amount", "column.sum").unit(given.Currency)
	reason := d.field("text", "reason", "word.reason")
	var fields []field
	switch d.typed.Get("kind") {
	case string(hinterland.ByReturn):
		page.Title = d.say.Say("web.returned.new", nil)
		fields = []field{d.field("day", "day", "word.day"), amount, reason}
	case string(hinterland.ByWriteOff):
		page.Title = d.say.Say("web.writeoff.new", nil)
		fields = []field{amount.optional().hint(d.say.Say("web.settlement.all", nil)), reason}
	case reversalKind:
		page.Title = d.say.Say("web.settlement.reverse", nil)
		options, err := d.settlementOptions(dossier, given.ID)
		if err != nil {
			return nil, err
		}
		fields = []field{
			d.field("choice", "settlement", "column.settlement").from(options), reason,
		}
	default:
		page.Title = d.say.Say("web.recovery.new", nil)
		fields = []field{
			d.field("choice", "receipt", "column.receipt").from(d.receiptOptions(dossier, &given)),
			amount.optional().hint(d.say.Say("web.recovery.amount", nil)),
		}
	}
	page.Groups = []group{{Fields: fields}}
	return page, nil
}

// leftOpen is what is open of an advance, before and after a change of it; nothing
// where that is the same.
func (t *teller) leftOpen(before, after row) []changeField {
	open := func(r row) string {
		if len(r) == 0 {
			return "" // it is new
		}
		a := hinterland.Advance{
			Currency: r.text("currency"), Value: r.number("value"),
			Recovered: r.number("recovered"), Returned: r.number("returned"),
			WrittenOff: r.number("written_off"),
		}
		return t.a.sum(a.Sum(a.Open()))
	}
	f := changeField{
		Label: t.a.say.Say("web.advance.left", nil), Before: open(before), After: open(after),
	}
	if f.Before == f.After {
		return nil
	}
	return []changeField{f}
}

// receiptOptions are the receipts from which an advance can be recovered, with what
// the rate gives of each, if one is agreed.
func (d *draft) receiptOptions(dossier *office.Dossier, given *hinterland.Advance) []option {
	item := dossier.Promise(given.Item)
	options := []option{}
	for i := range dossier.Events {
		e := &dossier.Events[i]
		if e.Kind == hinterland.Receipt && e.Reversed == 0 && e.Item == given.Item && item != nil {
			args := lang.Args{
				"number": e.ID.String(), "day": dayWords(d.say, e.Day),
				"quantity": quantity(d.say, e.Quantity, item.Of.Decimals),
				"unit":     item.Of.Unit,
			}
			text := d.say.Say("web.recovery.receipt", args)
			most, err := given.Recoverable(e.Quantity, &item.Of)
			if given.Rate > 0 && err == nil {
				args["sum"] = d.ask.sum(given.Sum(most))
				text = d.say.Say("web.recovery.rated", args)
			}
			options = append(options, option{e.ID.String(), text})
		}
	}
	return options
}

// settlementOptions are the settlements of an advance that can be taken back.
func (d *draft) settlementOptions(
	dossier *office.Dossier, id hinterland.ID[hinterland.Advance],
) ([]option, error) {
	_, settlements, err := d.v.AdvancesOf(dossier)
	options := []option{}
	for _, s := range settlements {
		if s.Advance == id && s.Reversed == "" {
			sum := hinterland.Sum{Minor: s.Amount, Currency: s.Currency}
			options = append(options, option{s.ID.String(), d.say.Say("web.settlement.one",
				lang.Args{
					"number": s.ID.String(), "kind": d.settlementKind(s.Kind),
					"sum": d.ask.sum(sum),
				})})
		}
	}
	return options, err
}
