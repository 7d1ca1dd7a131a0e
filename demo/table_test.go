package demo

import (
	"strings"
	"testing"
	"testing/fstest"

	"hinterland"
)

// tinyTables are a sample of two places in which every rule is used.
func tinyTables() map[string]string {
	twelve := ",1,2,3,4,5,6,7,8,9,10,11,12\n"
	return map[string]string{
		"places.csv": "code,name,name_zh,lon,lat,people,farm,mine,manuf\n" +
			"a,A,甲,112.1,-37.5,20000,5000,0,2000\nb,B,乙,112.4,37.6,9000,8000,100,0\n",
		"adjacency.csv": "a,b\na,b\n",
		"centres.csv":   "name,name_zh,places\nA,甲,a\n",
		"pins.csv":      "place,centre,reason,reason_zh\nb,A,why,因\n",
		"notes.csv":     "name,name_zh\nnote,注\n",
		"kinds.csv": "kind,name,name_zh,measure,least,odds\n" +
			"SHOP,* shop,*店,people,0,100\nFARM,* farm,*场,farm,3000,100\n",
		"goods.csv": "code,name,name_zh,class,parent,unit,decimals,currency," +
			"price,freight,storage,keeps,reach,cover\n" +
			"rye,Rye,黑麦,food,,t,1,CNY,100,0.1,1,2,900000,90\n",
		"seasons.csv": "season" + twelve + "even,1,1,1,1,1,1,1,1,1,1,1,1\n",
		"flows.csv": "side,kind,good,measure,rate,season,priority,price,odds,spread\n" +
			"need,SHOP,rye,people,100,even,1,,100,10\noffer,FARM,rye,farm,200,even,,100,100,10\n",
		"scopes.csv": "place,buyer,good,nearest,first,last,kind\na,SHOP,rye,1,1,12,announced\n",
		"floors.csv": "place,buyer,good,seller,nearest,percent,first,last\n" +
			"a,SHOP,rye,FARM,1,50,1,12\n",
		"signed.csv": "good,percent\nrye,50\n",
	}
}

func makeFrom(tables map[string]string) (*Sample, error) {
	folder := fstest.MapFS{}
	for name, text := range tables {
		folder[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return makeSample(folder, (*loader).byShares, hinterland.Settings{})
}

func TestTinySampleUsesEveryRule(t *testing.T) {
	s, err := makeFrom(tinyTables())
	if err != nil {
		t.Fatal(err)
	}
	r := s.Region
	got := []int{
		len(r.Places), len(r.Parties), len(r.Offers), len(r.Needs), len(r.Floors), len(r.Scopes),
		len(s.Zoning.Adjacency), len(s.Zoning.Centres), len(s.Zoning.Pins),
	}
	for i, want := range []int{2, 4, 24, 24, 12, 1, 1, 1, 1} {
		if got[i] != want {
			t.Fatalf("got %v", got)
		}
	}
	if len(r.Signed) == 0 || r.Places[0].Lat != -37_500_000 {
		t.Errorf("signed %d, latitude %d", len(r.Signed), r.Places[0].Lat)
	}
}

func TestAFaultyTableIsNamed(t *testing.T) {
	tests := []struct {
		name, table, old, new, want string
	}{
		{"a table that is missing", "floors.csv", "", "", "floors.csv"},
		{"a number that is none", "places.csv", "20000", "2e4", `places.csv:2 people: "2e4"`},
		{
			"a number too large",
			"goods.csv",
			"900000",
			"90000000000",
			`goods.csv:2 reach: "too large"`,
		},
		{"a latitude that is none", "places.csv", "-37.5", "--37", `places.csv:2 lat: "-37"`},
		{
			"a column that is missing",
			"flows.csv",
			"odds",
			"chance",
			`flows.csv:2 odds: "no such column"`,
		},
		{
			"more decimals than sums allow",
			"goods.csv",
			"t,1,CNY",
			"t,4,CNY",
			`goods.csv:2 decimals`,
		},
		{"a flow of an unknown good", "flows.csv", "SHOP,rye", "SHOP,oats", `flows.csv:2 good`},
		{"a flow in an unknown season", "flows.csv", "200,even", "200,odd", `flows.csv:3 season`},
		{"a flow to neither side", "flows.csv", "offer,", "gift,", `flows.csv:3 side: "gift"`},
		{
			"a season of nothing", "seasons.csv",
			"1,1,1,1,1,1,1,1,1,1,1,1", "0,0,0,0,0,0,0,0,0,0,0,0",
			`flows.csv:2 season: "no weight"`,
		},
		{"a floor for nobody", "floors.csv", "a,SHOP", "b,MILL", `floors.csv:2 buyer`},
		{"a scope on an unknown good", "scopes.csv", "rye", "oats", `scopes.csv:2 good`},
		{"signed lines of an unknown good", "signed.csv", "rye", "oats", `signed.csv:2 good`},
		{"a pin to an unknown centre", "pins.csv", "b,A", "b,B", `centre="B": code.unknown`},
		{
			"a border with an unknown place", "adjacency.csv", "a,b\na,b", "a,b\na,c",
			`b="c": code.unknown`,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tables := tinyTables()
			if tt.old == "" {
				delete(tables, tt.table)
			} else {
				tables[tt.table] = strings.Replace(tables[tt.table], tt.old, tt.new, 1)
			}
			_, err := makeFrom(tables)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want it to say %s", err, tt.want)
			}
		})
	}
}

// Whatever stands in a table, the outcome is a sample that passes all checks or
// an error.
func FuzzTables(f *testing.F) {
	for name, text := range tinyTables() {
		f.Add(name, text)
	}
	f.Fuzz(func(t *testing.T, name, text string) {
		tables := tinyTables()
		if _, known := tables[name]; !known {
			return
		}
		tables[name] = text
		s, err := makeFrom(tables)
		if err != nil {
			return
		}
		if faults := s.Region.Check(); len(faults) > 0 {
			t.Error(faults)
		}
	})
}
