package web

import (
	"net/http"
	"net/url"
	"strings"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
	"hinterland/sheet"
)

// codeLength is how many characters the secret of a signing link has: a
// hundred bits, and short enough to be read out.
const codeLength = 20

// linkDays is how long a signing link lasts unless something else is said.
const linkDays = 14

// code draws the secret of a signing link.
func (s *Server) code() string { return s.token()[:codeLength] }

// codeTyped is a secret as somebody types what was read out to them: in
// groups, in capitals, or with a figure that looks like a letter.
func codeTyped(text string) string {
	return strings.Map(func(r rune) rune {
		switch r = sheet.Narrow(r); {
		case r == '-' || r == ' ' || r == '\u3000':
			return -1
		case r == '0':
			return 'o'
		case r == '1':
			return 'l'
		case r >= 'A' && r <= 'Z':
			return r - 'A' + 'a'
		}
		return r
	}, strings.TrimSpace(text))
}

// isCode reports whether a text can be the secret of a link.
func isCode(text string) bool {
	return len(text) == codeLength && strings.Trim(text, "abcdefghijklmnopqrstuvwxyz234567") == ""
}

// grouped is a secret as it is read out.
func grouped(code string) string {
	var b strings.Builder
	for i, r := range code {
		if i > 0 && i%4 == 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// A linkBody is the page of a signing link that was just made.
type linkBody struct {
	Party string
	Last  hinterland.Day
	Link  string
	Code  string
	Alone bool // the link leads nowhere from another machine
	Back  string
}

// offerLink makes a link by which a party without account can assent. Its
// secret is drawn when the form is shown, so that the form can be sent twice.
func offerLink() form {
	return form{
		start: func(d *draft) error {
			d.typed.Set("party", d.r.Form.Get("party"))
			d.typed.Set("last", (d.v.Today + linkDays).String())
			d.typed.Set("secret", d.code())
			return d.freeze()
		},
		read: func(d *draft) office.Act {
			id, version := d.frozenRead()
			if !isCode(d.typed.Get("secret")) {
				d.fault("", hinterland.Refuse(hinterland.Invalid, "form.key", nil))
			}
			return &office.OfferAssentLink{
				Agreement: id, Version: version, Digest: d.typed.Get("digest"),
				Party: hinterland.PartyCode(d.text("party")), Last: d.day("last"),
				Code: hinterland.CodeOf(digestOf(d.typed.Get("secret"))),
			}
		},
		paint: paintLink,
		done: func(d *draft) error {
			party, err := d.partyNamed(hinterland.PartyCode(d.text("party")))
			if err != nil {
				return err
			}
			secret := d.typed.Get("secret")
			return d.ask.show(http.StatusOK, "link", d.say.Say("web.link.made", nil), linkBody{
				Party: party, Last: d.day("last"), Link: d.address("/assents/" + secret),
				Code: grouped(secret), Alone: d.Alone(),
				Back: d.backToAgreement(hinterland.Entry{}),
			})
		},
	}
}

func paintLink(d *draft) (*formPage, error) {
	page, err := d.paintFrozen()
	if err != nil {
		return nil, err
	}
	parties, err := d.missingParties(true)
	if err != nil {
		return nil, err
	}
	page.Title = d.say.Say("web.link.new", nil)
	page.Lead = d.say.Say("web.link.lead", nil)
	page.Submit = d.say.Say("web.link.make", nil)
	page.Hidden = append(page.Hidden, field{Name: "secret", Value: d.typed.Get("secret")})
	page.Groups = []group{{Fields: []field{
		d.field("choice", "party", "word.party").from(parties),
		d.field("day", "last", "web.link.last").hint(d.say.Say("web.link.last.hint",
			lang.Args{"count": hinterland.MaxLinkDays})),
	}}}
	return page, nil
}

// address is the whole address of a page, to be handed to somebody.
func (s *Server) address(path string) string { return s.Origin + path }

// offered finds what the holder of a link may see. Who tries one secret after
// another is slowed down.
func (a *ask) offered(secret string) (*office.Offer, error) {
	from := a.sources()
	if wait := a.brake.try(from...); wait > 0 {
		return nil, hinterland.Refuse(hinterland.Denied, "link.wait",
			hinterland.Args{"count": seconds(wait)})
	}
	offer, err := a.Office.Offered(a.ctx, digestOf(secret))
	if refusals := refusalsIn(err); len(refusals) > 0 && refusals[0].Reason == "link.unknown" {
		a.Log.Warn("signing link unknown", "from", a.from().String())
	} else {
		a.brake.right(from...)
	}
	return offer, err
}

// enterCode leads who has typed a code to the page of its link.
func enterCode(a *ask) error {
	code := a.r.PostForm.Get("code")
	_, err := a.offered(codeTyped(code))
	if refusals := refusalsIn(err); len(refusals) > 0 {
		words, err := a.refusal(refusals[0])
		if err != nil {
			return err
		}
		body := signInBody{Path: "/", Code: code, CodeFault: a.line(words)}
		return a.showSignIn(http.StatusUnprocessableEntity, body)
	}
	if err != nil {
		return err
	}
	return a.goTo("/assents/" + url.PathEscape(codeTyped(code)))
}

// showOffer shows the text that somebody without account is asked to assent to.
func showOffer(a *ask) error {
	offer, err := a.offered(a.r.PathValue("token"))
	if err != nil {
		return err
	}
	d := &draft{ask: a, typed: url.Values{}}
	d.typed.Set(keyField, a.token())
	return d.paintOffer(offer, http.StatusOK)
}

// signOffer gives the assent of the party that a link is for.
func signOffer(a *ask) error {
	secret := a.r.PathValue("token")
	offer, err := a.offered(secret)
	if err != nil {
		return err
	}
	d := &draft{ask: a, typed: a.r.PostForm}
	if wish, ok := strings.CutPrefix(d.typed.Get(doField), tongueButton); ok {
		a.speak(lang.Match(wish))
		return d.paintOffer(offer, http.StatusOK)
	}
	if a.me != nil {
		return hinterland.Refuse(hinterland.Denied, "link.signed-in", nil)
	}
	if !keyForm(d.typed.Get(keyField)) {
		return hinterland.Refuse(hinterland.Invalid, "form.key", nil)
	}
	act := &office.AssentByLink{
		Agreement: offer.Agreement, Version: offer.Version, Party: offer.Party,
		Digest: d.typed.Get("digest"), Token: digestOf(secret),
		Signer: hinterland.Personal(d.text("signer")),
	}
	d.faults = office.Beside(d.faults, act)
	if d.typed.Get("may") == "" {
		d.fault("may", hinterland.Refuse(hinterland.Invalid, "link.may", nil))
	}
	if len(d.faults) > 0 {
		return d.paintOffer(offer, http.StatusUnprocessableEntity)
	}
	_, err = a.Office.Do(a.ctx, office.Request{
		Actor: office.Actor{Party: offer.Party}, Act: act, Key: d.typed.Get(keyField),
	})
	if err != nil {
		return err
	}
	a.Log.Info("assented by link", "agreement", offer.Agreement.String(), "from", a.from().String())
	return a.goTo(a.r.URL.Path)
}

// offerNames are what an offer calls its parties, goods and maker.
func (a *ask) offerNames(o *office.Offer) *names {
	n := a.noNames(nil)
	n.call(o.Parties, o.Goods)
	n.people[o.Person] = a.personName(o.Person, o.Maker)
	return n
}

// paintOffer shows an offer: as a form, or as what was signed. Nobody signs for
// one party who is signed in for another.
func (d *draft) paintOffer(o *office.Offer, status int) error {
	n := d.offerNames(o)
	party := n.party(o.Party)
	text := d.frozen(n, &o.Text)
	if o.Former != nil {
		text.Compared = d.comparedWith(n, o.Former, &o.Text)
	}
	if o.Used == 0 && d.me == nil {
		return d.paintSigning(o, n, text, status)
	}
	rows, err := d.assented(n, &o.Text, o.Charter)
	if err != nil {
		return err
	}
	body := versionBody{Frozen: text, Signed: signedPart{o.Version, rows}}
	args := lang.Args{"party": party, "last": dayWords(d.say, o.Last)}
	title := d.say.Say("web.sign.done", args)
	body.Lead = d.say.Say("web.sign.done.lead", args)
	if o.Used == 0 {
		title = d.say.Say("web.sign", args)
		body.Lead = d.say.Say("web.sign.barred", args)
	}
	return d.ask.show(status, "version", title, body)
}

func (d *draft) paintSigning(
	o *office.Offer, n *names, text *frozenText, status int,
) (err error) {
	args := lang.Args{
		"party": n.party(o.Party), "last": dayWords(d.say, o.Last), "by": n.party(o.For),
	}
	if args["person"], err = n.person(o.Person); err != nil {
		return err
	}
	page := &formPage{
		Title: d.say.Say("web.sign", args), Lead: d.say.Say("web.sign.lead", args),
		Submit: d.say.Say("web.sign.send", nil), Action: d.r.URL.Path,
		Key: d.typed.Get(keyField), For: string(o.Party), ForName: n.party(o.Party),
		Frozen: text, Once: true,
		Hidden: []field{{Name: "digest", Value: o.Text.Digest}},
		Groups: []group{{Fields: []field{
			d.field("text", "signer", "web.sign.name").hint(d.say.Say("web.sign.name.hint", nil)),
			d.field("tick", "may", "web.sign.may").labelled(d.say.Say("web.sign.may", args)),
		}}},
	}
	if page.Faults, err = d.ask.faults(d.faults); err != nil {
		return err
	}
	page.place()
	return d.ask.show(status, "form", page.Title, page)
}
