package store

import (
	"context"
	"testing"

	"hinterland"
)

// eventsAsked are some events of an agreement, one after the other or all at
// once, with what is noted of them.
func eventsAsked(atOnce bool, of ...hinterland.Event) func(Tx) (any, error) {
	return func(tx Tx) (any, error) {
		before := len(tx.Changes())
		add := func(events ...hinterland.Event) error { return tx.AddEvent(events...) }
		var err error
		if atOnce {
			err = add(of...)
		} else {
			for i := 0; i < len(of) && err == nil; i++ {
				err = add(of[i])
			}
		}
		if err != nil {
			return nil, err
		}
		rows, err := tx.Events(of[0].Agreement)
		return []any{rows, tx.Changes()[before:]}, err
	}
}

func TestManyRowsAreWrittenAndNotedAsOneByOne(t *testing.T) {
	plain := anEvent(11, hinterland.Delivery, yes)
	noted := anEvent(12, hinterland.Delivery, yes+1)
	noted.Note = "麻 \"<&>\" \u2028"
	work := anEvent(13, hinterland.Work, yes-1)
	onBoth(t, func(t *testing.T, db Database) {
		r := db.Region(3)
		mustEnter(t, r, furnish)
		var came [2]any
		for i, atOnce := range []bool{false, true} {
			err := r.Write(context.Background(), func(tx Tx) (_ *hinterland.Entry, err error) {
				came[i], err = eventsAsked(atOnce, plain, noted, work)(tx)
				return nil, err // nothing is kept
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		same(t, came[1], came[0])
	})
}

// TestNoRowOfManyIsLost writes as many rows as need statements of every length.
func TestNoRowOfManyIsLost(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		r := furnished(t, db, 1)
		before := look(t, r, func(tx Tx) (int, error) {
			all, err := tx.Events(agreementID(1))
			return len(all), err
		})
		const many = maxValues/15 + 256 + 8 + 3
		e := mustEnter(t, r, func(tx Tx) error {
			events := make([]hinterland.Event, many)
			for i := range events {
				events[i] = anEvent(int64(100+i), hinterland.Delivery, yes)
			}
			return tx.AddEvent(events...)
		})
		all := look(t, r, func(tx Tx) ([]hinterland.Event, error) {
			return tx.Events(agreementID(1))
		})
		if len(all) != before+many || len(e.Changes) != many {
			t.Fatalf("%d events beside %d, %d changes", len(all), before, len(e.Changes))
		}
		audited(t, r)
	})
}

func TestRowsComeInFewLengths(t *testing.T) {
	lengths := map[int]bool{}
	for rows := range 3 * maxValues / 10 {
		n := rowsAtOnce(rows, 10)
		lengths[n] = true
		if n > rows || rows > 0 && n < 1 || n*10 > maxValues {
			t.Fatalf("%d of %d rows of ten values at once", n, rows)
		}
	}
	if len(lengths) != 11 { // none to eight, many, and most
		t.Errorf("%d lengths", len(lengths))
	}
}

// An event of an item rests on the item, and one of the whole of an agreement
// on the agreement, whichever way it is written.
func TestAnEventRestsOnWhatItIsOf(t *testing.T) {
	gone := refusal(hinterland.Conflict, "record.gone")
	otherItem, otherAgreement := anEvent(11, hinterland.Delivery, yes), aPayment(12, 5)
	otherItem.Item, otherAgreement.Agreement = 7, agreementID(99)
	right := anEvent(13, hinterland.Delivery, yes)
	checkBooks(t, map[string]bookCase{
		"no item":                {ask: eventsAsked(false, otherItem), reason: gone},
		"no item of many":        {ask: eventsAsked(true, right, otherItem), reason: gone},
		"no agreement":           {ask: eventsAsked(false, otherAgreement), reason: gone},
		"no agreement of many":   {ask: eventsAsked(true, right, otherAgreement), reason: gone},
		"the whole of agreement": {ask: paymentAsked, want: eventID(12)},
	})
}

func paymentAsked(tx Tx) (any, error) {
	e := aPayment(12, 5)
	return e.ID, tx.AddEvent(e)
}

// A long act is not written to the disk twice: SQLite keeps it in memory until
// then.
func TestTheWriterHasRoomForALongAct(t *testing.T) {
	onWriter(t, newSQLite(t), func(s session) error {
		var pages int64
		_, err := one(t.Context(), s, "PRAGMA cache_size", nil, &pages)
		same(t, pages, int64(-65536))
		return err
	})
}
