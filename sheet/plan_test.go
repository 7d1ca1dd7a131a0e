package sheet

import (
	"errors"
	"math/big"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"hinterland"
)

// somePlan is a plan of one good with a row in every file; it need not be a
// good one.
func somePlan() (*hinterland.Region, *hinterland.Plan) {
	r := &hinterland.Region{Goods: []hinterland.Good{{Code: "oil", Decimals: 2, Currency: "CNY"}}}
	p := &hinterland.Plan{
		Policy: hinterland.ZonesFirst,
		Lines: []hinterland.Line{{
			From: "a", To: "b", Good: "oil", Price: 1_500_000, OfferPeriod: 1, ShipPeriod: 2,
			Period: 3, Priority: 1, Quantity: 125, UnitCost: 1_500_001,
			Reason: hinterland.LineShare,
		}},
		Shortfalls: []hinterland.Shortfall{{
			Party: "b", Good: "oil", Period: 3, Priority: 1, Quantity: 75,
			Reason: hinterland.ShortLate, Worth: 1,
		}},
		Shares: []hinterland.Share{{
			Party: "b", Good: "oil", Period: 3, Priority: 1, Needed: 200, Met: 125, Own: 100,
		}},
		Potentials: []hinterland.Potential{
			{
				Good:   "oil",
				Side:   hinterland.NeedSide,
				Party:  "b",
				Period: 3,
				Cost:   -9_999_500_001_000,
				Zone:   -1,
			},
			{Good: "oil", Side: hinterland.FloorSide, Party: "a", To: "b", Period: 3},
		},
		Goods: []hinterland.GoodSummary{{
			Good: "oil", Currency: "CNY", Decimals: 2, Cost: big.NewInt(187_500_125),
			Crossing: big.NewInt(
				125,
			), Moved: new(big.Int), Levels: []string{"floors", "class-1", "cost"},
			Classes: []hinterland.ClassSum{{Priority: 1, Needed: 200, Met: 125}},
		}},
	}
	return r, p
}

func TestAPlanSurvivesItsFiles(t *testing.T) {
	r, p := somePlan()
	files, err := WritePlan(r, p)
	if err != nil {
		t.Fatal(err)
	}
	got, err := ReadPlan(folderOf(files), r)
	if err != nil {
		t.Fatal(err)
	}
	bigs := cmp.Comparer(func(a, b *big.Int) bool { return a.Cmp(b) == 0 })
	rows := cmpopts.IgnoreFields
	if diff := cmp.Diff(p, got, bigs,
		rows(hinterland.Line{}, "Row"), rows(hinterland.Shortfall{}, "Row"),
		rows(hinterland.Share{}, "Row"), rows(hinterland.Potential{}, "Row")); diff != "" {
		t.Error(diff)
	}
	if sums := Certificates(r, got); sums["oil"] != got.Goods[0].Certificate ||
		len(sums["oil"]) != 64 {
		t.Errorf(
			"the certificate is %q, the summary says %q",
			sums["oil"],
			got.Goods[0].Certificate,
		)
	}
}

func TestTheCertificateHangsOnEveryShareAndPotential(t *testing.T) {
	r, p := somePlan()
	before := Certificates(r, p)["oil"]
	p.Shares[0].Own++
	own := Certificates(r, p)["oil"]
	p.Potentials[0].Cost++
	if cost := Certificates(r, p)["oil"]; before == own || own == cost {
		t.Error("a change left the certificate as it was")
	}
}

func TestASummaryThatIsNoneIsRefused(t *testing.T) {
	r, p := somePlan()
	files, err := WritePlan(r, p)
	if err != nil {
		t.Fatal(err)
	}
	good := string(files[SummaryFile])
	tests := []struct {
		name   string
		text   string
		reason hinterland.Reason
	}{
		{"no JSON", "{", "file.json"},
		{
			"a field too many",
			strings.Replace(good, `"zones"`, `"colour": 1, "zones"`, 1),
			"file.json",
		},
		{"text after the end", good + "x", "file.json"},
		{
			"a cost that is no number",
			strings.Replace(good, `"1.87500125"`, `"much"`, 1),
			"number.form",
		},
		{
			"an amount beyond 63 bits",
			strings.Replace(
				good,
				`"needed": "2"`,
				`"needed": "184467440737095517.06"`,
				1,
			), "number.size",
		},
		{"a cost with a sign", strings.Replace(good, `"1.87500125"`, `"-1"`, 1), "number.form"},
	}
	for _, test := range tests {
		files[SummaryFile] = []byte(test.text)
		_, err := ReadPlan(folderOf(files), r)
		var refusals hinterland.Refusals
		if !errors.As(err, &refusals) || refusals[0].Reason != test.reason {
			t.Errorf("%s: got %v, want %s", test.name, err, test.reason)
		}
	}
	delete(files, SummaryFile)
	if _, err := ReadPlan(folderOf(files), r); err == nil {
		t.Error("a plan without a summary is read")
	}
}

func TestFilesAreWrittenWholeOrNotAtAll(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "new", "plan")
	files := map[string][]byte{"a": []byte("1"), "b": []byte("2")}
	if err := WriteFiles(folder, files); err != nil {
		t.Fatal(err)
	}
	// A folder stands where b should go: nothing may be half-written.
	if err := os.Remove(filepath.Join(folder, "b")); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(folder, "b", "in the way"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := WriteFiles(folder, map[string][]byte{"b": []byte("4")}); err == nil {
		t.Error("a file was written over a folder")
	}
	text, err := os.ReadFile(filepath.Join(folder, "a"))
	if err != nil || string(text) != "1" {
		t.Errorf("a holds %q, %v", text, err)
	}
	left, err := filepath.Glob(filepath.Join(folder, ".writing-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func FuzzReadPlan(f *testing.F) {
	r, p := somePlan()
	files, err := WritePlan(r, p)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(files[LinesFile]), string(files[CertificateFile]), string(files[SummaryFile]))
	f.Fuzz(func(t *testing.T, lines, certificate, summary string) {
		folder := folderOf(files)
		folder[LinesFile] = &fstest.MapFile{Data: []byte(lines)}
		folder[CertificateFile] = &fstest.MapFile{Data: []byte(certificate)}
		folder[SummaryFile] = &fstest.MapFile{Data: []byte(summary)}
		plan, err := ReadPlan(folder, r)
		var refusals hinterland.Refusals
		if err != nil && !errors.As(err, &refusals) {
			t.Fatalf("bad input is a refusal, not %v", err)
		}
		if err != nil {
			return
		}
		first, err := WritePlan(r, plan)
		if err != nil {
			t.Fatalf("what was read cannot be written: %v", err)
		}
		read, err := ReadPlan(folderOf(first), r)
		if err != nil {
			t.Fatalf("what was written cannot be read: %v", err)
		}
		if second, err := WritePlan(r, read); !reflect.DeepEqual(first, second) {
			t.Fatalf("got %q, %v, want %q", second, err, first)
		}
	})
}
