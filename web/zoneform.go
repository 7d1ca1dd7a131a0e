package web

import (
	"cmp"
	"strconv"
	"strings"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// zoneForms are those of zones, of who is in which, and of the map they are drawn on.
func zoneForms() map[string]form {
	return map[string]form{
		"/zones/new":            foundZone(),
		"/zones/rule":           setZoning(),
		"/zones/{code}/details": describeZone(),
		"/zones/{code}/state":   setZoneState(),
		"/zones/draw":           drawZones(),
		"/map/new":              loadMap(),
		"/places/{code}/pin":    pinPlace(),
		"/places/{code}/move":   movePlace(),
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
	return office.ZoneBody{
		Code: code, Name: d.name(), Lead: hinterland.PartyCode(d.text("lead")),
		Centre: d.readCentre(),
	}
}

// readCentre reads the places of a centre, which it puts one after the other where
// some between them are blank: so refusals find their fields.
func (d *draft) readCentre() (centre []hinterland.PlaceCode) {
	many := d.count("centre.n", centreMost)
	for i := range many {
		if p := d.text(centreField(i)); p != "" {
			centre = append(centre, hinterland.PlaceCode(p))
		}
	}
	for i := range many {
		d.typed.Del(centreField(i))
		if i < len(centre) {
			d.typed.Set(centreField(i), string(centre[i]))
		}
	}
	return centre
}

// fillCentre fills in the places of a centre, with room for one more.
func (d *draft) fillCentre(centre []hinterland.PlaceCode) {
	for i, p := range centre {
		d.typed.Set(centreField(i), string(p))
	}
	d.typed.Set("centre.n", strconv.Itoa(len(centre)+1))
}

// addCentre makes room for another place of a centre.
func (d *draft) addCentre(string) {
	d.typed.Set("centre.n", strconv.Itoa(d.count("centre.n", centreMost-1)+1))
}

// centreMost is how many places a form chooses for a centre.
const centreMost = 100

func centreField(i int) string { return "centre." + strconv.Itoa(i+1) }

// zoneGroups ask for other things of a zone, for its centre and for who leads it.
func (d *draft) zoneGroups(fields ...field) ([]group, error) {
	parties, err := d.partyOptions("")
	if err != nil {
		return nil, err
	}
	places, err := d.placeOptions("")
	var centre []field
	for i := range max(d.count("centre.n", centreMost), 1) {
		f := d.pick(centreField(i), "web.zone.centre", places, "web.choice.place")
		if i > 0 {
			f = f.labelled(d.say.Say("web.zone.centre.also", lang.Args{"number": i + 1})).
				optional()
		} else {
			f = f.hint(d.say.Say("web.zone.centre.hint", nil))
		}
		centre = append(centre, f)
	}
	lead := d.pick("lead", "column.lead", parties, "web.choice.party").optional()
	return []group{{Fields: append(fields, lead)}, {Fields: centre, Buttons: []button{{
		Do: "centre", Text: d.say.Say("web.zone.centre.add", nil),
		To: d.r.URL.Path + "#" + centreField(len(centre)),
	}}}}, err
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
		start: func(d *draft) error {
			d.typed.Set("parent", d.r.Form.Get("within"))
			d.fillCentre(nil)
			return nil
		},
		edit: (*draft).addCentre,
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
			code := d.field("text", "code", "word.code").hint(d.say.Say("web.zone.code", nil))
			groups, err := d.zoneGroups(append(d.nameFields(), code, parent)...)
			return &formPage{
				Title: d.say.Say("web.zone.new", nil), Submit: d.say.Say("web.zone.enter", nil),
				Hidden: []field{d.filled("", "centre.n")},
				Groups: groups,
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
			d.typed.Set("name.en", zone.Name.English)
			d.typed.Set("name.zh", zone.Name.Chinese)
			d.typed.Set("lead", string(zone.Lead))
			d.fillCentre(zone.Centre)
			return err
		},
		edit: (*draft).addCentre,
		read: func(d *draft) office.Act {
			return &office.DescribeZone{
				ZoneBody: d.readZone(hinterland.ZoneCode(d.r.PathValue("code"))),
				Based:    d.based(),
			}
		},
		paint: func(d *draft) (*formPage, error) {
			groups, err := d.zoneGroups(d.nameFields()...)
			if err != nil {
				return nil, err
			}
			return d.aboutZone("web.zone.describe", groups...)
		},
		then: func(d *draft, _ hinterland.Entry) string { return d.zoneAgain() },
	}
}

// aboutZone is a form about the zone of its address.
func (d *draft) aboutZone(title string, groups ...group) (*formPage, error) {
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
		Hidden: []field{d.filled("", "centre.n")},
		Groups: groups,
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
			return d.aboutZone("web.zone.state", group{Fields: []field{
				d.field("choice", "state", "column.stage").from(options).
					hint(d.say.Say("web.zone.forward", nil)),
				d.field("day", "from", "column.since"),
			}})
		},
		then: func(d *draft, _ hinterland.Entry) string { return d.zoneAgain() },
	}
}

// setZoning says how zones are drawn.
func setZoning() form {
	return form{
		start: func(d *draft) error { return d.startRule() },
		read:  func(d *draft) office.Act { return d.readRule() },
		paint: func(d *draft) (*formPage, error) {
			z, err := d.zoningOn(d.v.Today)
			if err != nil {
				return nil, err
			}
			return &formPage{
				Title: d.say.Say("web.zone.rule", nil), Submit: d.say.Say("web.save", nil),
				Facts:  []fact{d.levelFact(z)},
				Hidden: []field{d.filled("", "within")},
				Groups: []group{{Fields: d.ruleFields()}},
			}, nil
		},
		then: func(*draft, hinterland.Entry) string { return "/zones" },
	}
}

// within is the zone in which zones are drawn; empty for those of the region.
// What of a form is asked for before it is filled in stands in its address alone.
func (d *draft) within() hinterland.ZoneCode {
	return hinterland.ZoneCode(cmp.Or(d.typed.Get("within"), d.r.Form.Get("within")))
}

// startRule fills in how zones are drawn that the address tells.
func (d *draft) startRule() error {
	d.typed.Set("within", d.r.Form.Get("within"))
	rules, err := d.v.ZoneRules()
	for _, r := range rules {
		if r.Within == d.within() {
			d.fillRule(&r)
		}
	}
	return err
}

// readRule reads how zones are to be drawn.
func (d *draft) readRule() *office.SetZoning {
	return &office.SetZoning{
		Within: d.within(), Objective: hinterland.Objective(d.text("objective")),
		Tolerance: d.number("tolerance"), Least: d.number("least"),
		Most: d.number("most"), Based: d.based(),
	}
}

// levelFact says whose zones are drawn.
func (d *draft) levelFact(z *zoning) fact {
	text, link := d.say.Say("web.zones.region", nil), ""
	if code := d.within(); code != "" {
		text, link = d.zoneName(z, code), zonePath(code)
	}
	return fact{d.say.Say("web.zone.within", nil), text, link}
}

// ruleFields ask how zones are drawn.
func (d *draft) ruleFields() []field {
	// lang: objective.distance objective.ties
	objectives := []option{
		{string(hinterland.ByDistance), d.say.Say("objective.distance", nil)},
		{string(hinterland.ByTies), d.say.Say("objective.ties", nil)},
	}
	return []field{
		d.field("choice", "objective", "column.objective").from(objectives).instead("within"),
		d.field("number", "tolerance", "column.tolerance").
			hint(d.say.Say("web.zone.tolerance", nil)).optional(),
		d.field("number", "least", "column.least").optional(),
		d.field("number", "most", "column.most").optional(),
	}
}

// fillRule fills in how zones are drawn so far.
func (d *draft) fillRule(r *hinterland.ZoneRule) {
	d.typed.Set("objective", string(r.Objective))
	switch b := r.Bounds; b.Kind {
	case hinterland.ByTolerance:
		d.typed.Set("tolerance", trimmed(hinterland.FormatDecimal(b.Tolerance, 6)))
	case hinterland.ByLeastAndMost:
		if b.Least > 0 {
			d.typed.Set("least", hinterland.FormatDecimal(b.Least, 0))
		}
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
