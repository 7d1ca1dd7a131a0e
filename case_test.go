package hinterland

import (
	"slices"
	"testing"
)

// The performance of the tests: item 1 is firm, item 2 is sought as far as
// possible; each has something due on day 100.
func performed(events ...Event) *Performance {
	return &Performance{
		Agreement: Agreement{Ended: Forevermore, Paused: Term{From: 90, To: 96}},
		Items: []Item{
			{Number: 1, From: "coop", To: "mill", Effort: Firm},
			{Number: 2, From: "mill", To: "coop", Effort: Best},
		},
		Commitments: []Commitment{
			{Item: 1, Due: 100, Quantity: 60, Sent: 59}, {Item: 2, Due: 100, Quantity: 60},
		},
		Events: events,
	}
}

func TestCausesOpenOnTheirDay(t *testing.T) {
	delivery := Event{ID: 7, Kind: Delivery, Item: 1, Day: 90, Quantity: 5}
	receipt := Event{ID: 8, Kind: Receipt, Item: 1, About: 7, Day: 91, Quantity: 5}
	with := func(e Event, change func(*Event)) Event {
		change(&e)
		return e
	}
	late := Cause{Kind: OverdueCase, Item: 1, Due: 100}
	for _, tt := range []struct {
		name   string
		day    Day
		events []Event
		want   []Cause
	}{
		{"nothing on the day that it is due", 100, nil, nil},
		{"what is firm, the day after", 101, nil, []Cause{late}},
		{"a delivery within fourteen days", 103, []Event{delivery}, []Cause{late}},
		{
			"a delivery without answer for fourteen days", 104,
			[]Event{delivery},
			[]Cause{late, {Kind: UntakenCase, Item: 1, Event: 7}},
		},
		{"a delivery that was answered", 104, []Event{receipt, delivery}, []Cause{late}},
		{
			"a delivery whose answer was taken back", 104,
			[]Event{with(receipt, func(e *Event) { e.Reversed = 9 }), delivery},
			[]Cause{late, {Kind: UntakenCase, Item: 1, Event: 7}},
		},
		{
			"a delivery that was taken back", 104,
			[]Event{with(delivery, func(e *Event) { e.Reversed = 9 })},
			[]Cause{late},
		},
		{
			"a receipt that says short", 100,
			[]Event{with(receipt, func(e *Event) { e.Short = 1 }), delivery},
			[]Cause{{Kind: DifferenceCase, Item: 1, Event: 8}},
		},
		{
			"a receipt that says rejected", 100,
			[]Event{with(receipt, func(e *Event) { e.Rejected = 1 }), delivery},
			[]Cause{{Kind: DifferenceCase, Item: 1, Event: 8}},
		},
		{
			"a receipt that was taken back", 100,
			[]Event{with(receipt, func(e *Event) { e.Short, e.Reversed = 1, 9 })},
			nil,
		},
	} {
		if got := performed(tt.events...).Causes(tt.day); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestACauseThatIsOverSaysHow(t *testing.T) {
	late := Cause{Kind: OverdueCase, Item: 1, Due: 100}
	untaken := Cause{Kind: UntakenCase, Item: 1, Event: 7}
	differs := Cause{Kind: DifferenceCase, Item: 1, Event: 8}
	for _, tt := range []struct {
		name   string
		of     Cause
		change func(*Performance)
		want   string
	}{
		{"sent in full", late, func(p *Performance) { p.Commitments[0].Sent = 60 }, OutcomeKept},
		{"due no more", late, func(p *Performance) { p.Commitments = nil }, OutcomeVoid},
		{"for nothing", late, func(p *Performance) { p.Commitments[0].Quantity = 0 }, OutcomeVoid},
		{"firm no more", late, func(p *Performance) { p.Items[0].Effort = Best }, OutcomeVoid},
		{"answered", untaken, func(*Performance) {}, OutcomeAnswered},
		{
			"a delivery that was taken back", untaken,
			func(p *Performance) { p.Events[0].Reversed = 9 }, OutcomeReversed,
		},
		{
			"what was rejected was returned",
			Cause{Kind: DifferenceCase, Item: 1, Event: 7},
			func(p *Performance) { p.Events[0].Kind = Receipt }, OutcomeReturned,
		},
		{"a receipt that was undone", differs, func(*Performance) {}, OutcomeReversed},
	} {
		p := performed(Event{ID: 7, Kind: Delivery, Item: 1, Day: 90})
		tt.change(p)
		if got := p.Outcome(tt.of); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestACaseBelongsToWhoCanEndIt(t *testing.T) {
	p := performed(
		Event{ID: 7, Kind: Payment, Party: "mill", To: "coop"},
		Event{ID: 8, Kind: Receipt, About: 7, Missing: 5},
	)
	for _, tt := range []struct {
		cause        Cause
		owner, other PartyCode
	}{
		{Cause{Kind: OverdueCase, Item: 1}, "coop", "mill"},
		{Cause{Kind: DifferenceCase, Item: 1}, "coop", "mill"},
		{Cause{Kind: UntakenCase, Item: 1}, "mill", "coop"},
		{Cause{Kind: DifferenceCase, Event: 8}, "mill", "coop"},
	} {
		owner, other, _, ok := p.Sides(tt.cause)
		if owner != tt.owner || other != tt.other || !ok {
			t.Errorf("%v: %s and %s, %t", tt.cause, owner, other, ok)
		}
	}
	if _, _, _, ok := p.Sides(Cause{Item: 3}); ok {
		t.Error("sides of an item that is not there are found")
	}
}

func TestADeadlineIsTodayOrLater(t *testing.T) {
	for deadline, ok := range map[Day]bool{99: false, 100: true, 5000: true, Forevermore: false} {
		c := Case{Deadline: deadline}
		if no := c.CheckDeadline(100); (no == nil) != ok {
			t.Errorf("day %d: %v", deadline, no)
		}
	}
}
