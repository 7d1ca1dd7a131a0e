package hinterland

import (
	"fmt"
	"strings"
	"testing"
)

// ofBark makes a unit of paper of three of bark and one of lye.
func ofBark() Recipe {
	return Recipe{
		Party: "mill", Code: "bark", Term: Term{10, Forevermore},
		Inputs:  []Portion{{"bark", 3}, {"lye", 1}},
		Outputs: []Portion{{"paper", 1}},
	}
}

func TestARecipeIsRefusedWhere(t *testing.T) {
	many := func(n int) (all []Portion) {
		for i := range n {
			all = append(all, Portion{GoodCode(fmt.Sprint("g", i)), 1})
		}
		return all
	}
	for name, c := range map[string]struct {
		spoil func(*Recipe)
		want  string
	}{
		"nothing is wrong":      {func(*Recipe) {}, ""},
		"no party":              {func(r *Recipe) { r.Party = "" }, "code.form party"},
		"a code with a space":   {func(r *Recipe) { r.Code = "a b" }, "code.form recipe"},
		"a day alone":           {func(r *Recipe) { r.Term.To = 11 }, ""},
		"no day":                {func(r *Recipe) { r.Term.To = 10 }, "term.backwards last"},
		"the greatest capacity": {func(r *Recipe) { r.Capacity = MaxCapacity }, ""},
		"a greater capacity": {
			func(r *Recipe) { r.Capacity = MaxCapacity + 1 }, "number.range capacity",
		},
		"a capacity below nothing": {
			func(r *Recipe) { r.Capacity = -1 }, "number.range capacity",
		},
		"made of nothing":         {func(r *Recipe) { r.Inputs = nil }, "recipe.inputs inputs"},
		"making nothing":          {func(r *Recipe) { r.Outputs = nil }, "recipe.outputs outputs"},
		"as many goods as may be": {func(r *Recipe) { r.Inputs = many(MaxPortions) }, ""},
		"one more": {
			func(r *Recipe) { r.Inputs = many(MaxPortions + 1) }, "recipe.many inputs",
		},
		"a good that is none": {
			func(r *Recipe) { r.Inputs[1].Good = "" }, "code.form inputs.2.good",
		},
		"a good twice on one side": {
			func(r *Recipe) { r.Inputs[1].Good = "bark" }, "recipe.good inputs.2.good",
		},
		"a good made of itself": {
			func(r *Recipe) { r.Outputs[0].Good = "lye" }, "recipe.good outputs.1.good",
		},
		"a by-product beside paper": {
			func(r *Recipe) { r.Outputs = append(r.Outputs, Portion{"pulp", 1}) }, "",
		},
	} {
		r := ofBark()
		c.spoil(&r)
		var got []string
		for _, f := range r.Check() {
			got = append(got, string(f.Reason)+" "+f.At.Column)
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%s: %v, want %s", name, got, c.want)
		}
	}
}

func TestPortionsAndCapacitiesAreReadToTheStep(t *testing.T) {
	good := &Good{Code: "bark", Decimals: 1}
	for text, want := range map[string]string{
		"2.5": "25", "0.1": "1", "0": "number.range", "0.05": "number.places", "": "number.form",
		"100000000000000": "1000000000000000", "100000000000000.1": "number.range",
	} {
		p, refusal := ReadPortion("inputs.1.quantity", text, good)
		got := fmt.Sprint(int64(p.Quantity))
		if refusal != nil {
			got = string(refusal.Reason)
		}
		if got != want {
			t.Errorf("a portion %q: %s, want %s", text, got, want)
		}
	}
	for text, want := range map[string]string{
		"": "0", "0.2": "200", "0": "number.range", "0.0001": "number.places", "x": "number.form",
	} {
		r := Recipe{}
		faults := r.ReadCapacity(text)
		got := fmt.Sprint(r.Capacity)
		if len(faults) > 0 {
			got = string(faults[0].Reason)
		}
		if got != want {
			t.Errorf("a capacity %q: %s, want %s", text, got, want)
		}
	}
	r := Recipe{Inputs: []Portion{{"lye", 1}, {"bark", 3}}}
	if r.Sort(); r.Inputs[0].Good != "bark" || r.Takes("paper") || !r.Takes("lye") {
		t.Errorf("%v", r.Inputs)
	}
}

func TestLoopsOfRecipesAreFound(t *testing.T) {
	for name, c := range map[string]struct{ recipes, want string }{
		"none":                      {"bark>pulp pulp>paper", "[]"},
		"two goods of one another":  {"iron>scrap scrap>iron ore>iron", "[[iron scrap]]"},
		"a long way round":          {"a>b b>c c>d d>a x>a d>y", "[[a b c d]]"},
		"two loops":                 {"p>q q>p a>b b>a b>p", "[[a b] [p q]]"},
		"two loops with one good":   {"a>b b>a b>c c>b", "[[a b c]]"},
		"a diamond is no loop":      {"a>b a>c b>d c>d", "[[]]"},
		"a loop found from outside": {"a>z z>m m>z", "[[m z]]"},
	} {
		var recipes []Recipe
		for pair := range strings.SplitSeq(c.recipes, " ") {
			in, out, _ := strings.Cut(pair, ">")
			recipes = append(recipes, Recipe{
				Inputs: []Portion{{GoodCode(in), 1}}, Outputs: []Portion{{GoodCode(out), 1}},
			})
		}
		want := strings.ReplaceAll(c.want, "[[]]", "[]")
		if got := fmt.Sprint(RecipeLoops(recipes)); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}
