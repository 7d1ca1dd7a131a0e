package exchange

import (
	"math/rand/v2"
	"slices"
	"testing"

	"hinterland"
)

// dealt makes so many random events under a contract: things sent, received in
// part and rejected, paid and confirmed, returned, and any of them taken back.
func dealt(t *testing.T, dice *rand.Rand, events int) *Dossier {
	t.Helper()
	d := dossier(t, 14, supply(t), 1)
	for n := range events {
		e := hinterland.Event{
			ID: number[hinterland.Event](int64(100 + n)), Agreement: d.ID, Item: 1 + dice.IntN(2),
			Day: day(t, "2026-11-01") + hinterland.Day(n/20), Kind: hinterland.Delivery,
			Quantity: hinterland.Quantity(1 + dice.IntN(9)),
		}
		var about *hinterland.Event // something that stands and that nothing stands upon
		if len(d.Events) > 0 && dice.IntN(3) > 0 {
			about = &d.Events[dice.IntN(len(d.Events))]
			on := func(o hinterland.Event) bool { return o.About == about.ID && o.Reversed == 0 }
			if about.Reversed != 0 || about.Kind == hinterland.Reversal ||
				slices.ContainsFunc(d.Events, on) {
				continue
			}
			e.About, e.Item, e.Quantity = about.ID, about.Item, about.Quantity
		}
		switch {
		case about == nil && dice.IntN(4) == 0:
			e.Kind, e.Party, e.To, e.Quantity = hinterland.Payment, "office", "coop", 0
			e.Paid = hinterland.Sum{Minor: int64(1 + dice.IntN(999)), Currency: "CNY"}
		case about == nil:
		case dice.IntN(3) == 0:
			e.Kind, about.Reversed = hinterland.Reversal, e.ID
			for i := range d.Events {
				if about.Kind == hinterland.Return && d.Events[i].ID == about.About {
					d.Events[i].Returned = 0
				}
			}
		case about.Kind == hinterland.Payment:
			e.Kind, e.Quantity = hinterland.Receipt, 0
			e.Missing = int64(dice.IntN(int(about.Paid.Minor) + 1))
			e.Paid = hinterland.Sum{Minor: about.Paid.Minor - e.Missing, Currency: "CNY"}
		case about.Kind == hinterland.Receipt:
			if about.Rejected == 0 {
				continue
			}
			e.Kind, e.Quantity = hinterland.Return, about.Rejected
			about.Returned = about.Rejected
		default:
			e.Kind = hinterland.Receipt
			e.Short = hinterland.Quantity(dice.IntN(int(e.Quantity) + 1))
			e.Quantity -= e.Short
			e.Rejected = hinterland.Quantity(dice.IntN(int(e.Quantity) + 1))
			e.Quantity -= e.Rejected
		}
		d.Events = append(d.Events, e)
	}
	for i := range d.Items {
		item := &d.Items[i]
		item.Item = hinterland.TallyOf(d.Events, nil).Item(item.Item)
		item.Due = item.Deal(item.Due)
	}
	slices.Reverse(d.Events)
	return d
}

// TestSumsAreThoseOfTheRecords holds our sums to those that the records are
// audited with, whatever was taken back in whatever order.
func TestSumsAreThoseOfTheRecords(t *testing.T) {
	for seed := range uint64(500) {
		d := dealt(t, rand.New(rand.NewPCG(seed, 34)), 60)
		if _, err := d.sums(d.steps()); err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
	}
}

// TestHledgerFindsRandomDealingsInOrder lets hledger count some thousand events.
func TestHledgerFindsRandomDealingsInOrder(t *testing.T) {
	dossiers := make([]*Dossier, 5)
	for seed := range dossiers {
		dossiers[seed] = dealt(t, rand.New(rand.NewPCG(uint64(seed), 7)), 400)
		dossiers[seed].ID = number[hinterland.Agreement](int64(seed + 1))
		for i := range dossiers[seed].Items {
			dossiers[seed].Items[i].Agreement = dossiers[seed].ID
		}
		for i := range dossiers[seed].Events {
			dossiers[seed].Events[i].Agreement = dossiers[seed].ID
		}
	}
	journal := written(t, ledgerOf(cover("en")), dossiers)
	if out, err := hledger(t, journal, "check", "--strict"); err != nil {
		t.Errorf("%v: %s", err, out)
	}
}
