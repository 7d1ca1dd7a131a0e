package office

import (
	"slices"

	"hinterland"
)

// Due are at most limit commitments of the agreements that the actor sees, not
// sent in full and due in a term, the earliest first.
func (v *View) Due(in hinterland.Term, limit int) ([]hinterland.Due, error) {
	if !v.sees(Agreements, Own) {
		return nil, nil
	}
	return v.tx.Due(v.actor.Party, v.Today, in, limit)
}

// InTransit are at most limit deliveries to the actor's party that it has said
// nothing of, the earliest first.
func (v *View) InTransit(limit int) ([]hinterland.Transit, error) {
	if !v.sees(Agreements, Own) {
		return nil, nil
	}
	return v.tx.InTransit(v.actor.Party, v.Today, limit)
}

// Unconfirmed are at most limit payments to the actor's party that it has said
// nothing of.
func (v *View) Unconfirmed(limit int) ([]hinterland.Transit, error) {
	if !v.sees(Agreements, Own) {
		return nil, nil
	}
	return v.tx.Unconfirmed(v.actor.Party, v.Today, limit)
}

// Lent are at most limit items of which something was lent by or to the actor's
// party that falls due before a day and is not back, the earliest first. Back is
// the day on which it is due indeed.
func (v *View) Lent(before hinterland.Day, limit int) ([]hinterland.ItemAccount, error) {
	if !v.sees(Agreements, Own) {
		return nil, nil
	}
	lent, err := v.tx.Lent(v.actor.Party, before, limit)
	for i := range lent {
		lent[i] = falling(lent[i])
	}
	return slices.DeleteFunc(lent, func(i hinterland.ItemAccount) bool {
		return i.Back >= before
	}), err
}

// Renewable are at most limit agreements that the actor's party could make a
// standing one of: they run out within so many days, have run out so many ago or
// less, or are a task that repeats.
func (v *View) Renewable(within, ago, limit int) ([]hinterland.Agreement, error) {
	if !v.sees(Agreements, Own) || !v.MayOwn("propose-agreement") {
		return nil, nil
	}
	return v.tx.Renewable(v.actor.Party, v.Today, hinterland.Term{
		From: v.Today - hinterland.Day(ago), To: v.Today + hinterland.Day(within) + 1,
	}, limit)
}

// Unassented are at most limit agreements whose latest text waits for the
// assent of the actor's party, the latest first. One that has named the party
// once and does so no more waits for nothing.
func (v *View) Unassented(limit int) ([]Heading, error) {
	if !v.sees(Agreements, Own) {
		return nil, nil
	}
	var waits []Heading
	for before := hinterland.ID[hinterland.Agreement](0); ; {
		page, err := v.tx.Unassented(v.actor.Party, v.Today, before, limit)
		if err != nil {
			return nil, err
		}
		headings, err := v.headings(page)
		if err != nil {
			return nil, err
		}
		for _, h := range headings {
			before = h.ID
			if slices.Contains(h.Terms.Parties, v.actor.Party) {
				waits = append(waits, h)
			}
		}
		if len(waits) >= limit || len(page) < limit {
			return waits[:min(limit, len(waits))], nil
		}
	}
}
