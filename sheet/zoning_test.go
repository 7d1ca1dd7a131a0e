package sheet

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"hinterland"
)

// folderOf makes a folder of files that exist only in memory.
func folderOf(files map[string][]byte) fstest.MapFS {
	folder := fstest.MapFS{}
	for name, text := range files {
		folder[name] = &fstest.MapFile{Data: text}
	}
	return folder
}

func threePlaces() *hinterland.Region {
	return &hinterland.Region{Places: []hinterland.Place{{Code: "a"}, {Code: "b"}, {Code: "c"}}}
}

func fullZoning() *hinterland.Zoning {
	return &hinterland.Zoning{
		Adjacency: []hinterland.Adjacency{{A: "a", B: "b", Row: 2}, {A: "b", B: "c", Row: 3}},
		Ties:      []hinterland.Tie{{A: "a", B: "c", Strength: 2_500_000, Row: 2}},
		Centres: []hinterland.Centre{
			{
				Name:   hinterland.Name{English: "Old Town", Chinese: "老城"},
				Places: []hinterland.PlaceCode{"a", "b"}, Row: 2,
			},
		},
		Pins: []hinterland.Pin{{
			Place: "c", Centre: "Old Town", Row: 2,
			Reason: hinterland.Name{English: "by the river, always", Chinese: "沿河"},
		}},
		Settings: hinterland.Settings{
			Title:     hinterland.Name{English: "Three places", Chinese: "三地"},
			Objective: hinterland.ByTies,
			Bounds:    hinterland.Bounds{Kind: hinterland.ByTolerance, Tolerance: 250_000},
			Policy:    hinterland.ZonesPrefer,
			Period:    hinterland.Name{English: "month", Chinese: "月"},
			Schematic: true,
			Notes: []hinterland.Name{
				{English: "Ties are a model.", Chinese: "联系强度为模型。"}, {Chinese: "示意"},
			},
		},
		Map: []byte(`{"type":"FeatureCollection","features":[]}`),
	}
}

func TestZoningSurvivesItsFiles(t *testing.T) {
	atLeast := fullZoning()
	atLeast.Settings.Bounds = hinterland.Bounds{
		Kind: hinterland.ByLeastAndMost, Least: 7, Most: hinterland.NoMost,
	}
	between := fullZoning()
	between.Settings.Bounds = hinterland.Bounds{Kind: hinterland.ByLeastAndMost, Least: 7, Most: 9}
	for _, want := range []*hinterland.Zoning{{}, fullZoning(), atLeast, between} {
		got, err := ReadZoning(folderOf(WriteZoning(want)), threePlaces())
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("got %+v, want %+v", got, want)
		}
	}
}

func TestRegionFileRefusals(t *testing.T) {
	tests := []struct {
		name, file, text, want string
	}{
		{
			"an unknown setting", "region.csv", "setting,value\ntitel,x\n",
			`region.csv:2 setting="titel": cell.choice`,
		},
		{
			"a setting twice", "region.csv", "setting,value\ntitle,x\ntitle,y\n",
			`region.csv:3 setting="title": key.twice`,
		},
		{
			"tolerance beside min", "region.csv", "setting,value\ntolerance,0.1\nmin,4\n",
			`region.csv:3 setting="min": setting.bounds`,
		},
		{
			"max beside tolerance", "region.csv", "setting,value\nmax,4\ntolerance,0.1\n",
			`region.csv:3 setting="tolerance": setting.bounds`,
		},
		{
			"a wrong word", "region.csv", "setting,value\nzones,always\nschematic,maybe\n",
			"region.csv:2 value=\"always\": cell.choice\nregion.csv:3 value=\"maybe\": cell.choice",
		},
		{
			"a note with a leading zero", "region.csv", "setting,value\nnote01,x\n",
			`region.csv:2 setting="note01": cell.choice`,
		},
		{
			"a note beyond the last", "region.csv", "setting,value\nnote100,x\n",
			`region.csv:2 setting="note100": cell.choice`,
		},
		{
			"an empty code among places", "centres.csv", "name,places\nA,a++b\n",
			`centres.csv:2 places="a++b": code.form`,
		},
		{"no places", "centres.csv", "name,places\nA,\n", `centres.csv:2 places="": cell.blank`},
		{"a tie with a sign", "ties.csv", "a,b,tie\na,b,-1\n", `ties.csv:2 tie="-1": number.form`},
		{
			"a pair back to front", "adjacency.csv", "a,b\na,b\nb,a\n",
			`adjacency.csv:3 a="b": key.pair`,
		},
		{
			"what only the places tell", "pins.csv", "place,centre\nx,A\n",
			"pins.csv:2 centre=\"A\": code.unknown\npins.csv:2 place=\"x\": code.unknown",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			folder := folderOf(map[string][]byte{tt.file: []byte(tt.text)})
			_, err := ReadZoning(folder, threePlaces())
			if err == nil || err.Error() != tt.want {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

func TestFaultsOfAllZoningFilesAreToldAtOnce(t *testing.T) {
	_, err := ReadZoning(folderOf(map[string][]byte{
		"region.csv": []byte("setting,value\nx,y\n"), "ties.csv": []byte("a,b\n"),
		"pins.csv": []byte("place,centre\na b,\n"),
	}), threePlaces())
	var faults hinterland.Refusals
	if !errors.As(err, &faults) || len(faults) != 4 {
		t.Errorf("got %v, want 4 faults", err)
	}
}

func TestNoteNumbersMayHaveGaps(t *testing.T) {
	z, err := ReadZoning(folderOf(map[string][]byte{
		"region.csv": []byte("setting,value\nnote9,last\nnote2_zh,先\n"),
	}), threePlaces())
	want := []hinterland.Name{{Chinese: "先"}, {English: "last"}}
	if err != nil || !reflect.DeepEqual(z.Settings.Notes, want) {
		t.Errorf("got %v, %v", z, err)
	}
}

func FuzzReadZoning(f *testing.F) {
	for name, text := range WriteZoning(fullZoning()) {
		f.Add(name, text)
	}
	f.Add("region.csv", []byte("setting,value\nmin,9\nmax,3\nnote1_zh,x\n"))
	f.Add("centres.csv", []byte("name,places\n\"A, B\",a + b\n"))
	f.Fuzz(func(t *testing.T, name string, text []byte) {
		if strings.ContainsAny(name, "/\\\x00") || name == "" {
			return
		}
		z, err := ReadZoning(folderOf(map[string][]byte{name: text}), threePlaces())
		if err != nil {
			return
		}
		again, err := ReadZoning(folderOf(WriteZoning(z)), threePlaces())
		if err != nil {
			t.Fatalf("what was read is refused when written: %v", err)
		}
		first, second := WriteZoning(z), WriteZoning(again)
		if !reflect.DeepEqual(first, second) {
			t.Errorf("got %q, want %q", second, first)
		}
	})
}
