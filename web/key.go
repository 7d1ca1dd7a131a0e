package web

import (
	"net/http"
	"net/url"

	"hinterland"
	"hinterland/office"
)

// A keysBody is the list of the keys of a party.
type keysBody struct {
	Rows []keyRow
}

// A keyRow is a key in the list.
type keyRow struct {
	Number, Title, Post, May string
	Made, Last               hinterland.Day
	State                    tag
	RevokePath               string
}

// leave words what a key may be used for.
func (a *ask) leave(l hinterland.Leave) string {
	// lang: leave.read leave.act
	return a.say.Say("leave."+string(l), nil)
}

// listKeys shows the keys of the reader's party.
func listKeys(a *ask) error {
	return a.view(func(v *office.View) error {
		keys, err := v.Keys()
		if err != nil {
			return err
		}
		posts, err := v.Posts()
		if err != nil {
			return err
		}
		body := &keysBody{}
		for i := range keys {
			row, err := a.keyRow(&keys[i])
			if err != nil {
				return err
			}
			body.Rows = append(body.Rows, row)
		}
		for _, p := range posts[:min(len(posts), 1)] {
			a.offer(&office.MakeKey{Post: p.ID},
				action{Path: "/keys/new", Text: a.say.Say("web.key.new", nil), Main: true})
		}
		return a.show(http.StatusOK, "keys", a.say.Say("web.keys", nil), body)
	})
}

func (a *ask) keyRow(k *office.KeyStanding) (keyRow, error) {
	row := keyRow{
		Number: k.ID.String(), Title: k.Title, May: a.leave(k.May), Made: k.Made, Last: k.Last,
		State: tag{Text: a.say.Say("web.key.holds", nil), Class: "good"},
	}
	names, err := a.peopleNamed([]hinterland.ID[hinterland.Person]{k.Person})
	row.Post = a.personName(k.Person, names[k.Person]) + ", " + a.duty(k.Post.Duty)
	if err != nil || k.Over == nil {
		row.RevokePath = "/keys/" + url.PathEscape(row.Number) + "/revoke"
		return row, err
	}
	told, err := a.refusal(k.Over)
	row.State = tag{Text: told.Text}
	return row, err
}

// offerKeys leads to the keys of a party from its page, who acts for it.
func (a *ask) offerKeys(party hinterland.PartyCode) {
	if party == a.v.Actor().Party {
		a.offers = append(a.offers,
			action{Path: "/keys", Text: a.say.Say("web.keys", nil), Rare: true})
	}
}

// secretMark begins every secret, so that programs that look for secrets in texts
// know one.
const secretMark = "hinterland-"

// A keyBody is the page of a key that was just made.
type keyBody struct {
	Title, Secret, Address string
	Last                   hinterland.Day
}

// makeKey makes a key for a program. Its secret is drawn when the form is shown,
// so that the form can be sent twice, and shown when it is done.
func makeKey() form {
	return form{
		start: func(d *draft) error {
			posts, err := d.v.Posts()
			for _, p := range posts {
				if d.typed.Get("post") == "" {
					d.typed.Set("post", p.ID.String())
				}
			}
			d.typed.Set("last", (d.v.Today + hinterland.MaxKeyDays/2).String())
			d.typed.Set("secret", d.token()+d.token())
			return err
		},
		read: func(d *draft) office.Act {
			act := &office.MakeKey{
				Title: d.text("title"), May: hinterland.Leave(d.text("may")), Last: d.day("last"),
				Digest: digestOf(secretMark + d.typed.Get("secret")),
			}
			d.fault("post", act.Post.UnmarshalText([]byte(d.text("post"))))
			if s := d.typed.Get("secret"); len(s) != 64 || !keyForm(s[:32]) || !keyForm(s[32:]) {
				d.fault("", hinterland.Refuse(hinterland.Invalid, "form.key", nil))
			}
			return act
		},
		paint: paintKey,
		done: func(d *draft) error {
			return d.ask.show(http.StatusOK, "key", d.say.Say("web.key.made", nil), keyBody{
				Title: d.text("title"), Secret: secretMark + d.typed.Get("secret"),
				Last: d.day("last"), Address: d.address(apiPath),
			})
		},
	}
}

func paintKey(d *draft) (*formPage, error) {
	posts, err := d.v.Posts()
	if err != nil {
		return nil, err
	}
	var options []option
	for _, p := range posts {
		options = append(options, option{p.ID.String(), d.duty(p.Duty)})
	}
	var leaves []option
	for _, l := range hinterland.Leaves() {
		leaves = append(leaves, option{string(l), d.leave(l)})
	}
	return &formPage{
		Title: d.say.Say("web.key.new", nil), Lead: d.say.Say("web.key.lead", nil),
		Submit: d.say.Say("web.key.make", nil),
		Hidden: []field{{Name: "secret", Value: d.typed.Get("secret")}},
		Groups: []group{{Fields: []field{
			d.field("text", "title", "column.title").hint(d.say.Say("web.key.title.hint", nil)),
			d.field("choice", "post", "word.post").from(options).
				hint(d.say.Say("web.key.post.hint", nil)),
			d.field("choice", "may", "column.may").from(leaves),
			d.field("day", "last", "web.terms.last").hint(d.say.Say("web.key.last.hint", nil)),
		}}},
	}, nil
}

// revokeKey takes a key back.
func revokeKey() form {
	id := func(d *draft) (id hinterland.ID[hinterland.Key], err error) {
		return id, id.UnmarshalText([]byte(d.r.PathValue("id")))
	}
	return form{
		read: func(d *draft) office.Act {
			key, err := id(d)
			d.fault("", err)
			return &office.RevokeKey{Key: key}
		},
		paint: func(d *draft) (*formPage, error) {
			number, err := id(d)
			if err != nil {
				return nil, err
			}
			k, err := d.v.Key(number)
			if err != nil {
				return nil, err
			}
			row, err := d.keyRow(k)
			return &formPage{
				Title:  d.say.Say("web.key.revoke", nil),
				Lead:   d.say.Say("web.key.revoke.lead", nil),
				Submit: d.say.Say("web.key.revoke", nil),
				Facts: []fact{
					{Label: d.say.Say("column.title", nil), Text: row.Title},
					{Label: d.say.Say("word.post", nil), Text: row.Post},
					{Label: d.say.Say("column.may", nil), Text: row.May},
				},
			}, err
		},
		then: func(*draft, hinterland.Entry) string { return "/keys" },
	}
}
