package office

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"hinterland"
)

// TestEveryActThatOverwritesRestsOnWhatWasSeen does every example that has a base
// without one, on another, and after somebody else has changed the row.
func TestEveryActThatOverwritesRestsOnWhatWasSeen(t *testing.T) {
	found, walk := 0, openWalk(t)
	for _, kind := range Kinds() {
		example := walk.ask(walk.keeper, kind.Name, kind.Example)
		before, ok := example.Act.(overwriting)
		if !ok {
			continue
		}
		found++
		t.Run(kind.Name, func(t *testing.T) {
			o := walk.again(t)
			body := func(base int64) string {
				return replaced(t, kind.Example, fmt.Sprintf(`"base":%d`, before.base()),
					fmt.Sprintf(`"base":%d`, base))
			}
			for _, base := range []int64{0, before.base() - 1, before.base() + 1, -1} {
				r := o.refuses(o.keeper, kind.Name, body(base), "act.base")
				if r.Kind != hinterland.Conflict || r.Args["last"] != before.base() ||
					r.Args["base"] != base {
					t.Errorf("on %d: %v", base, r)
				}
			}
			e := o.must(o.keeper, kind.Name, kind.Example)
			if kind.Final != nil {
				return
			}
			o.refuses(o.keeper, kind.Name, kind.Example, "act.base")
			undo := o.must(o.keeper, "undo", fmt.Sprintf(`{"entry":%d}`, e.Number))
			o.refuses(o.keeper, kind.Name, kind.Example, "act.base")
			o.must(o.keeper, kind.Name, body(undo.Number))
			o.audited()
		})
	}
	if found < 4 {
		t.Errorf("%d kinds overwrite", found)
	}
}

func TestOfTwoWhoOverwriteAtOnceOneIsRefused(t *testing.T) {
	o := openExample(t)
	errs := make([]error, 8)
	var all sync.WaitGroup
	for i := range errs {
		r := o.ask(o.keeper, "name-party",
			fmt.Sprintf(`{"code":"coop","name":{"en":"Name %d"},"base":2}`, i))
		all.Go(func() { _, errs[i] = o.Do(t.Context(), r) })
	}
	all.Wait()
	done := 0
	for _, err := range errs {
		if err == nil {
			done++
		} else if r := refusalIn(err); r == nil || r.Reason != "act.base" {
			t.Error(err)
		}
	}
	if done != 1 {
		t.Errorf("%d were done", done)
	}
}

func TestWhatIsNotThereIsRefusedByTheActItself(t *testing.T) {
	o := openExample(t)
	o.refuses(o.keeper, "name-party", `{"code":"nobody","name":{"en":"X"},"base":1}`,
		"party.unknown")
	o.refuses(o.keeper, "end-post", `{"post":"99","last":"2026-12-31","base":1}`, "post.unknown")
	o.refuses(o.keeper, "amend-agreement", amended(`"agreement":"5"`, `"agreement":"99"`),
		"agreement.unknown")
}

func TestAViewTellsOnWhatAnActCanRest(t *testing.T) {
	o := openExample(t)
	named := &NameParty{Code: "coop"}
	look := func(act Act) (base int64) {
		t.Helper()
		err := o.View(t.Context(), o.keeper, func(v *View) (err error) {
			base, err = v.Base(act)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return base
	}
	if got := look(named); got != 2 {
		t.Errorf("base %d, want 2", got)
	}
	e := o.must(o.keeper, "name-party", `{"code":"coop","name":{"en":"Co-op"},"base":2}`)
	if got := look(named); got != e.Number {
		t.Errorf("base %d, want %d", got, e.Number)
	}
	if got := look(&RegisterParty{}); got != 0 {
		t.Errorf("what overwrites nothing rests on %d", got)
	}
}

// replaced puts one text in the place of another, which stands there once.
func replaced(t *testing.T, text, old, now string) string {
	t.Helper()
	if strings.Count(text, old) != 1 {
		t.Fatalf("%q stands not once in %s", old, text)
	}
	return strings.Replace(text, old, now, 1)
}

func TestAnActRestsOnWhatStands(t *testing.T) {
	o := openExample(t)
	renamed := o.must(o.keeper, "name-party",
		`{"code":"coop","base":2,"name":{"en":"Co-operative of Liuyang"}}`)
	for name, tt := range map[string]struct {
		act  Act
		want int64
	}{
		"what was changed":     {&NameParty{Code: "coop"}, renamed.Number},
		"what never was":       {&LocateParty{Code: "office", Based: Based{Base: 9}}, 1},
		"what is not there":    {&DescribeGood{RegisterGood: RegisterGood{Code: "x"}}, 0},
		"what lies in another": {&DescribePlace{RegisterPlace: RegisterPlace{Code: "y"}}, 0},
	} {
		err := o.View(t.Context(), o.keeper, func(v *View) error { return v.Rest(tt.act) })
		if got := tt.act.(overwriting).base(); got != tt.want || err != nil {
			t.Errorf("%s rests on %d, want %d, %v", name, got, tt.want, err)
		}
	}
	err := o.View(t.Context(), o.keeper, func(v *View) error { return v.Rest(&RegisterParty{}) })
	if err != nil {
		t.Error(err)
	}
}
