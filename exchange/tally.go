package exchange

import "hinterland"

// A sum is what has come of one item: what was sent, and how much of that was
// received, short, or rejected.
type sum struct {
	sent, received, short, rejected hinterland.Quantity
}

// A step is an event with what it does to the sums of its item; a reversal takes
// away what the event that it is about has added.
type step struct {
	*hinterland.Event
	by sum
}

// steps are the events of an agreement, the earliest day first. Of what was
// paid or returned nothing is added to what was sent and received.
func (d *Dossier) steps() []step {
	reversed := map[hinterland.ID[hinterland.Event]]*hinterland.Event{}
	sent := map[hinterland.ID[hinterland.Event]]bool{}
	for i := range d.Events {
		if by := d.Events[i].Reversed; by != 0 {
			reversed[by] = &d.Events[i]
		}
		sent[d.Events[i].ID] = d.Events[i].Sends()
	}
	steps := make([]step, 0, len(d.Events))
	for i := len(d.Events) - 1; i >= 0; i-- {
		s := step{Event: &d.Events[i]}
		of, sign := s.Event, hinterland.Quantity(1)
		if taken := reversed[s.ID]; taken != nil {
			of, sign = taken, -1
		}
		if sent[of.ID] || sent[of.About] {
			s.by.add(of, sign)
		}
		steps = append(steps, s)
	}
	return steps
}

// add counts an event, or takes it away.
func (s *sum) add(e *hinterland.Event, sign hinterland.Quantity) {
	switch e.Kind {
	case hinterland.Delivery, hinterland.Work:
		s.sent += sign * e.Quantity
	case hinterland.Receipt:
		s.received += sign * e.Quantity
		s.short += sign * e.Short
		s.rejected += sign * e.Rejected
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
	}
	for i := range d.Items {
		item := &d.Items[i]
		s := sums[item.Number]
		if s.sent-s.short-s.rejected != item.Sent+item.Extra ||
			s.received != item.Received+item.ExtraReceived {
			return nil, hinterland.Refuse(hinterland.Conflict, "export.sums",
				hinterland.Args{"agreement": d.ID.String(), "item": item.Number})
		}
	}
	return sums, nil
}
