package web

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// planPath is the address of a plan that the office keeps.
func planPath(id hinterland.ID[hinterland.KeptPlan]) string { return "/plans/" + id.String() }

// plansAtOnce is how many plans a list has.
const plansAtOnce = 100

// A planList is a page of plans; Next leads to older ones.
type planList struct {
	Rows []planRow
	Next string
	Runs bool // the reader may begin a run
}

// A planRow is a plan in a list.
type planRow struct {
	Path, Title          string
	Horizon, HorizonPath string
	State                tag
	Proposed             string
	Signed               string // how far a plan is signed that waits for it
}

// planTag says how a plan stands.
func (a *ask) planTag(s hinterland.State) tag {
	class := map[hinterland.State]string{
		hinterland.IsProposed: "warn", hinterland.IsInForce: "good",
	}[s]
	return tag{class, a.planState(s)}
}

// listPlans shows the plans that the reader may see, of a horizon where one is
// asked for.
func listPlans(a *ask) error {
	return a.view(func(v *office.View) error {
		var before hinterland.ID[hinterland.KeptPlan]
		if text := a.r.Form.Get("before"); text != "" {
			if err := before.UnmarshalText([]byte(text)); err != nil {
				return err
			}
		}
		if err := a.known(a.r.Form, "horizon"); err != nil {
			return err
		}
		of := hinterland.HorizonCode(a.r.Form.Get("horizon"))
		plans, err := v.KeptPlans(hinterland.PlanQuery{Horizon: of}, before, plansAtOnce+1)
		if err != nil {
			return err
		}
		body := planList{Runs: v.Plans()}
		if len(plans) > plansAtOnce {
			plans = plans[:plansAtOnce]
			body.Next = "/plans" + queryOf(url.Values{
				"horizon": {string(of)}, "before": {plans[plansAtOnce-1].ID.String()},
			})
		}
		called, err := a.horizonsCalled(v)
		if err != nil {
			return err
		}
		for i := range plans {
			body.Rows = append(body.Rows, a.planRow(&plans[i], called))
		}
		if err := a.signings(body.Rows, plans); err != nil {
			return err
		}
		return a.show(http.StatusOK, "plans", a.say.Say("web.plans", nil), body)
	})
}

func (a *ask) planRow(
	k *hinterland.KeptPlan, called map[hinterland.HorizonCode]string,
) planRow {
	row := planRow{
		Path: planPath(k.ID), Title: k.Title, Horizon: string(k.Horizon),
		HorizonPath: horizonPath(k.Horizon), State: a.planTag(k.State),
	}
	if name, known := called[k.Horizon]; known {
		row.Horizon = name
	}
	if k.Shown() {
		row.Proposed = dayWords(a.say, k.Proposed)
	}
	return row
}

// A planBody is the page of a plan: what it does for each good, who has signed
// it, and the part of a party in it.
type planBody struct {
	Facts  []fact
	Goods  []runGood
	Costs  bool // the reader may know what the goods cost
	Signed string
	Rows   []partySigned
	More   string // how many signatures are not listed
	Part   *partBody
	Pairs  *pairTable
	Moves  string // where it is compared with another
	// Network is where it is seen who supplies which party through recipes.
	Network string
	Tables  string // where its tables are; empty to who does not plan
}

// A partySigned is how a party has signed; Path leads to its part.
type partySigned struct {
	signedRow
	Path  string
	Paper string // where its signature on paper is recorded; empty where it is not
}

// keptPlan reads the plan of an address.
func (a *ask) keptPlan() (k hinterland.KeptPlan, err error) {
	var id hinterland.ID[hinterland.KeptPlan]
	if err := id.UnmarshalText([]byte(a.r.PathValue("id"))); err != nil {
		return k, err
	}
	return a.v.KeptPlan(id)
}

// showPlan shows a plan, with the part of the reader's own party in it or of
// the one that is asked for.
func showPlan(a *ask) error {
	return a.view(func(v *office.View) error {
		k, err := a.keptPlan()
		if err != nil {
			return err
		}
		if err := a.known(a.r.Form, "party"); err != nil {
			return err
		}
		h, err := v.Horizon(k.Horizon)
		if err != nil {
			return err
		}
		goods, err := v.PlannedGoods(&k)
		if err != nil {
			return err
		}
		parts, given, err := v.PlanParts(&k)
		if err != nil {
			return err
		}
		p := &planPage{ask: a, plan: &k, horizon: &h, parts: parts, given: given}
		p.fixes = a.mayFix(h.Code)
		if p.n, err = a.names(v); err != nil {
			return err
		}
		body := &planBody{
			Goods: p.goods(goods), Moves: planPath(k.ID) + "/moves",
			Network: planPath(k.ID) + "/network",
		}
		if v.Plans() {
			body.Tables = planPath(k.ID) + "/tables.zip"
		}
		body.Costs = len(goods) > 0 && goods[0].Cost != nil
		p.party = cmp.Or(hinterland.PartyCode(a.r.Form.Get("party")), v.Actor().Party)
		if err := p.read(); err != nil {
			return err
		}
		body.Facts = p.facts()
		if err := p.sign(body); err != nil {
			return err
		}
		if body.Part, err = p.part(); err != nil {
			return err
		}
		p.offer()
		body.Pairs = p.pairs()
		return a.show(http.StatusOK, "plan", k.Title, body)
	})
}

// A planPage is the page of a plan while it is laid out.
type planPage struct {
	*ask
	n       *names
	plan    *hinterland.KeptPlan
	horizon *hinterland.Horizon
	parts   []hinterland.PlanPart
	given   []hinterland.PlanSignature
	fixes   bool // the reader may fix lines by hand

	party           hinterland.PartyCode // whose part is shown
	gives, gets     []office.Allocated   // the first of what it is given and gives
	giving, getting int                  // how many there are
	paired          []office.PlannedPair
}

// read reads what the page lists of the part and of pairs, and what all
// parties are called that it names.
func (p *planPage) read() (err error) {
	if p.gives, p.giving, err = p.v.PartOf(p.plan, p.party, true, partLines); err != nil {
		return err
	}
	if p.gets, p.getting, err = p.v.PartOf(p.plan, p.party, false, partLines); err != nil {
		return err
	}
	if p.plan.State == hinterland.IsInForce || p.plan.State == hinterland.IsClosed {
		of := hinterland.PairQuery{Plan: p.plan.ID}
		if p.paired, err = p.v.PlanPairs(of, pairsAtOnce+1); err != nil {
			return err
		}
	}
	shown, _ := p.signing()
	parties := append(shown, p.party)
	for _, a := range slices.Concat(p.gives, p.gets) {
		parties = append(parties, a.From, a.To)
	}
	for i := range p.paired {
		parties = append(parties, p.paired[i].One, p.paired[i].Other)
	}
	return p.n.learn(parties)
}

// signing are the parties whose signatures the page lists, those that are
// missing first, and how many it does not list.
func (p *planPage) signing() (shown []hinterland.PartyCode, more int) {
	signed := p.signed()
	for _, missing := range []bool{true, false} {
		for i := range p.parts {
			if party := p.parts[i].Party; (signed[party] == nil) == missing {
				shown = append(shown, party)
			}
		}
	}
	more = max(len(shown)-signaturesShown, 0)
	return shown[:len(shown)-more], more
}

// signed are the signatures given, by who gave them.
func (p *planPage) signed() map[hinterland.PartyCode]*hinterland.PlanSignature {
	signed := map[hinterland.PartyCode]*hinterland.PlanSignature{}
	for i := range p.given {
		signed[p.given[i].Party] = &p.given[i]
	}
	return signed
}

// facts are what is said of a plan by itself.
func (p *planPage) facts() []fact {
	k := p.plan
	facts := []fact{
		{p.say.Say("word.horizon", nil), p.horizonName(p.horizon), horizonPath(k.Horizon)},
		{Label: p.say.Say("word.state", nil), Text: p.planState(k.State)},
		{Label: p.say.Say("column.policy", nil), Text: p.runZones(k.Policy)},
	}
	if k.Shown() {
		facts = append(facts,
			fact{Label: p.say.Say("column.shown_on", nil), Text: dayWords(p.say, k.Proposed)})
	}
	if k.State == hinterland.IsProposed {
		facts = append(facts, fact{
			p.say.Say("web.plan.signatures", nil), p.signedBy(p.n, p.signingNow()), "#signed",
		})
	}
	if k.Former != 0 {
		facts = append(facts,
			fact{p.say.Say("column.former", nil), k.Former.String(), planPath(k.Former)})
	}
	if k.Reason != "" {
		facts = append(facts, fact{Label: p.say.Say("column.reason", nil), Text: k.Reason})
	}
	return facts
}

// goods says what the plan does for each good.
func (p *planPage) goods(goods []office.PlannedGood) []runGood {
	rows := make([]runGood, len(goods))
	for i := range goods {
		rows[i] = p.runGood(p.n, &goods[i].GoodSummary)
		rows[i].Path = goodPath(planPath(p.plan.ID), goods[i].Good)
	}
	return rows
}

// signaturesShown is how many signatures a page lists.
const signaturesShown = 100

// sign says who has signed the plan, and whose signature is missing.
func (p *planPage) sign(body *planBody) error {
	signed := p.signed()
	shown, more := p.signing()
	body.Signed = p.say.Say("web.plan.signed", lang.Args{
		"done": len(p.given), "all": len(p.parts),
	})
	if more > 0 {
		body.More = p.more(more)
	}
	var signers []hinterland.ID[hinterland.Person]
	for _, party := range shown {
		if s := signed[party]; s != nil {
			signers = append(signers, s.Person)
		}
	}
	if err := p.n.meet(signers); err != nil {
		return err
	}
	papers, err := p.papers(shown)
	if err != nil {
		return err
	}
	for _, party := range shown {
		row, err := p.signature(party, signed[party])
		if err != nil {
			return err
		}
		at := partySigned{signedRow: row, Path: p.partPath(party)}
		if signed[party] == nil && papers[party] {
			at.Paper = planPath(p.plan.ID) + "/papers/new?party=" + url.QueryEscape(string(party))
		}
		body.Rows = append(body.Rows, at)
	}
	return nil
}

// papers are the parties whose signatures on paper the reader may record:
// of a plan that waits for signatures, those that cannot sign in. All of
// them are alike to the table of who may do what, so that it is asked once,
// for the first of them.
func (p *planPage) papers(
	of []hinterland.PartyCode,
) (map[hinterland.PartyCode]bool, error) {
	may := map[hinterland.PartyCode]bool{}
	if p.plan.State != hinterland.IsProposed || !p.v.Plans() {
		return may, nil
	}
	alone, err := p.v.Unmanned(of)
	if err != nil || len(alone) == 0 {
		return may, err
	}
	act := &office.RecordPlanPaper{SignBody: office.SignBody{Plan: p.plan.ID, Party: alone[0]}}
	for _, party := range alone {
		may[party] = p.may(act)
	}
	return may, nil
}

// more says how many rows are not listed.
func (a *ask) more(many int) string {
	return a.say.Say("web.zone.more", lang.Args{"count": many})
}

// partPath is the address of the part of a party.
func (p *planPage) partPath(party hinterland.PartyCode) string {
	return planPath(p.plan.ID) + "?party=" + url.QueryEscape(string(party)) + "#part"
}

// signature says how a party has signed its part, or that it has not.
func (p *planPage) signature(
	party hinterland.PartyCode, s *hinterland.PlanSignature,
) (row signedRow, err error) {
	row = signedRow{
		Party: p.n.party(party), State: tag{"", p.say.Say("web.assent.none", nil)},
	}
	if s == nil {
		return row, nil
	}
	args := lang.Args{"document": s.Document}
	if args["person"], err = p.n.person(s.Person); err != nil {
		return row, err
	}
	if args["at"], err = p.moment(s.At, p.me.Charter); err != nil {
		return row, err
	}
	if s.Manner == hinterland.BySignIn {
		row.State = tag{"good", p.say.Say("web.assent.account", nil)}
		row.How = p.say.Say("web.assent.account.how", args)
		return row, nil
	}
	row.State = tag{"warn", p.say.Say("web.assent.paper", nil)}
	row.How = p.say.Say("web.assent.paper.how", args)
	return row, nil
}

// offer offers what the table of plans lets somebody do.
func (p *planPage) offer() {
	path := planPath(p.plan.ID)
	body := office.PlanBody{Plan: p.plan.ID}
	withdraw := func() {
		p.ask.offer(&office.WithdrawPlan{PlanEnd: office.PlanEnd{PlanBody: body}},
			action{Path: path + "/withdraw", Text: p.say.Say("web.plan.withdraw", nil)})
	}
	switch p.plan.State {
	case hinterland.IsPreliminary:
		p.ask.offer(&office.ProposePlan{PlanBody: body}, action{
			Path: path + "/propose", Text: p.say.Say("web.plan.propose", nil), Main: true,
		})
		withdraw()
	case hinterland.IsProposed:
		withdraw()
		if party := p.v.Actor().Party; p.unsigned(party) {
			p.ask.offer(&office.SignPlan{SignBody: office.SignBody{
				Plan: p.plan.ID, Party: party,
			}}, action{Path: path + "/sign", Text: p.say.Say("web.plan.sign", nil), Main: true})
		}
	case hinterland.IsInForce:
		p.ask.offer(&office.ClosePlan{PlanEnd: office.PlanEnd{PlanBody: body}},
			action{Path: path + "/close", Text: p.say.Say("web.plan.close", nil)})
	}
}
