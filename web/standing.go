package web

import (
	"net/url"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// What becomes of an agreement that is entered.
const (
	stageProposed = "propose"
	stageDraft    = "draft"
)

// standingPath is the form in which an agreement becomes a standing one.
func standingPath(id hinterland.ID[hinterland.Agreement]) string {
	return "/agreements/new?" + url.Values{"after": {id.String()}}.Encode()
}

// fillStanding fills the form in with the terms of a former agreement, for some
// years from the day after it, or from today.
func (d *draft) fillStanding(after string) error {
	var id hinterland.ID[hinterland.Agreement]
	if err := id.UnmarshalText([]byte(after)); err != nil {
		return err
	}
	dossier, err := d.v.Agreement(id)
	if err != nil {
		return err
	}
	terms := dossier.Binding().Terms
	d.typed.Set("after", id.String())
	standing := terms.AsStanding(max(terms.Last+1, d.v.Today))
	return d.fillTerms(&standing)
}

// after is the agreement that the form was filled in from; 0 for none.
func (d *draft) after() (id hinterland.ID[hinterland.Agreement]) {
	if text := d.typed.Get("after"); text != "" {
		d.fault("after", id.UnmarshalText([]byte(text)))
	}
	return id
}

// readStage makes the act of terms: to propose them, or to keep them as a draft.
func (d *draft) readStage(terms hinterland.Terms) office.Act {
	switch d.typed.Get("stage") {
	case stageDraft:
		return &office.DraftAgreement{Terms: terms, After: d.after()}
	case stageProposed:
	default:
		d.fault("stage", hinterland.Refuse(hinterland.Invalid, "cell.blank", nil))
	}
	return &office.ProposeAgreement{Terms: terms, After: d.after()}
}

// paintStage asks whether the terms are proposed at once, and keeps from which
// agreement they are.
func (d *draft) paintStage(page *formPage) {
	page.Groups = append(page.Groups, group{Fields: []field{
		d.field("choice", "stage", "web.stage").from([]option{
			{stageProposed, d.say.Say("web.stage.propose", nil)},
			{stageDraft, d.say.Say("web.stage.draft", nil)},
		}),
	}})
	if after := d.typed.Get("after"); after != "" {
		page.Hidden = append(page.Hidden, field{Name: "after", Value: after})
		page.Lead = d.say.Say("web.standing.lead", lang.Args{"agreement": after})
	}
}

// renewableWithin is how many days ahead an agreement that runs out is told of, and
// renewableAgo for how many days after that.
const (
	renewableWithin = 60
	renewableAgo    = 30
)

// renewing is what is done with an agreement of a class: it becomes a standing one, or
// is proposed again if it is one.
func (a *ask) renewing(c hinterland.AgreementClass) string {
	if c == hinterland.ForYears {
		return a.say.Say("web.standing.again", nil)
	}
	return a.say.Say("web.standing.new", nil)
}

// renewable lists what could become a standing agreement.
func (a *ask) renewable(n *names) ([]waitLine, error) {
	found, err := n.v.Renewable(renewableWithin, renewableAgo, homeLines)
	var lines []waitLine
	for _, g := range found {
		text := a.say.Say("web.standing.task", nil)
		day := lang.Args{"day": dayWords(a.say, g.Last)}
		switch {
		case g.Class == hinterland.ForTask:
		case g.Last < n.v.Today:
			text = a.say.Say("web.standing.ended", day)
		default:
			text = a.say.Say("web.standing.ends", day)
		}
		lines = append(lines, waitLine{
			Text: text, Title: g.Title, TitlePath: agreementPath(g.ID),
			Path: standingPath(g.ID), Doing: a.renewing(g.Class),
		})
	}
	return lines, err
}
