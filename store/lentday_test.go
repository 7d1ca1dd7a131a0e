package store

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"hinterland"
)

// lending is a text under which items 1 and 3 are lent.
const lending = `{"items":[{"number":1,"back":"2026-02-28"},{"number":2},` +
	`{"number":3,"back":"2026-02-28"}]}`

// TestLoansThatAreOlderThanTheirDayGetIt opens an office in which things were
// lent before items had a day: one of which nothing came since, and one of
// which something did, so that the journal says that it has none. A text that
// is not in force lends nothing.
func TestLoansThatAreOlderThanTheirDayGetIt(t *testing.T) {
	const before = 25
	onEmpty(t, func(t *testing.T, engine, place string) {
		db, err := openAt(t.Context(), engine, place, before)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := os.ReadFile(rowsOf(before))
		if err != nil {
			t.Fatal(err)
		}
		onWriter(t, db, func(s session) error {
			_, err := s.exec(t.Context(), string(rows)+oldLoans(before))
			return err
		})
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		r := open(t, place).Region(before)
		audited(t, r)
		same(t, daysBack(t, r), "2026-02-28 1970-01-01 2026-02-28")
	})
}

// oldLoans puts an agreement with three items into a region.
func oldLoans(region int) string {
	const id = 9 << 16
	var b strings.Builder
	row := func(table, key, columns, values, said string) {
		fmt.Fprintf(&b, "INSERT INTO %s (region, %s) VALUES (%d, %s);\n", table, columns, region,
			values)
		fmt.Fprintf(&b, "INSERT INTO change (region, entry, ordinal, table_name, row_key, "+
			"row_after) VALUES (%d, 1, %d, '%s', '%s', '%s');\n", region, 900+b.Len(), table, key,
			said)
	}
	row("agreement", fmt.Sprintf("[%d]", id), "id, title, latest, in_force, ended",
		fmt.Sprintf("%d, 'Looms', 2, 1, 2147483647", id),
		fmt.Sprintf(`{"id":%d,"title":"Looms","latest":2,"in_force":1,"ended":2147483647}`, id))
	for number, terms := range []string{lending, strings.ReplaceAll(lending, "2026", "2027")} {
		row("version", fmt.Sprintf("[%d,%d]", id, number+1), "agreement, number, terms, digest",
			fmt.Sprintf("%d, %d, '%s', 'ab'", id, number+1, terms),
			fmt.Sprintf(`{"agreement":%d,"number":%d,"terms":"%s","digest":"ab"}`, id, number+1,
				strings.ReplaceAll(terms, `"`, `\"`)))
	}
	since := []string{"", "", `,"effort":"firm","class":"","extra":0,"extra_received":0,` +
		`"back":0,"given_back":0`}
	for n, later := range since {
		row("item", fmt.Sprintf("[%d,%d]", id, n+1), "agreement, number, from_party, to_party, "+
			"good, floor, ceiling, price, currency, sent, received",
			fmt.Sprintf("%d, %d, 'mill', 'coop', 'ramie', 0, 4, 0, '', 0, 0", id, n+1),
			fmt.Sprintf(`{"agreement":%d,"number":%d,"from_party":"mill","to_party":"coop",`+
				`"good":"ramie","floor":0,"ceiling":4,"price":0,"currency":"","sent":0,`+
				`"received":0%s}`, id, n+1, later))
	}
	return b.String()
}

// daysBack are the days by which the items of that agreement are to be back.
func daysBack(t *testing.T, r hinterland.Records) string {
	t.Helper()
	var days []string
	for _, i := range look(t, r, func(tx Tx) ([]hinterland.Item, error) {
		return tx.Items(agreementID(9))
	}) {
		days = append(days, i.Back.String())
	}
	return strings.Join(days, " ")
}

// What an undo makes of a row that is older than the day has the day, and is
// noted with it.
func TestAnUndoKeepsTheDayOfALoan(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		r := furnished(t, db, 1)
		item := anItem(1, 0, 0)
		item.Agreement = agreementID(9)
		mustEnter(t, r, func(tx Tx) error {
			v := aVersion(1)
			v.Agreement, v.Terms = item.Agreement, lending
			return first(func() error { return tx.AddAgreement(anAgreement(9)) },
				func() error { return tx.AddVersion(v) },
				func() error { return tx.PutItem(item) })
		})
		day, err := hinterland.ParseDay("2026-02-28")
		if err != nil {
			t.Fatal(err)
		}
		moved := mustEnter(t, r, func(tx Tx) error {
			item.Back, item.Sent = day, 1
			return tx.PutItem(item)
		})
		audited(t, r)
		mustEnter(t, r, func(tx Tx) error { return tx.Restore(moved.Number) })
		audited(t, r)
		same(t, daysBack(t, r), "2026-02-28")
		dropped := mustEnter(t, r, func(tx Tx) error {
			return tx.PutItem(hinterland.Item{
				Agreement: agreementID(9), Number: 2, From: "mill", To: "coop", Good: "ramie",
				Ceiling: 1,
			})
		})
		mustEnter(t, r, func(tx Tx) error { return tx.Restore(dropped.Number) })
		audited(t, r)
	})
}

func TestWhatIsNoRowOfAnItemStaysToBeTold(t *testing.T) {
	for said, want := range map[string]string{
		"":                  "",
		"{":                 "{",
		`{"back":"x"}`:      `{"back":"x"}`,
		`{"number":1}`:      `{"number":1}`,
		`{"back":7}`:        `{"back":7}`,
		`{"agreement":1.5}`: `{"agreement":1.5}`,
	} {
		same(t, dated(said, 9), want)
	}
	same(t, len((&lentText{Terms: `{"back":`}).days()), 0)
}
