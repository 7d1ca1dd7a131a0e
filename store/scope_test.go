package store

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync/atomic"
	"testing"

	"hinterland"
)

// TestPlacesAndScopes is Long: it is a table of cases.
func TestPlacesAndScopes(t *testing.T) {
	planted := func(code, parent hinterland.PlaceCode, path hinterland.Path) hinterland.Place {
		p := aPlace(code, parent)
		p.Path = path
		return p
	}
	town := func(tx Tx) error { return tx.AddPlace(aPlace("town", "p")) }
	all := hinterland.ScopeFilter{Days: hinterland.Term{From: yes, To: yes + 1}}
	held := aScope(1, "mill", yes, yes+10)
	held.GoodPath, held.PlacePath = "ramie ", "p "
	at := func(day hinterland.Day) hinterland.Term {
		return hinterland.Term{From: day, To: day + 1}
	}
	checkBooks(t, map[string]bookCase{
		"a place": {
			ask:  func(tx Tx) (any, error) { return tx.Place("p") },
			want: planted("p", "", "p "),
		},
		"an unknown place": {
			ask:    func(tx Tx) (any, error) { return tx.Place("x") },
			reason: refusal(hinterland.NotFound, "place.unknown"),
		},
		"a place twice": {
			ask:    func(tx Tx) (any, error) { return fails(tx.AddPlace(aPlace("p", ""))) },
			reason: refusal(hinterland.Conflict, "place.taken"),
		},
		"places, each behind what it lies in": {
			ask: func(tx Tx) (any, error) {
				err := first(func() error { return tx.AddPlace(aPlace("p-2", "")) },
					func() error { return town(tx) })
				return then(err, func() (any, error) { return tx.Places("", 3) })
			},
			want: []hinterland.Place{
				planted("p", "", "p "), planted("town", "p", "p town "), planted("p-2", "", "p-2 "),
			},
		},
		"places after one, so many": {
			ask: func(tx Tx) (any, error) {
				return then(town(tx), func() (any, error) { return tx.Places("p ", 1) })
			},
			want: []hinterland.Place{planted("town", "p", "p town ")},
		},
		"places by their codes": {
			ask: func(tx Tx) (any, error) {
				return tx.PlacesBy([]hinterland.PlaceCode{"x", "p"})
			},
			want: []hinterland.Place{planted("p", "", "p ")},
		},
		"the longest path under a place": {
			ask: func(tx Tx) (any, error) {
				return then(town(tx), func() (any, error) {
					own, longest, err := tx.Span(hinterland.Node{
						Tree: hinterland.PlaceTree, Code: "p",
					})
					return fmt.Sprintf("%q %d", own, longest), err
				})
			},
			want: fmt.Sprintf("%q %d", "p ", len("p town ")),
		},
		"no path of a good that is not there": {
			ask: func(tx Tx) (any, error) {
				own, longest, err := tx.Span(hinterland.Node{Tree: hinterland.GoodTree, Code: "x"})
				return fmt.Sprintf("%q %d", own, longest), err
			},
			want: `"" 0`,
		},
		"a place into itself": {
			ask: func(tx Tx) (any, error) {
				return then(town(tx), func() (any, error) {
					return fails(tx.ChangePlace(aPlace("p", "town")))
				})
			},
			reason: refusal(hinterland.Conflict, "tree.changed"),
		},
		"a good into itself": {
			ask: func(tx Tx) (any, error) {
				under := aGood("long")
				under.Parent = "ramie"
				return then(tx.AddGood(under), func() (any, error) {
					above := aGood("ramie")
					above.Parent = "long"
					return fails(tx.ChangeGood(above))
				})
			},
			reason: refusal(hinterland.Conflict, "tree.changed"),
		},
		"a party at another place": {
			ask: func(tx Tx) (any, error) {
				return then(tx.LocateParty("mill", "town"), func() (any, error) {
					mill, err := tx.Party("mill")
					return mill.Place, err
				})
			},
			want: hinterland.PlaceCode("town"),
		},
		"an unknown party at a place": {
			ask:    func(tx Tx) (any, error) { return fails(tx.LocateParty("x", "p")) },
			reason: refusal(hinterland.NotFound, "party.unknown"),
		},
		"a scope": {
			ask:  func(tx Tx) (any, error) { return tx.Scope(scopeID(1)) },
			want: held,
		},
		"an unknown scope": {
			ask:    func(tx Tx) (any, error) { return tx.Scope(scopeID(absent)) },
			reason: refusal(hinterland.NotFound, "scope.unknown"),
		},
		"scopes by their numbers": {
			ask: func(tx Tx) (any, error) {
				return tx.ScopesBy([]hinterland.ID[hinterland.DatedScope]{
					scopeID(absent), scopeID(1),
				})
			},
			want: []hinterland.DatedScope{held},
		},
		"a scope twice": {
			ask: func(tx Tx) (any, error) {
				return fails(tx.AddScope(aScope(1, "mill", yes+20, yes+21)))
			},
			reason: refusal(hinterland.Conflict, "scope.twice"),
		},
		"scopes of a day": {
			ask: func(tx Tx) (any, error) { return tx.Scopes(all, 0, 9) },
			want: []hinterland.DatedScope{
				held,
			},
		},
		"no scopes of the day after": {
			ask: func(tx Tx) (any, error) {
				return tx.Scopes(hinterland.ScopeFilter{Days: at(yes + 10)}, 0, 9)
			},
			want: []hinterland.DatedScope(nil),
		},
		"scopes that share something with what lies in a place": {
			ask: func(tx Tx) (any, error) {
				return then(town(tx), func() (any, error) {
					by := all
					by.Place, by.Good = "town", "ramie"
					return tx.Scopes(by, 0, 9)
				})
			},
			want: []hinterland.DatedScope{held},
		},
		"no scopes of an unknown place": {
			ask: func(tx Tx) (any, error) {
				by := all
				by.Place = "x"
				return tx.Scopes(by, 0, 9)
			},
			want: []hinterland.DatedScope(nil),
		},
		"scopes against another buyer, in what lies in the place": {
			ask: func(tx Tx) (any, error) {
				return then(town(tx), func() (any, error) {
					err := tx.LocateParty("coop", "town")
					return then(err, func() (any, error) {
						return tx.ScopesAgainst("coop", "coop", "ramie", at(yes+9))
					})
				})
			},
			want: []hinterland.DatedScope{held},
		},
		"no scope is against its buyer": {
			ask: func(tx Tx) (any, error) {
				return tx.ScopesAgainst("coop", "mill", "ramie", at(yes))
			},
			want: []hinterland.DatedScope(nil),
		},
		"no scope is against what comes from a place beside": {
			ask: func(tx Tx) (any, error) {
				err := first(func() error { return tx.AddPlace(aPlace("p-2", "")) },
					func() error { return tx.LocateParty("coop", "p-2") })
				return then(err, func() (any, error) {
					return tx.ScopesAgainst("coop", "coop", "ramie", at(yes))
				})
			},
			want: []hinterland.DatedScope(nil),
		},
		"a regulation that nobody has made": {
			ask: func(tx Tx) (any, error) {
				none, err := tx.Regulation("x-scope")
				return none.Rule, err
			},
			want: hinterland.Rule(""),
		},
		"a regulation": {
			ask:  func(tx Tx) (any, error) { return tx.Regulation(hinterland.OffScope) },
			want: hinterland.Regulation{Subject: hinterland.OffScope, Rule: hinterland.Report},
		},
		"trespasses that concern the holder of the scope": {
			ask:  func(tx Tx) (any, error) { return tx.Trespasses("mill", 9) },
			want: []hinterland.Trespass{aTrespass(5), aTrespass(0)},
		},
		"trespasses that concern nobody else": {
			ask:  func(tx Tx) (any, error) { return tx.Trespasses("b", 9) },
			want: []hinterland.Trespass(nil),
		},
		"all trespasses, so many": {
			ask:  func(tx Tx) (any, error) { return tx.Trespasses("", 1) },
			want: []hinterland.Trespass{aTrespass(5)},
		},
		"what counts as scarce": {
			ask:  func(tx Tx) (any, error) { return tx.Scarcities() },
			want: []hinterland.Scarcity{{Good: "ramie", Reason: "Little bark"}},
		},
		"what is bought of it": {
			ask: func(tx Tx) (any, error) { return tx.BoughtScarce(yes + 89) },
			want: []hinterland.Bought{{
				Agreement: agreementID(1), Item: 1, From: "mill", To: "coop", Scarce: "ramie",
				Good: "ramie", Price: 9, Currency: "CNY", Place: "p", PlacePath: "p ",
				Term: hinterland.Term{From: yes, To: yes + 10}, Lately: 30,
			}},
		},
		"and what was before": {
			ask: func(tx Tx) (any, error) {
				found, err := tx.BoughtScarce(yes + 90)
				return found[0].Before, err
			},
			want: hinterland.Quantity(30),
		},
		"what counts as scarce no more": {
			ask: func(tx Tx) (any, error) {
				err := tx.PutScarcity(hinterland.Scarcity{Good: "ramie"})
				return then(err, func() (any, error) { return tx.Scarcities() })
			},
			want: []hinterland.Scarcity(nil),
		},
		"a scope that has ended is against nobody": {
			ask: func(tx Tx) (any, error) {
				return then(tx.EndScope(scopeID(1), yes), func() (any, error) {
					return tx.ScopesAgainst("coop", "coop", "ramie",
						hinterland.Term{From: yes - 9, To: yes + 9})
				})
			},
			want: []hinterland.DatedScope(nil),
		},
		"a scope cannot end later than it does": {
			ask:    func(tx Tx) (any, error) { return fails(tx.EndScope(scopeID(1), yes+10)) },
			reason: refusal(hinterland.Conflict, "scope.ended"),
		},
	})
}

// TestWhatOneAloneMayBuyNobodyElseMay puts a second scope beside the one that is
// there: the mill's on ramie in p, for ten days. Long: it is a table of cases.
func TestWhatOneAloneMayBuyNobodyElseMay(t *testing.T) {
	second := func(change func(*hinterland.DatedScope)) func(Tx) (any, error) {
		return func(tx Tx) (any, error) {
			long := aGood("long")
			long.Parent = "ramie"
			s := aScope(2, "coop", yes, yes+10)
			change(&s)
			return fails(first(
				func() error { return tx.AddGood(long) },
				func() error { return tx.AddGood(aGood("ramie-2")) },
				func() error { return tx.AddPlace(aPlace("town", "p")) },
				func() error { return tx.AddPlace(aPlace("p-2", "")) },
				func() error { return tx.AddScope(s) },
			))
		}
	}
	held := refusal(hinterland.Conflict, "scope.held")
	checkBooks(t, map[string]bookCase{
		"the same": {ask: second(func(*hinterland.DatedScope) {}), reason: held},
		"under the good, in the place": {
			ask:    second(func(s *hinterland.DatedScope) { s.Good, s.Place = "long", "town" }),
			reason: held,
		},
		"on the last day": {
			ask: second(func(s *hinterland.DatedScope) {
				s.Term = hinterland.Term{From: yes + 9, To: yes + 99}
			}), reason: held,
		},
		"on the day after": {
			ask: second(func(s *hinterland.DatedScope) {
				s.Term = hinterland.Term{From: yes + 10, To: yes + 99}
			}),
		},
		"on the day before": {
			ask: second(func(s *hinterland.DatedScope) {
				s.Term = hinterland.Term{From: yes - 9, To: yes}
			}),
		},
		"by the same buyer": {ask: second(func(s *hinterland.DatedScope) { s.Buyer = "mill" })},
		"only announced": {
			ask: second(func(s *hinterland.DatedScope) { s.Basis = "" }),
		},
		"of a good whose code begins alike": {
			ask: second(func(s *hinterland.DatedScope) { s.Good = "ramie-2" }),
		},
		"in a place whose code begins alike": {
			ask: second(func(s *hinterland.DatedScope) { s.Place = "p-2" }),
		},
		"of nothing that is there": {
			ask:    second(func(s *hinterland.DatedScope) { s.Good = "x" }),
			reason: refusal(hinterland.Conflict, "record.gone"),
		},
	})
}

func TestTheRefusalOfAScopeSaysWhatIsHeld(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		r := furnished(t, db, 1)
		_, err := enter(r, func(tx Tx) error {
			return tx.AddScope(aScope(2, "coop", yes, yes+1))
		})
		refused, ok := err.(*hinterland.Refusal)
		if !ok {
			t.Fatal(err)
		}
		same(t, refused.Args, hinterland.Args{
			"scope": "1", "holder": hinterland.PartyCode("mill"),
			"good": hinterland.GoodCode("ramie"), "place": hinterland.PlaceCode("p"),
			"from": yes, "last": yes + 9,
		})
	})
}

// A node under which two scopes would meet is not moved there, and what is asked
// before says so; were it not asked, the database would.
func TestNoMoveLetsExclusiveScopesMeet(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		r := furnished(t, db, 1)
		inside := aScope(2, "coop", yes+5, yes+99)
		inside.Place = "village"
		mustEnter(t, r, func(tx Tx) error {
			return first(
				func() error { return tx.AddPlace(aPlace("town", "")) },
				func() error { return tx.AddPlace(aPlace("village", "town")) },
				func() error { return tx.AddScope(inside) },
			)
		})
		town := hinterland.Node{Tree: hinterland.PlaceTree, Code: "town"}
		met := look(t, r, func(tx Tx) (*hinterland.DatedScope, error) {
			return tx.MeetsIf(town, "p")
		})
		if met == nil || met.ID != scopeID(1) {
			t.Errorf("it would meet %v", met)
		}
		for _, parent := range []string{"", "town"} {
			if met := look(t, r, func(tx Tx) (*hinterland.DatedScope, error) {
				return tx.MeetsIf(hinterland.Node{Tree: hinterland.PlaceTree, Code: "p"}, parent)
			}); met != nil {
				t.Errorf("p under %q would meet %v", parent, met)
			}
		}
		move := func(tx Tx) error { return tx.ChangePlace(aPlace("town", "p")) }
		_, err := enter(r, move)
		same(t, reasonOf(t, err), refusal(hinterland.Conflict, "tree.changed"))
		mustEnter(t, r, func(tx Tx) error { return tx.EndScope(scopeID(1), yes+5) })
		mustEnter(t, r, move)
		same(t, look(t, r, func(tx Tx) (hinterland.Path, error) {
			s, err := tx.Scope(scopeID(2))
			return s.PlacePath, err
		}), hinterland.Path("p town village "))
	})
}

// A grove is two trees and the scopes on them, while random acts grow them.
type grove struct {
	r      hinterland.Records
	nodes  int // of each tree
	number atomic.Int64
}

// newGrove plants roots.
func newGrove(t *testing.T, db Database, region int64, nodes int) *grove {
	t.Helper()
	g := &grove{r: db.Region(region), nodes: nodes}
	g.number.Store(100)
	mustEnter(t, g.r, func(tx Tx) error {
		err := furnish(tx)
		for _, buyer := range []hinterland.PartyCode{"b0", "b1", "b2"} {
			err = first(func() error { return err },
				func() error { return tx.AddParty(aParty(buyer)) })
		}
		for i := range nodes {
			err = first(func() error { return err },
				func() error { return tx.AddPlace(aPlace(placeAt(i), "")) },
				func() error { return tx.AddGood(aGood(goodAt(i))) })
		}
		return err
	})
	return g
}

// Codes that begin alike and differ in length, as codes of districts do.
func placeAt(i int) hinterland.PlaceCode {
	return hinterland.PlaceCode(fmt.Sprintf("%.*d", 1+i%3, i))
}

func goodAt(i int) hinterland.GoodCode { return hinterland.GoodCode(fmt.Sprint("g", i)) }

// act moves a node, or gives or ends a scope.
func (g *grove) act(rng *rand.Rand, tx Tx) error {
	node := func() int { return rng.IntN(g.nodes) }
	switch n := g.number.Add(1); rng.IntN(6) {
	case 0:
		place := aPlace(placeAt(node()), placeAt(node()))
		if rng.IntN(3) == 0 {
			place.Parent = ""
		}
		return tx.ChangePlace(place)
	case 1:
		good := aGood(goodAt(node()))
		good.Parent = goodAt(node())
		return tx.ChangeGood(good)
	case 2:
		all := hinterland.ScopeFilter{Days: hinterland.Term{From: yes, To: yes + 99}}
		there, err := tx.Scopes(all, 0, 99)
		if err != nil || len(there) == 0 {
			return err
		}
		s := there[rng.IntN(len(there))]
		return tx.EndScope(s.ID, s.Term.From)
	default:
		s := aScope(n, hinterland.PartyCode(fmt.Sprint("b", rng.IntN(3))), 0, 0)
		s.Good, s.Place = goodAt(node()), placeAt(node())
		s.Term.From = yes + hinterland.Day(rng.IntN(20))
		s.Term.To = s.Term.From + 1 + hinterland.Day(rng.IntN(20))
		if rng.IntN(4) == 0 {
			s.Basis = ""
		}
		return tx.AddScope(s)
	}
}

// do performs a random act; being refused is no fault.
func (g *grove) do(t *testing.T, rng *rand.Rand) {
	t.Helper()
	seed := rng.Uint64()
	_, err := enter(g.r, func(tx Tx) error {
		return g.act(rand.New(rand.NewPCG(seed, 0)), tx)
	})
	if err != nil {
		reasonOf(t, err)
	}
}

// check holds every path to what the parents say, and every two exclusive scopes
// to their having nothing in common, which is worked out from parents alone.
func (g *grove) check(t *testing.T) {
	t.Helper()
	err := g.r.Read(t.Context(), func(tx Tx) error {
		places, err := tx.Places("", 1000)
		if err != nil {
			return err
		}
		goods, err := tx.Goods()
		if err != nil {
			return err
		}
		ix := (&hinterland.Region{Places: places, Goods: goods}).Index()
		for _, p := range places {
			for _, o := range places {
				if got, want := p.Path.Under(o.Path), ix.PlaceUnder(p.Code, o.Code); got != want {
					t.Errorf("%q under %q: %v, want %v", p.Path, o.Path, got, want)
				}
			}
		}
		all, err := tx.Scopes(hinterland.ScopeFilter{
			Days: hinterland.Term{From: 0, To: hinterland.Forevermore},
		}, 0, 1<<30)
		for i, s := range all {
			if s.PlacePath != ix.Place[s.Place].Path {
				t.Errorf("scope %s is at %q, its place elsewhere", s.ID, s.PlacePath)
			}
			for _, o := range all[:i] {
				rivals := s.Exclusive() && o.Exclusive() && s.Buyer != o.Buyer
				if rivals && meetByParents(ix, &s, &o) {
					t.Errorf("%v and %v meet", s, o)
				}
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// meetByParents asks the rule that plans have.
func meetByParents(ix *hinterland.Index, s, o *hinterland.DatedScope) bool {
	whole := func(s *hinterland.DatedScope) *hinterland.Scope {
		return &hinterland.Scope{
			Good: s.Good, Place: s.Place, First: hinterland.Period(s.Term.From),
			Last: hinterland.Period(s.Term.To) - 1,
		}
	}
	return whole(s).Overlaps(ix, whole(o))
}

func TestPathsNestAsParentsDo(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		for seed := range uint64(rounds(1, 20)) {
			g := newGrove(t, db, int64(seed)+1, 12)
			rng := rand.New(rand.NewPCG(seed, 1))
			for i := range rounds(120, 500) {
				if g.do(t, rng); i%10 == 0 {
					g.check(t)
				}
			}
			g.check(t)
			audited(t, g.r)
		}
	})
}

// In each region so many scopes come together, and go, that the last try would
// take a hundred times as long as the first, were all made in one.
func TestOfManyWritersOneGetsAScope(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		for region := range int64(rounds(1, 50)) {
			g := newGrove(t, db, region+1, 6)
			inParallel(16, func(worker int) {
				rng := rand.New(rand.NewPCG(uint64(worker), uint64(region)+2))
				for range 2000 / 16 {
					g.do(t, rng)
				}
			})
			g.check(t)
			audited(t, g.r)
		}
	})
}

// What is put in before what it stands under waits for it: rows of a database
// that is moved come in any order.
func TestChildrenMayComeBeforeTheirParents(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		r := furnished(t, db, 1)
		mustEnter(t, r, func(tx Tx) error {
			var err error
			for _, p := range [][2]hinterland.PlaceCode{
				{"c", "b"}, {"d", "c"}, {"b", "a"}, {"a", ""},
			} {
				err = cmp.Or(err, tx.AddPlace(aPlace(p[0], p[1])))
			}
			return err
		})
		all := look(t, r, func(tx Tx) ([]hinterland.Place, error) { return tx.Places("", 9) })
		at := slices.IndexFunc(all, func(p hinterland.Place) bool { return p.Code == "d" })
		same(t, all[at].Path, hinterland.Path("a b c d "))
	})
}
