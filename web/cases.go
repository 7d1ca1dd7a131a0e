package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
	"hinterland/workbook"
)

// A caseRow is a case in a list.
type caseRow struct {
	Number, Path string
	Kind         string
	About        string // in words
	Title, Under string // of its agreement, where the reader sees that
	Parties      string
	Owner        string
	Deadline     hinterland.Day
	State        tag
	Opened       hinterland.Day
}

func casePath(id hinterland.ID[hinterland.Case]) string {
	return "/cases/" + url.PathEscape(id.String())
}

// caseKind words a kind of case.
func (a *ask) caseKind(k hinterland.CaseKind) string {
	// lang: case.overdue case.risk case.untaken case.difference case.off-scope case.conflict
	// lang: case.kept-back
	return a.say.Say("case."+string(k), nil)
}

// caseState says how a case stands on a day.
func (a *ask) caseState(c *hinterland.Case, today hinterland.Day) tag {
	switch {
	case !c.Open():
		// lang: case.state.agreed case.state.withdrawn case.state.ended
		return tag{"good", a.say.Say("case.state."+string(c.Closing), nil)}
	case c.Deadline < today:
		return tag{"bad", a.say.Say("case.state.late", nil)}
	}
	return tag{"warn", a.say.Say("case.state.open", nil)}
}

// caseAbout says what a case is about, in one line. A conflict is about what its
// raiser says it is: a good is only what they may have named besides.
func (a *ask) caseAbout(n *names, c *hinterland.Case) string {
	args := lang.Args{
		"day": dayWords(a.say, c.Due), "event": c.Event.String(), "scope": c.Scope.String(),
	}
	about := ""
	if c.Good != "" {
		about = n.goodName(c.Good)
	}
	if args["good"] = about; c.Kind == hinterland.ConflictCase {
		if about != "" {
			about += a.say.Say("web.colon", nil)
		}
		return about + clipped(c.Text)
	}
	if c.Kind == hinterland.DifferenceCase && c.Good == "" {
		return a.say.Say("case.about.missing", args)
	}
	// lang: case.about.overdue case.about.risk case.about.untaken case.about.difference
	// lang: case.about.off-scope case.about.kept-back
	return a.say.Say("case.about."+string(c.Kind), args)
}

// caseRow lays a case out for a list.
func (a *ask) caseRow(n *names, f *office.CaseFile) caseRow {
	row := caseRow{
		Number: f.ID.String(), Path: casePath(f.ID), Kind: a.caseKind(f.Kind),
		About: a.caseAbout(n, &f.Case), Parties: n.others(f.Parties, ""),
		Owner: n.party(f.Owner), Deadline: f.Deadline, Opened: f.Opened,
		State: a.caseState(&f.Case, n.v.Today),
	}
	if f.Title != "" {
		row.Title, row.Under = f.Title, agreementPath(f.Agreement)
	}
	return row
}

// caseRows lays out cases.
func (a *ask) caseRows(n *names, files []office.CaseFile) ([]caseRow, error) {
	var parties []hinterland.PartyCode
	for i := range files {
		parties = append(append(parties, files[i].Owner), files[i].Parties...)
	}
	if err := n.learn(parties); err != nil {
		return nil, err
	}
	rows := make([]caseRow, len(files))
	for i := range files {
		rows[i] = a.caseRow(n, &files[i])
	}
	return rows, nil
}

// casesAtOnce is how many cases a page lists.
const casesAtOnce = 50

// A caseList is a page of cases; Next leads to older ones, if there are any.
type caseList struct {
	Filters []field
	Rows    []caseRow
	Next    string
	Query   string // of the downloads
	Look    string // where the reader can let the office look for cases
	Told    string // what came of looking
	Rule    string // when cases open by themselves
}

// The filters of the list of cases, as its address has them.
const (
	whoseFilter = "whose"
	kindFilter  = "kind"
	stateFilter = "state"
)

// caseQuery is which cases the address asks for. It refuses what no filter
// offers.
func (a *ask) caseQuery(v *office.View) (hinterland.CaseQuery, error) {
	q := hinterland.CaseQuery{Kind: hinterland.CaseKind(a.r.Form.Get(kindFilter))}
	if a.r.Form.Get(whoseFilter) == "mine" {
		q.Owner = v.Actor().Party
	}
	switch a.r.Form.Get(stateFilter) {
	case "":
		q.Open = true
	case "late":
		q.Late = v.Today
	case "closed":
		q.Closed = true
	}
	if q.Before.UnmarshalText([]byte(a.r.Form.Get("before"))) != nil {
		q.Before = 0 // an address that nobody was given leads to the first page
	}
	return q, a.chosen(a.caseFilters()...)
}

// caseFilters are the choices above the list.
func (a *ask) caseFilters() []field {
	choice := func(name, label string, options ...option) field {
		return field{
			Kind: "choice", Name: name, Label: label, Options: options,
			Value: a.r.Form.Get(name),
		}
	}
	kinds := []option{{"", a.say.Say("cases.kind.all", nil)}}
	for _, k := range hinterland.CaseKinds() {
		kinds = append(kinds, option{string(k), a.caseKind(k)})
	}
	return []field{
		choice(stateFilter, a.say.Say("word.state", nil),
			option{"", a.say.Say("cases.state.open", nil)},
			option{"late", a.say.Say("cases.state.late", nil)},
			option{"closed", a.say.Say("cases.state.closed", nil)},
			option{"all", a.say.Say("cases.state.all", nil)}),
		choice(kindFilter, a.say.Say("word.kind", nil), kinds...),
		choice(whoseFilter, a.say.Say("cases.whose", nil),
			option{"", a.say.Say("cases.whose.all", nil)},
			option{"mine", a.say.Say("cases.whose.mine", nil)}),
	}
}

// caseAddress is the address of the same list from a case on.
func (a *ask) caseAddress(before hinterland.ID[hinterland.Case]) string {
	query := url.Values{}
	for _, name := range []string{whoseFilter, kindFilter, stateFilter} {
		if value := a.r.Form.Get(name); value != "" {
			query.Set(name, value)
		}
	}
	if before != 0 {
		query.Set("before", before.String())
	}
	if len(query) == 0 {
		return ""
	}
	return "?" + query.Encode()
}

// listCases shows the cases that the reader may see.
func listCases(a *ask) error {
	return a.view(func(v *office.View) error {
		n, err := a.names(v)
		if err != nil {
			return err
		}
		q, err := a.caseQuery(v)
		if err != nil {
			return err
		}
		q.Limit = casesAtOnce + 1
		files, err := v.Cases(q)
		if err != nil {
			return err
		}
		list := caseList{
			Filters: a.caseFilters(), Query: a.caseAddress(q.Before),
			Rule: a.say.Say("cases.rule", lang.Args{
				"untaken": hinterland.UntakenDays, "days": hinterland.CaseDays,
			}),
		}
		if len(files) > casesAtOnce {
			files = files[:casesAtOnce]
			list.Next = "/cases" + a.caseAddress(files[casesAtOnce-1].ID)
		}
		if list.Rows, err = a.caseRows(n, files); err != nil {
			return err
		}
		a.offer(&office.RaiseCase{Party: v.Actor().Party}, action{
			Path: "/cases/new", Text: a.say.Say("web.case.new", nil), Main: true,
		})
		if a.may(&office.LookForCases{}) {
			list.Look = "/cases/look"
		}
		list.Told = a.looked()
		return a.show(http.StatusOK, "cases", a.say.Say("web.cases", nil), list)
	})
}

// lookForCases lets the office look for cases now, and tells what came of it on
// the list.
func lookForCases(a *ask) error {
	err := a.view(func(v *office.View) error { return v.May(&office.LookForCases{}) })
	if err != nil {
		return err
	}
	done, err := a.Office.Look(a.ctx)
	if err != nil {
		return err
	}
	return a.goTo(fmt.Sprintf("/cases?opened=%d&closed=%d", done.Opened, done.Closed))
}

// looked tells what came of a look that has led here; nothing without one.
func (a *ask) looked() string {
	opened, err := strconv.Atoi(a.r.Form.Get("opened"))
	if err != nil {
		return ""
	}
	closed, _ := strconv.Atoi(a.r.Form.Get("closed")) // none, as far as anybody said
	return a.say.Say("cases.looked", lang.Args{"opened": opened, "closed": closed})
}

// caseTables are the cases of the address that the reader sees, the latest first.
func (a *ask) caseTables(v *office.View) (string, []workbook.Table, error) {
	n, err := a.names(v)
	if err != nil {
		return "", nil, err
	}
	q, err := a.caseQuery(v)
	if err != nil {
		return "", nil, err
	}
	q.Limit = a.rows + 1
	files, err := v.Cases(q)
	if err != nil {
		return "", nil, err
	}
	more := len(files) > a.rows
	files = files[:min(len(files), a.rows)]
	rows, err := a.caseRows(n, files)
	t := a.table("web.cases", "word.number", "word.kind", "case.what", "word.agreement",
		"case.parties", "case.owner", "case.opened", "case.deadline", "word.state",
		"case.closed", "column.outcome", "case.text")
	for i, row := range rows {
		c, closed := &files[i].Case, workbook.Cell{}
		if !c.Open() {
			closed = dayCell(c.Closed)
		}
		t.Rows = append(t.Rows, []workbook.Cell{
			workbook.Text(row.Number), workbook.Text(row.Kind), workbook.Text(row.About),
			workbook.Text(row.Title), workbook.Text(row.Parties), workbook.Text(row.Owner),
			dayCell(c.Opened), dayCell(c.Deadline), workbook.Text(row.State.Text), closed,
			workbook.Text(a.outcome(c)), workbook.Text(c.Text),
		})
	}
	if more {
		a.cut(&t, a.rows, files[a.rows-1].ID.String())
	}
	return "cases", []workbook.Table{t}, err
}

// outcome words on what a case was closed; nothing while it is open.
func (a *ask) outcome(c *hinterland.Case) string {
	if c.Closing != hinterland.EndedByItself {
		return c.Outcome
	}
	// lang: outcome.kept outcome.void outcome.answered outcome.reversed outcome.returned
	// lang: outcome.paced outcome.due outcome.inscope
	// lang: outcome.back
	return a.say.Say("outcome."+c.Outcome, nil)
}
