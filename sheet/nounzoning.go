package sheet

import (
	"hinterland"
	"hinterland/office"
)

// pins are which places are in which zones by hand, however zones are drawn. A
// row of which only the place is filled in lets it go.
func pins() *Noun {
	return &Noun{
		Name: "pins", Title: "sheet.pins", Keys: 1, Leaves: true,
		Fields: []Field{
			{Name: "place", Head: "word.place", Of: "places"},
			{Name: "zone", Head: "column.zone", Of: "zones"},
			{Name: "reason", Head: "word.reason"},
		},
		Stands: func(v *office.View) ([]Record, error) {
			all, err := v.Pins()
			records := make([]Record, len(all))
			for i, p := range all {
				records[i] = Record{
					"place": string(p.Place), "zone": string(p.Zone), "reason": p.Reason,
				}
			}
			return records, err
		},
		Acts: func(r *Reading) []office.Act {
			place, zone := hinterland.PlaceCode(r.Now["place"]), r.Now["zone"]
			if r.Was != nil && zone+r.Now["reason"] == "" {
				return []office.Act{&office.UnpinPlace{Place: place}}
			}
			return []office.Act{&office.PinPlace{
				Place: place, Zone: hinterland.ZoneCode(zone), Reason: r.Now["reason"],
			}}
		},
	}
}

// rules are how zones are drawn, in each zone for which it is said; where none is
// named, in the region. No act takes one away.
func rules() *Noun {
	objectives := []string{string(hinterland.ByDistance), string(hinterland.ByTies)}
	return &Noun{
		Name: "zoning", Title: "sheet.zoning", Keys: 1, Whole: true,
		Fields: []Field{
			{Name: "within", Head: "web.zone.within", Of: "zones", May: true},
			{
				Name: "objective", Head: "column.objective", Words: objectives,
				Stem: "objective.",
			},
			{ // 20 would be taken, and bound nothing
				Name: "tolerance", Head: "column.tolerance", Unit: "0.2 = 20%",
				Form: Figure, May: true,
			},
			{Name: "least", Head: "column.least", Form: Figure, Naught: true, May: true},
			{Name: "most", Head: "column.most", Form: Figure, May: true},
		},
		Stands: func(v *office.View) ([]Record, error) {
			all, err := v.ZoneRules()
			records := make([]Record, len(all))
			for i := range all {
				records[i] = ruleRecord(&all[i])
			}
			return records, err
		},
		Acts: func(r *Reading) []office.Act {
			return []office.Act{&office.SetZoning{
				Within:    hinterland.ZoneCode(r.Now["within"]),
				Objective: hinterland.Objective(r.Now["objective"]),
				Tolerance: r.Now["tolerance"], Least: r.Now["least"], Most: r.Now["most"],
			}}
		},
	}
}

// ruleRecord is a rule as a sheet has it. A least weight of nought bounds nothing,
// and is blank.
func ruleRecord(rule *hinterland.ZoneRule) Record {
	r := Record{"within": string(rule.Within), "objective": string(rule.Objective)}
	switch b := &rule.Bounds; b.Kind {
	case hinterland.ByTolerance:
		r["tolerance"] = trimmed(hinterland.FormatDecimal(b.Tolerance, hinterland.MaxPlaces))
	case hinterland.ByLeastAndMost:
		if b.Least > 0 {
			r["least"] = whole(b.Least)
		}
		if b.Most != hinterland.NoMost {
			r["most"] = whole(b.Most)
		}
	}
	return r
}
