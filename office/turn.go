package office

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/netip"

	"hinterland"
	"hinterland/zonal"
)

// A Turn is one act's turn at the records: what it may read and write, and
// who acts when.
type Turn struct {
	hinterland.Tx
	Actor Actor
	At    hinterland.Instant
	Today hinterland.Day // in the region's time zone

	number int64
	made   int
	wary   bool // what looks as if it were done already is refused
	undoes int64
	undone hinterland.ID[hinterland.Agreement] // what the undone entry is about
	eyes   *View                               // through which the actor looks, where one does
	items  map[itemKey]hinterland.Item         // as they were when this turn first read them
	states *stating                            // what statements are of; nil before the first
	judge  zonal.Judge
	reach  func(netip.Addr) bool // nil: anything
	memos  *memos

	signs   map[hinterland.ID[hinterland.KeptPlan]]*signing // that were read
	answers map[string]answer                               // of runs

	met map[hinterland.ID[hinterland.Agreement]]members // while authority is asked for
}

// agreementText is an agreement, and the heading of the terms that its items are from.
// Those are not read where an earlier act has.
func (t *Turn) agreementText(
	id hinterland.ID[hinterland.Agreement],
) (hinterland.Agreement, *hinterland.Terms, error) {
	agreement, digest, err := t.AgreementText(id)
	if err != nil {
		return agreement, nil, err
	}
	terms, err := t.memos.headings.of(digest, func() (*hinterland.Terms, error) {
		version, err := t.Version(id, agreement.Text())
		if err != nil {
			return nil, err
		}
		terms, err := readTerms(version)
		return heading(&terms), err
	})
	return agreement, terms, err
}

// next is the ID of the next record that the act makes.
func next[Of any](t *Turn) hinterland.ID[Of] {
	t.made++
	return hinterland.MakeID[Of](t.number, t.made-1)
}

// turnOn performs a request's act in a transaction and makes its entry.
func (o *Office) turnOn(
	tx hinterland.Tx, r Request, on Occasion,
) (*hinterland.Entry, error) {
	t := &Turn{Tx: tx, Actor: r.Actor, At: on.At, number: on.Act, wary: r.Wary}
	t.judge, t.reach, t.memos = o.judge, o.reach, o.memos
	t.answers = r.answers
	if err := t.begin(r.Act); err != nil {
		return nil, err
	}
	act, err := sealed(t, r.Act, on.Seed)
	if err != nil {
		return nil, err
	}
	kind := nameOf(act)
	if err := t.perform(act); err != nil {
		return nil, fmt.Errorf("%s: %w", kind, err)
	}
	if t.made > hinterland.MaxMade {
		return nil, hinterland.Refuse(hinterland.Invalid, "act.large",
			hinterland.Args{"most": hinterland.MaxMade})
	}
	about := aboutOf(t.Changes())
	if many, ok := act.(*Batch); ok && about == hinterland.Unshown && !many.onlyOwn() {
		return nil, hinterland.Refuse(hinterland.Invalid, "draft.alone", nil)
	}
	body, err := json.Marshal(act)
	if err != nil {
		return nil, err
	}
	return &hinterland.Entry{
		Act: on.Act, Kind: kind, Body: body, By: r.Actor.Person, For: r.Actor.Party,
		At: on.At, Why: r.Why, Key: r.Key, Undoes: t.undoes, About: cmp.Or(about, t.undone),
		Through: r.Actor.Key,
	}, nil
}

// view is what the actor may see while the act is done.
func (t *Turn) view() (*View, error) {
	if t.eyes != nil {
		return t.eyes, nil
	}
	duties, err := dutiesOf(t.Tx, t.Actor, t.Today)
	return &View{tx: t.Tx, actor: t.Actor, duties: duties, Today: t.Today}, err
}

// begin finds out which day it is. A region that has not been opened has no
// time zone: its first act falls on a day of the zone that it brings.
func (t *Turn) begin(act Act) error {
	charter, err := t.Charter()
	if open, ok := act.(*OpenRegion); ok && isRefusal(err, hinterland.NotFound) {
		charter, err = open.Charter, nil
	}
	if err != nil {
		return err
	}
	t.Today, err = t.memos.today(&charter, t.At)
	return err
}

// perform asks for authority and does an act that has been checked, if it rests
// on what stands. Acts that hold others call it for each of them, so that nothing
// is done that its actor could not do alone.
func (t *Turn) perform(act Act) error {
	err := t.allowed(act)
	if err == nil {
		err = t.onBase(act)
	}
	if err == nil {
		err = act.Do(t)
	}
	return located(act, err)
}
