package sheet

import (
	"fmt"
	"strings"
	"testing"

	"hinterland"
	"hinterland/office"
)

// made is a sheet of three recipes, two of which are called alike: in words, with names
// in either language, and with cells left blank that belong to the row above.
const made = "单位\t配方\t起始日期\t截止日期\t每日批数\t投入物资\t投入数量\t产出物资\t产出数量\n" +
	"Co-operative\tspun\t2027-01-01\t2027-12-31\t0.5\tRamie\t1,000.5\tyarn\t20\n" +
	"\t\t\t\t\tlye\t2.5\t\t\n" +
	"office\tspun\t46388\t\t\tlye\t3\tYarn\t7\n" +
	"office\tback\t2027-02-01\t\t\tyarn\t7\t\t\n" +
	"office\tback\t\t\t\t\t\tramie\t0.5\n"

// recipes are those that the office has, each in a line.
func (o *example) recipes() (lines []string) {
	o.t.Helper()
	err := o.View(o.t.Context(), o.actor, func(v *office.View) error {
		all, err := v.Recipes(hinterland.RecipeQuery{Limit: everything})
		for i := range all {
			r := &all[i]
			lines = append(lines, fmt.Sprint(r.Party, " ", r.Code, " ", r.Term.From, " ",
				r.Term.Last(), " ", r.Capacity, " ", r.Inputs, r.Outputs))
		}
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return lines
}

func TestRowsOfThePartyAndCodeAreOneRecipe(t *testing.T) {
	o := openPromised(t)
	o.must("register-good", `{"code":"lye","name":{"en":"Lye"},"unit":"kg","decimals":1}`)
	in, entry := o.bring("r.csv", made)
	if got := outcomes(in); got != "5 create;" || len(in.steps) != 3 {
		t.Fatalf("%s, %d acts", got, len(in.steps))
	}
	want := []string{
		"coop spun 2027-01-01 2027-12-31 500 [{lye 25} {ramie 1000500}] [{yarn 20}]",
		"office back 2027-02-01  0 [{yarn 7}] [{ramie 500}]",
		"office spun 2027-01-01  0 [{lye 30}] [{yarn 7}]",
	}
	is := func() {
		t.Helper()
		if got := strings.Join(o.recipes(), "\n"); got != strings.Join(want, "\n") {
			t.Errorf("got %s", got)
		}
	}
	is()
	one := "party\trecipe\tfrom\tinputs.good\tinputs.quantity\toutputs.good\toutputs.quantity\n" +
		"office\tspun\t2027-01-01\tlye\t3\tyarn\t8\n"
	in, _ = o.bring("r.csv", one)
	if got := outcomes(in); got != "1 change;" {
		t.Errorf("another quantity: %s", got)
	}
	want[2] = strings.Replace(want[2], "yarn 7", "yarn 8", 1)
	is()
	less := "party\trecipe\tfrom\tinputs.good\tinputs.quantity\toutputs.good\toutputs.quantity\n" +
		"coop\tspun\t2027-01-01\tlye\t2.5\tyarn\t20\n"
	if got := outcomes(o.look("r.csv", less)); !strings.Contains(got, "sheet.partly") {
		t.Errorf("a good is left out: %s", got)
	}
	o.must("undo", fmt.Sprintf(`{"entry":%d}`, entry.Number+1))
	want[2] = strings.Replace(want[2], "yarn 8", "yarn 7", 1)
	is()
}

// TestARecipeThatSaysTwoThingsOfItselfIsRefused gives rows of one other days.
func TestARecipeThatSaysTwoThingsOfItselfIsRefused(t *testing.T) {
	o := openPromised(t)
	o.must("register-good", `{"code":"lye","name":{"en":"Lye"},"unit":"kg","decimals":1}`)
	rows := strings.Replace(made, "\t\t\t\t\tlye", "coop\tspun\t2027-02-01\t\t\tlye", 1)
	rows = strings.Replace(rows, "Co-operative", "coop", 1)
	if got := outcomes(o.look("r.csv", rows)); !strings.Contains(got, "sheet.differs") {
		t.Errorf("got %s", got)
	}
}
