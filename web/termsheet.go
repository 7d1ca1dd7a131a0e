package web

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
	"hinterland/workbook"
)

// The columns of a sheet of agreements, which has a row for each quantity that
// is due. Rows with the same mark are of one agreement, and a row without one
// is of the agreement above. Rows that say the same of an item are of one item,
// and a row that says nothing of any is of the item above. All but the mark are
// called as the fields of terms are, without the numbers.
const markColumn = "agreement"

func headColumns() []string { return []string{"title", "kind", "class", "from", "last"} }

func itemColumns() []string {
	return []string{
		"items.from", "items.to", "items.good", "items.effort", "items.floor", "items.ceiling",
		"items.price", "items.currency", "items.market", "items.right", "items.back",
	}
}

func dueColumns() []string { return []string{"items.schedule.due", "items.schedule.quantity"} }

// termsLayout is that of a sheet of agreements.
func termsLayout() layout {
	return layout{
		columns: slices.Concat([]string{markColumn}, headColumns(), itemColumns(), dueColumns()),
		lacking: []string{
			markColumn, "items.price", "items.currency", "items.market", "items.right",
			"items.back",
		},
		head: termsHead,
	}
}

// termsHead words the head of a column.
func termsHead(say *lang.Printer, column string) string {
	switch column {
	case "from", "last":
		// lang: web.terms.from web.terms.last
		return say.Say("web.terms."+column, nil)
	case "items.from":
		return say.Say("column.from_party", nil)
	case "items.to":
		return say.Say("column.to_party", nil)
	case "items.floor", "items.ceiling", "items.market", "items.right", "items.back":
		// lang: column.floor column.ceiling column.market column.right column.back
		return say.Say("column."+lastWord(column), nil)
	}
	// lang: word.agreement word.title word.kind word.class word.good word.effort word.price
	// lang: word.currency word.due word.quantity
	return say.Say("word."+lastWord(column), nil)
}

// lastWord is what a column is called among its neighbours.
func lastWord(column string) string { return column[strings.LastIndex(column, ".")+1:] }

// A termsReader reads agreements from the rows of a sheet, by typing them into
// the form of terms.
type termsReader struct {
	*Sheet
	d    *draft
	read []*typedTerms // in the order in which the sheet has them
}

// typedTerms are those of an agreement of which rows have been read.
type typedTerms struct {
	url.Values
	mark  string
	stem  string              // what refusals call it
	said  map[string]string   // in the first of its rows
	items []map[string]string // the cells of each item
	due   []int               // how many quantities each has
}

// readTermsSheet reads agreements from the rows of a table, whose first names the
// columns. Parties, goods and choices may be called by their codes, or by their
// names in either language. The stage is that of the form of terms.
func (d *draft) readTermsSheet(rows [][]string) (*Sheet, error) {
	r := &termsReader{Sheet: newSheet(d.say, termsLayout()), d: d}
	if err := d.learnCalls(); err != nil {
		return nil, err
	}
	d.readStage(hinterland.Terms{}) // so that a stage which is none is told once
	r.each(rows, r.readRow)
	for _, t := range r.read {
		if len(r.Faults) >= mostFaults {
			break
		}
		form := &draft{ask: d.ask, typed: t.Values}
		terms := form.readTerms()
		act := (&draft{ask: d.ask, typed: d.typed}).readStage(terms)
		r.Acts = append(r.Acts, office.Step{Act: act})
		if !t.concerns(t.Get(forField)) {
			form.fault("items.from", hinterland.Refuse(hinterland.Invalid, "sheet.foreign", nil))
		}
		for _, f := range form.faults {
			f.At.Column = t.stem + "." + f.At.Column
			r.Faults = append(r.Faults, f)
		}
	}
	return r.Sheet, nil
}

// learnCalls reads once what a sheet may call parties and goods.
func (d *draft) learnCalls() error {
	if d.called != nil {
		return nil
	}
	return d.view(func(v *office.View) error {
		goods, err := v.Goods()
		if err != nil {
			return err
		}
		d.called = &called{calls{}, calls{}}
		for _, g := range goods {
			d.called.goods.add(g.Name, string(g.Code))
		}
		parties, err := v.Parties("", mostParties)
		for _, p := range parties {
			d.called.parties.add(p.Name, string(p.Code))
		}
		return err
	})
}

// mostParties is how many parties a sheet can call by name.
const mostParties = 10_000

// called is what a sheet may call goods and parties.
type called struct{ goods, parties calls }

// calls are codes by what people call them: the codes themselves, and names in
// small letters behind a space, which no code has. What two are called, neither
// is.
type calls map[string]string

func (c calls) add(name hinterland.Name, code string) {
	c[code] = code
	for _, text := range []string{name.English, name.Chinese} {
		key := " " + strings.ToLower(text)
		if was, taken := c[key]; taken && was != code {
			c[key] = ""
			continue
		}
		c[key] = code
	}
}

// code is that of what a cell calls so; the text as it is, which will be refused,
// where nothing is.
func (c calls) code(text string) string {
	return cmp.Or(c[text], c[" "+strings.ToLower(text)], text)
}

// concerns reports whether a party has a part in what is agreed.
func (t *typedTerms) concerns(party string) bool {
	for i := range t.items {
		stem := itemStem(i + 1)
		if t.Get(stem+"from") == party || t.Get(stem+"to") == party {
			return true
		}
	}
	return len(t.items) == 0
}

// readRow types what a row says into the form of its agreement.
func (r *termsReader) readRow(row int, cells map[string]string) {
	t := r.agreement(row, cells)
	here := t.stem + ".rows." + strconv.Itoa(row)
	r.places[here] = row
	for _, column := range headColumns() {
		if said := cells[column]; said != "" && said != t.said[column] {
			r.Faults = append(r.Faults, hinterland.Refuse(hinterland.Conflict, "sheet.differs",
				hinterland.Args{"row": r.places[t.stem], "value": t.said[column]}).
				In(hinterland.At(here+"."+column, said)))
		}
	}
	item := r.item(t, row, cells)
	if item == 0 || saysNothing(cells, dueColumns()) {
		return
	}
	t.due[item-1]++
	stem := dueStem(item, t.due[item-1])
	r.places[t.stem+"."+strings.TrimSuffix(stem, ".")] = row
	t.Set(stem+"due", asDay(cells["items.schedule.due"]))
	t.Set(stem+"quantity", cells["items.schedule.quantity"])
}

// agreement is the one that a row is of.
func (r *termsReader) agreement(row int, cells map[string]string) *typedTerms {
	mark, last := cells[markColumn], len(r.read)-1
	if last >= 0 && mark == "" {
		return r.read[last]
	}
	for _, t := range r.read {
		if t.mark == mark {
			return t
		}
	}
	t := &typedTerms{
		Values: url.Values{}, mark: mark, said: cells,
		stem: stepsField + "." + strconv.Itoa(len(r.read)+1),
	}
	r.read = append(r.read, t)
	r.places[t.stem] = row
	t.Set(forField, r.d.typed.Get(forField))
	t.Set("title", cells["title"])
	t.Set("kind", choose("kind", cells["kind"]))
	t.Set("class", choose("class", cells["class"]))
	t.Set("from", asDay(cells["from"]))
	t.Set("last", asDay(cells["last"]))
	return t
}

// item is the number of the item that a row is of, 0 for none.
func (r *termsReader) item(t *typedTerms, row int, cells map[string]string) int {
	if saysNothing(cells, itemColumns()) {
		return len(t.items)
	}
	for i, known := range t.items {
		same := func(column string) bool { return known[column] == cells[column] }
		if !slices.ContainsFunc(itemColumns(), func(c string) bool { return !same(c) }) {
			return i + 1
		}
	}
	t.items, t.due = append(t.items, cells), append(t.due, 0)
	stem := itemStem(len(t.items))
	r.places[t.stem+"."+strings.TrimSuffix(stem, ".")] = row
	t.Set(stem+"number", strconv.Itoa(len(t.items)))
	for _, column := range itemColumns() {
		t.Set(stem+lastWord(column), r.asTyped(column, cells[column]))
	}
	for _, end := range []string{"from", "to"} {
		r.addParty(t, t.Get(stem+end))
	}
	return len(t.items)
}

// asTyped is what the form would have for what a cell says of an item.
func (r *termsReader) asTyped(column, said string) string {
	switch lastWord(column) {
	case "from", "to":
		return r.d.called.parties.code(said)
	case "good":
		return r.d.called.goods.code(said)
	case "effort", "right":
		return choose(column, said)
	case "back":
		return asDay(said)
	}
	return said
}

// addParty lets a party belong to an agreement.
func (*termsReader) addParty(t *typedTerms, party string) {
	if party == "" || party == t.Get(forField) {
		return
	}
	n := 2
	for ; t.Has(partyField(n)); n++ {
		if t.Get(partyField(n)) == party {
			return
		}
	}
	t.Set(partyField(n), party)
}

// saysNothing reports whether some cells of a row are blank.
func saysNothing(cells map[string]string, columns []string) bool {
	return !slices.ContainsFunc(columns, func(c string) bool { return cells[c] != "" })
}

// termsChoices are what the columns of choices offer.
func termsChoices() map[string]func(*ask) []option {
	return map[string]func(*ask) []option{
		"kind": (*ask).kinds, "class": (*ask).classes,
		"items.effort": (*ask).efforts, "items.right": (*ask).rights,
	}
}

// choose is the choice that a cell has by its value or its words in either
// language; else the text as it is, which will be refused.
func choose(column, text string) string {
	for _, tongue := range []lang.Tongue{lang.English, lang.Chinese} {
		for _, o := range termsChoices()[column](&ask{say: lang.For(tongue)}) {
			if strings.EqualFold(o.Text, text) {
				return o.Value
			}
		}
	}
	return text
}

// termsHeads are the heads of all columns.
func termsHeads(say *lang.Printer) []string {
	var heads []string
	for _, column := range termsLayout().columns {
		heads = append(heads, termsHead(say, column))
	}
	return heads
}

// termsTables are the sheet to fill in, and what can be said in it: the words for
// choices, the goods and the parties.
func (a *ask) termsTables(v *office.View) (string, []workbook.Table, error) {
	sheet := workbook.Table{Name: a.say.Say("web.sheet.rows", nil), Heads: termsHeads(a.say)}
	// lang: web.termsheet.words web.termsheet.word web.goods web.parties
	words := a.table("web.termsheet.words", "word.what", "web.termsheet.word")
	for _, column := range []string{"kind", "class", "items.effort", "items.right"} {
		for _, o := range termsChoices()[column](a) {
			words.Rows = append(words.Rows, []workbook.Cell{
				workbook.Text(termsHead(a.say, column)), workbook.Text(o.Text),
			})
		}
	}
	goods := a.table("web.goods", "word.code", "word.good", "word.unit")
	known, err := v.Goods()
	if err != nil {
		return "", nil, err
	}
	for _, g := range known {
		goods.Rows = append(goods.Rows, []workbook.Cell{
			workbook.Text(string(g.Code)), workbook.Text(nameOf(a.say, g.Name, g.Code)),
			workbook.Text(g.Unit),
		})
	}
	parties := a.table("web.parties", "word.code", "word.party")
	all, err := v.Parties("", mostParties)
	for _, p := range all {
		parties.Rows = append(parties.Rows, []workbook.Cell{
			workbook.Text(string(p.Code)), workbook.Text(nameOf(a.say, p.Name, p.Code)),
		})
	}
	return "agreements-sheet", []workbook.Table{sheet, words, goods, parties}, err
}
