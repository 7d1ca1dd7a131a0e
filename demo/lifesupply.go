package demo

import (
	"maps"
	"slices"

	"hinterland"
	"hinterland/office"
)

// A sending is a delivery of a deal, and what is to come of it.
type sending struct {
	*deal
	day   hinterland.Day
	q     hinterland.Quantity
	id    hinterland.ID[hinterland.Event]
	short hinterland.Quantity
	bad   hinterland.Quantity
}

// Of the year so many months have been lived through; of what went off after a day
// of the last nobody has said yet what came.
const (
	supplied = 6
	underWay = 23
)

// supply records what was delivered and received until the middle of the year:
// most of it in full and in time.
func (l *life) supply() {
	for month := 1; month <= supplied; month++ {
		var sent []*sending
		for _, d := range l.deals {
			if s := l.send(d, month); s != nil {
				sent = append(sent, s)
			}
		}
		l.on(month+1, 2)
		l.deliver(sent)
		l.on(month+1, 4)
		l.receive(slices.DeleteFunc(sent, func(s *sending) bool {
			return s.day > l.day(supplied, underWay)
		}))
	}
}

// send is what goes off for a deal in a month; nil for nothing. What could not be
// sent, or did not come, is sent with the next.
func (l *life) send(d *deal, month int) *sending {
	due := d.due[month-1]
	d.owed += due
	d.stock += min(due, d.ready[month-1])
	dice := throwFor("delivery", string(d.from), string(d.to), string(d.good.Code),
		string(rune('a'+month)))
	q := min(d.owed, d.stock)
	if q == 0 || dice.under(3) {
		return nil
	}
	s := &sending{deal: d, q: q, day: l.day(month, 18+int(dice.next()%10))}
	switch {
	case dice.under(2):
		s.short = q / 40
	case dice.under(2):
		s.bad = q / 20
	}
	took := q - s.short - s.bad
	d.owed, d.stock, d.taken = d.owed-took, d.stock-took, d.taken+took
	return s
}

// deliver records deliveries: by the supplier, or by the taker where nobody holds a
// post there.
func (l *life) deliver(all []*sending) {
	acts, of := map[hinterland.PartyCode][]office.Act{}, map[hinterland.PartyCode][]*sending{}
	for _, s := range all {
		by := s.from
		if _, manned := l.hosts[by]; !manned {
			by = s.to
		}
		acts[by] = append(acts[by], &office.RecordDelivery{
			Agreement: s.deal.id, Item: 1, Day: s.day, Quantity: s.quantity(s.q),
		})
		of[by] = append(of[by], s)
	}
	for _, by := range sortedCodes(acts) {
		made := l.all(l.hosts[by], acts[by])
		for i, s := range of[by] {
			s.id = hinterland.MakeID[hinterland.Event](made.Act, i)
		}
	}
}

// sortedCodes are the parties of a map in their order.
func sortedCodes[V any](of map[hinterland.PartyCode]V) []hinterland.PartyCode {
	return slices.Sorted(maps.Keys(of))
}

// receive records what takers say of deliveries.
func (l *life) receive(all []*sending) {
	acts := map[hinterland.PartyCode][]office.Act{}
	for _, s := range all {
		act := &office.RecordReceipt{
			Delivery: s.id, Day: s.day + 2, Received: s.quantity(s.q - s.short - s.bad),
		}
		switch {
		case s.short > 0:
			act.Short, act.Reason = s.quantity(s.short), l.said("demo.short", nil)
		case s.bad > 0:
			act.Rejected, act.Reason = s.quantity(s.bad), l.said("demo.rejected", nil)
		}
		by := s.to
		if _, manned := l.hosts[by]; !manned {
			by = s.from
		}
		acts[by] = append(acts[by], act)
	}
	for _, by := range sortedCodes(acts) {
		l.all(l.hosts[by], acts[by])
	}
}
