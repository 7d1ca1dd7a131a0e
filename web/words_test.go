package web

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// both are the printers of both languages.
func both() (english, chinese *lang.Printer) {
	return lang.For(lang.English), lang.For(lang.Chinese)
}

// dayOf reads a day of a test.
func dayOf(t *testing.T, text string) hinterland.Day {
	t.Helper()
	d, err := hinterland.ParseDay(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestDaysAreWordedAsReadersDo(t *testing.T) {
	en, zh := both()
	tests := []struct{ day, en, zh string }{
		{"2026-11-25", "25 November 2026", "2026年11月25日"},
		{"2026-01-01", "1 January 2026", "2026年1月1日"},
		{"1970-01-01", "1 January 1970", "1970年1月1日"},
		{"1900-01-01", "1 January 1900", "1900年1月1日"},
		{"1969-12-31", "31 December 1969", "1969年12月31日"},
		{"2199-12-31", "31 December 2199", "2199年12月31日"},
		{"2028-02-29", "29 February 2028", "2028年2月29日"},
	}
	for _, tt := range tests {
		d := dayOf(t, tt.day)
		if got := dayWords(en, d); got != tt.en {
			t.Errorf("%s: %q, want %q", tt.day, got, tt.en)
		}
		if got := dayWords(zh, d); got != tt.zh {
			t.Errorf("%s: %q, want %q", tt.day, got, tt.zh)
		}
	}
	if got := dayWords(en, hinterland.Forevermore); got != "–" {
		t.Errorf("no day: %q", got)
	}
}

func TestMomentsAreToldByTheRegionsClock(t *testing.T) {
	en, zh := both()
	at := hinterland.InstantOf(time.Date(2026, 12, 31, 16, 5, 59, 0, time.UTC))
	tests := []struct{ clock, en, zh string }{
		{"Asia/Shanghai", "1 January 2027, 00:05", "2027年1月1日 00:05"},
		{"UTC", "31 December 2026, 16:05", "2026年12月31日 16:05"},
		{"America/Chicago", "31 December 2026, 10:05", "2026年12月31日 10:05"},
	}
	for _, tt := range tests {
		zone, err := time.LoadLocation(tt.clock)
		if err != nil {
			t.Fatal(err)
		}
		if got := moment(en, at, zone); got != tt.en {
			t.Errorf("%s: %q, want %q", tt.clock, got, tt.en)
		}
		if got := moment(zh, at, zone); got != tt.zh {
			t.Errorf("%s: %q, want %q", tt.clock, got, tt.zh)
		}
	}
	a := &ask{say: en}
	if _, err := a.moment(at, hinterland.Charter{Clock: "Nowhere/Town"}); err == nil {
		t.Error("a clock that is none tells the time")
	}
}

func TestQuantitiesAreWordedWithoutIdleDecimals(t *testing.T) {
	en, _ := both()
	tests := []struct {
		steps    hinterland.Quantity
		decimals int
		want     string
	}{
		{0, 0, "0"},
		{0, 3, "0"},
		{1, 3, "0.001"},
		{1_000, 3, "1"},
		{12_500, 3, "12.5"},
		{1_234_567, 0, "1,234,567"},
		{1_234_567_000, 3, "1,234,567"},
		{1_234_567_890, 6, "1,234.56789"},
		{100, 0, "100"},
		{100, 1, "10"},
	}
	for _, tt := range tests {
		if got := quantity(en, tt.steps, tt.decimals); got != tt.want {
			t.Errorf("%d of %d decimals: %q, want %q", tt.steps, tt.decimals, got, tt.want)
		}
	}
	if got := money(en, 820_500_000); got != "820.5" {
		t.Errorf("money: %q", got)
	}
}

func TestTermsAreWordedWithOrWithoutAnEnd(t *testing.T) {
	en, zh := both()
	from, last := dayOf(t, "2026-01-01"), dayOf(t, "2026-12-31")
	if got := (&ask{say: en}).term(from, last); got != "1 January 2026 to 31 December 2026" {
		t.Errorf("%q", got)
	}
	if got := (&ask{say: en}).term(from, hinterland.Forevermore); got != "since 1 January 2026" {
		t.Errorf("%q", got)
	}
	if got := (&ask{say: zh}).term(from, last); got != "2026年1月1日至2026年12月31日" {
		t.Errorf("%q", got)
	}
}

func TestDueLinesSayHowTheyStand(t *testing.T) {
	en, zh := both()
	today := dayOf(t, "2026-11-25")
	tests := []struct {
		name           string
		due            string
		sent, received hinterland.Quantity
		class, en, zh  string
	}{
		{"received in full", "2026-10-01", 60, 60, "good", "Received", "已收货"},
		{"sent in full", "2026-10-01", 60, 59, "warn", "All sent", "已发足"},
		{"late by a day", "2026-11-24", 59, 0, "bad", "1 day late", "逾期 1 天"},
		{"late by many", "2026-11-01", 0, 0, "bad", "24 days late", "逾期 24 天"},
		{"due today", "2026-11-25", 0, 0, "warn", "Due today", "今日应交"},
		{"due tomorrow", "2026-11-26", 0, 0, "", "In 1 day", "还有 1 天"},
		{"due later", "2027-11-25", 59, 59, "", "In 365 days", "还有 365 天"},
		{"sent before it is due", "2027-11-25", 60, 0, "warn", "All sent", "已发足"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := hinterland.Commitment{
				Due: dayOf(t, tt.due), Quantity: 60, Sent: tt.sent, Received: tt.received,
			}
			if got := (&ask{say: en}).dueState(c, "", today); got != (tag{tt.class, tt.en}) {
				t.Errorf("%v", got)
			}
			if got := (&ask{say: zh}).dueState(c, "", today); got != (tag{tt.class, tt.zh}) {
				t.Errorf("%v", got)
			}
		})
	}
}

func TestAgreementsSayHowTheyStand(t *testing.T) {
	en, _ := both()
	today := dayOf(t, "2026-11-25")
	tests := []struct {
		name            string
		latest, inForce int
		last, ended     string
		class, want     string
	}{
		{"nobody has assented", 1, 0, "2026-12-31", "", "warn", "Proposed"},
		{"all have assented", 1, 1, "2026-12-31", "", "good", "In force"},
		{"other terms proposed", 3, 2, "2026-12-31", "", "warn", "In force; version 3 proposed"},
		{"on its last day", 1, 1, "2026-11-25", "", "good", "In force"},
		{"after its last day", 1, 1, "2026-11-24", "", "", "Term over"},
		{"ended from today on", 1, 1, "2026-12-31", "2026-11-25", "", "Ended"},
		{"ended from tomorrow on", 1, 1, "2026-12-31", "2026-11-26", "good", "In force"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			g := &office.Heading{Agreement: hinterland.Agreement{
				Latest: tt.latest, InForce: tt.inForce, Ended: hinterland.Forevermore,
			}}
			if tt.ended != "" {
				g.Ended = dayOf(t, tt.ended)
			}
			g.Terms.Last = dayOf(t, tt.last)
			if got := (&ask{say: en}).state(g, today); got != (tag{tt.class, tt.want}) {
				t.Errorf("%v", got)
			}
		})
	}
}

func TestBarsShowParts(t *testing.T) {
	en, _ := both()
	tests := []struct {
		name           string
		sent, received hinterland.Quantity
		standing       hinterland.Standing
		want           bar
	}{
		{
			"nothing sent, all late", 0, 0,
			hinterland.Standing{Promised: 120, Due: 120, Late: 120, Open: 120},
			bar{Late: 1000, Mark: 1000},
		},
		{
			"half received, half in transit", 120, 60,
			hinterland.Standing{Promised: 120, Due: 60, Transit: 60},
			bar{Received: 500, Transit: 500, LateFrom: 1000, Mark: 500},
		},
		{
			"more sent than promised", 150, 0,
			hinterland.Standing{Promised: 120, Due: 120, Transit: 150},
			bar{Transit: 1000, LateFrom: 1000, Mark: 800},
		},
		{"nothing promised", 0, 0, hinterland.Standing{}, bar{}},
		{
			"numbers near the end of their range", 1 << 59, 1 << 58,
			hinterland.Standing{Promised: 1 << 60, Due: 1 << 60, Late: 1 << 58},
			bar{Received: 250, Transit: 250, LateFrom: 500, Late: 250, Mark: 1000},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := &office.Promise{Standing: tt.standing}
			p.Sent, p.Item.Received = tt.sent, tt.received
			got := (&ask{say: en}).bar(p, &itemBody{})
			got.Label = ""
			if got != tt.want {
				t.Errorf("%+v, want %+v", got, tt.want)
			}
		})
	}
}

func TestWorthIsSummedByCurrency(t *testing.T) {
	en, _ := both()
	item := func(received hinterland.Quantity, price hinterland.Money, in string) office.Promise {
		p := office.Promise{Of: hinterland.Good{Decimals: 1}}
		p.Item.Received, p.Price, p.Currency = received, price, in
		return p
	}
	got := (&ask{say: en}).values([]office.Promise{
		item(15, 2_000_000, "USD"), item(10, 100_500_000, "CNY"), item(1, 1, "CNY"),
		item(99, 5_000_000, ""), item(0, 7_000_000, "EUR"),
	})
	want := "100.5000001 CNY|3 USD"
	if strings.Join(got, "|") != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestPathsStayHere(t *testing.T) {
	for text, want := range map[string]string{
		"/goods": "/goods", "/goods?x=1": "/goods?x=1", "/goods#x": "/goods", "": "/", "goods": "/",
		"//example.org": "/", "https://example.org/goods": "/", `/\example.org`: "/",
		"/%zz": "/", "javascript:alert(1)": "/", "/a//b": "/", "///x": "/",
	} {
		if got := local(text); got != want {
			t.Errorf("%q leads to %q, want %q", text, got, want)
		}
	}
}

func TestKindsOfRefusalHaveTheirStatus(t *testing.T) {
	for kind, want := range map[hinterland.Kind]int{
		hinterland.Invalid: http.StatusUnprocessableEntity, hinterland.Denied: http.StatusForbidden,
		hinterland.NotFound: http.StatusNotFound, hinterland.Conflict: http.StatusConflict,
	} {
		if got := statusOf(kind); got != want {
			t.Errorf("kind %d: %d", kind, got)
		}
	}
}

func TestKeysOfFormsAreKnownByTheirForm(t *testing.T) {
	s := newWorld(t).site
	for range 100 {
		if k := s.token(); !keyForm(k) {
			t.Fatalf("%q is none", k)
		}
	}
	for _, odd := range []string{
		"", "a", strings.Repeat("A", 32), strings.Repeat("1", 32), strings.Repeat("a", 31),
		strings.Repeat("a", 31) + "é", strings.Repeat("a", 33),
	} {
		if keyForm(odd) {
			t.Errorf("%q is taken", odd)
		}
	}
}

func TestNoLogHasTheSecretOfALink(t *testing.T) {
	for path, want := range map[string]string{
		"/assents/" + shownSecret: "/assents/…", "/invitations/x/y": "/invitations/…",
		"/assents": "/assents", "/agreements/14/assents/new": "/agreements/14/assents/new",
	} {
		if got := loggable(path); got != want {
			t.Errorf("%s is logged as %s", path, got)
		}
	}
}
