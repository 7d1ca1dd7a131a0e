package sheet

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
	"hinterland/store"
	"hinterland/store/storetest"
	"hinterland/workbook"
)

// An example is an office of which sheets are read and written, and who keeps it.
type example struct {
	*office.Office
	t     testing.TB
	actor office.Actor
}

// openExample opens an office in a database: a party, a person, a place, goods.
func openExample(t testing.TB, db store.Database) *example {
	t.Helper()
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	noon := func() time.Time { return time.Date(2026, 11, 25, 4, 0, 0, 0, time.UTC) }
	o := &example{office.New(db.Region(1), noon, rand.Reader), t, office.Actor{}}
	for _, k := range office.Kinds() {
		if k.Name == "open-region" {
			o.must(k.Name, k.Example)
		}
	}
	o.actor = office.Actor{Person: hinterland.MakeID[hinterland.Person](1, 0), Party: "office"}
	o.must("register-place", `{"code":"liuyang","name":{"en":"Liuyang","zh":"浏阳"},`+
		`"lon":"113.63","lat":"28.141"}`)
	o.must("register-good", `{"code":"ramie","name":{"en":"Ramie"},"unit":"t","decimals":3}`)
	o.must("register-party", `{"code":"coop","name":{"en":"Co-operative"},"place":"liuyang"}`)
	return o
}

func openFile(t *testing.T) *example {
	t.Helper()
	db, err := store.OpenSQLite(t.Context(), filepath.Join(t.TempDir(), "office.db"))
	if err != nil {
		t.Fatal(err)
	}
	return openExample(t, db)
}

// onEngines tests an office on each engine that there is.
func onEngines(t *testing.T, test func(*testing.T, *example)) {
	t.Run("SQLite", func(t *testing.T) { test(t, openFile(t)) })
	t.Run("PostgreSQL", func(t *testing.T) {
		db, err := store.Open(t.Context(), storetest.Postgres(t))
		if err != nil {
			t.Fatal(err)
		}
		test(t, openExample(t, db))
	})
}

func (o *example) must(kind, body string) hinterland.Entry {
	o.t.Helper()
	act, err := office.Decode(kind, []byte(body))
	if err != nil {
		o.t.Fatal(err)
	}
	e, err := o.Do(o.t.Context(), office.Request{Actor: o.actor, Act: act})
	if err != nil {
		o.t.Fatalf("%s: %v", kind, err)
	}
	return e
}

// importing is the import of files, each a name and what is in it.
func (o *example) importing(files ...string) *Import {
	o.t.Helper()
	i := &Import{Office: o.Office, Actor: o.actor, Say: lang.For(lang.English)}
	for n := 0; n < len(files); n += 2 {
		f, refusal := ReadFile(files[n], []byte(files[n+1]))
		if refusal != nil {
			o.t.Fatal(refusal)
		}
		i.Files = append(i.Files, f)
	}
	return i
}

func (o *example) look(files ...string) *Intake {
	o.t.Helper()
	in, err := o.importing(files...).Look(o.t.Context())
	if err != nil {
		o.t.Fatal(err)
	}
	return in
}

func (o *example) bring(files ...string) (*Intake, hinterland.Entry) {
	o.t.Helper()
	in, entry, err := o.importing(files...).Do(o.t.Context(), "", "")
	if err != nil || len(in.Faults) > 0 {
		o.t.Fatal(err, in.Refusals())
	}
	return in, entry
}

// export is the workbook of all that the keeper sees.
func (o *example) export(tongue lang.Tongue) []byte {
	o.t.Helper()
	var book []byte
	err := o.View(o.t.Context(), o.actor, func(v *office.View) error {
		tables, err := Tables(v, lang.For(tongue), Want{Filled: true})
		if err == nil {
			book, err = workbook.Book(tables...)
		}
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return book
}

// outcomes are how many rows have which outcome, and what is refused where.
func outcomes(in *Intake) string {
	var b strings.Builder
	for _, o := range []Outcome{Creates, Changes, Same, Refuses} {
		if n := in.Count(o); n > 0 {
			fmt.Fprintf(&b, "%d %s;", n, o)
		}
	}
	for _, f := range in.Faults {
		fmt.Fprintf(&b, " %s:%d %s=%q %s", f.At.File, f.At.Line, f.At.Column, f.At.Value, f.Reason)
	}
	return b.String()
}

func TestRowsAreComparedWithTheOffice(t *testing.T) {
	o := openFile(t)
	for name, tt := range map[string]struct{ file, want string }{
		"a code that is new": {
			"code,Name in English,name.zh,Lies in\nchangsha,Changsha,,liuyang\n", "1 create;",
		},
		"what stands, written otherwise": {
			"代码;英文名称;中文名称;经度（°）;纬度\nliuyang;Liuyang;浏阳;113.630;28.1410\n", "1 same;",
		},
		"a blank cell clears, a column that lacks leaves": {
			"code,name.en,name.zh,parent\nliuyang,Liuyang,,\n", "1 change;",
		},
		"a name stands for a code": {
			"Code\tName in English\tPlace\ncoop\tCo-operative\tLIUYANG\n", "1 same;",
		},
		"what another row brings": {
			"code,name.en,name.zh,parent,lon\na,A,,b,1\nb,B,,,1\n",
			"2 refuse; p.csv:2 Latitude (°)=\"\" degrees.half " +
				"p.csv:3 Latitude (°)=\"\" degrees.half",
		},
		"a child before its parent": {
			"code,name.en,name.zh,parent\na,A,,b\nb,B,,c\nc,C,,\n", "3 create;",
		},
		"what lies in itself": {
			"code,name.en,name.zh,parent\na,A,,b\nb,B,,a\n",
			"1 create;1 refuse; p.csv:2 parent=\"b\" tree.loop",
		},
		"what is not there": {
			"code,name.en,name.zh,parent\na,A,,nowhere\n",
			"1 refuse; p.csv:2 parent=\"nowhere\" place.unknown",
		},
		"the same twice": {
			"code,name.en,name.zh,parent\na,A,,\na,B,,\n",
			"1 create;1 refuse; p.csv:3 code=\"a\" sheet.twice",
		},
		"no name, no code": {
			"code,name.en,name.zh,parent\na,,,\n,B,,\n",
			"2 refuse; p.csv:2 name.en=\"\" cell.blank p.csv:3 code=\"\" code.form",
		},
		"a good without a column": {
			"code,name.en,class,parent,unit\nx,X,,,t\n",
			" p.csv:1 =\"\" sheet.column",
		},
		"a number that is none": {
			"code,name.en,unit,decimals\nx,X,t,two\n",
			"1 refuse; p.csv:2 decimals=\"two\" number.whole",
		},
		"a person who is not there, and one who is new": {
			"number,name,mail\n77,Li,\n,Li,li@example.org\n",
			"1 create;1 refuse; p.csv:2 number=\"77\" person.unknown",
		},
		"what fits several": {
			"code,name.en,name.zh\nx,X,\n", " p.csv:1 =\"\" sheet.which",
		},
		"nothing": {"code,name.en,unit,decimals\n", " p.csv:0 =\"\" sheet.empty"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := outcomes(o.look("p.csv", tt.file)); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestAnImportIsOneEntryAndUndoneAsOne(t *testing.T) {
	onEngines(t, func(t *testing.T, o *example) {
		files := []string{
			"parties.csv", "code,name.en,place\nmill,Mill,changsha\ncoop,Co-op,changsha\n",
			"places.csv", "code,name.en,name.zh,parent\nchangsha,,长沙,hunan\nhunan,Hunan,,\n",
			"goods.csv", "code,name.en,unit,decimals,parent\n" +
				"fibre,Fibre,t,1,\nramie,Ramie,t,3,fibre\n",
		}
		in, entry := o.bring(files...)
		if got := outcomes(in); got != "4 create;2 change;" {
			t.Errorf("got %s", got)
		}
		if entry.Why != "parties.csv · places.csv · goods.csv" {
			t.Errorf("it came from %q", entry.Why)
		}
		if got := outcomes(o.look(files...)); got != "6 same;" {
			t.Errorf("again: %s", got)
		}
		in, again, err := o.importing(files...).Do(t.Context(), "", "")
		if err != nil || again.Number != 0 || in.Count(Same) != 6 {
			t.Errorf("entry %d, %v", again.Number, err)
		}
		o.must("undo", fmt.Sprintf(`{"entry":%d}`, entry.Number))
		if got := outcomes(o.look(files...)); got != "4 create;2 change;" {
			t.Errorf("undone: %s", got)
		}
	})
}

func TestAnEntryNamesThreeFilesAndNoFolders(t *testing.T) {
	one := &File{Name: "../sheets/harvest 2026.xlsx"}
	for want, files := range map[string][]*File{
		"": nil, "harvest 2026.xlsx": {one},
		"harvest 2026.xlsx · harvest 2026.xlsx · harvest 2026.xlsx":     {one, one, one},
		"harvest 2026.xlsx · harvest 2026.xlsx · harvest 2026.xlsx · …": {one, one, one, one},
	} {
		if got := (&Import{Files: files}).called(); got != want {
			t.Errorf("%d files are called %q", len(files), got)
		}
	}
}

func TestWhatWasSeenIsDoneOrNothing(t *testing.T) {
	o := openFile(t)
	file := []string{
		"p.csv", "code,name.en,name.zh,lon,lat\nliuyang,Liuyang City,浏阳,113.63,28.141\n",
	}
	seen := o.look(file...)
	o.must("describe-place", `{"code":"liuyang","base":2,"name":{"en":"Liuyang","zh":"浏阳市"},`+
		`"lon":"113.63","lat":"28.141"}`)
	_, _, err := o.importing(file...).Do(t.Context(), "", seen.Digest())
	if got := hinterland.RefusalsIn(err); len(got) != 1 || got[0].Reason != "preview.stale" {
		t.Fatalf("got %v", err)
	}
	now := o.look(file...)
	if len(now.Lines[0].Diffs) != 2 {
		t.Errorf("got %v", now.Lines[0].Diffs)
	}
	_, entry, err := o.importing(file...).Do(t.Context(), "k", now.Digest())
	if err != nil || entry.Number == 0 {
		t.Errorf("entry %d, %v", entry.Number, err)
	}
}

func TestWhatTheRecordsRefuseStandsAtItsCell(t *testing.T) {
	o := openFile(t)
	o.must("register-party", `{"code":"mill","name":{"en":"Mill"}}`)
	o.must("propose-agreement", `{"kind":"purchase","class":"annual","title":"T",`+
		`"parties":["office","coop"],"from":"2026-01-01","last":"2026-12-31","items":[`+
		`{"number":1,"from":"coop","to":"office","good":"ramie","effort":"firm","floor":"1",`+
		`"ceiling":"2","schedule":[{"due":"2026-10-31","quantity":"1"}]}]}`)
	in := o.look("g.csv", "code,name.en,unit,decimals\nramie,Ramie,kg,3\n",
		"d.csv", "agreement,item,day,quantity\n6,1,2026-11-01,2.5\n")
	want := `2 refuse; g.csv:2 unit="kg" good.promised d.csv:2 quantity="2.5" item.ceiling`
	if got := outcomes(in); !in.Rehearsed || !strings.HasPrefix(got, want[:30]) {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestTheMarkedFileIsTheOwnersOwn(t *testing.T) {
	o := openFile(t)
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	for cell, value := range map[string]any{
		"A1": "Code", "B1": "Name in English", "C1": "Lies in", "D1": "Mine", "A2": "a", "B2": "A",
		"C2": "nowhere", "D2": "kept",
	} {
		if err := f.SetCellValue("Sheet1", cell, value); err != nil {
			t.Fatal(err)
		}
	}
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err == nil {
		err = f.SetCellStyle("Sheet1", "C2", "C2", bold)
	}
	if err == nil {
		_, err = f.NewSheet("My sums")
	}
	var b bytes.Buffer
	if err == nil {
		err = f.Write(&b)
	}
	if err != nil {
		t.Fatal(err)
	}
	in := o.look("mine.xlsx", b.String())
	if got := strings.Join(in.Passed, "; "); got != "mine.xlsx, Sheet1: Mine" {
		t.Errorf("passed over: %s", got)
	}
	word := func(r *hinterland.Refusal) string { return string(r.Reason) }
	for range 2 { // marked again, it says everything once
		content, err := in.Marked(in.Files[0], word)
		if err != nil {
			t.Fatal(err)
		}
		marked, err := excelize.OpenReader(bytes.NewReader(content))
		if err != nil {
			t.Fatal(err)
		}
		comments, err := marked.GetComments("Sheet1")
		if err != nil || len(comments) != 1 || comments[0].Cell != "C2" ||
			!strings.Contains(fmt.Sprint(comments[0]), "place.unknown") {
			t.Errorf("comments %v, %v", comments, err)
		}
		id, err := marked.GetCellStyle("Sheet1", "C2")
		if err != nil {
			t.Fatal(err)
		}
		style, err := marked.GetStyle(id)
		if err != nil || !style.Font.Bold || len(style.Fill.Color) != 1 {
			t.Errorf("style %+v, %v", style, err)
		}
		if kept, err := marked.GetCellValue("Sheet1", "D2"); kept != "kept" || err != nil {
			t.Errorf("%q, %v", kept, err)
		}
		if got := strings.Join(marked.GetSheetList(), ","); got != "Sheet1,My sums" {
			t.Errorf("sheets %s", got)
		}
		in = o.look("mine.xlsx", string(content))
	}
	text := o.look("p.csv", "code;name.en;parent\na;A;nowhere\nb;B;\n")
	content, err := text.Marked(text.Files[0], word)
	want := "\ufeffcode,name.en,parent,What is wrong\na,A,nowhere,parent: place.unknown\nb,B,,\n"
	if string(content) != want || err != nil {
		t.Errorf("got %q, %v", content, err)
	}
}

func TestTextsAreReadInWhatOfficesWrite(t *testing.T) {
	o := openFile(t)
	gb := "code,name.zh,name.en,parent\nx,\xd6\xd0\xce\xc4,,\n" // 中文
	in := o.look("p.csv", gb)
	if in.Lines[0].Now["name.zh"] != "中文" {
		t.Errorf("got %q", in.Lines[0].Now)
	}
	for _, content := range []string{"PK\x03\x04x", "a\x00b", "\xff\xfea\x00"} {
		if _, refusal := ReadFile("x", []byte(content)); refusal == nil ||
			refusal.Reason != "sheet.none" {
			t.Errorf("%q: %v", content, refusal)
		}
	}
	long := strings.Repeat("a\n", workbook.MaxRows+1)
	_, refusal := ReadFile("x", []byte(long))
	if refusal == nil || refusal.Reason != "sheet.large" {
		t.Errorf("a long one: %v", refusal)
	}
	about := workbook.Table{Name: "About", Heads: []string{"Version", "2"}}
	book, err := workbook.Book(about)
	if err != nil {
		t.Fatal(err)
	}
	got := outcomes(o.look("b.xlsx", string(book)))
	if got != ` b.xlsx, About:1 ="" sheet.version` {
		t.Errorf("got %s", got)
	}
}

func TestABatchSaysWhatItWouldDo(t *testing.T) {
	o := openFile(t)
	in := o.look("p.csv", "code,name.en,name.zh,parent,lon,lat\n"+
		"liuyang,Liuyang,浏阳市,,113.63,28.141\n")
	text, err := json.Marshal(in.Batch())
	want := `{"acts":[{"kind":"describe-place","body":{"code":"liuyang","name":{"en":"Liuyang",` +
		`"zh":"浏阳市"},"lon":"113.63","lat":"28.141","base":2}}]}`
	if string(text) != want || err != nil {
		t.Errorf("got %s, %v", text, err)
	}
}

func TestAFileOfAnotherOfficeBringsNoNumbers(t *testing.T) {
	o := openFile(t)
	i := o.importing("people.csv", "number,name\n1,Zhao Min\n99,Li Ming\n",
		"deliveries.csv", "agreement,item,day,quantity\n5,1,2026-11-20,1\n")
	i.Elsewhere = true
	in, entry, err := i.Do(t.Context(), "", "")
	if err != nil || entry.Number == 0 || outcomes(in) != "2 create;" ||
		!slices.Equal(in.Passed, []string{"deliveries.csv"}) {
		t.Fatalf("%s, passed over %q, %v", outcomes(in), in.Passed, err)
	}
	err = o.View(t.Context(), o.actor, func(v *office.View) error {
		called, err := v.Names([]hinterland.ID[hinterland.Person]{o.actor.Person})
		if called[o.actor.Person] != "Li Ming" {
			t.Errorf("who was there is called %q", called[o.actor.Person])
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func TestBuyersOfAnotherOfficeAnnounceScopesThemselves(t *testing.T) {
	o := openFile(t)
	i := o.importing("s.csv", "scope,buyer,good,place,from,last,basis\n"+
		"7,coop,ramie,liuyang,2026-12-01,2026-12-31,\n"+
		"8,office,ramie,liuyang,2026-12-01,2026-12-31,\n"+
		"9,Co-operative,ramie,liuyang,2027-01-01,2027-01-31,\n"+
		"10,coop,ramie,liuyang,2027-12-01,2027-12-31,public-lot\n"+
		"11,nobody,ramie,liuyang,2027-12-01,2027-12-31,\n")
	i.Elsewhere = true
	in, err := i.Look(t.Context())
	want := `2 create;1 refuse; s.csv:6 buyer="nobody" party.unknown`
	passed := []string{"s.csv: 2 rows, which their buyers announce here"}
	if err != nil || outcomes(in) != want || !slices.Equal(in.Passed, passed) {
		t.Errorf("%s, passed over %q, %v", outcomes(in), in.Passed, err)
	}
	i.Elsewhere = false
	if in, err = i.Look(t.Context()); err != nil || in.Count(Refuses) != 5 {
		t.Errorf("%s, %v", outcomes(in), err)
	}
}

func TestARowThatStandsTwiceIsToldWithTheOther(t *testing.T) {
	onEngines(t, func(t *testing.T, o *example) {
		promise(o)
		const rows = "agreement,item,day,quantity\n6,1,2026-11-24,0.5\n"
		const double = "6,1,2026-11-24,0.50\n"
		for _, tt := range []struct {
			files []string
			at    string
			row   int
			sheet any // where it is another one
		}{
			{[]string{"a.csv", rows + double}, "a.csv:3", 2, nil},
			{[]string{"a.csv", rows, "b.csv", rows}, "b.csv:2", 2, "a.csv"},
		} {
			told := o.look(tt.files...).Refusals()
			if len(told) != 1 || told[0].Reason != "event.double" ||
				told[0].Args["row"] != tt.row || told[0].Args["sheet"] != tt.sheet ||
				fmt.Sprintf("%s:%d", told[0].At.File, told[0].At.Line) != tt.at {
				t.Errorf("%s: %v %v", tt.at, told, told[0].Args)
			}
		}
	})
}
