package office

import (
	"fmt"
	"strings"
	"testing"
)

// TestWhatStandsInTheWayOfUndoingManyRowsIsToldByTheUndo changes as many rows as are
// tried before, and one more, and lets something rest on one of them.
func TestWhatStandsInTheWayOfUndoingManyRowsIsToldByTheUndo(t *testing.T) {
	o := openExample(t)
	for i, tt := range []struct {
		rows     int
		foresees bool
	}{{mostTried, true}, {mostTried + 1, false}} {
		acts := make([]string, tt.rows)
		for n := range acts {
			acts[n] = fmt.Sprintf(`{"kind":"register-place","body":`+
				`{"code":"p%d-%d","name":{"en":"Place"}}}`, i, n)
		}
		made := o.must(o.keeper, "batch", `{"acts":[`+strings.Join(acts, ",")+`]}`)
		may := func() (no error) {
			err := o.View(t.Context(), o.keeper, func(v *View) error {
				no = v.MayUndo(made.Number)
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			return no
		}
		if no := may(); no != nil {
			t.Errorf("%d rows on which nothing rests: %v", tt.rows, no)
		}
		o.must(o.keeper, "register-party", fmt.Sprintf(
			`{"code":"on%d","name":{"en":"On it"},"place":"p%[1]d-7"}`, i))
		if no := may(); (no != nil) != tt.foresees {
			t.Errorf("%d rows on which something rests: %v", tt.rows, no)
		}
		o.refuses(o.keeper, "undo", fmt.Sprintf(`{"entry":%d}`, made.Number), "undo.used")
	}
}

// TestFewOfManyActsAreRead reads a body as far as it is asked to.
func TestFewOfManyActsAreRead(t *testing.T) {
	body := []byte(`{"acts":[{"kind":"register-place","body":{"code":"a","name":{"en":"A"}}},` +
		`{"kind":"register-place","body":{"code":"b","name":{"en":"B"}}},` +
		`{"kind":"register-party","body":{"code":"c","name":{"en":"C"}}}]}`)
	for most, want := range []int{0, 1, 2, 3, 3} {
		act, err := recallSome("batch", body, most)
		if err != nil || len(singles(act)) != want {
			t.Errorf("of three acts at most %d are %v, %v", most, act, err)
		}
	}
	act, err := recallSome("register-place", []byte(`{"code":"a"}`), 1)
	if place, is := act.(*RegisterPlace); !is || place.Code != "a" || err != nil {
		t.Errorf("one act is %v, %v", act, err)
	}
	act, err = recall("batch", body)
	if err != nil || len(oneOfEach(singles(act))) != 2 {
		t.Errorf("two kinds of acts are %v, %v", act, err)
	}
	for _, broken := range []string{``, `{`, `{"acts":[{"kind":7}]}`, `{"acts":[{"kind":"x"}]}`} {
		if _, err := recallSome("batch", []byte(broken), 1); err == nil {
			t.Errorf("%q is read", broken)
		}
	}
}
