package store

import (
	"testing"

	"hinterland"
)

// bought is a purchase of the co-operative from the mill, at p.
type bought struct {
	agreement  hinterland.Agreement
	terms      string
	item       hinterland.Item
	commitment hinterland.Commitment
}

func (b *bought) add(tx Tx) error {
	v := hinterland.Version{Agreement: b.agreement.ID, Number: 1, Terms: b.terms, Digest: "cd"}
	return first(
		func() error { return tx.AddPlace(aPlace("town", "p")) },
		func() error { return tx.AddAgreement(b.agreement) },
		func() error { return tx.AddVersion(v) },
		func() error { return tx.PutItem(b.item) },
		func() error { return tx.PutCommitment(b.commitment) },
	)
}

// TestWhatAScopeStops: each case changes one thing of a purchase that is stopped,
// or of the scope, which is over ramie at p for the mill.
func TestWhatAScopeStops(t *testing.T) {
	cases := map[string]bookCase{}
	add := func(name string, want int, change func(b *bought, s *hinterland.DatedScope)) {
		b := &bought{
			agreement: anAgreement(50), terms: `{"kind":"purchase","class":"annual"}`,
			item: anItem(1, 0, 0), commitment: aCommitment(yes, 60, 59, 0),
		}
		b.agreement.Ended, b.agreement.Last = yes+1, yes
		b.item.Agreement, b.commitment.Agreement = b.agreement.ID, b.agreement.ID
		s := aScope(2, "mill", yes, yes+1)
		change(b, &s)
		cases[name] = bookCase{
			ask: func(tx Tx) (any, error) {
				return then(b.add(tx), func() (any, error) { return tx.StoppedBy(&s) })
			},
			want: want,
		}
	}
	add("a purchase of another", 1, func(*bought, *hinterland.DatedScope) {})
	add("one of the buyer", 0, func(_ *bought, s *hinterland.DatedScope) { s.Buyer = "coop" })
	add("one that is over before", 0,
		func(b *bought, _ *hinterland.DatedScope) { b.agreement.Ended = yes })
	add("one whose term is over before", 0,
		func(b *bought, _ *hinterland.DatedScope) { b.agreement.Last = yes - 1 })
	add("one that is not in force", 0,
		func(b *bought, _ *hinterland.DatedScope) { b.agreement.InForce = 0 })
	add("one of which all is sent", 0,
		func(b *bought, _ *hinterland.DatedScope) { b.commitment.Sent = 60 })
	add("support", 0,
		func(b *bought, _ *hinterland.DatedScope) { b.terms = `{"kind":"support"}` })
	add("one from elsewhere", 0, func(_ *bought, s *hinterland.DatedScope) { s.Place = "town" })
	checkBooks(t, cases)
}
