package store

import (
	"strings"
	"testing"

	"hinterland"
)

// A tampering changes one row by plain SQL, as somebody would who has the
// database and not the program. :r stands for the region.
type tampering struct {
	sql   string
	found Difference // Journal and Record only say which of them has the row
}

// there stands for a row, whatever it says.
const there = "there"

// tamperings has one for each table, and rows changed, added and taken out.
// Long: it is a table of them.
func tamperings() []tampering {
	return []tampering{
		{
			"UPDATE charter SET currency = 'USD' WHERE region = :r",
			at("charter", "[]", there, there),
		},
		{
			"UPDATE person SET mail = '' WHERE region = :r AND id = 65536",
			at("person", "[65536]", there, there),
		},
		{
			"INSERT INTO party VALUES (:r, 'ghost', 'Ghost', '', '')",
			at("party", `["ghost"]`, "", there),
		},
		{
			"UPDATE post SET to_day = to_day + 1 WHERE region = :r",
			at("post", "[65536]", there, there),
		},
		{
			"INSERT INTO good SELECT region, 'x', name_en, name_zh, class, unit, decimals, " +
				"freight, storage, keeps, currency, parent, path FROM good WHERE region = :r",
			at("good", `["x"]`, "", there),
		},
		{
			"UPDATE agreement SET ended = 1 WHERE region = :r",
			at("agreement", "[65536]", there, there),
		},
		{
			"DELETE FROM member WHERE region = :r AND party = 'coop'",
			at("member", `[65536,"coop"]`, there, ""),
		},
		{
			"UPDATE version SET terms = '{}' WHERE region = :r",
			at("version", "[65536,1]", there, there),
		},
		{
			"UPDATE assent_link SET used = 0, last = last + 30 WHERE region = :r",
			at("assent_link", `[65536,1,"mill"]`, there, there),
		},
		{"DELETE FROM assent WHERE region = :r", at("assent", `[65536,1,"mill"]`, there, "")},
		{
			"UPDATE item SET sent = sent + 1 WHERE region = :r",
			at("item", "[65536,1]", there, there),
		},
		{
			"INSERT INTO commitment VALUES (:r, 65536, 1, 7, 1, 0, 0, 0, 0)",
			at("commitment", "[65536,1,7]", "", there),
		},
		{
			"UPDATE event SET day = day + 1 WHERE region = :r AND kind = 'receipt'",
			at("event", "[393216]", there, there),
		},
		{
			"UPDATE fulfilment SET quantity = 29 WHERE region = :r",
			at("fulfilment", "[327680,65536,1,20000]", there, there),
		},
		{
			"UPDATE paid SET amount = amount + 1 WHERE region = :r",
			at("paid", `[65536,0,"coop","mill","CNY"]`, there, there),
		},
		{
			"UPDATE sealed SET value = 'Wu' WHERE region = :r AND value = 'Li'",
			at("sealed", `["`+string(sealedName().Token)+`"]`, there, there),
		},
	}
}

func at(table, key, journal, record string) Difference {
	return Difference{Table: table, Key: key, Journal: journal, Record: record}
}

func TestAuditFindsEveryRowThatPlainSQLChanged(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		r := furnished(t, db, 1)
		furnished(t, db, 2)
		audited(t, r)
		var want []Difference
		for _, c := range tamperings() {
			onWriter(t, db, func(s session) error {
				n, err := s.exec(t.Context(), strings.ReplaceAll(c.sql, ":r", "$1"), regionOf(r))
				same(t, n, int64(1))
				return err
			})
			want = append(want, c.found)
		}
		result, err := RunAudit(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		for i, d := range result.Differences {
			result.Differences[i] = at(d.Table, d.Key, presence(d.Journal), presence(d.Record))
			if d.Journal == d.Record {
				t.Errorf("%v is no difference", d)
			}
		}
		same(t, result.Differences, want)
		audited(t, db.Region(2))
	})
}

func TestAuditMissesAPersonalValueThatNobodyErased(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		r := furnished(t, db, 1)
		token := string(sealedName().Token)
		for _, tt := range []struct {
			sql  string
			want []Difference
		}{
			{"UPDATE sealed SET salt = '', value = ''", nil}, // as erasing does
			{"DELETE FROM sealed", []Difference{at("sealed", keyJSON([]any{token}), token, "")}},
		} {
			onWriter(t, db, func(s session) error {
				_, err := s.exec(t.Context(), tt.sql+" WHERE region = $1 AND token = $2",
					regionOf(r), token)
				return err
			})
			result, err := RunAudit(t.Context(), r)
			if err != nil {
				t.Fatal(err)
			}
			same(t, result.Differences, tt.want)
		}
	})
}

func presence(row string) string {
	if row == "" {
		return ""
	}
	return there
}

// regionOf is the number under which a database knows a region.
func regionOf(r hinterland.Records) int64 {
	if p, ok := r.(postgresRegion); ok {
		return p.region
	}
	return r.(sqliteRegion).region
}

func TestAuditFindsAJournalThatPlainSQLChanged(t *testing.T) {
	differs := map[string]int{
		"DELETE FROM change WHERE region = $1 AND table_name = 'assent'":                       1,
		"UPDATE change SET row_after = '' WHERE region = $1 AND row_key = '[\"mill\"]'":        1,
		"UPDATE change SET row_after = '{\"code\"' WHERE region = $1 AND table_name = 'party'": 2,
		"UPDATE change SET row_after = '{\"code\":1.5}' WHERE region = $1 AND " +
			"table_name = 'party'": 2,
		"UPDATE change SET row_key = '[' WHERE region = $1 AND row_key = '[\"mill\"]'": 2,
		// Another way of writing the same is no difference.
		"UPDATE change SET row_after = replace(row_after, ':', ' : ') WHERE region = $1 AND " +
			"table_name = 'item'": 0,
	}
	onBoth(t, func(t *testing.T, db Database) {
		region := int64(0)
		for sql, many := range differs {
			region++
			r := furnished(t, db, region)
			onWriter(t, db, func(s session) error {
				n, err := s.exec(t.Context(), sql, regionOf(r))
				if n == 0 {
					t.Errorf("%s: no row", sql)
				}
				return err
			})
			result, err := RunAudit(t.Context(), r)
			if err != nil || len(result.Differences) != many {
				t.Errorf("%s: %+v, %v", sql, result, err)
			}
		}
	})
}

func TestAuditRefusesAJournalOfTablesThatAreNotThere(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		r := furnished(t, db, 1)
		onWriter(t, db, func(s session) error {
			_, err := s.exec(t.Context(), "UPDATE change SET table_name = 'nothing' "+
				"WHERE region = $1 AND ordinal = 1", regionOf(r))
			return err
		})
		if result, err := RunAudit(t.Context(), r); err == nil {
			t.Errorf("%+v", result)
		}
	})
}
