package store

import (
	"context"

	"hinterland"
)

func regionMaps() table[hinterland.RegionMap] {
	return table[hinterland.RegionMap]{
		name:    "region_map",
		columns: []string{"name", "file", "property", "source", "licence"},
		files:   "file",
		fields: func(m *hinterland.RegionMap) []any {
			return []any{&m.Name, &m.File, &m.Property, &m.Source, &m.Licence}
		},
	}
}

// Map implements hinterland.MapBook. Older maps are in the journal, and their files stay
// as long as it does: an undo brings them back.
func (t *tx) Map() (hinterland.RegionMap, error) {
	rows, err := find(t, regionMaps(), "")
	return only(rows, err, "map.absent", "")
}

// PutMap implements hinterland.MapBook.
func (t *tx) PutMap(m hinterland.RegionMap) error { return put(t, regionMaps(), &m) }

// drawings lie apart as files do: no entry speaks of them, nothing rests on them, and
// backups and moves take them along. A drawing is found again by what it was worked
// out from, so that no change of the records has to drop any.
type drawings struct{ keys }

// PutDrawing implements hinterland.Drawings. Of two processes that draw the same at once
// either may be the last: both have drawn the same.
func (d drawings) PutDrawing(ctx context.Context, one hinterland.Drawing, most int) error {
	return d.db.change(ctx, func(s session) error {
		_, err := s.exec(ctx, "INSERT INTO drawing (region, key, content, at) "+
			"VALUES ($1, $2, $3, $4) ON CONFLICT (region, key) DO UPDATE SET "+
			"content = excluded.content, at = excluded.at",
			d.args(one.Key, one.Content, one.At)...)
		if err != nil {
			return err
		}
		_, err = s.exec(ctx, "DELETE FROM drawing WHERE region = $1 AND key NOT IN ("+
			"SELECT key FROM drawing WHERE region = $1 ORDER BY at DESC, key LIMIT $2)",
			d.args(most)...)
		return err
	})
}

// Drawing implements hinterland.Drawings.
func (d drawings) Drawing(ctx context.Context, key string) (one hinterland.Drawing, err error) {
	found, err := d.latest(ctx, "key = $2", key, 1)
	if err == nil && len(found) > 0 {
		one = found[0]
	}
	return one, err
}

// LatestDrawings implements hinterland.Drawings.
func (d drawings) LatestDrawings(ctx context.Context, many int) ([]hinterland.Drawing, error) {
	return d.latest(ctx, "$2 = $2", "", many)
}

// latest returns the drawings that were drawn last of some.
func (d drawings) latest(
	ctx context.Context, where, key string, many int,
) (found []hinterland.Drawing, err error) {
	err = d.db.look(ctx, func(s session) error {
		found = nil
		return s.query(ctx, "SELECT key, content, at FROM drawing WHERE region = $1 AND "+where+
			" ORDER BY at DESC, key LIMIT $3", d.args(key, many), func(scan scanner) error {
			var one hinterland.Drawing
			err := scan(&one.Key, &one.Content, &one.At)
			found = append(found, one)
			return err
		})
	})
	return found, err
}
