package hinterland

import (
	"errors"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func TestWhatIsStatedIsReadOrRefused(t *testing.T) {
	steel := &Good{Code: "steel", Decimals: 1}
	for name, c := range map[string]struct {
		texts []string
		want  Series
		fault string
	}{
		"as many as there are":        {[]string{"1", "0", "2.5"}, "10,0,25", ""},
		"none behind the last":        {[]string{"1"}, "10", ""},
		"noughts behind the last":     {[]string{"1", "0", "0"}, "10", ""},
		"one period too many":         {[]string{"1", "1", "1", "1"}, "", "statement.periods"},
		"nothing at all":              {[]string{"0", "0"}, "", "statement.nothing"},
		"no period":                   {nil, "", "statement.nothing"},
		"no number":                   {[]string{"1", "much"}, "", "number.form"},
		"too many decimals":           {[]string{"0.05"}, "", "number.places"},
		"the most that can be stated": {[]string{"100000000000000"}, "1000000000000000", ""},
		"one step more":               {[]string{"100000000000000", "0.1"}, "", "total.size"},
	} {
		s := Statement{}
		faults := s.State(c.texts, steel, 3)
		switch {
		case c.fault == "" && (len(faults) > 0 || s.Amounts != c.want):
			t.Errorf("%s: %q, %v", name, s.Amounts, faults)
		case c.fault != "" && (len(faults) != 1 || string(faults[0].Reason) != c.fault ||
			!strings.HasPrefix(faults[0].At.Column, "quantities")):
			t.Errorf("%s: %v", name, faults)
		}
	}
}

func TestAStatementIsRefusedWhere(t *testing.T) {
	for name, c := range map[string]struct {
		s    Statement
		want Reason
	}{
		"an offer for nothing":  {Statement{Kind: Offered}, ""},
		"the dearest offer":     {Statement{Kind: Offered, Price: MaxUnitCost}, ""},
		"a dearer offer":        {Statement{Kind: Offered, Price: MaxUnitCost + 1}, "cost.size"},
		"a need of no priority": {Statement{Kind: Needed}, "number.range"},
		"the most urgent need":  {Statement{Kind: Needed, Priority: 1}, ""},
		"the least urgent need": {Statement{Kind: Needed, Priority: MaxPriority}, ""},
		"a less urgent one": {
			Statement{Kind: Needed, Priority: MaxPriority + 1}, "number.range",
		},
	} {
		c.s.Horizon, c.s.Party, c.s.Good = "h", "p", "g"
		var got Reason
		for _, f := range c.s.Check() {
			got = f.Reason
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestAPlanKnowsARowForEachPeriod(t *testing.T) {
	s := Statement{Party: "p", Good: "g", Price: 7, Amounts: "5,0,6"}
	want := []Offer{
		{Party: "p", Good: "g", Period: 1, Quantity: 5, Price: 7},
		{Party: "p", Good: "g", Period: 3, Quantity: 6, Price: 7},
	}
	if got := s.Offers(); !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
	s = Statement{Party: "p", Good: "g", Priority: 2, Amounts: "0,4"}
	if got, want := s.Needs(), []Need{
		{Party: "p", Good: "g", Period: 2, Quantity: 4, Priority: 2},
	}; !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
	sums := []Quantity{1, 1}
	if s.Amounts.Add(sums); !slices.Equal(sums, []Quantity{1, 5}) {
		t.Errorf("%v", sums)
	}
	if got := Series("").Quantities(); got != nil {
		t.Errorf("%v", got)
	}
}

func TestAMarkStandsBehindAListWithoutNamingAPrice(t *testing.T) {
	at := func(party PartyCode, good GoodCode, price Money) Statement {
		return Statement{Party: party, Good: good, Price: price}
	}
	list := []Statement{at("a", "g", 1), at("b", "g", 1), at("b", "g", 2)}
	for name, c := range map[string]struct {
		list []Statement
		from Mark
		want Mark
	}{
		"nothing was read":             {nil, Mark{"a", "g", 1}, Mark{"a", "g", 1}},
		"two of the last pair":         {list, Mark{}, Mark{"b", "g", 2}},
		"and those met before":         {list[1:], Mark{"b", "g", 3}, Mark{"b", "g", 5}},
		"those of others do not count": {list, Mark{"b", "g", 3}, Mark{"b", "g", 2}},
	} {
		if got := MarkAfter(c.list, c.from); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// aBook is a book of statements that only reads.
type aBook struct {
	StatementBook
	stated []Statement
	err    error
}

func (b aBook) StatementsOf(HorizonCode, GoodCode) ([]Statement, error) { return b.stated, b.err }

func TestAMarketPartsOffersFromNeeds(t *testing.T) {
	book := aBook{stated: []Statement{
		{Kind: Needed, Party: "a", Good: "g", Priority: 1, Amounts: "1,2"},
		{Kind: Offered, Party: "b", Good: "g", Price: 3, Amounts: "0,5"},
		{Kind: Offered, Party: "b", Good: "g", Price: 4, Amounts: "6"},
	}}
	offers, needs, err := Market(book, "h", "g")
	if err != nil {
		t.Fatal(err)
	}
	wantOffers := []Offer{
		{Party: "b", Good: "g", Period: 2, Quantity: 5, Price: 3},
		{Party: "b", Good: "g", Period: 1, Quantity: 6, Price: 4},
	}
	wantNeeds := []Need{
		{Party: "a", Good: "g", Period: 1, Quantity: 1, Priority: 1},
		{Party: "a", Good: "g", Period: 2, Quantity: 2, Priority: 1},
	}
	if !slices.Equal(offers, wantOffers) || !slices.Equal(needs, wantNeeds) {
		t.Errorf("%v, %v", offers, needs)
	}
	book.err = errors.New("the records are gone")
	if _, _, err := Market(book, "h", "g"); !errors.Is(err, book.err) {
		t.Errorf("%v", err)
	}
}

// What is stated for a plan passes the plan's own rules: each row is read once,
// and its key stands once.
func TestWhatIsStatedMakesARegionThatCanBePlanned(t *testing.T) {
	const seed = 20270101
	dice := rand.New(rand.NewPCG(seed, 1))
	r := &Region{
		Places:  []Place{{Code: "p", Lon: 1, Lat: 1}},
		Parties: []Party{{Code: "a", Place: "p"}, {Code: "b", Place: "p"}},
		Goods:   []Good{{Code: "g", Unit: "t", Keeps: Forever, Currency: "CNY"}},
	}
	total := Quantity(0)
	for i := range 40 {
		amounts := make([]Quantity, 1+dice.IntN(MaxPeriods))
		for p := range amounts {
			amounts[p] = Quantity(dice.IntN(3)) * Quantity(dice.IntN(1000))
			total += amounts[p]
		}
		party := r.Parties[i%2].Code
		s := Statement{
			Kind: Offered, Party: party, Good: "g", Price: Money(i), Amounts: SeriesOf(amounts),
		}
		if i%4 > 1 {
			s = Statement{
				Kind: Needed, Party: party, Good: "g", Priority: 1 + i, Amounts: SeriesOf(amounts),
			}
		}
		r.Offers = append(r.Offers, s.offersIf()...)
		r.Needs = append(r.Needs, s.needsIf()...)
	}
	if faults := r.Check(); len(faults) > 0 {
		t.Errorf("seed %d: %v", seed, faults)
	}
	for _, o := range r.Offers {
		total -= o.Quantity
	}
	for _, n := range r.Needs {
		total -= n.Quantity
	}
	if total != 0 {
		t.Errorf("seed %d: %d are lost", seed, total)
	}
}

func (s *Statement) offersIf() []Offer {
	if s.Kind != Offered {
		return nil
	}
	return s.Offers()
}

func (s *Statement) needsIf() []Need {
	if s.Kind != Needed {
		return nil
	}
	return s.Needs()
}

func TestASeriesIsReadAsItIsWritten(t *testing.T) {
	for name, c := range map[string]struct {
		amounts []Quantity
		want    Series
	}{
		"nothing":               {nil, ""},
		"noughts":               {[]Quantity{0, 0}, ""},
		"one":                   {[]Quantity{7}, "7"},
		"a gap":                 {[]Quantity{7, 0, 8}, "7,0,8"},
		"noughts at the end":    {[]Quantity{7, 0, 8, 0, 0}, "7,0,8"},
		"noughts at the start":  {[]Quantity{0, 0, 8}, "0,0,8"},
		"as much as there is":   {[]Quantity{MaxTotal}, "1000000000000000"},
		"more than any harvest": {[]Quantity{1 << 62}, "4611686018427387904"},
	} {
		given := slices.Clone(c.amounts)
		got := SeriesOf(c.amounts)
		if got != c.want {
			t.Errorf("%s is written %q", name, got)
		}
		if !slices.Equal(given, c.amounts) {
			t.Errorf("%s is changed by being written", name)
		}
		back := got.Quantities()
		if again := SeriesOf(back); again != got {
			t.Errorf("%s is read as %v", name, back)
		}
	}
	for text, want := range map[Series][]Quantity{
		"7,x,8": {7, 0, 8}, "7,,8": {7, 0, 8}, ",": {0, 0}, "-1": {0},
		"99999999999999999999": {0},
	} {
		if got := text.Quantities(); !slices.Equal(got, want) {
			t.Errorf("%q is read as %v", text, got)
		}
	}
}
