package web

import (
	"fmt"
	"slices"
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

// datesAtOnce is how many blank lines a schedule is given at once.
const datesAtOnce = 3

// proposeAgreement enters an agreement between the reader's party and others.
func proposeAgreement() form {
	return form{
		start: func(d *draft) error {
			d.typed.Set("kind", string(hinterland.PurchaseContract))
			d.addItem()
			return nil
		},
		edit: (*draft).editTerms,
		read: func(d *draft) office.Act {
			return &office.ProposeAgreement{Terms: d.readTerms()}
		},
		paint: func(d *draft) (*formPage, error) {
			page, err := d.paintTerms()
			if err != nil {
				return nil, err
			}
			page.Title = d.say.Say("web.agreement.new", nil)
			page.Submit = d.say.Say("web.agreement.propose", nil)
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
			d.fillTerms(&dossier.Latest().Terms)
			return nil
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
			if _, err := d.dossier(d.v); err != nil {
				return nil, err
			}
			page, err := d.paintTerms()
			if err != nil {
				return nil, err
			}
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

// count is how many parts of a list have been typed into: those whose fields
// begin with stem and a number, from 1.
func (d *draft) count(stem string) int {
	for n := 1; ; n++ {
		prefix := stem + strconv.Itoa(n) + "."
		found := false
		for name := range d.typed {
			found = found || strings.HasPrefix(name, prefix)
		}
		if !found || n > hinterland.MaxItems {
			return n - 1
		}
	}
}

func itemStem(n int) string { return fmt.Sprintf("items.%d.", n) }

func dueStem(item, n int) string { return fmt.Sprintf("items.%d.schedule.%d.", item, n) }

// addItem adds a blank item, of the next number that no item has had.
func (d *draft) addItem() {
	n, number := d.count("items."), 0
	for i := 1; i <= n; i++ {
		has, _ := strconv.Atoi(d.typed.Get(itemStem(i) + "number")) // else it is none
		number = max(number, has)
	}
	d.typed.Set(itemStem(n+1)+"number", strconv.Itoa(number+1))
	d.addDates(n + 1)
}

// addDates adds blank lines to a schedule.
func (d *draft) addDates(item int) {
	n := d.count(itemStem(item) + "schedule.")
	for i := range datesAtOnce {
		d.typed.Set(dueStem(item, n+1+i)+"due", "")
		d.typed.Set(dueStem(item, n+1+i)+"quantity", "")
	}
}

// editTerms does what a button of the form says.
func (d *draft) editTerms(do string) {
	switch do {
	case addItem:
		d.addItem()
	case addParty:
		d.typed.Set(partyField(d.countParties()+1), "")
	}
	if item, err := strconv.Atoi(strings.TrimPrefix(do, addDates)); err == nil && item >= 1 &&
		item <= d.count("items.") {
		d.addDates(item)
	}
	if item, err := strconv.Atoi(strings.TrimPrefix(do, dropItem)); err == nil && item >= 1 {
		d.dropPart("items.", item)
	}
}

// dropPart takes a part out of a list, and moves those behind it up.
func (d *draft) dropPart(stem string, part int) {
	last := d.count(stem)
	for n := part; n <= last; n++ {
		from, to := stem+strconv.Itoa(n+1)+".", stem+strconv.Itoa(n)+"."
		for name := range d.typed {
			if strings.HasPrefix(name, to) {
				d.typed.Del(name)
			}
		}
		for name, values := range d.typed {
			if rest, ok := strings.CutPrefix(name, from); ok {
				d.typed[to+rest] = slices.Clone(values)
			}
		}
	}
}

// readTerms makes terms of what was typed. Lines of a schedule that are blank
// are dropped first, so that a refusal counts the lines that remain.
func (d *draft) readTerms() hinterland.Terms {
	t := hinterland.Terms{
		Kind: hinterland.AgreementKind(d.text("kind")), Title: d.text("title"),
		Parties: d.readParties(), Text: d.text("text"),
		From: d.day("from"), Last: d.day("last"),
	}
	if t.Kind == hinterland.LiaisonAgreement {
		return t
	}
	for i := 1; i <= d.count("items."); i++ {
		t.Items = append(t.Items, d.readItem(i, t.Parties))
	}
	return t
}

func (d *draft) readItem(i int, parties []hinterland.PartyCode) hinterland.ItemTerms {
	stem := itemStem(i)
	number, _ := strconv.Atoi(d.typed.Get(stem + "number")) // none is refused by the terms
	item := hinterland.ItemTerms{
		Number: number, Good: hinterland.GoodCode(d.text(stem + "good")),
		Floor: d.number(stem + "floor"), Ceiling: d.number(stem + "ceiling"),
		Price: d.number(stem + "price"),
	}
	item.From, item.To = d.ends(stem, parties)
	if way := d.typed.Get(stem + "way"); d.typed.Has(stem+"way") && way != weSupply &&
		way != theySupply {
		d.fault(stem+"way", hinterland.Refuse(hinterland.Invalid, "cell.blank", nil))
	}
	if item.Price != "" {
		item.Currency = strings.ToUpper(d.text(stem + "currency"))
	}
	for _, name := range []string{"from", "to", "good", "floor", "ceiling"} {
		ends := name == "from" || name == "to"
		if d.text(stem+name) == "" && (!ends || d.typed.Has(stem+name)) {
			d.fault(stem+name, hinterland.Refuse(hinterland.Invalid, "cell.blank", nil))
		}
	}
	for n := 1; n <= d.count(stem+"schedule."); {
		if d.text(dueStem(i, n)+"due") == "" && d.text(dueStem(i, n)+"quantity") == "" {
			d.dropPart(stem+"schedule.", n)
			continue
		}
		item.Schedule = append(item.Schedule, hinterland.Scheduled{
			Due: d.day(dueStem(i, n) + "due"), Quantity: d.number(dueStem(i, n) + "quantity"),
		})
		n++
	}
	if len(item.Schedule) == 0 {
		d.addDates(i)
	}
	return item
}

// fillTerms types terms into the form.
func (d *draft) fillTerms(t *hinterland.Terms) {
	set := func(name, value string) { d.typed.Set(name, value) }
	set("kind", string(t.Kind))
	set("title", t.Title)
	set("text", t.Text)
	set("from", t.From.String())
	set("last", t.Last.String())
	d.fillParties(t.Parties)
	for i, item := range t.Items {
		stem := itemStem(i + 1)
		set(stem+"number", strconv.Itoa(item.Number))
		d.setEnds(stem, item.From, item.To)
		set(stem+"good", string(item.Good))
		set(stem+"floor", item.Floor)
		set(stem+"ceiling", item.Ceiling)
		set(stem+"price", item.Price)
		set(stem+"currency", item.Currency)
		for n, s := range item.Schedule {
			set(dueStem(i+1, n+1)+"due", s.Due.String())
			set(dueStem(i+1, n+1)+"quantity", s.Quantity)
		}
	}
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
	if d.typed.Get("kind") == string(hinterland.LiaisonAgreement) {
		return page, nil
	}
	last := d.count("items.")
	for i := 1; i <= last; i++ {
		page.Groups = append(page.Groups, d.paintItem(n, i))
		number := itemStem(i) + "number"
		page.Hidden = append(page.Hidden, field{Name: number, Value: d.typed.Get(number)})
	}
	page.Groups = append(page.Groups, group{Buttons: []button{{
		Do: addItem, Text: d.say.Say("web.item.add", nil),
		To: fmt.Sprintf("%s#item-%d", d.r.URL.Path, last+1),
	}}})
	return page, nil
}

// paintItem lays out the fields of one item.
func (d *draft) paintItem(n *names, i int) group {
	stem := itemStem(i)
	if d.typed.Get(stem+"currency") == "" {
		d.typed.Set(stem+"currency", d.me.Charter.Currency)
	}
	unit := n.good(hinterland.GoodCode(d.typed.Get(stem + "good"))).Unit
	here := fmt.Sprintf("%s#item-%d", d.r.URL.Path, i)
	g := group{
		ID:     fmt.Sprintf("item-%d", i),
		Legend: d.say.Say("web.item", lang.Args{"number": d.typed.Get(stem + "number")}),
		Fields: append(d.endFields(n, stem),
			d.field("choice", stem+"good", "word.good").from(n.goodOptions()),
			d.field("number", stem+"floor", "web.item.floor").
				hint(d.say.Say("web.item.floor.hint", nil)).unit(unit),
			d.field("number", stem+"ceiling", "web.item.ceiling").
				hint(d.say.Say("web.item.ceiling.hint", nil)).unit(unit),
			d.field("number", stem+"price", "web.item.price").optional(),
			d.field("code", stem+"currency", "word.currency").optional()),
		Heads: []string{d.say.Say("word.due", nil), d.say.Say("word.quantity", nil)},
	}
	for s := 1; s <= d.count(stem+"schedule."); s++ {
		due := d.field("day", dueStem(i, s)+"due", "word.due")
		amount := d.field("number", dueStem(i, s)+"quantity", "word.quantity").unit(unit)
		due.Label = fmt.Sprintf("%s %d", due.Label, s)
		amount.Label = fmt.Sprintf("%s %d", amount.Label, s)
		g.Rows = append(g.Rows, []field{due, amount})
	}
	g.Buttons = []button{{
		Do: addDates + strconv.Itoa(i), Text: d.say.Say("web.item.dates", nil), To: here,
	}}
	if d.count("items.") > 1 {
		g.Buttons = append(g.Buttons, button{
			Do: dropItem + strconv.Itoa(i), Text: d.say.Say("web.item.drop", nil), To: here,
		})
	}
	return g
}
