package hinterland

import "testing"

func TestAZoneGoesThroughItsStagesForwardOnly(t *testing.T) {
	for i, from := range ZoneStages() {
		for j, to := range ZoneStages() {
			if got, want := from.Precedes(to), j >= i; got != want {
				t.Errorf("from %s to %s: %v", from, to, got)
			}
		}
		if from.Precedes("abandoned") || ZoneStage("abandoned").Precedes(from) {
			t.Errorf("%s goes with what is no stage", from)
		}
	}
}

func TestAZoneIsCheckedFieldByField(t *testing.T) {
	sound := func() DatedZone {
		return DatedZone{
			Code: "east", Name: Name{English: "East"}, Parent: "all", Lead: "mill",
			Centre: []PlaceCode{"a", "b"},
		}
	}
	if z := sound(); z.Check().Err() != nil {
		t.Error(z.Check())
	}
	for field, spoil := range map[string]func(*DatedZone){
		"code":     func(z *DatedZone) { z.Code = "two words" },
		"name":     func(z *DatedZone) { z.Name = Name{} },
		"parent":   func(z *DatedZone) { z.Parent = z.Code },
		"lead":     func(z *DatedZone) { z.Lead = "two words" },
		"centre":   func(z *DatedZone) { z.Centre = nil },
		"centre.1": func(z *DatedZone) { z.Centre[0] = "" },
		"centre.2": func(z *DatedZone) { z.Centre[1] = "a" },
	} {
		z := sound()
		spoil(&z)
		faults := z.Check()
		if len(faults) != 1 || !startsAt(faults[0], field) {
			t.Errorf("%s: %v", field, faults)
		}
	}
}

func TestABelongingIsCheckedFieldByField(t *testing.T) {
	for field, spoil := range map[string]func(*Belonging){
		"":       func(*Belonging) {},
		"zone":   func(b *Belonging) { b.Zone = "two words" },
		"last":   func(b *Belonging) { b.Term.To = b.Term.From },
		"reason": func(b *Belonging) { b.Reason = "because" },
		"note":   func(b *Belonging) { b.Reason = ByHand },
	} {
		for _, reason := range BelongingReasons() {
			b := Belonging{
				Place: "p", Zone: "east", Reason: reason,
				Term: Term{From: -9, To: Forevermore},
			}
			if reason == ByHand && field != "note" {
				b.Note = "A bridge"
			}
			spoil(&b)
			faults := b.Check()
			if field == "" && len(faults) > 0 ||
				field != "" && (len(faults) != 1 || !startsAt(faults[0], field)) {
				t.Errorf("%s, %s: %v", field, reason, faults)
			}
		}
	}
}

// startsAt reports whether a refusal is of a field or of one in it.
func startsAt(r *Refusal, field string) bool {
	return len(r.At.Column) >= len(field) && r.At.Column[:len(field)] == field
}

func TestARuleOfZonesHasAnObjectiveAndBoundsInOrder(t *testing.T) {
	for want, rule := range map[string]ZoneRule{
		"": {Objective: ByTies, Bounds: Bounds{Kind: ByLeastAndMost, Least: 5, Most: 5}},
		"least": {
			Objective: ByDistance, Bounds: Bounds{Kind: ByLeastAndMost, Least: 6, Most: 5},
		},
		"objective": {Objective: "beauty"},
		"within":    {Objective: ByTies, Within: "two words"},
	} {
		got := ""
		for _, f := range rule.Check() {
			got += f.At.Column
		}
		if got != want {
			t.Errorf("%q is refused at %q", want, got)
		}
	}
}
