package store

import "hinterland"

// comparePaths works out anew the paths that the database keeps of trees, and of
// the scopes that lie in them: by these it is decided who may buy where, and no
// entry speaks of them. What stands under nothing that is there is a root.
func (a *Audit) comparePaths(records *tx) error {
	trees := map[string]map[string]hinterland.Path{}
	for _, name := range []string{"good", "place"} {
		above, kept := map[string]string{}, map[string]string{}
		var codes []string
		err := records.session.query(records.ctx, "SELECT code, parent, path FROM "+name+
			" WHERE region = $1 ORDER BY code", records.args(), func(scan scanner) error {
			var code, parent, path string
			err := scan(&code, &parent, &path)
			codes, above[code], kept[code] = append(codes, code), parent, path
			return err
		})
		if err != nil {
			return err
		}
		trees[name] = planted(above)
		for _, code := range codes {
			a.comparePath(name, keyJSON([]any{code}), "path", trees[name][code], kept[code])
		}
	}
	return records.session.query(records.ctx, "SELECT id, good, place, good_path, place_path "+
		"FROM scope WHERE region = $1 ORDER BY id", records.args(), func(scan scanner) error {
		var id int64
		var good, place, goodPath, placePath string
		err := scan(&id, &good, &place, &goodPath, &placePath)
		key := keyJSON([]any{id})
		a.comparePath("scope", key, "good_path", trees["good"][good], goodPath)
		a.comparePath("scope", key, "place_path", trees["place"][place], placePath)
		return err
	})
}

// comparePath holds a path that is kept to what it should be.
func (a *Audit) comparePath(table, key, column string, should hinterland.Path, is string) {
	if string(should) != is {
		row := func(path any) string { return rowJSON([]string{column}, []any{path}) }
		a.Differences = append(a.Differences, Difference{table, key, row(should), row(is)})
	}
}

// planted are the paths of the nodes of a tree, by what each stands under.
// Nodes that stand in a ring, as no act can put them, have the path of a root.
func planted(above map[string]string) map[string]hinterland.Path {
	paths := make(map[string]hinterland.Path, len(above))
	var plant func(code string, deep int) hinterland.Path
	plant = func(code string, deep int) hinterland.Path {
		if path, done := paths[code]; done {
			return path
		}
		parent, below := above[code], hinterland.Path("")
		if _, there := above[parent]; there && deep < hinterland.MaxPath {
			below = plant(parent, deep+1)
		}
		paths[code] = hinterland.Below(below, code)
		return paths[code]
	}
	for code := range above {
		plant(code, 0)
	}
	return paths
}
