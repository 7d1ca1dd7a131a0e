package web

import (
	"slices"
	"strconv"
	"strings"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// recordDelivery is the form for what went off under an agreement, or was
// worked.
func recordDelivery() form {
	return form{
		start: (*draft).startItem,
		read: func(d *draft) office.Act {
			id, item := d.itemRead()
			return &office.RecordDelivery{
				Agreement: id, Item: item, Day: d.day("day"), Quantity: d.number("quantity"),
				For: d.readSplit(), Extra: d.typed.Get("extra") != "", Note: d.text("note"),
			}
		},
		paint: paintDelivery,
		then:  (*draft).backToAgreement,
	}
}

// startItem begins a form about an item with today, and the item of the address.
func (d *draft) startItem() error {
	d.typed.Set("day", d.v.Today.String())
	d.typed.Set("item", d.r.Form.Get("item"))
	return nil
}

// itemRead is the agreement of the address, and the item that was chosen.
func (d *draft) itemRead() (hinterland.ID[hinterland.Agreement], int) {
	id, err := d.agreementID()
	d.fault("", err)
	item, err := strconv.Atoi(d.text("item"))
	if err != nil {
		d.fault("item", hinterland.Refuse(hinterland.Invalid, "cell.blank", nil))
	}
	return id, item
}

func paintDelivery(d *draft) (*formPage, error) {
	dossier, err := d.dossier(d.v)
	if err != nil {
		return nil, err
	}
	n, err := d.names(d.v)
	if err != nil {
		return nil, err
	}
	items, chosen := d.itemChoice(dossier, func(p *office.Promise) string {
		sends := office.RecordDelivery{Agreement: dossier.ID, Item: p.Number}
		if len(dossier.Items) > 1 && !d.may(&sends) {
			return "" // another sends it; of a single item the form says so
		}
		return d.say.Say("web.delivery.item", lang.Args{
			"number": p.Number, "good": nameOf(d.say, p.Of.Name, p.Of.Code),
			"way": d.way(n, p.From, p.To), "unit": p.Of.Unit,
			"open": quantity(d.say, p.Open, p.Of.Decimals),
		})
	})
	return &formPage{
		Title: d.say.Say("web.delivery.new", nil), Submit: d.say.Say("web.delivery.record", nil),
		Facts: d.underFacts(dossier),
		Groups: []group{{Fields: []field{
			items,
			d.field("day", "day", "web.delivery.day"),
			d.field("number", "quantity", "word.quantity").unit(chosen.Of.Unit),
			d.field("note", "note", "word.note").optional(),
		}}, d.meantGroup(chosen)},
	}, nil
}

// itemChoice asks for an item of an agreement: of those that label says something
// of. It tells which one is chosen so far, an empty one where none is.
func (d *draft) itemChoice(
	dossier *office.Dossier, label func(*office.Promise) string,
) (field, *office.Promise) {
	var items []option
	chosen := &office.Promise{}
	for i := range dossier.Items {
		p := &dossier.Items[i]
		text := label(p)
		if text == "" {
			continue
		}
		items = append(items, option{strconv.Itoa(p.Number), text})
		if len(dossier.Items) == 1 || d.typed.Get("item") == strconv.Itoa(p.Number) {
			chosen = p
		}
	}
	return d.field("choice", "item", "word.item").from(items), chosen
}

// underFacts say under which agreement something is recorded.
func (d *draft) underFacts(dossier *office.Dossier) []fact {
	return []fact{{
		Label: d.say.Say("word.agreement", nil), Text: dossier.Title,
		Link: agreementPath(dossier.ID),
	}}
}

// meantGroup asks what few deliveries need: for which days one is meant, and
// whether it may go beyond the ceiling.
func (d *draft) meantGroup(p *office.Promise) group {
	g := group{Fold: d.say.Say("web.delivery.beyond", nil)}
	if split := d.splitGroup(p); len(split.Fields) > 1 || len(d.splitNames()) > 0 {
		g = split
		g.Fold = d.say.Say("web.split", nil)
	}
	g.Fields = append(g.Fields, d.field("tick", "extra", "web.delivery.extra"))
	g.Needed = slices.ContainsFunc(d.told, func(f fault) bool { return f.Reason == "item.ceiling" })
	return g
}

// An eventSeen is an event with the agreement that it belongs to.
type eventSeen struct {
	hinterland.Event
	dossier *office.Dossier
	promise *office.Promise // an empty one where it is under the whole agreement
}

// promiseOf is the item that an event is under.
func promiseOf(d *office.Dossier, e *hinterland.Event) *office.Promise {
	if p := d.Promise(e.Item); p != nil {
		return p
	}
	return &office.Promise{}
}

// eventID reads the number of an event in an address.
func (a *ask) eventID() (id hinterland.ID[hinterland.Event], err error) {
	return id, id.UnmarshalText([]byte(a.r.PathValue("id")))
}

// event finds the event of an address among what the reader may see.
func (d *draft) event() (*eventSeen, error) {
	id, err := d.eventID()
	if err != nil {
		return nil, err
	}
	e, dossier, err := d.v.Event(id)
	if err != nil {
		return nil, err
	}
	return &eventSeen{e, dossier, promiseOf(dossier, &e)}, nil
}

// facts are what an event was.
func (e *eventSeen) facts(d *draft, n *names) []fact {
	row := d.ask.event(n, &e.Event, e.promise)
	facts := append(d.underFacts(e.dossier), []fact{
		{Label: row.What, Text: row.Item + d.say.Say("web.and", nil) + row.Quantity},
		{Label: d.say.Say("word.day", nil), Text: dayWords(d.say, e.Day)},
		{Label: d.say.Say("word.word", nil), Text: row.Word},
	}...)
	if len(row.Notes) > 0 {
		notes := strings.Join(row.Notes, "\n")
		facts = append(facts, fact{Label: d.say.Say("word.note", nil), Text: notes})
	}
	return facts
}

// recordReceipt is the form for what came of a delivery.
func recordReceipt() form {
	return form{
		start: func(d *draft) error {
			e, err := d.event()
			if err != nil {
				return err
			}
			d.typed.Set("day", d.v.Today.String())
			whole := amountText(e.Quantity, &e.promise.Of)
			d.typed.Set("received", trimmed(whole))
			return nil
		},
		rival: (*draft).rivalReceipt,
		read: func(d *draft) office.Act {
			id, err := d.eventID()
			d.fault("", err)
			return &office.RecordReceipt{
				Delivery: id, Day: d.day("day"), Received: d.number("received"),
				Short: d.number("short"), Rejected: d.number("rejected"),
				Reason: d.text("reason"), Note: d.text("note"),
			}
		},
		paint: func(d *draft) (*formPage, error) {
			e, n, err := d.eventAndNames()
			if err != nil {
				return nil, err
			}
			unit := e.promise.Of.Unit
			return &formPage{
				Title:  d.say.Say("web.receipt.new", nil),
				Submit: d.say.Say("web.receipt.record", nil),
				Lead:   d.say.Say("web.receipt.lead", nil),
				Facts:  e.facts(d, n),
				Groups: []group{{Fields: []field{
					d.field("day", "day", "web.receipt.day"),
					d.field("number", "received", "web.receipt.received").unit(unit),
					d.field("number", "short", "web.receipt.short").optional().unit(unit),
					d.field("number", "rejected", "web.receipt.rejected").optional().unit(unit),
					d.field("text", "reason", "web.receipt.reason").optional().
						hint(d.say.Say("web.receipt.reason.hint", nil)),
					d.field("note", "note", "word.note").optional(),
				}}},
			}, nil
		},
		then: (*draft).backToEvent,
	}
}

// rivalReceipt types what another has recorded of the delivery meanwhile.
func (d *draft) rivalReceipt() (int64, error) {
	return d.rivalAnswer(func(e *eventSeen, receipt *hinterland.Event) {
		for name, q := range map[string]hinterland.Quantity{
			"received": receipt.Quantity, "short": receipt.Short, "rejected": receipt.Rejected,
		} {
			d.typed.Set(name, "")
			if q > 0 {
				d.typed.Set(name, amountText(q, &e.promise.Of))
			}
		}
	})
}

// rivalAnswer types what another has answered to the event meanwhile, if
// anything: what all answers say, and what amounts tells.
func (d *draft) rivalAnswer(
	amounts func(e *eventSeen, receipt *hinterland.Event),
) (int64, error) {
	e, err := d.event()
	if err != nil {
		return 0, err
	}
	receipt := e.dossier.ReceiptOf(e.ID)
	if receipt == nil {
		return 0, nil
	}
	d.typed.Set("day", receipt.Day.String())
	amounts(e, receipt)
	d.typed.Set("reason", receipt.Reason)
	d.typed.Set("note", receipt.Note)
	return d.v.EventEntry(receipt.ID)
}

// eventAndNames are what the forms about an event begin with.
func (d *draft) eventAndNames() (*eventSeen, *names, error) {
	e, err := d.event()
	if err != nil {
		return nil, nil, err
	}
	n, err := d.names(d.v)
	return e, n, err
}

// backToEvent is where an event is listed.
func (d *draft) backToEvent(hinterland.Entry) string {
	path := "/agreements"
	err := d.view(func(*office.View) error {
		e, err := d.event()
		if err == nil {
			path = agreementPath(e.Agreement)
		}
		return err
	})
	if err != nil { // done it is, whatever page comes next
		d.Log.Error("an event that was just written about is not found", "error", err.Error())
	}
	return path
}

// reverseEvent is the form that takes an event back.
func reverseEvent() form {
	return form{
		read: func(d *draft) office.Act {
			id, err := d.eventID()
			d.fault("", err)
			return &office.ReverseEvent{Event: id, Reason: d.text("reason")}
		},
		paint: func(d *draft) (*formPage, error) {
			e, n, err := d.eventAndNames()
			if err != nil {
				return nil, err
			}
			return &formPage{
				Title:  d.say.Say("web.reversal.new", nil),
				Submit: d.say.Say("web.reversal.record", nil),
				Lead:   d.say.Say("web.reversal.lead", nil),
				Facts:  e.facts(d, n),
				Groups: []group{{Fields: []field{
					d.field("text", "reason", "word.reason").
						hint(d.say.Say("web.reversal.reason", nil)),
				}}},
			}, nil
		},
		then: (*draft).backToEvent,
	}
}
