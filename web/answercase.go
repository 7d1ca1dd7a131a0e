package web

import (
	"time"

	"hinterland"
	"hinterland/office"
)

// A caseAnswer is a case in a list.
type caseAnswer struct {
	ID        hinterland.ID[hinterland.Case]       `json:"id"`
	Kind      hinterland.CaseKind                  `json:"kind"`
	Agreement hinterland.ID[hinterland.Agreement]  `json:"agreement,omitempty"`
	Item      int                                  `json:"item,omitempty"`
	Due       *hinterland.Day                      `json:"due,omitempty"`
	Event     hinterland.ID[hinterland.Event]      `json:"event,omitempty"`
	Scope     hinterland.ID[hinterland.DatedScope] `json:"scope,omitempty"`
	Good      hinterland.GoodCode                  `json:"good,omitempty"`
	Text      string                               `json:"text,omitempty"`
	Raised    hinterland.PartyCode                 `json:"raised,omitempty"` // none: by itself
	Parties   []hinterland.PartyCode               `json:"parties,omitempty"`
	Owner     hinterland.PartyCode                 `json:"owner"`
	Person    hinterland.ID[hinterland.Person]     `json:"person,omitempty"`
	Opened    hinterland.Day                       `json:"opened"`
	Deadline  hinterland.Day                       `json:"deadline"`
	Proposal  hinterland.ID[hinterland.Remark]     `json:"proposal,omitempty"`
	Closing   hinterland.CaseClosing               `json:"closing,omitempty"` // none: it is open
	Outcome   string                               `json:"outcome,omitempty"`
	Closed    *hinterland.Day                      `json:"closed,omitempty"`
}

func answerCase(f *office.CaseFile) caseAnswer {
	return caseAnswer{
		ID: f.ID, Kind: f.Kind, Agreement: f.Agreement, Item: f.Item, Due: dayIf(f.Due),
		Event: f.Event, Scope: f.Scope, Good: f.Good, Text: f.Text, Raised: f.Raised,
		Parties: f.Parties, Owner: f.Owner, Person: f.Person, Opened: f.Opened,
		Deadline: f.Deadline, Proposal: f.Proposal, Closing: f.Closing, Outcome: f.Outcome,
		Closed: dayIf(f.Closed),
	}
}

// A caseFileAnswer is a case with its history.
type caseFileAnswer struct {
	caseAnswer
	Remarks []remarkAnswer `json:"remarks"`
	Base    int64          `json:"base"`
}

type remarkAnswer struct {
	ID       hinterland.ID[hinterland.Remark] `json:"id"`
	Kind     hinterland.RemarkKind            `json:"kind"`
	About    hinterland.ID[hinterland.Remark] `json:"about,omitempty"`
	Text     string                           `json:"text,omitempty"`
	Document string                           `json:"document,omitempty"`
	Party    hinterland.PartyCode             `json:"party,omitempty"`
	ToldTo   hinterland.PartyCode             `json:"told_to,omitempty"`
	Person   hinterland.ID[hinterland.Person] `json:"person,omitempty"`
	At       time.Time                        `json:"at"`
	Owner    hinterland.PartyCode             `json:"owner,omitempty"`
	Deadline *hinterland.Day                  `json:"deadline,omitempty"`
}

func answerCaseFile(f *office.CaseFile) *caseFileAnswer {
	answer := &caseFileAnswer{caseAnswer: answerCase(f), Remarks: []remarkAnswer{}}
	for _, r := range f.Remarks {
		answer.Remarks = append(answer.Remarks, remarkAnswer{
			ID: r.ID, Kind: r.Kind, About: r.About, Text: r.Text, Document: r.Document,
			Party: r.Party, ToldTo: r.ToldTo, Person: r.Person, At: r.At.Time(), Owner: r.Owner,
			Deadline: dayIf(r.Deadline),
		})
	}
	return answer
}
