package store

import (
	"errors"
	"fmt"
	"sync/atomic"
	"testing"

	"hinterland"
)

// name gives the mill a name, which is the simplest act that changes a row.
func name(text string) func(Tx) error {
	return func(tx Tx) error {
		return tx.NameParty("mill", hinterland.Name{English: text})
	}
}

func TestEntriesAreFoundByNumberAndByKey(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		r := furnished(t, db, 1)
		furnished(t, db, 2)
		made := mustEnter(t, r, name("A <new> name"))
		want := entryOf(made.Act)
		want.Number = made.Number
		want.Changes = []hinterland.Change{{
			Table: "party", Key: `["mill"]`,
			Row: `{"code":"mill","name_en":"A \u003cnew\u003e name","name_zh":"","place":"p"}`,
		}}
		same(t, made, *want)
		for by, find := range map[string]func(Tx) (hinterland.Entry, error){
			"number": func(tx Tx) (hinterland.Entry, error) { return tx.Entry(made.Number) },
			"key":    func(tx Tx) (hinterland.Entry, error) { return tx.EntryByKey(made.Key) },
		} {
			t.Run(by, func(t *testing.T) { same(t, look(t, r, find), *want) })
			err := db.Region(2).Read(t.Context(), func(tx Tx) error {
				if by == "number" && made.Number == 2 { // where regions count for themselves
					return nil
				}
				_, err := find(tx)
				same(t, reasonOf(t, err), refusal(hinterland.NotFound, "entry.unknown"))
				return nil
			})
			if err != nil {
				t.Error(err)
			}
		}
		_, err := enter(r, func(tx Tx) error {
			_, err := tx.Entry(made.Number + 1)
			return err
		})
		same(t, reasonOf(t, err), refusal(hinterland.NotFound, "entry.unknown"))
	})
}

func TestEntriesComeInPagesTheLatestFirst(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		r := furnished(t, db, 1)
		var numbers []int64
		for i := range 5 {
			numbers = append(numbers, mustEnter(t, r, name(fmt.Sprint("name ", i))).Number)
		}
		page := func(before int64, limit int) []int64 {
			var got []int64
			for _, e := range look(t, r, func(tx Tx) ([]hinterland.Entry, error) {
				return tx.Entries(before, limit)
			}) {
				if e.Changes != nil || string(e.Body) == "" {
					t.Errorf("%+v: a list has bodies and no changes", e)
				}
				got = append(got, e.Number)
			}
			return got
		}
		same(t, page(0, 2), []int64{numbers[4], numbers[3]})
		same(t, page(numbers[3], 2), []int64{numbers[2], numbers[1]})
		same(t, len(page(numbers[0], 9)), 1)
		same(t, page(numbers[0]-1, 9), []int64(nil))
		same(t, len(page(0, 9)), 6)
	})
}

func TestEntriesForAPartyAreItsOwnAndThoseUnderItsAgreements(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		r := furnished(t, db, 1)
		furnished(t, db, 2)
		numbers := map[string]int64{}
		for _, e := range []struct {
			name  string
			party hinterland.PartyCode
			about hinterland.ID[hinterland.Agreement]
		}{
			{"the mill's own", "mill", 0},
			{"another's, under the agreement", "x", agreementID(1)},
			{"another's, under another", "x", agreementID(2)},
			{"another's, under several", "x", hinterland.Several},
			{"another's, in the lists", "x", 0},
			{"another's, of what it offers", "x", hinterland.Stated},
		} {
			number, err := r.NextAct(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			entry := entryOf(number)
			entry.For, entry.About = e.party, e.about
			err = r.Write(t.Context(), func(tx Tx) (*hinterland.Entry, error) {
				return entry, name(e.name)(tx)
			})
			if err != nil {
				t.Fatal(err)
			}
			numbers[e.name] = entry.Number
		}
		seen := func(
			party hinterland.PartyCode, before int64, limit int,
			whole ...hinterland.ID[hinterland.Agreement],
		) []string {
			entries := look(t, r, func(tx Tx) ([]hinterland.Entry, error) {
				return tx.EntriesFor(party, whole, before, limit)
			})
			var names []string
			for _, e := range entries {
				for name, number := range numbers {
					if e.Number == number {
						names = append(names, name)
					}
				}
			}
			return names
		}
		several, under := "another's, under several", "another's, under the agreement"
		same(t, seen("mill", 0, 9), []string{several, under, "the mill's own"})
		same(t, seen("coop", 0, 9), []string{several, under})
		same(t, seen("coop", 0, 1), []string{several})
		same(t, seen("coop", numbers[several], 1), []string{under})
		same(t, seen("coop", 0, 2, 0), []string{"another's, in the lists", several})
		same(t, seen("coop", 0, 2, hinterland.Stated),
			[]string{"another's, of what it offers", several})
		same(t, seen("coop", 0, 2, 0, hinterland.Funded, hinterland.Stated),
			[]string{"another's, of what it offers", "another's, in the lists"})
		same(t, seen("y", 0, 9), []string{several})
	})
}

func TestFormerRowsAreThoseBeforeAnEntry(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		r := furnished(t, db, 1)
		first := mustEnter(t, r, name("x"))
		second := mustEnter(t, r, name("y"))
		changes := []hinterland.Change{
			{Table: "party", Key: `["none"]`}, first.Changes[0], {Table: "party", Key: `["coop"]`},
		}
		former := func(before int64) []string {
			return look(t, r, func(tx Tx) ([]string, error) { return tx.Former(changes, before) })
		}
		coop := former(0)[2]
		same(t, former(0), []string{"", second.Changes[0].Row, coop})
		same(t, former(second.Number), []string{"", first.Changes[0].Row, coop})
		same(t, former(first.Number)[1] != first.Changes[0].Row, true)
		same(t, former(first.Number-1), []string{"", "", ""})
	})
}

// An undoCase does some acts, and takes one of them back.
type undoCase struct {
	unseen bool // only Restore finds out
	acts   []func(Tx) error
	undo   int // which of acts
	reason string
	blame  int // which of acts stands in the way
}

// undoCases is Long: it is a table of cases.
func undoCases() map[string]undoCase {
	delivered := func(tx Tx) error {
		f := aFulfilment(yes + 9)
		f.Event = eventID(7)
		return first(
			func() error {
				_, err := tx.MoveItem(agreementID(1), 1, hinterland.Move{Sent: 30})
				return err
			},
			func() error { return tx.AddEvent(anEvent(7, hinterland.Delivery, yes)) },
			func() error { return tx.AddFulfilment(f) },
			func() error { return tx.PutCommitment(aCommitment(yes+9, 40, 30, 0)) },
		)
	}
	end := func(tx Tx) error { return tx.EndPost(postID(1), yes+5) }
	takeBack := func(tx Tx) error { return tx.Reverse(eventID(6), eventID(8)) }
	partyOf := func(code hinterland.PartyCode) func(Tx) error {
		return func(tx Tx) error { return tx.AddParty(aParty(code)) }
	}
	used := refusal(hinterland.Conflict, "undo.used")
	return map[string]undoCase{
		"a change":              {acts: []func(Tx) error{name("x")}},
		"what was added":        {acts: []func(Tx) error{partyOf("new")}},
		"a delivery, all of it": {acts: []func(Tx) error{delivered}},
		"several changes of one row": {acts: []func(Tx) error{
			func(tx Tx) error {
				return first(
					func() error { return name("x")(tx) },
					func() error { return partyOf("new")(tx) },
					func() error { return name("y")(tx) },
				)
			},
		}},
		"an act that others followed elsewhere": {
			acts: []func(Tx) error{name("x"), partyOf("new")},
		},
		"an act whose row changed since": {
			acts:   []func(Tx) error{name("x"), name("y")},
			reason: refusal(hinterland.Conflict, "undo.later"), blame: 1,
		},
		"a party that is a member by now": {
			acts: []func(Tx) error{
				partyOf("new"),
				func(tx Tx) error {
					m := hinterland.Membership{Agreement: agreementID(1), Party: "new"}
					return tx.PutMember(m)
				},
			},
			reason: used,
		},
		"the end of a post whose days are taken": {
			acts: []func(Tx) error{
				end,
				func(tx Tx) error { return tx.AddPost(aPost(2, yes+5, yes+6)) },
			},
			reason: used, unseen: true,
		},
		"the end of a post, exactly up to the next": {
			acts: []func(Tx) error{
				end,
				func(tx Tx) error { return tx.AddPost(aPost(2, yes+10, yes+11)) },
			},
		},
		"a receipt taken back, and received anew since": {
			acts: []func(Tx) error{
				takeBack,
				func(tx Tx) error { return tx.AddEvent(aReceipt(7)) },
			},
			reason: used, unseen: true,
		},
	}
}

func TestUndo(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		region := int64(0)
		for what, c := range undoCases() {
			region++
			r := furnished(t, db, region)
			t.Run(what, func(t *testing.T) { checkUndo(t, r, c) })
		}
	})
}

// checkUndo takes an act back and compares with the tables as they would be
// without it.
func checkUndo(t *testing.T, r hinterland.Records, c undoCase) {
	t.Helper()
	before := tablesOf(t, r)
	var made []hinterland.Entry
	for _, act := range c.acts {
		made = append(made, mustEnter(t, r, act))
	}
	after := tablesOf(t, r)
	mayUndo(t, r, made[c.undo].Number, c)
	undone, err := enter(r, func(tx Tx) error { return tx.Restore(made[c.undo].Number) })
	same(t, reasonOf(t, err), c.reason)
	switch {
	case c.reason != "":
		same(t, tablesOf(t, r), after)
		if c.blame > 0 {
			same(t, err.(*hinterland.Refusal).Args["entries"],
				[]string{fmt.Sprint(made[c.blame].Number)})
		}
	case len(c.acts) == 1:
		same(t, tablesOf(t, r), before)
		again := mustEnter(t, r, func(tx Tx) error { return tx.Restore(undone.Number) })
		same(t, tablesOf(t, r), after)
		_, err := enter(r, func(tx Tx) error { return tx.Restore(undone.Number) })
		same(t, reasonOf(t, err), refusal(hinterland.Conflict, "undo.later"))
		same(t, err.(*hinterland.Refusal).Args["entries"], []string{fmt.Sprint(again.Number)})
	}
	audited(t, r)
}

// mayUndo holds what a reader is told of an undo to what it will do.
func mayUndo(t *testing.T, r hinterland.Records, number int64, c undoCase) {
	t.Helper()
	err := r.Read(t.Context(), func(tx Tx) error { return tx.MayRestore(number) })
	if c.unseen {
		same(t, err, nil)
		return
	}
	same(t, reasonOf(t, err), c.reason)
}

func TestAnEntryKnowsWhatTookItBack(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		r := db.Region(1)
		first := mustEnter(t, r, func(tx Tx) error { return tx.AddParty(aParty("a")) })
		other := mustEnter(t, r, func(tx Tx) error { return tx.AddParty(aParty("b")) })
		undo := *entryOf(900)
		undo.Key, undo.Undoes = "undo", first.Number
		err := r.Write(t.Context(), func(Tx) (*hinterland.Entry, error) { return &undo, nil })
		if err != nil {
			t.Fatal(err)
		}
		err = r.Read(t.Context(), func(tx Tx) error {
			entries, err := tx.Entries(0, 3)
			if err != nil {
				return err
			}
			for i, by := range []int64{0, 0, undo.Number} {
				same(t, entries[i].Undone, by)
			}
			e, err := tx.Entry(first.Number)
			same(t, e.Undone, undo.Number)
			same(t, entries[1].Number, other.Number)
			return err
		})
		same(t, err, nil)
	})
}

// tablesOf reads all rows of a region, as JSON by table and key.
func tablesOf(t testing.TB, r hinterland.Records) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := r.Read(t.Context(), func(from Tx) error {
		for _, in := range tables() {
			err := from.(*tx).eachRow(in, func(key, row string) error {
				all[in.name+key] = row
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// audited holds the records to their journal.
func audited(t testing.TB, r hinterland.Records) {
	t.Helper()
	result, err := RunAudit(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	same(t, result.Differences, []Difference(nil))
	if result.Entries == 0 || result.Rows == 0 {
		t.Errorf("the audit looked at %d entries and %d rows", result.Entries, result.Rows)
	}
}

func TestTheLastEntryOfARowIsKnownAndHeld(t *testing.T) {
	mill := hinterland.Change{Table: "party", Key: `["mill"]`}
	last := func(tx Tx) (int64, error) { return tx.Last(mill) }
	late := errors.New("another was first")
	onBoth(t, func(t *testing.T, db Database) {
		r := furnished(t, db, 1)
		furnished(t, db, 2)
		base := look(t, r, last)
		same(t, base > 0, true)
		mustEnter(t, r, func(tx Tx) error { return tx.AddParty(aParty("other")) })
		same(t, look(t, r, last), base)
		var named atomic.Int64
		inParallel(8, func(int) {
			_, err := enter(r, func(tx Tx) error {
				now, err := last(tx)
				if err == nil && now != base {
					err = late
				}
				if err != nil {
					return err
				}
				named.Add(1)
				return name("x")(tx)
			})
			if err != nil && !errors.Is(err, late) {
				t.Error(err)
			}
		})
		same(t, named.Load(), int64(1))
		same(t, look(t, r, last) > base, true)
		same(t, look(t, r, func(tx Tx) (int64, error) {
			return tx.Last(hinterland.Change{Table: "party", Key: `["nobody"]`})
		}), int64(0))
	})
}

func TestWhoOpenedTheRegionIsKnown(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		opened := func(tx Tx) (hinterland.Entry, error) { return tx.Opened() }
		err := db.Region(1).Read(t.Context(), func(tx Tx) error {
			_, err := opened(tx)
			return err
		})
		same(t, reasonOf(t, err), refusal(hinterland.NotFound, "charter.none"))
		r := db.Region(1)
		first := mustEnter(t, r, furnish)
		mustEnter(t, r, func(tx Tx) error { return tx.AddParty(aParty("other")) })
		same(t, look(t, r, opened).Number, first.Number)
	})
}
