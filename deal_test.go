package hinterland

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestWhatIsMeantForADayCountsThereFirst holds random deals, with quantities
// meant for days, to what Deal says.
func TestWhatIsMeantForADayCountsThereFirst(t *testing.T) {
	for seed := range uint64(500) {
		r := rand.New(rand.NewPCG(seed, 28))
		due := make([]Commitment, r.IntN(6)+1)
		item, promised := Item{}, Quantity(0)
		for i := range due {
			due[i] = Commitment{
				Due: Day(i), Quantity: Quantity(r.IntN(20)), Meant: Quantity(r.IntN(9)),
			}
			due[i].MeantReceived = Quantity(r.IntN(int(due[i].Meant) + 1))
			item.Sent += due[i].Meant
			item.Received += due[i].MeantReceived
			promised += due[i].Quantity
		}
		more := Quantity(r.IntN(40))
		item.Sent += more
		item.Received += Quantity(r.IntN(int(more) + 1))
		dealt := item.Deal(due)
		sent, received, open := Quantity(0), Quantity(0), false
		for _, c := range dealt {
			first := min(c.Meant, c.Quantity)
			if c.Sent < first || c.Sent > c.Quantity || c.Received > c.Sent ||
				c.Received < min(c.MeantReceived, c.Sent) || open && c.Sent > first {
				t.Fatalf("seed %d: %+v", seed, dealt)
			}
			open = open || c.Sent < c.Quantity
			sent, received = sent+c.Sent, received+c.Received
		}
		if sent != min(item.Sent, promised) || received != min(item.Received, sent) {
			t.Fatalf("seed %d: dealt %d and %d of %+v", seed, sent, received, item)
		}
	}
}

// TestTheOrderOfEventsDoesNotMatter shuffles events, receipts and reversals,
// and adds them up, and adds them one by one as they are recorded.
func TestTheOrderOfEventsDoesNotMatter(t *testing.T) {
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 29))
		due := []Commitment{{Item: 1, Due: 1, Quantity: 30}, {Item: 1, Due: 2, Quantity: 30}}
		item := Item{Number: 1, Ceiling: 50}
		var events []Event
		var parts []Fulfilment
		for n := range 12 {
			e := Event{ID: ID[Event](n + 1), Kind: Delivery, Item: 1, Quantity: 10}
			mine := []Fulfilment{
				{Event: e.ID, Item: 1, Due: 2, Meant: 6}, {Event: e.ID, Item: 1, Due: 1, Meant: 4},
			}
			if r.IntN(2) == 0 {
				mine = nil
			}
			Send(due, mine)
			taken := Quantity(r.IntN(11))
			switch r.IntN(4) {
			case 0:
				e.Reversed = 99
				Unsend(due, mine)
			case 1:
				receipt := Event{
					ID: ID[Event](100 + n), Kind: Receipt, Item: 1, About: e.ID, Quantity: taken,
				}
				Receive(due, mine, taken)
				if r.IntN(2) == 0 {
					receipt.Reversed = 98
					Unreceive(due, mine, taken)
				}
				events = append(events, receipt)
			}
			events, parts = append(events, e), append(parts, mine...)
		}
		tally := TallyOf(events, parts)
		r.Shuffle(len(events), func(i, j int) { events[i], events[j] = events[j], events[i] })
		r.Shuffle(len(parts), func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
		again := TallyOf(events, parts)
		if tally.Item(item) != again.Item(item) ||
			!slices.Equal(tally.Commitments(due), again.Commitments(due)) ||
			!slices.Equal(tally.Commitments(due), due) {
			t.Fatalf("seed %d: %+v, %+v, one by one %+v", seed, tally, again, due)
		}
		if i := tally.Item(item); i.Sent > i.Ceiling || i.Extra > 0 && i.Sent < i.Ceiling {
			t.Fatalf("seed %d: %+v", seed, i)
		}
	}
}

func TestWhatDidNotComeIsMissingFromTheLastDay(t *testing.T) {
	parts := []Fulfilment{{Due: 9, Meant: 4}, {Due: 1, Meant: 6}}
	for taken, want := range map[Quantity][2]Quantity{
		10: {6, 4}, 9: {6, 3}, 6: {6, 0}, 5: {5, 0}, 0: {0, 0},
	} {
		if kept := Kept(parts, taken); kept[0].Meant != want[0] || kept[1].Meant != want[1] {
			t.Errorf("of %d: %v", taken, kept)
		}
	}
	if parts[0].Due != 9 {
		t.Error("the parts themselves were put in another order")
	}
}

func TestWhatGoesBeyondANewCeilingIsDividedAnew(t *testing.T) {
	former := Item{Ceiling: 100, Sent: 100, Extra: 20, Received: 100, ExtraReceived: 5}
	for ceiling, want := range map[Quantity]Item{
		100: {Ceiling: 100, Sent: 100, Extra: 20, Received: 100, ExtraReceived: 5},
		110: {Ceiling: 110, Sent: 110, Extra: 10, Received: 105},
		130: {Ceiling: 130, Sent: 120, Received: 105},
	} {
		if got, refusal := former.Replace(Item{Ceiling: ceiling}); refusal != nil || got != want {
			t.Errorf("up to %d: %+v, %v", ceiling, got, refusal)
		}
	}
	if _, refusal := former.Replace(Item{Ceiling: 99}); reasonOf(refusal) != "item.sent" {
		t.Errorf("below what was sent: %v", refusal)
	}
}
