package store

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"hinterland"
)

// A bazaar is a random region of statements, and what its trees say.
type bazaar struct {
	dice    *rand.Rand
	goods   []hinterland.Good
	places  []hinterland.Place
	parties []hinterland.Party
	stated  []hinterland.Statement
}

// newBazaar makes trees of goods and places, parties in them or nowhere, and
// offers and needs of theirs at several prices and priorities.
func newBazaar(seed uint64) *bazaar {
	b := &bazaar{dice: rand.New(rand.NewPCG(seed, 46))}
	for i := range 12 {
		g, p := aGood(hinterland.GoodCode(fmt.Sprint("g", i))), aPlace("", "")
		g.Class = []string{"salt", "cloth"}[b.dice.IntN(2)]
		p.Code = hinterland.PlaceCode(fmt.Sprint("l", i))
		if up := b.dice.IntN(i + 1); i > 2 && up < i {
			g.Parent, p.Parent = b.goods[up].Code, b.places[up].Code
		}
		b.goods, b.places = append(b.goods, g), append(b.places, p)
	}
	for i := range 15 {
		p := aParty(hinterland.PartyCode(fmt.Sprint("z", b.dice.IntN(1000), "-", i)))
		if p.Place = b.places[b.dice.IntN(12)].Code; i == 0 {
			p.Place = ""
		}
		b.parties = append(b.parties, p)
	}
	seen := map[string]bool{}
	for range 400 {
		party := b.parties[b.dice.IntN(15)].Code
		s := anOffer(party, hinterland.Money(b.dice.IntN(4)), 1, 2)
		if b.dice.IntN(2) == 0 {
			s = aNeed(party, 1+b.dice.IntN(3), 3)
		}
		s.Good = b.goods[b.dice.IntN(12)].Code
		if key := fmt.Sprint(s); !seen[key] {
			seen[key] = true
			b.stated = append(b.stated, s)
		}
	}
	return b
}

// put records it all, over a region that has a horizon.
func (b *bazaar) put(tx Tx) error {
	err := furnish(tx)
	for _, g := range b.goods {
		err = cmp.Or(err, tx.AddGood(g))
	}
	for _, p := range b.places {
		err = cmp.Or(err, tx.AddPlace(p))
	}
	for _, p := range b.parties {
		err = cmp.Or(err, tx.AddParty(p))
	}
	for _, s := range b.stated {
		err = cmp.Or(err, tx.PutStatement(s))
	}
	return cmp.Or(err, tx.DropStatement(anOffer("mill", 9)), tx.DropStatement(aNeed("coop", 1)))
}

// answers are the statements that a query asks for, found by going through all.
func (b *bazaar) answers(q hinterland.StatementQuery) []hinterland.Statement {
	r := &hinterland.Region{Goods: b.goods, Places: b.places, Parties: b.parties}
	ix := r.Index()
	var found []hinterland.Statement
	for _, s := range b.stated {
		at := ix.PlaceOf(s.Party)
		if s.Kind == q.Kind && (q.Party == "" || s.Party == q.Party) &&
			(q.Good == "" || ix.GoodUnder(s.Good, q.Good)) &&
			(q.Place == "" || at != "" && ix.PlaceUnder(at, q.Place)) &&
			(q.Class == "" || ix.Good[s.Good].Class == q.Class) {
			found = append(found, s)
		}
	}
	slices.SortFunc(found, func(s, o hinterland.Statement) int {
		goods, parties := cmp.Compare(s.Good, o.Good), cmp.Compare(s.Party, o.Party)
		if q.Place != "" {
			goods, parties = parties, goods
		}
		return cmp.Or(goods, parties, cmp.Compare(s.Priority, o.Priority),
			cmp.Compare(s.Price, o.Price))
	})
	return found
}

// TestStatementsAreFoundAsByGoingThroughAll asks random questions of random
// regions on both engines, in pages of random length.
func TestStatementsAreFoundAsByGoingThroughAll(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		for seed := range uint64(2) {
			b, r := newBazaar(seed), db.Region(int64(seed)+1)
			mustEnter(t, r, b.put)
			for range 60 {
				q := hinterland.StatementQuery{Horizon: "2027", Kind: hinterland.Offered}
				if b.dice.IntN(2) == 0 {
					q.Kind = hinterland.Needed
				}
				if b.dice.IntN(2) == 0 {
					q.Good = b.goods[b.dice.IntN(12)].Code
				}
				if b.dice.IntN(2) == 0 {
					q.Place = b.places[b.dice.IntN(12)].Code
				}
				if b.dice.IntN(4) == 0 {
					q.Party = b.parties[b.dice.IntN(15)].Code
				}
				if b.dice.IntN(3) == 0 {
					q.Class = "salt"
				}
				want := b.answers(q)
				q.Limit = 1 + b.dice.IntN(40)
				var got []hinterland.Statement
				for {
					part := look(t, r, func(tx Tx) ([]hinterland.Statement, error) {
						return tx.Statements(q)
					})
					got = append(got, part...)
					if len(part) < q.Limit {
						break
					}
					q.After = hinterland.MarkAfter(part, q.After)
				}
				if !slices.Equal(got, want) {
					t.Fatalf("seed %d, %+v: %d rows, want %d", seed, q, len(got), len(want))
				}
			}
		}
	})
}
