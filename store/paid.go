package store

import "hinterland"

func paids() table[hinterland.Paid] {
	return table[hinterland.Paid]{
		name: "paid",
		columns: []string{
			"agreement", "item", "from_party", "to_party", "currency", "amount", "came",
		},
		keys: 5,
		fields: func(p *hinterland.Paid) []any {
			return []any{&p.Agreement, &p.Item, &p.From, &p.To, &p.Currency, &p.Amount, &p.Came}
		},
	}
}

// Paids implements hinterland.PaidBook.
func (t *tx) Paids(agreement hinterland.ID[hinterland.Agreement]) ([]hinterland.Paid, error) {
	return find(t, paids(), "agreement = $2", agreement)
}

// MovePaid implements hinterland.PaidBook. The first payment makes the row; if
// another act makes it at the same time, this one waits for it and then adds
// to what it finds.
func (t *tx) MovePaid(p hinterland.Paid) error {
	for range 2 {
		moved, err := t.addPaid(p)
		if err != nil || moved {
			return err
		}
		if p.Amount >= 0 && p.Came == 0 {
			if made, err := insert(t, paids(), &p); err != nil || made {
				return err
			}
		}
	}
	return hinterland.Refuse(hinterland.Conflict, "payment.total", nil)
}

// addPaid adds to what was paid, and reports whether it could.
func (t *tx) addPaid(p hinterland.Paid) (bool, error) {
	rows, err := update(t, paids(), "amount = amount + $7, came = came + $8",
		"agreement = $2 AND item = $3 AND from_party = $4 AND to_party = $5 AND currency = $6 "+
			"AND amount + $7 BETWEEN came + $8 AND $9 AND came + $8 >= 0",
		p.Agreement, p.Item, p.From, p.To, p.Currency, p.Amount, p.Came, hinterland.MaxSum)
	return len(rows) > 0, err
}
