package office

import (
	"slices"
	"testing"

	"hinterland"
)

// alternative reads what fixing a line, or letting it go, is weighed by.
func (o *exampleOffice) alternative(
	who Actor, key FixedKey, quantity string,
) (*Alternative, error) {
	var a *Alternative
	err := o.View(o.t.Context(), who, func(v *View) (err error) {
		a, err = v.Fixing(&key, quantity)
		return err
	})
	return a, err
}

// TestWhatFixingCostsIsWhatPlansOfBothCost compares the plans that a fixing is weighed
// by with those before and after it is done.
func TestWhatFixingCostsIsWhatPlansOfBothCost(t *testing.T) {
	o := openFixings(t)
	key := FixedKey{Horizon: "y2027", Good: "ramie", From: "office", To: "coop", Period: 1}
	cost := func(r *hinterland.Region) string {
		return balanced(t, r).Plan.Goods[0].Cost.String()
	}
	now := func() string {
		m, err := o.material(o.keeper)
		if err != nil {
			t.Fatal(err)
		}
		return cost(m.Region)
	}
	free := now()
	asked, err := o.alternative(o.keeper, key, "1.5")
	if err != nil || asked.Zones != hinterland.ZonesFirst {
		t.Fatal(asked, err)
	}
	o.must(o.keeper, "fix-line", fixing("1", "1.5", "0"))
	if was, is := cost(asked.Was), cost(asked.Is); was != free || is != now() || was == is {
		t.Errorf("weighed are %s and %s, before it was %s and after it is %s", was, is, free, now())
	}
	if asked, err = o.alternative(o.keeper, key, "1"); err != nil {
		t.Fatal(err)
	}
	if len(asked.Was.Fixings) != 1 || len(asked.Is.Fixings) != 1 || asked.Was.Fixings[0].Quantity !=
		1500 || asked.Is.Fixings[0].Quantity != 1000 {
		t.Errorf("fixed anew: %v, %v", asked.Was.Fixings, asked.Is.Fixings)
	}
	if asked, err = o.alternative(o.keeper, key, ""); err != nil {
		t.Fatal(err)
	}
	if was, is := cost(asked.Was), cost(asked.Is); was != now() || is != free {
		t.Errorf("let go it costs %s, and %s before", is, was)
	}
}

func TestAGoodIsWeighedWithoutTheOthers(t *testing.T) {
	o := openFixings(t)
	o.must(o.keeper, "register-good",
		`{"code":"flax","name":{"en":"Flax"},"unit":"t","decimals":1}`)
	o.must(o.keeper, "register-party", `{"code":"flaxer","name":{"en":"Flaxer"}}`)
	o.must(o.keeper, "state-need", `{"horizon":"y2027","party":"flaxer","good":"flax",`+
		`"priority":1,"quantities":["3"]}`) // which is nowhere
	key := FixedKey{Horizon: "y2027", Good: "ramie", From: "office", To: "coop", Period: 1}
	asked, err := o.alternative(o.keeper, key, "1")
	if err != nil || slices.ContainsFunc(asked.Is.Needs, func(n hinterland.Need) bool {
		return n.Good != "ramie"
	}) {
		t.Errorf("%v, %v", asked, err)
	}
	for _, c := range []struct {
		good     hinterland.GoodCode
		quantity string
		reason   hinterland.Reason
	}{{"ramie", "x", "number.form"}, {"gold", "1", "good.unknown"}} {
		key.Good = c.good
		_, err := o.alternative(o.keeper, key, c.quantity)
		if found := hinterland.RefusalsIn(err); len(found) == 0 || found[0].Reason != c.reason {
			t.Errorf("%s of %s: %v", c.quantity, c.good, err)
		}
	}
	_, err = o.alternative(o.giveAccount("clerk"), key, "1")
	if !isRefusal(err, hinterland.Denied) {
		t.Errorf("a clerk weighs lines: %v", err)
	}
}
