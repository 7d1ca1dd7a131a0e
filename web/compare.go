package web

import (
	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// A differenceRow is what two texts of an agreement say differently, in words.
type differenceRow struct {
	What, Was, Is string
}

// A comparedText is what is different in a text from another.
type comparedText struct {
	Number int // of the other
	Rows   []differenceRow
}

// compared tells what is different in a version from the one in force, or, where
// that is itself or there is none, from the one before; nil for the first.
func (a *ask) compared(n *names, d *office.Dossier, text *office.Text) *comparedText {
	against := d.InForce
	if against == 0 || against >= text.Number {
		against = text.Number - 1
	}
	if against == 0 {
		return nil
	}
	return a.comparedWith(n, &d.Versions[against-1], text)
}

// comparedWith tells what is different in a version from another.
func (a *ask) comparedWith(n *names, other, text *office.Text) *comparedText {
	before, after := n.asIn(other.Called), n.asIn(text.Called)
	c := &comparedText{Number: other.Number}
	for _, f := range hinterland.Compare(&other.Terms, &text.Terms) {
		c.Rows = append(c.Rows, differenceRow{
			What: a.differing(after, text, &f), Was: a.standing(before, other, &f, f.Was),
			Is: a.standing(after, text, &f, f.Is),
		})
	}
	return c
}

// differing words what is different: the field, and where it stands.
func (a *ask) differing(n *names, text *office.Text, f *hinterland.Difference) string {
	// lang: word.kind word.class word.title word.parties word.text word.good word.effort
	// lang: word.price word.currency column.from_party column.to_party web.terms.from
	// lang: web.terms.last web.task.party web.task.what web.task.when web.task.speak
	// lang: web.item.floor web.item.ceiling web.item.market web.item.right web.item.back
	// lang: word.quantity
	label := a.say.Say(fieldKey(f), nil)
	switch f.Field {
	case "schedule":
		label = a.say.Say("web.differs.due", lang.Args{"day": dayText(a, f.Key)})
	case "grades":
		label = a.say.Say("web.differs.grade", lang.Args{"grade": f.Key})
	case "remedies":
		label = a.failing(hinterland.Failing(f.Key))
	case "tasks.party", "tasks.what", "tasks.when", "tasks.speak":
		label = a.say.Say("web.task", lang.Args{"number": f.Key}) + " · " + label
	}
	if f.Item == 0 {
		return label
	}
	head := a.say.Say("web.item", lang.Args{"number": f.Item})
	if good := goodIn(text, f.Item); good != "" {
		head += " " + n.goodName(good)
	}
	return head + " · " + label
}

// goodIn is the good of an item of a text; empty where there is no such item.
func goodIn(text *office.Text, number int) hinterland.GoodCode {
	for _, item := range text.Terms.Items {
		if item.Number == number {
			return item.Good
		}
	}
	return ""
}

// fieldKey is the key of what a field is called.
func fieldKey(f *hinterland.Difference) string {
	switch key := f.Field; key {
	case "kind", "class", "title", "parties", "text", "good", "effort", "price", "currency":
		return "word." + key
	case "from", "to":
		if f.Item > 0 {
			return "column." + key + "_party"
		}
		return "web.terms.from"
	case "last":
		return "web.terms.last"
	case "tasks.party", "tasks.what", "tasks.when", "tasks.speak":
		return "web.task." + key[len("tasks."):]
	case "floor", "ceiling", "market", "right", "back":
		return "web.item." + key
	}
	return "word.quantity"
}

// standing words what a text says there; a dash for nothing.
func (a *ask) standing(
	n *names, text *office.Text, f *hinterland.Difference, value string,
) string {
	if value == "" {
		return "–"
	}
	switch f.Field {
	case "kind":
		return a.kind(hinterland.AgreementKind(value))
	case "class":
		return a.class(hinterland.AgreementClass(value))
	case "effort":
		return a.effort(hinterland.Effort(value))
	case "right":
		return a.right(hinterland.ItemRight(value))
	case "good":
		return n.goodName(hinterland.GoodCode(value))
	case "last", "back":
		return dayText(a, value)
	case "from":
		if f.Item == 0 {
			return dayText(a, value)
		}
		return n.party(hinterland.PartyCode(value))
	case "to", "parties", "tasks.party", "tasks.speak":
		return n.party(hinterland.PartyCode(value))
	case "floor", "ceiling", "schedule":
		return a.say.Number(value) + " " + n.good(goodIn(text, f.Item)).Unit
	case "price", "grades":
		return a.say.Number(value)
	}
	return value
}

// dayText words a day as a text has it.
func dayText(a *ask, text string) string {
	day, err := hinterland.ParseDay(text)
	if err != nil {
		return text
	}
	return dayWords(a.say, day)
}
