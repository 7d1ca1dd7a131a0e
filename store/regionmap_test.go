package store

import (
	"testing"

	"hinterland"
)

func TestTheMapIsTheNewest(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		r := furnished(t, db, 1)
		last := func() (hinterland.RegionMap, error) {
			var m hinterland.RegionMap
			err := r.Read(t.Context(), func(tx Tx) (err error) { m, err = tx.Map(); return err })
			return m, err
		}
		newer := aMap(aScan("newer").Digest)
		putFile(t, db.Files(1), aScan("newer"), 5, 0)
		made := mustEnter(t, r, func(tx Tx) error {
			if _, err := tx.UseFile(newer.File); err != nil {
				return err
			}
			return tx.PutMap(newer)
		})
		m, err := last()
		same(t, reasonOf(t, err), "")
		same(t, m, newer)
		same(t, made.Changes[0].Key, "[]")
		err = db.Region(2).Read(t.Context(), func(tx Tx) error { return failure(tx.Map()) })
		same(t, reasonOf(t, err), refusal(hinterland.NotFound, "map.absent"))
	})
}

func TestWhatIsDrawnIsKeptUntilOthersAreNewer(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		d := db.Drawings(1)
		for i, key := range []string{"a", "b", "a", "c"} {
			one := hinterland.Drawing{Key: key, Content: "图" + key, At: hinterland.Instant(i)}
			if err := d.PutDrawing(t.Context(), one, 2); err != nil {
				t.Fatal(err)
			}
		}
		found, err := d.LatestDrawings(t.Context(), 9)
		same(t, reasonOf(t, err), "")
		same(t, found, []hinterland.Drawing{
			{Key: "c", Content: "图c", At: 3}, {Key: "a", Content: "图a", At: 2},
		})
		for key, want := range map[string]string{"a": "图a", "b": ""} {
			one, err := d.Drawing(t.Context(), key)
			same(t, reasonOf(t, err), "")
			same(t, one.Content, want)
		}
		others, err := db.Drawings(2).LatestDrawings(t.Context(), 9)
		same(t, reasonOf(t, err), "")
		same(t, len(others), 0)
	})
}
