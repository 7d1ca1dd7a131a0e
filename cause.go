package hinterland

import "slices"

// A Cause is what a case opens for by itself. There is one case for a cause,
// unless the cause has ended by itself and come again.
type Cause struct {
	Kind  CaseKind
	Item  int
	Due   Day
	Event ID[Event]
	Scope ID[DatedScope]
}

// Cause is what a case was opened for.
func (c *Case) Cause() Cause { return Cause{c.Kind, c.Item, c.Due, c.Event, c.Scope} }

// A Performance is what was promised under an agreement and what has come of it.
type Performance struct {
	Agreement   Agreement
	Items       []Item
	Commitments []Commitment
	Events      []Event
	Trespasses  []Trespass
	Scopes      []DatedScope // that these are off
}

// Causes are all that there are on a day, in the order of what they are about:
// firm commitments that are late, those that will be at the pace of what has
// gone off so far (neither while no text is in force), deliveries that nobody
// has answered for UntakenDays, receipts that differ from what was sent or
// paid, items that were bought off scope, and what was lent and is not back.
func (p *Performance) Causes(day Day) []Cause {
	var causes []Cause
	for _, c := range p.Commitments {
		if p.Agreement.Falls(c.Due) < day && c.Sent < c.Quantity && p.binds(c.Item) {
			causes = append(causes, Cause{Kind: OverdueCase, Item: c.Item, Due: c.Due})
		}
	}
	for i := range p.Items {
		causes = append(causes, p.atRisk(&p.Items[i], day)...)
	}
	answered := p.answered()
	for i := range p.Events {
		e := &p.Events[i]
		switch {
		case e.Reversed != 0:
		case e.Sends() && e.Day+UntakenDays <= day && !answered[e.ID]:
			causes = append(causes, Cause{Kind: UntakenCase, Item: e.Item, Event: e.ID})
		case e.Differs():
			causes = append(causes, Cause{Kind: DifferenceCase, Item: e.Item, Event: e.ID})
		}
	}
	for i := range p.Trespasses {
		t := &p.Trespasses[i]
		cause := Cause{Kind: OffScopeCase, Item: t.Item, Scope: t.Scope}
		if p.trespasses(t) && !slices.Contains(causes, cause) {
			causes = append(causes, cause)
		}
	}
	for i := range p.Items {
		if item := &p.Items[i]; item.Out() > 0 && p.Agreement.Falls(item.Back) < day {
			causes = append(causes, Cause{Kind: KeptBackCase, Item: item.Number, Due: item.Back})
		}
	}
	return causes
}

// binds reports whether an item is firm: nothing is while no text is in force.
func (p *Performance) binds(number int) bool {
	item := p.item(number)
	return item != nil && item.Effort.Binds() && p.Agreement.InForce > 0
}

// atRisk are the commitments of an item that are at risk on a day, by day. What
// is sought as far as possible is told on accounts and is no case.
func (p *Performance) atRisk(i *Item, day Day) (causes []Cause) {
	if !p.binds(i.Number) {
		return nil
	}
	var due []Commitment
	for _, c := range p.Commitments {
		expected := p.Agreement.Expects(p.Agreement.Falls(c.Due))
		if c.Item == i.Number && c.Sent < c.Quantity && expected {
			due = append(due, c)
		}
	}
	risks := i.Risks(p.Agreement.Deferred(due), FirstSent(p.Events, i.Number), day)
	for _, c := range due {
		if slices.ContainsFunc(risks, func(r Risk) bool {
			return r.Due == p.Agreement.Falls(c.Due)
		}) {
			causes = append(causes, Cause{Kind: RiskCase, Item: i.Number, Due: c.Due})
		}
	}
	return causes
}

// answered are the deliveries of which a receipt stands.
func (p *Performance) answered() map[ID[Event]]bool {
	answered := map[ID[Event]]bool{}
	for i := range p.Events {
		if e := &p.Events[i]; e.Kind == Receipt && e.Reversed == 0 {
			answered[e.About] = true
		}
	}
	return answered
}

// trespasses reports whether a purchase off scope is one still: a delivery that
// stands, or something promised for a day of the scope.
func (p *Performance) trespasses(t *Trespass) bool {
	if t.Event != 0 {
		e := p.event(t.Event)
		return e != nil && e.Reversed == 0
	}
	scope := slices.IndexFunc(p.Scopes, func(s DatedScope) bool { return s.ID == t.Scope })
	return scope >= 0 && slices.ContainsFunc(p.Commitments, func(c Commitment) bool {
		return c.Item == t.Item && c.Quantity > 0 && p.Scopes[scope].Term.Has(c.Due)
	})
}

// Outcome is how a cause came to its end that is there no more on a day.
func (p *Performance) Outcome(of Cause, day Day) string {
	switch of.Kind {
	case OverdueCase, RiskCase:
		return p.dueOutcome(of, day)
	case OffScopeCase:
		return OutcomeInScope
	case KeptBackCase:
		if item := p.item(of.Item); item != nil && item.Back == of.Due {
			return OutcomeBack
		}
		return OutcomeVoid
	}
	switch e := p.event(of.Event); {
	case e == nil || e.Reversed != 0:
		return OutcomeReversed
	case of.Kind == DifferenceCase:
		return OutcomeReturned
	}
	return OutcomeAnswered
}

// dueOutcome is how what is about a commitment came to its end.
func (p *Performance) dueOutcome(of Cause, day Day) string {
	at := slices.IndexFunc(p.Commitments, func(c Commitment) bool {
		return c.Item == of.Item && c.Due == of.Due && c.Quantity > 0
	})
	if at < 0 {
		return OutcomeVoid
	}
	sent := p.Commitments[at].Sent >= p.Commitments[at].Quantity
	switch {
	case of.Kind == OverdueCase && sent:
		return OutcomeKept
	case of.Kind == OverdueCase || !sent && !p.binds(of.Item):
		return OutcomeVoid
	case !sent && p.Agreement.Falls(of.Due) <= day:
		return OutcomeDue
	}
	return OutcomePaced
}

// event finds an event; nil if it has been undone.
func (p *Performance) event(id ID[Event]) *Event {
	for i := range p.Events {
		if p.Events[i].ID == id {
			return &p.Events[i]
		}
	}
	return nil
}

// item finds an item; nil if there is none.
func (p *Performance) item(number int) *Item {
	i := slices.IndexFunc(p.Items, func(i Item) bool { return i.Number == number })
	if i < 0 {
		return nil
	}
	return &p.Items[i]
}

// Sides are whom a cause concerns, and first of them who has to see to it: the
// supplier to what is or will be late or differs, the taker to a delivery that
// it has not answered and to what it was lent, who pays to a payment that did
// not come in full, the buyer to what is off the scope of another, who is the
// third. Good is empty where it is about money, and there are none where what
// it is about is gone.
func (p *Performance) Sides(of Cause) (parties []PartyCode, good GoodCode) {
	e := p.event(of.Event)
	if e != nil && e.Missing > 0 {
		if paid := p.event(e.About); paid != nil {
			return []PartyCode{paid.Party, paid.To}, ""
		}
	}
	item := p.item(of.Item)
	if item == nil {
		return nil, ""
	}
	switch of.Kind {
	case UntakenCase, KeptBackCase:
		return []PartyCode{item.To, item.From}, item.Good
	case OffScopeCase:
		parties = []PartyCode{item.To, item.From}
		for i := range p.Scopes {
			s := &p.Scopes[i]
			if s.ID == of.Scope && !slices.Contains(parties, s.Buyer) {
				parties = append(parties, s.Buyer)
			}
		}
		return parties, item.Good
	}
	if e != nil && e.Party == item.From { // who says what came of a return
		return []PartyCode{item.To, item.From}, item.Good
	}
	return []PartyCode{item.From, item.To}, item.Good
}
