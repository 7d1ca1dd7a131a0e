package web

import (
	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// A stateForm is a short form that changes how an agreement stands. Its texts
// are those under its key: what it is called, what it means, what its button
// says.
type stateForm struct {
	key    string
	act    func(d *draft, id hinterland.ID[hinterland.Agreement]) office.Act
	fields func(d *draft) []field // nil for none
	frozen bool                   // it shows the text that it is about
}

// form makes the form.
func (s stateForm) form() form {
	return form{
		read: func(d *draft) office.Act {
			id, err := d.agreementID()
			d.fault("", err)
			return s.act(d, id)
		},
		paint: func(d *draft) (*formPage, error) {
			dossier, err := d.dossier(d.v)
			if err != nil {
				return nil, err
			}
			// lang: web.suspend.new web.suspend.lead web.suspend.send
			// lang: web.resume.new web.resume.lead web.resume.send
			// lang: web.close.new web.close.lead web.close.send
			// lang: web.breach.new web.breach.lead web.breach.send
			// lang: web.draft.propose.new web.draft.propose.lead web.draft.propose.send
			// lang: web.draft.drop.new web.draft.drop.lead web.draft.drop.send
			page := &formPage{
				Title: d.say.Say(s.key+".new", nil), Lead: d.say.Say(s.key+".lead", nil),
				Submit: d.say.Say(s.key+".send", nil),
				Facts:  d.underFacts(dossier),
			}
			if s.fields != nil {
				page.Groups = []group{{Fields: s.fields(d)}}
			}
			if !s.frozen {
				return page, nil
			}
			n, err := d.names(d.v, dossier.Parties()...)
			if err != nil {
				return nil, err
			}
			page.Frozen = d.frozen(n, dossier.Latest())
			return page, nil
		},
		then: (*draft).backToAgreement,
	}
}

// reasonField asks why.
func reasonField(d *draft) []field { return []field{d.field("text", "reason", "word.reason")} }

// suspendAgreement keeps an agreement from being due until a day.
func suspendAgreement() form {
	return stateForm{
		key: "web.suspend",
		act: func(d *draft, id hinterland.ID[hinterland.Agreement]) office.Act {
			return &office.SuspendAgreement{
				Agreement: id, Until: d.day("until"), Reason: d.text("reason"), Based: d.based(),
			}
		},
		fields: func(d *draft) []field {
			return append([]field{d.field("day", "until", "web.suspend.until")}, reasonField(d)...)
		},
	}.form()
}

// resumeAgreement lets a suspended agreement hold again.
func resumeAgreement() form {
	return stateForm{
		key: "web.resume",
		act: func(d *draft, id hinterland.ID[hinterland.Agreement]) office.Act {
			return &office.ResumeAgreement{Agreement: id, Based: d.based()}
		},
	}.form()
}

// closeAgreement says that an agreement was kept.
func closeAgreement() form {
	return stateForm{
		key: "web.close",
		act: func(d *draft, id hinterland.ID[hinterland.Agreement]) office.Act {
			return &office.CloseAgreement{Agreement: id, Based: d.based()}
		},
	}.form()
}

// declareBreach says that an agreement was broken.
func declareBreach() form {
	return stateForm{
		key: "web.breach",
		act: func(d *draft, id hinterland.ID[hinterland.Agreement]) office.Act {
			return &office.DeclareBreach{
				Agreement: id, Reason: d.text("reason"), Based: d.based(),
			}
		},
		fields: reasonField,
	}.form()
}

// proposeDraft puts a draft before its parties.
func proposeDraft() form {
	return stateForm{
		key: "web.draft.propose", frozen: true,
		act: func(d *draft, id hinterland.ID[hinterland.Agreement]) office.Act {
			return &office.ProposeDraft{Agreement: id, Based: d.based()}
		},
	}.form()
}

// dropDraft takes a draft away, and leads back to the list.
func dropDraft() form {
	f := stateForm{
		key: "web.draft.drop",
		act: func(d *draft, id hinterland.ID[hinterland.Agreement]) office.Act {
			return &office.DropDraft{Agreement: id, Based: d.based()}
		},
	}.form()
	f.then = func(*draft, hinterland.Entry) string { return "/agreements" }
	return f
}

// stateFacts tell since when an agreement stands as it does, why, and by whom.
func (a *ask) stateFacts(n *names, d *office.Dossier) []fact {
	var facts []fact
	say := func(key, text string) {
		// lang: word.fulfilled word.breached word.ended word.reason web.suspended
		facts = append(facts, fact{Label: a.say.Say(key, nil), Text: text})
	}
	state := d.On(n.v.Today)
	switch {
	case state == hinterland.IsFulfilled:
		say("word.fulfilled", dayWords(a.say, d.Ended))
	case state == hinterland.IsBreached:
		say("word.breached", dayWords(a.say, d.Ended))
		say("word.reason", d.Reason)
	case d.Ended != hinterland.Forevermore:
		say("word.ended", dayWords(a.say, d.Ended-1))
	}
	if state == hinterland.IsSuspended {
		say("web.suspended", a.say.Say("web.suspended.by", lang.Args{
			"party": n.party(d.PausedBy), "from": dayWords(a.say, d.Paused.From),
			"until": dayWords(a.say, d.Paused.To),
		}))
		say("word.reason", d.Reason)
	}
	return facts
}

// stage words what acts have made of an agreement for good; nothing while it is
// open.
func (a *ask) stage(s hinterland.Stage) string {
	switch s {
	case hinterland.DraftStage:
		return a.say.Say("state.draft", nil)
	case hinterland.FulfilledStage:
		return a.say.Say("state.fulfilled", nil)
	case hinterland.BreachedStage:
		return a.say.Say("state.breached", nil)
	}
	return ""
}
