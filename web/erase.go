package web

import (
	"net/url"
	"strconv"

	"hinterland"
	"hinterland/office"
)

// personID reads the number of a person in an address.
func (a *ask) personID() (id hinterland.ID[hinterland.Person], err error) {
	return id, id.UnmarshalText([]byte(a.r.PathValue("id")))
}

// holder finds the person of an address among those whom the reader may see.
func (d *draft) holder() (*office.Holder, error) {
	id, err := d.personID()
	if err != nil {
		return nil, err
	}
	return d.v.Holder(id)
}

// offerOnPerson offers what can be done about a person; nothing about one who
// has been erased.
func (a *ask) offerOnPerson(h *office.Holder) {
	if h.Name == "" { // everybody else has one
		return
	}
	path := personPath(h.ID)
	a.offer(&office.GivePost{Party: a.v.Actor().Party}, action{
		Path: "/posts/new?person=" + h.ID.String(), Text: a.say.Say("web.post.new", nil),
	})
	a.offer(&office.DescribePerson{Person: h.ID},
		action{Path: path + "/details", Text: a.say.Say("web.person.describe", nil)})
	a.offer(&office.ErasePerson{Person: h.ID},
		action{Path: path + "/erase", Text: a.say.Say("web.person.erase", nil)})
}

// personFields are what is said of a person.
func (d *draft) personFields() []field {
	return []field{
		d.field("text", "name", "column.name"),
		d.field("text", "mail", "word.mail").optional(),
		d.field("text", "phone", "word.phone").optional(),
	}
}

// readPerson makes a person of what was typed.
func (d *draft) readPerson() office.PersonBody {
	return office.PersonBody{
		Name:  hinterland.Personal(d.text("name")),
		Mail:  hinterland.Personal(d.text("mail")),
		Phone: hinterland.Personal(d.text("phone")),
	}
}

// describePerson says other things of a person than before.
func describePerson() form {
	return form{
		start: func(d *draft) error {
			h, err := d.holder()
			if err != nil {
				return err
			}
			d.typed.Set("name", string(h.Name))
			d.typed.Set("mail", string(h.Mail))
			d.typed.Set("phone", string(h.Phone))
			return nil
		},
		read: func(d *draft) office.Act {
			id, err := d.personID()
			d.fault("", err)
			return &office.DescribePerson{
				Person: id, PersonBody: d.readPerson(), Based: d.based(),
			}
		},
		paint: func(d *draft) (*formPage, error) {
			if _, err := d.holder(); err != nil {
				return nil, err
			}
			return &formPage{
				Title: d.say.Say("web.person.describe", nil), Submit: d.say.Say("web.save", nil),
				Groups: []group{{Fields: d.personFields()}},
			}, nil
		},
		then: (*draft).backToPerson,
	}
}

// backToPerson is the page of the person that a form was about.
func (d *draft) backToPerson(hinterland.Entry) string {
	id, _ := d.personID() // it was read before
	return personPath(id)
}

// erasePerson takes out for good what is said of a person, and says before
// what goes and what stays.
func erasePerson() form {
	return form{
		start: func(*draft) error { return nil },
		read: func(d *draft) office.Act {
			id, err := d.personID()
			d.fault("", err)
			return &office.ErasePerson{Person: id, Reason: d.text("reason"), Based: d.based()}
		},
		paint: func(d *draft) (*formPage, error) {
			h, err := d.holder()
			if err != nil {
				return nil, err
			}
			return &formPage{
				Title:  d.say.Say("web.person.erase", nil),
				Submit: d.say.Say("web.person.erase.send", nil),
				Lead:   d.say.Say("web.person.erase.lead", nil),
				Facts:  d.erased(h),
				Groups: []group{{Fields: []field{
					d.field("text", "reason", "word.reason").
						hint(d.say.Say("web.erase.reason", nil)),
				}}},
			}, nil
		},
		then: (*draft).backToPerson,
	}
}

// erased is what goes when a person is erased, and what stays.
func (d *draft) erased(h *office.Holder) []fact {
	facts := []fact{{Label: d.say.Say("column.name", nil), Text: string(h.Name)}}
	return append(append(facts, d.saidOf(h)...),
		fact{
			Label: d.say.Say("web.erase.goes", nil), Text: d.say.Say("web.erase.goes.what", nil),
		},
		fact{
			Label: d.say.Say("web.erase.stays", nil), Text: d.say.Say("web.erase.stays.what", nil),
		},
		fact{
			Label: d.say.Say("web.erase.backups", nil),
			Text:  d.say.Say("web.erase.backups.what", nil),
		})
}

// signerPath is where the name of who signed a version for a party by a link is
// erased.
func signerPath(a *hinterland.Assent) string {
	return agreementPath(a.Agreement) + "/signers/erase?version=" +
		strconv.Itoa(a.Version) + "&party=" + url.QueryEscape(string(a.Party))
}

// eraseSigner takes out for good the name with which somebody signed by a link.
func eraseSigner() form {
	return form{
		start: func(d *draft) error {
			for _, name := range []string{"version", "party"} {
				d.typed.Set(name, d.r.URL.Query().Get(name))
			}
			return nil
		},
		read: func(d *draft) office.Act {
			act := &office.EraseSigner{
				Version: d.whole("version"), Party: hinterland.PartyCode(d.text("party")),
				Reason: d.text("reason"),
			}
			d.fault("", act.Agreement.UnmarshalText([]byte(d.r.PathValue("id"))))
			return act
		},
		paint: (*draft).paintSigner,
		then: func(d *draft, _ hinterland.Entry) string {
			return "/agreements/" + url.PathEscape(d.r.PathValue("id"))
		},
	}
}

func (d *draft) paintSigner() (*formPage, error) {
	signer, err := d.signedByLink()
	if err != nil {
		return nil, err
	}
	n, err := d.names(d.v)
	party := hinterland.PartyCode(d.typed.Get("party"))
	if err == nil {
		err = n.learn([]hinterland.PartyCode{party})
	}
	return &formPage{
		Title:  d.say.Say("web.signer.erase", nil),
		Lead:   d.say.Say("web.person.erase.lead", nil),
		Submit: d.say.Say("web.signer.erase", nil),
		Hidden: []field{
			{Name: "version", Value: d.typed.Get("version")},
			{Name: "party", Value: d.typed.Get("party")},
		},
		Facts: []fact{
			{Label: d.say.Say("column.signer", nil), Text: signer},
			{Label: d.say.Say("word.party", nil), Text: n.party(party)},
			{Label: d.say.Say("web.erase.stays", nil), Text: d.say.Say("web.signer.stays", nil)},
			{
				Label: d.say.Say("web.erase.backups", nil),
				Text:  d.say.Say("web.erase.backups.what", nil),
			},
		},
		Groups: []group{{Fields: []field{
			d.field("text", "reason", "word.reason").hint(d.say.Say("web.erase.reason", nil)),
		}}},
	}, err
}

// signedByLink is the name with which somebody signed by the link that the form is
// about; empty where nobody did, or it has been erased.
func (d *draft) signedByLink() (string, error) {
	var id hinterland.ID[hinterland.Agreement]
	if err := id.UnmarshalText([]byte(d.r.PathValue("id"))); err != nil {
		return "", nowhere(d.ask)
	}
	agreement, err := d.v.Agreement(id)
	if err != nil {
		return "", err
	}
	for _, text := range agreement.Versions {
		for i := range text.Assents {
			a := &text.Assents[i]
			if strconv.Itoa(a.Version) == d.typed.Get("version") &&
				string(a.Party) == d.typed.Get("party") {
				return d.signer(a), nil
			}
		}
	}
	return "", nil
}
