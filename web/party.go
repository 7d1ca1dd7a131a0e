package web

import (
	"net/http"
	"net/url"

	"hinterland"
	"hinterland/office"
)

// rowsAtOnce is how many parties or people a page lists.
const rowsAtOnce = 100

// A partyList is a page of parties; Next leads to further ones, if there are
// any.
type partyList struct {
	Rows []hinterland.Party
	Next string
}

// listParties shows who there is.
func listParties(a *ask) error {
	return a.view(func(v *office.View) error {
		after := hinterland.PartyCode(a.r.Form.Get("after"))
		parties, err := v.Parties(after, rowsAtOnce+1)
		if err != nil {
			return err
		}
		list := partyList{Rows: parties}
		if len(parties) > rowsAtOnce {
			list.Rows = parties[:rowsAtOnce]
			list.Next = "/parties?after=" + url.QueryEscape(string(parties[rowsAtOnce-1].Code))
		}
		a.offer(&office.RegisterParty{}, action{
			Path: "/parties/new", Text: a.say.Say("web.party.new", nil), Main: true,
		})
		return a.show(http.StatusOK, "parties", a.say.Say("web.parties", nil), list)
	})
}

func partyPath(code hinterland.PartyCode) string {
	return "/parties/" + url.PathEscape(string(code))
}

// A partyBody is a party as far as the reader may see it.
type partyBody struct {
	Facts      []fact
	Agreements agreementList
	Account    *accountBody // how the reader's party stands with it; nil for itself
	Posts      []postRow
	Files      []fileRow
}

// showParty shows a party, what it has agreed with the reader's, and who acts
// for it.
func showParty(a *ask) error {
	code := hinterland.PartyCode(a.r.PathValue("code"))
	return a.view(func(v *office.View) error {
		n, err := a.names(v)
		if err != nil {
			return err
		}
		party, err := a.party(v)
		if err != nil {
			return err
		}
		body := partyBody{Facts: a.partyFacts(&party)}
		a.offer(&office.NameParty{Code: code},
			action{Path: partyPath(code) + "/name", Text: a.say.Say("web.party.name", nil)})
		a.offer(&office.LocateParty{Code: code},
			action{Path: partyPath(code) + "/place", Text: a.say.Say("web.party.place", nil)})
		a.offer(&office.GivePost{Party: code}, action{
			Path: "/posts/new?party=" + url.QueryEscape(string(code)),
			Text: a.say.Say("web.post.new", nil),
		})
		a.offerKeys(code)
		a.offerSubscriptions(code)
		if body.Agreements, err = a.agreementList(n, code, 0); err != nil {
			return err
		}
		if code != v.Actor().Party {
			if body.Account, err = a.account(n, code); err != nil {
				return err
			}
		}
		if body.Posts, err = a.postsOf(n, code); err != nil {
			return err
		}
		on := hinterland.Record{Kind: hinterland.OnParty, Code: code}
		if body.Files, err = a.filesOn(n, on); err != nil {
			return err
		}
		return a.show(http.StatusOK, "party", nameOf(a.say, party.Name, code), body)
	})
}

// partyFacts are what is recorded of a party, with the ways to its scopes and recipes.
func (a *ask) partyFacts(party *hinterland.Party) []fact {
	facts := []fact{
		{Label: a.say.Say("word.code", nil), Text: string(party.Code)},
		{Label: a.say.Say("web.name.en", nil), Text: party.Name.English},
		{Label: a.say.Say("web.name.zh", nil), Text: party.Name.Chinese},
	}
	if party.Place != "" {
		place, err := a.placeNamed(party.Place)
		a.fail(err)
		facts = append(facts, fact{Label: a.say.Say("word.place", nil), Text: place})
		if a.me.Scopes {
			facts = append(facts, fact{
				Label: a.say.Say("web.scopes", nil), Text: a.say.Say("web.scopes.there", nil),
				Link: scopesPath("place", string(party.Place)),
			})
		}
	}
	if a.me.Horizons { // where nothing is planned, recipes are nobody's business yet
		facts = append(facts, fact{
			Label: a.say.Say("web.recipes", nil), Text: a.say.Say("web.recipes.its", nil),
			Link: recipesPath("party", string(party.Code)),
		})
	}
	return facts
}

// party finds the party of an address, or refuses.
func (a *ask) party(v *office.View) (hinterland.Party, error) {
	code := hinterland.PartyCode(a.r.PathValue("code"))
	found, err := v.PartiesBy([]hinterland.PartyCode{code})
	if err == nil && len(found) == 0 {
		err = hinterland.Refuse(hinterland.NotFound, "party.unknown",
			hinterland.Args{"value": code})
	}
	if err != nil {
		return hinterland.Party{}, err
	}
	return found[0], nil
}

// postsOf are the posts in a party that the reader may see.
func (a *ask) postsOf(n *names, code hinterland.PartyCode) ([]postRow, error) {
	holders, err := n.v.HoldersIn(code)
	if err != nil {
		return nil, err
	}
	var rows []postRow
	for i := range holders {
		for _, p := range holders[i].Posts {
			if p.Party == code {
				rows = append(rows, a.post(n, &holders[i], &p))
			}
		}
	}
	return rows, nil
}

// registerParty enters a party.
func registerParty() form {
	return form{
		read: func(d *draft) office.Act {
			return &office.RegisterParty{PartyBody: office.PartyBody{
				Code: hinterland.PartyCode(d.text("code")), Name: d.name(),
				Place: hinterland.PlaceCode(d.text("place")),
			}}
		},
		paint: func(d *draft) (*formPage, error) {
			place, err := d.placeField("place", "word.place", "")
			return &formPage{
				Title: d.say.Say("web.party.new", nil), Submit: d.say.Say("web.party.enter", nil),
				Groups: []group{{Fields: append(d.nameFields(),
					d.field("text", "code", "word.code").hint(d.say.Say("web.party.code", nil)),
					place)}},
			}, err
		},
		then: func(d *draft, _ hinterland.Entry) string {
			return partyPath(hinterland.PartyCode(d.text("code")))
		},
	}
}

// nameParty gives a party another name.
func nameParty() form {
	return form{
		start: func(d *draft) error {
			p, err := d.party(d.v)
			if err == nil {
				d.typed.Set("name.en", p.Name.English)
				d.typed.Set("name.zh", p.Name.Chinese)
			}
			return err
		},
		read: func(d *draft) office.Act {
			return &office.NameParty{
				Code: hinterland.PartyCode(d.r.PathValue("code")), Name: d.name(),
				Based: d.based(),
			}
		},
		paint: func(d *draft) (*formPage, error) {
			return &formPage{
				Title: d.say.Say("web.party.name", nil), Submit: d.say.Say("web.save", nil),
				Groups: []group{{Fields: d.nameFields()}},
			}, nil
		},
		then: func(d *draft, _ hinterland.Entry) string {
			return partyPath(hinterland.PartyCode(d.r.PathValue("code")))
		},
	}
}

// name reads the two fields of a name.
func (d *draft) name() hinterland.Name {
	return hinterland.Name{English: d.text("name.en"), Chinese: d.text("name.zh")}
}

// nameFields are a name in both languages, the reader's first; one of them
// will do.
func (d *draft) nameFields() []field {
	english := d.field("text", "name.en", "web.name.en")
	chinese := d.field("text", "name.zh", "web.name.zh")
	if nameOf(d.say, hinterland.Name{English: "a", Chinese: "b"}, "") == "b" {
		return []field{chinese, english.optional()}
	}
	return []field{english, chinese.optional()}
}
