package office

import (
	"fmt"
	"strings"
	"testing"

	"hinterland/store"
)

// TestASheetOfPairsAsksOnceForEachPlace counts statements: a further tie between places
// that were met costs what it rests on and itself, a border what stands besides. Places
// that come between are seen.
func TestASheetOfPairsAsksOnceForEachPlace(t *testing.T) {
	o := openExample(t)
	const places = 12
	registering := make([]string, places)
	for n := range registering {
		registering[n] = fmt.Sprintf(`{"kind":"register-place","body":{"code":"q%02d",`+
			`"name":{"en":"Place"}}}`, n)
	}
	pairs := func(kind, says string, many int) (acts []string) {
		for n := 0; len(acts) < many; n++ {
			if a, b := n%places, n/places; a > b {
				acts = append(acts, fmt.Sprintf(`{"kind":%q,"body":{"a":"q%02d","b":"q%02d",%s,`+
					`"base":0}}`, kind, a, b, says))
			}
		}
		return acts
	}
	asked := func(acts ...string) int64 {
		t.Helper()
		act, err := Decode("batch", []byte(`{"acts":[`+strings.Join(acts, ",")+`]}`))
		if err != nil {
			t.Fatal(err)
		}
		ctx, count := store.Counting(t.Context())
		if _, err := o.Preview(ctx, Request{Actor: o.keeper, Act: act}); err != nil {
			t.Fatal(err)
		}
		return count()
	}
	for _, tt := range []struct {
		kind, says string
		each       int64
	}{
		{"state-tie", `"strength":"1","source":"drawn"`, 2},
		{"state-border", `"ruling":"joined","reason":"A road"`, 3},
	} {
		few := asked(append(registering, pairs(tt.kind, tt.says, 41)...)...)
		many := asked(append(registering, pairs(tt.kind, tt.says, 61)...)...)
		if each := (many - few) / 20; each != tt.each {
			t.Errorf("%s: %d statements for each, want %d", tt.kind, each, tt.each)
		}
	}
	between := append(registering[:2:2], pairs("state-tie", `"strength":"1","source":"x"`, 1)...)
	between = append(between, registering[2:]...)
	asked(append(between, pairs("state-border", `"ruling":"joined","reason":"A road"`, 66)...)...)
}
