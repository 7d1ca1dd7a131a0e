package hinterland

import (
	"slices"
	"testing"
)

// The performance of the tests: item 1 is firm, item 2 is sought as far as
// possible; each has something due on day 100. Of item 3, which is lent, three
// are to be back by day 106.
func performed(events ...Event) *Performance {
	return &Performance{
		Agreement: Agreement{InForce: 1, Ended: Forevermore, Paused: Term{From: 90, To: 96}},
		Items: []Item{
			{Number: 1, From: "coop", To: "mill", Effort: Firm},
			{Number: 2, From: "mill", To: "coop", Effort: Best},
			{
				Number: 3, From: "mill", To: "coop", Effort: Best, Back: 106, Received: 4,
				GivenBack: 1,
			},
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
		{"nothing lent on the day by which it is to be back", 106, nil, []Cause{late}},
		{
			"what is lent, the day after, though it was given as far as possible", 107, nil,
			[]Cause{late, {Kind: KeptBackCase, Item: 3, Due: 106}},
		},
	} {
		p := performed(tt.events...)
		if got := p.Causes(tt.day); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
		p.Agreement.InForce = 0
		without := slices.DeleteFunc(tt.want, func(c Cause) bool { return c == late })
		if got := p.Causes(tt.day); !slices.Equal(got, without) {
			t.Errorf("%s, while nothing is in force: %v, want %v", tt.name, got, without)
		}
	}
}

func TestACauseThatIsOverSaysHow(t *testing.T) {
	late := Cause{Kind: OverdueCase, Item: 1, Due: 100}
	untaken := Cause{Kind: UntakenCase, Item: 1, Event: 7}
	differs := Cause{Kind: DifferenceCase, Item: 1, Event: 8}
	kept := Cause{Kind: KeptBackCase, Item: 3, Due: 106}
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
		{"all is back", kept, func(p *Performance) { p.Items[2].GivenBack = 4 }, OutcomeBack},
		{"lent for longer", kept, func(p *Performance) { p.Items[2].Back++ }, OutcomeVoid},
		{"the taker's own now", kept, func(p *Performance) { p.Items[2].Back = 0 }, OutcomeVoid},
	} {
		p := performed(Event{ID: 7, Kind: Delivery, Item: 1, Day: 90})
		tt.change(p)
		if got := p.Outcome(tt.of, 110); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestACaseBelongsToWhoCanEndIt(t *testing.T) {
	p := performed(
		Event{ID: 7, Kind: Payment, Party: "mill", To: "coop"},
		Event{ID: 8, Kind: Receipt, About: 7, Missing: 5},
		Event{ID: 9, Kind: Receipt, Item: 3, Party: "mill", Rejected: 1},
	)
	p.Scopes = []DatedScope{{ID: 3, Buyer: "office"}, {ID: 4, Buyer: "coop"}}
	for _, tt := range []struct {
		cause Cause
		want  []PartyCode
	}{
		{Cause{Kind: OverdueCase, Item: 1}, []PartyCode{"coop", "mill"}},
		{Cause{Kind: RiskCase, Item: 1}, []PartyCode{"coop", "mill"}},
		{Cause{Kind: DifferenceCase, Item: 1}, []PartyCode{"coop", "mill"}},
		{Cause{Kind: UntakenCase, Item: 1}, []PartyCode{"mill", "coop"}},
		{Cause{Kind: DifferenceCase, Event: 8}, []PartyCode{"mill", "coop"}},
		{Cause{Kind: OffScopeCase, Item: 1, Scope: 3}, []PartyCode{"mill", "coop", "office"}},
		{Cause{Kind: OffScopeCase, Item: 1, Scope: 4}, []PartyCode{"mill", "coop"}},
		{Cause{Kind: KeptBackCase, Item: 3}, []PartyCode{"coop", "mill"}},
		{Cause{Kind: DifferenceCase, Item: 3, Event: 9}, []PartyCode{"coop", "mill"}},
		{Cause{Kind: OverdueCase, Item: 4}, nil},
	} {
		if parties, _ := p.Sides(tt.cause); !slices.Equal(parties, tt.want) {
			t.Errorf("%v: %s", tt.cause, parties)
		}
	}
}

// Of the first item 59 went off from day 80 on. On day 99 that is two in a day
// and almost three; one is lacking of what is due on day 100, and 61 on day
// 101. It is Long: it is a table of cases.
func TestWhatWillBeLateIsACauseUntilItsDay(t *testing.T) {
	slow := func(change func(*Performance)) *Performance {
		p := performed(Event{ID: 7, Kind: Delivery, Item: 1, Day: 80, Quantity: 59})
		p.Items[0].Sent, p.Items[1].Sent = 59, 1
		p.Commitments = []Commitment{
			{Item: 1, Due: 100, Quantity: 60, Sent: 59},
			{Item: 1, Due: 101, Quantity: 60},
			{Item: 2, Due: 110, Quantity: 60, Sent: 1},
		}
		p.Events = append(p.Events, Event{ID: 8, Kind: Receipt, About: 7, Item: 1})
		change(p)
		return p
	}
	risk := func(due Day) Cause { return Cause{Kind: RiskCase, Item: 1, Due: due} }
	none := func(*Performance) {}
	all := func(p *Performance) { p.Commitments[1].Sent = 60 }
	for _, tt := range []struct {
		name   string
		day    Day
		change func(*Performance)
		want   []Cause
	}{
		{"one day on which something will be lacking", 99, none, []Cause{risk(101)}},
		{"the day before it falls due", 100, none, []Cause{risk(101)}},
		{
			"fast enough", 99,
			func(p *Performance) { p.Items[0].Sent = 610 }, nil,
		},
		{
			"both days", 99, func(p *Performance) { p.Items[0].Sent = 10 },
			[]Cause{risk(100), risk(101)},
		},
		{
			"what falls due later, by a suspension", 85,
			func(p *Performance) {
				p.Commitments[0].Due, p.Commitments[0].Sent, p.Items[0].Sent = 90, 50, 1
			},
			[]Cause{risk(90), risk(101)},
		},
		{
			"what is sought as far as possible", 99,
			func(p *Performance) { p.Items[0].Effort = Best }, nil,
		},
		{
			"while no text is in force", 99,
			func(p *Performance) { p.Agreement.InForce = 0 }, nil,
		},
		{
			"what falls due after the end of the agreement", 99,
			func(p *Performance) { p.Agreement.Ended = 101 }, nil,
		},
		{
			"without a delivery that stands", 99,
			func(p *Performance) { p.Events[0].Reversed = 9 }, nil,
		},
	} {
		if got := slow(tt.change).Causes(tt.day); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
	for _, tt := range []struct {
		name   string
		day    Day
		change func(*Performance)
		want   string
	}{
		{"on schedule", 99, none, OutcomePaced},
		{"sent before its day", 99, all, OutcomePaced},
		{"on its day", 101, none, OutcomeDue},
		{"sent by its day", 101, all, OutcomePaced},
		{"firm no more", 99, func(p *Performance) { p.Items[0].Effort = Best }, OutcomeVoid},
		{"due no more", 99, func(p *Performance) { p.Commitments[1].Quantity = 0 }, OutcomeVoid},
	} {
		if got := slow(tt.change).Outcome(risk(101), tt.day); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestWhatIsBoughtOffScopeIsACauseWhileItStands(t *testing.T) {
	bought := func(change func(*Performance)) *Performance {
		p := performed(Event{ID: 7, Kind: Delivery, Item: 1, Day: 98, Quantity: 5})
		p.Commitments[0].Sent = 60
		p.Scopes = []DatedScope{{ID: 3, Term: Term{From: 95, To: 101}}}
		p.Trespasses = []Trespass{{Item: 1, Scope: 3, Day: 100}, {Item: 1, Scope: 3, Event: 7}}
		change(p)
		return p
	}
	cause := Cause{Kind: OffScopeCase, Item: 1, Scope: 3}
	promised := func(p *Performance) { p.Trespasses = p.Trespasses[:1] }
	sent := func(p *Performance) { p.Trespasses = p.Trespasses[1:] }
	for name, tt := range map[string]struct {
		change func(*Performance)
		stands bool
	}{
		"agreed and sent":     {func(*Performance) {}, true},
		"agreed":              {promised, true},
		"sent":                {sent, true},
		"sent and taken back": {func(p *Performance) { sent(p); p.Events[0].Reversed = 9 }, false},
		"sent and undone":     {func(p *Performance) { sent(p); p.Events = nil }, false},
		"promised no more":    {func(p *Performance) { promised(p); p.Commitments = nil }, false},
		"promised for nothing": {
			func(p *Performance) { promised(p); p.Commitments[0].Quantity = 0 }, false,
		},
		"promised for the day after the scope": {
			func(p *Performance) { promised(p); p.Scopes[0].Term.To = 100 }, false,
		},
	} {
		p := bought(tt.change)
		got := p.Causes(100)
		if slices.Contains(got, cause) != tt.stands || len(got) > 1 {
			t.Errorf("%s: %v", name, got)
		}
		if how := p.Outcome(cause, 100); how != OutcomeInScope {
			t.Errorf("%s: ends %s", name, how)
		}
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
