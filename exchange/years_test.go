package exchange

import (
	"fmt"
	"strings"
	"testing"

	"hinterland"
)

// grown is an agreement on ramie with a term from one day to another, of which a
// quantity in thousandths was received on a day, if it was anything.
func grown(t *testing.T, id int64, term, on string, came hinterland.Quantity) *Dossier {
	t.Helper()
	from, last, _ := strings.Cut(term, " ")
	terms := supply(t)
	terms.From, terms.Last = day(t, from), day(t, last)
	terms.Items = terms.Items[:1]
	d := dossier(t, id, terms, 1)
	if came == 0 {
		return d
	}
	of := number[hinterland.Event](id + 1)
	return d.come(hinterland.Event{
		ID: of, Kind: hinterland.Delivery, Item: 1, Day: day(t, on), Quantity: came,
	}, hinterland.Event{
		ID: number[hinterland.Event](id + 2), Kind: hinterland.Receipt, Item: 1, About: of,
		Day: day(t, on), Quantity: came,
	})
}

// yearsOf are the rows told of dossiers, as they stand at noon of
// 25 November 2026.
func yearsOf(t *testing.T, dossiers ...*Dossier) []string {
	t.Helper()
	var rows []string
	y, err := Years(cover("en"), func(told []Year) error {
		for _, r := range told {
			rows = append(rows, fmt.Sprintf("%d,%s,%s,%s,%s,%s,%s,%s,%s,%s", r.Year, r.Party.Code,
				r.Side, r.Good.Code, r.Unit, r.Total, r.Floor, r.Percent, r.Before, r.Times))
		}
		return nil
	})
	for _, d := range dossiers {
		if err == nil {
			err = y.Write(d)
		}
	}
	if err == nil {
		err = y.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// has holds rows to be among what was written.
func has(t *testing.T, got []string, rows ...string) {
	t.Helper()
	all := "\n" + strings.Join(got, "\n") + "\n"
	for _, row := range rows {
		if !strings.Contains(all, "\n"+row+"\n") {
			t.Errorf("%q is not among%s", row, all)
		}
	}
}

// A thousandth of a ton is the smallest base that there can be.
func TestGrowthIsToldAsTimesTheYearBefore(t *testing.T) {
	got := yearsOf(t, grown(t, 30, "2023-01-01 2023-12-31", "2023-12-31", 1),
		grown(t, 40, "2024-01-01 2024-12-31", "2024-01-01", 120_050))
	has(t, got, "2023,coop,gave,ramie,t,0.001,100.000,0.0,0.000,",
		"2024,coop,gave,ramie,t,120.050,100.000,120.1,0.001,120050.00",
		"2024,office,got,ramie,t,120.050,100.000,120.1,0.001,120050.00",
		"2025,coop,gave,ramie,t,0.000,,,120.050,0.00")
	if len(got) != 6 {
		t.Errorf("%q", got)
	}
}

func TestAYearThatIsNotOverIsComparedWithNothing(t *testing.T) {
	got := yearsOf(t, grown(t, 30, "2025-01-01 2025-12-31", "2025-06-30", 50_000),
		grown(t, 40, "2026-01-01 2026-12-31", "2026-06-30", 99_000))
	has(t, got, "2026,coop,gave,ramie,t,99.000,100.000,99.0,50.000,")
}

func TestAFloorOverTwoYearsIsNotDividedBetweenThem(t *testing.T) {
	got := yearsOf(t, grown(t, 30, "2024-07-01 2025-06-30", "2025-06-30", 50_000),
		grown(t, 40, "2024-01-01 2024-12-31", "", 0))
	has(t, got, "2024,coop,gave,ramie,t,0.000,,,0.000,", "2025,coop,gave,ramie,t,50.000,,,0.000,")
}

func TestMoneyIsToldWithoutWhatDidNotCome(t *testing.T) {
	has(t, yearsOf(t, paidDealings(t)), "2026,office,paid,,CNY,100.00,,,0.00,",
		"2026,coop,was paid,,CNY,100.00,,,0.00,", "2026,bank,paid,,JPY,7,,,0,",
		"2026,office,was paid,,JPY,7,,,0,", "2026,bank,paid,,CNY,0.00,,,0.00,")
}
