package web

import (
	"net/url"
	"strconv"
	"strings"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// recordPayment is the form for money that went from one party to another. What
// it was for is one choice: an item, or who pays whom under the whole agreement.
func recordPayment() form {
	return form{
		start: func(d *draft) error {
			d.typed.Set("day", d.v.Today.String())
			d.typed.Set("currency", d.me.Charter.Currency)
			d.typed.Set("item", d.r.Form.Get("item"))
			return nil
		},
		read: func(d *draft) office.Act {
			id, err := d.agreementID()
			d.fault("", err)
			item, from, to := paysFor(d.text("item"))
			if item == 0 && from == "" { // until something is chosen, it is the own payment
				from = hinterland.PartyCode(d.typed.Get(forField))
				d.fault("item", hinterland.Refuse(hinterland.Invalid, "cell.blank", nil))
			}
			return &office.RecordPayment{
				Agreement: id, Item: item, From: from, To: to, Day: d.day("day"),
				Amount: d.number("amount"), Currency: strings.ToUpper(d.text("currency")),
				Note: d.text("note"),
			}
		},
		paint: paintPayment,
		then:  (*draft).backToAgreement,
	}
}

// payWay joins who pays whom into the value of an option; no code has a blank.
func payWay(from, to hinterland.PartyCode) string { return string(from) + " " + string(to) }

// paysFor reads what a payment is for.
func paysFor(choice string) (item int, from, to hinterland.PartyCode) {
	if payer, paid, ok := strings.Cut(choice, " "); ok {
		return 0, hinterland.PartyCode(payer), hinterland.PartyCode(paid)
	}
	item, _ = strconv.Atoi(choice) // none is refused by the form
	return item, "", ""
}

func paintPayment(d *draft) (*formPage, error) {
	dossier, err := d.dossier(d.v)
	if err != nil {
		return nil, err
	}
	n, err := d.names(d.v, dossier.Parties()...)
	if err != nil {
		return nil, err
	}
	return &formPage{
		Title: d.say.Say("web.payment.new", nil), Submit: d.say.Say("web.payment.record", nil),
		Facts: d.underFacts(dossier),
		Groups: []group{{Fields: []field{
			d.field("choice", "item", "web.payment.for").from(d.payments(n, dossier)).
				instead("from", "to"),
			d.field("day", "day", "web.payment.day"),
			d.field("number", "amount", "word.amount"),
			d.field("code", "currency", "word.currency"),
			d.field("note", "note", "word.note").optional(),
		}}},
	}, nil
}

// payments are what the reader may record payments for.
func (d *draft) payments(n *names, dossier *office.Dossier) []option {
	var options []option
	for i := range dossier.Items {
		p := &dossier.Items[i]
		if d.may(&office.RecordPayment{Agreement: dossier.ID, Item: p.Number}) {
			options = append(options, option{strconv.Itoa(p.Number), d.say.Say("web.payment.item",
				lang.Args{
					"number": p.Number, "good": nameOf(d.say, p.Of.Name, p.Of.Code),
					"way": d.way(n, p.To, p.From),
				})})
		}
	}
	parties := dossier.Latest().Terms.Parties
	for _, from := range parties {
		for _, to := range parties {
			act := &office.RecordPayment{Agreement: dossier.ID, From: from, To: to}
			if from != to && len(options) < offeredAtOnce && d.may(act) {
				options = append(options, option{payWay(from, to), d.say.Say("web.payment.whole",
					lang.Args{"way": d.way(n, from, to)})})
			}
		}
	}
	return options
}

// offeredAtOnce is how many choices a form has at most.
const offeredAtOnce = 200

// confirmPayment is the form for what came of a payment.
func confirmPayment() form {
	return form{
		start: func(d *draft) error {
			e, err := d.event()
			if err != nil {
				return err
			}
			d.typed.Set("day", d.v.Today.String())
			d.typed.Set("came", e.Paid.String())
			return nil
		},
		rival: (*draft).rivalPaid,
		read: func(d *draft) office.Act {
			id, err := d.eventID()
			d.fault("", err)
			return &office.ConfirmPayment{
				Payment: id, Day: d.day("day"), Came: d.number("came"),
				Reason: d.text("reason"), Note: d.text("note"),
			}
		},
		paint: func(d *draft) (*formPage, error) {
			e, n, err := d.eventAndNames()
			if err != nil {
				return nil, err
			}
			return &formPage{
				Title:  d.say.Say("web.paid.new", nil),
				Submit: d.say.Say("web.paid.record", nil),
				Facts:  e.facts(d, n),
				Groups: []group{{Fields: []field{
					d.field("day", "day", "web.receipt.day"),
					d.field("number", "came", "web.paid.came").unit(e.Paid.Currency),
					d.field("text", "reason", "word.reason").optional().
						hint(d.say.Say("web.paid.reason", nil)),
					d.field("note", "note", "word.note").optional(),
				}}},
			}, nil
		},
		then: (*draft).backToEvent,
	}
}

// rivalPaid types what another has recorded of the payment meanwhile.
func (d *draft) rivalPaid() (int64, error) {
	return d.rivalAnswer(func(_ *eventSeen, receipt *hinterland.Event) {
		d.typed.Set("came", receipt.Paid.String())
	})
}

// recordReturn is the form for what went back of what was rejected.
func recordReturn() form {
	return form{
		start: func(d *draft) error {
			e, err := d.event()
			if err != nil {
				return err
			}
			d.typed.Set("day", d.v.Today.String())
			rest := hinterland.FormatDecimal(int64(e.Rejected-e.Returned), e.promise.Of.Decimals)
			d.typed.Set("quantity", trimmed(rest))
			return nil
		},
		read: func(d *draft) office.Act {
			id, err := d.eventID()
			d.fault("", err)
			return &office.RecordReturn{
				Receipt: id, Day: d.day("day"), Quantity: d.number("quantity"),
				Note: d.text("note"),
			}
		},
		paint: func(d *draft) (*formPage, error) {
			e, n, err := d.eventAndNames()
			if err != nil {
				return nil, err
			}
			return &formPage{
				Title:  d.say.Say("web.return.new", nil),
				Submit: d.say.Say("web.return.record", nil),
				Facts:  e.facts(d, n),
				Groups: []group{{Fields: []field{
					d.field("day", "day", "web.return.day"),
					d.field("number", "quantity", "word.quantity").unit(e.promise.Of.Unit),
					d.field("note", "note", "word.note").optional(),
				}}},
			}, nil
		},
		then: (*draft).backToEvent,
	}
}

// eventPath is where something about an event is recorded.
func eventPath(kind string, e *hinterland.Event, what string) string {
	return "/" + kind + "/" + url.PathEscape(e.ID.String()) + "/" + what + "/new"
}
