package web

import (
	"cmp"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
	"hinterland/sheet"
	"hinterland/workbook"
)

// The page by which files come in looks at one that is kept beside the records. Its
// address has the file's digest under the server's seal, with whose it is: loaded
// again, the page says how the file compares with the office then.

// broughtField is the file of the form, and what the address calls it.
const broughtField = "brought"

// A brought is a file that somebody hands in for a party.
type brought struct {
	Digest string                           `json:"digest"`
	Name   string                           `json:"name"`
	Noun   string                           `json:"noun"`
	Person hinterland.ID[hinterland.Person] `json:"person"`
	Party  hinterland.PartyCode             `json:"party"`
	// Elsewhere says that it comes from another office.
	Elsewhere bool `json:"elsewhere,omitempty"`
}

// An intakeBody is the page.
type intakeBody struct {
	Nouns  []option
	Spans  []option // the horizons of which a sheet can be
	Span   string   // the one that is chosen
	Faults []fault  // why a file was not taken
	Look   *intakeLook
}

// An intakeLook is what would come of a file.
type intakeLook struct {
	Name, Brought, Key, Seen string
	Tallies                  []intakeTally
	Rows                     []intakeRow
	More                     int // rows that are not shown
	Passed                   []string
	Untried, Stale           bool
	Marked                   string // where the file is with its faults; empty without any
	Does, Doubts             bool   // there is something to do; it may be done already
}

// An intakeTally is how many rows have an outcome, and where they are shown.
type intakeTally struct {
	Count      int
	Text, Path string
	Here       bool
}

// An intakeRow is a row of a file.
type intakeRow struct {
	Where, What, Outcome, Class string
	Diffs                       []sheet.Diff
	Faults                      []fault
}

// mostSpans is how many horizons are offered.
const mostSpans = 100

// intakeRows is how many rows the page shows; the file that comes back has all.
const intakeRows = 100

// showIntake asks for a file, or shows what would come of one.
func showIntake(a *ask) error {
	if a.r.Form.Get(broughtField) == "" {
		return a.intakePage(http.StatusOK, intakeBody{})
	}
	i, _, err := a.importing()
	if err != nil {
		return err
	}
	in, err := i.Look(a.ctx)
	if err != nil {
		return err
	}
	return a.intakeLooked(http.StatusOK, in)
}

func (a *ask) intakePage(status int, body intakeBody) error {
	body.Span = a.r.Form.Get("horizon")
	for _, n := range sheet.Nouns() {
		body.Nouns = append(body.Nouns, option{n.Name, n.Title.In(a.say)})
	}
	err := a.view(func(v *office.View) error {
		if err := a.known(a.r.Form, "horizon"); err != nil {
			return err
		}
		all, err := v.Horizons("", mostSpans)
		for _, h := range all {
			body.Spans = append(body.Spans,
				option{string(h.Code), nameOf(a.say, h.Name, h.Code)})
		}
		return err
	})
	if err != nil {
		return err
	}
	return a.show(status, "intake", a.say.Say("web.intake", nil), body)
}

// sendIntake takes a file, or does what was shown of one.
func sendIntake(a *ask) error {
	if a.r.PostForm.Get(broughtField) != "" {
		return doIntake(a)
	}
	digest, ours := a.unsealed(a.r.PostForm.Get(broughtField + keptEnd))
	if !ours {
		wrong := a.misread
		if len(wrong) == 0 {
			wrong = hinterland.Refusals{hinterland.Refuse(hinterland.Invalid, "scan.empty", nil)}
		}
		return a.intakeWrong(wrong)
	}
	b := brought{
		Digest: string(digest), Name: a.r.PostForm.Get(broughtField + nameEnd),
		Noun: a.r.PostForm.Get("noun"), Person: a.me.Session.Person, Party: a.me.Seat().Party.Code,
		Elsewhere: a.r.PostForm.Get("elsewhere") != "",
	}
	if _, refusal := a.broughtFile(&b); refusal != nil {
		return a.intakeWrong(hinterland.RefusalsIn(refusal))
	}
	return a.goTo(a.intakePath(&b, nil))
}

// intakeWrong asks again, and says what is wrong with what was handed in.
func (a *ask) intakeWrong(wrong hinterland.Refusals) error {
	faults, err := a.faults(wrong)
	if err != nil {
		return err
	}
	for i := range faults {
		faults[i].Field = broughtField
	}
	return a.intakePage(http.StatusUnprocessableEntity, intakeBody{Faults: faults})
}

// intakePath is where a file is looked at.
func (a *ask) intakePath(b *brought, more url.Values) string {
	text, err := json.Marshal(b)
	if err != nil {
		panic("web: files are plain data: " + err.Error())
	}
	query := url.Values{broughtField: {a.sealed(text)}}
	for name := range more {
		query[name] = more[name]
	}
	return "/import?" + query.Encode()
}

// importing is the import of the file that the request names.
func (a *ask) importing() (*sheet.Import, *brought, error) {
	text, ours := a.unsealed(a.r.Form.Get(broughtField))
	var b brought
	if !ours || json.Unmarshal(text, &b) != nil || b.Person != a.me.Session.Person {
		return nil, nil, hinterland.Refuse(hinterland.NotFound, "scan.unknown", nil)
	}
	f, err := a.broughtFile(&b)
	if err != nil {
		return nil, nil, err
	}
	return &sheet.Import{
		Office: a.Office, Actor: office.Actor{Person: b.Person, Party: b.Party}, Say: a.say,
		Noun: sheet.NounNamed(b.Noun), Files: []*sheet.File{f},
		Sure: a.r.Form.Get(sureField) != "", Elsewhere: b.Elsewhere,
	}, &b, nil
}

// broughtFile reads a file that is kept.
func (a *ask) broughtFile(b *brought) (*sheet.File, error) {
	kept, err := a.Files.File(a.ctx, b.Digest)
	if err != nil {
		return nil, err
	}
	f, refusal := sheet.ReadFile(b.Name, kept.Content)
	if refusal != nil {
		return nil, refusal
	}
	return f, nil
}

// doIntake does what was shown of a file, or shows what it would be now.
func doIntake(a *ask) error {
	i, b, err := a.importing()
	if err != nil {
		return err
	}
	key := a.r.PostForm.Get(keyField)
	if !keyForm(key) {
		return hinterland.Refuse(hinterland.Invalid, "form.key", nil)
	}
	in, entry, err := i.Do(a.ctx, key, a.r.PostForm.Get(seenField))
	stale := slices.ContainsFunc(hinterland.RefusalsIn(err), func(r *hinterland.Refusal) bool {
		return r.Reason == "preview.stale"
	})
	switch {
	case stale:
		return a.goTo(a.intakePath(b, url.Values{"stale": {"yes"}}))
	case err != nil:
		return err
	case len(in.Faults) > 0:
		return a.intakeLooked(http.StatusConflict, in)
	case entry.Number == 0:
		return a.goTo(a.intakePath(b, nil))
	}
	return a.goTo(withDone(entryPath(entry.Number), entry.Number))
}

// intakeLooked shows what would come of a file.
func (a *ask) intakeLooked(status int, in *sheet.Intake) error {
	look := &intakeLook{
		Name: in.Files[0].Name, Brought: a.r.Form.Get(broughtField), Key: a.token(),
		Seen: in.Digest(), Passed: in.Passed, Stale: a.r.Form.Get("stale") != "",
		Untried: !in.Rehearsed && len(in.Faults) == 0, Does: len(in.Batch().Acts) > 0,
	}
	if len(in.Faults) > 0 {
		query := url.Values{broughtField: {look.Brought}}
		look.Marked = "/import/marked?" + query.Encode()
		look.Doubts = !slices.ContainsFunc(in.Faults, func(f sheet.Fault) bool {
			return !doubts(f.Reason)
		})
		look.Does = look.Doubts
	}
	err := a.view(func(*office.View) error { return a.tellIntake(in, look) })
	if err != nil {
		return err
	}
	return a.intakePage(status, intakeBody{Look: look})
}

// tellIntake words the rows of one outcome: of the one that is asked for, or else what
// is refused, what is changed, what is new.
func (a *ask) tellIntake(in *sheet.Intake, look *intakeLook) error {
	outcomes := []sheet.Outcome{sheet.Refuses, sheet.Changes, sheet.Creates, sheet.Same}
	shown := sheet.Outcome(a.r.Form.Get("outcome"))
	if err := oneOf(a, a.r.Form, "outcome", outcomes...); err != nil {
		return err
	}
	for _, o := range outcomes {
		if !slices.Contains(outcomes, shown) && in.Count(o) > 0 {
			shown = o
		}
	}
	for _, o := range outcomes {
		query := url.Values{broughtField: {look.Brought}, "outcome": {string(o)}}
		look.Tallies = append(look.Tallies, intakeTally{
			in.Count(o), a.comesOf(o), "/import?" + query.Encode(), o == shown,
		})
	}
	told, err := a.intakeFaults(in)
	if err != nil {
		return err
	}
	for _, l := range in.Lines {
		if l.Outcome != shown {
			continue
		}
		if len(look.Rows) == intakeRows {
			look.More++
			continue
		}
		where := a.say.Say("web.intake.row", lang.Args{"sheet": l.Sheet, "row": l.Row})
		if l.Sheet == "" {
			where = a.say.Say("web.sheet.row", lang.Args{"row": l.Row})
		}
		look.Rows = append(look.Rows, intakeRow{
			Where: where, What: l.What(), Diffs: l.Diffs, Faults: told[rowOf{l.Tab, l.Row}],
		})
		delete(told, rowOf{l.Tab, l.Row})
	}
	if shown == sheet.Refuses || in.Count(sheet.Refuses) == 0 {
		for _, f := range in.Faults { // of a sheet as a whole
			at := rowOf{f.Tab, f.Row}
			if f.Tab == nil || f.Row <= f.Tab.Head() {
				look.Rows = append(look.Rows, intakeRow{Where: f.At.File, Faults: told[at]})
				delete(told, at)
			}
		}
	}
	return nil
}

// A rowOf is a row of a sheet.
type rowOf struct {
	tab *sheet.Tab
	row int
}

// intakeFaults words the first faults, by row.
func (a *ask) intakeFaults(in *sheet.Intake) (map[rowOf][]fault, error) {
	told := map[rowOf][]fault{}
	for _, f := range in.Faults[:min(len(in.Faults), 3*intakeRows)] {
		words, err := a.refusal(f.Refusal)
		if err != nil {
			return nil, err
		}
		words.Label = f.At.Column
		if f.At.Value != "" {
			words.Label = a.say.Say("web.intake.cell",
				lang.Args{"column": f.At.Column, "value": f.At.Value})
		}
		at := rowOf{f.Tab, f.Row}
		told[at] = append(told[at], words)
	}
	return told, nil
}

// comesOf words what comes of a row.
func (a *ask) comesOf(o sheet.Outcome) string {
	// lang: web.intake.create web.intake.change web.intake.same web.intake.refuse
	return a.say.Say("web.intake."+string(o), nil)
}

// oneNoun refuses a noun that has no sheet.
func (a *ask) oneNoun() error {
	f := field{Name: "noun", Label: a.say.Say("word.kind", nil)}
	for _, n := range sheet.Nouns() {
		f.Options = append(f.Options, option{n.Name, n.Title.In(a.say)})
	}
	return a.chosen(f)
}

// fetchIntake answers with the workbook to fill in, with the same filled, or with the
// file that was handed in and its faults marked.
func fetchIntake(a *ask) error {
	name := a.r.PathValue("file")
	switch name {
	case "marked":
		return a.fetchMarked()
	case "template.xlsx", "lists.xlsx":
		return a.view(func(v *office.View) error {
			if err := cmp.Or(a.known(a.r.Form, "horizon"), a.oneNoun()); err != nil {
				return err
			}
			tables, err := sheet.Tables(v, a.say, sheet.Want{
				Noun:    sheet.NounNamed(a.r.Form.Get("noun")),
				Horizon: a.r.Form.Get("horizon"), Filled: name == "lists.xlsx",
			})
			if err != nil {
				return err
			}
			body, err := workbook.Book(tables...)
			if err == nil {
				a.attach("hinterland-"+v.Today.String()+".xlsx", formats()[".xlsx"], body)
			}
			return err
		})
	}
	return nowhere(a)
}

func (a *ask) fetchMarked() error {
	i, b, err := a.importing()
	if err != nil {
		return err
	}
	in, err := i.Look(a.ctx)
	if err != nil {
		return err
	}
	var failed error
	word := func(r *hinterland.Refusal) string {
		words, err := a.refusal(r)
		failed = errors.Join(failed, err)
		return a.line(words)
	}
	return a.view(func(*office.View) error {
		body, err := in.Marked(in.Files[0], word)
		if err = errors.Join(err, failed); err != nil {
			return err
		}
		kind := ".csv"
		if in.Files[0].Book {
			kind = ".xlsx"
		}
		stem := strings.TrimSuffix(b.Name, path.Ext(b.Name))
		name := a.say.Say("web.intake.marked", lang.Args{"name": stem}) + kind
		a.attach(name, formats()[kind], body)
		return nil
	})
}
