package hinterland

import "cmp"

// An Item is what an agreement in force promises of one good, with what has
// come of it: Sent is what its supplier says went off, without what its taker
// found short or rejected; Received is what the taker says came and was kept.
// Neither goes beyond the ceiling. What does is Extra and ExtraReceived: it
// counts for no floor and no commitment until the ceiling has room for it.
// Effort and Class are those of its terms; rows older than these are firm, and
// of no class. What is lent is to be back by the day Back, which is 0 where
// nothing is: GivenBack is what the taker says went back of it, without what the
// other side found short or rejected.
type Item struct {
	Agreement ID[Agreement]
	Number    int
	From, To  PartyCode
	Good      GoodCode
	Floor     Quantity
	Ceiling   Quantity
	Price     Money
	Currency  string
	Sent      Quantity
	Received  Quantity
	Effort    Effort
	Class     AgreementClass

	Extra         Quantity
	ExtraReceived Quantity
	Back          Day
	GivenBack     Quantity
}

// Out is how much of what was lent the taker still has.
func (i *Item) Out() Quantity {
	if i.Back == 0 {
		return 0
	}
	return i.Received + i.ExtraReceived - i.GivenBack
}

// A Commitment is one dated quantity of an item, with what has been sent and
// received for it. Of that, Meant and MeantReceived are what deliveries were
// split to by their sender; they may be more than Quantity, where later terms
// ask for less on that day.
type Commitment struct {
	Agreement ID[Agreement]
	Item      int
	Due       Day
	Quantity  Quantity
	Sent      Quantity
	Received  Quantity

	Meant         Quantity
	MeantReceived Quantity
}

// Promise turns an item's terms into what they promise, in whole steps of the
// good. It refuses numbers that the good does not allow, a floor above the
// ceiling, quantities of nothing, and a schedule whose sum the floor or the
// ceiling does not allow.
func (i *ItemTerms) Promise(id ID[Agreement], g *Good) (Item, []Commitment, Refusals) {
	var faults Refusals
	read := func(column, text string, places int) int64 {
		steps, err := ParseDecimal(text, places)
		if refusal, ok := err.(*Refusal); ok {
			faults.add(refusal.In(Where{Column: column, Value: clip(text)}))
		}
		return steps
	}
	item := Item{
		Agreement: id, Number: i.Number, From: i.From, To: i.To, Good: i.Good,
		Floor:   Quantity(read("floor", i.Floor, g.Decimals)),
		Ceiling: Quantity(read("ceiling", i.Ceiling, g.Decimals)), Currency: i.Currency,
		Effort: cmp.Or(i.Effort, Firm), Back: i.Back,
	}
	if i.Price != "" {
		item.Price = Money(read("price", i.Price, MoneyPlaces))
		faults.add(checkPrice("price", item.Price))
	}
	for n, grade := range i.Grades {
		at := numbered("grades", n, "price")
		faults.add(checkPrice(at, Money(read(at, grade.Price, MoneyPlaces))))
	}
	var due []Commitment
	for n, s := range i.Schedule {
		due = append(due, Commitment{
			Agreement: id, Item: i.Number, Due: s.Due,
			Quantity: Quantity(read(numbered("schedule", n, "quantity"), s.Quantity, g.Decimals)),
		})
	}
	if len(faults) == 0 {
		faults = item.checkSums(due, g)
	}
	return item, due, faults
}

// checkPrice refuses a price from which costs could not be worked out.
func checkPrice(column string, price Money) *Refusal {
	if price <= MaxUnitCost {
		return nil
	}
	most := Figure(FormatDecimal(int64(MaxUnitCost), MoneyPlaces))
	return Refuse(Invalid, "item.price", Args{"most": most}).In(Where{Column: column})
}

// checkSums refuses bounds and schedules that do not fit one another.
func (i *Item) checkSums(due []Commitment, g *Good) Refusals {
	var faults Refusals
	if i.Ceiling < 1 || i.Ceiling > MaxTotal || i.Floor > i.Ceiling {
		faults.add(Refuse(Invalid, "item.bounds", nil).In(Where{Column: "ceiling"}))
		return faults
	}
	sum := Quantity(0)
	for n, c := range due {
		if c.Quantity < 1 || c.Quantity > i.Ceiling-sum {
			faults.add(Refuse(Invalid, "schedule.quantity", nil).
				In(Where{Column: numbered("schedule", n, "quantity")}))
			return faults
		}
		sum += c.Quantity
	}
	if sum < i.Floor {
		faults.add(Refuse(Invalid, "schedule.floor", Args{
			"item": i.Number, "sum": sum.figure(g.Decimals),
			"floor": i.Floor.figure(g.Decimals), "unit": g.Unit,
		}).In(Where{Column: "floor"}))
	}
	return faults
}

// Replace gives an item the bounds of a new version and keeps what has come
// of it. It refuses another good or other parties, and a ceiling below what
// has been sent.
func (i Item) Replace(by Item) (Item, *Refusal) {
	if by.From != i.From || by.To != i.To || by.Good != i.Good {
		return i, Refuse(Conflict, "item.other", Args{"item": i.Number})
	}
	if by.Ceiling < i.Sent {
		return i, Refuse(Conflict, "item.sent", Args{"item": i.Number})
	}
	by.Sent, by.Extra = divide(i.Sent+i.Extra, by.Ceiling)
	by.Received, by.ExtraReceived = divide(i.Received+i.ExtraReceived, by.Sent)
	by.GivenBack = i.GivenBack
	return by, nil
}

// divide cuts a quantity in two where it goes beyond a bound.
func divide(q, most Quantity) (within, beyond Quantity) {
	return min(q, most), q - min(q, most)
}

// Standing is how an item stands on a day, by what was sent and received.
type Standing struct {
	Promised Quantity // everything scheduled
	Due      Quantity // scheduled up to and on the day
	Late     Quantity // firm, scheduled before the day and not sent
	Missed   Quantity // likewise of a best effort, which is never late
	Open     Quantity // scheduled and not sent, late or not, as far as it is still due
	Transit  Quantity // sent, and the taker has not said that it came
}

// Stand reckons how an item of an agreement stands on a day. While no text is
// in force nobody has bound themselves to a day, so that nothing is late or
// missed. What would fall due after the agreement's end is not open, and once
// that is over nothing.
func (i *Item) Stand(under *Agreement, due []Commitment, day Day) Standing {
	s, over := Standing{Transit: i.Sent - i.Received}, under.Over(day)
	for _, c := range under.Deferred(due) {
		s.Promised += c.Quantity
		if !over && under.Expects(c.Due) {
			s.Open += c.Quantity - c.Sent
		}
		if c.Due <= day {
			s.Due += c.Quantity
		}
		switch missing := c.Quantity - c.Sent; {
		case c.Due >= day || under.InForce == 0:
		case i.Effort.Binds():
			s.Late += missing
		default:
			s.Missed += missing
		}
	}
	return s
}

// A Move changes what has come of an item. Beyond says that it may go beyond
// the ceiling: what does is extra. Back is of what was lent.
type Move struct {
	Sent, Received, Back Quantity
	Beyond               bool
}

// Moved is the item once more has come of it, and whether that may be: all that
// was sent and received is divided anew at the ceiling.
func (i Item) Moved(by Move) (Item, bool) {
	sent, received := i.Sent+i.Extra+by.Sent, i.Received+i.ExtraReceived+by.Received
	most := i.Ceiling
	if by.Beyond {
		most += MaxTotal
	}
	back := i.GivenBack + by.Back
	if sent < received || received < back || back < 0 || by.Sent > 0 && sent > most {
		return i, false
	}
	i.GivenBack = back
	i.Sent, i.Extra = divide(sent, i.Ceiling)
	i.Received, i.ExtraReceived = divide(received, i.Ceiling)
	return i, true
}

// NoRoom says why an item of a good cannot be moved.
func (i *Item) NoRoom(by Move, of *Good) *Refusal {
	has := i.Received + i.ExtraReceived
	amount := func(q Quantity) Args {
		return Args{
			"item": i.Number, "unit": of.Unit,
			"quantity": q.figure(of.Decimals),
		}
	}
	switch {
	case by.Back > 0:
		return Refuse(Conflict, "item.out", amount(has-i.GivenBack))
	case by.Received < 0 && i.GivenBack > max(has+by.Received, 0):
		return Refuse(Conflict, "item.given-back", amount(i.GivenBack))
	case by.Sent <= 0:
		return Refuse(Conflict, "item.taken", Args{"item": i.Number})
	}
	room := (i.Ceiling - i.Sent).figure(of.Decimals)
	return Refuse(Conflict, "item.ceiling", Args{"item": i.Number, "room": room, "unit": of.Unit}).
		In(Where{Column: "quantity", Value: FormatDecimal(int64(by.Sent), of.Decimals)})
}

// ItemBook is what the records can answer and take about items and their
// commitments. Whoever deals commitments anew has moved their item: that locks
// the item, and with it everything below.
type ItemBook interface {
	// Items returns the items of an agreement, by number.
	Items(agreement ID[Agreement]) ([]Item, error)
	// Commitments returns those of an item that are for something, or that
	// something is meant for, by the day they are due; those of every item, one
	// after another, if item is 0.
	Commitments(agreement ID[Agreement], item int) ([]Commitment, error)
	// PutItem records an item, or another state of one that is there.
	PutItem(i Item) error
	// PutCommitment records a commitment, or another state of one. None is ever
	// taken out, since events count for it: it is for nothing any more.
	PutCommitment(c Commitment) error
	// HoldItem returns an item and holds it until the act is done.
	HoldItem(agreement ID[Agreement], item int) (Item, error)
	// MoveItem changes what has come of an item and returns it. It refuses to
	// send beyond the ceiling unless that is said, to give back more than was
	// received, and an item that is unknown.
	MoveItem(agreement ID[Agreement], item int, by Move) (Item, error)
}
