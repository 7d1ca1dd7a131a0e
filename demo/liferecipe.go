package demo

import (
	"strings"

	"hinterland"
	"hinterland/office"
)

// recipes are what the parties of a sample make of what, as its table says of each
// kind of party: who offers nothing that a recipe makes has no use for it. The
// quantities follow what such works took in the 1960s, rounded, and are a model.
func (l *life) recipes() (all []*office.StateRecipe) {
	offers := map[hinterland.PartyCode]map[hinterland.GoodCode]bool{}
	for i := range l.Region.Offers {
		o := &l.Region.Offers[i]
		if offers[o.Party] == nil {
			offers[o.Party] = map[hinterland.GoodCode]bool{}
		}
		offers[o.Party][o.Good] = true
	}
	rules := l.recipeRules()
	for i := range l.Region.Parties {
		party := l.Region.Parties[i].Code
		for _, rule := range rules {
			if !strings.HasSuffix(string(party), "-"+rule.kind) {
				continue
			}
			act := rule.act
			act.Party = party
			for _, made := range act.Outputs {
				if offers[party][made.Good] {
					all = append(all, &act)
					break
				}
			}
		}
	}
	return all
}

// A recipeRule is a recipe of all parties of a kind.
//
// Works of a kind are alike: what differs between them is how much they offer and need,
// and that is stated already. So the table has a recipe for each kind, and no capacity,
// which would only say again what is offered.
type recipeRule struct {
	kind string
	act  office.StateRecipe // without the party
}

// recipeRules reads them; the rows of one stand together.
func (l *life) recipeRules() (rules []recipeRule) {
	load := &loader{folder: l.folder}
	for _, r := range load.read("recipes.csv") {
		kind, code := r.text("kind"), hinterland.RecipeCode(r.text("recipe"))
		if n := len(rules); n == 0 || rules[n-1].kind != kind || rules[n-1].act.Recipe != code {
			act := office.StateRecipe{From: l.horizon.From}
			act.Recipe = code
			rules = append(rules, recipeRule{kind, act})
		}
		act, good := &rules[len(rules)-1].act, hinterland.GoodCode(r.text("good"))
		if l.index.Good[good] == nil {
			r.fail("good", "no such good")
		}
		if takes := r.text("takes"); takes != "" {
			act.Inputs = append(act.Inputs, office.RecipeGood{Good: good, Quantity: takes})
		}
		if makes := r.text("makes"); makes != "" {
			act.Outputs = append(act.Outputs, office.RecipeGood{Good: good, Quantity: makes})
		}
	}
	if load.err != nil {
		l.err = load.err
	}
	return rules
}

// craft states what is made of what: where nobody holds a post, the office does.
//
// Recipes are stated before the year is planned, as an office would have them: then
// what the plan asks of them can be looked at before anybody signs it. They follow from
// the table alone and throw no dice, so that offers, needs and the plan of a sample
// stay what they were without them.
func (l *life) craft() {
	l.on(0, 3)
	own, rest := map[hinterland.PartyCode][]office.Act{}, []office.Act(nil)
	for _, act := range l.recipes() {
		if _, has := l.hosts[act.Party]; has {
			own[act.Party] = append(own[act.Party], act)
		} else {
			rest = append(rest, act)
		}
	}
	l.all(l.keeper, rest)
	for _, party := range sortedCodes(own) {
		l.all(l.hosts[party], own[party])
	}
}
