package office

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"hinterland"
	"hinterland/store"
	"hinterland/store/storetest"
)

// aRecipe is the body of an act that states what a party makes of ramie.
func aRecipe(party, code, takes string, base int64) string {
	return fmt.Sprintf(`{"party":%q,"recipe":%q,"from":"2027-01-01","capacity":"2.5",`+
		`"inputs":[{"good":"ramie","quantity":%q}],"outputs":[{"good":"thread",`+
		`"quantity":"4"}],"base":%d}`, party, code, takes, base)
}

// openRecipes is an example office with thread to be made of ramie, and rope.
func openRecipes(t *testing.T) *exampleOffice {
	t.Helper()
	o := openExample(t)
	for _, code := range []string{"thread", "rope"} {
		o.must(o.keeper, "register-good",
			`{"code":"`+code+`","name":{"en":"G"},"unit":"km","decimals":0}`)
	}
	return o
}

// recipes are those that somebody sees, each in a line.
func (o *exampleOffice) recipes(who Actor) (lines []string) {
	o.t.Helper()
	err := o.View(o.t.Context(), who, func(v *View) error {
		found, err := v.Recipes(hinterland.RecipeQuery{Limit: 100})
		for i := range found {
			r := &found[i]
			lines = append(lines, fmt.Sprint(r.Party, " ", r.Code, " ", r.Term.From, " ",
				r.Term.Last(), " ", r.Capacity, " ", r.Inputs, " ", r.Outputs, " ", r.Base))
		}
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return lines
}

func TestARecipeIsStatedRestatedWithdrawnAndUndone(t *testing.T) {
	o := openRecipes(t)
	is := func(want ...string) {
		t.Helper()
		if got := strings.Join(o.recipes(o.keeper), "; "); got != strings.Join(want, "; ") {
			t.Errorf("%s, want %v", got, want)
		}
	}
	first := o.must(o.keeper, "state-recipe", aRecipe("office", "spun", "0.5", 0))
	line := "office spun 2027-01-01  2500 [{ramie 500}] [{thread 4}] %d"
	is(fmt.Sprintf(line, first.Number))
	o.refuses(o.keeper, "state-recipe", aRecipe("office", "spun", "1", 0), "recipe.taken")
	o.refuses(o.keeper, "state-recipe", aRecipe("office", "spun", "1", first.Number-1), "act.base")
	other := strings.Replace(aRecipe("office", "spun", "1", first.Number), `"thread"`, `"rope"`, 1)
	second := o.must(o.keeper, "state-recipe", strings.Replace(other, `,"capacity":"2.5"`,
		`,"last":"2027-06-30"`, 1))
	is(fmt.Sprintf("office spun 2027-01-01 2027-06-30 0 [{ramie 1000}] [{rope 4}] %d",
		second.Number))
	undone := o.must(o.keeper, "undo", fmt.Sprintf(`{"entry":%d}`, second.Number))
	is(fmt.Sprintf(line, undone.Number))
	gone := fmt.Sprintf(`{"party":"office","recipe":"spun","base":%d}`, undone.Number)
	o.refuses(o.keeper, "withdraw-recipe", strings.Replace(gone, "spun", "none", 1),
		"recipe.unknown")
	withdrawn := o.must(o.keeper, "withdraw-recipe", gone)
	is()
	o.refuses(o.keeper, "withdraw-recipe", gone, "act.base")
	o.refuses(o.keeper, "state-recipe", aRecipe("office", "spun", "1", withdrawn.Number),
		"recipe.gone")
	o.must(o.keeper, "state-recipe", aRecipe("office", "spun", "1", 0)) // as if never stated
	o.audited()
}

func TestARecipeIsRefusedByFieldAndRule(t *testing.T) {
	o := openRecipes(t)
	with := func(was, is string) string {
		return strings.Replace(aRecipe("office", "spun", "0.5", 0), was, is, 1)
	}
	both := strings.Replace(with(`"ramie"`, `"gold"`), `"4"`, `"0.5"`, 1)
	for body, want := range map[string]string{
		with(`"ramie"`, `"gold"`):                "good.unknown inputs.1.good",
		with(`"thread"`, `"ramie"`):              "recipe.good outputs.1.good",
		with(`"0.5"`, `"0.0005"`):                "number.places inputs.1.quantity",
		with(`"0.5"`, `"0"`):                     "number.range inputs.1.quantity",
		with(`"4"`, `"0.5"`):                     "number.places outputs.1.quantity",
		with(`"4"`, `""`):                        "cell.blank outputs.1.quantity",
		with(`"2.5"`, `"0"`):                     "number.range capacity",
		with(`"office"`, `"nobody"`):             "party.unknown party",
		with(`"spun"`, `"two words"`):            "code.form recipe",
		with(`"2.5"`, `"2","last":"2026-12-31"`): "term.backwards last",
		both: "good.unknown inputs.1.good, " +
			"number.places outputs.1.quantity",
	} {
		act, err := Decode("state-recipe", []byte(body))
		if err == nil {
			_, err = o.Do(t.Context(), Request{Actor: o.keeper, Act: act})
		}
		var told []string
		for _, r := range refusalsIn(err) {
			told = append(told, string(r.Reason)+" "+r.At.Column)
		}
		if got := strings.Join(told, ", "); got != want {
			t.Errorf("%s: %s, want %s", body, got, want)
		}
	}
	stated := o.must(o.keeper, "state-recipe", aRecipe("office", "spun", "0.5", 0))
	unit := `{"code":"rope","name":{"en":"G"},"unit":"m","decimals":0,"base":%d}`
	o.must(o.keeper, "describe-good", fmt.Sprintf(unit, stated.Number-1))
	o.refuses(o.keeper, "describe-good", fmt.Sprintf(
		strings.Replace(unit, "rope", "thread", 1), stated.Number-2), "good.stated")
}

// TestWhoStatesWhatIsMadeByWhom walks duties and parties: the own one, one where
// nobody holds a post, and one where somebody does. All see all.
func TestWhoStatesWhatIsMadeByWhom(t *testing.T) {
	for duty, may := range map[string][3]bool{
		"keeper":    {false, true, false},
		"planner":   {true, true, false},
		"clerk":     {true, false, false},
		"liaison":   {false, false, false},
		"signatory": {false, false, false},
	} {
		o := openRecipes(t)
		o.must(o.keeper, "register-party", `{"code":"mill","name":{"en":"Mill"}}`)
		o.must(o.keeper, "state-recipe", aRecipe("office", "spun", "1", 0))
		actor := o.giveAccount(duty)
		if seen := o.recipes(actor); len(seen) != 1 {
			t.Errorf("a %s sees %v", duty, seen)
		}
		for i, party := range []string{"coop", "mill", "office"} {
			for kind, body := range map[string]string{
				"state-recipe":    aRecipe(party, "own", "1", 0),
				"withdraw-recipe": `{"party":"` + party + `","recipe":"spun","base":1}`,
			} {
				_, err := o.Preview(t.Context(), o.ask(actor, kind, body))
				if isRefusal(err, hinterland.Denied) == may[i] {
					t.Errorf("%s by a %s for %s: %v", kind, duty, party, err)
				}
			}
		}
	}
}

// A link is an act on a recipe that was done: its entry, the entry that it rested on, 0
// for none, and whether the recipe is gone since.
type link struct {
	number, on int64
	gone       bool
}

// leaves is what the next act on the recipe has to rest on.
func (l link) leaves() int64 {
	if l.gone {
		return 0
	}
	return l.number
}

// A chain is all that was done to one recipe, as those who did it hear of it: who did
// the later act may hear first.
type chain struct {
	mu    sync.Mutex
	links []link
}

func (c *chain) add(l link) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.links = append(c.links, l)
	slices.SortFunc(c.links, func(a, b link) int { return cmp.Compare(a.number, b.number) })
}

// base is the last that is known of the recipe.
func (c *chain) base() int64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.links) == 0 {
		return 0
	}
	return c.links[len(c.links)-1].leaves()
}

// check finds who did not rest on what the one before had left.
func (c *chain) check(t *testing.T) {
	t.Helper()
	left := int64(0)
	for _, l := range c.links {
		if l.on != left {
			t.Errorf("entry %d rests on %d, where %d was left", l.number, l.on, left)
		}
		left = l.leaves()
	}
}

// Many restate and withdraw the same recipes at once, on both engines: nobody
// overwrites what they have not seen, and no recipe is of two texts.
func TestManyWhoStateRecipesAtOnceOverwriteNothingUnseen(t *testing.T) {
	for engine, place := range map[string]func(*testing.T) string{
		"sqlite":   func(t *testing.T) string { return filepath.Join(t.TempDir(), "office.db") },
		"postgres": func(t *testing.T) string { return storetest.Postgres(t) },
	} {
		t.Run(engine, func(t *testing.T) {
			db, err := store.Open(t.Context(), place(t))
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = db.Close() }() // what it holds is looked at before
			o := openExampleOn(t, db)
			for _, code := range []string{"thread", "rope"} {
				o.must(o.keeper, "register-good",
					`{"code":"`+code+`","name":{"en":"G"},"unit":"km","decimals":0}`)
			}
			made, tries := [2]string{"thread", "rope"}, longer(100, 12_500)
			var history [25]chain
			var done, lost atomic.Int64
			atOnce(8, func(worker int) {
				for try := range tries {
					of := try % len(history)
					base := history[of].base()
					kind, body := "state-recipe", strings.Replace(
						aRecipe("office", fmt.Sprint("r", of), fmt.Sprint(worker+1), base),
						"thread", made[(worker+try)%2], 1)
					if base > 0 && try%7 == 0 {
						kind, body = "withdraw-recipe", fmt.Sprintf(
							`{"party":"office","recipe":"r%d","base":%d}`, of, base)
					}
					e, err := o.Do(t.Context(), o.ask(o.keeper, kind, body))
					switch {
					case err == nil:
						history[of].add(link{e.Number, base, kind == "withdraw-recipe"})
						done.Add(1)
					case isRefusal(err, hinterland.Conflict), isRefusal(err, hinterland.NotFound):
						lost.Add(1)
					default:
						t.Error(err)
					}
				}
			})
			if done.Load() == 0 || lost.Load() == 0 {
				t.Errorf("%d done, %d lost", done.Load(), lost.Load())
			}
			for of := range history {
				history[of].check(t)
			}
			for _, line := range o.recipes(o.keeper) {
				if strings.Count(line, "thread")+strings.Count(line, "rope") != 1 {
					t.Error(line)
				}
			}
			o.audited()
		})
	}
}
