package web

import (
	"net/url"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// pairsAtOnce is how many pairs of a plan a page lists, and one act drafts.
const pairsAtOnce = 100

// A pairRow is a pair of a plan, and what was made of it.
type pairRow struct {
	Names string
	Path  string // of the agreement; empty where there is none, or it is others'
	Text  string // what the agreement is, or that there is none
	Draft string // where one is drafted
}

// A pairTable is what was made of the pairs of a plan, or can be.
type pairTable struct {
	Rows []pairRow
	More bool // there are more than the page lists
}

// pairs are those of a plan that is or was in force, which the reader may make
// agreements of or is one of.
func (p *planPage) pairs() *pairTable {
	if len(p.paired) == 0 {
		return nil
	}
	table := &pairTable{More: len(p.paired) > pairsAtOnce}
	pairs, open := p.paired[:min(len(p.paired), pairsAtOnce)], 0
	for i := range pairs {
		row := p.pairRow(&pairs[i])
		if row.Draft != "" {
			open++
		}
		table.Rows = append(table.Rows, row)
	}
	if open > 0 {
		p.put(action{
			Path: planPath(p.plan.ID) + "/draft",
			Text: p.say.Say("web.pair.all", lang.Args{"count": open}), Main: true,
		})
	}
	return table
}

func (p *planPage) pairRow(pair *office.PlannedPair) pairRow {
	row := pairRow{Names: p.pairNames(p.n, pair.One, pair.Other)}
	switch {
	case pair.Agreement != 0:
		row.Path = agreementPath(pair.Agreement)
		row.Text = p.say.Say("web.pair.agreement", lang.Args{"number": pair.Agreement})
	case pair.Made:
		row.Text = p.say.Say("web.pair.made", nil)
	default:
		row.Text = p.say.Say("web.pair.none", nil)
		act := &office.DraftByPlan{Plan: p.plan.ID, One: pair.One, Other: pair.Other}
		if p.plan.State == hinterland.IsInForce && p.may(act) {
			row.Draft = planPath(p.plan.ID) + "/draft" + queryOf(url.Values{
				"one": {string(pair.One)}, "other": {string(pair.Other)},
			})
		}
	}
	return row
}

// pairNames names two parties.
func (a *ask) pairNames(n *names, one, other hinterland.PartyCode) string {
	return n.others([]hinterland.PartyCode{one, other}, "")
}

// draftByPlan makes drafts of a plan in force: of the pair that the address
// names, or else of all that the reader may and that have none. The form holds
// the pairs, so that what was seen is what is done.
func draftByPlan() form {
	return form{
		start: func(d *draft) error {
			pairs, err := d.drafting()
			for i := range pairs {
				d.typed.Add("one", string(pairs[i].One))
				d.typed.Add("other", string(pairs[i].Other))
			}
			return err
		},
		read:  (*draft).pairDrafts,
		paint: (*draft).paintPairs,
		then: func(d *draft, e hinterland.Entry) string {
			if len(d.typed["one"]) == 1 {
				return agreementPath(hinterland.MakeID[hinterland.Agreement](e.Act, 0))
			}
			return planPath(d.planID()) + "#pairs"
		},
	}
}

// drafting are the pairs of which a new form makes drafts.
func (d *draft) drafting() ([]office.PlannedPair, error) {
	if d.r.Form.Has("one") {
		return []office.PlannedPair{{PlanPair: hinterland.PlanPair{
			One:   hinterland.PartyCode(d.r.Form.Get("one")),
			Other: hinterland.PartyCode(d.r.Form.Get("other")),
		}}}, nil
	}
	k, err := d.keptPlan()
	if err != nil {
		return nil, err
	}
	of := hinterland.PairQuery{Plan: k.ID, Open: true}
	pairs, err := d.v.PlanPairs(of, pairsAtOnce)
	if err == nil && len(pairs) == 0 {
		err = hinterland.Refuse(hinterland.Conflict, "pair.done", nil)
	}
	return pairs, err
}

// pairs are the codes of the pairs that a form is about.
func (d *draft) pairs() (pairs [][2]hinterland.PartyCode) {
	others := d.typed["other"]
	for i, one := range d.typed["one"] {
		if i < len(others) {
			pairs = append(pairs, [2]hinterland.PartyCode{
				hinterland.PartyCode(one), hinterland.PartyCode(others[i]),
			})
		}
	}
	return pairs
}

// pairDrafts is the act that makes the drafts.
func (d *draft) pairDrafts() office.Act {
	batch := &office.Batch{}
	for _, p := range d.pairs() {
		batch.Acts = append(batch.Acts, office.Step{Act: &office.DraftByPlan{
			Plan: d.planID(), One: p[0], Other: p[1],
		}})
	}
	if len(batch.Acts) == 1 {
		return batch.Acts[0].Act
	}
	return batch
}

func (d *draft) paintPairs() (*formPage, error) {
	page, err := d.aboutPlan("web.pair.draft")
	if err != nil {
		return nil, err
	}
	n, err := d.names(d.v)
	if err != nil {
		return nil, err
	}
	pairs := d.pairs()
	var parties []hinterland.PartyCode
	for _, p := range pairs {
		parties = append(parties, p[:]...)
	}
	if err := n.learn(parties); err != nil {
		return nil, err
	}
	for _, p := range pairs {
		page.Facts = append(page.Facts, fact{
			Label: d.say.Say("web.pair", nil), Text: d.pairNames(n, p[0], p[1]),
		})
		page.Hidden = append(page.Hidden, field{Name: "one", Value: string(p[0])},
			field{Name: "other", Value: string(p[1])})
	}
	return page, nil
}

// origin says which plan an agreement was made from.
func (a *ask) origin(id hinterland.ID[hinterland.Agreement]) ([]fact, error) {
	k, err := a.v.PlanOf(id)
	if err != nil || k.ID == 0 {
		return nil, err
	}
	return []fact{{
		a.say.Say("web.pair.origin", nil),
		a.say.Say("web.pair.plan", lang.Args{"title": k.Title, "number": k.ID}), planPath(k.ID),
	}}, nil
}
