package store

import (
	"strings"

	"hinterland"
)

// zones keep their centres apart, each place in a row of its own.
func zones() table[hinterland.DatedZone] {
	return table[hinterland.DatedZone]{
		name: "zone",
		columns: []string{
			"code", "name_en", "name_zh", "parent", "lead", "stage", "since",
		},
		keys: 1,
		fields: func(z *hinterland.DatedZone) []any {
			return []any{
				&z.Code, &z.Name.English, &z.Name.Chinese,
				&z.Parent, &z.Lead, &z.Stage, &z.Since,
			}
		},
	}
}

// A centrePlace is a place of the centre of a zone.
type centrePlace struct {
	zone  hinterland.ZoneCode
	place hinterland.PlaceCode
}

func zoneCentres() table[centrePlace] {
	return table[centrePlace]{
		name:    "zone_centre",
		columns: []string{"zone", "place"},
		keys:    2,
		fields:  func(c *centrePlace) []any { return []any{&c.zone, &c.place} },
	}
}

func belongings() table[hinterland.Belonging] {
	return table[hinterland.Belonging]{
		name:    "belonging",
		columns: []string{"place", "from_day", "to_day", "zone", "reason", "note"},
		keys:    2,
		fields: func(b *hinterland.Belonging) []any {
			return []any{
				&b.Place, &b.Term.From, &b.Term.To, &b.Zone, &b.Reason, &b.Note,
			}
		},
	}
}

func pins() table[hinterland.DatedPin] {
	return table[hinterland.DatedPin]{
		name:    "pin",
		columns: []string{"place", "zone", "reason"},
		keys:    1,
		fields: func(p *hinterland.DatedPin) []any {
			return []any{&p.Place, &p.Zone, &p.Reason}
		},
	}
}

func zoneRules() table[hinterland.ZoneRule] {
	return table[hinterland.ZoneRule]{
		name: "zone_rule",
		columns: []string{
			"within", "objective", "bounds", "tolerance", "least", "most",
		},
		keys: 1,
		fields: func(r *hinterland.ZoneRule) []any {
			b := &r.Bounds
			return []any{
				&r.Within, &r.Objective, &b.Kind, &b.Tolerance, &b.Least, &b.Most,
			}
		},
	}
}

// Zones implements hinterland.ZoneBook. A zone and its centre come with one question,
// a row for each place of the centre: many pages ask for zones beside much else.
func (t *tx) Zones() ([]hinterland.DatedZone, error) {
	in := zones()
	sql := "SELECT z." + strings.Join(in.columns, ", z.") + ", coalesce(c.place, '') FROM zone z " +
		"LEFT JOIN zone_centre c ON c.region = z.region AND c.zone = z.code " +
		"WHERE z.region = $1 ORDER BY z.code, c.place"
	var all []hinterland.DatedZone
	err := t.session.query(t.ctx, sql, t.args(), func(scan scanner) error {
		var z hinterland.DatedZone
		var place hinterland.PlaceCode
		err := scan(append(in.fields(&z), &place)...)
		if last := len(all) - 1; last < 0 || all[last].Code != z.Code {
			all = append(all, z)
		}
		if last := &all[len(all)-1]; place != "" {
			last.Centre = append(last.Centre, place)
		}
		return err
	})
	return all, err
}

// PutZone implements hinterland.ZoneBook.
func (t *tx) PutZone(z hinterland.DatedZone) error {
	if err := put(t, zones(), &z); err != nil {
		return err
	}
	gone := "zone = $3 AND place NOT IN (SELECT CAST(j.value ->> 0 AS text) FROM " +
		t.dialect.each + ")"
	if err := drop(t, zoneCentres(), gone, listed(z.Centre), z.Code); err != nil {
		return err
	}
	for _, place := range z.Centre {
		_, err := insert(t, zoneCentres(), &centrePlace{z.Code, place})
		if err != nil {
			return err
		}
	}
	return nil
}

// Belongings implements hinterland.ZoneBook.
func (t *tx) Belongings(from hinterland.Day) ([]hinterland.Belonging, error) {
	return find(t, belongings(), "to_day > $2", from)
}

// BelongingsOf implements hinterland.ZoneBook.
func (t *tx) BelongingsOf(
	place hinterland.PlaceCode,
) ([]hinterland.Belonging, error) {
	return find(t, belongings(), "place = $2", place)
}

// HoldZone implements hinterland.ZoneBook.
func (t *tx) HoldZone(code hinterland.ZoneCode) (hinterland.DatedZone, error) {
	in := zones()
	held := in.selectSQL("code = $2") + t.dialect.forUpdate
	rows, err := scan(t, in, held, []any{code})
	return only(rows, err, "zone.unknown", string(code))
}

// AddBelonging implements hinterland.ZoneBook. That those of a place share no
// day is held by the database.
func (t *tx) AddBelonging(b hinterland.Belonging) error {
	added, err := insert(t, belongings(), &b)
	return taken(added, err, "belonging.twice", string(b.Place))
}

// EndBelonging implements hinterland.ZoneBook.
func (t *tx) EndBelonging(b hinterland.Belonging, to hinterland.Day) error {
	in, asRead := belongings(), "place = $2 AND from_day = $3 AND to_day = $4"
	var rows []hinterland.Belonging
	var err error
	if to > b.Term.From {
		rows, err = update(t, in, "to_day = $5", asRead,
			b.Place, b.Term.From, b.Term.To, to)
	} else {
		rows, err = taking(t, in, asRead, b.Place, b.Term.From, b.Term.To)
	}
	if err == nil && len(rows) == 0 || isBroken(err, brokenOverlap) {
		err = hinterland.Refuse(hinterland.Conflict, "belonging.changed",
			hinterland.Args{"value": string(b.Place)})
	}
	return err
}

// ZoneRules implements hinterland.ZoneRuleBook.
func (t *tx) ZoneRules() ([]hinterland.ZoneRule, error) {
	return find(t, zoneRules(), "")
}

// HoldZones implements hinterland.ZoneRuleBook.
func (t *tx) HoldZones(within hinterland.ZoneCode) (hinterland.ZoneRule, error) {
	in := zoneRules()
	held := in.selectSQL("within = $2") + t.dialect.forUpdate
	rows, err := scan(t, in, held, []any{within})
	return only(rows, err, "zoning.none", string(within))
}

// PutZoneRule implements hinterland.ZoneRuleBook.
func (t *tx) PutZoneRule(r hinterland.ZoneRule) error {
	return put(t, zoneRules(), &r)
}

// Pins implements hinterland.ZoneRuleBook.
func (t *tx) Pins() ([]hinterland.DatedPin, error) { return find(t, pins(), "") }

// PutPin implements hinterland.ZoneRuleBook.
func (t *tx) PutPin(p hinterland.DatedPin) error {
	if p.Zone == "" {
		return drop(t, pins(), "place = $2", p.Place)
	}
	return put(t, pins(), &p)
}
