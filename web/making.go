package web

import (
	"hinterland"
)

// An askedTable is what recipes ask of a plan for a party: three lines for each good.
type askedTable struct {
	Heads []string
	Rows  []askedRow
	More  string
}

// An askedRow is what is asked of a good, what there is, or what is lacking.
type askedRow struct {
	Name    string // of the good
	What    string
	Unit    string
	Total   string
	Amounts []string
	Lacks   bool
}

// askedGoods is how many goods a page lists.
const askedGoods = 40

// asked lays out what the recipes of a party ask of a plan; nil where they ask nothing.
//
// What recipes ask stands with the part that a party signs: that it signs for what it
// cannot make is seen by the party itself, and by whoever looks at its part.
func (p *planPage) asked(party hinterland.PartyCode) (*askedTable, error) {
	made, err := p.v.Makings(p.plan, p.horizon, party)
	if err != nil || len(made.Asked) == 0 || len(made.Asked[0].Rows) == 0 {
		return nil, err
	}
	rows, table := made.Asked[0].Rows, &askedTable{}
	if many := len(rows) - askedGoods; many > 0 {
		rows, table.More = rows[:askedGoods], p.more(many)
	}
	if p.horizon.Periods <= mostPeriods {
		table.Heads = periodHeads(p.horizon)
	}
	for i := range rows {
		table.Rows = append(table.Rows, p.askedRows(&rows[i])...)
	}
	return table, nil
}

// askedRows are the lines of a good: what is asked and what there is, and what is
// lacking where anything is.
func (p *planPage) askedRows(r *hinterland.Reckoned) []askedRow {
	// lang: web.asked.make web.asked.take web.asked.can web.asked.get web.asked.lack
	asks, has := "web.asked.take", "web.asked.get"
	if r.Made {
		asks, has = "web.asked.make", "web.asked.can"
	}
	of := p.n.good(r.Good)
	line := func(key string, amounts []hinterland.Quantity) askedRow {
		row := askedRow{
			Name: p.n.goodName(r.Good), What: p.say.Say(key, nil), Unit: of.Unit,
			Total: quantity(p.say, total(amounts), of.Decimals),
		}
		if p.horizon.Periods <= mostPeriods {
			row.Amounts = p.amounts(amounts, p.horizon.Periods, &of)
		}
		return row
	}
	rows := []askedRow{line(asks, r.Asks), line(has, r.Has)}
	if r.LacksAny() {
		rows = append(rows, line("web.asked.lack", r.Lacks))
		rows[2].Lacks = true
	}
	return rows
}
