package hinterland

import (
	"cmp"
	"slices"
)

// A Tally is what the events under one agreement add up to, whatever their
// order: what the kept totals have to say.
type Tally struct {
	items    map[int]tallied
	meant    map[dueKey]tallied
	paid     map[Paid]tallied // by the key of the row: its sums are nought
	back     map[int]Quantity // of what was lent, by item
	returned map[ID[Event]]Quantity
}

// tallied is a total of the two sides: what one says went off, without what
// the other found short or rejected, and what the other says came.
type tallied struct{ sent, received int64 }

// A dueKey names a commitment of an agreement.
type dueKey struct {
	item int
	due  Day
}

// TallyOf adds up the events under an agreement, and the parts of those that
// were split.
func TallyOf(events []Event, parts []Fulfilment) *Tally {
	t := &Tally{
		items: map[int]tallied{}, meant: map[dueKey]tallied{}, paid: map[Paid]tallied{},
		returned: map[ID[Event]]Quantity{}, back: map[int]Quantity{},
	}
	receipts, split := map[ID[Event]]*Event{}, map[ID[Event]][]Fulfilment{}
	for i := range events {
		if e := &events[i]; e.Kind == Receipt && e.Reversed == 0 {
			receipts[e.About] = e
		}
	}
	for _, p := range parts {
		if p.Meant > 0 {
			split[p.Event] = append(split[p.Event], p)
		}
	}
	for i := range events {
		if e := &events[i]; e.Reversed == 0 {
			t.add(e, receipts[e.ID], split[e.ID])
		}
	}
	return t
}

// add adds an event that stands, with the receipt of it, if there is one.
func (t *Tally) add(e, receipt *Event, parts []Fulfilment) {
	switch {
	case e.Kind == Payment:
		key := e.PaidRow()
		came := int64(0)
		if receipt != nil {
			came = receipt.Paid.Minor
		}
		t.paid[key] = t.paid[key].plus(e.Paid.Minor, came)
	case e.GivesBack():
		t.back[e.Item] += e.Quantity
		if receipt != nil {
			t.back[e.Item] -= receipt.Short + receipt.Rejected
		}
	case e.Kind == Return:
		t.returned[e.About] += e.Quantity
	case e.Sends() && receipt == nil:
		t.items[e.Item] = t.items[e.Item].plus(int64(e.Quantity), 0)
		t.mean(e.Item, parts, false)
	case e.Sends():
		taken := int64(receipt.Quantity)
		t.items[e.Item] = t.items[e.Item].plus(taken, taken)
		t.mean(e.Item, Kept(parts, receipt.Quantity), true)
	}
}

func (t *Tally) mean(item int, parts []Fulfilment, received bool) {
	for _, p := range parts {
		key := dueKey{item, p.Due}
		took := int64(0)
		if received {
			took = int64(p.Meant)
		}
		t.meant[key] = t.meant[key].plus(int64(p.Meant), took)
	}
}

func (t tallied) plus(sent, received int64) tallied {
	return tallied{t.sent + sent, t.received + received}
}

// Item is an item with what has come of it by the events.
func (t *Tally) Item(i Item) Item {
	sum := t.items[i.Number]
	i.Sent, i.Extra = divide(Quantity(sum.sent), i.Ceiling)
	i.Received, i.ExtraReceived = divide(Quantity(sum.received), i.Sent)
	i.GivenBack = t.back[i.Number]
	return i
}

// Commitments are commitments with what is meant for them by the events.
func (t *Tally) Commitments(due []Commitment) []Commitment {
	meant := slices.Clone(due)
	for n := range meant {
		c := &meant[n]
		sum := t.meant[dueKey{c.Item, c.Due}]
		c.Meant, c.MeantReceived = Quantity(sum.sent), Quantity(sum.received)
	}
	return meant
}

// Paid is what was paid, by the events.
func (t *Tally) Paid(p Paid) Paid {
	p.Amount, p.Came = 0, 0
	sum := t.paid[p]
	p.Amount, p.Came = sum.sent, sum.received
	return p
}

// Unkept are payments of which no total is kept.
func (t *Tally) Unkept(kept []Paid) []Paid {
	for _, p := range kept {
		p.Amount, p.Came = 0, 0
		delete(t.paid, p)
	}
	var unkept []Paid
	for p := range t.paid {
		unkept = append(unkept, t.Paid(p))
	}
	slices.SortFunc(unkept, func(a, b Paid) int {
		return cmp.Or(a.Item-b.Item, cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To),
			cmp.Compare(a.Currency, b.Currency))
	})
	return unkept
}

// Returned is how much of what a receipt rejected was returned.
func (t *Tally) Returned(receipt ID[Event]) Quantity { return t.returned[receipt] }
