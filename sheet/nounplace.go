package sheet

import (
	"hinterland"
	"hinterland/office"
)

// everything is more than there is of anything.
const everything = 1 << 30

// places are what parties and scopes lie in.
func places() *Noun {
	fields := append([]Field{{Name: "code", Head: "word.code"}}, nameFields()...)
	return &Noun{
		Name: "places", Title: "web.places", Keys: 1, Unknown: "place.unknown",
		Fields: append(fields,
			Field{Name: "parent", Head: "web.place.parent", Of: "places", May: true},
			Field{Name: "lon", Head: "column.lon", Unit: "°", Form: Figure, May: true},
			Field{Name: "lat", Head: "column.lat", Unit: "°", Form: Figure, May: true},
			Field{Name: "weight", Head: "word.weight", Form: Figure, May: true},
			Field{Name: "source", Head: "web.place.source", May: true}),
		Stands: func(v *office.View) ([]Record, error) {
			all, err := v.AllPlaces()
			records := make([]Record, len(all))
			for i, p := range all {
				records[i] = Record{
					"code": string(p.Code), "name.en": p.Name.English, "name.zh": p.Name.Chinese,
					"parent": string(p.Parent),
					"lon":    trimmed(p.Lon.String()), "lat": trimmed(p.Lat.String()),
					"weight": p.Weighed(), "source": p.Source,
				}
			}
			return records, err
		},
		Acts: func(r *Reading) []office.Act {
			place := office.RegisterPlace{
				Code: hinterland.PlaceCode(r.Now["code"]), Name: r.name(),
				Parent: hinterland.PlaceCode(r.Now["parent"]), Lon: r.Now["lon"], Lat: r.Now["lat"],
				Weight: r.Now["weight"], Source: r.Now["source"],
			}
			if r.Was == nil {
				return []office.Act{&place}
			}
			return []office.Act{&office.DescribePlace{RegisterPlace: place}}
		},
	}
}
