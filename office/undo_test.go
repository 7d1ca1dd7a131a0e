package office

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"hinterland"
)

// undoOf is the body of an undo of an entry.
func undoOf(e hinterland.Entry) string {
	return `{"entry":` + hinterland.FormatDecimal(e.Number, 0) + `}`
}

func TestWhoeverMayDoAnActMayUndoIt(t *testing.T) {
	n := openNeighbourhood(t)
	good := n.must(n.coop, "register-good",
		`{"code":"hemp","name":{"en":"Hemp"},"unit":"t","decimals":0}`)
	delivery := n.must(n.coop, "record-delivery",
		`{"agreement":"5","item":1,"day":"2026-11-21","quantity":"3"}`)

	t.Run("nobody else's word", func(t *testing.T) {
		r := n.refuses(n.keeper, "undo", undoOf(delivery), "act.denied")
		if r.Args["kind"] != "record-delivery" || r.Args["party"] != n.coop.Party {
			t.Errorf("got %v", r.Args)
		}
		n.must(n.coop, "undo", undoOf(delivery))
	})
	t.Run("the region's lists", func(t *testing.T) {
		n.must(n.keeper, "undo", undoOf(good))
	})
	t.Run("what may not be seen is not there", func(t *testing.T) {
		e := n.must(n.coop, "record-delivery",
			`{"agreement":"5","item":1,"day":"2026-11-21","quantity":"3"}`)
		n.refuses(n.mill, "undo", undoOf(e), "entry.unknown")
	})
	t.Run("all that a batch did", func(t *testing.T) {
		e := n.must(n.coop, "batch", `{"acts":[`+
			`{"kind":"register-good","body":{"code":"jute","name":{"en":"Jute"},"unit":"t",`+
			`"decimals":0}},`+
			`{"kind":"record-delivery","body":{"agreement":"5","item":1,"day":"2026-11-21",`+
			`"quantity":"3"}}]}`)
		n.refuses(n.keeper, "undo", undoOf(e), "act.denied")
		n.must(n.coop, "undo", undoOf(e))
	})
}

func TestWhoLooksIsToldWhatAnUndoWouldSay(t *testing.T) {
	o := openExample(t)
	clerk := o.giveAccount("clerk")
	for number := int64(1); number <= 8; number++ {
		for _, actor := range []Actor{o.keeper, clerk} {
			_, says := o.Preview(t.Context(), Request{Actor: actor, Act: &Undo{Entry: number}})
			told := o.View(t.Context(), actor, func(v *View) error { return v.MayUndo(number) })
			if got, want := reasonIn(told), reasonIn(says); got != want {
				t.Errorf("%s, entry %d: told %q, and the undo says %q",
					actor.Party, number, got, want)
			}
		}
	}
}

// reasonIn is the reason of a refusal; empty where nothing is refused.
func reasonIn(err error) hinterland.Reason {
	var r *hinterland.Refusal
	if errors.As(err, &r) {
		return r.Reason
	}
	return ""
}

func TestAWordWrittenDownForAPartyIsItsOwnOnceItHasAnAccount(t *testing.T) {
	o := openExample(t) // its delivery was written down for the co-operative
	clerk := o.giveAccount("clerk")
	o.refuses(o.keeper, "undo", `{"entry":6}`, "act.denied")
	r := o.refuses(clerk, "undo", `{"entry":6}`, "act.denied")
	if r.Args["party"] != o.keeper.Party {
		t.Errorf("got %v", r.Args)
	}
	o.must(clerk, "reverse-event", `{"event":"6","reason":"Never sent"}`)
}

func TestAnAssentIsTakenBackOnlyUntilTheVersionIsInForce(t *testing.T) {
	o := openExample(t)
	assent := `{"agreement":"5","version":1,"party":"office","digest":"` + exampleDigest + `"}`
	paper := strings.NewReplacer("office", "coop", `"}`, `","document":"scan.pdf"}`).Replace(assent)
	first := o.must(o.keeper, "assent", assent)
	o.must(o.keeper, "undo", undoOf(first))
	again := o.must(o.keeper, "assent", assent)
	last := o.must(o.keeper, "record-paper-assent", paper)
	for _, e := range []hinterland.Entry{again, last} {
		r := o.refuses(o.keeper, "undo", undoOf(e), "assent.binding")
		if r.Args["version"] != 1 {
			t.Errorf("got %v", r.Args)
		}
	}
}

// What stands in the way of a long entry is told by its undo, and not before.
func TestAnUndoOfManyRowsIsTriedWhenSomebodyAsksForIt(t *testing.T) {
	o := openExample(t)
	for _, many := range []int{mostTried, mostTried + 1} {
		acts := make([]string, many)
		for n := range acts {
			acts[n] = fmt.Sprintf(`{"kind":"register-party","body":`+
				`{"code":"p%d-%d","name":{"en":"Party"}}}`, many, n)
		}
		e := o.must(o.keeper, "batch", `{"acts":[`+strings.Join(acts, ",")+`]}`)
		o.must(o.keeper, "name-party", fmt.Sprintf(
			`{"code":"p%d-0","name":{"en":"Other"},"base":%d}`, many, e.Number))
		told := o.View(t.Context(), o.keeper, func(v *View) error { return v.MayUndo(e.Number) })
		if (told == nil) != (many > mostTried) {
			t.Errorf("of %d rows it is told %v", many, told)
		}
		if r := o.refuses(o.keeper, "undo", undoOf(e), "undo.later"); r == nil {
			t.Error("it is undone all the same")
		}
	}
}
