package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"hinterland/sheet"
)

// A bench is a folder with something of every kind that commands take.
type bench struct {
	dir string
	// before is every file that was there, with its text.
	before map[string]string
}

// newBench lays a region with its plan out, a map, points and who borders on
// whom, zones, and networks.
func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{dir: t.TempDir()}
	c, _ := quiet("en")
	region, err := c.templateFiles()
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range region {
		b.write(t, "region/"+name, string(text))
	}
	if code, _, errs := call("balance", b.path("region"), "--out", b.path("plan")); code != exitOK {
		t.Fatal(errs)
	}
	for name, text := range map[string]string{
		"points.csv": "code,lon,lat,people\na,110,38,50\nb,110.1,38,5\nc,110.2,38,10\n" +
			"d,110.3,38,50\n",
		"near.csv":  "a,b\na,b\nb,c\nc,d\n",
		"ties.csv":  "a,b,tie\na,b,2\nc,d,1.5\n",
		"apart.csv": "a,b\na,b\nc,d\n",
		"zones.csv": "code,centre,reason\na,W,centre\nb,W,nearest\nc,E,nearest\nd,E,centre\n",
		"false.csv": "code,centre,reason\na,W,centre\nb,E,nearest\nc,E,nearest\nd,E,centre\n",
		"map.geojson": `{"type":"FeatureCollection","features":[` +
			square("A", 0) + "," + square("B", 1) + "," + square("C", 2) + `]}`,
		"torn.geojson": `{"type":"FeatureCollection","features":[` +
			square("A", 0) + "," + square("A", 1) + `]}`,
		"prose.txt": "This is no table, no map and no network.\n",
		"sound.min": "p min 2 1\nn 1 4\nn 2 -4\na 1 2 0 9 3\n",
		"none.min":  "p min 2 1\nn 1 4\nn 2 -4\na 1 2 0 3 3\n",
	} {
		b.write(t, name, text)
	}
	b.before = b.files(t)
	return b
}

// square is a place of a tenth of a degree at a step along the equator.
func square(code string, at int) string {
	corner := func(x, y int) string {
		return "[" + json.Number(whole(int64(at+x))).String() + "e-1," +
			whole(int64(y)).String() + "e-1]"
	}
	return `{"type":"Feature","id":"` + code + `","properties":{},"geometry":{"type":"Polygon",` +
		`"coordinates":[[` + corner(0, 0) + "," + corner(1, 0) + "," + corner(1, 1) + "," +
		corner(0, 1) + "," + corner(0, 0) + `]]}}`
}

func (b *bench) path(name string) string { return filepath.Join(b.dir, name) }

func (b *bench) write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(b.path(name)), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(b.path(name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// files reads everything that is in the folder.
func (b *bench) files(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(b.dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		all[path] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// args puts the folder for the @ of a command line.
func (b *bench) args(line string) []string {
	return strings.Fields(strings.ReplaceAll(line, "@", b.dir+"/"))
}

// The flags that zones and check-zones need.
const (
	asked  = " --places @points.csv --adjacency @near.csv --weight people --centres W=a,E=d"
	split  = " --places @points.csv --adjacency @apart.csv --weight people --centres W=a"
	aTied  = asked + " --ties @ties.csv --objective ties"
	aBound = asked + " --tolerance 0.1"
)

// A failing is a command that ends otherwise than well: how, and what it says
// in either language.
type failing struct {
	line string
	code int
	says string
}

// failings has every command with every kind of failure that it can meet.
// Long: a row for each.
func failings() []failing {
	return []failing{
		{"demo shanxi iowa", exitUsage, "shanxi|iowa"},
		{"demo hunan", exitUsage, "shanxi|iowa"},
		{"plan", exitUsage, "DIR"},
		{"plan @region @region", exitUsage, "DIR"},
		{"plan @nowhere", exitUsage, "nowhere"},
		{"plan @prose.txt", exitUsage, "prose.txt"},
		{"plan @plan", exitUsage, "plan"},
		{"plan @region --out @region", exitUsage, ""},
		{"plan @region --out @prose.txt", exitError, "prose.txt"},
		{"plan @region --out", exitUsage, "--out"},
		{"balance", exitUsage, "DIR"},
		{"balance @nowhere", exitUsage, "nowhere"},
		{"balance @prose.txt", exitUsage, "prose.txt"},
		{"balance @plan", exitUsage, "plan"},
		{"balance @region --zones always", exitUsage, "prefer"},
		{"balance @region --out @prose.txt", exitError, "prose.txt"},
		{"balance @region --lp=perhaps", exitUsage, "--lp"},
		{"balance @region --lp --colour red", exitUsage, "--colour"},
		{"check-plan", exitUsage, "DIR [DIR2]"},
		{"check-plan @region", exitUsage, "region"},
		{"check-plan @nowhere @plan", exitUsage, "nowhere"},
		{"check-plan @region @nowhere", exitUsage, "nowhere"},
		{"check-plan @region @prose.txt", exitUsage, "prose.txt"},
		{"check-plan @region @region", exitUsage, "region"},
		{"check-plan @plan @plan", exitUsage, "plan"},
		{"template", exitUsage, "DIR"},
		{"template @region", exitUsage, "places.csv"},
		{"template @prose.txt", exitError, "prose.txt"},
		{"atlas florw", exitUsage, "florw"},
		{"atlas check", exitUsage, "FILE"},
		{"atlas check @nowhere", exitUsage, "nowhere"},
		{"atlas check @prose.txt", exitUsage, "prose.txt"},
		{"atlas check @region", exitError, "region"},
		{"atlas check @map.geojson --code people", exitUsage, "people"},
		{"atlas check @map.geojson --snap 1.5", exitUsage, "--snap"},
		{"atlas check @map.geojson --snap -1", exitUsage, "--snap"},
		{"atlas check @map.geojson --min-border 40001", exitUsage, "--min-border"},
		{"atlas check @map.geojson --snap far", exitUsage, "--snap"},
		{"atlas check @map.geojson --adjacency @prose.txt/near.csv", exitError, "prose.txt"},
		{"atlas check @torn.geojson", exitUsage, "torn.geojson"},
		{"zones", exitUsage, "--places"},
		{"zones --places @points.csv", exitUsage, "--centres"},
		{"zones @points.csv" + asked, exitUsage, ""},
		{"zones --places @points.csv --centres W=a", exitUsage, "--adjacency"},
		{"zones --places @nowhere.csv --adjacency @near.csv --centres W=a", exitUsage, "nowhere"},
		{"zones --places @prose.txt --centres W=a", exitUsage, "prose.txt"},
		{"zones --places @points.csv --adjacency @nowhere --centres W=a", exitUsage, "nowhere"},
		{"zones --places @points.csv --adjacency @ties.csv --centres W=a", exitUsage, "tie"},
		{"zones" + asked + " --ties @near.csv", exitUsage, "tie"},
		{"zones" + asked + " --ties @nowhere", exitUsage, "nowhere"},
		{"zones" + asked + " --objective ties", exitUsage, "--ties"},
		{"zones" + asked + " --objective near", exitUsage, "ties"},
		{"zones" + asked + " --tolerance -1", exitUsage, "--tolerance"},
		{"zones" + aBound + " --min 4", exitUsage, "--tolerance"},
		{"zones" + asked + " --min 1.5", exitUsage, "--min"},
		{"zones" + asked + " --max many", exitUsage, "--max"},
		{"zones" + asked + " --min 9 --max 8", exitUsage, "--min"},
		{"zones" + asked + " --pin b=X", exitUsage, "--pin"},
		{"zones" + asked + " --pin x=W", exitUsage, "--pin"},
		{"zones" + asked + " --pin b=W --pin b=E", exitUsage, "--pin"},
		{"zones" + asked + " --pin a=E", exitUsage, "--pin"},
		{"zones" + asked + ",W=b", exitUsage, "--centres"},
		{"zones" + asked + ",N=a", exitUsage, "--centres"},
		{"zones" + asked + ",N=x", exitUsage, "--centres"},
		{"zones" + asked + " --weight cows", exitUsage, "cows"},
		{"zones" + asked + " --out @new/", exitUsage, "--out"},
		{"zones" + asked + " --out @prose.txt/zones.csv", exitError, "prose.txt"},
		{"zones" + split, exitInfeasible, "c"},
		{"zones" + asked + " --max 9", exitInfeasible, "c"},
		{"zones" + aBound, exitInfeasible, ""},
		{"check-zones" + asked, exitUsage, "--zones"},
		{"check-zones --zones @zones.csv", exitUsage, "--places"},
		{"check-zones" + asked + " --zones @nowhere", exitUsage, "nowhere"},
		{"check-zones" + asked + " --zones @near.csv", exitUsage, "centre"},
		{"check-zones" + asked + " --zones @false.csv", exitRefused, "false.csv"},
		{"flow", exitUsage, "FILE.min"},
		{"flow @nowhere", exitUsage, "nowhere"},
		{"flow @prose.txt", exitUsage, "prose.txt"},
		{"flow @none.min", exitInfeasible, "4"},
		{"flow @sound.min --flows=some", exitUsage, "--flows"},
		{"sow", exitUsage, "sow"},
		{"--sow", exitUsage, "--sow"},
	}
}

// checksByAnswer tells of commands whose answer is a verdict, which goes to
// standard output however it turns out.
func checksByAnswer(line string, code int) bool {
	return strings.HasPrefix(line, "atlas check") || code == exitRefused ||
		strings.HasPrefix(line, "flow") && code == exitInfeasible
}

// Every failure has its exit code, says in the reader's language what it is
// about, and leaves every file as it was, half-written ones included.
func TestEveryFailureHasItsExitCode(t *testing.T) {
	b := newBench(t)
	for _, tt := range failings() {
		for _, tongue := range []string{"en", "zh"} {
			code, out, errs := call(append([]string{"--lang", tongue}, b.args(tt.line)...)...)
			if code != tt.code || !strings.Contains(errs, tt.says) || errs == "" {
				t.Errorf("%s: code %d, want %d; %q", tt.line, code, tt.code, errs)
			}
			if strings.ContainsFunc(errs, isHan) != (tongue == "zh") {
				t.Errorf("%s: in %s it says %q", tt.line, tongue, errs)
			}
			if out != "" && !checksByAnswer(tt.line, tt.code) {
				t.Errorf("%s: a failure has the result %q", tt.line, out)
			}
		}
		if !maps.Equal(b.before, b.files(t)) {
			t.Fatalf("%s: something was written", tt.line)
		}
	}
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

// Of a command that failed machines get nothing or what they can read.
func TestFailuresTellMachinesNothingButJSON(t *testing.T) {
	b := newBench(t)
	for _, tt := range failings() {
		code, out, _ := call(append([]string{"--json"}, b.args(tt.line)...)...)
		if code != tt.code {
			t.Errorf("%s --json: code %d, want %d", tt.line, code, tt.code)
		}
		if out != "" && !json.Valid([]byte(out)) {
			t.Errorf("%s --json: %q", tt.line, out)
		}
		if (out != "") != (checksByAnswer(tt.line, tt.code) && (code == exitRefused ||
			code == exitInfeasible || strings.Contains(tt.line, "torn"))) {
			t.Errorf("%s --json: code %d and %q", tt.line, code, out)
		}
	}
}

// sound lists every command where all is well.
func sound() []string {
	return []string{
		"balance @region --out @again", "balance @region --out @again --json",
		"balance @region --out @again --lp --zones ignore",
		"plan @region --out @new", "plan @region --out @new --json",
		"check-plan @region @plan", "check-plan @region @plan --json",
		"template @mine", "atlas check @map.geojson", "atlas check @map.geojson --json",
		"zones" + asked, "zones" + asked + " --json", "zones" + aTied,
		"zones" + asked + " --tolerance 0.5 --out @drawn.csv",
		"zones" + split + " --leave-out",
		"check-zones" + asked + " --zones @zones.csv",
		"check-zones" + asked + " --zones @zones.csv --json",
		"flow @sound.min", "flow @sound.min --flows --potentials", "flow @sound.min --json",
	}
}

func TestWhatIsWellEndsWithNought(t *testing.T) {
	b := newBench(t)
	for _, line := range sound() {
		code, out, errs := call(b.args(line)...)
		if code != exitOK || out == "" && !strings.Contains(line, "--out") {
			t.Errorf("%s: code %d, out %q, errs %q", line, code, out, errs)
		}
		if strings.Contains(line, "--json") && !json.Valid([]byte(out)) {
			t.Errorf("%s: %q", line, out)
		}
	}
	for _, name := range []string{"again/plan.grain.cost.lp", "new/report.zh.html", "drawn.csv"} {
		if _, err := os.Stat(b.path(name)); err != nil {
			t.Error(err)
		}
	}
}

// A fullDisk takes no byte, as a pipe does whose reader has gone.
type fullDisk struct{}

var errFullDisk = errors.New("no space is left")

func (fullDisk) Write([]byte) (int, error) { return 0, errFullDisk }

// A result that cannot be told is a fault of the machine, not a success.
func TestAResultThatCannotBeWrittenIsAFault(t *testing.T) {
	b := newBench(t)
	for _, line := range sound() {
		if strings.Contains(line, "@drawn.csv") {
			continue // it went to a file
		}
		if line == "template @mine" {
			if err := os.RemoveAll(b.path("mine")); err != nil {
				t.Fatal(err)
			}
		}
		var errs bytes.Buffer
		code := run(context.Background(), b.args(line), strings.NewReader(""), fullDisk{}, &errs)
		if code != exitError || !strings.Contains(errs.String(), errFullDisk.Error()) {
			t.Errorf("%s: code %d, errs %q", line, code, &errs)
		}
	}
}

// Work that is told to stop stops, and what it had is not written.
func TestWorkThatIsInterruptedLeavesNothing(t *testing.T) {
	b := newBench(t)
	ctx, stop := context.WithCancel(context.Background())
	stop()
	for _, line := range []string{
		"balance @region --out @again", "balance @region --out @again --lp",
		"plan @region --out @new", "demo iowa --out @sample", "check-plan @region @plan",
	} {
		var out, errs bytes.Buffer
		code := run(ctx, b.args(line), strings.NewReader(""), &out, &errs)
		if code != exitError || out.Len() > 0 || errs.Len() == 0 {
			t.Errorf("%s: code %d, out %q, errs %q", line, code, &out, &errs)
		}
		if !maps.Equal(b.before, b.files(t)) {
			t.Fatalf("%s: something was written", line)
		}
	}
}

// Faults of the region and of its zoning are told in one go.
func TestPlanTellsTheFaultsOfAllItsFiles(t *testing.T) {
	b := newBench(t)
	b.write(t, "region/needs.csv", "party,good,period,quantity,priority\nnobody,grain,1,1,1\n")
	b.write(t, "region/pins.csv", "place,centre\nriver,Nowhere\n")
	b.write(t, "region/region.csv", "setting,value\ncolour,red\n")
	code, out, errs := call("plan", b.path("region"))
	for _, says := range []string{"needs.csv, line 2", "pins.csv, line 2", "region.csv, line 2"} {
		if code != exitUsage || out != "" || !strings.Contains(errs, says) {
			t.Errorf("code %d, out %q; %s is not in %q", code, out, says, errs)
		}
	}
	if _, err := os.Stat(b.path("region/plan/" + sheet.LinesFile)); err == nil {
		t.Error("a plan was written")
	}
}
