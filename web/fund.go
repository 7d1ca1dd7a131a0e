package web

import (
	"net/http"
	"net/url"
	"slices"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
	"hinterland/workbook"
)

// fundsAtOnce is how many funds a page lists.
const fundsAtOnce = 50

// A fundRow is a fund in a list.
type fundRow struct {
	Path, Name, Trustee string
	Target, Pledged     string
	State, Reach        tag
}

// A fundList is a page of funds; Next leads to older ones, if there are any.
type fundList struct {
	Rows []fundRow
	Next string
}

// listFunds shows what money has been brought together for what.
func listFunds(a *ask) error {
	return a.view(func(v *office.View) error {
		var before hinterland.ID[hinterland.Fund]
		if before.UnmarshalText([]byte(a.r.Form.Get("before"))) != nil {
			before = 0 // an address that nobody was given leads to the first page
		}
		funds, err := v.Funds(before, fundsAtOnce+1)
		if err != nil {
			return err
		}
		trustees := make([]hinterland.PartyCode, len(funds))
		for i := range funds {
			trustees[i] = funds[i].Trustee
		}
		n := a.noNames(v)
		if err := n.learn(trustees); err != nil {
			return err
		}
		list := fundList{}
		for i := range funds {
			if i == fundsAtOnce {
				list.Next = "/funds?before=" + url.QueryEscape(funds[i-1].ID.String())
				break
			}
			list.Rows = append(list.Rows, a.fundRow(n, &funds[i]))
		}
		own := hinterland.FundTerms{Trustee: v.Actor().Party}
		a.offer(&office.OpenFund{FundTerms: own}, action{
			Path: "/funds/new", Text: a.say.Say("web.fund.new", nil), Main: true,
		})
		return a.show(http.StatusOK, "funds", a.say.Say("web.funds", nil), list)
	})
}

func (a *ask) fundRow(n *names, f *hinterland.Fund) fundRow {
	return fundRow{
		Path: fundPath(f.ID), Name: nameOf(a.say, f.Name, f.ID), Trustee: n.party(f.Trustee),
		Target: a.target(f), Pledged: a.sum(f.Sum(f.Pledged)),
		State: a.fundState(f, n.v.Today), Reach: a.fundReach(f),
	}
}

func fundPath(id hinterland.ID[hinterland.Fund]) string {
	return "/funds/" + url.PathEscape(id.String())
}

// target is from what to what sum a fund is to come together.
func (a *ask) target(f *hinterland.Fund) string {
	if f.Low == f.High {
		return a.sum(f.Sum(f.High))
	}
	return a.say.Say("web.fund.target", lang.Args{
		"low": a.say.Number(f.Sum(f.Low).String()), "high": a.sum(f.Sum(f.High)),
	})
}

// fundState is how a fund stands on a day.
func (a *ask) fundState(f *hinterland.Fund, today hinterland.Day) tag {
	switch {
	case f.Closed <= today:
		return tag{"", a.say.Say("state.closed", nil)}
	case f.Last < today:
		return tag{"", a.say.Say("state.over", nil)}
	}
	return tag{"good", a.say.Say("state.open", nil)}
}

// fundReach is where what is pledged lies beside the target.
func (a *ask) fundReach(f *hinterland.Fund) tag {
	switch f.Reach() {
	case -1:
		return tag{"warn", a.say.Say("web.fund.below", nil)}
	case 0:
		return tag{"good", a.say.Say("web.fund.within", nil)}
	}
	return tag{"good", a.say.Say("web.fund.above", nil)}
}

// A fundBody is a fund with all that came of it.
type fundBody struct {
	Path    string
	State   tag
	Reach   tag
	Facts   []fact
	Bar     fundBar
	Adds    string // that the sums add up
	Ledgers []*ledger
	Files   []fileRow
}

// A fundBar is the picture of a fund, in thousandths of its width: what is out,
// what is granted and not drawn, what is free, and the bounds of the target.
type fundBar struct {
	Out, Granted, Free int
	FreeFrom           int
	Low, High          int
	Label              string
}

// fundID reads the number of a fund in an address.
func (a *ask) fundID() (id hinterland.ID[hinterland.Fund], err error) {
	return id, id.UnmarshalText([]byte(a.r.PathValue("id")))
}

// fund reads the fund of an address.
func (a *ask) fund(v *office.View) (*office.FundDossier, error) {
	id, err := a.fundID()
	if err != nil {
		return nil, err
	}
	return v.Fund(id)
}

// showFund shows one fund.
func showFund(a *ask) error {
	return a.view(func(v *office.View) error {
		d, n, err := a.fundAndNames(v)
		if err != nil {
			return err
		}
		body := &fundBody{
			Path: fundPath(d.ID), State: a.fundState(&d.Fund, v.Today), Reach: a.fundReach(&d.Fund),
			Facts: a.fundFacts(n, d), Bar: a.fundBar(d), Ledgers: a.fundLedgers(n, d),
			Adds: a.say.Say("web.fund.adds", lang.Args{
				"pledged": a.sum(d.Sum(d.Pledged)), "repaid": a.sum(d.Sum(d.Repaid)),
				"granted": a.sum(d.Sum(d.Granted)), "free": a.sum(d.Sum(d.Free())),
			}),
		}
		a.offerOnFund(d, body.Path)
		on := hinterland.Record{Kind: hinterland.OnFund, Number: int64(d.ID)}
		if body.Files, err = a.filesOn(n, on); err != nil {
			return err
		}
		return a.show(http.StatusOK, "fund", nameOf(a.say, d.Name, d.ID), body)
	})
}

// fundAndNames are what a page of a fund begins with.
func (a *ask) fundAndNames(v *office.View) (*office.FundDossier, *names, error) {
	d, err := a.fund(v)
	if err != nil {
		return nil, nil, err
	}
	parties := append([]hinterland.PartyCode{d.Trustee}, d.Says.Eligible...)
	for i := range d.Pledges {
		parties = append(parties, d.Pledges[i].Party)
	}
	for i := range d.Applications {
		parties = append(parties, d.Applications[i].Party, d.Applications[i].ToldTo)
	}
	n := a.noNames(v)
	return d, n, n.learn(parties)
}

// offerOnFund offers what can be done with a fund.
func (a *ask) offerOnFund(d *office.FundDossier, path string) {
	own, open := a.v.Actor().Party, d.CheckDay(a.v.Today) == nil
	if open {
		askers, err := a.askers(d)
		a.fail(err)
		if len(askers) > 0 {
			a.offer(&office.ApplyToFund{Fund: d.ID, Party: askers[0]}, action{
				Path: path + "/applications/new", Text: a.say.Say("web.application.new", nil),
				Main: true,
			})
		}
		a.offer(&office.PledgeToFund{Fund: d.ID, Party: own},
			action{Path: path + "/pledges/new", Text: a.say.Say("web.pledge.new", nil)})
		for i := range d.Applications {
			if d.Applications[i].Open() > 0 && d.Free() > 0 {
				a.offer(&office.GrantOfFund{Application: d.Applications[i].ID}, action{
					Path: path + "/grants/new", Text: a.say.Say("web.grant.new", nil), Main: true,
				})
				break
			}
		}
	}
	if len(a.takings(d)) > 0 {
		a.offers = append(a.offers,
			action{Path: path + "/withdrawals/new", Text: a.say.Say("web.withdrawal.new", nil)})
	}
	if d.Closed == hinterland.Forevermore {
		a.offer(&office.CloseFund{Fund: d.ID},
			action{Path: path + "/close", Text: a.say.Say("web.fund.close", nil)})
	}
}

// askers are the parties for which the reader can apply: the own one, if the
// fund is for it, and for its trustee those in which nobody holds a post.
func (a *ask) askers(d *office.FundDossier) ([]hinterland.PartyCode, error) {
	own := a.v.Actor().Party
	var askers []hinterland.PartyCode
	if len(d.Says.Eligible) == 0 || slices.Contains(d.Says.Eligible, own) {
		askers = append(askers, own)
	}
	if own != d.Trustee {
		return askers, nil
	}
	unmanned, err := a.v.Unmanned(d.Says.Eligible)
	return append(askers, unmanned...), err
}

// fundFacts are what a fund is for.
func (a *ask) fundFacts(n *names, d *office.FundDossier) []fact {
	facts := []fact{
		{Label: a.say.Say("column.trustee", nil), Text: n.party(d.Trustee)},
		{Label: a.say.Say("word.target", nil), Text: a.target(&d.Fund)},
		{Label: a.say.Say("word.term", nil), Text: a.term(d.From, d.Last)},
		{
			Label: a.say.Say("web.fund.eligible", nil),
			Text:  n.others(d.Says.Eligible, "") + d.Says.Condition,
		},
	}
	if len(d.Says.Eligible) > 0 && d.Says.Condition != "" {
		facts[3].Text = n.others(d.Says.Eligible, "") + "\n" + d.Says.Condition
	}
	for _, use := range d.Says.Purposes {
		drawn := int64(0)
		for _, i := range d.Instalments {
			if i.Use == use && i.Kind == hinterland.Drawdown && i.Reversed == "" {
				drawn += i.Amount
			}
		}
		facts = append(facts, fact{
			Label: a.say.Say("word.purpose", nil), Text: a.say.Say("web.fund.drawnfor",
				lang.Args{"use": use, "sum": a.sum(d.Sum(drawn))}),
		})
	}
	return facts
}

// fundBar measures the picture of a fund.
func (a *ask) fundBar(d *office.FundDossier) fundBar {
	whole := max(d.High, d.Pledged, 1)
	part := func(minor int64) int {
		return int(hinterland.Thousandths(minor, whole))
	}
	out, granted := d.Drawn-d.Repaid, d.Granted-d.Drawn
	return fundBar{
		Out: part(out), Granted: part(out+granted) - part(out), FreeFrom: part(out + granted),
		Free: part(d.Pledged) - part(out+granted), Low: part(d.Low), High: part(d.High),
		Label: a.say.Say("web.fund.bar", lang.Args{
			"out": a.sum(d.Sum(out)), "granted": a.sum(d.Sum(granted)),
			"free": a.sum(d.Sum(d.Free())), "target": a.target(&d.Fund),
		}),
	}
}

// fundLedgers are the tables of a fund: its sums, and where they come from.
func (a *ask) fundLedgers(n *names, d *office.FundDossier) []*ledger {
	sums := a.ledger("sums", "web.fund.sums", d.Currency, "=column.low", "=column.high",
		"=column.pledged", "=column.granted", "=column.drawn", "=column.repaid", "=column.out",
		"=column.free")
	sums.put("", a.sums(d.Currency, d.Low, d.High, d.Pledged, d.Granted, d.Drawn, d.Repaid,
		d.Drawn-d.Repaid, d.Free())...)
	return []*ledger{
		sums, a.pledgeLedger(n, d), a.applicationLedger(n, d), a.grantLedger(n, d),
		a.instalmentLedger(n, d),
	}
}

func (a *ask) pledgeLedger(n *names, d *office.FundDossier) *ledger {
	l := a.ledger("pledges", "web.pledges", d.Currency, "word.number", "word.party",
		"=column.sum", "=column.withdrawn", "word.day", "word.note")
	amount, withdrawn := int64(0), int64(0)
	for _, p := range d.Pledges {
		amount, withdrawn = amount+p.Amount, withdrawn+p.Withdrawn
		l.put("pledge-"+p.ID.String(), slices.Concat(
			[]slot{words(p.ID.String()), words(n.party(p.Party))},
			a.sums(d.Currency, p.Amount, p.Withdrawn), []slot{a.dated(p.Day), words(p.Note)})...)
	}
	l.total(a.say.Say("web.sum", nil), 1, a.sums(d.Currency, amount, withdrawn)...)
	return l
}

func (a *ask) applicationLedger(n *names, d *office.FundDossier) *ledger {
	l := a.ledger("applications", "web.applications", d.Currency, "word.number", "word.party",
		"column.use", "=column.sum", "=column.granted", "=column.withdrawn", "=column.open",
		"=column.proposed", "word.day", "column.reason")
	var totals [5]int64
	for i := range d.Applications {
		p := &d.Applications[i]
		row := [5]int64{p.Amount, p.Granted, p.Withdrawn, p.Open(), d.Proposed[i]}
		for j := range row {
			totals[j] += row[j]
		}
		l.put("application-"+p.ID.String(), slices.Concat(
			[]slot{words(p.ID.String()), words(a.wordOf(n, p.Party, p.ToldTo)), words(p.Use)},
			a.sums(d.Currency, row[:]...), []slot{a.dated(p.Day), words(p.Reason)})...)
	}
	l.total(a.say.Say("web.sum", nil), 2, a.sums(d.Currency, totals[:]...)...)
	return l
}

// wordOf is whose word something is, and who wrote it down.
func (a *ask) wordOf(n *names, party, toldTo hinterland.PartyCode) string {
	if toldTo == "" {
		return n.party(party)
	}
	return a.say.Say("web.toldto",
		lang.Args{"party": n.party(party), "scribe": n.party(toldTo)})
}

func (a *ask) grantLedger(n *names, d *office.FundDossier) *ledger {
	l := a.ledger("grants", "web.grants", d.Currency, "word.number", "word.party",
		"column.application", "=column.sum", "=column.revoked", "=column.drawn",
		"=column.undrawn", "=column.repaid", "=column.owed", "=word.late", "word.day")
	var totals [7]int64
	for i := range d.Grants {
		g := &d.Grants[i]
		row := [7]int64{
			g.Amount, g.Revoked, g.Drawn, g.Undrawn(), g.Repaid, g.Drawn - g.Repaid, g.Late,
		}
		for j := range row {
			totals[j] += row[j]
		}
		sums := a.sums(d.Currency, row[:]...)
		sums[6].Bad = g.Late > 0
		line := l.put("grant-"+g.ID.String(), slices.Concat(
			[]slot{
				words(g.ID.String()), words(n.party(g.Party)), words(g.Application.String()),
			}, sums, []slot{a.dated(g.Day)})...)
		for _, r := range g.Schedule {
			line.Notes = append(line.Notes, a.say.Say("web.grant.due", lang.Args{
				"sum": a.say.Number(r.Amount), "day": dayWords(a.say, r.Due),
			}))
		}
		if g.Late > 0 {
			line.Notes = append(line.Notes, a.say.Say("web.grant.late",
				lang.Args{"sum": a.sum(d.Sum(g.Late))}))
		}
		line.Doing = a.grantActions(g)
	}
	l.total(a.say.Say("web.sum", nil), 2, a.sums(d.Currency, totals[:]...)...)
	return l
}

// instalmentPath is where it is recorded what was drawn of a grant or given back.
func instalmentPath(id hinterland.ID[hinterland.Grant], kind hinterland.InstalmentKind) string {
	return "/grants/" + url.PathEscape(id.String()) + "/instalments/new?kind=" + string(kind)
}

// grantActions are what the reader can record of a grant.
func (a *ask) grantActions(g *office.GrantStanding) (doing []action) {
	if g.Undrawn() > 0 && a.may(&office.DrawGrant{Grant: g.ID}) {
		doing = append(doing, action{
			Path: instalmentPath(g.ID, hinterland.Drawdown),
			Text: a.say.Say("web.drawdown.new", nil),
		})
	}
	if g.Drawn > g.Repaid && a.may(&office.RepayGrant{Grant: g.ID}) {
		doing = append(doing, action{
			Path: instalmentPath(g.ID, hinterland.Payback),
			Text: a.say.Say("web.repayment.new", nil),
		})
	}
	return doing
}

func (a *ask) instalmentLedger(n *names, d *office.FundDossier) *ledger {
	l := a.ledger("instalments", "web.instalments", d.Currency, "word.number", "word.day",
		"column.kind", "column.grant", "=column.sum", "column.use", "word.word",
		"word.note", "column.taken")
	for i := range d.Instalments {
		p := &d.Instalments[i]
		line := l.put("instalment-"+p.ID.String(), slices.Concat(
			[]slot{
				words(p.ID.String()), a.dated(p.Day), words(a.instalmentKind(p.Kind)),
				words(p.Grant.String()),
			},
			a.sums(d.Currency, p.Amount),
			[]slot{
				words(p.Use), words(a.wordOf(n, p.Party, p.ToldTo)), words(p.Note),
				words(p.Reversed),
			})...)
		if p.Reversed != "" {
			line.Class = "gone"
		}
	}
	return l
}

// fundTables are a fund for spreadsheet programs.
func (a *ask) fundTables(v *office.View) (string, []workbook.Table, error) {
	d, n, err := a.fundAndNames(v)
	if err != nil {
		return "", nil, err
	}
	var tables []workbook.Table
	for _, l := range a.fundLedgers(n, d) {
		tables = append(tables, l.table())
	}
	return "fund-" + d.ID.String(), tables, nil
}
