package store

import (
	"context"
	"database/sql"
	"errors"
	"sync"
)

// maxReaders is how many look at one file at once; others wait for them.
const maxReaders = 8

// readers are connections to a file that cannot write. Each stays open, with
// the statements ready that were run on it: those are texts of this program
// and no value is ever part of one, so there are only so many.
type readers struct {
	pool  *sql.DB
	seats chan struct{} // full when maxReaders look
	mu    sync.Mutex
	idle  []*sqliteSession // who looked last is taken first: it has most ready
}

func openReaders(path string) (*readers, error) {
	pool, err := sql.Open("sqlite", sqliteName(path, "query_only(1)"))
	if err != nil {
		return nil, err
	}
	return &readers{pool: pool, seats: make(chan struct{}, maxReaders)}, nil
}

// read gives look a connection on one state of the file. Whoever calls it from
// inside look may wait for themselves.
func (r *readers) read(ctx context.Context, look func(*sqliteSession) error) (err error) {
	select {
	case r.seats <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-r.seats }()
	s, err := r.take(ctx)
	if err != nil {
		return err
	}
	defer func() {
		if s.lost == nil {
			r.give(s)
		} else { // it could not even be rolled back
			err = errors.Join(err, s.close())
		}
	}()
	return s.transaction(ctx, "BEGIN", func() error { return look(s) })
}

// take is an idle connection, or a new one if there is none.
func (r *readers) take(ctx context.Context) (*sqliteSession, error) {
	if s := r.pop(); s != nil {
		return s, nil
	}
	conn, err := r.pool.Conn(ctx)
	if err != nil {
		return nil, err
	}
	return newSQLiteSession(conn), nil
}

// pop is the connection that looked last, or nil if none is idle.
func (r *readers) pop() *sqliteSession {
	r.mu.Lock()
	defer r.mu.Unlock()
	last := len(r.idle) - 1
	if last < 0 {
		return nil
	}
	s := r.idle[last]
	r.idle = r.idle[:last]
	return s
}

func (r *readers) give(s *sqliteSession) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.idle = append(r.idle, s)
}

// close ends all connections; none may be in use any more.
func (r *readers) close() error {
	var errs []error
	for range maxReaders {
		r.seats <- struct{}{}
	}
	for _, s := range r.idle {
		errs = append(errs, s.close())
	}
	return errors.Join(append(errs, r.pool.Close())...)
}
