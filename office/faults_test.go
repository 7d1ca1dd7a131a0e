package office

import (
	"slices"
	"strings"
	"testing"

	"hinterland"
)

// What could not be read stands in an act as nothing: of it, and of its parts,
// only that is told, and everything else beside it.
func TestWhatIsRefusedIsToldBesideWhatCannotBeRead(t *testing.T) {
	unread := func(fields ...string) (told hinterland.Refusals) {
		for _, field := range fields {
			told = append(told, hinterland.Refuse(hinterland.Invalid, "day.form", nil).
				In(hinterland.At(field, "soon")))
		}
		return told
	}
	faulty := func() Act {
		return &RecordDelivery{Agreement: 5, Item: 1, Quantity: "much", Note: "\a"}
	}
	batch := &Batch{Acts: []Step{{faulty()}, {faulty()}}}
	for name, tt := range map[string]struct {
		act  Act
		told hinterland.Refusals
		want string
	}{
		"nothing unread":  {faulty(), nil, "note quantity"},
		"another field":   {faulty(), unread("day"), "day note quantity"},
		"the same field":  {faulty(), unread("quantity"), "note quantity"},
		"no field at all": {faulty(), unread(""), " note quantity"},
		"rows of a sheet": {
			batch, unread("acts.1.day", "acts.2.note"),
			"acts.1.day acts.1.note acts.1.quantity acts.2.note acts.2.quantity",
		},
		"a whole row": {batch, unread("acts.2"), "acts.1.note acts.1.quantity acts.2"},
		"a row that begins alike": {
			batch, unread("acts.20"),
			"acts.1.note acts.1.quantity acts.2.note acts.2.quantity acts.20",
		},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, f := range Beside(tt.told, tt.act) {
				got = append(got, f.At.Column)
			}
			slices.Sort(got)
			if text := strings.Join(got, " "); text != tt.want {
				t.Errorf("told of %q, want %q", text, tt.want)
			}
		})
	}
}
