package web

import (
	"net/http"
	"net/url"
	"slices"

	"hinterland"
)

// A Sample is what is told of an office that is made up to be looked at. In one
// nobody has a password: whoever comes chooses whom to be. An office of anybody's
// own has none, and then nothing answers where people are chosen.
type Sample struct {
	Note   hinterland.Name // what of it is real, and what is a model
	Guests []Guest
}

// A Guest is somebody whom one can be in a sample. Role is the last part of the key
// of what they do.
type Guest struct {
	Person hinterland.ID[hinterland.Person]
	Name   string
	Party  hinterland.Name
	Role   string
}

// samplePath is where people are chosen.
const samplePath = "/sample"

// sampleRoutes are those of a sample.
func (s *Server) sampleRoutes() []route {
	if s.Sample == nil {
		return nil
	}
	return []route{{method: "POST", path: samplePath, open: true, do: enterSample}}
}

// A sampleBody is the page on which people are chosen.
type sampleBody struct {
	Path   string // where to go then
	Note   string
	Day    hinterland.Day
	Guests []guestRow
}

// A guestRow is somebody who can be chosen.
type guestRow struct{ Person, Name, Party, Does string }

// showSample shows as whom one can look around.
func (a *ask) showSample(status int, path string) error {
	charter, err := a.Office.Charter(a.ctx)
	if err != nil {
		return err
	}
	body := sampleBody{Path: path, Note: a.sampleNote()}
	if body.Day, err = charter.Today(hinterland.InstantOf(a.Now())); err != nil {
		return err
	}
	for _, g := range a.Sample.Guests {
		// lang: guest.planner guest.county guest.cooperative guest.factory
		// lang: guest.company guest.reader
		body.Guests = append(body.Guests, guestRow{
			Person: g.Person.String(), Name: g.Name, Party: nameOf(a.say, g.Party, ""),
			Does: a.say.Say("guest."+g.Role, nil),
		})
	}
	return a.show(status, "sample", a.say.Say("web.sample", nil), body)
}

// sampleNote is what every page of a sample says; nothing in any other office.
func (a *ask) sampleNote() string {
	if a.Sample == nil {
		return ""
	}
	return nameOf(a.say, a.Sample.Note, "")
}

// enterSample signs in as a guest. Whoever got another name to lead to this machine
// is not let in: a page of theirs would be of the same origin.
func enterSample(a *ask) error {
	at, err := url.Parse(a.Origin)
	if err != nil || a.r.Host != at.Host {
		return foreign(a)
	}
	chosen := a.r.PostForm.Get("person")
	i := slices.IndexFunc(a.Sample.Guests, func(g Guest) bool {
		return g.Person.String() == chosen
	})
	if i < 0 {
		return hinterland.Refuse(hinterland.NotFound, "person.unknown",
			hinterland.Args{"value": chosen})
	}
	if _, err := a.begin(a.Sample.Guests[i].Person); err != nil {
		return err
	}
	a.Log.Info("looks around", "person", chosen)
	return a.goTo(local(a.r.PostForm.Get("path")))
}

// askWhom shows who can be chosen instead of what was asked for.
func (a *ask) askWhom() error {
	path := a.r.URL.RequestURI()
	if changes(a.r) {
		path = "/"
	}
	return a.showSample(http.StatusUnauthorized, path)
}
