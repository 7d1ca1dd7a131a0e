package main

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"hinterland"
	"hinterland/demo"
	"hinterland/lang"
	"hinterland/office"
	"hinterland/store"
	"hinterland/web"
)

// smaller leaves of a sample the goods that its stories are about.
func smaller(t *testing.T, name string, goods ...hinterland.GoodCode) *demo.Sample {
	t.Helper()
	s, err := demo.Make(name)
	if err != nil {
		t.Fatal(err)
	}
	other := func(g hinterland.GoodCode) bool { return !slices.Contains(goods, g) }
	r := s.Region
	r.Offers = slices.DeleteFunc(r.Offers, func(o hinterland.Offer) bool { return other(o.Good) })
	r.Needs = slices.DeleteFunc(r.Needs, func(n hinterland.Need) bool { return other(n.Good) })
	r.Floors = slices.DeleteFunc(r.Floors, func(f hinterland.Floor) bool { return other(f.Good) })
	r.Scopes = slices.DeleteFunc(r.Scopes, func(x hinterland.Scope) bool { return other(x.Good) })
	s.Zoning.Ties = s.Zoning.Ties[:10]
	return s
}

// A lived is a sample's office half-way through its year.
type lived struct {
	t      *testing.T
	db     store.Database
	office *office.Office
	guests []web.Guest
	clock  *movedClock
}

// liveIn lives a sample on a new file, in a language.
func liveIn(t *testing.T, s *demo.Sample, tongue lang.Tongue) *lived {
	t.Helper()
	db, err := store.Open(t.Context(), filepath.Join(t.TempDir(), officeFile))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	l := &lived{t: t, db: db, clock: &movedClock{}}
	c := &console{say: lang.For(tongue), errs: io.Discard}
	if l.guests, err = c.live(t.Context(), s, db, l.clock); err != nil {
		t.Fatal(err)
	}
	l.office = officeOn(db.Region(1), l.clock.Now, strings.NewReader(""))
	return l
}

// guest is the person of a role, for the party that they act for.
func (l *lived) guest(role string) office.Actor {
	l.t.Helper()
	at := slices.IndexFunc(l.guests, func(g web.Guest) bool { return g.Role == role })
	if at < 0 {
		l.t.Fatalf("nobody is the %s", role)
	}
	found, err := l.office.Standing(l.t.Context(), l.guests[at].Person)
	if err != nil || len(found.Seats) != 1 || found.Name != l.guests[at].Name {
		l.t.Fatalf("%s is %s with %d seats: %v", role, found.Name, len(found.Seats), err)
	}
	return office.Actor{Person: l.guests[at].Person, Party: found.Seats[0].Party.Code}
}

// see looks as the person of a role.
func (l *lived) see(role string, look func(v *office.View) error) {
	l.t.Helper()
	if err := l.office.View(l.t.Context(), l.guest(role), look); err != nil {
		l.t.Errorf("%s: %v", role, err)
	}
}

// journal is a number for all that was done and for what came of it.
func (l *lived) journal() string {
	l.t.Helper()
	sum := sha256.New()
	err := l.db.Region(1).Read(l.t.Context(), func(tx hinterland.Tx) error {
		entries, err := tx.Entries(0, 10_000)
		for i := range entries {
			e := &entries[i]
			fmt.Fprintln(sum, e.Number, e.At, e.Kind, e.By, e.For, string(e.Body))
		}
		return err
	})
	if err != nil {
		l.t.Fatal(err)
	}
	return fmt.Sprintf("%x", sum.Sum(nil))
}

// ofShanxi are the goods of the stories of Shanxi that are told to guests.
func ofShanxi() []hinterland.GoodCode {
	return []hinterland.GoodCode{"vegetables", "wool", "pork", "building", "hemp"}
}

func TestEverySampleLivesUntilTheMiddleOfItsYear(t *testing.T) {
	l := liveIn(t, smaller(t, "shanxi", ofShanxi()...), lang.Chinese)
	if got := l.clock.Now().Format("2006-01-02"); got != "2026-07-06" {
		t.Errorf("it is %s", got)
	}
	for _, role := range []string{
		"planner", "county", "cooperative", "factory", "company", "reader",
	} {
		l.see(role, l.holdsLists)
	}
	for _, role := range []string{"county", "cooperative", "factory", "company"} {
		l.see(role, l.holdsDealings)
	}
	l.see("planner", l.holdsPlan)
	l.see("planner", l.holdsZones)
	l.see("company", func(v *office.View) error {
		list, err := v.Agreements("", 0, 50)
		if err == nil && !strings.Contains(list[len(list)-1].Title, "供应") {
			t.Errorf("an agreement is called %s", list[len(list)-1].Title)
		}
		return err
	})
	// The office's own check finds nothing amiss, whatever bulk it came in.
	found, err := store.RunAudit(t.Context(), l.db.Region(1))
	if err != nil || len(found.Differences) > 0 {
		t.Errorf("the audit finds %v, %v", found.Differences, err)
	}
	if totals, err := store.AuditTotals(t.Context(), l.db.Region(1)); err != nil ||
		len(totals) > 0 {
		t.Errorf("the audit finds totals %v, %v", totals, err)
	}
}

// holdsLists holds a view to what everybody sees.
func (l *lived) holdsLists(v *office.View) error {
	parties, err := v.Parties("", 2000)
	if err == nil && len(parties) < 600 {
		l.t.Errorf("%d parties", len(parties))
	}
	return err
}

// holdsDealings holds a view to agreements with what came of them, and to something
// that waits for whoever looks.
func (l *lived) holdsDealings(v *office.View) error {
	list, err := v.Agreements("", 0, 50)
	if err != nil {
		return err
	}
	stages, events := map[bool]int{}, 0
	for i := range list {
		stages[list[i].InForce > 0]++
		d, err := v.Agreement(list[i].ID)
		if err != nil {
			return err
		}
		events += len(d.Events)
	}
	who := v.Actor().Party
	if stages[true] < 2 || events == 0 {
		l.t.Errorf("%s: %v agreements in force, %d events", who, stages, events)
	}
	cases, err := v.CasesWaiting(50)
	if err == nil && len(cases)+stages[false] == 0 {
		l.t.Errorf("nothing waits for anybody at %s", who)
	}
	return err
}

// holdsPlan holds a view to a plan in force that meets what it can.
func (l *lived) holdsPlan(v *office.View) error {
	plans, err := v.KeptPlans(hinterland.PlanQuery{State: hinterland.IsInForce}, 0, 2)
	if err != nil || len(plans) != 1 {
		return fmt.Errorf("%d plans in force: %w", len(plans), err)
	}
	parts, given, err := v.PlanParts(&plans[0])
	if err == nil && (len(parts) < 100 || len(given) != len(parts)) {
		l.t.Errorf("%d of %d parts are signed", len(given), len(parts))
	}
	goods, more := v.PlannedGoods(&plans[0])
	for i := range goods {
		var needed, met hinterland.Quantity
		for _, c := range goods[i].Classes {
			needed, met = needed+c.Needed, met+c.Met
		}
		if met == 0 || met > needed {
			l.t.Errorf("%s: %d of %d is met", goods[i].Good, met, needed)
		}
	}
	if len(goods) != len(ofShanxi()) {
		l.t.Errorf("%d goods are planned", len(goods))
	}
	if err == nil {
		err = more
	}
	return err
}

// holdsZones holds a view to six zones that hold every place.
func (l *lived) holdsZones(v *office.View) error {
	zones, err := v.Zones()
	if err != nil {
		return err
	}
	for _, z := range zones {
		if z.Stage != hinterland.ZoneEstablished {
			l.t.Errorf("%s is %s", z.Code, z.Stage)
		}
	}
	stays, err := v.Belongings(v.Today)
	if len(zones) != 6 || len(stays) != 117 {
		l.t.Errorf("%d places are in %d zones", len(stays), len(zones))
	}
	return err
}

func TestEverySampleIsLivedTheSameWayEachTime(t *testing.T) {
	goods := []hinterland.GoodCode{"vegetables", "steel"}
	first := liveIn(t, smaller(t, "iowa", goods...), lang.English)
	again := liveIn(t, smaller(t, "iowa", goods...), lang.English)
	if first.journal() != again.journal() {
		t.Error("two lives of one sample differ")
	}
	for i, g := range first.guests {
		if g != again.guests[i] {
			t.Errorf("a guest is once %v and once %v", g, again.guests[i])
		}
		if strings.ContainsFunc(g.Name, func(r rune) bool { return r > 0x2e80 }) {
			t.Errorf("in English somebody is called %s", g.Name)
		}
	}
}

func TestAMovedClockStandsUntilItIsLetGo(t *testing.T) {
	at := time.Date(2026, 7, 6, 9, 0, 0, 0, time.UTC)
	c := &movedClock{}
	c.Set(at)
	time.Sleep(time.Millisecond)
	if !c.Now().Equal(at) {
		t.Error("it does not stand")
	}
	c.Go()
	time.Sleep(time.Millisecond)
	if gone := c.Now().Sub(at); gone < time.Millisecond || gone > time.Minute {
		t.Errorf("it has gone on by %s", gone)
	}
}

func TestASampleIsNotPutIntoAnOffice(t *testing.T) {
	folder := t.TempDir()
	db, err := store.Open(t.Context(), filepath.Join(folder, officeFile))
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	c := &console{say: lang.For(lang.English), out: io.Discard, errs: io.Discard}
	err = c.openSample(t.Context(), "iowa", folder)
	if err == nil || !strings.Contains(err.Error(), "folder.office") {
		t.Errorf("got %v", err)
	}
}

func TestProgramsAreToldWhereASampleIs(t *testing.T) {
	var out strings.Builder
	c := &console{say: lang.For(lang.English), out: &out, json: true}
	if err := c.tellSample("http://127.0.0.1:1"); err != nil {
		t.Fatal(err)
	}
	told := map[string]string{}
	err := json.Unmarshal([]byte(out.String()), &told)
	if err != nil || told["address"] != "http://127.0.0.1:1" {
		t.Errorf("told %s", out.String())
	}
}

// A toldWriter hands on what is written, a line at a time.
type toldWriter struct{ lines chan string }

func (w toldWriter) Write(text []byte) (int, error) {
	w.lines <- string(text)
	return len(text), nil
}

// aBareOffice is an office that has been opened, on a new file.
func aBareOffice(t *testing.T, clock *movedClock) store.Database {
	t.Helper()
	db, err := store.Open(t.Context(), filepath.Join(t.TempDir(), officeFile))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	ask := initAsk{
		region: "Sample", language: "en", currency: "CNY", clock: "Asia/Shanghai",
		code: "office", party: "Office", person: "Li Ming",
	}
	c := &console{say: lang.For(lang.English)}
	o := officeOn(db.Region(1), clock.Now, rand.Reader)
	if _, err := o.Do(t.Context(), office.Request{Act: ask.act(c)}); err != nil {
		t.Fatal(err)
	}
	return db
}

func TestASampleIsServedOnItsOwnClockUntilItIsInterrupted(t *testing.T) {
	clock := &movedClock{}
	clock.Set(time.Date(2026, 7, 6, 1, 0, 0, 0, time.UTC))
	db := aBareOffice(t, clock)
	ctx, interrupt := context.WithCancel(t.Context())
	told, ended := toldWriter{make(chan string, 10)}, make(chan error)
	c := &console{say: lang.For(lang.English), out: told, errs: io.Discard}
	sample := web.Sample{Guests: []web.Guest{{
		Person: hinterland.MakeID[hinterland.Person](1, 0), Name: "Li Ming", Role: "planner",
	}}}
	go func() {
		ask := serveAsk{records: records{region: 1}, prefix: samplePrefix}
		ended <- c.serveSample(ctx, db, &ask, sample, clock)
	}()
	at := regexp.MustCompile(`http://127\.0\.0\.1:\d+`).FindString(<-told.lines)
	got, err := http.Get(at + "/plans")
	if err != nil {
		t.Fatal(err)
	}
	page, err := io.ReadAll(got.Body)
	if err != nil || got.StatusCode != http.StatusUnauthorized ||
		!strings.Contains(string(page), "Li Ming") ||
		!strings.Contains(string(page), "2026-07-06") {
		t.Errorf("%d, %v: %s", got.StatusCode, err, page)
	}
	_ = got.Body.Close()
	interrupt()
	if err := <-ended; err != nil {
		t.Errorf("it ends with %v", err)
	}
}
