package store

import "hinterland"

// places keeps no paths: a place says what it lies in, and the database works
// out where in the tree that is, for goods and scopes too (migration 13).
func places() table[hinterland.Place] {
	return table[hinterland.Place]{
		name: "place",
		columns: []string{
			"code", "name_en", "name_zh", "lon", "lat", "parent", "weight", "source",
		},
		keys: 1,
		fields: func(p *hinterland.Place) []any {
			return []any{
				&p.Code, &p.Name.English, &p.Name.Chinese, &p.Lon, &p.Lat, &p.Parent, &p.Weight,
				&p.Source,
			}
		},
		later: []any{int64(hinterland.Unweighed), ""},
		made:  []string{"path"},
	}
}

// placesInTree are places with their paths, which are read and never written.
func placesInTree() table[hinterland.Place] {
	in := places()
	kept := in.fields
	in.columns = append(in.columns, in.made...)
	in.fields = func(p *hinterland.Place) []any { return append(kept(p), &p.Path) }
	return in
}

// Place implements hinterland.PlaceBook.
func (t *tx) Place(code hinterland.PlaceCode) (hinterland.Place, error) {
	in := placesInTree()
	rows, err := scan(t, in, in.selectSQL("code = $2")+t.dialect.forShare, []any{code})
	return only(rows, err, "place.unknown", code)
}

// Places implements hinterland.PlaceBook.
func (t *tx) Places(after hinterland.Path, limit int) ([]hinterland.Place, error) {
	in := placesInTree()
	return scan(t, in, in.orderedSQL("path > $2", "path")+" LIMIT $3", []any{after, limit})
}

// PlacesBy implements hinterland.PlaceBook.
func (t *tx) PlacesBy(codes []hinterland.PlaceCode) ([]hinterland.Place, error) {
	in := placesInTree()
	return scan(t, in, in.orderedSQL(t.among("code", "text"), "path"), []any{listed(codes)})
}

// AddPlace implements hinterland.PlaceBook.
func (t *tx) AddPlace(p hinterland.Place) error {
	added, err := insert(t, places(), &p)
	return taken(added, err, "place.taken", string(p.Code))
}

// ChangePlace implements hinterland.PlaceBook.
func (t *tx) ChangePlace(p hinterland.Place) error {
	in := places()
	rows, err := update(t, in, in.setSQL(), "code = $2", in.fields(&p)...)
	_, err = only(rows, unmoved(err), "place.unknown", p.Code)
	return err
}

// unmoved says why the database would not move a node: another act has put
// something in its way since this one looked.
func unmoved(err error) error {
	if isBroken(err, brokenOverlap) {
		return hinterland.Refuse(hinterland.Conflict, "tree.changed", nil)
	}
	return err
}

// PathTo implements hinterland.PlaceBook.
func (t *tx) PathTo(n hinterland.Node) (path hinterland.Path, err error) {
	_, err = one(t.ctx, t.session, "SELECT path FROM "+nodes(n.Tree)+
		" WHERE region = $1 AND code = $2", t.args(n.Code), &path)
	return path, err
}

// Span implements hinterland.PlaceBook.
func (t *tx) Span(of hinterland.Node) (own hinterland.Path, longest int, err error) {
	_, err = one(t.ctx, t.session, "SELECT coalesce(max(n.path), ''), "+
		"coalesce(max(octet_length(u.path)), 0) FROM "+nodes(of.Tree)+" n CROSS JOIN "+
		nodes(of.Tree)+" u WHERE n.region = $1 AND n.code = $2 "+
		"AND u.region = $1 AND "+under("u.path", "n.path"), t.args(of.Code), &own, &longest)
	return own, longest, err
}

// nodes is the table of a tree's nodes.
func nodes(tree hinterland.Tree) string {
	if tree == hinterland.GoodTree {
		return "good"
	}
	return "place"
}

// under is what holds of a path that is at or under another. A path ends in a
// space; the first text after all that begin with it ends in what comes next.
func under(path, above string) string {
	return "(" + path + " >= " + above + " AND " + path + " < rtrim(" + above + ") || '!')"
}

// meet is what holds of two paths of which one is at or under the other.
func meet(a, b string) string {
	return "(" + a + " < rtrim(" + b + ") || '!' AND " + b + " < rtrim(" + a + ") || '!')"
}
