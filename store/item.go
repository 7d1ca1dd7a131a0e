package store

import "hinterland"

func items() table[hinterland.Item] {
	return table[hinterland.Item]{
		name: "item",
		columns: []string{
			"agreement", "number", "from_party", "to_party", "good", "floor", "ceiling", "price",
			"currency", "sent", "received", "effort", "class",
		},
		keys:  2,
		later: []any{string(hinterland.Firm), ""},
		fields: func(i *hinterland.Item) []any {
			return []any{
				&i.Agreement, &i.Number, &i.From, &i.To, &i.Good, &i.Floor, &i.Ceiling, &i.Price,
				&i.Currency, &i.Sent, &i.Received, &i.Effort, &i.Class,
			}
		},
	}
}

func commitments() table[hinterland.Commitment] {
	return table[hinterland.Commitment]{
		name:    "commitment",
		columns: []string{"agreement", "item", "due", "quantity", "sent", "received"},
		keys:    3,
		fields: func(c *hinterland.Commitment) []any {
			return []any{&c.Agreement, &c.Item, &c.Due, &c.Quantity, &c.Sent, &c.Received}
		},
	}
}

// Items implements hinterland.ItemBook.
func (t *tx) Items(agreement hinterland.ID[hinterland.Agreement]) ([]hinterland.Item, error) {
	return find(t, items(), "agreement = $2", agreement)
}

// Commitments implements hinterland.ItemBook.
func (t *tx) Commitments(
	agreement hinterland.ID[hinterland.Agreement], item int,
) ([]hinterland.Commitment, error) {
	if item == 0 {
		return find(t, commitments(), "agreement = $2 AND quantity > 0", agreement)
	}
	return find(t, commitments(), "agreement = $2 AND item = $3 AND quantity > 0", agreement, item)
}

// PutItem implements hinterland.ItemBook.
func (t *tx) PutItem(i hinterland.Item) error { return put(t, items(), &i) }

// PutCommitment implements hinterland.ItemBook.
func (t *tx) PutCommitment(c hinterland.Commitment) error { return put(t, commitments(), &c) }

// MoveItem implements hinterland.ItemBook. The bounds are part of the
// statement: two acts at once cannot both see room for themselves.
func (t *tx) MoveItem(
	agreement hinterland.ID[hinterland.Agreement], item int, by hinterland.Move,
) (hinterland.Item, error) {
	rows, err := update(t, items(), "sent = sent + $4, received = received + $5",
		"agreement = $2 AND number = $3 AND sent + $4 BETWEEN received + $5 AND ceiling "+
			"AND received + $5 >= 0", agreement, item, by.Sent, by.Received)
	if err == nil && len(rows) == 0 {
		return hinterland.Item{}, t.noRoom(agreement, item, by)
	}
	return only(rows, err, "item.unknown", item)
}

// noRoom says why an item could not be moved.
func (t *tx) noRoom(
	agreement hinterland.ID[hinterland.Agreement], number int, by hinterland.Move,
) error {
	rows, err := find(t, items(), "agreement = $2 AND number = $3", agreement, number)
	item, err := only(rows, err, "item.unknown", number)
	if err != nil {
		return err
	}
	if by.Sent <= 0 {
		return hinterland.Refuse(hinterland.Conflict, "item.taken", hinterland.Args{"item": number})
	}
	good, err := t.Good(item.Good)
	if err != nil {
		return err
	}
	room := hinterland.FormatDecimal(int64(item.Ceiling-item.Sent), good.Decimals)
	return hinterland.Refuse(hinterland.Conflict, "item.ceiling",
		hinterland.Args{"item": number, "room": room, "unit": good.Unit})
}
