package store

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"hinterland"
	"hinterland/store/storetest"
)

// What the migrations make of an empty database is kept in testdata, so that a
// change of them shows, on both engines, to whoever reviews it. "make golden"
// writes it anew.

// onEmpty runs a test on a new database of each engine, which the test may
// spoil.
func onEmpty(t *testing.T, test func(t *testing.T, engine, place string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		test(t, "sqlite", filepath.Join(t.TempDir(), "office.db"))
	})
	t.Run("postgres", func(t *testing.T) { test(t, "postgres", storetest.Postgres(t)) })
}

// onWriter runs do in a transaction that writes to a database.
func onWriter(t testing.TB, db Database, do func(session) error) {
	t.Helper()
	var err error
	switch db := db.(type) {
	case ownRegions:
		onWriter(t, db.Postgres, do)
	case *Postgres:
		err = db.transaction(t.Context(), do)
	case *SQLite:
		err = db.writer.transaction(t.Context(), begin, func() error { return do(db.writer) })
	}
	if err != nil {
		t.Fatal(err)
	}
}

// lines runs a query whose rows are one text each.
func lines(t testing.TB, s session, sql string) []string {
	t.Helper()
	var all []string
	err := s.query(context.Background(), sql, []any{}, func(scan scanner) error {
		var line string
		err := scan(&line)
		all = append(all, line)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// schemaSQL asks an engine for its schema, a line for each thing in it.
func schemaSQL(engine string) string {
	if engine == "sqlite" {
		return "SELECT sql || ';' FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY tbl_name, name"
	}
	return `
SELECT format('%s.%s %s%s%s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
	CASE WHEN a.attnotnull THEN ' NOT NULL' END, ' COLLATE ' || l.collname)
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
	LEFT JOIN pg_collation l ON l.oid = a.attcollation
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0
UNION ALL SELECT format('%s: %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
FROM pg_constraint
WHERE connamespace = 'public'::regnamespace AND contype IN ('p', 'f', 'u', 'c', 'x')
UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT format('%s: sequence by %s, cache %s', sequencename, increment_by, cache_size)
FROM pg_sequences WHERE schemaname = 'public'
UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT format('%s %s', proname, translate(prosrc, E'\n\t', ' ')) FROM pg_proc
WHERE pronamespace = 'public'::regnamespace AND prolang =
	(SELECT oid FROM pg_language WHERE lanname = 'plpgsql')
ORDER BY 1`
}

// golden holds a text to the file that keeps it, or writes that anew.
func golden(t *testing.T, file, got string) {
	t.Helper()
	if os.Getenv("HINTERLAND_GOLDEN") != "" {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	same(t, got, string(want))
}

func TestSchemaIsWhatIsKept(t *testing.T) {
	onEmpty(t, func(t *testing.T, engine, place string) {
		onWriter(t, open(t, place), func(s session) error {
			golden(t, filepath.Join("testdata", "schema."+engine+".txt"),
				strings.Join(lines(t, s, schemaSQL(engine)), "\n")+"\n")
			return nil
		})
	})
}

// openAt opens a database and brings it to the schema of a migration.
func openAt(ctx context.Context, engine, place string, number int) (Database, error) {
	texts, err := migrationsOf(engine)
	if err != nil {
		return nil, err
	}
	if engine == "sqlite" {
		return openSQLite(ctx, place, texts[:number])
	}
	return openPostgres(ctx, place, texts[:number])
}

// rowsOf is the file with rows that are in the tables when a migration begins
// that comes after the numbered one. Each is in a region of that number.
func rowsOf(number int) string {
	return filepath.Join("testdata", fmt.Sprintf("rows.%04d.sql", number))
}

// TestEveryStepOfMigrationsKeepsWhatIsThere takes a database from one schema to the next.
// At each it finds rows of that time, journal and all, and in the end every
// row is still what its journal says. A migration that is new gets its rows by
// "make golden"; those of an older one are never written anew.
func TestEveryStepOfMigrationsKeepsWhatIsThere(t *testing.T) {
	texts, err := migrationsOf("sqlite")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(rowsOf(len(texts))); errors.Is(err, os.ErrNotExist) {
		db := newSQLite(t)
		furnished(t, db, int64(len(texts)))
		furnishKeys(t, db.Keys(int64(len(texts))))
		putFile(t, db.Files(int64(len(texts))), aScan("1"), 5, 0)
		furnishLog(t, db.Log(int64(len(texts))))
		furnishSendings(t, db.Keys(int64(len(texts))))
		onWriter(t, db, func(s session) error {
			golden(t, rowsOf(len(texts)), dump(t, s))
			return nil
		})
	}
	onEmpty(t, func(t *testing.T, engine, place string) {
		for number := 1; number <= len(texts); number++ {
			db, err := openAt(t.Context(), engine, place, number)
			if err != nil {
				t.Fatal(err)
			}
			text, err := os.ReadFile(rowsOf(number))
			if err != nil {
				t.Fatal(err)
			}
			onWriter(t, db, func(s session) error {
				_, err := s.exec(t.Context(), string(text))
				return err
			})
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
		}
		db := open(t, place)
		for number := range texts {
			r := db.Region(int64(number + 1))
			audited(t, r)
			rows := tablesOf(t, r)
			for _, in := range tables() {
				ofTable := func(key string) bool { return strings.HasPrefix(key, in.name+"[") }
				if number == len(texts)-1 && !slices.ContainsFunc(keysOf(rows), ofTable) {
					t.Errorf("%s has no row of %s; take the file away, and make golden",
						rowsOf(number+1), in.name)
				}
			}
		}
	})
}

// An oldChange is one of an entry that is older than what says what it is about.
type oldChange struct {
	entry           int64
	table, key, row string
	undoes          int64
}

// Entries that are older than the column, or than a rule for it, have it from
// their changes.
func TestEveryStepOfMigrationsFindsWhatOldEntriesAreAbout(t *testing.T) {
	const payment = `{"id":1,"kind":"payment","agreement":7}`
	for before, tt := range map[int]struct {
		changes []oldChange
		about   []hinterland.ID[hinterland.Agreement]
	}{
		2: {
			[]oldChange{
				{entry: 2, table: "party", key: `["x"]`},
				{entry: 3, table: "item", key: `[7,1]`},
				{entry: 3, table: "item", key: `[7,2]`},
				{entry: 4, table: "item", key: `[7,1]`},
				{entry: 4, table: "agreement", key: `[8]`},
			},
			[]hinterland.ID[hinterland.Agreement]{hinterland.Several, 7, 0},
		},
		32: {
			[]oldChange{
				{entry: 2, table: "party", key: `["event"]`, row: `{"agreement":7}`},
				{entry: 3, table: "event", key: "[1]", row: payment},
				{entry: 3, table: "paid", key: `[7,0,"a","b","CNY"]`},
				{entry: 4, table: "event", key: "[2]", row: payment},
				{entry: 4, table: "paid", key: `[8,0,"a","b","CNY"]`},
				{entry: 5, table: "event", key: "[3]", row: payment},
				{entry: 6, table: "event", key: "[3]", undoes: 5},
				{entry: 7, table: "statement", key: `["y","offer","ramie","x",0,5]`},
			},
			[]hinterland.ID[hinterland.Agreement]{
				hinterland.Stated, 7, 7, hinterland.Several, 7, 0,
			},
		},
		37: {
			[]oldChange{
				{entry: 2, table: "access_key", key: `[1]`, row: `{"party":"x"}`},
				{entry: 3, table: "person", key: `[1]`, row: `{"id":1}`},
				{entry: 3, table: "access_key", key: `[1]`, row: `{"party":"x"}`},
			},
			[]hinterland.ID[hinterland.Agreement]{0, hinterland.Unshown},
		},
	} {
		onEmpty(t, func(t *testing.T, engine, place string) {
			db, err := openAt(t.Context(), engine, place, before)
			if err != nil {
				t.Fatal(err)
			}
			onWriter(t, db, func(s session) error {
				return changedOnce(t.Context(), s, tt.changes)
			})
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			var about []hinterland.ID[hinterland.Agreement]
			for _, e := range look(t, open(t, place).Region(2),
				func(tx Tx) ([]hinterland.Entry, error) { return tx.Entries(0, 9) }) {
				about = append(about, e.About)
			}
			same(t, about, tt.about)
		})
	}
}

// changedOnce puts in entries with changes, as an earlier program wrote them.
func changedOnce(ctx context.Context, s session, changes []oldChange) error {
	for n, c := range changes {
		_, err := s.exec(ctx, fmt.Sprintf("INSERT INTO entry (region, number, act, kind, body, "+
			"by_person, for_party, at, why, key, undoes) VALUES (2, %[1]d, %[1]d, '', '', 0, '', "+
			"0, '', 'k%[1]d', %[2]d) ON CONFLICT DO NOTHING", c.entry, c.undoes))
		if err != nil {
			return err
		}
		_, err = s.exec(ctx, fmt.Sprintf("INSERT INTO change (region, entry, ordinal, table_name, "+
			"row_key, row_after) VALUES (2, %d, %d, '%s', '%s', '%s')",
			c.entry, n, c.table, c.key, c.row))
		if err != nil {
			return err
		}
	}
	return nil
}

func keysOf(rows map[string]string) []string { return slices.Collect(maps.Keys(rows)) }

// dump writes the rows of a database as statements that both engines take.
func dump(t *testing.T, s session) string {
	t.Helper()
	var b strings.Builder
	for _, in := range allTables() {
		columns := append([]string{"region"}, in.columns...)
		var quoted []string
		for _, c := range columns {
			quoted = append(quoted, "quote("+c+")")
		}
		sql := "SELECT " + strings.Join(quoted, " || ', ' || ") + " FROM " + in.name
		for _, line := range lines(t, s, sql) {
			fmt.Fprintf(&b, "INSERT INTO %s (%s) VALUES (%s);\n", in.name,
				strings.Join(columns, ", "), line)
		}
	}
	return b.String()
}

func TestADatabaseOfANewerProgramIsRefused(t *testing.T) {
	onEmpty(t, func(t *testing.T, _, place string) {
		db := open(t, place)
		onWriter(t, db, func(s session) error {
			_, err := s.exec(t.Context(), "INSERT INTO schema_version (version) VALUES ($1)", 999)
			return err
		})
		_, err := Open(t.Context(), place)
		same(t, reasonOf(t, err), refusal(hinterland.Conflict, "database.newer"))
	})
}

// Who may not make the extension that keeps scopes apart is told so, and what to
// do about it.
func TestADatabaseWithoutRightsIsRefusedInWords(t *testing.T) {
	place := storetest.Postgres(t)
	admin, err := pgx.Connect(t.Context(), place)
	if err != nil {
		t.Fatal(err)
	}
	role := "poor" + strings.ToLower(rand.Text())
	for _, sql := range []string{
		"CREATE ROLE " + role + " LOGIN PASSWORD 'p'",
		"GRANT CREATE ON SCHEMA public TO " + role,
	} {
		if _, err := admin.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	u, err := url.Parse(place)
	if err != nil {
		t.Fatal(err)
	}
	u.User = url.UserPassword(role, "p")
	_, err = Open(t.Context(), u.String())
	same(t, reasonOf(t, err), refusal(hinterland.Conflict, "database.rights"))
	_, err = admin.Exec(context.Background(), "DROP OWNED BY "+role+"; DROP ROLE "+role)
	if err = errors.Join(err, admin.Close(context.Background())); err != nil {
		t.Fatal(err)
	}
}

// columnsSQL asks an engine for the columns of a table and those of its key, in
// their order: "column 2 agreement", "key 1 region". Columns that the database
// fills in itself are none of the program's.
func columnsSQL(engine, table string) string {
	if engine == "sqlite" {
		return "SELECT format('column %d %s', cid + 1, name) FROM pragma_table_info('" + table +
			"') UNION ALL SELECT format('key %d %s', pk, name) FROM pragma_table_info('" + table +
			"') WHERE pk > 0"
	}
	return "SELECT format('column %s %s', row_number() OVER (ORDER BY ordinal_position), " +
		"column_name) " +
		"FROM information_schema.columns WHERE table_name = '" + table +
		"' AND is_generated = 'NEVER' UNION ALL " +
		"SELECT format('key %s %s', ordinal_position, column_name) " +
		"FROM information_schema.key_column_usage WHERE constraint_name = '" + table + "_pkey'"
}

// described is what columnsSQL should say of a table.
func described(in anyTable) []string {
	lines := []string{"column 1 region", "key 1 region"}
	old := len(in.columns) - len(in.later) // columns that came later stand behind what is made
	for i, name := range slices.Insert(slices.Clone(in.columns), old, in.made...) {
		lines = append(lines, fmt.Sprintf("column %d %s", i+2, name))
		if i < in.keys {
			lines = append(lines, fmt.Sprintf("key %d %s", i+2, name))
		}
	}
	return lines
}

func TestEveryTableIsDescribedAsItIs(t *testing.T) {
	const others = "act, schema_version, sqlite_stat1, sqlite_stat4, export_job, export_part, " +
		"run, run_frame, run_part"
	onEmpty(t, func(t *testing.T, engine, place string) {
		onWriter(t, open(t, place), func(s session) error {
			known := others
			for _, in := range allTables() {
				known += ", " + in.name
				got, want := lines(t, s, columnsSQL(engine, in.name)), described(in)
				slices.Sort(got)
				slices.Sort(want)
				same(t, got, want)
			}
			all := "SELECT name FROM sqlite_schema WHERE type = 'table'"
			if engine == "postgres" {
				all = "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'"
			}
			for _, name := range lines(t, s, all) {
				if !strings.Contains(known, name) {
					t.Errorf("nothing describes the table %s", name)
				}
			}
			return nil
		})
	})
}
