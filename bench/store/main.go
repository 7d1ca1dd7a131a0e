// Command store measures the office's acts against the bare statements that
// they come to, on both engines and in one run, and how fast an audit is. It
// decides nothing; README.md says what it found.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime/pprof"
	"slices"
	"strings"
	"time"

	"hinterland/store"
	"hinterland/store/storetest"
)

// The bars, and with how many callers they are meant.
const (
	sqliteBar, sqliteCallers     = 0.5, 64
	postgresBar, postgresCallers = 0.6, 16
	sqliteSiteBar                = 0.5
	postgresSiteBar              = 0.4
	auditBar                     = 20_000
)

func main() {
	rounds := flag.Int("rounds", 5, "pairs of measurements; the median of their ratios counts")
	during := flag.Duration("during", 4*time.Second, "how long each measurement takes")
	events := flag.Int("events", 1_000_000, "over how many events accounts are measured")
	only := flag.String("only", "sqlite,postgres,audit,pages,log,import,account,"+
		"export,search,region", "what to measure")
	profile := flag.String("profile", "", "a file that says where the processor's time went")
	kept := flag.String("kept", "", "a database in which the region is, or is put, for once")
	at := flag.String("at", "", "only the pages of the region whose addresses begin so")
	flag.Parse()
	m := measuring{rounds: *rounds, during: *during, events: *events, kept: *kept, at: *at}
	err := profiled(*profile, func() error { return m.all(context.Background(), *only) })
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// profiled does something, and writes where the processor's time went to a
// file, if one is named.
func profiled(name string, do func() error) error {
	if name == "" {
		return do()
	}
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		return errors.Join(err, f.Close())
	}
	err = do()
	pprof.StopCPUProfile()
	return errors.Join(err, f.Close())
}

// all measures what is listed, one after the other.
func (m *measuring) all(ctx context.Context, list string) error {
	for _, what := range strings.Split(list, ",") {
		run, ok := map[string]func(context.Context) error{
			"sqlite": m.sqlite, "postgres": m.postgres, "audit": m.audit, "pages": m.pages,
			"log": m.log, "import": m.imports,
			"account": m.accounts, "export": m.exports, "search": m.search,
			"region": m.region,
		}[what]
		if !ok {
			return fmt.Errorf("there is no %q", what)
		}
		if err := run(ctx); err != nil {
			return err
		}
	}
	return nil
}

// A measuring is how much is measured.
type measuring struct {
	rounds int
	during time.Duration
	events int
	kept   string
	at     string
}

// A contest is a delivery done by the office, through its pages, and by others.
type contest struct {
	what         string
	office, site func() (float64, error)
	against      []opponent // the bars count against the first
	officeBar    float64
	siteBar      float64
}

// An opponent knows nothing but the statements of a delivery, or the least of them.
type opponent struct {
	what string
	rate func() (float64, error)
}

// run measures all in turn, and tells the ratios of the office and its pages to the others.
func (m *measuring) run(c contest) error {
	var office []float64
	site := make([][]float64, len(c.against))
	for range m.rounds {
		through, err := c.office()
		if err != nil {
			return err
		}
		pages, err := c.site()
		if err != nil {
			return err
		}
		fmt.Printf("%s\t%.0f/s through the office\t%.0f/s through pages", c.what, through, pages)
		for i, o := range c.against {
			theirs, err := o.rate()
			if err != nil {
				return err
			}
			if i == 0 {
				office = append(office, through/theirs)
			}
			site[i] = append(site[i], pages/theirs)
			fmt.Printf("\t%.0f/s %s", theirs, o.what)
		}
		fmt.Println()
	}
	fmt.Printf("%s\tmedians: office to %s %.2f (bar %.2f), pages %.2f (bar %.2f)", c.what,
		c.against[0].what, median(office), c.officeBar, median(site[0]), c.siteBar)
	for i, o := range c.against[1:] {
		fmt.Printf(", pages to %s %.2f", o.what, median(site[i+1]))
	}
	fmt.Println()
	return nil
}

func median(values []float64) float64 {
	slices.Sort(values)
	return values[len(values)/2]
}

// calling measures how often a second callers can do something.
func (m *measuring) calling(callers int, do func(caller int) error) func() (float64, error) {
	return func() (float64, error) { return rate(callers, m.during, do) }
}

// sqlite compares an office on a file with another file.
func (m *measuring) sqlite(ctx context.Context) error {
	folder, err := os.MkdirTemp("", "bench-store-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(folder) }() // a leftover harms nobody
	s, err := m.open(ctx, filepath.Join(folder, "office.db"), sqliteCallers)
	if err != nil {
		return err
	}
	c := contest{
		what: "sqlite", office: s.through(ctx, m, sqliteCallers),
		site: s.throughPages(ctx, m, sqliteCallers), officeBar: sqliteBar, siteBar: sqliteSiteBar,
	}
	for _, o := range []struct {
		what                 string
		statements, settings []string
	}{
		{"bare", sqliteStatements(), nil},
		{"bare, set as the store", sqliteStatements(), asTheStore()},
		{"the least", least(), asTheStore()},
	} {
		path := filepath.Join(folder, fmt.Sprint(len(c.against))+".db")
		rate, err := m.onFile(ctx, path, o.statements, o.settings)
		if err != nil {
			return err
		}
		c.against = append(c.against, opponent{o.what, rate})
	}
	err = m.run(c)
	return errors.Join(err, s.close())
}

// onFile measures statements on a file that an office has furnished.
func (m *measuring) onFile(
	ctx context.Context, path string, statements, settings []string,
) (func() (float64, error), error) {
	b, err := openBench(ctx, path, sqliteCallers)
	if err != nil {
		return nil, err
	}
	f, err := openBare(ctx, path, statements, settings)
	return m.calling(sqliteCallers, func(caller int) error {
		return f.deliver(int64(b.callers[caller]))
	}), err
}

// open opens a bench and its site.
func (m *measuring) open(ctx context.Context, place string, callers int) (*site, error) {
	b, err := openBench(ctx, place, callers)
	if err != nil {
		return nil, err
	}
	return openSite(ctx, b, false)
}

// through measures deliveries through the office.
func (s *site) through(ctx context.Context, m *measuring, callers int) func() (float64, error) {
	return m.calling(callers, func(caller int) error { return s.bench.deliver(ctx, caller) })
}

// throughPages measures deliveries through forms.
func (s *site) throughPages(
	ctx context.Context, m *measuring, callers int,
) func() (float64, error) {
	return m.calling(callers, func(caller int) error { return s.deliver(ctx, caller) })
}

// postgres compares an office in a database with another database.
func (m *measuring) postgres(ctx context.Context) error {
	server := os.Getenv(storetest.Server)
	if server == "" {
		return fmt.Errorf("%s names no server; .ci/postgres brings one", storetest.Server)
	}
	var places [3]string
	for i := range places {
		place, drop, err := storetest.Create(ctx, server)
		if err != nil {
			return err
		}
		defer func() { _ = drop() }() // the server tells, and is thrown away
		places[i] = place
	}
	s, err := m.open(ctx, places[0], postgresCallers)
	if err != nil {
		return err
	}
	bare, err := m.byPgbench(ctx, places[1], postgresStatements())
	if err != nil {
		return err
	}
	fewest, err := m.byPgbench(ctx, places[2], least())
	if err != nil {
		return err
	}
	err = m.run(contest{
		what: "postgres", office: s.through(ctx, m, postgresCallers),
		site:      s.throughPages(ctx, m, postgresCallers),
		against:   []opponent{{"bare", bare}, {"the least", fewest}},
		officeBar: postgresBar, siteBar: postgresSiteBar,
	})
	return errors.Join(err, s.close())
}

// byPgbench measures statements in a database that an office has furnished.
func (m *measuring) byPgbench(
	ctx context.Context, place string, statements []string,
) (func() (float64, error), error) {
	b, err := openBench(ctx, place, postgresCallers)
	if err != nil {
		return nil, err
	}
	script := pgbenchScript(b.callers[0].Act(), statements)
	return func() (float64, error) {
		return pgbench(ctx, place, postgresCallers, script, m.during)
	}, b.db.Close()
}

// audit measures an audit of many deliveries.
func (m *measuring) audit(ctx context.Context) error {
	folder, err := os.MkdirTemp("", "bench-store-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(folder) }() // a leftover harms nobody
	b, err := openBench(ctx, filepath.Join(folder, "office.db"), sqliteCallers)
	if err != nil {
		return err
	}
	filling := max(m.during, time.Second) * time.Duration(m.rounds)
	_, err = rate(sqliteCallers, filling, func(caller int) error { return b.deliver(ctx, caller) })
	if err != nil {
		return err
	}
	for range m.rounds {
		began := time.Now()
		result, err := store.RunAudit(ctx, b.db.Region(1))
		if err != nil || len(result.Differences) > 0 {
			return fmt.Errorf("%d rows differ: %w", len(result.Differences), err)
		}
		fmt.Printf("audit\t%d entries, %d rows\t%.0f entries/s\tbar %d\n", result.Entries,
			result.Rows, float64(result.Entries)/time.Since(began).Seconds(), auditBar)
	}
	return b.db.Close()
}
