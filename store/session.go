package store

import (
	"context"
	"errors"
	"sync/atomic"
)

// A session is a connection in a transaction. Both engines take $1, $2 … for
// the values of a statement, and scan columns into pointers.
type session interface {
	// exec runs a statement and counts the rows that it touched.
	exec(ctx context.Context, sql string, args ...any) (int64, error)
	// later runs a statement before the next one, or before the transaction ends. It
	// may be then only that said is told what came of it; its error is that of
	// whatever is done then.
	later(ctx context.Context, said func(error) error, sql string, args ...any) error
	// query runs a statement and calls each for every row, which it scans.
	// It owns the loop, so that no error of a row goes unseen.
	query(ctx context.Context, sql string, args []any, each func(scan scanner) error) error
	// fill adds many rows to a table, none of which is there yet.
	fill(ctx context.Context, table string, columns []string, rows [][]any) error
}

// A scanner copies the columns of a row to where pointers point.
type scanner func(into ...any) error

// errOnce ends a query after its first row.
var errOnce = errors.New("one row is enough")

// one runs a query for its first row and reports whether there was one.
func one(ctx context.Context, s session, sql string, args []any, into ...any) (bool, error) {
	found := false
	err := s.query(ctx, sql, args, func(scan scanner) error {
		found = true
		if err := scan(into...); err != nil {
			return err
		}
		return errOnce
	})
	if errors.Is(err, errOnce) {
		err = nil
	}
	return found, err
}

// A broken constraint is what a database says no with, by the name that the
// schema gives it; SQLite names no foreign keys.
type broken struct {
	kind brokenKind
	name string
	err  error
}

// A brokenKind is what sort of constraint was broken.
type brokenKind int

const (
	brokenOther   brokenKind = iota
	brokenForeign            // a row is missing, or still referred to
	brokenOverlap            // two rows share what only one may have
	brokenUnique             // a key is taken
)

func (b *broken) Error() string { return b.err.Error() }
func (b *broken) Unwrap() error { return b.err }

// A countKey is where a context keeps how many statements were run under it.
type countKey struct{}

// Counting returns a context under which statements are counted, whoever runs
// them, and what tells how many there were so far.
func Counting(ctx context.Context) (context.Context, func() int64) {
	n := new(atomic.Int64)
	return context.WithValue(ctx, countKey{}, n), n.Load
}

// counted adds one to the count of a context, if it keeps one.
func counted(ctx context.Context) {
	if n, ok := ctx.Value(countKey{}).(*atomic.Int64); ok {
		n.Add(1)
	}
}
