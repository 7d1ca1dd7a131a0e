package web

import (
	"strings"
	"testing"
)

// stateRope lets the co-operative make half a tonne of ramie of so much paper, so that
// the plan of the settled world, by which it sends ten, asks for twenty batches.
func (w *world) stateRope(paper string) {
	w.t.Helper()
	w.do(wang, "coop", "state-recipe", `{"party":"coop","recipe":"rope","from":"2027-01-01",`+
		`"capacity":"0.5","inputs":[{"good":"paper","quantity":"`+paper+`"}],`+
		`"outputs":[{"good":"ramie","quantity":"0.5"}]}`)
}

func TestAPartOfAPlanSaysWhatItsRecipesLack(t *testing.T) {
	w := newSettledWorld(t)
	b := w.as(li)
	b.get(aPlanPath + "?party=coop").hides("What recipes ask")
	b.get(aPlanPath + "?party=office").hides("What recipes ask") // it sends no paper
	w.stateRope("3")
	// Half a batch a day makes 15 in January, of the 20 that are asked for.
	p := b.get(aPlanPath+"?party=coop").says("What recipes ask", "to be made", "can be made")
	for _, row := range []string{
		"Ramie to be made 10 t", "Ramie can be made 7.5 t", "Ramie lacks 2.5 t",
		"Paper taken 45 t", "Paper comes 0 t", "Paper lacks 45 t",
	} {
		if !strings.Contains(p.text(), row) {
			t.Errorf("it does not say %q: %s", row, p.text())
		}
	}
	w.do(wang, "coop", "state-offer", `{"horizon":"y2027","party":"coop","good":"paper",`+
		`"price":"5","quantities":["45"]}`)
	b.get(aPlanPath + "?party=coop").says("Paper comes 45 t").hides("Paper lacks")
	b.in("zh-CN").get(aPlanPath+"?party=coop").says("配方对本分项的要求", "须制成", "能制成", "可得")
}

// TestAPartAsksOnlyForWhatIsInItsPlan states recipes that have nothing to do with what the
// party sends, or do not hold in the horizon, or make what it sends of what it offers.
func TestAPartAsksOnlyForWhatIsInItsPlan(t *testing.T) {
	for name, c := range map[string]struct {
		recipe string
		says   []string
		hides  string
	}{
		"of another good": {
			`"from":"2027-01-01","inputs":[{"good":"ramie","quantity":"1"}],` +
				`"outputs":[{"good":"paper","quantity":"1"}]`, nil, "What recipes ask",
		},
		"over before it begins": {
			`"from":"2026-01-01","last":"2026-12-31","inputs":[{"good":"paper","quantity":"1"}],` +
				`"outputs":[{"good":"ramie","quantity":"1"}]`, nil, "What recipes ask",
		},
		"whole batches": {
			`"from":"2027-01-01","inputs":[{"good":"paper","quantity":"5"}],` +
				`"outputs":[{"good":"ramie","quantity":"3"}]`,
			[]string{"Ramie to be made 10 t", "Ramie can be made 10 t", "Paper taken 20 t"},
			"Ramie lacks",
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newSettledWorld(t)
			w.do(wang, "coop", "state-recipe", `{"party":"coop","recipe":"own",`+c.recipe+`}`)
			p := w.as(wang).get(aPlanPath).says(c.says...).hides(c.hides)
			if asked := len(c.says) > 0; strings.Contains(p.body, `id="asked"`) != asked {
				t.Errorf("the table is there: %v", !asked)
			}
		})
	}
}
