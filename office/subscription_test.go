package office

import (
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"testing"

	"hinterland"
)

const (
	aHook = `"title":"Stock","way":"webhook","pace":"each","address":"https://a.example"}`
	aMail = `"title":"To me","way":"mail","pace":"daily","language":"en"}`
)

// subscribed lets an actor subscribe on a post of theirs.
func (o *exampleOffice) subscribed(
	actor Actor, post, rest string,
) hinterland.ID[hinterland.Subscription] {
	o.t.Helper()
	e := o.must(actor, "subscribe", `{"post":"`+post+`",`+rest)
	return hinterland.MakeID[hinterland.Subscription](e.Act, 0)
}

// tells asks who a subscription tells; the reason where nobody.
func (o *exampleOffice) tells(
	id hinterland.ID[hinterland.Subscription],
) (Actor, hinterland.Reason) {
	o.t.Helper()
	_, actor, err := o.Subscriber(o.t.Context(), id)
	var r *hinterland.Refusal
	if errors.As(err, &r) {
		return actor, r.Reason
	}
	if err != nil {
		o.t.Fatal(err)
	}
	return actor, ""
}

func TestASubscriptionTellsWhatItsPostSees(t *testing.T) {
	o := openExample(t)
	maker := o.giveAccount("clerk") // in the co-operative, by act 7
	id := o.subscribed(maker, "7", aHook)
	actor, reason := o.tells(id)
	if want := (Actor{Person: maker.Person, Party: "coop", Post: 7 << 16}); actor != want ||
		reason != "" {
		t.Fatalf("it tells %v: %s", actor, reason)
	}
	o.must(o.keeper, "give-post",
		`{"person":"3","party":"coop","duty":"planner","from":"2026-01-01"}`)
	err := o.View(t.Context(), actor, func(v *View) error {
		if !slices.Equal(v.Duties(), []hinterland.Duty{hinterland.Clerk}) {
			t.Errorf("it sees what %v see", v.Duties())
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestASubscriptionEnds walks the ways in which one does.
func TestASubscriptionEnds(t *testing.T) {
	for reason, end := range map[hinterland.Reason]func(*exampleOffice, Actor){
		"subscription.ended": func(o *exampleOffice, maker Actor) {
			o.must(maker, "unsubscribe", `{"subscription":"8"}`)
			o.refuses(maker, "unsubscribe", `{"subscription":"8"}`, "subscription.over")
		},
		"subscription.post": func(o *exampleOffice, _ Actor) {
			o.must(o.keeper, "end-post", `{"post":"7","last":"2026-11-24","base":7}`)
		},
		"subscription.unknown": func(o *exampleOffice, maker Actor) {
			o.must(maker, "undo", `{"entry":8}`)
		},
		"": func(o *exampleOffice, maker Actor) {
			e := o.must(maker, "unsubscribe", `{"subscription":"8"}`)
			o.must(maker, "undo", fmt.Sprintf(`{"entry":%d}`, e.Number))
			o.must(o.keeper, "end-post", `{"post":"7","last":"2026-11-25","base":7}`)
		},
	} {
		t.Run(string(reason), func(t *testing.T) {
			o := openExample(t)
			maker := o.giveAccount("clerk")
			id := o.subscribed(maker, "7", aHook)
			end(o, maker)
			if _, got := o.tells(id); got != reason {
				t.Errorf("it is refused for %q, want %q", got, reason)
			}
			o.audited()
		})
	}
}

func TestAProgramWhereTheOfficeDoesNotReachIsRefusedAtOnce(t *testing.T) {
	o := openExample(t)
	maker := o.giveAccount("clerk")
	at := func(address string) string {
		return `{"post":"7","title":"Stock","way":"webhook","pace":"each","address":"` +
			address + `"}`
	}
	o.must(maker, "subscribe", at("http://10.0.0.1/")) // as long as nobody has said
	o.TellOnly(func(to netip.Addr) bool { return to == netip.MustParseAddr("10.0.0.2") })
	for _, address := range []string{
		"http://10.0.0.1/", "https://[::1]/", "https://localhost:8443/x", "https://93.184.216.34",
	} {
		o.refuses(maker, "subscribe", at(address), "subscription.reach")
	}
	o.must(maker, "subscribe", at("http://10.0.0.2/"))
	o.must(maker, "subscribe", at("https://a.example/")) // whatever it will mean
}

func TestNobodySubscribesForOthersOrSeesTheirs(t *testing.T) {
	o := openExample(t)
	by, maker := o.keyed("clerk", "act", "2026-12-31")
	o.refuses(by, "subscribe", `{"post":"7",`+aHook, "key.subscribes")
	o.refuses(maker, "subscribe", `{"post":"1-2",`+aHook, "act.denied")
	o.refuses(o.keeper, "subscribe", `{"post":"7",`+aHook, "act.denied")
	o.must(o.keeper, "give-post",
		`{"person":"1","party":"coop","duty":"liaison","from":"2026-01-01"}`)
	inCoop := Actor{Person: o.keeper.Person, Party: "coop"}
	o.refuses(inCoop, "subscribe", `{"post":"7",`+aHook, "key.post")
	made := o.must(maker, "subscribe", `{"post":"7",`+aHook)
	id := hinterland.MakeID[hinterland.Subscription](made.Act, 0)
	o.refuses(o.keeper, "unsubscribe", fmt.Sprintf(`{"subscription":"%d"}`, made.Act),
		"subscription.unknown")
	for actor, want := range map[Actor]int{o.keeper: 0, inCoop: 1, maker: 1, by: 1} {
		err := o.View(t.Context(), actor, func(v *View) error {
			found, err := v.Subscriptions()
			if len(found) != want {
				t.Errorf("%v sees %d subscriptions, want %d", actor, len(found), want)
			}
			if _, one := v.Subscription(id); (one == nil) != (want == 1) {
				t.Errorf("%v meets it: %v", actor, one)
			}
			if _, one := v.Entry(made.Number); (one == nil) != (want == 1) {
				t.Errorf("%v meets the entry that made it: %v", actor, one)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	o.must(inCoop, "unsubscribe", fmt.Sprintf(`{"subscription":"%d"}`, made.Act))
}

func TestMailGoesToWhoHasAnAddress(t *testing.T) {
	o := openExample(t)
	o.refuses(o.keeper, "subscribe", `{"post":"1-2",`+aMail, "subscription.nomail")
	o.must(o.keeper, "describe-person", `{"person":"1","name":"Li Ming","mail":"li@a.example",`+
		`"base":1}`)
	o.subscribed(o.keeper, "1-2", aMail)
	o.refuses(o.keeper, "batch", `{"acts":[{"kind":"subscribe","body":{"post":"1-2",`+aHook+
		`},{"kind":"register-good","body":`+example("register-good")+`}]}`, "draft.alone")
	o.must(o.keeper, "batch", `{"acts":[{"kind":"subscribe","body":{"post":"1-2",`+aHook+`}]}`)
	o.audited()
}

func TestSecretsOfSubscriptionsFollowFromTheLog(t *testing.T) {
	o := openExample(t)
	log := o.log()
	first, second := hinterland.ID[hinterland.Subscription](7<<16),
		hinterland.ID[hinterland.Subscription](8<<16)
	seen := map[string]bool{}
	for _, of := range []hinterland.ID[hinterland.Subscription]{first, second} {
		for _, secret := range []func() (string, error){
			func() (string, error) { return log.HookSecret(t.Context(), of) },
			func() (string, error) { return log.EndingToken(t.Context(), of) },
		} {
			once, err := secret()
			if err != nil {
				t.Fatal(err)
			}
			again, err := secret()
			if once != again || err != nil {
				t.Errorf("it is %s and then %s, %v", once, again, err)
			}
			if seen[once] || len(once) < 43 {
				t.Errorf("%s is no secret of its own", once)
			}
			seen[once] = true
		}
	}
	other := openExample(t)
	secret, err := other.log().HookSecret(t.Context(), first)
	if err != nil || seen[secret] {
		t.Errorf("another office has the same secret, %v", err)
	}
}

func TestEntriesBehindAPlaceComeInTheOrderOfTheLog(t *testing.T) {
	o := openExample(t)
	log := o.log()
	if _, err := log.Follow(t.Context()); err != nil {
		t.Fatal(err)
	}
	all, err := log.Behind(t.Context(), 0, 1_000)
	if err != nil || len(all) < 3 {
		t.Fatalf("%v, %v", all, err)
	}
	for place := range all {
		for limit := range int64(3) {
			want := all[place:min(place+int(limit), len(all))]
			got, err := log.Behind(t.Context(), int64(place), limit)
			if err != nil || !slices.Equal(got, want) {
				t.Errorf("%d behind %d are %v, %v; want %v", limit, place, got, err, want)
			}
		}
	}
	none, err := log.Behind(t.Context(), int64(len(all)), 9)
	if err != nil || len(none) > 0 {
		t.Errorf("behind the last are %v, %v", none, err)
	}
}
