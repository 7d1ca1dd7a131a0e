package web

import (
	"slices"

	"hinterland"
	"hinterland/office"
)

// names are what parties, goods and people are called, for one page.
type names struct {
	a       *ask
	v       *office.View
	parties []hinterland.Party
	goods   []hinterland.Good
	people  map[hinterland.ID[hinterland.Person]]string
}

// names reads what a page needs to call things by their names.
func (a *ask) names(v *office.View) (*names, error) {
	n := &names{a: a, v: v, people: map[hinterland.ID[hinterland.Person]]string{}}
	var err error
	if n.parties, err = v.Parties(); err != nil {
		return nil, err
	}
	n.goods, err = v.Goods()
	return n, err
}

// party is what a party is called; its code where it is not seen.
func (n *names) party(code hinterland.PartyCode) string {
	for _, p := range n.parties {
		if p.Code == code {
			return nameOf(n.a.say, p.Name, p.Code)
		}
	}
	return string(code)
}

// good finds a good; one that is not seen has its code and counts in ones.
func (n *names) good(code hinterland.GoodCode) hinterland.Good {
	at := slices.IndexFunc(n.goods, func(g hinterland.Good) bool { return g.Code == code })
	if at < 0 {
		return hinterland.Good{Code: code}
	}
	return n.goods[at]
}

// goodName is what a good is called.
func (n *names) goodName(code hinterland.GoodCode) string {
	g := n.good(code)
	return nameOf(n.a.say, g.Name, g.Code)
}

// person is what a person is called; a number where that has been erased.
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

// personName is a person's name; a number where that has been erased.
func (a *ask) personName(id hinterland.ID[hinterland.Person], name string) string {
	if name == "" {
		return a.say.Say("web.person.erased", map[string]any{"number": id.String()})
	}
	return name
}

// partyOptions are all parties but one, to choose from.
func (n *names) partyOptions(without hinterland.PartyCode) []option {
	var options []option
	for _, p := range n.parties {
		if p.Code != without {
			options = append(options, option{string(p.Code), n.party(p.Code)})
		}
	}
	return options
}

// goodOptions are all goods with their units, to choose from.
func (n *names) goodOptions() []option {
	var options []option
	for _, g := range n.goods {
		options = append(options, option{string(g.Code), n.goodName(g.Code) + " (" + g.Unit + ")"})
	}
	return options
}
