package office

import (
	"fmt"
	"testing"

	"hinterland"
)

// TestEveryActIsForetoldByTheView asks for every act of the examples, as
// everybody who holds a post, whether it may be done, and then does it. Before
// each the whole is read, so that the answer comes of what the view has.
func TestEveryActIsForetoldByTheView(t *testing.T) {
	denied := 0
	for _, duty := range append(hinterland.Duties(), "") {
		o := openWalk(t)
		actor := o.keeper
		if duty != "" {
			actor = o.giveAccount(string(duty))
		}
		for _, kind := range Kinds() {
			if kind.Name == "batch" {
				continue // each of its acts asks for itself
			}
			r := o.ask(actor, kind.Name, kind.Example)
			_, done := o.Preview(t.Context(), r)
			no, may := refusalIn(done), refusalIn(o.may(r))
			if no != nil && no.Kind == hinterland.Denied {
				denied++
			}
			if onSide(no) != onSide(may) {
				t.Errorf("%s as %s: shown %v, done %v", kind.Name, duty, may, no)
			}
		}
	}
	if denied < 40 {
		t.Errorf("only %d acts were denied", denied)
	}
}

// may asks a view whether an act may be done, after it has read an agreement.
func (o *exampleOffice) may(r Request) (shown error) {
	o.t.Helper()
	err := o.View(o.t.Context(), r.Actor, func(v *View) error {
		id := hinterland.MakeID[hinterland.Agreement](5, 0)
		if _, err := v.Agreement(id); err != nil && !isRefusal(err, hinterland.NotFound) {
			return err
		}
		shown = v.May(r.Act)
		return nil
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return shown
}

// onSide is what a refusal says of authority; nothing where it is about
// anything else.
func onSide(r *hinterland.Refusal) string {
	if r == nil || r.Reason != "act.denied" {
		return ""
	}
	return fmt.Sprint(r.Args)
}
