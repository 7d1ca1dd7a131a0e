package web

import (
	"net/http"
	"strconv"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// showVersion shows one version of an agreement by itself.
func showVersion(a *ask) error {
	number, err := strconv.Atoi(a.r.PathValue("number"))
	if err != nil {
		return nowhere(a)
	}
	return a.view(func(v *office.View) error {
		d, err := a.dossier(v)
		if err != nil {
			return err
		}
		if number < 1 || number > len(d.Versions) {
			return hinterland.Refuse(hinterland.NotFound, "version.unknown",
				hinterland.Args{"value": number})
		}
		n, err := a.names(v)
		if err != nil {
			return err
		}
		text := &d.Versions[number-1]
		body := versionBody{
			Frozen: a.frozen(n, text), Path: agreementPath(d.ID),
			Signed: signedPart{Version: number},
		}
		body.Frozen.Compared = a.compared(n, d, text)
		if body.Signed.Rows, err = a.assented(n, text, a.me.Charter); err != nil {
			return err
		}
		return a.show(http.StatusOK, "version", d.Title, body)
	})
}

// A versionBody is the page of a version.
type versionBody struct {
	Lead   string
	Frozen *frozenText
	Signed signedPart
	Path   string // of its agreement; empty for who may not see that
}

// giveAssent is the reader's own party's yes to the latest version.
func giveAssent() form {
	return form{
		start: (*draft).freeze,
		read: func(d *draft) office.Act {
			id, version := d.frozenRead()
			return &office.Assent{
				Agreement: id, Version: version, Digest: d.typed.Get("digest"),
				Party: hinterland.PartyCode(d.typed.Get(forField)),
			}
		},
		paint: func(d *draft) (*formPage, error) {
			page, err := d.paintFrozen()
			if err != nil {
				return nil, err
			}
			page.Title = d.say.Say("web.assent.new", nil)
			page.Lead = d.say.Say("web.assent.lead", lang.Args{"person": d.me.Name})
			page.Submit = d.say.Say("web.assent.give", nil)
			return page, nil
		},
		then: (*draft).backToAgreement,
	}
}

// recordPaper records that another party has assented on paper.
func recordPaper() form {
	return form{
		uploads: true,
		start: func(d *draft) error {
			d.typed.Set("party", d.r.Form.Get("party"))
			return d.freeze()
		},
		read: func(d *draft) office.Act {
			id, version := d.frozenRead()
			file := d.file("file")
			return &office.RecordPaperAssent{
				Agreement: id, Version: version, Digest: d.typed.Get("digest"), File: file,
				Party: hinterland.PartyCode(d.text("party")), Document: d.document(),
			}
		},
		paint: func(d *draft) (*formPage, error) {
			page, err := d.paintFrozen()
			if err != nil {
				return nil, err
			}
			missing, err := d.missingParties(false)
			if err != nil {
				return nil, err
			}
			page.Title = d.say.Say("web.paper.new", nil)
			page.Lead = d.say.Say("web.paper.lead", nil)
			page.Submit = d.say.Say("web.paper.record", nil)
			scan, kept := d.fileField("file", "web.paper.file")
			page.Hidden = append(page.Hidden, kept...)
			page.Groups = []group{{Fields: []field{
				d.field("choice", "party", "word.party").from(missing),
				scan.optional().hint(d.say.Say("web.paper.file.hint",
					lang.Args{"most": hinterland.MaxFile >> 20})),
				d.field("text", "document", "web.paper.document").
					hint(d.say.Say("web.paper.document.hint", nil)),
			}}}
			return page, nil
		},
		then: (*draft).backToAgreement,
	}
}

// missingParties are the other parties whose assent is missing, to choose
// from: all of them, or those alone that cannot sign in.
func (d *draft) missingParties(unmanned bool) ([]option, error) {
	n, err := d.names(d.v)
	if err != nil {
		return nil, err
	}
	dossier, err := d.dossier(d.v)
	if err != nil {
		return nil, err
	}
	parties := dossier.Latest().Missing()
	if unmanned {
		parties, err = d.v.Unmanned(parties)
	}
	var missing []option
	for _, p := range parties {
		if p != hinterland.PartyCode(d.typed.Get(forField)) {
			missing = append(missing, option{string(p), n.party(p)})
		}
	}
	return missing, err
}

// freeze notes which text the form shows.
func (d *draft) freeze() error {
	dossier, err := d.dossier(d.v)
	if err == nil {
		d.typed.Set("version", strconv.Itoa(dossier.Agreement.Latest))
		d.typed.Set("digest", dossier.Latest().Digest)
	}
	return err
}

// frozenRead is which agreement and version the form was about.
func (d *draft) frozenRead() (hinterland.ID[hinterland.Agreement], int) {
	id, err := d.agreementID()
	d.fault("", err)
	version, _ := strconv.Atoi(d.typed.Get("version")) // none is refused as another text
	return id, version
}

// paintFrozen shows the text that is proposed now. If that is no more the one
// that the form was about, the form is about this one from here on.
func (d *draft) paintFrozen() (*formPage, error) {
	dossier, err := d.dossier(d.v)
	if err != nil {
		return nil, err
	}
	n, err := d.names(d.v)
	if err != nil {
		return nil, err
	}
	if err := d.freeze(); err != nil {
		return nil, err
	}
	frozen := d.frozen(n, dossier.Latest())
	frozen.Compared = d.compared(n, dossier, dossier.Latest())
	return &formPage{
		Frozen: frozen,
		Hidden: []field{
			{Name: "version", Value: d.typed.Get("version")},
			{Name: "digest", Value: d.typed.Get("digest")},
		},
	}, nil
}

// backToAgreement is the page of the agreement that a form was about.
func (d *draft) backToAgreement(hinterland.Entry) string {
	id, _ := d.agreementID() // it was read before
	return agreementPath(id)
}

// endAgreement takes an agreement out of force.
func endAgreement() form {
	return form{
		start: func(d *draft) error {
			dossier, err := d.dossier(d.v)
			if err == nil && dossier.Ended != hinterland.Forevermore {
				d.typed.Set("last", (dossier.Ended - 1).String())
			}
			return err
		},
		read: func(d *draft) office.Act {
			id, err := d.agreementID()
			d.fault("", err)
			return &office.EndAgreement{
				Agreement: id, Last: d.day("last"), Reason: d.text("reason"), Based: d.based(),
			}
		},
		paint: func(d *draft) (*formPage, error) {
			dossier, err := d.dossier(d.v)
			if err != nil {
				return nil, err
			}
			return &formPage{
				Title: d.say.Say("web.end.new", nil), Submit: d.say.Say("web.end.send", nil),
				Facts: d.underFacts(dossier),
				Groups: []group{{Fields: []field{
					d.field("day", "last", "web.end.last"),
					d.field("text", "reason", "word.reason"),
				}}},
			}, nil
		},
		then: (*draft).backToAgreement,
	}
}
