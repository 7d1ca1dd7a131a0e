package store

import (
	"errors"
	"slices"
	"sync"
	"testing"

	"hinterland"
)

// extend writes to a log.
func extend(t testing.TB, log hinterland.Log, do func(hinterland.LogTx) error) {
	t.Helper()
	if err := log.Extend(t.Context(), do); err != nil {
		t.Fatal(err)
	}
}

// waiting lists the entries that wait for a place.
func waiting(t testing.TB, log hinterland.Log) (numbers []int64) {
	t.Helper()
	consult(t, log, func(tx hinterland.LogLook) error {
		entries, err := tx.Waiting(99)
		for _, e := range entries {
			if e.Kind == "" || len(e.Changes) == 0 {
				t.Errorf("entry %d waits without what it is", e.Number)
			}
			numbers = append(numbers, e.Number)
		}
		return err
	})
	return numbers
}

// consult looks at a log.
func consult(t testing.TB, log hinterland.Log, look func(hinterland.LogLook) error) {
	t.Helper()
	err := log.Consult(t.Context(), func(tx hinterland.LogTx) error { return look(tx) })
	if err != nil {
		t.Fatal(err)
	}
}

// furnishLog gives the entries of a region places in its log.
func furnishLog(t testing.TB, log hinterland.Log) {
	t.Helper()
	extend(t, log, func(tx hinterland.LogTx) error {
		entries, err := tx.Waiting(99)
		if err != nil {
			return err
		}
		leaves := make([]hinterland.LogLeaf, len(entries))
		for i, e := range entries {
			leaves[i] = hinterland.LogLeaf{Place: int64(i), Entry: e.Number, Hash: "h"}
		}
		node := hinterland.LogNode{Level: 8, Index: 0, Hash: "n"}
		head := hinterland.LogHead{
			Size: int64(len(leaves)), Checkpoint: "c", Secret: "s", Public: "p",
		}
		return errors.Join(tx.AddLeaves(leaves), tx.AddNodes([]hinterland.LogNode{node}),
			tx.PutHead(head))
	})
}

func TestEntriesWaitUntilTheyHaveTheirPlaces(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		r, log := furnished(t, db, 1), db.Log(1)
		second := mustEnter(t, r, name("x"))
		first := second.Number - 1
		furnished(t, db, 2) // whose entries are none of this log's
		same(t, waiting(t, log), []int64{first, second.Number})
		furnishLog(t, log)
		same(t, len(waiting(t, log)), 0)
		third := mustEnter(t, r, name("y"))
		same(t, waiting(t, log), []int64{third.Number})
		audited(t, r) // the log is no part of the records
	})
}

func TestTheLogSaysWhatItWasTold(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		r, log := furnished(t, db, 1), db.Log(1)
		second := mustEnter(t, r, name("x"))
		consult(t, log, func(tx hinterland.LogLook) error {
			head, err := tx.Head()
			same(t, head, hinterland.LogHead{})
			return err
		})
		furnishLog(t, log)
		consult(t, log, func(tx hinterland.LogLook) error {
			head, err := tx.Head()
			same(t, head, hinterland.LogHead{Size: 2, Checkpoint: "c", Secret: "s", Public: "p"})
			leaves, bad := tx.Leaves(1, 9)
			same(t, leaves, []hinterland.LogLeaf{{Place: 1, Entry: second.Number, Hash: "h"}})
			placed, worse := tx.Placed(0, 2)
			same(t, placed[1], second)
			astray, worst := tx.Astray()
			same(t, len(astray), 0)
			return errors.Join(err, bad, worse, worst)
		})
		consult(t, log, func(tx hinterland.LogLook) error {
			leaf, err := tx.Leaf(second.Number)
			same(t, leaf.Place, int64(1))
			nodes, bad := tx.Nodes([]hinterland.LogNode{
				{Level: 9}, {Level: 8}, {Level: 8, Index: 1},
			})
			same(t, nodes, []hinterland.LogNode{{Level: 8, Hash: "n"}})
			_, none := tx.Leaf(absent)
			same(t, reasonOf(t, none), refusal(hinterland.NotFound, "entry.unknown"))
			return errors.Join(err, bad)
		})
	})
}

func TestTheLogFindsEntriesThatAreGoneOrAstray(t *testing.T) {
	onEmpty(t, func(t *testing.T, _, place string) {
		db := open(t, place)
		r, log := furnished(t, db, 1), db.Log(1)
		second := mustEnter(t, r, name("x"))
		furnishLog(t, log)
		third := mustEnter(t, r, name("y"))
		onWriter(t, db, func(s session) error {
			for _, sql := range []string{
				"DELETE FROM change WHERE region = $1 AND entry = 2",
				"DELETE FROM entry WHERE region = $1 AND number = 2",
				"DELETE FROM unlogged WHERE region = $1",
				"INSERT INTO unlogged (region, entry) VALUES ($1, 77)",
			} {
				if _, err := s.exec(t.Context(), sql, int64(1)); err != nil {
					return err
				}
			}
			return nil
		})
		same(t, second.Number, int64(2))
		consult(t, log, func(tx hinterland.LogLook) error {
			placed, err := tx.Placed(0, 2)
			same(t, []int64{placed[0].Number, placed[1].Number}, []int64{1, 0})
			astray, bad := tx.Astray()
			same(t, astray, []int64{third.Number, 77})
			return errors.Join(err, bad)
		})
	})
}

func TestNothingIsKeptOfAnExtensionThatFails(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		furnished(t, db, 1)
		log := db.Log(1)
		before := waiting(t, log)
		err := log.Extend(t.Context(), func(tx hinterland.LogTx) error {
			leaf := hinterland.LogLeaf{Entry: before[0], Hash: "h"}
			return errors.Join(tx.AddLeaves([]hinterland.LogLeaf{leaf}), errOdd)
		})
		if !errors.Is(err, errOdd) {
			t.Errorf("got %v", err)
		}
		same(t, waiting(t, log), before)
		twice := []hinterland.LogLeaf{{Place: 0, Entry: 1}, {Place: 0, Entry: 2}}
		err = log.Extend(t.Context(), func(tx hinterland.LogTx) error {
			return tx.AddLeaves(twice)
		})
		if err == nil {
			t.Error("a place is given twice")
		}
	})
}

// TestWhoeverExtendsTheLogIsAlone lets many count the log's size up, each
// from what it finds.
func TestWhoeverExtendsTheLogIsAlone(t *testing.T) {
	const writers, each = 8, 20
	onBoth(t, func(t *testing.T, db Database) {
		log := db.Log(1)
		var group sync.WaitGroup
		for range writers {
			group.Go(func() {
				for range each {
					err := log.Extend(t.Context(), func(tx hinterland.LogTx) error {
						head, err := tx.Head()
						head.Size++
						return errors.Join(err, tx.PutHead(head))
					})
					if err != nil {
						t.Error(err)
					}
				}
			})
		}
		group.Wait()
		consult(t, log, func(tx hinterland.LogLook) error {
			head, err := tx.Head()
			same(t, head.Size, int64(writers*each))
			return err
		})
	})
}

// TestEntriesOfManyAtOnceAllWait is the promise that the log rests on: however
// acts overtake one another, none slips past it.
func TestEntriesOfManyAtOnceAllWait(t *testing.T) {
	const writers, each = 8, 15
	onBoth(t, func(t *testing.T, db Database) {
		r, log := furnished(t, db, 1), db.Log(1)
		var group sync.WaitGroup
		var seen []int64
		for range writers {
			group.Go(func() {
				for range each {
					mustEnter(t, r, name("x"))
				}
			})
		}
		ended := make(chan struct{})
		go func() { group.Wait(); close(ended) }()
		for over := false; !over; {
			select {
			case <-ended:
				over = true // and once more
			default:
			}
			extend(t, log, func(tx hinterland.LogTx) error {
				entries, err := tx.Waiting(7)
				leaves := make([]hinterland.LogLeaf, len(entries))
				for i, e := range entries {
					leaves[i] = hinterland.LogLeaf{
						Place: int64(len(seen) + i), Entry: e.Number, Hash: "h",
					}
				}
				err = errors.Join(err, tx.AddLeaves(leaves))
				for _, leaf := range leaves {
					seen = append(seen, leaf.Entry)
				}
				return err
			})
		}
		left := waiting(t, log)
		seen = append(seen, left...)
		slices.Sort(seen)
		if n := len(slices.Compact(seen)); n != writers*each+1 {
			t.Errorf("%d of %d entries waited", n, writers*each+1)
		}
	})
}
