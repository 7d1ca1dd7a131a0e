package report

import (
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strings"
	"testing"

	"hinterland"
	"hinterland/draw"
	"hinterland/lang"
)

// pictured is the first market with ground under its places, drawn as cells or
// by their borders.
func pictured(t *testing.T, tongue lang.Tongue, schematic bool) *printed {
	t.Helper()
	list, err := marketPages()
	if err != nil {
		t.Fatal(err)
	}
	in := *list[0].in
	var codes []string
	for _, p := range in.Region.Places {
		codes = append(codes, string(p.Code))
	}
	in.Map = ground(codes...)
	in.Zoning = &hinterland.Zoning{
		Centres:  []hinterland.Centre{{Name: both("A", "甲"), Places: []hinterland.PlaceCode{"p1"}}},
		Settings: hinterland.Settings{Schematic: schematic},
	}
	p := &printed{
		in: &in, say: lang.For(tongue), index: in.Region.Index(), page: written(t, &in, tongue),
	}
	p.elements = elements(t, p.page)
	return p
}

// inPicture gathers the texts of the elements of a name in a picture.
func (p *printed) inPicture(id, name string) []string {
	var texts []string
	for _, e := range named(p.elements, name) {
		if svg := e.inside("svg"); svg != nil && svg.attrs["id"] == id {
			texts = append(texts, e.text.String())
		}
	}
	return texts
}

// zoneShown words a zone as its arrows do.
func (p *printed) zoneShown(code string) string {
	if code == "A" && p.say.Tongue() == lang.Chinese {
		return "甲"
	}
	return code
}

// arrows lists what passes in yuan, the most first: how each arrow is titled
// and how it is labelled.
func (p *printed) arrows(id string, sums map[[2]string]*big.Rat) (titles, labels []string) {
	key := ""
	for _, text := range p.inPicture(id, "text") {
		if strings.HasPrefix(text, strings.Split(p.say.Say("report.map.flows.key",
			lang.Args{"money": "|"}), "|")[0]) {
			key = text
		}
	}
	power := p.scaleOf(key)
	ends := slices.SortedFunc(maps.Keys(sums), func(a, b [2]string) int {
		return sums[b].Cmp(sums[a])
	})
	unit := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(power)), nil))
	money := p.currency("CNY")
	if power > 0 {
		money = p.say.Say("report.scaled", lang.Args{
			"scale": p.say.Say(fmt.Sprint("report.scale.", power), nil), "currency": money,
		})
	}
	for _, at := range ends {
		label := p.say.Number(new(big.Rat).Quo(sums[at], unit).FloatString(1))
		labels = append(labels, label)
		titles = append(titles, p.say.Say("report.map.flow", lang.Args{
			"from": p.zoneShown(at[0]), "to": p.zoneShown(at[1]),
			"worth": p.say.Say("report.quantity", lang.Args{"number": label, "unit": money}),
		}))
	}
	return titles, labels
}

// The arrows are what the tables say: each tells who gives to whom and how
// much, the largest are labelled, and the small ones of a small map are counted.
func TestArrowsSayWhatPassesBetweenZones(t *testing.T) {
	for _, tongue := range lang.Tongues() {
		p := pictured(t, tongue, false)
		for id, chosen := range map[string]func(*hinterland.Good) bool{
			"map-flows": of("CNY"),
			"map-class-1": func(g *hinterland.Good) bool {
				return g.Class == "food" && g.Currency == "CNY"
			},
		} {
			most, labelled := 14, 9
			if id != "map-flows" {
				most, labelled = 8, 5
			}
			titles, labels := p.arrows(id, p.passed(chosen))
			shown := min(most, len(titles))
			got := slices.DeleteFunc(p.inPicture(id, "title"), func(text string) bool {
				return !slices.Contains(titles, text)
			})
			slices.Sort(got)
			if want := slices.Sorted(slices.Values(titles[:shown])); !slices.Equal(got, want) {
				t.Errorf("%s, %s: arrows\n%q, want\n%q", tongue, id, got, want)
			}
			texts := p.inPicture(id, "text")
			told := 0 // where labels would hide each other, some are left out
			for i, label := range labels {
				if slices.Contains(texts, label) {
					told++
				}
				if i == labelled-1 && told < labelled-1 || i >= labelled && told > labelled {
					t.Errorf("%s, %s: %d of the first %d arrows have labels", tongue, id, told, i+1)
				}
			}
			rest := p.say.Say("report.map.flows.other", lang.Args{"count": len(titles) - shown})
			if slices.Contains(texts, rest) != (len(titles) > shown) {
				t.Errorf("%s, %s: %d of %d arrows, and it says %q", tongue, id, shown, len(titles),
					texts)
			}
		}
	}
}

// Each place says its zone, each centre has a ring, and a picture of cells says
// that it is one and has no scale.
func TestTheMapOfZonesSaysWhereEachPlaceIs(t *testing.T) {
	for _, tongue := range lang.Tongues() {
		for _, schematic := range []bool{false, true} {
			p := pictured(t, tongue, schematic)
			titles := p.inPicture("map-zones", "title")
			for _, place := range p.in.Region.Places {
				name := p.name(place.Name, "")
				title := p.say.Say("report.map.place",
					lang.Args{"place": name, "zone": p.zoneShown(string(place.Zone))})
				if place.Zone == "" {
					title = p.say.Say("report.map.place.none", lang.Args{"place": name})
				}
				if !slices.Contains(titles, title) {
					t.Errorf("%s: no place is called %q among %q", tongue, title, titles)
				}
			}
			if rings := p.inPicture("map-zones", "circle"); len(rings) != 1 {
				t.Errorf("%s: %d rings for one centre", tongue, len(rings))
			}
			mark := p.say.Say("report.map.schematic", nil)
			for _, id := range []string{"map-zones", "map-flows", "map-class-1"} {
				if slices.Contains(p.inPicture(id, "text"), mark) != schematic {
					t.Errorf("%s: schematic %t, and %s does not say so", tongue, schematic, id)
				}
			}
			scaled := slices.ContainsFunc(p.inPicture("map-zones", "text"), func(s string) bool {
				return strings.HasSuffix(s, " km")
			})
			if scaled == schematic {
				t.Errorf("%s: schematic %t, with a scale: %t", tongue, schematic, scaled)
			}
		}
	}
}

func TestASwatchIsThatOfTheZonesHatch(t *testing.T) {
	p := pictured(t, lang.English, false)
	b := newBook(p.in, p.say)
	for z := range b.zones {
		swatch := string(b.swatch(z))
		if alone := b.zones[z].code == ""; alone != (swatch == "") {
			t.Errorf("zone %q has the swatch %q", b.zones[z].code, swatch)
		} else if !alone && !strings.Contains(swatch, fmt.Sprintf("url(#map-zones-z%d)", z)) {
			t.Errorf("zone %d has the swatch %q", z, swatch)
		}
	}
}

// Without ground, or with ground of nothing, there are tables only.
func TestWithoutGroundThereAreNoPictures(t *testing.T) {
	for name, m := range map[string]*draw.Map{
		"no map": nil, "no shapes": {}, "no shape": {Shapes: ground().Shapes},
	} {
		in := solved(t, small())
		if in.Map = m; name == "no shape" {
			in.Map.Shapes.Shapes = nil
		}
		page := written(t, in, lang.English)
		if strings.Contains(page, "<figure") || strings.Contains(page, "swatch\"") {
			t.Errorf("%s: there is a picture", name)
		}
	}
}

// An arrow begins at the first place of a centre; where there is no centre, at
// the heaviest place, the first of two as heavy.
func TestEachZoneHasASeat(t *testing.T) {
	place := func(code hinterland.PlaceCode, weight int64) *hinterland.Place {
		return &hinterland.Place{Code: code, Weight: weight}
	}
	members := []*hinterland.Place{place("a", 1), place("b", 7), place("c", 7), place("d", 2)}
	for want, z := range map[string]zone{
		"x": {members: members, centre: &hinterland.Centre{
			Places: []hinterland.PlaceCode{"x", "y"},
		}},
		"b": {members: members, centre: &hinterland.Centre{}},
		"a": {members: members[:1]},
		"":  {},
	} {
		b := &book{zones: []zone{z}}
		if got := b.seat(0); got != want {
			t.Errorf("the seat is %q, want %q", got, want)
		}
	}
}
