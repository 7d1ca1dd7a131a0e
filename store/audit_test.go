package store

import (
	"slices"
	"strings"
	"testing"

	"hinterland"
)

// A tampering changes one row by plain SQL, as somebody would who has the
// database and not the program. :r stands for the region.
type tampering struct {
	name  string
	sql   string
	found Difference // Journal and Record only say which of them has the row
}

// there stands for a row, whatever it says.
const there = "there"

// tamperings has one for each table, and rows changed, added and taken out, in the
// order in which the audit tells them. Long: it is a table of them.
func tamperings() []tampering {
	set := func(name, table, what, key string) tampering {
		return tampering{
			name, "UPDATE " + table + " SET " + what + " WHERE region = :r",
			at(table, key, there, there),
		}
	}
	gone := func(name, from, where, key string) tampering {
		return tampering{
			name, "DELETE FROM " + from + " WHERE region = :r AND " + where,
			at(from, key, there, ""),
		}
	}
	more := func(name, into, values, key string) tampering {
		return tampering{
			name, "INSERT INTO " + into + " VALUES (:r, " + values + ")", at(into, key, "", there),
		}
	}
	only := func(t tampering, where string) tampering {
		t.sql += " AND " + where
		return t
	}
	return []tampering{
		set("another currency", "charter", "currency = 'USD'", "[]"),
		only(set("an address gone", "person", "mail = ''", "[65536]"), "id = 65536"),
		only(set("a place moved", "place", "lon = lon + 1", `["p"]`), "code = 'p'"),
		more("a party made up", "party", "'ghost', 'Ghost', '', ''", `["ghost"]`),
		set("a longer post", "post", "to_day = to_day + 1", "[65536]"),
		set("a bridge made up", "border", "ruling = 'joined'", `["p","q"]`),
		set("another map", "region_map", "licence = 'x'", "[]"),
		set("a stronger tie", "tie", "strength = strength + 1", `["p","q"]`),
		set("a longer way", "distance", "hectometres = 9999", `["p","q"]`),
		only(set("a zone without its lead", "zone", "lead = ''", `["east"]`), "code = 'east'"),
		gone("a centre gone", "zone_centre", "zone = 'west'", `["west","p"]`),
		set("a longer stay in a zone", "belonging", "to_day = to_day + 1", `["p",20000]`),
		set("a pin elsewhere", "pin", "zone = 'west'", `["p"]`),
		set("wider bounds", "zone_rule", "tolerance = tolerance + 1", `[""]`),
		{
			"a good made up", "INSERT INTO good SELECT region, 'x', name_en, name_zh, class, " +
				"unit, decimals, freight, storage, keeps, currency, parent, path " +
				"FROM good WHERE region = :r", at("good", `["x"]`, "", there),
		},
		set("goods travel farther", "reach", "hectometres = 501", `["ramie"]`),
		set("a horizon closed", "horizon", "closed = 1 - closed", `["2027"]`),
		only(set("another harvest", "statement", "total = total + 1",
			`["2027","need","ramie","coop",1,0]`), "kind = 'need'"),
		set("another buyer", "scope", "buyer = 'coop'", "[65536]"),
		set("an agreement ended", "agreement", "ended = 1", "[65536]"),
		gone("a party put out", "member", "party = 'coop'", `[65536,"coop"]`),
		set("another text", "version", "terms = '{}'", "[65536,1]"),
		set("a link used again", "assent_link", "used = 0, last = last + 30",
			`[65536,1,"mill"]`),
		gone("an assent gone", "assent", "version = 1", `[65536,1,"mill"]`),
		set("more was sent", "item", "sent = sent + 1", "[65536,1]"),
		more("a date made up", "commitment", "65536, 1, 7, 1, 0, 0, 0, 0", "[65536,1,7]"),
		only(set("a receipt on another day", "event", "day = day + 1", "[393216]"),
			"kind = 'receipt'"),
		set("less counted", "fulfilment", "quantity = 29", "[327680,65536,1,20000]"),
		set("more pledged to the fund", "fund", "pledged = pledged + 1", "[65536]"),
		set("a larger pledge", "pledge", "amount = amount + 1", "[65536]"),
		set("another use", "application", "use = 'feasts'", "[65536]"),
		set("nothing to be paid back", "grant_made", "schedule = '[{}]'", "[65536]"),
		only(set("drawn by another", "instalment", "party = 'mill'", "[65536]"), "id = 65536"),
		set("more was paid", "paid", "amount = amount + 1", `[65536,0,"coop","mill","CNY"]`),
		set("purchases off scope refused", "regulation", "rule = 'refuse'", `["off-scope"]`),
		gone("nothing is scarce", "scarcity", "good = 'ramie'", `["ramie"]`),
		only(set("off scope on another day", "trespass", "day = day + 1",
			"[65536,1,0,65536]"), "event = 0"),
		set("less was advanced", "advance", "value = value - 1", "[65536,65536]"),
		only(set("written off for nothing", "settlement", "reason = 'gift'", "[131072]"),
			"kind = 'write-off'"),
		set("recovered by another", "recovery", "settlement = 131072", "[65536,65536,393216]"),
		set("a case closed", "cases", "closing = 'agreed'", "[524288]"),
		set("a case over", "concern", "open = 0", `[524288,"mill"]`),
		set("a word put into a mouth", "remark", "text = 'Yes'", "[589824]"),
		only(set("a key that may act", "access_key", "may = 'act'", "[131072]"), "id = 131072"),
		only(set("told to another program", "subscription", "address = 'https://b.example'",
			"[65536]"), "id = 65536"),
		set("a plan withdrawn", "plan", "state = 'withdrawn'", "[65536]"),
		set("more is to be given", "allocation", "quantity = quantity + 1",
			`[65536,"ramie","mill","coop"]`),
		set("more was met", "share", "met = met + 1", `[65536,"ramie","coop"]`),
		set("another proof", "plan_good", "proof = '[]'", `[65536,"ramie"]`),
		only(set("another part", "plan_part", "digest = 'x'", `[65536,"mill"]`),
			"party = 'mill'"),
		gone("a signature gone", "plan_signature", "party = 'mill'", `[65536,"mill"]`),
		set("another line fixed", "fixing", "quantity = quantity + 1",
			`["2027","ramie","mill","coop",1]`),
		set("made faster", "recipe", "capacity = capacity + 1", `["coop","spun"]`),
		set("made of less", "recipe_good", "quantity = quantity - 1", `["coop","spun","ramie"]`),
		gone("made from no plan", "plan_pair", "agreement = 65536", "[65536]"),
		only(set("a file under another name", "attachment", "name = 'x'",
			`["event",327680,"",1]`), "kind = 'event'"),
	}
}

// besides are tamperings of what no entry has rows of.
func besides() []tampering {
	return []tampering{
		{
			"a good elsewhere in its tree", "UPDATE good SET path = 'x ramie ' " +
				"WHERE region = :r AND code = 'ramie'", at("good", `["ramie"]`, there, there),
		},
		{
			"a place elsewhere", "UPDATE place SET path = 'x p ' WHERE region = :r AND code = 'p'",
			at("place", `["p"]`, there, there),
		},
		{
			"another's word", "UPDATE sealed SET value = 'Wu' WHERE region = :r AND value = 'Li'",
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
		planted := slices.Concat(tamperings(), besides())
		for _, c := range planted {
			onWriter(t, db, func(s session) error {
				n, err := s.exec(t.Context(), strings.ReplaceAll(c.sql, ":r", "$1"), regionOf(r))
				if n != 1 {
					t.Errorf("%s changes %d rows", c.name, n)
				}
				return err
			})
		}
		// What stands in the trees went with what was moved there.
		moved := tampering{"a scope elsewhere", "", at("scope", "[65536]", there, there)}
		planted = append(planted, moved, moved)
		result, err := RunAudit(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range result.Differences {
			found := at(d.Table, d.Key, presence(d.Journal), presence(d.Record))
			n := slices.IndexFunc(planted, func(c tampering) bool { return c.found == found })
			if d.Journal == d.Record || n < 0 {
				t.Errorf("%v is no difference that was made", d)
				continue
			}
			planted = slices.Delete(planted, n, n+1)
		}
		for _, c := range planted {
			t.Errorf("%s was not found", c.name)
		}
		audited(t, db.Region(2))
	})
}

func TestEveryTableIsTamperedWith(t *testing.T) {
	done := map[string]bool{}
	for _, c := range tamperings() {
		done[c.found.Table] = true
	}
	for _, in := range tables() {
		if !done[in.name] {
			t.Errorf("no row of %s is tampered with", in.name)
		}
	}
}

// Of a path that was changed the audit says what it should be.
func TestAuditWorksPathsOutAnew(t *testing.T) {
	want := map[string]hinterland.Path{
		"fibre": "fibre ", "ramie": "fibre ramie ", "fine": "fibre ramie fine ", "lost": "lost ",
	}
	got := planted(map[string]string{
		"fine": "ramie", "ramie": "fibre", "fibre": "", "lost": "nowhere",
	})
	same(t, got, want)
	ring := planted(map[string]string{"a": "b", "b": "a"})
	if len(ring) != 2 {
		t.Errorf("of a ring there is %v", ring)
	}
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
