package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"

	"hinterland"
	"hinterland/office"
)

// A postRow is a post in a list.
type postRow struct {
	ID         string
	Person     string
	PersonPath string
	Party      string
	Duty       string
	Term       string
	Last       hinterland.Day
	Current    bool
	EndPath    string // where the reader can end it, or sooner; empty once it has ended
}

// A personRow is a person in a list, with what they are today.
type personRow struct {
	Path, Name string
	Posts      []postRow
}

func personPath(id hinterland.ID[hinterland.Person]) string {
	return "/people/" + url.PathEscape(id.String())
}

// post lays out a post.
func (a *ask) post(n *names, h *office.Holder, p *hinterland.Post) postRow {
	row := postRow{
		ID: p.ID.String(), PersonPath: personPath(h.ID),
		Person: a.personName(h.ID, string(h.Name)),
		Party:  n.party(p.Party), Duty: a.duty(p.Duty), Term: a.term(p.Term.From, p.Term.Last()),
		Current: p.Term.Has(n.v.Today), Last: p.Term.Last(),
	}
	if p.Term.To > n.v.Today && a.may(&office.EndPost{Post: p.ID}) {
		row.EndPath = "/posts/" + url.PathEscape(row.ID) + "/end"
	}
	return row
}

// A peopleList is a page of people; Next leads to further ones, if there are
// any.
type peopleList struct {
	Rows []personRow
	Next string
}

// listPeople shows who acts for whom.
func listPeople(a *ask) error {
	return a.view(func(v *office.View) error {
		var after hinterland.ID[hinterland.Person]
		if after.UnmarshalText([]byte(a.r.Form.Get("after"))) != nil {
			after = 0 // an address that nobody was given leads to the first page
		}
		holders, err := v.Holders(after, rowsAtOnce+1)
		if err != nil {
			return err
		}
		var list peopleList
		if len(holders) > rowsAtOnce {
			holders = holders[:rowsAtOnce]
			list.Next = "/people?after=" + url.QueryEscape(holders[rowsAtOnce-1].ID.String())
		}
		n, err := a.names(v, partiesHeld(holders)...)
		if err != nil {
			return err
		}
		for i := range holders {
			h := &holders[i]
			list.Rows = append(list.Rows, personRow{
				Path: personPath(h.ID), Name: a.personName(h.ID, string(h.Name)),
				Posts: a.postsToday(n, h),
			})
		}
		a.offer(&office.RegisterPerson{}, action{
			Path: "/people/new", Text: a.say.Say("web.person.new", nil), Main: true,
		})
		a.offer(&office.GivePost{Party: v.Actor().Party},
			action{Path: "/posts/new", Text: a.say.Say("web.post.new", nil)})
		return a.show(http.StatusOK, "people", a.say.Say("web.people", nil), list)
	})
}

// partiesHeld lists the parties in which people hold posts.
func partiesHeld(holders []office.Holder) []hinterland.PartyCode {
	var parties []hinterland.PartyCode
	for i := range holders {
		for _, p := range holders[i].Posts {
			parties = append(parties, p.Party)
		}
	}
	return parties
}

// postsToday are the posts that a person holds today.
func (a *ask) postsToday(n *names, h *office.Holder) []postRow {
	var rows []postRow
	for i := range h.Posts {
		if h.Posts[i].Term.Has(n.v.Today) {
			rows = append(rows, a.post(n, h, &h.Posts[i]))
		}
	}
	return rows
}

// A personBody is a person as far as the reader may see them.
type personBody struct {
	Facts  []fact
	Posts  []postRow
	Invite string // where a sign-in link can be made; empty where it cannot
	Key    string
	Link   string // the link that was just made, shown once
	Alone  bool   // the link leads nowhere from another machine
}

// showPerson shows a person with their posts, and the link that was just made.
func showPerson(a *ask) error {
	link := ""
	if a.r.Form.Has(heldField) {
		_, err := a.held(a.r.Form.Get(heldField), &link)
		if err != nil && !errors.Is(err, errNotHeld) {
			return err
		}
	}
	return a.person(link)
}

func (a *ask) person(link string) error {
	id, signsIn, err := a.signsIn()
	if err != nil {
		return err
	}
	return a.view(func(v *office.View) error {
		h, err := v.Holder(id)
		if err != nil {
			return err
		}
		n, err := a.names(v, partiesHeld([]office.Holder{*h})...)
		if err != nil {
			return err
		}
		body := personBody{Link: link, Alone: a.Alone(), Facts: a.personFacts(h, signsIn)}
		for _, p := range h.Posts {
			body.Posts = append(body.Posts, a.post(n, h, &p))
		}
		a.offerOnPerson(h)
		may, err := v.MayInvite(h.ID, signsIn)
		if err != nil {
			return err
		}
		if link == "" && may {
			body.Invite = personPath(h.ID) + "/invitation"
		}
		return a.show(http.StatusOK, "person", a.personName(h.ID, string(h.Name)), body)
	})
}

func (a *ask) personFacts(h *office.Holder, signsIn bool) []fact {
	text := a.say.Say("web.person.nologin", nil)
	if signsIn {
		text = a.say.Say("web.person.login", nil)
	}
	return append(a.saidOf(h), fact{Label: a.say.Say("web.signin", nil), Text: text})
}

// saidOf is what is said of a person, beside the name.
func (a *ask) saidOf(h *office.Holder) []fact {
	facts := []fact{{Label: a.say.Say("word.number", nil), Text: h.ID.String()}}
	for _, f := range []fact{
		{Label: a.say.Say("word.mail", nil), Text: string(h.Mail)},
		{Label: a.say.Say("word.phone", nil), Text: string(h.Phone)},
	} {
		if f.Text != "" {
			facts = append(facts, f)
		}
	}
	return facts
}

// signsIn finds out of whom an address is, and whether they have a login.
func (a *ask) signsIn() (id hinterland.ID[hinterland.Person], has bool, err error) {
	if id, err = a.personID(); err != nil {
		return 0, false, err
	}
	logins, err := a.Keys.LoginsOf(a.ctx, id)
	return id, len(logins) > 0, err
}

// invitePerson makes a one-time link for a person and shows it, this once.
func invitePerson(a *ask) error {
	id, signsIn, err := a.signsIn()
	if err != nil {
		return err
	}
	err = a.view(func(v *office.View) error {
		if _, err := v.Holder(id); err != nil {
			return err
		}
		may, err := v.MayInvite(id, signsIn)
		if err == nil && !may {
			err = hinterland.Refuse(hinterland.Denied, "invitation.denied", nil)
		}
		return err
	})
	if err != nil {
		return err
	}
	link, err := a.invite(a.ctx, id, a.me.actor())
	if err != nil {
		return err
	}
	a.Log.Info("invited", "person", id.String(), "by", a.me.Session.Person.String())
	path, err := a.hold(personPath(id), a.token(), 0, link)
	if err != nil {
		a.logFault("a link could not be held", err)
		return a.person(link)
	}
	return a.goTo(path)
}

// registerPerson enters a person.
func registerPerson() form {
	return form{
		read: func(d *draft) office.Act {
			return &office.RegisterPerson{PersonBody: d.readPerson()}
		},
		paint: func(d *draft) (*formPage, error) {
			return &formPage{
				Title: d.say.Say("web.person.new", nil), Submit: d.say.Say("web.person.enter", nil),
				Lead:   d.say.Say("web.person.lead", nil),
				Groups: []group{{Fields: d.personFields()}},
			}, nil
		},
		then: (*draft).toPost,
	}
}

// toPost is where a person who was entered is given a post; for who may give
// none, where it is said who may.
func (d *draft) toPost(e hinterland.Entry) string {
	path := "/people"
	err := d.view(func(*office.View) error {
		if d.may(&office.GivePost{Party: d.actor().Party}) {
			person := hinterland.MakeID[hinterland.Person](e.Act, 0)
			path = "/posts/new?person=" + url.QueryEscape(person.String())
		}
		return nil
	})
	if err != nil { // done it is, whatever page comes next
		d.logFault("who gives posts is not found", err)
	}
	return path
}

// givePost gives a person a duty.
func givePost() form {
	return form{
		start: func(d *draft) error {
			d.typed.Set("person", d.r.Form.Get("person"))
			d.typed.Set("party", d.r.Form.Get("party"))
			if d.typed.Get("party") == "" {
				d.typed.Set("party", d.typed.Get(forField))
			}
			d.typed.Set("from", d.v.Today.String())
			return nil
		},
		read: func(d *draft) office.Act {
			act := &office.GivePost{
				Party: hinterland.PartyCode(d.text("party")), Duty: hinterland.Duty(d.text("duty")),
				From: d.day("from"),
			}
			d.fault("person", act.Person.UnmarshalText([]byte(d.text("person"))))
			if d.text("person") == "" {
				d.fault("person", hinterland.Refuse(hinterland.Invalid, "cell.blank", nil))
			}
			if d.text("last") != "" {
				last := d.day("last")
				act.Last = &last
			}
			return act
		},
		paint: paintPost,
		then: func(d *draft, _ hinterland.Entry) string {
			return "/people/" + url.PathEscape(d.text("person"))
		},
	}
}

func paintPost(d *draft) (*formPage, error) {
	people, err := d.personOptions("person")
	if err != nil {
		return nil, err
	}
	parties, err := d.partyOptions("")
	if err != nil {
		return nil, err
	}
	var duties []option
	for _, duty := range hinterland.Duties() {
		duties = append(duties, option{string(duty), d.dutyExplained(duty)})
	}
	return &formPage{
		Title: d.say.Say("web.post.new", nil), Submit: d.say.Say("web.post.give", nil),
		Groups: []group{{Fields: []field{
			d.pick("person", "word.person", people, "web.choice.person"),
			d.pick("party", "word.party", parties, "web.choice.party"),
			d.field("choice", "duty", "word.duty").from(duties),
			d.field("day", "from", "web.post.from"),
			d.field("day", "last", "web.post.last").optional().instead("to"),
		}}},
	}, nil
}

// personOptions are all people, and who is typed in a field, to choose from;
// nil if they are too many.
func (d *draft) personOptions(name string) ([]option, error) {
	holders, err := d.v.Holders(0, maxChoices+1)
	if err != nil || len(holders) > maxChoices {
		return nil, err
	}
	people, called := []option{}, map[string]int{}
	for i := range holders {
		h := &holders[i]
		people = append(people, option{h.ID.String(), d.personName(h.ID, string(h.Name))})
		called[people[i].Text]++
	}
	for i := range people {
		if p := &people[i]; called[p.Text] > 1 {
			p.Text += " · " + d.say.Say("word.number", nil) + " " + p.Value
		}
	}
	if typed := d.typed.Get(name); typed != "" && !slices.ContainsFunc(people,
		func(o option) bool { return o.Value == typed }) {
		people = append(people, option{typed, typed}) // entered, and without a post so far
	}
	return people, nil
}

// dutyExplained says what a duty is and what it is for.
func (a *ask) dutyExplained(d hinterland.Duty) string {
	// lang: duty.keeper.what duty.clerk.what duty.liaison.what duty.signatory.what
	// lang: duty.planner.what
	return a.say.Say("duty."+string(d)+".what", nil)
}

// endPost makes a day the last one of a post.
func endPost() form {
	return form{
		start: func(d *draft) error {
			row, err := d.postOf()
			if err != nil {
				return err
			}
			d.typed.Set("last", d.v.Today.String())
			if row.Last != hinterland.Forevermore {
				d.typed.Set("last", row.Last.String())
			}
			return nil
		},
		read: func(d *draft) office.Act {
			act := &office.EndPost{Last: d.day("last"), Based: d.based()}
			d.fault("", act.Post.UnmarshalText([]byte(d.r.PathValue("id"))))
			return act
		},
		paint: func(d *draft) (*formPage, error) {
			row, err := d.postOf()
			if err != nil {
				return nil, err
			}
			return &formPage{
				Title: d.say.Say("web.post.end", nil), Submit: d.say.Say("web.save", nil),
				Facts: []fact{
					{Label: d.say.Say("word.person", nil), Text: row.Person, Link: row.PersonPath},
					{Label: d.say.Say("word.post", nil), Text: row.Duty + ", " + row.Party},
					{Label: d.say.Say("word.term", nil), Text: row.Term},
				},
				Groups: []group{{Fields: []field{
					d.field("day", "last", "web.post.last").instead("to"),
				}}},
			}, nil
		},
		then: func(*draft, hinterland.Entry) string { return "/people" },
	}
}

// postOf finds the post of an address among those that the reader may see.
func (d *draft) postOf() (*postRow, error) {
	var id hinterland.ID[hinterland.Post]
	if err := id.UnmarshalText([]byte(d.r.PathValue("id"))); err != nil {
		return nil, err
	}
	h, p, err := d.v.Post(id)
	if err != nil {
		return nil, err
	}
	n, err := d.names(d.v)
	if err != nil {
		return nil, err
	}
	row := d.ask.post(n, h, p)
	return &row, nil
}
