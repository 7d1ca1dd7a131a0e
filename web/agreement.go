package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// agreementID reads the number of an agreement in an address.
func (a *ask) agreementID() (id hinterland.ID[hinterland.Agreement], err error) {
	return id, id.UnmarshalText([]byte(a.r.PathValue("id")))
}

// dossier reads the agreement of an address, if the reader may see it.
func (a *ask) dossier(v *office.View) (*office.Dossier, error) {
	id, err := a.agreementID()
	if err != nil {
		return nil, err
	}
	return v.Agreement(id)
}

// A tag is a state in a word or two.
type tag struct {
	Class, Text string
}

// state is how an agreement stands on a day.
func (a *ask) state(g *office.Heading, today hinterland.Day) tag {
	switch state := g.On(today); {
	case state == hinterland.IsDraft:
		return tag{"", a.say.Say("state.draft", nil)}
	case state == hinterland.IsFulfilled:
		return tag{"good", a.say.Say("state.fulfilled", nil)}
	case state == hinterland.IsBreached:
		return tag{"bad", a.say.Say("state.breached", nil)}
	case state == hinterland.IsTerminated:
		return tag{"", a.say.Say("state.ended", nil)}
	case state == hinterland.IsProposed:
		return tag{"warn", a.say.Say("state.proposed", nil)}
	case state == hinterland.IsSuspended:
		return tag{"warn", a.say.Say("state.suspended",
			lang.Args{"day": dayWords(a.say, g.Paused.To)})}
	case g.InForce < g.Latest:
		return tag{"warn", a.say.Say("state.amended", lang.Args{"version": g.Latest})}
	case g.Terms.Last < today:
		return tag{"", a.say.Say("state.over", nil)}
	}
	return tag{"good", a.say.Say("state.inforce", nil)}
}

// notInForce says what keeps the latest version from being in force, and what
// that means; nothing if it is in force, or the agreement has ended.
func (a *ask) notInForce(n *names, d *office.Dossier) string {
	args := lang.Args{
		"version": d.Agreement.Latest, "inforce": d.InForce,
		"parties": n.others(d.Latest().Missing(), ""),
	}
	switch {
	case d.On(n.v.Today) == hinterland.IsDraft:
		return a.say.Say("web.draft.notice", nil)
	case d.Ended <= n.v.Today || d.InForce == d.Agreement.Latest:
		return ""
	case d.InForce == 0 && len(d.Items) == 0: // so that nothing can be delivered
		return a.say.Say("web.agreement.unassented", args)
	case d.InForce == 0:
		return a.say.Say("web.agreement.notinforce", args)
	}
	return a.say.Say("web.agreement.amended", args)
}

// An agreementRow is an agreement in a list.
type agreementRow struct {
	Path, Title string
	With        string // the other parties
	Kind        string
	Last        hinterland.Day
	State       tag
}

// agreementsAtOnce is how many agreements a page lists.
const agreementsAtOnce = 50

// An agreementList is a page of agreements; Next leads to older ones, if there
// are any.
type agreementList struct {
	Rows      []agreementRow
	Next      string
	Downloads []action
}

// listAgreements shows the agreements that the reader may see, those with one
// party if the address names it.
func listAgreements(a *ask) error {
	return a.view(func(v *office.View) error {
		with := hinterland.PartyCode(a.r.Form.Get("with"))
		var before hinterland.ID[hinterland.Agreement]
		if before.UnmarshalText([]byte(a.r.Form.Get("before"))) != nil {
			before = 0 // an address that nobody was given leads to the first page
		}
		if err := a.known(a.r.Form, "with"); err != nil {
			return err
		}
		n, err := a.names(v, with)
		if err != nil {
			return err
		}
		list, err := a.agreementList(n, with, before)
		if err != nil {
			return err
		}
		list.Downloads = a.downloads([][2]string{{"web.agreements", "/agreements"}}, "")
		a.offer(a.own(), action{
			Path: "/agreements/new", Text: a.say.Say("web.agreement.new", nil), Main: true,
		})
		if len(a.offers) > 0 {
			a.offer(a.own(), action{
				Path: "/agreements/sheet", Text: a.say.Say("web.termsheet.new", nil),
			})
		}
		title := a.say.Say("web.agreements", nil)
		if with != "" {
			title = a.say.Say("web.agreements.with", lang.Args{"party": n.party(with)})
		}
		return a.show(http.StatusOK, "agreements", title, list)
	})
}

// agreementList reads a page of the agreements with a party, or with any.
func (a *ask) agreementList(
	n *names, with hinterland.PartyCode, before hinterland.ID[hinterland.Agreement],
) (list agreementList, err error) {
	agreements, err := n.v.Agreements(with, before, agreementsAtOnce+1)
	if err != nil {
		return list, err
	}
	if err := n.learn(partiesOf(agreements)); err != nil {
		return list, err
	}
	for i := range agreements {
		g := &agreements[i]
		if i == agreementsAtOnce {
			query := url.Values{"before": {agreements[i-1].ID.String()}}
			if with != "" {
				query.Set("with", string(with))
			}
			list.Next = "/agreements?" + query.Encode()
			break
		}
		list.Rows = append(list.Rows, agreementRow{
			Path: agreementPath(g.ID), Title: g.Title, Kind: a.kind(g.Terms.Kind),
			With: n.others(g.Terms.Parties, n.v.Actor().Party),
			Last: min(g.Terms.Last, g.Ended-1), State: a.state(g, n.v.Today),
		})
	}
	return list, nil
}

// partiesOf lists the parties of agreements.
func partiesOf(agreements []office.Heading) []hinterland.PartyCode {
	var parties []hinterland.PartyCode
	for i := range agreements {
		parties = append(parties, agreements[i].Terms.Parties...)
	}
	return parties
}

// others names parties but one.
func (n *names) others(parties []hinterland.PartyCode, but hinterland.PartyCode) string {
	text := ""
	for _, p := range parties {
		if p == but {
			continue
		}
		if text != "" {
			text += n.a.say.Say("web.and", nil)
		}
		text += n.party(p)
	}
	return text
}

// kind words a kind of agreement.
func (a *ask) kind(k hinterland.AgreementKind) string {
	// lang: kind.liaison kind.purchase kind.support kind.labour
	return a.say.Say("kind."+string(k), nil)
}

// effort words how much an item binds.
func (a *ask) effort(e hinterland.Effort) string {
	if e.Binds() {
		return a.say.Say("effort.firm", nil)
	}
	return a.say.Say("effort.best", nil)
}

func agreementPath(id hinterland.ID[hinterland.Agreement]) string {
	return "/agreements/" + url.PathEscape(id.String())
}

// An agreementBody is an agreement with all that came of it.
type agreementBody struct {
	Path   string
	Notice string      // why the latest version is not in force
	Agreed bool        // it is, so that what comes of it goes before its text
	Origin []fact      // the plan that it was made from
	Frozen *frozenText // a draft, which is nothing else yet
	State  tag
	Facts  []fact
	Text   string
	Signed signedPart
	Tasks  []taskRow
	Items  []itemBody
	Values []string // what was received is worth, by currency
	Owings []owingRow
	Events eventList

	Advances []*ledger

	Remedies  []fact
	Downloads []action
	Cases     []caseRow
	Files     []fileRow
}

// A signedPart is who has assented to a version and who has not.
type signedPart struct {
	Version int
	Rows    []signedRow
}

// A signedRow is whether a party has assented, and how.
type signedRow struct {
	Party string
	State tag
	How   string
	Scan  string // the address of the scan that it rests on; empty if none is kept
	Doing []action
}

// showAgreement shows one agreement.
func showAgreement(a *ask) error {
	return a.view(func(v *office.View) error {
		d, err := a.dossier(v)
		if err != nil {
			return err
		}
		body, err := a.agreement(v, d)
		if err != nil {
			return err
		}
		return a.show(http.StatusOK, "agreement", d.Title, *body)
	})
}

func (a *ask) agreement(v *office.View, d *office.Dossier) (*agreementBody, error) {
	n, err := a.names(v, d.Parties()...)
	if err != nil {
		return nil, err
	}
	body := &agreementBody{
		Path: agreementPath(d.ID), State: a.state(d.Heading(), v.Today),
		Notice: a.notInForce(n, d), Agreed: d.InForce == d.Agreement.Latest,
		Signed: signedPart{Version: d.Agreement.Latest},
		Text:   d.Binding().Terms.Text, Remedies: a.remedies(&d.Binding().Terms),
	}
	if d.On(v.Today) == hinterland.IsDraft { // nothing has come of it: it is a text
		if body.Origin, err = a.origin(d.ID); len(body.Origin) > 0 {
			body.Notice = a.say.Say("web.pair.notice", nil)
		}
		if err != nil {
			return nil, err
		}
		body.Frozen = a.frozen(n, d.Latest())
		a.offerOnDraft(d, body.Path)
		return body, nil
	}
	if body.Tasks, err = a.tasksToday(n, &d.Binding().Terms); err != nil {
		return nil, err
	}
	body.Facts = a.agreementFacts(n, d)
	if body.Signed.Rows, err = a.signed(n, d); err != nil {
		return nil, err
	}
	for i := range d.Items {
		item := a.item(n, d, &d.Items[i])
		item.Lines = a.itemLines(n, d, &d.Items[i])
		if terms := d.TermsOf(item.Number); terms != nil {
			item.Price, item.Right = a.priceWords(terms, item.Unit), a.rightWords(terms)
		}
		body.Items = append(body.Items, item)
	}
	body.Values, body.Owings = a.values(d.Items), a.owings(n, d)
	body.Events = a.events(n, d)
	body.Downloads = a.agreementDownloads(d, body.Path)
	if body.Advances, err = a.advanceLedgers(n, d); err != nil {
		return nil, err
	}
	if body.Origin, err = a.origin(d.ID); err != nil {
		return nil, err
	}
	cases, err := v.CasesUnder(d.ID)
	if err == nil {
		body.Cases, err = a.caseRows(n, cases)
	}
	if err != nil {
		return nil, err
	}
	a.offerOnAgreement(d, body.Path)
	a.offerBack(d)
	if body.Files, err = a.filesUnder(n, d); err != nil {
		return nil, err
	}
	a.offerFirst(body, d)
	return body, nil
}

// offerFirst offers what waits for the reader on the page before all else: their
// assent, then an answer to what came first.
func (a *ask) offerFirst(body *agreementBody, d *office.Dossier) {
	var waits []action
	for _, row := range body.Signed.Rows {
		waits = append(waits, row.Doing...)
	}
	waits = append(waits, a.awaited(d)...)
	at := slices.IndexFunc(waits, func(w action) bool { return w.Main })
	if at >= 0 {
		a.put(waits[at])
	}
}

// offerOnAgreement offers what can be done under an agreement as it stands.
func (a *ask) offerOnAgreement(d *office.Dossier, path string) {
	state := d.On(a.v.Today)
	if state != hinterland.IsProposed {
		a.offer(a.own(), action{Path: standingPath(d.ID), Text: a.renewing(d.Class), Rare: true})
	}
	switch state {
	case hinterland.IsProposed:
		a.offerMore(d, path)
	case hinterland.IsInForce:
		a.offerMore(d, path)
		a.offer(&office.SuspendAgreement{Agreement: d.ID},
			action{Path: path + "/suspend", Text: a.say.Say("web.suspend.new", nil), Rare: true})
		a.offerEnds(d, path)
	case hinterland.IsSuspended:
		a.offerMore(d, path)
		if d.PausedBy == a.v.Actor().Party {
			a.offer(&office.ResumeAgreement{Agreement: d.ID},
				action{Path: path + "/resume", Text: a.say.Say("web.resume.new", nil), Main: true})
		}
		a.offerEnds(d, path)
	}
}

// offerOnDraft offers what can be done with a draft.
func (a *ask) offerOnDraft(d *office.Dossier, path string) {
	a.offer(&office.ProposeDraft{Agreement: d.ID}, action{
		Path: path + "/propose", Text: a.say.Say("web.draft.propose", nil), Main: true,
	})
	a.offer(&office.AmendAgreement{Agreement: d.ID},
		action{Path: path + "/versions/new", Text: a.say.Say("web.draft.change", nil)})
	a.offer(&office.DropDraft{Agreement: d.ID},
		action{Path: path + "/drop", Text: a.say.Say("web.draft.drop", nil)})
}

// offerEnds offers to close an agreement that was kept, and to say that one was
// broken.
func (a *ask) offerEnds(d *office.Dossier, path string) {
	if d.Kept() {
		a.offer(&office.CloseAgreement{Agreement: d.ID},
			action{Path: path + "/close", Text: a.say.Say("web.close.new", nil)})
	}
	if d.Suffers(a.v.Actor().Party) && d.On(a.v.Today) == hinterland.IsInForce {
		a.offer(&office.DeclareBreach{Agreement: d.ID},
			action{Path: path + "/breach", Text: a.say.Say("web.breach.new", nil), Rare: true})
	}
}

// offerMore offers to send something, to change the terms and to end them.
func (a *ask) offerMore(d *office.Dossier, path string) {
	item := a.deliverable(d)
	if d.On(a.v.Today) == hinterland.IsSuspended {
		item = 0
	}
	if item > 0 {
		a.offer(&office.RecordDelivery{Agreement: d.ID, Item: item}, action{
			Path: path + "/deliveries/new", Text: a.say.Say("web.delivery.new", nil), Main: true,
		})
	}
	if pays := a.payable(d); pays != nil {
		a.offer(pays, action{
			Path: path + "/payments/new", Text: a.say.Say("web.payment.new", nil),
		})
	}
	if gives := a.advanceable(d); gives != nil {
		a.offer(gives, action{
			Path: path + "/advances/new", Text: a.say.Say("web.advance.new", nil), Rare: true,
		})
	}
	a.offer(&office.AmendAgreement{Agreement: d.ID},
		action{Path: path + "/versions/new", Text: a.say.Say("web.version.new", nil), Rare: true})
	a.offer(&office.RaiseCase{Party: a.v.Actor().Party, Agreement: d.ID}, action{
		Path: "/cases/new?agreement=" + url.QueryEscape(d.ID.String()),
		Text: a.say.Say("web.case.new", nil), Rare: true,
	})
	a.offer(&office.EndAgreement{Agreement: d.ID},
		action{Path: path + "/end", Text: a.say.Say("web.end.new", nil), Rare: true})
}

// deliverable is the first item of which the reader may record a delivery, or
// the first one at all; 0 where there is none.
func (a *ask) deliverable(d *office.Dossier) int {
	for i := range d.Items {
		number := d.Items[i].Number
		if a.may(&office.RecordDelivery{Agreement: d.ID, Item: number}) {
			return number
		}
	}
	if len(d.Items) == 0 {
		return 0
	}
	return d.Items[0].Number
}

// payable is a payment that the reader may record; nil where there is none.
func (a *ask) payable(d *office.Dossier) office.Act {
	parties := d.Latest().Terms.Parties
	for i, from := range parties {
		act := &office.RecordPayment{
			Agreement: d.ID, From: from, To: parties[(i+1)%len(parties)],
		}
		if a.may(act) {
			return act
		}
	}
	return nil
}

// agreementFacts are what an agreement is, in short.
func (a *ask) agreementFacts(n *names, d *office.Dossier) []fact {
	terms := d.Latest().Terms
	facts := a.termsFacts(n, &terms)
	facts = append(facts, a.stateFacts(n, d)...)
	for _, version := range d.Versions {
		text := a.say.Say("web.version", lang.Args{"number": version.Number})
		if version.Number == d.InForce {
			text = a.say.Say("web.version.inforce", lang.Args{"number": version.Number})
		}
		facts = append(facts, fact{
			Label: a.say.Say("word.version", nil), Text: text,
			Link: agreementPath(d.ID) + "/versions/" + strconv.Itoa(version.Number),
		})
	}
	return facts
}

// term words the first and the last day of something.
func (a *ask) term(from, last hinterland.Day) string {
	if last == hinterland.Forevermore {
		return a.say.Say("web.since", lang.Args{"from": dayWords(a.say, from)})
	}
	return a.say.Say("web.term",
		lang.Args{"from": dayWords(a.say, from), "last": dayWords(a.say, last)})
}

// signed tells who has assented to the latest version, in what manner, and
// what those who have not can do.
func (a *ask) signed(n *names, d *office.Dossier) ([]signedRow, error) {
	text := d.Latest()
	signers := make([]hinterland.ID[hinterland.Person], len(text.Assents))
	for i, assent := range text.Assents {
		signers[i] = assent.Person
	}
	if err := n.meet(signers); err != nil {
		return nil, err
	}
	rows, err := a.assented(n, text, a.me.Charter)
	if err != nil {
		return nil, err
	}
	unmanned, err := n.v.Unmanned(text.Missing())
	if err != nil {
		return nil, err
	}
	for _, party := range text.Missing() {
		row := signedRow{Party: n.party(party), State: tag{"", a.say.Say("web.assent.none", nil)}}
		for _, l := range text.Links {
			if l.Party == party && l.Last >= n.v.Today {
				row.How = a.say.Say("web.link.waits", lang.Args{
					"party": n.party(l.For), "last": dayWords(a.say, l.Last),
				})
			}
		}
		row.Doing = a.assenting(d.ID, party, slices.Contains(unmanned, party))
		rows = append(rows, row)
	}
	return rows, nil
}

// assenting is what the reader can do about an assent that is missing.
func (a *ask) assenting(
	id hinterland.ID[hinterland.Agreement], party hinterland.PartyCode, unmanned bool,
) (doing []action) {
	path := agreementPath(id)
	if party == a.v.Actor().Party {
		assent := &office.Assent{Agreement: id, Party: party}
		give := action{
			Path: path + "/assents/new", Text: a.say.Say("web.assent.new", nil), Main: true,
		}
		if a.may(assent) {
			return []action{give}
		}
		a.offer(assent, give) // which says who may
		return nil
	}
	if !unmanned {
		return nil // it signs in
	}
	of := "/new?party=" + url.QueryEscape(string(party))
	if a.may(&office.RecordPaperAssent{Agreement: id, Party: party}) {
		doing = append(doing,
			action{Path: path + "/papers" + of, Text: a.say.Say("web.paper.new", nil)})
	}
	if a.may(&office.OfferAssentLink{Agreement: id, Party: party}) {
		doing = append(doing,
			action{Path: path + "/links" + of, Text: a.say.Say("web.link.new", nil)})
	}
	return doing
}

// assented tells who has assented to a version, and how.
func (a *ask) assented(
	n *names, text *office.Text, charter hinterland.Charter,
) ([]signedRow, error) {
	var rows []signedRow
	for i := range text.Assents {
		assent := &text.Assents[i]
		args := lang.Args{"document": assent.Document, "signer": a.signer(assent)}
		var err error
		if args["person"], err = n.person(assent.Person); err != nil {
			return nil, err
		}
		if args["at"], err = a.moment(assent.At, charter); err != nil {
			return nil, err
		}
		for _, l := range text.Links {
			if l.Party == assent.Party {
				args["maker"] = n.party(l.For)
			}
		}
		row := signedRow{
			Party: n.party(assent.Party), State: tag{"warn", a.say.Say("web.assent.paper", nil)},
			How: a.say.Say("web.assent.paper.how", args),
		}
		if assent.File != "" && n.v != nil {
			row.Scan = filesPath(onAgreement(assent.Agreement)) + "/" + assent.File
		}
		switch assent.Manner {
		case hinterland.BySignIn:
			row.State = tag{"good", a.say.Say("web.assent.account", nil)}
			row.How = a.say.Say("web.assent.account.how", args)
		case hinterland.ByLink:
			row.State = tag{"warn", a.say.Say("web.assent.link", nil)}
			row.How = a.say.Say("web.assent.link.how", args)
			row.Doing = a.erasing(n, assent)
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// erasing is what the reader can do about the name of who signed by a link.
func (a *ask) erasing(n *names, assent *hinterland.Assent) []action {
	act := &office.EraseSigner{
		Agreement: assent.Agreement, Version: assent.Version, Party: assent.Party,
	}
	if n.v == nil || assent.Signer == "" || !a.may(act) {
		return nil
	}
	return []action{{Path: signerPath(assent), Text: a.say.Say("web.signer.erase", nil)}}
}

// signer is the name that who held a link signed with.
func (a *ask) signer(assent *hinterland.Assent) string {
	if assent.Manner == hinterland.ByLink && assent.Signer == "" {
		return a.say.Say("web.sign.erased", nil)
	}
	return string(assent.Signer)
}
