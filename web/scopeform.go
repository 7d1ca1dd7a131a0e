package web

import (
	"strconv"

	"hinterland"
	"hinterland/office"
)

// announceScope tells where the reader's party intends to buy.
func announceScope() form {
	return form{
		start: (*draft).fillScope,
		read: func(d *draft) office.Act {
			return &office.AnnounceScope{ScopeBody: d.readScope(d.actor().Party)}
		},
		paint: func(d *draft) (*formPage, error) {
			fields, err := d.scopeFields()
			return &formPage{
				Title:  d.say.Say("web.scope.announce", nil),
				Submit: d.say.Say("web.scope.tell", nil),
				Lead:   d.say.Say("web.scope.announce.lead", nil),
				Groups: []group{{Fields: fields}},
			}, err
		},
		then: (*draft).scopesThen,
	}
}

// scopesThen leads to the scopes of the year of a new one, which may be another
// than this: in the list of this year whoever sent it would look for it in vain,
// and announce it again.
func (d *draft) scopesThen(hinterland.Entry) string {
	return scopesPath("year", strconv.Itoa(d.day("from").Year()))
}

// fillScope takes good and place from the address, where it names them.
func (d *draft) fillScope() error {
	for _, name := range []string{"good", "place"} {
		d.typed.Set(name, d.r.Form.Get(name))
	}
	return nil
}

func (d *draft) readScope(buyer hinterland.PartyCode) office.ScopeBody {
	return office.ScopeBody{
		Buyer: buyer, Good: hinterland.GoodCode(d.text("good")),
		Place: hinterland.PlaceCode(d.text("place")), From: d.day("from"), Last: d.day("last"),
	}
}

// scopeFields ask for a good, a place and days.
func (d *draft) scopeFields() ([]field, error) {
	n, err := d.names(d.v)
	if err != nil {
		return nil, err
	}
	place, err := d.placeField("place", "word.place", "")
	place.Optional = false
	return []field{
		d.enterable(&office.RegisterGood{}, "/goods/new",
			d.field("choice", "good", "word.good").from(n.goodOptions()).
				hint(d.say.Say("web.scope.good.hint", nil))),
		d.enterable(&office.RegisterPlace{}, "/places/new",
			place.hint(d.say.Say("web.scope.place.hint", nil))),
		d.field("day", "from", "web.terms.from"), d.field("day", "last", "web.terms.last"),
	}, err
}

// grantScope gives a party alone the right to buy.
func grantScope() form {
	return form{
		start: (*draft).fillScope,
		read: func(d *draft) office.Act {
			return &office.GrantScope{
				ScopeBody: d.readScope(hinterland.PartyCode(d.text("buyer"))),
				Basis:     hinterland.Basis(d.text("basis")), Document: d.text("document"),
			}
		},
		paint: func(d *draft) (*formPage, error) {
			parties, err := d.partyOptions("")
			if err != nil {
				return nil, err
			}
			fields, err := d.scopeFields()
			buyer := d.pick("buyer", "web.scope.buyer", parties, "web.choice.party")
			var bases []option
			for _, b := range hinterland.Bases() {
				bases = append(bases, option{string(b), d.basis(b)})
			}
			fields = append(append([]field{buyer}, fields...),
				d.field("choice", "basis", "column.basis").from(bases),
				d.field("text", "document", "column.document").
					hint(d.say.Say("web.scope.document.hint", nil)).optional())
			return &formPage{
				Title: d.say.Say("web.scope.grant", nil), Submit: d.say.Say("web.scope.give", nil),
				Lead:   d.say.Say("web.scope.grant.lead", nil),
				Groups: []group{{Fields: fields}},
			}, err
		},
		then: (*draft).scopesThen,
	}
}

// endScope lets a scope end sooner.
func endScope() form {
	id := func(d *draft) (id hinterland.ID[hinterland.DatedScope], err error) {
		return id, id.UnmarshalText([]byte(d.r.PathValue("id")))
	}
	return form{
		start: func(d *draft) error {
			d.typed.Set("last", d.v.Today.String())
			return nil
		},
		read: func(d *draft) office.Act {
			scope, err := id(d)
			d.fault("", err)
			return &office.EndScope{
				Scope: scope, Last: d.day("last"), Reason: d.text("reason"), Based: d.based(),
			}
		},
		paint: func(d *draft) (*formPage, error) {
			number, err := id(d)
			if err != nil {
				return nil, err
			}
			s, err := d.v.Scope(number)
			if err != nil {
				return nil, err
			}
			n, err := d.scopeNames(d.v, []hinterland.DatedScope{s})
			if err != nil {
				return nil, err
			}
			return &formPage{
				Title: d.say.Say("web.scope.end", nil), Submit: d.say.Say("web.scope.stop", nil),
				Facts: []fact{
					{Label: d.say.Say("web.scope.buyer", nil), Text: n.party(s.Buyer)},
					{Label: d.say.Say("word.good", nil), Text: n.goodName(s.Good)},
					{Label: d.say.Say("word.place", nil), Text: n.place(s.Place)},
					{Label: d.say.Say("word.term", nil), Text: d.term(s.Term.From, s.Term.Last())},
				},
				Groups: []group{{Fields: []field{
					d.field("day", "last", "web.terms.last"),
					d.field("text", "reason", "word.reason"),
				}}},
			}, nil
		},
		then: func(d *draft, _ hinterland.Entry) string {
			return scopesPath("year", strconv.Itoa(d.day("last").Year()))
		},
	}
}
