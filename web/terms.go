package web

import (
	"cmp"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// The buttons of the form of terms.
const (
	addParty = "add-party"
	addItem  = "add-item"
	dropItem = "drop-item."
	addDates = "add-dates."
)

// maxFields is how many fields a form of terms has at most, and fieldsAtOnce how
// many a button adds. No form of more than 10,000 is read.
const (
	maxFields    = 9000
	fieldsAtOnce = 20
)

// roomFor refuses a form that would have more fields than can be sent.
func (d *draft) roomFor(more int) error {
	if len(d.typed)+more <= maxFields {
		return nil
	}
	return hinterland.Refuse(hinterland.Invalid, "form.fields",
		hinterland.Args{"most": maxFields})
}

// datesAtOnce is how many blank lines a schedule is given at once.
const datesAtOnce = 3

// proposeAgreement enters an agreement between the reader's party and others.
func proposeAgreement() form {
	return form{
		start: func(d *draft) error {
			d.typed.Set("stage", stageProposed)
			if after := d.r.Form.Get("after"); after != "" {
				return d.fillStanding(after)
			}
			d.typed.Set("kind", string(hinterland.PurchaseContract))
			d.typed.Set("class", string(hinterland.ForTask))
			d.addItem()
			return nil
		},
		edit: (*draft).editTerms,
		read: func(d *draft) office.Act {
			return d.readStage(d.readTerms())
		},
		paint: func(d *draft) (*formPage, error) {
			page, err := d.paintTerms()
			if err != nil {
				return nil, err
			}
			page.Title = d.say.Say("web.agreement.new", nil)
			page.Submit = d.say.Say("web.agreement.enter", nil)
			d.paintStage(page)
			return page, nil
		},
		then: func(_ *draft, e hinterland.Entry) string {
			return agreementPath(hinterland.MakeID[hinterland.Agreement](e.Act, 0))
		},
	}
}

// amendAgreement proposes other terms, beginning with the latest.
func amendAgreement() form {
	return form{
		start: func(d *draft) error {
			dossier, err := d.dossier(d.v)
			if err != nil {
				return err
			}
			return d.fillTerms(&dossier.Latest().Terms)
		},
		edit: (*draft).editTerms,
		read: func(d *draft) office.Act {
			id, err := d.agreementID()
			d.fault("", err)
			return &office.AmendAgreement{
				Agreement: id, Based: d.based(), Terms: d.readTerms(),
			}
		},
		paint: func(d *draft) (*formPage, error) {
			dossier, err := d.dossier(d.v)
			if err != nil {
				return nil, err
			}
			numbers := strconv.Itoa(highestNumber(dossier))
			d.typed.Set(numbersField, numbers)
			page, err := d.paintTerms()
			if err != nil {
				return nil, err
			}
			page.Hidden = append(page.Hidden, field{Name: numbersField, Value: numbers})
			page.Title = d.say.Say("web.version.new", nil)
			page.Lead = d.say.Say("web.version.lead", nil)
			page.Submit = d.say.Say("web.version.propose", nil)
			return page, nil
		},
		then: func(d *draft, _ hinterland.Entry) string {
			id, _ := d.agreementID() // it was read before
			return agreementPath(id)
		},
	}
}

// highestNumber is the highest that an item has had in any version.
func highestNumber(d *office.Dossier) int {
	highest := 0
	for i := range d.Versions {
		for _, item := range d.Versions[i].Terms.Items {
			highest = max(highest, item.Number)
		}
	}
	return highest
}

// parts is how many parts each list of a form has, by the stem of the list:
// those whose fields begin with it and a number, from 1 on. All names are read
// once: a form may hold a hundred thousand.
func (d *draft) parts() map[string]int {
	met := map[string]map[int]bool{}
	for name := range d.typed {
		for _, s := range spots(name) {
			if met[s.stem] == nil {
				met[s.stem] = map[int]bool{}
			}
			met[s.stem][s.part] = true
		}
	}
	parts := map[string]int{}
	for stem, numbers := range met {
		n := 0
		for n <= hinterland.MaxItems && numbers[n+1] {
			n++ // one more than there may be, so that it is refused and not lost
		}
		parts[stem] = n
	}
	return parts
}

// A spot is where a field stands in a list: in which part, and as what of it.
type spot struct {
	stem string
	part int
	rest string
}

// spots are those of a field, that in the outermost list first.
func spots(name string) []spot {
	var all []spot
	for at := 0; ; {
		word, rest, more := strings.Cut(name[at:], ".")
		if !more {
			return all
		}
		if n, err := strconv.Atoi(word); err == nil && n >= 1 && strconv.Itoa(n) == word {
			all = append(all, spot{name[:at], n, rest})
		}
		at += len(word) + 1
	}
}

func itemStem(n int) string { return fmt.Sprintf("items.%d.", n) }

func dueStem(item, n int) string { return fmt.Sprintf("items.%d.schedule.%d.", item, n) }

// numbersField holds the highest number that an item has had in any version:
// none is given again, what was done for it stands under it.
const numbersField = "numbers"

// addItem adds a blank item with the number after all that items have or had.
func (d *draft) addItem() {
	n := d.parts()["items."]
	number, _ := strconv.Atoi(d.typed.Get(numbersField)) // else there was none
	for i := 1; i <= n; i++ {
		has, _ := strconv.Atoi(d.typed.Get(itemStem(i) + "number")) // else it is none
		number = max(number, has)
	}
	d.typed.Set(itemStem(n+1)+"number", strconv.Itoa(number+1))
	d.typed.Set(itemStem(n+1)+"effort", string(hinterland.Firm))
	d.addDates(n+1, 0)
}

// addDates adds blank lines to the schedule of an item, behind those it has.
func (d *draft) addDates(item, has int) {
	d.addLines(itemStem(item)+"schedule.", has, datesAtOnce, "due", "quantity")
}

// editTerms does what a button of the form says, while the form can still be
// sent.
func (d *draft) editTerms(do string) {
	if strings.HasPrefix(do, "add-") {
		if err := d.roomFor(fieldsAtOnce); err != nil {
			d.fault("", err)
			return
		}
	}
	parts := d.parts()
	switch do {
	case addItem:
		d.addItem()
	case addParty:
		d.typed.Set(partyField(d.countParties()+1), "")
	case addTask:
		d.addLines("tasks.", parts["tasks."], 1, taskFields()...)
	}
	kind, number, _ := strings.Cut(do, ".")
	item, err := strconv.Atoi(number)
	if err != nil || item < 1 || item > parts["items."] {
		return
	}
	switch kind + "." {
	case addDates:
		d.addDates(item, parts[itemStem(item)+"schedule."])
	case addGrades:
		list := itemStem(item) + "grades."
		d.addLines(list, parts[list], gradesAtOnce, "name", "price")
	case dropItem:
		d.dropItem(item)
	}
}

// dropItem takes an item out, and moves those behind it up.
func (d *draft) dropItem(item int) {
	left := url.Values{}
	for name, values := range d.typed {
		all := spots(name)
		switch {
		case len(all) == 0 || all[0].stem != "items." || all[0].part < item:
			left[name] = values
		case all[0].part > item:
			left[itemStem(all[0].part-1)+all[0].rest] = values
		}
	}
	d.typed = left
}

// promisesNothing reports whether the form is of an agreement that need have no
// items, and nothing has been typed in any: what has been is neither lost nor
// passed over. Support may consist of tasks.
func (d *draft) promisesNothing() bool {
	if d.typed.Get("kind") != string(hinterland.LiaisonAgreement) &&
		(!d.lends() || d.text(taskStem(1)+"what") == "") {
		return false
	}
	for name := range d.typed {
		all := spots(name)
		if len(all) == 0 || all[0].stem != "items." || d.text(name) == "" {
			continue
		}
		switch all[0].rest {
		case "number", "good", "currency", "way", "from", "to", "effort":
			// the form may do by itself
		default:
			return false
		}
	}
	return true
}

// readTerms makes terms of what was typed.
func (d *draft) readTerms() hinterland.Terms {
	t := hinterland.Terms{
		Kind:  hinterland.AgreementKind(d.text("kind")),
		Class: hinterland.AgreementClass(d.text("class")), Title: d.text("title"),
		Parties: d.readParties(), Text: d.text("text"),
		From: d.day("from"), Last: d.day("last"), Remedies: d.readRemedies(),
	}
	nothing, parts := d.promisesNothing(), d.parts()
	t.Tasks = d.readTasks(parts["tasks."])
	if nothing {
		return t
	}
	for i := 1; i <= parts["items."]; i++ {
		list := itemStem(i) + "schedule."
		item := d.readItem(i, d.closeUp(list, parts[list], "due", "quantity"), t.Parties)
		d.readExtras(i, parts[itemStem(i)+"grades."], &item)
		if item.Price != "" || len(item.Grades) > 0 {
			item.Currency = strings.ToUpper(d.text(itemStem(i) + "currency"))
		}
		t.Items = append(t.Items, item)
	}
	return t
}

func (d *draft) readItem(i, lines int, parties []hinterland.PartyCode) hinterland.ItemTerms {
	stem := itemStem(i)
	number, _ := strconv.Atoi(d.typed.Get(stem + "number")) // none is refused by the terms
	item := hinterland.ItemTerms{
		Number: number, Good: hinterland.GoodCode(d.text(stem + "good")),
		Floor: d.number(stem + "floor"), Ceiling: d.number(stem + "ceiling"),
		Price: d.number(stem + "price"), Effort: hinterland.Effort(d.text(stem + "effort")),
	}
	item.From, item.To = d.ends(stem, parties)
	if way := d.typed.Get(stem + "way"); d.typed.Has(stem+"way") && way != weSupply &&
		way != theySupply {
		d.fault(stem+"way", hinterland.Refuse(hinterland.Invalid, "cell.blank", nil))
	}
	for _, name := range []string{"from", "to", "good", "effort", "floor", "ceiling"} {
		ends := name == "from" || name == "to"
		if !ends || d.typed.Has(stem+name) {
			d.needed(stem + name)
		}
	}
	for n := 1; n <= lines; n++ {
		item.Schedule = append(item.Schedule, hinterland.Scheduled{
			Due: d.day(dueStem(i, n) + "due"), Quantity: d.number(dueStem(i, n) + "quantity"),
		})
	}
	if lines == 0 {
		d.addDates(i, 0)
	}
	return item
}

// fillTerms types terms into the form, if it has room for them.
func (d *draft) fillTerms(t *hinterland.Terms) error {
	set := func(name, value string) { d.typed.Set(name, value) }
	set("kind", string(t.Kind))
	set("class", string(t.Class))
	set("title", t.Title)
	set("text", t.Text)
	set("from", t.From.String())
	set("last", t.Last.String())
	d.fillParties(t.Parties)
	d.fillClauses(t)
	for i, item := range t.Items {
		stem := itemStem(i + 1)
		set(stem+"number", strconv.Itoa(item.Number))
		d.setEnds(stem, item.From, item.To)
		set(stem+"good", string(item.Good))
		set(stem+"effort", string(cmp.Or(item.Effort, hinterland.Firm)))
		d.fillExtras(i+1, &item)
		set(stem+"floor", item.Floor)
		set(stem+"ceiling", item.Ceiling)
		set(stem+"price", item.Price)
		set(stem+"currency", item.Currency)
		for n, s := range item.Schedule {
			set(dueStem(i+1, n+1)+"due", s.Due.String())
			set(dueStem(i+1, n+1)+"quantity", s.Quantity)
		}
	}
	return d.roomFor(0)
}

// paintTerms lays out the form of terms.
func (d *draft) paintTerms() (*formPage, error) {
	n, err := d.names(d.v, d.parties()...)
	if err != nil {
		return nil, err
	}
	parties, err := d.partyGroup()
	if err != nil {
		return nil, err
	}
	page := &formPage{Groups: []group{parties, {Fields: []field{
		d.field("text", "title", "word.title").hint(d.say.Say("web.terms.title", nil)),
		d.field("day", "from", "web.terms.from"),
		d.field("day", "last", "web.terms.last"),
		d.field("lines", "text", "web.terms.text").optional(),
	}}}}
	if !d.promisesNothing() && d.parts()["items."] == 0 {
		d.addItem()
	}
	parts := d.parts()
	if !d.promisesNothing() {
		d.paintItems(n, parts, page)
	}
	tasks := d.taskGroups(n, parts["tasks."])
	page.Groups = append(page.Groups, tasks...)
	add := group{Buttons: []button{{
		Do: addTask, Text: d.say.Say("web.task.add", nil),
		To: d.r.URL.Path + fmt.Sprintf("#task-%d", len(tasks)+1),
	}}}
	if !d.promisesNothing() {
		add.Buttons = append(add.Buttons, button{
			Do: addItem, Text: d.say.Say("web.item.add", nil), To: d.itemPath(parts["items."] + 1),
		})
	}
	page.Groups = append(page.Groups, add, d.remedyGroup())
	return page, nil
}

// paintItems lays out all items.
func (d *draft) paintItems(n *names, parts map[string]int, page *formPage) {
	goods, last := n.goodOptions(), parts["items."]
	for i := 1; i <= last; i++ {
		g := d.paintItem(n, i, parts[itemStem(i)+"schedule."], goods)
		if last > 1 || d.typed.Get("kind") == string(hinterland.LiaisonAgreement) {
			g.Buttons = append(g.Buttons, d.dropButton(i))
		}
		page.Groups = append(page.Groups, g)
		page.Groups = append(page.Groups, d.extraGroups(i, parts[itemStem(i)+"grades."])...)
		number := itemStem(i) + "number"
		page.Hidden = append(page.Hidden, field{Name: number, Value: d.typed.Get(number)})
	}
}

// paintItem lays out the fields of one item.
func (d *draft) paintItem(n *names, i, lines int, goods []option) group {
	stem := itemStem(i)
	if d.typed.Get(stem+"currency") == "" {
		d.typed.Set(stem+"currency", d.me.Charter.Currency)
	}
	good := d.enterable(&office.RegisterGood{}, "/goods/new",
		d.field("choice", stem+"good", "word.good").from(goods))
	if d.me.Scopes && good.Also == nil {
		good.Also = &action{
			Path: scopesPath("good", good.Value), Text: d.say.Say("web.scopes.also", nil),
		}
	}
	unit := n.good(hinterland.GoodCode(good.Value)).Unit
	g := group{
		ID:     fmt.Sprintf("item-%d", i),
		Legend: d.say.Say("web.item", lang.Args{"number": d.typed.Get(stem + "number")}),
		Fields: append(d.endFields(n, stem),
			good,
			d.field("choice", stem+"effort", "word.effort").from(d.efforts()).
				hint(d.say.Say("web.item.effort.hint", nil)),
			d.field("number", stem+"floor", "web.item.floor").
				hint(d.say.Say("web.item.floor.hint", nil)).unit(unit),
			d.field("number", stem+"ceiling", "web.item.ceiling").
				hint(d.say.Say("web.item.ceiling.hint", nil)).unit(unit),
			d.field("number", stem+"price", "web.item.price").optional(),
			d.field("code", stem+"currency", "word.currency").optional()),
		Heads: []string{d.say.Say("word.due", nil), d.say.Say("word.quantity", nil)},
	}
	if d.lends() {
		g.Fields = append(g.Fields, d.rightFields(stem)...)
	}
	g.Rows = d.scheduleRows(i, lines, unit)
	g.Buttons = []button{{
		Do: addDates + strconv.Itoa(i), Text: d.say.Say("web.item.dates", nil), To: d.itemPath(i),
	}}
	return g
}

// scheduleRows are the lines of a schedule. The heads above them say what they
// are; the labels, which also tell them apart, are for who hears them.
func (d *draft) scheduleRows(i, lines int, unit string) [][]field {
	due, amount := d.say.Say("word.due", nil), d.say.Say("word.quantity", nil)
	rows := make([][]field, lines)
	for n := range rows {
		stem, number := dueStem(i, n+1), " "+strconv.Itoa(n+1)
		rows[n] = []field{
			d.filled("day", stem+"due").labelled(due + number),
			d.filled("number", stem+"quantity").labelled(amount + number).unit(unit),
		}
	}
	return rows
}

// dropButton takes an item out.
func (d *draft) dropButton(i int) button {
	return button{
		Do: dropItem + strconv.Itoa(i), Text: d.say.Say("web.item.drop", nil), To: d.itemPath(i),
	}
}

// itemPath is where the form is shown again at one of its items.
func (d *draft) itemPath(i int) string { return fmt.Sprintf("%s#item-%d", d.r.URL.Path, i) }
