package store

import (
	"errors"
	"fmt"
	"reflect"
	"testing"

	"hinterland"
)

// bothTwins asks for the twins of an event alone, and beside those of another, which are
// asked for in other words.
func bothTwins(tx Tx, e hinterland.Event) (any, error) {
	alone, err := tx.Twins(e)
	beside, also := tx.Twins(e, anEvent(99, hinterland.Work, yes+99))
	if err = errors.Join(err, also); err == nil && !reflect.DeepEqual(alone, beside[:1]) {
		err = fmt.Errorf("alone %v, beside another %v", alone, beside)
	}
	return alone, err
}

func TestTwinsAreLikeAnEventInAllThatCounts(t *testing.T) {
	like := anEvent(7, hinterland.Delivery, yes)
	asked := func(change func(e *hinterland.Event)) func(tx Tx) (any, error) {
		return func(tx Tx) (any, error) {
			e := like
			change(&e)
			return bothTwins(tx, e)
		}
	}
	none := [][]hinterland.ID[hinterland.Event]{nil}
	same := func(*hinterland.Event) {}
	checkBooks(t, map[string]bookCase{
		"the same": {ask: asked(same), want: [][]hinterland.ID[hinterland.Event]{{eventID(5)}}},
		"another note": {
			ask:  asked(func(e *hinterland.Event) { e.Note = "other" }),
			want: [][]hinterland.ID[hinterland.Event]{{eventID(5)}},
		},
		"another day":      {ask: asked(func(e *hinterland.Event) { e.Day++ }), want: none},
		"another quantity": {ask: asked(func(e *hinterland.Event) { e.Quantity++ }), want: none},
		"another item":     {ask: asked(func(e *hinterland.Event) { e.Item++ }), want: none},
		"another agreement": {
			ask: asked(func(e *hinterland.Event) { e.Agreement = agreementID(2) }), want: none,
		},
		"another kind": {
			ask: asked(func(e *hinterland.Event) { e.Kind = hinterland.Reversal }), want: none,
		},
		"another sender": {
			ask: asked(func(e *hinterland.Event) { e.Party = "coop" }), want: none,
		},
		"told to another": {
			ask:  asked(func(e *hinterland.Event) { e.ToldTo = "" }),
			want: [][]hinterland.ID[hinterland.Event]{{eventID(5)}},
		},
		"one that was taken back": {
			ask: func(tx Tx) (any, error) {
				return then(tx.Reverse(eventID(5), eventID(8)),
					func() (any, error) { return bothTwins(tx, like) })
			},
			want: none,
		},
		"no more than are told of": {
			ask: func(tx Tx) (any, error) {
				for act := int64(10); act < 12+hinterland.MaxTwins; act++ {
					if err := tx.AddEvent(anEvent(act, hinterland.Delivery, yes)); err != nil {
						return nil, err
					}
				}
				return bothTwins(tx, like)
			},
			want: [][]hinterland.ID[hinterland.Event]{{
				eventID(5), eventID(10), eventID(11), eventID(12), eventID(13),
			}},
		},
	})
}

// TestPaymentsAreTwinsOfTheSameTwo asks for payments that another party makes, that
// go to another, in another currency and of another sum, all at once.
func TestPaymentsAreTwinsOfTheSameTwo(t *testing.T) {
	checkBooks(t, map[string]bookCase{"payments": {
		ask: func(tx Tx) (any, error) {
			if err := tx.AddEvent(aPayment(20, 500)); err != nil {
				return nil, err
			}
			payer, payee, money, sum := aPayment(21, 500), aPayment(21, 500), aPayment(21, 500),
				aPayment(21, 501)
			payer.Party, payee.To, money.Paid.Currency = "office", "office", "USD"
			return tx.Twins(payer, payee, money, sum, aPayment(21, 500))
		},
		want: [][]hinterland.ID[hinterland.Event]{nil, nil, nil, nil, {eventID(3), eventID(20)}},
	}})
}
