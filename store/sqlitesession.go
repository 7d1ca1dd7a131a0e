package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"modernc.org/sqlite"
)

// A sqliteSession is one connection, with its statements kept ready.
//
// After an error that is no broken constraint there may be no transaction any
// more, as when the disk is full, and a statement would be kept by itself. So
// lost holds that error, and no statement runs until what was begun has been
// rolled back.
type sqliteSession struct {
	conn     *sql.Conn
	ready    map[string]*readyStatement
	lost     error
	recalled map[string]any // of the writer only; see recall
}

// A readyStatement is one that was prepared, and whether all that is remembered outlives it.
type readyStatement struct {
	*sql.Stmt
	spares bool
}

func newSQLiteSession(conn *sql.Conn) *sqliteSession {
	return &sqliteSession{conn: conn, ready: map[string]*readyStatement{}}
}

func (s *sqliteSession) close() error {
	var errs []error
	for _, st := range s.ready {
		errs = append(errs, st.Close())
	}
	return errors.Join(append(errs, s.conn.Close())...)
}

// within runs do between two statements, or ends it with a third if do
// returns an error, panics, or the second statement does not succeed.
func (s *sqliteSession) within(
	ctx context.Context, begin, end, abort string, do func() error,
) (err error) {
	if s.lost != nil {
		return s.lost
	}
	// One that is interrupted may have begun all the same, and nobody would end it.
	if err := s.turn(context.WithoutCancel(ctx), begin); err != nil {
		return err
	}
	kept := false
	defer func() {
		if !kept {
			clear(s.recalled)
			_, s.lost = s.conn.ExecContext(context.WithoutCancel(ctx), abort)
		}
	}()
	if err := do(); err != nil {
		return err
	}
	if s.lost != nil {
		return s.lost // do has made light of an error
	}
	if err := s.turn(ctx, end); err != nil {
		return err
	}
	kept = true
	return nil
}

// turn runs a statement that begins or ends something.
func (s *sqliteSession) turn(ctx context.Context, text string) error {
	st, err := s.statement(ctx, text)
	if err != nil {
		return err
	}
	_, err = st.ExecContext(ctx)
	return sqliteError(err)
}

// transaction runs do in a transaction of its own. Whatever has been lost
// before is over when it begins.
func (s *sqliteSession) transaction(ctx context.Context, begin string, do func() error) error {
	s.lost = nil
	return s.within(ctx, begin, "COMMIT", "ROLLBACK", do)
}

// failed notes an error after which nothing may be written.
func (s *sqliteSession) failed(err error) error {
	err = sqliteError(err)
	var no *broken
	if err != nil && !errors.As(err, &no) {
		s.lost = err
	}
	return err
}

func (s *sqliteSession) statement(ctx context.Context, text string) (*sql.Stmt, error) {
	if s.lost != nil {
		return nil, s.lost
	}
	st, ok := s.ready[text]
	if !ok {
		made, err := s.conn.PrepareContext(ctx, text)
		if err != nil {
			return nil, s.failed(err)
		}
		st = &readyStatement{made, spares(text)}
		s.ready[text] = st
	}
	if !st.spares {
		clear(s.recalled)
	}
	return st.Stmt, nil
}

func (s *sqliteSession) exec(ctx context.Context, text string, args ...any) (int64, error) {
	counted(ctx)
	return s.run(ctx, text, args)
}

func (s *sqliteSession) later(
	ctx context.Context, said func(error) error, text string, args ...any,
) error {
	_, err := s.exec(ctx, text, args...)
	return said(err)
}

func (s *sqliteSession) run(ctx context.Context, text string, args []any) (int64, error) {
	if len(args) == 0 { // a migration: several statements, once
		_, err := s.conn.ExecContext(ctx, text)
		return 0, s.failed(err)
	}
	st, err := s.statement(ctx, text)
	if err != nil {
		return 0, err
	}
	result, err := st.ExecContext(ctx, args...)
	if err != nil {
		return 0, s.failed(err)
	}
	return result.RowsAffected()
}

// maxValues is how many values SQLite takes in one statement.
const maxValues = 32_766

// rowsAtOnce is how many rows one statement adds: what an ordinary act notes, or as many
// as there may be of a long one. At the end of each statement SQLite goes through all that
// it keeps to roll the act back, so that few have to do; and of few lengths, since each is
// kept ready.
func rowsAtOnce(rows, columns int) int {
	for _, n := range []int{maxValues / columns, 256} {
		if rows >= n {
			return n
		}
	}
	return min(rows, 8)
}

func (s *sqliteSession) fill(
	ctx context.Context, table string, columns []string, rows [][]any,
) error {
	counted(ctx)
	// The driver asks for the name of a hole that has one, for each value again.
	row := ", (?" + strings.Repeat(", ?", len(columns)-1) + ")"
	insert := "INSERT INTO " + table + " (" + strings.Join(columns, ", ") + ") VALUES "
	for len(rows) > 0 {
		n := rowsAtOnce(len(rows), len(columns))
		some := rows[:n]
		rows = rows[n:]
		text := insert + strings.Repeat(row, len(some))[len(", "):]
		if _, err := s.run(ctx, text, slices.Concat(some...)); err != nil {
			return err
		}
	}
	return nil
}

func (s *sqliteSession) query(
	ctx context.Context, text string, args []any, each func(scanner) error,
) error {
	counted(ctx)
	st, err := s.statement(ctx, text)
	if err != nil {
		return err
	}
	rows, err := st.QueryContext(ctx, args...)
	if err != nil {
		return s.failed(err)
	}
	defer func() { _ = rows.Close() }() // its errors are those of Err
	for rows.Next() {
		if err := each(rows.Scan); err != nil {
			return err
		}
	}
	return s.failed(rows.Err())
}

// The extended result codes of the constraints that SQLite tells apart.
const (
	sqliteNoDatabase = 26
	sqliteForeignKey = 787
	sqlitePrimaryKey = 1555
	sqliteTrigger    = 1811
	sqliteUnique     = 2067
)

// isNoDatabase reports whether SQLite says of a file that it wrote none of it.
func isNoDatabase(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && e.Code() == sqliteNoDatabase
}

// sqliteError makes a broken constraint of an error that is one.
func sqliteError(err error) error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return err
	}
	kind := brokenOther
	switch e.Code() {
	case sqliteForeignKey:
		kind = brokenForeign
	case sqliteTrigger:
		kind = brokenOverlap
	case sqlitePrimaryKey, sqliteUnique:
		kind = brokenUnique
	default:
		return fmt.Errorf("sqlite: %w", err)
	}
	return &broken{kind: kind, err: err}
}
