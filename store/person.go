package store

import "hinterland"

func people() table[hinterland.Person] {
	return table[hinterland.Person]{
		name:    "person",
		columns: []string{"id", "name", "mail", "phone"},
		keys:    1,
		fields: func(p *hinterland.Person) []any {
			return []any{&p.ID, &p.Name, &p.Mail, &p.Phone}
		},
	}
}

// Person implements hinterland.PersonBook.
func (t *tx) Person(id hinterland.ID[hinterland.Person]) (hinterland.Person, error) {
	return get(t, people(), "person.unknown", "id = $2", id)
}

// People implements hinterland.PersonBook.
func (t *tx) People(
	near hinterland.PartyCode, after hinterland.ID[hinterland.Person], limit int,
) ([]hinterland.Person, error) {
	in := people()
	return scan(t, in, "SELECT "+in.list()+" FROM person WHERE region = $1 AND id > $3 "+
		"AND ($2 = '' OR EXISTS (SELECT 1 FROM post WHERE post.region = $1 AND person = person.id "+
		"AND party IN ("+counterparts+"))) ORDER BY id LIMIT $4", []any{near, after, limit})
}

// PeopleBy implements hinterland.PersonBook.
func (t *tx) PeopleBy(
	ids []hinterland.ID[hinterland.Person],
) ([]hinterland.Person, error) {
	return find(t, people(), t.among("id", "bigint"), listed(ids))
}

// AddPerson implements hinterland.PersonBook.
func (t *tx) AddPerson(p hinterland.Person) error {
	added, err := insert(t, people(), &p)
	return taken(added, err, "record.twice", p.ID.String())
}

// ChangePerson implements hinterland.PersonBook.
func (t *tx) ChangePerson(p hinterland.Person) error {
	rows, err := update(t, people(), "name = $3, mail = $4, phone = $5", "id = $2",
		p.ID, p.Name, p.Mail, p.Phone)
	_, err = only(rows, err, "person.unknown", p.ID.String())
	return err
}

// Erase implements hinterland.PersonalBook. The tokens that a person ever had
// stand in the journal, as all rows do. Keys are no records, and neither is
// what lies apart: no change is noted.
func (t *tx) Erase(id hinterland.ID[hinterland.Person]) error {
	in := people()
	var said []hinterland.Personal
	err := t.session.query(t.ctx, "SELECT row_after FROM change WHERE region = $1 "+
		"AND table_name = $2 AND row_key = $3 AND row_after <> ''",
		t.args(in.name, keyJSON([]any{id})), func(scan scanner) error {
			var text string
			var row struct{ Name, Mail, Phone hinterland.Personal }
			if err := scan(&text); err != nil {
				return err
			}
			err := parseJSON(text, &row)
			said = append(said, row.Name, row.Mail, row.Phone)
			return err
		})
	if err == nil {
		err = t.blank(said...)
	}
	for _, from := range []string{"login", "invitation", "session"} {
		if err == nil {
			_, err = t.session.exec(t.ctx, "DELETE FROM "+from+" WHERE region = $1 AND person = $2",
				t.args(id)...)
		}
	}
	return err
}

// blank takes out what lies apart for tokens.
func (t *tx) blank(tokens ...hinterland.Personal) error {
	_, err := t.session.exec(t.ctx, "UPDATE sealed SET salt = '', value = '' "+
		"WHERE region = $1 AND "+t.among("token", "text"), t.args(listed(tokens))...)
	return err
}

// EraseSigner implements hinterland.PersonalBook.
func (t *tx) EraseSigner(
	id hinterland.ID[hinterland.Agreement], version int, party hinterland.PartyCode,
) error {
	const one = "agreement = $2 AND version = $3 AND party = $4 AND signer <> ''"
	signed, err := find(t, assents(), one, id, version, party)
	if err = taken(len(signed) > 0, err, "signer.none", party); err != nil {
		return err
	}
	if err := t.blank(signed[0].Signer); err != nil {
		return err
	}
	_, err = update(t, assents(), "signer = ''", one, id, version, party)
	return err
}

// Keep implements hinterland.PersonalBook. What lies apart is no part of the
// records: no change is noted.
func (t *tx) Keep(s hinterland.Sealed) error {
	_, err := t.session.exec(t.ctx, "INSERT INTO sealed (region, token, salt, value) "+
		"VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING", t.args(s.Token, s.Salt, s.Value)...)
	return err
}

// Values implements hinterland.PersonalBook.
func (t *tx) Values(
	tokens []hinterland.Personal,
) (map[hinterland.Personal]hinterland.Sealed, error) {
	values := map[hinterland.Personal]hinterland.Sealed{}
	err := t.session.query(t.ctx, "SELECT token, salt, value FROM sealed WHERE region = $1 AND "+
		t.among("token", "text"), t.args(listed(tokens)), func(scan scanner) error {
		var s hinterland.Sealed
		err := scan(&s.Token, &s.Salt, &s.Value)
		if s.Salt != "" {
			values[s.Token] = s
		}
		return err
	})
	return values, err
}
