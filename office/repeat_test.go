package office

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"hinterland"
)

func TestARepeatedRequestIsDoneOnce(t *testing.T) {
	o := openExample(t)
	r := o.ask(o.keeper, "register-person", `{"name":"Zhao Lei"}`)
	r.Key = "form-1"
	first, err := o.Do(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	again, err := o.Do(t.Context(), r)
	if err != nil || again.Number != first.Number {
		t.Errorf("the second time entry %d, %v; want %d", again.Number, err, first.Number)
	}
	for name, change := range map[string]func(*Request){
		"another body":  func(r *Request) { r.Act = &RegisterPerson{PersonBody{Name: "Zhao Li"}} },
		"another act":   func(r *Request) { r.Act = &Undo{Entry: 2} },
		"another party": func(r *Request) { r.Actor.Party = "coop" },
	} {
		t.Run(name, func(t *testing.T) {
			other := r
			change(&other)
			_, err := o.Do(t.Context(), other)
			if refusal := refusalIn(err); refusal == nil || refusal.Reason != "key.used" {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestARequestThatIsSentManyTimesAtOnceIsDoneOnce(t *testing.T) {
	o := openExample(t)
	r := o.ask(o.keeper, "record-delivery",
		`{"agreement":"5","item":1,"day":"2026-11-20","quantity":"110"}`)
	r.Key = "line-lost" // a second delivery of as much would pass the ceiling
	numbers := make([]int64, 20)
	var all sync.WaitGroup
	for i := range numbers {
		all.Go(func() {
			e, err := o.Do(t.Context(), r)
			if err != nil {
				t.Error(err)
			}
			numbers[i] = e.Number
		})
	}
	all.Wait()
	slices.Sort(numbers)
	if numbers[0] == 0 || len(slices.Compact(numbers)) != 1 {
		t.Errorf("entries %v, want one", numbers)
	}
}

func TestARefusedRequestMayBeSentAgain(t *testing.T) {
	o := openExample(t)
	r := o.ask(o.keeper, "register-party", `{"code":"coop","name":{"en":"Taken"}}`)
	r.Key = "again"
	if _, err := o.Do(t.Context(), r); !isRefusal(err, hinterland.Conflict) {
		t.Errorf("got %v", err)
	}
	r.Act = &RegisterParty{PartyBody{Code: "free", Name: hinterland.Name{English: "Free"}}}
	if _, err := o.Do(t.Context(), r); err != nil {
		t.Error(err)
	}
}

func TestWhatWasPreviewedIsDoneOrNothing(t *testing.T) {
	o := openExample(t)
	r := o.ask(o.keeper, "record-delivery",
		`{"agreement":"5","item":1,"day":"2026-11-20","quantity":"30"}`)
	seen, err := o.Preview(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	o.must(o.keeper, "record-delivery",
		`{"agreement":"5","item":1,"day":"2026-11-18","quantity":"5"}`)
	r.Seen = &seen
	_, err = o.Do(t.Context(), r)
	if refusal := refusalIn(err); refusal == nil || refusal.Reason != "preview.stale" {
		t.Errorf("got %v", err)
	}
	old := seen
	old.At -= maxWait + 1
	ahead := seen
	ahead.At += hinterland.Instant(time.Second / time.Microsecond)
	short := seen
	short.Seed = "00"
	for name, forged := range map[string]Preview{"old": old, "ahead": ahead, "short": short} {
		r.Seen = &forged
		_, err = o.Do(t.Context(), r)
		if refusal := refusalIn(err); refusal == nil || refusal.Reason != "preview.stale" {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// TestWhatIsSaidOfPersonsIsNowhereButApart looks for names in every entry and
// every row, and finds tokens; the values themselves come back in a view.
func TestWhatIsSaidOfPersonsIsNowhereButApart(t *testing.T) {
	o := openExample(t)
	o.must(o.keeper, "batch", `{"acts":[{"kind":"register-person","body":{"name":"Qian Duo",`+
		`"mail":"qian@example.org"}},{"kind":"register-person","body":{"name":"Qian Duo"}}]}`)
	err := o.records.Read(t.Context(), func(tx hinterland.Tx) error {
		heads, err := tx.Entries(0, 100)
		for _, head := range heads {
			e, err := tx.Entry(head.Number)
			if err != nil {
				return err
			}
			text, err := json.Marshal(e)
			if err != nil {
				return err
			}
			for _, name := range []string{"Qian", "qian@", "Wang", "Li Ming"} {
				if bytes.Contains(append(text, e.Body...), []byte(name)) {
					t.Errorf("entry %d names %s: %s", e.Number, name, e.Body)
				}
			}
		}
		if err != nil {
			return err
		}
		people, err := tx.People("", 0, 9)
		if err != nil {
			return err
		}
		if n := len(people); people[n-1].Name == people[n-2].Name {
			t.Error("equal names have equal tokens")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	err = o.View(t.Context(), o.keeper, func(v *View) error {
		holders, err := v.Holders(0, 9)
		if n := len(holders); n != 4 || holders[n-1].Person.Name != "Qian Duo" {
			t.Errorf("people: %v", holders)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	o.refuses(o.keeper, "register-person", `{"name":"personal:abc"}`, "personal.token")
}

func TestBodiesAreReadStrictly(t *testing.T) {
	for name, tt := range map[string]struct {
		kind, body string
		reason     hinterland.Reason
		column     string
	}{
		"an unknown act":      {"grant-wish", `{}`, "act.unknown", "kind"},
		"an unknown field":    {"undo", `{"entry":2,"force":true}`, "field.unknown", "force"},
		"a text for a number": {"undo", `{"entry":"2"}`, "field.type", "entry"},
		"a fraction":          {"undo", `{"entry":2.5}`, "field.type", "entry"},
		"no JSON":             {"undo", `entry=2`, "body.form", ""},
		"two values":          {"undo", `{"entry":2}{"entry":3}`, "body.form", ""},
		"nothing":             {"undo", ``, "body.form", ""},
		"spaces":              {"undo", ` `, "body.form", ""},
		"a null":              {"undo", `null`, "body.form", ""},
		"a list":              {"undo", `[2]`, "body.form", ""},
		"no last day": {
			"give-post",
			`{"person":"3","party":"coop","duty":"clerk","from":"2026-01-01","last":""}`,
			"field.blank", "last",
		},
		"a number that is blank": {
			"end-post", `{"post":"","last":"2026-12-31","base":1}`, "field.blank", "post",
		},
		"a name that is escaped, twice": {
			"undo", `{"entry":2,"\u0065ntry":3}`, "field.twice", "entry",
		},
		"a step of no kind": {
			"batch", `{"acts":[{"kind":"","body":{}}]}`, "act.unknown", "acts.1.kind",
		},
		"a step that is none": {"batch", `{"acts":[5]}`, "field.type", "acts.1"},
		"a body that is none": {
			"batch", `{"acts":[{"kind":"undo","body":5}]}`, "field.type", "acts.1",
		},
		"a day that is none": {
			"end-post", `{"post":"1","last":"2026-02-30","base":1}`, "day.form", "last",
		},
		"a day long ago": {
			"end-post", `{"post":"1","last":"1066-10-14","base":1}`, "day.range", "last",
		},
		"a number that is none": {
			"end-post", `{"post":"1-0","last":"2026-12-31","base":1}`, "id.form", "post",
		},
		"an act in another": {
			"batch", `{"acts":[{"kind":"x","body":{}}]}`, "act.unknown", "acts.1.kind",
		},
		"too much": {"undo", strings.Repeat(" ", MaxBody+1), "body.long", ""},
		"a field deep in a list": {
			"batch", `{"acts":[{"kind":"undo","body":{"entry":1,"x":1}}]}`,
			"field.unknown", "acts.1.x",
		},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Decode(tt.kind, []byte(tt.body))
			r := refusalIn(err)
			if r == nil || r.Reason != tt.reason || r.At.Column != tt.column {
				t.Errorf("got %v in %v", err, r)
			}
		})
	}
}
