package hinterland

import (
	"reflect"
	"testing"
)

// TestAKeptPlanIsReadBackWhole keeps a plan and makes it anew of its rows.
func TestAKeptPlanIsReadBackWhole(t *testing.T) {
	r, p := aMadePlan()
	k := KeptPlan{ID: 7, Horizon: "h", Policy: p.Policy, MadeFrom: "d"}
	rows, err := k.Keep(r, p)
	if err != nil {
		t.Fatal(err)
	}
	again, goods := rows.Plan(k.Policy)
	p.Sort()
	if !reflect.DeepEqual(again, p) {
		t.Errorf("read back it is\n%+v\nand was\n%+v", again, p)
	}
	if len(goods) != 2 || goods[0].Code != "cloth" {
		t.Errorf("it counts in %+v", goods)
	}
	none := KeptRows{}
	if empty, goods := none.Plan(ZonesFirst); len(empty.Lines)+len(goods) != 0 {
		t.Errorf("no rows are %+v", empty)
	}
}
