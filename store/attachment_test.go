package store

import (
	"math/rand/v2"
	"sync/atomic"
	"testing"

	"hinterland"
)

// placesOf tells where the files of a record are, after a change.
func placesOf(before func(Tx) error, on hinterland.Record) func(Tx) (any, error) {
	return func(tx Tx) (any, error) {
		if err := before(tx); err != nil {
			return nil, err
		}
		return names(tx.Attachments(on))
	}
}

func names(found []hinterland.Attachment, err error) (any, error) {
	var names []string
	for _, a := range found {
		names = append(names, string(a.On.Kind)+" "+a.On.Called()+" "+a.Name)
	}
	return names, err
}

func TestAttachments(t *testing.T) {
	none := func(Tx) error { return nil }
	onEvent := anAttachment(hinterland.OnEvent, 5, 1)
	attach := func(on hinterland.RecordKind, act int64, place int) func(Tx) error {
		return func(tx Tx) error { return tx.AddAttachment(anAttachment(on, act, place)) }
	}
	mill := hinterland.Record{Kind: hinterland.OnParty, Code: "mill"}
	gone := refusal(hinterland.Conflict, "record.gone")
	checkBooks(t, map[string]bookCase{
		"the files of an event": {
			ask: placesOf(none, onEvent.On), want: []string{"event 5 合同.pdf"},
		},
		"two of an event": {
			ask:  placesOf(attach(hinterland.OnEvent, 5, 2), onEvent.On),
			want: []string{"event 5 合同.pdf", "event 5 合同.pdf"},
		},
		"those of a party": {
			ask:  placesOf(attach(hinterland.OnParty, 0, 1), mill),
			want: []string{"party mill 合同.pdf"},
		},
		"none": {ask: placesOf(none, mill), want: []string(nil)},
		"a place that is taken": {
			ask:    placesOf(attach(hinterland.OnEvent, 5, 1), mill),
			reason: refusal(hinterland.Conflict, "file.meanwhile"),
		},
		"under an agreement, without those of its cases": {
			ask: func(tx Tx) (any, error) {
				err := first(
					func() error { return attach(hinterland.OnAgreement, 1, 1)(tx) },
					func() error { return attach(hinterland.OnCase, 8, 1)(tx) },
					func() error { return attach(hinterland.OnParty, 0, 1)(tx) },
				)
				return then(err, func() (any, error) {
					return names(tx.AttachmentsUnder(agreementID(1)))
				})
			},
			want: []string{"agreement 1 合同.pdf", "event 5 合同.pdf"},
		},
		"an event that is not there": {
			ask: placesOf(attach(hinterland.OnEvent, 99, 1), mill), reason: gone,
		},
		"a fund that is not there": {
			ask: placesOf(attach(hinterland.OnFund, 99, 1), mill), reason: gone,
		},
	})
}

// The last place is the last, whoever writes.
func TestARecordHasSoManyFilesAndNoMore(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		r := furnished(t, db, 1)
		for place, fits := range map[int]bool{
			0: false, hinterland.MaxAttached: true, hinterland.MaxAttached + 1: false,
		} {
			_, err := enter(r, func(tx Tx) error {
				return tx.AddAttachment(anAttachment(hinterland.OnEvent, 5, place))
			})
			if (err == nil) != fits {
				t.Errorf("place %d: %v", place, err)
			}
		}
	})
}

// TestOfManyWhoAttachEachHasAPlace lets many put files on few records at once,
// and take some off again: no place is taken twice, and none beyond the last.
func TestOfManyWhoAttachEachHasAPlace(t *testing.T) {
	const hands = 4
	records := []hinterland.Attachment{
		anAttachment(hinterland.OnEvent, 5, 1), anAttachment(hinterland.OnCase, 8, 1),
		anAttachment(hinterland.OnParty, 0, 1),
	}
	onBoth(t, func(t *testing.T, db Database) {
		r := furnished(t, db, 1)
		var kept atomic.Int64
		tries := rounds(400, 100_000) / hands
		inParallel(hands, func(hand int) {
			rng := rand.New(rand.NewPCG(11, uint64(hand)))
			for range tries {
				a := records[rng.IntN(len(records))]
				takes := rng.IntN(4) == 0
				e, err := enter(r, func(tx Tx) error {
					beside, err := tx.Attachments(a.On)
					if err != nil {
						return err
					}
					place, full := hinterland.Room(beside)
					if full != nil {
						return full
					}
					a.Ordinal = place
					return tx.AddAttachment(a)
				})
				if err == nil && takes {
					_, err = enter(r, func(tx Tx) error { return tx.Restore(e.Number) })
				} else if err == nil {
					kept.Add(1)
				}
				switch reason := reasonOf(t, err); reason {
				case "", refusal(hinterland.Conflict, "file.meanwhile"),
					refusal(hinterland.Conflict, "file.many"):
				default:
					t.Errorf("refused with %s", reason)
				}
			}
		})
		found := 0
		for _, a := range records {
			on := look(t, r, func(tx Tx) ([]hinterland.Attachment, error) {
				return tx.Attachments(a.On)
			})
			found += len(on)
			for i := range on {
				if on[i].Ordinal < 1 || on[i].Ordinal > hinterland.MaxAttached ||
					i > 0 && on[i].Ordinal <= on[i-1].Ordinal {
					t.Errorf("place %d", on[i].Ordinal)
				}
			}
		}
		if int64(found) != kept.Load()+1 {
			t.Errorf("%d files, %d were put there beside the first", found, kept.Load())
		}
	})
}
