package office

import (
	"encoding/json"
	"reflect"
	"slices"
	"testing"

	"hinterland"
)

// The count goes by how batches are written, so that each kind of act is put into one,
// with what looks like an act in a text.
func TestStepsAreCountedOfEveryKindOfAct(t *testing.T) {
	batch, want := &Batch{}, []Repeated(nil)
	for i, kind := range Kinds() {
		act, err := Decode(kind.Name, []byte(kind.Example))
		if err != nil {
			t.Fatal(err)
		}
		times := i%3 + 1
		for range times {
			batch.Acts = append(batch.Acts, Step{Act: act})
		}
		if of, is := act.(*Batch); is {
			for range times * len(of.Acts) {
				first := slices.IndexFunc(want, func(r Repeated) bool {
					return r.Kind == "register-party"
				})
				want[first].Times++
			}
			continue
		}
		want = append(want, Repeated{kind.Name, times})
	}
	batch.Acts = append(batch.Acts, Step{Act: &MarkScarce{
		Good: "x", Reason: `{"kind":"undo","body":{"entry":3}}`,
	}})
	first := slices.IndexFunc(want, func(r Repeated) bool { return r.Kind == "mark-scarce" })
	want[first].Times++
	body, err := json.Marshal(batch)
	if err != nil {
		t.Fatal(err)
	}
	if got := stepsIn(body); !reflect.DeepEqual(got, want) {
		t.Errorf("counted %v, want %v", got, want)
	}
}

func TestStepsAreThoseOfBatchesOnly(t *testing.T) {
	o := openExample(t)
	many := o.must(o.keeper, "batch", `{"acts":[`+
		`{"kind":"register-party","body":{"code":"a","name":{"en":"One"}}},`+
		`{"kind":"register-good","body":{"code":"x","name":{"en":"X"},"unit":"t","decimals":1}},`+
		`{"kind":"register-party","body":{"code":"b","name":{"en":"Two"}}}]}`)
	one := o.must(o.keeper, "register-party", `{"code":"c","name":{"en":"Three"}}`)
	err := o.View(t.Context(), o.keeper, func(v *View) error {
		steps, err := v.Steps([]hinterland.Entry{many, one})
		want := []Repeated{{"register-party", 2}, {"register-good", 1}}
		if len(steps) != 1 || !slices.Equal(steps[many.Number], want) {
			t.Errorf("found %v, want %v", steps, want)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
