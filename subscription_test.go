package hinterland

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func reasonsOf(faults Refusals) (reasons []Reason) {
	for _, r := range faults {
		reasons = append(reasons, r.Reason)
	}
	return reasons
}

func TestWhatNoSubscriptionCanBe(t *testing.T) {
	program := Subscription{
		Title: "Stock", Way: ByWebhook, Pace: Each, Address: "https://a.example/in?for=mill",
	}
	mail := Subscription{Title: "To me", Way: ByMail, Pace: Daily, Language: "zh-Hans"}
	for name, tt := range map[string]struct {
		of     Subscription
		change func(*Subscription)
		want   []Reason
	}{
		"a program":     {program, func(*Subscription) {}, nil},
		"mail each day": {mail, func(*Subscription) {}, nil},
		"mail at once":  {mail, func(s *Subscription) { s.Pace = Each }, nil},
		"another way": {
			mail, func(s *Subscription) { s.Way = "sms" },
			[]Reason{"subscription.way"},
		},
		"without a title": {
			mail, func(s *Subscription) { s.Title = "" },
			[]Reason{"cell.blank"},
		},
		"a program each day": {
			program, func(s *Subscription) { s.Pace = Daily },
			[]Reason{"subscription.pace"},
		},
		"a program in French": {
			program, func(s *Subscription) { s.Language = "fr" },
			[]Reason{"subscription.tongue"},
		},
		"mail in French": {
			mail, func(s *Subscription) { s.Language = "fr" },
			[]Reason{"language.unknown"},
		},
		"mail without pace": {
			mail, func(s *Subscription) { s.Pace = "" },
			[]Reason{"subscription.paces"},
		},
		"mail to another": {
			mail, func(s *Subscription) { s.Address = "li@a.example" },
			[]Reason{"subscription.own"},
		},
		"all at once": {
			mail, func(s *Subscription) { *s = Subscription{Way: ByMail, Address: "x"} },
			[]Reason{
				"cell.blank", "subscription.own", "subscription.paces", "language.unknown",
			},
		},
	} {
		s := tt.of
		tt.change(&s)
		if got := reasonsOf(s.Check()); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", name, got, tt.want)
		}
	}
}

func TestEntriesAreSentToNoAddressInTheOpen(t *testing.T) {
	long := "https://a.example/" + strings.Repeat("a", MaxAddress-len("https://a.example/"))
	for address, want := range map[string][]Reason{
		"https://a.example":            nil,
		"https://127.0.0.1/in":         nil, // where it may not go, whoever sends finds out
		"http://192.168.1.20:8080/":    nil,
		"http://127.0.0.1:9/":          nil,
		"http://[fd00::1]/":            nil,
		"http://[::ffff:10.0.0.1]/":    nil,
		"http://8.8.8.8/":              {"subscription.open"},
		"http://a.example/":            {"subscription.open"},
		"http://10.0.0.1.a.example/":   {"subscription.open"},
		"ftp://a.example/":             {"subscription.address"},
		"a.example":                    {"subscription.address"},
		"https://":                     {"subscription.address"},
		"https://li:secret@a.example/": {"subscription.address"},
		"https://a.example/#part":      {"subscription.address"},
		"https://a.example:port/":      {"subscription.address"},
		"":                             {"cell.blank"},
		long:                           nil,
		long + "a":                     {"text.long"},
	} {
		s := Subscription{Title: "Stock", Way: ByWebhook, Pace: Each, Address: address}
		if got := reasonsOf(s.Check()); !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", address, got, want)
		}
	}
}

func TestWhatIsSentInVainIsSentAgainForThreeDays(t *testing.T) {
	var all Instant
	tries := int64(1)
	for ; ; tries++ {
		wait, again := RetryAfter(tries, 0)
		if !again {
			break
		}
		all += wait
	}
	days := time.Duration(all) * time.Microsecond
	if tries != 10 || days < 72*time.Hour || days > 80*time.Hour {
		t.Errorf("the %dth time is the last, after %v", tries, days)
	}
	if _, again := RetryAfter(0, 0); again {
		t.Error("what was not sent in vain is sent again")
	}
}

func TestWhoAsksForTimeGetsItUpToADay(t *testing.T) {
	const second, day = 1_000_000, 86_400_000_000
	for asked, want := range map[Instant]Instant{
		-1: 5 * second, 4 * second: 5 * second, 6 * second: 6 * second, day: day, day + 1: day,
	} {
		if got, again := RetryAfter(1, asked); got != want || !again {
			t.Errorf("%d is asked for: %d, %v", asked, got, again)
		}
	}
	if got, _ := RetryAfter(3, second); got != 30*60*second {
		t.Errorf("who asks for less is asked after %d", got)
	}
}

func TestAnAddressTellsItsHostOnlyWhereItIsANumber(t *testing.T) {
	for address, want := range map[string]string{
		"https://a.example/x": "", "https://127.0.0.1": "127.0.0.1", "::": "",
		"https://LOCALHOST.:8/x": "127.0.0.1", "https://x.localhost": "127.0.0.1",
		"https://[fd00::1]:80": "fd00::1", "https://localhost.example": "",
	} {
		s := Subscription{Address: address}
		at, told := s.Host()
		if told != (want != "") || told && at.String() != want {
			t.Errorf("%s is at %v, %v", address, at, told)
		}
	}
}

func TestDailyMailGoesOutAtItsHour(t *testing.T) {
	c := Charter{Clock: "Asia/Shanghai"} // eight hours ahead
	for now, want := range map[string]string{
		"2026-11-25T21:59:59Z": "2026-11-25T22:00:00Z",
		"2026-11-25T22:00:00Z": "2026-11-26T22:00:00Z",
		"2026-11-25T15:59:00Z": "2026-11-25T22:00:00Z",
		"2026-12-31T22:00:01Z": "2027-01-01T22:00:00Z",
	} {
		at, err := time.Parse(time.RFC3339, now)
		if err != nil {
			t.Fatal(err)
		}
		due, err := c.NextDigest(InstantOf(at))
		if got := due.Time().Format(time.RFC3339); got != want || err != nil {
			t.Errorf("after %s it is due at %s, %v; want %s", now, got, err, want)
		}
	}
	if _, err := (&Charter{Clock: "Nowhere/At-all"}).NextDigest(0); err == nil {
		t.Error("no clock tells an hour")
	}
}
