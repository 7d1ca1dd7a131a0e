package store

import (
	"errors"

	"hinterland"
)

func scopes() table[hinterland.DatedScope] {
	return table[hinterland.DatedScope]{
		name: "scope",
		columns: []string{
			"id", "buyer", "good", "place", "from_day", "to_day", "basis", "document",
		},
		keys: 1,
		fields: func(s *hinterland.DatedScope) []any {
			return []any{
				&s.ID, &s.Buyer, &s.Good, &s.Place, &s.Term.From, &s.Term.To, &s.Basis, &s.Document,
			}
		},
		made: []string{"good_path", "place_path"},
	}
}

// scopesInTree are scopes with their paths, which are read and never written:
// s is the scope.
func scopesInTree() table[hinterland.DatedScope] {
	in := scopes()
	kept := in.fields
	in.columns = prefixed("s.", append(in.columns, in.made...))
	in.fields = func(s *hinterland.DatedScope) []any {
		return append(kept(s), &s.GoodPath, &s.PlacePath)
	}
	return in
}

// Scope implements hinterland.ScopeBook.
func (t *tx) Scope(id hinterland.ID[hinterland.DatedScope]) (hinterland.DatedScope, error) {
	rows, err := t.scopesWhere("s.id = $2", id)
	return only(rows, err, "scope.unknown", id.String())
}

// ScopesBy implements hinterland.ScopeBook.
func (t *tx) ScopesBy(
	ids []hinterland.ID[hinterland.DatedScope],
) ([]hinterland.DatedScope, error) {
	in := scopesInTree()
	return scan(t, in, "SELECT "+in.list()+" FROM scope s WHERE s.region = $1 AND "+
		t.among("s.id", "bigint")+" ORDER BY s.id", []any{listed(ids)})
}

// scopesWhere reads scopes, with values from $2 on.
func (t *tx) scopesWhere(where string, values ...any) ([]hinterland.DatedScope, error) {
	in := scopesInTree()
	return scan(t, in, "SELECT "+in.list()+" FROM scope s WHERE s.region = $1 AND "+where, values)
}

// Scopes implements hinterland.ScopeBook.
func (t *tx) Scopes(
	by hinterland.ScopeFilter, after hinterland.ID[hinterland.DatedScope], limit int,
) ([]hinterland.DatedScope, error) {
	return t.scopesWhere("($2 = '' OR EXISTS (SELECT 1 FROM good n WHERE n.region = $1 "+
		"AND n.code = $2 AND "+meet("s.good_path", "n.path")+")) "+
		"AND ($3 = '' OR EXISTS (SELECT 1 FROM place n WHERE n.region = $1 "+
		"AND n.code = $3 AND "+meet("s.place_path", "n.path")+")) "+
		"AND s.to_day > $4 AND s.from_day < $5 AND s.from_day < s.to_day AND s.id > $6 "+
		"ORDER BY s.id LIMIT $7", by.Good, by.Place, by.Days.From, by.Days.To, after, limit)
}

// ScopesAgainst implements hinterland.ScopeBook.
func (t *tx) ScopesAgainst(
	from, to hinterland.PartyCode, good hinterland.GoodCode, days hinterland.Term,
) ([]hinterland.DatedScope, error) {
	in := scopesInTree()
	return recall(t, in, "SELECT "+in.list()+" FROM scope s WHERE s.region = $1 AND "+others+
		"AND EXISTS (SELECT 1 FROM good n "+
		"WHERE n.region = $1 AND n.code = $5 AND "+under("n.path", "s.good_path")+") "+
		"AND EXISTS (SELECT 1 FROM party p CROSS JOIN place n WHERE p.region = $1 AND p.code = $6 "+
		"AND n.region = $1 AND n.code = p.place AND "+under("n.path", "s.place_path")+") "+
		"ORDER BY s.id", []any{to, days.From, days.To, good, from})
}

// others is what holds of exclusive scopes of others than $2 that have a day from
// $3 on and before $4.
const others = "s.basis <> '' AND s.buyer <> $2 AND s.to_day > $3 AND s.from_day < $4 " +
	"AND s.from_day < s.to_day "

// meeting finds the exclusive scopes that one would meet, if it were exclusive.
func (t *tx) meeting(s *hinterland.DatedScope) ([]hinterland.DatedScope, error) {
	return t.scopesWhere(others+"AND EXISTS (SELECT 1 FROM good n WHERE n.region = $1 "+
		"AND n.code = $5 AND "+meet("n.path", "s.good_path")+") "+
		"AND EXISTS (SELECT 1 FROM place n WHERE n.region = $1 AND n.code = $6 "+
		"AND "+meet("n.path", "s.place_path")+") ORDER BY s.id",
		s.Buyer, s.Term.From, s.Term.To, s.Good, s.Place)
}

// AddScope implements hinterland.ScopeBook. That exclusive scopes of different
// buyers share nothing is held by the database; who is in the way is asked after
// it has said no, and may have gone again.
func (t *tx) AddScope(s hinterland.DatedScope) error {
	if err := t.holdBought(&s); err != nil {
		return err
	}
	added, err := insert(t, scopes(), &s)
	if err != nil || added {
		return err
	}
	held, err := t.meeting(&s)
	if err == nil && s.Exclusive() && len(held) > 0 {
		return held[0].Held("scope.held")
	}
	return taken(added, err, "scope.twice", s.ID.String())
}

// holdBought holds the items of which an exclusive scope keeps others from having
// more: who is just sending something of one has done so, or finds the scope.
func (t *tx) holdBought(s *hinterland.DatedScope) error {
	if t.dialect.forUpdate == "" || !s.Exclusive() {
		return nil
	}
	in := items()
	in.columns = prefixed("i.", in.columns)
	_, err := scan(t, in, "SELECT "+in.list()+" FROM good g CROSS JOIN good u "+
		"CROSS JOIN item i CROSS JOIN party p CROSS JOIN place n CROSS JOIN place l "+
		"WHERE g.region = $1 AND g.code = $2 AND u.region = $1 AND "+under("u.path", "g.path")+" "+
		"AND i.region = $1 AND i.good = u.code AND i.to_party <> $3 "+
		"AND p.region = $1 AND p.code = i.from_party AND n.region = $1 AND n.code = p.place "+
		"AND l.region = $1 AND l.code = $4 AND "+under("n.path", "l.path")+" "+
		"ORDER BY i.agreement, i.number"+t.dialect.forUpdate+" OF i",
		[]any{s.Good, s.Buyer, s.Place})
	return err
}

// EndScope implements hinterland.ScopeBook.
func (t *tx) EndScope(
	id hinterland.ID[hinterland.DatedScope], to hinterland.Day,
) error {
	rows, err := update(t, scopes(), "to_day = $3", "id = $2 AND to_day > $3", id, to)
	if err == nil && len(rows) == 0 {
		err = hinterland.Refuse(hinterland.Conflict, "scope.ended", nil)
	}
	return err
}

// MeetsIf implements hinterland.ScopeBook. What is moved shares nothing with what
// is beside it there; so only scopes of what it then lies in can be met: o.
func (t *tx) MeetsIf(
	moved hinterland.Node, parent string,
) (*hinterland.DatedScope, error) {
	in, other := nodes(moved.Tree), nodes(hinterland.PlaceTree)
	if in == other {
		other = nodes(hinterland.GoodTree)
	}
	met, err := t.scopesWhere("s.basis <> '' AND EXISTS (SELECT 1 FROM "+in+" n CROSS JOIN "+in+
		" u CROSS JOIN scope o WHERE n.region = $1 AND n.code = $2 AND u.region = $1 "+
		"AND u.code = $3 AND o.region = $1 AND o.basis <> '' AND o.buyer <> s.buyer "+
		"AND "+under("o."+in+"_path", "n.path")+" AND "+under("u.path", "s."+in+"_path")+" "+
		"AND "+meet("o."+other+"_path", "s."+other+"_path")+" "+
		"AND o.from_day < s.to_day AND s.from_day < o.to_day "+
		"AND s.from_day < s.to_day AND o.from_day < o.to_day) ORDER BY s.id LIMIT 1",
		moved.Code, parent)
	if err != nil || len(met) == 0 {
		return nil, err
	}
	return &met[0], nil
}

// isBroken reports whether an error is a broken constraint of a kind.
func isBroken(err error, kind brokenKind) bool {
	var no *broken
	return errors.As(err, &no) && no.kind == kind
}

// StoppedBy implements hinterland.ScopeReachBook. A frozen text begins with its
// kind.
func (t *tx) StoppedBy(s *hinterland.DatedScope) (n int, err error) {
	_, err = one(t.ctx, t.session, "SELECT count(DISTINCT a.id) FROM good g CROSS JOIN good u "+
		"CROSS JOIN item i CROSS JOIN agreement a CROSS JOIN version v CROSS JOIN party p "+
		"CROSS JOIN place n CROSS JOIN place l WHERE g.region = $1 AND g.code = $2 "+
		"AND u.region = $1 AND "+under("u.path", "g.path")+" "+
		"AND i.region = $1 AND i.good = u.code AND i.to_party <> $3 "+
		"AND a.region = $1 AND a.id = i.agreement AND a.in_force > 0 AND a.ended > $4 "+
		"AND a.last >= $4 AND v.region = $1 AND v.agreement = a.id AND v.number = a.in_force "+
		"AND substr(v.terms, 1, $5) = $6 AND p.region = $1 AND p.code = i.from_party "+
		"AND n.region = $1 AND n.code = p.place AND l.region = $1 AND l.code = $7 "+
		"AND "+under("n.path", "l.path")+" AND EXISTS (SELECT 1 FROM commitment c "+
		"WHERE c.region = $1 AND c.agreement = a.id AND c.item = i.number AND c.sent < c.quantity)",
		t.args(s.Good, s.Buyer, s.Term.From, len(purchaseTerms), purchaseTerms, s.Place), &n)
	return n, err
}

const purchaseTerms = `{"kind":"purchase",`
