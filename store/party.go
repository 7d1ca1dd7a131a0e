package store

import "hinterland"

func parties() table[hinterland.Party] {
	return table[hinterland.Party]{
		name:    "party",
		columns: []string{"code", "name_en", "name_zh", "place"},
		keys:    1,
		fields: func(p *hinterland.Party) []any {
			return []any{&p.Code, &p.Name.English, &p.Name.Chinese, &p.Place}
		},
	}
}

// Party implements hinterland.PartyBook.
func (t *tx) Party(code hinterland.PartyCode) (hinterland.Party, error) {
	return get(t, parties(), "party.unknown", "code = $2", code)
}

// Parties implements hinterland.PartyBook.
func (t *tx) Parties() ([]hinterland.Party, error) { return find(t, parties(), "") }

// AddParty implements hinterland.PartyBook.
func (t *tx) AddParty(p hinterland.Party) error {
	added, err := insert(t, parties(), &p)
	return taken(added, err, "party.taken", string(p.Code))
}

// NameParty implements hinterland.PartyBook.
func (t *tx) NameParty(code hinterland.PartyCode, name hinterland.Name) error {
	rows, err := update(t, parties(), "name_en = $3, name_zh = $4", "code = $2",
		code, name.English, name.Chinese)
	if err == nil && len(rows) == 0 {
		err = hinterland.Refuse(hinterland.NotFound, "party.unknown",
			hinterland.Args{"value": code})
	}
	return err
}
