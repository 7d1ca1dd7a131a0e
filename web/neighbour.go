package web

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// A placeBody is a place as its page shows it.
type placeBody struct {
	Facts  []fact
	Rows   []nearRow
	More   string // how many others are not listed
	Choose *field // of which other place something is to be said; nil where the reader cannot
	Path   string // where that is chosen
	Pair   *pairBody
}

// A pairBody is what can be said of the place and another.
type pairBody struct {
	Title string
	Row   nearRow
	Links []action
}

// A nearRow is what is said of a place and another.
type nearRow struct {
	Other, Path      string // the other place, and where more is said of the two
	Border           tag
	Reason           string
	Strength, Source string
	There, Back      string // how far it is, in kilometres

	code   hinterland.PlaceCode
	stands bool
	tie    int64
}

// nearShown is how many other places a page lists.
const nearShown = 200

func placePath(code hinterland.PlaceCode) string {
	return "/places/" + url.PathEscape(string(code))
}

// pairPath is the page of a place, where another is looked at beside it.
func pairPath(code, other hinterland.PlaceCode) string {
	return placePath(code) + "?other=" + url.QueryEscape(string(other)) + "#pair"
}

// showPlace shows a place, and what is said of it and others.
func showPlace(a *ask) error {
	code := hinterland.PlaceCode(a.r.PathValue("code"))
	other := hinterland.PlaceCode(a.r.Form.Get("other"))
	return a.view(func(v *office.View) error {
		p, err := a.place(code)
		if err != nil {
			return err
		}
		if err := a.knownAs("other", "place", string(other)); err != nil {
			return err
		}
		n := a.noNames(v)
		s, err := v.Surroundings(code)
		if err != nil {
			return err
		}
		if err := n.learnPlaces(append(s.Others(code), p.Parent, other, code)); err != nil {
			return err
		}
		body := &placeBody{Facts: a.placeFacts(n, &p), Path: placePath(code)}
		rows := a.nearRows(n, code, &s)
		if len(rows) > nearShown {
			body.More = a.say.Say("web.near.more", lang.Args{"count": len(rows) - nearShown})
		}
		body.Rows = rows[:min(len(rows), nearShown)]
		if err := a.zoneOfPlace(body, code); err != nil {
			return err
		}
		if err := a.offerOnPlace(body, code, other); err != nil {
			return err
		}
		if _, there := n.places[other]; there && other != code {
			body.Pair = a.pair(n, code, other, rows)
		}
		return a.show(http.StatusOK, "place", nameOf(a.say, p.Name, code), body)
	})
}

// zoneOfPlace says in which zone a place is today, and offers to move and pin it,
// where there are zones.
func (a *ask) zoneOfPlace(body *placeBody, code hinterland.PlaceCode) error {
	z, err := a.zoningOn(a.v.Today)
	if err != nil || len(z.zones) == 0 {
		return err
	}
	if in, is := z.in[code]; is {
		body.Facts = append(body.Facts, fact{
			a.say.Say("row.zone", nil), a.say.Say("web.place.zone", lang.Args{
				"zone":   a.zoneName(z, in.Zone),
				"since":  a.term(in.Term.From, hinterland.Forevermore),
				"reason": a.belongs(in.Reason),
			}), zonePath(in.Zone),
		})
		a.offer(&office.MovePlace{Place: code}, action{
			Path: movePath(code, a.v.Today), Text: a.say.Say("web.move", nil),
		})
	}
	a.offer(&office.PinPlace{Place: code}, action{
		Path: placePath(code) + "/pin", Text: a.say.Say("web.zone.pin", nil),
	})
	return nil
}

// offerOnPlace offers what can be said of a place.
func (a *ask) offerOnPlace(body *placeBody, code, other hinterland.PlaceCode) error {
	a.offer(&office.DescribePlace{RegisterPlace: office.RegisterPlace{Code: code}}, action{
		Path: placePath(code) + "/details", Text: a.say.Say("web.place.describe", nil),
	})
	if !a.may(&office.StateBorder{A: code}) {
		return nil
	}
	d := &draft{ask: a, typed: url.Values{"other": {string(other)}}}
	choose, err := d.placeField("other", "web.near.other", code)
	choose.Optional = false
	body.Choose = &choose
	return err
}

// placeFacts are what is said of a place by itself.
func (a *ask) placeFacts(n *names, p *hinterland.Place) []fact {
	facts := []fact{
		{Label: a.say.Say("word.code", nil), Text: string(p.Code)},
		{Label: a.say.Say("column.at", nil), Text: cmp.Or(a.position(p), "–")},
	}
	if p.Parent != "" {
		facts = append(facts, fact{
			a.say.Say("web.place.parent", nil), n.place(p.Parent), placePath(p.Parent),
		})
	}
	if p.Weight != hinterland.Unweighed {
		facts = append(facts, fact{
			Label: a.say.Say("word.weight", nil),
			Text: a.say.Say("web.place.weighed", lang.Args{
				"weight": a.say.Number(p.Weighed()), "source": p.Source,
			}),
		})
	}
	return facts
}

// nearRows lay out what is said of a place and others: neighbours first, then by
// how much they have to do with each other.
func (a *ask) nearRows(n *names, code hinterland.PlaceCode, s *office.Surroundings) []nearRow {
	by := map[hinterland.PlaceCode]*nearRow{}
	var rows []*nearRow
	for _, other := range s.Others(code) {
		row := &nearRow{Other: n.place(other), Path: pairPath(code, other), code: other}
		by[other], rows = row, append(rows, row)
	}
	across := func(first, second hinterland.PlaceCode) *nearRow {
		if first == code {
			return by[second]
		}
		return by[first]
	}
	for i := range s.Borders {
		b := &s.Borders[i]
		row := across(b.A, b.B)
		row.Border, row.Reason, row.stands = a.borderTag(b), b.Reason, b.Stands()
	}
	for _, t := range s.Ties {
		row := across(t.A, t.B)
		row.tie, row.Source = t.Strength, t.Source
		row.Strength = trimmed(hinterland.FormatDecimal(t.Strength, hinterland.TiePlaces))
	}
	for _, d := range s.Distances {
		km := trimmed(hinterland.FormatDecimal(d.Hectometres, 1))
		if d.From == code {
			by[d.To].There = km
		} else {
			by[d.From].Back = km
		}
	}
	slices.SortStableFunc(rows, func(x, y *nearRow) int {
		if x.stands != y.stands {
			return map[bool]int{true: -1, false: 1}[x.stands]
		}
		return cmp.Compare(y.tie, x.tie)
	})
	laid := make([]nearRow, len(rows))
	for i, row := range rows {
		laid[i] = *row
	}
	return laid
}

// borderTag words whether two places are neighbours, and who says so.
func (a *ask) borderTag(b *hinterland.Border) tag {
	switch b.Ruling {
	case hinterland.Joined:
		return tag{"good", a.ruling(b.Ruling)}
	case hinterland.Parted:
		return tag{"warn", a.ruling(b.Ruling)}
	}
	return tag{"", a.say.Say("web.border.mapped", nil)}
}

// ruling words what was said by hand.
func (a *ask) ruling(r hinterland.Ruling) string {
	if r == hinterland.AsMapped {
		return a.say.Say("ruling.mapped", nil)
	}
	// lang: ruling.joined ruling.parted
	return a.say.Say("ruling."+string(r), nil)
}

// pair is what is said of a place and another, and what can be.
func (a *ask) pair(n *names, code, other hinterland.PlaceCode, rows []nearRow) *pairBody {
	body := &pairBody{Title: a.say.Say("web.near.pair", lang.Args{
		"one": n.place(code), "other": n.place(other),
	})}
	for _, row := range rows {
		if row.code == other {
			body.Row = row
		}
	}
	path := placePath(code) + "/with/" + url.PathEscape(string(other))
	// lang: web.near.border web.near.tie web.near.distance
	for _, what := range []string{"border", "tie", "distance"} {
		if a.may(&office.StateBorder{A: code, B: other}) {
			body.Links = append(body.Links,
				action{Path: path + "/" + what, Text: a.say.Say("web.near."+what, nil)})
		}
	}
	return body
}

// both are the two places of a form's address.
func (d *draft) both() (place, other hinterland.PlaceCode) {
	return hinterland.PlaceCode(d.r.PathValue("code")),
		hinterland.PlaceCode(d.r.PathValue("other"))
}

// A stated is what a form says of two places: which act, and which fields.
type stated struct {
	title string // key of the heading
	start func(*draft, *office.Surroundings)
	read  func(*draft) office.Act
	paint func(*draft) []field
}

// stateOf is the form of what is said of two places.
func stateOf(what stated) form {
	return form{
		start: func(d *draft) error {
			one, other := d.both()
			s, err := d.v.Surroundings(one)
			if err == nil {
				only := s.With(other)
				what.start(d, &only)
			}
			return err
		},
		read: what.read,
		paint: func(d *draft) (*formPage, error) {
			one, other := d.both()
			place, err := d.place(one)
			if err != nil {
				return nil, err
			}
			beside, err := d.place(other)
			if err != nil {
				return nil, err
			}
			// lang: web.near.border web.near.tie web.near.distance
			return &formPage{
				Title: d.say.Say(what.title, nil), Submit: d.say.Say("web.save", nil),
				Facts: []fact{
					{d.say.Say("word.place", nil), nameOf(d.say, place.Name, one), placePath(one)},
					{
						d.say.Say("web.near.other", nil), nameOf(d.say, beside.Name, other),
						placePath(other),
					},
				},
				Groups: []group{{Fields: what.paint(d)}},
			}, nil
		},
		then: func(d *draft, _ hinterland.Entry) string {
			one, _ := d.both()
			return placePath(one)
		},
	}
}

// stateBorder says by hand whether two places are neighbours.
func stateBorder() form {
	return stateOf(stated{
		title: "web.near.border",
		start: func(d *draft, s *office.Surroundings) {
			for _, b := range s.Borders {
				d.typed.Set("ruling", string(b.Ruling))
				d.typed.Set("reason", b.Reason)
			}
		},
		read: func(d *draft) office.Act {
			one, other := d.both()
			return &office.StateBorder{
				A: one, B: other, Ruling: hinterland.Ruling(d.text("ruling")),
				Reason: d.text("reason"), Based: d.based(),
			}
		},
		paint: func(d *draft) []field {
			ruling := d.field("choice", "ruling", "column.ruling").instead("a", "b")
			ruling.Options = []option{
				{"", d.ruling(hinterland.AsMapped)},
				{string(hinterland.Joined), d.ruling(hinterland.Joined)},
				{string(hinterland.Parted), d.ruling(hinterland.Parted)},
			}
			return []field{ruling, d.field("text", "reason", "column.reason").
				hint(d.say.Say("web.near.reason", nil)).optional()}
		},
	})
}

// stateTie says how much two places have to do with each other.
func stateTie() form {
	return stateOf(stated{
		title: "web.near.tie",
		start: func(d *draft, s *office.Surroundings) {
			for _, t := range s.Ties {
				text := hinterland.FormatDecimal(t.Strength, hinterland.TiePlaces)
				d.typed.Set("strength", trimmed(text))
				d.typed.Set("source", t.Source)
			}
		},
		read: func(d *draft) office.Act {
			one, other := d.both()
			return &office.StateTie{
				A: one, B: other, Strength: d.number("strength"), Source: d.text("source"),
				Based: d.based(),
			}
		},
		paint: func(d *draft) []field {
			return []field{
				d.field("number", "strength", "column.strength").instead("a", "b").
					hint(d.say.Say("web.near.strength", nil)).optional(),
				d.field("text", "source", "column.source").
					hint(d.say.Say("web.near.source", nil)).optional(),
			}
		},
	})
}

// stateDistance says how far it is from one place to another.
func stateDistance() form {
	return stateOf(stated{
		title: "web.near.distance",
		start: func(d *draft, s *office.Surroundings) {
			one, _ := d.both()
			for _, w := range s.Distances {
				if w.From == one {
					d.typed.Set("km", trimmed(hinterland.FormatDecimal(w.Hectometres, 1)))
				}
			}
		},
		read: func(d *draft) office.Act {
			one, other := d.both()
			return &office.StateDistance{
				From: one, To: other, Km: d.number("km"), Based: d.based(),
			}
		},
		paint: func(d *draft) []field {
			return []field{
				d.field("number", "km", "column.hectometres").instead("from", "to").
					hint(d.say.Say("web.near.km", nil)).optional(),
			}
		},
	})
}
