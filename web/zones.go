package web

import (
	"cmp"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
	"hinterland/workbook"
)

// A zoning is who is in which zone on a day.
type zoning struct {
	on    hinterland.Day
	zones []hinterland.DatedZone // each before those that lie in it
	depth map[hinterland.ZoneCode]int
	code  map[hinterland.ZoneCode]hinterland.DatedZone
	stays []hinterland.Belonging // on the day or after it
	in    map[hinterland.PlaceCode]hinterland.Belonging
}

// zoningOn reads it. On a day after it, the same can be asked.
func (a *ask) zoningOn(on hinterland.Day) (*zoning, error) {
	all, err := a.v.Zones()
	if err != nil {
		return nil, err
	}
	z := &zoning{
		on: on, depth: map[hinterland.ZoneCode]int{},
		code: map[hinterland.ZoneCode]hinterland.DatedZone{},
	}
	z.nest(all, "", 0)
	z.stays, err = a.v.Belongings(on)
	z.in = z.at(on)
	return z, err
}

// at is who is in which zone on the day or one after it.
func (z *zoning) at(on hinterland.Day) map[hinterland.PlaceCode]hinterland.Belonging {
	in := map[hinterland.PlaceCode]hinterland.Belonging{}
	for _, b := range z.stays {
		if b.Term.Has(on) {
			in[b.Place] = b
		}
	}
	return in
}

// nest puts the zones of a zone, or of the region, behind it.
func (z *zoning) nest(all []hinterland.DatedZone, parent hinterland.ZoneCode, depth int) {
	for _, zone := range all {
		if zone.Parent == parent {
			z.zones, z.depth[zone.Code] = append(z.zones, zone), depth
			z.code[zone.Code] = zone
			z.nest(all, zone.Code, depth+1)
		}
	}
}

// above are a zone and all in which it lies.
func (z *zoning) above(code hinterland.ZoneCode) []hinterland.ZoneCode {
	var codes []hinterland.ZoneCode
	for code != "" {
		codes = append(codes, code)
		code = z.code[code].Parent
	}
	return codes
}

// upTo is the zone in another, or of the region, that a zone is or lies in; empty
// where it is in none of these.
func (z *zoning) upTo(code, within hinterland.ZoneCode) hinterland.ZoneCode {
	for _, above := range z.above(code) {
		if z.code[above].Parent == within {
			return above
		}
	}
	return ""
}

// zoneName is what a zone is called.
func (a *ask) zoneName(z *zoning, code hinterland.ZoneCode) string {
	if code == "" {
		return "–"
	}
	return nameOf(a.say, z.code[code].Name, code)
}

func zonePath(code hinterland.ZoneCode) string { return pathOf("/zones/", code) }

// A zoneList is the page of zones on a day, and of what differs on another.
type zoneList struct {
	Fields  []field
	Rows    []zoneRow
	Rules   []ruleRow
	Compare string // what the changes are between; empty where no other day is given
	Changes []zoneChange
	Picture
}

// A zoneRow is a zone in a list, as far in as it lies in others.
type zoneRow struct {
	Inset, Name, Path string
	Code              hinterland.ZoneCode
	Centre            string
	Lead, LeadPath    string
	State             tag
	Since             string
	Places, Weight    string
	places, weight    string // as numbers are read
}

// A ruleRow is how the zones in a zone, or those of the region, are drawn.
type ruleRow struct{ Within, Objective, Bounds, EditPath, DrawPath string }

// A zoneChange is a place that is in another zone on another day.
type zoneChange struct{ Place, Path, Was, Is string }

// dayAsked reads a day of an address; the day that is meant where none is given.
func (d *draft) dayAsked(name string, otherwise hinterland.Day) hinterland.Day {
	if d.text(name) == "" {
		return otherwise
	}
	return d.day(name)
}

// listZones shows the zones on a day, and who changes zone until another.
func listZones(a *ask) error {
	return a.view(func(v *office.View) error {
		d := &draft{ask: a, typed: maps.Clone(a.r.Form)}
		on := d.dayAsked("day", v.Today)
		other := d.dayAsked("other", on)
		if len(d.faults) > 0 {
			return d.faults.Err()
		}
		z, err := a.zoningOn(min(on, other))
		if err != nil {
			return err
		}
		z.on, z.in = on, z.at(on)
		d.typed.Set("day", on.String())
		list := &zoneList{Fields: []field{
			d.field("day", "day", "web.zones.day"),
			d.field("day", "other", "web.zones.other").optional(),
		}}
		if list.Rows, err = a.zoneRows(z); err != nil {
			return err
		}
		if list.Rules, err = a.ruleRows(z); err != nil {
			return err
		}
		if len(list.Rows) > 0 {
			if list.Picture, err = a.picture(z, z.innermost()); err != nil {
				return err
			}
		}
		if other != on {
			list.Compare = a.say.Say("web.zones.between", lang.Args{
				"one": dayWords(a.say, on), "other": dayWords(a.say, other),
			})
			if list.Changes, err = a.zoneChanges(z, other); err != nil {
				return err
			}
		}
		a.offer(&office.FoundZone{}, action{
			Path: "/zones/new", Text: a.say.Say("web.zone.new", nil), Main: true,
		})
		if len(list.Rows) > 0 {
			a.offer(&office.DrawZones{}, action{
				Path: "/zones/draw", Text: a.say.Say("web.zones.draw", nil), Main: true,
			})
		}
		return a.show(http.StatusOK, "zones", a.say.Say("web.zones", nil), list)
	})
}

// zoneRows lay zones out with what is in them, what lies in them counted too.
func (a *ask) zoneRows(z *zoning) ([]zoneRow, error) {
	codes := slices.Collect(maps.Keys(z.in))
	var leads []hinterland.PartyCode
	for _, zone := range z.zones {
		codes, leads = append(codes, zone.Centre...), append(leads, zone.Lead)
	}
	slices.Sort(codes)
	n := a.noNames(a.v)
	if err := cmp.Or(n.learnPlaces(slices.Compact(codes)), n.learn(leads)); err != nil {
		return nil, err
	}
	count, weight := map[hinterland.ZoneCode]int{}, map[hinterland.ZoneCode]int64{}
	for place, b := range z.in {
		for _, code := range z.above(b.Zone) {
			count[code]++
			weight[code] += max(n.places[place].Weight, 0)
		}
	}
	var rows []zoneRow
	for _, zone := range z.zones {
		row := zoneRow{
			Inset: strings.Repeat("› ", z.depth[zone.Code]), Code: zone.Code,
			Name: a.zoneName(z, zone.Code),
			Path: zonePath(zone.Code) + "?day=" + z.on.String(), Centre: a.centre(n, zone.Centre),
			State: a.zoneState(zone.Stage), Since: dayWords(a.say, zone.Since),
			places: hinterland.FormatDecimal(int64(count[zone.Code]), 0),
			weight: hinterland.FormatDecimal(weight[zone.Code], 0),
		}
		row.Places, row.Weight = a.say.Number(row.places), a.say.Number(row.weight)
		if zone.Lead != "" {
			row.Lead, row.LeadPath = n.party(zone.Lead), partyPath(zone.Lead)
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// centre names the places of a centre.
func (a *ask) centre(n *names, places []hinterland.PlaceCode) string {
	var named []string
	for _, p := range places {
		named = append(named, n.place(p))
	}
	return strings.Join(named, a.say.Say("web.and", nil))
}

// zoneState words how a zone stands.
func (a *ask) zoneState(s hinterland.ZoneStage) tag {
	class := map[hinterland.ZoneStage]string{
		hinterland.ZoneEstablished: "good", hinterland.ZonePreparing: "warn",
	}[s]
	// lang: zone.proposed zone.preparing zone.established zone.dissolved
	return tag{class, a.say.Say("zone."+string(s), nil)}
}

// innermost is the zone that each place is in.
func (z *zoning) innermost() map[hinterland.PlaceCode]hinterland.ZoneCode {
	in := map[hinterland.PlaceCode]hinterland.ZoneCode{}
	for place, b := range z.in {
		in[place] = b.Zone
	}
	return in
}

// ruleRows word how zones are drawn: those of the region, and those in each zone
// that has some.
func (a *ask) ruleRows(z *zoning) ([]ruleRow, error) {
	rules, err := a.v.ZoneRules()
	var rows []ruleRow
	for _, code := range z.levels(rules) {
		row := ruleRow{Within: a.say.Say("web.zones.region", nil), Objective: "–", Bounds: "–"}
		if code != "" {
			row.Within = a.zoneName(z, code)
		}
		for _, r := range rules {
			if r.Within == code {
				// lang: objective.distance objective.ties
				row.Objective = a.say.Say("objective."+string(r.Objective), nil)
				row.Bounds = a.bounds(&r.Bounds)
			}
		}
		if a.may(&office.SetZoning{Within: code}) {
			row.EditPath = "/zones/rule?within=" + url.QueryEscape(string(code))
			row.DrawPath = "/zones/draw?within=" + url.QueryEscape(string(code))
		}
		rows = append(rows, row)
	}
	return rows, err
}

// levels are the zones that others lie in, and those of which it is said how these
// would be drawn; the region first.
func (z *zoning) levels(rules []hinterland.ZoneRule) []hinterland.ZoneCode {
	in := map[hinterland.ZoneCode]bool{}
	for _, zone := range z.zones {
		in[zone.Parent] = true
	}
	for _, r := range rules {
		in[r.Within] = true
	}
	levels := []hinterland.ZoneCode{""}
	for _, zone := range z.zones {
		if in[zone.Code] {
			levels = append(levels, zone.Code)
		}
	}
	return levels
}

// bounds word what zones may weigh.
func (a *ask) bounds(b *hinterland.Bounds) string {
	switch {
	case b.Kind == hinterland.ByTolerance:
		return a.say.Say("web.zones.tolerance", lang.Args{
			"tolerance": trimmed(hinterland.FormatDecimal(b.Tolerance, 6)),
		})
	case b.Kind != hinterland.ByLeastAndMost:
		return a.say.Say("web.zones.unbounded", nil)
	case b.Most == hinterland.NoMost:
		return a.say.Say("web.zones.least", lang.Args{"least": a.figure(b.Least)})
	case b.Least == 0:
		return a.say.Say("web.zones.most", lang.Args{"most": a.figure(b.Most)})
	}
	return a.say.Say("web.zones.bounds", lang.Args{
		"least": a.figure(b.Least), "most": a.figure(b.Most),
	})
}

// zoneChanges are the places that are in another zone on another day.
func (a *ask) zoneChanges(z *zoning, other hinterland.Day) ([]zoneChange, error) {
	then := z.at(other)
	var codes []hinterland.PlaceCode
	for place, b := range z.in {
		if then[place].Zone != b.Zone {
			codes = append(codes, place)
		}
	}
	for place := range then {
		if _, there := z.in[place]; !there {
			codes = append(codes, place)
		}
	}
	slices.Sort(codes)
	n := a.noNames(a.v)
	if err := n.learnPlaces(codes); err != nil {
		return nil, err
	}
	var changes []zoneChange
	for _, code := range codes {
		changes = append(changes, zoneChange{
			n.place(code), placePath(code), a.zoneName(z, z.in[code].Zone),
			a.zoneName(z, then[code].Zone),
		})
	}
	return changes, nil
}

// zoneTables are the zones on a day, and who is in which.
func (a *ask) zoneTables(v *office.View) (string, []workbook.Table, error) {
	d := &draft{ask: a, typed: a.r.Form}
	on := d.dayAsked("day", v.Today)
	if len(d.faults) > 0 {
		return "", nil, d.faults.Err()
	}
	z, err := a.zoningOn(on)
	if err != nil {
		return "", nil, err
	}
	rows, err := a.zoneRows(z)
	if err != nil {
		return "", nil, err
	}
	t := a.table("web.zones", "word.code", "word.name", "web.zone.parent", "web.zone.centre",
		"column.lead", "column.stage", "column.since", "web.places", "word.weight")
	for i, row := range rows {
		t.Rows = append(t.Rows, []workbook.Cell{
			workbook.Text(string(row.Code)), workbook.Text(row.Name),
			workbook.Text(string(z.zones[i].Parent)), workbook.Text(row.Centre),
			workbook.Text(row.Lead), workbook.Text(row.State.Text),
			dayCell(z.zones[i].Since), workbook.Number(row.places, 0),
			workbook.Number(row.weight, 0),
		})
	}
	belong, err := a.belongTable(z)
	return "zones", []workbook.Table{t, belong}, err
}

// belongTable is who is in which zone on a day, and why.
func (a *ask) belongTable(z *zoning) (workbook.Table, error) {
	t := a.table("web.zones.belong", "word.code", "word.place", "row.zone", "column.from_day",
		"column.to_day", "column.reason", "column.note")
	codes := slices.Sorted(maps.Keys(z.in))
	n := a.noNames(a.v)
	err := n.learnPlaces(codes)
	for _, code := range codes {
		b := z.in[code]
		last := b.Term.To
		if last != hinterland.Forevermore {
			last--
		}
		t.Rows = append(t.Rows, []workbook.Cell{
			workbook.Text(string(code)), workbook.Text(n.place(code)),
			workbook.Text(string(b.Zone)), dayCell(b.Term.From), dayCell(last),
			workbook.Text(a.belongs(b.Reason)), workbook.Text(b.Note),
		})
	}
	return t, err
}

// belongs words why a place is in its zone.
func (a *ask) belongs(reason string) string {
	// lang: belonging.centre belonging.pin belonging.nearest belonging.tie
	// lang: belonging.bound belonging.contiguity belonging.hand
	return a.say.Say("belonging."+reason, nil)
}
