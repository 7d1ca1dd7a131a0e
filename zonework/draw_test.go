package zonework

import (
	"math"
	"testing"

	"hinterland/zonal"
)

// aQuestion is a row of places of one weight, with a zone at each end.
func aQuestion(n int) *zonal.Question {
	q := &zonal.Question{Pins: map[int]int{}, Most: math.MaxInt64}
	for i := range n {
		q.Codes = append(q.Codes, string(rune('a'+i)))
		q.Lon, q.Lat = append(q.Lon, int64(i)*100_000), append(q.Lat, 0)
		q.Weight = append(q.Weight, 10)
		if i > 0 {
			q.Borders = append(q.Borders, [2]int{i - 1, i})
		}
	}
	q.Centres = []zonal.Centre{{Name: "W", Places: []int{0}}, {Name: "E", Places: []int{n - 1}}}
	return q
}

func TestWhatIsDrawnIsJudgedToCostWhatItSays(t *testing.T) {
	for _, pin := range []int{-1, 4} {
		q := aQuestion(6)
		if pin >= 0 {
			q.Pins[pin] = 0
		}
		d, _, err := Drawer{}.Draw(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		cost, findings := Judge{}.Check(q, d.Rows)
		if cost != d.Cost || len(findings) > 0 || d.Bound != d.Cost || len(d.Rows) != 6 {
			t.Errorf("%d places cost %s, judged %s, bound %s: %v", len(d.Rows), d.Cost, cost,
				d.Bound, findings)
		}
		if zone := d.Rows[4].Zone; (zone == "W") != (pin == 4) {
			t.Errorf("with pin %d the fifth place is in %s", pin, zone)
		}
	}
}

func TestWhatCannotBeDrawnIsNot(t *testing.T) {
	q := aQuestion(6)
	q.Least, q.Most = 0, 10
	d, causes, err := Drawer{}.Draw(t.Context(), q)
	if d != nil || err != nil || len(causes) == 0 || causes[0].Key == "" {
		t.Errorf("drew %v for %v, %v", d, causes, err)
	}
}
