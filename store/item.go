package store

import "hinterland"

func items() table[hinterland.Item] {
	return table[hinterland.Item]{
		name: "item",
		columns: []string{
			"agreement", "number", "from_party", "to_party", "good", "floor", "ceiling", "price",
			"currency", "sent", "received", "effort", "class", "extra", "extra_received", "back",
			"given_back",
		},
		keys:  2,
		later: []any{string(hinterland.Firm), "", int64(0), int64(0), int64(0), int64(0)},
		fields: func(i *hinterland.Item) []any {
			return []any{
				&i.Agreement, &i.Number, &i.From, &i.To, &i.Good, &i.Floor, &i.Ceiling, &i.Price,
				&i.Currency, &i.Sent, &i.Received, &i.Effort, &i.Class, &i.Extra,
				&i.ExtraReceived, &i.Back, &i.GivenBack,
			}
		},
	}
}

func commitments() table[hinterland.Commitment] {
	return table[hinterland.Commitment]{
		name: "commitment",
		columns: []string{
			"agreement", "item", "due", "quantity", "sent", "received", "meant", "meant_received",
		},
		keys: 3,
		fields: func(c *hinterland.Commitment) []any {
			return []any{
				&c.Agreement, &c.Item, &c.Due, &c.Quantity, &c.Sent, &c.Received, &c.Meant,
				&c.MeantReceived,
			}
		},
		later: []any{int64(0), int64(0)},
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
	const of = "agreement = $2 AND quantity + meant > 0"
	if item == 0 {
		return find(t, commitments(), of, agreement)
	}
	return find(t, commitments(), of+" AND item = $3", agreement, item)
}

// PutItem implements hinterland.ItemBook.
func (t *tx) PutItem(i hinterland.Item) error { return put(t, items(), &i) }

// PutCommitment implements hinterland.ItemBook.
func (t *tx) PutCommitment(c hinterland.Commitment) error {
	in := commitments()
	return later(t, in, in.any().putSQL(in.columns), &c, gone)
}

// MoveItem implements hinterland.ItemBook. The bounds are part of the
// statement: two acts at once cannot both see room for themselves. What has
// been sent and received in all is divided anew at the ceiling.
func (t *tx) MoveItem(
	agreement hinterland.ID[hinterland.Agreement], item int, by hinterland.Move,
) (hinterland.Item, error) {
	const sent, received = "sent + extra + $4", "received + extra_received + $5"
	const back = "given_back + $7"
	within := t.dialect.least + "(" + sent + ", ceiling)"
	taken := t.dialect.least + "(" + received + ", ceiling)"
	most := int64(hinterland.MaxTotal)
	if !by.Beyond {
		most = 0 // beyond the ceiling
	}
	rows, err := update(t, items(), "sent = "+within+", extra = "+sent+" - "+within+
		", received = "+taken+", extra_received = "+received+" - "+taken+", given_back = "+back,
		"agreement = $2 AND number = $3 AND "+sent+" >= "+received+" AND "+received+" >= "+back+
			" AND "+back+" >= 0 AND ($4 <= 0 OR "+sent+" <= ceiling + $6)",
		agreement, item, by.Sent, by.Received, most, by.Back)
	if err == nil && len(rows) == 0 {
		return hinterland.Item{}, t.noRoom(agreement, item, by)
	}
	return only(rows, err, "item.unknown", item)
}

// HoldItem implements hinterland.ItemBook.
func (t *tx) HoldItem(
	agreement hinterland.ID[hinterland.Agreement], number int,
) (hinterland.Item, error) {
	in := items()
	rows, err := scan(t, in, in.selectSQL("agreement = $2 AND number = $3")+t.dialect.forUpdate,
		[]any{agreement, number})
	return only(rows, err, "item.unknown", number)
}

// noRoom says why an item could not be moved.
func (t *tx) noRoom(
	agreement hinterland.ID[hinterland.Agreement], number int, by hinterland.Move,
) error {
	item, err := t.HoldItem(agreement, number)
	if err != nil {
		return err
	}
	good, err := t.Good(item.Good)
	if err != nil {
		return err
	}
	return item.NoRoom(by, &good)
}
