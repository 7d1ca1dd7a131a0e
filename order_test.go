package hinterland

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strconv"
	"testing"
)

// variants returns a list of rows that differ from zero in one field each,
// and by size where a field is a number: 2 before 10.
func variants[T any](fields ...string) []T {
	list := []T{*new(T)}
	for _, name := range fields {
		for _, n := range []int64{2, 10} {
			var row T
			field := reflect.ValueOf(&row).Elem().FieldByName(name)
			if field.CanInt() {
				field.SetInt(n)
			} else {
				field.SetString(fmt.Sprintf("%02d", n))
			}
			list = append(list, row)
		}
	}
	return list
}

// key is a row as the cells of the named fields, so that slices compare them
// from the left: numbers by size, codes by their bytes.
func key(row any, fields []string) []string {
	var cells []string
	for _, name := range fields {
		field := reflect.ValueOf(row).FieldByName(name)
		if field.CanInt() {
			cells = append(cells, fmt.Sprintf("%020d", field.Int()))
		} else {
			cells = append(cells, field.String())
		}
	}
	return cells
}

// sortsFromTheLeft holds a table of a plan to the order of its columns.
func sortsFromTheLeft[T any](t *testing.T, table func(*Plan) *[]T, fields ...string) {
	t.Helper()
	dice := rand.New(rand.NewPCG(4, 1958))
	rows := variants[T](fields...)
	for range 20 {
		dice.Shuffle(len(rows), reflect.Swapper(rows))
		p := &Plan{}
		*table(p) = slices.Clone(rows)
		p.Sort()
		if !slices.IsSortedFunc(*table(p), func(a, b T) int {
			return slices.Compare(key(a, fields), key(b, fields))
		}) {
			t.Fatalf("not in the order of %v: %+v", fields, *table(p))
		}
	}
}

func TestEveryTableOfAPlanIsSortedByItsColumnsFromTheLeft(t *testing.T) {
	sortsFromTheLeft(t, func(p *Plan) *[]Line { return &p.Lines },
		"From", "To", "Good", "Price", "OfferPeriod", "ShipPeriod", "Period", "Priority",
		"Quantity", "UnitCost", "Reason")
	sortsFromTheLeft(t, func(p *Plan) *[]Shortfall { return &p.Shortfalls },
		"Party", "Good", "Period", "Priority")
	sortsFromTheLeft(t, func(p *Plan) *[]Share { return &p.Shares },
		"Party", "Good", "Period", "Priority")
	sortsFromTheLeft(t, func(p *Plan) *[]Potential { return &p.Potentials },
		"Good", "Side", "Party", "To", "Period", "Price")
	sortsFromTheLeft(t, func(p *Plan) *[]GoodSummary { return &p.Goods }, "Good")
}

// The same faults are told in the same order, whoever found them first.
func TestRefusalsAreSortedByFileLineColumnAndReason(t *testing.T) {
	var want Refusals
	for _, file := range []string{"", "a.csv", "b.csv"} {
		for _, line := range []int{0, 2, 10} {
			for _, column := range []string{"", "code", "place"} {
				for _, reason := range []Reason{"cell.blank", "code.form"} {
					want = append(want, Refuse(Invalid, reason, nil).
						In(Where{File: file, Line: line, Column: column}))
				}
			}
		}
	}
	dice := rand.New(rand.NewPCG(5, 1958))
	for range 20 {
		got := slices.Clone(want)
		dice.Shuffle(len(got), reflect.Swapper(got))
		if err := got.Err(); err == nil || !slices.Equal(got, want) {
			t.Fatalf("got %v", got)
		}
	}
}

func TestRefusalsThatAreNoneAreNoError(t *testing.T) {
	for _, none := range []Refusals{nil, {}} {
		if err := none.Err(); err != nil {
			t.Errorf("got %v", err)
		}
	}
	none := Refusals{}
	none.add(nil)
	if len(none) > 0 {
		t.Errorf("nothing is collected as %v", none)
	}
}

func TestARefusalGivesTheBareFacts(t *testing.T) {
	tests := []struct {
		at   Where
		want string
	}{
		{Where{}, "code.form"},
		{Where{Column: "code", Value: "x"}, "code.form"},
		{Where{File: "a.csv"}, "a.csv:0: code.form"},
		{Where{File: "a.csv", Line: 7, Value: "x"}, "a.csv:7: code.form"},
		{
			Where{File: "a.csv", Line: 7, Column: "code", Value: "a \"b\""},
			`a.csv:7 code="a \"b\"": code.form`,
		},
	}
	for _, tt := range tests {
		if got := Refuse(Invalid, "code.form", nil).In(tt.at).Error(); got != tt.want {
			t.Errorf("got %s, want %s", got, tt.want)
		}
	}
}

// chain is a region whose places and goods hang under one another: 0 is the
// root, 1 is under it, and so on.
func chain(n int) *Region {
	r := &Region{}
	for i := range n {
		p, g := Place{Code: PlaceCode(strconv.Itoa(i))}, Good{Code: GoodCode(strconv.Itoa(i))}
		if i > 0 {
			p.Parent, g.Parent = r.Places[i-1].Code, r.Goods[i-1].Code
		}
		r.Places, r.Goods = append(r.Places, p), append(r.Goods, g)
	}
	return r
}

func TestTreesAreClimbedToTheirRoots(t *testing.T) {
	const deep = 12
	ix := chain(deep).Index()
	for low := range deep {
		for high := range deep {
			place, good := PlaceCode(strconv.Itoa(low)), GoodCode(strconv.Itoa(low))
			if got := ix.PlaceUnder(place, PlaceCode(strconv.Itoa(high))); got != (low >= high) {
				t.Errorf("place %d under %d: %t", low, high, got)
			}
			if got := ix.GoodUnder(good, GoodCode(strconv.Itoa(high))); got != (low >= high) {
				t.Errorf("good %d under %d: %t", low, high, got)
			}
		}
	}
	if !ix.PlaceUnder("x", "x") || ix.PlaceUnder("x", "0") || ix.GoodUnder("0", "x") {
		t.Error("what is unknown is under nothing but itself")
	}
}

// Every member of a loop is refused, and what only hangs on it is not.
func TestEveryMemberOfALoopIsRefused(t *testing.T) {
	for n := 1; n <= 5; n++ {
		r := chain(n + 2)
		r.Places[0].Parent, r.Goods[0].Parent = r.Places[n-1].Code, r.Goods[n-1].Code
		loops := map[string]int{}
		for _, f := range r.Check() {
			if f.Reason != "tree.loop" || f.At.Column != "parent" {
				t.Errorf("loop of %d: %v", n, f)
			}
			loops[f.At.File]++
		}
		if loops[PlacesTable] != n || loops[GoodsTable] != n {
			t.Errorf("of a loop of %d are refused: %v", n, loops)
		}
		if ix := r.Index(); ix.PlaceUnder("0", "x") || !ix.PlaceUnder(r.Places[n+1].Code, "0") {
			t.Errorf("the loop of %d is climbed for ever, or not at all", n)
		}
	}
}

func TestAnIndexFindsTheFirstOfTwoRows(t *testing.T) {
	r := &Region{
		Places:  []Place{{Code: "p", Zone: "z", Row: 2}, {Code: "p", Row: 3}},
		Parties: []Party{{Code: "u", Place: "p", Row: 2}, {Code: "u", Place: "p", Row: 3}},
	}
	ix := r.Index()
	if ix.Place["p"].Row != 2 || ix.Party["u"].Row != 2 || ix.ZoneOf("u") != "z" {
		t.Errorf("got %+v", ix)
	}
	if ix.PlaceOf("nobody") != "" || ix.ZoneOf("nobody") != "" {
		t.Error("nobody is somewhere")
	}
	faults := r.Check()
	if len(faults) != 2 {
		t.Errorf("got %v", faults)
	}
	for _, f := range faults {
		if f.Reason != "key.code" || f.Args["first"] != 2 || f.At.Line != 3 {
			t.Errorf("%v does not name the first row", f)
		}
	}
}

func TestAScopeCoversItsPeriodsGoodsAndPlacesAndNoOthers(t *testing.T) {
	ix := chain(4).Index()
	s := &Scope{Good: "1", Place: "2", First: 3, Last: 5}
	for good := range 4 {
		for place := range 4 {
			for period := Period(1); period < 8; period++ {
				want := good >= 1 && place >= 2 && period >= 3 && period <= 5
				got := s.Covers(ix, GoodCode(strconv.Itoa(good)), PlaceCode(strconv.Itoa(place)),
					period)
				if got != want {
					t.Errorf("good %d in place %d in %d: %t", good, place, period, got)
				}
			}
		}
	}
}

// The bounds of zones may meet, and a tolerance may be anything.
func TestBoundsOfZonesMayMeet(t *testing.T) {
	for _, b := range []Bounds{
		{},
		{Kind: ByLeastAndMost, Least: 3, Most: 3},
		{Kind: ByLeastAndMost, Least: 3, Most: NoMost},
		{Kind: ByTolerance, Tolerance: 5_000_000, Least: 2, Most: 1}, // these do not count
	} {
		r, z := smallZoning()
		z.Settings.Bounds = b
		if faults := z.Check(r.Index()); len(faults) > 0 {
			t.Errorf("%+v: %v", b, faults)
		}
	}
}

// A pair that comes twice is told as it stands, and names the row that it
// stood in first, whichever way round.
func TestAPairTwiceIsToldAsItStands(t *testing.T) {
	r, z := smallZoning()
	z.Adjacency = []Adjacency{
		{A: "c", B: "a", Row: 2}, {A: "a", B: "c", Row: 3}, {A: "c", B: "a", Row: 4},
	}
	faults := z.Check(r.Index())
	if len(faults) != 2 || faults[0].At.Value != "a" || faults[1].At.Value != "c" ||
		faults[0].Args["first"] != 2 || faults[1].Args["first"] != 2 {
		t.Errorf("got %v", faults)
	}
}
