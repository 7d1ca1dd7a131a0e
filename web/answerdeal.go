package web

import (
	"time"

	"hinterland"
	"hinterland/office"
)

// An agreementAnswer is an agreement in a list.
type agreementAnswer struct {
	ID      hinterland.ID[hinterland.Agreement] `json:"id"`
	Title   string                              `json:"title"`
	Kind    hinterland.AgreementKind            `json:"kind"`
	Class   hinterland.AgreementClass           `json:"class,omitempty"`
	State   hinterland.State                    `json:"state"`
	Parties []hinterland.PartyCode              `json:"parties"`
	From    hinterland.Day                      `json:"from"`
	Last    hinterland.Day                      `json:"last"`
	Latest  int                                 `json:"latest"`             // version
	InForce int                                 `json:"in_force,omitempty"` // version
	After   hinterland.ID[hinterland.Agreement] `json:"after,omitempty"`
	Reason  string                              `json:"reason,omitempty"`
}

func answerHeading(h *office.Heading, today hinterland.Day) agreementAnswer {
	return agreementAnswer{
		ID: h.ID, Title: h.Terms.Title, Kind: h.Terms.Kind, Class: h.Terms.Class,
		State: h.On(today), Parties: h.Terms.Parties, From: h.Terms.From, Last: h.Terms.Last,
		Latest: h.Latest, InForce: h.InForce, After: h.After, Reason: h.Reason,
	}
}

// A dossierAnswer is an agreement with everything promised under it; events, of
// which there may be many, have an address of their own.
type dossierAnswer struct {
	agreementAnswer
	Versions []versionAnswer  `json:"versions"`
	Items    []itemAnswer     `json:"items"`
	Advances []advanceAnswer  `json:"advances"`
	Cases    []caseAnswer     `json:"cases"`
	Paid     []moneyLineShort `json:"paid"`
	Base     int64            `json:"base"`
}

// A versionAnswer is a text of an agreement and who has assented to it.
type versionAnswer struct {
	Number  int                    `json:"number"`
	Digest  string                 `json:"digest"`
	Terms   hinterland.Terms       `json:"terms"`
	Called  *hinterland.Called     `json:"called,omitempty"`
	Assents []assentAnswer         `json:"assents"`
	Missing []hinterland.PartyCode `json:"missing"`
}

type assentAnswer struct {
	Party    hinterland.PartyCode             `json:"party"`
	Manner   hinterland.Manner                `json:"manner"`
	Person   hinterland.ID[hinterland.Person] `json:"person,omitempty"`
	At       time.Time                        `json:"at"`
	Signer   string                           `json:"signer,omitempty"`
	Document string                           `json:"document,omitempty"`
	File     string                           `json:"file,omitempty"`
}

func answerText(t *office.Text) versionAnswer {
	v := versionAnswer{
		Number: t.Number, Digest: t.Digest, Terms: t.Terms, Called: t.Called,
		Assents: []assentAnswer{}, Missing: listOf(t.Missing()),
	}
	for _, a := range t.Assents {
		v.Assents = append(v.Assents, assentAnswer{
			Party: a.Party, Manner: a.Manner, Person: a.Person, At: a.At.Time(),
			Signer: string(a.Signer), Document: a.Document, File: a.File,
		})
	}
	return v
}

// listOf is a list that is written as one where it is empty.
func listOf[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// An itemAnswer is an item, what is due of it, and how it stands today.
type itemAnswer struct {
	Number        int                  `json:"number"`
	From          hinterland.PartyCode `json:"from"`
	To            hinterland.PartyCode `json:"to"`
	Good          hinterland.GoodCode  `json:"good"`
	Unit          string               `json:"unit"`
	Effort        hinterland.Effort    `json:"effort"`
	Floor         string               `json:"floor"`
	Ceiling       string               `json:"ceiling"`
	Price         string               `json:"price,omitempty"`
	Currency      string               `json:"currency,omitempty"`
	Promised      string               `json:"promised"`
	Open          string               `json:"open"`
	Late          string               `json:"late"`
	Transit       string               `json:"transit"`
	Sent          string               `json:"sent"`
	Received      string               `json:"received"`
	Extra         string               `json:"extra"`
	ExtraReceived string               `json:"extra_received"`
	Schedule      []commitmentAnswer   `json:"schedule"`
}

type commitmentAnswer struct {
	Due      hinterland.Day `json:"due"`
	Quantity string         `json:"quantity"`
	Sent     string         `json:"sent"`
	Received string         `json:"received"`
}

func answerPromise(p *office.Promise) itemAnswer {
	q := func(n hinterland.Quantity) string { return amountText(n, &p.Of) }
	i := itemAnswer{
		Number: p.Number, From: p.From, To: p.To, Good: p.Good, Unit: p.Of.Unit,
		Effort: p.Effort, Floor: q(p.Floor), Ceiling: q(p.Ceiling), Currency: p.Currency,
		Promised: q(p.Promised), Open: q(p.Open), Late: q(p.Late), Transit: q(p.Transit),
		Sent: q(p.Sent), Received: q(p.Received), Extra: q(p.Extra),
		ExtraReceived: q(p.ExtraReceived), Schedule: []commitmentAnswer{},
	}
	if p.Price > 0 {
		i.Price = priceText(p.Price)
	}
	for _, c := range p.Due {
		i.Schedule = append(i.Schedule, commitmentAnswer{
			Due: c.Due, Quantity: q(c.Quantity), Sent: q(c.Sent), Received: q(c.Received),
		})
	}
	return i
}

// An eventAnswer is an event: of a good, or of money.
type eventAnswer struct {
	ID       hinterland.ID[hinterland.Event] `json:"id"`
	Kind     hinterland.EventKind            `json:"kind"`
	Item     int                             `json:"item,omitempty"`
	About    hinterland.ID[hinterland.Event] `json:"about,omitempty"`
	Day      hinterland.Day                  `json:"day"`
	Quantity string                          `json:"quantity,omitempty"`
	Short    string                          `json:"short,omitempty"`
	Rejected string                          `json:"rejected,omitempty"`
	Returned string                          `json:"returned,omitempty"`
	Extra    string                          `json:"extra,omitempty"`
	Amount   string                          `json:"amount,omitempty"`
	Missing  string                          `json:"missing,omitempty"`
	Currency string                          `json:"currency,omitempty"`
	Reason   string                          `json:"reason,omitempty"`
	Note     string                          `json:"note,omitempty"`
	Party    hinterland.PartyCode            `json:"party"`
	To       hinterland.PartyCode            `json:"to,omitempty"`
	ToldTo   hinterland.PartyCode            `json:"told_to,omitempty"`
	Reversed hinterland.ID[hinterland.Event] `json:"reversed,omitempty"`
}

func answerEvent(d *office.Dossier, e *hinterland.Event) eventAnswer {
	answer := eventAnswer{
		ID: e.ID, Kind: e.Kind, Item: e.Item, About: e.About, Day: e.Day, Reason: e.Reason,
		Note: e.Note, Party: e.Party, To: e.To, ToldTo: e.ToldTo, Reversed: e.Reversed,
	}
	if e.Paid.Currency != "" {
		answer.Amount, answer.Currency = e.Paid.String(), e.Paid.Currency
		missing := hinterland.Sum{Minor: e.Missing, Currency: e.Paid.Currency}
		answer.Missing = missing.String()
		return answer
	}
	p := d.Promise(e.Item)
	if p == nil {
		return answer
	}
	for into, n := range map[*string]hinterland.Quantity{
		&answer.Quantity: e.Quantity, &answer.Short: e.Short, &answer.Rejected: e.Rejected,
		&answer.Returned: e.Returned, &answer.Extra: e.Extra,
	} {
		if n != 0 || into == &answer.Quantity {
			*into = amountText(n, &p.Of)
		}
	}
	return answer
}

// answerDossier is one agreement and everything under it.
func answerDossier(v *office.View, d *office.Dossier) (answer *dossierAnswer, err error) {
	answer = &dossierAnswer{
		agreementAnswer: answerHeading(d.Heading(), v.Today), Versions: []versionAnswer{},
		Items: []itemAnswer{}, Cases: []caseAnswer{},
		Paid: []moneyLineShort{},
	}
	for i := range d.Versions {
		answer.Versions = append(answer.Versions, answerText(&d.Versions[i]))
	}
	for i := range d.Items {
		answer.Items = append(answer.Items, answerPromise(&d.Items[i]))
	}
	for _, p := range d.Paid() {
		answer.Paid = append(answer.Paid, answerPaid(&p))
	}
	if answer.Advances, err = answerAdvances(v, d); err != nil {
		return nil, err
	}
	cases, err := v.CasesUnder(d.ID)
	for i := range cases {
		answer.Cases = append(answer.Cases, answerCase(&cases[i]))
	}
	return answer, err
}
