package sheet

import (
	"slices"
	"strings"
	"testing"

	"hinterland/lang"
)

// badly is a sound row of a noun in which some cells hold something else.
func badly(noun string, cells ...string) string {
	row := Record{}
	for field, text := range soundRows()[noun] {
		row[field] = text
	}
	for i := 0; i < len(cells); i += 2 {
		row[cells[i]] = cells[i+1]
	}
	return textOf(NounNamed(noun), row, lang.English)
}

// TestAllThatIsWrongWithARowIsToldAtOnce has rows that name what there is not, and
// are wrong elsewhere too. What may be so only for that is not told. Long: it is a table.
func TestAllThatIsWrongWithARowIsToldAtOnce(t *testing.T) {
	o := openPromised(t)
	for _, tt := range []struct {
		noun  string
		cells []string
		want  []string
	}{
		{
			"agreements",
			[]string{"items.good", "hemp", "items.floor", "much", "kind", "gift"},
			[]string{"good.unknown", "number.form", "agreement.kind"},
		},
		{
			"agreements",
			[]string{"items.good", "hemp", "from", "soon", "items.ceiling", "x"},
			[]string{"day.form", "good.unknown", "number.form"},
		},
		{
			"agreements",
			[]string{"items.from", "nobody", "items.to", "coop"},
			[]string{"party.unknown"}, // it may be ours
		},
		{
			"agreements",
			[]string{"items.to", "No Body", "items.price", "dear"},
			[]string{"party.unknown", "number.form"},
		},
		{
			"agreements",
			[]string{"items.good", "hemp", "items.to", "coop", "items.from", "coop"},
			[]string{"good.unknown", "item.self", "sheet.foreign"},
		},
		{
			"agreements",
			[]string{"last", "soon", "title", "", "items.effort", "perhaps"},
			[]string{"cell.blank", "day.form", "item.effort"},
		},
		{
			"recipes",
			[]string{
				"inputs.good", "hemp", "inputs.quantity", "much", "last", "2026-01-01",
			},
			[]string{"good.unknown", "number.form", "term.backwards"},
		},
		{
			"recipes",
			[]string{"party", "nobody", "from", "soon", "outputs.quantity", "-1"},
			[]string{"party.unknown", "day.form", "number.form"},
		},
		{
			"belongings",
			[]string{"stays.zone", "far", "stays.last", "2024-01-01"},
			[]string{"zone.unknown", "term.backwards"},
		},
		{
			"belongings",
			[]string{
				"place", "nowhere", "stays.from", "soon", "stays.reason", "because",
			},
			[]string{"place.unknown", "day.form", "belonging.reason"},
		},
		{
			"pins",
			[]string{"place", "nowhere", "zone", "far", "reason", ""},
			[]string{"place.unknown", "zone.unknown", "cell.blank"},
		},
		{
			"zoning",
			[]string{
				"within", "far", "objective", "beauty", "tolerance", "0.2",
				"least", "x", "most", "-1",
			},
			[]string{
				"zone.unknown", "objective.unknown", "bounds.two", "number.whole",
				"number.whole",
			},
		},
	} {
		in := o.look("x.csv", badly(tt.noun, tt.cells...))
		var told, want []string
		for _, f := range in.Faults {
			told = append(told, string(f.Reason))
		}
		want = slices.Clone(tt.want)
		slices.Sort(told)
		slices.Sort(want)
		if !slices.Equal(told, want) {
			t.Errorf("%s %s: %s", tt.noun, strings.Join(tt.cells, " "), outcomes(in))
		}
	}
}
