package web

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
	"hinterland/workbook"
)

// A download is what a page shows as tables for spreadsheet programs: name is
// that of the file. A workbook has them all, a file of commas the first.
type download func(a *ask, v *office.View) (name string, tables []workbook.Table, err error)

// downloads are all downloads, by the path of their page; ".csv" and ".xlsx"
// are added to it.
func downloads() map[string]download {
	return map[string]download{
		"/agreements":                 (*ask).agreementTables,
		"/account":                    (*ask).partyAccountTables,
		"/deliveries":                 (*ask).sheetTables,
		"/agreements/sheet":           (*ask).termsTables,
		"/agreements/{id}/account":    (*ask).accountTables,
		"/agreements/{id}/deliveries": (*ask).deliveryTables,
		"/journal":                    (*ask).journalTables,
		"/scopes":                     (*ask).scopeTables,
		"/funds/{id}/account":         (*ask).fundTables,
		"/cases":                      (*ask).caseTables,
		"/zones":                      (*ask).zoneTables,
		"/horizons/{code}/statements": (*ask).statementTables,
		"/plans/{id}/moves":           (*ask).moveTables,
		"/plans/{id}/network":         (*ask).networkTables,
		"/recipes":                    (*ask).recipeTables,
	}
}

// formats are how tables can be had, by the end of the address.
func formats() map[string]string {
	return map[string]string{
		".csv":  "text/csv; charset=utf-8",
		".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	}
}

// in answers with the tables in a format. The day stands in the file's name,
// since rows say how things are on that day.
func (d download) in(format string) func(*ask) error {
	return func(a *ask) error {
		return a.view(func(v *office.View) error {
			name, tables, err := d(a, v)
			if err = cmp.Or(err, a.failed); err != nil {
				return err
			}
			body := tables[0].CSV()
			if format == ".xlsx" {
				if body, err = workbook.Book(tables...); err != nil {
					return err
				}
			}
			a.attach(name+"-"+v.Today.String()+format, formats()[format], body)
			return nil
		})
	}
}

// table is a table without rows, whose name and heads are worded by keys.
func (a *ask) table(name string, heads ...string) workbook.Table {
	// lang: web.account web.agreements web.cases web.deliveries web.journal web.account.money
	// lang: web.scopes web.zones web.zones.belong web.recipes web.network.links
	t := workbook.Table{Name: a.say.Say(name, nil)}
	for _, key := range heads {
		// lang: column.extra word.number word.title word.with word.kind word.class web.terms.from
		// lang: word.until word.state
		// lang: column.latest column.in_force word.item word.good word.unit column.from_party
		// lang: column.to_party word.effort column.floor column.ceiling word.price word.currency
		// lang: word.promised word.due.today word.late word.transit word.received word.open
		// lang: word.what word.day word.quantity column.short column.rejected column.about
		// lang: column.reason column.note word.word column.told_to column.reversed word.at
		// lang: word.place web.scope.buyer column.basis column.document word.amount
		// lang: web.account.missed web.account.risk web.account.short web.account.differ
		// lang: web.account.payer web.account.payee word.worth column.paid column.came
		// lang: word.undoes word.by word.for word.why
		// lang: row.cases case.what case.parties case.owner
		// lang: case.deadline case.opened case.closed word.agreement column.outcome case.text
		// lang: word.name word.code web.zone.parent web.zone.centre column.lead column.stage
		// lang: column.since web.places word.weight column.from_day column.to_day
		// lang: column.party_code word.party row.recipe web.terms.last column.capacity
		// lang: column.side column.good_code web.network.takes web.network.by
		head := strings.TrimRight(a.say.Say(key, nil), ":：") // which leads to a figure on a page
		t.Heads = append(t.Heads, head)
	}
	return t
}

// dayCell is a day; blank for the end of a term that has none.
func dayCell(d hinterland.Day) workbook.Cell {
	if d == hinterland.Forevermore {
		return workbook.Cell{}
	}
	return workbook.Day(int(d))
}

// amountCell is a quantity of a good, without its unit.
func amountCell(q hinterland.Quantity, of *hinterland.Good) workbook.Cell {
	return workbook.Number(hinterland.FormatDecimal(int64(q), of.Decimals), of.Decimals)
}

// rowsInTable is how many agreements or entries a table has at most.
const rowsInTable = 10_000

// cut says in a last row that a table holds no more, and where the rest is.
func (a *ask) cut(t *workbook.Table, most int, before string) {
	query := a.r.URL.Query()
	query.Set("before", before)
	next := a.r.URL.Path + "?" + query.Encode()
	row := make([]workbook.Cell, len(t.Heads))
	row[0] = workbook.Text(a.say.Say("web.download.cut", lang.Args{"most": most, "next": next}))
	t.Rows = append(t.Rows, row)
}

// agreementTables are the agreements that the reader sees, the latest first.
func (a *ask) agreementTables(v *office.View) (string, []workbook.Table, error) {
	n, err := a.names(v)
	if err != nil {
		return "", nil, err
	}
	var before hinterland.ID[hinterland.Agreement]
	if before.UnmarshalText([]byte(a.r.Form.Get("before"))) != nil {
		before = 0 // as on the page
	}
	agreements, err := v.Agreements("", before, a.rows+1)
	if err != nil {
		return "", nil, err
	}
	more := len(agreements) > a.rows
	agreements = agreements[:min(len(agreements), a.rows)]
	if err := n.learn(partiesOf(agreements)); err != nil {
		return "", nil, err
	}
	t := a.table("web.agreements", "word.number", "word.title", "word.with", "word.kind",
		"word.class", "web.terms.from", "word.until", "word.state", "column.latest",
		"column.in_force")
	for i := range agreements {
		g := &agreements[i]
		inForce := workbook.Cell{}
		if g.InForce > 0 {
			inForce = workbook.Whole(int64(g.InForce))
		}
		t.Rows = append(t.Rows, []workbook.Cell{
			workbook.Text(g.ID.String()), workbook.Text(g.Title),
			workbook.Text(n.others(g.Terms.Parties, v.Actor().Party)),
			workbook.Text(a.kind(g.Terms.Kind)), workbook.Text(a.class(g.Terms.Class)),
			dayCell(g.Terms.From), dayCell(min(g.Terms.Last, g.Ended-1)),
			workbook.Text(a.state(g, v.Today).Text),
			workbook.Whole(int64(g.Latest)), inForce,
		})
	}
	if more {
		a.cut(&t, a.rows, agreements[a.rows-1].ID.String())
	}
	return "agreements", []workbook.Table{t}, nil
}

// accountTables are how the items of an agreement stand today, and behind
// that what has come of them and of what was advanced.
func (a *ask) accountTables(v *office.View) (string, []workbook.Table, error) {
	d, n, err := a.dossierAndNames(v)
	if err != nil {
		return "", nil, err
	}
	t := a.table("web.account", "word.item", "word.good", "word.unit", "column.from_party",
		"column.to_party", "word.effort", "column.floor", "column.ceiling", "word.price",
		"word.currency",
		"word.promised", "word.due.today", "word.late", "web.account.missed", "word.transit",
		"word.received", "word.open")
	for i := range d.Items {
		p := &d.Items[i]
		row := []workbook.Cell{
			workbook.Whole(int64(p.Number)), workbook.Text(nameOf(a.say, p.Of.Name, p.Of.Code)),
			workbook.Text(p.Of.Unit), workbook.Text(n.party(p.From)),
			workbook.Text(n.party(p.To)), workbook.Text(a.effort(p.Effort)),
			amountCell(p.Floor, &p.Of), amountCell(p.Ceiling, &p.Of), agreedCell(p),
			workbook.Text(p.Currency),
		}
		for _, q := range []hinterland.Quantity{
			p.Promised, p.Standing.Due, p.Late, p.Missed, p.Transit, p.Received, p.Open,
		} {
			row = append(row, amountCell(q, &p.Of))
		}
		t.Rows = append(t.Rows, row)
	}
	tables := []workbook.Table{t, a.deliveryTable(n, d)}
	advances, err := a.advanceLedgers(n, d)
	for _, l := range advances {
		tables = append(tables, l.table())
	}
	return "account-" + d.ID.String(), tables, err
}

// agreedCell is the price of an item for one unit; blank where none is agreed, or
// one for each grade.
func agreedCell(p *office.Promise) workbook.Cell {
	if p.Price == 0 {
		return workbook.Cell{}
	}
	return priceCell(p.Price)
}

// priceCell is a price, with the decimals that it has.
func priceCell(m hinterland.Money) workbook.Cell {
	text := trimmed(priceText(m))
	_, decimals, _ := strings.Cut(text, ".")
	return workbook.Number(text, len(decimals))
}

// sumCell is a sum of money without its currency; blank where there is none.
func sumCell(s hinterland.Sum) workbook.Cell {
	places, refusal := hinterland.CurrencyPlaces(s.Currency)
	if refusal != nil {
		return workbook.Cell{}
	}
	return workbook.Number(s.String(), places)
}

// goodsCell is a quantity that an event tells; blank where it is about money.
func goodsCell(
	e *hinterland.Event, of *hinterland.Good, q hinterland.Quantity,
) workbook.Cell {
	if e.Paid.Currency != "" {
		return workbook.Cell{}
	}
	return amountCell(q, of)
}

// dossierAndNames are what the tables of an agreement begin with.
func (a *ask) dossierAndNames(v *office.View) (*office.Dossier, *names, error) {
	d, err := a.dossier(v)
	if err != nil {
		return nil, nil, err
	}
	n, err := a.names(v, d.Parties()...)
	return d, n, err
}

// deliveryTables are what has happened under an agreement.
func (a *ask) deliveryTables(v *office.View) (string, []workbook.Table, error) {
	d, n, err := a.dossierAndNames(v)
	if err != nil {
		return "", nil, err
	}
	return "deliveries-" + d.ID.String(), []workbook.Table{a.deliveryTable(n, d)}, nil
}

func (a *ask) deliveryTable(n *names, d *office.Dossier) workbook.Table {
	t := a.table("web.deliveries", "word.number", "word.what", "word.day", "word.item",
		"word.good", "word.quantity", "column.extra", "column.short", "column.rejected",
		"word.unit", "word.amount", "word.currency", "column.about", "column.reason", "column.note",
		"word.word", "column.told_to", "column.reversed")
	for i := range d.Events {
		e := &d.Events[i]
		of := &promiseOf(d, e).Of
		teller := ""
		if e.ToldTo != "" {
			teller = n.party(e.ToldTo)
		}
		item, good, unit := workbook.Cell{}, "", ""
		if e.Item > 0 {
			item, good = workbook.Whole(int64(e.Item)), nameOf(a.say, of.Name, of.Code)
		}
		if e.Paid.Currency == "" {
			unit = of.Unit
		}
		t.Rows = append(t.Rows, []workbook.Cell{
			workbook.Text(e.ID.String()), workbook.Text(a.eventWords(e)), dayCell(e.Day),
			item, workbook.Text(good), goodsCell(e, of, e.Quantity),
			goodsCell(e, of, e.Extra), goodsCell(e, of, e.Short), goodsCell(e, of, e.Rejected),
			workbook.Text(unit), sumCell(e.Paid), workbook.Text(e.Paid.Currency),
			workbook.Text(e.About.String()), workbook.Text(e.Reason), workbook.Text(e.Note),
			workbook.Text(n.party(e.Party)), workbook.Text(teller),
			workbook.Text(e.Reversed.String()),
		})
	}
	return t
}

// journalTables are the entries of the journal that the reader sees, from
// where the page begins.
func (a *ask) journalTables(v *office.View) (string, []workbook.Table, error) {
	n, err := a.names(v)
	if err != nil {
		return "", nil, err
	}
	zone, err := time.LoadLocation(a.me.Charter.Clock)
	if err != nil {
		return "", nil, err
	}
	entries, err := v.Entries(a.before(), a.rows+1)
	more := len(entries) > a.rows
	entries = entries[:min(len(entries), a.rows)]
	if err == nil {
		err = n.meetEntries(entries)
	}
	if err != nil {
		return "", nil, err
	}
	t := a.table("web.journal", "word.number", "word.at", "word.what", "word.agreement",
		"word.undoes", "word.undone", "word.by", "word.for", "word.why")
	for i := range entries {
		e := &entries[i]
		line, err := a.entry(n, e)
		if err != nil {
			return "", nil, err
		}
		under := ""
		if line.About != nil {
			under = line.About.Text
		}
		t.Rows = append(t.Rows, []workbook.Cell{
			workbook.Whole(e.Number), workbook.Moment(e.At.Time().In(zone)),
			workbook.Text(line.What), workbook.Text(under),
			workbook.Number(line.Undoes.text(), 0), workbook.Number(line.Undone.text(), 0),
			workbook.Text(line.By),
			workbook.Text(line.For), workbook.Text(line.Why),
		})
	}
	if more {
		a.cut(&t, a.rows, strconv.FormatInt(entries[a.rows-1].Number, 10))
	}
	return "journal", []workbook.Table{t}, nil
}

// links lead to a page's tables, worded by the key of their name; before is
// where the page of the journal begins, 0 elsewhere. What the page's address asks
// for, its tables are asked for too.
func (w wording) links(name, page string, before int64) []action {
	query := ""
	if before > 0 {
		query = "?before=" + strconv.FormatInt(before, 10)
	}
	if at := strings.IndexByte(page, '?'); at >= 0 {
		page, query = page[:at], page[at:]
	}
	var links []action
	for format, called := range map[string]string{".xlsx": "xlsx", ".csv": "CSV"} {
		// lang: web.account web.cases web.deliveries web.agreements web.journal web.scopes
		// lang: web.fund.sums web.statements
		links = append(links, action{Path: page + format + query, Text: w.say.Say("web.download",
			lang.Args{"name": w.say.Say(name, nil), "format": called})})
	}
	slices.SortFunc(links, func(a, b action) int { return strings.Compare(b.Path, a.Path) })
	return links
}
