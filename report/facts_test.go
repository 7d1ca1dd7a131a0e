package report

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"hinterland"
	"hinterland/lang"
)

func TestNotesAreSplitAtTheirFirstColon(t *testing.T) {
	long := strings.Repeat("长", 24)
	tests := []struct {
		text string
		want note
	}{
		{"Model: prices are made", note{"Model", "Prices are made"}},
		{"model: a: b", note{"Model", "A: b"}},
		{"模型：价格为虚构", note{"模型", "价格为虚构"}},
		{"no colon at all", note{"", "no colon at all"}},
		{"at 12:30 o'clock", note{"", "at 12:30 o'clock"}},
		{long + "：x", note{long, "X"}},
		{long + "长：x", note{"", long + "长：x"}},
	}
	for _, tt := range tests {
		in := small()
		in.Plan = &hinterland.Plan{}
		in.Zoning.Settings.Notes = []hinterland.Name{both(tt.text, "")}
		got := newBook(in, lang.For(lang.English)).notes()
		if len(got) != 1 || got[0] != tt.want {
			t.Errorf("%q is split into %q, want %q", tt.text, got, tt.want)
		}
	}
}

// The wishes are those that the plan was made by, in their order.
func TestWishesAreThoseOfThePlan(t *testing.T) {
	tests := []struct {
		policy        hinterland.Policy
		zoned, signed bool
		want          string
	}{
		{hinterland.ZonesFirst, true, false, "floors own class shares cost"},
		{hinterland.ZonesFirst, true, true, "floors own class shares signed cost"},
		{hinterland.ZonesFirst, false, false, "floors class shares cost"},
		{hinterland.ZonesPrefer, true, true, "floors class shares zone signed cost"},
		{hinterland.ZonesPrefer, false, false, "floors class shares cost"},
		{hinterland.ZonesIgnore, true, false, "floors class shares cost"},
	}
	for _, tt := range tests {
		in := &Input{Region: &hinterland.Region{}, Plan: &hinterland.Plan{Policy: tt.policy}}
		if tt.zoned {
			in.Region.Places = []hinterland.Place{{Code: "p", Zone: "Z"}}
		}
		if tt.signed {
			in.Region.Signed = []hinterland.Line{{}}
		}
		b := newBook(in, lang.For(lang.English))
		var want []string
		for _, wish := range strings.Fields(tt.want) {
			want = append(want, b.say.Say("report.wish."+wish, nil))
		}
		if got := b.order(); !slices.Equal(got, want) {
			t.Errorf("%+v: got %q", tt, got)
		}
	}
}

// The classes that docs/formats.md knows come in its order, then an office's
// own by name, and last goods of no class.
func TestGoodsComeClassByClass(t *testing.T) {
	want := []string{
		"food", "raw material", "means of production", "labour", "service", "money",
		"alpha", "omega", "",
	}
	in := &Input{Region: &hinterland.Region{}, Plan: &hinterland.Plan{}}
	for i := range want {
		for _, sub := range []string{"b", "a"} {
			code := hinterland.GoodCode(fmt.Sprint(len(want)-i, sub))
			in.Region.Goods = append(in.Region.Goods, hinterland.Good{
				Code: code, Class: want[(i*4)%len(want)],
			})
			in.Plan.Goods = append(in.Plan.Goods, hinterland.GoodSummary{Good: code})
		}
	}
	in.Region.Goods = append(in.Region.Goods, hinterland.Good{Code: "unplanned"})
	b := newBook(in, lang.For(lang.English))
	var classes []string
	for i, g := range b.goods {
		classes = append(classes, g.Class)
		if i > 0 && b.goods[i-1].Class == g.Class && b.goods[i-1].Code > g.Code {
			t.Errorf("%s stands before %s", b.goods[i-1].Code, g.Code)
		}
	}
	if got := slices.Compact(classes); !slices.Equal(got, want) || len(b.goods) != 2*len(want) {
		t.Errorf("%d goods in %q", len(b.goods), got)
	}
}

// A zone that is the whole region is not told apart from it.
func TestARegionOfOneZoneIsToldOnce(t *testing.T) {
	in := small()
	for i := range in.Region.Places {
		in.Region.Places[i].Zone = "Upper"
	}
	in.Zoning.Centres, in.Drawn = in.Zoning.Centres[:1], nil
	page := written(t, solved(t, in), lang.English)
	for caption, g := range grids(elements(t, page)) {
		if strings.Contains(caption, "balance by period") && len(g.grouped()) != 1 {
			t.Errorf("%s tells of %d zones", caption, len(g.grouped()))
		}
	}
	if strings.Contains(page, `id="exchange"`) {
		t.Error("one zone gives to another")
	}
}

func TestWhatIsProvedIsClaimedOfAllGoodsOnly(t *testing.T) {
	in := solved(t, small())
	claim := lang.For(lang.English).Say("report.lead.proved", nil)
	has(t, written(t, in, lang.English), claim, "3 of 3")
	levels := in.Plan.Goods[1].Levels
	for _, fewer := range [][]string{levels[:len(levels)-1], nil} {
		in.Plan.Goods[1].Levels = fewer
		page := written(t, in, lang.English)
		has(t, page, "2 of 3")
		if strings.Contains(page, claim) {
			t.Errorf("with %v of one good proved, the page claims all", fewer)
		}
	}
}

func TestPlacesOutsideOfZonesAreCounted(t *testing.T) {
	say := lang.For(lang.English)
	inZones := func(n int) string {
		return say.Say("report.fact.places.means", lang.Args{"count": n})
	}
	tests := []struct {
		zones []hinterland.ZoneCode
		want  string
	}{
		{[]hinterland.ZoneCode{"A", "B"}, inZones(2)},
		{[]hinterland.ZoneCode{"A", "A"}, inZones(1)},
		{[]hinterland.ZoneCode{"", ""}, say.Say("report.fact.places.none", nil)},
		{
			[]hinterland.ZoneCode{"A", "", ""},
			say.Say("report.fact.places.outside", lang.Args{"count": 1, "outside": "2"}),
		},
	}
	for _, tt := range tests {
		in := &Input{Region: &hinterland.Region{}, Plan: &hinterland.Plan{}}
		for i, zone := range tt.zones {
			in.Region.Places = append(in.Region.Places,
				hinterland.Place{Code: hinterland.PlaceCode(fmt.Sprint(i)), Zone: zone})
		}
		if got := newBook(in, say).placesFact().Means; got != tt.want {
			t.Errorf("%q: %s, want %s", tt.zones, got, tt.want)
		}
	}
}

// One of a unit is told in the singular, half of it and none in the plural.
func TestUnitsAgreeWithTheirNumbers(t *testing.T) {
	b := newBook(&Input{Region: &hinterland.Region{}, Plan: &hinterland.Plan{}},
		lang.For(lang.English))
	tests := []struct {
		unit     string
		decimals int
		steps    int64
		want     string
	}{
		{"t", 0, 1, "1 tonne"},
		{"t", 0, 0, "0 tonnes"},
		{"t", 0, 2, "2 tonnes"},
		{"t", 1, 10, "1 tonne"},
		{"t", 1, 5, "0.5 tonnes"},
		{"t", 3, 1_234_567, "1,234.567 tonnes"},
		{"barrel", 0, 1, "1 barrel"},
		{"barrel", 0, 2, "2 barrel"},
	}
	for _, tt := range tests {
		g := &hinterland.Good{Unit: tt.unit, Decimals: tt.decimals}
		got := strings.ReplaceAll(b.quantity(g, tt.steps), "\u00a0", " ")
		if got != tt.want {
			t.Errorf("%d steps: %s, want %s", tt.steps, got, tt.want)
		}
	}
	for decimals, want := range []string{"one tonne", "0.1 tonnes", "0.01 tonnes"} {
		got := b.step(&hinterland.Good{Unit: "t", Decimals: decimals})
		if got = strings.ReplaceAll(got, "\u00a0", " "); got != want {
			t.Errorf("the smallest step is %s, want %s", got, want)
		}
	}
}

// A shortfall of a need that the plan has no share of is told without it.
func TestAShortfallWithoutItsNeedIsToldAllTheSame(t *testing.T) {
	in := solved(t, small())
	b := newBook(in, lang.For(lang.English))
	g := b.index.Good["wheat"]
	s := &hinterland.Shortfall{
		Party: "nobody", Good: "wheat", Period: 9, Priority: 9, Quantity: 5, Worth: 2,
		Reason: hinterland.ShortReach,
	}
	row := b.lacksTable(g, "", []*hinterland.Shortfall{s}).Rows[0].Cells
	var got []string
	for _, c := range row[:6] {
		got = append(got, c.Text)
	}
	want := []string{"nobody", "9", "9", "–", "0.5", b.shortReason(hinterland.ShortReach)}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// The contents name each chapter that is there, and under the goods each class.
func TestContentsNameEveryChapter(t *testing.T) {
	markets(t, func(t *testing.T, p *printed) {
		var heads, links []string
		for _, e := range p.elements {
			switch id := e.attrs["id"]; {
			case e.name == "h2", e.name == "h3" && e.attrs["class"] == "class":
				heads = append(heads, "#"+id+" "+e.text.String())
			case e.name == "a" && e.inside("nav") != nil &&
				e.inside("nav").attrs["class"] == "contents":
				links = append(links, e.attrs["href"]+" "+e.text.String())
			}
		}
		if !slices.Equal(heads, links) || len(heads) < 7 {
			t.Errorf("the chapters are\n%q, the contents\n%q", heads, links)
		}
	})
}

// What is proved of the zones stands beside what is proved of the goods.
func TestTheProofOfTheZonesIsAmongTheFirstFigures(t *testing.T) {
	in := solved(t, small())
	b := newBook(in, lang.For(lang.English))
	if means := b.proofFact().Means; !strings.Contains(means, b.zonesProof(in.Drawn)) {
		t.Errorf("%q does not tell how good the zones are", means)
	}
	in.Drawn = nil
	b = newBook(in, lang.For(lang.English))
	if got, want := b.proofFact().Means, b.plain("report.fact.proved.means"); got != want {
		t.Errorf("of zones that were given it says %q", got)
	}
}

// traders is a book of four goods in yuan and one in dollars that two zones
// send each other, one step of each.
func traders() *book {
	in := &Input{Region: &hinterland.Region{}, Plan: &hinterland.Plan{}}
	for i, code := range []hinterland.PlaceCode{"p", "q"} {
		in.Region.Places = append(in.Region.Places, hinterland.Place{
			Code: code, Zone: hinterland.ZoneCode(fmt.Sprint("Z", i)),
		})
		in.Region.Parties = append(in.Region.Parties,
			hinterland.Party{Code: hinterland.PartyCode(code), Place: code})
	}
	for i := range 5 {
		code := hinterland.GoodCode(fmt.Sprint("g", i))
		g := hinterland.Good{Code: code, Unit: "t", Currency: "CNY"}
		if i == 4 {
			g.Currency = "USD"
		}
		in.Region.Goods = append(in.Region.Goods, g)
		in.Plan.Goods = append(in.Plan.Goods, hinterland.GoodSummary{Good: code})
		in.Plan.Lines = append(in.Plan.Lines, hinterland.Line{
			From: "p", To: "q", Good: code, OfferPeriod: 1, ShipPeriod: 1, Period: 1, Quantity: 1,
			Price: hinterland.Money(1 + i),
		})
	}
	back := in.Plan.Lines[0]
	back.From, back.To = back.To, back.From
	in.Plan.Lines = append(in.Plan.Lines, back)
	return newBook(in, lang.For(lang.English))
}

func TestTheChiefGoodsAreTheThreeOfTheMostValue(t *testing.T) {
	b := traders()
	tests := []struct {
		zone     int
		gets     bool
		currency string
		want     string
	}{
		{0, false, "CNY", "[g3 g2 g1]"},
		{0, true, "CNY", "[g0]"},
		{1, true, "CNY", "[g3 g2 g1]"},
		{1, false, "CNY", "[g0]"},
		{0, false, "USD", "[g4]"},
		{0, true, "USD", "[]"},
	}
	for _, tt := range tests {
		if got := fmt.Sprint(b.chief(tt.zone, tt.gets, tt.currency)); got != tt.want {
			t.Errorf("%+v: got %s", tt, got)
		}
	}
}

// However little passes, it is counted as a good that does.
func TestPairsCountTheGoodsThatPass(t *testing.T) {
	b := traders()
	d, passes := b.pair(0, 1)
	want := b.say.Say("report.pair.short",
		lang.Args{"a": "Z0", "b": "Z1", "there": "5", "back": "1"})
	if !passes || d.Short != want || len(d.Table.Rows) != 5 {
		t.Errorf("got %q with %d rows, want %q", d.Short, len(d.Table.Rows), want)
	}
	b.traded.steps = nil
	if d, passes := b.pair(0, 1); passes || len(d.Table.Rows) > 0 {
		t.Errorf("nothing passes, and it says %q", d.Short)
	}
}

// What a move costs is told in what the objective counts, and what zones cost.
func TestZonesAreToldInWhatTheirObjectiveCounts(t *testing.T) {
	for objective, key := range map[hinterland.Objective]string{
		hinterland.ByDistance: "distance", hinterland.ByTies: "ties",
	} {
		in := solved(t, small())
		in.Drawn.Objective = objective
		b := newBook(in, lang.For(lang.English))
		page := written(t, in, lang.English)
		has(t, page, b.say.Say("report.zones."+key, nil),
			b.say.Say("report.col.move."+key, lang.Args{"scale": ""}),
			"1,200.0 "+b.say.Say("report.counts."+key, nil))
		other := map[string]string{"distance": "ties", "ties": "distance"}[key]
		if strings.Contains(page, b.say.Say("report.counts."+other, nil)) {
			t.Errorf("by %s, the page counts %s", key, other)
		}
	}
}

func TestTablesSayWhichColumnsHoldWords(t *testing.T) {
	tests := []struct {
		columns []column
		hashes  bool
		want    string
	}{
		{[]column{text("a"), number("b")}, false, ""},
		{[]column{text("a"), text("b"), number("c"), text("d")}, false, "l2 l4"},
		{[]column{sentences("a"), sentences("b")}, true, "w1 l2 w2 hash"},
		{make([]column, manyColumns-1), false, ""},
		{make([]column, manyColumns), false, "many"},
	}
	for _, tt := range tests {
		table := &table{Columns: tt.columns, Hashes: tt.hashes}
		if got := table.Class(); got != tt.want || table.Width() != len(tt.columns) {
			t.Errorf("%v: the classes are %q, want %q", tt.columns, got, tt.want)
		}
	}
}
