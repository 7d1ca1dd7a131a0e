package web

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"hinterland"
	"hinterland/lang"
)

// A gist is the rows that say in a word what an entry was about.
type gist []gistRow

// A gistRow is a row as an entry left it.
type gistRow struct {
	row
	table string
}

// gistOf reads the rows of changes; those that are gone say nothing.
func gistOf(changes []hinterland.Change) gist {
	var g gist
	for _, c := range changes {
		r := gistRow{table: c.Table}
		if json.Unmarshal([]byte(c.Row), &r.row) == nil {
			g = append(g, r)
		}
	}
	return g
}

// isMoney reports whether a row is of what was brought, asked for or had of a fund,
// or advanced.
func (r gistRow) isMoney() bool {
	switch r.table {
	case "pledge", "application", "grant_made", "instalment", "advance", "settlement":
		return true
	}
	return false
}

// people lists the people whom the rows name.
func (g gist) people() []hinterland.ID[hinterland.Person] {
	var people []hinterland.ID[hinterland.Person]
	for _, r := range g {
		id := cmp.Or(r.number("person"), r.number("id"))
		if r.table == "person" || r.table == "post" {
			people = append(people, hinterland.ID[hinterland.Person](id))
		}
	}
	return people
}

// parties lists the parties whom posts name.
func (g gist) parties() []hinterland.PartyCode {
	var parties []hinterland.PartyCode
	for _, r := range g {
		if r.table == "post" {
			parties = append(parties, hinterland.PartyCode(r.text("party")))
		}
	}
	return parties
}

// mostGists is how many things an entry is said to be about.
const mostGists = 3

// words says what a gist is about: what of what went off, came or was taken
// back, or whom and what a list says.
func (g gist) words(n *names) (string, error) {
	var things []string
	for i, r := range g {
		thing, err := g.thing(n, r)
		if err != nil {
			return "", err
		}
		if i+1 < len(g) && r.isMoney() && g[i+1].isMoney() {
			continue // which the next row, for whose sake it was moved, says
		}
		if thing == "" || slices.Contains(things, thing) && r.table == "fund" {
			continue
		}
		if len(things) == mostGists {
			things = append(things, "…")
			break
		}
		things = append(things, thing)
	}
	return strings.Join(things, n.a.say.Say("web.and", nil)), nil
}

// thing is what one row says.
func (g gist) thing(n *names, r gistRow) (string, error) {
	switch r.table {
	case "party", "good", "fund", "place":
		return n.a.say.Name(r.text("name_en"), r.text("name_zh"), r.text("code")), nil
	case "person":
		return n.person(hinterland.ID[hinterland.Person](r.number("id")))
	case "post":
		name, err := n.person(hinterland.ID[hinterland.Person](r.number("person")))
		return n.a.say.Say("web.gist.post", lang.Args{
			"person": name, "duty": n.a.duty(hinterland.Duty(r.text("duty"))),
			"party": n.party(hinterland.PartyCode(r.text("party"))),
		}), err
	case "event":
		return g.moved(n, r), nil
	case "advance":
		return n.a.sum(hinterland.Sum{Minor: r.number("value"), Currency: r.text("currency")}), nil
	case "pledge", "application", "grant_made", "instalment", "settlement":
		if r.number("withdrawn")+r.number("revoked") > 0 {
			return "", nil // the row tells all that was, and not what was taken back now
		}
		return n.a.sum(hinterland.Sum{
			Minor: r.number("amount"), Currency: r.text("currency"),
		}), nil
	}
	return "", nil
}

// moved is how much of what an event moved; nothing where it was only taken
// back, or something of it was returned, which the event that did so says.
func (g gist) moved(n *names, event gistRow) string {
	if event.number("reversed") != 0 || slices.ContainsFunc(g, func(r gistRow) bool {
		return r.text("kind") == string(hinterland.Return) &&
			r.number("about") == event.number("id")
	}) {
		return ""
	}
	if event.text("currency") != "" {
		return n.a.sum(hinterland.Sum{
			Minor: event.number("paid"), Currency: event.text("currency"),
		})
	}
	code := g.moves(n, event)
	if code == "" {
		return ""
	}
	good := n.good(code)
	whole := event.number("quantity") + event.number("short") + event.number("rejected")
	return n.a.say.Say("web.gist", lang.Args{
		"quantity": quantity(n.a.say, hinterland.Quantity(whole), good.Decimals) + " " + good.Unit,
		"good":     nameOf(n.a.say, good.Name, good.Code),
	})
}

// moves is the good of an event: that of its item as the entry left it, or as the
// latest text has it where the event changed nothing of the item, as a return does.
func (g gist) moves(n *names, event gistRow) hinterland.GoodCode {
	agreement, item := event.number("agreement"), event.number("item")
	for _, r := range g {
		if r.table == "item" && r.number("agreement") == agreement && r.number("number") == item {
			return hinterland.GoodCode(r.text("good"))
		}
	}
	if text := n.texts[hinterland.ID[hinterland.Agreement](agreement)]; text != nil {
		for i := range text.Items {
			if int64(text.Items[i].Number) == item {
				return text.Items[i].Good
			}
		}
	}
	return ""
}
