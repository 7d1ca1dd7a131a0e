package web

import (
	"html/template"
	"maps"
	"slices"

	"hinterland"
	"hinterland/lang"
)

// picture draws the links in layers; where more parties are in them than
// can be read, what their recipes make of which good. It says nothing that
// the table does not, so that who cannot see it misses no line.
func (s *network) picture() (p Picture) {
	var parties []hinterland.PartyCode
	for i := range s.links {
		parties = append(parties, s.links[i].From, s.links[i].To)
	}
	slices.Sort(parties)
	parties = slices.Compact(parties)
	if len(parties) == 0 {
		return p
	}
	var m *Network
	if len(parties) > nodesDrawn {
		m = s.turns()
		p.MapNote = s.say.Say("web.network.many",
			lang.Args{"count": len(parties), "most": nodesDrawn})
	} else {
		m = s.supply(parties)
	}
	p.Map, p.MapLabel = template.HTML(s.Maps.Network(m)), m.Title
	return p
}

// supply is which of some parties sends which what. Goods are counted in
// units of their own: a line as wide as its quantity would say that ten
// tonnes are more than nine pieces. So all lines are alike, and how much
// goes is told in words.
func (s *network) supply(parties []hinterland.PartyCode) *Network {
	m := &Network{
		Title: s.say.Say("web.network", nil), Desc: s.say.Say("web.network.desc", nil),
	}
	for _, party := range parties {
		name := s.n.party(party)
		m.Nodes = append(m.Nodes, NetworkNode{string(party), name, name, partyPath(party)})
	}
	for i := range s.links {
		l, row := &s.links[i], s.row(&s.links[i])
		if l.Made {
			m.Whole = row.Made
		} else {
			m.Broken = row.Made
		}
		m.Links = append(m.Links, NetworkLink{
			From: string(l.From), To: string(l.To), Broken: !l.Made,
			Title: row.From + " → " + row.To + s.say.Say("web.colon", nil) + row.Good + " " +
				row.Quantity + " " + row.Unit,
		})
	}
	return m
}

// turns is which good recipes make of which, of what the plan sends those
// who state them: a region has thousands of lines, and some dozens of
// goods.
func (s *network) turns() *Network {
	by := map[[2]hinterland.GoodCode]map[hinterland.PartyCode]bool{}
	var goods []hinterland.GoodCode
	for _, l := range s.links {
		for i := range s.takes[l.To] {
			r := &s.takes[l.To][i]
			if !r.Takes(l.Good) {
				continue
			}
			for _, out := range r.Outputs {
				turn := [2]hinterland.GoodCode{l.Good, out.Good}
				if by[turn] == nil {
					by[turn] = map[hinterland.PartyCode]bool{}
					goods = append(goods, l.Good, out.Good)
				}
				by[turn][l.To] = true
			}
		}
	}
	m := &Network{
		Title: s.say.Say("web.network.goods", nil), Desc: s.say.Say("web.network.goods.desc", nil),
	}
	slices.Sort(goods)
	for _, good := range slices.Compact(goods) {
		name := s.n.goodName(good)
		path := goodPath(planPath(s.plan.ID), good)
		m.Nodes = append(m.Nodes, NetworkNode{string(good), name, name, path})
	}
	for _, turn := range slices.SortedFunc(maps.Keys(by), func(a, b [2]hinterland.GoodCode) int {
		return slices.Compare(a[:], b[:])
	}) {
		m.Links = append(m.Links, NetworkLink{
			From: string(turn[0]), To: string(turn[1]),
			Title: s.say.Say("web.network.turn", lang.Args{
				"from": s.n.goodName(turn[0]), "to": s.n.goodName(turn[1]), "count": len(by[turn]),
			}),
		})
	}
	return m
}
