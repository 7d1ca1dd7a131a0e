package web

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
	"hinterland/workbook"
)

// A statementWish is what an address asks for of what is stated.
type statementWish struct {
	hinterland.StatementQuery
	asked url.Values // without the mark
}

// wish is what an address asks for of what is stated; it refuses what that
// cannot be narrowed to.
func (a *ask) wish(
	query url.Values, h hinterland.HorizonCode, limit int,
) (statementWish, error) {
	w := wishIn(query, h, limit)
	kind := w.asked.Get("kind")
	if kind != "" && kind != string(w.Kind) {
		return w, badQuery("query.kind", "kind", kind)
	}
	return w, a.known(w.asked, "party", "good", "place", "class")
}

// wishIn reads an address. A mark that nobody can have been given there is passed
// over. A table that was cut says where the rest begins by before.
func wishIn(query url.Values, h hinterland.HorizonCode, limit int) statementWish {
	get := func(name string) string { return strings.TrimSpace(query.Get(name)) }
	w := statementWish{asked: url.Values{}, StatementQuery: hinterland.StatementQuery{
		Horizon: h, Kind: hinterland.Offered, Limit: limit,
		Party: hinterland.PartyCode(get("party")),
		Good:  hinterland.GoodCode(get("good")), Place: hinterland.PlaceCode(get("place")),
		Class: get("class"), After: markIn(cmp.Or(get("after"), get("before"))),
	}}
	if get("kind") == string(hinterland.Needed) {
		w.Kind = hinterland.Needed
	}
	for _, name := range []string{"kind", "party", "good", "place", "class"} {
		if value := get(name); value != "" {
			w.asked.Set(name, value)
		}
	}
	return w
}

// markIn reads what markText writes, and anything else as the beginning.
func markIn(text string) (m hinterland.Mark) {
	parts := strings.Fields(text)
	if len(parts) != 3 {
		return m
	}
	met, err := strconv.Atoi(parts[2])
	if err != nil || met < 0 {
		return m
	}
	return hinterland.Mark{
		Good: hinterland.GoodCode(parts[0]), Party: hinterland.PartyCode(parts[1]), Met: met,
	}
}

// markText writes a mark into an address. Codes have no spaces.
func markText(m hinterland.Mark) string {
	return string(m.Good) + " " + string(m.Party) + " " + strconv.Itoa(m.Met)
}

// behind is the mark behind what was read of a wish.
func (w *statementWish) behind(read []office.Stated) string {
	list := make([]hinterland.Statement, len(read))
	for i := range read {
		list[i] = read[i].Statement
	}
	return markText(hinterland.MarkAfter(list, w.After))
}

// A statementBody is what is stated for a horizon, as the page shows it.
type statementBody struct {
	Horizon  horizonRow
	Fixings  string // where lines are fixed; empty to who does not plan
	Fields   []field
	Kinds    []place // offers and needs, of which one is shown
	Ranked   string  // what the column of the price or the priority is called
	Heads    []string
	Rows     []statementRow
	Next     string
	LinksFor string // the address whose tables can be had
}

// A statementRow is a line of what is stated.
type statementRow struct {
	Good, GoodPath, Party, PartyPath, Rank, Total, Unit string
	Amounts                                             []string
}

// mostPeriods is how many periods a table shows: with more, it shows the sums
// only.
const mostPeriods = 36

// showHorizon shows what is offered or needed in a horizon.
func showHorizon(a *ask) error {
	return a.view(func(v *office.View) error {
		h, err := a.horizon()
		if err != nil {
			return err
		}
		w, err := a.wish(a.r.Form, h.Code, rowsAtOnce+1)
		if err != nil {
			return err
		}
		stated, err := v.Statements(w.StatementQuery)
		if err != nil {
			return err
		}
		path := horizonPath(h.Code)
		body := &statementBody{Horizon: a.horizonRow(&h), Ranked: a.ranked(w.Kind)}
		body.LinksFor = path + "/statements" + queryOf(w.asked)
		if v.Plans() {
			body.Fixings = path + "/fixings"
		}
		if len(stated) > rowsAtOnce {
			stated = stated[:rowsAtOnce]
			next := w.asked
			next.Set("after", w.behind(stated))
			body.Next = path + queryOf(next)
		}
		for _, kind := range []hinterland.StatementKind{hinterland.Offered, hinterland.Needed} {
			one := place{
				Path: path + "?kind=" + string(kind), Text: a.statements(kind), What: string(kind),
			}
			if kind == w.Kind {
				one.Here = "page"
			}
			body.Kinds = append(body.Kinds, one)
		}
		if h.Periods <= mostPeriods {
			body.Heads = periodHeads(&h)
		}
		if body.Rows, err = a.statementRows(v, &h, stated); err != nil {
			return err
		}
		if body.Fields, err = a.statementFields(&w); err != nil {
			return err
		}
		if h.Closed == hinterland.Forevermore {
			a.offerStating(&h, v.Actor().Party)
		}
		return a.show(http.StatusOK, "horizon", a.say.Say("web.statements.of", lang.Args{
			"what": a.statements(w.Kind), "horizon": nameOf(a.say, h.Name, h.Code),
		}), body)
	})
}

// offerStating offers to state, one by one or by a sheet, what a party offers and needs.
func (a *ask) offerStating(h *hinterland.Horizon, party hinterland.PartyCode) {
	body := office.StatementBody{Horizon: h.Code, Party: party}
	path := horizonPath(h.Code) + "/statements/new?kind="
	a.offer(&office.StateOffer{OfferBody: office.OfferBody{StatementBody: body}}, action{
		Path: path + string(hinterland.Offered), Text: a.say.Say("web.state.offer", nil),
		Main: true,
	})
	a.offer(&office.StateNeed{NeedBody: office.NeedBody{StatementBody: body}}, action{
		Path: path + string(hinterland.Needed), Text: a.say.Say("web.state.need", nil),
	})
	a.offer(&office.StateNeed{NeedBody: office.NeedBody{StatementBody: body}}, action{
		Path: "/import?horizon=" + url.QueryEscape(string(h.Code)),
		Text: a.say.Say("web.intake", nil),
	})
}

// queryOf is the end of an address that asks for something; empty for nothing.
func queryOf(asked url.Values) string {
	if len(asked) == 0 {
		return ""
	}
	return "?" + asked.Encode()
}

// statements words offers or needs.
func (a *ask) statements(kind hinterland.StatementKind) string {
	// lang: web.statements.offer web.statements.need
	return a.say.Say("web.statements."+string(kind), nil)
}

// ranked words what statements of a kind differ in beside good and party.
func (a *ask) ranked(kind hinterland.StatementKind) string {
	if kind == hinterland.Needed {
		return a.say.Say("column.priority", nil)
	}
	return a.say.Say("word.price", nil)
}

// rank words the price or the priority of a statement; a price that the
// reader may not know by a dash.
func (a *ask) rank(s *office.Stated, currency string) string {
	switch {
	case s.Kind == hinterland.Needed:
		return strconv.Itoa(s.Priority)
	case !s.Priced:
		return "–"
	}
	return money(a.say, s.Price) + " " + currency
}

// statementRows lays statements out.
func (a *ask) statementRows(
	v *office.View, h *hinterland.Horizon, stated []office.Stated,
) ([]statementRow, error) {
	n, err := a.statementNames(v, stated)
	if err != nil {
		return nil, err
	}
	rows := make([]statementRow, len(stated))
	for i := range stated {
		s := &stated[i]
		of := n.good(s.Good)
		rows[i] = statementRow{
			Good: n.goodName(s.Good), Party: n.party(s.Party), PartyPath: partyPath(s.Party),
			GoodPath: marketPath(h.Code, s.Good), Rank: a.rank(s, of.Currency), Unit: of.Unit,
			Total: quantity(a.say, s.Total, of.Decimals),
		}
		if h.Periods <= mostPeriods {
			rows[i].Amounts = a.amounts(s.Quantities, h.Periods, &of)
		}
	}
	return rows, nil
}

// statementNames are what goods and the parties of statements are called.
func (a *ask) statementNames(v *office.View, stated []office.Stated) (*names, error) {
	var parties []hinterland.PartyCode
	for i := range stated {
		parties = append(parties, stated[i].Party)
	}
	return a.names(v, parties...)
}

// amounts word quantities of a good for all periods; nothing by nothing.
func (a *ask) amounts(q []hinterland.Quantity, periods int, of *hinterland.Good) []string {
	texts := make([]string, periods)
	for i := range min(len(q), periods) {
		if q[i] != 0 {
			texts[i] = quantity(a.say, q[i], of.Decimals)
		}
	}
	return texts
}

// statementFields narrow the list.
func (a *ask) statementFields(w *statementWish) ([]field, error) {
	d := &draft{ask: a, typed: w.asked}
	all := option{Text: d.say.Say("web.all", nil)}
	goods, err := a.v.Goods()
	if err != nil {
		return nil, err
	}
	var classes []string
	for _, g := range goods {
		classes = append(classes, g.Class)
	}
	slices.Sort(classes)
	classes = slices.DeleteFunc(slices.Compact(classes), func(c string) bool { return c == "" })
	class := d.field("choice", "class", "column.class")
	class.Options = []option{all}
	for _, c := range classes {
		text := c
		if c == hinterland.LabourClass { // which is no word of the office's
			text = a.say.Say("report.class.labour", nil)
		}
		class.Options = append(class.Options, option{c, text})
	}
	fields, err := d.whereFields()
	if len(classes) > 0 {
		fields = append(fields, class)
	}
	return fields, err
}

// whereFields narrow a list to a good, a place and a party.
func (d *draft) whereFields() ([]field, error) {
	all := option{Text: d.say.Say("web.all", nil)}
	parties, err := d.partyOptions("")
	if err != nil {
		return nil, err
	}
	party := d.field("text", "party", "word.party")
	if parties != nil {
		party.Kind, party.Options = "choice", append([]option{all}, parties...)
	}
	place, err := d.placeField("place", "word.place", "")
	place.Optional = false // nobody has to filter
	if len(place.Options) > 0 {
		place.Options[0] = all
	}
	good := d.field("choice", "good", "word.good")
	good.Options = append([]option{all}, d.named.goodOptions()...)
	return []field{good, place, party}, err
}

// statementTables are what is stated, for spreadsheet programs.
func (a *ask) statementTables(v *office.View) (string, []workbook.Table, error) {
	h, err := a.horizon()
	if err != nil {
		return "", nil, err
	}
	w, err := a.wish(a.r.Form, h.Code, a.rows+1)
	if err != nil {
		return "", nil, err
	}
	stated, err := v.Statements(w.StatementQuery)
	if err != nil {
		return "", nil, err
	}
	more := len(stated) > a.rows
	stated = stated[:min(len(stated), a.rows)]
	n, err := a.statementNames(v, stated)
	if err != nil {
		return "", nil, err
	}
	t := workbook.Table{Name: a.statements(w.Kind)}
	for _, key := range []string{
		"column.party_code", "word.party", "column.good_code", "word.good",
	} {
		// lang: column.party_code word.party column.good_code word.good
		t.Heads = append(t.Heads, a.say.Say(key, nil))
	}
	t.Heads = append(t.Heads, a.ranked(w.Kind), a.say.Say("word.unit", nil),
		a.say.Say("web.statements.total", nil))
	t.Heads = append(t.Heads, periodHeads(&h)...)
	for i := range stated {
		t.Rows = append(t.Rows, statementCells(n, &stated[i], h.Periods))
	}
	if more {
		a.cut(&t, a.rows, w.behind(stated))
	}
	return string(w.Kind) + "s-" + string(h.Code), []workbook.Table{t}, nil
}

// statementCells are the cells of a statement.
func statementCells(n *names, s *office.Stated, periods int) []workbook.Cell {
	of := n.good(s.Good)
	rank := workbook.Whole(int64(s.Priority))
	if s.Kind == hinterland.Offered {
		rank = workbook.Cell{}
		if s.Priced {
			rank = priceCell(s.Price)
		}
	}
	row := []workbook.Cell{
		workbook.Text(string(s.Party)), workbook.Text(n.party(s.Party)),
		workbook.Text(string(s.Good)), workbook.Text(n.goodName(s.Good)), rank,
		workbook.Text(of.Unit), amountCell(s.Total, &of),
	}
	for i := range periods {
		cell := workbook.Cell{}
		if i < len(s.Quantities) && s.Quantities[i] > 0 {
			cell = amountCell(s.Quantities[i], &of)
		}
		row = append(row, cell)
	}
	return row
}
