package web

import (
	"crypto/subtle"
	"net/http"
	"net/url"
	"strconv"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// wayTold words how a subscription tells.
func (a *ask) wayTold(w hinterland.Way) string {
	// lang: way.webhook way.mail
	return a.say.Say("way."+string(w), nil)
}

// pace words how often a subscription tells.
func (a *ask) pace(p hinterland.Pace) string {
	// lang: pace.daily pace.each
	return a.say.Say("pace."+string(p), nil)
}

// tongueName is what a language is called in itself.
func tongueName(t lang.Tongue) string {
	if t == lang.Chinese {
		return "简体中文"
	}
	return "English"
}

func subscriptionPath(id hinterland.ID[hinterland.Subscription]) string {
	return "/subscriptions/" + url.PathEscape(id.String())
}

// A subscriptionsBody is the list of the subscriptions of a party.
type subscriptionsBody struct {
	Rows   []subscriptionRow
	Silent string // why no mail is sent, where none is
}

// A subscriptionRow is a subscription in the list.
type subscriptionRow struct {
	Number, Path, Title, Post, Way, Pace, Address string
	Made                                          hinterland.Day
	State                                         tag
}

// listSubscriptions shows the subscriptions of the reader's party.
func listSubscriptions(a *ask) error {
	var found []office.SubscriptionStanding
	body := &subscriptionsBody{Silent: a.silence(hinterland.ByMail)}
	err := a.view(func(v *office.View) (err error) {
		if found, err = v.Subscriptions(); err != nil {
			return err
		}
		for i := range found {
			row, err := a.subscriptionRow(&found[i])
			if err != nil {
				return err
			}
			body.Rows = append(body.Rows, row)
		}
		posts, err := v.Posts()
		for _, p := range posts[:min(len(posts), 1)] {
			for _, way := range hinterland.Ways() {
				// lang: web.subscribe.webhook web.subscribe.mail
				a.offer(&office.Subscribe{Post: p.ID}, action{
					Path: "/subscriptions/new?way=" + string(way),
					Text: a.say.Say("web.subscribe."+string(way), nil), Main: true,
				})
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	ids := make([]hinterland.ID[hinterland.Subscription], len(found))
	for i := range found {
		ids[i] = found[i].ID
	}
	sendings, err := a.Keys.SendingsOf(a.ctx, ids)
	for _, d := range sendings {
		for i := range found {
			if found[i].ID == d.Of && found[i].Over == nil && d.State == hinterland.Stopped {
				body.Rows[i].State = a.stopped()
			}
		}
	}
	if err != nil {
		return err
	}
	return a.show(http.StatusOK, "subscriptions", a.say.Say("web.subscriptions", nil), body)
}

func (a *ask) stopped() tag {
	return tag{Text: a.say.Say("sending.stopped", nil), Class: "bad"}
}

func (a *ask) subscriptionRow(s *office.SubscriptionStanding) (subscriptionRow, error) {
	row := subscriptionRow{
		Number: s.ID.String(), Path: subscriptionPath(s.ID), Title: s.Title,
		Way: a.wayTold(s.Way), Pace: a.pace(s.Pace), Address: s.Address, Made: s.Made,
		State: tag{Text: a.say.Say("sending.sends", nil), Class: "good"},
	}
	names, err := a.peopleNamed([]hinterland.ID[hinterland.Person]{s.Person})
	row.Post = a.personName(s.Person, names[s.Person]) + ", " + a.duty(s.Post.Duty)
	if err != nil || s.Over == nil {
		return row, err
	}
	told, err := a.refusal(s.Over)
	row.State = tag{Text: told.Text}
	return row, err
}

// offerSubscriptions leads to the subscriptions of a party from its page, who acts for
// it.
func (a *ask) offerSubscriptions(party hinterland.PartyCode) {
	if party == a.v.Actor().Party {
		a.offers = append(a.offers, action{
			Path: "/subscriptions", Text: a.say.Say("web.subscriptions", nil), Rare: true,
		})
	}
}

// A subscriptionBody is the page of a subscription.
type subscriptionBody struct {
	subscriptionRow
	Facts   []fact
	Secret  string // by which a program checks signatures
	Last    string // what came of the last message
	Silent  string // why nothing is sent, where nothing is
	Test    string // where a test is asked for
	Resume  string // where it is let go on
	Testing bool
}

// silence says why nothing goes a way; empty where it does.
func (a *ask) silence(w hinterland.Way) string {
	switch {
	case a.Sample != nil:
		return a.say.Say("web.subscriptions.sample", nil)
	case w == hinterland.ByMail && !a.Mails:
		return a.say.Say("web.subscriptions.silent", nil)
	}
	return ""
}

// showSubscription shows a subscription, and how far it has told.
func showSubscription(a *ask) error {
	s, body, err := a.subscription()
	if err != nil {
		return err
	}
	if body.Silent = a.silence(s.Way); s.Way == hinterland.ByWebhook {
		if body.Secret, err = a.Proofs.HookSecret(a.ctx, s.ID); err != nil {
			return err
		}
	}
	sendings, err := a.Keys.SendingsOf(a.ctx, []hinterland.ID[hinterland.Subscription]{s.ID})
	if err != nil {
		return err
	}
	for i := range sendings {
		if err := a.sending(s, &sendings[i], body); err != nil {
			return err
		}
	}
	if body.Testing {
		a.w.Header().Set("Refresh", "3")
	}
	return a.show(http.StatusOK, "subscription", s.Title, body)
}

// subscription finds the one that the path names, and lays out what the records say.
func (a *ask) subscription() (*office.SubscriptionStanding, *subscriptionBody, error) {
	var id hinterland.ID[hinterland.Subscription]
	if err := id.UnmarshalText([]byte(a.r.PathValue("id"))); err != nil {
		return nil, nil, nowhere(a)
	}
	var found *office.SubscriptionStanding
	body := &subscriptionBody{}
	err := a.view(func(v *office.View) (err error) {
		if found, err = v.Subscription(id); err != nil {
			return err
		}
		if body.subscriptionRow, err = a.subscriptionRow(found); err != nil {
			return err
		}
		body.Facts = a.subscriptionFacts(body.subscriptionRow, found)
		if found.Ended == 0 {
			a.offer(&office.Unsubscribe{Subscription: id}, action{
				Path: body.Path + "/end", Text: a.say.Say("web.unsubscribe", nil),
			})
		}
		return nil
	})
	return found, body, err
}

func (a *ask) subscriptionFacts(
	row subscriptionRow, s *office.SubscriptionStanding,
) []fact {
	facts := []fact{
		{Label: a.say.Say("word.post", nil), Text: row.Post},
		{Label: a.say.Say("column.way", nil), Text: row.Way},
	}
	if s.Address != "" {
		facts = append(facts, fact{Label: a.say.Say("column.address", nil), Text: s.Address})
	} else {
		facts = append(facts, fact{Label: a.say.Say("column.pace", nil), Text: row.Pace},
			fact{
				Label: a.say.Say("column.language", nil),
				Text:  tongueName(lang.Match(s.Language)),
			})
	}
	return append(facts,
		fact{Label: a.say.Say("column.made", nil), Text: dayWords(a.say, s.Made)})
}

// sending says how far a subscription has told, and what can be done about it.
func (a *ask) sending(
	s *office.SubscriptionStanding, d *hinterland.Sending, body *subscriptionBody,
) (err error) {
	if body.Testing = d.Test && s.Over == nil; s.Over == nil {
		body.Test = body.Path + "/test"
		if d.State == hinterland.Stopped {
			body.State, body.Resume = a.stopped(), body.Path+"/resume"
		}
	}
	if d.At == 0 || d.Said == "" {
		return nil
	}
	at, err := a.moment(d.At, a.me.Charter)
	body.Last = a.say.Say("sending.last", lang.Args{"at": at, "said": a.becameOf(d.Said)})
	return err
}

// becameOf words what came of a message: a status, or one of what notify says.
func (a *ask) becameOf(said string) string {
	if _, err := strconv.Atoi(said); err == nil {
		return a.say.Say("sending.status", lang.Args{"status": said})
	}
	switch said {
	case "sent", "unreached", "forbidden", "unset", "unaddressed", "unsent":
		// lang: sending.sent sending.unreached sending.forbidden sending.unset
		// lang: sending.unaddressed sending.unsent
		return a.say.Say("sending."+said, nil)
	}
	return a.say.Say("refusal.subscription.nomail", nil) // any other shows by itself
}

// testSubscription asks for a message that says nothing; resumeSubscription lets one that
// has stopped go on.
func testSubscription(a *ask) error {
	return a.onSending(func(id hinterland.ID[hinterland.Subscription]) error {
		return a.Keys.TestSending(a.ctx, id)
	})
}

func resumeSubscription(a *ask) error {
	return a.onSending(func(id hinterland.ID[hinterland.Subscription]) error {
		return a.Keys.ResumeSending(a.ctx, id, hinterland.InstantOf(a.Now()))
	})
}

// onSending does something to the sending of a subscription that the reader's party has
// and that is not over.
func (a *ask) onSending(do func(hinterland.ID[hinterland.Subscription]) error) error {
	s, body, err := a.subscription()
	if err != nil {
		return err
	}
	if s.Over != nil {
		return s.Over
	}
	if err := do(s.ID); err != nil {
		return err
	}
	return a.goTo(body.Path)
}

// subscribe lets a program or its maker be told.
func subscribe() form {
	return form{
		start: func(d *draft) error {
			posts, err := d.v.Posts()
			for _, p := range posts {
				if d.typed.Get("post") == "" {
					d.typed.Set("post", p.ID.String())
				}
			}
			d.typed.Set("way", string(hinterland.ByWebhook))
			if d.r.Form.Get("way") == string(hinterland.ByMail) {
				d.typed.Set("way", string(hinterland.ByMail))
				d.typed.Set("pace", string(hinterland.Daily))
				d.typed.Set("language", string(d.say.Tongue()))
			}
			return err
		},
		read: func(d *draft) office.Act {
			act := &office.Subscribe{
				Title: d.text("title"), Way: hinterland.Way(d.text("way")),
				Pace: hinterland.Pace(d.text("pace")), Address: d.text("address"),
				Language: d.text("language"),
			}
			if act.Way == hinterland.ByWebhook {
				act.Pace = hinterland.Each
			}
			d.fault("post", act.Post.UnmarshalText([]byte(d.text("post"))))
			return act
		},
		paint: paintSubscription,
		then: func(_ *draft, e hinterland.Entry) string {
			return subscriptionPath(hinterland.MakeID[hinterland.Subscription](e.Act, 0))
		},
	}
}

func paintSubscription(d *draft) (*formPage, error) {
	posts, err := d.v.Posts()
	if err != nil {
		return nil, err
	}
	var options []option
	for _, p := range posts {
		options = append(options, option{p.ID.String(), d.duty(p.Duty)})
	}
	way := d.typed.Get("way")
	fields := []field{
		d.field("text", "title", "column.title").
			hint(d.say.Say("web.subscribe.title.hint", nil)),
		d.field("choice", "post", "word.post").from(options).
			hint(d.say.Say("web.subscribe.post.hint", nil)),
	}
	if way == string(hinterland.ByMail) {
		var paces, tongues []option
		for _, p := range hinterland.Paces() {
			paces = append(paces, option{string(p), d.pace(p)})
		}
		for _, t := range lang.Tongues() {
			tongues = append(tongues, option{string(t), tongueName(t)})
		}
		fields = append(fields, d.field("choice", "pace", "column.pace").from(paces),
			d.field("choice", "language", "column.language").from(tongues))
	} else {
		fields = append(fields, d.field("text", "address", "column.address").
			hint(d.say.Say("web.subscribe.address.hint", nil)))
	}
	// lang: web.subscribe.webhook web.subscribe.mail
	// lang: web.subscribe.webhook.lead web.subscribe.mail.lead
	return &formPage{
		Title:  d.say.Say("web.subscribe."+way, nil),
		Lead:   d.say.Say("web.subscribe."+way+".lead", nil),
		Submit: d.say.Say("web.subscribe", nil),
		Hidden: []field{{Name: "way", Value: way}},
		Groups: []group{{Fields: fields}},
	}, nil
}

// unsubscribe ends a subscription.
func unsubscribe() form {
	return form{
		read: func(d *draft) office.Act {
			act := &office.Unsubscribe{}
			d.fault("", act.Subscription.UnmarshalText([]byte(d.r.PathValue("id"))))
			return act
		},
		paint: func(d *draft) (*formPage, error) {
			var id hinterland.ID[hinterland.Subscription]
			if err := id.UnmarshalText([]byte(d.r.PathValue("id"))); err != nil {
				return nil, nowhere(d.ask)
			}
			s, err := d.v.Subscription(id)
			if err != nil {
				return nil, err
			}
			row, err := d.subscriptionRow(s)
			return &formPage{
				Title: d.say.Say("web.unsubscribe", nil), Submit: d.say.Say("web.unsubscribe", nil),
				Lead: d.say.Say("web.unsubscribe.lead", nil),
				Facts: append([]fact{{
					Label: d.say.Say("column.title", nil), Text: row.Title,
				}}, d.subscriptionFacts(row, s)...),
			}, err
		},
		then: func(*draft, hinterland.Entry) string { return "/subscriptions" },
	}
}

// endByMail ends the subscription whose mail a program brings back, in the name of whom it
// told: nobody else was sent the link.
func endByMail(a *ask) error {
	var id hinterland.ID[hinterland.Subscription]
	if err := id.UnmarshalText([]byte(a.r.PathValue("id"))); err != nil {
		return nowhere(a)
	}
	token, err := a.Proofs.EndingToken(a.ctx, id)
	if err != nil {
		return err
	}
	if subtle.ConstantTimeCompare([]byte(token), []byte(a.r.PathValue("token"))) != 1 {
		return nowhere(a)
	}
	_, actor, err := a.Office.Subscriber(a.ctx, id)
	if err == nil {
		_, err = a.Office.Do(a.ctx, office.Request{
			Actor: actor, Act: &office.Unsubscribe{Subscription: id},
		})
	}
	if len(refusalsIn(err)) > 0 {
		err = nil // it tells nothing any more, which is what was asked for
	}
	if err == nil {
		a.w.WriteHeader(http.StatusNoContent)
	}
	return err
}

// leadToSubscription leads whoever opens the link in a browser to the page.
func leadToSubscription(a *ask) error {
	return a.goTo("/subscriptions/" + url.PathEscape(a.r.PathValue("id")))
}
