package store

import (
	"testing"

	"hinterland"
)

// TestDirectory is Long: it is a table of cases.
func TestDirectory(t *testing.T) {
	other := aGood("ramie")
	other.Name, other.Class = hinterland.Name{Chinese: "麻"}, "fibre"
	other.Unit, other.Decimals = "kg", 1
	naming := aVersion(2)
	naming.Terms = `{"text":"\"good\":\"hemp\"","items":[{"good":"ra\"mie"}]}`
	checkBooks(t, map[string]bookCase{
		"the charter": {
			ask:  func(tx Tx) (any, error) { return tx.Charter() },
			want: aCharter(),
		},
		"of what there is any": {
			ask: func(tx Tx) (any, error) {
				c, e, err := tx.Extent()
				return []any{c, e}, err
			},
			want: []any{aCharter(), hinterland.Extent{
				Cases: true, Funds: true, Horizons: true, Places: true, Scopes: true,
				Maps: true, Borders: true, Zones: true,
			}},
		},
		"a second charter": {
			ask:    func(tx Tx) (any, error) { return fails(tx.AddCharter(aCharter())) },
			reason: refusal(hinterland.Conflict, "charter.twice"),
		},
		"a person": {
			ask:  func(tx Tx) (any, error) { return tx.Person(personID(2)) },
			want: aPerson(2),
		},
		"an unknown person": {
			ask:    func(tx Tx) (any, error) { return tx.Person(personID(absent)) },
			reason: refusal(hinterland.NotFound, "person.unknown"),
		},
		"everybody, by number": {
			ask: func(tx Tx) (any, error) {
				return then(tx.AddPerson(aPerson(0)), func() (any, error) {
					return tx.People("", -1, 9)
				})
			},
			want: []hinterland.Person{aPerson(0), aPerson(1), aPerson(2)},
		},
		"one person after another": {
			ask:  func(tx Tx) (any, error) { return tx.People("", personID(1), 1) },
			want: []hinterland.Person{aPerson(2)},
		},
		"people near a party: with a post in one that shares an agreement with it": {
			ask:  func(tx Tx) (any, error) { return tx.People("coop", 0, 9) },
			want: []hinterland.Person{aPerson(1)},
		},
		"nobody near a party that has agreed nothing": {
			ask:  func(tx Tx) (any, error) { return tx.People("x", 0, 9) },
			want: []hinterland.Person(nil),
		},
		"people by their numbers": {
			ask: func(tx Tx) (any, error) {
				return tx.PeopleBy([]hinterland.ID[hinterland.Person]{
					personID(2), personID(absent), personID(1),
				})
			},
			want: []hinterland.Person{aPerson(1), aPerson(2)},
		},
		"a person twice": {
			ask:    func(tx Tx) (any, error) { return fails(tx.AddPerson(aPerson(1))) },
			reason: refusal(hinterland.Conflict, "record.twice"),
		},
		"values that are known, erased and unknown": {
			ask: func(tx Tx) (any, error) {
				return tx.Values([]hinterland.Personal{
					sealedName().Token, "personal:gone", "personal:x",
				})
			},
			want: map[hinterland.Personal]hinterland.Sealed{
				sealedName().Token: sealedName(),
			},
		},
		"a value that is kept twice stays as it was": {
			ask: func(tx Tx) (any, error) {
				again := hinterland.Sealed{Token: sealedName().Token, Salt: "t", Value: "Wu"}
				err := tx.Keep(again)
				return then(err, func() (any, error) {
					values, err := tx.Values([]hinterland.Personal{again.Token})
					return values[again.Token].Value, err
				})
			},
			want: "Li",
		},
		"a party": {
			ask:  func(tx Tx) (any, error) { return tx.Party("mill") },
			want: aParty("mill"),
		},
		"an unknown party; codes are told apart by every letter": {
			ask:    func(tx Tx) (any, error) { return tx.Party("Mill") },
			reason: refusal(hinterland.NotFound, "party.unknown"),
		},
		"parties, by the bytes of their codes": {
			ask: func(tx Tx) (any, error) {
				err := first(
					func() error { return tx.AddParty(aParty("Zoo")) },
					func() error { return tx.AddParty(aParty("é")) },
					func() error { return tx.AddParty(aParty("_")) },
				)
				return then(err, func() (any, error) { return tx.Parties("", 9) })
			},
			want: []hinterland.Party{
				aParty("Zoo"), aParty("_"), aParty("coop"), aParty("mill"), aParty("é"),
			},
		},
		"one party after another": {
			ask:  func(tx Tx) (any, error) { return tx.Parties("coop", 1) },
			want: []hinterland.Party{aParty("mill")},
		},
		"parties by their codes": {
			ask: func(tx Tx) (any, error) {
				return tx.PartiesBy([]hinterland.PartyCode{"mill", `"x"`, "coop", "mill"})
			},
			want: []hinterland.Party{aParty("coop"), aParty("mill")},
		},
		"no parties by no codes": {
			ask:  func(tx Tx) (any, error) { return tx.PartiesBy(nil) },
			want: []hinterland.Party(nil),
		},
		"a party and who shares an agreement with it": {
			ask:  func(tx Tx) (any, error) { return tx.Counterparts("mill") },
			want: []hinterland.PartyCode{"coop", "mill"},
		},
		"a party that shares none": {
			ask:  func(tx Tx) (any, error) { return tx.Counterparts("x") },
			want: []hinterland.PartyCode{"x"},
		},
		"a party whose code is taken": {
			ask:    func(tx Tx) (any, error) { return fails(tx.AddParty(aParty("mill"))) },
			reason: refusal(hinterland.Conflict, "party.taken"),
		},
		"another name for a party": {
			ask: func(tx Tx) (any, error) {
				return then(tx.NameParty("mill", hinterland.Name{Chinese: "新"}),
					func() (any, error) { return tx.Party("mill") })
			},
			want: hinterland.Party{Code: "mill", Name: hinterland.Name{Chinese: "新"}, Place: "p"},
		},
		"another name for an unknown party": {
			ask: func(tx Tx) (any, error) {
				return fails(tx.NameParty("x", hinterland.Name{}))
			},
			reason: refusal(hinterland.NotFound, "party.unknown"),
		},
		"a good": {
			ask:  func(tx Tx) (any, error) { return tx.Good("ramie") },
			want: aGood("ramie"),
		},
		"an unknown good": {
			ask:    func(tx Tx) (any, error) { return tx.Good("hemp") },
			reason: refusal(hinterland.NotFound, "good.unknown"),
		},
		"goods, by code": {
			ask: func(tx Tx) (any, error) {
				return then(tx.AddGood(aGood("hemp")), func() (any, error) { return tx.Goods() })
			},
			want: []hinterland.Good{aGood("hemp"), aGood("ramie")},
		},
		"a good that is described otherwise": {
			ask: func(tx Tx) (any, error) {
				return then(tx.ChangeGood(other), func() (any, error) { return tx.Good("ramie") })
			},
			want: other,
		},
		"an unknown good that is described otherwise": {
			ask:    func(tx Tx) (any, error) { return fails(tx.ChangeGood(aGood("hemp"))) },
			reason: refusal(hinterland.NotFound, "good.unknown"),
		},
		"a good that a version names": {
			ask: func(tx Tx) (any, error) {
				return then(tx.AddVersion(naming),
					func() (any, error) { return tx.Promised("ra\"mie") })
			},
			want: true,
		},
		"a good that only a text speaks of": {
			ask: func(tx Tx) (any, error) {
				return then(tx.AddVersion(naming),
					func() (any, error) { return tx.Promised("hemp") })
			},
			want: false,
		},
		"a good whose code is taken": {
			ask:    func(tx Tx) (any, error) { return fails(tx.AddGood(aGood("ramie"))) },
			reason: refusal(hinterland.Conflict, "good.taken"),
		},
	})
}

// TestPosts is Long: it is a table of cases.
func TestPosts(t *testing.T) {
	add := func(posts ...hinterland.Post) func(Tx) (any, error) {
		return func(tx Tx) (any, error) {
			for _, p := range posts {
				if err := tx.AddPost(p); err != nil {
					return nil, err
				}
			}
			return tx.Holders(hinterland.Clerk, "mill")
		}
	}
	end := func(act int64, to hinterland.Day) func(Tx) (any, error) {
		return func(tx Tx) (any, error) {
			return then(tx.EndPost(postID(act), to),
				func() (any, error) { return tx.Post(postID(act)) })
		}
	}
	held := aPost(1, yes, yes+10)
	another := aPost(2, yes, yes+10)
	another.Person = personID(2)
	liaison := aPost(2, yes, yes+10)
	liaison.Duty = hinterland.Liaison
	nobody := aPost(2, yes, yes+10)
	nobody.Person = personID(absent)
	twice := refusal(hinterland.Conflict, "post.twice")
	checkBooks(t, map[string]bookCase{
		"a post": {
			ask:  func(tx Tx) (any, error) { return tx.Post(postID(1)) },
			want: held,
		},
		"an unknown post": {
			ask:    func(tx Tx) (any, error) { return tx.Post(postID(absent)) },
			reason: refusal(hinterland.NotFound, "post.unknown"),
		},
		"the posts of a person in a party": {
			ask: func(tx Tx) (any, error) {
				return then(tx.AddPost(liaison),
					func() (any, error) { return tx.PostsOf(personID(1), "mill") })
			},
			want: []hinterland.Post{held, liaison},
		},
		"the posts of persons anywhere": {
			ask: func(tx Tx) (any, error) {
				return then(tx.AddPost(another),
					func() (any, error) { return tx.PostsHeldBy(personID(2), personID(1)) })
			},
			want: []hinterland.Post{held, another},
		},
		"every post in a party": {
			ask: func(tx Tx) (any, error) {
				return then(tx.AddPost(liaison),
					func() (any, error) { return tx.Holders("", "mill", "coop") })
			},
			want: []hinterland.Post{held, liaison},
		},
		"no posts in another party": {
			ask:  func(tx Tx) (any, error) { return tx.PostsOf(personID(1), "coop") },
			want: []hinterland.Post(nil),
		},
		"a post that touches the next": {
			ask:  add(aPost(2, yes+10, yes+11), aPost(3, yes-1, yes)),
			want: []hinterland.Post{held, aPost(2, yes+10, yes+11), aPost(3, yes-1, yes)},
		},
		"a post that shares its first day with the last": {
			ask: add(aPost(2, yes+9, yes+20)), reason: twice,
		},
		"a post that shares its last day with the first": {
			ask: add(aPost(2, yes-9, yes+1)), reason: twice,
		},
		"a post within another": {ask: add(aPost(2, yes+4, yes+5)), reason: twice},
		"a post round another":  {ask: add(aPost(2, yes-1, yes+11)), reason: twice},
		"a post that is there":  {ask: add(held), reason: twice},
		"the same days for another": {
			ask: add(another), want: []hinterland.Post{held, another},
		},
		"the same days in another duty": {ask: add(liaison), want: []hinterland.Post{held}},
		"a post for somebody who is unknown": {
			ask: add(nobody), reason: refusal(hinterland.Conflict, "record.gone"),
		},
		"a post that never ends": {
			ask:  add(aPost(2, yes+10, hinterland.Forevermore)),
			want: []hinterland.Post{held, aPost(2, yes+10, hinterland.Forevermore)},
		},
		"a post that begins after one that never ends": {
			ask:    add(aPost(2, yes+10, hinterland.Forevermore), aPost(3, yes+99, yes+100)),
			reason: twice,
		},
		"an end one day sooner": {ask: end(1, yes+9), want: aPost(1, yes, yes+9)},
		"an end where it ends already": {
			ask: end(1, yes+10), reason: refusal(hinterland.Conflict, "post.ended"),
		},
		"an end for an unknown post": {
			ask: end(absent, yes), reason: refusal(hinterland.Conflict, "post.ended"),
		},
		"the days after an end are free": {
			ask: func(tx Tx) (any, error) {
				return then(tx.EndPost(postID(1), yes+5),
					func() (any, error) { return add(aPost(2, yes+5, yes+20))(tx) })
			},
			want: []hinterland.Post{aPost(1, yes, yes+5), aPost(2, yes+5, yes+20)},
		},
	})
}
