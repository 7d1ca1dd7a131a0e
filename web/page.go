package web

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"path"
	"strings"
	"sync"
	"unicode"

	"hinterland"
	"hinterland/lang"
)

//go:embed page/*.html
var pageFiles embed.FS

// pages are the templates, by language and name. Each is read when somebody first
// asks for it: beside every page lies a copy of the frame, and few are ever asked for.
type pages struct {
	byTongue map[lang.Tongue]map[string]func() (*template.Template, error)
}

// A shown is what every page is made of.
type shown struct {
	Title   string
	Tongue  lang.Tongue
	Path    string // of the page, for coming back to it
	Held    string // the key of the page, where it is held
	Brought string // the file that the page looks at
	Me      *me
	Region  string
	Sample  string // what a sample says of itself
	Forms   bool   // the page has a form that keeps what is typed when the language changes
	Enter   string // the button of that form that the enter key stands for
	Sought  string // what the reader has looked for
	Places  []place
	Done    *done // what was just done, to be told once
	Offers  []action
	Rare    []action // that few come for
	Barred  []barred
	Printed string // what paper says of where and when it was printed
	Body    any
}

// readPages finds every page, and reads the frame that all share.
func readPages(assets map[string]asset) (*pages, error) {
	p := &pages{byTongue: map[lang.Tongue]map[string]func() (*template.Template, error){}}
	names, err := pageFiles.ReadDir("page")
	if err != nil {
		return nil, err
	}
	for _, tongue := range lang.Tongues() {
		frame, err := template.New("frame.html").Funcs(verbs(lang.For(tongue), assets)).
			ParseFS(pageFiles, "page/frame.html", "page/parts.html")
		if err != nil {
			return nil, err
		}
		p.byTongue[tongue] = map[string]func() (*template.Template, error){}
		for _, e := range names {
			name := strings.TrimSuffix(e.Name(), path.Ext(e.Name()))
			p.byTongue[tongue][name] = sync.OnceValues(func() (*template.Template, error) {
				own, err := frame.Clone()
				if err != nil {
					return nil, err
				}
				return own.ParseFS(pageFiles, "page/"+e.Name())
			})
		}
	}
	return p, nil
}

// verbs are what templates can ask for in one language.
func verbs(say *lang.Printer, assets map[string]asset) template.FuncMap {
	return template.FuncMap{
		"say":     wording{say}.Say,
		"day":     wording{say}.Day,
		"said":    func(d hinterland.Day) string { return dayWords(say, d) },
		"name":    func(n hinterland.Name, code any) string { return nameOf(say, n, code) },
		"path":    pathOf,
		"links":   wording{say}.links,
		"asset":   func(name string) string { return assets[name].path },
		"tongues": lang.Tongues,
	}
}

// A wording lets templates word texts.
type wording struct{ say *lang.Printer }

// Say words a text whose values are given as name, value, name, value.
func (w wording) Say(key string, pairs ...any) (string, error) {
	args := lang.Args{}
	for i := 0; i+1 < len(pairs); i += 2 {
		name, ok := pairs[i].(string)
		if !ok {
			return "", fmt.Errorf("%s: %v names no value", key, pairs[i])
		}
		args[name] = pairs[i+1]
	}
	return w.say.Say(key, args), nil
}

// Day words a day so that no line breaks within it.
func (w wording) Day(d hinterland.Day) template.HTML {
	text := template.HTMLEscapeString(dayWords(w.say, d))
	if d == hinterland.Forevermore {
		return template.HTML(text)
	}
	return template.HTML(`<time datetime="` + d.String() + `">` + text + `</time>`)
}

// pathOf is the address of what has a code.
func pathOf(stem string, code any) string { return stem + url.PathEscape(fmt.Sprint(code)) }

// nameOf chooses the reader's name of a thing.
func nameOf(say *lang.Printer, n hinterland.Name, code any) string {
	return say.Name(n.English, n.Chinese, fmt.Sprint(code))
}

// show answers with a page.
func (a *ask) show(status int, name, title string, body any) error {
	if err := a.seat(); err != nil {
		return err
	}
	page := shown{
		Title: title, Tongue: a.say.Tongue(), Path: a.r.URL.Path, Me: a.me, Body: body,
		Sample: a.sampleNote(),
		Barred: a.barred, Held: a.r.URL.Query().Get(heldField),
		Brought: a.r.URL.Query().Get(broughtField),
	}
	for _, o := range a.offers {
		if o.Rare {
			page.Rare = append(page.Rare, o)
			continue
		}
		page.Offers = append(page.Offers, o)
	}
	if a.r.URL.Path == "/search" {
		page.Sought = a.r.Form.Get("q")
	}
	switch body := body.(type) {
	case *formPage:
		page.Forms, page.Enter = true, body.enter()
	case signInBody:
		page.Forms, page.Enter = true, sendButton
	}
	var err error
	if page.Region, err = a.region(); err != nil {
		return err
	}
	if page.Done, err = a.done(); err != nil {
		return err
	}
	if a.failed != nil {
		return a.failed
	}
	if a.me != nil {
		now, err := a.moment(hinterland.InstantOf(a.Now()), a.me.Charter)
		if err != nil {
			return err
		}
		page.Printed = a.say.Say("web.printed", lang.Args{"region": page.Region, "at": now})
	}
	page.Places, _ = a.places()
	var b bytes.Buffer
	t, err := a.pages.byTongue[a.say.Tongue()][name]()
	if err != nil {
		return err
	}
	if err := t.ExecuteTemplate(&b, "frame.html", page); err != nil {
		return err
	}
	a.w.Header().Set("Content-Type", "text/html; charset=utf-8")
	a.w.Header().Set("Content-Language", string(a.say.Tongue()))
	// What somebody typed is shown again, whatever it was.
	send(a.w, a.r, status, bytes.Map(legible, b.Bytes()), nil)
	return nil
}

// legible puts a sign that can be seen in the place of broken letters, which
// come as such already, and of characters that no page may have.
func legible(r rune) rune {
	if unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t' {
		return unicode.ReplacementChar
	}
	return r
}

// A problemBody says why something is not there or not done.
type problemBody struct {
	Text, Remedy string
	Alone        bool // nothing was asked for but a page, by who holds no post
}

// refuse answers with why something is not done.
func (a *ask) refuse(err error) {
	status, body := http.StatusInternalServerError,
		problemBody{Text: a.say.Say("web.fault", nil), Remedy: a.say.Say("web.fault.remedy", nil)}
	if refusals := refusalsIn(err); len(refusals) > 0 {
		status = statusOf(refusals[0].Kind)
		var words fault
		words, err = a.refusal(refusals[0])
		body = problemBody{words.Text, words.Remedy, words.Reason == "seat.none" && !changes(a.r)}
	}
	if err != nil {
		a.logFault("a request could not be answered", err)
	}
	title := a.say.Say("web.refused", nil)
	switch {
	case body.Alone:
		title = a.say.Say("web.seat.none", nil)
	case status == http.StatusForbidden && !changes(a.r):
		title = a.say.Say("web.denied", nil)
	}
	if err := a.show(status, "problem", title, body); err != nil {
		a.logFault("a page could not be shown", err)
		a.w.WriteHeader(http.StatusInternalServerError)
	}
}

// logFault tells the log what went wrong, and where.
func (a *ask) logFault(what string, err error) {
	a.Log.Error(what, "path", loggable(a.r.URL.Path), "error", err.Error())
}

// statusOf is the status for a kind of refusal.
func statusOf(kind hinterland.Kind) int {
	switch kind {
	case hinterland.NotFound:
		return http.StatusNotFound
	case hinterland.Conflict:
		return http.StatusConflict
	case hinterland.Denied:
		return http.StatusForbidden
	}
	return http.StatusUnprocessableEntity
}

// refusalsIn finds the refusals that an error is made of; none if it is a
// fault of the program.
func refusalsIn(err error) hinterland.Refusals { return hinterland.RefusalsIn(err) }

// goTo sends the browser to another page.
func (a *ask) goTo(path string) error {
	http.Redirect(a.w, a.r, path, http.StatusSeeOther)
	return nil
}

// local is a page of this server that a browser named, or the first page if
// it names any other place, as some browsers read a path with \ or that begins
// with two strokes, whatever they are written as.
func local(text string) string {
	u, err := url.Parse(text)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(u.Path, "/") ||
		strings.Contains(u.Path, `\`) || strings.Contains(u.Path, "//") ||
		strings.Contains(u.Path, "/.") {
		return "/"
	}
	return u.RequestURI()
}
