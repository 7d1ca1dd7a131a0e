package store

import "hinterland"

func subscriptions() table[hinterland.Subscription] {
	return table[hinterland.Subscription]{
		name: "subscription",
		columns: []string{
			"id", "party", "person", "post", "title", "way", "pace", "address", "language", "made",
			"ended_on",
		},
		keys: 1,
		fields: func(s *hinterland.Subscription) []any {
			return []any{
				&s.ID, &s.Party, &s.Person, &s.Post, &s.Title, &s.Way, &s.Pace, &s.Address,
				&s.Language, &s.Made, &s.Ended,
			}
		},
	}
}

// Subscription implements hinterland.SubscriptionBook.
func (t *tx) Subscription(
	id hinterland.ID[hinterland.Subscription],
) (hinterland.Subscription, error) {
	rows, err := find(t, subscriptions(), "id = $2", id)
	return only(rows, err, "subscription.unknown", id.String())
}

// SubscriptionsOf implements hinterland.SubscriptionBook.
func (t *tx) SubscriptionsOf(party hinterland.PartyCode) ([]hinterland.Subscription, error) {
	return find(t, subscriptions(), "party = $2", party)
}

// AddSubscription implements hinterland.SubscriptionBook.
func (t *tx) AddSubscription(s hinterland.Subscription) error {
	_, err := insert(t, subscriptions(), &s)
	return err
}

// EndSubscription implements hinterland.SubscriptionBook.
func (t *tx) EndSubscription(
	id hinterland.ID[hinterland.Subscription], on hinterland.Day,
) error {
	rows, err := update(t, subscriptions(), "ended_on = $3", "id = $2 AND ended_on = 0", id, on)
	if err == nil && len(rows) == 0 {
		err = hinterland.Refuse(hinterland.Conflict, "subscription.over", nil)
	}
	return err
}
