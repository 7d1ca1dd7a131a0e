package hinterland

import (
	"context"
	"time"
)

// A Sending is how far a subscription has told. It is no record: it lies beside
// them, and whoever holds its claim sends.
type Sending struct {
	Of    ID[Subscription]
	Place int64 // in the log, of the entry that is told next
	State SendingState
	Tries int64   // how often in a row the next message was sent in vain
	Due   Instant // before which nothing is sent
	Claim string  // under which it is held; empty while it is not
	Until Instant // how long it is
	Test  bool    // somebody has asked for a message that says nothing
	Said  string  // what came of the last message, a reason or a status
	At    Instant // when that was; 0 before the first
}

// A SendingState says whether a subscription tells anything.
type SendingState string

// The states of sendings.
const (
	Sends   SendingState = "sends"
	Stopped SendingState = "stopped" // until somebody lets it go on
)

// SendingLease is how long a claim of a sending holds: longer than one message can
// take.
const SendingLease = Instant(time.Minute / time.Microsecond)

// RetryAfter is how long after a message was sent in vain for the nth time it is
// sent again; false where it is not: after three days. The steps are those that
// Standard Webhooks advise. Who asks for more time gets it, up to the longest step.
func RetryAfter(tries int64, asked Instant) (Instant, bool) {
	const second, minute, hour = 1_000_000, 60_000_000, 3_600_000_000
	steps := []Instant{
		5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour,
		20 * hour, 24 * hour,
	}
	if tries < 1 || tries > int64(len(steps)) {
		return 0, false
	}
	return max(steps[tries-1], min(asked, steps[len(steps)-1])), true
}

// MailAfter is the least time between two mails of a subscription.
const MailAfter = Instant(5 * time.Minute / time.Microsecond)

// DigestHour is the hour of the office's clock at which daily mail goes out.
const DigestHour = 6

// NextDigest is the first instant after another at which daily mail goes out.
func (c *Charter) NextDigest(after Instant) (Instant, error) {
	zone, err := time.LoadLocation(c.Clock)
	if err != nil {
		return 0, err
	}
	day := after.Time().In(zone)
	for ahead := 0; ; ahead++ {
		at := time.Date(day.Year(), day.Month(), day.Day()+ahead, DigestHour, 0, 0, 0, zone)
		if due := InstantOf(at); due > after {
			return due, nil
		}
	}
}

// SendingBook is what is kept of sendings, and how they are handed out.
type SendingBook interface {
	// BeginSendings begins the sending of each subscription that has none, behind
	// the entry that made it, once that has its place in the log.
	BeginSendings(ctx context.Context) error
	// SendingsOf returns those of some subscriptions that have been begun.
	SendingsOf(ctx context.Context, of []ID[Subscription]) ([]Sending, error)
	// ClaimSending claims a sending that is due, has something to tell or to find out
	// that it has not, and is held by nobody, until a time, under a name that was
	// never used; the one that has waited longest. It reports whether there was one.
	ClaimSending(ctx context.Context, claim string, now, until Instant) (Sending, bool, error)
	// PutSending keeps what has become of a sending that is claimed, and until when
	// it still is; 0 gives it back. It reports whether the claim was one. A test that s
	// was asked for counts as sent.
	PutSending(ctx context.Context, s Sending) (bool, error)
	// TestSending asks for a test, and ResumeSending lets a sending that has stopped
	// go on where it stopped.
	TestSending(ctx context.Context, of ID[Subscription]) error
	ResumeSending(ctx context.Context, of ID[Subscription], now Instant) error
}

// A Message is one thing that a subscription tells: a request or a mail.
type Message struct {
	ID   string // the same, however often it is sent; without a full stop
	Next int64  // the place in the log behind what it tells
	Hook *Hook
	Mail *Mail
}

// A Hook is a request to a program, as Standard Webhooks describe it.
type Hook struct {
	Address string
	Secret  string // as it is handed to who checks signatures
	Body    []byte
}

// A Mail is a letter to one person, in text and as a page.
type Mail struct {
	From        string // what the sender is called
	To          string
	Subject     string
	Text, HTML  string
	Unsubscribe string // where a program that reads mail can end it, with one request
}

// A Telling is what a subscription has to tell now.
type Telling struct {
	Messages []Message
	Next     int64   // the place in the log behind all that was looked at
	Due      Instant // before which it tells nothing more
}

// A Teller knows what subscriptions tell.
type Teller interface {
	// Tell finds what a sending has to tell, as far as its subscriber may see it now; a
	// message that says nothing where a test was asked for. It refuses where the
	// subscription tells nothing any more.
	Tell(ctx context.Context, d Sending) (Telling, error)
}
