package office

import (
	"cmp"
	"context"

	"hinterland"
)

// Subscribe makes a subscription that rests on a post which the actor holds today. A
// key makes none: one that was stolen would go on telling.
type Subscribe struct {
	Post     hinterland.ID[hinterland.Post] `json:"post"`
	Title    string                         `json:"title"`
	Way      hinterland.Way                 `json:"way"`
	Pace     hinterland.Pace                `json:"pace"`
	Address  string                         `json:"address,omitempty"`
	Language string                         `json:"language,omitempty"`
}

func (a *Subscribe) subscription() *hinterland.Subscription {
	return &hinterland.Subscription{
		Post: a.Post, Title: a.Title, Way: a.Way, Pace: a.Pace, Address: a.Address,
		Language: a.Language,
	}
}

// Check implements Act.
func (a *Subscribe) Check() hinterland.Refusals { return a.subscription().Check() }

// Side implements Act.
func (a *Subscribe) Side(t *Turn) (hinterland.PartyCode, error) {
	p, err := t.Post(a.Post)
	return p.Party, err
}

// Do implements Act.
func (a *Subscribe) Do(t *Turn) error {
	p, err := t.ownPost(a.Post)
	if err != nil {
		return err
	}
	if a.Way == hinterland.ByMail {
		who, err := t.Person(p.Person)
		if err != nil {
			return err
		}
		if who.Mail == "" {
			return hinterland.Refuse(hinterland.Conflict, "subscription.nomail", nil).
				In(hinterland.Where{Column: "way", Value: string(a.Way)})
		}
	}
	s := a.subscription()
	if at, told := s.Host(); told && t.reach != nil && !t.reach(at) {
		return hinterland.Refuse(hinterland.Invalid, "subscription.reach", nil).
			In(hinterland.At("address", a.Address))
	}
	s.ID, s.Party, s.Person, s.Made = next[hinterland.Subscription](t), p.Party, p.Person, t.Today
	return t.AddSubscription(*s)
}

// Unsubscribe ends a subscription at once. Whoever acts for its party may.
type Unsubscribe struct {
	Subscription hinterland.ID[hinterland.Subscription] `json:"subscription"`
}

// Check implements Act.
func (a *Unsubscribe) Check() hinterland.Refusals { return nil }

// Side implements Act. One of another party looks as if it were not there.
func (a *Unsubscribe) Side(t *Turn) (hinterland.PartyCode, error) {
	s, err := t.Subscription(a.Subscription)
	if err == nil && s.Party != t.Actor.Party {
		err = unknownSubscription(a.Subscription)
	}
	return s.Party, err
}

// Do implements Act.
func (a *Unsubscribe) Do(t *Turn) error { return t.EndSubscription(a.Subscription, t.Today) }

func unknownSubscription(id hinterland.ID[hinterland.Subscription]) error {
	return hinterland.Refuse(hinterland.NotFound, "subscription.unknown",
		hinterland.Args{"value": id.String()})
}

// A SubscriptionStanding is a subscription, the post that it rests on, and why it
// tells nothing any more, if it does not.
type SubscriptionStanding struct {
	hinterland.Subscription
	Post hinterland.Post
	Over *hinterland.Refusal
}

// standing says how a subscription stands on a day.
func standing(
	s hinterland.Subscription, p hinterland.Post, today hinterland.Day,
) SubscriptionStanding {
	found := SubscriptionStanding{Subscription: s, Post: p}
	switch {
	case s.Ended != 0:
		found.Over = hinterland.Refuse(hinterland.Denied, "subscription.ended",
			hinterland.Args{"day": s.Ended})
	case !p.Term.Has(today):
		found.Over = hinterland.Refuse(hinterland.Denied, "subscription.post", nil)
	}
	return found
}

// Subscriptions are those of the actor's party, by number.
func (v *View) Subscriptions() ([]SubscriptionStanding, error) {
	if !v.sees(Subscriptions, Own) {
		return nil, nil
	}
	found, err := v.tx.SubscriptionsOf(v.actor.Party)
	standings := make([]SubscriptionStanding, len(found))
	if err != nil || len(found) == 0 {
		return standings, err
	}
	posts, err := v.tx.Holders("", v.actor.Party)
	for i, s := range found {
		var rests hinterland.Post
		for _, p := range posts {
			if p.ID == s.Post {
				rests = p
			}
		}
		standings[i] = standing(s, rests, v.Today)
	}
	return standings, err
}

// Subscription is one of them. Another is refused as if it were not there.
func (v *View) Subscription(
	id hinterland.ID[hinterland.Subscription],
) (*SubscriptionStanding, error) {
	found, err := v.Subscriptions()
	for i := range found {
		if found[i].ID == id {
			return &found[i], err
		}
	}
	return nil, cmp.Or(err, unknownSubscription(id))
}

// Subscriber is who a subscription tells, with the one post that counts. It says why a
// subscription tells nothing any more.
func (o *Office) Subscriber(
	ctx context.Context, id hinterland.ID[hinterland.Subscription],
) (s hinterland.Subscription, actor Actor, err error) {
	err = o.records.Read(ctx, func(tx hinterland.Tx) (err error) {
		if s, err = tx.Subscription(id); err != nil {
			return err
		}
		v := &View{tx: tx}
		if err := v.dated(o); err != nil {
			return err
		}
		p, err := tx.Post(s.Post)
		if over := standing(s, p, v.Today).Over; err == nil && over != nil {
			err = over
		}
		actor = Actor{Person: s.Person, Party: s.Party, Post: s.Post}
		return err
	})
	return s, actor, err
}

// subscriptionKinds are the acts on subscriptions.
func subscriptionKinds() []Kind {
	return []Kind{
		{
			Name: "subscribe", New: func() Act { return &Subscribe{} },
			Example: `{"post":"1-2","title":"Stock program","way":"webhook","pace":"each",` +
				`"address":"https://stock.example.org/hinterland"}`,
		},
		{
			Name: "unsubscribe", New: func() Act { return &Unsubscribe{} },
			Example: `{"subscription":"7"}`,
		},
	}
}
