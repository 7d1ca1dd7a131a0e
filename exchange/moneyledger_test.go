package exchange

import (
	"slices"
	"strings"
	"testing"

	"hinterland"
)

// advanced is the sample of payments with what the records keep of them, and an
// advance of 100 yuan of which 30 were recovered, 20 came back, 5 were written
// off and 7 were recovered by mistake.
func advanced(t testing.TB) *Dossier {
	d := paidDealings(t)
	d.Paid = hinterland.TallyOf(d.Events, nil).Unkept(nil)
	on := day(t, "2026-10-02")
	d.Advances = []hinterland.Advance{{
		Agreement: d.ID, ID: number[hinterland.Advance](70), Item: 1, From: "office", To: "coop",
		Currency: "CNY", Value: 10_000, Day: on, Recovered: 3000, Returned: 2000, WrittenOff: 500,
	}}
	for n, s := range []hinterland.Settlement{
		{Kind: hinterland.ByRecovery, Amount: 700, Reversed: "Twice"},
		{Kind: hinterland.ByWriteOff, Amount: 500},
		{Kind: hinterland.ByReturn, Amount: 2000},
		{Kind: hinterland.ByRecovery, Amount: 3000},
	} {
		s.ID, s.Advance, s.Day = number[hinterland.Settlement](int64(71+n)), d.Advances[0].ID, on+9
		d.Settlements = append(d.Settlements, s)
	}
	return d
}

// returnedOf is the receipt of which something was returned.
func returnedOf(d *Dossier) *hinterland.Event {
	at := slices.IndexFunc(d.Events, func(e hinterland.Event) bool { return e.Returned > 0 })
	return &d.Events[at]
}

// lentDealings are four of a loan, of which three went back and two were taken.
func lentDealings(t testing.TB) *Dossier {
	at := day(t, "2026-11-03")
	id := number[hinterland.Event]
	d := dossier(t, 15, support(t), 1).come(
		hinterland.Event{ID: id(80), Kind: hinterland.Delivery, Item: 1, Day: at, Quantity: 4000},
		hinterland.Event{
			ID: id(81), Kind: hinterland.Receipt, Item: 1, About: id(80), Day: at, Quantity: 4000,
		},
		hinterland.Event{ID: id(82), Kind: hinterland.Return, Item: 1, Day: at, Quantity: 3000},
		hinterland.Event{
			ID: id(83), Kind: hinterland.Receipt, Item: 1, About: id(82), Day: at, Quantity: 2000,
			Rejected: 1000, Reason: "Broken",
		},
	)
	d.Items[0].GivenBack = 2000
	return d
}

func TestHledgerCountsAdvancesPaymentsAndLoans(t *testing.T) {
	journal := written(t, ledgerOf(cover("en")), []*Dossier{advanced(t), lentDealings(t)})
	if out, err := hledger(t, journal, "check", "--strict"); err != nil {
		t.Fatalf("%v: %s\n%s", err, out, journal)
	}
	for account, want := range map[string]string{
		"office:advanced":    `"office:advanced:coop:37:70","45.00 CNY"`,
		"office:recovered":   `"office:recovered:coop:37:70","30.00 CNY"`,
		"office:returned":    `"office:returned:coop:37:70","20.00 CNY"`,
		"office:written off": `"office:written off:coop:37:70","5.00 CNY"`,
		"coop:had":           `"coop:had in advance:office:37:70","-100.00 CNY"`,
		"coop:got back":      `"coop:got back:office:15:1","2.000 ""ramie t"""`,
		"office:gave back":   `"office:gave back:coop:15:1","-2.000 ""ramie t"""`,
		"coop:gave back":     `"coop:gave back:office:37:2","-1 ""salt 担"""`,
		"office:got back":    `"office:got back:coop:37:2","1 ""salt 担"""`,
	} {
		out, err := hledger(t, journal, "balance", "-N", "-O", "csv", "^"+account)
		if err != nil || !strings.Contains(out, want) {
			t.Errorf("%s: %v, %s, want %s", account, err, out, want)
		}
	}
}

func TestWhatGoesBackIsOnItsWayUntilItIsConfirmed(t *testing.T) {
	lent, rejected := lentDealings(t), paidDealings(t)
	lent.Events = lent.Events[1:] // without the receipt of what went back
	lent.Items[0].GivenBack = 3000
	rejected.Events = slices.DeleteFunc(rejected.Events, func(e hinterland.Event) bool {
		return e.ID == number[hinterland.Event](53)
	})
	journal := written(t, ledgerOf(cover("en")), []*Dossier{lent, rejected})
	if out, err := hledger(t, journal, "check", "--strict"); err != nil {
		t.Fatalf("%v: %s\n%s", err, out, journal)
	}
	out, err := hledger(t, journal, "balance", "-N", "-O", "csv", "back")
	want := `"account","balance"
"coop:coming back:office:15:1","3.000 ""ramie t"""
"coop:gave back:office:37:2","-1 ""salt 担"""
"office:coming back:coop:37:2","1 ""salt 担"""
"office:gave back:coop:15:1","-3.000 ""ramie t"""
`
	if err != nil || out != want {
		t.Errorf("%v\n%s\nwant\n%s", err, out, want)
	}
}

func TestEveryTransactionMovesSomething(t *testing.T) {
	journal := string(written(t, ledgerOf(cover("en")), append(all(t), lentDealings(t))))
	for _, part := range strings.Split(journal, "\n\n") {
		if day, rest, _ := strings.Cut(part, " * "); len(day) == len("2026-11-03") &&
			!strings.Contains(rest, "\n    ") {
			t.Errorf("%q has no posting", part)
		}
	}
}

// TestHledgerFindsOneCoin changes what the records keep of money by its smallest
// unit, and finds it by the events.
func TestHledgerFindsOneCoin(t *testing.T) {
	for name, spoil := range map[string]func(*Dossier){
		"more was paid":             func(d *Dossier) { d.Paid[0].Amount++ },
		"less came":                 func(d *Dossier) { d.Paid[1].Came-- },
		"more was recovered":        func(d *Dossier) { d.Advances[0].Recovered++ },
		"less came back":            func(d *Dossier) { d.Advances[0].Returned-- },
		"less was written off":      func(d *Dossier) { d.Advances[0].WrittenOff-- },
		"a settlement is gone":      func(d *Dossier) { d.Settlements = d.Settlements[:3] },
		"it is not said taken back": func(d *Dossier) { d.Settlements[0].Reversed = "" },
		"less was returned":         func(d *Dossier) { returnedOf(d).Returned-- },
		"a payment is gone":         func(d *Dossier) { d.Events = slices.Delete(d.Events, 2, 3) },
	} {
		d := advanced(t)
		spoil(d)
		journal := written(t, ledgerOf(cover("en")), []*Dossier{d})
		if out, err := hledger(t, journal, "check"); err == nil {
			t.Errorf("%s passes: %s\n%s", name, out, journal)
		}
	}
	d := lentDealings(t)
	d.Items[0].GivenBack++
	w, err := Ledger(new(strings.Builder), cover("en"))
	if err == nil {
		err = w.Write(d)
	}
	if err == nil {
		t.Error("one step more back than the events say passes")
	}
}
