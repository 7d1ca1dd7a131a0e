package sheet

import (
	"fmt"
	"slices"
	"strings"

	"hinterland"
	"hinterland/office"
)

// agreements are what is agreed, a row for each quantity that is due. Rows that say the
// same of an item are of one. What has the number of an agreement is an amendment to it;
// any other mark is a new draft. What else an agreement says (tasks, remedies, grades, a
// text) is entered on its page, and stays.
func agreements() *Noun {
	return &Noun{
		Name: "agreements", Title: "web.agreements", Parts: true, Bound: true,
		Fields: []Field{
			{Name: "agreement", Head: "word.agreement", May: true},
			{Name: "title", Head: "word.title"},
			{Name: "kind", Head: "word.kind", Stem: "kind.", Words: texts(
				hinterland.PurchaseContract, hinterland.SupportAgreement,
				hinterland.LabourGuarantee, hinterland.LiaisonAgreement)},
			{Name: "class", Head: "word.class", Stem: "class.", Words: texts(
				hinterland.ForTask, hinterland.ForShort, hinterland.ForYear, hinterland.ForYears)},
			{Name: "from", Head: "web.terms.from", Form: Date},
			{Name: "last", Head: "web.terms.last", Form: Date},
			{Name: "items.from", Head: "column.from_party", Of: "parties"},
			{Name: "items.to", Head: "column.to_party", Of: "parties"},
			{Name: "items.good", Head: "word.good", Of: "goods"},
			{Name: "items.effort", Head: "word.effort", Stem: "effort.", Words: texts(
				hinterland.Firm, hinterland.Best)},
			{Name: "items.floor", Head: "column.floor", Form: Figure},
			{Name: "items.ceiling", Head: "column.ceiling", Form: Figure},
			{Name: "items.price", Head: "word.price", Form: Figure, May: true},
			{Name: "items.currency", Head: "word.currency", May: true},
			{Name: "items.market", Head: "column.market", May: true},
			{Name: "items.right", Head: "column.right", May: true, Stem: "right.", Words: texts(
				hinterland.ToOwn, hinterland.ToUse)},
			{Name: "items.back", Head: "column.back", Form: Date, May: true},
			{Name: "items.schedule.due", Head: "word.due", Form: Date},
			{Name: "items.schedule.quantity", Head: "word.quantity", Form: Figure},
		},
		Stands: func(v *office.View) (records []Record, err error) {
			all, err := v.Agreements("", 0, everything)
			for i := range slices.Backward(all) {
				records = append(records, agreementRecords(&all[i])...)
			}
			return records, err
		},
		Act: agreementAct,
	}
}

// texts are words as a cell has them.
func texts[T ~string](words ...T) (all []string) {
	for _, w := range words {
		all = append(all, string(w))
	}
	return all
}

// agreementRecords are the rows of an agreement as it was last proposed.
func agreementRecords(h *office.Heading) (rows []Record) {
	t := &h.Terms
	row := func() Record {
		rows = append(rows, Record{
			"agreement": h.ID.String(), "title": t.Title, "kind": string(t.Kind),
			"class": string(t.Class), "from": t.From.String(), "last": t.Last.String(),
			"stage": string(h.Stage), // has no column
		})
		return rows[len(rows)-1]
	}
	for i := range t.Items {
		item := &t.Items[i]
		for n := range max(1, len(item.Schedule)) {
			r := row()
			for field, text := range map[string]string{
				"from": string(item.From), "to": string(item.To), "good": string(item.Good),
				"effort": string(item.Effort), "floor": trimmed(item.Floor),
				"ceiling": trimmed(item.Ceiling), "price": trimmed(item.Price),
				"currency": item.Currency, "market": item.Market, "right": string(item.Right),
			} {
				r["items."+field] = text
			}
			if item.Back != 0 {
				r["items.back"] = item.Back.String()
			}
			if n < len(item.Schedule) {
				r["items.schedule.due"] = item.Schedule[n].Due.String()
				r["items.schedule.quantity"] = trimmed(item.Schedule[n].Quantity)
			}
		}
	}
	if len(rows) == 0 {
		row()
	}
	return rows
}

// agreementAct is what enters or amends an agreement.
func agreementAct(g *group, v *office.View) office.Act {
	own := v.Actor().Party
	first := &g.lines[0].Reading
	var id hinterland.ID[hinterland.Agreement]
	terms := hinterland.Terms{Parties: []hinterland.PartyCode{own}}
	if len(g.was) > 0 {
		first.refuse("agreement", id.UnmarshalText([]byte(g.was[0]["agreement"])))
		d, err := v.Agreement(id)
		first.refuse("agreement", err)
		if err == nil {
			terms = d.Versions[len(d.Versions)-1].Terms
		}
	}
	former := terms.Items
	terms.Title, terms.Kind = first.Now["title"], hinterland.AgreementKind(first.Now["kind"])
	terms.Class = hinterland.AgreementClass(first.Now["class"])
	terms.From, terms.Last = first.day("from"), first.day("last")
	terms.Items = g.items()
	terms.Parties = slices.Clone(terms.Parties)
	for i := range terms.Items {
		item := &terms.Items[i]
		keepNumber(item, former, terms.Items[:i])
		for _, p := range []hinterland.PartyCode{item.From, item.To} {
			if p != "" && !slices.Contains(terms.Parties, p) {
				terms.Parties = append(terms.Parties, p)
			}
		}
	}
	if id != 0 {
		return &office.AmendAgreement{Agreement: id, Terms: terms}
	}
	if !slices.ContainsFunc(terms.Items, func(i hinterland.ItemTerms) bool {
		return i.From == own || i.To == own
	}) && len(terms.Items) > 0 && !g.unknown("items.from", "items.to") { // which may be ours
		first.refuse("items.from", hinterland.Refuse(hinterland.Invalid, "sheet.foreign", nil))
	}
	return &office.DraftAgreement{Terms: terms}
}

// items are those of a group: rows that say the same of one are of one.
func (g *group) items() (items []hinterland.ItemTerms) {
	at := map[string]int{}
	for _, l := range g.lines {
		var says []string
		for i := range l.Noun.Fields {
			if f := &l.Noun.Fields[i]; f.depth() == 1 {
				says = append(says, l.Now[f.Name])
			}
		}
		key := strings.Join(says, "\x00")
		if strings.Trim(key, "\x00") == "" {
			continue // nothing is said of any
		}
		n, known := at[key]
		if !known {
			n, at[key] = len(items), len(items)
			items = append(items, l.item())
			g.of[fmt.Sprintf("items.%d", n+1)] = l
		}
		due, quantity := l.Now["items.schedule.due"], l.Now["items.schedule.quantity"]
		if due == "" && quantity == "" {
			continue
		}
		items[n].Schedule = append(items[n].Schedule, hinterland.Scheduled{
			Due: l.day("items.schedule.due"), Quantity: quantity,
		})
		g.of[fmt.Sprintf("items.%d.schedule.%d", n+1, len(items[n].Schedule))] = l
	}
	return items
}

// item is what a row says of an item.
func (l *Line) item() hinterland.ItemTerms {
	say := func(field string) string { return l.Now["items."+field] }
	item := hinterland.ItemTerms{
		From: hinterland.PartyCode(say("from")), To: hinterland.PartyCode(say("to")),
		Good: hinterland.GoodCode(say("good")), Effort: hinterland.Effort(say("effort")),
		Floor: say("floor"), Ceiling: say("ceiling"), Price: say("price"), Market: say("market"),
		Currency: strings.ToUpper(say("currency")), Right: hinterland.ItemRight(say("right")),
	}
	if say("back") != "" {
		item.Back = l.day("items.back")
	}
	return item
}

// keepNumber gives an item the number and the grades of the one that it was, or else a
// number that none has had.
func keepNumber(item *hinterland.ItemTerms, former, given []hinterland.ItemTerms) {
	highest := 0
	for _, f := range slices.Concat(former, given) {
		highest = max(highest, f.Number)
	}
	item.Number = highest + 1
	for _, f := range former {
		taken := slices.ContainsFunc(given, func(g hinterland.ItemTerms) bool {
			return g.Number == f.Number
		})
		if !taken && f.From == item.From && f.To == item.To && f.Good == item.Good {
			item.Number, item.Grades = f.Number, f.Grades
			return
		}
	}
}
