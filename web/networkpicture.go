package web

import (
	"html/template"
	"slices"

	"hinterland"
	"hinterland/lang"
)

// The picture says nothing that the table does not: who cannot see it, or prints the page
// without it, misses no line. It leads to the page of each party, by its box.
//
// Layers tell more than a map here: who makes steel of coke stands behind who makes coke
// of coal, wherever both are, so that it is seen how far back a promise rests on others.

// Without any line there is nothing to draw, and no reason to give: that the plan brings
// nobody what was asked for is said in the place of the table.

// Goods are counted in units of their own: a line as wide as its quantity would say
// that ten tonnes are more than nine pieces. So all lines are alike, and how much goes
// is told in words, on pointing at a line and in the table.

// picture draws the links, if no more parties are in them than can be read.
func (s *network) picture() (p Picture) {
	m := &Network{
		Title: s.say.Say("web.network", nil), Desc: s.say.Say("web.network.desc", nil),
	}
	var parties []hinterland.PartyCode
	for i := range s.links {
		l, row := &s.links[i], s.row(&s.links[i])
		parties = append(parties, l.From, l.To)
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
	slices.Sort(parties)
	parties = slices.Compact(parties)
	if len(parties) > nodesDrawn {
		p.MapNote = s.say.Say("web.network.many",
			lang.Args{"count": len(parties), "most": nodesDrawn})
		return p
	}
	if len(parties) == 0 {
		return p
	}
	for _, party := range parties {
		name := s.n.party(party)
		m.Nodes = append(m.Nodes, NetworkNode{string(party), name, name, partyPath(party)})
	}
	p.Map, p.MapLabel = template.HTML(s.Maps.Network(m)), m.Title
	return p
}
