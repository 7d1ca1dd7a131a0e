package office

import "hinterland"

// Found is what somebody finds who looks for something, by noun, each in the order
// of its list.
type Found struct {
	Parties    []hinterland.Party
	Goods      []hinterland.Good
	Places     []hinterland.Place
	Agreements []hinterland.Agreement
	Cases      []hinterland.Case
	Funds      []hinterland.Fund
	Cut        bool // there are more than SearchedAtMost of a noun
}

// SearchedAtMost is how many of a noun are looked at.
const SearchedAtMost = 20_000

// Search finds what the actor may see and of which a rule says that it is looked
// for, told what the thing is called: its code or number first. Each noun is read
// once, by one statement.
func (v *View) Search(finds func(called ...string) bool) (*Found, error) {
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
	of := map[hinterland.GoodCode]*hinterland.Good{}
	for i := range goods {
		of[goods[i].Code] = &goods[i]
	}
	return f, v.searchOwn(f, of, finds)
}

// searchOwn finds what is of the actor's party, or of all cases for who keeps the
// region: by what it is called, and cases by their goods too.
func (v *View) searchOwn(
	f *Found, of map[hinterland.GoodCode]*hinterland.Good, finds func(called ...string) bool,
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
	f.Cases = among(f, cases, func(c *hinterland.Case) bool {
		called := []string{c.ID.String(), c.Text}
		if c.Closing != hinterland.EndedByItself { // of which the outcome is a word of ours
			called = append(called, c.Outcome)
		}
		if g := of[c.Good]; g != nil {
			called = append(called, string(g.Code), g.Name.English, g.Name.Chinese)
		}
		return finds(called...)
	})
	return err
}

// among are the rows that are found, as far as there are not too many to be looked at.
func among[T any](f *Found, rows []T, found func(*T) bool) (some []T) {
	f.Cut = f.Cut || len(rows) == SearchedAtMost
	for i := range rows {
		if found(&rows[i]) {
			some = append(some, rows[i])
		}
	}
	return some
}
