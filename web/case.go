package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// A caseBody is a case with its history.
type caseBody struct {
	State    tag
	Facts    []fact
	Text     string      // in the words of who raised it
	Proposal *remarkRow  // to close it, if one stands
	Agreed   []signedRow // who agrees to that
	Steps    []remarkRow
	Files    []fileRow
}

// A remarkRow is a step of a case's history.
type remarkRow struct {
	At, By, What, Text string
	Scan               string // the address of the scan that it rests on
}

// caseID reads the number of a case in an address.
func (a *ask) caseID() (id hinterland.ID[hinterland.Case], err error) {
	return id, id.UnmarshalText([]byte(a.r.PathValue("id")))
}

// caseFile finds the case of an address among what the reader may see.
func (a *ask) caseFile(v *office.View) (*office.CaseFile, *names, error) {
	id, err := a.caseID()
	if err != nil {
		return nil, nil, err
	}
	f, err := v.Case(id)
	if err != nil {
		return nil, nil, err
	}
	n, err := a.names(v, f.Parties...)
	return f, n, err
}

// showCase shows one case.
func showCase(a *ask) error {
	return a.view(func(v *office.View) error {
		f, n, err := a.caseFile(v)
		if err != nil {
			return err
		}
		body := caseBody{State: a.caseState(&f.Case, v.Today), Text: f.Text}
		if body.Facts, err = a.caseFacts(n, f); err != nil {
			return err
		}
		if body.Steps, err = a.history(n, f); err != nil {
			return err
		}
		if offered := f.Offered(); offered != nil && f.Open() {
			body.Proposal = &remarkRow{By: n.party(offered.Party), Text: offered.Text}
			if body.Agreed, err = a.agreed(n, f); err != nil {
				return err
			}
		}
		a.offerOnCase(f)
		body.Files, err = a.filesOn(n, hinterland.Record{
			Kind: hinterland.OnCase, Number: int64(f.ID),
		})
		if err != nil {
			return err
		}
		title := a.say.Say("web.case",
			lang.Args{"number": f.ID.String(), "kind": a.caseKind(f.Kind)})
		return a.show(http.StatusOK, "case", title, body)
	})
}

// caseFacts are what a case is, in short.
func (a *ask) caseFacts(n *names, f *office.CaseFile) ([]fact, error) {
	facts := []fact{{Label: a.say.Say("case.what", nil), Text: a.caseAbout(n, &f.Case)}}
	if f.Title != "" {
		facts = append(facts, fact{
			Label: a.say.Say("word.agreement", nil), Text: f.Title,
			Link: agreementPath(f.Agreement),
		})
		now, err := a.caseNow(n, f)
		if err != nil {
			return nil, err
		}
		facts = append(facts, fact{Label: a.say.Say("case.now", nil), Text: now})
	}
	if f.Scope != 0 {
		scope, err := n.v.Scope(f.Scope)
		if err != nil && len(refusalsIn(err)) == 0 {
			return nil, err
		}
		facts = append(facts, a.offScope(n, &scope))
	}
	owner := n.party(f.Owner)
	if f.Person != 0 {
		if err := n.meet([]hinterland.ID[hinterland.Person]{f.Person}); err != nil {
			return nil, err
		}
		owner += a.say.Say("web.and", nil) + n.people[f.Person]
	}
	raised := a.say.Say("web.itself", nil)
	if f.Raised != "" {
		raised = n.party(f.Raised)
	}
	facts = append(facts,
		fact{Label: a.say.Say("case.parties", nil), Text: n.others(f.Parties, "")},
		fact{Label: a.say.Say("case.raised", nil), Text: raised},
		fact{Label: a.say.Say("case.opened", nil), Text: dayWords(a.say, f.Opened)},
		fact{Label: a.say.Say("case.owner", nil), Text: owner},
		fact{Label: a.say.Say("case.deadline", nil), Text: dayWords(a.say, f.Deadline)})
	return slices.DeleteFunc(facts, func(f fact) bool { return f.Text == "" }), nil
}

// offScope says off whose scope a purchase is; nothing of one that was undone.
func (a *ask) offScope(n *names, s *hinterland.DatedScope) fact {
	if s.ID == 0 {
		return fact{}
	}
	return fact{
		Label: a.say.Say("row.scope", nil), Link: "/scopes",
		Text: n.party(s.Buyer) + a.say.Say("web.and", nil) + a.term(s.Term.From, s.Term.Last()),
	}
}

// caseNow says how what a case is about stands today; nothing of a conflict.
func (a *ask) caseNow(n *names, f *office.CaseFile) (string, error) {
	if f.Item == 0 {
		return "", nil
	}
	d, err := n.v.Agreement(f.Agreement)
	if err != nil {
		return "", err
	}
	p := d.Promise(f.Item)
	if p == nil {
		return "", nil
	}
	amount := func(q hinterland.Quantity) string {
		return quantity(a.say, q, p.Of.Decimals) + " " + p.Of.Unit
	}
	if f.Kind == hinterland.KeptBackCase {
		return a.say.Say("case.now.kept-back", lang.Args{"quantity": amount(p.Out())}), nil
	}
	for _, c := range p.Due {
		if c.Due != f.Due {
			continue
		}
		now := a.say.Say("case.now.overdue",
			lang.Args{"sent": amount(c.Sent), "quantity": amount(c.Quantity)})
		first := hinterland.FirstSent(d.Events, p.Number)
		for _, r := range p.Risks(d.Deferred(p.Due), first, n.v.Today) {
			if f.Kind == hinterland.RiskCase && d.InForce > 0 && r.Due == d.Falls(f.Due) {
				now += " · " + a.risk(&r, &p.Of)
			}
		}
		return now, nil
	}
	for i := range d.Events {
		if e := &d.Events[i]; e.ID == f.Event {
			row := a.event(n, e, p)
			return strings.Join(append([]string{row.What + " " + row.Quantity}, row.Notes...),
				a.say.Say("web.and", nil)), nil
		}
	}
	return "", nil
}

// history tells how a case was raised, what was said, and how it was closed.
func (a *ask) history(n *names, f *office.CaseFile) ([]remarkRow, error) {
	var people []hinterland.ID[hinterland.Person]
	for i := range f.Remarks {
		people = append(people, f.Remarks[i].Person)
	}
	if err := n.meet(people); err != nil {
		return nil, err
	}
	opened := remarkRow{
		At: dayWords(a.say, f.Opened), By: a.say.Say("web.itself", nil),
		What: a.say.Say("remark.opened", nil),
	}
	if f.Raised != "" {
		opened.By, opened.What = n.party(f.Raised), a.say.Say("remark.raised", nil)
	}
	steps := []remarkRow{opened}
	for i := range f.Remarks {
		step, err := a.remark(n, &f.Remarks[i])
		if err != nil {
			return nil, err
		}
		steps = append(steps, step)
	}
	if !f.Open() {
		steps = append(steps, a.ending(n, &f.Case))
	}
	return steps, nil
}

// remark lays out a step.
func (a *ask) remark(n *names, r *hinterland.Remark) (row remarkRow, err error) {
	by := func(party hinterland.PartyCode) string {
		return n.party(party) + a.say.Say("web.and", nil) + n.people[r.Person]
	}
	row = remarkRow{By: by(r.Party), Text: r.Text}
	if row.At, err = a.moment(r.At, a.me.Charter); err != nil {
		return row, err
	}
	args := lang.Args{
		"owner": n.party(r.Owner), "deadline": dayWords(a.say, r.Deadline),
		"document": r.Document,
	}
	switch {
	case r.Kind == hinterland.Assigned:
		row.What, row.Text = a.say.Say("remark.assigned", nil), a.say.Say("remark.owner", args)
	case r.ToldTo != "":
		row.By = by(r.ToldTo)
		args["party"] = n.party(r.Party)
		row.What, row.Text = a.say.Say("remark.told", args), a.say.Say("remark.document", args)
		if r.File != "" {
			on := hinterland.Record{Kind: hinterland.OnCase, Number: int64(r.Case)}
			row.Scan = filesPath(on) + "/" + r.File
		}
	default:
		// lang: remark.comment remark.proposed remark.agreed
		row.What = a.say.Say("remark."+string(r.Kind), nil)
	}
	return row, nil
}

// ending tells how a case was closed.
func (a *ask) ending(n *names, c *hinterland.Case) remarkRow {
	// lang: case.state.agreed case.state.withdrawn case.state.ended
	row := remarkRow{
		At: dayWords(a.say, c.Closed), What: a.say.Say("case.state."+string(c.Closing), nil),
		Text: a.outcome(c),
	}
	switch c.Closing {
	case hinterland.EndedByItself:
		row.By = a.say.Say("web.itself", nil)
	case hinterland.Withdrawn:
		row.By = n.party(c.Raised)
	default:
		row.By = a.say.Say("case.everybody", nil)
	}
	return row
}

// agreed tells who agrees to the proposal that stands, and what those who have
// not can do.
func (a *ask) agreed(n *names, f *office.CaseFile) ([]signedRow, error) {
	missing := f.Missing()
	unmanned, err := n.v.Unmanned(missing)
	if err != nil {
		return nil, err
	}
	rows := make([]signedRow, len(f.Parties))
	for i, party := range f.Parties {
		rows[i] = signedRow{
			Party: n.party(party), State: tag{"good", a.say.Say("remark.agreed", nil)},
		}
		if !slices.Contains(missing, party) {
			continue
		}
		rows[i].State = tag{"", a.say.Say("case.agreed.not", nil)}
		act := &office.AgreeClosing{
			OnCase: office.OnCase{Case: f.ID}, Proposal: f.Proposal, Party: party,
		}
		own, text := party == n.v.Actor().Party, "web.case.agree"
		if !own {
			text = "web.case.told"
		}
		if (own || slices.Contains(unmanned, party)) && a.may(act) {
			// lang: web.case.agree web.case.told
			rows[i].Doing = []action{{
				Path: casePath(f.ID) + "/say?as=agree&party=" + url.QueryEscape(string(party)),
				Text: a.say.Say(text, nil),
			}}
		}
	}
	return rows, nil
}

// offerOnCase offers what can be done about a case.
func (a *ask) offerOnCase(f *office.CaseFile) {
	on, path := office.OnCase{Case: f.ID}, casePath(f.ID)
	a.offer(&office.CommentCase{OnCase: on},
		action{Path: path + "/say?as=comment", Text: a.say.Say("web.case.comment", nil)})
	if !f.Open() {
		return
	}
	a.offer(&office.AssignCase{OnCase: on, Owner: a.v.Actor().Party},
		action{Path: path + "/owner", Text: a.say.Say("web.case.owner", nil)})
	a.offer(&office.ProposeClosing{OnCase: on},
		action{Path: path + "/say?as=propose", Text: a.say.Say("web.case.propose", nil)})
	if f.Raised == a.v.Actor().Party {
		a.offer(&office.WithdrawCase{OnCase: on},
			action{Path: path + "/say?as=withdraw", Text: a.say.Say("web.case.withdraw", nil)})
	}
}
