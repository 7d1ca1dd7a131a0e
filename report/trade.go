package report

import (
	"cmp"
	"math/big"
	"slices"

	"hinterland"
)

// A trade is what zones send each other: steps by good, and values at the
// sellers' prices in steps of 10^-valuePlaces of the good's currency.
type trade struct {
	steps      map[pass]int64
	worth      map[pass]*big.Int
	currencies []string // of goods that pass between zones, sorted
}

// A pass is a good that goes from one zone to another.
type pass struct {
	good     hinterland.GoodCode
	from, to int
}

// valuePlaces is the number of decimal places of values: those of a quantity
// and of a price.
const valuePlaces = hinterland.MaxPlaces + hinterland.MoneyPlaces

func (b *book) countTrade() *trade {
	t := &trade{steps: map[pass]int64{}, worth: map[pass]*big.Int{}}
	for i := range b.in.Plan.Lines {
		l := &b.in.Plan.Lines[i]
		at := pass{l.Good, b.home[l.From], b.home[l.To]}
		if b.amounts[l.Good] == nil || at.from == at.to {
			continue
		}
		t.steps[at] += int64(l.Quantity)
		if t.worth[at] == nil {
			t.worth[at] = new(big.Int)
		}
		hinterland.AddProduct(t.worth[at], int64(l.Quantity), int64(l.Price))
	}
	for at, worth := range t.worth { // each by itself: any order
		g := b.amounts[at.good].good
		raise(worth, hinterland.MaxPlaces-g.Decimals)
		t.currencies = append(t.currencies, g.Currency)
	}
	slices.Sort(t.currencies)
	t.currencies = slices.Compact(t.currencies)
	return t
}

// raise multiplies n by 10^places.
func raise(n *big.Int, places int) {
	n.Mul(n, new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil))
}

// A matrix is the value of what each zone sends each other, in one currency:
// of all goods or of some.
type matrix struct {
	currency string
	cells    [][]*big.Int // from, to
}

// matrix adds the chosen goods of a currency up.
func (b *book) matrix(currency string, chosen func(*hinterland.Good) bool) *matrix {
	m := &matrix{currency: currency, cells: make([][]*big.Int, len(b.zones))}
	for from := range m.cells {
		m.cells[from] = make([]*big.Int, len(b.zones))
		for to := range m.cells[from] {
			m.cells[from][to] = new(big.Int)
		}
	}
	for at, worth := range b.traded.worth { // sums: any order
		if g := b.amounts[at.good].good; g.Currency == currency && chosen(g) {
			m.cells[at.from][at.to].Add(m.cells[at.from][at.to], worth)
		}
	}
	return m
}

// every chooses all goods.
func every(*hinterland.Good) bool { return true }

// gives is all that a zone sends, gets all that it receives.
func (m *matrix) gives(zone int) *big.Int {
	sum := new(big.Int)
	for _, worth := range m.cells[zone] {
		sum.Add(sum, worth)
	}
	return sum
}

func (m *matrix) gets(zone int) *big.Int {
	sum := new(big.Int)
	for from := range m.cells {
		sum.Add(sum, m.cells[from][zone])
	}
	return sum
}

// most is the largest cell, and the largest sum of a row or column.
func (m *matrix) most() (cell, sum *big.Int) {
	cell, sum = new(big.Int), new(big.Int)
	for from := range m.cells {
		for _, worth := range m.cells[from] {
			cell = larger(cell, worth)
		}
		sum = larger(sum, larger(m.gives(from), m.gets(from)))
	}
	return cell, sum
}

func larger(a, b *big.Int) *big.Int {
	if a.Cmp(b) >= 0 {
		return a
	}
	return b
}

// chief lists the goods that a zone sends most of, or receives most of, by
// value in one currency; at most three.
func (b *book) chief(zone int, gets bool, currency string) []string {
	worth := map[*hinterland.Good]*big.Int{}
	for _, g := range b.goods {
		sum := new(big.Int)
		if g.Currency != currency {
			continue
		}
		for other := range b.zones {
			at := pass{g.Code, zone, other}
			if gets {
				at = pass{g.Code, other, zone}
			}
			if w := b.traded.worth[at]; w != nil {
				sum.Add(sum, w)
			}
		}
		if sum.Sign() > 0 {
			worth[g] = sum
		}
	}
	var goods []*hinterland.Good
	for _, g := range b.goods {
		if worth[g] != nil {
			goods = append(goods, g)
		}
	}
	slices.SortStableFunc(goods, func(x, y *hinterland.Good) int {
		return cmp.Or(-worth[x].Cmp(worth[y]), cmp.Compare(x.Code, y.Code))
	})
	var names []string
	for _, g := range goods[:min(3, len(goods))] {
		names = append(names, b.goodName(g))
	}
	return names
}
