package web

import (
	"cmp"

	"hinterland"
	"hinterland/office"
)

// A zoneAnswer is a zone: round which places it is drawn, in which other it lies,
// who leads it, and how it stands since when.
type zoneAnswer struct {
	Code   hinterland.ZoneCode    `json:"code"`
	Name   hinterland.Name        `json:"name"`
	Parent hinterland.ZoneCode    `json:"parent,omitempty"`
	Centre []hinterland.PlaceCode `json:"centre"`
	Lead   hinterland.PartyCode   `json:"lead,omitempty"`
	State  hinterland.ZoneStage   `json:"state"`
	Since  hinterland.Day         `json:"since"`
	Base   int64                  `json:"base,omitempty"`
}

func answerZone(z *hinterland.DatedZone) zoneAnswer {
	return zoneAnswer{
		Code: z.Code, Name: z.Name, Parent: z.Parent, Centre: z.Centre, Lead: z.Lead,
		State: z.Stage, Since: z.Since,
	}
}

// A belongingAnswer says that a place is in a zone, the innermost, and why. Last is
// missing where it is to stay.
type belongingAnswer struct {
	Place  hinterland.PlaceCode `json:"place"`
	Zone   hinterland.ZoneCode  `json:"zone"`
	From   hinterland.Day       `json:"from"`
	Last   *hinterland.Day      `json:"last,omitempty"`
	Reason string               `json:"reason"`
	Note   string               `json:"note,omitempty"`
}

func answerBelonging(b *hinterland.Belonging) belongingAnswer {
	answer := belongingAnswer{
		Place: b.Place, Zone: b.Zone, From: b.Term.From, Reason: b.Reason, Note: b.Note,
	}
	if b.Term.To != hinterland.Forevermore {
		answer.Last = dayIf(b.Term.To - 1)
	}
	return answer
}

func readZones(q *reading) (any, error) {
	all, err := q.v.Zones()
	if err != nil {
		return nil, err
	}
	code := func(z *hinterland.DatedZone) string { return string(z.Code) }
	found, err := from(q, all, code)
	return part(q, found, answerZone, code), err
}

func readZone(q *reading) (any, error) {
	all, err := q.v.Zones()
	code := hinterland.ZoneCode(q.r.PathValue("code"))
	for i := range all {
		if all[i].Code == code {
			err = q.rest(&office.DescribeZone{ZoneBody: office.ZoneBody{Code: code}})
			answer := answerZone(&all[i])
			answer.Base = q.base
			return answer, err
		}
	}
	return nil, cmp.Or(err, error(hinterland.Refuse(hinterland.NotFound, "zone.unknown",
		hinterland.Args{"value": string(code)})))
}

// readBelongings reads who is in which zone on a day; today where none is asked for.
func readBelongings(q *reading) (any, error) {
	on := q.v.Today
	if q.query.Has("day") {
		day, err := hinterland.ParseDay(q.query.Get("day"))
		if err != nil {
			return nil, badQuery("query.day", "day", q.query.Get("day"))
		}
		on = day
	}
	stays, err := q.v.Belongings(on)
	if err != nil {
		return nil, err
	}
	var now []hinterland.Belonging
	for _, b := range stays {
		if b.Term.Has(on) {
			now = append(now, b)
		}
	}
	place := func(b *hinterland.Belonging) string { return string(b.Place) }
	found, err := from(q, now, place)
	return part(q, found, answerBelonging, place), err
}
