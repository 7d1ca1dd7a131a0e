package office

import (
	"slices"

	"hinterland"
)

// A plan says who gives whom what; a recipe, what whoever gives it has taken before.
// Neither knows of the other: the balance does not turn goods into others, and a recipe
// names nobody else. Held against one another they are a network of factories, in which
// a promise can be seen to rest on what nobody sends.

// A Makings is what recipes that hold in the horizon of a plan have to do with it: what
// each party that has recipes is asked to make and to take by it, and which allocations
// feed a recipe. A recipe that is over before the horizon begins, or begins after its
// end, asks for nothing and is fed by nobody.
type Makings struct {
	Recipes []hinterland.Recipe // by party and code
	Asked   []Asked             // by party
	Links   []Link              // by good, giver and taker
}

// An Asked is what the recipes of a party ask of a plan.
type Asked struct {
	Party hinterland.PartyCode
	Rows  []hinterland.Reckoned
}

// A Link is that a plan lets one party give another what a recipe of the other takes.
// It is Made where a recipe of the giver makes it.
type Link struct {
	Good     hinterland.GoodCode
	From, To hinterland.PartyCode
	Quantity hinterland.Quantity
	Made     bool
}

// Makings hold the recipes of a party, or of all where none is said, against a plan of
// a horizon.
func (v *View) Makings(
	k *hinterland.KeptPlan, h *hinterland.Horizon, party hinterland.PartyCode,
) (*Makings, error) {
	if _, err := v.KeptPlan(k.ID); err != nil || !v.sees(Recipes, Other) {
		return &Makings{}, err
	}
	recipes, err := v.tx.Recipes(hinterland.RecipeQuery{Party: party, Limit: everything})
	if err != nil || len(recipes) == 0 {
		return &Makings{}, err
	}
	year := hinterland.Term{From: h.From, To: h.Last() + 1}
	recipes = slices.DeleteFunc(recipes, func(r hinterland.Recipe) bool {
		return !r.Term.Overlaps(year)
	})
	m := &making{horizon: h, of: map[hinterland.PartyCode][]hinterland.Recipe{}}
	for _, r := range recipes {
		m.of[r.Party] = append(m.of[r.Party], r)
	}
	given, err := v.tx.RecipeAllocations(k.ID)
	if err != nil {
		return nil, err
	}
	offers, err := v.tx.RecipeOffers(h.Code)
	if err != nil {
		return nil, err
	}
	goods, err := v.Goods()
	keeps := map[hinterland.GoodCode]int{}
	for _, g := range goods {
		keeps[g.Code] = g.Keeps
	}
	made := &Makings{Recipes: recipes, Links: m.links(given)}
	flows := m.flows(given, offers)
	for _, r := range recipes {
		if n := len(made.Asked); n > 0 && made.Asked[n-1].Party == r.Party {
			continue
		}
		rows := flows[r.Party].Reckon(h, m.of[r.Party],
			func(g hinterland.GoodCode) int { return keeps[g] })
		made.Asked = append(made.Asked, Asked{r.Party, rows})
	}
	return made, err
}

// A making is recipes by their parties while they are held against a plan.
type making struct {
	horizon *hinterland.Horizon
	of      map[hinterland.PartyCode][]hinterland.Recipe
}

// links are the allocations that feed a recipe. What a party keeps for itself feeds
// nobody else, and is no link.
func (m *making) links(given []hinterland.Allocation) (links []Link) {
	for i := range given {
		a := &given[i]
		if a.From == a.To || !m.some(a.To, a.Good, (*hinterland.Recipe).Takes) {
			continue
		}
		links = append(links, Link{
			a.Good, a.From, a.To, a.Quantity, m.some(a.From, a.Good, (*hinterland.Recipe).Makes),
		})
	}
	return links
}

// some reports whether a recipe of a party does something with a good.
func (m *making) some(
	party hinterland.PartyCode, good hinterland.GoodCode,
	does func(*hinterland.Recipe, hinterland.GoodCode) bool,
) bool {
	for i := range m.of[party] {
		if does(&m.of[party][i], good) {
			return true
		}
	}
	return false
}

// flows are what moves for each party that has recipes. What is sent counts when it is
// offered, since then it has been made; what comes, when it is needed, since nobody can
// rely on it before. What is offered counts whatever its price.
func (m *making) flows(
	given []hinterland.Allocation, offers []hinterland.Statement,
) map[hinterland.PartyCode]*hinterland.PartFlow {
	type sums = map[hinterland.GoodCode][]hinterland.Quantity
	flows := map[hinterland.PartyCode]*hinterland.PartFlow{}
	for party := range m.of {
		flows[party] = &hinterland.PartFlow{Sent: sums{}, Kept: sums{}, Got: sums{}, Own: sums{}}
	}
	add := func(to sums, good hinterland.GoodCode, p hinterland.Period, q hinterland.Quantity) {
		if to[good] == nil {
			to[good] = make([]hinterland.Quantity, m.horizon.Periods)
		}
		to[good][p-1] += q
	}
	for i := range given {
		lines := given[i].Unpack()
		for n := range lines {
			l := &lines[n]
			from, to := flows[l.From], flows[l.To]
			switch {
			case l.From == l.To && from != nil:
				add(from.Kept, l.Good, l.OfferPeriod, l.Quantity)
			case from != nil:
				add(from.Sent, l.Good, l.OfferPeriod, l.Quantity)
			}
			if l.From != l.To && to != nil {
				add(to.Got, l.Good, l.Period, l.Quantity)
			}
		}
	}
	for i := range offers {
		for p, q := range offers[i].Amounts.Quantities() {
			if flow := flows[offers[i].Party]; flow != nil {
				add(flow.Own, offers[i].Good, hinterland.Period(p+1), q)
			}
		}
	}
	return flows
}
