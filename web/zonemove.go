package web

import (
	"slices"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// movePlace puts a place into a zone beside it, at what that costs: the form says
// it of each, and the act is refused at any other.
func movePlace() form {
	return form{
		start: func(d *draft) error {
			d.typed.Set("from", d.r.Form.Get("day"))
			if d.typed.Get("from") == "" {
				d.typed.Set("from", d.v.Today.String())
			}
			d.typed.Set("zone", d.r.Form.Get("zone"))
			d.typed.Set("outer", d.r.Form.Get("outer"))
			return nil
		},
		read: func(d *draft) office.Act {
			act := &office.MovePlace{
				Place: d.placeAsked(), Zone: hinterland.ZoneCode(d.text("zone")),
				From: d.day("from"), Reason: d.text("reason"), Cost: "0",
			}
			if cost := d.typed.Get(costField(act.Zone)); cost != "" {
				act.Cost = cost
			}
			return act
		},
		paint: paintMove,
		then: func(d *draft, _ hinterland.Entry) string {
			return zonePath(hinterland.ZoneCode(d.text("zone"))) + "?day=" +
				d.day("from").String()
		},
	}
}

// costField holds what the form said that passing to a zone costs.
func costField(zone hinterland.ZoneCode) string { return "cost." + string(zone) }

// placeAsked is the place of the form's address.
func (d *draft) placeAsked() hinterland.PlaceCode {
	return hinterland.PlaceCode(d.r.PathValue("code"))
}

func movePath(place hinterland.PlaceCode, on hinterland.Day) string {
	return placePath(place) + "/move?day=" + on.String()
}

// A zoneMoves is what a place's passing to each zone beside it would change.
type zoneMoves struct {
	Rows  []zoneMoveRow
	Outer *action // to the zones in which the place's zone lies
	Picture
}

// A zoneMoveRow is one of them.
type zoneMoveRow struct {
	Zone, Path, Cost string
	Left, Joined     string // what the zones would weigh
	May              tag
	Why              string // not, and what to do
}

// paintMove lays the form out as things stand on its day.
func paintMove(d *draft) (*formPage, error) {
	place, err := d.place(d.placeAsked())
	if err != nil {
		return nil, err
	}
	on, err := hinterland.ParseDay(d.text("from"))
	if err != nil {
		on = d.v.Today
	}
	z, err := d.zoningOn(on)
	if err != nil {
		return nil, err
	}
	in := z.in[place.Code]
	within, now := z.code[in.Zone].Parent, in.Zone
	body := &zoneMoves{}
	if within != "" && d.typed.Get("outer") == "" {
		body.Outer = &action{
			Path: movePath(place.Code, on) + "&outer=yes",
			Text: d.say.Say("web.move.outer", lang.Args{"zone": d.zoneName(z, within)}),
		}
	} else if within != "" {
		now, within = z.upTo(in.Zone, ""), ""
	}
	q, err := d.v.ZoneQuestion(within, on)
	if err != nil {
		return nil, err
	}
	page := &formPage{
		Title: d.say.Say("web.move", nil), Lead: d.say.Say("web.move.lead", nil),
		Submit: d.say.Say("web.move.do", nil), Moves: body,
		Facts: []fact{
			{
				d.say.Say("word.place", nil), nameOf(d.say, place.Name, place.Code),
				placePath(place.Code),
			},
			{Label: d.say.Say("web.zone.bounds", nil), Text: d.boundWords(q)},
		},
		Hidden: []field{d.filled("", "outer")},
	}
	if in.Zone != "" {
		page.Facts = slices.Insert(page.Facts, 1,
			fact{d.say.Say("row.zone", nil), d.zoneName(z, now), zonePath(now)},
			fact{Label: d.say.Say("column.reason", nil), Text: d.belongs(in.Reason)})
	}
	if body.Picture, err = d.picture(z, z.innermost()); err != nil {
		return nil, err
	}
	if err := d.unsettled(page, q); err != nil {
		return nil, err
	}
	return page, d.fillMoves(page, body, q)
}

// unsettled says on the page why no place can be moved on the day.
func (d *draft) unsettled(page *formPage, q *office.ZoneQuestion) error {
	for _, r := range refusalsIn(q.Settled()) {
		told, err := d.refusal(r)
		if err != nil {
			return err
		}
		page.Notice = &notice{Text: d.line(told)}
	}
	return nil
}

// fillMoves lays out what each move would change, and lets those be chosen that no
// rule forbids.
func (d *draft) fillMoves(page *formPage, body *zoneMoves, q *office.ZoneQuestion) error {
	options := []option{}
	for _, m := range q.MovesOf(d.placeAsked()) {
		name := nameOf(d.say, m.To.Name, m.To.Code)
		row := zoneMoveRow{
			Zone: name, Path: zonePath(m.To.Code), Cost: d.zoneCost(m.Cost, q.Rule.Objective),
			Left: "–", Joined: d.figure(m.Joined),
			May: tag{"good", d.say.Say("web.move.may", nil)},
		}
		if m.Left >= 0 {
			row.Left = d.figure(m.Left)
		}
		for _, r := range refusalsIn(m.Refused) {
			told, err := d.refusal(r)
			if err != nil {
				return err
			}
			row.May, row.Why = tag{"bad", d.say.Say("web.move.not", nil)}, d.line(told)
		}
		if m.Refused == nil {
			options = append(options, option{string(m.To.Code), name})
			page.Hidden = append(page.Hidden, field{Name: costField(m.To.Code), Value: m.Cost})
		}
		body.Rows = append(body.Rows, row)
	}
	page.Groups = []group{{Fields: []field{
		d.field("day", "from", "column.from_day").instead("place"),
		d.field("choice", "zone", "web.move.to").from(options).instead("cost"),
		d.field("text", "reason", "column.reason"),
	}}}
	return nil
}
