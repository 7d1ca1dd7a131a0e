package web

import (
	"cmp"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// marketPath is the address of what is offered and needed of a good.
func marketPath(h hinterland.HorizonCode, good hinterland.GoodCode) string {
	return horizonPath(h) + pathOf("/goods/", good)
}

// A marketBody is what is offered and needed of a good, as the page shows it.
type marketBody struct {
	Horizon horizonRow
	Facts   []fact
	Where   string // the place that the page is of; empty for the region
	Up      string // the address of what it lies in; empty for the region
	Heads   []string
	Sums    []sumRow // of all: what is offered, needed, and left over or lacking
	Rows    []sumRow // of each place in it and each party there
}

// A sumRow is what is offered or needed in a place or by a party.
type sumRow struct {
	Name, Path, What string
	Total            string
	Amounts          []string
	Lacks            bool
}

// A sums adds up what is offered and needed in a place or by a party.
type sums struct {
	name, path      string
	offered, needed []hinterland.Quantity
}

// total adds quantities of one good up.
func total(of []hinterland.Quantity) (sum hinterland.Quantity) {
	for _, q := range of {
		sum += q
	}
	return sum
}

// showMarket shows what is offered and needed of a good in the region or a
// place, by what lies in it and who is there.
func showMarket(a *ask) error {
	return a.view(func(v *office.View) error {
		h, err := a.horizon()
		if err != nil {
			return err
		}
		good, err := v.Good(hinterland.GoodCode(a.r.PathValue("good")))
		if err != nil {
			return err
		}
		m := &market{ask: a, h: &h, good: &good, parts: map[string]*sums{}}
		m.all = m.none("", "")
		body := &marketBody{Horizon: a.horizonRow(&h)}
		if err := m.within(hinterland.PlaceCode(a.r.Form.Get("place")), body); err != nil {
			return err
		}
		if err := m.read(); err != nil {
			return err
		}
		if h.Periods <= mostPeriods {
			body.Heads = periodHeads(&h)
		}
		body.Facts, err = a.planFacts(&good)
		body.Sums = m.rows(m.all)
		if left := m.left(); left != nil {
			body.Sums = append(body.Sums, *left)
		}
		for _, key := range slices.Sorted(maps.Keys(m.parts)) {
			body.Rows = append(body.Rows, m.rows(m.parts[key])...)
		}
		return cmp.Or(err, a.show(http.StatusOK, "market", a.say.Say("web.market", lang.Args{
			"good": nameOf(a.say, good.Name, good.Code), "unit": good.Unit,
		}), body))
	})
}

// A market is what is offered and needed of a good while it is laid out.
type market struct {
	*ask
	h     *hinterland.Horizon
	good  *hinterland.Good
	under hinterland.Path // of the place that it is of; empty for the region
	all   *sums
	parts map[string]*sums // places first, then parties, each by code
}

func (m *market) none(name, path string) *sums {
	return &sums{
		name: name, path: path, offered: make([]hinterland.Quantity, m.h.Periods),
		needed: make([]hinterland.Quantity, m.h.Periods),
	}
}

// path is the address of the same good in a place.
func (m *market) path(place hinterland.PlaceCode) string {
	path := marketPath(m.h.Code, m.good.Code)
	if place != "" {
		path += "?place=" + url.QueryEscape(string(place))
	}
	return path
}

// within turns to a place, if one is named.
func (m *market) within(code hinterland.PlaceCode, body *marketBody) error {
	if code == "" {
		return nil
	}
	p, err := m.place(code)
	m.under = p.Path
	body.Where, body.Up = nameOf(m.say, p.Name, p.Code), m.path(p.Parent)
	return err
}

// read adds everything up.
func (m *market) read() error {
	offers, needs, err := m.v.Market(m.h.Code, m.good.Code)
	if err != nil {
		return err
	}
	codes := map[hinterland.PartyCode]bool{}
	for _, o := range offers {
		codes[o.Party] = true
	}
	for _, n := range needs {
		codes[n.Party] = true
	}
	of, err := m.part(slices.Sorted(maps.Keys(codes)))
	if err != nil {
		return err
	}
	for _, o := range offers {
		if in := of[o.Party]; in != nil {
			in.offered[o.Period-1] += o.Quantity
			m.all.offered[o.Period-1] += o.Quantity
		}
	}
	for _, n := range needs {
		if in := of[n.Party]; in != nil {
			in.needed[n.Period-1] += n.Quantity
			m.all.needed[n.Period-1] += n.Quantity
		}
	}
	return nil
}

// part finds for each party into which row it counts: that of the place below
// in which it is, or its own; none for who is elsewhere.
func (m *market) part(
	codes []hinterland.PartyCode,
) (map[hinterland.PartyCode]*sums, error) {
	parties, err := m.v.PartiesBy(codes)
	if err != nil {
		return nil, err
	}
	paths, err := m.paths(parties)
	if err != nil {
		return nil, err
	}
	of, below := map[hinterland.PartyCode]*sums{}, map[hinterland.PlaceCode]bool{}
	for _, p := range parties {
		rest, here := strings.CutPrefix(string(paths[p.Place]), string(m.under))
		child, _, deeper := strings.Cut(rest, " ")
		key, part := "2 "+string(p.Code), (*sums)(nil)
		switch {
		case !here:
			continue
		case deeper:
			key, part = "1 "+child, m.none(child, m.path(hinterland.PlaceCode(child)))
			below[hinterland.PlaceCode(child)] = true
		default:
			part = m.none(nameOf(m.say, p.Name, p.Code), partyPath(p.Code))
		}
		if m.parts[key] == nil {
			m.parts[key] = part
		}
		of[p.Code] = m.parts[key]
	}
	found, err := m.v.PlacesBy(slices.Sorted(maps.Keys(below)))
	for _, p := range found {
		m.parts["1 "+string(p.Code)].name = nameOf(m.say, p.Name, p.Code)
	}
	return of, err
}

// paths are where the places of some parties stand in the tree.
func (m *market) paths(
	parties []hinterland.Party,
) (map[hinterland.PlaceCode]hinterland.Path, error) {
	at := map[hinterland.PlaceCode]bool{}
	for _, p := range parties {
		at[p.Place] = true
	}
	places, err := m.v.PlacesBy(slices.Sorted(maps.Keys(at)))
	paths := map[hinterland.PlaceCode]hinterland.Path{}
	for _, p := range places {
		paths[p.Code] = p.Path
	}
	return paths, err
}

// rows lay sums out: a line of what is offered and one of what is needed,
// each where there is something.
func (m *market) rows(of *sums) []sumRow {
	var rows []sumRow
	for _, line := range []struct {
		kind    hinterland.StatementKind
		amounts []hinterland.Quantity
	}{{hinterland.Offered, of.offered}, {hinterland.Needed, of.needed}} {
		if sum := total(line.amounts); sum > 0 || of == m.all {
			rows = append(rows, m.row(of, m.statementKind(line.kind), line.amounts))
		}
	}
	return rows
}

func (m *market) row(of *sums, what string, amounts []hinterland.Quantity) sumRow {
	row := sumRow{
		Name: of.name, Path: of.path, What: what,
		Total: quantity(m.say, total(amounts), m.good.Decimals),
	}
	if m.h.Periods <= mostPeriods {
		row.Amounts = m.amounts(amounts, m.h.Periods, m.good)
	}
	return row
}

// left is what is offered beyond what is needed, or less than that, which
// lacks; nothing where nothing is stated. What is offered keeps, or not:
// periods are not carried over.
func (m *market) left() *sumRow {
	left, lacks := make([]hinterland.Quantity, m.h.Periods), false
	for i := range left {
		left[i] = m.all.offered[i] - m.all.needed[i]
		lacks = lacks || left[i] < 0
	}
	if total(m.all.offered)+total(m.all.needed) == 0 {
		return nil
	}
	row := m.row(m.all, m.say.Say("web.market.left", nil), left)
	row.Lacks = lacks
	return &row
}

// planFacts are what plans need of a good.
func (a *ask) planFacts(g *hinterland.Good) ([]fact, error) {
	reach, err := a.v.Reaches()
	var facts []fact
	say := func(key, text string) {
		// lang: column.freight column.storage column.keeps
		if text != "" {
			facts = append(facts, fact{Label: a.say.Say("column."+key, nil), Text: text})
		}
	}
	say("freight", a.unitCost(g.Freight, g.Currency))
	say("storage", a.unitCost(g.Storage, g.Currency))
	if g.Keeps != hinterland.Forever {
		say("keeps", hinterland.FormatDecimal(int64(g.Keeps), 0))
	}
	if limit, limited := reach[g.Code]; limited {
		facts = append(facts, fact{
			Label: a.say.Say("row.reach", nil), Text: kilometres(limit) + " km",
		})
	}
	return facts, err
}

// unitCost words what something costs; nothing by nothing.
func (a *ask) unitCost(m hinterland.Money, currency string) string {
	if m == 0 {
		return ""
	}
	return money(a.say, m) + " " + currency
}
