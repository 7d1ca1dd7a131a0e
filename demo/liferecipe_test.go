package demo

import (
	"strings"
	"testing"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

func TestRecipesAreOfPartiesThatOfferWhatTheyMakeAndNeedWhatTheyTake(t *testing.T) {
	for name, s := range samples(t) {
		offers, needs := map[string]bool{}, map[string]bool{}
		for i := range s.Region.Offers {
			o := &s.Region.Offers[i]
			offers[string(o.Party)+" "+string(o.Good)] = true
		}
		for i := range s.Region.Needs {
			n := &s.Region.Needs[i]
			needs[string(n.Party)+" "+string(n.Good)] = true
		}
		l := aLife(t, name, lang.English)
		all := l.recipes()
		if l.err != nil || len(all) < 24 {
			t.Errorf("%s: %d recipes, %v", name, len(all), l.err)
		}
		met := map[office.RecipeBody]bool{}
		for _, act := range all {
			if faults := act.Check(); len(faults) > 0 || met[act.RecipeBody] {
				t.Errorf("%s: %v: %v, or stated twice", name, act.RecipeBody, faults.Err())
			}
			met[act.RecipeBody] = true
			made := false
			for _, o := range act.Outputs {
				made = made || offers[string(act.Party)+" "+string(o.Good)]
			}
			if !made {
				t.Errorf("%s: %v makes what is not offered", name, act.RecipeBody)
			}
			for _, i := range act.Inputs {
				if !needs[string(act.Party)+" "+string(i.Good)] {
					t.Errorf("%s: %v takes %s, which is not needed", name, act.RecipeBody, i.Good)
				}
			}
		}
	}
}

func TestQuantitiesOfRecipesAreWholeStepsOfTheirGoods(t *testing.T) {
	for name := range samples(t) {
		l := aLife(t, name, lang.English)
		for _, act := range l.recipes() {
			for _, g := range append(act.Inputs, act.Outputs...) {
				_, refusal := hinterland.ReadPortion("quantity", g.Quantity, l.index.Good[g.Good])
				if refusal != nil {
					t.Errorf("%s: %v: %v: %v", name, act.RecipeBody, g, refusal)
				}
			}
		}
	}
}

func TestEachPartyHasItsOwnRecipe(t *testing.T) {
	all := aLife(t, "shanxi", lang.English).recipes()
	for _, act := range all {
		if !strings.Contains(string(act.Party), "-") || act.From.String() != "2026-01-01" {
			t.Fatalf("%+v", act)
		}
	}
	if all[0].Party == all[len(all)-1].Party {
		t.Error("all are of one party")
	}
}
