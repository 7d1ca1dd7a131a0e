package store

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"hinterland"
)

// errOdd is what an act returns that goes wrong.
var errOdd = errors.New("something odd")

func TestNothingIsKeptOfWhatMakesNoEntry(t *testing.T) {
	acts := map[string]struct {
		act  func(Tx) (*hinterland.Entry, error)
		want error
	}{
		"an act that returns no entry": {
			func(tx Tx) (*hinterland.Entry, error) { return nil, name("x")(tx) }, nil,
		},
		"an act that goes wrong after it wrote": {
			func(tx Tx) (*hinterland.Entry, error) {
				return entryOf(absent), errors.Join(name("x")(tx), errOdd)
			}, errOdd,
		},
	}
	onBoth(t, func(t *testing.T, db Database) {
		r := furnished(t, db, 1)
		before := tablesOf(t, r)
		for what, c := range acts {
			t.Run(what, func(t *testing.T) {
				if err := r.Write(t.Context(), c.act); !errors.Is(err, c.want) {
					t.Errorf("got %v, want %v", err, c.want)
				}
				same(t, tablesOf(t, r), before)
			})
		}
		audited(t, r)
	})
}

func TestOneKeyAndOneNumberAreUsedOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		r := furnished(t, db, 1)
		made := mustEnter(t, r, name("x"))
		write := func(r hinterland.Records, number int64, key string) error {
			return r.Write(t.Context(), func(tx Tx) (*hinterland.Entry, error) {
				e := entryOf(number)
				e.Key = key
				return e, tx.AddGood(aGood("new"))
			})
		}
		twice := refusal(hinterland.Conflict, "entry.twice")
		same(t, reasonOf(t, write(r, absent, made.Key)), twice)
		same(t, reasonOf(t, write(r, made.Act, "another key")), twice)
		same(t, reasonOf(t, write(furnished(t, db, 2), absent, made.Key)), "")
		same(t, reasonOf(t, write(r, absent, "another key")), "")
	})
}

func TestActsAreNumberedOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		var mu sync.Mutex
		seen := map[int64]bool{}
		inParallel(8, func(worker int) {
			for range 40 {
				n, err := db.Region(int64(worker%3 + 1)).NextAct(t.Context())
				mu.Lock()
				if err != nil || seen[n] || n < 1 {
					t.Errorf("number %d again, or %v", n, err)
				}
				seen[n] = true
				mu.Unlock()
			}
		})
	})
}

func TestTwoProcessesOnOneFileShareTheNumbers(t *testing.T) {
	a := newSQLite(t).(*SQLite)
	var path string
	if _, err := one(t.Context(), a.writer, "SELECT file FROM pragma_database_list", nil,
		&path); err != nil {
		t.Fatal(err)
	}
	b := open(t, path)
	seen := map[int64]bool{}
	for i := range 300 {
		db := Database(a)
		if i%3 == 0 {
			db = b
		}
		e := mustEnter(t, db.Region(1), func(tx Tx) error {
			return tx.AddParty(aParty(hinterland.PartyCode(fmt.Sprint("p", i))))
		})
		if seen[e.Act] || e.Number != int64(i+1) {
			t.Fatalf("entry %d, act %d, seen %t", e.Number, e.Act, seen[e.Act])
		}
		seen[e.Act] = true
	}
	audited(t, b.Region(1))
}

// inParallel runs work in so many goroutines and waits for all.
func inParallel(workers int, work func(worker int)) {
	var all sync.WaitGroup
	for i := range workers {
		all.Go(func() { work(i) })
	}
	all.Wait()
}

func TestAPanicIsItsCallersOwn(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		r := furnished(t, db, 1)
		before := tablesOf(t, r)
		inParallel(16, func(worker int) {
			defer func() {
				if thrown := recover(); worker%2 == 0 && thrown != worker {
					t.Errorf("worker %d got %v", worker, thrown)
				}
			}()
			err := r.Write(t.Context(), func(tx Tx) (*hinterland.Entry, error) {
				if err := name(fmt.Sprint(worker))(tx); err != nil {
					return nil, err
				}
				if worker%2 == 0 {
					panic(worker)
				}
				return nil, errOdd
			})
			if !errors.Is(err, errOdd) {
				t.Errorf("worker %d: %v", worker, err)
			}
		})
		same(t, tablesOf(t, r), before)
		mustEnter(t, r, name("after all that"))
	})
}

func TestARefusedActLeavesItsNeighboursAlone(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		r := furnished(t, db, 1)
		kept := make([]hinterland.Entry, 48)
		inParallel(len(kept), func(worker int) {
			code := hinterland.PartyCode(fmt.Sprint("p", worker))
			e, err := enter(r, func(tx Tx) error {
				if err := tx.AddParty(aParty(code)); err != nil {
					return err
				}
				switch worker % 4 {
				case 0: // refused by the database itself
					return tx.PutMember(hinterland.Membership{Agreement: 1, Party: code})
				case 1: // refused before anything happens
					return tx.AddParty(aParty("mill"))
				}
				return nil
			})
			if want := worker%4 > 1; want != (err == nil) {
				t.Errorf("worker %d: %v", worker, err)
			}
			kept[worker] = e
		})
		parties := look(t, r, func(tx Tx) ([]hinterland.Party, error) { return tx.Parties("", 99) })
		same(t, len(parties), 2+len(kept)/2)
		for worker, e := range kept {
			if worker%4 > 1 {
				same(t, look(t, r, func(tx Tx) (hinterland.Entry, error) {
					return tx.Entry(e.Number)
				}), e)
			}
		}
		audited(t, r)
	})
}

func TestACancelledContext(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		r := furnished(t, db, 1)
		before := tablesOf(t, r)
		over, cancel := context.WithCancel(t.Context())
		cancel()
		act := func(tx Tx) (*hinterland.Entry, error) { return entryOf(absent), nil }
		for what, err := range map[string]error{
			"Write": r.Write(over, act),
			"Read":  r.Read(over, func(tx Tx) error { _, err := tx.Charter(); return err }),
		} {
			if !errors.Is(err, context.Canceled) {
				t.Errorf("%s: %v", what, err)
			}
		}
		during, cancel := context.WithCancel(t.Context())
		err := r.Write(during, func(tx Tx) (*hinterland.Entry, error) {
			err := name("x")(tx)
			cancel()
			return entryOf(absent), err
		})
		// Either is fit, as long as the caller is told which it is.
		mill := `party["mill"]`
		if now := tablesOf(t, r); (err == nil) == (now[mill] == before[mill]) {
			t.Errorf("the act was kept, or was not, and the answer is %v", err)
		}
		mustEnter(t, r, name("after all that"))
		audited(t, r)
	})
}

func TestReadSeesOneState(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		r := furnished(t, db, 1)
		err := r.Read(t.Context(), func(tx Tx) error {
			before, err := tx.Party("mill")
			if err != nil {
				return err
			}
			made := mustEnter(t, r, name("meanwhile"))
			after, err := tx.Party("mill")
			same(t, after, before)
			_, unseen := tx.Entry(made.Number)
			same(t, reasonOf(t, unseen), refusal(hinterland.NotFound, "entry.unknown"))
			return err
		})
		if err != nil {
			t.Error(err)
		}
		if err := r.Read(t.Context(), name("by a reader")); err == nil {
			t.Error("a reader wrote")
		}
		audited(t, r)
	})
}

func TestChangesAreThoseOfTheActSoFar(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		r := furnished(t, db, 1)
		mustEnter(t, r, func(tx Tx) error {
			same(t, len(tx.Changes()), 0)
			if err := name("x")(tx); err != nil {
				return err
			}
			_ = tx.AddGood(aGood("ramie")) // refused, and so no change
			_ = tx.Keep(hinterland.Sealed{Token: "personal:q"})
			same(t, len(tx.Changes()), 1)
			return nil
		})
	})
}

// What waits for the next statement is done when that is, and before it.
func TestWhatWaitsIsThereForWhateverIsAskedNext(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		r := furnished(t, db, 1)
		mustEnter(t, r, func(tx Tx) error {
			e := anEvent(absent, hinterland.Delivery, yes)
			if err := tx.AddEvent(e); err != nil {
				return err
			}
			found, err := tx.Event(e.ID)
			same(t, found, e)
			return err
		})
		audited(t, r)
	})
}

func TestNothingIsKeptWhereARowThatWaitedIsRefused(t *testing.T) {
	twice := anEvent(5, hinterland.Delivery, yes) // as furnished
	acts := map[string]func(Tx) error{
		"last": func(tx Tx) error {
			return errors.Join(name("x")(tx), tx.AddEvent(twice))
		},
		"before others": func(tx Tx) error {
			return errors.Join(tx.AddEvent(twice), name("x")(tx))
		},
		"and nobody minds": func(tx Tx) error {
			_ = tx.AddEvent(twice)
			_ = name("x")(tx)
			return nil
		},
	}
	onBoth(t, func(t *testing.T, db Database) {
		r := furnished(t, db, 1)
		for what, act := range acts {
			t.Run(what, func(t *testing.T) {
				before := tablesOf(t, r) // an act that makes light of it may be kept
				_, err := enter(r, act)
				if err == nil && what != "and nobody minds" {
					t.Error("it was done")
				}
				if err != nil {
					same(t, tablesOf(t, r), before)
				}
			})
		}
		audited(t, r)
	})
}
