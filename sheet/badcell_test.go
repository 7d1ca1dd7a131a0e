package sheet

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hinterland"
	"hinterland/lang"
)

// A badCell is a cell that no column of its kind takes, and why.
type badCell struct {
	value  string
	reason hinterland.Reason
}

// badTexts are what no cell of any kind may hold.
func badTexts() []badCell {
	return []badCell{
		{strings.Repeat("长", 334), "cell.long"}, // 1002 bytes
		{"a\x01b", "cell.control"},
		{"a\u0085b", "cell.control"},
		{"a\tb", "cell.control"},
		{"a\nb", "cell.break"},
		{"a\u200eb", "cell.control"}, // marks that turn the reading direction
		{"a\u200fb", "cell.control"},
		{"a\u061cb", "cell.control"},
		{"a\u202eb", "cell.control"},
		{"a\u2066b", "cell.control"},
	}
}

func badCodes() []badCell {
	return append(badTexts(),
		badCell{"a b", "code.form"}, badCell{"a\u00a0b", "code.form"},
		badCell{"a\u3000b", "code.form"}, badCell{"#a", "code.form"},
		badCell{"a\u200bb", "cell.control"}, // of no width: another code looks like it
		badCell{"a\u00adb", "cell.control"}, badCell{strings.Repeat("长", 65), "code.form"})
}

// badNumbers are no number of any kind; form is what the kind says of them.
func badNumbers(form hinterland.Reason) []badCell {
	list := badTexts()
	for _, value := range []string{
		"x", "+1", "--1", "1e3", "0x1", "1_000", "1.2.3", "1-", "１", "½", "∞", "NaN",
	} {
		list = append(list, badCell{value, form})
	}
	for _, value := range []string{"1,5", "1 000", "1,234.5", "1，000", "1’000", "1\u00a0000"} {
		list = append(list, badCell{value, "number.grouped"})
	}
	return list
}

// badWholes are what a column of whole numbers up to most does not take.
func badWholes(most ...string) []badCell {
	list := append(badNumbers("number.whole"), badCell{"1.0", "number.whole"},
		badCell{"-1", "number.whole"}, badCell{"1.", "number.whole"})
	for _, beyond := range append(most, "9223372036854775808", "99999999999999999999") {
		list = append(list, badCell{beyond, "number.range"})
	}
	return list
}

// badDecimals are what a column of decimals does not take: with one decimal
// more than it has, with a sign, beyond 63 bits.
func badDecimals(finer, larger string) []badCell {
	return append(badNumbers("number.form"), badCell{".", "number.form"},
		badCell{"-1", "number.form"}, badCell{finer, "number.places"},
		badCell{larger, "number.size"}, badCell{"99999999999999999999", "number.size"})
}

// badMeasures are what a column of measured numbers does not take.
func badMeasures(further ...badCell) []badCell {
	return append(append(badNumbers("number.form"), badCell{".", "number.form"},
		badCell{"1.1234567890123x", "number.form"}, badCell{"1.123456789012.3", "number.form"},
		badCell{"9223373", "number.size"}), further...)
}

func badMoney() []badCell { return badDecimals("1.0000001", "9223372036854.775808") }

func badQuantities() []badCell { return badDecimals("1.25", "922337203685477580.8") }

func badExact(finer, larger string) []badCell {
	list := slices.DeleteFunc(badDecimals(finer, larger), func(c badCell) bool {
		return c.value == "-1"
	})
	return append(list, badCell{"-" + larger, "number.size"}, badCell{"-", "number.form"})
}

// badWords are what a column of certain words does not take.
func badWords() []badCell {
	return append(badTexts(), badCell{"Exclusive", "cell.choice"}, badCell{"1", "cell.choice"})
}

// A columnCase is one column of a table with a good cell and the bad ones. A
// column whose name ends in ? may be blank.
type columnCase struct {
	name, good string
	bad        []badCell
}

// A tableCase is a table column by column.
type tableCase struct {
	file    string
	columns []columnCase
}

// regionCases lists every column of every table of a region; the good of
// quantities has one decimal. Long: a row for each column.
func regionCases() []tableCase {
	period := badWholes("0", "10000")
	return []tableCase{
		{hinterland.PlacesTable, []columnCase{
			{"code", "q", badCodes()},
			{"lon", "112.5", badMeasures()},
			{"lat", "37.8", badMeasures()},
			{"zone?", "z", badCodes()},
			{"parent?", "p", badCodes()},
			{"name?", "Place", badTexts()},
			{"name_zh?", "县", badTexts()},
			{"weight?", "7", badWholes("1000000000001")},
		}},
		{hinterland.PartiesTable, []columnCase{
			{"code", "farm", badCodes()},
			{"place", "p", badCodes()},
			{"name?", "Farm", badTexts()},
			{"name_zh?", "农场", badTexts()},
		}},
		{hinterland.GoodsTable, []columnCase{
			{"code", "rye", badCodes()},
			{"unit", "t", badTexts()},
			{"decimals", "1", badWholes("7")},
			{"freight_per_km", "0.5", badMoney()},
			{"storage_per_period", "0", badMoney()},
			{"currency", "CNY", badCodes()},
			{"parent?", "wheat", badCodes()},
			{"name?", "Rye", badTexts()},
			{"name_zh?", "黑麦", badTexts()},
			{"class?", "food", badTexts()},
			{"keeps?", "3", badWholes("10000")},
		}},
		{hinterland.OffersTable, []columnCase{
			{"party", "mill", badCodes()},
			{"good", "wheat", badCodes()},
			{"period", "1", period},
			{"quantity", "10", badQuantities()},
			{"price", "2", badMoney()},
		}},
		{hinterland.NeedsTable, []columnCase{
			{"party", "mill", badCodes()},
			{"good", "wheat", badCodes()},
			{"period", "1", period},
			{"quantity", "4", badQuantities()},
			{"priority", "1", badWholes("0", "100")},
		}},
		{hinterland.DistancesTable, []columnCase{
			{"from", "p", badCodes()},
			{"to", "p", badCodes()},
			{"km", "0", badMeasures(badCell{"-1", "number.form"}, badCell{"-0", "number.form"},
				badCell{"400000.1", "number.range"})},
		}},
		{hinterland.FloorsTable, []columnCase{
			{"from", "mill", badCodes()},
			{"to", "mill", badCodes()},
			{"good", "wheat", badCodes()},
			{"period", "1", period},
			{"quantity", "4", badQuantities()},
		}},
		{hinterland.FixingsTable, []columnCase{
			{"from", "mill", badCodes()},
			{"to", "mill", badCodes()},
			{"good", "wheat", badCodes()},
			{"period", "1", period},
			{"quantity", "0", badQuantities()},
			{"reason?", "by hand", nil},
		}},
		{hinterland.ScopesTable, []columnCase{
			{"buyer", "mill", badCodes()},
			{"good", "wheat", badCodes()},
			{"place", "p", badCodes()},
			{"from_period", "1", period},
			{"to_period", "1", period},
			{"kind", "exclusive", badWords()},
		}},
		{hinterland.ReachTable, []columnCase{
			{"good", "wheat", badCodes()},
			{"max_km", "9", badMeasures(badCell{"-1", "number.form"},
				badCell{"400000.1", "number.range"})},
		}},
		lineCase(hinterland.SignedTable),
	}
}

// lineCase lists the columns of a table of lines.
func lineCase(file string) tableCase {
	period := badWholes("0", "10000")
	return tableCase{file, []columnCase{
		{"from", "mill", badCodes()},
		{"to", "mill", badCodes()},
		{"good", "wheat", badCodes()},
		{"price", "1.5", badMoney()},
		{"offer_period", "1", period},
		{"ship_period", "1", period},
		{"period", "1", period},
		{"priority", "0", badWholes("100")},
		{"quantity", "4", badQuantities()},
		{"unit_cost", "1", badMoney()},
		{"reason", "tie", badWords()},
	}}
}

// planCases lists every column of every table of a plan.
func planCases() []tableCase {
	period, priority := badWholes("0", "10000"), badWholes("0", "100")
	return []tableCase{
		lineCase(LinesFile),
		{ShortfallsFile, []columnCase{
			{"party", "mill", badCodes()},
			{"good", "wheat", badCodes()},
			{"period", "1", period},
			{"priority", "1", priority},
			{"quantity", "4", badQuantities()},
			{"reason", "too-late", badWords()},
			{"worth", "0", badWholes("100")},
		}},
		{SharesFile, []columnCase{
			{"party", "mill", badCodes()},
			{"good", "wheat", badCodes()},
			{"period", "1", period},
			{"priority", "1", priority},
			{"needed", "4", badQuantities()},
			{"met", "4", badQuantities()},
			{"own", "4", badQuantities()},
		}},
		{CertificateFile, []columnCase{
			{"good", "wheat", badCodes()},
			{"side", "floor", badWords()},
			{"party", "mill", badCodes()},
			{"to?", "mill", badCodes()},
			{"period", "1", period},
			{"price", "1.5", badMoney()},
			{"zone", "-1", badExact("-1.5", "9223372036854775808")},
			{"signed", "1", badExact("1.5", "9223372036854775808")},
			{"cost", "-1.25", badExact("-1.0000001", "9223372036854.775808")},
		}},
	}
}

// zoningCases lists every column of every table of a zoning.
func zoningCases() []tableCase {
	return []tableCase{
		{hinterland.AdjacencyTable, []columnCase{{"a", "a", badCodes()}, {"b", "b", badCodes()}}},
		{hinterland.TiesTable, []columnCase{
			{"a", "a", badCodes()},
			{"b", "b", badCodes()},
			{"tie", "2.5", badMoney()},
		}},
		{hinterland.CentresTable, []columnCase{
			{"name", "Old Town", append(badTexts(), badCell{"#1", "code.form"},
				badCell{strings.Repeat("长 ", 32) + "长", "code.form"})}, // 65 with hyphens
			{"places", "a + b", append(badTexts(), badCell{"a++b", "code.form"},
				badCell{"+a", "code.form"}, badCell{"a b", "code.form"},
				badCell{"#a", "code.form"}, badCell{"+", "code.form"})},
			{"name_zh?", "老城", badTexts()},
		}},
		{hinterland.PinsTable, []columnCase{
			{"place", "a", badCodes()},
			{"centre", "Old Town", badTexts()},
			{"reason?", "by the river", badTexts()},
			{"reason_zh?", "沿河", badTexts()},
		}},
	}
}

// quoted writes a cell so that any text may stand in it.
func quoted(text string) string { return `"` + strings.ReplaceAll(text, `"`, `""`) + `"` }

// spoilt is the table with one row for each bad cell of each column, all other
// cells of the row being good, and the faults that it has to earn. Blank is a
// bad cell of every column that may not be blank.
func (tc tableCase) spoilt() (text string, want []string) {
	var b strings.Builder
	for i, c := range tc.columns {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(strings.TrimSuffix(c.name, "?"))
	}
	b.WriteByte('\n')
	line := 1
	for at, c := range tc.columns {
		name, may := strings.CutSuffix(c.name, "?")
		bad := slices.Clone(c.bad)
		if !may {
			bad = append(bad, badCell{"", "cell.blank"}, badCell{" ", "cell.blank"})
		}
		for _, cell := range bad {
			line++
			for i, other := range tc.columns {
				value := other.good
				if i == at {
					value = cell.value
				}
				if i > 0 {
					b.WriteByte(',')
				}
				b.WriteString(quoted(value))
			}
			b.WriteByte('\n')
			want = append(want, fmt.Sprintf("%s:%d %s=%q: %s",
				tc.file, line, name, cell.value, cell.reason))
			line += strings.Count(cell.value, "\n")
		}
	}
	return b.String(), want
}

// faultLines lists refusals as their bare facts.
func faultLines(t *testing.T, err error) []string {
	t.Helper()
	var refusals hinterland.Refusals
	if !errors.As(err, &refusals) {
		t.Fatalf("got %v, want refusals", err)
	}
	var list []string
	for _, r := range refusals {
		list = append(list, r.Error())
	}
	return list
}

// withTable is the small region's folder with one table replaced.
func withTable(file, text string) map[string][]byte {
	files := map[string][]byte{}
	for name, table := range smallRegion() {
		files[name] = []byte(table)
	}
	files[file] = []byte(text)
	return files
}

// Of a table full of bad cells each is told, by file, line, column, value and
// rule, and nothing else is.
func TestEveryBadCellOfARegionIsTold(t *testing.T) {
	for _, tc := range regionCases() {
		text, want := tc.spoilt()
		_, err := ReadRegion(folderOf(withTable(tc.file, text)))
		if diff := cmp.Diff(want, faultLines(t, err)); diff != "" {
			t.Errorf("%s: %s", tc.file, diff)
		}
	}
}

// wheat is the region that the plan cases are written for.
func wheat() *hinterland.Region {
	return &hinterland.Region{Goods: []hinterland.Good{{Code: "wheat", Decimals: 1}}}
}

func TestEveryBadCellOfAPlanIsTold(t *testing.T) {
	for _, tc := range planCases() {
		files, err := WritePlan(wheat(), &hinterland.Plan{})
		if err != nil {
			t.Fatal(err)
		}
		text, want := tc.spoilt()
		files[tc.file] = []byte(text)
		_, err = ReadPlan(folderOf(files), wheat())
		if diff := cmp.Diff(want, faultLines(t, err)); diff != "" {
			t.Errorf("%s: %s", tc.file, diff)
		}
	}
}

func TestEveryBadCellOfAZoningIsTold(t *testing.T) {
	for _, tc := range zoningCases() {
		text, want := tc.spoilt()
		_, err := ReadZoning(folderOf(map[string][]byte{tc.file: []byte(text)}), threePlaces())
		if diff := cmp.Diff(want, faultLines(t, err)); diff != "" {
			t.Errorf("%s: %s", tc.file, diff)
		}
	}
}

// All faults of all tables are told in one go, and each has words for its rule
// and its remedy in both languages.
func TestBadCellsOfAllTablesAreToldAtOnceInBothLanguages(t *testing.T) {
	files := withTable(hinterland.GoodsTable, smallRegion()[hinterland.GoodsTable])
	var want []string
	for _, tc := range regionCases() {
		if tc.file == hinterland.GoodsTable {
			continue // it says how fine the quantities of the others may be
		}
		text, faults := tc.spoilt()
		files[tc.file], want = []byte(text), append(want, faults...)
	}
	_, err := ReadRegion(folderOf(files))
	got := faultLines(t, err)
	slices.Sort(got)
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	var refusals hinterland.Refusals
	errors.As(err, &refusals)
	for _, tongue := range lang.Tongues() {
		say := lang.For(tongue)
		for _, r := range refusals {
			words := say.Say("refusal."+string(r.Reason), lang.Args(r.Args)) +
				say.Say("remedy."+string(r.Reason), lang.Args(r.Args))
			if strings.Contains(words, "<no value>") {
				t.Fatalf("%s: %v is worded %q", tongue, r, words)
			}
		}
	}
}

// fit is the table with one row of good cells, those that may be blank left
// blank, or left out with their columns.
func (tc tableCase) fit(leave func(columnCase) bool, blank bool) string {
	var head, row []string
	for _, c := range tc.columns {
		name, may := strings.CutSuffix(c.name, "?")
		if may && leave(c) {
			continue
		}
		value := c.good
		if may && blank {
			value = ""
		}
		head, row = append(head, name), append(row, quoted(value))
	}
	return strings.Join(head, ",") + "\n" + strings.Join(row, ",") + "\n"
}

func TestCellsThatMayBeBlankMayBeLeftOut(t *testing.T) {
	everything := func(columnCase) bool { return true }
	nothing := func(columnCase) bool { return false }
	read := func(tc tableCase, text string) any {
		rows := []map[string]string{}
		var columns []Column
		for _, c := range tc.columns {
			name, may := strings.CutSuffix(c.name, "?")
			columns = append(columns, Column{Name: name, Optional: may, Blank: may})
		}
		err := ReadTable(tc.file, strings.NewReader(text), columns, func(r *Row) {
			cells := map[string]string{}
			for _, c := range columns {
				cells[c.Name] = r.Text(c.Name)
			}
			rows = append(rows, cells)
		})
		if err != nil {
			t.Errorf("%s: %v", tc.file, err)
		}
		return rows
	}
	for _, tc := range append(append(regionCases(), planCases()...), zoningCases()...) {
		blank, left := tc.fit(nothing, true), tc.fit(everything, false)
		if diff := cmp.Diff(read(tc, blank), read(tc, left)); diff != "" {
			t.Errorf("%s: blank and left out differ: %s", tc.file, diff)
		}
	}
}
