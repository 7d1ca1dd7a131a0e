package sheet

import (
	"slices"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// scopes are who buys what where and when: announced, or with a basis for the
// buyer alone. One that stands is ended on its page, with a reason, and
// otherwise never changed.
func scopes() *Noun {
	var bases []string
	for _, b := range hinterland.Bases() {
		bases = append(bases, string(b))
	}
	return &Noun{
		Name: "scopes", Title: "web.scopes", Keys: 1, Made: true, Unknown: "scope.unknown",
		Fields: []Field{
			{Name: "scope", Head: "word.number", May: true},
			{Name: "buyer", Head: "web.scope.buyer", Of: "parties"},
			{Name: "good", Head: "word.good", Of: "goods"},
			{Name: "place", Head: "word.place", Of: "places"},
			{Name: "from", Head: "web.terms.from", Form: Date},
			{Name: "last", Head: "web.terms.last", Form: Date},
			{Name: "basis", Head: "column.basis", Words: bases, Stem: "basis.", May: true},
			{Name: "document", Head: "column.document", May: true},
		},
		Stands: func(v *office.View) ([]Record, error) {
			ever := hinterland.Term{From: -hinterland.Forevermore, To: hinterland.Forevermore}
			all, err := v.Scopes(hinterland.ScopeFilter{Days: ever}, 0, everything)
			records := make([]Record, len(all))
			for i, s := range all {
				records[i] = Record{
					"scope": s.ID.String(), "buyer": string(s.Buyer), "good": string(s.Good),
					"place": string(s.Place), "from": s.Term.From.String(),
					"last": s.Term.Last().String(), "basis": string(s.Basis),
					"document": s.Document,
				}
			}
			return records, err
		},
		Acts: scopeActs,
	}
}

func scopeActs(r *Reading) []office.Act {
	body := office.ScopeBody{
		Buyer: hinterland.PartyCode(r.Now["buyer"]), Good: hinterland.GoodCode(r.Now["good"]),
		Place: hinterland.PlaceCode(r.Now["place"]), From: r.day("from"), Last: r.day("last"),
	}
	switch basis := hinterland.Basis(r.Now["basis"]); {
	case r.Was != nil:
		for _, field := range []string{
			"buyer", "good", "place", "from", "last", "basis", "document",
		} {
			if r.differs(field) {
				r.refuse(field, hinterland.Refuse(hinterland.Conflict, "scope.fixed", nil))
			}
		}
		return nil
	case basis == "" && r.Now["document"] == "":
		return []office.Act{&office.AnnounceScope{ScopeBody: body}}
	default:
		return []office.Act{&office.GrantScope{
			ScopeBody: body, Basis: basis, Document: r.Now["document"],
		}}
	}
}

// withoutAnnounced leaves out of the scopes of another office what buyers announce for
// whom the actor may not speak: they say it here themselves. That it is left out is told.
func (c *comparison) withoutAnnounced(n *Noun, lines []*Line) ([]*Line, error) {
	if !c.elsewhere || n.Name != "scopes" {
		return lines, nil
	}
	var kept []*Line
	left := map[*Line]bool{}
	var tabs []*Tab // of the lines that are left out, a sheet after the other
	for _, l := range lines {
		buyer := hinterland.PartyCode(l.said["buyer"])
		own := &office.AnnounceScope{ScopeBody: office.ScopeBody{Buyer: buyer}}
		err := c.v.May(own)
		switch {
		case err != nil && len(hinterland.RefusalsIn(err)) == 0:
			return nil, err
		case err == nil, l.said["basis"]+l.said["document"] != "", l.Outcome == Refuses:
			kept = append(kept, l)
		default:
			left[l], tabs = true, append(tabs, l.Tab)
		}
	}
	c.Lines = slices.DeleteFunc(c.Lines, func(l *Line) bool { return left[l] })
	for len(tabs) > 0 {
		of := tabs[0]
		all := len(tabs)
		tabs = slices.DeleteFunc(tabs, func(t *Tab) bool { return t == of })
		c.Passed = append(c.Passed, c.say.Say("sheet.announced",
			lang.Args{"what": of.Called(), "count": all - len(tabs)}))
	}
	return kept, nil
}
