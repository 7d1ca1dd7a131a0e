package web

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// An Export is a form in which agreements can be had that programs elsewhere
// read. Write reads them through the view of who seeks them, and not from inside
// another.
type Export struct {
	File  string // what it is called
	Kind  string // the type of the media
	Goods bool   // it tells of goods, and of an agreement without any nothing
	Whole bool   // it adds agreements up, and of one alone tells nothing
	Write func(context.Context, *Sought, io.Writer) error
	// Check refuses what nobody can have, before anything is read; it may be nil.
	Check func() error
}

// Sought is what somebody wants to have: one agreement, or all for 0. Address is
// where it was asked for.
type Sought struct {
	Office    *office.Office
	Actor     office.Actor
	Agreement hinterland.ID[hinterland.Agreement]
	Address   string
	At        hinterland.Instant
	Say       *lang.Printer    // words what people read
	Told      func(events int) // hears how much is written; may be nil
}

// export answers with agreements in the form that the address names.
func export(a *ask) error {
	of := func(x Export) bool { return x.File == a.r.PathValue("file") }
	at := slices.IndexFunc(a.Exports, of)
	if at < 0 {
		return nowhere(a)
	}
	sought := &Sought{
		Office: a.Office, Actor: a.me.actor(), Address: a.Origin + a.r.URL.RequestURI(),
		At: hinterland.InstantOf(a.Now()), Say: a.say, Told: a.told,
	}
	name := a.Exports[at].File
	if text := a.r.Form.Get("agreement"); text != "" {
		if err := sought.Agreement.UnmarshalText([]byte(text)); err != nil {
			return err
		}
		name = sought.Agreement.String() + "-" + name
	}
	s := &stream{ask: a, name: name, kind: a.Exports[at].Kind}
	err := a.Exports[at].Write(a.ctx, sought, s)
	if err != nil && s.begun {
		a.logFault("an export was broken off", err)
		panic(http.ErrAbortHandler) // so that nobody takes a part for the whole
	}
	return err
}

// exportable refuses a form that the address names and that nobody can have.
func (a *ask) exportable() error {
	for _, x := range a.Exports {
		if x.File == a.r.PathValue("file") && x.Check != nil {
			return x.Check()
		}
	}
	return nil
}

// A stream is a file that is sent while it is written. What goes wrong before
// anything is sent can still be told on a page.
type stream struct {
	*ask
	name, kind string
	begun      bool
}

// Write implements io.Writer. Whoever takes it slowly is given time for each
// part, and not for the whole.
func (s *stream) Write(part []byte) (int, error) {
	s.takeTime()
	if !s.begun {
		h := s.w.Header()
		h.Set("Content-Type", s.kind)
		h.Set("Content-Disposition", `attachment; filename="`+s.name+`"`)
		s.begun = true
	}
	return s.w.Write(part)
}

// extend answers with a part of the description of our own fields, for whoever
// reads an export: there is nothing of the office in it.
func extend(a *ask) error {
	a.r.URL.Path = "/" + a.r.PathValue("file")
	if strings.HasSuffix(a.r.URL.Path, "/") {
		return nowhere(a) // no list of what there is
	}
	a.w.Header().Set("Content-Disposition", "attachment")
	http.FileServerFS(a.Extension).ServeHTTP(a.w, a.r)
	return nil
}

// agreementDownloads are the forms in which an agreement can be had.
func (a *ask) agreementDownloads(d *office.Dossier, path string) []action {
	if len(d.Items) == 0 {
		return a.downloads(nil, d.ID.String())
	}
	return a.downloads([][2]string{
		{"web.account", path + "/account"}, {"web.deliveries", path + "/deliveries"},
	}, d.ID.String())
}

// downloads are tables, by the keys of their names, and what other programs read.
// Where there are no tables there are no goods.
func (a *ask) downloads(tables [][2]string, agreement string) []action {
	var links []action
	for _, t := range tables {
		links = append(links, wording{a.say}.links(t[0], t[1], 0)...)
	}
	query := ""
	if agreement != "" {
		query = "?" + url.Values{"agreement": {agreement}}.Encode()
	}
	for _, x := range a.Exports {
		if x.Goods && tables == nil || x.Whole && agreement != "" {
			continue
		}
		// lang: web.export.ocds web.export.ubl web.export.hledger web.export.years
		name := strings.TrimSuffix(x.File, path.Ext(x.File))
		links = append(links, action{
			Path: "/exports/" + x.File + query, Text: a.say.Say("web.export."+name, nil),
		})
	}
	return links
}
