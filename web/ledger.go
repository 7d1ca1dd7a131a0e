package web

import (
	"strings"

	"hinterland"
	"hinterland/lang"
	"hinterland/workbook"
)

// A ledger is a table that a page shows and that can be downloaded: both have
// the same lines. Lines of the class "total" add the others up, and stay out of
// downloads, where programs do that.
type ledger struct {
	ID, Title string
	Currency  string // of all its sums; empty where lines name theirs
	Heads     []head
	Lines     []line
}

// A head is what a column of a ledger is called.
type head struct {
	Text   string
	Alone  string // in a sheet, which has no heading to say the currency
	Number bool
}

// A line is a row of a ledger; its class says whether it was taken back ("gone")
// or adds up the others ("total").
type line struct {
	ID, Class string
	Slots     []slot
	Notes     []string // below the first slot
	Doing     []action
}

// A slot is one cell of a ledger, for reading and for calculating.
type slot struct {
	Text        string
	Number, Bad bool
	Day         bool // which no line breaks
	cell        workbook.Cell
}

// ledger is one without lines, whose columns are worded by keys. One with "="
// before it has sums of a currency.
func (a *ask) ledger(id, title, currency string, keys ...string) *ledger {
	// lang: web.advances web.settlements web.fund.sums web.loans
	// lang: web.pledges web.applications web.grants web.instalments
	l := &ledger{ID: id, Title: a.say.Say(title, nil), Currency: currency}
	for _, name := range keys {
		key, sum := strings.CutPrefix(name, "=")
		// lang: word.party column.sum column.withdrawn word.day word.note word.number
		// lang: column.use column.reason column.granted column.open column.proposed column.revoked
		// lang: column.drawn column.repaid column.undrawn column.owed word.late column.kind
		// lang: word.word column.told_to column.taken column.low column.high column.pledged
		// lang: column.out column.free column.application column.grant web.way.head column.given
		// lang: word.currency column.value column.recovered column.returned column.written_off
		// lang: column.advance column.receipt word.good word.quantity word.unit column.back
		// lang: word.state
		h := head{Text: a.say.Say(key, nil), Number: sum}
		if h.Alone = h.Text; sum && currency != "" {
			h.Alone = a.say.Say("web.counted", lang.Args{"what": h.Text, "unit": currency})
		}
		l.Heads = append(l.Heads, h)
	}
	return l
}

// put adds a line.
func (l *ledger) put(id string, slots ...slot) *line {
	l.Lines = append(l.Lines, line{ID: id, Slots: slots})
	return &l.Lines[len(l.Lines)-1]
}

// total adds a line that adds up sums, behind a word and as many blank slots as
// stand before them.
func (l *ledger) total(word string, blank int, sums ...slot) {
	if len(l.Lines) < 2 {
		return // one line is its own sum
	}
	slots := append([]slot{{Text: word}}, make([]slot, blank)...)
	slots = append(slots, sums...)
	l.put("", append(slots, make([]slot, len(l.Heads)-len(slots))...)...).Class = "total"
}

// table is the ledger for spreadsheet programs.
func (l *ledger) table() workbook.Table {
	t := workbook.Table{Name: l.Title}
	for _, h := range l.Heads {
		t.Heads = append(t.Heads, h.Alone)
	}
	for _, line := range l.Lines {
		if line.Class == "total" {
			continue
		}
		row := make([]workbook.Cell, len(line.Slots))
		for i, s := range line.Slots {
			row[i] = s.cell
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// words is a text.
func words(text string) slot { return slot{Text: text, cell: workbook.Text(text)} }

// dated is a day.
func (a *ask) dated(d hinterland.Day) slot {
	return slot{Text: dayWords(a.say, d), Day: true, cell: dayCell(d)}
}

// sums are sums of one currency, which their columns name. Nothing is a dash to
// who reads, and 0 to who calculates.
func (a *ask) sums(currency string, minors ...int64) []slot {
	places, _ := hinterland.CurrencyPlaces(currency) // else the fund would not be
	slots := make([]slot, len(minors))
	for i, minor := range minors {
		text := hinterland.Sum{Minor: minor, Currency: currency}.String()
		slots[i] = slot{
			Text: a.say.Number(text), Number: true, cell: workbook.Number(text, places),
		}
		if minor == 0 {
			slots[i].Text = "–"
		}
	}
	return slots
}
