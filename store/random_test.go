package store

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"hinterland"
)

// Random acts trade under one agreement: they deliver, receive, take back,
// amend, give posts and end them, name a party, undo. Each does its steps in
// the order of the office's acts.

// traded is the agreement that random acts trade under, with one item.
func traded() hinterland.ID[hinterland.Agreement] { return agreementID(2) }

const tradedDays = 4

// openTrade puts in what random acts need.
func openTrade(tx Tx) error {
	item := anItem(1, 0, 0)
	item.Agreement, item.Ceiling = traded(), 400
	err := first(
		func() error { return furnish(tx) },
		func() error { return tx.AddAgreement(anAgreement(2)) },
		func() error { return tx.PutItem(item) },
	)
	for day := range hinterland.Day(tradedDays) {
		c := hinterland.Commitment{Agreement: traded(), Item: 1, Due: yes + day, Quantity: 60}
		err = first(func() error { return err }, func() error { return tx.PutCommitment(c) })
	}
	return err
}

// A chance is one random act: number tells its records, seed what it does.
type chance struct {
	number int64
	seed   uint64
}

// act is what the chance does. Equal chances do the same to equal tables.
func (c chance) act(tx Tx) error {
	rng := rand.New(rand.NewPCG(c.seed, uint64(c.number)))
	acts := []func(Tx, *rand.Rand) error{
		c.deliver, c.deliver, c.deliver, c.receive, c.receive, c.takeBack, c.amend, c.givePost,
		c.endPost, c.name, c.openCase, c.closeCase, c.remark, c.undo,
	}
	return acts[rng.IntN(len(acts))](tx, rng)
}

func (c chance) deliver(tx Tx, rng *rand.Rand) error {
	quantity := hinterland.Quantity(rng.IntN(40) + 1)
	item, err := tx.MoveItem(traded(), 1, hinterland.Move{Sent: quantity})
	if err != nil {
		return err
	}
	if err := tx.AddEvent(c.event(hinterland.Delivery, 0, quantity)); err != nil {
		return err
	}
	return deal(tx, item, eventID(c.number))
}

// deal deals an item's commitments anew, and records how much more was sent for
// each.
func deal(tx Tx, item hinterland.Item, event hinterland.ID[hinterland.Event]) error {
	due, err := tx.Commitments(traded(), 1)
	if err != nil {
		return err
	}
	for i, c := range item.Deal(due) {
		if c == due[i] {
			continue
		}
		if err := tx.PutCommitment(c); err != nil {
			return err
		}
		more := hinterland.Fulfilment{
			Event: event, Agreement: traded(), Item: 1, Due: c.Due, Quantity: c.Sent - due[i].Sent,
		}
		if event != 0 && more.Quantity > 0 {
			if err := tx.AddFulfilment(more); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c chance) event(
	kind hinterland.EventKind, about hinterland.ID[hinterland.Event], q hinterland.Quantity,
) hinterland.Event {
	return hinterland.Event{
		ID: eventID(c.number), Kind: kind, Agreement: traded(), Item: 1, About: about, Day: yes,
		Quantity: q, Party: "mill",
	}
}

// anyEvent picks an event of a kind that was not taken back.
func anyEvent(tx Tx, rng *rand.Rand, kind hinterland.EventKind) (hinterland.Event, error) {
	events, err := tx.Events(traded())
	events = slices.DeleteFunc(events, func(e hinterland.Event) bool {
		return e.Kind != kind || e.Reversed != 0
	})
	if err == nil && len(events) == 0 {
		err = hinterland.Refuse(hinterland.NotFound, "event.unknown", nil)
	}
	if err != nil {
		return hinterland.Event{}, err
	}
	return events[rng.IntN(len(events))], nil
}

// settle moves an item and all that an event fulfilled, once the item is held
// and the event is still as it was.
func settle(tx Tx, of hinterland.Event, by func(hinterland.Quantity) hinterland.Move) error {
	item, err := tx.MoveItem(traded(), 1, by(of.Quantity))
	if err != nil {
		return err
	}
	now, err := tx.Event(of.ID)
	if err != nil || now.Reversed != 0 {
		return errors.Join(err, hinterland.Refuse(hinterland.Conflict, "event.reversed", nil))
	}
	return deal(tx, item, 0)
}

func (c chance) receive(tx Tx, rng *rand.Rand) error {
	of, err := anyEvent(tx, rng, hinterland.Delivery)
	if err != nil {
		return err
	}
	err = settle(tx, of, func(q hinterland.Quantity) hinterland.Move {
		return hinterland.Move{Received: q}
	})
	if err != nil {
		return err
	}
	return tx.AddEvent(c.event(hinterland.Receipt, of.ID, of.Quantity))
}

func (c chance) takeBack(tx Tx, rng *rand.Rand) error {
	of, err := anyEvent(tx, rng, hinterland.Delivery)
	if err != nil {
		return err
	}
	err = settle(tx, of, func(q hinterland.Quantity) hinterland.Move {
		return hinterland.Move{Sent: -q}
	})
	if err != nil {
		return err
	}
	events, err := tx.Events(traded())
	for _, e := range events {
		if e.About == of.ID && e.Kind == hinterland.Receipt {
			return hinterland.Refuse(hinterland.Conflict, "event.received", nil)
		}
	}
	if err != nil {
		return err
	}
	if err := tx.Reverse(of.ID, eventID(c.number)); err != nil {
		return err
	}
	return tx.AddEvent(c.event(hinterland.Reversal, of.ID, of.Quantity))
}

// amend reads what it then writes, which only what it holds makes safe.
func (c chance) amend(tx Tx, rng *rand.Rand) error {
	a, err := tx.HoldAgreement(traded())
	if err != nil {
		return err
	}
	items, err := tx.Items(a.ID)
	if err != nil {
		return err
	}
	due, err := tx.Commitments(a.ID, 1)
	if err != nil {
		return err
	}
	items[0].Ceiling += hinterland.Quantity(rng.IntN(9))
	due[0].Quantity++
	a.Latest++
	return first(
		func() error { return tx.PutItem(items[0]) },
		func() error { return tx.PutCommitment(due[0]) },
		func() error { return deal(tx, items[0], 0) },
		func() error { return tx.ChangeAgreement(a) },
	)
}

func (c chance) givePost(tx Tx, rng *rand.Rand) error {
	from := yes + 20 + hinterland.Day(rng.IntN(60))
	return tx.AddPost(aPost(c.number, from, from+1+hinterland.Day(rng.IntN(9))))
}

func (c chance) endPost(tx Tx, rng *rand.Rand) error {
	held, err := tx.Holders(hinterland.Clerk, "mill") // PostsOf would hold them all
	if err != nil {
		return err
	}
	p := held[rng.IntN(len(held))]
	return tx.EndPost(p.ID, p.Term.From+1)
}

func (c chance) name(tx Tx, rng *rand.Rand) error {
	return name(fmt.Sprint("name ", rng.IntN(9)))(tx)
}

// undo takes one of the last entries back, but not the first one.
func (c chance) undo(tx Tx, rng *rand.Rand) error {
	entries, err := tx.Entries(0, 5)
	if err != nil {
		return err
	}
	e := entries[rng.IntN(len(entries))]
	if e.Kind == "opening" {
		return hinterland.Refuse(hinterland.Conflict, "undo.opening", nil)
	}
	return tx.Restore(e.Number)
}

// do performs the chance as an entry. What is refused makes none; any other
// error is returned.
func (c chance) do(t *testing.T, r hinterland.Records) error {
	err := r.Write(t.Context(), func(tx Tx) (*hinterland.Entry, error) {
		return entryOf(c.number), c.act(tx)
	})
	var refused *hinterland.Refusal
	if errors.As(err, &refused) {
		return nil
	}
	return err
}

// opened opens a trade in a region, as an entry that nothing undoes.
func opened(t *testing.T, db Database, region int64) hinterland.Records {
	t.Helper()
	r := db.Region(region)
	err := r.Write(t.Context(), func(tx Tx) (*hinterland.Entry, error) {
		e := entryOf(2)
		e.Kind = "opening"
		return e, openTrade(tx)
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// rounds is how much of a random test is done: more where there is time.
func rounds(short, long int) int {
	if os.Getenv("HINTERLAND_LONG") != "" {
		return long
	}
	return short
}

func TestEqualActsLeaveEqualTablesOnBothEngines(t *testing.T) {
	for seed := range uint64(rounds(2, 40)) {
		a, b := opened(t, newSQLite(t), 1), opened(t, newPostgres(t), 1)
		for i := range int64(rounds(120, 600)) {
			c := chance{100 + i, seed}
			if err := first(func() error { return c.do(t, a) },
				func() error { return c.do(t, b) }); err != nil {
				t.Fatalf("seed %d, act %d: %v", seed, i, err)
			}
		}
		same(t, tablesOf(t, a), tablesOf(t, b))
		same(t, acts(t, a), acts(t, b))
		tradesAddUp(t, a)
		audited(t, a)
		audited(t, b)
	}
}

// acts lists the entries of a region with their changes, the numbers left out
// that a region does not count for itself.
func acts(t *testing.T, r hinterland.Records) []hinterland.Entry {
	t.Helper()
	return look(t, r, func(tx Tx) ([]hinterland.Entry, error) {
		entries, err := tx.Entries(0, 1<<30)
		for i := range entries {
			entries[i], err = tx.Entry(entries[i].Number)
			if err != nil {
				return nil, err
			}
			entries[i].Number = 0
		}
		return entries, err
	})
}

func TestActsAtOnceAddUp(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		for region := range int64(rounds(1, 20)) {
			r := opened(t, db, region+1)
			var next atomic.Int64
			next.Store(100)
			inParallel(24, func(worker int) {
				for range rounds(12, 200) {
					c := chance{next.Add(1), uint64(worker)}
					if err := c.do(t, r); err != nil {
						t.Errorf("worker %d, act %d: %v", worker, c.number, err)
					}
				}
			})
			tradesAddUp(t, r)
			audited(t, r)
		}
	})
}

// tradesAddUp holds what is left to what must be true whatever was done: items
// and commitments are the sums of their events, and posts share no day.
func tradesAddUp(t *testing.T, r hinterland.Records) {
	t.Helper()
	err := r.Read(t.Context(), func(tx Tx) error {
		items, err := tx.Items(traded())
		if err != nil {
			return err
		}
		due, err := tx.Commitments(traded(), 1)
		if err != nil {
			return err
		}
		events, err := tx.Events(traded())
		if err != nil {
			return err
		}
		item := hinterland.Move{}
		for _, e := range events {
			if e.Kind == hinterland.Receipt && e.Reversed == 0 {
				item.Received += e.Quantity
			}
		}
		for _, e := range events {
			if e.Kind != hinterland.Delivery || e.Reversed != 0 {
				continue
			}
			item.Sent += e.Quantity
		}
		same(t, hinterland.Move{Sent: items[0].Sent, Received: items[0].Received}, item)
		same(t, due, items[0].Deal(due))
		held, err := tx.Holders(hinterland.Clerk, "mill")
		for i, p := range held {
			for _, o := range held[:i] {
				if p.Term.Overlaps(o.Term) {
					t.Errorf("posts %v and %v share a day", p, o)
				}
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestADeadlockIsNobodysTrouble(t *testing.T) {
	db := newPostgres(t)
	r := furnished(t, db, 1)
	var tries atomic.Int64
	var met sync.WaitGroup
	met.Add(2)
	var once [2]sync.Once
	inParallel(2, func(worker int) {
		codes := []hinterland.PartyCode{"mill", "coop"}
		_, err := enter(r, func(tx Tx) error {
			tries.Add(1)
			if err := tx.NameParty(codes[worker], hinterland.Name{English: "a"}); err != nil {
				return err
			}
			once[worker].Do(func() { met.Done(); met.Wait() }) // both hold what the other wants
			return tx.NameParty(codes[1-worker], hinterland.Name{English: "b"})
		})
		if err != nil {
			t.Errorf("worker %d: %v", worker, err)
		}
	})
	if tries.Load() < 3 { // more where one is slow to wake, and they meet again
		t.Errorf("%d tries: one of two should have been repeated", tries.Load())
	}
	audited(t, r)
}

func TestOneOfManyRequestsWithOneKeyIsKept(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		r := furnished(t, db, 1)
		var kept atomic.Int64
		inParallel(12, func(worker int) {
			err := r.Write(t.Context(), func(tx Tx) (*hinterland.Entry, error) {
				e := entryOf(100 + int64(worker))
				e.Key = "the same"
				return e, tx.AddGood(aGood(hinterland.GoodCode(fmt.Sprint("g", worker))))
			})
			if err == nil {
				kept.Add(1)
			} else {
				same(t, reasonOf(t, err), refusal(hinterland.Conflict, "entry.twice"))
			}
		})
		same(t, kept.Load(), int64(1))
		goods := look(t, r, func(tx Tx) ([]hinterland.Good, error) { return tx.Goods() })
		same(t, len(goods), 2)
	})
}
