package notify

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"hinterland"
)

// A shelf keeps one sending as the store does, and has something to tell.
type shelf struct {
	d       hinterland.Sending
	news    int64 // places of the log
	refused error
	lost    bool // somebody else has claimed it
	begun   int
}

func (s *shelf) BeginSendings(context.Context) error { s.begun++; return nil }

func (s *shelf) SendingsOf(
	context.Context, []hinterland.ID[hinterland.Subscription],
) ([]hinterland.Sending, error) {
	return []hinterland.Sending{s.d}, nil
}

func (s *shelf) ClaimSending(
	_ context.Context, claim string, now, until hinterland.Instant,
) (hinterland.Sending, bool, error) {
	free := s.d.Until < now && (s.d.Test || s.d.State == hinterland.Sends && s.d.Due <= now &&
		s.d.Place < s.news)
	if free {
		s.d.Claim, s.d.Until = claim, until
	}
	return s.d, free, nil
}

func (s *shelf) PutSending(_ context.Context, d hinterland.Sending) (bool, error) {
	if s.lost {
		return false, nil
	}
	d.Test = s.d.Test && !d.Test
	s.d = d
	return true, nil
}

func (s *shelf) TestSending(context.Context, hinterland.ID[hinterland.Subscription]) error {
	s.d.Test = true
	return nil
}

func (s *shelf) ResumeSending(
	context.Context, hinterland.ID[hinterland.Subscription], hinterland.Instant,
) error {
	return nil
}

// A trial is a sender, what it works on, whom it tells, and the time.
type trial struct {
	*Sender
	shelf *shelf
	to    *receiver
	clock time.Time
}

func newTrial(t *testing.T, news int64) *trial {
	t.Helper()
	tr := &trial{
		shelf: &shelf{d: hinterland.Sending{State: hinterland.Sends}, news: news},
		to:    newReceiver(t), clock: time.Unix(1_800_000_000, 0),
	}
	now := func() time.Time { return tr.clock }
	tr.Sender = &Sender{
		Book: tr.shelf, Teller: tr, Now: now, Log: slog.New(slog.DiscardHandler),
		Hooks: NewWebhooks(prefixes("127.0.0.0/8"), nil, now),
	}
	return tr
}

// Tell implements hinterland.Teller: each second place is of an entry that is not seen.
func (tr *trial) Tell(
	_ context.Context, d hinterland.Sending,
) (told hinterland.Telling, err error) {
	message := func(id string, next int64) {
		told.Messages = append(told.Messages, hinterland.Message{
			ID: id, Next: next,
			Hook: &hinterland.Hook{Address: tr.to.URL, Secret: "whsec_", Body: []byte(id)},
		})
	}
	if d.Test {
		message("test", d.Place)
		return told, tr.shelf.refused
	}
	for place := d.Place; place < tr.shelf.news; place++ {
		if place%2 == 0 {
			message(string(rune('a'+place)), place+1)
		}
	}
	told.Next = tr.shelf.news
	return told, tr.shelf.refused
}

// heard is what has come in, by name.
func (tr *trial) heard() string {
	var ids []string
	for _, q := range tr.to.got {
		ids = append(ids, q.Header.Get("Webhook-Id"))
	}
	return strings.Join(ids, " ")
}

func (tr *trial) work(t *testing.T, want string) {
	t.Helper()
	tr.Work(t.Context())
	if got := tr.heard(); got != want {
		t.Fatalf("it has heard %q, want %q", got, want)
	}
}

func TestEachIsToldOnceInOrder(t *testing.T) {
	tr := newTrial(t, 4)
	tr.work(t, "a c")
	tr.work(t, "a c")
	tr.shelf.news = 5
	tr.work(t, "a c e")
	if d := tr.shelf.d; d.Place != 5 || d.Said != "204" || d.Until != 0 || tr.shelf.begun != 3 {
		t.Errorf("%+v, begun %d times", d, tr.shelf.begun)
	}
}

func TestWhatFailsIsSentAgainUnderItsNameAndStopsInTheEnd(t *testing.T) {
	tr := newTrial(t, 4)
	tr.to.status = 503
	tr.work(t, "a")
	tr.work(t, "a") // not before its time
	tr.clock = tr.clock.Add(5 * time.Second)
	tr.work(t, "a a")
	tr.to.status = 200
	tr.clock = tr.clock.Add(5*time.Minute - time.Second)
	tr.work(t, "a a")
	tr.clock = tr.clock.Add(time.Second)
	tr.work(t, "a a a c")
	tr.to.status, tr.shelf.news = 503, 5
	for range 20 {
		tr.clock = tr.clock.Add(24 * time.Hour)
		tr.Work(t.Context())
	}
	if got := tr.heard(); got != "a a a c"+strings.Repeat(" e", 10) {
		t.Errorf("it has heard %q", got)
	}
	if d := tr.shelf.d; d.State != hinterland.Stopped || d.Place != 4 || d.Said != "503" {
		t.Errorf("%+v", d)
	}
}

func TestWhoAsksForTimeIsLeftAloneSoLong(t *testing.T) {
	tr := newTrial(t, 1)
	for after, wait := range map[string]time.Duration{
		"120": 2 * time.Minute, "1": 5 * time.Second, "soon": 5 * time.Second, "": 5 * time.Second,
		"-9":      5 * time.Second,
		"9000000": 24 * time.Hour, "9223372036854775807": 5 * time.Second,
		tr.clock.Add(time.Hour).UTC().Format(http.TimeFormat):  time.Hour,
		tr.clock.Add(-time.Hour).UTC().Format(http.TimeFormat): 5 * time.Second,
		"Fri, 31 Dec 9999 23:59:59 GMT":                        24 * time.Hour,
	} {
		tr := newTrial(t, 1)
		tr.to.status, tr.to.after = 429, after
		tr.work(t, "a")
		if got := tr.shelf.d.Due - tr.shelf.d.At; got != hinterland.Instant(wait.Microseconds()) {
			t.Errorf("%q is asked for, and waited %d", after, got)
		}
	}
}

func TestWhoWantsNoMoreIsSentNoMore(t *testing.T) {
	tr := newTrial(t, 1)
	tr.to.status = 410
	tr.work(t, "a")
	if d := tr.shelf.d; d.State != hinterland.Stopped || d.Said != "410" || d.Place != 0 {
		t.Errorf("%+v", d)
	}
}

func TestWhoIsNotToldAnyMoreIsSentNothing(t *testing.T) {
	tr := newTrial(t, 1)
	tr.shelf.refused = hinterland.Refuse(hinterland.Denied, "subscription.post", nil)
	tr.work(t, "")
	if d := tr.shelf.d; d.State != hinterland.Stopped || d.Said != "subscription.post" {
		t.Errorf("%+v", d)
	}
	tr = newTrial(t, 1)
	tr.shelf.refused = errors.New("the disk is gone")
	tr.work(t, "")
	if d := tr.shelf.d; d.State != hinterland.Sends || d.Place != 0 || d.Until != 0 || d.Due == 0 {
		t.Errorf("%+v", d)
	}
}

func TestATestChangesNothingElse(t *testing.T) {
	for _, status := range []int{204, 503, 410} {
		tr := newTrial(t, 0)
		tr.to.status = status
		tr.shelf.d.State, tr.shelf.d.Tries, tr.shelf.d.Test = hinterland.Stopped, 10, true
		tr.work(t, "test")
		want := hinterland.Sending{
			State: hinterland.Stopped, Tries: 10, At: hinterland.InstantOf(tr.clock),
			Said: tr.shelf.d.Said, Claim: tr.shelf.d.Claim,
		}
		if tr.shelf.d != want || want.Said[0] != byte('0'+status/100) {
			t.Errorf("%+v", tr.shelf.d)
		}
	}
}

// A sender that is killed behind a request sends it again, under the same name; one that
// has only lost its claim leaves the rest to whom has it.
func TestAKilledSenderSendsTheSameAgain(t *testing.T) {
	tr := newTrial(t, 3)
	tr.shelf.lost = true
	tr.work(t, "a")
	tr.shelf.lost = false
	tr.work(t, "a")
	tr.clock = tr.clock.Add(61 * time.Second)
	tr.work(t, "a a c")
}

func TestWhatIsCutOffIsNobodysFault(t *testing.T) {
	tr := newTrial(t, 1)
	ctx, cancel := context.WithCancel(t.Context())
	tr.Teller = cutting{tr, cancel}
	tr.Work(ctx)
	if d := tr.shelf.d; d.Tries != 0 || d.Until != 0 || d.Place != 0 || d.Due != 0 {
		t.Errorf("%+v", d)
	}
	tr.Teller = tr
	tr.work(t, "a")
}

// A cutting teller ends the program once it has told.
type cutting struct {
	hinterland.Teller
	cut func()
}

func (c cutting) Tell(ctx context.Context, d hinterland.Sending) (hinterland.Telling, error) {
	defer c.cut()
	return c.Teller.Tell(ctx, d)
}
