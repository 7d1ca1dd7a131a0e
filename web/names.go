package web

import (
	"maps"
	"slices"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// names are what parties, goods and people are called, for one page. What a
// page is going to name it learns at once, before it lays anything out.
type names struct {
	a       *ask
	v       *office.View
	parties map[hinterland.PartyCode]hinterland.Party
	goods   map[hinterland.GoodCode]hinterland.Good
	places  map[hinterland.PlaceCode]hinterland.Place
	people  map[hinterland.ID[hinterland.Person]]string
	texts   map[hinterland.ID[hinterland.Agreement]]*hinterland.Terms // of a journal's agreements
	gists   map[int64]gist                                            // of a journal's entries
	steps   map[int64][]office.Repeated                               // of its batches
}

// names reads what goods are called, and some parties.
func (a *ask) names(v *office.View, parties ...hinterland.PartyCode) (*names, error) {
	n := a.noNames(v)
	goods, err := v.Goods()
	if err != nil {
		return nil, err
	}
	n.call(nil, goods)
	a.named = n
	return n, n.learn(parties)
}

// noNames know nobody yet. Without a view they know only whom they are told of.
func (a *ask) noNames(v *office.View) *names {
	return &names{
		a: a, v: v, parties: map[hinterland.PartyCode]hinterland.Party{},
		goods:  map[hinterland.GoodCode]hinterland.Good{},
		places: map[hinterland.PlaceCode]hinterland.Place{},
		people: map[hinterland.ID[hinterland.Person]]string{},
	}
}

// call notes what parties and goods are called.
func (n *names) call(parties []hinterland.Party, goods []hinterland.Good) {
	for _, p := range parties {
		n.parties[p.Code] = p
	}
	for _, g := range goods {
		n.goods[g.Code] = g
	}
}

// countAs lets a good count as in what was made of it. A good that a plan names keeps its
// steps; one of a run may be counted otherwise by now.
func (n *names) countAs(s *hinterland.GoodSummary) hinterland.Good {
	good := n.good(s.Good)
	good.Decimals, good.Currency = s.Decimals, s.Currency
	n.goods[s.Good] = good
	return good
}

// learn reads what parties are called that are not known yet. Those that are
// not seen are called by their codes.
func (n *names) learn(parties []hinterland.PartyCode) error {
	var unknown []hinterland.PartyCode
	for _, code := range parties {
		if _, known := n.parties[code]; !known && code != "" {
			unknown = append(unknown, code)
			n.parties[code] = hinterland.Party{Code: code}
		}
	}
	if n.v == nil {
		return nil
	}
	found, err := n.v.PartiesBy(unknown)
	n.call(found, nil)
	return err
}

// asIn are the names that a frozen text gives, however its parties and goods
// are called today.
func (n *names) asIn(called *hinterland.Called) *names {
	if called == nil {
		return n
	}
	then := *n
	then.parties, then.goods = maps.Clone(n.parties), maps.Clone(n.goods)
	for _, p := range called.Parties {
		then.parties[p.Code] = hinterland.Party{Code: p.Code, Name: p.Name}
	}
	for _, g := range called.Goods {
		then.goods[g.Code] = hinterland.Good{Code: g.Code, Name: g.Name, Unit: g.Unit}
	}
	return &then
}

// party is what a party is called. One that nobody has thought of is learnt
// now; what goes wrong with that is told when the page is shown.
func (n *names) party(code hinterland.PartyCode) string {
	if _, known := n.parties[code]; !known && n.a.failed == nil {
		n.a.failed = n.learn([]hinterland.PartyCode{code})
	}
	return nameOf(n.a.say, n.parties[code].Name, code)
}

// good finds a good; one that is not seen has its code and counts in ones.
func (n *names) good(code hinterland.GoodCode) hinterland.Good {
	if g, known := n.goods[code]; known {
		return g
	}
	return hinterland.Good{Code: code}
}

// goodName is what a good is called.
func (n *names) goodName(code hinterland.GoodCode) string {
	g := n.good(code)
	return nameOf(n.a.say, g.Name, g.Code)
}

// learnPlaces reads what places are called. Those that are not there are called
// by their codes.
func (n *names) learnPlaces(codes []hinterland.PlaceCode) error {
	found, err := n.v.PlacesBy(codes)
	for _, p := range found {
		n.places[p.Code] = p
	}
	return err
}

// place is what a place that has been learnt is called.
func (n *names) place(code hinterland.PlaceCode) string {
	return nameOf(n.a.say, n.places[code].Name, code)
}

// meet reads what people are called; a number where that has been erased.
func (n *names) meet(people []hinterland.ID[hinterland.Person]) error {
	called, err := n.v.Names(people)
	for id, name := range called {
		n.people[id] = n.a.personName(id, name)
	}
	return err
}

// personName is a person's name; a number where that has been erased.
func (a *ask) personName(id hinterland.ID[hinterland.Person], name string) string {
	if name == "" {
		return a.say.Say("web.person.erased", map[string]any{"number": id.String()})
	}
	return name
}

// person is what a person is called.
func (n *names) person(id hinterland.ID[hinterland.Person]) (string, error) {
	if name, ok := n.people[id]; ok {
		return name, nil
	}
	name, err := n.v.Name(id)
	if err != nil {
		return "", err
	}
	n.people[id] = n.a.personName(id, name)
	return n.people[id], nil
}

// maxChoices is how many parties or people a form offers to choose from. Where
// there are more, the code or the number is typed.
const maxChoices = 200

// pick asks for one of options; where there are too many to offer, it is typed.
func (d *draft) pick(name, label string, options []option, typed string) field {
	if options == nil {
		// lang: web.choice.party web.choice.person web.choice.place
		return d.field("text", name, label).hint(d.say.Say(typed, nil))
	}
	return d.field("choice", name, label).from(options)
}

// enterable leads a reader who may enter what a field chooses from there, while
// there is none.
func (d *draft) enterable(by office.Act, path string, f field) field {
	if f.empty() && d.may(by) {
		f.Also = &action{Path: path, Text: d.say.Say("web.choice.none", nil)}
	}
	return f
}

// partyOptions are all parties but one, to choose from; nil if they are too
// many.
func (d *draft) partyOptions(without hinterland.PartyCode) ([]option, error) {
	parties, err := d.v.Parties("", maxChoices+1)
	if err != nil || len(parties) > maxChoices {
		return nil, err
	}
	options := []option{}
	for _, p := range parties {
		if p.Code != without {
			options = append(options, option{string(p.Code), nameOf(d.say, p.Name, p.Code)})
		}
	}
	return options, nil
}

// goodOptions are all goods with their units, to choose from.
func (n *names) goodOptions() []option {
	options := []option{}
	for _, code := range slices.Sorted(maps.Keys(n.goods)) {
		g := n.goods[code]
		options = append(options, option{string(code), n.a.say.Say("web.counted",
			lang.Args{"what": n.goodName(code), "unit": g.Unit})})
	}
	return options
}
