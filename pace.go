package hinterland

import "math/big"

// A Risk says that an item will be behind its schedule on the day Due, if as
// much goes off each day as has since its first delivery: in Days days, today
// among them, Sent went off; on Due, Lacking will not have.
type Risk struct {
	Due     Day
	Lacking Quantity
	Sent    Quantity
	Days    int
}

// Risk is the first of the risks that there are on a day, if there is any.
func (i *Item) Risk(due []Commitment, first, today Day) (Risk, bool) {
	if risks := i.Risks(due, first, today); len(risks) > 0 {
		return risks[0], true
	}
	return Risk{}, false
}

// Risks look ahead from a day, to each on which something will be lacking. The
// first is that of the item's first delivery that stands, Forevermore if there is
// none: then there is no pace to judge by, and no risk is told. Nor is one where
// nothing more is due: what is late is late, whatever comes. It is worked out in
// whole steps, cut and not rounded, since half a step goes off on no day.
func (i *Item) Risks(due []Commitment, first, today Day) (risks []Risk) {
	if first > today || i.Sent == 0 {
		return nil
	}
	days := int(today-first) + 1
	lacking := Quantity(0)
	for _, c := range due {
		lacking += c.Quantity - c.Sent
		if c.Due <= today || c.Quantity == c.Sent {
			continue
		}
		if will := portion(i.Sent, int64(c.Due-today), int64(days)); lacking > will {
			risks = append(risks, Risk{c.Due, lacking - will, i.Sent, days})
		}
	}
	return risks
}

// FirstSent is the day of an item's first delivery that stands; Forevermore if
// there is none.
func FirstSent(events []Event, item int) Day {
	first := Forevermore
	for i := range events {
		if e := &events[i]; e.Sends() && e.Reversed == 0 && e.Item == item {
			first = min(first, e.Day)
		}
	}
	return first
}

// Completion is how much of its floor an item has received, in thousandths, cut
// and not rounded, so that nothing is full before it is. It may be more than a
// thousand. An item without floor has none.
func (i *Item) Completion() (thousandths Quantity, any bool) {
	if i.Floor == 0 {
		return 0, false
	}
	return portion(i.Received, 1000, int64(i.Floor)), true
}

// Shortfall is what is missing of the floor once a term is over; until then
// nothing is.
func (i *Item) Shortfall(last, today Day) Quantity {
	if today <= last {
		return 0
	}
	return max(i.Floor-i.Received, 0)
}

// portion is the whole part of q·n/d, MaxTotal if it is more than that.
func portion(q Quantity, n, d int64) Quantity {
	v := new(big.Int).Mul(big.NewInt(int64(q)), big.NewInt(n))
	if v.Quo(v, big.NewInt(d)); v.Cmp(big.NewInt(int64(MaxTotal))) > 0 {
		return MaxTotal
	}
	return Quantity(v.Int64())
}
