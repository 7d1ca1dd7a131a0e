package sheet

import (
	"hinterland"
	"hinterland/office"
)

// ties are how much two places have to do with each other, whichever is named
// first.
func ties() *Noun {
	return &Noun{
		Name: "ties", Title: "sheet.ties", Keys: 2, Pairs: true, Leaves: true,
		Fields: append(twoPlaces(),
			Field{Name: "strength", Plain: "tie", Head: "column.strength", Form: Figure},
			Field{Name: "source", Head: "column.source", May: true}),
		Stands: func(v *office.View) ([]Record, error) {
			s, err := v.Surroundings("")
			records := make([]Record, len(s.Ties))
			for i, t := range s.Ties {
				records[i] = Record{
					"a": string(t.A), "b": string(t.B), "source": t.Source,
					"strength": trimmed(hinterland.FormatDecimal(t.Strength, hinterland.TiePlaces)),
				}
			}
			return records, err
		},
		Acts: func(r *Reading) []office.Act {
			return []office.Act{&office.StateTie{
				A: hinterland.PlaceCode(r.Now["a"]), B: hinterland.PlaceCode(r.Now["b"]),
				Strength: r.Now["strength"], Source: r.Now["source"],
			}}
		},
	}
}

// borders are what is said by hand of whether two places are neighbours. What the
// map shows needs no row.
func borders() *Noun {
	return &Noun{
		Name: "borders", Title: "sheet.borders", Keys: 2, Pairs: true, Leaves: true,
		Fields: append(twoPlaces(),
			Field{
				Name: "ruling", Head: "column.ruling", Stem: "ruling.",
				Words: []string{string(hinterland.Joined), string(hinterland.Parted)},
			},
			Field{Name: "reason", Head: "column.reason", May: true}),
		Stands: func(v *office.View) (records []Record, err error) {
			s, err := v.Surroundings("")
			for _, b := range s.Borders {
				if b.Ruling != hinterland.AsMapped {
					records = append(records, Record{
						"a": string(b.A), "b": string(b.B), "ruling": string(b.Ruling),
						"reason": b.Reason,
					})
				}
			}
			return records, err
		},
		Acts: func(r *Reading) []office.Act {
			return []office.Act{&office.StateBorder{
				A: hinterland.PlaceCode(r.Now["a"]), B: hinterland.PlaceCode(r.Now["b"]),
				Ruling: hinterland.Ruling(r.Now["ruling"]), Reason: r.Now["reason"],
			}}
		},
	}
}

// distances are how far it is from one place to another; the way back is a row
// of its own.
func distances() *Noun {
	return &Noun{
		Name: "distances", Title: "sheet.distances", Keys: 2, Leaves: true,
		Fields: []Field{
			{Name: "from", Head: "column.from_place", Of: "places"},
			{Name: "to", Head: "column.to_place", Of: "places"},
			{Name: "km", Head: "row.distance", Unit: "km", Form: Figure},
		},
		Stands: func(v *office.View) ([]Record, error) {
			s, err := v.Surroundings("")
			records := make([]Record, len(s.Distances))
			for i, d := range s.Distances {
				records[i] = Record{
					"from": string(d.From), "to": string(d.To),
					"km": trimmed(hinterland.FormatDecimal(d.Hectometres, 1)),
				}
			}
			return records, err
		},
		Acts: func(r *Reading) []office.Act {
			return []office.Act{&office.StateDistance{
				From: hinterland.PlaceCode(r.Now["from"]), To: hinterland.PlaceCode(r.Now["to"]),
				Km: r.Now["km"],
			}}
		},
	}
}

// twoPlaces are the columns of a pair that holds both ways.
func twoPlaces() []Field {
	return []Field{
		{Name: "a", Head: "word.place", Of: "places"},
		{Name: "b", Head: "web.near.other", Of: "places"},
	}
}
