package main

import (
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"hinterland/atlas"
	"hinterland/sheet"
)

// shape is what a JSON value is made of: fields in order, the kind of each,
// and for a list the kind of its first element.
func shape(v any) string {
	switch v := v.(type) {
	case map[string]any:
		var fields []string
		for _, name := range slices.Sorted(maps.Keys(v)) {
			fields = append(fields, name+" "+shape(v[name]))
		}
		return "{" + strings.Join(fields, ", ") + "}"
	case []any:
		if len(v) == 0 {
			return "[]"
		}
		return "[" + shape(v[0]) + "]"
	case json.Number:
		return "number"
	case string:
		return "text"
	case bool:
		return "bool"
	}
	return "null"
}

// decoded reads JSON without turning numbers into floats.
func decoded(t *testing.T, text string) any {
	t.Helper()
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	var v any
	if err := decoder.Decode(&v); err != nil {
		t.Fatalf("%v in %q", err, text)
	}
	return v
}

// Other programs rely on these fields and on no others.
func TestAnswersForMachinesHaveTheFieldsThatWerePromised(t *testing.T) {
	const summary = "{goods [{certificate text, classes [{met text, needed text, " +
		"priority number}], cost text, crossing text, currency text, good text, levels [text], " +
		"moved text}], zones text}"
	const finding = "{claim text, column text, file text, line number, text text, value text}"
	tests := []struct {
		line string
		want string
	}{
		{"balance @region --out @again", summary},
		{"plan @region --out @new", summary},
		{
			"check-plan @region @plan",
			"{claims number, findings [], goods number, holds bool, lines number, untold number}",
		},
		{"template @mine", "{files [text], folder text}"},
		{
			"atlas check @map.geojson",
			"{components number, edges number, faults [], features number}",
		},
		{
			"atlas check @torn.geojson", "{components number, edges number, faults " +
				"[{at [number], code text, detail text, kind text, severity text}], " +
				"features number}",
		},
		{
			"zones" + asked, "{binding [], bound number, cost number, gap number, " +
				"objective text, proved bool, zones [{centre text, members [text], " +
				"weight number}]}",
		},
		{
			"zones" + asked + " --pin b=E --pin c=E", "{binding [{place text, rule text, " +
				"worth number, zone text}], bound number, cost number, gap number, " +
				"objective text, proved bool, zones [{centre text, members [text], " +
				"weight number}]}",
		},
		{
			"check-zones" + asked + " --zones @zones.csv",
			"{cost number, findings [], holds bool, places number}",
		},
		{
			"check-zones" + asked + " --zones @false.csv",
			"{findings [" + finding + "], holds bool, places number}",
		},
		{
			"flow @sound.min", "{arcs number, cpu_seconds number, nodes number, " +
				"objective number, pivots number, proved bool}",
		},
		{
			"flow @sound.min --flows --potentials", "{arcs number, cpu_seconds number, " +
				"flows [number], nodes number, objective number, pivots number, " +
				"potentials [number], proved bool}",
		},
		{
			"flow @none.min",
			"{can_leave number, infeasible bool, must number, nodes [number]}",
		},
	}
	b := newBench(t)
	for _, tt := range tests {
		_, out, _ := call(append(b.args(tt.line), "--json")...)
		if got := shape(decoded(t, out)); got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.line, got, tt.want)
		}
	}
}

// rat reads an exact decimal.
func rat(t *testing.T, text string) *big.Rat {
	t.Helper()
	n, ok := new(big.Rat).SetString(text)
	if !ok {
		t.Fatalf("%q is no number", text)
	}
	return n
}

// tableRows reads a table as it lies there, each row by the names of its
// columns.
func tableRows(t *testing.T, text []byte) []map[string]string {
	t.Helper()
	lines, err := csv.NewReader(strings.NewReader(string(text))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, name := range lines[0] {
			row[name] = line[i]
		}
		rows = append(rows, row)
	}
	return rows
}

// of picks the rows of one good.
func of(rows []map[string]string, good string) []map[string]string {
	return slices.DeleteFunc(slices.Clone(rows), func(row map[string]string) bool {
		return row["good"] != good
	})
}

// summed adds a column up.
func summed(t *testing.T, rows []map[string]string, column string) *big.Rat {
	t.Helper()
	sum := new(big.Rat)
	for _, row := range rows {
		sum.Add(sum, rat(t, row[column]))
	}
	return sum
}

// guaranteed adds up what the floors and fixings of a good ask for; a fixing
// stands for the floor of its parties and period too.
func guaranteed(t *testing.T, files map[string][]byte, good string) *big.Rat {
	t.Helper()
	fixings := of(tableRows(t, files["fixings.csv"]), good)
	alone := slices.DeleteFunc(of(tableRows(t, files["floors.csv"]), good),
		func(floor map[string]string) bool {
			return slices.ContainsFunc(fixings, func(f map[string]string) bool {
				return f["from"] == floor["from"] && f["to"] == floor["to"] &&
					f["period"] == floor["period"]
			})
		})
	sum := summed(t, fixings, "quantity")
	return sum.Add(sum, summed(t, alone, "quantity"))
}

// A summary is summary.json as anybody would read it.
type summary struct {
	Zones string `json:"zones"`
	Goods []struct {
		Good        string `json:"good"`
		Currency    string `json:"currency"`
		Cost        string `json:"cost"`
		Crossing    string `json:"crossing"`
		Moved       string `json:"moved"`
		Certificate string `json:"certificate"`
		Classes     []struct {
			Priority int    `json:"priority"`
			Needed   string `json:"needed"`
			Met      string `json:"met"`
		} `json:"classes"`
		Levels []string `json:"levels"`
	} `json:"goods"`
}

// Every sum of a summary is that of the tables beside it, added up from their
// texts.
func TestSummariesAreTheSumsOfTheirTables(t *testing.T) {
	goods := 0
	for seed := range uint64(12) {
		b, policy := newBazaar(seed), policies()[seed%3]
		_, files := planned(t, b.r, policy)
		tables, err := sheet.WriteRegion(b.r)
		if err != nil {
			t.Fatal(err)
		}
		maps.Copy(files, tables)
		var s summary
		if err := json.Unmarshal(files[sheet.SummaryFile], &s); err != nil {
			t.Fatal(err)
		}
		if s.Zones != string(policy) {
			t.Errorf("seed %d: made under %s, it says %s", seed, policy, s.Zones)
		}
		for i := range s.Goods {
			goods++
			checkSummary(t, fmt.Sprintf("seed %d, %s", seed, s.Goods[i].Good), &s, i, files)
		}
	}
	if goods < 30 {
		t.Errorf("%d goods are too few to tell", goods)
	}
}

func checkSummary(t *testing.T, where string, s *summary, i int, files map[string][]byte) {
	t.Helper()
	g := &s.Goods[i]
	lines := of(tableRows(t, files["lines.csv"]), g.Good)
	shares := of(tableRows(t, files["shares.csv"]), g.Good)
	zone, home := map[string]string{}, map[string]string{}
	for _, row := range tableRows(t, files["places.csv"]) {
		zone[row["code"]] = row["zone"]
	}
	for _, row := range tableRows(t, files["parties.csv"]) {
		home[row["code"]] = zone[row["place"]]
	}
	cost, crossing := new(big.Rat), new(big.Rat)
	for _, row := range lines {
		q := rat(t, row["quantity"])
		cost.Add(cost, new(big.Rat).Mul(q, rat(t, row["unit_cost"])))
		if home[row["from"]] != home[row["to"]] {
			crossing.Add(crossing, q)
		}
	}
	if rat(t, g.Cost).Cmp(cost) != 0 || rat(t, g.Crossing).Cmp(crossing) != 0 || g.Moved != "0" {
		t.Errorf("%s: cost %s, want %s; crossing %s, want %s; moved %s", where, g.Cost,
			cost.FloatString(12), g.Crossing, crossing.FloatString(6), g.Moved)
	}
	served := new(big.Rat)
	for _, class := range g.Classes {
		rows := slices.DeleteFunc(slices.Clone(shares), func(row map[string]string) bool {
			return row["priority"] != fmt.Sprint(class.Priority)
		})
		needed, met := summed(t, rows, "needed"), summed(t, rows, "met")
		if class.Priority == 0 {
			needed = guaranteed(t, files, g.Good)
			met = rat(t, class.Met)
		} else {
			served.Add(served, met)
		}
		if rat(t, class.Needed).Cmp(needed) != 0 || rat(t, class.Met).Cmp(met) != 0 ||
			met.Cmp(needed) > 0 {
			t.Errorf("%s, class %d: %s of %s, the tables say %s of %s", where, class.Priority,
				class.Met, class.Needed, met.FloatString(6), needed.FloatString(6))
		}
	}
	beyond := slices.DeleteFunc(slices.Clone(lines), func(row map[string]string) bool {
		return row["priority"] != "0"
	})
	if brought := summed(t, lines, "quantity"); brought.Cmp(
		served.Add(served, summed(t, beyond, "quantity"))) != 0 {
		t.Errorf("%s: lines bring %s, the needs get %s", where, brought, served)
	}
	if want := hashOf(t, files, g.Good); g.Certificate != want {
		t.Errorf("%s: the certificate is %s, want %s", where, g.Certificate, want)
	}
	if last := len(g.Levels) - 1; g.Levels[0] != "floors" || g.Levels[last] != "cost" {
		t.Errorf("%s: proved are %v", where, g.Levels)
	}
}

// hashOf is the SHA-256 of a good's rows of shares.csv and certificate.csv.
func hashOf(t *testing.T, files map[string][]byte, good string) string {
	t.Helper()
	text := ""
	for _, file := range []struct {
		name   string
		column int
	}{{sheet.SharesFile, 1}, {sheet.CertificateFile, 0}} {
		for _, line := range strings.SplitAfter(string(files[file.name]), "\n") {
			if cells := strings.Split(line, ","); len(cells) > 1 && cells[file.column] == good {
				text += line
			}
		}
	}
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// A town is a small random neighbourhood: points, weights, and a tree of
// borders with a few more.
type town struct {
	at      []atlas.Point
	weight  []int64
	borders map[[2]int]bool
}

func newTown(dice *rand.Rand) *town {
	n := &town{borders: map[[2]int]bool{}}
	for i := range 4 + dice.IntN(8) {
		n.at = append(n.at, atlas.Point{
			Lon: float64(dice.IntN(2_000_000)) / 1e6, Lat: float64(dice.IntN(2_000_000)) / 1e6,
		})
		n.weight = append(n.weight, dice.Int64N(1000))
		if i > 0 {
			n.borders[[2]int{dice.IntN(i), i}] = true
			a, b := dice.IntN(i+1), dice.IntN(i+1)
			if a != b {
				n.borders[[2]int{min(a, b), max(a, b)}] = true
			}
		}
	}
	return n
}

// write lays the town's tables out.
func (n *town) write(t *testing.T, b *bench) {
	t.Helper()
	points, near := "code,lon,lat,people\n", "a,b\n"
	for i, at := range n.at {
		points += fmt.Sprintf("p%d,%f,%f,%d\n", i, at.Lon, at.Lat, n.weight[i])
	}
	for border := range n.borders {
		near += fmt.Sprintf("p%d,p%d\n", border[0], border[1])
	}
	b.write(t, "points.csv", points)
	b.write(t, "near.csv", near)
}

// ways are the shortest ways between all places in millimetres.
func (n *town) ways() [][]int64 {
	d := make([][]int64, len(n.at))
	for i := range d {
		d[i] = make([]int64, len(n.at))
		for k := range d[i] {
			if i != k {
				d[i][k] = math.MaxInt64 / 4
			}
		}
	}
	for border := range n.borders {
		a, b := border[0], border[1]
		d[a][b] = int64(math.RoundToEven(atlas.DistanceKm(n.at[a], n.at[b]) * 1e6))
		d[b][a] = d[a][b]
	}
	for k := range d {
		for i := range d {
			for j := range d {
				d[i][j] = min(d[i][j], d[i][k]+d[k][j])
			}
		}
	}
	return d
}

// The cost and the weights that zones tells are those of the zones that it
// tells, worked out from the tables alone.
func TestZonesCostWhatTheyAreSaidTo(t *testing.T) {
	dice := rand.New(rand.NewPCG(6, 1958))
	b := &bench{dir: t.TempDir()}
	for round := range 25 {
		n := newTown(dice)
		n.write(t, b)
		code, out, errs := call(b.args("zones --places @points.csv --adjacency @near.csv " +
			"--weight people --centres A=p0,B=p1+p2 --json")...)
		var answer zonesAnswer
		if err := json.Unmarshal([]byte(out), &answer); code != exitOK || err != nil {
			t.Fatalf("round %d: code %d, %v, %s", round, code, err, errs)
		}
		ways, cost, placed := n.ways(), new(big.Int), 0
		for j, centres := range [][]int{{0}, {1, 2}} {
			load := int64(0)
			for _, code := range answer.Zones[j].Members {
				var i int
				if _, err := fmt.Sscanf(code, "p%d", &i); err != nil {
					t.Fatal(err)
				}
				way := ways[i][centres[0]]
				for _, centre := range centres {
					way = min(way, ways[i][centre])
				}
				cost.Add(cost, new(big.Int).Mul(big.NewInt(n.weight[i]), big.NewInt(way)))
				if !slices.Contains(centres, i) {
					load += n.weight[i]
				}
				placed++
			}
			if answer.Zones[j].Weight != whole(load) || !slices.IsSorted(answer.Zones[j].Members) {
				t.Errorf("round %d: zone %+v weighs %d", round, answer.Zones[j], load)
			}
		}
		want := new(big.Rat).SetFrac(cost, big.NewInt(1_000_000))
		if rat(t, string(answer.Cost)).Cmp(want) != 0 || placed != len(n.at) {
			t.Errorf("round %d: %d of %d places, cost %s, want %s", round, placed, len(n.at),
				answer.Cost, want.FloatString(6))
		}
		if bound := rat(t, string(answer.Bound)); bound.Cmp(want) > 0 ||
			answer.Proved != (bound.Cmp(want) == 0) || answer.Proved != (answer.Gap == "0") {
			t.Errorf("round %d: %+v", round, answer)
		}
	}
}
