package report

import (
	"bytes"
	"context"
	"fmt"
	"math/big"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"hinterland"
	"hinterland/balance"
	"hinterland/lang"
)

// market is a region with enough of everything that long lists are cut: goods
// of several classes, currencies, decimals and keeping times, prices, freight,
// floors, some places in no zone.
func market(seed uint64) *Input {
	dice := rand.New(rand.NewPCG(seed, 5))
	r := &hinterland.Region{}
	for i := range 7 {
		r.Places = append(r.Places, hinterland.Place{
			Code: hinterland.PlaceCode(fmt.Sprint("p", i)),
			Name: both(fmt.Sprint("Place ", i), fmt.Sprint("县", i)),
			Zone: []hinterland.ZoneCode{"", "A", "A", "B", "B", "C", "C"}[i],
			Lon:  hinterland.MicroDegrees(dice.IntN(2_000_000)), Weight: dice.Int64N(5000),
		})
	}
	for i := range 28 {
		r.Parties = append(r.Parties, hinterland.Party{
			Code: hinterland.PartyCode(fmt.Sprint("u", i)), Place: r.Places[i%7].Code,
		})
	}
	classes := []string{"food", "food", "", "money"}
	for i, currency := range []string{"CNY", "CNY", "USD", "CNY"} {
		g := hinterland.Good{
			Code: hinterland.GoodCode(fmt.Sprint("g", i)), Unit: "t", Currency: currency,
			Name:  both(fmt.Sprint("Good ", i), fmt.Sprint("物资", i)),
			Class: classes[i], Decimals: 2 * i, Keeps: i - 1, Freight: 77_777, Storage: 1_234,
		}
		r.Goods = append(r.Goods, g)
		asked := 2 // of each good more than is offered, but of one that does not keep
		if i == 1 {
			asked = 5
		}
		marketOf(dice, r, g.Code, asked)
	}
	return &Input{Region: r}
}

// marketOf offers a good and asks for it, once in so many times.
func marketOf(dice *rand.Rand, r *hinterland.Region, good hinterland.GoodCode, once int) {
	for i, p := range r.Parties {
		for period := hinterland.Period(1); period <= 4; period++ {
			q := hinterland.Quantity(dice.IntN(500))
			if dice.IntN(3) > 0 {
				r.Offers = append(r.Offers, hinterland.Offer{
					Party: p.Code, Good: good, Period: period, Quantity: q,
					Price: hinterland.Money(dice.Int64N(900_000_000)),
				})
			}
			if dice.IntN(once) == 0 {
				r.Needs = append(r.Needs, hinterland.Need{
					Party: p.Code, Good: good, Period: period, Priority: 1 + dice.IntN(3),
					Quantity: 2 * q,
				})
			}
		}
		if i > 0 && i%9 == 0 {
			r.Floors = append(r.Floors, hinterland.Floor{
				From: p.Code, To: r.Parties[i-1].Code, Good: good, Period: 2, Quantity: 40,
			})
		}
	}
}

// A grid is a table of a page as it reads.
type grid struct {
	caption string
	heads   []string
	rows    []*gridRow
}

// A gridRow is one row with its class: "", "sum", or "g" for a group's head.
type gridRow struct {
	kind  string
	cells []string
}

// grids reads the tables of a page by their captions.
func grids(all []*element) map[string]*grid {
	found := map[*element]*grid{}
	rows := map[*element]*gridRow{}
	for _, e := range all {
		table := e.inside("table")
		text := strings.TrimSpace(e.text.String())
		switch {
		case e.name == "table":
			found[e] = &grid{}
		case e.name == "caption":
			found[table].caption = text
		case e.attrs["scope"] == "col":
			found[table].heads = append(found[table].heads, text)
		case e.name == "tr" && e.inside("tbody") != nil:
			rows[e] = &gridRow{kind: e.attrs["class"]}
			found[table].rows = append(found[table].rows, rows[e])
		case e.name == "th" || e.name == "td":
			row := rows[e.inside("tr")]
			row.cells = append(row.cells, text)
		}
	}
	byCaption := map[string]*grid{}
	for _, g := range found {
		byCaption[g.caption] = g
	}
	return byCaption
}

// plain lists the rows that are neither heads of groups nor sums.
func (g *grid) plain() [][]string {
	var list [][]string
	for _, r := range g.rows {
		if r.kind == "" {
			list = append(list, r.cells)
		}
	}
	return list
}

// sum is the last row, if it is a sum.
func (g *grid) sum(t *testing.T) []string {
	t.Helper()
	last := g.rows[len(g.rows)-1]
	if last.kind != "sum" {
		t.Fatalf("%s ends with no sum", g.caption)
	}
	return last.cells
}

// grouped lists the rows of each group under its head.
func (g *grid) grouped() map[string][][]string {
	groups, head := map[string][][]string{}, ""
	for _, r := range g.rows {
		if r.kind == "g" {
			head = r.cells[0]
		} else {
			groups[head] = append(groups[head], r.cells)
		}
	}
	return groups
}

// figure reads a number of a page.
func figure(t *testing.T, text string) *big.Rat {
	t.Helper()
	bare := strings.NewReplacer(",", "", "−", "-", "%", "", "\u00a0", "").Replace(text)
	n, ok := new(big.Rat).SetString(bare)
	if !ok {
		t.Fatalf("%q is no number", text)
	}
	return n
}

// inUnits is a quantity of a good in its unit.
func inUnits(g *hinterland.Good, steps int64) *big.Rat {
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(g.Decimals)), nil)
	return new(big.Rat).SetFrac(big.NewInt(steps), scale)
}

// shows holds a cell to a number.
func shows(t *testing.T, where, cell string, want *big.Rat) {
	t.Helper()
	if figure(t, cell).Cmp(want) != 0 {
		t.Errorf("%s: the page says %s, recounted it is %s", where, cell, want.FloatString(8))
	}
}

// partShown holds a cell to part ÷ whole in tenths of a per cent, never
// rounded up; of nothing there is no part.
func partShown(t *testing.T, where, cell string, part, whole int64) {
	t.Helper()
	if whole == 0 {
		if cell != "–" {
			t.Errorf("%s: %s of nothing", where, cell)
		}
		return
	}
	off := new(big.Rat).Sub(big.NewRat(100*part, whole), figure(t, cell))
	if off.Sign() < 0 || off.Cmp(big.NewRat(1, 10)) >= 0 {
		t.Errorf("%s: %s for %d of %d", where, cell, part, whole)
	}
}

// A printed is one page with what it was made from.
type printed struct {
	in       *Input
	say      *lang.Printer
	page     string
	elements []*element
	grids    map[string]*grid
	index    *hinterland.Index
}

// table finds a table by the key of its caption.
func (p *printed) table(t *testing.T, key string, args lang.Args) *grid {
	t.Helper()
	caption := strings.TrimSpace(p.say.Say(key, args))
	if p.grids[caption] == nil {
		t.Fatalf("there is no table %q", caption)
	}
	return p.grids[caption]
}

// name is the reader's name of a thing.
func (p *printed) name(n hinterland.Name, code string) string {
	return p.say.Name(n.English, n.Chinese, code)
}

// zoneOf words the zone of a party.
func (p *printed) zoneOf(party hinterland.PartyCode) string {
	if zone := p.index.ZoneOf(party); zone != "" {
		return string(zone)
	}
	return p.say.Say("report.zone.none", nil)
}

// marketPages are the pages of several markets in both languages; nothing that
// tries them changes them.
var marketPages = sync.OnceValues(func() ([]*printed, error) {
	var list []*printed
	for seed := range uint64(2) {
		in := market(seed)
		plan, err := balance.Solve(context.Background(), in.Region, balance.Options{})
		if err != nil {
			return nil, err
		}
		in.Plan = plan
		for _, tongue := range lang.Tongues() {
			p := &printed{in: in, say: lang.For(tongue), index: in.Region.Index()}
			var page bytes.Buffer
			if err := Write(&page, in, p.say); err != nil {
				return nil, err
			}
			p.page = page.String()
			if p.elements, err = parsed(p.page); err != nil {
				return nil, err
			}
			p.grids = grids(p.elements)
			list = append(list, p)
		}
	}
	return list, nil
})

// markets tries something with the pages of several markets.
func markets(t *testing.T, try func(t *testing.T, p *printed)) {
	t.Helper()
	list, err := marketPages()
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range list {
		t.Run(fmt.Sprint(i/2, " ", p.say.Tongue()), func(t *testing.T) { try(t, p) })
	}
}

func TestTheMarketKeepsTheRules(t *testing.T) {
	markets(t, func(t *testing.T, p *printed) {
		if err := p.in.Region.Check().Err(); err != nil {
			t.Error(err)
		}
		if tables := named(p.elements, "table"); len(tables) != len(p.grids) {
			t.Errorf("%d tables have %d captions", len(tables), len(p.grids))
		}
	})
}
