package web

import (
	"strconv"
	"strings"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// A frozenText is a version of an agreement as it is assented to.
type frozenText struct {
	Number   int
	Facts    []fact
	Tasks    []taskRow
	Items    []frozenItem
	Remedies []fact
	Text     string
	Digest   string
	Compared *comparedText // what is different from another version; nil for none
}

// A taskRow is a task of an agreement, and whom to speak to.
type taskRow struct {
	Party, What, When, Speak string
	Officers                 string // who they are today, where that is told
}

// A frozenItem is one item of a version.
type frozenItem struct {
	Head  string
	Unit  string
	Facts []fact
	Due   []frozenDue
}

// A frozenDue is one line of a schedule.
type frozenDue struct {
	Day      hinterland.Day
	Quantity string
}

// frozen lays out a version as it is assented to.
func (a *ask) frozen(n *names, t *office.Text) *frozenText {
	n = n.asIn(t.Called)
	terms := &t.Terms
	f := &frozenText{
		Number: t.Number, Text: terms.Text, Digest: t.Digest,
		Facts: append([]fact{{Label: a.say.Say("word.title", nil), Text: terms.Title}},
			a.termsFacts(n, terms)...),
		Tasks: a.tasks(n, terms), Remedies: a.remedies(terms),
	}
	for i := range terms.Items {
		item := &terms.Items[i]
		good := n.good(item.Good)
		g := frozenItem{
			Head: strconv.Itoa(item.Number) + " · " + n.goodName(item.Good), Unit: good.Unit,
			Facts: a.itemFacts(n, item, good.Unit),
		}
		for _, s := range item.Schedule {
			g.Due = append(g.Due, frozenDue{s.Due, a.say.Number(s.Quantity)})
		}
		f.Items = append(f.Items, g)
	}
	return f
}

// termsFacts are what terms are, in short; older ones are of no class.
func (a *ask) termsFacts(n *names, t *hinterland.Terms) []fact {
	facts := []fact{
		{Label: a.say.Say("word.kind", nil), Text: a.kind(t.Kind)},
		{Label: a.say.Say("word.parties", nil), Text: n.others(t.Parties, "")},
		{Label: a.say.Say("word.term", nil), Text: a.term(t.From, t.Last)},
	}
	if t.Class == "" {
		return facts
	}
	return append(facts, fact{Label: a.say.Say("word.class", nil), Text: a.class(t.Class)})
}

// tasks lay out who does what.
func (a *ask) tasks(n *names, t *hinterland.Terms) []taskRow {
	var rows []taskRow
	for _, task := range t.Tasks {
		rows = append(rows, taskRow{
			Party: n.party(task.Party), What: task.What, When: task.When,
			Speak: n.party(task.Speak),
		})
	}
	return rows
}

// remedies lay out what follows where a promise is not kept.
func (a *ask) remedies(t *hinterland.Terms) []fact {
	var facts []fact
	for _, r := range t.Remedies {
		facts = append(facts, fact{Label: a.failing(r.For), Text: r.Text})
	}
	return facts
}

// itemFacts are what an item promises, beside its schedule.
func (a *ask) itemFacts(n *names, item *hinterland.ItemTerms, unit string) []fact {
	facts := []fact{{
		Label: a.say.Say("web.item.way", nil), Text: a.way(n, item.From, item.To),
	}, {
		Label: a.say.Say("word.bounds", nil), Text: a.say.Say("web.bounds", lang.Args{
			"floor": a.say.Number(item.Floor), "ceiling": a.say.Number(item.Ceiling),
			"unit": unit,
		}),
	}, {
		Label: a.say.Say("word.effort", nil), Text: a.effort(item.Effort),
	}}
	if price := a.priceWords(item, unit); price != "" {
		facts = append(facts, fact{Label: a.say.Say("word.price", nil), Text: price})
	}
	if item.Right != "" {
		facts = append(facts, fact{
			Label: a.say.Say("web.item.right", nil), Text: a.rightWords(item),
		})
	}
	return facts
}

// priceWords say by what rule an item is paid; nothing where none is agreed.
func (a *ask) priceWords(item *hinterland.ItemTerms, unit string) string {
	price := func(p string) string {
		return a.say.Say("web.price", lang.Args{
			"price": a.say.Number(p), "currency": item.Currency, "unit": unit,
		})
	}
	switch {
	case item.Market != "":
		return a.say.Say("web.price.market",
			lang.Args{"market": item.Market, "price": price(item.Price)})
	case item.Price != "":
		return price(item.Price)
	}
	var grades []string
	for _, g := range item.Grades {
		grades = append(grades, a.say.Say("web.price.grade",
			lang.Args{"grade": g.Name, "price": price(g.Price)}))
	}
	return strings.Join(grades, a.say.Say("web.semicolon", nil))
}

// rightWords say whose what is given becomes; nothing where that is no question.
func (a *ask) rightWords(item *hinterland.ItemTerms) string {
	switch item.Right {
	case "":
		return ""
	case hinterland.ToUse:
		return a.say.Say("web.right.back", lang.Args{"day": dayWords(a.say, item.Back)})
	}
	return a.right(item.Right)
}

// tasksToday are the tasks of terms, with who the officers are today.
func (a *ask) tasksToday(n *names, t *hinterland.Terms) ([]taskRow, error) {
	rows := a.tasks(n, t)
	if len(rows) == 0 {
		return nil, nil
	}
	var parties []hinterland.PartyCode
	for _, task := range t.Tasks {
		parties = append(parties, task.Speak)
	}
	officers, err := n.v.Officers(parties)
	if err != nil {
		return nil, err
	}
	for i, task := range t.Tasks {
		var called []string
		for _, h := range officers[task.Speak] {
			called = append(called, a.reach(&h))
		}
		rows[i].Officers = strings.Join(called, a.say.Say("web.semicolon", nil))
		if len(called) == 0 {
			rows[i].Officers = a.say.Say("web.task.nobody", nil)
		}
	}
	return rows, nil
}

// reach is what a person is called, with the number at which they answer.
func (a *ask) reach(h *office.Holder) string {
	return strings.TrimSpace(a.personName(h.ID, string(h.Name)) + " " + string(h.Phone))
}
