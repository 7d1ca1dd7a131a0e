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
func (t *tx) People() ([]hinterland.Person, error) { return find(t, people(), "") }

// AddPerson implements hinterland.PersonBook.
func (t *tx) AddPerson(p hinterland.Person) error {
	added, err := insert(t, people(), &p)
	return taken(added, err, "record.twice", p.ID.String())
}

// Keep implements hinterland.PersonBook. What lies apart is no part of the
// records: no change is noted.
func (t *tx) Keep(s hinterland.Sealed) error {
	_, err := t.session.exec(t.ctx, "INSERT INTO sealed (region, token, salt, value) "+
		"VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING", t.args(s.Token, s.Salt, s.Value)...)
	return err
}

// Values implements hinterland.PersonBook.
func (t *tx) Values(
	tokens []hinterland.Personal,
) (map[hinterland.Personal]hinterland.Sealed, error) {
	values := map[hinterland.Personal]hinterland.Sealed{}
	for _, token := range tokens {
		var s hinterland.Sealed
		found, err := one(t.ctx, t.session, "SELECT token, salt, value FROM sealed "+
			"WHERE region = $1 AND token = $2", t.args(token), &s.Token, &s.Salt, &s.Value)
		if err != nil {
			return nil, err
		}
		if found && s.Salt != "" {
			values[token] = s
		}
	}
	return values, nil
}
