package sheet

import (
	"errors"
	"reflect"
	"slices"
	"testing"

	"hinterland"
)

func fullRegion() *hinterland.Region {
	return &hinterland.Region{
		Places: []hinterland.Place{
			{Code: "n", Lon: -93_500_000, Lat: 41_000_001, Weight: 12, Zone: "z", Row: 2},
			{
				Code: "s", Lon: -93_000_000, Parent: "n", Row: 3,
				Name: hinterland.Name{English: "South, the", Chinese: "南"},
			},
		},
		Parties: []hinterland.Party{
			{Code: "N1", Place: "n", Row: 2, Name: hinterland.Name{English: "Mill"}},
			{Code: "S1", Place: "s", Row: 3},
		},
		Goods: []hinterland.Good{
			{Code: "food", Unit: "t", Keeps: hinterland.Forever, Currency: "CNY", Row: 2},
			{
				Code: "rye", Unit: "t", Decimals: 2, Freight: 310_000, Storage: 5_000_000, Keeps: 0,
				Currency: "CNY", Parent: "food", Class: "food", Row: 3,
			},
		},
		Offers: []hinterland.Offer{
			{Party: "N1", Good: "rye", Period: 2, Quantity: 1_050, Price: 2_400_000_000, Row: 2},
			{Party: "N1", Good: "rye", Period: 10, Quantity: 7, Row: 3},
		},
		Needs: []hinterland.Need{
			{Party: "S1", Good: "rye", Period: 9, Priority: 1, Quantity: 3, Row: 2},
			{Party: "S1", Good: "rye", Period: 10, Priority: 2, Quantity: 400, Row: 3},
		},
		Distances: []hinterland.Distance{{From: "n", To: "s", Hectometres: 1_234, Row: 2}},
		Floors: []hinterland.Floor{
			{From: "N1", To: "S1", Good: "rye", Period: 10, Quantity: 9, Row: 2},
		},
		Fixings: []hinterland.Fixing{
			{From: "N1", To: "S1", Good: "rye", Period: 9, Reason: "the mill stands still", Row: 2},
		},
		Scopes: []hinterland.Scope{
			{Buyer: "S1", Good: "food", Place: "n", First: 1, Last: 3, Exclusive: true, Row: 2},
			{Buyer: "S1", Good: "food", Place: "s", First: 1, Last: 3, Row: 3},
		},
		Reach: []hinterland.Reach{{Good: "rye", Hectometres: 505, Row: 2}},
		Signed: []hinterland.Line{{
			From: "N1", To: "S1", Good: "rye", Price: 1, OfferPeriod: 2, ShipPeriod: 9, Period: 9,
			Priority: 1, Quantity: 3, UnitCost: 77, Reason: hinterland.LineTie, Row: 2,
		}},
	}
}

func TestRegionSurvivesItsFiles(t *testing.T) {
	want := fullRegion()
	files, err := WriteRegion(want)
	if err != nil {
		t.Fatal(err)
	}
	got, err := ReadRegion(folderOf(files))
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestRegionWritesTheSameInAnyOrderOfRows(t *testing.T) {
	r := fullRegion()
	want, err := WriteRegion(r)
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(r.Places)
	slices.Reverse(r.Parties)
	slices.Reverse(r.Goods)
	slices.Reverse(r.Offers)
	slices.Reverse(r.Needs)
	slices.Reverse(r.Scopes)
	got, err := WriteRegion(r)
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, %v, want %q", got, err, want)
	}
}

func TestRegionWithoutOptionalRowsHasFiveFiles(t *testing.T) {
	files, err := WriteRegion(&hinterland.Region{})
	if err != nil || len(files) != 5 {
		t.Errorf("got %d files, %v", len(files), err)
	}
}

func TestRegionThatCouldNotBeReadIsNotWritten(t *testing.T) {
	r := fullRegion()
	r.Parties[0].Place = "nowhere"
	_, err := WriteRegion(r)
	var faults hinterland.Refusals
	if !errors.As(err, &faults) || len(faults) != 1 || faults[0].Reason != "code.unknown" {
		t.Errorf("got %v", err)
	}
}
