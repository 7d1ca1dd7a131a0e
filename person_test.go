package hinterland

import "testing"

func TestNothingButTheNumberIsLeftOfAnErasedPerson(t *testing.T) {
	p := Person{ID: MakeID[Person](3, 0), Name: "Wang", Mail: "w@example.org", Phone: "0731"}
	if p.Erased() {
		t.Error("nothing was erased")
	}
	p.Erase()
	if want := (Person{ID: MakeID[Person](3, 0), Name: p.Name}); p != want || !p.Erased() {
		t.Errorf("left is %+v", p)
	}
	if !p.Name.IsToken() || len(p.Check()) == 0 {
		t.Error("somebody could be called that")
	}
}
