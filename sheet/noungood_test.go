package sheet

import (
	"testing"

	"hinterland"
	"hinterland/office"
)

// plansOf is what plans need of a good, and how far it may go in hectometres.
func (o *example) plansOf(code hinterland.GoodCode) (g hinterland.Good, reach int64) {
	o.t.Helper()
	err := o.View(o.t.Context(), o.actor, func(v *office.View) error {
		limits, err := v.Reaches()
		if err != nil {
			return err
		}
		reach = limits[code]
		g, err = v.Good(code)
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return g, reach
}

func TestASheetOfGoodsSaysWhatPlansNeedOfThem(t *testing.T) {
	o := openFile(t)
	o.bring("goods.csv", "code,name.en,unit,decimals,freight,storage,currency,keeps,reach\n"+
		"milk,Milk,t,1,0.25,3,USD,0,80.5\n"+
		"salt,Salt,t,0,,,,,\n")
	milk, reach := o.plansOf("milk")
	if milk.Freight != 250_000 || milk.Storage != 3_000_000 || milk.Currency != "USD" ||
		milk.Keeps != 0 || reach != 805 {
		t.Errorf("milk is %+v, and goes %d", milk, reach)
	}
	salt, reach := o.plansOf("salt")
	if salt.Freight != 0 || salt.Storage != 0 || salt.Currency != "CNY" ||
		salt.Keeps != hinterland.Forever || reach != 0 {
		t.Errorf("salt is %+v, and goes %d", salt, reach)
	}
}

func TestASheetOfGoodsThatDoesNotSpeakOfPlansLeavesWhatTheyNeed(t *testing.T) {
	o := openFile(t)
	o.must("register-good", `{"code":"milk","name":{"en":"Milk"},"unit":"t","decimals":1,`+
		`"freight":"0.25","storage":"3","currency":"USD","keeps":0,"reach":"80.5"}`)
	before, far := o.plansOf("milk")
	o.bring("goods.csv", "code,name.en,unit,decimals\nmilk,Fresh milk,t,1\n")
	after, reach := o.plansOf("milk")
	if after.Name.English != "Fresh milk" {
		t.Errorf("it is called %s", after.Name.English)
	}
	after.Name = before.Name
	if after != before || reach != far {
		t.Errorf("it was %+v and goes %d; now it is %+v and goes %d", before, far, after, reach)
	}
}

func TestWhatIsWrongWithWhatPlansNeedIsToldByItsCell(t *testing.T) {
	o := openFile(t)
	for head, bad := range map[string]string{
		"freight": "-1", "storage": "0.0000001", "currency": "yuan", "keeps": "1.5",
		"reach": "400001",
	} {
		in := o.look("goods.csv", "code,name.en,unit,decimals,"+head+"\nmilk,Milk,t,1,"+bad+"\n")
		if len(in.Refusals()) != 1 {
			t.Errorf("%s=%s: %v", head, bad, in.Refusals())
		}
	}
	if in := o.look("goods.csv", "code,name.en,unit,decimals,keeps\nmilk,Milk,t,1,12\n"); len(
		in.Refusals()) != 0 {
		t.Errorf("twelve periods are refused: %v", in.Refusals())
	}
}
