package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
	"hinterland/workbook"
)

// The form that states what a party offers or needs has a row for each good,
// with a field for each period. A row that is copied in a spreadsheet program
// fills from the field on into which it is put, and a block of them goes into
// one text below, so that no script is needed. What is not changed is not
// stated anew.

// How many rows the form shows that are stated, and how many that are free.
const (
	statedAtOnce = 25
	freeRows     = 5
)

// The fields of a row: its good, its price or priority, the quantities of its
// periods, what it said when the form was shown, and on which entry that rests.
func stateField(row int, name string) string { return "row." + strconv.Itoa(row) + "." + name }

func quantityField(row, period int) string { return stateField(row, "q"+strconv.Itoa(period)) }

// stateGoods is the form.
func stateGoods() form {
	return form{
		start: startStating,
		read: func(d *draft) office.Act {
			s, err := d.readStating()
			if err != nil {
				d.failed = err
				return &office.Batch{}
			}
			d.faults = append(d.faults, s.faults...)
			if len(s.acts) == 0 && len(d.faults) == 0 {
				d.fault(rowsField, hinterland.Refuse(hinterland.Invalid, "statement.same", nil))
			}
			return &office.Batch{Acts: s.acts}
		},
		paint: paintStating,
		then: func(d *draft, _ hinterland.Entry) string {
			return horizonPath(hinterland.HorizonCode(d.r.PathValue("code"))) + "?" + url.Values{
				"kind": {string(d.statedKind())}, "party": {d.typed.Get("party")},
			}.Encode()
		},
	}
}

// statedKind is whether the form is of offers or needs.
func (d *draft) statedKind() hinterland.StatementKind {
	if d.typed.Get("kind") == string(hinterland.Needed) {
		return hinterland.Needed
	}
	return hinterland.Offered
}

// body is of what all acts of the form are, but the good.
func (d *draft) stateBody(good string) office.StatementBody {
	return office.StatementBody{
		Horizon: hinterland.HorizonCode(d.r.PathValue("code")),
		Party:   hinterland.PartyCode(d.typed.Get("party")), Good: hinterland.GoodCode(good),
	}
}

// startStating fills a new form with what the party has stated.
func startStating(d *draft) error {
	h, err := d.horizon()
	if err != nil {
		return err
	}
	for _, name := range []string{"kind", "party"} {
		d.typed.Set(name, d.r.Form.Get(name))
	}
	kind := d.typed.Get("kind")
	if kind != "" && kind != string(d.statedKind()) {
		return badQuery("query.kind", "kind", kind)
	}
	if d.typed.Get("party") == "" {
		d.typed.Set("party", d.typed.Get(forField))
	}
	d.typed.Set("kind", string(d.statedKind()))
	if err := d.mayState(); err != nil {
		return err
	}
	stated, err := d.v.Statements(hinterland.StatementQuery{
		Horizon: h.Code, Kind: d.statedKind(), Limit: statedAtOnce,
		Party: hinterland.PartyCode(d.typed.Get("party")),
		Good:  hinterland.GoodCode(d.r.Form.Get("good")), After: markIn(d.r.Form.Get("after")),
	})
	n, err2 := d.names(d.v)
	if err == nil {
		err = err2
	}
	for i := range stated {
		s := &stated[i]
		row, of := i+1, n.good(s.Good)
		d.typed.Set(stateField(row, "good"), string(s.Good))
		d.typed.Set(stateField(row, "rank"), plainRank(s))
		for p, q := range s.Quantities {
			text := ""
			if q > 0 {
				text = trimmed(hinterland.FormatDecimal(int64(q), of.Decimals))
			}
			d.typed.Set(quantityField(row, p+1), text)
		}
		d.typed.Set(stateField(row, "base"), hinterland.FormatDecimal(s.Base, 0))
		d.typed.Set(stateField(row, "was"), strings.Join(d.cellsOf(row, h.Periods), " "))
	}
	d.typed.Set("rows.n", strconv.Itoa(len(stated)+freeRows))
	d.typed.Set("periods.n", strconv.Itoa(h.Periods))
	return err
}

// mayState refuses who may not state anything for the party.
func (d *draft) mayState() error {
	if d.statedKind() == hinterland.Needed {
		return d.v.May(&office.StateNeed{NeedBody: office.NeedBody{StatementBody: d.stateBody("")}})
	}
	return d.v.May(&office.StateOffer{OfferBody: office.OfferBody{StatementBody: d.stateBody("")}})
}

// plainRank is the price or the priority of a statement as people type it.
func plainRank(s *office.Stated) string {
	if s.Kind == hinterland.Needed {
		return strconv.Itoa(s.Priority)
	}
	return trimmed(priceText(s.Price))
}

// cellsOf are the price or priority and the quantities of a row, 0 for
// nothing, as the office reads them. What was put into a field as a row of
// cells fills those behind it too.
func (d *draft) cellsOf(row, periods int) []string {
	cells := make([]string, periods+1)
	cells[0] = d.number(stateField(row, "rank"))
	for p := 1; p <= periods; p++ {
		parts := strings.Split(strings.Trim(d.typed.Get(quantityField(row, p)), "\r\n"), "\t")
		for i, part := range parts {
			if p+i > periods || i > 0 && strings.TrimSpace(part) == "" {
				continue
			}
			if len(parts) > 1 {
				d.typed.Set(quantityField(row, p+i), strings.TrimSpace(part))
			}
		}
		if cells[p] = d.number(quantityField(row, p)); cells[p] == "" {
			cells[p] = "0"
		}
	}
	return cells
}

// A statingRead is what was read of the form: its acts, of which row each is,
// and what could not be read.
type statingRead struct {
	acts   []office.Step
	rows   []int // by act; 0 for those of the text
	faults hinterland.Refusals
}

func (s *statingRead) add(row int, act office.Act) {
	s.acts, s.rows = append(s.acts, office.Step{Act: act}), append(s.rows, row)
}

// readStating reads the rows, and the text.
func (d *draft) readStating() (*statingRead, error) {
	s := &statingRead{}
	periods := d.count("periods.n", hinterland.MaxPeriods)
	for row := range d.count("rows.n", statedAtOnce+freeRows) {
		d.readStated(s, row+1, periods)
	}
	if strings.TrimSpace(d.typed.Get(rowsField)) == "" {
		return s, nil
	}
	return s, d.readPasted(s, periods)
}

// count is how many of something the form was shown with.
func (d *draft) count(name string, most int) int {
	n, err := strconv.Atoi(d.typed.Get(name))
	if err != nil {
		return 0
	}
	return max(0, min(n, most))
}

// readStated makes the acts of a row: none where nothing was changed, and two
// where it has another price or priority than before.
func (d *draft) readStated(s *statingRead, row, periods int) {
	good, was := d.text(stateField(row, "good")), d.typed.Get(stateField(row, "was"))
	cells := d.cellsOf(row, periods)
	blank := !slices.ContainsFunc(cells[1:], func(q string) bool { return q != "0" })
	if strings.Join(cells, " ") == was || was == "" && good == "" && blank && cells[0] == "" {
		return
	}
	base, _ := strconv.ParseInt(d.typed.Get(stateField(row, "base")), 10, 64)
	if former, _, _ := strings.Cut(was, " "); was != "" && (blank || former != cells[0]) {
		s.add(row, d.withdrawing(good, former, base))
		base = 0
	}
	if !blank {
		s.add(row, d.stating(good, cells, base))
	} else if was == "" {
		s.add(row, d.stating(good, cells, 0)) // which is refused, with what it lacks
	}
}

// stating is the act that states a row.
func (d *draft) stating(good string, cells []string, base int64) office.Act {
	amount := office.Amount{Quantities: cells[1:], Base: base}
	if d.statedKind() == hinterland.Offered {
		return &office.StateOffer{
			OfferBody: office.OfferBody{StatementBody: d.stateBody(good), Price: cells[0]},
			Amount:    amount,
		}
	}
	return &office.StateNeed{
		NeedBody: office.NeedBody{
			StatementBody: d.stateBody(good), Priority: priorityIn(cells[0]),
		}, Amount: amount,
	}
}

// withdrawing is the act that takes back what was stated at a price or a
// priority.
func (d *draft) withdrawing(good, rank string, base int64) office.Act {
	body := d.stateBody(good)
	if d.statedKind() == hinterland.Offered {
		return &office.WithdrawOffer{
			OfferBody: office.OfferBody{StatementBody: body, Price: rank},
			Based:     office.Based{Base: base},
		}
	}
	return &office.WithdrawNeed{
		NeedBody: office.NeedBody{StatementBody: body, Priority: priorityIn(rank)},
		Based:    office.Based{Base: base},
	}
}

// priorityIn reads a priority; what is none reads as 0, which the office
// refuses.
func priorityIn(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0
	}
	return n
}

// readPasted makes the acts of a text of rows, as a spreadsheet program
// copies them: good by code or name, price or priority, quantities.
func (d *draft) readPasted(s *statingRead, periods int) error {
	lines, err := workbook.ReadText(d.typed.Get(rowsField))
	if err != nil {
		d.fault(rowsField, hinterland.Refuse(hinterland.Invalid, "sheet.none", nil))
		return nil
	}
	if err := d.learnCalls(); err != nil {
		return err
	}
	standing, err := d.standing()
	if err != nil {
		return err
	}
	for _, line := range lines {
		if len(line) < 2 || line[0] == "" {
			continue
		}
		good := d.called.goods.code(line[0])
		cells := pastedCells(line[1:], periods)
		base := standing[good+" "+cells[0]]
		blank := !slices.ContainsFunc(cells[1:], func(q string) bool { return q != "0" })
		if blank && base > 0 {
			s.add(0, d.withdrawing(good, cells[0], base))
		} else if !blank {
			s.add(0, d.stating(good, cells, base))
		}
	}
	return nil
}

// pastedCells reads cells as the fields of a row are read. More than there
// are periods are kept, for the office to refuse.
func pastedCells(line []string, periods int) []string {
	cells := make([]string, max(len(line), periods+1))
	for i := range cells {
		r := &draft{typed: url.Values{}}
		if i < len(line) {
			r.typed.Set("q", line[i])
		}
		if cells[i] = r.number("q"); cells[i] == "" && i > 0 {
			cells[i] = "0"
		}
	}
	for len(cells) > periods+1 && cells[len(cells)-1] == "0" {
		cells = cells[:len(cells)-1]
	}
	return cells
}

// standing is on which entries what the party has stated rests, by good and
// price or priority as people type them.
func (d *draft) standing() (map[string]int64, error) {
	if d.stood != nil {
		return d.stood, nil
	}
	d.stood = map[string]int64{}
	return d.stood, d.view(func(v *office.View) error {
		stated, err := v.Statements(hinterland.StatementQuery{
			Horizon: hinterland.HorizonCode(d.r.PathValue("code")), Kind: d.statedKind(),
			Party: hinterland.PartyCode(d.typed.Get("party")), Limit: rowsInTable,
		})
		for i := range stated {
			d.stood[string(stated[i].Good)+" "+plainRank(&stated[i])] = stated[i].Base
		}
		return err
	})
}

// paintStating lays the form out.
func paintStating(d *draft) (*formPage, error) {
	h, err := d.horizon()
	if err != nil {
		return nil, err
	}
	if err := d.mayState(); err != nil {
		return nil, err
	}
	n, err := d.names(d.v, hinterland.PartyCode(d.typed.Get("party")))
	if err != nil {
		return nil, err
	}
	read, err := d.readStating()
	if err != nil {
		return nil, err
	}
	kind := d.statedKind()
	// lang: web.state.offer web.state.need
	page := &formPage{
		Title: d.say.Say("web.state."+string(kind), nil), Submit: d.say.Say("web.state.enter", nil),
		Lead: d.say.Say("web.state.lead", nil),
		Facts: []fact{
			{
				Label: d.say.Say("word.horizon", nil), Text: nameOf(d.say, h.Name, h.Code),
				Link: horizonPath(h.Code),
			},
			{
				Label: d.say.Say("word.party", nil),
				Text:  n.party(hinterland.PartyCode(d.typed.Get("party"))),
			},
		},
	}
	for _, name := range []string{"kind", "party", "rows.n", "periods.n"} {
		page.Hidden = append(page.Hidden, d.filled("", name))
	}
	table := group{Wide: page.Title, Heads: append([]string{
		d.say.Say("word.good", nil), d.ranked(kind),
	}, periodHeads(&h)...)}
	for i := range d.count("rows.n", statedAtOnce+freeRows) {
		for _, name := range []string{"base", "was"} {
			page.Hidden = append(page.Hidden, d.filled("", stateField(i+1, name)))
		}
		table.Rows = append(table.Rows, d.statedRow(n, &h, i+1, read))
	}
	page.Groups = []group{table, {Fields: []field{
		d.field("rows", rowsField, "web.state.rows").optional().instead(stepsField).
			hint(d.say.Say("web.state.rows.hint", lang.Args{"rank": d.ranked(kind)})),
	}}}
	return page, nil
}

// statedRow are the fields of a row, each of which stands for what the acts
// of the row have.
func (d *draft) statedRow(
	n *names, h *hinterland.Horizon, row int, read *statingRead,
) []field {
	of := func(name string) (fields []string) {
		for i, from := range read.rows {
			if from == row {
				fields = append(fields, stepsField+"."+strconv.Itoa(i+1)+name)
			}
		}
		return fields
	}
	good := d.filled("choice", stateField(row, "good"))
	rank := d.filled("number", stateField(row, "rank"))
	if code := hinterland.GoodCode(good.Value); d.typed.Get(stateField(row, "was")) != "" {
		good = good.from([]option{{string(code), d.say.Say("web.counted", lang.Args{
			"what": n.goodName(code), "unit": n.good(code).Unit,
		})}})
	} else {
		good = good.from(n.goodOptions())
	}
	good = good.instead(append(of(".good"), of("")...)...)
	rank = rank.instead(append(of(".price"), of(".priority")...)...)
	fields := []field{
		good.labelled(d.say.Say("web.state.good", lang.Args{"row": row})),
		rank.labelled(d.say.Say("web.state.rank", lang.Args{
			"row": row, "rank": d.ranked(d.statedKind()),
		})),
	}
	for p := 1; p <= h.Periods; p++ {
		f := d.filled("number", quantityField(row, p)).
			instead(of(".quantities." + strconv.Itoa(p))...)
		if p == 1 {
			f.Stands = append(f.Stands, of(".quantities")...)
		}
		fields = append(fields, f.labelled(d.say.Say("web.state.quantity", lang.Args{
			"row": row, "period": periodHead(h, hinterland.Period(p)),
		})))
	}
	return fields
}
