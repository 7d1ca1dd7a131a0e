package web

import (
	"net/http"
	"net/url"
	"strconv"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// fixingsShown is how many fixed lines a page lists.
const fixingsShown = 500

// A fixingsBody is what is fixed for a horizon.
type fixingsBody struct {
	Rows []fixingRow
	More string
	Runs string // where the horizon is balanced again
	Back string // the horizon's page
}

// A fixingRow is a line that is fixed.
type fixingRow struct {
	Good, From, To, Period string
	Quantity, Unit, Reason string
	Change, End            string // where it is fixed anew, or let go
}

// fixingQuery asks, in an address, for a line.
func fixingQuery(f *hinterland.Fixing, quantity string) string {
	asked := url.Values{
		"good": {string(f.Good)}, "from": {string(f.From)}, "to": {string(f.To)},
		"period": {strconv.Itoa(int(f.Period))},
	}
	if quantity != "" {
		asked.Set("quantity", quantity)
	}
	return queryOf(asked)
}

// mayFix reports whether the reader may fix lines of plans of a horizon.
func (a *ask) mayFix(h hinterland.HorizonCode) bool {
	return a.may(&office.FixLine{FixedKey: office.FixedKey{Horizon: h}})
}

// fixPath is where a line of a plan of a horizon is fixed.
func fixPath(h hinterland.HorizonCode, f *hinterland.Fixing, of *hinterland.Good) string {
	quantity := trimmed(hinterland.FormatDecimal(int64(f.Quantity), of.Decimals))
	return horizonPath(h) + "/fixings/new" + fixingQuery(f, quantity)
}

// listFixings shows what is fixed for a horizon.
func listFixings(a *ask) error {
	return a.planning(func(v *office.View) error {
		h, err := a.horizon()
		if err != nil {
			return err
		}
		lines, err := v.FixedLines(h.Code)
		if err != nil {
			return err
		}
		body := &fixingsBody{
			Runs: "/runs?horizon=" + url.QueryEscape(string(h.Code)), Back: horizonPath(h.Code),
		}
		if many := len(lines) - fixingsShown; many > 0 {
			lines, body.More = lines[:fixingsShown], a.more(many)
		}
		if body.Rows, err = a.fixingRows(&h, lines); err != nil {
			return err
		}
		a.offer(&office.FixLine{FixedKey: office.FixedKey{Horizon: h.Code}}, action{
			Path: body.Back + "/fixings/new", Text: a.say.Say("web.fixing.add", nil), Main: true,
		})
		title := a.say.Say("web.fixings.of", lang.Args{"horizon": a.horizonName(&h)})
		return a.show(http.StatusOK, "fixings", title, body)
	})
}

func (a *ask) fixingRows(
	h *hinterland.Horizon, lines []hinterland.FixedLine,
) ([]fixingRow, error) {
	n, err := a.names(a.v)
	if err != nil {
		return nil, err
	}
	var parties []hinterland.PartyCode
	for i := range lines {
		parties = append(parties, lines[i].From, lines[i].To)
	}
	rows, fixes := make([]fixingRow, len(lines)), a.mayFix(h.Code)
	for i := range lines {
		f, good := &lines[i], n.good(lines[i].Good)
		rows[i] = fixingRow{
			Good: n.goodName(f.Good), Period: periodHead(h, f.Period), Unit: good.Unit,
			Quantity: quantity(a.say, f.Quantity, good.Decimals), Reason: f.Reason,
		}
		if fixes {
			rows[i].Change = fixPath(h.Code, &f.Fixing, &good)
			rows[i].End = horizonPath(h.Code) + "/fixings/end" + fixingQuery(&f.Fixing, "")
		}
	}
	err = n.learn(parties)
	for i := range rows {
		rows[i].From, rows[i].To = n.party(lines[i].From), n.party(lines[i].To)
	}
	return rows, err
}

// fixedKey is the line that a form is about: as typed or, before that, as the
// address has it.
func (d *draft) fixedKey() office.FixedKey {
	get := func(name string) string {
		if d.typed.Has(name) {
			return d.text(name)
		}
		return d.r.Form.Get(name)
	}
	period, _ := strconv.Atoi(get("period")) // else there is no such period
	return office.FixedKey{
		Horizon: hinterland.HorizonCode(d.r.PathValue("code")),
		Good:    hinterland.GoodCode(get("good")), From: hinterland.PartyCode(get("from")),
		To: hinterland.PartyCode(get("to")), Period: period, Base: d.based().Base,
	}
}

// fixedFields are the names of the fields that name a line.
func fixedFields() []string { return []string{"good", "from", "to", "period"} }

// fromAddress fills in which line an address asks for.
func (d *draft) fromAddress(more ...string) {
	for _, name := range append(fixedFields(), more...) {
		d.typed.Set(name, d.r.Form.Get(name))
	}
}

// toFixings is the page of all lines that are fixed for the horizon.
func (d *draft) toFixings(hinterland.Entry) string {
	return pathOf("/horizons/", d.r.PathValue("code")) + "/fixings"
}

// fixLine fixes a line, or says anew what was fixed.
func fixLine() form {
	return form{
		start: func(d *draft) error {
			d.fromAddress("quantity")
			key := d.fixedKey()
			lines, err := d.v.FixedLines(key.Horizon)
			for i := range lines {
				f := &lines[i]
				if f.Good == key.Good && f.From == key.From && f.To == key.To &&
					int(f.Period) == key.Period {
					d.typed.Set("reason", f.Reason)
				}
			}
			return err
		},
		read: func(d *draft) office.Act {
			return &office.FixLine{
				FixedKey: d.fixedKey(), Quantity: d.number("quantity"), Reason: d.text("reason"),
			}
		},
		paint: paintFixing, then: (*draft).toFixings,
		foresee: weighFixing(func(d *draft) string { return d.number("quantity") }),
	}
}

func paintFixing(d *draft) (*formPage, error) {
	h, err := d.horizon()
	if err != nil {
		return nil, err
	}
	n, err := d.names(d.v)
	if err != nil {
		return nil, err
	}
	parties, err := d.partyOptions("")
	if err != nil {
		return nil, err
	}
	page := &formPage{
		Title: d.say.Say("web.fixing.add", nil), Submit: d.say.Say("web.fixing.send", nil),
		Lead: d.say.Say("web.fixing.lead", nil), Facts: d.horizonFacts(&h),
		Groups: []group{{Fields: []field{
			d.field("choice", "good", "word.good").from(n.goodOptions()),
			d.pick("from", "column.from_party", parties, "web.choice.party"),
			d.pick("to", "column.to_party", parties, "web.choice.party"), d.periodField(&h),
			d.field("number", "quantity", "word.quantity").
				hint(d.say.Say("web.fixing.quantity", nil)).
				unit(n.good(hinterland.GoodCode(d.text("good"))).Unit),
			d.field("text", "reason", "column.reason").hint(d.say.Say("web.fixing.reason", nil)),
		}}},
	}
	return page, d.foretell(page, &h, n)
}

// horizonFacts say which horizon a form is about.
func (d *draft) horizonFacts(h *hinterland.Horizon) []fact {
	return []fact{{d.say.Say("word.horizon", nil), d.horizonName(h), horizonPath(h.Code)}}
}

// periodField asks for a period of a horizon.
func (d *draft) periodField(h *hinterland.Horizon) field {
	var options []option
	for i, head := range periodHeads(h) {
		options = append(options, option{strconv.Itoa(i + 1), head})
	}
	return d.field("choice", "period", "column.in_period").from(options)
}

// unfixLine lets a line go free.
func unfixLine() form {
	return form{
		start: func(d *draft) error { d.fromAddress(); return nil },
		read:  func(d *draft) office.Act { return &office.UnfixLine{FixedKey: d.fixedKey()} },
		paint: func(d *draft) (*formPage, error) {
			h, err := d.horizon()
			if err != nil {
				return nil, err
			}
			key := d.fixedKey()
			n, err := d.names(d.v, key.From, key.To)
			if err != nil {
				return nil, err
			}
			page := &formPage{
				Title: d.say.Say("web.fixing.end", nil), Submit: d.say.Say("web.fixing.end", nil),
				Lead: d.say.Say("web.fixing.end.lead", nil),
				Facts: append(d.horizonFacts(&h),
					fact{Label: d.say.Say("row.fixing", nil), Text: n.goodName(key.Good)},
					fact{Label: d.say.Say("column.from_party", nil), Text: n.party(key.From)},
					fact{Label: d.say.Say("column.to_party", nil), Text: n.party(key.To)}),
			}
			for _, name := range fixedFields() {
				page.Hidden = append(page.Hidden, field{Name: name, Value: d.text(name)})
			}
			if key.Period > 0 && key.Period <= h.Periods {
				page.Facts = append(page.Facts, fact{
					Label: d.say.Say("column.in_period", nil),
					Text:  periodHead(&h, hinterland.Period(key.Period)),
				})
			}
			return page, d.foretell(page, &h, n)
		},
		then:    (*draft).toFixings,
		foresee: weighFixing(func(*draft) string { return "" }),
	}
}
