package web

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"html"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// A walker is somebody who goes to every page, in one language.
type walker struct {
	*browser
	name, person, tongue string
	like                 string           // whose statuses they meet
	forbidden            []string         // texts of rows that they may not see
	other                map[string]bool  // texts of the other language
	shapes               []*regexp.Regexp // such texts that have values in them
}

// TestEveryPageForEverybodyInBothLanguages takes the routes from the router and
// goes to each as everybody: a route that is added has to be given an address
// in samples, and what mayBe says of it.
func TestEveryPageForEverybodyInBothLanguages(t *testing.T) {
	w := newSettledWorld(t)
	speaker := w.newLiaison()
	people := map[string]string{
		"keeper, signatory and clerk": li, "signatory and clerk": wang, "liaison": speaker,
		"clerk of another party": zhao, "no post": sun, "nobody": "",
	}
	secrets := w.rowsSeenBy(people)
	for _, tongue := range []string{"en", "zh-CN"} {
		other, shapes := textsOf(t, map[string]string{"en": "zh-Hans", "zh-CN": "en"}[tongue])
		for name, person := range people {
			b := w.browser()
			if person != "" {
				b = w.as(person)
			}
			walk := &walker{
				browser: b.in(tongue), name: name, person: person, tongue: tongue, like: person,
				forbidden: secrets[person], other: other, shapes: shapes,
			}
			if person == speaker {
				walk.like = liaisons
			}
			for _, r := range w.site.routes() {
				if r.method == http.MethodGet {
					walk.visit(r)
				}
			}
		}
	}
	if log := w.log.String(); strings.Contains(log, "ERROR") {
		t.Error(log)
	}
}

// newLiaison gives the co-operative somebody who speaks for it and no more.
func (w *world) newLiaison() string {
	w.t.Helper()
	e := w.do(wang, "coop", "register-person", `{"name":"Deng Bo"}`)
	person := hinterland.MakeID[hinterland.Person](e.Act, 0).String()
	w.do(wang, "coop", "give-post",
		`{"person":"`+person+`","party":"coop","duty":"liaison","from":"2026-01-01"}`)
	return person
}

// rowsSeenBy finds, for each of some people, what others see in their view of
// agreements and they do not.
func (w *world) rowsSeenBy(people map[string]string) map[string][]string {
	w.t.Helper()
	seen, all := map[string][]string{}, map[string]bool{}
	for _, person := range people {
		var id hinterland.ID[hinterland.Person]
		if err := id.UnmarshalText([]byte(person)); err != nil {
			w.t.Fatal(err)
		}
		for _, party := range []hinterland.PartyCode{"office", "coop", "mill"} {
			err := w.office.View(context.Background(), office.Actor{Person: id, Party: party},
				func(v *office.View) error {
					headings, err := v.Agreements("", 0, 1000)
					for _, h := range headings {
						seen[person] = append(seen[person], h.Title)
						all[h.Title] = true
					}
					return err
				})
			if err != nil && len(refusalsIn(err)) == 0 {
				w.t.Fatal(err)
			}
		}
	}
	hidden := map[string][]string{}
	for _, person := range people {
		for title := range all {
			if !slices.Contains(seen[person], title) {
				hidden[person] = append(hidden[person], title)
			}
		}
	}
	if len(all) < 3 || len(hidden[zhao]) < 3 {
		w.t.Fatalf("agreements %v, hidden %v", all, hidden)
	}
	return hidden
}

// textsOf are the texts of a catalogue: those that stand as they are, and the
// shapes of long ones with values in them.
func textsOf(t *testing.T, tongue string) (map[string]bool, []*regexp.Regexp) {
	t.Helper()
	body, err := os.ReadFile("../lang/" + tongue + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]any
	if err := json.Unmarshal(body, &all); err != nil {
		t.Fatal(err)
	}
	plain := map[string]bool{}
	var shapes []*regexp.Regexp
	worded, said := regexp.MustCompile(`\pL`), regexp.MustCompile(`\{\{.*?\}\}`)
	hole := regexp.MustCompile(`\\\{\\\{.*?\\\}\\\}`)
	add := func(value any) {
		text, _ := value.(string) // the rest is names of plural forms
		switch {
		case !strings.Contains(text, "{{") && len(text) > 3:
			plain[text] = true
		case len(text) > 30 && worded.MatchString(said.ReplaceAllString(text, "")):
			shape := hole.ReplaceAllString(regexp.QuoteMeta(text), ".+")
			shapes = append(shapes, regexp.MustCompile("^"+shape+"$"))
		}
	}
	for _, value := range all {
		if forms, ok := value.(map[string]any); ok {
			for _, form := range forms {
				add(form)
			}
		}
		add(value)
	}
	return plain, shapes
}

// visit goes to the sample address of a route and holds the page to what every
// page has to keep.
func (w *walker) visit(r route) {
	w.t.Helper()
	target, known := samples()[r.path]
	if !known {
		w.t.Errorf("no sample address for %s", r.path)
	}
	p := w.get(target)
	want := mayBe(w.like, target)
	if w.person == "" {
		want = nobodysStatus(r)
	}
	fault := func(text string) {
		w.t.Helper()
		w.t.Errorf("%s, %s in %s: %s", w.name, target, w.tongue, text)
	}
	if !slices.Contains(want, p.status) {
		fault("status " + http.StatusText(p.status) + "\n" + p.text())
	}
	for _, text := range p.formFaults(w.tongue) {
		fault(text)
	}
	for _, title := range w.forbidden {
		open := r.path == "/assents/{token}" // whoever holds the link sees what it is for
		if strings.Contains(html.UnescapeString(p.body), title) && !open {
			fault("it shows " + title)
		}
	}
	for _, text := range p.texts() {
		if w.foreign(text) {
			fault("it says in the other language: " + text)
		}
	}
	if n := packed(w.t, p.body); n > mostOfTarget(target) {
		fault("it takes more bytes than a page may")
	}
}

// nobodysStatus is what an address answers to who has not signed in.
func nobodysStatus(r route) []int {
	switch {
	case r.path == "/invitations/{token}":
		return []int{http.StatusNotFound}
	case r.open:
		return []int{http.StatusOK}
	}
	return []int{http.StatusUnauthorized}
}

// texts are the texts of a page, those of its attributes too. What a language
// calls itself is in no other one.
func (p *page) texts() []string {
	if !strings.HasPrefix(p.header.Get("Content-Type"), "text/html") {
		return nil
	}
	var texts []string
	spoken := regexp.MustCompile(`(?s)<pre.*?</pre>`).ReplaceAllString(p.body, "") // commands
	for _, found := range regexp.MustCompile(`>([^<]+)<`).FindAllStringSubmatch(spoken, -1) {
		texts = append(texts, strings.Join(strings.Fields(html.UnescapeString(found[1])), " "))
	}
	for _, e := range p.elements {
		for _, name := range []string{"aria-label", "title", "placeholder", "alt", "content"} {
			texts = append(texts, e.attr[name])
		}
	}
	return slices.DeleteFunc(texts, func(text string) bool {
		return text == "" || text == "English" || text == "简体中文" || chineseNames()[text]
	})
}

// chineseNames are the Chinese names of what the office of examples has. A page
// about one thing shows both of its names.
func chineseNames() map[string]bool {
	names := map[string]bool{}
	for _, name := range []string{"苎麻合作社", "造纸厂", "县办公室", "山地农场", "苎麻", "纸", "浏阳县", "北乡"} {
		names[name] = true
	}
	return names
}

// foreign reports whether a text is of the catalogue of the other language. In
// English no text has Chinese signs at all: what the office of examples has is
// called something in English.
func (w *walker) foreign(text string) bool {
	if w.tongue == "en" {
		return strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) })
	}
	return w.other[text] || slices.ContainsFunc(w.shapes, func(shape *regexp.Regexp) bool {
		return shape.MatchString(text)
	})
}

// packed is how many bytes a page takes when it is compressed.
func packed(t *testing.T, body string) int {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(body)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}

// What the walk looks for is found where it is.
func TestWordsOfTheOtherLanguageAreFound(t *testing.T) {
	other, shapes := textsOf(t, string(lang.English))
	chinese := &walker{tongue: "zh-CN", other: other, shapes: shapes}
	for text, want := range map[string]bool{
		lang.For(lang.English).Say("web.agreement.new", nil): true,
		lang.For(lang.Chinese).Say("web.agreement.new", nil): false,
		"Ramie, 2026":          false,
		"It belongs to nobody": false,
	} {
		if got := chinese.foreign(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
	if english := (&walker{tongue: "en"}); !english.foreign("协议") || english.foreign("Ramie") {
		t.Error("Chinese signs are not told from others")
	}
}
