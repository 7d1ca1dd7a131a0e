package office

import (
	"cmp"
	"encoding/json"
	"errors"

	"hinterland"
)

// GrantOfFund promises money of a fund in answer to an application, and says
// when it is to be given back. What was asked back of a grant and given back can
// be granted again.
type GrantOfFund struct {
	Application hinterland.ID[hinterland.Application] `json:"application"`
	Amount      string                                `json:"amount"`
	Schedule    []hinterland.Repayment                `json:"schedule,omitempty"`
}

// Check implements Act.
func (a *GrantOfFund) Check() hinterland.Refusals {
	faults := checkSaid("amount", a.Amount)
	for n, r := range a.Schedule {
		faults = append(faults, checkSaid(numberedField("schedule", n)+".amount", r.Amount)...)
	}
	return faults
}

// Side implements Act.
func (a *GrantOfFund) Side(t *Turn) (hinterland.PartyCode, error) {
	_, f, err := t.application(a.Application)
	return f.Trustee, err
}

// Do implements Act.
func (a *GrantOfFund) Do(t *Turn) error {
	asked, f, err := t.application(a.Application)
	if err != nil {
		return err
	}
	if f, err = t.openFund(f.ID); err != nil {
		return err
	}
	g := hinterland.Grant{
		ID: next[hinterland.Grant](t), Fund: f.ID, Application: asked.ID, Party: asked.Party,
		Currency: f.Currency, Day: t.Today,
	}
	if g.Amount, err = sumOf("amount", a.Amount, f.Currency); err != nil {
		return err
	}
	if faults := g.PlanRepayment(&f, a.Schedule); len(faults) > 0 {
		return faults
	}
	if _, err := t.MoveFund(f.ID, hinterland.FundMove{Granted: g.Amount}); err != nil {
		if asked.Open() < f.Free() { // which is what the next try could have
			err = cmp.Or(t.MoveApplication(asked.ID, g.Amount, 0), err)
		}
		return pointed(err, "amount", a.Amount)
	}
	if err := t.MoveApplication(asked.ID, g.Amount, 0); err != nil {
		return pointed(err, "amount", a.Amount)
	}
	return t.AddGrant(g)
}

// RevokeGrant takes back what of a grant is not drawn, or so much of it. What was
// applied for is open again.
type RevokeGrant struct {
	Grant  hinterland.ID[hinterland.Grant] `json:"grant"`
	Amount string                          `json:"amount,omitempty"`
	Reason string                          `json:"reason"`
}

// Check implements Act.
func (a *RevokeGrant) Check() hinterland.Refusals {
	return append(checkSaid("amount", a.Amount),
		oneFault(hinterland.CheckText("reason", a.Reason, hinterland.MaxName))...)
}

// Side implements Act.
func (a *RevokeGrant) Side(t *Turn) (hinterland.PartyCode, error) {
	_, f, err := t.grant(a.Grant)
	return f.Trustee, err
}

// Do implements Act.
func (a *RevokeGrant) Do(t *Turn) error {
	g, f, err := t.grant(a.Grant)
	if err != nil {
		return err
	}
	if _, err := t.MoveFund(g.Fund, hinterland.FundMove{}); err != nil { // which holds it
		return err
	}
	if g, err = t.Grant(a.Grant); err != nil {
		return err
	}
	minor, err := sumOrAll("amount", a.Amount, f.Sum(g.Undrawn()))
	if err != nil {
		return err
	}
	move := hinterland.GrantMove{Revoked: minor}
	if _, err := t.MoveFund(g.Fund, hinterland.FundMove{Granted: -minor}); err != nil {
		return pointed(t.ofGrant(err, g.ID, move), "amount", a.Amount)
	}
	if err := t.MoveApplication(g.Application, -minor, 0); err != nil {
		return err
	}
	return pointed(t.MoveGrant(g.ID, move), "amount", a.Amount)
}

// DrawGrant is the word of a party that it has had a sum of its grant, for one of
// the fund's purposes.
type DrawGrant struct {
	Grant  hinterland.ID[hinterland.Grant] `json:"grant"`
	Day    hinterland.Day                  `json:"day"`
	Amount string                          `json:"amount"`
	Use    string                          `json:"use"`
	Note   string                          `json:"note,omitempty"`
}

// Check implements Act.
func (a *DrawGrant) Check() hinterland.Refusals {
	return append(checkSaid("amount", a.Amount), checkNote(a.Note)...)
}

// Side implements Act.
func (a *DrawGrant) Side(t *Turn) (hinterland.PartyCode, error) {
	g, _, err := t.grant(a.Grant)
	return g.Party, err
}

func (a *DrawGrant) fund(t *Turn) (hinterland.Fund, error) {
	_, f, err := t.grant(a.Grant)
	return f, err
}

// Do implements Act.
func (a *DrawGrant) Do(t *Turn) error {
	g, f, err := t.grant(a.Grant)
	if err != nil {
		return err
	}
	terms, err := fundTerms(&f)
	if err != nil {
		return err
	}
	if err := terms.allows(a.Use); err != nil {
		return err
	}
	return t.instalment(&hinterland.Instalment{
		Fund: f.ID, Grant: g.ID, Kind: hinterland.Drawdown, Day: a.Day, Currency: g.Currency,
		Use: a.Use, Note: a.Note, Party: g.Party, ToldTo: t.toldTo(g.Party),
	}, a.Amount)
}

// RepayGrant is the word of a fund's trustee that a sum of a grant came back.
type RepayGrant struct {
	Grant  hinterland.ID[hinterland.Grant] `json:"grant"`
	Day    hinterland.Day                  `json:"day"`
	Amount string                          `json:"amount"`
	Note   string                          `json:"note,omitempty"`
}

// Check implements Act.
func (a *RepayGrant) Check() hinterland.Refusals {
	return append(checkSaid("amount", a.Amount), checkNote(a.Note)...)
}

// Side implements Act.
func (a *RepayGrant) Side(t *Turn) (hinterland.PartyCode, error) {
	_, f, err := t.grant(a.Grant)
	return f.Trustee, err
}

// Do implements Act.
func (a *RepayGrant) Do(t *Turn) error {
	g, f, err := t.grant(a.Grant)
	if err != nil {
		return err
	}
	return t.instalment(&hinterland.Instalment{
		Fund: f.ID, Grant: g.ID, Kind: hinterland.Payback, Day: a.Day, Currency: g.Currency,
		Note: a.Note, Party: f.Trustee,
	}, a.Amount)
}

// ReverseInstalment takes back a drawdown or a repayment that should not have
// been recorded. It stays to be seen.
type ReverseInstalment struct {
	Instalment hinterland.ID[hinterland.Instalment] `json:"instalment"`
	Reason     string                               `json:"reason"`
}

// Check implements Act.
func (a *ReverseInstalment) Check() hinterland.Refusals {
	return oneFault(hinterland.CheckText("reason", a.Reason, hinterland.MaxName))
}

// Side implements Act. A word is taken back by whoever gave it.
func (a *ReverseInstalment) Side(t *Turn) (hinterland.PartyCode, error) {
	i, err := t.Instalment(a.Instalment)
	return i.Party, err
}

func (a *ReverseInstalment) fund(t *Turn) (hinterland.Fund, error) {
	i, err := t.Instalment(a.Instalment)
	if err != nil {
		return hinterland.Fund{}, err
	}
	return t.Fund(i.Fund)
}

// Do implements Act.
func (a *ReverseInstalment) Do(t *Turn) error {
	i, err := t.Instalment(a.Instalment)
	if err != nil {
		return err
	}
	if err := t.moveGrant(&i, -i.Amount); err != nil {
		return pointed(err, "instalment", i.ID.String())
	}
	return t.Tx.ReverseInstalment(i.ID, a.Reason)
}

// instalment records one, whose sum is still to be read, and what comes of it.
func (t *Turn) instalment(i *hinterland.Instalment, amount string) error {
	f, err := t.Fund(i.Fund)
	if err != nil {
		return err
	}
	day := hinterland.At("day", i.Day.String())
	switch {
	case i.Day > t.Today:
		return hinterland.Refuse(hinterland.Invalid, "event.future",
			hinterland.Args{"today": t.Today}).In(day)
	case i.Day < f.From:
		return hinterland.Refuse(hinterland.Invalid, "event.before",
			hinterland.Args{"from": f.From}).In(day)
	case i.Kind == hinterland.Drawdown && i.Day > f.Last:
		return hinterland.Refuse(hinterland.Conflict, "fund.term",
			hinterland.Args{"from": f.From, "last": f.Last}).In(day)
	}
	if i.Amount, err = sumOf("amount", amount, f.Currency); err != nil {
		return err
	}
	i.ID = next[hinterland.Instalment](t)
	if err := t.moveGrant(i, i.Amount); err != nil {
		return pointed(err, "amount", amount)
	}
	return t.AddInstalment(*i)
}

// moveGrant moves what an instalment moves by a sum: the fund, then the grant.
func (t *Turn) moveGrant(i *hinterland.Instalment, minor int64) error {
	fund, grant := hinterland.FundMove{Repaid: minor}, hinterland.GrantMove{Repaid: minor}
	if i.Kind == hinterland.Drawdown {
		fund, grant = hinterland.FundMove{Drawn: minor}, hinterland.GrantMove{Drawn: minor}
	}
	if _, err := t.MoveFund(i.Fund, fund); err != nil {
		return t.ofGrant(err, i.Grant, grant)
	}
	return t.MoveGrant(i.Grant, grant)
}

// ofGrant says in the words of a grant why a fund did not move with it: what the
// whole fund has left is no help to who asks for more than the grant has.
func (t *Turn) ofGrant(
	err error, id hinterland.ID[hinterland.Grant], by hinterland.GrantMove,
) error {
	no := (*hinterland.Refusal)(nil)
	if errors.As(err, &no) && (no.Reason == "grant.undrawn" || no.Reason == "grant.owed") {
		if less := t.MoveGrant(id, by); less != nil {
			return less
		}
	}
	return err
}

// application finds an application and its fund.
func (t *Turn) application(
	id hinterland.ID[hinterland.Application],
) (hinterland.Application, hinterland.Fund, error) {
	a, err := t.Application(id)
	if err != nil {
		return a, hinterland.Fund{}, err
	}
	f, err := t.Fund(a.Fund)
	return a, f, err
}

// grant finds a grant and its fund.
func (t *Turn) grant(
	id hinterland.ID[hinterland.Grant],
) (hinterland.Grant, hinterland.Fund, error) {
	g, err := t.Grant(id)
	if err != nil {
		return g, hinterland.Fund{}, err
	}
	f, err := t.Fund(g.Fund)
	return g, f, err
}

// repayments are the schedule of a grant as it was kept.
func repayments(g *hinterland.Grant) (schedule []hinterland.Repayment, err error) {
	return schedule, json.Unmarshal([]byte(g.Schedule), &schedule)
}

func grantKinds() []Kind {
	return []Kind{
		{
			Name: "grant-of-fund", New: func() Act { return &GrantOfFund{} },
			Example: `{"application":"9","amount":"3000","schedule":[` +
				`{"due":"2026-12-10","amount":"1000"},{"due":"2026-12-20","amount":"2000"}]}`,
		},
		{
			Name: "revoke-grant", New: func() Act { return &RevokeGrant{} },
			Example: `{"grant":"10","amount":"500","reason":"No longer needed"}`,
		},
		{
			Name: "draw-grant", New: func() Act { return &DrawGrant{} },
			Example: `{"grant":"10","day":"2026-11-25","amount":"800","use":"Seed"}`,
		},
		{
			Name: "repay-grant", New: func() Act { return &RepayGrant{} },
			Example: `{"grant":"10","day":"2026-11-25","amount":"100.05"}`,
		},
		{
			Name: "reverse-instalment", New: func() Act { return &ReverseInstalment{} },
			Example: `{"instalment":"11","reason":"Written down twice"}`,
		},
	}
}
