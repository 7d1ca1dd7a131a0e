package web

import (
	"hinterland"
	"hinterland/office"
)

// An accountAnswer is how a party stands with others, the same to both sides.
type accountAnswer struct {
	Lines []accountLineAnswer `json:"lines"`
	Money []moneyLineAnswer   `json:"money"`
	Loans []loanAnswer        `json:"loans"`

	Advances []advanceSumAnswer `json:"advances"`
}

// An advanceSumAnswer is what one party advanced another in a currency, all
// together.
type advanceSumAnswer struct {
	From       hinterland.PartyCode `json:"from"` // who gave it
	To         hinterland.PartyCode `json:"to"`
	Currency   string               `json:"currency"`
	Value      string               `json:"value"`
	Recovered  string               `json:"recovered"`
	Returned   string               `json:"returned"`
	WrittenOff string               `json:"written_off"`
	Open       string               `json:"open"`
}

// A loanAnswer is what is lent and not back, of one item.
type loanAnswer struct {
	Agreement hinterland.ID[hinterland.Agreement] `json:"agreement"`
	Item      int                                 `json:"item"`
	From      hinterland.PartyCode                `json:"from"` // who lent it
	To        hinterland.PartyCode                `json:"to"`
	Good      hinterland.GoodCode                 `json:"good"`
	Quantity  string                              `json:"quantity"`
	Unit      string                              `json:"unit"`
	Back      hinterland.Day                      `json:"back"`
}

type accountLineAnswer struct {
	From      hinterland.PartyCode `json:"from"`
	To        hinterland.PartyCode `json:"to"`
	Good      hinterland.GoodCode  `json:"good"`
	Unit      string               `json:"unit"`
	Open      string               `json:"open"`
	Late      string               `json:"late"`
	Missed    string               `json:"missed"` // of best efforts
	AtRisk    string               `json:"at_risk"`
	Transit   string               `json:"transit"`
	Received  string               `json:"received"`
	Shortfall string               `json:"shortfall"`
	Differing int                  `json:"differing"` // receipts that say something else
}

type moneyLineAnswer struct {
	From     hinterland.PartyCode `json:"from"`
	To       hinterland.PartyCode `json:"to"`
	Currency string               `json:"currency"`
	Worth    string               `json:"worth"`
	// Recovered is what of the worth was recovered from advances.
	Recovered string `json:"recovered"`
	Paid      string `json:"paid"`
	Came      string `json:"came"`
}

func answerAccount(account *office.Account) accountAnswer {
	answer := accountAnswer{
		Lines: []accountLineAnswer{}, Money: []moneyLineAnswer{}, Loans: []loanAnswer{},
		Advances: []advanceSumAnswer{},
	}
	for _, l := range account.Lines {
		q := func(n hinterland.Quantity) string { return amountText(n, &l.Of) }
		answer.Lines = append(answer.Lines, accountLineAnswer{
			From: l.From, To: l.To, Good: l.Of.Code, Unit: l.Of.Unit, Open: q(l.Open),
			Late: q(l.Late), Missed: q(l.Missed), AtRisk: q(l.AtRisk), Transit: q(l.Transit),
			Received: q(l.Received), Shortfall: q(l.Shortfall), Differing: l.Differing,
		})
	}
	for _, m := range account.Money {
		answer.Money = append(answer.Money, moneyLineAnswer{
			From: m.From, To: m.To, Currency: m.Worth.Currency, Worth: m.Worth.String(),
			Recovered: m.Recovered.String(), Paid: m.Paid.String(), Came: m.Came.String(),
		})
	}
	for i := range account.Loans {
		l := &account.Loans[i]
		answer.Loans = append(answer.Loans, loanAnswer{
			Agreement: l.Agreement, Item: l.Number, From: l.From, To: l.To, Good: l.Good,
			Quantity: amountText(l.Out(), &l.Of), Unit: l.Of.Unit, Back: l.Back,
		})
	}
	for i := range account.Advances {
		p := &account.Advances[i]
		sum := func(n int64) string { return p.Sum(n).String() }
		answer.Advances = append(answer.Advances, advanceSumAnswer{
			From: p.From, To: p.To, Currency: p.Currency, Value: sum(p.Value),
			Recovered: sum(p.Recovered), Returned: sum(p.Returned),
			WrittenOff: sum(p.WrittenOff), Open: sum(p.Open()),
		})
	}
	return answer
}

// A moneyLineShort is what was paid under an agreement.
type moneyLineShort struct {
	From     hinterland.PartyCode `json:"from"`
	To       hinterland.PartyCode `json:"to"`
	Item     int                  `json:"item,omitempty"`
	Currency string               `json:"currency"`
	Paid     string               `json:"paid"`
	Came     string               `json:"came"`
}

func answerPaid(p *hinterland.Paid) moneyLineShort {
	sum := func(n int64) string { return hinterland.Sum{Minor: n, Currency: p.Currency}.String() }
	return moneyLineShort{
		From: p.From, To: p.To, Item: p.Item, Currency: p.Currency, Paid: sum(p.Amount),
		Came: sum(p.Came),
	}
}

// An advanceAnswer is an advance and how it was settled.
type advanceAnswer struct {
	ID          hinterland.ID[hinterland.Advance] `json:"id"`
	Item        int                               `json:"item"`
	From        hinterland.PartyCode              `json:"from"`
	To          hinterland.PartyCode              `json:"to"`
	Good        hinterland.GoodCode               `json:"good,omitempty"` // none for money
	Quantity    string                            `json:"quantity,omitempty"`
	Unit        string                            `json:"unit,omitempty"`
	Day         hinterland.Day                    `json:"day"`
	Currency    string                            `json:"currency"`
	Value       string                            `json:"value"`
	Rate        string                            `json:"rate,omitempty"`
	Note        string                            `json:"note,omitempty"`
	Recovered   string                            `json:"recovered"`
	Returned    string                            `json:"returned"`
	WrittenOff  string                            `json:"written_off"`
	Open        string                            `json:"open"`
	Settlements []settlementAnswer                `json:"settlements"`
}

type settlementAnswer struct {
	ID       hinterland.ID[hinterland.Settlement] `json:"id"`
	Kind     hinterland.SettlementKind            `json:"kind"`
	Receipt  hinterland.ID[hinterland.Event]      `json:"receipt,omitempty"`
	Day      hinterland.Day                       `json:"day"`
	Amount   string                               `json:"amount"`
	Reason   string                               `json:"reason,omitempty"`
	Reversed string                               `json:"reversed,omitempty"`
}

// answerAdvances are the advances under an agreement.
func answerAdvances(v *office.View, d *office.Dossier) ([]advanceAnswer, error) {
	advances, settlements, err := v.AdvancesOf(d)
	answers := []advanceAnswer{}
	for _, a := range advances {
		sum := func(n int64) string { return a.Sum(n).String() }
		answer := advanceAnswer{
			ID: a.ID, Item: a.Item, From: a.From, To: a.To, Good: a.Good, Quantity: a.Quantity,
			Unit: a.Unit, Day: a.Day, Currency: a.Currency, Value: sum(a.Value), Note: a.Note,
			Recovered: sum(a.Recovered), Returned: sum(a.Returned),
			WrittenOff: sum(a.WrittenOff), Open: sum(a.Open()),
			Settlements: []settlementAnswer{},
		}
		if a.Rate > 0 {
			answer.Rate = priceText(a.Rate)
		}
		for _, s := range settlements {
			if s.Advance == a.ID {
				answer.Settlements = append(answer.Settlements, settlementAnswer{
					ID: s.ID, Kind: s.Kind, Receipt: s.About, Day: s.Day, Amount: sum(s.Amount),
					Reason: s.Reason, Reversed: s.Reversed,
				})
			}
		}
		answers = append(answers, answer)
	}
	return answers, err
}

// A fundAnswer is a fund in a list.
type fundAnswer struct {
	ID       hinterland.ID[hinterland.Fund] `json:"id"`
	Name     hinterland.Name                `json:"name"`
	Trustee  hinterland.PartyCode           `json:"trustee"`
	Currency string                         `json:"currency"`
	Low      string                         `json:"low"`
	High     string                         `json:"high"`
	From     hinterland.Day                 `json:"from"`
	Last     hinterland.Day                 `json:"last"`
	Closed   *hinterland.Day                `json:"closed,omitempty"`
	Pledged  string                         `json:"pledged"`
	Granted  string                         `json:"granted"`
	Drawn    string                         `json:"drawn"`
	Repaid   string                         `json:"repaid"`
	Free     string                         `json:"free"`
}

func answerFund(f *hinterland.Fund) fundAnswer {
	sum := func(n int64) string { return f.Sum(n).String() }
	return fundAnswer{
		ID: f.ID, Name: f.Name, Trustee: f.Trustee, Currency: f.Currency, Low: sum(f.Low),
		High: sum(f.High), From: f.From, Last: f.Last, Closed: dayIf(f.Closed),
		Pledged: sum(f.Pledged), Granted: sum(f.Granted), Drawn: sum(f.Drawn),
		Repaid: sum(f.Repaid), Free: sum(f.Free()),
	}
}

// A wholeFundAnswer is a fund with everything that was brought into it, asked of
// it and had of it.
type wholeFundAnswer struct {
	fundAnswer
	Terms        hinterland.FundTerms `json:"terms"`
	Pledges      []pledgeAnswer       `json:"pledges"`
	Applications []applicationAnswer  `json:"applications"`
	Grants       []grantAnswer        `json:"grants"`
	Instalments  []instalmentAnswer   `json:"instalments"`
}

type pledgeAnswer struct {
	ID        hinterland.ID[hinterland.Pledge] `json:"id"`
	Party     hinterland.PartyCode             `json:"party"`
	Day       hinterland.Day                   `json:"day"`
	Amount    string                           `json:"amount"`
	Withdrawn string                           `json:"withdrawn"`
	Note      string                           `json:"note,omitempty"`
}

type applicationAnswer struct {
	ID        hinterland.ID[hinterland.Application] `json:"id"`
	Party     hinterland.PartyCode                  `json:"party"`
	Day       hinterland.Day                        `json:"day"`
	Amount    string                                `json:"amount"`
	Granted   string                                `json:"granted"`
	Withdrawn string                                `json:"withdrawn"`
	Use       string                                `json:"use"`
	Reason    string                                `json:"reason"`
	ToldTo    hinterland.PartyCode                  `json:"told_to,omitempty"`
}

type grantAnswer struct {
	ID          hinterland.ID[hinterland.Grant]       `json:"id"`
	Application hinterland.ID[hinterland.Application] `json:"application"`
	Party       hinterland.PartyCode                  `json:"party"`
	Day         hinterland.Day                        `json:"day"`
	Amount      string                                `json:"amount"`
	Revoked     string                                `json:"revoked"`
	Drawn       string                                `json:"drawn"`
	Repaid      string                                `json:"repaid"`
	Late        string                                `json:"late"`
	Schedule    []hinterland.Repayment                `json:"schedule"`
}

type instalmentAnswer struct {
	ID       hinterland.ID[hinterland.Instalment] `json:"id"`
	Grant    hinterland.ID[hinterland.Grant]      `json:"grant"`
	Kind     hinterland.InstalmentKind            `json:"kind"`
	Party    hinterland.PartyCode                 `json:"party"`
	ToldTo   hinterland.PartyCode                 `json:"told_to,omitempty"`
	Day      hinterland.Day                       `json:"day"`
	Amount   string                               `json:"amount"`
	Use      string                               `json:"use,omitempty"`
	Note     string                               `json:"note,omitempty"`
	Reversed string                               `json:"reversed,omitempty"`
}

func answerWholeFund(d *office.FundDossier) *wholeFundAnswer {
	sum := func(n int64) string { return d.Sum(n).String() }
	answer := &wholeFundAnswer{
		fundAnswer: answerFund(&d.Fund), Terms: d.Says, Pledges: []pledgeAnswer{},
		Applications: []applicationAnswer{}, Grants: []grantAnswer{},
		Instalments: []instalmentAnswer{},
	}
	for _, p := range d.Pledges {
		answer.Pledges = append(answer.Pledges, pledgeAnswer{
			ID: p.ID, Party: p.Party, Day: p.Day, Amount: sum(p.Amount),
			Withdrawn: sum(p.Withdrawn), Note: p.Note,
		})
	}
	for _, p := range d.Applications {
		answer.Applications = append(answer.Applications, applicationAnswer{
			ID: p.ID, Party: p.Party, Day: p.Day, Amount: sum(p.Amount), Granted: sum(p.Granted),
			Withdrawn: sum(p.Withdrawn), Use: p.Use, Reason: p.Reason, ToldTo: p.ToldTo,
		})
	}
	for _, g := range d.Grants {
		answer.Grants = append(answer.Grants, grantAnswer{
			ID: g.ID, Application: g.Application, Party: g.Party, Day: g.Day,
			Amount: sum(g.Amount), Revoked: sum(g.Revoked), Drawn: sum(g.Drawn),
			Repaid: sum(g.Repaid), Late: sum(g.Late), Schedule: listOf(g.Schedule),
		})
	}
	for _, i := range d.Instalments {
		answer.Instalments = append(answer.Instalments, instalmentAnswer{
			ID: i.ID, Grant: i.Grant, Kind: i.Kind, Party: i.Party, ToldTo: i.ToldTo, Day: i.Day,
			Amount: sum(i.Amount), Use: i.Use, Note: i.Note, Reversed: i.Reversed,
		})
	}
	return answer
}
