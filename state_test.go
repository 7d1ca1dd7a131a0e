package hinterland

import "testing"

// TestAStateIsWhatStageAndDaysMakeOfIt is Long: it is a table of cases.
func TestAStateIsWhatStageAndDaysMakeOfIt(t *testing.T) {
	open := Agreement{Ended: Forevermore}
	bound := Agreement{InForce: 1, Ended: Forevermore}
	ended := Agreement{InForce: 1, Ended: 20, Paused: Term{From: 18, To: 25}}
	paused := Agreement{InForce: 1, Ended: Forevermore, Paused: Term{From: 10, To: 15}}
	for name, tt := range map[string]struct {
		a    Agreement
		day  Day
		want State
	}{
		"nothing in force":         {open, 1, IsProposed},
		"a text in force":          {bound, 1, IsInForce},
		"the last day":             {ended, 17, IsInForce},
		"suspended before it":      {ended, 19, IsSuspended},
		"the day after the last":   {ended, 20, IsTerminated},
		"before a suspension":      {paused, 9, IsInForce},
		"its first day":            {paused, 10, IsSuspended},
		"its last day":             {paused, 14, IsSuspended},
		"the day on which it ends": {paused, 15, IsInForce},
		"a draft, whatever else":   {Agreement{Stage: DraftStage, Ended: 1}, 5, IsDraft},
		"kept":                     {Agreement{Stage: FulfilledStage, Ended: 5}, 1, IsFulfilled},
		"broken":                   {Agreement{Stage: BreachedStage, Ended: 5}, 9, IsBreached},
	} {
		if got := tt.a.On(tt.day); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

// TestWhatFallsIntoASuspensionIsDueWhenItEnds suspends from day 10 to 15, again
// from the day on which that ended, and again later.
func TestWhatFallsIntoASuspensionIsDueWhenItEnds(t *testing.T) {
	a := Agreement{InForce: 1, Ended: Forevermore}
	falls := func(want ...Day) {
		t.Helper()
		for i, due := range []Day{9, 10, 14, 15, 19, 20, 30} {
			if got := a.Falls(due); got != want[i] {
				t.Errorf("paused %v: due %d falls on %d, want %d", a.Paused, due, got, want[i])
			}
		}
	}
	falls(9, 10, 14, 15, 19, 20, 30)
	a.Pause(10, 15)
	falls(9, 15, 15, 15, 19, 20, 30)
	a.Pause(12, 18) // its day is changed
	falls(9, 18, 18, 18, 19, 20, 30)
	a.Pause(18, 20) // what had been put off to this day is put off again
	falls(9, 20, 20, 20, 20, 20, 30)
	a.Pause(30, 31)
	falls(9, 10, 14, 15, 19, 20, 31)
}

func TestNothingIsExpectedOfAnAgreementThatIsOver(t *testing.T) {
	a := Agreement{InForce: 1, Ended: 20}
	if !a.Expects(19) || a.Expects(20) {
		t.Error("it ends after day 19")
	}
	a.Stage = FulfilledStage
	if a.Expects(19) {
		t.Error("it is closed as kept")
	}
}

// TestTheTableOfStatesHangsTogether holds it to what a table of transitions has
// to be: every state is reached, each side has one way at most, and what is over
// is left no more.
func TestTheTableOfStatesHangsTogether(t *testing.T) {
	type key struct {
		from State
		act  string
	}
	reached, seen := map[State]bool{}, map[key]Footing{}
	for _, s := range Steps() {
		k := key{s.From, s.Act}
		if s.By == 0 || seen[k]&s.By != 0 {
			t.Errorf("%v has two ways, or none", s)
		}
		seen[k] |= s.By
		reached[s.To] = true
		switch s.From {
		case IsFulfilled, IsBreached, IsTerminated:
			t.Errorf("%v leaves what is over", s)
		}
	}
	if len(reached) != 8 {
		t.Errorf("%d states are reached, want all eight: %v", len(reached), reached)
	}
}

func TestWhatStandsNotInTheTableIsRefused(t *testing.T) {
	for _, tt := range []struct {
		from State
		act  string
		by   Footing
		want string
	}{
		{IsInForce, "suspend-agreement", Binding, ""},
		{IsInForce, "suspend-agreement", Member, "agreement.side"},
		{IsProposed, "suspend-agreement", Binding, "state.proposed"},
		{IsSuspended, "record-delivery", Member, "state.suspended"},
		{IsFulfilled, "amend-agreement", Member, "state.fulfilled"},
		{IsBreached, "assent", LastMissing, "state.breached"},
		{NoAgreement, "amend-agreement", Member, "state.terminated"},
		{IsDraft, "assent", Missing, "state.draft"},
	} {
		_, refusal := tt.from.After(tt.act, tt.by)
		if got := string(reasonOf(refusal)); got != tt.want {
			t.Errorf("%s of %q: %q, want %q", tt.act, tt.from, got, tt.want)
		}
	}
	a := Agreement{InForce: 1, Ended: 5}
	if r := a.Ask("amend-agreement", Member, 5); r == nil || r.Reason != "agreement.ended" {
		t.Errorf("got %v", r)
	}
}
