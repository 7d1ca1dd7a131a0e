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

func TestAMailAddressIsOneAndNothingElse(t *testing.T) {
	for text, fits := range map[string]bool{
		"": true, "li@example.org": true, "li.ming+office@mail.example.org": true,
		"li": false, "@example.org": false, "li@": false, "li@@example.org": false,
		"li ming@example.org": false, "Li <li@example.org>": false,
		"li@example.org, wang@example.org": false, "li@.org": false,
		"0731-555": false,
	} {
		p := Person{Name: "Li", Mail: Personal(text)}
		faults := p.Check()
		if fits != (len(faults) == 0) {
			t.Errorf("%q: %v", text, faults)
		}
		if !fits && (faults[0].Reason != "mail.form" || faults[0].At != At("mail", text)) {
			t.Errorf("%q is refused as %v", text, faults[0])
		}
	}
}
