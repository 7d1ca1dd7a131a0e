package web

import (
	"fmt"
	"strings"
	"testing"
)

// A sheet makes an entry of thousands of rows, of which each names places and parties:
// its page learns at once what they are called.
func TestTheEntryOfManyRowsAsksAsMuchAsThatOfFew(t *testing.T) {
	w := newWorld(t)
	w.do(li, "office", "register-place", `{"code":"here","name":{"en":"Here"}}`)
	asked := func(from, many int) int64 {
		var acts []string
		for n := from; n < from+many; n++ {
			acts = append(acts, fmt.Sprintf(`{"kind":"register-place","body":`+
				`{"code":"p%d","name":{"en":"Place"},"parent":"here"}}`, n),
				fmt.Sprintf(`{"kind":"state-tie","body":{"a":"here","b":"p%d","strength":"1",`+
					`"source":"drawn","base":0}}`, n))
		}
		e := w.do(li, "office", "batch", `{"acts":[`+strings.Join(acts, ",")+`]}`)
		count, _ := w.as(li).statements(fmt.Sprintf("/journal/%d", e.Number))
		return count
	}
	few, many := asked(0, 2), asked(2, 40)
	if many != few {
		t.Errorf("%d statements for many rows, %d for few", many, few)
	}
}

func TestTheEntryOfMoreRowsThanItsPageTellsCountsTheRest(t *testing.T) {
	w := newWorld(t)
	for i, tt := range []struct {
		rows int
		rest string
	}{
		{mostChanges, ""},
		{mostChanges + 1, "and 1 further change"},
		{mostChanges + 2, "and 2 further changes"},
	} {
		acts := make([]string, tt.rows)
		for n := range acts {
			acts[n] = fmt.Sprintf(`{"kind":"register-party","body":`+
				`{"code":"p%d-%d","name":{"en":"Party %[2]d"}}}`, i, n)
		}
		e := w.do(li, "office", "batch", `{"acts":[`+strings.Join(acts, ",")+`]}`)
		told := w.as(li).get(fmt.Sprintf("/journal/%d", e.Number)).body
		if strings.Contains(told, " further change") != (tt.rest != "") ||
			!strings.Contains(told, tt.rest) {
			t.Errorf("of %d rows the rest is not told as %q", tt.rows, tt.rest)
		}
	}
}
