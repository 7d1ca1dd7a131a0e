package exchange

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hinterland"
)

// needs finds a program that checks what we write. Its lack is a fault: without
// it nothing is shown.
func needs(t *testing.T, program string) string {
	t.Helper()
	path, err := exec.LookPath(program)
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// hledger runs hledger on a journal and returns what it says.
func hledger(t *testing.T, journal []byte, args ...string) (string, error) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "x.journal")
	if err := os.WriteFile(file, journal, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(needs(t, "hledger"), append([]string{"-f", file}, args...)...)
	cmd.Env = append(os.Environ(), "LC_ALL=C.UTF-8") // it reads files by the locale
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func TestHledgerFindsTheAccountsInOrder(t *testing.T) {
	journal := written(t, ledgerOf(cover("en")), all(t))
	if out, err := hledger(t, journal, "check", "--strict"); err != nil {
		t.Errorf("%v: %s\n%s", err, out, journal)
	}
}

// TestHledgerCountsWhatTheOfficeCounts asks for balances of the sample.
func TestHledgerCountsWhatTheOfficeCounts(t *testing.T) {
	journal := written(t, ledgerOf(cover("en")), []*Dossier{ramieDealings(t)})
	for account, want := range map[string]string{
		"coop:owes:office":       `"coop:owes:office:14:1","-70.000 ""ramie t"""`,
		"office:is owed:coop":    `"office:is owed:coop:14:1","70.000 ""ramie t"""`,
		"coop:sent:office":       `"coop:sent:office:14:1","-50.001 ""ramie t"""`,
		"office:in transit:coop": `"office:in transit:coop:14:1","12.001 ""ramie t"""`,
		"office:received:coop":   `"office:received:coop:14:1","38.000 ""ramie t"""`,
		"coop:in transit:office": `"coop:in transit:office:14:2","2 ""salt 担"""`,
	} {
		out, err := hledger(t, journal, "balance", "-N", "-O", "csv", "^"+account)
		if err != nil || !strings.Contains(out, want) {
			t.Errorf("%s: %v, %s, want %s", account, err, out, want)
		}
	}
	out, err := hledger(t, journal, "balance")
	if err != nil || !strings.HasSuffix(out, "  0  \n") {
		t.Errorf("all together: %v, %s", err, out)
	}
}

// TestHledgerCountsMoney asks for what was paid and came.
func TestHledgerCountsMoney(t *testing.T) {
	journal := written(t, ledgerOf(cover("en")), []*Dossier{paidDealings(t)})
	if out, err := hledger(t, journal, "check", "--strict"); err != nil {
		t.Fatalf("%v: %s\n%s", err, out, journal)
	}
	out, err := hledger(t, journal, "balance", "-N", "-O", "csv", "paid", "money")
	want := `"account","balance"
"coop:was paid:office:37:1","100.00 CNY"
"office:money in transit:bank:37","7 JPY"
"office:paid:coop:37:1","-100.00 CNY"
"bank:paid:office:37","-7 JPY"
`
	if err != nil || out != want {
		t.Errorf("%v\n%s\nwant\n%s", err, out, want)
	}
}

// TestHledgerFindsOneStep takes one step from each number of the journal in turn:
// from a posting, which is then out of balance, or from an assertion.
func TestHledgerFindsOneStep(t *testing.T) {
	journal := string(written(t, ledgerOf(cover("en")), []*Dossier{ramieDealings(t)}))
	for _, planted := range [][2]string{
		{"coop:owes:office:14:1  40 ", "coop:owes:office:14:1  39.999 "},
		{"office:received:coop:14:1  38 ", "office:received:coop:14:1  38.001 "},
		{"office:is owed:coop:14:1  120.001 ", "office:is owed:coop:14:1  120 "},
		{"= 12.001 ", "= 12.002 "},
		{"= -50.001 ", "= -50 "},
	} {
		if !strings.Contains(journal, planted[0]) {
			t.Errorf("there is no %s in\n%s", planted[0], journal)
			continue
		}
		spoiled := strings.Replace(journal, planted[0], planted[1], 1)
		if out, err := hledger(t, []byte(spoiled), "check"); err == nil {
			t.Errorf("%s passes: %s", planted[1], out)
		}
	}
}

// TestHledgerReadsWhateverPeopleWrite gives codes, names and units that mean
// something to hledger.
func TestHledgerReadsWhateverPeopleWrite(t *testing.T) {
	terms := supply(t)
	rename := map[hinterland.PartyCode]hinterland.PartyCode{
		"coop": "(a:b);%|[2020-13-45]", "office": `*"x"=@`, "bank": "bank",
	}
	for i, code := range terms.Parties {
		terms.Parties[i] = rename[code]
	}
	for i := range terms.Items {
		terms.Items[i].From, terms.Items[i].To = rename[terms.Items[i].From],
			rename[terms.Items[i].To]
		terms.Items[i].Good = `r;"%` + terms.Items[i].Good
	}
	p := dossier(t, 14, hinterland.Terms{Parties: terms.Parties}, 1)
	p.Goods = goodsOf()
	for i := range p.Goods {
		g := &p.Goods[i]
		g.Code, g.Unit = `r;"%`+g.Code, "kg; \"dry\"\tdate:x"
		g.Name.English = "include /etc/passwd\n2020-01-01 * x; type:Z date:13"
	}
	p.Parties[0].Code = rename["office"]
	p.Parties[0].Name.English = "; type:Q, date:99\n\nend comment"
	for i := range terms.Items {
		item, due, faults := terms.Items[i].Promise(p.ID, p.good(terms.Items[i].Good))
		if len(faults) > 0 {
			t.Fatal(faults)
		}
		p.Items = append(p.Items, Item{item, due})
	}
	events := ramieDealings(t).Events
	slices.Reverse(events)
	p.come(events...)
	journal := written(t, ledgerOf(cover("en")), []*Dossier{p})
	if out, err := hledger(t, journal, "check", "--strict"); err != nil {
		t.Errorf("%v: %s\n%s", err, out, journal)
	}
	out, err := hledger(t, journal, "accounts")
	if err != nil || !strings.Contains(out, "%28a%3Ab%29%3B%25%7C%5B2020-13-45%5D:owes:") {
		t.Errorf("%v: %s", err, out)
	}
}

// TestTotalsThatAreNotTheSumsAreRefused changes what the office keeps by a step,
// or loses an event.
func TestTotalsThatAreNotTheSumsAreRefused(t *testing.T) {
	for name, spoil := range map[string]func(*Dossier){
		"a step more was sent":     func(d *Dossier) { d.Items[0].Sent++ },
		"a step less was received": func(d *Dossier) { d.Items[0].Received-- },
		"a delivery is gone":       func(d *Dossier) { d.Events = d.Events[1:] },
		"it is not said reversed":  func(d *Dossier) { d.Events[2].Reversed = 0 },
	} {
		d := ramieDealings(t)
		spoil(d)
		ledger, err := Ledger(io.Discard, cover("en"))
		if err != nil {
			t.Fatal(err)
		}
		packer, err := OCDS(io.Discard, cover("en"), true)
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range []Writer{ledger, packer} {
			var refused *hinterland.Refusal
			if err := w.Write(d); !errors.As(err, &refused) || refused.Reason != "export.sums" {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}
