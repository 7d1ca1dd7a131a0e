package web

import (
	"net/url"
	"slices"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// An eventRow is an event in a list.
type eventRow struct {
	ID       string
	Day      hinterland.Day
	What     string
	Item     string
	Quantity string
	Word     string // whose word it is
	Notes    []string
	Gone     string // that it was taken back
	Doing    []action
}

// An eventList is a part of what has happened under an agreement, the latest
// first. Next leads to what was before, First back to the latest.
type eventList struct {
	Rows        []eventRow
	Next, First string
}

// eventsAtOnce is how many events a page lists; tables have all.
const eventsAtOnce = 200

// events lists what has happened under an agreement, from the event on that the
// address names.
func (a *ask) events(n *names, d *office.Dossier) (list eventList) {
	from := max(0, slices.IndexFunc(d.Events, func(e hinterland.Event) bool {
		return e.ID.String() == a.r.Form.Get("event")
	}))
	if from > 0 {
		list.First = agreementPath(d.ID) + "#deliveries"
	}
	shown := d.Events[from:]
	if len(shown) > eventsAtOnce {
		list.Next = eventsPath(d.ID, shown[eventsAtOnce].ID) + "#deliveries"
		shown = shown[:eventsAtOnce]
	}
	list.Rows = make([]eventRow, len(shown))
	for i := range shown {
		e := &shown[i]
		list.Rows[i] = a.event(n, e, promiseOf(d, e))
		if e.Reversed == 0 && e.Kind != hinterland.Reversal {
			list.Rows[i].Doing = a.doing(d, e)
		}
	}
	return list
}

// eventsPath is the address of the events of an agreement from one on.
func eventsPath(
	agreement hinterland.ID[hinterland.Agreement], event hinterland.ID[hinterland.Event],
) string {
	return agreementPath(agreement) + "?event=" + url.QueryEscape(event.String())
}

// awaited is what the reader can do about the earliest event that waits for it. No
// more than a page of them is looked through: what none of them waits for, is
// another's to do.
func (a *ask) awaited(d *office.Dossier) []action {
	looked := 0
	for i := len(d.Events) - 1; i >= 0 && looked < eventsAtOnce; i-- {
		e := &d.Events[i]
		if e.Reversed != 0 || e.Kind == hinterland.Reversal || e.Kind == hinterland.Receipt ||
			d.ReceiptOf(e.ID) != nil {
			continue
		}
		looked++
		doing := a.doing(d, e)
		if slices.ContainsFunc(doing, func(w action) bool { return w.Main }) {
			return doing
		}
	}
	return nil
}

// doing is what the reader can record about an event that stands.
func (a *ask) doing(d *office.Dossier, e *hinterland.Event) (doing []action) {
	add := func(act office.Act, path, text string, main bool) {
		if a.may(act) {
			doing = append(doing, action{Path: path, Text: text, Main: main})
		}
	}
	answered := d.ReceiptOf(e.ID) != nil || e.Returned > 0
	switch {
	case answered:
	case e.Kind == hinterland.Payment:
		add(&office.ConfirmPayment{Payment: e.ID}, eventPath("payments", e, "receipts"),
			a.say.Say("web.paid.new", nil), true)
	case e.Sends() || e.Kind == hinterland.Return:
		add(&office.RecordReceipt{Delivery: e.ID}, eventPath("deliveries", e, "receipts"),
			a.say.Say("web.receipt.new", nil), true)
	}
	if e.Rejected > e.Returned {
		add(&office.RecordReturn{Receipt: e.ID}, eventPath("receipts", e, "returns"),
			a.say.Say("web.return.new", nil), false)
	}
	if !answered {
		add(&office.ReverseEvent{Event: e.ID}, eventPath("events", e, "reversals"),
			a.say.Say("web.reversal.new", nil), false)
	}
	return doing
}

// event lays out one event.
func (a *ask) event(n *names, e *hinterland.Event, p *office.Promise) eventRow {
	of := &p.Of
	amount := func(q hinterland.Quantity) string {
		return quantity(a.say, q, of.Decimals) + " " + of.Unit
	}
	row := eventRow{
		ID: e.ID.String(), Day: e.Day, What: a.eventWords(e), Quantity: amount(e.Quantity),
		Item: nameOf(a.say, of.Name, of.Code), Word: n.party(e.Party),
	}
	if e.Item == 0 {
		row.Item = a.say.Say("web.whole", nil)
	}
	if e.Paid.Currency != "" {
		row.Quantity = a.sum(e.Paid)
	}
	if e.ToldTo != "" {
		row.Word = a.say.Say("web.toldto",
			lang.Args{"party": n.party(e.Party), "scribe": n.party(e.ToldTo)})
	}
	if e.About != 0 {
		row.Notes = append(row.Notes, a.say.Say("web.about", lang.Args{"event": e.About.String()}))
	}
	if e.Kind == hinterland.Payment {
		row.Notes = append(row.Notes, a.way(n, e.Party, e.To))
	}
	for _, part := range []struct {
		q    hinterland.Quantity
		note string
	}{
		{e.Extra, "web.extra"},
		{e.Short, "web.short"},
		{e.Rejected, "web.rejected"},
		{e.Returned, "web.returned"},
	} {
		if part.q > 0 {
			// lang: web.extra web.short web.rejected web.returned
			row.Notes = append(row.Notes,
				a.say.Say(part.note, lang.Args{"quantity": amount(part.q)}))
		}
	}
	if e.Missing > 0 {
		missing := hinterland.Sum{Minor: e.Missing, Currency: e.Paid.Currency}
		row.Notes = append(row.Notes,
			a.say.Say("web.missing", lang.Args{"amount": a.sum(missing)}))
	}
	for _, text := range []string{e.Reason, e.Note} {
		if text != "" {
			row.Notes = append(row.Notes, text)
		}
	}
	if e.Reversed != 0 {
		row.Gone = a.say.Say("web.reversed", lang.Args{"event": e.Reversed.String()})
	}
	return row
}

// eventWords words what an event is.
func (a *ask) eventWords(e *hinterland.Event) string {
	switch {
	case e.GivesBack():
		return a.say.Say("event.giveback", nil)
	case e.Kind == hinterland.Receipt && e.Paid.Currency != "":
		return a.say.Say("event.came", nil)
	}
	return a.eventKind(e.Kind)
}

// eventKind words a kind of event.
func (a *ask) eventKind(k hinterland.EventKind) string {
	// lang: event.delivery event.work event.receipt event.return event.payment event.reversal
	return a.say.Say("event."+string(k), nil)
}
