package sheet

import (
	"bytes"
	"fmt"
	rng "math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
	"hinterland/store"
	"hinterland/workbook"
)

// TestEveryExportChangesNothing fills offices with random things, some of them in
// texts that look like something else, and hands in what they write of themselves.
func TestEveryExportChangesNothing(t *testing.T) {
	onEngines(t, func(t *testing.T, o *example) {
		r := rng.New(rng.NewPCG(3, 1))
		drawn := rng.New(rng.NewPCG(5, 2)) // on its own: sums of others stay what they were
		for round := range 6 {
			in, _ := o.bring("places.csv", randomPlaces(r, round), "people.csv", randomPeople(r),
				"goods.csv", randomGoods(r, round),
				"ties.csv", randomPairs(r, round, "a,b,tie,source",
					func() []string { return []string{fmt.Sprint(r.IntN(9) + 1), randomText(r)} }),
				"borders.csv", randomPairs(r, round, "a,b,ruling,reason",
					func() []string { return []string{"parted", randomText(r)} }),
				"distances.csv", randomPairs(r, round, "from,to,km",
					func() []string { return []string{fmt.Sprint(r.IntN(9999), ".", r.IntN(9))} }),
				"zones.csv", randomZones(r, round),
				"belongings.csv", randomStays(r, round),
				"pins.csv", randomPins(drawn, round), "zoning.csv", randomRules(drawn, round),
				"horizons.csv", randomHorizon(r, round),
				"offers.csv", randomStatements(r, round, "price", "0", "0.000001", "10000000"),
				"needs.csv", randomStatements(r, round, "priority", "1", "2", "99"))
			if in.Count(Creates) == 0 {
				t.Fatal("nothing is brought")
			}
		}
		o.bring("scopes.csv", "buyer,good,place,from,last\noffice,ramie,liuyang,2026-12-01,"+
			"2026-12-31\n")
		o.bring("goods.csv", "code,name.en,unit,decimals\nyarn,Yarn,km,0\nlye,Lye,kg,1\n")
		o.bring("r.csv", made)
		o.bring("a.csv", agreed)
		for _, tongue := range lang.Tongues() {
			in := o.look("book.xlsx", string(o.export(tongue)))
			if got := outcomes(in); !strings.HasSuffix(got, " same;") || len(in.Passed) > 0 ||
				strings.Contains(got, ";1") || len(in.steps) > 0 {
				t.Errorf("%s: %s, passed over %q", tongue, got, in.Passed)
			}
			for _, n := range Nouns() {
				in, err := o.csv(tongue, n)
				if err != nil || n.Stands != nil && (len(in.steps) > 0 || len(in.Faults) > 0) {
					t.Errorf("%s, %s: %s, %v", tongue, n.Name, outcomes(in), err)
				}
			}
		}
	})
}

// csv looks at what the office writes of a noun as text.
func (o *example) csv(tongue lang.Tongue, n *Noun) (*Intake, error) {
	var text []byte
	err := o.View(o.t.Context(), o.actor, func(v *office.View) error {
		table, err := TableOf(v, lang.For(tongue), Want{Noun: n, Filled: true})
		text = table.CSV()
		return err
	})
	if err != nil {
		return nil, err
	}
	i := o.importing("x.csv", string(text))
	i.Noun = n
	return i.Look(o.t.Context())
}

func randomText(r *rng.Rand) string {
	texts := []string{
		"=1+1", "+86", "-x", "@x", "17-3", "3/4", "00042", "1e5", "县, \"x\"", "a;b", "'q", "'=1",
		"2026-11-25", "45000", "0.1", "TRUE", "名称", "a\tb",
	}
	return texts[r.IntN(len(texts))]
}

// rows writes a text of rows under heads.
func rows(heads string, rows ...[]string) string {
	return string((&workbook.Table{
		Heads: strings.Split(heads, ","), Rows: cellsOf(rows),
	}).CSV())
}

func cellsOf(rows [][]string) (all [][]workbook.Cell) {
	for _, row := range rows {
		var cells []workbook.Cell
		for _, text := range row {
			cells = append(cells, workbook.Text(strings.ReplaceAll(text, "\t", " ")))
		}
		all = append(all, cells)
	}
	return all
}

func randomPlaces(r *rng.Rand, round int) string {
	var all [][]string
	for i := range 10 {
		code := func(i int) string { return fmt.Sprintf("%05d-%d", i, round+1) }
		row := []string{code(i), randomText(r), randomText(r), "", "", ""}
		if i > 0 && r.IntN(2) == 0 {
			row[3] = code(r.IntN(i))
		}
		if r.IntN(2) == 0 {
			row[4] = hinterland.MicroDegrees(r.IntN(360_000_000) - 180_000_000).String()
			row[5] = fmt.Sprint(r.IntN(90))
		}
		all = append(all, row)
	}
	r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return rows("code,name.en,name.zh,parent,lon,lat", all...)
}

// randomPairs are rows of pairs of places, the first of them the greater or the lesser.
func randomPairs(r *rng.Rand, round int, heads string, say func() []string) string {
	var all [][]string
	for i := range 9 {
		pair := []string{
			fmt.Sprintf("%05d-%d", i, round+1), fmt.Sprintf("%05d-%d", i+1, round+1),
		}
		if r.IntN(2) == 0 {
			slices.Reverse(pair)
		}
		all = append(all, append(pair, say()...))
	}
	return rows(heads, all...)
}

// randomZones are some of which one may lie in one above it.
func randomZones(r *rng.Rand, round int) string {
	var all [][]string
	for i := range 4 {
		row := []string{
			fmt.Sprintf("%05d,%d", i, round), randomText(r), "",
			[]string{"", "coop"}[r.IntN(2)],
			fmt.Sprintf("%05d-%d %05d-%d", r.IntN(5)+5, round+1, r.IntN(5),
				round+1),
			[]string{"proposed", "preparing", "established"}[r.IntN(3)],
			fmt.Sprint(2000+r.IntN(60), "-02-28"),
		}
		if i > 0 && r.IntN(2) == 0 {
			row[2] = fmt.Sprintf("%05d,%d", r.IntN(i), round)
		}
		all = append(all, row)
	}
	r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return rows("code,name.zh,parent,lead,centre,state,from", all...)
}

// randomStays are some of places, one after another with a gap or without, in
// any order.
func randomStays(r *rng.Rand, round int) string {
	var all [][]string
	for i := range 6 {
		for year := 2010; year < 2040; year += r.IntN(9) + 1 {
			reasons := hinterland.BelongingReasons()
			row := []string{
				fmt.Sprintf("%05d-%d", i, round+1),
				fmt.Sprintf("%05d,%d", r.IntN(4), round),
				fmt.Sprint(year, "-01-01"), fmt.Sprint(year, "-12-31"),
				reasons[r.IntN(len(reasons))], randomText(r),
			}
			if year > 2036 {
				row[3] = ""
			}
			if all = append(all, row); row[3] == "" {
				break
			}
		}
	}
	r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return rows("place,zone,from,last,reason,note", all...)
}

// randomPins are some of places of which some are in zones already.
func randomPins(r *rng.Rand, round int) string {
	var all [][]string
	for i := range 4 {
		all = append(all, []string{
			fmt.Sprintf("%05d-%d", i*2, round+1),
			fmt.Sprintf("%05d,%d", r.IntN(4), round), randomText(r),
		})
	}
	return rows("place,zone,reason", all...)
}

// randomRules are that of the region, which each round has one of its own, and some
// of zones, with bounds of each kind.
func randomRules(r *rng.Rand, round int) string {
	bounds := [][]string{
		{"", "", ""},
		{"0", "", ""},
		{"0.250", "", ""},
		{"", "0", ""},
		{"", "0", "500"},
		{"", "7", ""},
		{"", "8", "1000000000000"},
	}
	var all [][]string
	for i := range 4 {
		row := []string{
			fmt.Sprintf("%05d,%d", i, round),
			[]string{"ties", "distance"}[r.IntN(2)],
		}
		if i == 0 {
			row[0] = ""
		}
		all = append(all, append(row, bounds[r.IntN(len(bounds))]...))
	}
	return rows("within,objective,tolerance,least,most", all...)
}

func randomHorizon(r *rng.Rand, round int) string {
	return rows("code,name.zh,class,from,period,periods", []string{
		fmt.Sprint("h", round), randomText(r), "annual", fmt.Sprint(2030+round, "-01-01"),
		"ten-days", fmt.Sprint(37 + r.IntN(9)),
	})
}

// randomStatements are some of a party and some goods, of one at several prices.
func randomStatements(r *rng.Rand, round int, rank string, ranks ...string) string {
	heads := "horizon,party,good," + rank
	var all [][]string
	for i, at := range append(ranks, ranks...) {
		good := []string{"ramie", fmt.Sprintf("g%d-0", round)}[i%2]
		row := []string{fmt.Sprint("h", round), "coop", good, at}
		for range 30 {
			row = append(row, []string{"", "0", "1", fmt.Sprint(r.IntN(1e9))}[r.IntN(4)])
		}
		all = append(all, append(row[:len(row)-1], "7"))
	}
	for n := range 30 {
		heads += fmt.Sprint(",", n+1)
	}
	return rows(heads, all...)
}

func randomPeople(r *rng.Rand) string {
	var all [][]string
	mails := []string{"", "li@example.org", "wang.fang@mail.example"}
	for range 3 {
		all = append(all, []string{randomText(r), mails[r.IntN(len(mails))], randomText(r)})
	}
	return rows("name,mail,phone", all...)
}

func randomGoods(r *rng.Rand, round int) string {
	var all [][]string
	for i := range 5 {
		all = append(all, []string{
			fmt.Sprintf("g%d-%d", round, i), randomText(r), randomText(r), fmt.Sprint(r.IntN(7)),
			"ramie",
		})
	}
	return rows("code,name.zh,unit,decimals,parent", all...)
}

func TestChoicesAreOfferedBelowTheirHeads(t *testing.T) {
	o := openFile(t)
	f, err := excelize.OpenReader(bytes.NewReader(o.export(lang.English)))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"Places": "D2:D100000 'Lists'!$C$2:$C$2", "Parties": "D2:D100000 'Lists'!$C$2:$C$2",
	} {
		offered, err := f.GetDataValidations(name)
		if err != nil || len(offered) != 1 {
			t.Fatalf("%s: %v, %v", name, offered, err)
		}
		if got := offered[0].Sqref + " " + offered[0].Formula1; got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	lists, err := f.GetCols("Lists")
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{
		"Unit t", "Part of ramie", "Lies in liuyang",
		"Neighbours? neighbours, by hand no neighbours, by hand",
	} {
		if got := strings.TrimSpace(strings.Join(lists[i], " ")); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// FuzzReadFile reads anything as files of an office. What is not refused as a whole
// is compared, and every fault names a row of it.
func FuzzReadFile(f *testing.F) {
	for _, text := range []string{
		"", "code,name.en,name.zh,parent\na,A,,b\nb,B,,a\n",
		"agreement\titem\tday\tquantity\n1\t1\t46350\t1",
		"\ufeff编号;姓名\n1;李\n", "code,unit,decimals\n\xd6\xd0,t,1e1\n", "PK\x03\x04", "\"",
	} {
		f.Add([]byte(text))
	}
	path := filepath.Join(f.TempDir(), "office.db")
	db, err := store.OpenSQLite(f.Context(), path)
	if err != nil {
		f.Fatal(err)
	}
	o := openExample(f, db)
	f.Fuzz(func(t *testing.T, content []byte) {
		file, refusal := ReadFile("x", content)
		if refusal != nil {
			return
		}
		i := &Import{Office: o.Office, Actor: o.actor, Say: lang.For(lang.Chinese)}
		i.Files = []*File{file}
		in, err := i.Look(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, fault := range in.Faults {
			if fault.Tab != nil && (fault.Row < 1 || fault.Row > len(fault.Tab.Rows)) {
				t.Errorf("%v is in row %d", fault.Refusal, fault.Row)
			}
		}
		if _, err := in.Marked(file, (*hinterland.Refusal).Error); err != nil {
			t.Error(err)
		}
	})
}
