package web

import (
	"slices"
	"strconv"
	"strings"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// The buttons that give the lists of a form of a fund more lines, and how many.
const (
	addLines    = "add-lines."
	linesAtOnce = 3
)

// lines are those of a list in which something was typed: their numbers. An act
// counts only these, so that its nth is the nth of them.
func (d *draft) lines(stem string) []int {
	var typed []int
	for n := 1; d.typed.Has(stem + strconv.Itoa(n)); n++ {
		if d.text(stem+strconv.Itoa(n)) != "" {
			typed = append(typed, n)
		}
	}
	return typed
}

// texts are what was typed in the lines of a list.
func (d *draft) texts(stem string) []string {
	var texts []string
	for _, n := range d.lines(stem) {
		texts = append(texts, d.text(stem+strconv.Itoa(n)))
	}
	return texts
}

// roomy gives a list so many blank lines behind those it has.
func (d *draft) roomy(stem string, more int) {
	n := 1
	for d.typed.Has(stem + strconv.Itoa(n)) {
		n++
	}
	for i := range more {
		d.typed.Set(stem+strconv.Itoa(n+i), "")
	}
}

// editLines gives a list more lines, while the form can still be sent.
func (d *draft) editLines(do string) {
	if err := d.roomFor(linesAtOnce); err != nil {
		d.fault("", err)
	} else if stem, ok := strings.CutPrefix(do, addLines); ok {
		d.roomy(stem, linesAtOnce)
	}
}

// A lineList is a list of fields of which blank ones are passed over. In the act
// it is called of, and its nth "of.n".
type lineList struct {
	stem, of, legend string
	some             bool // not all may be blank
}

// lineGroup lays a list out.
func (d *draft) lineGroup(l lineList, make func(name string) field) group {
	g := group{ID: strings.TrimSuffix(l.stem, "."), Legend: l.legend}
	typed := d.lines(l.stem)
	for n := 1; d.typed.Has(l.stem + strconv.Itoa(n)); n++ {
		number := strconv.Itoa(n)
		f := make(l.stem + number).labelled(l.legend + " " + number)
		if !l.some || n > 1 {
			f = f.optional()
		}
		if n == 1 {
			f.Stands = append(f.Stands, l.of)
		}
		if at := slices.Index(typed, n); at >= 0 {
			f.Stands = append(f.Stands, l.of+"."+strconv.Itoa(at+1))
		}
		g.Fields = append(g.Fields, f)
	}
	g.Buttons = []button{{
		Do: addLines + l.stem, Text: d.say.Say("web.lines.add", nil),
		To: d.r.URL.Path + "#" + g.ID,
	}}
	return g
}

// openFund opens a fund that the reader's party keeps.
func openFund() form {
	return form{
		start: func(d *draft) error {
			d.typed.Set("currency", d.me.Charter.Currency)
			d.typed.Set("from", d.v.Today.String())
			d.roomy("purpose.", linesAtOnce)
			d.roomy("asker.", linesAtOnce)
			return nil
		},
		edit: (*draft).editLines,
		read: func(d *draft) office.Act {
			terms := hinterland.FundTerms{
				Name: d.name(), Trustee: hinterland.PartyCode(d.typed.Get(forField)),
				Currency: strings.ToUpper(d.text("currency")), Low: d.number("low"),
				High: d.number("high"), From: d.day("from"), Last: d.day("last"),
				Purposes: d.texts("purpose."), Condition: d.text("condition"),
			}
			for _, code := range d.texts("asker.") {
				terms.Eligible = append(terms.Eligible, hinterland.PartyCode(code))
			}
			return &office.OpenFund{FundTerms: terms}
		},
		paint: paintFund,
		then: func(_ *draft, e hinterland.Entry) string {
			return fundPath(hinterland.MakeID[hinterland.Fund](e.Act, 0))
		},
	}
}

func paintFund(d *draft) (*formPage, error) {
	parties, err := d.partyOptions("")
	if err != nil {
		return nil, err
	}
	uses := d.lineGroup(lineList{"purpose.", "purposes", d.say.Say("word.purpose", nil), true},
		func(name string) field { return d.filled("text", name) })
	uses.Hint = d.say.Say("web.fund.purposes.hint", nil)
	eligible := d.say.Say("web.fund.eligible", nil)
	askers := d.lineGroup(lineList{"asker.", "eligible", eligible, false},
		func(name string) field {
			return d.pick(name, "web.fund.eligible", parties, "web.choice.party")
		})
	askers.Hint = d.say.Say("web.fund.eligible.hint", nil)
	return &formPage{
		Title: d.say.Say("web.fund.new", nil), Submit: d.say.Say("web.fund.open", nil),
		Lead: d.say.Say("web.fund.lead", nil),
		Groups: []group{
			{Fields: append(d.nameFields(),
				d.field("number", "low", "column.low"), d.field("number", "high", "column.high"),
				d.field("code", "currency", "word.currency"),
				d.field("day", "from", "web.terms.from"), d.field("day", "last", "web.terms.last").
					hint(d.say.Say("web.fund.last.hint", nil)))},
			uses, askers,
			{Fields: []field{d.field("lines", "condition", "web.fund.condition").optional()}},
		},
	}, nil
}

// aboutFund is what the forms about a fund begin with.
func (d *draft) aboutFund(title, submit string) (*formPage, *office.FundDossier, error) {
	f, err := d.fund(d.v)
	if err != nil {
		return nil, nil, err
	}
	// lang: web.pledge.new web.pledge.record web.application.new web.application.record
	// lang: web.grant.new web.grant.record web.withdrawal.new web.withdrawal.record
	// lang: web.fund.close web.fund.close.record
	return &formPage{
		Title: d.say.Say(title, nil), Submit: d.say.Say(submit, nil),
		Facts: []fact{
			{
				Label: d.say.Say("word.fund", nil), Text: nameOf(d.say, f.Name, f.ID),
				Link: fundPath(f.ID),
			},
			{Label: d.say.Say("word.target", nil), Text: d.target(&f.Fund)},
			{Label: d.say.Say("column.pledged", nil), Text: d.ask.sum(f.Sum(f.Pledged))},
			{Label: d.say.Say("column.free", nil), Text: d.ask.sum(f.Sum(f.Free()))},
		},
	}, f, nil
}

// backToFund is the fund of an address.
func (d *draft) backToFund(hinterland.Entry) string {
	id, _ := d.fundID() // it was read before
	return fundPath(id)
}

// fundNumber is the fund of an address, for an act.
func (d *draft) fundNumber() hinterland.ID[hinterland.Fund] {
	id, err := d.fundID()
	d.fault("", err)
	return id
}

// pledgeToFund promises to bring a sum.
func pledgeToFund() form {
	return form{
		read: func(d *draft) office.Act {
			return &office.PledgeToFund{
				Fund: d.fundNumber(), Party: hinterland.PartyCode(d.typed.Get(forField)),
				Amount: d.number("amount"), Note: d.text("note"),
			}
		},
		paint: func(d *draft) (*formPage, error) {
			page, f, err := d.aboutFund("web.pledge.new", "web.pledge.record")
			if err != nil {
				return nil, err
			}
			page.Groups = []group{{Fields: []field{
				d.field("number", "amount", "column.sum").unit(f.Currency),
				d.field("note", "note", "word.note").optional(),
			}}}
			return page, nil
		},
		then: (*draft).backToFund,
	}
}

// closeFund lets nothing more be pledged, asked for or granted.
func closeFund() form {
	return form{
		read: func(d *draft) office.Act {
			return &office.CloseFund{Fund: d.fundNumber(), Reason: d.text("reason")}
		},
		paint: func(d *draft) (*formPage, error) {
			page, _, err := d.aboutFund("web.fund.close", "web.fund.close.record")
			if err != nil {
				return nil, err
			}
			page.Lead = d.say.Say("web.fund.close.lead", nil)
			page.Groups = []group{{Fields: []field{d.field("text", "reason", "word.reason")}}}
			return page, nil
		},
		then: (*draft).backToFund,
	}
}

// applyToFund asks for money of a fund.
func applyToFund() form {
	return form{
		start: func(d *draft) error {
			d.typed.Set("party", d.typed.Get(forField))
			return nil
		},
		read: func(d *draft) office.Act {
			return &office.ApplyToFund{
				Fund: d.fundNumber(), Party: hinterland.PartyCode(d.text("party")),
				Amount: d.number("amount"), Use: d.text("use"), Reason: d.text("reason"),
			}
		},
		paint: func(d *draft) (*formPage, error) {
			page, f, err := d.aboutFund("web.application.new", "web.application.record")
			if err != nil {
				return nil, err
			}
			askers, err := d.askerOptions(f)
			if err != nil {
				return nil, err
			}
			page.Groups = []group{{Fields: []field{
				d.field("choice", "party", "word.party").from(askers),
				d.field("number", "amount", "column.sum").unit(f.Currency),
				d.field("choice", "use", "column.use").from(useOptions(f)),
				d.field("lines", "reason", "web.application.reason"),
			}}}
			return page, nil
		},
		then: (*draft).backToFund,
	}
}

// askerOptions are the parties for which the reader can apply.
func (d *draft) askerOptions(f *office.FundDossier) ([]option, error) {
	askers, err := d.askers(f)
	if err != nil {
		return nil, err
	}
	n, options := d.noNames(d.v), []option{}
	err = n.learn(askers)
	for _, p := range askers {
		options = append(options, option{string(p), n.party(p)})
	}
	return options, err
}

func useOptions(f *office.FundDossier) []option {
	var options []option
	for _, use := range f.Says.Purposes {
		options = append(options, option{use, use})
	}
	return options
}

// recordInstalment is the form for what was drawn of a grant or given back.
func recordInstalment() form {
	return form{
		start: func(d *draft) error {
			d.typed.Set("kind", d.r.Form.Get("kind"))
			d.typed.Set("day", d.v.Today.String())
			return nil
		},
		read: func(d *draft) office.Act {
			var id hinterland.ID[hinterland.Grant]
			d.fault("", id.UnmarshalText([]byte(d.r.PathValue("id"))))
			switch day := d.day("day"); hinterland.InstalmentKind(d.text("kind")) {
			case hinterland.Payback:
				return &office.RepayGrant{
					Grant: id, Day: day, Amount: d.number("amount"), Note: d.text("note"),
				}
			case hinterland.Drawdown:
				return &office.DrawGrant{
					Grant: id, Day: day, Amount: d.number("amount"), Use: d.text("use"),
					Note: d.text("note"),
				}
			}
			d.fault("kind", hinterland.Refuse(hinterland.Invalid, "cell.blank", nil))
			return &office.RepayGrant{
				Grant: id, Day: d.day("day"), Amount: d.number("amount"), Note: d.text("note"),
			}
		},
		paint: paintInstalment,
		then: func(d *draft, _ hinterland.Entry) string {
			path := "/funds"
			err := d.view(func(*office.View) error {
				_, f, err := d.grant()
				if err == nil {
					path = fundPath(f.ID)
				}
				return err
			})
			if err != nil { // done it is, whatever page comes next
				d.Log.Error("a grant that was just written about is not found",
					"error", err.Error())
			}
			return path
		},
	}
}

// grant finds the grant of an address.
func (d *draft) grant() (*office.GrantStanding, *office.FundDossier, error) {
	var id hinterland.ID[hinterland.Grant]
	if err := id.UnmarshalText([]byte(d.r.PathValue("id"))); err != nil {
		return nil, nil, err
	}
	return d.v.Grant(id)
}

func paintInstalment(d *draft) (*formPage, error) {
	g, f, err := d.grant()
	if err != nil {
		return nil, err
	}
	n := d.noNames(d.v)
	if err := n.learn([]hinterland.PartyCode{g.Party}); err != nil {
		return nil, err
	}
	page := &formPage{
		Title: d.say.Say("web.instalment.new", nil), Submit: d.say.Say("web.save", nil),
		Facts: []fact{
			{
				Label: d.say.Say("word.fund", nil), Text: nameOf(d.say, f.Name, f.ID),
				Link: fundPath(f.ID),
			},
			{Label: d.say.Say("word.party", nil), Text: n.party(g.Party)},
			{Label: d.say.Say("column.undrawn", nil), Text: d.ask.sum(f.Sum(g.Undrawn()))},
			{Label: d.say.Say("column.owed", nil), Text: d.ask.sum(f.Sum(g.Drawn - g.Repaid))},
		},
	}
	kinds := []option{}
	for kind, act := range map[hinterland.InstalmentKind]office.Act{
		hinterland.Drawdown: &office.DrawGrant{Grant: g.ID},
		hinterland.Payback:  &office.RepayGrant{Grant: g.ID},
	} {
		if d.may(act) {
			kinds = append(kinds, option{string(kind), d.instalmentKind(kind)})
		}
	}
	if len(kinds) == 1 {
		d.typed.Set("kind", kinds[0].Value)
	}
	fields := []field{
		d.field("choice", "kind", "column.kind").from(sorted(kinds)),
		d.field("day", "day", "word.day"),
		d.field("number", "amount", "column.sum").unit(f.Currency),
	}
	if d.typed.Get("kind") != string(hinterland.Payback) {
		fields = append(fields, d.field("choice", "use", "column.use").from(useOptions(f)))
	}
	page.Groups = []group{{Fields: append(fields,
		d.field("note", "note", "word.note").optional())}}
	return page, nil
}

// takings are what of a fund the reader can take back: the kind of record and
// its number, and in words how much of it there is.
func (a *ask) takings(d *office.FundDossier) []option {
	var all []option
	put := func(kind, key, number string, minor int64, act office.Act) {
		// lang: web.take.pledge web.take.application web.take.grant web.take.instalment
		text := a.say.Say(key, lang.Args{"number": number, "sum": a.sum(d.Sum(minor))})
		if minor > 0 && a.may(act) {
			all = append(all, option{kind + "." + number, text})
		}
	}
	for _, p := range d.Pledges {
		put("pledge", "web.take.pledge", p.ID.String(), min(p.Amount-p.Withdrawn, d.Free()),
			&office.WithdrawPledge{Pledge: p.ID})
	}
	for _, p := range d.Applications {
		put("application", "web.take.application", p.ID.String(), p.Open(),
			&office.WithdrawApplication{Application: p.ID})
	}
	for _, g := range d.Grants {
		put("grant", "web.take.grant", g.ID.String(), g.Undrawn(),
			&office.RevokeGrant{Grant: g.ID})
	}
	for _, i := range d.Instalments {
		if i.Reversed == "" {
			put("instalment", "web.take.instalment", i.ID.String(), i.Amount,
				&office.ReverseInstalment{Instalment: i.ID})
		}
	}
	return all
}
