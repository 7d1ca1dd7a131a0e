package web

import (
	"net/url"
	"strings"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// rule words how purchases off scope are dealt with.
func (a *ask) rule(r hinterland.Rule) string {
	// lang: rule.refuse rule.record
	return a.say.Say("rule."+string(r), nil)
}

// A trespassRow is a purchase off scope that was let through.
type trespassRow struct {
	Day             hinterland.Day
	What            string // agreed, or delivered
	Good, From, To  string
	Holder          string // whose scope it is off
	Agreement, Path string // where the reader sees it; empty where they do not
}

// trespassesShown is how many purchases off scope the page lists.
const trespassesShown = 20

// trespasses are the latest purchases off scope that the reader may know of.
func (a *ask) trespasses(v *office.View) ([]trespassRow, error) {
	found, err := v.Trespasses(trespassesShown)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	holders, err := v.HoldersOf(found)
	if err != nil {
		return nil, err
	}
	var parties []hinterland.PartyCode
	for _, s := range found {
		parties = append(parties, s.From, s.To, holders[s.Scope])
	}
	n, err := a.names(v, parties...)
	if err != nil {
		return nil, err
	}
	own := v.Actor().Party
	rows := make([]trespassRow, len(found))
	for i, s := range found {
		rows[i] = trespassRow{
			Day: s.Day, What: a.say.Say("web.trespass.terms", nil), Good: n.goodName(s.Good),
			From: n.party(s.From), To: n.party(s.To), Holder: n.party(holders[s.Scope]),
		}
		if s.Event != 0 {
			rows[i].What = a.say.Say("web.trespass.delivery", nil)
		}
		if own == s.From || own == s.To {
			rows[i].Agreement = s.Agreement.String()
			rows[i].Path = agreementPath(s.Agreement)
		}
	}
	return rows, nil
}

// A rivalRow is a rivalry in words.
type rivalRow struct {
	Good, Place, What string
	// Buyers lead to their agreements or, where the reader does not see those, to
	// the page of the party.
	Buyers []fact
}

// A rivalsPart is what is told of rivals, nothing where no good is scarce.
type rivalsPart struct{ Rows []rivalRow }

// rivals are the rivalries that the reader may know of; nil where no good
// counts as scarce, so that nobody is looked for.
func (a *ask) rivals(v *office.View) (*rivalsPart, error) {
	scarce, err := v.Scarcities()
	if err != nil || len(scarce) == 0 {
		return nil, err
	}
	found, err := v.Rivalries()
	if err != nil || len(found) == 0 {
		return &rivalsPart{}, err
	}
	var parties []hinterland.PartyCode
	var places []hinterland.PlaceCode
	for _, r := range found {
		parties = append(parties, r.First.Buyer, r.Later.Buyer)
		places = append(places, r.Place)
	}
	n, err := a.names(v, parties...)
	if err == nil {
		err = n.learnPlaces(places)
	}
	part := &rivalsPart{}
	for _, r := range found {
		good := n.goodName(r.Good)
		if r.Scarce != r.Good {
			good = a.say.Say("web.rival.good",
				lang.Args{"good": good, "scarce": n.goodName(r.Scarce)})
		}
		part.Rows = append(part.Rows, rivalRow{
			Good: good, Place: n.place(r.Place), What: a.rivalWords(n, &r),
			Buyers: []fact{a.buyer(n, &r.First), a.buyer(n, &r.Later)},
		})
	}
	return part, err
}

// buyer leads to the agreement of a purchase, or else to who buys.
func (a *ask) buyer(n *names, p *hinterland.Purchase) fact {
	if p.Agreement != 0 {
		return fact{Text: n.party(p.Buyer), Link: agreementPath(p.Agreement)}
	}
	return fact{Text: n.party(p.Buyer), Link: partyPath(p.Buyer)}
}

// rivalWords say what comes of a rivalry, in figures as far as the reader may
// know them.
func (a *ask) rivalWords(n *names, r *hinterland.Rivalry) string {
	good, words := n.good(r.Good), []string(nil)
	price := func(p *hinterland.Purchase) string {
		return a.say.Say("web.price", lang.Args{
			"price": money(a.say, p.Price), "currency": p.Currency, "unit": good.Unit,
		})
	}
	amount := func(q hinterland.Quantity) string {
		return quantity(a.say, q, good.Decimals) + " " + good.Unit
	}
	switch {
	case r.Rising && r.First.Price > 0 && r.Later.Price > 0:
		words = append(words, a.say.Say("web.rival.prices", lang.Args{
			"first": n.party(r.First.Buyer), "less": price(&r.First),
			"later": n.party(r.Later.Buyer), "more": price(&r.Later),
		}))
	case r.Rising:
		words = append(words, a.say.Say("web.rival.rising", nil))
	}
	switch {
	case r.Falling && r.Before > 0:
		words = append(words, a.say.Say("web.rival.sent", lang.Args{
			"lately": amount(r.Lately), "before": amount(r.Before),
			"days": hinterland.RivalDays,
		}))
	case r.Falling:
		words = append(words,
			a.say.Say("web.rival.falling", lang.Args{"days": hinterland.RivalDays}))
	}
	return strings.Join(words, a.say.Say("web.entry.then", nil))
}

// regulateScopes chooses what comes of purchases off scope.
func regulateScopes() form {
	return form{
		start: func(d *draft) error {
			now, err := d.v.Regulation(hinterland.OffScope)
			d.typed.Set("rule", string(now.Rule))
			return err
		},
		read: func(d *draft) office.Act {
			return &office.Regulate{
				Subject: hinterland.OffScope, Rule: hinterland.Rule(d.text("rule")),
				Based: d.based(),
			}
		},
		paint: func(d *draft) (*formPage, error) {
			var rules []option
			for _, r := range hinterland.RulesFor(hinterland.OffScope) {
				rules = append(rules, option{string(r), d.rule(r)})
			}
			return &formPage{
				Title:  d.say.Say("web.scope.rule", nil),
				Submit: d.say.Say("web.scope.rule.set", nil),
				Lead:   d.say.Say("web.scope.rule.lead", nil),
				Groups: []group{{Fields: []field{
					d.field("choice", "rule", "web.trespasses").from(rules).instead("subject"),
				}}},
			}, nil
		},
		then: func(*draft, hinterland.Entry) string { return "/scopes" },
	}
}

// ruled says how purchases off scope are dealt with.
func (a *ask) ruled(v *office.View) (string, error) {
	now, err := v.Regulation(hinterland.OffScope)
	return a.say.Say("web.scope.rule.now", lang.Args{"rule": a.rule(now.Rule)}), err
}

// markScarce says why a good counts as scarce.
func markScarce() form {
	code := func(d *draft) hinterland.GoodCode {
		return hinterland.GoodCode(d.r.PathValue("code"))
	}
	return form{
		start: func(d *draft) error {
			scarce, err := d.v.Scarcities()
			d.typed.Set("reason", scarce[code(d)])
			return err
		},
		read: func(d *draft) office.Act {
			return &office.MarkScarce{Good: code(d), Reason: d.text("reason"), Based: d.based()}
		},
		paint: func(d *draft) (*formPage, error) {
			g, err := d.v.Good(code(d))
			return &formPage{
				Title: d.say.Say("web.scarce", nil), Submit: d.say.Say("web.save", nil),
				Facts: []fact{{
					Label: d.say.Say("word.good", nil), Text: nameOf(d.say, g.Name, g.Code),
				}},
				Groups: []group{{Fields: []field{
					d.field("text", "reason", "web.scarce.reason").optional().
						hint(d.say.Say("web.scarce.hint", nil)),
				}}},
			}, err
		},
		then: func(*draft, hinterland.Entry) string { return "/goods" },
	}
}

// scarcePath is where it is said whether a good is scarce.
func scarcePath(code hinterland.GoodCode) string {
	return "/goods/" + url.PathEscape(string(code)) + "/scarce"
}
