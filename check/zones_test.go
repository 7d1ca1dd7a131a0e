package check

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"hinterland"
	"hinterland/atlas"
)

// strip is a row of seven places a0 … a6 from west to east, each bordering on
// the next, with a centre at either end and a2 pinned to the west.
func strip() (*Zoning, []ZoneRow) {
	z := &Zoning{
		Centres: []ZoneCentre{{Name: "west", Places: []int{0}}, {Name: "east", Places: []int{6}}},
		Pins:    map[int]int{2: 0}, Least: 20, Most: 30,
	}
	for i := range 7 {
		z.Codes = append(z.Codes, fmt.Sprint("a", i))
		z.At = append(z.At, atlas.Point{Lon: 110 + float64(i)/10, Lat: 38})
		z.Weight = append(z.Weight, 10)
		if i > 0 {
			z.Borders = append(z.Borders, [2]int{i - 1, i})
		}
	}
	return z, []ZoneRow{
		{2, "a0", "west", "centre"},
		{3, "a1", "west", "nearest"},
		{4, "a2", "west", "pin"},
		{5, "a3", "west", "nearest"},
		{6, "a4", "east", "nearest"},
		{7, "a5", "east", "nearest"},
		{8, "a6", "east", "centre"},
	}
}

func TestASoundZoningPasses(t *testing.T) {
	z, rows := strip()
	v := Zones(z, rows)
	if len(v.Findings) > 0 {
		t.Fatal(v.Findings)
	}
	step := newZoneCheck(z).length(0, 1)
	// a1 and a5 are one step away, a2 and a4 two, a3 three. Steps differ by
	// the rounding of their ends at most.
	if want := 10 * 9 * step; v.Cost < want-100 || v.Cost > want+100 {
		t.Errorf("cost %d, want about %d", v.Cost, want)
	}
}

// Long: one spoiled zoning a row, each refused for its own reason.
func TestASpoiledZoningIsRefusedWithItsReason(t *testing.T) {
	tests := []struct {
		name   string
		spoil  func(*Zoning, []ZoneRow) []ZoneRow
		reason hinterland.Reason
		line   int
	}{
		{"a place is missing", func(_ *Zoning, r []ZoneRow) []ZoneRow {
			return slices.Delete(r, 3, 4)
		}, "zone.missing", 0},
		{"a place stands twice", func(_ *Zoning, r []ZoneRow) []ZoneRow {
			return append(r, ZoneRow{9, "a3", "east", "nearest"})
		}, "zone.twice", 9},
		{"a place is unknown", func(_ *Zoning, r []ZoneRow) []ZoneRow {
			r[3].Code = "b3"
			return r
		}, "zone.place", 5},
		{"a centre is unknown", func(_ *Zoning, r []ZoneRow) []ZoneRow {
			r[3].Centre = "north"
			return r
		}, "zone.centre", 5},
		{"a centre's place is elsewhere", func(_ *Zoning, r []ZoneRow) []ZoneRow {
			r[6].Centre = "west"
			return r
		}, "zone.own-centre", 8},
		{"a pin is not kept", func(z *Zoning, r []ZoneRow) []ZoneRow {
			r[2].Centre, r[3].Centre, z.Least = "east", "east", 0
			z.Most = 100
			return r
		}, "zone.pin", 4},
		{"a zone falls apart", func(z *Zoning, r []ZoneRow) []ZoneRow {
			r[1].Centre, r[3].Centre, r[5].Centre = "west", "east", "west"
			return r
		}, "zone.apart", 7},
		{"a zone is too heavy", func(z *Zoning, r []ZoneRow) []ZoneRow {
			z.Most = 29
			return r
		}, "zone.most", 0},
		{"a zone is too light", func(z *Zoning, r []ZoneRow) []ZoneRow {
			z.Least = 21
			return r
		}, "zone.least", 0},
		{"a reason is not the true one", func(_ *Zoning, r []ZoneRow) []ZoneRow {
			r[4].Reason = "bound"
			return r
		}, "zone.reason", 6},
		{"a reason is no reason", func(_ *Zoning, r []ZoneRow) []ZoneRow {
			r[4].Reason = "because"
			return r
		}, "zone.reason", 6},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			z, rows := strip()
			v := Zones(z, test.spoil(z, rows))
			if !slices.ContainsFunc(v.Findings, func(f *hinterland.Refusal) bool {
				return f.Reason == test.reason && f.At.Line == test.line
			}) {
				t.Errorf("want %s on line %d, got %v", test.reason, test.line, v.Findings)
			}
		})
	}
}

func TestReasonsTellBoundsFromContiguity(t *testing.T) {
	z, rows := strip()
	// a3 in the east, where the west is as near: pulled there by a bound.
	z.At[3].Lon -= 0.01
	rows[3].Centre = "east"
	z.Most = 30
	rows[3].Reason = "bound"
	if v := Zones(z, rows); len(v.Findings) > 0 {
		t.Errorf("bound: %v", v.Findings)
	}
	// Ties pull a3 to the west over a2, which is pinned to the east.
	z, rows = strip()
	z.ByTies = true
	z.Ties = []ZoneTie{{0, 3, 5}, {6, 2, 1}, {6, 4, 1}, {6, 5, 1}, {0, 1, 1}}
	z.Pins[2], z.Least, z.Most = 1, 0, math.MaxInt64
	for i, want := range []string{"centre", "tie", "pin", "contiguity", "tie", "tie", "centre"} {
		rows[i].Reason = want
		if i > 1 {
			rows[i].Centre = "east"
		}
	}
	v := Zones(z, rows)
	if len(v.Findings) > 0 || v.Cost != 4 {
		t.Errorf("contiguity: %v, ties %d", v.Findings, v.Cost)
	}
}

func TestOnlyPlacesBeyondReachMayBeLeftOut(t *testing.T) {
	z, rows := strip()
	z.Codes, z.Weight = append(z.Codes, "island"), append(z.Weight, 5)
	z.At = append(z.At, atlas.Point{Lon: 120, Lat: 30})
	if v := Zones(z, rows); len(v.Findings) != 1 || v.Findings[0].Reason != "zone.missing" {
		t.Errorf("an island is missing: %v", v.Findings)
	}
	z.LeaveOut = true
	if v := Zones(z, rows); len(v.Findings) > 0 {
		t.Errorf("an island is left out: %v", v.Findings)
	}
	if v := Zones(z, rows[:6]); len(v.Findings) != 1 {
		t.Errorf("a centre is left out: %v", v.Findings)
	}
}
