package web

import (
	"slices"
	"strings"

	"hinterland"
	"hinterland/office"
)

// zoneForms are those of zones, and of who is in which.
func zoneForms() map[string]form {
	return map[string]form{
		"/zones/new":            foundZone(),
		"/zones/rule":           setZoning(),
		"/zones/{code}/details": describeZone(),
		"/zones/{code}/state":   setZoneState(),
		"/places/{code}/pin":    pinPlace(),
	}
}

// zoneTold finds the zone of a form's address.
func (d *draft) zoneTold() (*zoning, hinterland.DatedZone, error) {
	code := hinterland.ZoneCode(d.r.PathValue("code"))
	z, err := d.zoningOn(d.v.Today)
	if err != nil {
		return nil, hinterland.DatedZone{}, err
	}
	zone, there := z.code[code]
	if !there {
		err = hinterland.Refuse(hinterland.NotFound, "zone.unknown",
			hinterland.Args{"value": string(code)})
	}
	return z, zone, err
}

// readZone makes what is said of a zone of what was typed.
func (d *draft) readZone(code hinterland.ZoneCode) office.ZoneBody {
	body := office.ZoneBody{
		Code: code, Name: d.name(), Lead: hinterland.PartyCode(d.text("lead")),
	}
	for _, p := range strings.FieldsFunc(d.text("centre"), func(r rune) bool {
		return strings.ContainsRune(" ,;，、；", r)
	}) {
		body.Centre = append(body.Centre, hinterland.PlaceCode(p))
	}
	return body
}

// centreTold is how many places of a centre can be refused beside their field.
const centreTold = 20

// zoneFields ask for the centre of a zone and for who leads it.
func (d *draft) zoneFields() ([]field, error) {
	parties, err := d.partyOptions("")
	var numbered []string
	for i := range centreTold {
		numbered = append(numbered, "centre."+hinterland.FormatDecimal(int64(i)+1, 0))
	}
	return []field{
		d.field("text", "centre", "web.zone.centre").hint(d.say.Say("web.zone.centre.hint", nil)).
			instead(numbered...),
		d.pick("lead", "column.lead", parties, "web.choice.party").optional(),
	}, err
}

// zoneField asks for a zone, or for none.
func (d *draft) zoneField(name, label, none string) (field, error) {
	z, err := d.zoningOn(d.v.Today)
	if err != nil {
		return field{}, err
	}
	// lang: web.zones.region web.zone.unpinned
	options := []option{{"", d.say.Say(none, nil)}}
	for _, zone := range z.zones {
		if zone.Stage != hinterland.ZoneDissolved {
			text := strings.Repeat("› ", z.depth[zone.Code]) + d.zoneName(z, zone.Code)
			options = append(options, option{string(zone.Code), text})
		}
	}
	return d.field("choice", name, label).from(options), nil
}

// foundZone founds a zone.
func foundZone() form {
	return form{
		read: func(d *draft) office.Act {
			return &office.FoundZone{
				ZoneBody: d.readZone(hinterland.ZoneCode(d.text("code"))),
				Parent:   hinterland.ZoneCode(d.text("parent")),
			}
		},
		paint: func(d *draft) (*formPage, error) {
			parent, err := d.zoneField("parent", "web.zone.parent", "web.zones.region")
			if err != nil {
				return nil, err
			}
			fields, err := d.zoneFields()
			code := d.field("text", "code", "word.code").hint(d.say.Say("web.zone.code", nil))
			return &formPage{
				Title: d.say.Say("web.zone.new", nil), Submit: d.say.Say("web.zone.enter", nil),
				Groups: []group{{
					Fields: slices.Concat(d.nameFields(), []field{code, parent}, fields),
				}},
			}, err
		},
		then: func(d *draft, _ hinterland.Entry) string {
			return zonePath(hinterland.ZoneCode(d.text("code")))
		},
	}
}

// describeZone says other things of a zone than before.
func describeZone() form {
	return form{
		start: func(d *draft) error {
			_, zone, err := d.zoneTold()
			var centre []string
			for _, p := range zone.Centre {
				centre = append(centre, string(p))
			}
			d.typed.Set("name.en", zone.Name.English)
			d.typed.Set("name.zh", zone.Name.Chinese)
			d.typed.Set("lead", string(zone.Lead))
			d.typed.Set("centre", strings.Join(centre, ", "))
			return err
		},
		read: func(d *draft) office.Act {
			return &office.DescribeZone{
				ZoneBody: d.readZone(hinterland.ZoneCode(d.r.PathValue("code"))),
				Based:    d.based(),
			}
		},
		paint: func(d *draft) (*formPage, error) {
			fields, err := d.zoneFields()
			if err != nil {
				return nil, err
			}
			return d.aboutZone("web.zone.describe", append(d.nameFields(), fields...))
		},
		then: func(d *draft, _ hinterland.Entry) string { return d.zoneAgain() },
	}
}

// aboutZone is a form about the zone of its address.
func (d *draft) aboutZone(title string, fields []field) (*formPage, error) {
	z, zone, err := d.zoneTold()
	if err != nil {
		return nil, err
	}
	// lang: web.zone.describe web.zone.state
	return &formPage{
		Title: d.say.Say(title, nil), Submit: d.say.Say("web.save", nil),
		Facts: []fact{
			{d.say.Say("row.zone", nil), d.zoneName(z, zone.Code), zonePath(zone.Code)},
		},
		Groups: []group{{Fields: fields}},
	}, nil
}

// zoneAgain is the page of the zone that a form was about.
func (d *draft) zoneAgain() string { return zonePath(hinterland.ZoneCode(d.r.PathValue("code"))) }

// setZoneState says how a zone stands since a day.
func setZoneState() form {
	return form{
		start: func(d *draft) error {
			_, zone, err := d.zoneTold()
			d.typed.Set("state", string(zone.Stage))
			d.typed.Set("from", d.v.Today.String())
			return err
		},
		read: func(d *draft) office.Act {
			return &office.SetZoneState{
				Zone:  hinterland.ZoneCode(d.r.PathValue("code")),
				State: hinterland.ZoneStage(d.text("state")), From: d.day("from"),
				Based: d.based(),
			}
		},
		paint: func(d *draft) (*formPage, error) {
			var options []option
			for _, s := range hinterland.ZoneStages() {
				options = append(options, option{string(s), d.zoneState(s).Text})
			}
			return d.aboutZone("web.zone.state", []field{
				d.field("choice", "state", "column.stage").from(options).
					hint(d.say.Say("web.zone.forward", nil)),
				d.field("day", "from", "column.since"),
			})
		},
		then: func(d *draft, _ hinterland.Entry) string { return d.zoneAgain() },
	}
}

// setZoning says how zones are drawn.
func setZoning() form {
	within := func(d *draft) hinterland.ZoneCode {
		return hinterland.ZoneCode(d.typed.Get("within"))
	}
	return form{
		start: func(d *draft) error {
			d.typed.Set("within", d.r.Form.Get("within"))
			rules, err := d.v.ZoneRules()
			for _, r := range rules {
				if r.Within == within(d) {
					d.fillRule(&r)
				}
			}
			return err
		},
		read: func(d *draft) office.Act {
			return &office.SetZoning{
				Within: within(d), Objective: hinterland.Objective(d.text("objective")),
				Tolerance: d.number("tolerance"), Least: d.number("least"),
				Most: d.number("most"), Based: d.based(),
			}
		},
		paint: func(d *draft) (*formPage, error) {
			z, err := d.zoningOn(d.v.Today)
			if err != nil {
				return nil, err
			}
			where := d.say.Say("web.zones.region", nil)
			if code := within(d); code != "" {
				where = d.zoneName(z, code)
			}
			// lang: objective.distance objective.ties
			objectives := []option{
				{string(hinterland.ByDistance), d.say.Say("objective.distance", nil)},
				{string(hinterland.ByTies), d.say.Say("objective.ties", nil)},
			}
			return &formPage{
				Title: d.say.Say("web.zone.rule", nil), Submit: d.say.Say("web.save", nil),
				Facts:  []fact{{Label: d.say.Say("web.zone.within", nil), Text: where}},
				Hidden: []field{{Name: "within", Value: d.typed.Get("within")}},
				Groups: []group{{Fields: []field{
					d.field("choice", "objective", "column.objective").from(objectives).
						instead("within"),
					d.field("number", "tolerance", "column.tolerance").
						hint(d.say.Say("web.zone.tolerance", nil)).optional(),
					d.field("number", "least", "column.least").optional(),
					d.field("number", "most", "column.most").optional(),
				}}},
			}, nil
		},
		then: func(*draft, hinterland.Entry) string { return "/zones" },
	}
}

// fillRule fills in how zones are drawn so far.
func (d *draft) fillRule(r *hinterland.ZoneRule) {
	d.typed.Set("objective", string(r.Objective))
	switch b := r.Bounds; b.Kind {
	case hinterland.ByTolerance:
		d.typed.Set("tolerance", trimmed(hinterland.FormatDecimal(b.Tolerance, 6)))
	case hinterland.ByLeastAndMost:
		d.typed.Set("least", hinterland.FormatDecimal(b.Least, 0))
		if b.Most != hinterland.NoMost {
			d.typed.Set("most", hinterland.FormatDecimal(b.Most, 0))
		}
	}
}

// pinPlace puts a place into a zone by hand, or lets it go where it is drawn.
func pinPlace() form {
	code := func(d *draft) hinterland.PlaceCode {
		return hinterland.PlaceCode(d.r.PathValue("code"))
	}
	return form{
		start: func(d *draft) error {
			pins, err := d.v.Pins()
			for _, p := range pins {
				if p.Place == code(d) {
					d.typed.Set("zone", string(p.Zone))
					d.typed.Set("reason", p.Reason)
				}
			}
			return err
		},
		read: func(d *draft) office.Act {
			if d.text("zone") == "" {
				return &office.UnpinPlace{Place: code(d), Based: d.based()}
			}
			return &office.PinPlace{
				Place: code(d), Zone: hinterland.ZoneCode(d.text("zone")),
				Reason: d.text("reason"), Based: d.based(),
			}
		},
		paint: func(d *draft) (*formPage, error) {
			place, err := d.place(code(d))
			if err != nil {
				return nil, err
			}
			zone, err := d.zoneField("zone", "row.zone", "web.zone.unpinned")
			return &formPage{
				Title: d.say.Say("web.zone.pin", nil), Submit: d.say.Say("web.save", nil),
				Lead: d.say.Say("web.zone.pin.lead", nil),
				Facts: []fact{{
					d.say.Say("word.place", nil), nameOf(d.say, place.Name, place.Code),
					placePath(place.Code),
				}},
				Groups: []group{{Fields: []field{
					zone.instead("place"),
					d.field("text", "reason", "column.reason").
						hint(d.say.Say("web.zone.pin.reason", nil)).optional(),
				}}},
			}, err
		},
		then: func(d *draft, _ hinterland.Entry) string { return placePath(code(d)) },
	}
}
