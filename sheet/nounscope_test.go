package sheet

import (
	"strings"
	"testing"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

func TestASheetAnnouncesAndGrantsScopes(t *testing.T) {
	onEngines(t, func(t *testing.T, o *example) {
		const heads = "number,buyer,good,place,first day,last day,basis,document\n"
		in, _ := o.bring("scopes.csv", heads+
			",office,Ramie,浏阳,2026-12-01,2026-12-31,,\n"+
			",coop,ramie,liuyang,2026-12-01,2026-12-31,won in a public tender,Lot 3\n")
		if got := outcomes(in); got != "2 create;" {
			t.Fatal(got)
		}
		var all []hinterland.DatedScope
		err := o.View(t.Context(), o.actor, func(v *office.View) (err error) {
			all, err = v.Scopes(hinterland.ScopeFilter{
				Days: hinterland.Term{To: hinterland.Forevermore},
			}, 0, everything)
			return err
		})
		if err != nil || len(all) != 2 || all[0].Exclusive() || all[1].Basis != "public-lot" ||
			all[1].Document != "Lot 3" || all[1].Term.Last().String() != "2026-12-31" {
			t.Fatalf("%+v, %v", all, err)
		}
		for _, tongue := range lang.Tongues() {
			again := o.look("book.xlsx", string(o.export(tongue)))
			if got := outcomes(again); !strings.HasSuffix(got, " same;") || len(again.steps) > 0 {
				t.Errorf("%s: %s", tongue, got)
			}
		}
		row := all[0].ID.String() + ",office,ramie,liuyang,2026-12-01,2026-12-30,,\n"
		want := `1 refuse; x.csv:2 last day="2026-12-30" scope.fixed`
		if got := outcomes(o.look("x.csv", heads+row)); got != want {
			t.Errorf("got %s", got)
		}
		want = `1 refuse; x.csv:2 basis="" basis.unknown`
		if got := outcomes(o.look("x.csv", heads+
			",coop,ramie,liuyang,2027-12-01,2027-12-30,,Lot 4\n")); got != want {
			t.Errorf("a document without a basis: got %s", got)
		}
	})
}

func TestASheetOfScopesIsAllOrNothing(t *testing.T) {
	o := openFile(t)
	in, _, err := o.importing("scopes.csv", "buyer,good,place,from,last,basis\n"+
		"coop,ramie,liuyang,2026-12-01,2026-12-31,own-buyers\n"+
		"office,ramie,liuyang,2026-12-31,2027-01-31,own-buyers\n").Do(t.Context(), "", "")
	if err != nil || len(in.Faults) != 1 || in.Faults[0].Reason != "scope.held" ||
		in.Faults[0].At.Line != 3 {
		t.Fatalf("%s, %v", outcomes(in), err)
	}
	if got := outcomes(o.look("book.xlsx", string(o.export(lang.English)))); !strings.HasSuffix(
		got, " same;") {
		t.Error(got)
	}
}

func TestSheetsSayWhatCameAndWhatWasPaid(t *testing.T) {
	onEngines(t, func(t *testing.T, o *example) {
		promise(o)
		in, _ := o.bring(
			"receipts.csv", "发货编号,日期,已收,短少,拒收,原因,备注\n"+
				"7,2026-11-24,0.3,0.1,0.1,Wet,\n8,,,,,,\n",
			"payments.csv", "agreement,item,payer,payee,day,amount,currency\n"+
				"6,1,,,2026-11-24,246.00,CNY\n6,,office,coop,2026-11-24,100.00,CNY\n")
		if got := outcomes(in); got != "3 create;" {
			t.Fatal(got)
		}
		err := o.View(t.Context(), o.actor, func(v *office.View) error {
			d, err := v.Agreement(6 << 16)
			if err != nil {
				return err
			}
			if i := d.Items[0].Item; i.Sent != 300 || i.Received != 300 {
				t.Errorf("sent %d, received %d", i.Sent, i.Received)
			}
			paid, err := v.PaidUnder(d)
			if len(paid) != 2 {
				t.Errorf("paid: %+v", paid)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

// Who mends the first fault of a row is not to meet the next one then.
func TestARowThatNamesNothingKnownIsToldItsOtherFaultsToo(t *testing.T) {
	o := openFile(t)
	const heads = "buyer,good,place,from,last,basis\n"
	want := `1 refuse; x.csv:2 place="nowhere" place.unknown x.csv:2 from="2026-13-01" day.form ` +
		`x.csv:2 basis="because" basis.unknown`
	row := "office,ramie,nowhere,2026-13-01,2026-12-31,because\n"
	if got := outcomes(o.look("x.csv", heads+row)); got != want {
		t.Errorf("got %s", got)
	}
	in := o.look("x.csv", heads+strings.Repeat(row, 40))
	if len(in.Faults) != 3*40 {
		t.Errorf("%d faults of 40 rows", len(in.Faults))
	}
}
