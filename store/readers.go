package store

import (
	"context"
	"database/sql"
	"errors"
)

// maxReaders is how many look at one file at once; others wait for them.
const maxReaders = 8

// readers are connections to a file that cannot write. Each stays open, with
// the statements ready that were run on it: those are texts of this program
// and no value is ever part of one, so there are only so many.
type readers struct {
	pool *sql.DB
	free chan *sqliteSession // nil for one that is not open
}

func openReaders(path string) (*readers, error) {
	pool, err := sql.Open("sqlite", sqliteName(path, "query_only(1)"))
	if err != nil {
		return nil, err
	}
	r := &readers{pool, make(chan *sqliteSession, maxReaders)}
	for range maxReaders {
		r.free <- nil
	}
	return r, nil
}

// read gives look a connection on one state of the file. Whoever calls it from
// inside look may wait for themselves.
func (r *readers) read(ctx context.Context, look func(*sqliteSession) error) (err error) {
	var s *sqliteSession
	select {
	case s = <-r.free:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { r.free <- s }()
	if s == nil {
		conn, err := r.pool.Conn(ctx)
		if err != nil {
			return err
		}
		s = newSQLiteSession(conn)
	}
	defer func() {
		if s.lost != nil { // it could not even be rolled back
			err = errors.Join(err, s.close())
			s = nil
		}
	}()
	return s.transaction(ctx, "BEGIN", func() error { return look(s) })
}

// close ends all connections; none may be in use any more.
func (r *readers) close() error {
	var errs []error
	for range maxReaders {
		if s := <-r.free; s != nil {
			errs = append(errs, s.close())
		}
	}
	return errors.Join(append(errs, r.pool.Close())...)
}
