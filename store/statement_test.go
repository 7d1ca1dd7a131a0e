package store

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"hinterland"
)

// TestWhatIsStatedIsUndoneUntilSomethingRestsOnIt takes statements back, and a
// good, a party and a horizon of which something is stated not.
func TestWhatIsStatedIsUndoneUntilSomethingRestsOnIt(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		r := furnished(t, db, 1)
		before := tablesOf(t, r)
		made := []hinterland.Entry{
			mustEnter(t, r, func(tx Tx) error { return tx.AddHorizon(aHorizon("2028")) }),
			mustEnter(t, r, func(tx Tx) error { return tx.AddGood(aGood("hemp")) }),
			mustEnter(t, r, func(tx Tx) error { return tx.AddParty(aParty("farm")) }),
		}
		s := anOffer("farm", 1, 3)
		s.Horizon, s.Good = "2028", "hemp"
		stated := mustEnter(t, r, func(tx Tx) error { return tx.PutStatement(s) })
		for _, e := range made {
			_, err := enter(r, func(tx Tx) error { return tx.Restore(e.Number) })
			if reasonOf(t, err) == "" {
				t.Errorf("entry %d was undone under what is stated", e.Number)
			}
		}
		s.Amounts, s.Total = hinterland.SeriesOf([]hinterland.Quantity{0, 4}), 4
		restated := mustEnter(t, r, func(tx Tx) error { return tx.PutStatement(s) })
		for _, e := range append([]hinterland.Entry{restated, stated}, made...) {
			mustEnter(t, r, func(tx Tx) error { return tx.Restore(e.Number) })
		}
		same(t, tablesOf(t, r), before)
		audited(t, r)
	})
}

// aMarket furnishes a region with goods in a tree, places in a tree, parties
// there and what they offer: two goods under fibre and one beside it, two towns
// in a county and one beside it, four parties, each of which offers all at two
// prices.
func aMarket(tx Tx) error {
	steps := []func() error{
		func() error { return furnish(tx) },
		func() error { return tx.DropStatement(anOffer("mill", 9)) },
		func() error { return tx.AddHorizon(aHorizon("2028")) },
	}
	for _, code := range []hinterland.PlaceCode{"p-north", "p-south", "far"} {
		parent := hinterland.PlaceCode("p")
		if code == "far" {
			parent = ""
		}
		steps = append(steps, func() error { return tx.AddPlace(aPlace(code, parent)) })
	}
	for _, at := range []string{"d p-north", "b p-south", "a p-south", "e far"} {
		code, place, _ := strings.Cut(at, " ")
		steps = append(steps, func() error {
			p := aParty(hinterland.PartyCode(code))
			p.Place = hinterland.PlaceCode(place)
			return tx.AddParty(p)
		})
	}
	for _, in := range []string{"fibre -", "bast fibre", "wool fibre", "alum -"} {
		code, parent, _ := strings.Cut(in, " ")
		g := aGood(hinterland.GoodCode(code))
		g.Parent = hinterland.GoodCode(strings.Trim(parent, "-"))
		g.Class = map[string]string{"alum": "salt"}[code]
		steps = append(steps, func() error { return tx.AddGood(g) })
	}
	for _, party := range []hinterland.PartyCode{"a", "b", "d", "e"} {
		for _, good := range []hinterland.GoodCode{"bast", "wool", "alum"} {
			for price := range hinterland.Money(2) {
				s := anOffer(party, price+1, 3, 0, 4)
				s.Good = good
				steps = append(steps, func() error { return tx.PutStatement(s) })
			}
		}
	}
	return first(steps...)
}

// pagesOf walks a list of statements in pages, and tells what is in it as good,
// party and price.
func pagesOf(tx Tx, q hinterland.StatementQuery) ([]string, error) {
	var all []string
	for {
		found, err := tx.Statements(q)
		if err != nil {
			return nil, err
		}
		for _, s := range found {
			all = append(all, fmt.Sprintf("%s %s %d", s.Good, s.Party, s.Price))
		}
		if len(found) < q.Limit {
			return all, nil
		}
		q.After = hinterland.MarkAfter(found, q.After)
	}
}

func TestAListOfStatementsIsNarrowedAndReadInPages(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		r := db.Region(1)
		mustEnter(t, r, aMarket)
		both := func(pairs ...string) (rows []string) {
			for _, pair := range pairs {
				rows = append(rows, pair+" 1", pair+" 2")
			}
			return rows
		}
		for name, c := range map[string]struct {
			q    hinterland.StatementQuery
			want []string
		}{
			"all, by good and party": {
				hinterland.StatementQuery{}, both("alum a", "alum b", "alum d", "alum e", "bast a",
					"bast b", "bast d", "bast e", "wool a", "wool b", "wool d", "wool e"),
			},
			"what lies under a good": {
				hinterland.StatementQuery{Good: "fibre", Party: "b"}, both("bast b", "wool b"),
			},
			"a class of goods": {
				hinterland.StatementQuery{Class: "salt"},
				both("alum a", "alum b", "alum d", "alum e"),
			},
			"what is in a place, by party and good": {
				hinterland.StatementQuery{Place: "p"}, both("alum a", "bast a", "wool a", "alum b",
					"bast b", "wool b", "alum d", "bast d", "wool d"),
			},
			"a good in a place": {
				hinterland.StatementQuery{Place: "p", Good: "fibre"},
				both("bast a", "wool a", "bast b", "wool b", "bast d", "wool d"),
			},
			"a class in a place": {
				hinterland.StatementQuery{Place: "p-south", Class: "salt"},
				both("alum a", "alum b"),
			},
			"a party in a place":        {hinterland.StatementQuery{Place: "far", Party: "a"}, nil},
			"a good that nobody knows":  {hinterland.StatementQuery{Good: "x"}, nil},
			"a place that nobody knows": {hinterland.StatementQuery{Place: "x"}, nil},
			"another horizon":           {hinterland.StatementQuery{Horizon: "2028"}, nil},
			"needs": {
				hinterland.StatementQuery{Kind: hinterland.Needed}, []string{"ramie coop 0"},
			},
		} {
			for _, limit := range []int{1, 2, 3, 99} {
				q := c.q
				q.Limit = limit
				if q.Horizon == "" {
					q.Horizon = "2027"
				}
				if q.Kind == "" {
					q.Kind = hinterland.Offered
				}
				got := look(t, r, func(tx Tx) ([]string, error) { return pagesOf(tx, q) })
				if !slices.Equal(got, c.want) {
					t.Errorf("%s, %d at once: %v", name, limit, got)
				}
			}
		}
		audited(t, r)
	})
}

// TestStatementBook is Long: it is a table of cases.
func TestStatementBook(t *testing.T) {
	checkBooks(t, map[string]bookCase{
		"a statement by its key": {
			ask:  func(tx Tx) (any, error) { return tx.Statement(anOffer("mill", 9)) },
			want: anOffer("mill", 9, 10, 0, 20),
		},
		"none at another price": {
			ask:    func(tx Tx) (any, error) { return tx.Statement(anOffer("mill", 8)) },
			reason: refusal(hinterland.NotFound, "statement.unknown"),
		},
		"a need is no offer": {
			ask:    func(tx Tx) (any, error) { return tx.Statement(anOffer("coop", 0)) },
			reason: refusal(hinterland.NotFound, "statement.unknown"),
		},
		"one takes the place of another": {
			ask: func(tx Tx) (any, error) {
				err := tx.PutStatement(anOffer("mill", 9, 1))
				return then(err, func() (any, error) { return tx.Statement(anOffer("mill", 9)) })
			},
			want: anOffer("mill", 9, 1),
		},
		"the sum of what is offered": {
			ask: func(tx Tx) (any, error) {
				err := tx.PutStatement(anOffer("coop", 1, 5))
				return then(err, func() (any, error) {
					return tx.StatedTotal("2027", hinterland.Offered, "ramie")
				})
			},
			want: hinterland.Quantity(35),
		},
		"the sum of nothing": {
			ask: func(tx Tx) (any, error) {
				return tx.StatedTotal("2027", hinterland.Offered, "hemp")
			},
			want: hinterland.Quantity(0),
		},
		"all that is offered and needed of a good, as a plan knows it": {
			ask: func(tx Tx) (any, error) {
				err := first(
					func() error { return tx.PutStatement(anOffer("coop", 1, 0, 5)) },
					func() error { return tx.AddHorizon(aHorizon("2028")) },
					func() error { return tx.AddGood(aGood("hemp")) },
				)
				other, elsewhere := anOffer("mill", 9, 7), anOffer("mill", 9, 7)
				other.Good, elsewhere.Horizon = "hemp", "2028"
				for _, s := range []hinterland.Statement{other, elsewhere} {
					err = cmp.Or(err, tx.PutStatement(s))
				}
				return then(err, func() (any, error) {
					offers, needs, err := hinterland.Market(tx, "2027", "ramie")
					return []any{offers, needs}, err
				})
			},
			want: []any{
				[]hinterland.Offer{
					{Party: "coop", Good: "ramie", Period: 2, Quantity: 5, Price: 1},
					{Party: "mill", Good: "ramie", Period: 1, Quantity: 10, Price: 9},
					{Party: "mill", Good: "ramie", Period: 3, Quantity: 20, Price: 9},
				},
				[]hinterland.Need{
					{Party: "coop", Good: "ramie", Period: 1, Quantity: 30, Priority: 1},
				},
			},
		},
		"nothing of a good that nobody speaks of": {
			ask: func(tx Tx) (any, error) {
				offers, needs, err := hinterland.Market(tx, "2027", "hemp")
				return len(offers) + len(needs), err
			},
			want: 0,
		},
		"something is stated of a good": {
			ask: func(tx Tx) (any, error) { return tx.Stated("ramie") }, want: true,
		},
		"on which entries statements rest": {
			ask: func(tx Tx) (any, error) {
				var rows []hinterland.Change
				for _, s := range []hinterland.Statement{
					anOffer("mill", 8), anOffer("mill", 9), aNeed("coop", 1),
				} {
					rows = append(rows, hinterland.Change{
						Table: "statement", Key: keyJSON([]any{
							s.Horizon, s.Kind, s.Good, s.Party, s.Priority, s.Price,
						}),
					})
				}
				bases, err := tx.Bases(rows)
				return []any{bases[0], bases[1] > 0, bases[1] == bases[2]}, err
			},
			want: []any{int64(0), true, true},
		},
		"nothing is stated any more, and something planned": {
			ask: func(tx Tx) (any, error) {
				err := first(
					func() error { return tx.DropStatement(anOffer("mill", 9)) },
					func() error { return tx.DropStatement(aNeed("coop", 1)) },
				)
				return then(err, func() (any, error) { return tx.Stated("ramie") })
			},
			want: true,
		},
		"nothing is stated or planned": {
			ask: func(tx Tx) (any, error) { return tx.Stated("straw") }, want: false,
		},
		"a good is held": {
			ask: func(tx Tx) (any, error) { return tx.HoldGood("ramie") }, want: aGood("ramie"),
		},
		"how far goods may go": {
			ask:  func(tx Tx) (any, error) { return tx.Reaches() },
			want: []hinterland.Reach{{Good: "ramie", Hectometres: 500}},
		},
		"as far as one likes": {
			ask: func(tx Tx) (any, error) {
				return then(tx.DropReach("ramie"), func() (any, error) { return tx.Reaches() })
			},
			want: []hinterland.Reach(nil),
		},
		"horizons after one": {
			ask:  func(tx Tx) (any, error) { return tx.Horizons("2026", 9) },
			want: []hinterland.Horizon{aHorizon("2027")},
		},
		"a horizon whose code is taken": {
			ask:    func(tx Tx) (any, error) { return fails(tx.AddHorizon(aHorizon("2027"))) },
			reason: refusal(hinterland.Conflict, "horizon.taken"),
		},
		"a horizon that is not there": {
			ask:    func(tx Tx) (any, error) { return tx.Horizon("2026") },
			reason: refusal(hinterland.NotFound, "horizon.unknown"),
		},
		"a horizon is changed": {
			ask: func(tx Tx) (any, error) {
				h := aHorizon("2027")
				h.Periods, h.Closed, h.Class = 15, yes, hinterland.ForYears
				return then(tx.ChangeHorizon(h), func() (any, error) {
					got, err := tx.Horizon("2027")
					return got == h, err
				})
			},
			want: true,
		},
	})
}

func TestTheDatabaseHoldsNoStatementThatIsNone(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		r := furnished(t, db, 1)
		type statement = hinterland.Statement
		for name, change := range map[string]func(s *statement){
			"an offer with a priority": func(s *statement) { s.Priority = 1 },
			"a need with a price":      func(s *statement) { s.Kind, s.Priority = "need", 1 },
			"a need of no priority":    func(s *statement) { s.Kind, s.Price = "need", 0 },
			"a wish":                   func(s *statement) { s.Kind = "wish" },
			"nothing":                  func(s *statement) { s.Total = 0 },
			"more than there can be":   func(s *statement) { s.Total = hinterland.MaxTotal + 1 },
			"of nobody":                func(s *statement) { s.Party = "x" },
			"of no good":               func(s *statement) { s.Good = "x" },
			"for no horizon":           func(s *statement) { s.Horizon = "x" },
		} {
			s := anOffer("mill", 8, 1)
			change(&s)
			if _, err := enter(r, func(tx Tx) error { return tx.PutStatement(s) }); err == nil {
				t.Errorf("%s was kept", name)
			}
		}
		audited(t, r)
	})
}

// TestAPageOfStatementsComesOutOfIndexes asks SQLite how it would answer pages
// of statements, and finds nothing that is read whole, nor sorted but within
// one party.
func TestAPageOfStatementsComesOutOfIndexes(t *testing.T) {
	db := newSQLite(t).(*SQLite)
	r := db.Region(1)
	mustEnter(t, r, aMarket)
	for key := range db.writer.ready {
		delete(db.writer.ready, key)
	}
	asked := 0
	mark := hinterland.Mark{Party: "a", Good: "wool", Met: 1}
	for _, q := range []hinterland.StatementQuery{
		{},
		{After: mark},
		{Good: "fibre", After: mark},
		{Party: "a", After: mark},
		{Class: "salt", After: mark},
		{Place: "p"},
		{Place: "p", After: mark},
		{Place: "p", Good: "fibre", After: mark},
		{Place: "p", Class: "salt", After: mark},
	} {
		q.Horizon, q.Kind, q.Limit = "2027", hinterland.Offered, 51
		mustEnter(t, r, func(tx Tx) error { return failure(tx.Statements(q)) })
	}
	for text := range db.writer.ready {
		if !strings.Contains(text, "statement s") {
			continue
		}
		asked++
		for _, step := range planOf(t, db, text) {
			if strings.HasSuffix(step, "(region=?)") || strings.HasPrefix(step, "SCAN") ||
				strings.HasSuffix(step, "TEMP B-TREE FOR ORDER BY") {
				t.Errorf("%s\nis answered by %s", text, step)
			}
		}
	}
	if asked < 8 {
		t.Errorf("only %d questions were asked", asked)
	}
}
