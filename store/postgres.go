package store

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"hinterland"
)

// Postgres keeps records in a PostgreSQL database that many processes share.
type Postgres struct {
	pool *pgxpool.Pool
}

// OpenPostgres opens the records at a URL and brings them to this program's
// schema.
func OpenPostgres(ctx context.Context, url string) (*Postgres, error) {
	texts, err := migrationsOf("postgres")
	if err != nil {
		return nil, err
	}
	return openPostgres(ctx, url, texts)
}

func openPostgres(ctx context.Context, url string, migrations []string) (*Postgres, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, err
	}
	if !strings.Contains(url, "pool_max_conns") {
		config.MaxConns = maxConns
	}
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, err
	}
	p := &Postgres{pool: pool}
	err = p.checkEncoding(ctx)
	if err == nil {
		err = migrate(ctx, migrations, func(step func(session) error) error {
			return p.transaction(ctx, func(s postgresSession) error { return step(s) })
		})
		err = unable(err)
	}
	if err != nil {
		pool.Close()
		return nil, err
	}
	return p, nil
}

// unable says of a migration that the user of the database may not do it, or that
// what it needs was not installed with the server.
func unable(err error) error {
	const noRight, noFile, notOffered = "42501", "58P01", "0A000"
	var e *pgconn.PgError
	if errors.As(err, &e) && slices.Contains([]string{noRight, noFile, notOffered}, e.Code) {
		return hinterland.Refuse(hinterland.Conflict, "database.rights",
			hinterland.Args{"detail": e.Message})
	}
	return err
}

// maxConns is how many acts are done at once unless the URL says so: enough of
// them to wait for the disk together.
const maxConns = 24

// checkEncoding refuses a database that cannot hold every text.
func (p *Postgres) checkEncoding(ctx context.Context) error {
	var encoding string
	err := p.pool.QueryRow(ctx, "SELECT current_setting('server_encoding')").Scan(&encoding)
	if err == nil && encoding != "UTF8" {
		err = hinterland.Refuse(hinterland.Conflict, "database.encoding",
			hinterland.Args{"encoding": encoding})
	}
	return err
}

// transaction runs do in a transaction that only one process at a time is in,
// for what treats the database as a whole.
func (p *Postgres) transaction(ctx context.Context, do func(postgresSession) error) error {
	return pgx.BeginFunc(ctx, p.pool, func(t pgx.Tx) error {
		if _, err := t.Exec(ctx, "SELECT pg_advisory_xact_lock($1)", migrationLock); err != nil {
			return err
		}
		return do(postgresSession{t})
	})
}

// migrationLock is a number of our own that processes queue up for.
const migrationLock = 0x68696e74

// Close ends every connection.
func (p *Postgres) Close() error {
	p.pool.Close()
	return nil
}

// Region is the records of one region.
func (p *Postgres) Region(region int64) hinterland.Records { return postgresRegion{p.pool, region} }

// Regions implements Database.
func (p *Postgres) Regions(ctx context.Context) (regions []int64, err error) {
	err = pgx.BeginFunc(ctx, p.pool, func(t pgx.Tx) error {
		regions, err = regionsIn(ctx, postgresSession{t})
		return err
	})
	return regions, err
}

// Keys are what lets people in to one region.
func (p *Postgres) Keys(region int64) hinterland.Keys { return keys{p, region} }

// Files are what lies apart of the records of one region.
func (p *Postgres) Files(region int64) hinterland.Files { return files{keys{p, region}} }

// Log is what stands for the entries of one region.
func (p *Postgres) Log(region int64) hinterland.Log { return log{p, region, writing()} }

// change implements opener.
func (p *Postgres) change(ctx context.Context, do func(session) error) error {
	return pgx.BeginFunc(ctx, p.pool, func(t pgx.Tx) error { return do(postgresSession{t}) })
}

// look implements opener.
func (p *Postgres) look(ctx context.Context, do func(session) error) error {
	options := pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}
	return pgx.BeginTxFunc(ctx, p.pool, options,
		func(t pgx.Tx) error { return do(postgresSession{t}) })
}

// A postgresRegion is the records of one region in a PostgreSQL database.
type postgresRegion struct {
	pool   *pgxpool.Pool
	region int64
}

// NextAct implements hinterland.Records.
func (r postgresRegion) NextAct(ctx context.Context) (int64, error) {
	var act int64
	err := r.pool.QueryRow(ctx, "SELECT nextval('act')").Scan(&act)
	return act, err
}

// An act that was chosen to end a deadlock is done again, after a pause that
// grows and differs, so that the same two do not meet again.
const (
	maxTries   = 10
	firstPause = 2 * time.Millisecond
)

// Write implements hinterland.Records.
func (r postgresRegion) Write(
	ctx context.Context, act func(hinterland.Tx) (*hinterland.Entry, error),
) error {
	pause := firstPause
	for try := 1; ; try++ {
		err := r.perform(ctx, act)
		if !again(err) || try == maxTries {
			return err
		}
		select {
		case <-time.After(pause/2 + rand.N(pause)):
			pause *= 2
		case <-ctx.Done():
			return errors.Join(ctx.Err(), err)
		}
	}
}

// again reports whether an error says that the same act may well succeed now.
func again(err error) bool {
	var e *pgconn.PgError
	return errors.As(err, &e) && (e.Code == "40P01" || e.Code == "40001")
}

// writing is what acts say: other processes write too.
func writing() dialect {
	return dialect{
		forShare: " FOR SHARE", forUpdate: " FOR NO KEY UPDATE", least: reading().least,
		each: reading().each, find: reading().find, lateral: true,
	}
}

// reading is what readers say, who can hold nothing.
func reading() dialect {
	return dialect{
		least: "least", each: "jsonb_array_elements($2::jsonb) WITH ORDINALITY AS j (value, key)",
		find: "strpos", lateral: true,
	}
}

func (r postgresRegion) perform(
	ctx context.Context, act func(hinterland.Tx) (*hinterland.Entry, error),
) error {
	conn, err := r.pool.Acquire(ctx)
	if err != nil {
		return err
	}
	defer conn.Release()
	if _, err := conn.Exec(ctx, "BEGIN ISOLATION LEVEL READ COMMITTED"); err != nil {
		return err
	}
	defer func() {
		if conn.Conn().PgConn().TxStatus() != idle {
			// A connection that cannot even roll back is closed by Release.
			ctx, stop := patient(ctx)
			defer stop()
			_, _ = conn.Exec(ctx, "ROLLBACK")
		}
	}()
	t := &tx{ctx: ctx, session: postgresSession{conn}, region: r.region, dialect: writing()}
	entry, err := act(t)
	if err == nil && entry != nil {
		err = ctx.Err()
	}
	if err != nil || entry == nil {
		return err
	}
	return r.record(ctx, conn, t, entry)
}

// patient is a context for what ends a transaction. It does not end with the
// caller's, so that a COMMIT that has been sent is answered; where no answer
// comes, whether it was done is not known, and the door looks for the key.
func patient(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(ctx), 30*time.Second)
}

// idle is the status of a connection in no transaction.
const idle = 'I'

// madeSQL writes an entry: the number is drawn when all rows are locked, and no
// other act waits for us longer than what is left to write.
const madeSQL = "WITH made AS (INSERT INTO entry (region, " + entryColumns + ") VALUES " +
	"($1, nextval('entry_number'), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) " +
	"RETURNING region, number), waiting AS (INSERT INTO unlogged (region, entry) " +
	"SELECT region, number FROM made)"

// copied is from how many changes on they are worth a round trip of their own.
const copied = 1000

// record writes an entry with its changes and commits.
func (r postgresRegion) record(
	ctx context.Context, conn *pgxpool.Conn, t *tx, e *hinterland.Entry,
) error {
	e.Changes = t.changes
	body := string(e.Body)
	made := t.args(entryFields(e, &body)[1:]...)
	ctx, stop := patient(ctx)
	defer stop()
	if len(e.Changes) < copied {
		return twice(postgresError(recordAtOnce(ctx, conn, e, made)))
	}
	err := conn.QueryRow(ctx, madeSQL+" SELECT number FROM made", made...).Scan(&e.Number)
	if err == nil {
		err = r.copyChanges(ctx, conn, e)
	}
	if err == nil {
		_, err = conn.Exec(ctx, "COMMIT")
	}
	return twice(postgresError(err))
}

// recordAtOnce does all that in one round trip.
func recordAtOnce(
	ctx context.Context, conn *pgxpool.Conn, e *hinterland.Entry, made []any,
) error {
	names, keys, rows := make([]string, len(e.Changes)), make([]string, len(e.Changes)),
		make([]string, len(e.Changes))
	for i, c := range e.Changes {
		names[i], keys[i], rows[i] = c.Table, c.Key, c.Row
	}
	batch := &pgx.Batch{}
	batch.Queue(madeSQL+", noted AS (INSERT INTO change (region, entry, ordinal, table_name, "+
		"row_key, row_after) SELECT made.region, made.number, c.ordinal - 1, c.name, c.key, "+
		"c.row FROM made, unnest($13::text[], $14::text[], $15::text[]) WITH ORDINALITY "+
		"AS c (name, key, row, ordinal)) SELECT number FROM made",
		append(made, names, keys, rows)...).
		QueryRow(func(row pgx.Row) error { return row.Scan(&e.Number) })
	batch.Queue("COMMIT")
	return conn.SendBatch(ctx, batch).Close()
}

// copyChanges writes the changes of an entry while they are still being read
// here.
func (r postgresRegion) copyChanges(
	ctx context.Context, conn *pgxpool.Conn, e *hinterland.Entry,
) error {
	_, err := conn.CopyFrom(ctx, pgx.Identifier{"change"},
		[]string{"region", "entry", "ordinal", "table_name", "row_key", "row_after"},
		pgx.CopyFromSlice(len(e.Changes), func(i int) ([]any, error) {
			c := e.Changes[i]
			return []any{r.region, e.Number, int64(i), c.Table, c.Key, c.Row}, nil
		}))
	return err
}

// Read implements hinterland.Records.
func (r postgresRegion) Read(ctx context.Context, look func(hinterland.Tx) error) error {
	options := pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}
	return pgx.BeginTxFunc(ctx, r.pool, options, func(pt pgx.Tx) error {
		return look(&tx{
			ctx: ctx, session: postgresSession{pt}, region: r.region, dialect: reading(),
		})
	})
}

// A postgresSession is a connection in a transaction.
type postgresSession struct {
	tx interface {
		Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error)
		Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
		CopyFrom(
			ctx context.Context, table pgx.Identifier, columns []string, from pgx.CopyFromSource,
		) (int64, error)
	}
}

func (s postgresSession) exec(ctx context.Context, sql string, args ...any) (int64, error) {
	counted(ctx)
	tag, err := s.tx.Exec(ctx, sql, args...)
	return tag.RowsAffected(), postgresError(err)
}

func (s postgresSession) fill(
	ctx context.Context, table string, columns []string, rows [][]any,
) error {
	counted(ctx)
	_, err := s.tx.CopyFrom(ctx, pgx.Identifier{table}, columns, pgx.CopyFromRows(rows))
	return postgresError(err)
}

func (s postgresSession) query(
	ctx context.Context, sql string, args []any, each func(scanner) error,
) error {
	counted(ctx)
	rows, err := s.tx.Query(ctx, sql, args...)
	if err != nil {
		return postgresError(err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := each(rows.Scan); err != nil {
			return err
		}
	}
	return postgresError(rows.Err())
}

// postgresError makes a broken constraint of an error that is one.
func postgresError(err error) error {
	var e *pgconn.PgError
	if !errors.As(err, &e) {
		return err
	}
	kind := brokenOther
	switch e.Code {
	case "23503":
		kind = brokenForeign
	case "23P01":
		kind = brokenOverlap
	case "23505":
		kind = brokenUnique
	default:
		return fmt.Errorf("postgres: %w", err)
	}
	return &broken{kind: kind, name: e.ConstraintName, err: err}
}
