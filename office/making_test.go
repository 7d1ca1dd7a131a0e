package office

import (
	"fmt"
	"strings"
	"testing"

	"hinterland"
)

// allocated is what a plan lets one party give another of a good, a line for each
// quantity: offered in a period and needed in the next.
func allocated(
	good hinterland.GoodCode, from, to hinterland.PartyCode, amounts ...hinterland.Quantity,
) hinterland.Allocation {
	a := hinterland.Allocation{Plan: 1, Good: good, From: from, To: to}
	var lines []string
	for i, q := range amounts {
		a.Quantity += q
		lines = append(lines, fmt.Sprintf(`[%d,%d,%d,1,9,%d,9,"class"]`, i+1, i+1, i+2, q))
	}
	a.Lines = hinterland.Packed("[" + strings.Join(lines, ",") + "]")
	return a
}

// aMaking is a mill that makes paper of bark, and a farm that makes bark of trees, in a
// horizon of three months.
func aMaking() *making {
	turns := func(
		party hinterland.PartyCode, in, out hinterland.GoodCode,
	) []hinterland.Recipe {
		return []hinterland.Recipe{{
			Party: party, Code: "r", Term: hinterland.Term{To: hinterland.Forevermore},
			Inputs:  []hinterland.Portion{{Good: in, Quantity: 2}},
			Outputs: []hinterland.Portion{{Good: out, Quantity: 1}},
		}}
	}
	return &making{
		horizon: &hinterland.Horizon{From: 17_897, Kind: hinterland.Months, Periods: 3},
		of: map[hinterland.PartyCode][]hinterland.Recipe{
			"mill": turns("mill", "bark", "paper"), "farm": turns("farm", "tree", "bark"),
		},
	}
}

func TestALinkFeedsARecipeOfItsTaker(t *testing.T) {
	for name, c := range map[string]struct {
		given hinterland.Allocation
		want  string
	}{
		"from who makes it": {
			allocated("bark", "farm", "mill", 5, 6), "[{bark farm mill 11 true}]",
		},
		"from who does not": {
			allocated("bark", "shop", "mill", 5), "[{bark shop mill 5 false}]",
		},
		"to who makes it only":       {allocated("paper", "shop", "mill", 5), "[]"},
		"to who has no recipe":       {allocated("paper", "mill", "shop", 5), "[]"},
		"to itself":                  {allocated("bark", "mill", "mill", 5), "[]"},
		"of what the giver takes up": {allocated("bark", "mill", "farm", 5), "[]"},
	} {
		links := aMaking().links([]hinterland.Allocation{c.given})
		if got := fmt.Sprint(links); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestFlowsAreOfWhoHasRecipes(t *testing.T) {
	m := aMaking()
	flows := m.flows([]hinterland.Allocation{
		allocated("bark", "farm", "mill", 5, 6), allocated("bark", "shop", "mill", 1),
		allocated("paper", "mill", "shop", 3), allocated("paper", "mill", "mill", 4),
	}, []hinterland.Statement{
		{Party: "farm", Good: "bark", Amounts: "9,0,8"},
		{Party: "farm", Good: "bark", Amounts: "1"}, // at another price
		{Party: "shop", Good: "bark", Amounts: "7"},
	})
	for party, want := range map[hinterland.PartyCode]string{
		"mill": "map[paper:[3 0 0]] map[paper:[4 0 0]] map[bark:[0 6 6]] map[]",
		"farm": "map[bark:[5 6 0]] map[] map[] map[bark:[10 0 8]]",
	} {
		f := flows[party]
		if got := fmt.Sprint(f.Sent, " ", f.Kept, " ", f.Got, " ", f.Own); got != want {
			t.Errorf("%s: %s, want %s", party, got, want)
		}
	}
	if len(flows) != 2 {
		t.Errorf("%d parties have flows", len(flows))
	}
}

// TestMakingsAreHeldAgainstAPlanThatOneMaySee asks for those of a plan before and after
// its parties have been shown it.
func TestMakingsAreHeldAgainstAPlanThatOneMaySee(t *testing.T) {
	o := openWalk(t)
	var plans []hinterland.KeptPlan
	see := func(who Actor, look func(*View) error) error { return o.View(t.Context(), who, look) }
	err := see(o.keeper, func(v *View) (err error) {
		plans, err = v.KeptPlans(hinterland.PlanQuery{}, 0, 9)
		return err
	})
	if err != nil || len(plans) == 0 {
		t.Fatalf("%d plans, %v", len(plans), err)
	}
	clerk := o.giveAccount("clerk")
	shown, hidden := 0, 0
	for i := range plans {
		k := &plans[i]
		err := see(clerk, func(v *View) error {
			h, err := v.Horizon(k.Horizon)
			if err != nil {
				return err
			}
			made, err := v.Makings(k, &h, "")
			if err == nil && (len(made.Recipes) != 1 || len(made.Asked) != 1) {
				t.Errorf("%s: %v", k.Title, made)
			}
			none, err2 := v.Makings(k, &h, "office") // which has no recipe
			if err2 == nil && len(none.Recipes) > 0 {
				t.Errorf("%s: %v", k.Title, none)
			}
			return err
		})
		switch {
		case err == nil && k.Shown():
			shown++
		case isRefusal(err, hinterland.NotFound) && !k.Shown():
			hidden++
		default:
			t.Errorf("%s, shown %v: %v", k.Title, k.Shown(), err)
		}
	}
	if shown == 0 || hidden == 0 {
		t.Errorf("%d are shown, %d hidden", shown, hidden)
	}
}
