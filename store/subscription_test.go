package store

import (
	"testing"

	"hinterland"
)

func subscriptionID(act int64) hinterland.ID[hinterland.Subscription] {
	return hinterland.MakeID[hinterland.Subscription](act, 0)
}

// aSubscription rests on the furnished post. The first tells a program, the second by
// mail; the third has been ended.
func aSubscription(act int64) hinterland.Subscription {
	s := hinterland.Subscription{
		ID: subscriptionID(act), Party: "mill", Person: personID(1), Post: postID(1),
		Title: "Stock", Way: hinterland.ByWebhook, Pace: hinterland.Each,
		Address: "https://a.example/in", Made: yes,
	}
	switch act {
	case 2:
		s.Way, s.Pace, s.Address = hinterland.ByMail, hinterland.Daily, ""
		s.Language = "zh-Hans"
	case 3:
		s.Ended = yes + 1
	}
	return s
}

// furnishSubscriptions puts in the furnished ones.
func furnishSubscriptions(tx Tx) error {
	return first(
		func() error { return tx.AddSubscription(aSubscription(1)) },
		func() error { return tx.AddSubscription(aSubscription(2)) },
		func() error { return tx.AddSubscription(aSubscription(3)) },
	)
}

func TestSubscriptions(t *testing.T) {
	end := func(act int64) func(Tx) (any, error) {
		return func(tx Tx) (any, error) {
			return then(tx.EndSubscription(subscriptionID(act), yes+2),
				func() (any, error) { return tx.Subscription(subscriptionID(act)) })
		}
	}
	ended := aSubscription(2)
	ended.Ended = yes + 2
	checkBooks(t, map[string]bookCase{
		"subscriptions of a party": {
			ask: func(tx Tx) (any, error) { return tx.SubscriptionsOf("mill") },
			want: []hinterland.Subscription{
				aSubscription(1), aSubscription(2), aSubscription(3),
			},
		},
		"an unknown subscription": {
			ask:    func(tx Tx) (any, error) { return tx.Subscription(subscriptionID(absent)) },
			reason: refusal(hinterland.NotFound, "subscription.unknown"),
		},
		"a subscription that is ended": {ask: end(2), want: ended},
		"a subscription ended twice": {
			ask: end(3), reason: refusal(hinterland.Conflict, "subscription.over"),
		},
	})
}

// TestTheDatabaseHoldsAWayToItsAddress asks for what the rules would not let through.
func TestTheDatabaseHoldsAWayToItsAddress(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		r := furnished(t, db, 3)
		nowhere, elsewhere, slow := aSubscription(4), aSubscription(2), aSubscription(4)
		nowhere.Address = ""
		elsewhere.ID, elsewhere.Address = subscriptionID(5), "li@example.org"
		slow.Pace = hinterland.Daily
		for name, s := range map[string]hinterland.Subscription{
			"a program without an address": nowhere, "mail to another": elsewhere,
			"a program told daily": slow,
		} {
			_, err := enter(r, func(tx Tx) error { return tx.AddSubscription(s) })
			if err == nil {
				t.Errorf("%s is let through", name)
			}
		}
	})
}
