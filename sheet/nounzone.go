package sheet

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"hinterland"
	"hinterland/office"
)

// zonesNoun are the zones of the region and how they stand. In which other
// zone one lies is said once.
func zonesNoun() *Noun {
	var stages []string
	for _, s := range hinterland.ZoneStages() {
		stages = append(stages, string(s))
	}
	fields := append([]Field{{Name: "code", Head: "word.code"}}, nameFields()...)
	return &Noun{
		Name: "zones", Title: "web.zones", Keys: 1, Unknown: "zone.unknown",
		Fields: append(fields,
			Field{
				Name: "parent", Head: "web.zone.parent", Of: "zones", May: true,
			},
			Field{Name: "lead", Head: "column.lead", Of: "parties", May: true},
			Field{
				Name: "centre", Head: "web.zone.centre", Of: "places", Many: true,
			},
			Field{
				Name: "state", Plain: "stage", Head: "column.stage",
				Words: stages, Stem: "zone.", May: true,
			},
			Field{
				Name: "from", Plain: "since", Head: "column.since", Form: Date,
				May: true,
			}),
		Stands: func(v *office.View) ([]Record, error) {
			all, err := v.Zones()
			records := make([]Record, len(all))
			for i := range all {
				records[i] = zoneRecord(&all[i])
			}
			return records, err
		},
		Acts: zoneActs,
	}
}

// zoneRecord is a zone as a sheet has it. The places of its centre are in the order
// of their codes, in which a cell is brought too: which comes first says nothing.
func zoneRecord(z *hinterland.DatedZone) Record {
	centre := make([]string, len(z.Centre))
	for i, p := range z.Centre {
		centre[i] = string(p)
	}
	slices.Sort(centre)
	return Record{
		"code": string(z.Code), "name.en": z.Name.English,
		"name.zh": z.Name.Chinese, "parent": string(z.Parent), "lead": string(z.Lead),
		"centre": strings.Join(centre, listed),
		"state":  string(z.Stage), "from": z.Since.String(),
	}
}

// zoneActs found a zone and say how it stands, or change of one what is to be
// other than it is. A zone comes in the state that its row has, since the day
// that it has: setting a state takes nobody's assent, so none is passed over.
func zoneActs(r *Reading) (acts []office.Act) {
	body := office.ZoneBody{
		Code: hinterland.ZoneCode(r.Now["code"]), Name: r.name(),
		Lead: hinterland.PartyCode(r.Now["lead"]),
	}
	for code := range strings.FieldsSeq(r.Now["centre"]) {
		body.Centre = append(body.Centre, hinterland.PlaceCode(code))
	}
	stage, from := r.Now["state"], r.Now["from"]
	switch {
	case r.Was == nil:
		acts = append(acts, &office.FoundZone{
			ZoneBody: body, Parent: hinterland.ZoneCode(r.Now["parent"]),
		})
		if stage == "" && from == "" || body.Code == "" {
			return acts // proposed today, or told already
		}
		// A zone is proposed when it is founded. What else its row says is said of
		// it at once: a state without a day holds since today, and a day without
		// a state is since when it is proposed.
		stage = cmp.Or(stage, string(hinterland.ZoneProposed))
		r.Now["from"] = cmp.Or(from, r.known.v.Today.String())
	case r.differs("parent"):
		fixed := hinterland.Refuse(hinterland.Conflict, "zone.fixed", nil)
		r.refuse("parent", fixed)
		return nil
	case r.differs("name.en", "name.zh", "lead", "centre"):
		acts = append(acts, &office.DescribeZone{ZoneBody: body})
	}
	if r.Was != nil && !r.differs("state", "from") {
		return acts
	}
	return append(acts, &office.SetZoneState{
		Zone: body.Code, State: hinterland.ZoneStage(stage), From: r.day("from"),
	})
}

// belongings are in which zones places were, are and are going to be. Rows of
// one place are one act: of a place of which something is said here already,
// none is done.
func belongings() *Noun {
	return &Noun{
		Name: "belongings", Title: "sheet.belongings", Parts: true, Keys: 1,
		Sorted: "stays.from",
		Fields: []Field{
			{Name: "place", Head: "word.place", Of: "places"},
			{Name: "stays.zone", Plain: "zone", Head: "column.zone", Of: "zones"},
			{
				Name: "stays.from", Plain: "from", Head: "web.terms.from",
				Form: Date,
			},
			{
				Name: "stays.last", Plain: "last", Head: "web.terms.last",
				Form: Date, May: true,
			},
			{
				Name: "stays.reason", Plain: "reason", Head: "word.reason",
				Stem: "belonging.", Words: hinterland.BelongingReasons(),
			},
			{Name: "stays.note", Plain: "note", Head: "word.note", May: true},
		},
		Stands: func(v *office.View) ([]Record, error) {
			all, err := v.Belongings(-hinterland.Forevermore)
			records := make([]Record, len(all))
			for i := range all {
				b := &all[i]
				records[i] = Record{
					"place": string(b.Place), "stays.zone": string(b.Zone),
					"stays.from":   b.Term.From.String(),
					"stays.last":   b.Term.Last().String(),
					"stays.reason": b.Reason, "stays.note": b.Note,
				}
			}
			return records, err
		},
		Act: belongingAct,
	}
}

// belongingAct is what states where a place of a group belongs.
func belongingAct(g *group, _ *office.View) office.Act {
	place := g.lines[0].Now["place"]
	act := &office.StateBelongings{Place: hinterland.PlaceCode(place)}
	for i, l := range g.lines {
		// The act would refuse the place as a whole, and only when it is tried:
		// here each row that says something else is told, however many there are.
		if len(g.was) > 0 && l.Outcome != Same {
			l.refuse("place", hinterland.Refuse(hinterland.Conflict,
				"belonging.stated", hinterland.Args{"value": place}))
		}
		// A row that is refused is among the stays all the same: the act is looked
		// at for what else is wrong, and would miss one that is left out.
		stay := office.Stay{
			Zone:   hinterland.ZoneCode(l.Now["stays.zone"]),
			From:   l.day("stays.from"),
			Reason: l.Now["stays.reason"], Note: l.Now["stays.note"],
		}
		if l.Now["stays.last"] != "" {
			last := l.day("stays.last")
			stay.Last = &last
		}
		act.Stays = append(act.Stays, stay)
		// The act counts stays as the days have them, not as the sheet has its rows.
		g.of[fmt.Sprintf("stays.%d", i+1)] = l
	}
	return act
}
