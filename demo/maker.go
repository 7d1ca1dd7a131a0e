package demo

import (
	"strings"

	"hinterland"
)

// A maker builds a region step by step from the tables of rules. Each step
// may use what the steps before it made.
type maker struct {
	load    *loader
	region  *hinterland.Region
	sites   []site
	goods   map[hinterland.GoodCode]*goodRule
	seasons map[string][]int64
	party   map[seat]hinterland.PartyCode
}

// A seat is the kind of party that a place may have one of.
type seat struct {
	place hinterland.PlaceCode
	kind  string
}

// A goodRule is what goods.csv says about a good beyond the good itself.
type goodRule struct {
	good  hinterland.Good
	cover int64 // all offers together are so many per cent of all needs
	price hinterland.Money
}

func (m *maker) makePlaces() {
	for _, s := range m.sites {
		m.region.Places = append(m.region.Places, s.place)
	}
}

func (m *maker) makeGoods() {
	m.goods = map[hinterland.GoodCode]*goodRule{}
	for _, r := range m.load.read(hinterland.GoodsTable) {
		g := hinterland.Good{
			Code: hinterland.GoodCode(r.text("code")), Name: r.name(), Class: r.text("class"),
			Unit: r.text("unit"), Decimals: int(r.whole("decimals")), Currency: r.text("currency"),
			Freight: r.money("freight"), Storage: r.money("storage"),
			Keeps: hinterland.Forever, Parent: hinterland.GoodCode(r.text("parent")),
		}
		if r.text("keeps") != "" {
			g.Keeps = int(r.whole("keeps"))
		}
		if g.Decimals > maxDecimals || r.whole("cover") > maxCover {
			r.fail("decimals", "too many, or too much cover")
		}
		m.region.Goods = append(m.region.Goods, g)
		m.goods[g.Code] = &goodRule{good: g, cover: r.whole("cover"), price: r.money("price")}
		if km := r.whole("reach"); km > 0 {
			m.region.Reach = append(m.region.Reach,
				hinterland.Reach{Good: g.Code, Hectometres: 10 * km})
		}
	}
}

// These keep the products that make quantities within 63 bits.
const (
	maxDecimals = 3
	maxCover    = 1000
)

// money reads an amount in whole cents.
func (r record) money(column string) hinterland.Money {
	return hinterland.Money(r.decimal(column, 2) * cent)
}

// cent is a hundredth of a currency unit in the steps of a Money.
const cent = 10_000

// makeParties gives each place the kinds of parties that kinds.csv finds for
// it: those whose measure there is at least so much, if the dice are for it.
func (m *maker) makeParties() {
	m.party = map[seat]hinterland.PartyCode{}
	for _, r := range m.load.read("kinds.csv") {
		kind, names := r.text("kind"), r.name()
		for _, s := range m.sites {
			d := throwFor("party", string(s.place.Code), kind)
			if s.measure[r.text("measure")] < r.whole("least") || !d.under(r.whole("odds")) {
				continue
			}
			chinese := s.place.Name.Chinese
			if chinese == "" {
				chinese = s.place.Name.English
			}
			p := hinterland.Party{
				Code:  hinterland.PartyCode(string(s.place.Code) + "-" + kind),
				Place: s.place.Code,
				Name: hinterland.Name{
					English: strings.ReplaceAll(names.English, "*", s.place.Name.English),
					Chinese: strings.ReplaceAll(names.Chinese, "*", chinese),
				},
			}
			m.region.Parties = append(m.region.Parties, p)
			m.party[seat{s.place.Code, kind}] = p.Code
		}
	}
}

// buyers finds the party that a rule names by place and kind; a rule without
// a place means all parties of the kind. None is a fault of the table.
func (m *maker) buyers(r record) []hinterland.PartyCode {
	var list []hinterland.PartyCode
	for _, s := range m.sites {
		if at := r.text("place"); at != "" && at != string(s.place.Code) {
			continue
		}
		if party, ok := m.party[seat{s.place.Code, r.text("buyer")}]; ok {
			list = append(list, party)
		}
	}
	if len(list) == 0 {
		r.fail("buyer", "no such party")
	}
	return list
}

// goodOf finds the good that a rule names.
func (m *maker) goodOf(r record) (*goodRule, bool) {
	good, ok := m.goods[hinterland.GoodCode(r.text("good"))]
	if !ok {
		r.fail("good", "no such good")
	}
	return good, ok
}
