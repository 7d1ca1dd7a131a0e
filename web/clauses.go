package web

import (
	"fmt"
	"strconv"
	"strings"

	"hinterland"
	"hinterland/lang"
)

// The buttons of a form of terms that add a task, and prices by grade.
const (
	addTask   = "add-task"
	addGrades = "add-grades."
)

// gradesAtOnce is how many blank prices by grade an item is given at once.
const gradesAtOnce = 3

func taskStem(n int) string { return fmt.Sprintf("tasks.%d.", n) }

func gradeStem(item, n int) string { return fmt.Sprintf("items.%d.grades.%d.", item, n) }

// taskFields are the fields of a task. Its parties are places in the list of
// parties, since the form may not know yet who the other party is.
func taskFields() []string { return []string{"party", "what", "when", "speak"} }

// addLines adds blank lines to a list of the form, behind those it has.
func (d *draft) addLines(stem string, has, more int, fields ...string) {
	for n := range more {
		for _, name := range fields {
			d.typed.Set(stem+strconv.Itoa(has+n+1)+"."+name, "")
		}
	}
}

// closeUp drops the blank lines of a list of the form, and moves those behind
// them up, so that a refusal counts the lines that remain: those it returns.
func (d *draft) closeUp(stem string, lines int, fields ...string) int {
	left := 0
	for n := 1; n <= lines; n++ {
		line := map[string]string{}
		for _, name := range fields {
			at := stem + strconv.Itoa(n) + "." + name
			if text := d.typed.Get(at); strings.TrimSpace(text) != "" {
				line[name] = text
			}
			d.typed.Del(at)
		}
		if len(line) == 0 {
			continue
		}
		left++
		for _, name := range fields {
			d.typed.Set(stem+strconv.Itoa(left)+"."+name, line[name])
		}
	}
	return left
}

// readTasks makes tasks of what was typed.
func (d *draft) readTasks(lines int) []hinterland.TaskTerms {
	var tasks []hinterland.TaskTerms
	for i := 1; i <= d.closeUp("tasks.", lines, taskFields()...); i++ {
		stem := taskStem(i)
		for _, name := range taskFields() {
			d.needed(stem + name)
		}
		tasks = append(tasks, hinterland.TaskTerms{
			Party: d.partyAt(stem + "party"), What: d.text(stem + "what"),
			When: d.text(stem + "when"), Speak: d.partyAt(stem + "speak"),
		})
	}
	return tasks
}

// needed refuses a field that was left blank.
func (d *draft) needed(name string) {
	if d.text(name) == "" {
		d.fault(name, hinterland.Refuse(hinterland.Invalid, "cell.blank", nil))
	}
}

// partyAt is the party at the place that a field names; none is refused by the
// terms.
func (d *draft) partyAt(name string) hinterland.PartyCode {
	switch place, _ := strconv.Atoi(d.typed.Get(name)); {
	case place == 1:
		return hinterland.PartyCode(d.typed.Get(forField))
	case place > 1:
		return hinterland.PartyCode(d.text(partyField(place)))
	}
	return ""
}

// placeOf is the place of a party in the list of the form.
func (d *draft) placeOf(party hinterland.PartyCode) string {
	if string(party) == d.typed.Get(forField) {
		return "1"
	}
	for n := 2; n <= d.countParties(); n++ {
		if d.text(partyField(n)) == string(party) {
			return strconv.Itoa(n)
		}
	}
	return ""
}

// partyPlaces offers the places of parties, each by the name of the party, as
// far as that is known.
func (d *draft) partyPlaces(n *names) []option {
	options := []option{{"1", n.party(hinterland.PartyCode(d.typed.Get(forField)))}}
	for i := 2; i <= d.countParties(); i++ {
		name := d.say.Say("web.terms.further", lang.Args{"number": i})
		if i == 2 {
			name = d.say.Say("web.terms.other", nil)
		}
		if code := d.text(partyField(i)); code != "" {
			name = n.party(hinterland.PartyCode(code))
		}
		options = append(options, option{strconv.Itoa(i), name})
	}
	return options
}

// fillClauses types what terms say beside their items into the form.
func (d *draft) fillClauses(t *hinterland.Terms) {
	for i, task := range t.Tasks {
		stem := taskStem(i + 1)
		d.typed.Set(stem+"party", d.placeOf(task.Party))
		d.typed.Set(stem+"what", task.What)
		d.typed.Set(stem+"when", task.When)
		d.typed.Set(stem+"speak", d.placeOf(task.Speak))
	}
	for _, r := range t.Remedies {
		d.typed.Set("remedies."+string(r.For), r.Text)
	}
}

// taskGroups lay out the tasks; a liaison agreement asks for one at once.
func (d *draft) taskGroups(n *names, lines int) []group {
	if lines == 0 && d.typed.Get("kind") == string(hinterland.LiaisonAgreement) {
		lines = 1
	}
	parties := d.partyPlaces(n)
	groups := make([]group, lines)
	for i := range groups {
		stem := taskStem(i + 1)
		groups[i] = group{
			ID:     fmt.Sprintf("task-%d", i+1),
			Legend: d.say.Say("web.task", lang.Args{"number": i + 1}),
			Fields: []field{
				d.field("choice", stem+"party", "web.task.party").from(parties),
				d.field("text", stem+"what", "web.task.what"),
				d.field("text", stem+"when", "web.task.when").
					hint(d.say.Say("web.task.when.hint", nil)),
				d.field("choice", stem+"speak", "web.task.speak").from(parties).
					hint(d.say.Say("web.task.speak.hint", nil)),
			},
		}
	}
	return groups
}

// failing words a way in which a promise is not kept.
func (a *ask) failing(f hinterland.Failing) string {
	// lang: failing.late failing.short failing.untaken failing.quality
	return a.say.Say("failing."+string(f), nil)
}

// readRemedies makes remedies of what was typed.
func (d *draft) readRemedies() []hinterland.Remedy {
	var remedies []hinterland.Remedy
	for _, f := range hinterland.Failings() {
		if text := d.text("remedies." + string(f)); text != "" {
			remedies = append(remedies, hinterland.Remedy{For: f, Text: text})
		}
	}
	return remedies
}

// remedyGroup asks what follows where a promise is not kept.
func (d *draft) remedyGroup() group {
	g := group{ID: "remedies", Fold: d.say.Say("web.remedies", nil)}
	typed := 0
	for _, failing := range hinterland.Failings() {
		f := d.filled("lines", "remedies."+string(failing)).labelled(d.failing(failing)).optional()
		if f.Value != "" {
			typed++
			f = f.instead("remedies." + strconv.Itoa(typed) + ".text")
		}
		g.Fields = append(g.Fields, f)
	}
	return g
}

// readExtras adds to an item what most have none of: a quotation, grades, and
// what right to the good is given.
func (d *draft) readExtras(i, grades int, item *hinterland.ItemTerms) {
	stem := itemStem(i)
	item.Market = d.text(stem + "market")
	item.Right = hinterland.ItemRight(d.text(stem + "right"))
	if d.text(stem+"back") != "" {
		item.Back = d.day(stem + "back")
	}
	for n := 1; n <= d.closeUp(stem+"grades.", grades, "name", "price"); n++ {
		at := gradeStem(i, n)
		d.needed(at + "name")
		d.needed(at + "price")
		item.Grades = append(item.Grades,
			hinterland.Grade{Name: d.text(at + "name"), Price: d.number(at + "price")})
	}
}

// fillExtras types what readExtras reads.
func (d *draft) fillExtras(i int, item *hinterland.ItemTerms) {
	stem := itemStem(i)
	d.typed.Set(stem+"market", item.Market)
	d.typed.Set(stem+"right", string(item.Right))
	d.typed.Set(stem+"back", "")
	if item.Back != 0 {
		d.typed.Set(stem+"back", item.Back.String())
	}
	for n, g := range item.Grades {
		d.typed.Set(gradeStem(i, n+1)+"name", g.Name)
		d.typed.Set(gradeStem(i, n+1)+"price", g.Price)
	}
}

// rightFields ask what right to a good is given, and until when.
func (d *draft) rightFields(stem string) []field {
	right := d.field("choice", stem+"right", "web.item.right").from(d.rights()).optional().
		hint(d.say.Say("web.item.right.hint", nil))
	return []field{right, d.field("day", stem+"back", "web.item.back").optional()}
}

// rights offers what right to a good may be given.
func (a *ask) rights() []option {
	return []option{
		{string(hinterland.ToOwn), a.right(hinterland.ToOwn)},
		{string(hinterland.ToUse), a.right(hinterland.ToUse)},
	}
}

// right words a right.
func (a *ask) right(r hinterland.ItemRight) string {
	// lang: right.own right.use
	return a.say.Say("right."+string(r), nil)
}

// extraGroups ask for what most items have none of: folded, but for grades that
// somebody has asked for.
func (d *draft) extraGroups(i, grades int) []group {
	stem, number := itemStem(i), lang.Args{"number": d.typed.Get(itemStem(i) + "number")}
	more := group{
		ID: fmt.Sprintf("more-%d", i), Fold: d.say.Say("web.item.more", number),
		Fields: []field{
			d.field("text", stem+"market", "web.item.market").optional().
				hint(d.say.Say("web.item.market.hint", nil)),
		},
		Buttons: []button{{
			Do: addGrades + strconv.Itoa(i), Text: d.say.Say("web.item.grades", nil),
			To: d.r.URL.Path + fmt.Sprintf("#grades-%d", i),
		}},
	}
	if !d.lends() {
		more.Fields = append(more.Fields, d.rightFields(stem)...)
	}
	if grades == 0 {
		return []group{more}
	}
	name, price := d.say.Say("word.grade", nil), d.say.Say("web.item.price", nil)
	priced := group{
		ID: fmt.Sprintf("grades-%d", i), Legend: d.say.Say("web.item.grades.head", number),
		Hint: d.say.Say("web.item.grades.hint", nil), Heads: []string{name, price},
	}
	for n := 1; n <= grades; n++ {
		at, nth := gradeStem(i, n), " "+strconv.Itoa(n)
		priced.Rows = append(priced.Rows, []field{
			d.filled("text", at+"name").labelled(name + nth),
			d.filled("number", at+"price").labelled(price + nth),
		})
	}
	return []group{more, priced}
}

// lends reports whether the form is of support, which says whose what is given
// becomes.
func (d *draft) lends() bool { return d.typed.Get("kind") == string(hinterland.SupportAgreement) }

// class words a class of agreement; older texts have none.
func (a *ask) class(c hinterland.AgreementClass) string {
	if c == "" {
		return ""
	}
	// lang: class.task class.short class.annual class.standing
	return a.say.Say("class."+string(c), nil)
}
