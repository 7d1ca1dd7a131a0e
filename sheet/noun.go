package sheet

import (
	"slices"
	"strconv"
	"strings"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
	"hinterland/workbook"
)

// A Noun is what a sheet of an office is about. To add one, write a file that says
// which columns it has, what stands in the office, and which acts make a row so,
// and name it in Nouns.
type Noun struct {
	Name   string  // what a command calls it: "places"
	Title  Key     // of what its sheet is called
	Fields []Field // those that a row is found by first
	Keys   int     // how many of them that are; with 0 each row is something new
	Made   bool    // the office makes the key: a row without one is something new
	Bound  bool    // it is an agreement or rests on one, and so never moves to another office
	Needs  string  // a row that says nothing here is none; empty where each is one
	Parts  bool    // rows with the same mark, or none behind one, are of one thing
	Pairs  bool    // the first two fields are a pair that holds both ways
	Sorted string  // by which field of days the rows of a thing are put in order
	Whole  bool    // a row without the key is of the whole region
	Leaves bool    // a row of which only the key is filled in says that there is nothing
	// Unknown is why something that is not there is refused.
	Unknown hinterland.Reason
	// Stands reads what the office has and the reader may see, each by field, in
	// the order in which it is written; nil where no row is found again.
	Stands func(*office.View) ([]Record, error)
	// Spread says that rows have a column for each period of the horizon that they name;
	// what stands is then read for one.
	Spread   bool
	StandsIn func(*office.View, hinterland.HorizonCode) ([]Record, error)
	// Act is what makes the rows of a thing with parts so.
	Act func(*group, *office.View) office.Act
	// Acts are what makes a row so.
	Acts func(*Reading) []office.Act
}

// A Record is what is said of something, by field. What is blank is not said.
type Record map[string]string

// A Field is a column of a noun's sheet. It is called as refusals call the field
// of the act.
type Field struct {
	Name   string
	Plain  string // what the tables of a plan call it, where that differs
	Head   Key    // of the words above it
	Unit   string // in which it is counted
	Form   Form
	May    bool     // the sheet may lack the column
	Of     string   // the noun of which one is named here
	Many   bool     // or several
	Naught bool     // 0 says that there is nothing, as a blank cell does
	Words  []string // what can be chosen, as the act has it
	Stem   Key      // with which the key of the words for a choice begins
	// Number is that of the period, of a column of one; 0 of any other.
	Number int
}

// A Form is how a cell is read.
type Form int

// The forms of cells. What is no number or no day is left for the act to refuse.
const (
	Words  Form = iota // as it stands
	Figure             // a number
	Date               // a day
)

// Nouns are all nouns. What others name comes before them, so that a workbook may
// bring both.
func Nouns() []*Noun {
	return []*Noun{
		goods(), places(), parties(), people(), borders(), ties(), distances(),
		zonesNoun(), belongings(), pins(), rules(), scopes(), planned(),
		offers(), needs(), recipes(), agreements(), deliveries(), receipts(), payments(),
	}
}

// NounNamed is the noun of a name, nil where there is none.
func NounNamed(name string) *Noun {
	for _, n := range Nouns() {
		if n.Name == name {
			return n
		}
	}
	return nil
}

// lacked is the column in which a field, or the first part of it, would stand in a sheet
// that lacks it; nil where there is none.
func (n *Noun) lacked(field string) *Field {
	i := slices.IndexFunc(n.Fields, func(f Field) bool { return f.Name == field })
	if i < 0 {
		i = slices.IndexFunc(n.Fields, func(f Field) bool {
			return f.Name == bare(field) || strings.HasPrefix(f.Name, bare(field)+".")
		})
	}
	if i < 0 {
		return nil
	}
	return &n.Fields[i]
}

// HeadOf is what stands above a column.
func (f *Field) HeadOf(say *lang.Printer) string {
	if f.Number > 0 {
		return f.numbered(say)
	}
	head := f.Head.In(say)
	if f.Unit == "" {
		return head
	}
	return say.Say("sheet.head", lang.Args{"head": head, "unit": f.Unit})
}

// called reports whether a head of a sheet is that of the column, in any language,
// with its unit or without.
func (f *Field) called(head string) bool {
	head, _ = unbracketed(head)
	if f.Number > 0 {
		return strings.TrimPrefix(head, spreads) == strconv.Itoa(f.Number)
	}
	if strings.EqualFold(head, f.Name) || f.Plain != "" && strings.EqualFold(head, f.Plain) {
		return true
	}
	return slices.ContainsFunc(lang.Tongues(), func(t lang.Tongue) bool {
		return strings.EqualFold(head, f.Head.In(lang.For(t)))
	})
}

// A Key is that of what sheets, columns and choices are called.
type Key string

// In words a key.
func (k Key) In(say *lang.Printer) string {
	// lang: web.places web.goods web.parties web.people sheet.deliveries sheet.about sheet.lists
	// lang: word.code word.number word.name word.mail word.phone word.unit word.place word.note
	// lang: word.agreement word.item word.day word.quantity web.place.parent
	// lang: column.name_en column.name_zh column.lon column.lat column.decimals column.class
	// lang: column.parent column.extra column.freight column.storage column.currency
	// lang: column.keeps row.reach
	// lang: word.weight web.place.source web.near.other row.distance
	// lang: sheet.ties sheet.borders sheet.distances column.from_place column.to_place
	// lang: web.horizons web.horizon.class web.horizon.from column.period column.periods
	// lang: class.short class.annual class.standing period.week period.ten-days period.month
	// lang: period.quarter period.year word.horizon word.party word.good word.price
	// lang: column.priority web.statements.offer web.statements.need
	// lang: web.agreements word.title word.kind word.class word.effort word.currency word.due
	// lang: web.terms.from web.terms.last column.from_party column.to_party column.floor
	// lang: column.ceiling column.market column.right column.back kind.purchase kind.support
	// lang: kind.labour kind.liaison class.task effort.firm effort.best right.own right.use
	// lang: column.strength column.source column.ruling column.reason ruling.joined ruling.parted
	// lang: web.scopes web.scope.buyer word.good web.terms.from web.terms.last column.basis
	// lang: column.document basis.own-buyers basis.producers-cooperative basis.public-lot
	// lang: basis.emergency-order basis.other
	// lang: sheet.receipts sheet.receipt.delivery word.received column.short column.rejected
	// lang: word.reason
	// lang: web.recipes row.recipe column.capacity sheet.input sheet.input.quantity
	// lang: sheet.output sheet.output.quantity
	// lang: web.zones web.zone.parent web.zone.centre column.lead column.stage
	// lang: zone.proposed zone.preparing zone.established zone.dissolved
	// lang: sheet.pins sheet.zoning web.zone.within column.objective column.tolerance
	// lang: column.least column.most objective.distance objective.ties
	// lang: column.since column.zone sheet.belongings belonging.centre
	// lang: belonging.pin belonging.nearest belonging.tie
	// lang: belonging.contiguity belonging.bound belonging.hand
	// lang: web.account.money web.account.payer web.account.payee word.amount word.currency
	return say.Say(string(k), nil)
}

// read is what a cell says, as a record has it.
func (f *Field) read(cell string, book bool) string {
	cell = strings.TrimSpace(cell)
	if !book {
		cell = workbook.Unmarked(cell)
	}
	switch {
	case cell == "":
		return ""
	case f.Naught || f.Number > 0:
		if figure := f.figure(cell, book); figure != "0" {
			return figure
		}
		return "" // nothing, as where nothing stands
	case f.Form == Figure:
		return f.figure(cell, book)
	case f.Form == Date:
		day, err := Day(asDay(cell))
		if err != nil {
			return cell
		}
		return day.String()
	case len(f.Words) > 0:
		return f.chosen(cell)
	}
	return cell
}

// figure is the number that a cell has.
func (f *Field) figure(cell string, book bool) string {
	figure := Number(cell)
	if book {
		figure = workbook.Plain(figure)
	}
	return trimmed(figure)
}

// chosen is the choice that a cell has by its value or its words in either
// language; else the text as it is, which will be refused.
func (f *Field) chosen(cell string) string {
	for _, choice := range f.Words {
		for _, tongue := range lang.Tongues() {
			if strings.EqualFold(cell, choice) ||
				strings.EqualFold(cell, (f.Stem+Key(choice)).In(lang.For(tongue))) {
				return choice
			}
		}
	}
	return cell
}

// A Reading is a row while its acts are made: what stands, and what is to stand.
type Reading struct {
	Was, Now Record // Was is nil where nothing stands
	known    *horizons
	faults   hinterland.Refusals
}

// refuse notes why a field cannot be read.
func (r *Reading) refuse(field string, err error) {
	for _, one := range hinterland.RefusalsIn(err) {
		r.faults = append(r.faults, one.In(hinterland.At(field, r.Now[field])))
	}
}

// whole reads a whole number.
func (r *Reading) whole(field string) int {
	n, err := strconv.Atoi(r.Now[field])
	if err != nil {
		r.refuse(field, hinterland.Refuse(hinterland.Invalid, "number.whole", nil))
	}
	return n
}

// day reads a day.
func (r *Reading) day(field string) hinterland.Day {
	day, err := Day(r.Now[field])
	r.refuse(field, err)
	return day
}

// name is what something is called.
func (r *Reading) name() hinterland.Name {
	return hinterland.Name{English: r.Now["name.en"], Chinese: r.Now["name.zh"]}
}

// differs reports whether one of some fields is to be other than it is.
func (r *Reading) differs(fields ...string) bool {
	return slices.ContainsFunc(fields, func(f string) bool { return r.Was[f] != r.Now[f] })
}

// nameFields are those of what something is called.
func nameFields() []Field {
	return []Field{
		{Name: "name.en", Plain: "name", Head: "column.name_en", May: true},
		{Name: "name.zh", Plain: "name_zh", Head: "column.name_zh", May: true},
	}
}
