package exchange

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"hinterland"
)

// packages are both kinds, by the schema that is theirs.
func packages() map[string]bool {
	return map[string]bool{"release-package-schema.json": false, "record-package-schema.json": true}
}

func TestPackagesAreAsThePublishedSchemasSay(t *testing.T) {
	s := readStandard(t)
	for schema, records := range packages() {
		for _, language := range []string{"en", "zh-Hans"} {
			body := written(t, packageOf(cover(language), records), all(t))
			if err := s.faults(t, schema, body); err != nil {
				t.Errorf("%s, %s: %v\n%s", schema, language, err, body)
			}
		}
	}
}

// TestTheSchemasFindFaults plants what must not pass.
func TestTheSchemasFindFaults(t *testing.T) {
	s := readStandard(t)
	body := string(written(t, packageOf(cover("en"), true), all(t)))
	for good, bad := range map[string]string{
		`"ocid":"ocds-a1b2c3-14","id"`: `"id"`,
		`"status":"active"`:            `"status":"inForce"`,
		`"status":"partiallyMet"`:      `"status":"partial"`,
		`"floor":100`:                  `"floor":"100"`,
		`"ceiling":150`:                `"ceilling":150`,
		`"short":1`:                    `"short":-1`,
		`"agreementState":"inforce"`:   `"agreementState":"signed"`,
		`"tag":["implementation"]`:     `"tag":["delivered"]`,
		`"effort":"best"`:              `"effort":"besteffort"`,
		`"agreementClass":"standing"`:  `"agreementClass":"forever"`,
		`"right":"use"`:                `"right":"lend"`,
		`"roles":["agreementParty"]`:   `"roles":["bystander"]`,
		`"scheme":"UNCEFACT"`:          `"scheme":"REC20"`,
		`"currency":"CNY"`:             `"currency":"RMB"`,
		`"2026-01-01T00:00:00+08:00"`:  `"2026-01-01"`,
		`"uri":"https:`:                `"uri":" https:`,
	} {
		if !strings.Contains(body, good) {
			t.Errorf("no sample has %s", good)
		}
		spoiled := strings.Replace(body, good, bad, 1)
		if s.faults(t, "record-package-schema.json", []byte(spoiled)) == nil {
			t.Errorf("%s passes", bad)
		}
	}
}

// TestNumbersAreWrittenToTheLastDigit uses some that no float can hold.
func TestNumbersAreWrittenToTheLastDigit(t *testing.T) {
	terms := supply(t)
	terms.Items = terms.Items[:1]
	terms.Items[0].Floor, terms.Items[0].Ceiling = "0.001", "900719925474.099"
	terms.Items[0].Price = "0.100003"
	terms.Items[0].Schedule[1].Quantity = "900719925414.099"
	p := dossier(t, 14, terms, 1).come(hinterland.Event{
		ID: number[hinterland.Event](16), Kind: hinterland.Delivery, Item: 1,
		Quantity: 900_719_925_474_099, Party: "coop",
	})
	body := string(written(t, packageOf(cover("en"), true), []*Dossier{p}))
	for _, want := range []string{
		`"quantity":900719925474.099,`, `"floor":0.001,"ceiling":900719925474.099,`,
		`"amount":0.100003,`, `"sent":900719925474.099,"inTransit":900719925474.099,"received":0,`,
		`"quantity":900719925414.099,"sent":900719925414.099,"received":0`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("it does not say %s\n%s", want, body)
		}
	}
}

// ramieRecord is what the sample says, as others read it.
func ramieRecord(t *testing.T) (releases []release, compiled release) {
	t.Helper()
	var read struct{ Records []record }
	body := written(t, packageOf(cover("en"), true), []*Dossier{ramieDealings(t)})
	if err := json.Unmarshal(body, &read); err != nil {
		t.Fatal(err)
	}
	return read.Records[0].Releases, read.Records[0].Compiled
}

// TestFloorsCeilingsAndCallOffsStandApart: whoever adds up quantities finds what
// is scheduled, once.
func TestFloorsCeilingsAndCallOffsStandApart(t *testing.T) {
	_, r := ramieRecord(t)
	ramie, salt := r.Contracts[0].Items[0], r.Contracts[0].Items[1]
	if ramie.Quantity != "120.001" || ramie.Floor != "100" || ramie.Ceiling != "150" {
		t.Errorf("ramie: %+v", ramie)
	}
	if ramie.Unit.Scheme != "UNCEFACT" || ramie.Unit.ID != "TNE" || ramie.Unit.Name != "t" ||
		*ramie.Unit.Value != (value{"820.05", "CNY"}) {
		t.Errorf("a tonne is %+v", ramie.Unit)
	}
	if salt.Unit != (unit{Name: "担"}) {
		t.Errorf("a unit without a code is %+v", salt.Unit)
	}
	if got := *ramie.Fulfilment; got != (fulfilment{"50.001", "12.001", "38", "1", "1", "0"}) {
		t.Errorf("what came of ramie is %+v", got)
	}
	if got := *salt.Fulfilment; got != (fulfilment{"2", "2", "0", "0", "0", "0"}) {
		t.Errorf("a reversed delivery still counts: %+v", got)
	}
}

// TestOnlyAFixedPriceIsTheValueOfAUnit: where it follows a market or a grade, no
// number stands for it.
func TestOnlyAFixedPriceIsTheValueOfAUnit(t *testing.T) {
	body := string(written(t, packageOf(cover("en"), true), []*Dossier{
		dossier(t, 36, support(t), 1),
	}))
	for _, want := range []string{
		`"unit":{"scheme":"UNCEFACT","id":"TNE","name":"t"},"good":"ramie"`,
		`"market":"Changsha, weekly","leastPrice":{"amount":820.05,"currency":"CNY"},"right":"use"`,
		`"grades":[{"name":"fine","value":{"amount":0.5,"currency":"CNY"}},` +
			`{"name":"coarse","value":{"amount":0.25,"currency":"CNY"}}],"right":"own"`,
		`"effort":"firm","floor":100`, `"effort":"best","floor":0`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("it does not say %s\n%s", want, body)
		}
	}
}

// TestPaymentsAreTransactions: those that stand, with what the payee says came.
func TestPaymentsAreTransactions(t *testing.T) {
	body := string(written(t, packageOf(cover("en"), false), []*Dossier{paidDealings(t)}))
	want := `"implementation":{"transactions":[{"id":"56","date":"2026-11-20T00:00:00+08:00",` +
		`"value":{"amount":100.5,"currency":"CNY"},` +
		`"payer":{"id":"office","name":"County \u003coffice\u003e"},` +
		`"payee":{"id":"coop","name":"Ramie co-op"},` +
		`"received":{"amount":100,"currency":"CNY"},"itemID":"1"},` +
		`{"id":"58","date":"2026-11-20T00:00:00+08:00","value":{"amount":7,"currency":"JPY"},` +
		`"payer":{"id":"bank","name":"bank"},` +
		`"payee":{"id":"office","name":"County \u003coffice\u003e"}}]}`
	if strings.Count(body, want) != 1 {
		t.Errorf("it does not say, once,\n%s\n%s", want, body)
	}
	for _, want := range []string{
		`"roles":["supplier","buyer","payer","payee"]`, `"roles":["agreementParty","payer"]`,
		`"fulfilment":{"sent":10,"inTransit":0,"received":10,"short":0,"rejected":1,"extra":1}`,
		`"fulfilment":{"sent":4,"inTransit":0,"received":4,"short":0,"rejected":0,"extra":0}`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("it does not say %s\n%s", want, body)
		}
	}
}

func TestMilestonesSayWhatIsDueAndWhatOfItCame(t *testing.T) {
	_, r := ramieRecord(t)
	var got []string
	for _, m := range r.Contracts[0].Milestones {
		got = append(got, m.ID+" "+m.Due[:19]+" "+m.Status+" "+string(m.Quantity)+" "+
			string(m.Sent)+" "+string(m.Received))
	}
	want := "1-2026-10-31 2026-10-31T23:59:59 partiallyMet 60 50.001 38\n" +
		"1-2026-12-15 2026-12-15T23:59:59 scheduled 60.001 0 0\n" +
		"2-2026-11-01 2026-11-01T23:59:59 notMet 8 2 0"
	if strings.Join(got, "\n") != want {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), want)
	}
	terms := supply(t)
	p := dossier(t, 14, terms, 1).come(
		hinterland.Event{
			ID: number[hinterland.Event](16), Kind: hinterland.Delivery, Item: 2, Quantity: 8,
		},
		hinterland.Event{
			ID: number[hinterland.Event](17), Kind: hinterland.Receipt, Item: 2, Quantity: 8,
			About: number[hinterland.Event](16),
		})
	body := written(t, packageOf(cover("en"), false), []*Dossier{p})
	met := `"status":"met","itemID":"2","quantity":8,"sent":8,"received":8`
	if !bytes.Contains(body, []byte(met)) {
		t.Errorf("what came whole is not met\n%s", body)
	}
}

func TestReleasesTellEachVersionThatWasInForce(t *testing.T) {
	releases, compiled := ramieRecord(t)
	var got []string
	for _, r := range append(releases, compiled) {
		got = append(got, strings.Join(r.Tag, "+")+" "+r.ID+" "+r.Date)
	}
	want := "contract ocds-a1b2c3-14-1 2026-01-01T08:00:00+08:00\n" +
		"contractAmendment ocds-a1b2c3-14-2 2026-05-29T04:26:40+08:00\n" +
		"implementation ocds-a1b2c3-14-2-2026-11-25T12:00:00+08:00 2026-11-25T12:00:00+08:00\n" +
		"compiled ocds-a1b2c3-14-2-2026-11-25T12:00:00+08:00-compiled 2026-11-25T12:00:00+08:00"
	if strings.Join(got, "\n") != want {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), want)
	}
	made := amendment{"2", releases[1].Date, releases[1].ID, releases[0].ID}
	if a := compiled.Contracts[0].Amendments; len(a) != 1 || a[0] != made {
		t.Errorf("amendments %+v", a)
	}
}

func TestTheStatusFollowsTheState(t *testing.T) {
	want := []string{
		"active inforce", "active inforce", "pending proposed", "terminated terminated",
		"cancelled terminated", "terminated over", "active inforce", "active inforce",
		"active inforce", "active suspended", "terminated fulfilled", "terminated breached",
	}
	for i, p := range all(t) {
		var read struct{ Records []record }
		body := written(t, packageOf(cover("en"), true), []*Dossier{p})
		if err := json.Unmarshal(body, &read); err != nil {
			t.Fatal(err)
		}
		c := read.Records[0].Compiled.Contracts[0]
		if got := c.Status + " " + c.State; got != want[i] {
			t.Errorf("agreement %s is %s, want %s", p.ID, got, want[i])
		}
	}
}

// TestMoneyThatTheStandardDoesNotKnowIsLeftOut: its list of currencies is
// closed. The agreement is told all the same, and so is that something of it is
// not.
func TestMoneyThatTheStandardDoesNotKnowIsLeftOut(t *testing.T) {
	list := slices.Clone(readStandard(t).codes["currency.csv"])
	slices.Sort(list)
	if ours := strings.Fields(currencies)[1:]; !slices.Equal(ours, list) {
		t.Errorf("we have %q, the standard %q", ours, list)
	}
	priced, graded, paid := dossier(t, 14, supply(t), 1), dossier(t, 15, support(t), 1),
		paidDealings(t)
	priced.Texts[0].Items[0].Currency = "XCG"
	graded.Texts[0].Items[1].Currency = "XCG"
	for i := range paid.Events {
		if paid.Events[i].Paid.Currency == "CNY" {
			paid.Events[i].Paid.Currency = "SLE"
		}
	}
	for d, currency := range map[*Dossier]string{priced: "XCG", graded: "XCG", paid: "SLE"} {
		text := string(written(t, packageOf(cover("en"), true), []*Dossier{d}))
		if strings.Contains(text, `"currency":"`+currency+`"`) ||
			!strings.Contains(text, `"omittedCurrencies":["`+currency+`"]`) {
			t.Errorf("%s: %s", currency, text)
		}
		err := readStandard(t).faults(t, "record-package-schema.json", []byte(text))
		if err != nil {
			t.Errorf("%s: %v", currency, err)
		}
	}
	if text := string(written(t, packageOf(cover("en"), true), []*Dossier{paid})); !strings.
		Contains(text, `"value":{"amount":7,"currency":"JPY"}`) {
		t.Errorf("what the standard knows is gone: %s", text)
	}
}

// TestADraftIsNobodysContract is shown to nobody, and hledger has nothing of it.
func TestADraftIsNobodysContract(t *testing.T) {
	draft := dossier(t, 41, supply(t), 0)
	draft.Stage, draft.Items = hinterland.DraftStage, nil
	one := all(t)[:1]
	for name, make := range map[string]func(*bytes.Buffer) (Writer, error){
		"OCDS": packageOf(cover("en"), true), "hledger": ledgerOf(cover("en")),
		"UBL": advicesOf(cover("en")),
	} {
		if !bytes.Equal(written(t, make, append(one, draft)), written(t, make, one)) {
			t.Errorf("%s tells of a draft", name)
		}
	}
}

// TestASuspensionPutsOffWhatIsDue: until it ends, nothing is late.
func TestASuspensionPutsOffWhatIsDue(t *testing.T) {
	for until, want := range map[string]string{"2026-12-01": "scheduled", "2026-11-20": "notMet"} {
		d := dossier(t, 38, supply(t), 1)
		d.Pause(day(t, "2026-10-20"), day(t, until))
		body := string(written(t, packageOf(cover("en"), true), []*Dossier{d}))
		if !strings.Contains(body, `"status":"`+want+`","itemID":"1","quantity":60,"sent":0`) {
			t.Errorf("suspended until %s it is not %s\n%s", until, want, body)
		}
	}
}

// TestARenewalNamesWhatItWasMadeFrom by its identifier.
func TestARenewalNamesWhatItWasMadeFrom(t *testing.T) {
	d := dossier(t, 38, supply(t), 1)
	d.After = number[hinterland.Agreement](14)
	body := string(written(t, packageOf(cover("en"), true), []*Dossier{d}))
	want := `"relatedProcesses":[{"id":"14","relationship":["prior"],"scheme":"ocid",` +
		`"identifier":"ocds-a1b2c3-14"}]`
	if strings.Count(body, want) != 3 {
		t.Errorf("not every release says %s\n%s", want, body)
	}
}

func TestNothingIsMadeUp(t *testing.T) {
	for name, spoil := range map[string]func(*Cover){
		"no prefix":                 func(c *Cover) { c.Prefix = "" },
		"a prefix of another form":  func(c *Cover) { c.Prefix = "ocds-A1B2C3" },
		"a prefix that is too long": func(c *Cover) { c.Prefix = "ocds-a1b2c3d" },
		"a name as a prefix":        func(c *Cover) { c.Prefix = "liuyang-01" },
		"no address":                func(c *Cover) { c.URI = "" },
		"a path":                    func(c *Cover) { c.URI = "/tmp/x.json" },
	} {
		c := cover("en")
		spoil(&c)
		var refused *hinterland.Refusal
		if _, err := OCDS(io.Discard, c, true); !errors.As(err, &refused) {
			t.Errorf("%s: %v", name, err)
		}
	}
	w, err := OCDS(io.Discard, cover("en"), true)
	if err != nil {
		t.Fatal(err)
	}
	var refused *hinterland.Refusal
	if err := w.Close(); !errors.As(err, &refused) || refused.Reason != "export.empty" {
		t.Errorf("a package of nothing: %v", err)
	}
}

// TestTheExtensionLiesBesideThePackage: what a reader asks for is there.
func TestTheExtensionLiesBesideThePackage(t *testing.T) {
	body := written(t, packageOf(cover("en"), true), all(t))
	want := `"extensions":["https://office.example/exports/extension/extension.json"]`
	if !bytes.Contains(body, []byte(want)) {
		t.Errorf("it does not say %s:\n%.300s", want, body)
	}
}

func TestNamesStandInBothLanguages(t *testing.T) {
	body := string(written(t, packageOf(cover("zh-Hans"), true), all(t)))
	for _, want := range []string{
		`"publisher":{"name":"浏阳"}`, `"name":"苎麻合作社","name_en":"Ramie co-op"`,
		`"name":"County \u003coffice\u003e","name_en":`,
		`"description":"苎麻","description_en":"Ramie"`,
		`"id":"bank","name":"bank","roles":["agreementParty"]`, `"language":"zh"`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("it does not say %s", want)
		}
	}
}
