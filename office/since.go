package office

import (
	"slices"

	"hinterland"
)

// Since is when the last party assented to each version that was ever in force,
// in their order; 0 for one that never was.
func (d *Dossier) Since() []hinterland.Instant {
	since := make([]hinterland.Instant, len(d.Versions))
	var bound []hinterland.PartyCode // by the one in force before
	for i := range d.Versions[:d.InForce] {
		text := d.Versions[i] // a copy: who was bound then is not who is leaving now
		text.Leaving = bound
		if len(text.Missing()) > 0 {
			continue
		}
		for _, a := range text.Assents {
			since[i] = max(since[i], a.At)
		}
		bound = slices.Clone(text.Terms.Parties)
	}
	return since
}
