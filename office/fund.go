package office

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"

	"hinterland"
)

// A fundAct is an act about a fund, whose trustee may write down what parties
// say that have no account.
type fundAct interface {
	fund(t *Turn) (hinterland.Fund, error)
}

// OpenFund opens a fund, which its trustee will keep.
type OpenFund struct {
	hinterland.FundTerms
}

// Check implements Act.
func (a *OpenFund) Check() hinterland.Refusals {
	_, faults := a.Open(0)
	if a.Condition != "" {
		fault := hinterland.CheckText("condition", a.Condition, hinterland.MaxNote)
		return append(faults, oneFault(fault)...)
	}
	return faults
}

// Side implements Act.
func (a *OpenFund) Side(*Turn) (hinterland.PartyCode, error) { return a.Trustee, nil }

// Do implements Act.
func (a *OpenFund) Do(t *Turn) error {
	for i, code := range a.Eligible {
		if _, err := t.Party(code); err != nil {
			return pointed(err, fmt.Sprintf("eligible.%d", i+1), string(code))
		}
		if slices.Contains(a.Eligible[:i], code) {
			return pointed(hinterland.Refuse(hinterland.Conflict, "party.repeated", nil),
				fmt.Sprintf("eligible.%d", i+1), string(code))
		}
	}
	f, _ := a.Open(next[hinterland.Fund](t)) // checked before
	return t.AddFund(f)
}

// CloseFund lets nothing more be pledged to a fund, asked of it or granted. What
// is granted can still be drawn, and what was drawn is still to be repaid.
type CloseFund struct {
	Fund   hinterland.ID[hinterland.Fund] `json:"fund"`
	Reason string                         `json:"reason"`
}

// Check implements Act.
func (a *CloseFund) Check() hinterland.Refusals {
	return oneFault(hinterland.CheckText("reason", a.Reason, hinterland.MaxName))
}

// Side implements Act.
func (a *CloseFund) Side(t *Turn) (hinterland.PartyCode, error) {
	f, err := t.Fund(a.Fund)
	return f.Trustee, err
}

// Do implements Act.
func (a *CloseFund) Do(t *Turn) error { return t.CloseFund(a.Fund, t.Today) }

// PledgeToFund is a party's word to bring a sum into a fund.
type PledgeToFund struct {
	Fund   hinterland.ID[hinterland.Fund] `json:"fund"`
	Party  hinterland.PartyCode           `json:"party"`
	Amount string                         `json:"amount"`
	Note   string                         `json:"note,omitempty"`
}

// Check implements Act.
func (a *PledgeToFund) Check() hinterland.Refusals {
	return append(checkSaid("amount", a.Amount), checkNote(a.Note)...)
}

// Side implements Act.
func (a *PledgeToFund) Side(*Turn) (hinterland.PartyCode, error) { return a.Party, nil }

// Do implements Act.
func (a *PledgeToFund) Do(t *Turn) error {
	f, err := t.openFund(a.Fund)
	if err != nil {
		return err
	}
	minor, err := sumOf("amount", a.Amount, f.Currency)
	if err != nil {
		return err
	}
	if _, err := t.MoveFund(f.ID, hinterland.FundMove{Pledged: minor}); err != nil {
		return err
	}
	return t.AddPledge(hinterland.Pledge{
		ID: next[hinterland.Pledge](t), Fund: f.ID, Party: a.Party, Currency: f.Currency,
		Amount: minor, Day: t.Today, Note: a.Note,
	})
}

// WithdrawPledge takes a pledge back, or a part of it, as long as what it brought
// is not granted; all that can be, if no amount is said.
type WithdrawPledge struct {
	Pledge hinterland.ID[hinterland.Pledge] `json:"pledge"`
	Amount string                           `json:"amount,omitempty"`
	Reason string                           `json:"reason"`
}

// Check implements Act.
func (a *WithdrawPledge) Check() hinterland.Refusals {
	return append(checkSaid("amount", a.Amount),
		oneFault(hinterland.CheckText("reason", a.Reason, hinterland.MaxName))...)
}

// Side implements Act.
func (a *WithdrawPledge) Side(t *Turn) (hinterland.PartyCode, error) {
	p, err := t.Pledge(a.Pledge)
	return p.Party, err
}

// Do implements Act.
func (a *WithdrawPledge) Do(t *Turn) error {
	p, err := t.Pledge(a.Pledge)
	if err != nil {
		return err
	}
	f, err := t.MoveFund(p.Fund, hinterland.FundMove{}) // which holds it
	if err != nil {
		return err
	}
	if p, err = t.Pledge(a.Pledge); err != nil {
		return err
	}
	minor, err := sumOrAll("amount", a.Amount, f.Sum(min(p.Amount-p.Withdrawn, f.Free())))
	if err != nil {
		return err
	}
	if _, err := t.MoveFund(p.Fund, hinterland.FundMove{Pledged: -minor}); err != nil {
		if p.Amount-p.Withdrawn < f.Free() { // which is what the next try could have
			err = cmp.Or(t.WithdrawPledge(p.ID, minor), err)
		}
		return pointed(err, "amount", a.Amount)
	}
	return pointed(t.WithdrawPledge(p.ID, minor), "amount", a.Amount)
}

// ApplyToFund says how much a party needs of a fund, for which of its uses, and
// why.
type ApplyToFund struct {
	Fund   hinterland.ID[hinterland.Fund] `json:"fund"`
	Party  hinterland.PartyCode           `json:"party"`
	Amount string                         `json:"amount"`
	Use    string                         `json:"use"`
	Reason string                         `json:"reason"`
}

// Check implements Act.
func (a *ApplyToFund) Check() hinterland.Refusals {
	return append(checkSaid("amount", a.Amount),
		oneFault(hinterland.CheckText("reason", a.Reason, hinterland.MaxNote))...)
}

// Side implements Act.
func (a *ApplyToFund) Side(*Turn) (hinterland.PartyCode, error) { return a.Party, nil }

func (a *ApplyToFund) fund(t *Turn) (hinterland.Fund, error) { return t.Fund(a.Fund) }

// Do implements Act.
func (a *ApplyToFund) Do(t *Turn) error {
	f, err := t.openFund(a.Fund)
	if err != nil {
		return err
	}
	terms, err := fundTerms(&f)
	if err != nil {
		return err
	}
	if _, err := t.Party(a.Party); err != nil {
		return err
	}
	if len(terms.Eligible) > 0 && !slices.Contains(terms.Eligible, a.Party) {
		return pointed(hinterland.Refuse(hinterland.Denied, "fund.stranger", nil),
			"party", string(a.Party))
	}
	if err := terms.allows(a.Use); err != nil {
		return err
	}
	minor, err := sumOf("amount", a.Amount, f.Currency)
	if err != nil {
		return err
	}
	return t.AddApplication(hinterland.Application{
		ID: next[hinterland.Application](t), Fund: f.ID, Party: a.Party, Currency: f.Currency,
		Amount: minor, Use: a.Use, Reason: a.Reason, Day: t.Today, ToldTo: t.toldTo(a.Party),
	})
}

// WithdrawApplication takes back what of an application is not granted.
type WithdrawApplication struct {
	Application hinterland.ID[hinterland.Application] `json:"application"`
	Reason      string                                `json:"reason"`
}

// Check implements Act.
func (a *WithdrawApplication) Check() hinterland.Refusals {
	return oneFault(hinterland.CheckText("reason", a.Reason, hinterland.MaxName))
}

// Side implements Act.
func (a *WithdrawApplication) Side(t *Turn) (hinterland.PartyCode, error) {
	found, err := t.Application(a.Application)
	return found.Party, err
}

func (a *WithdrawApplication) fund(t *Turn) (hinterland.Fund, error) {
	found, err := t.Application(a.Application)
	if err != nil {
		return hinterland.Fund{}, err
	}
	return t.Fund(found.Fund)
}

// Do implements Act. The fund is held, so that nothing is granted between the
// look and the deed.
func (a *WithdrawApplication) Do(t *Turn) error {
	found, err := t.Application(a.Application)
	if err != nil {
		return err
	}
	if _, err := t.MoveFund(found.Fund, hinterland.FundMove{}); err != nil {
		return err
	}
	if found, err = t.Application(a.Application); err != nil {
		return err
	}
	if found.Open() == 0 {
		return pointed(hinterland.Refuse(hinterland.Conflict, "application.open",
			hinterland.Args{"free": hinterland.Figure("0"), "currency": found.Currency}),
			"application", found.ID.String())
	}
	return t.MoveApplication(found.ID, 0, found.Open())
}

// openFund finds a fund of which something can be asked today.
func (t *Turn) openFund(id hinterland.ID[hinterland.Fund]) (hinterland.Fund, error) {
	f, err := t.Fund(id)
	if err != nil {
		return f, err
	}
	if refusal := f.CheckDay(t.Today); refusal != nil {
		return f, refusal.In(hinterland.At("fund", id.String()))
	}
	return f, nil
}

// termsOfFund are the terms of a fund as they were kept.
type termsOfFund struct{ hinterland.FundTerms }

func fundTerms(f *hinterland.Fund) (terms termsOfFund, err error) {
	return terms, json.Unmarshal([]byte(f.Terms), &terms.FundTerms)
}

// allows refuses a use that is none of the fund's purposes.
func (t *termsOfFund) allows(use string) error {
	if slices.Contains(t.Purposes, use) {
		return nil
	}
	return pointed(hinterland.Refuse(hinterland.Conflict, "fund.use",
		hinterland.Args{"purposes": t.Purposes}), "use", use)
}

// sumOf reads a sum above nothing, in the smallest units of a currency.
func sumOf(column, text, currency string) (int64, error) {
	sum, err := hinterland.ParseSum(text, currency)
	if err == nil && sum.Minor < 1 {
		err = hinterland.Refuse(hinterland.Invalid, "sum.none", nil)
	}
	return sum.Minor, pointed(err, column, text)
}

// sumOrAll reads a sum above nothing, or is all that there is where none is said.
func sumOrAll(column, text string, all hinterland.Sum) (int64, error) {
	if text == "" {
		text = all.String()
	}
	return sumOf(column, text, all.Currency)
}

// fundKinds are the acts on funds.
func fundKinds() []Kind {
	return append(fundingKinds(), grantKinds()...)
}

func fundingKinds() []Kind {
	return []Kind{
		{
			Name: "open-fund", New: func() Act { return &OpenFund{} },
			Example: `{"name":{"en":"Raw materials","zh":"原料工业资金"},"trustee":"office",` +
				`"currency":"CNY","low":"10000000","high":"15000000","from":"2026-01-01",` +
				`"last":"2026-12-31","purposes":["Looms","Seed"],"eligible":["coop"]}`,
		},
		{
			Name: "close-fund", New: func() Act { return &CloseFund{} },
			Example: `{"fund":"7","reason":"The year is over"}`,
		},
		{
			Name: "pledge-to-fund", New: func() Act { return &PledgeToFund{} },
			Example: `{"fund":"7","party":"office","amount":"250000.50"}`,
		},
		{
			Name: "withdraw-pledge", New: func() Act { return &WithdrawPledge{} },
			Example: `{"pledge":"8","amount":"1000","reason":"Hail"}`,
		},
		{
			Name: "apply-to-fund", New: func() Act { return &ApplyToFund{} },
			Example: `{"fund":"7","party":"coop","amount":"12000","use":"Seed",` +
				`"reason":"Nothing is left of the last harvest"}`,
		},
		{
			Name: "withdraw-application", New: func() Act { return &WithdrawApplication{} },
			Example: `{"application":"9","reason":"Bought otherwise"}`,
		},
	}
}
