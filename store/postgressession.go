package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"hinterland"
)

// How transactions begin: one that writes sees at each statement what others
// have committed; one that reads sees one state from its first statement on.
const (
	committed  = "BEGIN ISOLATION LEVEL READ COMMITTED"
	unchanging = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
)

// A postgresSession is a connection in a transaction. Statements whose answer
// nobody needs yet wait, BEGIN first, and go with the next one whose answer is
// needed: in their order, and in one round trip.
type postgresSession struct {
	conn  *pgxpool.Conn
	waits []asking
}

// An asking is a statement that waits. It is told its rows, if any are asked for,
// and what came of it.
type asking struct {
	text string
	args []any
	each func(scanner) error
	said func(error) error
}

// within runs do in a transaction, which do ends. What it leaves open is rolled
// back.
func within(
	ctx context.Context, pool *pgxpool.Pool, begin string, do func(*postgresSession) error,
) error {
	conn, err := pool.Acquire(ctx)
	if err != nil {
		return err
	}
	defer conn.Release()
	defer func() {
		if conn.Conn().PgConn().TxStatus() != idle {
			// A connection that cannot even roll back is closed by Release.
			ctx, stop := patient(ctx)
			defer stop()
			_, _ = conn.Exec(ctx, "ROLLBACK")
		}
	}()
	return do(&postgresSession{conn, []asking{{text: begin}}})
}

// ended runs do in a transaction that is committed, unless do returns an error.
func ended(
	ctx context.Context, pool *pgxpool.Pool, begin string, do func(session) error,
) error {
	return within(ctx, pool, begin, func(s *postgresSession) error {
		if err := do(s); err != nil {
			return err
		}
		return s.end(ctx)
	})
}

// patient is a context for what ends a transaction. It does not end with the
// caller's, so that a COMMIT that has been sent is answered; where no answer
// comes, whether it was done is not known, and the door looks for the key.
func patient(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(ctx), 30*time.Second)
}

// idle is the status of a connection in no transaction.
const idle = 'I'

// end commits, with what waits.
func (s *postgresSession) end(ctx context.Context) error {
	s.wait(asking{text: "COMMIT"})
	_, err := s.send(ctx)
	return err
}

func (s *postgresSession) wait(w asking) { s.waits = append(s.waits, w) }

// send sends all that waits, and reads the answers. The server does nothing after
// a statement that fails.
func (s *postgresSession) send(ctx context.Context) (last pgconn.CommandTag, first error) {
	if len(s.waits) == 0 {
		return last, nil
	}
	batch := &pgx.Batch{}
	for _, w := range s.waits {
		batch.Queue(w.text, w.args...)
	}
	waits := s.waits
	s.waits = nil
	results := s.conn.SendBatch(ctx, batch)
	for _, w := range waits {
		tag, err := w.hear(results)
		if first == nil {
			last, first = tag, err
		}
	}
	if err := results.Close(); first == nil {
		first = postgresError(err)
	}
	return last, first
}

// hear reads the answer to a statement.
func (w *asking) hear(results pgx.BatchResults) (pgconn.CommandTag, error) {
	rows, err := results.Query()
	tag, err := told(rows, err, w.each)
	if err == nil && w.text == "COMMIT" && tag.String() == "ROLLBACK" {
		err = pgx.ErrTxCommitRollback // somebody made light of an error
	}
	if w.said != nil {
		err = w.said(err)
	}
	return tag, err
}

// told reads the rows of a statement.
func told(
	rows pgx.Rows, err error, each func(scanner) error,
) (pgconn.CommandTag, error) {
	for err == nil && each != nil && rows.Next() {
		err = each(rows.Scan)
	}
	rows.Close()
	if err == nil {
		err = rows.Err()
	}
	return rows.CommandTag(), postgresError(err)
}

func (s *postgresSession) later(
	ctx context.Context, said func(error) error, text string, args ...any,
) error {
	counted(ctx)
	s.wait(asking{text: text, args: args, said: said})
	return nil
}

func (s *postgresSession) exec(ctx context.Context, text string, args ...any) (int64, error) {
	counted(ctx)
	if len(s.waits) > 0 && len(args) > 0 {
		s.wait(asking{text: text, args: args})
		tag, err := s.send(ctx)
		return tag.RowsAffected(), err
	}
	if _, err := s.send(ctx); err != nil { // a migration: several statements at once
		return 0, err
	}
	tag, err := s.conn.Exec(ctx, text, args...)
	return tag.RowsAffected(), postgresError(err)
}

func (s *postgresSession) query(
	ctx context.Context, text string, args []any, each func(scanner) error,
) error {
	counted(ctx)
	if len(s.waits) > 0 {
		s.wait(asking{text: text, args: args, each: each})
		_, err := s.send(ctx)
		return err
	}
	rows, err := s.conn.Query(ctx, text, args...)
	_, err = told(rows, err, each)
	return err
}

func (s *postgresSession) fill(
	ctx context.Context, table string, columns []string, rows [][]any,
) error {
	counted(ctx)
	if _, err := s.send(ctx); err != nil {
		return err
	}
	_, err := s.conn.CopyFrom(ctx, pgx.Identifier{table}, columns, pgx.CopyFromRows(rows))
	return postgresError(err)
}

// copyChanges writes the changes of an entry while they are still being read
// here.
func (s *postgresSession) copyChanges(
	ctx context.Context, region int64, e *hinterland.Entry,
) error {
	_, err := s.conn.CopyFrom(ctx, pgx.Identifier{"change"},
		[]string{"region", "entry", "ordinal", "table_name", "row_key", "row_after"},
		pgx.CopyFromSlice(len(e.Changes), func(i int) ([]any, error) {
			c := e.Changes[i]
			return []any{region, e.Number, int64(i), c.Table, c.Key, c.Row}, nil
		}))
	return postgresError(err)
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
