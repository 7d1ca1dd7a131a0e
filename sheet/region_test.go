package sheet

import (
	"errors"
	"fmt"
	"reflect"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"hinterland"
)

// smallRegion is a folder with the tables that a region must have.
func smallRegion() map[string]string {
	return map[string]string{
		hinterland.PlacesTable:  "code,lon,lat\np,112.5,37.8\n",
		hinterland.PartiesTable: "code,place\nmill,p\n",
		hinterland.GoodsTable: "code,unit,decimals,freight_per_km,storage_per_period,currency\n" +
			"wheat,t,1,0.5,0,CNY\n",
		hinterland.OffersTable: "party,good,period,quantity,price\nmill,wheat,1,10,2\n",
		hinterland.NeedsTable:  "party,good,period,quantity,priority\nmill,wheat,1,4,1\n",
	}
}

// faultsOf reads a region and lists its refusals.
func faultsOf(t *testing.T, tables map[string]string) []string {
	t.Helper()
	folder := fstest.MapFS{}
	for name, text := range tables {
		folder[name] = &fstest.MapFile{Data: []byte(text)}
	}
	_, err := ReadRegion(folder)
	var refusals hinterland.Refusals
	if err != nil && !errors.As(err, &refusals) {
		t.Fatal(err)
	}
	var list []string
	for _, r := range refusals {
		list = append(list, fmt.Sprint(r.At.File, ":", r.At.Line, " ", r.At.Column, " ", r.Reason))
	}
	return list
}

func TestFaultsOfFormAndMeaningAreToldAtOnce(t *testing.T) {
	tables := smallRegion()
	tables[hinterland.OffersTable] += "mill,wheat,x,10,2\nfarm,wheat,1,10,2\nmill,wheat,1,1,2\n"
	want := []string{
		"offers.csv:3 period number.whole",
		"offers.csv:4 party code.unknown",
		"offers.csv:5 party key.offer",
	}
	if diff := cmp.Diff(want, faultsOf(t, tables)); diff != "" {
		t.Error(diff)
	}
}

func TestARowThatCouldNotBeReadIsBlamedOnce(t *testing.T) {
	tables := smallRegion()
	tables[hinterland.PartiesTable] = "code,place\nmi ll,p\n"
	want := []string{"parties.csv:2 code code.form"}
	if diff := cmp.Diff(want, faultsOf(t, tables)); diff != "" {
		t.Error(diff)
	}
	delete(tables, hinterland.PartiesTable)
	if diff := cmp.Diff([]string{"parties.csv:0  file.missing"}, faultsOf(t, tables)); diff != "" {
		t.Error(diff)
	}
}

func TestKilometresAreRoundedAndLimitsAreNot(t *testing.T) {
	tables := smallRegion()
	tables[hinterland.PlacesTable] += "q,112.6,37.8\n"
	tables[hinterland.DistancesTable] = "from,to,km\np,q,12.25\nq,p,12.35\n"
	tables[hinterland.ReachTable] = "good,max_km\nwheat,12.29\n"
	folder := fstest.MapFS{}
	for name, text := range tables {
		folder[name] = &fstest.MapFile{Data: []byte(text)}
	}
	r, err := ReadRegion(folder)
	if err != nil {
		t.Fatal(err)
	}
	if got := [3]int64{
		r.Distances[0].Hectometres, r.Distances[1].Hectometres, r.Reach[0].Hectometres,
	}; got != [3]int64{122, 124, 122} {
		t.Errorf("12.25, 12.35 km and a reach of 12.29 km read as %v hm", got)
	}
}

func TestWhatNoRegionCanHaveIsRefused(t *testing.T) {
	tests := []struct{ name, table, text, want string }{
		{
			"a quantity finer than its good", hinterland.NeedsTable,
			"party,good,period,quantity,priority\nmill,wheat,1,4.25,1\n",
			"needs.csv:2 quantity number.places",
		},
		{
			"a period 0", hinterland.NeedsTable,
			"party,good,period,quantity,priority\nmill,wheat,0,4,1\n",
			"needs.csv:2 period number.range",
		},
		{
			"a priority 0", hinterland.NeedsTable,
			"party,good,period,quantity,priority\nmill,wheat,1,4,0\n",
			"needs.csv:2 priority number.range",
		},
		{
			"a negative price", hinterland.OffersTable,
			"party,good,period,quantity,price\nmill,wheat,1,4,-1\n",
			"offers.csv:2 price number.form",
		},
		{
			"seven decimals", hinterland.GoodsTable,
			"code,unit,decimals,freight_per_km,storage_per_period,currency\nwheat,t,7,0,0,CNY\n",
			"goods.csv:2 decimals number.range",
		},
		{
			"a kind of scope that is none", hinterland.ScopesTable,
			"buyer,good,place,from_period,to_period,kind\nmill,wheat,p,1,2,shared\n",
			"scopes.csv:2 kind cell.choice",
		},
		{
			"a distance with a sign", hinterland.DistancesTable,
			"from,to,km\np,p,-1\n", "distances.csv:2 km number.form",
		},
		{
			"a distance beyond the earth", hinterland.DistancesTable,
			"from,to,km\np,p,400001\n", "distances.csv:2 km number.range",
		},
	}
	for _, test := range tests {
		tables := smallRegion()
		tables[test.table] = test.text
		if diff := cmp.Diff([]string{test.want}, faultsOf(t, tables)); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
	}
}

func FuzzReadRegion(f *testing.F) {
	small := smallRegion()
	f.Add(small[hinterland.OffersTable], "from,to,km\np,p,0\n")
	f.Add("party,good,period,quantity,price\nmill,wheat,1,1e9,2\n", "from,to,km\np,q,1.25\n")
	f.Fuzz(func(t *testing.T, offers, distances string) {
		files := withTable(hinterland.OffersTable, offers)
		files[hinterland.DistancesTable] = []byte(distances)
		r, err := ReadRegion(folderOf(files))
		var refusals hinterland.Refusals
		if err != nil && !errors.As(err, &refusals) {
			t.Fatalf("bad input is a refusal, not %v", err)
		}
		if _, again := ReadRegion(folderOf(files)); fmt.Sprint(again) != fmt.Sprint(err) {
			t.Fatalf("read twice, it says %v and %v", err, again)
		}
		if err != nil {
			return
		}
		first, err := WriteRegion(r)
		if err != nil {
			t.Fatalf("what was read cannot be written: %v", err)
		}
		read, err := ReadRegion(folderOf(first))
		if err != nil {
			t.Fatalf("what was written cannot be read: %v", err)
		}
		if second, err := WriteRegion(read); !reflect.DeepEqual(first, second) {
			t.Fatalf("got %q, %v, want %q", second, err, first)
		}
	})
}
