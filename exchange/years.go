package exchange

import (
	"cmp"
	"maps"
	"math/big"
	"slices"

	"hinterland"
)

// A Year is what came of a good, or of money, for a party in one year. Numbers are
// decimals, and empty where there is nothing to tell.
type Year struct {
	Year  int
	Party hinterland.Party
	Side  Side
	Good  hinterland.Good // without a code where it is money
	Unit  string          // or the currency

	Total, Floor, Percent string // Percent is that of the floor
	Before, Times         string // what the year before came to, and so many times that
}

// A Side is what a party did.
type Side string

// The sides, in the order in which they are told.
const (
	Gave    Side = "gave"
	Got     Side = "got"
	Paid    Side = "paid"
	WasPaid Side = "was paid"
)

// A years adds up what parties gave, got, paid and were paid year by year: against
// the floors, and as so many times the year before. A year that is not over is
// compared with nothing.
type years struct {
	tell    func([]Year) error
	today   hinterland.Day
	sums    map[yearKey]*yearSum
	parties map[hinterland.PartyCode]hinterland.Party
	goods   map[hinterland.GoodCode]hinterland.Good
}

// A yearKey is what is added up: of a good by its unit, or of money in a
// currency.
type yearKey struct {
	year   int
	party  hinterland.PartyCode
	side   Side
	good   hinterland.GoodCode
	unit   string
	places int
}

// A yearSum is what has come together of it. Floors that reach over the end of
// the year cannot be divided between years: there is no floor then.
type yearSum struct {
	total, floor big.Int
	undivided    bool
}

// Years adds up what came of agreements year by year, and tells it at the end.
func Years(c Cover, tell func([]Year) error) (Writer, error) {
	zone, err := c.zone()
	if err != nil {
		return nil, err
	}
	return &years{
		tell: tell, today: hinterland.DayOf(c.At, zone), sums: map[yearKey]*yearSum{},
		parties: map[hinterland.PartyCode]hinterland.Party{},
		goods:   map[hinterland.GoodCode]hinterland.Good{},
	}, nil
}

// at finds the sum of a key; nothing at first.
func (y *years) at(k yearKey) *yearSum {
	if y.sums[k] == nil {
		y.sums[k] = &yearSum{}
	}
	return y.sums[k]
}

// Write implements Writer.
func (y *years) Write(d *Dossier) error {
	steps := d.steps()
	if _, err := d.sums(steps); err != nil {
		return err
	}
	for _, party := range d.Parties {
		y.parties[party.Code] = party
	}
	for _, good := range d.Goods {
		y.goods[good.Code] = good
	}
	for i := range d.Items {
		y.floor(d, &d.Items[i].Item)
	}
	for i := range steps {
		s := &steps[i]
		if item := d.item(s.Item); item != nil {
			for _, k := range y.keys(d, &item.Item, s.Day.Year()) {
				y.add(k, int64(s.by.received))
			}
		}
		if s.paid != (cash{}) {
			y.money(s)
		}
	}
	return nil
}

// keys are those of an item in a year: of who gives and of who gets.
func (y *years) keys(d *Dossier, i *hinterland.Item, year int) []yearKey {
	of := d.good(i.Good)
	gave := yearKey{year, i.From, Gave, i.Good, of.Unit, of.Decimals}
	got := gave
	got.party, got.side = i.To, Got
	return []yearKey{gave, got}
}

// floor adds what an item guarantees, in the year that its agreement lies in.
func (y *years) floor(d *Dossier, i *hinterland.Item) {
	text := d.inForce()
	if d.InForce == 0 {
		return
	}
	first, last := text.From.Year(), text.Last.Year()
	for year := first; year <= last; year++ {
		for _, k := range y.keys(d, i, year) {
			s := y.at(k)
			s.floor.Add(&s.floor, big.NewInt(int64(i.Floor)))
			s.undivided = s.undivided || first != last
		}
	}
}

// money adds a payment, without what did not come.
func (y *years) money(s *step) {
	of := s.of
	if of.Kind == hinterland.Receipt {
		of = s.about
	}
	places, _ := hinterland.CurrencyPlaces(of.Paid.Currency) // it has been paid in
	paid := yearKey{s.Day.Year(), of.Party, Paid, "", of.Paid.Currency, places}
	was := paid
	was.party, was.side = of.To, WasPaid
	y.add(paid, s.paid.paid-s.paid.missing)
	y.add(was, s.paid.paid-s.paid.missing)
}

func (y *years) add(k yearKey, steps int64) {
	if steps != 0 {
		s := y.at(k)
		s.total.Add(&s.total, big.NewInt(steps))
	}
}

// Close implements Writer. The year after one with something has a row too, if
// it is over: that nothing came of it any more is told.
func (y *years) Close() error {
	for k, s := range maps.Clone(y.sums) {
		k.year++
		if s.total.Sign() > 0 && y.over(k.year) {
			y.at(k)
		}
	}
	keys := slices.SortedFunc(maps.Keys(y.sums), func(a, b yearKey) int {
		return cmp.Or(cmp.Compare(a.year, b.year), cmp.Compare(a.party, b.party),
			cmp.Compare(a.side, b.side), cmp.Compare(a.good, b.good),
			cmp.Compare(a.unit, b.unit), cmp.Compare(a.places, b.places))
	})
	rows := make([]Year, len(keys))
	for i, k := range keys {
		rows[i] = y.row(k)
	}
	return y.tell(rows)
}

// over reports whether a year has come to its end.
func (y *years) over(year int) bool { return year < y.today.Year() }

// row is one line of the table. No part can be told of nothing.
func (y *years) row(k yearKey) Year {
	s, before := y.sums[k], k
	before.year--
	base := &yearSum{}
	if y.sums[before] != nil {
		base = y.sums[before]
	}
	row := Year{
		Year: k.year, Party: y.parties[k.party], Side: k.side, Good: y.goods[k.good],
		Unit: k.unit, Total: inUnits(&s.total, k.places), Before: inUnits(&base.total, k.places),
	}
	row.Party.Code, row.Good.Code = k.party, k.good
	if !s.undivided && s.floor.Sign() > 0 {
		row.Floor = inUnits(&s.floor, k.places)
		row.Percent = part(new(big.Int).Mul(&s.total, big.NewInt(100)), &s.floor, 1)
	}
	if base.total.Sign() > 0 && y.over(k.year) {
		row.Times = part(&s.total, &base.total, 2)
	}
	return row
}

// inUnits writes steps as an exact decimal.
func inUnits(steps *big.Int, places int) string {
	one := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil)
	return part(steps, one, places)
}

// part writes a fraction with so many decimals, halves away from nought.
func part(of, whole *big.Int, decimals int) string {
	return new(big.Rat).SetFrac(of, whole).FloatString(decimals)
}
