package sheet

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hinterland"
)

// dice draws regions, zonings and plans that their rules allow and that use
// every column to its edges.
type dice struct{ *rand.Rand }

func newDice(seed uint64) dice { return dice{rand.New(rand.NewPCG(seed, 7))} }

// one chooses one of some values.
func one[T any](d dice, values ...T) T { return values[d.IntN(len(values))] }

// upTo draws a number that is small, large, or one of the ends.
func (d dice) upTo(most int64) int64 {
	return one(d, 0, 1, most, most-1, d.Int64N(most), d.Int64N(10))
}

func (d dice) name() hinterland.Name {
	return hinterland.Name{
		English: one(d, "", `"The" mill, old`, "#1", "a  b", "it's; 50 % – or 1e3"),
		Chinese: one(d, "", "磨坊", "《老》，“磨”"),
	}
}

func (d dice) money() hinterland.Money { return hinterland.Money(d.upTo(1_000_000_000_000)) }

func (d dice) period() hinterland.Period { return hinterland.Period(1 + d.IntN(4)) }

// allowed takes back the last row of a table where the region is refused with
// it.
func allowed[T any](r *hinterland.Region, rows *[]T, row T) {
	*rows = append(*rows, row)
	if len(r.Check()) > 0 {
		*rows = (*rows)[:len(*rows)-1]
	}
}

func (d dice) region() *hinterland.Region {
	r := &hinterland.Region{}
	for i := range 5 {
		r.Places = append(r.Places, hinterland.Place{
			Code: hinterland.PlaceCode(fmt.Sprint("p", i)), Name: d.name(),
			Lon:  hinterland.MicroDegrees(one(d, -180_000_000, 180_000_000, 1, -1, 0)),
			Lat:  hinterland.MicroDegrees(one(d, -90_000_000, 90_000_000, 37_812_345)),
			Zone: one[hinterland.ZoneCode](d, "", "上", "B,2"), Weight: d.upTo(hinterland.MaxWeight),
		})
		if i > 0 {
			r.Places[i].Parent = one(d, "", r.Places[d.IntN(i)].Code)
		}
		r.Parties = append(r.Parties, hinterland.Party{
			Code: hinterland.PartyCode(fmt.Sprint("u", i)), Name: d.name(),
			Place: r.Places[d.IntN(len(r.Places))].Code,
		})
	}
	for i := range 3 {
		g := hinterland.Good{
			Code: hinterland.GoodCode(fmt.Sprint("g", i)), Name: d.name(),
			Unit: one(d, "t", "立方米"), Class: one(d, "", "food"), Decimals: d.IntN(7),
			Freight: hinterland.Money(d.IntN(9)), Storage: hinterland.Money(d.IntN(9)),
			Keeps: one(d, hinterland.Forever, 0, hinterland.MaxPeriod), Currency: "CNY",
		}
		if i > 0 {
			g.Parent = one(d, "", r.Goods[d.IntN(i)].Code)
		}
		r.Goods = append(r.Goods, g)
	}
	for range 12 {
		d.trade(r)
	}
	return r
}

// trade adds a row to every table that names parties and goods.
func (d dice) trade(r *hinterland.Region) {
	from, to := r.Parties[d.IntN(5)], r.Parties[d.IntN(5)]
	good, q := r.Goods[d.IntN(3)].Code, hinterland.Quantity(d.upTo(int64(hinterland.MaxTotal)))
	allowed(r, &r.Offers, hinterland.Offer{
		Party: from.Code, Good: good, Period: d.period(), Quantity: q, Price: d.money(),
	})
	allowed(r, &r.Needs, hinterland.Need{
		Party: to.Code, Good: good, Period: d.period(), Quantity: q,
		Priority: one(d, 1, 2, hinterland.MaxPriority),
	})
	allowed(r, &r.Floors, hinterland.Floor{
		From: from.Code, To: to.Code, Good: good, Period: d.period(), Quantity: q,
	})
	allowed(r, &r.Fixings, hinterland.Fixing{
		From: from.Code, To: to.Code, Good: good, Period: d.period(), Quantity: one(d, 0, q),
		Reason: one(d, "", "agreed, by hand"),
	})
	first := d.period()
	allowed(r, &r.Scopes, hinterland.Scope{
		Buyer: to.Code, Good: good, Place: from.Place, First: first,
		Last: first + hinterland.Period(d.IntN(2)), Exclusive: d.IntN(2) == 0,
	})
	allowed(r, &r.Distances, hinterland.Distance{
		From: from.Place, To: to.Place, Hectometres: d.upTo(hinterland.Farthest),
	})
	allowed(r, &r.Reach, hinterland.Reach{Good: good, Hectometres: d.upTo(hinterland.Farthest)})
	allowed(r, &r.Signed, d.line(from.Code, to.Code, good, q))
}

func (d dice) line(
	from, to hinterland.PartyCode, good hinterland.GoodCode, q hinterland.Quantity,
) hinterland.Line {
	return hinterland.Line{
		From: from, To: to, Good: good, Price: d.money(), OfferPeriod: d.period(),
		ShipPeriod: d.period(), Period: d.period(), Priority: d.IntN(3), Quantity: q,
		UnitCost: d.money(), Reason: hinterland.LineReason(one(d, lineReasons()...)),
	}
}

// shuffled brings every table of a region into another order.
func (d dice) shuffled(r *hinterland.Region) {
	for _, table := range []any{
		r.Places, r.Parties, r.Goods, r.Offers, r.Needs, r.Distances, r.Floors, r.Fixings, r.Scopes,
		r.Signed, r.Reach,
	} {
		d.Shuffle(reflect.ValueOf(table).Len(), reflect.Swapper(table))
	}
}

func TestRandomRegionsSurviveTheirFilesInAnyOrderOfRows(t *testing.T) {
	rows := [3]int{}
	for seed := range uint64(40) {
		d := newDice(seed)
		r := d.region()
		files, err := WriteRegion(r)
		if err != nil {
			t.Fatal(err)
		}
		read, err := ReadRegion(folderOf(files))
		if err != nil {
			t.Fatalf("seed %d: what was written is refused: %v", seed, err)
		}
		d.shuffled(r)
		for way, region := range map[string]*hinterland.Region{"read": read, "shuffled": r} {
			again, err := WriteRegion(region)
			if diff := cmp.Diff(files, again); err != nil || diff != "" {
				t.Fatalf("seed %d: %s, the region is another: %v, %s", seed, way, err, diff)
			}
		}
		rows = [3]int{rows[0] + len(r.Floors), rows[1] + len(r.Scopes), rows[2] + len(r.Offers)}
	}
	if slices.Min(rows[:]) < 60 {
		t.Errorf("too few floors, scopes or offers to tell: %v", rows)
	}
}

// Whatever order the rows of the files have, the region that is read is the
// same but for the order and numbers of rows.
func TestOrderOfLinesInAFileChangesNothing(t *testing.T) {
	for seed := range uint64(20) {
		d := newDice(seed)
		files, err := WriteRegion(d.region())
		if err != nil {
			t.Fatal(err)
		}
		mixed := map[string][]byte{}
		for name, text := range files {
			head, body, _ := strings.Cut(string(text), "\n")
			lines := strings.SplitAfter(body, "\n") // no cell here has one in it
			d.Shuffle(len(lines), reflect.Swapper(lines))
			mixed[name] = []byte(head + "\n# a comment\n\n" + strings.Join(lines, ""))
		}
		read, err := ReadRegion(folderOf(mixed))
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		again, err := WriteRegion(read)
		if diff := cmp.Diff(files, again); err != nil || diff != "" {
			t.Fatalf("seed %d: %v, %s", seed, err, diff)
		}
	}
}

// plan draws rows for every file of a plan; no row of a table has the key of
// another, since a plan that repeats a key is none.
func (d dice) plan(r *hinterland.Region) *hinterland.Plan {
	p := &hinterland.Plan{Policy: one(d, hinterland.ZonesFirst, hinterland.ZonesIgnore)}
	q := func() hinterland.Quantity { return hinterland.Quantity(d.upTo(math.MaxInt64)) }
	steps := func() int64 { return one[int64](d, -1, 1) * d.upTo(math.MaxInt64) }
	for i := range 15 {
		party, good := r.Parties[i%5].Code, r.Goods[i/5]
		p.Lines = append(p.Lines, d.line(party, r.Parties[d.IntN(5)].Code, good.Code, q()))
		p.Shortfalls = append(p.Shortfalls, hinterland.Shortfall{
			Party: party, Good: good.Code, Period: d.period(), Priority: 1 + d.IntN(99),
			Quantity: q(), Reason: hinterland.ShortReason(one(d, shortReasons()...)),
			Worth: d.IntN(100),
		})
		p.Shares = append(p.Shares, hinterland.Share{
			Party: party, Good: good.Code, Period: d.period(), Priority: 1 + d.IntN(99),
			Needed: q(), Met: q(), Own: q(),
		})
		p.Potentials = append(p.Potentials, hinterland.Potential{
			Good: good.Code, Side: one(d, hinterland.OfferSide, hinterland.NeedSide),
			Party: party, Period: d.period(), Price: hinterland.Money(q()),
			Zone: steps(), Signed: steps(), Cost: steps(),
		})
	}
	for _, g := range r.Goods {
		p.Goods = append(p.Goods, hinterland.GoodSummary{
			Good: g.Code, Currency: g.Currency, Decimals: g.Decimals,
			Cost:     new(big.Int).Mul(big.NewInt(int64(q())), big.NewInt(int64(q()))),
			Crossing: big.NewInt(int64(q())), Moved: big.NewInt(int64(q())),
			Classes: []hinterland.ClassSum{{Priority: d.IntN(3), Needed: q(), Met: q()}},
			Levels:  []string{"floors", "cost"},
		})
	}
	return p
}

func TestRandomPlansSurviveTheirFilesInAnyOrderOfRows(t *testing.T) {
	for seed := range uint64(40) {
		d := newDice(seed)
		r := d.region()
		p := d.plan(r)
		files, err := WritePlan(r, p)
		if err != nil {
			t.Fatal(err)
		}
		read, err := ReadPlan(folderOf(files), r)
		if err != nil {
			t.Fatalf("seed %d: what was written is refused: %v", seed, err)
		}
		for _, table := range []any{p.Lines, p.Shortfalls, p.Shares, p.Potentials, p.Goods} {
			d.Shuffle(reflect.ValueOf(table).Len(), reflect.Swapper(table))
		}
		for way, plan := range map[string]*hinterland.Plan{"read": read, "shuffled": p} {
			again, err := WritePlan(r, plan)
			if diff := cmp.Diff(files, again); err != nil || diff != "" {
				t.Fatalf("seed %d: %s, the plan is another: %v, %s", seed, way, err, diff)
			}
		}
		for i, l := range read.Lines {
			if l.Row != i+2 || read.Shares[i].Row != i+2 || read.Shortfalls[i].Row != i+2 ||
				read.Potentials[i].Row != i+2 {
				t.Fatalf("seed %d: row %d has another number", seed, i+2)
			}
		}
	}
}

// zoning draws a zoning of a region's places.
func (d dice) zoning(r *hinterland.Region) *hinterland.Zoning {
	z := &hinterland.Zoning{Centres: []hinterland.Centre{
		{
			Name:   hinterland.Name{English: "Old Town, the", Chinese: "老城"},
			Places: []hinterland.PlaceCode{"p1", "p0"},
		},
		{Name: hinterland.Name{English: "B"}, Places: []hinterland.PlaceCode{"p4"}},
	}}
	for i, a := range r.Places {
		for _, b := range r.Places[:i] {
			if d.IntN(2) == 0 {
				z.Adjacency = append(z.Adjacency, hinterland.Adjacency{A: a.Code, B: b.Code})
			}
			z.Ties = append(z.Ties,
				hinterland.Tie{A: b.Code, B: a.Code, Strength: d.upTo(math.MaxInt64)})
		}
	}
	for _, p := range []hinterland.PlaceCode{"p2", "p3"} {
		z.Pins = append(z.Pins, hinterland.Pin{
			Place: p, Centre: one(d, "Old Town, the", "B"), Reason: d.name(),
		})
	}
	z.Settings = hinterland.Settings{
		Title: d.name(), Period: d.name(), Schematic: d.IntN(2) == 0,
		Objective: one(d, "", hinterland.ByDistance, hinterland.ByTies),
		Policy: one(d, "", hinterland.ZonesFirst, hinterland.ZonesPrefer,
			hinterland.ZonesIgnore),
		Bounds: one(d, hinterland.Bounds{},
			hinterland.Bounds{Kind: hinterland.ByTolerance, Tolerance: d.upTo(math.MaxInt64)},
			hinterland.Bounds{Kind: hinterland.ByLeastAndMost, Least: 3, Most: 3},
			hinterland.Bounds{Kind: hinterland.ByLeastAndMost, Most: hinterland.NoMost}),
	}
	for range d.IntN(maxNotes + 1) {
		z.Settings.Notes = append(z.Settings.Notes, hinterland.Name{English: "a note"})
	}
	return z
}

func TestRandomZoningsSurviveTheirFilesInAnyOrderOfRows(t *testing.T) {
	for seed := range uint64(40) {
		d := newDice(seed)
		r := d.region()
		z := d.zoning(r)
		files := WriteZoning(z)
		read, err := ReadZoning(folderOf(files), r)
		if err != nil {
			t.Fatalf("seed %d: what was written is refused: %v", seed, err)
		}
		if diff := cmp.Diff(z.Settings, read.Settings); diff != "" {
			t.Fatalf("seed %d: %s", seed, diff)
		}
		for _, table := range []any{z.Adjacency, z.Ties, z.Centres, z.Pins} {
			d.Shuffle(reflect.ValueOf(table).Len(), reflect.Swapper(table))
		}
		for way, zoning := range map[string]*hinterland.Zoning{"read": read, "shuffled": z} {
			if diff := cmp.Diff(files, WriteZoning(zoning)); diff != "" {
				t.Fatalf("seed %d: %s, the zoning is another: %s", seed, way, diff)
			}
		}
	}
}
