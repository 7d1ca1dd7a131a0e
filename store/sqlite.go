package store

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"sync"

	"hinterland"
)

// SQLite keeps records in one file. One goroutine writes: it takes all acts
// that wait, gives each a savepoint of its own, and commits them together, so
// that many share one wait for the disk.
type SQLite struct {
	readers *readers
	pool    *sql.DB
	writer  *sqliteSession
	queue   chan *job
	stopped chan struct{}
	acts    actNumbers
}

// A job is something that waits to be written.
type job struct {
	ctx    context.Context
	region int64
	do     func(*tx) error
	err    error
	thrown any // what the act panicked with
	done   chan struct{}
}

// maxGroup bounds how many acts share one commit, and so how long the first
// of them waits.
const maxGroup = 256

// begin opens a transaction that writes: at once, so that none finds out later
// that another process writes already.
const begin = "BEGIN IMMEDIATE"

// OpenSQLite opens the records in a file, which it makes if there is none,
// and brings them to this program's schema.
func OpenSQLite(ctx context.Context, path string) (*SQLite, error) {
	texts, err := migrationsOf("sqlite")
	if err != nil {
		return nil, err
	}
	return openSQLite(ctx, path, texts)
}

// durable makes a commit wait for the disk: what was acknowledged outlives a
// loss of power.
const durable = "synchronous(FULL)"

// roomy lets the pages that a long act changes lie in memory, up to 64 MB, so
// that none is written to the disk before the act is done, and then again.
const roomy = "cache_size(-65536)"

// unspilled keeps in memory what a savepoint needs to be rolled back. In a file
// of its own it was a fifth of an act.
const unspilled = "temp_store(MEMORY)"

// unhurried lets the log of the file grow to 32 MB before its pages are put in their
// places: those that every act writes are put there once for many groups.
const unhurried = "wal_autocheckpoint(8000)"

func openSQLite(ctx context.Context, path string, migrations []string) (*SQLite, error) {
	s := &SQLite{queue: make(chan *job, maxGroup), stopped: make(chan struct{})}
	var err error
	name := sqliteName(path, durable, roomy, unspilled, unhurried)
	if s.pool, err = sql.Open("sqlite", name); err != nil {
		return nil, err
	}
	conn, err := s.pool.Conn(ctx)
	if err != nil {
		return nil, errors.Join(err, s.pool.Close())
	}
	s.writer = newSQLiteSession(conn)
	s.writer.recalled = map[string]any{}
	err = migrate(ctx, migrations, func(step func(session) error) error {
		return s.writer.transaction(ctx, begin, func() error {
			return step(s.writer)
		})
	})
	if err != nil {
		return nil, errors.Join(err, s.pool.Close())
	}
	if s.readers, err = openReaders(path); err != nil {
		return nil, errors.Join(err, s.pool.Close())
	}
	go s.write()
	return s, nil
}

// sqliteName is what the driver is told of a file.
func sqliteName(path string, pragmas ...string) string {
	values := url.Values{"_pragma": append([]string{
		"busy_timeout(10000)", "journal_mode(WAL)", "foreign_keys(1)",
	}, pragmas...)}
	name := url.URL{Scheme: "file", Opaque: url.PathEscape(path), RawQuery: values.Encode()}
	return name.String()
}

// Close ends the writer when it has written all that waits, and closes the
// file. No act may be begun after it.
func (s *SQLite) Close() error {
	close(s.queue)
	<-s.stopped
	return errors.Join(s.writer.close(), s.pool.Close(), s.readers.close())
}

// Region is the records of one region.
func (s *SQLite) Region(region int64) hinterland.Records { return sqliteRegion{s, region} }

// Regions implements Database.
func (s *SQLite) Regions(ctx context.Context) (regions []int64, err error) {
	err = s.readers.read(ctx, func(r *sqliteSession) error {
		regions, err = regionsIn(ctx, r)
		return err
	})
	return regions, err
}

// A sqliteRegion is the records of one region in a file.
type sqliteRegion struct {
	db     *SQLite
	region int64
}

// Write implements hinterland.Records.
func (r sqliteRegion) Write(
	ctx context.Context, act func(hinterland.Tx) (*hinterland.Entry, error),
) error {
	err := r.db.enqueue(&job{ctx: ctx, region: r.region, do: func(t *tx) error {
		entry, err := act(t)
		switch {
		case err != nil:
			return err
		case entry == nil:
			return errKeepNothing
		}
		return t.record(entry)
	}})
	if errors.Is(err, errKeepNothing) {
		err = nil
	}
	return err
}

// errKeepNothing rolls back what an act did that returned no entry.
var errKeepNothing = errors.New("nothing is to be kept")

// NextAct implements hinterland.Records.
func (r sqliteRegion) NextAct(ctx context.Context) (int64, error) {
	return r.db.acts.next(func(many int64) (numbers []int64, err error) {
		var last int64
		err = r.db.enqueue(&job{ctx: ctx, do: func(t *tx) error {
			_, err := one(t.ctx, t.session, "UPDATE act SET last = last + $1 RETURNING last",
				[]any{many}, &last)
			return err
		}})
		for n := last - many + 1; n <= last; n++ {
			numbers = append(numbers, n)
		}
		return numbers, err
	})
}

// actNumbers deals out numbers of acts that this process has reserved in the
// database, where another process may be reserving too. The first reservation is
// of one number and each further one of twice as many: who does one act
// leaves no gap, and who does many seldom waits for a number.
type actNumbers struct {
	mu         sync.Mutex
	free       []int64
	reserveNow int64
}

// maxReserve is the most numbers that are reserved at once, and so lost when
// the program ends.
const maxReserve = 1024

// next deals out a number. reserve makes many more ours.
func (a *actNumbers) next(reserve func(many int64) ([]int64, error)) (int64, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.free) == 0 {
		many := max(a.reserveNow, 1)
		numbers, err := reserve(many)
		if err != nil {
			return 0, err
		}
		a.free, a.reserveNow = numbers, min(2*many, maxReserve)
	}
	number := a.free[0]
	a.free = a.free[1:]
	return number, nil
}

// enqueue gives a job to the writer and waits until it is done: whether it is
// kept is then known, however impatient its context has become.
func (s *SQLite) enqueue(j *job) error {
	j.done = make(chan struct{})
	select {
	case s.queue <- j:
	case <-j.ctx.Done():
		return j.ctx.Err()
	}
	<-j.done
	if j.thrown != nil {
		panic(j.thrown)
	}
	return j.err
}

// tx is the hand of an act, or the eye of a reader, on the region.
func (r sqliteRegion) tx(ctx context.Context, s *sqliteSession) *tx {
	return &tx{
		ctx: ctx, session: s, region: r.region, recalled: s.recalled,
		dialect: dialect{least: "min", find: "instr", each: "json_each($2) AS j"},
	}
}

// Read implements hinterland.Records.
func (r sqliteRegion) Read(ctx context.Context, look func(hinterland.Tx) error) error {
	return r.db.readers.read(ctx, func(s *sqliteSession) error {
		return look(r.tx(ctx, s))
	})
}

// Keys are what lets people in to one region.
func (s *SQLite) Keys(region int64) hinterland.Keys { return keys{s, region} }

// Files are what lies apart of the records of one region.
func (s *SQLite) Files(region int64) hinterland.Files { return files{keys{s, region}} }

// Drawings are what was drawn from the records of one region.
func (s *SQLite) Drawings(region int64) hinterland.Drawings { return drawings{keys{s, region}} }

// Log is what stands for the entries of one region.
func (s *SQLite) Log(region int64) hinterland.Log { return log{s, region, dialect{}} }

// change implements opener.
func (s *SQLite) change(ctx context.Context, do func(session) error) error {
	return s.enqueue(&job{ctx: ctx, do: func(t *tx) error { return do(t.session) }})
}

// look implements opener.
func (s *SQLite) look(ctx context.Context, do func(session) error) error {
	return s.readers.read(ctx, func(reader *sqliteSession) error { return do(reader) })
}

// write is the life of the writer.
func (s *SQLite) write() {
	defer close(s.stopped)
	for first := range s.queue {
		for _, j := range s.commit(first) {
			close(j.done)
		}
	}
}

// commit writes in one transaction an act and all that come while it and others are
// being done, and waits for none: the more share it, the less each waits for the disk.
// If it cannot be kept, none of them is.
func (s *SQLite) commit(first *job) []*job {
	var group []*job
	err := s.writer.transaction(context.Background(), begin, func() error {
		for j := first; j != nil; j = s.next(len(group)) {
			group = append(group, j)
			if j.err = j.ctx.Err(); j.err == nil {
				s.perform(j)
			}
			if s.writer.lost != nil {
				return s.writer.lost
			}
		}
		return nil
	})
	if err != nil {
		for _, j := range group {
			j.err = errors.Join(j.err, err)
		}
	}
	return group
}

// next takes an act that waits into a group that has so many; none if none waits, or the
// group is full.
func (s *SQLite) next(have int) *job {
	if have >= maxGroup {
		return nil
	}
	select {
	case j := <-s.queue:
		return j // nil where nothing comes any more
	default:
		return nil
	}
}

// perform runs one job in a savepoint. Its statements cannot be interrupted:
// SQLite would give up the whole group with one of them.
func (s *SQLite) perform(j *job) {
	defer func() { j.thrown = recover() }()
	ctx := context.WithoutCancel(j.ctx)
	j.err = s.writer.within(ctx, "SAVEPOINT act", "RELEASE act", "ROLLBACK TO act; RELEASE act",
		func() error { return j.do(sqliteRegion{s, j.region}.tx(ctx, s.writer)) })
}

// record writes an entry and its changes. There is one writer, so the next
// number is the greatest and one.
func (t *tx) record(e *hinterland.Entry) error {
	body := string(e.Body)
	made := t.args(entryFields(e, &body)[1:]...)
	_, err := one(t.ctx, t.session, "INSERT INTO entry (region, "+entryColumns+") "+
		"VALUES ($1, (SELECT coalesce(max(number), 0) + 1 FROM entry WHERE region = $1), "+
		holes(2, 11)+") RETURNING number", made, &e.Number)
	if err != nil {
		return twice(err)
	}
	e.Changes = t.changes
	rows := make([][]any, len(t.changes))
	for i, c := range t.changes {
		rows[i] = t.args(e.Number, i, c.Table, c.Key, c.Row)
	}
	err = t.session.fill(t.ctx, "change", []string{
		"region", "entry", "ordinal", "table_name", "row_key", "row_after",
	}, rows)
	if err != nil {
		return err
	}
	_, err = t.session.exec(t.ctx, "INSERT INTO unlogged (region, entry) VALUES ($1, $2)",
		t.args(e.Number)...)
	return err
}
