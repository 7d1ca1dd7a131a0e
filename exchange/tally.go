package exchange

import "hinterland"

// A sum is what has come of one item: what was sent, and how much of that was
// received, short, or rejected; and what went back of what was lent or rejected.
type sum struct {
	sent, received, short, rejected hinterland.Quantity

	lent, returned way
}

// A way is what goes back: as much as who sends it back says, and how much of that
// came, or did not.
type way struct{ gone, came, missing hinterland.Quantity }

// add puts ways together.
func (w way) add(by way) way {
	return way{w.gone + by.gone, w.came + by.came, w.missing + by.missing}
}

// back is what goes back of an item, whatever for.
func (s *sum) back() way { return s.lent.add(s.returned) }

// A step is an event with what it does to the sums of its item and to money; a
// reversal takes away what the event that it is about has added. Of is the event
// of which that is, and about what that one is about, where that is an event.
type step struct {
	*hinterland.Event
	of, about *hinterland.Event
	by        sum
	paid      cash
}

// A cash is money under way from who pays: what they say went off, and how much
// of that came, or did not.
type cash struct{ paid, came, missing int64 }

// steps are the events of an agreement, the earliest day first.
func (d *Dossier) steps() []step {
	known := map[hinterland.ID[hinterland.Event]]*hinterland.Event{}
	reversed := map[hinterland.ID[hinterland.Event]]*hinterland.Event{}
	for i := range d.Events {
		e := &d.Events[i]
		known[e.ID] = e
		if e.Reversed != 0 {
			reversed[e.Reversed] = e
		}
	}
	steps := make([]step, 0, len(d.Events))
	for i := len(d.Events) - 1; i >= 0; i-- {
		s := step{Event: &d.Events[i]}
		s.of = s.Event
		sign := hinterland.Quantity(1)
		if taken := reversed[s.ID]; taken != nil {
			s.of, sign = taken, -1
		}
		s.about = known[s.of.About]
		s.count(sign)
		steps = append(steps, s)
	}
	return steps
}

// count finds out what a step does. What is returned has been rejected before,
// and is counted there too.
func (s *step) count(sign hinterland.Quantity) {
	of, minor := s.of, int64(sign)
	switch {
	case of.Kind == hinterland.Payment:
		s.paid = cash{paid: minor * of.Paid.Minor}
	case of.Sends():
		s.by.sent = sign * of.Quantity
	case of.Kind == hinterland.Return:
		s.by.goBack(of, way{gone: sign * of.Quantity})
	case of.Kind != hinterland.Receipt || s.about == nil:
	case s.about.Kind == hinterland.Return:
		s.by.goBack(s.about,
			way{came: sign * of.Quantity, missing: sign * (of.Short + of.Rejected)})
	case s.about.Kind == hinterland.Payment:
		s.paid = cash{came: minor * of.Paid.Minor, missing: minor * of.Missing}
	case s.about.Sends():
		s.by = sum{
			received: sign * of.Quantity, short: sign * of.Short, rejected: sign * of.Rejected,
		}
	}
}

// goBack notes the way of a return.
func (s *sum) goBack(of *hinterland.Event, by way) {
	if of.GivesBack() {
		s.lent = by
	} else {
		s.returned = by
	}
}

// sums adds up what the events have made of each item, and refuses an agreement
// of which an item has other totals: nobody elsewhere could find out why.
func (d *Dossier) sums(steps []step) (map[int]*sum, error) {
	sums := map[int]*sum{}
	for i := range d.Items {
		sums[d.Items[i].Number] = &sum{}
	}
	for _, by := range steps {
		s := sums[by.Item]
		if s == nil {
			continue
		}
		s.sent += by.by.sent
		s.received += by.by.received
		s.short += by.by.short
		s.rejected += by.by.rejected
		s.lent = s.lent.add(by.by.lent)
		s.returned = s.returned.add(by.by.returned)
	}
	for i := range d.Items {
		item := &d.Items[i]
		s := sums[item.Number]
		if s.sent-s.short-s.rejected != item.Sent+item.Extra ||
			s.received != item.Received+item.ExtraReceived ||
			s.lent.gone-s.lent.missing != item.GivenBack {
			return nil, hinterland.Refuse(hinterland.Conflict, "export.sums",
				hinterland.Args{"agreement": d.ID.String(), "item": item.Number})
		}
	}
	return sums, nil
}
