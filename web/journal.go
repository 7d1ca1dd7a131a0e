package web

import (
	"cmp"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// entriesAtOnce is how many entries a page of the journal has.
const entriesAtOnce = 50

// entriesAtHome is how many the first page has.
const entriesAtHome = 6

// An entryRow is an entry in a list.
type entryRow struct {
	entryLink
	At, By, For    string
	What           string
	About          *fact // the agreement whose rows it changed, if it is one
	Why            string
	Undoes, Undone *entryLink
}

// An entryLink leads to an entry.
type entryLink struct {
	Number string
	Path   string
}

// text is the number of an entry, empty for none.
func (l *entryLink) text() string {
	if l == nil {
		return ""
	}
	return l.Number
}

// linkTo leads to an entry; nil to none.
func linkTo(number int64) *entryLink {
	if number == 0 {
		return nil
	}
	return &entryLink{strconv.FormatInt(number, 10), entryPath(number)}
}

// A journalBody is a page of the journal.
type journalBody struct {
	Rows   []entryRow
	Before int64 // the number that the page begins before; 0 on the first
	Next   int64 // the entries before this one are on the next page; 0 on the last
}

func entryPath(number int64) string { return "/journal/" + strconv.FormatInt(number, 10) }

// before is the entry that a page of the journal begins before, 0 for none.
func (a *ask) before() int64 {
	before, err := strconv.ParseInt(a.r.Form.Get("before"), 10, 64)
	if err != nil {
		return 0
	}
	return max(before, 0)
}

// listEntries shows who did what for whom, the latest first.
func listEntries(a *ask) error {
	before := a.before()
	return a.view(func(v *office.View) error {
		n, err := a.names(v)
		if err != nil {
			return err
		}
		entries, err := v.Entries(before, entriesAtOnce+1)
		if err == nil {
			err = n.meetEntries(entries)
		}
		if err != nil {
			return err
		}
		body := journalBody{Before: before}
		for i := range entries {
			if i == entriesAtOnce {
				body.Next = entries[i-1].Number
				break
			}
			line, err := a.entry(n, &entries[i])
			if err != nil {
				return err
			}
			body.Rows = append(body.Rows, line)
		}
		return a.show(http.StatusOK, "journal", a.say.Say("web.journal", nil), body)
	})
}

// lately lays out the last entries: what was done for whom and when.
func (a *ask) lately(n *names) ([]entryRow, error) {
	entries, err := n.v.Entries(0, entriesAtHome)
	if err != nil {
		return nil, err
	}
	people, err := n.meetGists(entries)
	if err == nil {
		err = n.meet(people)
	}
	rows := make([]entryRow, len(entries))
	for i := range entries {
		e := &entries[i]
		rows[i] = entryRow{entryLink: *linkTo(e.Number), For: n.party(e.For)}
		var failed, untimed error
		rows[i].What, failed = a.did(n, e)
		rows[i].At, untimed = a.moment(e.At, a.me.Charter)
		err = errors.Join(err, failed, untimed)
	}
	return rows, err
}

// meetEntries learns who did what for whom, under which agreements.
func (n *names) meetEntries(entries []hinterland.Entry) error {
	people, err := n.meetGists(entries)
	if err != nil {
		return err
	}
	for i := range entries {
		people = append(people, entries[i].By)
	}
	if n.texts, err = n.v.TermsOf(entries); err != nil {
		return err
	}
	return n.meet(people)
}

// meetGists learns what was done for whom, and returns the people whom that names.
func (n *names) meetGists(
	entries []hinterland.Entry,
) (people []hinterland.ID[hinterland.Person], err error) {
	var parties []hinterland.PartyCode
	for i := range entries {
		parties = append(parties, entries[i].For)
	}
	changes, err := n.v.Gists(entries)
	if err == nil {
		n.steps, err = n.v.Steps(entries)
	}
	if err != nil {
		return nil, err
	}
	n.gists = map[int64]gist{}
	for number, of := range changes {
		g := gistOf(of)
		n.gists[number] = g
		people, parties = append(people, g.people()...), append(parties, g.parties()...)
	}
	return people, n.learn(parties)
}

// did says what an entry did, and what it was about in a word.
func (a *ask) did(n *names, e *hinterland.Entry) (string, error) {
	what := a.stepWords(e.Kind, n.steps[e.Number])
	about, err := n.gists[cmp.Or(e.Undoes, e.Number)].words(n)
	if err == nil && about != "" {
		what = a.say.Say("web.entry.gist", lang.Args{"what": what, "gist": about})
	}
	return what, err
}

// stepWords says what an act does: of several together which, and how often each. Of
// more kinds than a reader takes in at a glance the first are told, and that there are
// others; an act that was done once is told as if it were alone.
func (a *ask) stepWords(kind string, steps []office.Repeated) string {
	var words []string
	for i, s := range steps {
		if i == mostGists {
			words = append(words, a.say.Say("web.entry.others", nil))
			break
		}
		what := a.actWords(s.Kind)
		if s.Times > 1 {
			what = a.say.Say("web.entry.times", lang.Args{"what": what, "count": s.Times})
		}
		words = append(words, what)
	}
	return cmp.Or(strings.Join(words, a.say.Say("web.entry.then", nil)), a.actWords(kind))
}

// entry lays out an entry.
func (a *ask) entry(n *names, e *hinterland.Entry) (line entryRow, err error) {
	line = entryRow{
		entryLink: *linkTo(e.Number), Why: e.Why,
		For: n.party(e.For), By: a.say.Say("web.nobody", nil),
		Undoes: linkTo(e.Undoes), Undone: linkTo(e.Undone),
	}
	if e.For == "" {
		line.For = "–"
	}
	if line.What, err = a.did(n, e); err != nil {
		return line, err
	}
	if text := n.texts[e.About]; text != nil {
		line.About = &fact{
			Label: a.say.Say("word.agreement", nil), Text: text.Title, Link: agreementPath(e.About),
		}
	}
	switch e.Kind {
	case "assent-by-link":
		line.By = a.say.Say("web.sign.holder", nil)
	case "look-for-cases":
		line.By = a.say.Say("web.itself", nil)
	}
	if e.By != 0 {
		if line.By, err = n.person(e.By); err != nil {
			return line, err
		}
	}
	if e.Through != 0 {
		line.By = a.say.Say("web.entry.through",
			lang.Args{"person": line.By, "key": e.Through.String()})
	}
	line.At, err = a.moment(e.At, a.me.Charter)
	return line, err
}

// An entryBody is an entry with what it changed, and whether it can be undone.
type entryBody struct {
	Facts   []fact
	Changes []changeWords
	Proof   string // where it can be had
	Undone  bool
	Undo    string      // where it can be undone; empty where it cannot
	Stands  *fault      // what stands in the way
	Later   []entryLink // the later entries that do
}

// showEntry shows one entry.
func showEntry(a *ask) error {
	number, err := strconv.ParseInt(a.r.PathValue("number"), 10, 64)
	if err != nil {
		return nowhere(a)
	}
	var body entryBody
	return a.view(func(v *office.View) error {
		e, err := v.EntryHead(number)
		if err != nil {
			return err
		}
		body.Undone = e.Undone != 0
		if v.MayProve(number) == nil {
			body.Proof = entryPath(number) + "/proof.json"
		}
		if err := a.mayUndo(v, number, &body); err != nil {
			return err
		}
		n, err := a.names(v)
		if err != nil {
			return err
		}
		if err := n.meetEntries([]hinterland.Entry{e}); err != nil {
			return err
		}
		line, err := a.entry(n, &e)
		if err != nil {
			return err
		}
		body.Facts = a.entryFacts(line)
		if body.Changes, err = a.recorded(v, e.Number); err != nil {
			return err
		}
		title := a.say.Say("web.entry", map[string]any{"number": number, "what": line.What})
		return a.show(http.StatusOK, "entry", title, body)
	})
}

// mayUndo says where an entry can be undone, or what stands in the way.
func (a *ask) mayUndo(v *office.View, number int64, body *entryBody) error {
	err := v.MayUndo(number)
	refusals := refusalsIn(err)
	if len(refusals) == 0 {
		body.Undo = entryPath(number) + "/undo"
		return err
	}
	words, err := a.refusal(refusals[0])
	body.Stands = &words
	later, _ := refusals[0].Args["entries"].([]string)
	for _, number := range later {
		body.Later = append(body.Later, a.linkIfSeen(v, number, len(body.Later)))
	}
	return err
}

// linksAtMost is how many entries in the way of an undo are looked at, whether
// the reader may see them.
const linksAtMost = 5

// linkIfSeen leads to an entry by its number, if it is among the first of a list
// and the reader may see it.
func (a *ask) linkIfSeen(v *office.View, number string, before int) entryLink {
	entry, err := strconv.ParseInt(number, 10, 64)
	if err == nil && before < linksAtMost {
		_, err = v.EntryHead(entry)
	}
	if err != nil || before >= linksAtMost {
		return entryLink{Number: number}
	}
	return entryLink{number, entryPath(entry)}
}

// entryFacts are who did what for whom and when.
func (a *ask) entryFacts(line entryRow) []fact {
	facts := []fact{
		{Label: a.say.Say("word.what", nil), Text: line.What},
		{Label: a.say.Say("word.by", nil), Text: line.By},
		{Label: a.say.Say("word.for", nil), Text: line.For},
		{Label: a.say.Say("word.at", nil), Text: line.At},
	}
	if line.About != nil {
		facts = append(facts, *line.About)
	}
	if line.Why != "" {
		facts = append(facts, fact{Label: a.say.Say("word.why", nil), Text: line.Why})
	}
	for key, to := range map[string]*entryLink{
		"word.undoes": line.Undoes, "word.undone": line.Undone,
	} {
		if to != nil { // an undo is not undone, so that there is one at most
			// lang: word.undoes word.undone
			facts = append(facts,
				fact{Label: a.say.Say(key, nil), Text: to.Number, Link: to.Path})
		}
	}
	return facts
}

// undo makes the rows that an entry changed what they were before.
func undo() form {
	return form{
		read: func(d *draft) office.Act {
			number, err := strconv.ParseInt(d.r.PathValue("number"), 10, 64)
			if err != nil {
				d.fault("", hinterland.Refuse(hinterland.NotFound, "page.unknown", nil))
			}
			return &office.Undo{Entry: number}
		},
		paint: func(d *draft) (*formPage, error) {
			number, err := strconv.ParseInt(d.r.PathValue("number"), 10, 64)
			if err != nil {
				return nil, nowhere(d.ask)
			}
			e, err := d.v.EntryHead(number)
			if err != nil {
				return nil, err
			}
			n, err := d.names(d.v)
			if err != nil {
				return nil, err
			}
			if err := n.meetEntries([]hinterland.Entry{e}); err != nil {
				return nil, err
			}
			line, err := d.entry(n, &e)
			if err != nil {
				return nil, err
			}
			return &formPage{
				Title: d.say.Say("web.undo", map[string]any{"number": number}),
				Lead:  d.say.Say("web.undo.lead", nil), Submit: d.say.Say("web.undo.send", nil),
				Facts: d.entryFacts(line),
			}, nil
		},
		then: func(_ *draft, e hinterland.Entry) string { return entryPath(e.Number) },
	}
}
