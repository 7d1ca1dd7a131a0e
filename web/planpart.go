package web

import (
	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// partLines is after how many lines of each kind a page of a part ends.
const partLines = 100

// A partBody is the part of a party in a plan: what it gives and is given, and
// what is short of its needs and why.
type partBody struct {
	Party       string
	Digest      string // empty where there is nothing for it to sign
	Gives, Gets partTable
	Asked       *askedTable // what its recipes ask; nil where they ask nothing
	Shorts      []shortRow
	More        string // how many of those are not listed
}

// A partTable is what a party gives or is given.
type partTable struct {
	Head  string // what the table is called
	Side  string // what its column of the others is called
	Taken bool   // it tells what the party is given
	Rows  []partRow
	More  string
}

// A partRow is a line of a plan.
type partRow struct {
	Good, Party, PartyPath string
	Sent, Needed           string
	Quantity, Unit         string
	Price                  string // empty to who may not know it
	Reason                 string
	Fix                    string // where it is fixed; empty to who may not
}

// A shortRow is a need that the plan does not meet.
type shortRow struct {
	Good, Period, Priority string
	Needed, Met, Short     string
	Unit, Reason           string
	Party, Worth           string // where they are told
}

// lineReason words why a line is in a plan.
func (a *ask) lineReason(r hinterland.LineReason) string {
	// lang: report.reason.floor report.reason.class report.reason.share report.reason.zone
	// lang: report.reason.signed report.reason.cost report.reason.tie report.reason.fixed
	return a.say.Say("report.reason."+string(r), nil)
}

// shortReason words why a need is not met.
func (a *ask) shortReason(r hinterland.ShortReason) string {
	// lang: report.short.scope report.short.floor report.short.reach report.short.storage
	// lang: report.short.too-late report.short.supply report.short.fixed
	return a.say.Say("report.short."+string(r), nil)
}

// part lays out the part of the party: the first of it, since who deals
// with hundreds has thousands of lines.
func (p *planPage) part() (*partBody, error) {
	shares, err := p.v.KeptShares(p.plan, "", p.party)
	if err != nil {
		return nil, err
	}
	body := &partBody{
		Party: p.n.party(p.party), Digest: p.digestOf(p.party),
		Gives: partTable{
			Head: p.say.Say("web.plan.gives", nil), Side: p.say.Say("column.to_party", nil),
		},
		Gets: partTable{
			Head: p.say.Say("web.plan.gets", nil), Side: p.say.Say("column.from_party", nil),
			Taken: true,
		},
	}
	p.fill(&body.Gives, p.gives, p.giving)
	p.fill(&body.Gets, p.gets, p.getting)
	if body.Asked, err = p.asked(p.party); err != nil {
		return nil, err
	}
	for i := range shares {
		body.Shorts = append(body.Shorts, p.shorts(&shares[i])...)
	}
	if many := len(body.Shorts) - partLines; many > 0 {
		body.Shorts, body.More = body.Shorts[:partLines], p.more(many)
	}
	return body, nil
}

// digestOf is what stands for the part of a party, if it has to sign one.
func (p *planPage) digestOf(party hinterland.PartyCode) string {
	for i := range p.parts {
		if p.parts[i].Party == party {
			return p.parts[i].Digest
		}
	}
	return ""
}

// unsigned reports whether a party has a part that it has not signed.
func (p *planPage) unsigned(party hinterland.PartyCode) bool {
	for i := range p.given {
		if p.given[i].Party == party {
			return false
		}
	}
	return p.digestOf(party) != ""
}

// fill puts the lines of allocations into a table, whole allocations as far
// as a page lists them, and says how many of them it does not.
func (p *planPage) fill(table *partTable, of []office.Allocated, many int) {
	listed := 0
	for ; listed < len(of) && len(table.Rows) < partLines; listed++ {
		p.list(table, &of[listed])
	}
	if many -= listed; many > 0 {
		table.More = p.say.Say("web.plan.further", lang.Args{"count": many})
	}
}

// list puts the lines of an allocation into a table.
func (p *planPage) list(table *partTable, a *office.Allocated) {
	good, other := p.n.good(a.Good), a.To
	if table.Taken {
		other = a.From
	}
	for i := range a.Lines {
		l := &a.Lines[i]
		row := partRow{
			Good: p.n.goodName(a.Good), Party: p.n.party(other), PartyPath: partyPath(other),
			Sent: periodHead(p.horizon, l.ShipPeriod), Needed: periodHead(p.horizon, l.Period),
			Quantity: quantity(p.say, l.Quantity, good.Decimals), Unit: good.Unit,
			Reason: p.lineReason(l.Reason),
		}
		if p.fixes {
			row.Fix = fixPath(p.horizon.Code, &hinterland.Fixing{
				From: l.From, To: l.To, Good: l.Good, Period: l.Period,
				Quantity: a.InPeriod(l.Period),
			}, &good)
		}
		if a.Priced {
			row.Price = money(p.say, l.Price) + " " + good.Currency
		}
		table.Rows = append(table.Rows, row)
	}
}

// shorts are what a plan does not meet of a party's needs of a good.
func (p *planPage) shorts(s *hinterland.KeptShare) (rows []shortRow) {
	good := p.n.good(s.Good)
	words := func(q hinterland.Quantity) string { return quantity(p.say, q, good.Decimals) }
	lines := s.Unpack()
	for i := range lines {
		l := &lines[i]
		if l.Short() > 0 {
			rows = append(rows, shortRow{
				Good: p.n.goodName(s.Good), Period: periodHead(p.horizon, l.Period),
				Priority: hinterland.FormatDecimal(int64(l.Priority), 0), Needed: words(l.Needed),
				Met: words(l.Met), Short: words(l.Short()), Unit: good.Unit,
				Reason: p.shortReason(l.Reason),
			})
		}
	}
	return rows
}
