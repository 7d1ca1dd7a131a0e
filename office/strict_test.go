package office

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"hinterland"
)

// A place is a field of an example: where it stands, and whether it may be
// left out.
type place struct {
	path     []any
	optional bool
}

// name is how refusals call the field, with another last part if it is given.
func (p place) name(last string) string {
	name := ""
	for i, part := range p.path {
		text, _ := part.(string)
		if n, is := part.(int); is {
			text = fmt.Sprint(n + 1)
		}
		if i == len(p.path)-1 && last != "" {
			text = last
		}
		name = below(name, text)
	}
	return name
}

// placesIn lists the fields of an example that are there, those of structs and
// lists too.
func placesIn(kind reflect.Type, value any, path []any) []place {
	if kind == reflect.TypeFor[Step]() {
		kind = reflect.TypeFor[stepBody]()
	}
	var all []place
	switch parts := value.(type) {
	case map[string]any:
		for _, f := range fieldsOf(kind) {
			part, there := parts[f.name]
			at := append(slices.Clone(path), f.name)
			if there {
				all = append(all, place{at, f.optional})
			}
			if there && !readsItself(f.kind) {
				all = append(all, placesIn(f.kind, part, at)...)
			}
		}
	case []any:
		for i, part := range parts {
			all = append(all, placesIn(kind.Elem(), part, append(slices.Clone(path), i))...)
		}
	}
	return all
}

// mark makes two names of one, and is taken out of the text of a body again, so
// that a name can stand twice.
const mark = "\u0001"

// bodyWith is the text of a body where a field is left out, and another one of
// some name stands there.
func bodyWith(body any, p place, left bool, name string, value any) string {
	parent := p.path[:len(p.path)-1]
	parts := at(body, parent).(map[string]any)
	made := map[string]any{}
	for key, part := range parts {
		if !left || key != p.path[len(p.path)-1] {
			made[key] = part
		}
	}
	if name != "" {
		made[mark+name] = value
	}
	text, err := json.Marshal(with(body, parent, made))
	if err != nil {
		panic(err)
	}
	return strings.ReplaceAll(string(text), `\u0001`, "")
}

// at is the part of a body at a path.
func at(body any, path []any) any {
	for _, part := range path {
		switch part := part.(type) {
		case string:
			body = body.(map[string]any)[part]
		case int:
			body = body.([]any)[part]
		}
	}
	return body
}

// toldOf lists what refusals tell, and where.
func toldOf(err error) []string {
	var told []string
	for _, r := range refusalsIn(err) {
		told = append(told, fmt.Sprintf("%s at %s", r.Reason, r.At.Column))
	}
	return told
}

// TestEveryFieldStandsOnceAndAsItIsWritten walks the registry: a field of an
// act is missed where it may not be left out, and refused if it stands twice,
// in other letters, or with no value. Nothing else is said of it.
func TestEveryFieldStandsOnceAndAsItIsWritten(t *testing.T) {
	for _, kind := range Kinds() {
		var body any
		if err := json.Unmarshal([]byte(kind.Example), &body); err != nil {
			t.Fatal(err)
		}
		for _, p := range placesIn(reflect.TypeOf(kind.New()).Elem(), body, nil) {
			last := p.path[len(p.path)-1].(string)
			upper := strings.ToUpper(last)
			value := at(body, p.path)
			var missing []string
			if !p.optional {
				missing = []string{"field.missing at " + p.name("")}
			}
			for text, want := range map[string][]string{
				bodyWith(body, p, true, "", nil):      missing,
				bodyWith(body, p, false, "", nil):     nil,
				bodyWith(body, p, false, last, value): {"field.twice at " + p.name("")},
				bodyWith(body, p, true, last, nil):    {"field.blank at " + p.name("")},
				bodyWith(body, p, true, upper, value): append(
					[]string{"field.unknown at " + p.name(upper)}, missing...),
			} {
				_, err := Decode(kind.Name, []byte(text))
				if told := toldOf(err); !slices.Equal(told, want) {
					t.Errorf("%s %s: got %v, want %v", kind.Name, text, told, want)
				}
			}
		}
	}
}

func TestADayOfTheYear1970IsADay(t *testing.T) {
	act, err := Decode("give-post",
		[]byte(`{"person":"3","party":"coop","duty":"clerk","from":"1970-01-01"}`))
	if err != nil || len(Faults(act)) > 0 {
		t.Errorf("got %v", err)
	}
}

// nested is the body of a batch that lies in so many others that they are depth
// altogether, the innermost of one undo.
func nested(depth int, undo string) []byte {
	kind, body := "undo", undo
	for range depth {
		body = `{"acts":[{"kind":"` + kind + `","body":` + body + `}]}`
		kind = "batch"
	}
	return []byte(body)
}

// TestBatchesLieInOneAnotherSoDeepAndNoDeeper has one that is much deeper and a
// mebibyte long, which would take minutes if all of it were read at every depth.
func TestBatchesLieInOneAnotherSoDeepAndNoDeeper(t *testing.T) {
	if _, err := Decode("batch", nested(maxBatches, `{"entry":1}`)); err != nil {
		t.Errorf("refused at the bound: %v", err)
	}
	long := `{"entry":1,"x":"` + strings.Repeat("x", 1<<20) + `"}`
	for _, body := range [][]byte{nested(maxBatches+1, `{"entry":1}`), nested(200, long)} {
		_, err := Decode("batch", body)
		told := toldOf(err)
		if !slices.Equal(told, []string{"batch.deep at acts.1.acts.1.acts.1"}) {
			t.Errorf("got %v", told)
		}
	}
	_, err := Decode("batch", nested(maxBatches, `{"entry":1,"force":true}`))
	told := toldOf(err)
	if !slices.Equal(told, []string{"field.unknown at acts.1.acts.1.acts.1.force"}) {
		t.Errorf("a fault deep down: got %v", told)
	}
}

func TestSomeFaultsOfManyAreTold(t *testing.T) {
	for name, body := range map[string]string{
		"fields": `{"acts":[],` + strings.Repeat(`"x":1,`, maxFaults) + `"y":1}`,
		"parts":  `{"acts":[` + strings.Repeat(`1,`, maxFaults) + `1]}`,
		"lacks":  `{"acts":[` + strings.Repeat(`{},`, maxFaults) + `{}]}`,
	} {
		_, err := Decode("batch", []byte(body))
		if told := toldOf(err); len(told) != maxFaults {
			t.Errorf("%s: %d are told", name, len(told))
		}
	}
	_, err := Decode("undo", []byte(`{"entry":1,"`+strings.Repeat("x", 1000)+`":1}`))
	if r := refusalIn(err); r == nil || len(r.At.Column) > 100 {
		t.Errorf("a long name is told whole: %v", err)
	}
}

// TestWhatAnEarlierReleaseRecordedIsReadAndUndone holds entries whose bodies
// nobody could send any more: without the base that acts had not then, and with
// a blank for a last day.
func TestWhatAnEarlierReleaseRecordedIsReadAndUndone(t *testing.T) {
	o := openExample(t)
	never := hinterland.Forevermore
	r := Request{Actor: o.keeper, Key: "old", Act: &GivePost{
		Person: hinterland.MakeID[hinterland.Person](3, 0), Party: "coop", Duty: "clerk",
		Last: &never,
	}}
	post, err := o.Do(t.Context(), r)
	if err != nil || !strings.Contains(string(post.Body), `"last":""`) {
		t.Fatalf("%s, %v", post.Body, err)
	}
	if again, err := o.Do(t.Context(), r); err != nil || again.Number != post.Number {
		t.Errorf("the same again: entry %d, %v", again.Number, err)
	}
	named := o.recorded("name-party", `{"code":"coop","name":{"en":"Old name"}}`,
		func(tx hinterland.Tx) error {
			return tx.NameParty("coop", hinterland.Name{English: "Old name"})
		})
	batch := o.recorded("batch", `{"acts":[{"kind":"register-good","body":{"code":"hemp"}}]}`,
		func(tx hinterland.Tx) error { return tx.AddGood(hinterland.Good{Code: "hemp"}) })
	for _, e := range []hinterland.Entry{post, named, batch} {
		if _, err := Decode(e.Kind, e.Body); err == nil {
			t.Errorf("it could still be sent: %s", e.Body)
		}
		o.must(o.keeper, "undo", undoOf(e))
	}
	o.audited()
}

// recorded makes an entry as an earlier release has left it.
func (o *exampleOffice) recorded(
	kind, body string, do func(hinterland.Tx) error,
) hinterland.Entry {
	o.t.Helper()
	on, err := o.occasion(o.t.Context(), nil)
	if err != nil {
		o.t.Fatal(err)
	}
	e := hinterland.Entry{
		Act: on.Act, At: on.At, Key: on.Seed, Kind: kind, Body: []byte(body),
		By: o.keeper.Person, For: o.keeper.Party,
	}
	err = o.records.Write(o.t.Context(), func(tx hinterland.Tx) (*hinterland.Entry, error) {
		return &e, do(tx)
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return e
}

// Whatever is wrong with an act alone is told of it among many of its kind, and
// of no other.
func TestFaultsOfOneOfManyAreThoseOfItAlone(t *testing.T) {
	right := &RecordDelivery{
		Agreement: hinterland.MakeID[hinterland.Agreement](1, 0), Item: 1, Day: 20000,
		Quantity: "1",
	}
	for name, wrong := range map[string]Act{
		"a long note": &RecordDelivery{
			Agreement: right.Agreement, Item: 1, Day: 20000, Quantity: "1",
			Note: strings.Repeat("a", hinterland.MaxNote+1),
		},
		"no number": &RecordDelivery{
			Agreement: right.Agreement, Item: 1, Day: 20000, Quantity: "many",
		},
		"another kind": &RegisterGood{Code: "A b", Decimals: 3},
	} {
		alone := Faults(wrong)
		if len(alone) == 0 {
			t.Errorf("%s is no fault", name)
		}
		many := Faults(&Batch{Acts: []Step{{right}, {wrong}, {right}}})
		got, want := toldOf(many.Err()), toldOf(under("acts.2", alone).Err())
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}

// Questions that only look alike as texts are answered each by its own.
func TestWhatIsReadOnceIsReadOnceForEachQuestion(t *testing.T) {
	known, reads := map[question]any{}, 0
	ask := func(what ...any) (int, error) {
		return once(known, func() (int, error) { reads++; return reads, nil }, what...)
	}
	for _, c := range []struct {
		want int
		what []any
	}{
		{1, []any{"version", 1, 12}},
		{2, []any{"version", 11, 2}},
		{1, []any{"version", 1, 12}},
		{3, []any{"posts", "a b", "c"}},
		{4, []any{"posts", "a", "b c"}},
		{2, []any{"version", 11, 2}},
	} {
		if got, err := ask(c.what...); err != nil || got != c.want {
			t.Errorf("%v: %d, %v, want %d", c.what, got, err, c.want)
		}
	}
}
