package office

import (
	"slices"
	"testing"

	"hinterland"
)

// TestAVersionIsInForceSinceItsLastAssent walks versions that were assented to by
// some, by all, and by all but who is put out.
func TestAVersionIsInForceSinceItsLastAssent(t *testing.T) {
	text := func(number int, parties, assents []hinterland.PartyCode) Text {
		out := Text{Version: hinterland.Version{Number: number}}
		out.Terms.Parties = parties
		for i, p := range assents {
			at := hinterland.Instant(100*number + i)
			out.Assents = append(out.Assents, hinterland.Assent{Party: p, At: at})
		}
		return out
	}
	type codes = []hinterland.PartyCode
	three, two := codes{"a", "b", "c"}, codes{"a", "b"}
	d := &Dossier{Versions: []Text{
		text(1, three, two),            // lapsed
		text(2, three, three),          // in force
		text(3, two, two),              // lapsed: c, who is bound, has not let go
		text(4, two, codes{"c", "a"}),  // lapsed
		text(5, two, append(two, "c")), // in force
		text(6, two, codes{"b", "a"}),  // in force, and c is bound no more
		text(7, two, codes{"a"}),       // proposed
	}}
	for inForce, want := range map[int][]hinterland.Instant{
		0: {0, 0, 0, 0, 0, 0, 0},
		2: {0, 202, 0, 0, 0, 0, 0},
		6: {0, 202, 0, 0, 502, 601, 0},
	} {
		d.InForce = inForce
		if got := d.Since(); !slices.Equal(got, want) {
			t.Errorf("with version %d in force: %v, want %v", inForce, got, want)
		}
	}
}
