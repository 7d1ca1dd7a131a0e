package store

import (
	"context"
	"errors"
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
	acts actNumbers
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
			return p.transaction(ctx, step)
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
func (p *Postgres) transaction(ctx context.Context, do func(session) error) error {
	return p.change(ctx, func(s session) error {
		if _, err := s.exec(ctx, "SELECT pg_advisory_xact_lock($1)", migrationLock); err != nil {
			return err
		}
		return do(s)
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
func (p *Postgres) Region(region int64) hinterland.Records { return postgresRegion{p, region} }

// Regions implements Database.
func (p *Postgres) Regions(ctx context.Context) (regions []int64, err error) {
	err = p.look(ctx, func(s session) error {
		regions, err = regionsIn(ctx, s)
		return err
	})
	return regions, err
}

// Keys are what lets people in to one region.
func (p *Postgres) Keys(region int64) hinterland.Keys { return keys{p, region} }

// Files are what lies apart of the records of one region.
func (p *Postgres) Files(region int64) hinterland.Files { return files{keys{p, region}} }

// Drawings are what was drawn from the records of one region.
func (p *Postgres) Drawings(region int64) hinterland.Drawings { return drawings{keys{p, region}} }

// Log is what stands for the entries of one region.
func (p *Postgres) Log(region int64) hinterland.Log { return log{p, region, writing()} }

// change implements opener.
func (p *Postgres) change(ctx context.Context, do func(session) error) error {
	return ended(ctx, p.pool, committed, do)
}

// look implements opener.
func (p *Postgres) look(ctx context.Context, do func(session) error) error {
	return ended(ctx, p.pool, unchanging, do)
}

// A postgresRegion is the records of one region in a PostgreSQL database.
type postgresRegion struct {
	*Postgres
	region int64
}

// NextAct implements hinterland.Records.
func (r postgresRegion) NextAct(ctx context.Context) (int64, error) {
	return r.acts.next(func(many int64) ([]int64, error) {
		rows, err := r.pool.Query(ctx, "SELECT nextval('act') FROM generate_series(1, $1)", many)
		if err != nil {
			return nil, err
		}
		return pgx.CollectRows(rows, pgx.RowTo[int64])
	})
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
	return within(ctx, r.pool, committed, func(s *postgresSession) error {
		t := &tx{ctx: ctx, session: s, region: r.region, dialect: writing()}
		entry, err := act(t)
		switch {
		case err != nil:
			return err
		case entry == nil: // what waits is tried all the same: it may be refused
			_, err := s.send(ctx)
			return err
		case ctx.Err() != nil:
			return ctx.Err()
		}
		return t.recordPostgres(s, entry)
	})
}

// madeSQL writes an entry: the number is drawn when all rows are locked, and no
// other act waits for us longer than what is left to write.
const madeSQL = "WITH made AS (INSERT INTO entry (region, " + entryColumns + ") VALUES " +
	"($1, nextval('entry_number'), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) " +
	"RETURNING region, number), waiting AS (INSERT INTO unlogged (region, entry) " +
	"SELECT region, number FROM made)"

// copied is from how many changes on they are worth a round trip of their own.
const copied = 1000

// recordPostgres writes an entry with its changes and commits.
func (t *tx) recordPostgres(s *postgresSession, e *hinterland.Entry) error {
	e.Changes = t.changes
	body := string(e.Body)
	made := t.args(entryFields(e, &body)[1:]...)
	number := func(scan scanner) error { return scan(&e.Number) }
	ctx, stop := patient(t.ctx)
	defer stop()
	if len(e.Changes) < copied {
		s.wait(asking{
			text: madeSQL + notedSQL + " SELECT number FROM made",
			args: append(made, columnsOf(e.Changes)...), each: number,
		})
		return twice(s.end(ctx))
	}
	s.wait(asking{text: madeSQL + " SELECT number FROM made", args: made, each: number})
	_, err := s.send(ctx)
	if err == nil {
		err = s.copyChanges(ctx, t.region, e)
	}
	if err == nil {
		err = s.end(ctx)
	}
	return twice(err)
}

// notedSQL adds the changes of an entry to madeSQL.
const notedSQL = ", noted AS (INSERT INTO change (region, entry, ordinal, table_name, " +
	"row_key, row_after) SELECT made.region, made.number, c.ordinal - 1, c.name, c.key, " +
	"c.row FROM made, unnest($13::text[], $14::text[], $15::text[]) WITH ORDINALITY " +
	"AS c (name, key, row, ordinal))"

// columnsOf are the tables, keys and rows of changes.
func columnsOf(changes []hinterland.Change) []any {
	names, keys, rows := make([]string, len(changes)), make([]string, len(changes)),
		make([]string, len(changes))
	for i, c := range changes {
		names[i], keys[i], rows[i] = c.Table, c.Key, c.Row
	}
	return []any{names, keys, rows}
}

// Read implements hinterland.Records.
func (r postgresRegion) Read(ctx context.Context, look func(hinterland.Tx) error) error {
	return ended(ctx, r.pool, unchanging, func(s session) error {
		return look(&tx{ctx: ctx, session: s, region: r.region, dialect: reading()})
	})
}
