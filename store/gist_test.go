package store

import (
	"testing"

	"hinterland"
)

func TestGistsAreWhatEntriesDidToWhatTheyWereAbout(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		r := furnished(t, db, 1)
		e := mustEnter(t, r, func(tx Tx) error {
			return first(
				func() error { return tx.NameParty("mill", hinterland.Name{English: "A"}) },
				func() error { return tx.PutCommitment(aCommitment(yes+3, 5, 0, 0)) },
				func() error { return tx.NameParty("mill", hinterland.Name{English: "B"}) },
			)
		})
		other := mustEnter(t, r, name("C"))
		found := look(t, r, func(tx Tx) (map[int64][]hinterland.Change, error) {
			return tx.Gists([]int64{e.Number, other.Number + 1, e.Number})
		})
		same(t, found, map[int64][]hinterland.Change{e.Number: {e.Changes[0], e.Changes[2]}})
	})
}
