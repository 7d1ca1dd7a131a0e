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
func (t *tx) Parties(after hinterland.PartyCode, limit int) ([]hinterland.Party, error) {
	in := parties()
	return scan(t, in, in.selectSQL("code > $2")+" LIMIT $3", []any{after, limit})
}

// PartiesBy implements hinterland.PartyBook.
func (t *tx) PartiesBy(codes []hinterland.PartyCode) ([]hinterland.Party, error) {
	return find(t, parties(), t.among("code", "text"), listed(codes))
}

// counterparts are the codes of party $2 and of all that have a part in an
// agreement in which it has one.
const counterparts = "SELECT o.party FROM member m CROSS JOIN member o WHERE m.region = $1 " +
	"AND m.party = $2 AND m.part > 0 AND o.region = $1 AND o.agreement = m.agreement " +
	"AND o.part > 0 UNION SELECT $2"

// Counterparts implements hinterland.PartyBook.
func (t *tx) Counterparts(
	party hinterland.PartyCode,
) (codes []hinterland.PartyCode, err error) {
	err = t.session.query(t.ctx, counterparts+" ORDER BY 1", t.args(party),
		func(scan scanner) error {
			var code hinterland.PartyCode
			err := scan(&code)
			codes = append(codes, code)
			return err
		})
	return codes, err
}

// AddParty implements hinterland.PartyBook.
func (t *tx) AddParty(p hinterland.Party) error {
	added, err := insert(t, parties(), &p)
	return taken(added, err, "party.taken", string(p.Code))
}

// NameParty implements hinterland.PartyBook.
func (t *tx) NameParty(code hinterland.PartyCode, name hinterland.Name) error {
	rows, err := update(t, parties(), "name_en = $3, name_zh = $4", "code = $2",
		code, name.English, name.Chinese)
	_, err = only(rows, err, "party.unknown", code)
	return err
}

// LocateParty implements hinterland.PartyBook.
func (t *tx) LocateParty(code hinterland.PartyCode, at hinterland.PlaceCode) error {
	rows, err := update(t, parties(), "place = $3", "code = $2", code, at)
	_, err = only(rows, err, "party.unknown", code)
	return err
}
