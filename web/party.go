package web

import (
	"net/http"
	"net/url"
	"slices"

	"hinterland"
	"hinterland/office"
)

// listParties shows who there is.
func listParties(a *ask) error {
	return a.view(func(v *office.View) error {
		parties, err := v.Parties()
		if err != nil {
			return err
		}
		return a.show(http.StatusOK, "parties", a.say.Say("web.parties", nil), parties)
	})
}

func partyPath(code hinterland.PartyCode) string {
	return "/parties/" + url.PathEscape(string(code))
}

// A partyBody is a party as far as the reader may see it.
type partyBody struct {
	Facts      []fact
	Agreements []agreementRow
	Posts      []postRow
	Actions    []action
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
		known := func(p hinterland.Party) bool { return p.Code == code }
		at := slices.IndexFunc(n.parties, known)
		if at < 0 {
			return hinterland.Refuse(hinterland.NotFound, "party.unknown",
				hinterland.Args{"value": code})
		}
		body := partyBody{
			Facts: []fact{
				{Label: a.say.Say("word.code", nil), Text: string(code)},
				{Label: a.say.Say("web.name.en", nil), Text: n.parties[at].Name.English},
				{Label: a.say.Say("web.name.zh", nil), Text: n.parties[at].Name.Chinese},
			},
			Actions: []action{
				{Path: partyPath(code) + "/name", Text: a.say.Say("web.party.name", nil)},
				{
					Path: "/posts/new?party=" + url.QueryEscape(string(code)),
					Text: a.say.Say("web.post.new", nil),
				},
			},
		}
		if body.Agreements, err = a.agreementsOf(v, code); err != nil {
			return err
		}
		if body.Posts, err = a.postsOf(n, code); err != nil {
			return err
		}
		return a.show(http.StatusOK, "party", n.party(code), body)
	})
}

// agreementsOf are the agreements with a party that the reader may see.
func (a *ask) agreementsOf(
	v *office.View, code hinterland.PartyCode,
) ([]agreementRow, error) {
	agreements, err := v.Agreements()
	if err != nil {
		return nil, err
	}
	return a.agreementRows(v, slices.DeleteFunc(agreements, func(g hinterland.Agreement) bool {
		d, failed := v.Agreement(g.ID)
		if failed != nil {
			err = failed
			return true
		}
		return !slices.Contains(d.Latest().Terms.Parties, code)
	}))
}

// postsOf are the posts in a party that the reader may see.
func (a *ask) postsOf(n *names, code hinterland.PartyCode) ([]postRow, error) {
	holders, err := n.v.Holders()
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
			}}
		},
		paint: func(d *draft) (*formPage, error) {
			return &formPage{
				Title: d.say.Say("web.party.new", nil), Submit: d.say.Say("web.party.enter", nil),
				Groups: []group{{Fields: append(d.nameFields(),
					d.field("text", "code", "word.code").hint(d.say.Say("web.party.code", nil)))}},
			}, nil
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
			parties, err := d.v.Parties()
			for _, p := range parties {
				if string(p.Code) == d.r.PathValue("code") {
					d.typed.Set("name.en", p.Name.English)
					d.typed.Set("name.zh", p.Name.Chinese)
				}
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
