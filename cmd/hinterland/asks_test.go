package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"hinterland"
	"hinterland/sheet"
)

// An attempt is a call with what it has to end with and to say.
type attempt struct {
	name  string
	files map[string]string // laid out beside the bench's own
	line  string
	code  int
	says  []string
}

// check makes the call on a bench of its own files.
func (tt *attempt) check(t *testing.T, b *bench) {
	t.Helper()
	for name, text := range tt.files {
		b.write(t, name, text)
	}
	code, out, errs := call(b.args(tt.line)...)
	for _, says := range tt.says {
		if !strings.Contains(errs+out, strings.ReplaceAll(says, "@", b.dir+"/")) {
			t.Errorf("%s: %q is not in %s%s", tt.name, says, errs, out)
		}
	}
	if code != tt.code {
		t.Errorf("%s: code %d, want %d: %s", tt.name, code, tt.code, errs)
	}
	for name := range tt.files {
		b.write(t, name, b.before[b.path(name)])
	}
}

// Every table and flag that zones are drawn from tells its faults with file,
// line, column and value, those of one table all at once.
func TestFaultsOfTheTablesOfZonesAreTold(t *testing.T) {
	b := newBench(t)
	for _, tt := range []attempt{
		{"points", map[string]string{
			"points.csv": "code,lon,lat,people\na b,x,91e,1\nb,1,1,-1\nb,1,1,2\nc,,1,1.5\n",
		}, "zones" + asked, exitUsage, []string{
			`points.csv, line 2, code = "a b"`, `points.csv, line 2, lon = "x"`,
			`points.csv, line 2, lat = "91e"`, `points.csv, line 3, people = "-1"`,
			`points.csv, line 4, code = "b"`, `points.csv, line 5, lon: `,
			`points.csv, line 5, people = "1.5"`, "7 faults",
		}},
		{"columns of points", map[string]string{
			"points.csv": "id,lon,lat\na,1,1\n",
		}, "zones" + asked, exitUsage, []string{
			"points.csv, line 1, code", "points.csv, line 1, people", "2 faults",
		}},
		{"neighbours", map[string]string{
			"near.csv": "a,b\na,x\nx,a\na,a\na,b\nb,a\n,b\n",
		}, "zones" + asked, exitUsage, []string{
			`near.csv, line 2, b = "x"`, `near.csv, line 3, a = "x"`, `near.csv, line 4, b = "a"`,
			`near.csv, line 6, a = "b"`, "Line 5 has the same two places",
			`near.csv, line 7, a: `, "5 faults",
		}},
		{"ties", map[string]string{
			"ties.csv": "a,b,tie\na,b,-1\nb,c,1.1234567\nc,c,1\na,d,x\n",
		}, "zones" + aTied, exitUsage, []string{
			`ties.csv, line 2, tie = "-1"`, `ties.csv, line 3, tie = "1.1234567"`,
			`ties.csv, line 4, b = "c"`, `ties.csv, line 5, tie = "x"`, "4 faults",
		}},
		{
			"flags", nil, "zones" + asked + ",N=x+a --pin b --pin b=Q --min x --max y", exitUsage,
			[]string{
				`--centres "x": `, `--centres "a": `, `--pin "b": `, `--pin "b=Q": `, `--min "x": `,
				`--max "y": `, "6 faults",
			},
		},
		{
			"a weight for blank cells that is none",
			map[string]string{
				"points.csv": "code,lon,lat,people\na,1,1,\nb,1,1,\nc,1,1,\nd,1,1,\n",
			},
			"zones" + asked + " --blank-weight many", exitUsage,
			[]string{`--blank-weight "many": `},
		},
		{"zones to check", map[string]string{
			"zones.csv": "code,centre,reason\na a,W,centre\nb,,nearest\nc,E,\n",
		}, "check-zones" + asked + " --zones @zones.csv", exitUsage, []string{
			`zones.csv, line 2, code = "a a"`, `zones.csv, line 3, centre: `,
			`zones.csv, line 4, reason: `, "3 faults",
		}},
		{"weights past counting", map[string]string{
			"points.csv": "code,lon,lat,people\na,1,1,1152921504606846976\nb,1,1,1\n" +
				"c,1,1,1\nd,1,1,1\n",
		}, "zones" + asked, exitUsage, []string{"--help"}},
	} {
		tt.check(t, b)
	}
}

// What is allowed is taken as it is meant.
func TestTablesOfZonesAreReadAsTheyAreMeant(t *testing.T) {
	b := newBench(t)
	west := "a,W,centre\nb,W,nearest\n"
	for _, tt := range []attempt{
		{"columns in any order, and others beside them", map[string]string{
			"points.csv": "\ufeffremark,people,lat,lon,code\nx,50,38,110,a\n,5,38,110.1,b\n" +
				",10,38,110.2,c\n,50,38,110.3,d\n",
		}, "zones" + asked, exitOK, []string{west}},
		{"codes in a column of another name", map[string]string{
			"points.csv": "fips,code,lon,lat,people\na,1,110,38,50\nb,1,110.1,38,5\n" +
				"c,1,110.2,38,1\nd,1,110.3,38,50\n",
		}, "zones --code fips" + asked, exitOK, []string{west}},
		{"blank weights", map[string]string{
			"points.csv": "code,lon,lat,people\na,110,38,\nb,110.1,38,\n" +
				"c,110.2,38,3\nd,110.3,38,\n",
		}, "zones" + asked + " --blank-weight 7 --json", exitOK, []string{
			`"weight": 7`, `"weight": 3`,
		}},
		{"borders measured already", map[string]string{
			"near.csv": "a,b,shared_border_km\na,b,1.5\nb,c,\nc,d,x\n",
		}, "zones" + asked, exitOK, []string{west}},
		{"centres without names", nil, "zones --places @points.csv --adjacency @near.csv " +
			"--centres a+b,d", exitOK, []string{"a,a+b,centre\nb,a+b,centre\n"}},
		{
			"a pin by a code of its centre", nil, "zones" + asked + " --pin c=a --pin b=W", exitOK,
			[]string{"b,W,pin\nc,W,pin\nd,E,centre\n"},
		},
		{
			"the least and the greatest weight alike", nil,
			"zones --places @points.csv --adjacency @near.csv --centres W=a,E=d --min 1 --max 1",
			exitOK,
			[]string{west},
		},
		{
			"a map without weights", nil, "zones --json --places @map.geojson --centres A,C",
			exitOK,
			[]string{`"centre": "A"`, `"weight": 1`},
		},
	} {
		tt.check(t, b)
	}
}

// county is a square with properties.
func county(code string, at int, properties string) string {
	return strings.Replace(square(code, at), `"properties":{}`, `"properties":{`+properties+`}`, 1)
}

func collection(features ...string) string {
	return `{"type":"FeatureCollection","features":[` + strings.Join(features, ",") + `]}`
}

func TestWeightsOfMapsAreTakenFromTheirFeatures(t *testing.T) {
	b := newBench(t)
	counties := collection(county("A", 0, `"people":12,"name":"Alder"`),
		county("B", 1, `"people":"34"`), county("C", 2, `"name":"Cedar"`),
		county("D", 3, `"people":0`))
	for _, tt := range []attempt{
		{
			"blank ones",
			map[string]string{"map.geojson": counties},
			"zones --places @map.geojson --weight people --blank-weight 5 --centres A,D --json",
			exitOK,
			[]string{`"weight": 34`, `"weight": 5`},
		},
		{
			"a missing one",
			map[string]string{"map.geojson": counties},
			"zones --places @map.geojson --weight people --centres A,D", exitUsage,
			[]string{`map.geojson, line 3, people: `},
		},
		{
			"codes from a property",
			map[string]string{"map.geojson": counties},
			"zones --places @map.geojson --code name --centres Alder", exitInfeasible,
			[]string{"Cedar"},
		},
		{"every bad one", map[string]string{"map.geojson": collection(
			county("A", 0, `"people":1.5`), county("B", 1, `"people":-3`),
			county("C", 2, `"people":"many"`),
		)}, "zones --places @map.geojson --weight people --centres A", exitUsage, []string{
			`line 1, people = "1.5"`, `line 2, people = "-3"`, `line 3, people = "many"`,
			"3 faults",
		}},
	} {
		tt.check(t, b)
	}
}

// surveyOf checks a map and returns what machines are told.
func surveyOf(t *testing.T, b *bench, text, flags string) (mapReport, int) {
	t.Helper()
	b.write(t, "tried.geojson", text)
	code, out, errs := call(b.args("atlas check @tried.geojson --json" + flags)...)
	var report mapReport
	if err := json.Unmarshal([]byte(out), &report); err != nil {
		t.Fatalf("%v in %q, %s", err, out, errs)
	}
	return report, code
}

// Every kind of fault that was promised is found, is an error or a note as it
// was promised, and decides the exit code with the others.
func TestEveryKindOfMapFaultIsTold(t *testing.T) {
	ring := func(code, points string) string {
		return `{"type":"Feature","id":"` + code + `","properties":{},"geometry":` +
			`{"type":"Polygon","coordinates":[[` + points + `]]}}`
	}
	tests := []struct {
		kind, features string
		note           bool
	}{
		{"unclosed-ring", ring("A", "[0,0],[1,0],[1,1],[0,1]"), false},
		{"self-crossing", ring("A", "[0,0],[1,1],[1,0],[0,1],[0,0]"), false},
		{"duplicate-code", square("A", 0) + "," + square("A", 5), false},
		{"missing-code", strings.Replace(square("A", 0), `"id":"A",`, "", 1) + "," +
			square("B", 1), false},
		{"wrong-winding", ring("A", "[0,0],[0,1],[1,1],[1,0],[0,0]"), false},
		{"null-geometry", `{"type":"Feature","id":"A","properties":{},"geometry":null}`, false},
		{
			"overlap", square("A", 0) + "," +
				ring("B", "[0.05,0],[0.2,0],[0.2,0.1],[0.05,0.1],[0.05,0]"), false,
		},
		{"isolated", square("A", 0) + "," + square("B", 5), true},
		{"untidy-name", county("A", 0, `"name":"two  spaces"`) + "," + square("B", 1), true},
	}
	b := newBench(t)
	for _, tt := range tests {
		report, code := surveyOf(t, b, collection(tt.features), "")
		severity, want := "error", exitUsage
		if tt.note {
			severity, want = "note", exitOK
		}
		found := slices.ContainsFunc(report.Faults, func(f mapFault) bool {
			return f.Kind == tt.kind && f.Severity == severity && f.Detail != ""
		})
		if !found || code != want {
			t.Errorf("%s: code %d, %+v", tt.kind, code, report.Faults)
		}
	}
}

// The neighbourhood is written as pairs in order, each once, and measured.
func TestNeighboursAreWrittenInOrder(t *testing.T) {
	b := newBench(t)
	text := collection(square("C", 2), square("A", 0), square("D", 9), square("B", 1))
	report, code := surveyOf(t, b, text, " --adjacency @out.csv")
	rows := tableRows(t, []byte(b.files(t)[b.path("out.csv")]))
	if code != exitOK || report.Features != 4 || report.Edges != 2 || report.Components != 2 {
		t.Errorf("code %d, %+v", code, report)
	}
	var got []string
	for _, row := range rows {
		got = append(got, row["a"]+row["b"])
		// A tenth of a degree of a meridian is 11.12 km.
		if km := rat(t, row["shared_border_km"]).FloatString(2); km != "11.12" {
			t.Errorf("%v is %s km long", row, km)
		}
	}
	if fmt.Sprint(got) != "[AB BC]" {
		t.Errorf("neighbours are %v", got)
	}
	if report, _ = surveyOf(t, b, text, " --min-border 11.2"); report.Edges != 0 {
		t.Errorf("shorter borders count: %+v", report)
	}
	if report, _ = surveyOf(t, b, text, " --min-border 11.1"); report.Edges != 2 {
		t.Errorf("longer borders do not count: %+v", report)
	}
}

// The folder that plan writes holds the zones that it drew, in both tables.
func TestPlanPutsPlacesIntoTheZonesThatItDraws(t *testing.T) {
	b := newBench(t)
	region := exampleRegion()
	region.Places = append(region.Places,
		hinterland.Place{Code: "town", Parent: "river", Lon: 112_340_000, Lat: 37_600_000},
		hinterland.Place{Code: "hamlet", Parent: "town", Lon: 112_340_000, Lat: 37_600_000})
	files, err := sheet.WriteRegion(region)
	if err != nil {
		t.Fatal(err)
	}
	maps.Copy(files, sheet.WriteZoning(exampleZoning()))
	for name, text := range files {
		b.write(t, "region/"+name, string(text))
	}
	if code, _, errs := call(b.args("plan @region --out @drawn")...); code != exitOK {
		t.Fatal(errs)
	}
	all := b.files(t)
	drawn := map[string]string{}
	for _, row := range tableRows(t, []byte(all[b.path("drawn/zones.csv")])) {
		drawn[row["code"]] = row["centre"]
	}
	if want := map[string]string{"city": "City", "hill": "Hill", "river": "City"}; !maps.Equal(
		drawn, want) {
		t.Errorf("zones are %v", drawn)
	}
	for _, row := range tableRows(t, []byte(all[b.path("drawn/places.csv")])) {
		want := drawn[row["code"]]
		if row["code"] == "town" || row["code"] == "hamlet" {
			want = drawn["river"] // which they lie under
		}
		if row["zone"] != want {
			t.Errorf("%s is in zone %q, want %q", row["code"], row["zone"], want)
		}
	}
}

// What stands in the way of zones is told by plan as by zones, before anything
// is written.
func TestPlanTellsWhatStandsInTheWayOfZones(t *testing.T) {
	b := newBench(t)
	settings := func(rows string) map[string]string {
		return map[string]string{"region/region.csv": "setting,value\n" + rows}
	}
	for _, tt := range []attempt{
		{"a place that nobody borders on", map[string]string{
			"region/adjacency.csv": "a,b\ncity,hill\n",
		}, "plan @region --out @never", exitUsage, []string{"pins.csv, line", `place = "river"`}},
		{"an island", map[string]string{
			"region/adjacency.csv": "a,b\ncity,river\nhill,h2\nh2,h3\n",
			"region/places.csv": "code,lon,lat\ncity,112.55,37.87\nriver,112.34,37.6\n" +
				"hill,112.95,37.55\nh2,113,37\nh3,113,36\n",
			"region/centres.csv": "name,places\nCity,city\n",
		}, "plan @region --out @never", exitInfeasible, []string{"hill"}},
		{
			"bounds that nothing meets", settings("min,1\nmax,2\n"), "plan @region --out @never",
			exitInfeasible,
			[]string{"river"},
		},
		{"a map that speaks of other places", map[string]string{
			"region/map.geojson":   collection(square("city", 0), square("atlantis", 1)),
			"region/adjacency.csv": "a,b\n",
		}, "plan @region --out @never", exitUsage, []string{`map.geojson "atlantis": `}},
		{"a map that is none", map[string]string{
			"region/map.geojson": "{", "region/adjacency.csv": "a,b\n",
		}, "plan @region --out @never", exitUsage, []string{"map.geojson"}},
	} {
		tt.check(t, b)
		for path := range b.files(t) {
			if strings.Contains(path, "never") {
				t.Errorf("%s: %s was written", tt.name, path)
			}
		}
	}
}
