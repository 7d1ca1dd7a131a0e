package store

import (
	"fmt"
	"strings"
	"testing"

	"hinterland"
)

// TestAgenda is Long: it is a table of cases.
func TestAgenda(t *testing.T) {
	always := hinterland.Term{From: -hinterland.Forevermore, To: hinterland.Forevermore}
	dueOf := func(c hinterland.Commitment) hinterland.Due {
		return hinterland.Due{
			Commitment: c, Falls: c.Due, Title: "Ramie", From: "mill", To: "coop", Good: "ramie",
		}
	}
	early, late := dueOf(aCommitment(yes, 60, 30, 20)), dueOf(aCommitment(yes+9, 40, 0, 0))
	due := func(party hinterland.PartyCode, in hinterland.Term) func(Tx) (any, error) {
		return func(tx Tx) (any, error) { return tx.Due(party, yes, in, 9) }
	}
	awaited := func(tx Tx, by hinterland.PartyCode) func() (any, error) {
		return func() (any, error) { return tx.InTransit(by, yes, 9) }
	}
	end := func(tx Tx, at hinterland.Day) error {
		a := anAgreement(1)
		a.Ended = at
		return tx.ChangeAgreement(a)
	}
	onTheWay := anEvent(7, hinterland.Delivery, yes-1)
	transit := []hinterland.Transit{{Event: onTheWay, Title: "Ramie", Good: "ramie"}}
	deliver := func(tx Tx) error { return tx.AddEvent(onTheWay) }
	checkBooks(t, map[string]bookCase{
		"what is due, for either side": {
			ask: due("coop", always), want: []hinterland.Due{early, late},
		},
		"what is due in a term, up to the day before its end": {
			ask:  due("mill", hinterland.Term{From: yes, To: yes + 9}),
			want: []hinterland.Due{early},
		},
		"what is due in a term, from its first day": {
			ask:  due("mill", hinterland.Term{From: yes + 1, To: yes + 10}),
			want: []hinterland.Due{late},
		},
		"no more than was asked for": {
			ask:  func(tx Tx) (any, error) { return tx.Due("mill", yes, always, 1) },
			want: []hinterland.Due{early},
		},
		"what was sent in full is due no more": {
			ask: func(tx Tx) (any, error) {
				sent := early.Commitment
				sent.Sent = sent.Quantity
				err := tx.PutCommitment(sent)
				return then(err, func() (any, error) { return due("mill", always)(tx) })
			},
			want: []hinterland.Due{late},
		},
		"what is due on the last day of an agreement": {
			ask: func(tx Tx) (any, error) {
				return then(end(tx, yes+1), func() (any, error) { return due("mill", always)(tx) })
			},
			want: []hinterland.Due{early}, // the other would be due after it
		},
		"nothing is due once an agreement has ended": {
			ask: func(tx Tx) (any, error) {
				return then(end(tx, yes), func() (any, error) { return due("mill", always)(tx) })
			},
			want: []hinterland.Due(nil),
		},
		"nothing is past its day that is not in force": {
			ask: func(tx Tx) (any, error) {
				a := anAgreement(1)
				a.InForce = 0
				return then(tx.ChangeAgreement(a),
					func() (any, error) { return tx.Due("coop", yes+1, always, 9) })
			},
			want: []hinterland.Due{late},
		},
		"nothing is due to a stranger": {ask: due("x", always), want: []hinterland.Due(nil)},
		"a delivery that its taker has said nothing of": {
			ask: func(tx Tx) (any, error) {
				return then(deliver(tx), awaited(tx, "coop"))
			},
			want: transit,
		},
		"a delivery waits for its taker only": {
			ask: func(tx Tx) (any, error) {
				return then(deliver(tx), awaited(tx, "mill"))
			},
			want: []hinterland.Transit(nil),
		},
		"a delivery that was taken back is awaited no more": {
			ask: func(tx Tx) (any, error) {
				err := first(
					func() error { return deliver(tx) },
					func() error { return tx.Reverse(onTheWay.ID, eventID(8)) },
				)
				return then(err, awaited(tx, "coop"))
			},
			want: []hinterland.Transit(nil),
		},
		"a delivery whose receipt was taken back is awaited again": {
			ask: func(tx Tx) (any, error) {
				return then(tx.Reverse(eventID(6), eventID(8)), func() (any, error) {
					waits, err := tx.InTransit("coop", yes, 9)
					return then(err, func() (any, error) { return waits[0].ID, nil })
				})
			},
			want: eventID(5),
		},
		"no delivery is awaited once the agreement has ended": {
			ask: func(tx Tx) (any, error) {
				err := first(
					func() error { return deliver(tx) },
					func() error { return end(tx, yes) },
				)
				return then(err, awaited(tx, "coop"))
			},
			want: []hinterland.Transit(nil),
		},
		"an agreement that waits for an assent": {
			ask:  func(tx Tx) (any, error) { return tx.Unassented("coop", yes, 0, 9) },
			want: []hinterland.Agreement{anAgreement(1)},
		},
		"agreements before one": {
			ask: func(tx Tx) (any, error) {
				return tx.Unassented("coop", yes, agreementID(1), 9)
			},
			want: []hinterland.Agreement(nil),
		},
		"none waits for who has assented": {
			ask:  func(tx Tx) (any, error) { return tx.Unassented("mill", yes, 0, 9) },
			want: []hinterland.Agreement(nil),
		},
		"an ended agreement waits for nobody": {
			ask: func(tx Tx) (any, error) {
				return then(end(tx, yes),
					func() (any, error) { return tx.Unassented("coop", yes, 0, 9) })
			},
			want: []hinterland.Agreement(nil),
		},
	})
}

func TestStatementsAreCounted(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		r := furnished(t, db, 1)
		ctx, count := Counting(t.Context())
		for range 2 {
			err := r.Read(ctx, func(tx Tx) error {
				_, err := tx.Party("mill")
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		same(t, count(), int64(2))
		err := r.Write(ctx, func(tx Tx) (*hinterland.Entry, error) { return nil, name("x")(tx) })
		if err != nil {
			t.Fatal(err)
		}
		same(t, count(), int64(3))
	})
}

func TestReadersWaitForOneAnother(t *testing.T) {
	db := newSQLite(t).(*SQLite)
	r := furnished(t, db, 1)
	inParallel(3*maxReaders, func(int) {
		for range 20 {
			err := r.Read(t.Context(), func(tx Tx) error {
				_, err := tx.Parties("", 9)
				return err
			})
			if err != nil {
				t.Error(err)
			}
		}
	})
	if open := db.readers.pool.Stats().OpenConnections; open == 0 || open > maxReaders {
		t.Errorf("%d connections are open", open)
	}
}

func TestWhoLooksOneAfterAnotherTakesOneConnection(t *testing.T) {
	db := newSQLite(t).(*SQLite)
	r := furnished(t, db, 1)
	for range 3 * maxReaders {
		err := r.Read(t.Context(), func(tx Tx) error {
			_, err := tx.Parties("", 9)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	same(t, db.readers.pool.Stats().OpenConnections, 1)
}

// TestNoQuestionReadsAWholeRegion asks SQLite how it would answer what acts and
// pages ask of tables that grow, and finds no answer by reading all of a
// region. It is Long: it is a list of questions.
func TestNoQuestionReadsAWholeRegion(t *testing.T) {
	db := newSQLite(t).(*SQLite)
	r := furnished(t, db, 1)
	made := mustEnter(t, r, name("x"))
	id, day := agreementID(1), hinterland.Term{From: yes, To: yes + 9}
	mustEnter(t, r, func(tx Tx) error {
		return first(
			func() error {
				whole := []hinterland.ID[hinterland.Agreement]{0, hinterland.Stated}
				return failure(tx.EntriesFor("mill", whole, 0, 9))
			},
			func() error { return failure(tx.Due("mill", yes, day, 9)) },
			func() error { return failure(tx.InTransit("coop", yes, 9)) },
			func() error { return failure(tx.Unconfirmed("mill", yes, 9)) },
			func() error { return failure(tx.Lent("mill", yes, 9)) },
			func() error { return failure(tx.AdvancesBetween("mill", "coop")) },
			func() error {
				return failure(tx.Renewable("mill", yes, hinterland.Term{From: yes, To: yes}, 9))
			},
			func() error { return failure(tx.EntriesFor("mill", nil, 0, 9)) },
			func() error { return failure(tx.Unassented("coop", yes, 0, 9)) },
			func() error { return failure(tx.AgreementsOf("coop", "mill", 0, 9)) },
			func() error { return failure(tx.LatestOf([]hinterland.ID[hinterland.Agreement]{id})) },
			func() error { return failure(tx.Versions(id)) },
			func() error { return failure(tx.Assents(id, 0)) },
			func() error { return failure(tx.Commitments(id, 0)) },
			func() error { return failure(tx.Events(id)) },
			func() error { return failure(tx.Fulfilments(eventID(5))) },
			func() error { return failure(tx.Counterparts("mill")) },
			func() error { return failure(tx.PartiesBy([]hinterland.PartyCode{"mill"})) },
			func() error { return failure(tx.PostsHeldBy(personID(1))) },
			func() error { return failure(tx.Holders("mill", "")) },
			func() error { return failure(tx.PostsOf(personID(1), "mill")) },
			func() error { return failure(tx.Entry(made.Number)) },
			func() error { return failure(tx.Opened()) },
			func() error { return failure(tx.EntryByKey(made.Key)) },
			func() error { return failure(tx.Values([]hinterland.Personal{sealedName().Token})) },
			func() error {
				return failure(tx.SeenBy("mill", []hinterland.ID[hinterland.Agreement]{id}))
			},
			func() error { return failure(tx.Cases(hinterland.CaseQuery{Limit: 9})) },
			func() error { return failure(tx.Cases(hinterland.CaseQuery{Open: true, Limit: 9})) },
			func() error {
				return failure(tx.Cases(hinterland.CaseQuery{Party: "mill", Limit: 9}))
			},
			func() error {
				return failure(tx.Cases(hinterland.CaseQuery{Party: "mill", Open: true, Limit: 9}))
			},
			func() error { return failure(tx.CasesUnder(id, "mill")) },
			func() error { return failure(tx.CasesWaiting("mill", 9)) },
			func() error { return failure(tx.Concerned(caseID(8))) },
			func() error { return failure(tx.Remarks(caseID(8))) },
			func() error { return failure(tx.AnyCase("mill")) },
			func() error { _, _, err := tx.Extent(); return err },
			func() error { return failure(tx.Suspects(yes, 0, 9)) },
			func() error { return failure(tx.StatementsOf("2027", "ramie")) },
			func() error { return failure(tx.StatedTotal("2027", hinterland.Offered, "ramie")) },
			func() error { return failure(tx.Stated("ramie")) },
			func() error {
				return failure(tx.Bases([]hinterland.Change{{Table: "party", Key: `["mill"]`}}))
			},
			func() error { return tx.Restore(made.Number) },
		)
	})
	asked := 0
	for text := range db.writer.ready {
		if !strings.HasPrefix(text, "SELECT") && !strings.HasPrefix(text, "UPDATE") {
			continue
		}
		asked++
		for _, step := range planOf(t, db, text) {
			if strings.HasSuffix(step, "(region=?)") && !readsOne(text, strings.Fields(step)[1]) {
				t.Errorf("%s\nis answered by %s", text, step)
			}
		}
	}
	if asked < 20 {
		t.Errorf("only %d questions were asked", asked)
	}
}

// TestWhatLiesUnderANodeIsFoundByIt asks for it as the triggers do that plant
// one.
func TestWhatLiesUnderANodeIsFoundByIt(t *testing.T) {
	db := newSQLite(t).(*SQLite)
	for _, tree := range []hinterland.Tree{hinterland.GoodTree, hinterland.PlaceTree} {
		steps := planOf(t, db, "UPDATE "+nodes(tree)+
			" SET parent = $2 WHERE region = $1 AND parent = $2")
		if !strings.HasSuffix(steps[0], "(region=? AND parent=?)") {
			t.Errorf("what lies under a %s is found by %s", tree, steps)
		}
	}
}

// readsOne reports whether a question wants of a region's rows in a table only
// the last, or whether there is a first: which has no other condition, or it
// would be looked for row by row. Of charters there is one.
func readsOne(text, table string) bool {
	return table == "charter" || strings.Contains(text, "max(number)") ||
		strings.Contains(text, "EXISTS (SELECT 1 FROM "+table+" WHERE region = $1)")
}

func TestWhetherThereIsSuchARowIsAskedOfAllRows(t *testing.T) {
	for text, want := range map[string]bool{
		"SELECT EXISTS (SELECT 1 FROM fund WHERE region = $1)":                    true,
		"SELECT EXISTS (SELECT 1 FROM fund WHERE region = $1 AND title = $2)":     false,
		"SELECT EXISTS (SELECT 1 FROM cases WHERE region = $1), * FROM fund":      false,
		"SELECT coalesce(max(number), 0) FROM fund WHERE region = $1":             true,
		"SELECT id FROM fund WHERE region = $1 AND EXISTS (SELECT 1 FROM item i)": false,
	} {
		if got := readsOne(text, "fund"); got != want {
			t.Errorf("%s reads one row of funds: %t, want %t", text, got, want)
		}
	}
}

// failure is the error of what is asked.
func failure[T any](_ T, err error) error { return err }

// planOf tells in which steps SQLite answers a question.
func planOf(t *testing.T, db *SQLite, text string) []string {
	t.Helper()
	var steps []string
	var values []any
	for n := 1; strings.Contains(text, fmt.Sprintf("$%d", n)); n++ {
		values = append(values, "")
	}
	rows, err := db.pool.QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+text, values...)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }() // its errors are those of Err
	for rows.Next() {
		var id, parent, unused int
		var step string
		if err := rows.Scan(&id, &parent, &unused, &step); err != nil {
			t.Fatal(err)
		}
		steps = append(steps, step)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return steps
}
