package office

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"hinterland"
	"hinterland/lang"
)

// seeks lists what an actor finds, by noun and number.
func (o *exampleOffice) seeks(actor Actor, words string) string {
	o.t.Helper()
	var f *Found
	err := o.View(o.t.Context(), actor, func(v *View) (err error) {
		f, err = v.Search(lang.Seek(words).In, map[hinterland.CaseKind][]string{
			hinterland.ConflictCase: {"Conflict", "矛盾"},
		})
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
	var found []string
	put := func(noun string, code any) { found = append(found, fmt.Sprint(noun, " ", code)) }
	for _, p := range f.Parties {
		put("party", p.Code)
	}
	for i := range f.Goods {
		put("good", f.Goods[i].Code)
	}
	for i := range f.Places {
		put("place", f.Places[i].Code)
	}
	for i := range f.Agreements {
		put("agreement", f.Agreements[i].ID)
	}
	for i := range f.Cases {
		put("case", f.Cases[i].ID)
	}
	for i := range f.Funds {
		put("fund", f.Funds[i].ID)
	}
	for i := range f.People {
		put("person", f.People[i].ID)
	}
	for i := range f.Scopes {
		put("scope", f.Scopes[i].ID)
	}
	slices.Sort(found)
	return strings.Join(found, ", ")
}

// Everything that has a name is found by it, by the reader's own view: a
// stranger to all agreements finds what is everybody's, and of people only
// their own.
func TestSearchFindsWhatAReaderMaySee(t *testing.T) {
	o := openWalk(t)
	o.must(o.keeper, "register-party", `{"code":"mill","name":{"en":"Paper mill"}}`)
	person := o.must(o.keeper, "register-person", `{"name":"Zhao Min","mail":"zhao@mill.example"}`)
	id := hinterland.MakeID[hinterland.Person](person.Act, 0)
	o.must(o.keeper, "give-post", fmt.Sprintf(
		`{"person":"%s","party":"mill","duty":"clerk","from":"2026-01-01"}`, id))
	stranger, own := Actor{Person: id, Party: "mill"}, fmt.Sprint("person ", id)
	for words, want := range map[string][2]string{ // what the keeper finds, and the stranger
		"zhao":              {own, own},
		"zhao@mill.example": {own, own},
		"paper":             {"good paper, party mill", "good paper, party mill"},
		id.String():         {own, own},
		"Li Ming":           {"person 1", ""},
		"liuyang announced": {"", ""},
		"liuyang":           {"place liuyang, scope 13", "place liuyang, scope 13"},
		"ramie liuyang":     {"scope 13", "scope 13"},
		"calls":             {"agreement 15, agreement 21", ""},
	} {
		for i, actor := range []Actor{o.keeper, stranger} {
			if got := o.seeks(actor, words); got != want[i] {
				t.Errorf("%q: reader %d finds %q, want %q", words, i, got, want[i])
			}
		}
	}
	o.must(o.keeper, "erase-person", fmt.Sprintf(`{"person":"%s","reason":"Asked","base":%d}`, id,
		person.Number))
	if got := o.seeks(o.keeper, "zhao"); got != "" {
		t.Errorf("what was erased is found: %s", got)
	}
	if got := o.seeks(o.keeper, id.String()); got != own {
		t.Errorf("of who was erased the number finds %q, want %q", got, own)
	}
}

func TestAScopeIsFoundByWhatItIsOf(t *testing.T) {
	s := SoughtScope{
		DatedScope: hinterland.DatedScope{
			ID: hinterland.MakeID[hinterland.DatedScope](13, 0), Buyer: "mill", Good: "ramie",
			Place: "p", Document: "Lot 7",
		},
		By: hinterland.Party{Name: hinterland.Name{English: "Paper mill", Chinese: "造纸厂"}},
		Of: hinterland.Good{Name: hinterland.Name{English: "China grass", Chinese: "苎麻"}},
		In: hinterland.Place{Name: hinterland.Name{English: "Liuyang", Chinese: "浏阳"}},
	}
	for words, want := range map[string]bool{
		"13": true, "lot 7": true, "mill": true, "纸": true, "grass": true, "苎麻 浏阳": true,
		"Liuyang": true, "lot 8": false, "rass": false, "3": false,
	} {
		if got := lang.Seek(words).In(s.called()...); got != want {
			t.Errorf("%q finds it: %t, want %t", words, got, want)
		}
	}
}
