package demo

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"hinterland"
)

// edited is the tiny tables with texts put in place of others: table, old,
// new, table, old, new, …
func edited(t *testing.T, edits ...string) map[string]string {
	t.Helper()
	tables := tinyTables()
	for i := 0; i < len(edits); i += 3 {
		table := edits[i]
		if !strings.Contains(tables[table], edits[i+1]) {
			t.Fatalf("%s has no %q", table, edits[i+1])
		}
		tables[table] = strings.Replace(tables[table], edits[i+1], edits[i+2], 1)
	}
	return tables
}

// madeOf makes the region of edited tiny tables.
func madeOf(t *testing.T, edits ...string) *hinterland.Region {
	t.Helper()
	s, err := makeFrom(edited(t, edits...))
	if err != nil {
		t.Fatal(err)
	}
	return s.Region
}

// parties lists the codes of all parties.
func parties(r *hinterland.Region) string {
	var codes []string
	for _, p := range r.Parties {
		codes = append(codes, string(p.Code))
	}
	return strings.Join(codes, " ")
}

func TestAPlaceHasAPartyFromTheLeastMeasureOn(t *testing.T) {
	for _, c := range []struct{ least, odds, want string }{
		{"3600", "100", "a-SHOP b-SHOP a-FARM b-FARM"}, // b has 3600 who farm
		{"3601", "100", "a-SHOP b-SHOP a-FARM"},
		{"0", "0", "a-SHOP b-SHOP"},
	} {
		tables := edited(t, "kinds.csv", "farm,3000,100", "farm,"+c.least+","+c.odds)
		if c.odds == "0" { // nobody is left to promise anything
			tables["floors.csv"] = strings.SplitAfter(tables["floors.csv"], "\n")[0]
			tables["flows.csv"] = strings.SplitAfter(tables["flows.csv"], "\n")[0]
		}
		s, err := makeFrom(tables)
		if err != nil {
			t.Fatal(err)
		}
		if got := parties(s.Region); got != c.want {
			t.Errorf("from %s on with odds of %s: %s, want %s", c.least, c.odds, got, c.want)
		}
	}
}

func TestPartiesAreNamedAfterTheirPlace(t *testing.T) {
	r := madeOf(t, "places.csv", "a,A,甲", "a,A,")
	want := []hinterland.Name{
		{English: "A shop", Chinese: "A店"},
		{English: "B shop", Chinese: "乙店"},
		{English: "A farm", Chinese: "A场"},
		{English: "B farm", Chinese: "乙场"},
	}
	for i, p := range r.Parties {
		if p.Name != want[i] || !strings.HasPrefix(string(p.Code), string(p.Place)+"-") {
			t.Errorf("%s at %s is called %v, want %v", p.Code, p.Place, p.Name, want[i])
		}
	}
}

// A shop at a has 20,000 people who need 100 t of rye a year for each thousand:
// 2,000 t, counted in tenths.
func TestNeedsFollowMeasureRateAndSeason(t *testing.T) {
	needs := func(edits ...string) (list []int64) {
		list = make([]int64, Periods)
		for _, n := range madeOf(t, edits...).Needs {
			if n.Party == "a-SHOP" {
				list[n.Period-1] = int64(n.Quantity)
			}
		}
		return list
	}
	even := needs("flows.csv", "100,even,1,,100,10", "100,even,1,,100,0")
	if !slices.Equal(even, slices.Repeat([]int64{1666}, Periods)) {
		t.Errorf("even without dice: %d", even)
	}
	steep := needs("flows.csv", "100,even,1,,100,10", "100,even,1,,100,0",
		"seasons.csv", "even,1,1,1,1", "even,0,3,0,5")
	if !slices.Equal(steep, []int64{
		0, 3750, 0, 6250, 1250, 1250, 1250, 1250, 1250, 1250, 1250,
		1250,
	}) {
		t.Errorf("steep: %d", steep)
	}
	for i, q := range needs() { // ten per cent up or down
		if q < 1500 || q > 1833 {
			t.Errorf("in period %d: %d", i+1, q)
		}
	}
	if spread := needs("flows.csv", "100,even,1,,100,10",
		"100,even,1,,100,99"); slices.Min(spread) >
		1000 && slices.Max(spread) < 2300 {
		t.Errorf("with dice of 99 per cent: %d", spread)
	}
}

func TestOffersComeToTheirCoverAtTheirPrice(t *testing.T) {
	for cover, part := range map[string]int64{"90": 90, "40": 40, "0": 0, "1000": 1000} {
		edits := []string{"goods.csv", "900000,90", "900000," + cover}
		if cover == "0" {
			edits = append(edits, "floors.csv", "a,SHOP,rye,FARM,1,50,1,12\n", "",
				"signed.csv", "rye,50\n", "")
		}
		r := madeOf(t, edits...)
		offered, needed := int64(0), int64(0)
		for _, o := range r.Offers {
			offered += int64(o.Quantity)
			if o.Quantity <= 0 {
				t.Errorf("cover %s: an offer of nothing", cover)
			}
			// 100 yuan, ten per cent up or down, in whole cents.
			if o.Price%cent != 0 || o.Price < 90_000_000 || o.Price > 110_000_000 {
				t.Errorf("cover %s: rye costs %d", cover, o.Price)
			}
		}
		for _, n := range r.Needs {
			needed += int64(n.Quantity)
		}
		// Rounding drops less than a step of each of the 24 rows.
		if want := needed / 100 * part; offered > want || offered < want-24 {
			t.Errorf("cover %s: %d offered, want %d", cover, offered, want)
		}
	}
}

func TestAPriceIsThatPartOfTheGoods(t *testing.T) {
	whole, half := madeOf(t), madeOf(t, "flows.csv", "even,,100,100,10", "even,,50,100,10")
	for i, o := range half.Offers {
		if twice := whole.Offers[i].Price; o.Price*2 < twice-2*cent || o.Price*2 > twice {
			t.Errorf("half of %d is %d", twice, o.Price)
		}
	}
}

func TestGoodsAreReadAsTheyStand(t *testing.T) {
	for _, c := range []struct {
		cells string // decimals to reach
		want  hinterland.Good
		reach []hinterland.Reach
	}{
		{"t,1,CNY,100,0.1,1,2,900000", hinterland.Good{
			Decimals: 1, Freight: 100_000, Storage: 1_000_000, Keeps: 2,
		}, []hinterland.Reach{{Good: "rye", Hectometres: 9_000_000}}},
		{"t,0,CNY,100,,,,", hinterland.Good{Keeps: hinterland.Forever}, nil},
		{"t,3,CNY,100,0.01,2.5,0,0", hinterland.Good{
			Decimals: 3, Freight: 10_000, Storage: 2_500_000,
		}, nil},
	} {
		tables := edited(t, "goods.csv", "t,1,CNY,100,0.1,1,2,900000", c.cells)
		s, err := makeFrom(tables)
		if err != nil {
			t.Fatal(err)
		}
		g := s.Region.Goods[0]
		if g.Decimals != c.want.Decimals || g.Freight != c.want.Freight ||
			g.Storage != c.want.Storage || g.Keeps != c.want.Keeps || g.Unit != "t" ||
			g.Class != "food" || g.Name.Chinese != "黑麦" || g.Currency != "CNY" {
			t.Errorf("%s: %+v", c.cells, g)
		}
		if !slices.Equal(s.Region.Reach, c.reach) {
			t.Errorf("%s: reach %v, want %v", c.cells, s.Region.Reach, c.reach)
		}
	}
}

func TestBoundsOfTheTablesAreSharp(t *testing.T) {
	for _, c := range []struct{ table, old, sound, bad string }{
		{"goods.csv", "900000,90", "900000,1000", "900000,1001"},
		{"goods.csv", "t,1,CNY", "t,3,CNY", "t,4,CNY"},
		{"flows.csv", "1,,100,10", "1,,100,99", "1,,100,100"},
		{"goods.csv", "900000,90", "10000000000,90", "10000000001,90"},
		{"places.csv", "112.1", "112.123456", "112.1234567"},
		{"places.csv", "112.1,-37.5", "-112.1,37.5", "--112.1,37.5"},
	} {
		if _, err := makeFrom(edited(t, c.table, c.old, c.sound)); err != nil {
			t.Errorf("%s is refused: %v", c.sound, err)
		}
		if _, err := makeFrom(edited(t, c.table, c.old, c.bad)); err == nil {
			t.Errorf("%s is let pass", c.bad)
		}
	}
}

func TestScopesGoToTheNearestPlacesThatAreFree(t *testing.T) {
	scopes := func(rows string) string {
		r := madeOf(t, "scopes.csv", "a,SHOP,rye,1,1,12,announced\n", rows,
			"floors.csv", "a,SHOP,rye,FARM,1,50,1,12\n", "", "signed.csv", "rye,50\n", "")
		var words []string
		for _, s := range r.Scopes {
			words = append(words, fmt.Sprintf("%s@%s %d-%d %t", s.Buyer, s.Place, s.First, s.Last,
				s.Exclusive))
		}
		return strings.Join(words, "; ")
	}
	for rows, want := range map[string]string{
		"a,SHOP,rye,1,1,12,exclusive\n": "a-SHOP@a 1-12 true",
		"a,SHOP,rye,2,3,4,exclusive\n":  "a-SHOP@a 3-4 true; a-SHOP@b 3-4 true",
		"a,SHOP,rye,9,1,1,announced\n":  "a-SHOP@a 1-1 false; a-SHOP@b 1-1 false",
		"a,SHOP,rye,0,1,1,announced\n":  "",
		// All shops: each the nearest, which is its own place.
		",SHOP,rye,1,1,12,exclusive\n": "a-SHOP@a 1-12 true; b-SHOP@b 1-12 true",
		// The second buyer finds a taken and b free, then both taken.
		"b,SHOP,rye,1,1,6,exclusive\na,SHOP,rye,2,6,9,exclusive\n": "b-SHOP@b 1-6 true; " +
			"a-SHOP@a 6-9 true",
		"b,SHOP,rye,1,1,6,exclusive\na,SHOP,rye,2,7,9,exclusive\n": "b-SHOP@b 1-6 true; " +
			"a-SHOP@a 7-9 true; a-SHOP@b 7-9 true",
		// What is only announced takes nothing away.
		"b,SHOP,rye,2,1,6,announced\na,SHOP,rye,2,1,6,exclusive\n": "b-SHOP@b 1-6 false; " +
			"b-SHOP@a 1-6 false; a-SHOP@a 1-6 true; a-SHOP@b 1-6 true",
	} {
		if got := scopes(rows); got != want {
			t.Errorf("%q:\n got %s\nwant %s", rows, got, want)
		}
	}
}

func TestFloorsPromiseAPartOfTheOffer(t *testing.T) {
	floors := func(row, scope string) (string, *hinterland.Region) {
		r := madeOf(t, "floors.csv", "a,SHOP,rye,FARM,1,50,1,12\n", row+"\n",
			"scopes.csv", "a,SHOP,rye,1,1,12,announced\n", scope, "signed.csv", "rye,50\n", "")
		seen := map[string]int{}
		for _, f := range r.Floors {
			seen[string(f.From+" "+f.To)]++
		}
		return fmt.Sprint(seen), r
	}
	for _, c := range []struct{ row, scope, want string }{
		{"a,SHOP,rye,FARM,1,50,1,12", "", "map[a-FARM a-SHOP:12]"},
		{"a,SHOP,rye,FARM,2,50,3,5", "", "map[a-FARM a-SHOP:3 b-FARM a-SHOP:3]"},
		{"a,SHOP,rye,FARM,0,50,3,5", "", "map[]"},
		{",SHOP,rye,FARM,1,50,3,3", "", "map[a-FARM a-SHOP:1 b-FARM b-SHOP:1]"},
		{"a,SHOP,rye,FARM,1,0,1,12", "", "map[]"},
		{"a,FARM,rye,FARM,2,10,1,1", "", "map[b-FARM a-FARM:1]"}, // nobody promises oneself
		// Another's exclusive scope at b shuts b's farm out while it lasts.
		{
			"a,SHOP,rye,FARM,2,50,1,12", "b,SHOP,rye,1,3,12,exclusive\n",
			"map[a-FARM a-SHOP:12 b-FARM a-SHOP:2]",
		},
		{
			"b,SHOP,rye,FARM,1,50,1,12", "b,SHOP,rye,1,3,12,exclusive\n",
			"map[b-FARM b-SHOP:12]",
		},
		// A seller that can promise nothing does not count as one.
		{
			"a,SHOP,rye,FARM,1,50,1,12", "b,SHOP,rye,2,1,12,exclusive\n", "map[]",
		},
	} {
		if got, _ := floors(c.row, c.scope); got != c.want {
			t.Errorf("%s with %q: %s, want %s", c.row, c.scope, got, c.want)
		}
	}
	_, r := floors("a,SHOP,rye,FARM,1,150,2,2", "")
	offered := (&maker{region: r}).offered()[lot{"a-FARM", "rye", 2}]
	if len(r.Floors) != 1 || r.Floors[0].Quantity != offered*150/100 || offered == 0 {
		t.Errorf("one and a half times %d is %v", offered, r.Floors)
	}
}

func TestSignedLinesComeFromTheNearestOffers(t *testing.T) {
	r := madeOf(t, "signed.csv", "rye,50", "rye,100")
	ix := r.Index()
	way := func(l *hinterland.Line) int64 {
		return hectometres(ix.Place[ix.PlaceOf(l.From)], ix.Place[ix.PlaceOf(l.To)])
	}
	got := map[string]hinterland.Quantity{}
	for i := range r.Signed {
		l := &r.Signed[i]
		got[fmt.Sprint(l.To, l.Period)] += l.Quantity
		freight := hinterland.RoundHalfEven(100_000*way(l), 10)
		if l.UnitCost != l.Price+hinterland.Money(freight) || l.OfferPeriod != l.Period ||
			l.ShipPeriod != l.Period || l.Priority != 1 || l.Reason != hinterland.LineCost {
			t.Errorf("%+v", l)
		}
		// Whoever buys afar has emptied what is near.
		if i > 0 && r.Signed[i-1].To == l.To && r.Signed[i-1].Period == l.Period &&
			way(&r.Signed[i-1]) > way(l) {
			t.Errorf("%+v comes after a longer way", l)
		}
	}
	for _, n := range r.Needs {
		if q := got[fmt.Sprint(n.Party, n.Period)]; q > n.Quantity {
			t.Errorf("%v is signed %d", n, q)
		}
	}
	// Half of what is needed, rounded down.
	half := madeOf(t)
	for _, n := range half.Needs {
		sum := hinterland.Quantity(0)
		for _, l := range half.Signed {
			if l.To == n.Party && l.Period == n.Period {
				sum += l.Quantity
			}
		}
		if sum > n.Quantity/2 {
			t.Errorf("half of %v is signed %d", n, sum)
		}
	}
	// An exclusive scope of a's shop on both farms leaves b's shop nothing.
	shut := madeOf(t, "scopes.csv", "a,SHOP,rye,1,1,12,announced", "a,SHOP,rye,2,1,12,exclusive",
		"floors.csv", "a,SHOP,rye,FARM,1,50,1,12\n", "")
	for _, l := range shut.Signed {
		if l.To != "a-SHOP" {
			t.Errorf("%+v passes over the scope", l)
		}
	}
}

func TestEqualWaysAreSettledByPriceAndParty(t *testing.T) {
	place := func(code hinterland.PlaceCode, lat hinterland.MicroDegrees) hinterland.Place {
		return hinterland.Place{Code: code, Lat: lat}
	}
	r := &hinterland.Region{
		Places: []hinterland.Place{place("m", 0), place("n", 1_000_000), place("s", -1_000_000)},
		Parties: []hinterland.Party{
			{Code: "m1", Place: "m"},
			{Code: "n1", Place: "n"},
			{Code: "n2", Place: "n"},
			{Code: "s1", Place: "s"},
		},
		Goods: []hinterland.Good{{Code: "g"}},
	}
	s := &signer{m: &maker{region: r}, ix: r.Index(), good: &r.Goods[0]}
	for _, o := range []hinterland.Offer{
		{Party: "s1", Period: 1, Price: 5},
		{Party: "n2", Period: 1, Price: 4},
		{Party: "n1", Period: 1, Price: 4},
		{Party: "n1", Period: 2, Price: 1},
		{Party: "m1", Period: 1, Price: 1},
		{Party: "n1", Period: 1, Price: 9},
	} {
		o.Good = "g"
		s.offers = append(s.offers, o)
	}
	got := s.nearestOffers(&hinterland.Need{Party: "m1", Good: "g", Period: 1})
	if want := []int{2, 1, 0, 5}; !slices.Equal(got, want) {
		t.Errorf("offers %v, want %v", got, want)
	}
}

func TestSitesAreSortedByWayAndCode(t *testing.T) {
	var sites []site
	for code, lat := range map[string]int{"d": 3, "c": -2, "b": 2, "a": -2, "e": 0} {
		sites = append(sites, site{place: hinterland.Place{
			Code: hinterland.PlaceCode(code), Lat: hinterland.MicroDegrees(lat * 1_000_000),
		}})
	}
	at := hinterland.Place{Code: "e"}
	text := ""
	for _, s := range nearest(sites, &at) {
		text += string(s.place.Code)
	}
	if text != "eabcd" {
		t.Errorf("from e: %s", text)
	}
}

func TestMeasuresAreSharesOrLand(t *testing.T) {
	l := &loader{folder: fstest.MapFS{"places.csv": &fstest.MapFile{Data: []byte(
		"code,name,name_zh,lon,lat,people,farm,mine,manuf,land,labour\n" +
			"a,A,甲,112.1,37.5,20000,5000,30,1,1234,199\n")}}}
	s := l.byShares()[0]
	// Half of 20,000 work, and shares are hundredths of a per cent of these.
	want := map[string]int64{people: 20_000, each: 1000, farming: 5000, mining: 30, making: 1}
	for name, n := range want {
		if s.measure[name] != n {
			t.Errorf("%s is %d, want %d", name, s.measure[name], n)
		}
	}
	s = l.byLand()[0]
	if s.measure[land] != 1234 || s.measure[making] != 29 || s.place.Name.Chinese != "" {
		t.Errorf("by land: %v, %v", s.measure, s.place.Name)
	}
	if s.place.Lon != 112_100_000 || s.place.Weight != 20_000 || l.err != nil {
		t.Errorf("%+v, %v", s.place, l.err)
	}
}

func TestTablesMayHaveCommentsBlanksAndEmptyCells(t *testing.T) {
	l := &loader{folder: fstest.MapFS{
		"t.csv":     {Data: []byte("# why\na,b\n 1 ,\n# more\n2,3.5\n")},
		"empty.csv": {Data: []byte("# nothing\n")},
		"bad.csv":   {Data: []byte("a,b\n1\n")},
	}}
	rows := l.read("t.csv")
	if len(rows) != 2 || rows[0].whole("a") != 1 || rows[0].whole("b") != 0 ||
		rows[0].decimal("b", 2) != 0 || rows[1].decimal("b", 2) != 350 || l.err != nil {
		t.Errorf("%v, %v", rows, l.err)
	}
	if rows[1].whole("b"); l.err == nil || l.err.Error() != `demo: t.csv:3 b: "3.5"` {
		t.Errorf("3.5 is whole: %v", l.err)
	}
	first := l.err
	if rows[1].text("c"); l.err != first || l.read("t.csv") != nil {
		t.Error("the first fault is not the one that is kept")
	}
	for _, name := range []string{"empty.csv", "bad.csv", "none.csv"} {
		l.err = nil
		if rows := l.read(name); rows != nil || l.err == nil ||
			!strings.Contains(l.err.Error(), name) {
			t.Errorf("%s: %v, %v", name, rows, l.err)
		}
	}
}

func TestTiesEndWhereTheirReachDoes(t *testing.T) {
	at := func(code string, lat hinterland.MicroDegrees) site {
		return site{place: hinterland.Place{
			Code: hinterland.PlaceCode(code), Lat: lat, Weight: 3_000_000,
		}}
	}
	// A degree of latitude is 111.195 km, 200 km are 1.79864 degrees.
	for lat, want := range map[hinterland.MicroDegrees]int{
		1_798_000: 1, 1_798_600: 1, 1_798_700: 0, 3_000_000: 0,
	} {
		if n := len(gravity([]site{at("a", 0), at("b", lat)})); n != want {
			t.Errorf("%d millionths of a degree apart: %d ties, want %d", lat, n, want)
		}
	}
	few := at("c", 1_000_000)
	few.place.Weight = 1
	ties := gravity([]site{at("a", 0), at("b", 500_000), few})
	if len(ties) != 1 || ties[0].A != "a" || ties[0].B != "b" {
		t.Errorf("ties %v", ties)
	}
}
