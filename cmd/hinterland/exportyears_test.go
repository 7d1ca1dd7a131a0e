package main

import (
	"bytes"
	"strings"
	"testing"

	"hinterland"
	"hinterland/exchange"
	"hinterland/lang"
)

// twoYears are a year of a good and one of money.
func twoYears() []exchange.Year {
	coop := hinterland.Party{
		Code: "coop", Name: hinterland.Name{English: "Ramie co-op", Chinese: "苎麻合作社"},
	}
	return []exchange.Year{
		{
			Year: 2025, Party: coop, Side: exchange.Gave, Unit: "t",
			Good:  hinterland.Good{Code: "ramie", Name: hinterland.Name{Chinese: "苎麻"}},
			Total: "120.050", Floor: "100.000", Percent: "120.1",
			Before: "0.001", Times: "120050.00",
		},
		{
			Year: 2026, Party: hinterland.Party{Code: "mill"}, Side: exchange.WasPaid, Unit: "CNY",
			Total: "0.05", Before: "7.00",
		},
	}
}

func TestTheTableOfYearsIsForItsReader(t *testing.T) {
	for tongue, want := range map[lang.Tongue]string{
		lang.English: "Year,Party,What the party did,Good,Unit,In all,Floor," +
			`In all, % of the floor,The year before,Times the year before
2025,Ramie co-op,gave,苎麻,t,120.050,100.000,120.1,0.001,120050.00
2026,mill,was paid,,CNY,0.05,,,7.00,
`,
		lang.Chinese: `年份,单位,往来方向,物资品种,计量单位,合计,保底量,占保底量的百分比,上年,为上年的倍数
2025,苎麻合作社,供出,苎麻,t,120.050,100.000,120.1,0.001,120050.00
2026,mill,收款,,CNY,0.05,,,7.00,
`,
	} {
		table := yearTable(lang.For(tongue), twoYears())
		got := strings.ReplaceAll(string(table.CSV()), `"`, "")
		if got != "\ufeff"+want {
			t.Errorf("%s reads %q, want %q", tongue, got, want)
		}
	}
}

func TestEverySideOfAYearHasItsWords(t *testing.T) {
	said := map[string]bool{}
	for _, tongue := range lang.Tongues() {
		for _, side := range []exchange.Side{
			exchange.Gave, exchange.Got, exchange.Paid, exchange.WasPaid,
		} {
			said[sideWords(lang.For(tongue), side)] = true
		}
	}
	if len(said) != 8 {
		t.Errorf("there are %d: %v", len(said), said)
	}
}

// What no office could tell of is a table all the same, of its heads.
func TestATableOfNoYearsHasHeads(t *testing.T) {
	var out bytes.Buffer
	w, err := yearsFor(lang.For(lang.English))(&out, exchange.Cover{})
	if err == nil {
		err = w.Close()
	}
	if got := out.String(); err != nil || strings.Count(got, "\n") != 1 ||
		!strings.HasPrefix(got, "\ufeffYear,") {
		t.Errorf("%v: %q", err, got)
	}
}
