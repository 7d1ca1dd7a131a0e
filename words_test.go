package hinterland

import (
	"encoding/json"
	"testing"
)

// FuzzWords reads identifiers, days, numbers and terms. What is not refused is
// written as it can be read again, and means the same.
func FuzzWords(f *testing.F) {
	for _, text := range []string{
		"", "17", "17-3", "17-65535", "17-65536", "0", "-1", "70368744177664", "2026-11-26",
		"2024-02-29", "2026-02-29", "0000-00-00", "0.001", "1e3", "1,5", "９", "-0",
		`{"kind":"purchase","parties":["a","b"],"items":[{"number":1,"schedule":[{}]}]}`,
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var id ID[Event]
		if id.UnmarshalText([]byte(text)) == nil {
			var again ID[Event]
			if err := again.UnmarshalText([]byte(id.String())); err != nil || again != id {
				t.Errorf("number %q became %v, %v", text, again, err)
			}
		}
		if day, err := ParseDay(text); err == nil {
			if again, err := ParseDay(day.String()); err != nil || again != day {
				t.Errorf("day %q became %v, %v", text, again, err)
			}
		}
		for places := range MaxPlaces + 1 {
			n, err := ParseDecimal(text, places)
			if err != nil {
				continue
			}
			again, err := ParseDecimal(FormatDecimal(n, places), places)
			if err != nil || again != n {
				t.Errorf("number %q became %d, %v", text, again, err)
			}
		}
		var terms Frozen
		if json.Unmarshal([]byte(text), &terms) == nil {
			_ = terms.Check()
			kept, digest := terms.Freeze()
			var again Frozen
			err := json.Unmarshal([]byte(kept), &again)
			if _, other := again.Freeze(); err != nil || other != digest {
				t.Errorf("terms %q became %s, %v", text, kept, err)
			}
		}
	})
}
