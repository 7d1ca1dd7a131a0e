package web

import (
	"cmp"
	"maps"
	"net/http"
	"net/url"
	"slices"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// A zoneBody is a zone as its page shows it: who is in it on a day, and who was or
// will be on others.
type zoneBody struct {
	Facts   []fact
	Day     string
	Fields  []field
	Path    string
	Places  []belongRow
	Next    string // where further places are listed; empty on the last page
	Others  []belongRow
	More    string // how many of those are not listed
	Changes bool   // whether the reader may pin places
}

// A belongRow is a place in a zone.
type belongRow struct {
	Place, Path string
	Zone        string // the innermost
	Term        string
	Reason      string
	Note        string
	Pin         string // why it is pinned there
	PinPath     string
	MovePath    string // where the reader may move it
}

// A zone's page lists so many places, and so many stays on other days.
const (
	belongAtOnce = 200
	othersShown  = 200
)

// showZone shows a zone on a day.
func showZone(a *ask) error {
	code := hinterland.ZoneCode(a.r.PathValue("code"))
	return a.view(func(v *office.View) error {
		d := &draft{ask: a, typed: maps.Clone(a.r.Form)}
		on := d.dayAsked("day", v.Today)
		if len(d.faults) > 0 {
			return d.faults.Err()
		}
		z, err := a.zoningOn(0) // so that it has all stays
		if err != nil {
			return err
		}
		z.on, z.in = on, z.at(on)
		zone, there := z.code[code]
		if !there {
			return hinterland.Refuse(hinterland.NotFound, "zone.unknown",
				hinterland.Args{"value": string(code)})
		}
		d.typed.Set("day", on.String())
		body := &zoneBody{
			Day: dayWords(a.say, on), Path: zonePath(code),
			Fields: []field{d.field("day", "day", "web.zones.day")},
		}
		if err := a.fillZone(body, z, &zone); err != nil {
			return err
		}
		a.offerOnZone(&zone)
		return a.show(http.StatusOK, "zone", a.zoneName(z, code), body)
	})
}

// offerOnZone offers what can be said of a zone.
func (a *ask) offerOnZone(zone *hinterland.DatedZone) {
	path := zonePath(zone.Code)
	a.offer(&office.DescribeZone{ZoneBody: office.ZoneBody{Code: zone.Code}},
		action{Path: path + "/details", Text: a.say.Say("web.zone.describe", nil)})
	a.offer(&office.SetZoneState{Zone: zone.Code},
		action{Path: path + "/state", Text: a.say.Say("web.zone.state", nil)})
}

// fillZone lays out what is said of a zone, and who is in it.
func (a *ask) fillZone(body *zoneBody, z *zoning, zone *hinterland.DatedZone) error {
	pins, err := a.v.Pins()
	if err != nil {
		return err
	}
	var in, others []hinterland.Belonging
	for _, b := range z.stays {
		switch {
		case !slices.Contains(z.above(b.Zone), zone.Code):
		case b.Term.Has(z.on):
			in = append(in, b)
		default:
			others = append(others, b)
		}
	}
	body.count(a, len(in), len(others))
	in = body.page(a, z.on, in)
	others = others[:min(len(others), othersShown)]
	n, err := a.namesOfZone(zone, slices.Concat(in, others))
	if err != nil {
		return err
	}
	body.Facts = append(a.zoneFacts(n, z, zone), body.Facts...)
	pinned := map[hinterland.PlaceCode]string{}
	for _, p := range pins {
		pinned[p.Place] = p.Reason
	}
	may := a.may(&office.PinPlace{Zone: zone.Code})
	on := max(z.on, a.v.Today) // days that are over stay what they were
	for _, b := range in {
		row := a.belongRow(n, z, b)
		if row.Pin = pinned[b.Place]; may {
			row.PinPath = placePath(b.Place) + "/pin"
			row.MovePath = movePath(b.Place, on)
		}
		body.Places = append(body.Places, row)
	}
	for _, b := range others {
		body.Others = append(body.Others, a.belongRow(n, z, b))
	}
	return nil
}

// count says how many places are in the zone, and how many stays on other days are not
// listed.
func (body *zoneBody) count(a *ask, places, others int) {
	body.Facts = []fact{{
		Label: a.say.Say("web.places", nil),
		Text:  a.say.Number(hinterland.FormatDecimal(int64(places), 0)),
	}}
	if many := others - othersShown; many > 0 {
		body.More = a.say.Say("web.zone.more", lang.Args{"count": many})
	}
}

// page are the places of a page, which come after the one that the address names, and
// leads to those behind them.
func (body *zoneBody) page(
	a *ask, on hinterland.Day, places []hinterland.Belonging,
) []hinterland.Belonging {
	after := hinterland.PlaceCode(a.r.Form.Get("after"))
	places = slices.DeleteFunc(places, func(b hinterland.Belonging) bool {
		return b.Place <= after
	})
	if len(places) > belongAtOnce {
		places = places[:belongAtOnce]
		body.Next = body.Path + queryOf(url.Values{
			"day": {on.String()}, "after": {string(places[belongAtOnce-1].Place)},
		}) + "#places"
	}
	return places
}

// namesOfZone are what the places are called that a zone's page names, and its lead.
func (a *ask) namesOfZone(
	zone *hinterland.DatedZone, stays []hinterland.Belonging,
) (*names, error) {
	codes := slices.Clone(zone.Centre)
	for _, b := range stays {
		codes = append(codes, b.Place)
	}
	n := a.noNames(a.v)
	return n, cmp.Or(n.learnPlaces(codes), n.learn([]hinterland.PartyCode{zone.Lead}))
}

// belongRow lays out a place's stay in a zone.
func (a *ask) belongRow(n *names, z *zoning, b hinterland.Belonging) belongRow {
	last := b.Term.To
	if last != hinterland.Forevermore {
		last--
	}
	return belongRow{
		Place: n.place(b.Place), Path: placePath(b.Place), Zone: a.zoneName(z, b.Zone),
		Term: a.term(b.Term.From, last), Note: b.Note,
		Reason: a.belongs(b.Reason),
	}
}

// zoneFacts are what is said of a zone by itself.
func (a *ask) zoneFacts(n *names, z *zoning, zone *hinterland.DatedZone) []fact {
	facts := []fact{
		{Label: a.say.Say("word.code", nil), Text: string(zone.Code)},
		{Label: a.say.Say("column.stage", nil), Text: a.zoneState(zone.Stage).Text},
		{Label: a.say.Say("column.since", nil), Text: dayWords(a.say, zone.Since)},
		{Label: a.say.Say("web.zone.centre", nil), Text: a.centre(n, zone.Centre)},
	}
	if zone.Parent != "" {
		facts = append(facts, fact{
			a.say.Say("web.zone.parent", nil), a.zoneName(z, zone.Parent), zonePath(zone.Parent),
		})
	}
	if zone.Lead != "" {
		facts = append(facts, fact{
			a.say.Say("column.lead", nil), n.party(zone.Lead), partyPath(zone.Lead),
		})
	}
	return facts
}
