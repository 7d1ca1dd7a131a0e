package web

import (
	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// planForms are those of plans that the office keeps, and of what is fixed in them.
func planForms() map[string]form {
	return map[string]form{
		"/horizons/{code}/fixings/new": fixLine(),
		"/horizons/{code}/fixings/end": unfixLine(),
		"/runs/{id}/keep":              keepPlan(),
		"/plans/{id}/propose":          proposePlan(),
		"/plans/{id}/sign":             signPlan(),
		"/plans/{id}/papers/new":       recordPlanPaper(),
		"/plans/{id}/withdraw":         withdrawPlan(),
		"/plans/{id}/close":            closePlan(),
		"/plans/{id}/draft":            draftByPlan(),
	}
}

// keepPlan keeps what a run came to. The horizon of the run comes with the
// address: it says which plans can be replaced.
func keepPlan() form {
	return form{
		start: func(d *draft) error {
			code := d.r.Form.Get("horizon")
			d.typed.Set("horizon", code)
			former, err := d.formerOptions(code)
			if len(former) == 1 { // no other can be in force beside it
				d.typed.Set("former", former[0].Value)
			}
			return err
		},
		read: func(d *draft) office.Act {
			act := &office.KeepPlan{Run: d.r.PathValue("id"), Title: d.text("title")}
			if former := d.text("former"); former != "" {
				d.fault("former", act.Former.UnmarshalText([]byte(former)))
			}
			return act
		},
		paint: func(d *draft) (*formPage, error) {
			code := d.typed.Get("horizon")
			former, err := d.formerOptions(code)
			if err != nil {
				return nil, err
			}
			fields := []field{d.field("text", "title", "word.title").instead("run")}
			if len(former) > 0 {
				fields = append(fields, d.field("choice", "former", "column.former").from(former).
					optional().hint(d.say.Say("web.plan.former.hint", nil)))
			}
			return &formPage{
				Title: d.say.Say("web.plan.keep", nil),
				Lead:  d.say.Say("web.plan.keep.lead", nil),
				Facts: []fact{
					{d.say.Say("word.horizon", nil), code, runPath(d.r.PathValue("id"))},
				},
				Submit: d.say.Say("web.plan.keep.send", nil),
				Hidden: []field{{Name: "horizon", Value: code}},
				Groups: []group{{Fields: fields}},
			}, nil
		},
		then: func(_ *draft, e hinterland.Entry) string {
			return planPath(hinterland.MakeID[hinterland.KeptPlan](e.Act, 0))
		},
	}
}

// formerOptions are the plans in force whose place another can take.
func (d *draft) formerOptions(horizon string) ([]option, error) {
	plans, err := d.v.KeptPlans(hinterland.PlanQuery{
		Horizon: hinterland.HorizonCode(horizon), State: hinterland.IsInForce,
	}, 0, horizonsOffered)
	var options []option
	for i := range plans {
		options = append(options, option{plans[i].ID.String(), plans[i].Title})
	}
	return options, err
}

// planBody says which plan a form is about, and what it rests on.
func (d *draft) planBody() office.PlanBody {
	return office.PlanBody{Plan: d.planID(), Based: d.based()}
}

// planID is the number of the plan that a form is about.
func (d *draft) planID() (id hinterland.ID[hinterland.KeptPlan]) {
	d.fault("", id.UnmarshalText([]byte(d.r.PathValue("id"))))
	return id
}

// planEnd says why a plan ends.
func (d *draft) planEnd() office.PlanEnd {
	return office.PlanEnd{PlanBody: d.planBody(), Reason: d.text("reason")}
}

// aboutPlan is a form about the plan of its address.
func (d *draft) aboutPlan(key string, fields ...field) (*formPage, error) {
	k, err := d.keptPlan()
	if err != nil {
		return nil, err
	}
	// lang: web.plan.propose web.plan.sign web.plan.withdraw web.plan.close
	// lang: web.plan.propose.lead web.plan.sign.lead web.plan.withdraw.lead
	// lang: web.plan.close.lead
	// lang: web.plan.paper web.plan.paper.lead web.plan.paper.send
	// lang: web.pair.draft web.pair.draft.lead web.pair.draft.send
	// lang: web.plan.propose.send web.plan.sign.send web.plan.withdraw.send web.plan.close.send
	page := &formPage{
		Title: d.say.Say(key, nil), Submit: d.say.Say(key+".send", nil),
		Lead: d.say.Say(key+".lead", lang.Args{"person": d.me.Name}),
		Facts: []fact{
			{d.say.Say("row.plan", nil), k.Title, planPath(k.ID)},
			{Label: d.say.Say("word.state", nil), Text: d.planState(k.State)},
		},
	}
	if len(fields) > 0 {
		page.Groups = []group{{Fields: fields}}
	}
	return page, nil
}

// backToPlan is the page of the plan that a form was about.
func (d *draft) backToPlan(hinterland.Entry) string { return planPath(d.planID()) }

// proposePlan puts a plan before its parties.
func proposePlan() form {
	return form{
		read: func(d *draft) office.Act { return &office.ProposePlan{PlanBody: d.planBody()} },
		paint: func(d *draft) (*formPage, error) {
			return d.aboutPlan("web.plan.propose")
		},
		then: (*draft).backToPlan,
	}
}

// signPlan is the reader's own party's yes to its part of a plan.
func signPlan() form {
	return form{
		start: func(d *draft) error {
			k, err := d.keptPlan()
			if err != nil {
				return err
			}
			parts, _, err := d.v.PlanParts(&k)
			p := &planPage{parts: parts}
			d.typed.Set("digest", p.digestOf(hinterland.PartyCode(d.typed.Get(forField))))
			return err
		},
		read: func(d *draft) office.Act {
			return &office.SignPlan{SignBody: office.SignBody{
				Plan: d.planID(), Party: hinterland.PartyCode(d.typed.Get(forField)),
				Digest: d.typed.Get("digest"),
			}}
		},
		paint: func(d *draft) (*formPage, error) {
			page, err := d.aboutPlan("web.plan.sign")
			if err != nil {
				return nil, err
			}
			digest := d.typed.Get("digest")
			page.Facts = append(page.Facts,
				fact{Label: d.say.Say("web.plan.digest", nil), Text: digest})
			page.Hidden = []field{{Name: "digest", Value: digest}}
			return page, nil
		},
		then: (*draft).backToPlan,
	}
}

// recordPlanPaper records that a party in which nobody holds a post has signed its part
// on paper. The form is about the party and the part that it was opened for, by its
// digest: where the plan says something else by the time at which it is sent, or the
// party has signed meanwhile, nothing is recorded. That somebody holds a post in it by
// then is refused too: from then on the party gives its own word.
func recordPlanPaper() form {
	return form{
		uploads: true,
		start: func(d *draft) error {
			party := d.r.Form.Get("party")
			d.typed.Set("party", party)
			k, err := d.keptPlan()
			if err != nil {
				return err
			}
			parts, _, err := d.v.PlanParts(&k)
			p := &planPage{parts: parts}
			d.typed.Set("digest", p.digestOf(hinterland.PartyCode(party)))
			return err
		},
		read: func(d *draft) office.Act {
			file := d.file("file")
			return &office.RecordPlanPaper{
				SignBody: office.SignBody{
					Plan: d.planID(), Party: hinterland.PartyCode(d.typed.Get("party")),
					Digest: d.typed.Get("digest"),
				},
				Document: d.document(), File: file,
			}
		},
		paint: func(d *draft) (*formPage, error) {
			party := d.typed.Get("party")
			n, err := d.names(d.v, hinterland.PartyCode(party))
			if err != nil {
				return nil, err
			}
			page, err := d.aboutPlan("web.plan.paper", d.paperFields()...)
			if err != nil {
				return nil, err
			}
			page.Facts = append(page.Facts,
				fact{
					Label: d.say.Say("word.party", nil), Text: n.party(hinterland.PartyCode(party)),
				},
				fact{Label: d.say.Say("web.plan.digest", nil), Text: d.typed.Get("digest")})
			_, kept := d.fileField("file", "web.paper.file")
			page.Hidden = append(kept, field{Name: "party", Value: party},
				field{Name: "digest", Value: d.typed.Get("digest")})
			return page, nil
		},
		then: (*draft).backToPlan,
	}
}

// paperFields ask for the scan of a paper and for what names it. The scan may be left
// out, since offices keep papers in folders too; the name may not, since somebody has to
// find the paper when the signature is doubted. Left blank beside a scan, it is that of
// the scan.
func (d *draft) paperFields() []field {
	scan, _ := d.fileField("file", "web.paper.file")
	return []field{
		scan.optional().hint(d.say.Say("web.paper.file.hint",
			lang.Args{"most": hinterland.MaxFile >> 20})),
		d.field("text", "document", "web.paper.document").
			hint(d.say.Say("web.paper.document.hint", nil)),
	}
}

// withdrawPlan takes a plan back that is not in force.
func withdrawPlan() form {
	return form{
		read: func(d *draft) office.Act { return &office.WithdrawPlan{PlanEnd: d.planEnd()} },
		paint: func(d *draft) (*formPage, error) {
			return d.aboutPlan("web.plan.withdraw", d.field("text", "reason", "word.reason"))
		},
		then: (*draft).backToPlan,
	}
}

// closePlan ends a plan that is in force.
func closePlan() form {
	return form{
		read: func(d *draft) office.Act { return &office.ClosePlan{PlanEnd: d.planEnd()} },
		paint: func(d *draft) (*formPage, error) {
			return d.aboutPlan("web.plan.close", d.field("text", "reason", "word.reason"))
		},
		then: (*draft).backToPlan,
	}
}
