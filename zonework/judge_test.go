package zonework

import (
	"context"
	"math"
	"testing"

	"hinterland/zonal"
)

// aRowAsked is four places in a row, each of weight 10, with a centre at either end.
func aRowAsked() *zonal.Question {
	return &zonal.Question{
		Codes: []string{"a", "b", "c", "d"}, Lon: []int64{0, 100_000, 200_000, 300_000},
		Lat: make([]int64, 4), Weight: []int64{10, 10, 10, 10},
		Borders: [][2]int{{0, 1}, {1, 2}, {2, 3}},
		Centres: []zonal.Centre{{Name: "w", Places: []int{0}}, {Name: "e", Places: []int{3}}},
	}
}

func rowsOf(zones ...string) []zonal.Row {
	var rows []zonal.Row
	for i, zone := range zones {
		reason := "nearest"
		if i == 0 || i == len(zones)-1 {
			reason = "centre"
		}
		rows = append(rows, zonal.Row{Place: string(rune('a' + i)), Zone: zone, Reason: reason})
	}
	return rows
}

func TestZonesThatHoldHaveACostAndOthersFindings(t *testing.T) {
	cost, findings := Judge{}.Check(aRowAsked(), rowsOf("w", "w", "e", "e"))
	if len(findings) > 0 || cost == "" || cost == "0" {
		t.Errorf("cost %s, %v", cost, findings)
	}
	for what, c := range map[string]struct {
		rows   []zonal.Row
		reason string
	}{
		"a zone in two parts": {rowsOf("w", "e", "w", "e"), "zone.apart"},
		"no such place": {
			append(rowsOf("w", "w", "e", "e"), zonal.Row{Place: "x"}), "zone.place",
		},
		"a place left out": {rowsOf("w", "w", "e", "e")[:3], "zone.missing"},
	} {
		_, findings := Judge{}.Check(aRowAsked(), c.rows)
		found := false
		for _, f := range findings {
			found = found || f.Reason == c.reason
		}
		if !found {
			t.Errorf("%s: %v", what, findings)
		}
	}
}

func TestMovesAreThoseBesideAnotherZoneWithTheRuleThatBinds(t *testing.T) {
	q := aRowAsked()
	q.Pins = map[int]int{2: 1}
	q.Most = 10
	forbidden := map[[2]int]string{}
	for _, m := range (Judge{}).Moves(q, []int{0, 0, 1, 1}) {
		forbidden[[2]int{m.Place, m.To}] = m.Forbidden
	}
	if len(forbidden) != 2 || forbidden[[2]int{1, 1}] != "most" ||
		forbidden[[2]int{2, 0}] != "pin" {
		t.Errorf("got %v", forbidden)
	}
	q.Pins, q.Most = nil, 0 // unbounded
	for _, m := range (Judge{}).Moves(q, []int{0, 0, 1, 1}) {
		if m.Forbidden != "" || m.Cost == "" || m.Cost == "0" {
			t.Errorf("%v", m)
		}
	}
}

func TestATolerancedQuestionIsBoundedRoundTheMean(t *testing.T) {
	q := aRowAsked()
	q.ByMean, q.Tolerance = true, 200_000
	if z := Numbers(q); z.Least != 8 || z.Most != 12 {
		t.Errorf("from %d to %d", z.Least, z.Most)
	}
}

func TestWhatIsDrawnHoldsForWhoJudgesIt(t *testing.T) {
	q := aRowAsked()
	q.Weight[1] = 40
	d, causes, err := Drawer{}.Draw(t.Context(), q)
	if err != nil || causes != nil {
		t.Fatal(causes, err)
	}
	cost, findings := Judge{}.Check(q, d.Rows)
	if len(findings) > 0 || cost != d.Cost || d.Bound != d.Cost || len(d.Rows) != 4 {
		t.Errorf("%+v costs %s, %v", d, cost, findings)
	}
	q.Most = 30
	if _, causes, _ = (Drawer{}).Draw(t.Context(), q); len(causes) != 1 ||
		causes[0].Key != "cause.too-heavy" || causes[0].Places[0] != "b" {
		t.Errorf("%+v", causes)
	}
	ended, stop := context.WithCancel(t.Context())
	stop()
	q.Most = 45
	if _, causes, _ = (Drawer{}).Draw(ended, q); len(causes) > 1 {
		t.Errorf("who has no time is told %+v", causes)
	}
	q.Centres[1].Places = nil // no question at all
	if _, _, err = (Drawer{}).Draw(t.Context(), q); err == nil {
		t.Error("a centre without a place is drawn round")
	}
}

func TestBoundsAreThoseThatAreChecked(t *testing.T) {
	q := aRowAsked()
	if least, most := (Judge{}).Bounds(q); least != 0 || most != math.MaxInt64 {
		t.Errorf("unbounded: %d to %d", least, most)
	}
	q.Least, q.Most = 5, 15
	if least, most := (Judge{}).Bounds(q); least != 5 || most != 15 {
		t.Errorf("%d to %d", least, most)
	}
	q.ByMean, q.Tolerance = true, 0
	if least, most := (Judge{}).Bounds(q); least != 10 || most != 10 {
		t.Errorf("the mean: %d to %d", least, most)
	}
}
