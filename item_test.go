package hinterland

import (
	"math/rand/v2"
	"testing"
)

// TestWhatHasComeIsDealtToTheEarliest holds random deals to what Deal says:
// nothing is lost but what no commitment has room for, nothing is received that
// was not sent, and the earliest are full first.
func TestWhatHasComeIsDealtToTheEarliest(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 1))
		due := make([]Commitment, r.IntN(6))
		promised := Quantity(0)
		for i := range due {
			due[i] = Commitment{
				Due: Day(10 * i), Quantity: Quantity(r.IntN(20) + 1),
				Sent: Quantity(r.IntN(9)), Received: Quantity(r.IntN(9)),
			}
			promised += due[i].Quantity
		}
		item := Item{Sent: Quantity(r.IntN(60))}
		item.Received = Quantity(r.IntN(int(item.Sent) + 1))
		sent, received, open := Quantity(0), Quantity(0), false
		for i, c := range item.Deal(due) {
			if c.Due != due[i].Due || c.Quantity != due[i].Quantity {
				t.Fatalf("seed %d: %v became %v", seed, due[i], c)
			}
			if c.Received < 0 || c.Received > c.Sent || c.Sent > c.Quantity || open && c.Sent > 0 {
				t.Fatalf("seed %d: dealt %v", seed, item.Deal(due))
			}
			open = open || c.Sent < c.Quantity
			sent, received = sent+c.Sent, received+c.Received
		}
		if sent != min(item.Sent, promised) || received != min(item.Received, promised) {
			t.Fatalf("seed %d: dealt %d and %d of %v", seed, sent, received, item)
		}
	}
}

func TestAnItemStandsByItsDays(t *testing.T) {
	item := Item{Sent: 50, Received: 30}
	due := []Commitment{
		{Due: 10, Quantity: 40, Sent: 40, Received: 30},
		{Due: 20, Quantity: 40, Sent: 10},
		{Due: 30, Quantity: 40},
	}
	bound, unbound := Agreement{InForce: 1, Ended: Forevermore}, Agreement{}
	unbound.Ended = Forevermore
	for day, want := range map[Day]Standing{
		9:  {Promised: 120, Due: 0, Late: 0, Open: 70, Transit: 20},
		10: {Promised: 120, Due: 40, Late: 0, Open: 70, Transit: 20},
		20: {Promised: 120, Due: 80, Late: 0, Open: 70, Transit: 20},
		21: {Promised: 120, Due: 80, Late: 30, Open: 70, Transit: 20},
		31: {Promised: 120, Due: 120, Late: 70, Open: 70, Transit: 20},
	} {
		if got := item.Stand(&bound, due, day); got != want {
			t.Errorf("day %d: %+v, want %+v", day, got, want)
		}
		want.Late = 0
		if got := item.Stand(&unbound, due, day); got != want {
			t.Errorf("day %d, while nothing is in force: %+v, want %+v", day, got, want)
		}
	}
	for name, tt := range map[string]struct {
		under Agreement
		open  Quantity
	}{
		"it ends behind all days":       {Agreement{InForce: 1, Ended: 31}, 70},
		"it ends before the last one":   {Agreement{InForce: 1, Ended: 30}, 30},
		"its last day is past":          {Agreement{InForce: 1, Ended: 21}, 0},
		"it was broken on that day":     {Agreement{Stage: BreachedStage, Ended: 22}, 0},
		"it was closed as kept":         {Agreement{Stage: FulfilledStage}, 0},
		"a suspension puts one off far": {Agreement{Ended: 31, Paused: Term{30, 31}}, 30},
	} {
		if got := item.Stand(&tt.under, due, 21).Open; got != tt.open {
			t.Errorf("%s: %d are open, want %d", name, got, tt.open)
		}
	}
}

func TestAnItemKeepsWhatHasComeOfIt(t *testing.T) {
	former := Item{From: "a", To: "b", Good: "g", Ceiling: 100, Sent: 60, Received: 50}
	for name, tt := range map[string]struct {
		by     Item
		reason Reason
	}{
		"the same bounds":        {Item{From: "a", To: "b", Good: "g", Ceiling: 100}, ""},
		"a ceiling just as high": {Item{From: "a", To: "b", Good: "g", Ceiling: 60}, ""},
		"a ceiling too low": {
			Item{From: "a", To: "b", Good: "g", Ceiling: 59}, "item.sent",
		},
		"another supplier": {
			Item{From: "c", To: "b", Good: "g", Ceiling: 100}, "item.other",
		},
		"another taker": {
			Item{From: "a", To: "c", Good: "g", Ceiling: 100}, "item.other",
		},
		"another good": {
			Item{From: "a", To: "b", Good: "h", Ceiling: 100}, "item.other",
		},
	} {
		t.Run(name, func(t *testing.T) {
			got, refusal := former.Replace(tt.by)
			if reasonOf(refusal) != tt.reason {
				t.Fatalf("got %v", refusal)
			}
			tt.by.Sent, tt.by.Received = 60, 50
			if refusal == nil && got != tt.by {
				t.Errorf("got %+v", got)
			}
		})
	}
}

func TestTheDigestStandsForTheExactText(t *testing.T) {
	terms := func() Frozen {
		return Frozen{Called: &Called{
			Parties: []CalledParty{{Code: "a", Name: Name{English: "A"}}},
			Goods:   []CalledGood{{Code: "g", Name: Name{English: "G"}, Unit: "t"}},
		}, Terms: Terms{
			Kind: PurchaseContract, Title: "T", Parties: []PartyCode{"a", "b"}, From: 1, Last: 9,
			Items: []ItemTerms{{
				Number: 1, From: "a", To: "b", Good: "g", Floor: "1", Ceiling: "2",
				Schedule: []Scheduled{{Due: 5, Quantity: "1"}},
			}},
		}}
	}
	first := terms()
	_, digest := first.Freeze()
	seen := map[string]string{digest: "the first"}
	for name, change := range map[string]func(*Frozen){
		"kind":           func(t *Frozen) { t.Kind = LiaisonAgreement },
		"title":          func(t *Frozen) { t.Title = "U" },
		"parties":        func(t *Frozen) { t.Parties = []PartyCode{"b", "a"} },
		"from":           func(t *Frozen) { t.From = 2 },
		"last":           func(t *Frozen) { t.Last = 8 },
		"text":           func(t *Frozen) { t.Text = "x" },
		"good":           func(t *Frozen) { t.Items[0].Good = "h" },
		"floor":          func(t *Frozen) { t.Items[0].Floor = "1.0" },
		"price":          func(t *Frozen) { t.Items[0].Price = "3" },
		"due":            func(t *Frozen) { t.Items[0].Schedule[0].Due = 6 },
		"quantity":       func(t *Frozen) { t.Items[0].Schedule[0].Quantity = "2" },
		"a party's name": func(t *Frozen) { t.Called.Parties[0].Name.English = "B" },
		"a good's name":  func(t *Frozen) { t.Called.Goods[0].Name.Chinese = "G" },
		"a unit":         func(t *Frozen) { t.Called.Goods[0].Unit = "kg" },
	} {
		other := terms()
		change(&other)
		_, digest := other.Freeze()
		if seen[digest] != "" {
			t.Errorf("another %s has the digest of %s", name, seen[digest])
		}
		seen[digest] = name
	}
	again := terms()
	if _, other := again.Freeze(); other != digest {
		t.Error("the same terms have two digests")
	}
}

func TestAnItemMovesWithinItsBounds(t *testing.T) {
	full := Item{Ceiling: 100, Sent: 90, Received: 40}
	extra := Item{Ceiling: 100, Sent: 100, Received: 40, Extra: 1}
	for name, tt := range map[string]struct {
		from Item
		by   Move
		want Item
		may  bool
	}{
		"up to the ceiling": {
			full,
			Move{Sent: 10},
			Item{Ceiling: 100, Sent: 100, Received: 40},
			true,
		},
		"one beyond it":           {full, Move{Sent: 11}, full, false},
		"one beyond it by choice": {full, Move{Sent: 11, Beyond: true}, extra, true},
		"as much as can be": {
			full,
			Move{Sent: MaxTotal + 10, Beyond: true},
			Item{Ceiling: 100, Sent: 100, Received: 40, Extra: MaxTotal},
			true,
		},
		"one more than that": {
			full, Move{Sent: MaxTotal + 11, Beyond: true}, full, false,
		},
		"back to the ceiling": {extra, Move{Sent: -11}, full, true},
		"beyond without more": {
			extra,
			Move{Received: 61},
			Item{Ceiling: 100, Sent: 100, Received: 100, Extra: 1, ExtraReceived: 1},
			true,
		},
		"received as sent": {
			full,
			Move{Received: 50},
			Item{Ceiling: 100, Sent: 90, Received: 90},
			true,
		},
		"received one more": {full, Move{Received: 51}, full, false},
		"back to nothing": {
			full,
			Move{Received: -40},
			Item{Ceiling: 100, Sent: 90},
			true,
		},
		"back to less": {full, Move{Received: -41}, full, false},
	} {
		got, may := tt.from.Moved(tt.by)
		if got != tt.want || may != tt.may {
			t.Errorf("%s: %+v, %t, want %+v, %t", name, got, may, tt.want, tt.may)
		}
	}
}
