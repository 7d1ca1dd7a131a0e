package office

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"time"

	"hinterland"
	"hinterland/zonal"
)

// An Office performs acts on the records of one region.
type Office struct {
	records hinterland.Records
	now     func() time.Time
	random  io.Reader
	judge   zonal.Judge
	reach   func(netip.Addr) bool // nil where nobody has said
	memos   *memos
	drawer  zonal.Drawer

	balances Balances // nil where no plans are kept
}

// JudgeZonesBy lets zones be looked at by the code that checks them, without which
// none are drawn.
func (o *Office) JudgeZonesBy(judge zonal.Judge) { o.judge = judge }

// DrawZonesBy lets DrawnZones draw zones by the code that solves them.
func (o *Office) DrawZonesBy(drawer zonal.Drawer) { o.drawer = drawer }

// TellOnly lets programs be told at some addresses only. What a name means is found out
// when something is sent, by who sends.
func (o *Office) TellOnly(reach func(netip.Addr) bool) { o.reach = reach }

// New makes an office on records. It asks now for the time of acts and takes
// salts and keys from random, which must be fit for secrets.
func New(records hinterland.Records, now func() time.Time, random io.Reader) *Office {
	return &Office{records: records, now: now, random: random, memos: new(memos)}
}

// An Actor is a person who acts for a party, at a page or through a program that
// has a key of theirs. The zero Actor is nobody, who may only open a region.
type Actor struct {
	Person hinterland.ID[hinterland.Person]
	Party  hinterland.PartyCode
	Key    hinterland.ID[hinterland.Key]
	Post   hinterland.ID[hinterland.Post] // the only one of the posts that counts; 0: all do
}

// An Occasion is what an act takes from outside itself: its number, its time,
// and the seed of its salts. The same act on the same occasion makes the same
// changes.
type Occasion struct {
	Act  int64              `json:"act"`
	At   hinterland.Instant `json:"at"`
	Seed string             `json:"seed"`
}

// A Preview is what an act would do, and on which occasion it would do it.
type Preview struct {
	Occasion
	Digest  string              `json:"digest"`
	Changes []hinterland.Change `json:"-"`
}

// A Request asks for an act. Key is the sender's own name for the request: a
// request that is sent twice is done once; an empty one gets a key that
// nobody knows. Seen is the preview that the actor has agreed to, if any:
// then exactly that is done, or nothing. A wary request is refused where an
// event like that of the act is recorded already, or where a scope would stop
// deliveries that are agreed on: what may not be meant.
type Request struct {
	Actor Actor
	Act   Act
	Key   string
	Why   string
	Seen  *Preview
	Wary  bool

	answers map[string]answer // of the runs that the act keeps plans of
}

// Do performs an act, or refuses. The same request again, under the same key
// and with the same act, returns the entry of the first; another act under
// that key is refused.
func (o *Office) Do(ctx context.Context, r Request) (hinterland.Entry, error) {
	if faults := Faults(r.Act); len(faults) > 0 {
		return hinterland.Entry{}, faults.Err()
	}
	occasion, err := o.occasion(ctx, r.Seen)
	if err != nil {
		return hinterland.Entry{}, err
	}
	if r.Key == "" {
		r.Key = occasion.Seed
	}
	r.answers = o.answers(ctx, r.Act)
	var made *hinterland.Entry
	err = o.records.Write(ctx, func(tx hinterland.Tx) (*hinterland.Entry, error) {
		var err error
		made, err = o.perform(tx, r, occasion) // its number is known when it is kept
		return made, err
	})
	if err == nil && made != nil {
		return *made, nil
	}
	return o.repeated(ctx, r, err)
}

// perform is what happens in the transaction: the act, and its entry, which the
// records refuse if the key has been used already. It is asked for first only where
// doing the act in vain would take long.
func (o *Office) perform(
	tx hinterland.Tx, r Request, on Occasion,
) (*hinterland.Entry, error) {
	if _, long := r.Act.(*Batch); long {
		if _, err := tx.EntryByKey(r.Key); !isRefusal(err, hinterland.NotFound) {
			return nil, err
		}
	}
	entry, err := o.turnOn(tx, r, on)
	if err != nil || r.Seen == nil {
		return entry, err
	}
	entry.At = hinterland.InstantOf(o.now()) // it is done now, whenever it was shown
	sameDay, err := o.onOneDay(tx, on.At, entry.At)
	if err == nil && (!sameDay || digest(tx.Changes()) != r.Seen.Digest) {
		err = hinterland.Refuse(hinterland.Conflict, "preview.stale", nil)
	}
	return entry, err
}

// onOneDay reports whether two times fall on the same day of the region: what
// posts and terms allowed on one day says nothing of the next.
func (o *Office) onOneDay(tx hinterland.Tx, a, b hinterland.Instant) (bool, error) {
	charter, err := tx.Charter()
	if err != nil {
		return false, err
	}
	before, err := o.memos.today(&charter, a)
	if err != nil {
		return false, err
	}
	after, err := o.memos.today(&charter, b)
	return before == after, err
}

// repeated answers a request that made no entry of its own. A request with
// the same key may have come first, even while this one was being refused, so
// its entry is looked for; if there is none, the refusal stands.
func (o *Office) repeated(
	ctx context.Context, r Request, refusal error,
) (hinterland.Entry, error) {
	var entry hinterland.Entry
	err := o.records.Read(ctx, func(tx hinterland.Tx) error {
		var err error
		entry, err = tx.EntryByKey(r.Key)
		if err != nil {
			return err
		}
		return sameRequest(tx, r, entry)
	})
	if isRefusal(err, hinterland.NotFound) {
		if refusal == nil {
			refusal = errors.New("an act was done and left no entry")
		}
		return hinterland.Entry{}, refusal
	}
	return entry, err
}

// sameRequest refuses if the entry of a key is not what the request asks for.
func sameRequest(tx hinterland.Tx, r Request, entry hinterland.Entry) error {
	act, err := recall(entry.Kind, entry.Body)
	if err != nil {
		return err
	}
	if err := unseal(tx, act); err != nil {
		return err
	}
	former, err := json.Marshal(act)
	if err != nil {
		return err
	}
	now, err := json.Marshal(r.Act)
	if err != nil {
		return err
	}
	if string(former) != string(now) || entry.Kind != nameOf(r.Act) ||
		entry.By != r.Actor.Person || entry.For != r.Actor.Party {
		return hinterland.Refuse(hinterland.Conflict, "key.used",
			hinterland.Args{"entry": entry.Number})
	}
	return nil
}

// Preview tells what an act would do, by doing it and keeping nothing. On
// the occasion that it returns the act does the same, unless something it
// depends on has changed.
func (o *Office) Preview(ctx context.Context, r Request) (Preview, error) {
	if faults := Faults(r.Act); len(faults) > 0 {
		return Preview{}, faults.Err()
	}
	on, err := o.occasion(ctx, nil)
	if err != nil {
		return Preview{}, err
	}
	r.answers = o.answers(ctx, r.Act)
	p := Preview{Occasion: on}
	err = o.records.Write(ctx, func(tx hinterland.Tx) (*hinterland.Entry, error) {
		_, err := o.turnOn(tx, r, on)
		p.Changes = tx.Changes()
		return nil, err
	})
	p.Digest = digest(p.Changes)
	return p, err
}

// An occasion that was shown is good until the day is over, and no longer than
// one has a page before one's eyes: what it says of the time is recorded.
const maxWait = hinterland.Instant(2 * time.Hour / time.Microsecond)

// occasion returns the occasion that was shown, or a new one.
func (o *Office) occasion(ctx context.Context, seen *Preview) (Occasion, error) {
	now := hinterland.InstantOf(o.now())
	if seen != nil {
		if seen.At > now || seen.At < now-maxWait || len(seen.Seed) != 2*seedBytes {
			return Occasion{}, hinterland.Refuse(hinterland.Conflict, "preview.stale", nil)
		}
		return seen.Occasion, nil
	}
	act, err := o.records.NextAct(ctx)
	if err != nil {
		return Occasion{}, err
	}
	seed := make([]byte, seedBytes)
	if _, err := io.ReadFull(o.random, seed); err != nil {
		return Occasion{}, err
	}
	return Occasion{Act: act, At: now, Seed: hex.EncodeToString(seed)}, nil
}

const seedBytes = 16

// digest is one number for a list of changes.
func digest(changes []hinterland.Change) string {
	h := sha256.New()
	for _, c := range changes {
		// Lengths keep two lists apart that differ in where a text ends.
		fmt.Fprintf(h, "%d %s %d %s %d %s\n",
			len(c.Table), c.Table, len(c.Key), c.Key, len(c.Row), c.Row)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// isRefusal reports whether an error is a refusal of a kind.
func isRefusal(err error, kind hinterland.Kind) bool {
	var r *hinterland.Refusal
	return errors.As(err, &r) && r.Kind == kind
}
