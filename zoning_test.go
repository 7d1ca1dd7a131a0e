package hinterland

import "testing"

func smallZoning() (*Region, *Zoning) {
	r := &Region{Places: []Place{{Code: "a"}, {Code: "b"}, {Code: "c"}}}
	return r, &Zoning{
		Adjacency: []Adjacency{{A: "a", B: "b", Row: 2}, {A: "b", B: "c", Row: 3}},
		Ties:      []Tie{{A: "a", B: "c", Strength: 5, Row: 2}},
		Centres: []Centre{
			{Name: Name{English: "Old Town"}, Places: []PlaceCode{"a"}, Row: 2},
			{Name: Name{English: "C"}, Places: []PlaceCode{"c"}, Row: 3},
		},
		Pins: []Pin{{Place: "b", Centre: "Old Town", Row: 2}},
	}
}

func TestZoningFaults(t *testing.T) {
	tests := []struct {
		name  string
		spoil func(*Zoning)
		want  string
	}{
		{"a sound zoning has none", func(*Zoning) {}, ""},
		{
			"a border with an unknown place", func(z *Zoning) { z.Adjacency[0].B = "x" },
			`adjacency.csv:2 b="x": code.unknown`,
		},
		{
			"a place that is its own neighbour", func(z *Zoning) { z.Adjacency[0].B = "a" },
			`adjacency.csv:2 b="a": pair.self`,
		},
		{"a pair that comes back the other way round", func(z *Zoning) {
			z.Ties = append(z.Ties, Tie{A: "c", B: "a", Row: 3})
		}, `ties.csv:3 a="c": key.pair`},
		{
			"two centres of one zone", func(z *Zoning) { z.Centres[1].Name.English = "Old-Town" },
			`centres.csv:3 name="Old-Town": key.twice`,
		},
		{
			"a place in two centres", func(z *Zoning) { z.Centres[1].Places = []PlaceCode{"a"} },
			`centres.csv:3 places="a": centre.shared`,
		},
		{
			"a centre of no places", func(z *Zoning) { z.Centres[1].Places = []PlaceCode{"x"} },
			`centres.csv:3 places="x": code.unknown`,
		},
		{
			"a pin to an unknown centre", func(z *Zoning) { z.Pins[0].Centre = "Old-Town" },
			`pins.csv:2 centre="Old-Town": code.unknown`,
		},
		{
			"a pin of an unknown place", func(z *Zoning) { z.Pins[0].Place = "x" },
			`pins.csv:2 place="x": code.unknown`,
		},
		{
			"a pin that takes a centre from itself", func(z *Zoning) { z.Pins[0].Place = "c" },
			`pins.csv:2 place="c": pin.centre`,
		},
		{"two pins of a place", func(z *Zoning) {
			z.Pins = append(z.Pins, Pin{Place: "b", Centre: "C", Row: 3})
		}, `pins.csv:3 place="b": key.twice`},
		{"bounds that cross", func(z *Zoning) {
			z.Settings.Bounds = Bounds{Kind: ByLeastAndMost, Least: 2, Most: 1}
		}, "region.csv:0: setting.order"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, z := smallZoning()
			tt.spoil(z)
			if got := z.Check(r.Index()).Error(); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestZoneCodeHasNoSpaces(t *testing.T) {
	c := Centre{Name: Name{English: " Des  Moines "}}
	if got := c.Zone(); got != "Des-Moines" {
		t.Errorf("got %q", got)
	}
}
