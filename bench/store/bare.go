package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	_ "modernc.org/sqlite" // the driver that the store uses
)

// reads are the statements by which the office finds out, for one delivery,
// who may do it and how the agreement stands; each as often as the office makes
// it. :agreement, :event, :act and :key are values.
func reads() []string {
	const (
		agreement = "SELECT a.id, title, latest, in_force, ended, digest FROM agreement a " +
			"CROSS JOIN version v WHERE a.region = 1 AND a.id = :agreement AND v.region = 1 " +
			"AND v.agreement = :agreement AND v.number = 1"
		items = "SELECT agreement, number, from_party, to_party, good, floor, ceiling, price, " +
			"currency, sent, received FROM item WHERE region = 1 AND agreement = :agreement " +
			"ORDER BY agreement, number"
		held = "SELECT id, person, party, duty, from_day, to_day FROM post WHERE region = 1 " +
			"AND party = 'coop' AND ('' = '' OR duty = '') ORDER BY id"
	)
	return []string{
		"SELECT name_en, name_zh, language, currency, clock FROM charter WHERE region = 1 " +
			"ORDER BY name_en",
		items,
		"SELECT agreement, party FROM member WHERE region = 1 AND agreement = :agreement " +
			"ORDER BY agreement, party",
		held,
		"SELECT id, person, party, duty, from_day, to_day FROM post WHERE region = 1 " +
			"AND person = 65536 AND party = 'office' ORDER BY id" + forShare,
		"SELECT code, name_en, name_zh, class, unit, decimals, freight, storage, keeps, " +
			"currency, parent FROM good WHERE region = 1 AND code = 'ramie' ORDER BY code",
		agreement,
	}
}

// forShare is where PostgreSQL is told to hold what was read.
const forShare = " /*hold*/"

// writes are the statements by which the office records the delivery.
func writes() []string {
	return []string{
		"UPDATE item SET sent = sent + 1, received = received + 0 WHERE region = 1 " +
			"AND agreement = :agreement AND number = 1 AND sent + 1 BETWEEN received + 0 " +
			"AND ceiling AND received + 0 >= 0 RETURNING agreement, number, from_party, " +
			"to_party, good, floor, ceiling, price, currency, sent, received",
		"SELECT agreement, item, due, quantity, sent, received FROM commitment WHERE region = 1 " +
			"AND agreement = :agreement AND item = 1 ORDER BY agreement, item, due",
		"INSERT INTO event (region, id, kind, agreement, item, about, day, quantity, short, " +
			"rejected, reason, note, party, told_to, reversed) VALUES (1, :event, 'delivery', " +
			":agreement, 1, 0, 20776, 1, 0, 0, '', '', 'coop', 'office', 0)",
		"INSERT INTO fulfilment (region, event, agreement, item, due, quantity) " +
			"VALUES (1, :event, :agreement, 1, 83989, 1)",
		"UPDATE commitment SET sent = sent + 1, received = received + 0 WHERE region = 1 " +
			"AND agreement = :agreement AND item = 1 AND due = 83989 AND received + 0 >= 0 AND " +
			"sent + 1 BETWEEN received + 0 AND quantity RETURNING agreement, item, due, " +
			"quantity, sent, received",
	}
}

// The entry of the delivery, and the four changes that it made.
const (
	entryColumns = "INSERT INTO entry (region, number, act, kind, body, by_person, for_party, " +
		"at, why, key, undoes, about) "
	entryValues = ", :act, 'record-delivery', '{\"agreement\":\"64\",\"item\":1," +
		"\"day\":\"2026-11-19\",\"quantity\":\"0.001\"}', 65536, 'office', 1795305600000000, " +
		"'', :key, 0, :agreement"
	changeColumns = "INSERT INTO change (region, entry, ordinal, table_name, row_key, row_after) "
)

// changed is what the four changes say: the table, the key, the row.
func changed() [4][3]string {
	return [4][3]string{
		{"item", "[4194304,1]", `{"agreement":4194304,"number":1,"from_party":"coop",` +
			`"to_party":"office","good":"ramie","floor":100000,"ceiling":1000000000,` +
			`"price":820000000,"currency":"CNY","sent":12345,"received":0}`},
		{"event", "[655360000]", `{"id":655360000,"kind":"delivery","agreement":4194304,` +
			`"item":1,"about":0,"day":20776,"quantity":1,"short":0,"rejected":0,"reason":"",` +
			`"note":"","party":"coop","told_to":"office","reversed":0}`},
		{"fulfilment", "[655360000,4194304,1,83989]", `{"event":655360000,"agreement":4194304,` +
			`"item":1,"due":83989,"quantity":1}`},
		{"commitment", "[4194304,1,83989]", `{"agreement":4194304,"item":1,"due":83989,` +
			`"quantity":1000000000,"sent":12345,"received":0}`},
	}
}

// sqliteStatements are all statements of a delivery in an SQLite file.
func sqliteStatements() []string {
	all := append(reads(), writes()...)
	var noted []string
	for i, c := range changed() {
		noted = append(noted,
			fmt.Sprintf("(1, :number, %d, '%s', '%s', '%s')", i, c[0], c[1], c[2]))
	}
	return append(all, entryColumns+"VALUES (1, (SELECT coalesce(max(number), 0) + 1 "+
		"FROM entry WHERE region = 1)"+entryValues+") RETURNING number AS made",
		changeColumns+"VALUES "+strings.Join(noted, ", "))
}

// least are the guarded update and the insert that a delivery could not do
// without.
func least() []string { return []string{writes()[0], writes()[2]} }

// pgbenchScript does the statements as pgbench does them, from an agreement on.
func pgbenchScript(first int64, statements []string) string {
	text := strings.Join(statements, ";\n") + ";\n"
	text = strings.ReplaceAll(text, forShare, " FOR SHARE")
	text = strings.ReplaceAll(text, ":key", "'bare ' || (:act)::text")
	return fmt.Sprintf("SELECT nextval('act') AS act \\gset\n\\set event :act * 65536\n"+
		"\\set agreement (%d + :client_id) * 65536\nBEGIN;\n%sCOMMIT;\n", first, text)
}

// postgresStatements are all statements of the same delivery on PostgreSQL.
func postgresStatements() []string {
	var names, keys, rows []string
	for _, c := range changed() {
		names = append(names, "'"+c[0]+"'")
		keys = append(keys, "'"+c[1]+"'")
		rows = append(rows, "'"+c[2]+"'")
	}
	list := func(values []string) string {
		return "ARRAY[" + strings.Join(values, ", ") + "]::text[]"
	}
	return slices.Concat(reads(), writes(), []string{"WITH made AS (" + entryColumns +
		"VALUES (1, nextval('entry_number')" + entryValues + ") RETURNING region, number), " +
		"noted AS (" + changeColumns + "SELECT made.region, made.number, c.ordinal - 1, " +
		"c.name, c.key, c.row FROM made, unnest(" + list(names) + ", " + list(keys) + ", " +
		list(rows) + ") WITH ORDINALITY AS c (name, key, row, ordinal)) " +
		"SELECT number FROM made"})
}

// pgbench runs the script and returns how many deliveries a second it did.
func pgbench(
	ctx context.Context, url string, clients int, script string, during time.Duration,
) (float64, error) {
	program, err := pgbenchProgram()
	if err != nil {
		return 0, err
	}
	folder, err := os.MkdirTemp("", "bench-store-")
	if err != nil {
		return 0, err
	}
	defer func() { _ = os.RemoveAll(folder) }() // a leftover harms nobody
	file := filepath.Join(folder, "delivery.sql")
	if err := os.WriteFile(file, []byte(script), 0o600); err != nil {
		return 0, err
	}
	out, err := exec.CommandContext(ctx, program, "--no-vacuum", "--protocol=prepared",
		"--client="+strconv.Itoa(clients), "--jobs=2", "--file="+file,
		"--time="+strconv.Itoa(int(during.Seconds())), url).CombinedOutput()
	found := regexp.MustCompile(`tps = ([0-9.]+)`).FindSubmatch(out)
	if err != nil || found == nil || strings.Contains(string(out), "aborted") {
		return 0, errors.Join(err, fmt.Errorf("pgbench says %s", out))
	}
	return strconv.ParseFloat(string(found[1]), 64)
}

// pgbenchProgram finds pgbench, which Debian keeps beside the server.
func pgbenchProgram() (string, error) {
	if path, err := exec.LookPath("pgbench"); err == nil {
		return path, nil
	}
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/pgbench")
	if err == nil && len(found) == 0 {
		err = errors.New("there is no pgbench; it comes with the server")
	}
	if err != nil {
		return "", err
	}
	return found[len(found)-1], nil
}

// A bareFile is an SQLite file whose one writer commits in groups, as the
// store does, and knows nothing but the statements.
type bareFile struct {
	conn  *sql.Conn
	texts []string
	ready []*sql.Stmt
	queue chan bareJob
	act   atomic.Int64
}

// A bareJob is one delivery that waits.
type bareJob struct {
	agreement int64
	done      chan error
}

// maxGroup is how many the store commits together at most.
const maxGroup = 256

// asTheStore are the settings by which the store makes SQLite faster than it comes.
func asTheStore() []string {
	return []string{"cache_size(-65536)", "temp_store(MEMORY)", "wal_autocheckpoint(8000)"}
}

func openBare(ctx context.Context, path string, texts, settings []string) (*bareFile, error) {
	name := "file:" + path + "?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)" +
		"&_pragma=synchronous(FULL)&_pragma=foreign_keys(1)"
	for _, setting := range settings {
		name += "&_pragma=" + setting
	}
	db, err := sql.Open("sqlite", name)
	if err != nil {
		return nil, err
	}
	f := &bareFile{texts: texts, queue: make(chan bareJob, maxGroup)}
	f.act.Store(1_000_000_000)
	if f.conn, err = db.Conn(ctx); err != nil {
		return nil, err
	}
	for _, text := range append([]string{"SAVEPOINT act", "RELEASE act"}, texts...) {
		st, err := f.conn.PrepareContext(ctx, text)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", text, err)
		}
		f.ready = append(f.ready, st)
	}
	go f.write(ctx)
	return f, nil
}

// deliver hands one delivery to the writer and waits for the disk.
func (f *bareFile) deliver(agreement int64) error {
	j := bareJob{agreement, make(chan error, 1)}
	f.queue <- j
	return <-j.done
}

func (f *bareFile) write(ctx context.Context) {
	for first := range f.queue {
		group, err := f.commit(ctx, first)
		for _, j := range group {
			j.done <- err
		}
	}
}

// commit does a delivery and all that come meanwhile, as the store does.
func (f *bareFile) commit(ctx context.Context, j bareJob) (group []bareJob, err error) {
	if _, err := f.conn.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		return []bareJob{j}, err
	}
	for more := true; more; {
		group = append(group, j)
		if err := f.statements(ctx, j); err != nil {
			return group, err
		}
		more = false
		if len(group) < maxGroup {
			select {
			case j = <-f.queue:
				more = true
			default:
			}
		}
	}
	_, err = f.conn.ExecContext(ctx, "COMMIT")
	return group, err
}

// statements runs those of one delivery in its savepoint.
func (f *bareFile) statements(ctx context.Context, j bareJob) error {
	act := f.act.Add(1)
	values := map[string]any{
		"agreement": j.agreement, "event": act * 65536, "act": act, "number": int64(0),
		"key": "bare " + strconv.FormatInt(act, 10),
	}
	if _, err := f.ready[0].ExecContext(ctx); err != nil {
		return err
	}
	for i, st := range f.ready[2:] {
		var args []any
		for name, value := range values {
			if strings.Contains(f.texts[i], ":"+name) {
				args = append(args, sql.Named(name, value))
			}
		}
		last, err := drain(ctx, st, args)
		if err != nil {
			return fmt.Errorf("%s: %w", f.texts[i], err)
		}
		if strings.Contains(f.texts[i], "RETURNING number AS made") {
			values["number"] = last
		}
	}
	_, err := f.ready[1].ExecContext(ctx)
	return err
}

// drain reads all rows of a statement and returns the last one's first value.
func drain(ctx context.Context, st *sql.Stmt, args []any) (last any, err error) {
	rows, err := st.QueryContext(ctx, args...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }() // its errors are those of Err
	columns, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	values := make([]any, len(columns))
	pointers := make([]any, len(columns))
	for i := range values {
		pointers[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(pointers...); err != nil {
			return nil, err
		}
	}
	if len(values) > 0 {
		last = values[0]
	}
	return last, rows.Err()
}
