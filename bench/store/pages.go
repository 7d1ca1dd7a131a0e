package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"

	"hinterland"
	"hinterland/store"
)

// The large office that pages are measured in, and what they may take.
const (
	largeAgreements = 2000
	largeEvents     = 20_000
	largeParties    = 3000
	largeGoods      = 300
	largePeople     = 1000
	asks            = 20 // of each page
	pagesBar        = 200 * time.Millisecond
)

// An id names an agreement.
type id = hinterland.ID[hinterland.Agreement]

// pages measures how long the pages of a large office take, one at a time, on
// SQLite, and on PostgreSQL if there is a server.
func (m *measuring) pages(ctx context.Context) error {
	return onLarge(ctx, func(b *bench, agreements []id) ([]string, error) {
		event, err := b.trade(ctx, agreements)
		return addresses(agreements, event), err
	})
}

// search measures how long it takes to find something in an office with as many
// names.
func (m *measuring) search(ctx context.Context) error {
	return onLarge(ctx, func(*bench, []id) ([]string, error) {
		return []string{
			"/search?q=p2999", "/search?q=party+7", "/search?q=goods", "/search?q=person",
			"/search?q=g299", "/search?q=nowhere", "/search?q=party&in=parties",
		}, nil
	})
}

// onLarge measures some pages of an office with many names and agreements, on
// SQLite, and on PostgreSQL if there is a server. further may put more into it.
func onLarge(
	ctx context.Context, further func(b *bench, agreements []id) (paths []string, err error),
) error {
	return onEngines(ctx, func(_, place string) error {
		b, err := openBench(ctx, place, 1)
		if err != nil {
			return err
		}
		agreements, err := b.fill(ctx)
		if err != nil {
			return err
		}
		paths, err := further(b, agreements)
		if err != nil {
			return err
		}
		if err := analyze(ctx, place); err != nil {
			return err
		}
		s, err := openSite(ctx, b, true)
		if err != nil {
			return err
		}
		return errors.Join(s.turn(ctx, place, "keeper", paths), s.close())
	})
}

// analyze tells PostgreSQL how much there is now, as it finds out by itself
// within a minute.
func analyze(ctx context.Context, place string) error {
	if !store.IsPostgres(place) {
		return nil
	}
	conn, err := pgx.Connect(ctx, place)
	if err != nil {
		return err
	}
	_, err = conn.Exec(ctx, "VACUUM ANALYZE")
	return errors.Join(err, conn.Close(ctx))
}

// fill gives the office many names and agreements, and returns those.
func (b *bench) fill(ctx context.Context) ([]id, error) {
	steps := []struct {
		many int
		do   func(n int) error
	}{
		{largeParties, func(n int) error {
			return b.must(ctx, "register-party", `{"code":"p%d","name":{"en":"Party %[1]d"}}`, n)
		}},
		{largeGoods, func(n int) error {
			return b.must(ctx, "register-good", `{"code":"g%d","name":{"en":"Good %[1]d"},`+
				`"unit":"t","decimals":3}`, n)
		}},
		{largePeople, func(n int) error { return b.appoint(ctx, n) }},
	}
	for _, s := range steps {
		if err := inParallel(s.many, s.do); err != nil {
			return nil, err
		}
	}
	agreements := make([]id, largeAgreements)
	err := inParallel(largeAgreements, func(n int) (err error) {
		agreements[n], err = b.agree(ctx, n)
		return err
	})
	return agreements, err
}

// addresses are some that one can turn to in a large office.
func addresses(agreements []id, event string) []string {
	id := agreements[largeAgreements/2].String()
	return []string{
		"/", "/agreements", "/agreements?before=" + agreements[9].String(), "/agreements/" + id,
		"/agreements?with=p7", "/agreements/" + id + "/versions/1", "/agreements/new",
		"/agreements/" + id + "/deliveries/new", "/agreements/" + id + "/versions/new",
		"/agreements/" + id + "/deliveries.csv", "/deliveries/" + event + "/receipts/new",
		"/parties", "/parties?after=p2000", "/parties/p7", "/people", "/people?after=4000",
		"/posts/new", "/goods", "/journal", "/journal?before=5000", "/journal/12",
		fmt.Sprintf("/journal/%d", agreements[9].Act()),
	}
}

// must performs an act of the keeper.
func (b *bench) must(ctx context.Context, kind, body string, args ...any) error {
	_, err := b.do(ctx, kind, fmt.Sprintf(body, args...))
	return err
}

// appoint enters somebody and gives them a post in a party.
func (b *bench) appoint(ctx context.Context, n int) error {
	e, err := b.do(ctx, "register-person", fmt.Sprintf(`{"name":"Person %d"}`, n))
	if err != nil {
		return err
	}
	return b.must(ctx, "give-post", `{"person":"%s","party":"p%d","duty":"liaison",`+
		`"from":"2026-01-01","last":"2026-02-01"}`,
		hinterland.MakeID[hinterland.Person](e.Act, 0), largeParties-1-n)
}

// agree makes an agreement with 3 items of 12 commitments each.
func (b *bench) agree(ctx context.Context, n int) (made id, err error) {
	party := fmt.Sprint("p", n%(largeParties-largePeople))
	var items []string
	for i := range 3 {
		var due []string
		for month := range 12 {
			due = append(due, fmt.Sprintf(`{"due":"2026-%02d-15","quantity":"60"}`, month+1))
		}
		items = append(items, fmt.Sprintf(`{"number":%d,"from":%q,"to":"office","good":"g%d",`+
			`"effort":"firm","floor":"100","ceiling":"1000",`+
			`"price":"820","currency":"CNY","schedule":[%s]}`,
			i+1, party, (n+i)%largeGoods, strings.Join(due, ",")))
	}
	e, err := b.do(ctx, "propose-agreement", fmt.Sprintf(`{"kind":"purchase",`+
		`"class":"annual","title":"Goods %d",`+
		`"parties":["office",%q],"from":"2026-01-01","last":"2026-12-31","items":[%s]}`, n, party,
		strings.Join(items, ",")))
	return hinterland.MakeID[hinterland.Agreement](e.Act, 0), err
}

// trade records deliveries under the agreements, and receipts of nine of ten.
// It returns a delivery that nobody has received.
func (b *bench) trade(ctx context.Context, agreements []id) (string, error) {
	var open atomic.Int64
	err := inParallel(largeEvents/2, func(n int) error {
		e, err := b.do(ctx, "record-delivery", fmt.Sprintf(
			`{"agreement":%q,"item":%d,"day":"2026-03-01","quantity":"100"}`,
			agreements[n%len(agreements)].String(), n%3+1))
		if err != nil {
			return err
		}
		delivery := hinterland.MakeID[hinterland.Event](e.Act, 0)
		if n%10 == 0 {
			open.Store(int64(delivery))
			return nil
		}
		return b.must(ctx, "record-receipt",
			`{"delivery":"%s","day":"2026-03-02","received":"100"}`, delivery)
	})
	return hinterland.ID[hinterland.Event](open.Load()).String(), err
}

// inParallel does something many times, with as many hands as there are
// callers, up to the first fault.
func inParallel(many int, do func(n int) error) error {
	var next atomic.Int64
	faults := make(chan error, sqliteCallers)
	for range sqliteCallers {
		go func() {
			for {
				n := int(next.Add(1)) - 1
				if n >= many {
					faults <- nil
					return
				}
				if err := do(n); err != nil {
					faults <- err
					return
				}
			}
		}()
	}
	var first error
	for range sqliteCallers {
		if err := <-faults; first == nil {
			first = err
		}
	}
	return first
}

// An asked is how a page was answered.
type asked struct {
	path                string
	median, p95, ours   time.Duration // ours is the processor time of this process
	statements, answers int64
	size                int64
}

// turn asks for each page and tells how long it takes, how long it is and how
// many statements it needs, the slowest first.
func (s *site) turn(ctx context.Context, place, who string, paths []string) error {
	engine := "sqlite"
	if store.IsPostgres(place) {
		engine = "postgres"
	}
	pages := make([]asked, len(paths))
	for i, path := range paths {
		var err error
		if pages[i], err = s.ask(ctx, path); err != nil {
			return err
		}
	}
	slices.SortStableFunc(pages, func(a, b asked) int { return cmp.Compare(b.p95, a.p95) })
	for _, p := range pages {
		mark := ""
		if p.p95 > pagesBar {
			mark = "\tabove the bar of " + pagesBar.String()
		}
		fmt.Printf("%s\t%s\t%s ms\tp95 %s ms\tprocessor %s ms\t%d statements\t%d bytes\t%d\t%s%s\n",
			who, engine, inMillis(p.median), inMillis(p.p95), inMillis(p.ours), p.statements,
			p.size, p.answers, p.path, mark)
	}
	return nil
}

func inMillis(d time.Duration) string {
	return fmt.Sprintf("%.1f", float64(d.Microseconds())/1000)
}

// ask asks for a page some times. The first answer, for which the database reads
// what it has not read before, is not counted.
func (s *site) ask(ctx context.Context, path string) (asked, error) {
	page := asked{path: path}
	var took []time.Duration
	for n := range asks + 1 {
		before, spent, began := s.count(), processorTime(), time.Now()
		status, size, err := s.look(ctx, path)
		if err != nil {
			return page, err
		}
		if n > 0 {
			took = append(took, time.Since(began))
			page.ours += processorTime() - spent
		}
		page.size, page.answers = size, int64(status)
		page.statements = max(page.statements, s.count()-before)
	}
	slices.Sort(took)
	page.median, page.p95, page.ours = took[asks/2], took[asks*95/100], page.ours/asks
	return page, nil
}

// processorTime is what this process has taken so far.
func processorTime() time.Duration {
	var used syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &used) // which cannot fail
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
