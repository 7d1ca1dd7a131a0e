package hinterland

import (
	"math/rand/v2"
	"testing"
)

// TestSpreadDealsOutTheEarliestFirst holds random deals to what Spread says:
// nothing is lost, no room is passed over, the earliest are full first.
func TestSpreadDealsOutTheEarliestFirst(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 1))
		due := make([]Commitment, r.IntN(6))
		room := Quantity(0)
		for i := range due {
			due[i] = Commitment{Due: Day(10 * i), Quantity: Quantity(r.IntN(20)), Sent: 0}
			due[i].Sent = Quantity(r.IntN(int(due[i].Quantity) + 1))
			room += due[i].Quantity - due[i].Sent
		}
		quantity := Quantity(r.IntN(60))
		open := func(c Commitment) Quantity { return c.Quantity - c.Sent }
		dealt, left := Spread(quantity, due, open)
		sum := Quantity(0)
		byDay := map[Day]Quantity{}
		for _, f := range dealt {
			if f.Quantity <= 0 || byDay[f.Due] != 0 {
				t.Fatalf("seed %d: dealt %v", seed, dealt)
			}
			byDay[f.Due] = f.Quantity
			sum += f.Quantity
		}
		if sum+left != quantity || sum != min(quantity, room) {
			t.Fatalf("seed %d: %d dealt, %d left of %d with room for %d",
				seed, sum, left, quantity, room)
		}
		short := false
		for _, c := range due {
			if short && byDay[c.Due] > 0 {
				t.Fatalf("seed %d: a later day was served before an earlier one: %v", seed, dealt)
			}
			short = short || byDay[c.Due] < c.Quantity-c.Sent
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
	for day, want := range map[Day]Standing{
		9:  {Promised: 120, Due: 0, Late: 0, Open: 70, Transit: 20},
		10: {Promised: 120, Due: 40, Late: 0, Open: 70, Transit: 20},
		20: {Promised: 120, Due: 80, Late: 0, Open: 70, Transit: 20},
		21: {Promised: 120, Due: 80, Late: 30, Open: 70, Transit: 20},
		31: {Promised: 120, Due: 120, Late: 70, Open: 70, Transit: 20},
	} {
		if got := item.Stand(due, day); got != want {
			t.Errorf("day %d: %+v, want %+v", day, got, want)
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
		"another supplier": {Item{From: "c", To: "b", Good: "g", Ceiling: 100}, "item.other"},
		"another taker":    {Item{From: "a", To: "c", Good: "g", Ceiling: 100}, "item.other"},
		"another good":     {Item{From: "a", To: "b", Good: "h", Ceiling: 100}, "item.other"},
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
	terms := func() Terms {
		return Terms{
			Kind: PurchaseContract, Title: "T", Parties: []PartyCode{"a", "b"}, From: 1, Last: 9,
			Items: []ItemTerms{{
				Number: 1, From: "a", To: "b", Good: "g", Floor: "1", Ceiling: "2",
				Schedule: []Scheduled{{Due: 5, Quantity: "1"}},
			}},
		}
	}
	first := terms()
	seen := map[string]string{first.Digest(): "the first"}
	for name, change := range map[string]func(*Terms){
		"kind":     func(t *Terms) { t.Kind = LiaisonAgreement },
		"title":    func(t *Terms) { t.Title = "U" },
		"parties":  func(t *Terms) { t.Parties = []PartyCode{"b", "a"} },
		"from":     func(t *Terms) { t.From = 2 },
		"last":     func(t *Terms) { t.Last = 8 },
		"text":     func(t *Terms) { t.Text = "x" },
		"good":     func(t *Terms) { t.Items[0].Good = "h" },
		"floor":    func(t *Terms) { t.Items[0].Floor = "1.0" },
		"price":    func(t *Terms) { t.Items[0].Price = "3" },
		"due":      func(t *Terms) { t.Items[0].Schedule[0].Due = 6 },
		"quantity": func(t *Terms) { t.Items[0].Schedule[0].Quantity = "2" },
	} {
		other := terms()
		change(&other)
		digest := other.Digest()
		if seen[digest] != "" {
			t.Errorf("another %s has the digest of %s", name, seen[digest])
		}
		seen[digest] = name
	}
	if again := terms(); again.Digest() != first.Digest() {
		t.Error("the same terms have two digests")
	}
}
