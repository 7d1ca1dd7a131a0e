package notify

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"time"

	"hinterland"
)

// What becomes of a message, where it is not the status of an answer.
const (
	sent        = "sent"
	unreached   = "unreached"   // there was no answer
	forbidden   = "forbidden"   // it would go to an address that is not let through
	unset       = "unset"       // this office sends no mail
	unaddressed = "unaddressed" // no mail goes to that address
	unsent      = "unsent"      // the mail server does not take it
)

// An outcome is what became of a message that was sent once.
type outcome struct {
	said  string
	done  bool
	never bool               // it is not to be sent again
	after hinterland.Instant // before which the receiver asks to be left alone, from now
}

// A Sender sends what is due. Any number of them may work at once, in one process or
// many: a sending has one of them at a time.
type Sender struct {
	Book   hinterland.SendingBook
	Teller hinterland.Teller
	Hooks  *Webhooks
	Mails  Mails
	Now    func() time.Time
	Log    *slog.Logger
}

// The bounds of one claim: what was read a while ago is read again before it is told, and
// others wait no longer.
const stint = hinterland.SendingLease / 2

// hitch is how long a sending waits that the office itself could not read.
const hitch = hinterland.Instant(30 * time.Second / time.Microsecond)

// Work sends until nothing is due.
func (s *Sender) Work(ctx context.Context) {
	err := s.Book.BeginSendings(ctx)
	for some := true; err == nil && some && ctx.Err() == nil; {
		some, err = s.one(ctx)
	}
	if err != nil && ctx.Err() == nil {
		s.Log.Error("subscriptions are not told", "error", err)
	}
}

func (s *Sender) now() hinterland.Instant { return hinterland.InstantOf(s.Now()) }

// one claims a sending and sends what it has to tell, and reports whether there was one.
// The claim is given back even where ctx ends meanwhile.
func (s *Sender) one(ctx context.Context) (bool, error) {
	now := s.now()
	d, found, err := s.Book.ClaimSending(ctx, rand.Text(), now, now+hinterland.SendingLease)
	if err != nil || !found {
		return false, err
	}
	told, err := s.Teller.Tell(ctx, d)
	var refusal *hinterland.Refusal
	switch {
	case errors.As(err, &refusal):
		d.State, d.Said, d.At, err = hinterland.Stopped, string(refusal.Reason), now, nil
	case err != nil:
		d.Due, d.Test = now+hitch, false
	default:
		var held bool
		if held, err = s.tell(ctx, &d, told); !held || err != nil {
			return true, err
		}
	}
	d.Until = 0
	_, failed := s.put(ctx, &d)
	return true, errors.Join(err, failed)
}

// put keeps what has become of a sending, also where all else is to end.
func (s *Sender) put(ctx context.Context, d *hinterland.Sending) (held bool, err error) {
	last, done := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer done()
	return s.Book.PutSending(last, *d)
}

// tell sends messages one after the other, and keeps after each how far it has come. It
// reports whether the sending still is its own.
func (s *Sender) tell(
	ctx context.Context, d *hinterland.Sending, told hinterland.Telling,
) (bool, error) {
	until := s.now() + stint
	for _, m := range told.Messages {
		o := s.send(ctx, m)
		if ctx.Err() != nil && !o.done { // it was cut off, which is nobody's fault
			d.Test = false
			return true, nil
		}
		s.note(d, m, o)
		if d.Test || !o.done || s.now() > until {
			return true, nil
		}
		d.Until = s.now() + hinterland.SendingLease
		if held, err := s.put(ctx, d); err != nil || !held {
			return held, err
		}
	}
	if !d.Test {
		d.Place, d.Due = told.Next, told.Due
	}
	return true, nil
}

// note says in a sending what became of a message. A test changes nothing else of it.
func (s *Sender) note(d *hinterland.Sending, m hinterland.Message, o outcome) {
	d.Said, d.At = o.said, s.now()
	switch {
	case d.Test:
	case o.done:
		d.Place, d.Tries = m.Next, 0
	case o.never:
		d.State = hinterland.Stopped
	default:
		d.Tries++
		wait, again := hinterland.RetryAfter(d.Tries, o.after)
		if d.Due = d.At + wait; !again {
			d.State = hinterland.Stopped
		}
	}
}

func (s *Sender) send(ctx context.Context, m hinterland.Message) outcome {
	if m.Hook != nil {
		return s.Hooks.send(ctx, m.ID, m.Hook)
	}
	return s.Mails.send(ctx, m.ID, m.Mail)
}
