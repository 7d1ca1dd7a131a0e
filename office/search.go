package office

import "hinterland"

// Found is what somebody finds who looks for something, by noun, each in the
// order of its list.
type Found struct {
	Parties    []hinterland.Party
	Goods      []hinterland.Good
	Places     []hinterland.Place
	Agreements []hinterland.Agreement
	Cases      []SoughtCase
	Funds      []hinterland.Fund
	People     []Holder // as far as it has not been erased what they are called
	Scopes     []SoughtScope
	Cut        bool // there are more than SearchedAtMost of a noun
}

// A SoughtScope is a scope with what it is of.
type SoughtScope struct {
	hinterland.DatedScope
	By hinterland.Party
	Of hinterland.Good
	In hinterland.Place
}

// A SoughtCase is a case with the good that it is about, if it is about one.
type SoughtCase struct {
	hinterland.Case
	Of hinterland.Good
}

// SearchedAtMost is how many of a noun are looked at.
const SearchedAtMost = 20_000

// Search finds what the actor may see and of which a rule says that it is looked
// for, told what the thing is called: its code or number first, and of a case also
// what its kind is called, in every language. Each noun is read once, by one
// statement.
func (v *View) Search(
	finds func(called ...string) bool, kinds map[hinterland.CaseKind][]string,
) (*Found, error) {
	f := &Found{}
	parties, err := v.Parties("", SearchedAtMost)
	f.Parties = among(f, parties, func(p *hinterland.Party) bool {
		return finds(string(p.Code), p.Name.English, p.Name.Chinese)
	})
	if err != nil {
		return nil, err
	}
	goods, err := v.Goods()
	f.Goods = among(f, goods, func(g *hinterland.Good) bool {
		return finds(string(g.Code), g.Name.English, g.Name.Chinese)
	})
	if err != nil {
		return nil, err
	}
	places, err := v.PlacesAfter("", SearchedAtMost)
	f.Places = among(f, places, func(p *hinterland.Place) bool {
		return finds(string(p.Code), p.Name.English, p.Name.Chinese)
	})
	if err != nil {
		return nil, err
	}
	funds, err := v.Funds(0, SearchedAtMost)
	f.Funds = among(f, funds, func(u *hinterland.Fund) bool {
		return finds(u.ID.String(), u.Name.English, u.Name.Chinese)
	})
	if err != nil {
		return nil, err
	}
	people, err := v.Holders(0, SearchedAtMost)
	f.People = among(f, people, func(h *Holder) bool {
		return finds(h.ID.String(), string(h.Name), string(h.Mail), string(h.Phone))
	})
	if err != nil {
		return nil, err
	}
	of := keyed(goods, func(g *hinterland.Good) hinterland.GoodCode { return g.Code })
	ever := hinterland.Term{From: -hinterland.Forevermore, To: hinterland.Forevermore}
	scopes, err := v.Scopes(hinterland.ScopeFilter{Days: ever}, 0, SearchedAtMost)
	if err != nil {
		return nil, err
	}
	by := keyed(parties, func(p *hinterland.Party) hinterland.PartyCode { return p.Code })
	in := keyed(places, func(p *hinterland.Place) hinterland.PlaceCode { return p.Code })
	all := make([]SoughtScope, len(scopes))
	for i, s := range scopes {
		all[i] = SoughtScope{s, by[s.Buyer], of[s.Good], in[s.Place]}
	}
	f.Scopes = among(f, all, func(s *SoughtScope) bool { return finds(s.called()...) })
	return f, v.searchOwn(f, of, finds, kinds)
}

// called is what a scope is found by: its number and document, buyer, good and
// place.
func (s *SoughtScope) called() []string {
	called := []string{s.ID.String(), s.Document, string(s.Buyer), string(s.Good), string(s.Place)}
	for _, n := range []hinterland.Name{s.By.Name, s.Of.Name, s.In.Name} {
		called = append(called, n.English, n.Chinese)
	}
	return called
}

// keyed are rows by their key.
func keyed[K comparable, T any](rows []T, key func(*T) K) map[K]T {
	by := make(map[K]T, len(rows))
	for i := range rows {
		by[key(&rows[i])] = rows[i]
	}
	return by
}

// searchOwn finds what is of the actor's party, or of all cases for who keeps the
// region: by what it is called, and cases by their goods and kinds too.
func (v *View) searchOwn(
	f *Found, of map[hinterland.GoodCode]hinterland.Good, finds func(called ...string) bool,
	kinds map[hinterland.CaseKind][]string,
) error {
	var agreements []hinterland.Agreement
	var cases []hinterland.Case
	var err error
	if v.sees(Agreements, Own) {
		agreements, err = v.tx.AgreementsOf(v.actor.Party, "", 0, SearchedAtMost)
	}
	if err == nil && v.sees(Cases, Own) {
		q := hinterland.CaseQuery{Party: v.actor.Party, Limit: SearchedAtMost}
		if v.sees(Cases, Other) {
			q.Party = ""
		}
		cases, err = v.tx.Cases(q)
	}
	f.Agreements = among(f, agreements, func(a *hinterland.Agreement) bool {
		return finds(a.ID.String(), a.Title)
	})
	sought := make([]SoughtCase, len(cases))
	for i := range cases {
		sought[i] = SoughtCase{cases[i], of[cases[i].Good]}
	}
	f.Cases = among(f, sought, func(c *SoughtCase) bool {
		called := []string{
			c.ID.String(), c.Text, string(c.Of.Code), c.Of.Name.English, c.Of.Name.Chinese,
		}
		if c.Closing != hinterland.EndedByItself { // of which the outcome is a word of ours
			called = append(called, c.Outcome)
		}
		return finds(append(called, kinds[c.Kind]...)...)
	})
	return err
}

// among are the rows that are found, as far as there are not too many to be
// looked at.
func among[T any](f *Found, rows []T, found func(*T) bool) (some []T) {
	f.Cut = f.Cut || len(rows) == SearchedAtMost
	for i := range rows {
		if found(&rows[i]) {
			some = append(some, rows[i])
		}
	}
	return some
}
