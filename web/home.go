package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// A homeBody is what the reader has to know first. Steps are shown while
// there is no agreement yet.
type homeBody struct {
	Late   []dueLine
	Missed []dueLine // best efforts, which are never late
	Soon   []dueLine
	Waits  []waitLine
	Lately []entryRow  // the last that was done, as far as the reader sees it
	More   bool        // there may be more of them
	Open   []caseCount // of the region, where the reader sees to all of it
	Steps  []step
	Bare   []place // where the office keeps nothing yet
	Picture
}

// A dueLine is a quantity that is due.
type dueLine struct {
	Day      hinterland.Day
	Quantity string
	Good     string
	Way      string
	Path     string
	Title    string
	State    tag
	Doing    *action // where the reader can do something about it
}

// A waitLine is something that waits for the reader's party.
type waitLine struct {
	Text, Path, Doing string // none to do where somebody else has to
	Title, TitlePath  string
}

// A step is one of the first things to do in an office.
type step struct {
	Text, Path string // no path where it is not the reader's to do
	Done       bool
}

// homeLines is how many lines of a kind the first page has at most; those that
// come first come up there first.
const homeLines = 50

// home shows what is late, what is due soon, and what waits for the reader.
func home(a *ask) error {
	return a.view(func(v *office.View) error {
		n, err := a.names(v, v.Actor().Party)
		if err != nil {
			return err
		}
		body, err := a.dues(n)
		if err != nil {
			return err
		}
		_, body.Bare = a.places()
		if body.Waits, err = a.waits(n); err != nil {
			return err
		}
		renewable, err := a.renewable(n)
		if err != nil {
			return err
		}
		body.Waits = append(body.Waits, renewable...)
		if body.Open, err = a.openCases(n); err != nil {
			return err
		}
		if len(body.Late)+len(body.Missed)+len(body.Soon)+len(body.Waits) == 0 {
			if body.Steps, err = a.steps(n); err != nil {
				return err
			}
		}
		if len(body.Steps) == 0 {
			if body.Lately, err = a.lately(n); err != nil {
				return err
			}
		}
		if body.Picture, err = a.homeMap(v); err != nil {
			return err
		}
		body.More = body.More || max(len(body.Soon), len(body.Waits)) >= homeLines
		title := a.say.Say("web.home.title", lang.Args{"party": n.party(v.Actor().Party)})
		return a.show(http.StatusOK, "home", title, body)
	})
}

// dues are what is late, missed and due soon, to be sent or given back.
func (a *ask) dues(n *names) (body homeBody, err error) {
	past, err := n.v.Due(hinterland.Term{From: -hinterland.Forevermore, To: n.v.Today}, homeLines)
	if err != nil {
		return body, err
	}
	next, err := n.v.Due(hinterland.Term{From: n.v.Today, To: n.v.Today + soon + 1}, homeLines)
	if err != nil {
		return body, err
	}
	var parties []hinterland.PartyCode
	for _, d := range slices.Concat(past, next) {
		parties = append(parties, d.From, d.To)
	}
	if err := n.learn(parties); err != nil {
		return body, err
	}
	for i := range past {
		if line := a.dueLine(n, &past[i]); past[i].Effort.Binds() {
			body.Late = append(body.Late, line)
		} else {
			body.Missed = append(body.Missed, line)
		}
	}
	for i := range next {
		body.Soon = append(body.Soon, a.dueLine(n, &next[i]))
	}
	late, soonest, err := a.lentLines(n)
	body.More = max(len(past), len(late)+len(soonest)) >= homeLines
	body.Late, body.Soon = append(body.Late, late...), append(body.Soon, soonest...)
	return body, err
}

func (a *ask) dueLine(n *names, d *hinterland.Due) dueLine {
	of := n.good(d.Good)
	falls := d.Commitment
	falls.Due = d.Falls
	line := dueLine{
		Day: d.Falls, Good: n.goodName(d.Good), Way: a.way(n, d.From, d.To),
		Quantity: quantity(a.say, d.Quantity-d.Sent, of.Decimals) + " " + of.Unit,
		Path:     agreementPath(d.Agreement), Title: d.Title,
		State: a.dueState(falls, d.Effort, n.v.Today),
	}
	if d.From == n.v.Actor().Party && n.v.MayOwn("record-delivery") {
		line.Doing = &action{
			Path: line.Path + "/deliveries/new?item=" + strconv.Itoa(d.Item),
			Text: a.say.Say("web.delivery.new", nil),
		}
	}
	return line
}

// waits lists the assents that the reader's party has not given, the deliveries
// and payments to it that it has said nothing of, and what else waits for it.
func (a *ask) waits(n *names) ([]waitLine, error) {
	unassented, err := n.v.Unassented(homeLines)
	if err != nil {
		return nil, err
	}
	var lines []waitLine
	for _, g := range unassented {
		path := agreementPath(g.ID)
		line := waitLine{
			Text: a.say.Say("web.wait.assent", nil), Title: g.Title, TitlePath: path,
		}
		if n.v.MayOwn("assent") {
			line.Path, line.Doing = path+"/assents/new", a.say.Say("web.assent.new", nil)
		}
		lines = append(lines, line)
	}
	unsigned, err := n.v.UnsignedPlans()
	if err != nil {
		return nil, err
	}
	for i := range unsigned {
		path := planPath(unsigned[i].ID)
		line := waitLine{
			Text: a.say.Say("web.wait.plan", nil), Title: unsigned[i].Title, TitlePath: path,
		}
		if n.v.MayOwn("sign-plan") {
			line.Path, line.Doing = path+"/sign", a.say.Say("web.plan.sign", nil)
		}
		lines = append(lines, line)
	}
	settling, err := a.waitingCases(n)
	if err != nil {
		return nil, err
	}
	lines = append(lines, settling...)
	transits, err := n.v.InTransit(homeLines)
	for _, e := range transits {
		of := n.good(e.Good)
		line := waitLine{
			Text: a.say.Say("web.wait.receipt", lang.Args{
				"quantity": quantity(a.say, e.Quantity, of.Decimals) + " " + of.Unit,
				"good":     n.goodName(e.Good), "day": dayWords(a.say, e.Day),
			}),
			Title: e.Title, TitlePath: agreementPath(e.Agreement),
		}
		if n.v.MayOwn("record-receipt") {
			line.Path = "/deliveries/" + url.PathEscape(e.ID.String()) + "/receipts/new"
			line.Doing = a.say.Say("web.receipt.new", nil)
		}
		lines = append(lines, line)
	}
	if err != nil {
		return nil, err
	}
	money, err := a.waitingMoney(n)
	return append(lines, money...), err
}

// waitingMoney lists the payments to the reader's party that it has said nothing
// of, and what of funds waits for it.
func (a *ask) waitingMoney(n *names) ([]waitLine, error) {
	payments, err := n.v.Unconfirmed(homeLines)
	if err != nil {
		return nil, err
	}
	var funds []office.FundWaiting
	if a.me.Funds {
		if funds, err = n.v.FundsWaiting(homeLines); err != nil {
			return nil, err
		}
	}
	var parties []hinterland.PartyCode
	for i := range payments {
		parties = append(parties, payments[i].Party)
	}
	for i := range funds {
		if funds[i].Late > 0 {
			parties = append(parties, funds[i].Grant.Party)
		}
	}
	err = n.learn(parties)
	lines := make([]waitLine, 0, len(payments)+len(funds))
	for i := range payments {
		lines = append(lines, a.unconfirmed(n, &payments[i]))
	}
	for i := range funds {
		lines = append(lines, a.fundWaits(n, &funds[i]))
	}
	return lines, err
}

// fundWaits is what of a fund waits for the reader's party: money that was asked
// for, or that is to be repaid, which who keeps the fund records.
func (a *ask) fundWaits(n *names, f *office.FundWaiting) waitLine {
	path, own := fundPath(f.ID), n.v.Actor().Party
	line := waitLine{Title: nameOf(a.say, f.Name, ""), TitlePath: path}
	if f.Late == 0 {
		line.Text = a.say.Say("web.wait.asked", lang.Args{"amount": a.sum(f.Sum(f.Free()))})
		line.Path, line.Doing = path+"/grants/new", a.say.Say("web.grant.new", nil)
		return line
	}
	args := lang.Args{
		"party": n.party(f.Grant.Party), "amount": a.sum(f.Sum(f.Late)),
		"day": dayWords(a.say, f.Since),
	}
	line.Text = a.say.Say("web.wait.owing", args)
	if f.Grant.Party != own {
		line.Text = a.say.Say("web.wait.owed", args)
	}
	if f.Trustee == own && n.v.MayOwn("repay-grant") {
		line.Path = instalmentPath(f.Grant.ID, hinterland.Payback)
		line.Doing = a.say.Say("web.repayment.new", nil)
	}
	return line
}

// unconfirmed is a payment to the reader's party that it has said nothing of.
func (a *ask) unconfirmed(n *names, e *hinterland.Transit) waitLine {
	line := waitLine{
		Text: a.say.Say("web.wait.payment", lang.Args{
			"amount": a.sum(e.Paid), "party": n.party(e.Party), "day": dayWords(a.say, e.Day),
		}),
		Title: e.Title, TitlePath: agreementPath(e.Agreement),
	}
	if n.v.MayOwn("confirm-payment") {
		line.Path = eventPath("payments", &e.Event, "receipts")
		line.Doing = a.say.Say("web.paid.new", nil)
	}
	return line
}

// waitingCases lists the cases that the reader's party has to see to, and those
// whose closing waits for its word.
func (a *ask) waitingCases(n *names) ([]waitLine, error) {
	files, err := n.v.CasesWaiting(homeLines)
	if err != nil {
		return nil, err
	}
	rows, err := a.caseRows(n, files)
	lines := make([]waitLine, len(rows))
	for i, row := range rows {
		key := "web.wait.case"
		if files[i].Asked {
			key = "web.wait.closing"
		}
		// lang: web.wait.closing web.wait.case
		lines[i] = waitLine{
			Text: a.say.Say(key, lang.Args{
				"kind": row.Kind, "about": row.About, "day": dayWords(a.say, row.Deadline),
			}),
			Title: row.Title, TitlePath: row.Under,
			Path: row.Path, Doing: a.say.Say("web.case.look", nil),
		}
	}
	return lines, err
}

// A caseCount is how many cases of a kind are open in the region.
type caseCount struct {
	Kind, Path string
	Open, Late string
	LatePath   string // empty where none is
}

// openCases counts those of the region, for who sees to all of it.
func (a *ask) openCases(n *names) ([]caseCount, error) {
	counts, err := n.v.CaseCounts()
	lines := make([]caseCount, len(counts))
	for i, c := range counts {
		path := "/cases?" + kindFilter + "=" + url.QueryEscape(string(c.Kind))
		lines[i] = caseCount{
			Kind: a.caseKind(c.Kind), Path: path,
			Open: a.say.Number(strconv.FormatInt(c.Open, 10)),
			Late: a.say.Number(strconv.FormatInt(c.Late, 10)),
		}
		if c.Late > 0 {
			lines[i].LatePath = path + "&" + stateFilter + "=late"
		}
	}
	return lines, err
}

// steps are the way to the first agreement; none once there is one.
func (a *ask) steps(n *names) ([]step, error) {
	agreements, err := n.v.Agreements("", 0, 1)
	if err != nil || len(agreements) > 0 {
		return nil, err
	}
	parties, err := n.v.Parties("", 2)
	steps := []step{
		{a.say.Say("web.step.party", nil), "/parties/new", len(parties) > 1},
		{a.say.Say("web.step.good", nil), "/goods/new", len(n.goods) > 0},
		{a.say.Say("web.step.agreement", nil), "/agreements/new", false},
	}
	for i, kind := range []string{"register-party", "register-good", "propose-agreement"} {
		if !n.v.MayOwn(kind) {
			steps[i].Path = ""
		}
	}
	return steps, err
}
