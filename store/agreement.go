package store

import "hinterland"

func agreements() table[hinterland.Agreement] {
	return table[hinterland.Agreement]{
		name: "agreement",
		columns: []string{
			"id", "title", "latest", "in_force", "ended", "stage", "class", "last", "after",
			"paused_from", "paused_to", "paused_by", "reason",
		},
		keys:  1,
		later: []any{"", "", int64(0), int64(0), int64(0), int64(0), "", ""},
		fields: func(a *hinterland.Agreement) []any {
			return []any{
				&a.ID, &a.Title, &a.Latest, &a.InForce, &a.Ended, &a.Stage, &a.Class, &a.Last,
				&a.After, &a.Paused.From, &a.Paused.To, &a.PausedBy, &a.Reason,
			}
		},
	}
}

func members() table[hinterland.Membership] {
	return table[hinterland.Membership]{
		name:    "member",
		columns: []string{"agreement", "party", "part"},
		keys:    2,
		fields: func(m *hinterland.Membership) []any {
			return []any{&m.Agreement, &m.Party, &m.Part}
		},
		later: []any{int64(hinterland.Named | hinterland.Bound)},
	}
}

// Agreement implements hinterland.AgreementBook.
func (t *tx) Agreement(
	id hinterland.ID[hinterland.Agreement],
) (hinterland.Agreement, error) {
	return get(t, agreements(), "agreement.unknown", "id = $2", id)
}

// HoldAgreement implements hinterland.AgreementBook. Deliveries hold only
// their item, so the items are held too: what is read of them from now on
// stays true.
func (t *tx) HoldAgreement(
	id hinterland.ID[hinterland.Agreement],
) (hinterland.Agreement, error) {
	if t.dialect.forUpdate == "" {
		return t.Agreement(id)
	}
	in := agreements()
	rows, err := scan(t, in, in.selectSQL("id = $2")+t.dialect.forUpdate, []any{id})
	if err == nil {
		below := items()
		_, err = scan(t, below, below.selectSQL("agreement = $2")+t.dialect.forUpdate, []any{id})
	}
	return only(rows, err, "agreement.unknown", id.String())
}

// AgreementsOf implements hinterland.AgreementBook.
func (t *tx) AgreementsOf(
	party, with hinterland.PartyCode, before hinterland.ID[hinterland.Agreement], limit int,
) ([]hinterland.Agreement, error) {
	in := agreements()
	return scan(t, in, "SELECT "+in.list()+" FROM member m CROSS JOIN agreement a "+
		"WHERE m.region = $1 AND m.party = $2 AND m.part > 0 AND (m.agreement < $4 OR $4 = 0) "+
		"AND a.region = $1 AND a.id = m.agreement AND ($3 = '' OR EXISTS (SELECT 1 FROM member o "+
		"WHERE o.region = $1 AND o.agreement = a.id AND o.party = $3 "+
		"AND o.part > 0)) "+
		"ORDER BY m.agreement DESC LIMIT $5", []any{party, with, before, limit})
}

// PutDraft implements hinterland.DraftBook.
func (t *tx) PutDraft(v hinterland.Version) error { return put(t, versions(), &v) }

// DropDraft implements hinterland.DraftBook.
func (t *tx) DropDraft(id hinterland.ID[hinterland.Agreement]) error {
	draft := "(SELECT id FROM agreement WHERE region = $1 AND id = $2 AND stage = 'draft')"
	for _, take := range []func() error{
		func() error { return drop(t, planPairs(), "agreement = "+draft, id) },
		func() error { return drop(t, versions(), "agreement = "+draft, id) },
		func() error { return drop(t, members(), "agreement = "+draft, id) },
		func() error { return drop(t, agreements(), "id = $2 AND stage = 'draft'", id) },
	} {
		if err := take(); err != nil {
			return err
		}
	}
	return nil
}

// AddAgreement implements hinterland.AgreementBook.
func (t *tx) AddAgreement(a hinterland.Agreement) error {
	added, err := insert(t, agreements(), &a)
	return taken(added, err, "record.twice", a.ID.String())
}

// ChangeAgreement implements hinterland.AgreementBook.
func (t *tx) ChangeAgreement(a hinterland.Agreement) error {
	in := agreements()
	rows, err := update(t, in, in.setSQL(), "id = $2", in.fields(&a)...)
	_, err = only(rows, err, "agreement.unknown", a.ID.String())
	return err
}

// Members implements hinterland.AgreementBook.
func (t *tx) Members(id hinterland.ID[hinterland.Agreement]) ([]hinterland.Membership, error) {
	return find(t, members(), "agreement = $2", id)
}

// PutMember implements hinterland.AgreementBook.
func (t *tx) PutMember(m hinterland.Membership) error { return put(t, members(), &m) }
