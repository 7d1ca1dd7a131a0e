package web

import (
	"net/url"
	"slices"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// raiseCase is the form for a conflict, under an agreement or with a party.
func raiseCase() form {
	return form{
		start: func(d *draft) error {
			d.typed.Set("agreement", d.r.Form.Get("agreement"))
			d.typed.Set("with.1", d.r.Form.Get("with"))
			d.typed.Set("deadline", (d.v.Today + hinterland.CaseDays).String())
			return nil
		},
		read: func(d *draft) office.Act {
			act := &office.RaiseCase{
				Party: hinterland.PartyCode(d.typed.Get(forField)), Text: d.text("text"),
				Good: hinterland.GoodCode(d.text("good")), Deadline: d.day("deadline"),
			}
			d.fault("", act.Agreement.UnmarshalText([]byte(d.text("agreement"))))
			if with := d.text("with.1"); with != "" {
				act.With = []hinterland.PartyCode{hinterland.PartyCode(with)}
			}
			return act
		},
		paint: paintRaising,
		then: func(_ *draft, e hinterland.Entry) string {
			return casePath(hinterland.MakeID[hinterland.Case](e.Act, 0))
		},
	}
}

func paintRaising(d *draft) (*formPage, error) {
	n, err := d.names(d.v)
	if err != nil {
		return nil, err
	}
	page := &formPage{
		Title: d.say.Say("web.case.new", nil), Submit: d.say.Say("web.case.raise", nil),
		Lead:   d.say.Say("web.case.lead", nil),
		Hidden: []field{{Name: "agreement", Value: d.typed.Get("agreement")}},
	}
	var fields []field
	if d.typed.Get("agreement") == "" {
		others, err := d.partyOptions(hinterland.PartyCode(d.typed.Get(forField)))
		if err != nil {
			return nil, err
		}
		fields = append(fields,
			d.pick("with.1", "case.with", others, "web.choice.party"))
	} else if page.Facts, err = d.aboutAgreement(); err != nil {
		return nil, err
	}
	good := d.field("choice", "good", "word.good").from(n.goodOptions()).optional()
	page.Groups = []group{{Fields: append(fields, good,
		d.field("lines", "text", "case.text"),
		d.field("day", "deadline", "case.deadline"))}}
	return page, nil
}

// aboutAgreement names the agreement that a form about a case is about.
func (d *draft) aboutAgreement() ([]fact, error) {
	var id hinterland.ID[hinterland.Agreement]
	if err := id.UnmarshalText([]byte(d.typed.Get("agreement"))); err != nil {
		return nil, err
	}
	dossier, err := d.v.Agreement(id)
	if err != nil {
		return nil, err
	}
	return []fact{{
		Label: d.say.Say("word.agreement", nil), Text: dossier.Title, Link: agreementPath(id),
	}}, nil
}

// The words on a case: what the form for them is opened as.
const (
	asComment  = "comment"
	asPropose  = "propose"
	asAgree    = "agree"
	asWithdraw = "withdraw"
)

// sayOnCase is the form for a party's word on a case: a remark, a proposal to
// close it, agreement to that, or that it is withdrawn.
func sayOnCase() form {
	return form{
		uploads: true,
		start: func(d *draft) error {
			as := d.r.Form.Get("as")
			if !slices.Contains([]string{asPropose, asAgree, asWithdraw}, as) {
				as = asComment
			}
			d.typed.Set("as", as)
			d.typed.Set("party", d.r.Form.Get("party"))
			if d.typed.Get("party") == "" {
				d.typed.Set("party", d.typed.Get(forField))
			}
			return nil
		},
		read:  (*draft).readWord,
		paint: (*draft).paintWord,
		then:  (*draft).backToCase,
	}
}

// readWord makes the act of what the form was opened as.
func (d *draft) readWord() office.Act {
	id, err := d.caseID()
	d.fault("", err)
	on, text := office.OnCase{Case: id}, d.text("text")
	switch d.typed.Get("as") {
	case asPropose:
		return &office.ProposeClosing{OnCase: on, Text: text}
	case asWithdraw:
		return &office.WithdrawCase{OnCase: on, Reason: d.text("reason")}
	case asAgree:
		act := &office.AgreeClosing{
			OnCase: on, Party: hinterland.PartyCode(d.typed.Get("party")),
			File: d.file("file"), Document: d.document(),
		}
		d.fault("", act.Proposal.UnmarshalText([]byte(d.typed.Get("proposal"))))
		return act
	}
	return &office.CommentCase{OnCase: on, Text: text}
}

// paintWord lays the form out. If another proposal stands than the one that the
// form was about, it is about that from here on.
func (d *draft) paintWord() (*formPage, error) {
	f, n, err := d.caseFile(d.v)
	if err != nil {
		return nil, err
	}
	as := d.typed.Get("as")
	d.typed.Set("proposal", f.Proposal.String())
	page := &formPage{
		Facts: d.shortFacts(n, f),
		Hidden: []field{
			{Name: "as", Value: as},
			{Name: "party", Value: d.typed.Get("party")},
			{Name: "proposal", Value: d.typed.Get("proposal")},
		},
	}
	// lang: web.case.comment web.case.propose web.case.agree web.case.withdraw
	page.Title = d.say.Say("web.case."+as, nil)
	page.Submit = page.Title
	fields := []field{d.field("lines", "text", "word.remark")}
	switch as {
	case asPropose:
		page.Lead = d.say.Say("web.case.propose.lead", nil)
		fields = []field{d.field("lines", "text", "case.outcome")}
	case asWithdraw:
		fields = []field{d.field("text", "reason", "word.reason")}
	case asAgree:
		fields = d.agreeFields(n, f, page)
	}
	page.Groups = []group{{Fields: fields}}
	return page, nil
}

// agreeFields ask for the document of another's word; of the own one for
// nothing. The proposal is shown.
func (d *draft) agreeFields(n *names, f *office.CaseFile, page *formPage) []field {
	if offered := f.Offered(); offered != nil {
		page.Facts = append(page.Facts,
			fact{Label: d.say.Say("remark.proposed", nil), Text: offered.Text})
	}
	party := d.typed.Get("party")
	if party == d.typed.Get(forField) {
		return nil
	}
	page.Title = d.say.Say("web.case.told", nil)
	page.Submit = page.Title
	page.Facts = append(page.Facts, fact{
		Label: d.say.Say("word.party", nil), Text: n.party(hinterland.PartyCode(party)),
	})
	scan, kept := d.fileField("file", "web.paper.file")
	page.Hidden = append(page.Hidden, kept...)
	return []field{
		scan.optional().hint(d.say.Say("web.paper.file.hint",
			lang.Args{"most": hinterland.MaxFile >> 20})),
		d.field("text", "document", "web.paper.document").
			hint(d.say.Say("web.case.document", nil)),
	}
}

// shortFacts say which case a form is about.
func (d *draft) shortFacts(n *names, f *office.CaseFile) []fact {
	row := d.caseRow(n, f)
	return []fact{
		{Label: d.say.Say("row.cases", nil), Text: row.Number + " · " + row.Kind, Link: row.Path},
		{Label: d.say.Say("case.parties", nil), Text: row.Parties},
	}
}

// backToCase is the page of the case that a form was about.
func (d *draft) backToCase(hinterland.Entry) string {
	return "/cases/" + url.PathEscape(d.r.PathValue("id"))
}

// assignCase is the form for who sees to a case by when.
func assignCase() form {
	return form{
		start: func(d *draft) error {
			f, _, err := d.caseFile(d.v)
			if err != nil {
				return err
			}
			owner := office.AssignCase{OnCase: office.OnCase{Case: f.ID}, Owner: f.Owner}
			if !d.may(&owner) { // which only who keeps the region may leave with another
				owner.Owner = d.v.Actor().Party
			}
			d.typed.Set("owner", string(owner.Owner))
			d.typed.Set("person", f.Person.String())
			d.typed.Set("deadline", f.Deadline.String())
			return nil
		},
		read: func(d *draft) office.Act {
			id, err := d.caseID()
			d.fault("", err)
			act := &office.AssignCase{
				OnCase: office.OnCase{Case: id}, Owner: hinterland.PartyCode(d.text("owner")),
				Deadline: d.day("deadline"), Based: d.based(),
			}
			d.fault("person", act.Person.UnmarshalText([]byte(d.text("person"))))
			return act
		},
		paint: func(d *draft) (*formPage, error) {
			f, n, err := d.caseFile(d.v)
			if err != nil {
				return nil, err
			}
			var owners []option
			for _, p := range f.Parties {
				owners = append(owners, option{string(p), n.party(p)})
			}
			people, err := d.ownPeople()
			return &formPage{
				Title: d.say.Say("web.case.owner", nil), Submit: d.say.Say("web.save", nil),
				Lead: d.say.Say("web.case.owner.lead", nil), Facts: d.shortFacts(n, f),
				Groups: []group{{Fields: []field{
					d.field("choice", "owner", "case.owner").from(owners),
					people,
					d.field("day", "deadline", "case.deadline"),
				}}},
			}, err
		},
		then: (*draft).backToCase,
	}
}

// ownPeople asks for one of those who act for the reader's party.
func (d *draft) ownPeople() (field, error) {
	holders, err := d.v.HoldersIn(hinterland.PartyCode(d.typed.Get(forField)))
	var people []option
	for i := range holders {
		h := &holders[i]
		people = append(people, option{h.ID.String(), d.personName(h.ID, string(h.Name))})
	}
	return d.field("choice", "person", "case.person").from(people).optional(), err
}
