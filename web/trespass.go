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
type rivalRow struct{ Good, Place, Buyers, What string }

// rivals are the rivalries that the reader may know of.
func (a *ask) rivals(v *office.View) ([]rivalRow, error) {
	found, err := v.Rivalries()
	if err != nil || len(found) == 0 {
		return nil, err
	}
	var parties []hinterland.PartyCode
	var places []hinterland.PlaceCode
	for _, r := range found {
		parties, places = append(parties, r.First, r.Later), append(places, r.Place)
	}
	n, err := a.names(v, parties...)
	if err == nil {
		err = n.learnPlaces(places)
	}
	rows := make([]rivalRow, len(found))
	for i, r := range found {
		var what []string
		if r.Rising {
			what = append(what, a.say.Say("web.rival.rising", nil))
		}
		if r.Falling {
			what = append(what, a.say.Say("web.rival.falling",
				lang.Args{"days": hinterland.RivalDays}))
		}
		rows[i] = rivalRow{
			n.goodName(r.Scarce), n.place(r.Place), n.party(r.First) + a.say.Say("web.and", nil) +
				n.party(r.Later), strings.Join(what, a.say.Say("web.and", nil)),
		}
	}
	return rows, err
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
