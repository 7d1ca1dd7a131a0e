package store

import "hinterland"

func posts() table[hinterland.Post] {
	return table[hinterland.Post]{
		name:    "post",
		columns: []string{"id", "person", "party", "duty", "from_day", "to_day"},
		keys:    1,
		fields: func(p *hinterland.Post) []any {
			return []any{&p.ID, &p.Person, &p.Party, &p.Duty, &p.Term.From, &p.Term.To}
		},
	}
}

// Post implements hinterland.PostBook.
func (t *tx) Post(id hinterland.ID[hinterland.Post]) (hinterland.Post, error) {
	return get(t, posts(), "post.unknown", "id = $2", id)
}

// PostsOf implements hinterland.PostBook.
func (t *tx) PostsOf(
	person hinterland.ID[hinterland.Person], party hinterland.PartyCode,
) ([]hinterland.Post, error) {
	in := posts()
	sql := in.selectSQL("person = $2 AND party = $3") + t.dialect.forShare
	return recall(t, in, sql, []any{person, party})
}

// PostsHeldBy implements hinterland.PostBook.
func (t *tx) PostsHeldBy(
	people ...hinterland.ID[hinterland.Person],
) ([]hinterland.Post, error) {
	return find(t, posts(), t.among("person", "bigint"), listed(people))
}

// Holders implements hinterland.PostBook.
func (t *tx) Holders(
	duty hinterland.Duty, parties ...hinterland.PartyCode,
) ([]hinterland.Post, error) {
	in := posts()
	sql := in.selectSQL(t.among("party", "text") + " AND (duty = $3 OR $3 = '')")
	return recall(t, in, sql, []any{listed(parties), duty})
}

// AddPost implements hinterland.PostBook. That posts share no day is held by
// the database.
func (t *tx) AddPost(p hinterland.Post) error {
	added, err := insert(t, posts(), &p)
	return taken(added, err, "post.twice", p.Duty)
}

// EndPost implements hinterland.PostBook.
func (t *tx) EndPost(id hinterland.ID[hinterland.Post], to hinterland.Day) error {
	rows, err := update(t, posts(), "to_day = $3", "id = $2 AND to_day > $3", id, to)
	if err == nil && len(rows) == 0 {
		err = hinterland.Refuse(hinterland.Conflict, "post.ended", nil)
	}
	return err
}
