package web

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// A foundRow is something that was found.
type foundRow struct {
	Code       string // or its number
	Text, Note string
	Path       string
}

// A foundGroup is what was found of a noun: the first of it, or a page.
type foundGroup struct {
	ID, Title string
	Rows      []foundRow
	Count     int
	More      string // the address of further rows; empty if there are none
}

// A searchBody is what was found.
type searchBody struct {
	Groups []foundGroup
	Told   string // that nothing was found, or not everything looked at
}

// How many rows of a noun are shown beside other nouns, and on a page of their
// own.
const (
	foundBeside = 10
	foundAlone  = 50
)

// MostSought is how long what is looked for may be, in characters.
const MostSought = 100

// search shows what the reader may see of what they look for, by noun.
func search(a *ask) error {
	sought := a.r.Form.Get("q")
	if len([]rune(sought)) > MostSought {
		return hinterland.Refuse(hinterland.Invalid, "search.long",
			hinterland.Args{"most": MostSought})
	}
	return a.view(func(v *office.View) error {
		wish, body := lang.Seek(sought), searchBody{}
		title := a.say.Say("web.search", nil)
		if wish.Blank() {
			body.Told = a.say.Say("web.search.hint", nil)
			return a.show(http.StatusOK, "search", title, body)
		}
		found, err := v.Search(wish.In, CaseWords())
		if err != nil {
			return err
		}
		groups := a.found(v, found)
		if err := a.chosen(groupField(a, groups)); err != nil {
			return err
		}
		for _, g := range groups {
			// what is called so comes first, whatever else has it in its name
			slices.SortStableFunc(g.Rows, func(x, y foundRow) int {
				return rank(wish, &x) - rank(wish, &y)
			})
			if a.part(&g); len(g.Rows) > 0 {
				body.Groups = append(body.Groups, g)
			}
		}
		switch {
		case len(body.Groups) == 0:
			body.Told = a.say.Say("web.search.none", lang.Args{"sought": sought})
		case found.Cut:
			body.Told = a.say.Say("web.search.cut", lang.Args{"most": office.SearchedAtMost})
		}
		return a.show(http.StatusOK, "search", title, body)
	})
}

// groupField is of which noun alone the address asks for what was found.
func groupField(a *ask, groups []foundGroup) field {
	f := field{Name: "in", Label: a.say.Say("word.kind", nil)}
	for i := range groups {
		f.Options = append(f.Options, option{groups[i].ID, groups[i].Title})
	}
	return f
}

// CaseWords are what kinds of cases are called in every language: a case has no name
// by which it could be found.
func CaseWords() map[hinterland.CaseKind][]string {
	words := map[hinterland.CaseKind][]string{}
	for _, k := range hinterland.CaseKinds() {
		// lang: case.overdue case.risk case.untaken case.difference case.off-scope
		// lang: case.conflict case.kept-back
		words[k] = lang.InAll("case." + string(k))
	}
	return words
}

// rank is 0 for what is called exactly as it is looked for.
func rank(w lang.Wish, r *foundRow) int {
	if w.Is(r.Code) || w.Is(r.Text) {
		return 0
	}
	return 1
}

// part leaves of a group what the page has room for: all of it a page at a time,
// where the address asks for that noun alone.
func (a *ask) part(g *foundGroup) {
	g.Count = len(g.Rows)
	from, most := 0, foundBeside
	switch a.r.Form.Get("in") {
	case g.ID:
		most = foundAlone
		if n, err := strconv.Atoi(a.r.Form.Get("from")); err == nil {
			from = min(max(n, 0), g.Count)
		}
	case "":
	default:
		g.Rows = nil
		return
	}
	if g.Rows = g.Rows[from:]; len(g.Rows) <= most {
		return
	}
	g.Rows = g.Rows[:most]
	query := url.Values{"q": {a.r.Form.Get("q")}, "in": {g.ID}}
	if most == foundAlone {
		query.Set("from", strconv.Itoa(from+most))
	}
	g.More = "/search?" + query.Encode()
}

// found lays out what was found.
func (a *ask) found(v *office.View, f *office.Found) []foundGroup {
	named := func(code any, name hinterland.Name, path string) foundRow {
		return foundRow{Text: nameOf(a.say, name, code), Path: path, Code: fmt.Sprint(code)}
	}
	return []foundGroup{
		foundOf(a, "parties", "web.parties", f.Parties, func(p *hinterland.Party) foundRow {
			return named(p.Code, p.Name, partyPath(p.Code))
		}),
		foundOf(a, "goods", "web.goods", f.Goods, func(g *hinterland.Good) foundRow {
			return named(g.Code, g.Name, "/goods#good-"+url.PathEscape(string(g.Code)))
		}),
		foundOf(a, "agreements", "web.agreements", f.Agreements,
			func(g *hinterland.Agreement) foundRow {
				return foundRow{Code: g.ID.String(), Text: g.Title, Path: agreementPath(g.ID)}
			}),
		foundOf(a, "cases", "web.cases", f.Cases, func(c *office.SoughtCase) foundRow {
			row := foundRow{
				Code: c.ID.String(), Text: a.caseKind(c.Kind), Path: casePath(c.ID),
				Note: clipped(c.Text) + " " + a.caseState(&c.Case, v.Today).Text,
			}
			if c.Good != "" {
				row.Text += " · " + nameOf(a.say, c.Of.Name, c.Good)
			}
			return row
		}),
		foundOf(a, "funds", "web.funds", f.Funds, func(u *hinterland.Fund) foundRow {
			return named(u.ID, u.Name, fundPath(u.ID))
		}),
		foundOf(a, "places", "web.places", f.Places, func(p *hinterland.Place) foundRow {
			return named(p.Code, p.Name, "/scopes?"+
				url.Values{"place": {string(p.Code)}}.Encode())
		}),
		foundOf(a, "people", "web.people", f.People, func(h *office.Holder) foundRow {
			return foundRow{
				Code: h.ID.String(), Text: a.personName(h.ID, string(h.Name)),
				Path: personPath(h.ID),
			}
		}),
		foundOf(a, "scopes", "web.scopes", f.Scopes, a.foundScope),
	}
}

// foundScope leads to the scopes of its good in its place.
func (a *ask) foundScope(s *office.SoughtScope) foundRow {
	return foundRow{
		Code: s.ID.String(), Path: "/scopes?" + url.Values{
			"good": {string(s.Good)}, "place": {string(s.Place)},
		}.Encode(),
		Text: strings.Join([]string{
			nameOf(a.say, s.By.Name, s.Buyer), nameOf(a.say, s.Of.Name, s.Good),
			nameOf(a.say, s.In.Name, s.Place),
		}, a.say.Say("web.and", nil)),
		Note: a.term(s.Term.From, s.Term.Last()),
	}
}

// foundOf lays out what was found of a noun.
func foundOf[T any](a *ask, id, key string, found []T, row func(*T) foundRow) foundGroup {
	// lang: web.parties web.goods web.agreements web.cases web.funds web.places web.people
	// lang: web.scopes
	g := foundGroup{ID: id, Title: a.say.Say(key, nil), Rows: make([]foundRow, len(found))}
	for i := range found {
		g.Rows[i] = row(&found[i])
	}
	return g
}

// clipped is the beginning of a text that somebody wrote.
func clipped(text string) string {
	const most = 60
	if r := []rune(text); len(r) > most {
		return string(r[:most]) + "…"
	}
	return text
}
