package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"hinterland"
	"hinterland/balance"
	"hinterland/check"
	"hinterland/demo"
	"hinterland/sheet"
)

// A bazaar draws regions of several goods with everything in play, larger
// than those that the check's own tests can plan by trying.
type bazaar struct {
	*rand.Rand
	r *hinterland.Region
}

func newBazaar(seed uint64) *bazaar {
	b := &bazaar{Rand: rand.New(rand.NewPCG(seed, 3)), r: &hinterland.Region{}}
	places := 4 + b.IntN(12)
	for i := range places {
		p := hinterland.Place{
			Code: hinterland.PlaceCode(fmt.Sprint("p", i)),
			Lon:  hinterland.MicroDegrees(112_000_000 + b.IntN(1_500_000)),
			Lat:  hinterland.MicroDegrees(37_000_000 + b.IntN(1_500_000)),
			Zone: hinterland.ZoneCode([]string{"", "a", "a", "b", "b", "c"}[b.IntN(6)]),
		}
		if i > 2 {
			p.Parent = b.r.Places[b.IntN(3)].Code
		}
		b.r.Places = append(b.r.Places, p)
	}
	for i := range 2 * places {
		b.r.Parties = append(b.r.Parties, hinterland.Party{
			Code: hinterland.PartyCode(fmt.Sprint("u", i)), Place: b.place(),
		})
	}
	for i := range 3 {
		g := hinterland.Good{
			Code: hinterland.GoodCode(fmt.Sprint("g", i)), Unit: "t", Currency: "CNY",
			Decimals: b.IntN(4), Keeps: b.IntN(4) - 1,
			Freight: hinterland.Money(
				b.IntN(4) * 133_333,
			), Storage: hinterland.Money(b.IntN(3) * 7),
		}
		if i > 0 && b.IntN(2) == 0 {
			g.Parent = "g0"
		}
		b.r.Goods = append(b.r.Goods, g)
	}
	b.trade(places)
	b.rule()
	return b
}

func (b *bazaar) place() hinterland.PlaceCode { return b.r.Places[b.IntN(len(b.r.Places))].Code }

func (b *bazaar) party() hinterland.PartyCode { return b.r.Parties[b.IntN(len(b.r.Parties))].Code }

func (b *bazaar) good() hinterland.GoodCode { return b.r.Goods[b.IntN(len(b.r.Goods))].Code }

func (b *bazaar) period() hinterland.Period { return hinterland.Period(1 + b.IntN(4)) }

func (b *bazaar) quantity() hinterland.Quantity {
	return hinterland.Quantity(b.IntN([]int{3, 20, 5000}[b.IntN(3)]))
}

// keep takes back the last row of a table where the region does not pass with
// it.
func keep[T any](b *bazaar, rows *[]T, row T) {
	*rows = append(*rows, row)
	if len(b.r.Check()) > 0 {
		*rows = (*rows)[:len(*rows)-1]
	}
}

func (b *bazaar) trade(places int) {
	for range 4 * places {
		keep(b, &b.r.Offers, hinterland.Offer{
			Party: b.party(), Good: b.good(), Period: b.period(), Quantity: b.quantity(),
			Price: hinterland.Money(b.IntN(4) * 1_234_567),
		})
		keep(b, &b.r.Needs, hinterland.Need{
			Party: b.party(), Good: b.good(), Period: b.period(), Quantity: b.quantity(),
			Priority: 1 + b.IntN(3),
		})
	}
}

func (b *bazaar) rule() {
	for range 2 + b.IntN(10) {
		from := b.party()
		if b.IntN(3) > 0 && len(b.r.Offers) > 0 {
			from = b.r.Offers[b.IntN(len(b.r.Offers))].Party
		}
		keep(b, &b.r.Floors, hinterland.Floor{
			From: from, To: b.party(), Good: b.good(), Period: b.period(), Quantity: b.quantity(),
		})
		keep(b, &b.r.Fixings, hinterland.Fixing{
			From: from, To: b.party(), Good: b.good(), Period: b.period(),
			Quantity: b.quantity() * hinterland.Quantity(b.IntN(2)),
		})
		first := b.period()
		keep(b, &b.r.Scopes, hinterland.Scope{
			Buyer: b.party(), Good: b.good(), Place: b.place(), First: first,
			Last: first + hinterland.Period(b.IntN(2)), Exclusive: b.IntN(4) > 0,
		})
		keep(b, &b.r.Distances, hinterland.Distance{
			From: b.place(), To: b.place(), Hectometres: b.Int64N(2000),
		})
	}
	if b.IntN(2) == 0 {
		keep(b, &b.r.Reach, hinterland.Reach{Good: b.good(), Hectometres: b.Int64N(1500)})
	}
}

// planned plans a region and takes the plan through its files and back.
func planned(
	t *testing.T,
	r *hinterland.Region,
	policy hinterland.Policy,
) (*hinterland.Plan, map[string][]byte) {
	t.Helper()
	plan, err := balance.Solve(context.Background(), r, balance.Options{Zones: policy})
	if err != nil {
		t.Fatal(err)
	}
	files, err := sheet.WritePlan(r, plan)
	if err != nil {
		t.Fatal(err)
	}
	folder := fstest.MapFS{}
	for name, text := range files {
		folder[name] = &fstest.MapFile{Data: text}
	}
	plan, err = sheet.ReadPlan(folder, r)
	if err != nil {
		t.Fatal(err)
	}
	return plan, files
}

func policies() []hinterland.Policy {
	return []hinterland.Policy{
		hinterland.ZonesFirst, hinterland.ZonesPrefer, hinterland.ZonesIgnore,
	}
}

// findings are those of a check that nobody ends.
func findings(t testing.TB, region *hinterland.Region, plan *hinterland.Plan) hinterland.Refusals {
	t.Helper()
	verdict, err := check.Plan(t.Context(), region, plan)
	if err != nil {
		t.Fatal(err)
	}
	return verdict.Findings
}

func TestEveryPlanOfTheBalancePassesTheCheck(t *testing.T) {
	seeds := uint64(60)
	if os.Getenv("HINTERLAND_LONG") != "" {
		seeds *= 50
	}
	lines := map[hinterland.LineReason]int{}
	shorts := map[hinterland.ShortReason]int{}
	for seed := range seeds {
		b := newBazaar(seed)
		for _, policy := range policies() {
			plan, _ := planned(t, b.r, policy)
			faults := append(findings(t, b.r, plan), checkHashes(b.r, plan)...)
			if len(faults) > 0 {
				t.Fatalf("seed %d, zones %s: %v", seed, policy, faults)
			}
			for _, l := range plan.Lines {
				lines[l.Reason]++
			}
			for _, s := range plan.Shortfalls {
				shorts[s.Reason]++
			}
			b.r.Signed = plan.Lines // for the next policy
		}
	}
	t.Log(lines, shorts)
	if len(lines) < 7 || len(shorts) < 6 {
		t.Error("a reason is in no plan")
	}
}

// spoiltFolders writes a region and its plan, of which one file is changed by
// spoil, and returns the folders.
func spoiltFolders(t *testing.T, file string, spoil func(string) string) (string, string) {
	t.Helper()
	b := newBazaar(1)
	_, files := planned(t, b.r, hinterland.ZonesFirst)
	files[file] = []byte(spoil(string(files[file])))
	region, plan := t.TempDir(), t.TempDir()
	tables, err := sheet.WriteRegion(b.r)
	if err != nil {
		t.Fatal(err)
	}
	for folder, texts := range map[string]map[string][]byte{region: tables, plan: files} {
		for name, text := range texts {
			if err := os.WriteFile(filepath.Join(folder, name), text, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	return region, plan
}

// changed changes a cell of the first row that has the word.
func changed(column int, from, to string) func(string) string {
	return func(text string) string {
		lines := strings.Split(text, "\n")
		for i, line := range lines[1:] {
			cells := strings.Split(line, ",")
			if len(cells) > column && (from == "" || cells[column] == from) {
				cells[column] = to
				lines[i+1] = strings.Join(cells, ",")
				break
			}
		}
		return strings.Join(lines, "\n")
	}
}

func TestCheckPlanNamesTheRowAndTheBrokenClaim(t *testing.T) {
	for _, c := range []struct {
		name, file  string
		spoil       func(string) string
		code        int
		claim, says string
	}{
		{"nothing", sheet.LinesFile, func(s string) string { return s }, exitOK, "", ""},
		{
			"a unit cost", sheet.LinesFile, changed(9, "", "0.000001"),
			exitRefused, "plan.line.cost", "lines.csv, line 2",
		},
		{
			"a reason", sheet.ShortfallsFile, changed(5, "supply", "too-late"),
			exitRefused, "plan.short.reason", "shortfalls.csv",
		},
		{
			"a certificate", sheet.CertificateFile, changed(8, "", "123"),
			exitRefused, "plan.hash", "summary.json",
		},
		{"a sum", sheet.SummaryFile, func(s string) string {
			return strings.Replace(s, `"cost": "`, `"cost": "1`, 1)
		}, exitRefused, "plan.sum", "summary.json"},
		{"a hash", sheet.SummaryFile, func(s string) string {
			return strings.Replace(s, `"certificate": "`, `"certificate": "0`, 1)
		}, exitRefused, "plan.hash", "summary.json"},
		{
			"a word that is no reason", sheet.LinesFile, changed(10, "", "mood"),
			exitUsage, "", "lines.csv, line 2",
		},
		{
			"a number that is none", sheet.SharesFile, changed(4, "", "some"),
			exitUsage, "", "shares.csv, line 2",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			region, plan := spoiltFolders(t, c.file, c.spoil)
			code, out, errs := call("check-plan", region, plan, "--lang", "en")
			if code != c.code || !strings.Contains(errs, c.says) ||
				(out == "") != (code != exitOK) {
				t.Errorf("code %d, out %q, errs %q", code, out, errs)
			}
			if c.code == exitUsage {
				return
			}
			code, out, _ = call("check-plan", region, plan, "--json")
			var verdict planVerdict
			if err := json.NewDecoder(bytes.NewBufferString(out)).Decode(&verdict); err != nil {
				t.Fatal(err)
			}
			found := c.claim == ""
			for _, f := range verdict.Findings {
				found = found || f.Claim == c.claim && f.Text != ""
			}
			if code != c.code || verdict.Holds != (code == exitOK) || !found || verdict.Goods != 3 {
				t.Errorf("code %d, verdict %+v", code, verdict)
			}
		})
	}
}

func TestCheckPlanSpeaksChinese(t *testing.T) {
	region, plan := spoiltFolders(t, sheet.LinesFile, changed(9, "", "0.000001"))
	if _, _, errs := call("check-plan", region, plan, "--lang", "zh"); !strings.Contains(
		errs,
		"单位费用不对",
	) {
		t.Error(errs)
	}
}

func BenchmarkCheckPlan(b *testing.B) {
	sample, err := demo.Iowa()
	if err != nil {
		b.Fatal(err)
	}
	for _, policy := range policies() {
		plan, err := balance.Solve(b.Context(), sample.Region, balance.Options{Zones: policy})
		if err != nil {
			b.Fatal(err)
		}
		b.Run(string(policy), func(b *testing.B) {
			for b.Loop() {
				findings(b, sample.Region, plan)
			}
		})
	}
}

// A whole line may come from another lot only if that is as good, which is
// what the reason tie says; nothing else of a line can change.
func TestNoCellOfALineCanBeChangedUnnoticed(t *testing.T) {
	tried, ties := 0, 0
	for seed := range uint64(25) {
		b := newBazaar(seed)
		plan, _ := planned(t, b.r, policies()[seed%3])
		for i := range plan.Lines {
			was := plan.Lines[i]
			column := b.changeLine(&plan.Lines[i])
			if plan.Lines[i] == was {
				continue
			}
			tried++
			if len(findings(t, b.r, plan)) == 0 {
				if ties++; column > 2 || was.Reason != hinterland.LineTie {
					t.Errorf("seed %d: %+v passes as %+v", seed, was, plan.Lines[i])
				}
			}
			plan.Lines[i] = was
		}
	}
	t.Logf("%d lines changed, %d of them into others as good", tried, ties)
}

// changeLine draws another value for a cell of a line, and tells which: up to
// 2 it says from which lot the line comes.
func (b *bazaar) changeLine(l *hinterland.Line) int {
	column := b.IntN(10)
	switch column {
	case 0:
		l.From = b.party()
	case 1:
		l.Price = hinterland.Money(b.IntN(4) * 1_234_567)
	case 2:
		l.OfferPeriod = b.period()
	case 3:
		l.To = b.party()
	case 4:
		l.ShipPeriod = b.period()
	case 5:
		l.Period = b.period()
	case 6:
		l.Priority = b.IntN(4)
	case 7:
		l.Quantity += hinterland.Quantity(1 - b.IntN(3))
	case 8:
		l.UnitCost += hinterland.Money(1 - b.IntN(3))
	case 9:
		reasons := []hinterland.LineReason{
			hinterland.LineFloor, hinterland.LineClass, hinterland.LineShare, hinterland.LineZone,
			hinterland.LineSigned, hinterland.LineCost, hinterland.LineTie,
		}
		l.Reason = reasons[b.IntN(len(reasons))]
	}
	return column
}
