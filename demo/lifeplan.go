package demo

import (
	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// horizonCode names what a sample plans for.
const horizonCode hinterland.HorizonCode = "y2026"

// theYear is what a sample plans for, from its first day on.
func theYear(from hinterland.Day) hinterland.Horizon {
	return hinterland.Horizon{
		Code: horizonCode, Class: hinterland.ForYear, From: from, Kind: hinterland.Months,
		Periods: Periods, Closed: hinterland.Forevermore,
		Name: hinterland.Name{English: "The year 2026", Chinese: "2026年度"},
	}
}

// state opens the year and enters what is offered and needed in it.
func (l *life) state() {
	l.on(0, 4)
	h := &l.horizon
	l.do(l.keeper, &office.OpenHorizon{
		HorizonBody: office.HorizonBody{
			Code: h.Code, Name: h.Name, Class: h.Class, Periods: h.Periods,
		},
		From: h.From, Period: h.Kind,
	})
	own, rest := map[hinterland.PartyCode][]office.Act{}, []office.Act(nil)
	for _, s := range l.statements() {
		act := l.statement(s)
		if _, has := l.hosts[s.Party]; has {
			own[s.Party] = append(own[s.Party], act)
		} else {
			rest = append(rest, act)
		}
	}
	l.all(l.keeper, rest)
	for _, p := range l.Region.Parties {
		l.all(l.hosts[p.Code], own[p.Code])
	}
}

// statements gather the offers and needs of periods into those of the year, in the
// order in which the sample has them.
func (l *life) statements() []*hinterland.Statement {
	type key struct {
		kind     hinterland.StatementKind
		party    hinterland.PartyCode
		good     hinterland.GoodCode
		priority int
		price    hinterland.Money
	}
	years := map[key]*[Periods]hinterland.Quantity{}
	var all []*hinterland.Statement
	put := func(k key, t hinterland.Period, q hinterland.Quantity) {
		if years[k] == nil {
			years[k] = &[Periods]hinterland.Quantity{}
			all = append(all, &hinterland.Statement{
				Kind: k.kind, Party: k.party, Good: k.good, Priority: k.priority, Price: k.price,
			})
		}
		years[k][t-1] += q
	}
	for _, o := range l.Region.Offers {
		put(key{hinterland.Offered, o.Party, o.Good, 0, o.Price}, o.Period, o.Quantity)
	}
	for _, n := range l.Region.Needs {
		put(key{hinterland.Needed, n.Party, n.Good, n.Priority, 0}, n.Period, n.Quantity)
	}
	for _, s := range all {
		s.Amounts = hinterland.SeriesOf(years[key{s.Kind, s.Party, s.Good, s.Priority, s.Price}][:])
	}
	return all
}

// statement is the act that says what a statement says.
func (l *life) statement(s *hinterland.Statement) office.Act {
	body := office.StatementBody{Horizon: horizonCode, Party: s.Party, Good: s.Good}
	var amount office.Amount
	decimals := l.index.Good[s.Good].Decimals
	for _, q := range s.Amounts.Quantities() {
		amount.Quantities = append(amount.Quantities, hinterland.FormatDecimal(int64(q), decimals))
	}
	if s.Kind == hinterland.Offered {
		return &office.StateOffer{
			OfferBody: office.OfferBody{StatementBody: body, Price: money(s.Price)}, Amount: amount,
		}
	}
	return &office.StateNeed{
		NeedBody: office.NeedBody{StatementBody: body, Priority: s.Priority}, Amount: amount,
	}
}

// plan has the year balanced, keeps what that comes to, puts it before its parties
// and in force. Where nobody holds a post a party has signed on paper.
func (l *life) plan() {
	l.on(0, 11)
	if l.err != nil {
		return
	}
	run, err := l.Balance(l.ctx, horizonCode, l.keeper)
	if err != nil {
		l.err = err
		return
	}
	kept := l.do(l.keeper, &office.KeepPlan{
		Run: run, Title: l.said("demo.plan", lang.Args{"region": l.named(l.Zoning.Settings.Title)}),
	})
	plan := hinterland.MakeID[hinterland.KeptPlan](kept.Act, 0)
	l.on(0, 14)
	l.do(l.keeper, &office.ProposePlan{PlanBody: office.PlanBody{
		Plan: plan, Based: office.Based{Base: kept.Number},
	}})
	l.sign(plan)
}

// sign has every party sign its part of a plan, and begins to follow it.
func (l *life) sign(plan hinterland.ID[hinterland.KeptPlan]) {
	var k hinterland.KeptPlan
	var parts []hinterland.PlanPart
	l.see(l.keeper, func(v *office.View) (err error) {
		if k, err = v.KeptPlan(plan); err == nil {
			parts, _, err = v.PlanParts(&k)
		}
		return err
	})
	l.on(0, 21)
	var papers []office.Act
	for _, p := range parts {
		body := office.SignBody{Plan: plan, Party: p.Party, Digest: p.Digest}
		if host, has := l.hosts[p.Party]; has {
			l.do(host, &office.SignPlan{SignBody: body})
			continue
		}
		papers = append(papers, &office.RecordPlanPaper{
			SignBody: body, Document: l.said("demo.paper", nil),
		})
	}
	l.all(l.keeper, papers)
	l.foresee(&k)
}
