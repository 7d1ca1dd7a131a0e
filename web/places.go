package web

import (
	"net/http"
	"net/url"
	"strings"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// A placeRow is a place in a list, as far in as it lies in others.
type placeRow struct {
	hinterland.Place
	Inset string
	At    string // its position in words; empty where nobody has said it
	Page  string
}

// A placeList is a page of places; Next leads to further ones, if there are any.
type placeList struct {
	Rows []placeRow
	Next string
}

// listPlaces shows what lies in what.
func listPlaces(a *ask) error {
	return a.view(func(v *office.View) error {
		after := hinterland.Path(a.r.Form.Get("after"))
		places, err := v.PlacesAfter(after, rowsAtOnce+1)
		if err != nil {
			return err
		}
		list := placeList{}
		if len(places) > rowsAtOnce {
			places = places[:rowsAtOnce]
			list.Next = "/places?after=" + url.QueryEscape(string(places[rowsAtOnce-1].Path))
		}
		for _, p := range places {
			list.Rows = append(list.Rows, placeRow{
				Place: p, Inset: inset(p.Path), At: a.position(&p), Page: placePath(p.Code),
			})
		}
		a.offer(&office.RegisterPlace{}, action{
			Path: "/places/new", Text: a.say.Say("web.place.new", nil), Main: true,
		})
		a.offer(&office.LoadMap{}, action{
			Path: "/map/new", Text: a.say.Say("web.map.load", nil),
		})
		return a.show(http.StatusOK, "places", a.say.Say("web.places", nil), list)
	})
}

// inset stands before what lies in something: a sign for each level, so that it
// can be heard too.
func inset(p hinterland.Path) string { return strings.Repeat("› ", p.Depth()) }

// position words where a place is.
func (a *ask) position(p *hinterland.Place) string {
	if p.Lon == hinterland.Nowhere {
		return ""
	}
	return a.say.Say("web.place.at", lang.Args{
		"lon": trimmed(p.Lon.String()), "lat": trimmed(p.Lat.String()),
	})
}

// registerPlace enters a place.
func registerPlace() form {
	return form{
		read: func(d *draft) office.Act {
			act := d.readPlace(hinterland.PlaceCode(d.text("code")))
			return &act
		},
		paint: func(d *draft) (*formPage, error) {
			code := d.field("text", "code", "word.code").hint(d.say.Say("web.place.code", nil))
			fields, err := d.placeFields(hinterland.PlaceCode(d.text("code")))
			return &formPage{
				Title: d.say.Say("web.place.new", nil), Submit: d.say.Say("web.place.enter", nil),
				Groups: []group{{Fields: append(append(d.nameFields(), code), fields...)}},
			}, err
		},
		then: func(*draft, hinterland.Entry) string { return "/places" },
	}
}

// readPlace makes a place of what was typed.
func (d *draft) readPlace(code hinterland.PlaceCode) office.RegisterPlace {
	return office.RegisterPlace{
		Code: code, Name: d.name(), Parent: hinterland.PlaceCode(d.text("parent")),
		Lon: d.number("lon"), Lat: d.number("lat"),
		Weight: d.number("weight"), Source: d.text("source"),
	}
}

// placeFields ask in what a place lies, and where it is.
func (d *draft) placeFields(code hinterland.PlaceCode) ([]field, error) {
	parent, err := d.placeField("parent", "web.place.parent", code)
	return []field{
		parent,
		d.field("number", "lon", "web.place.lon").optional(),
		d.field("number", "lat", "web.place.lat").optional(),
		d.field("number", "weight", "word.weight").hint(d.say.Say("web.place.weight", nil)).
			optional(),
		d.field("text", "source", "web.place.source").optional(),
	}, err
}

// placeField asks for a place but one, or for none.
func (d *draft) placeField(name, label string, but hinterland.PlaceCode) (field, error) {
	options, err := d.placeOptions(but)
	return d.pick(name, label, options, "web.choice.place").optional(), err
}

// placeOptions are all places but one, to choose from; nil if they are too many.
func (d *draft) placeOptions(but hinterland.PlaceCode) ([]option, error) {
	places, err := d.v.PlacesAfter("", maxChoices+1)
	if err != nil || len(places) > maxChoices {
		return nil, err
	}
	options := []option{}
	for _, p := range places {
		if p.Code != but {
			text := inset(p.Path) + nameOf(d.say, p.Name, p.Code)
			options = append(options, option{string(p.Code), text})
		}
	}
	return options, nil
}

// describePlace says other things of a place than before.
func describePlace() form {
	code := func(d *draft) hinterland.PlaceCode {
		return hinterland.PlaceCode(d.r.PathValue("code"))
	}
	return form{
		start: func(d *draft) error {
			p, err := d.place(code(d))
			for name, value := range map[string]string{
				"name.en": p.Name.English, "name.zh": p.Name.Chinese, "parent": string(p.Parent),
				"lon": trimmed(p.Lon.String()), "lat": trimmed(p.Lat.String()),
				"weight": p.Weighed(), "source": p.Source,
			} {
				d.typed.Set(name, value)
			}
			return err
		},
		read: func(d *draft) office.Act {
			return &office.DescribePlace{RegisterPlace: d.readPlace(code(d)), Based: d.based()}
		},
		paint: func(d *draft) (*formPage, error) {
			if _, err := d.place(code(d)); err != nil {
				return nil, err
			}
			fields, err := d.placeFields(code(d))
			return &formPage{
				Title:  d.say.Say("web.place.describe", nil),
				Submit: d.say.Say("web.save", nil), Lead: d.say.Say("web.place.moves", nil),
				Facts:  []fact{{Label: d.say.Say("word.code", nil), Text: string(code(d))}},
				Groups: []group{{Fields: append(d.nameFields(), fields...)}},
			}, err
		},
		then: func(d *draft, _ hinterland.Entry) string { return placePath(code(d)) },
	}
}

// place finds a place, or refuses.
func (a *ask) place(code hinterland.PlaceCode) (hinterland.Place, error) {
	found, err := a.v.PlacesBy([]hinterland.PlaceCode{code})
	if err == nil && len(found) == 0 {
		err = hinterland.Refuse(hinterland.NotFound, "place.unknown",
			hinterland.Args{"value": code})
	}
	if err != nil {
		return hinterland.Place{}, err
	}
	return found[0], nil
}

// placeNamed is what a place is called; its code where it is not seen.
func (a *ask) placeNamed(code hinterland.PlaceCode) (name string, err error) {
	if name = string(code); a.me == nil || code == "" {
		return name, nil
	}
	err = a.view(func(v *office.View) error {
		found, err := v.PlacesBy([]hinterland.PlaceCode{code})
		if len(found) > 0 {
			name = nameOf(a.say, found[0].Name, code)
		}
		return err
	})
	if len(refusalsIn(err)) > 0 {
		return string(code), nil
	}
	return name, err
}

// goodNamed is what a good is called; its code where it is not seen.
func (a *ask) goodNamed(code hinterland.GoodCode) (name string, err error) {
	if name = string(code); a.me == nil {
		return name, nil
	}
	err = a.view(func(v *office.View) error {
		g, err := v.Good(code)
		if err == nil {
			name = nameOf(a.say, g.Name, code)
		}
		return err
	})
	if len(refusalsIn(err)) > 0 {
		return string(code), nil
	}
	return name, err
}

// locateParty says where a party is.
func locateParty() form {
	return form{
		start: func(d *draft) error {
			p, err := d.party(d.v)
			d.typed.Set("place", string(p.Place))
			return err
		},
		read: func(d *draft) office.Act {
			return &office.LocateParty{
				Code:  hinterland.PartyCode(d.r.PathValue("code")),
				Place: hinterland.PlaceCode(d.text("place")), Based: d.based(),
			}
		},
		paint: func(d *draft) (*formPage, error) {
			party, err := d.party(d.v)
			if err != nil {
				return nil, err
			}
			place, err := d.placeField("place", "word.place", "")
			return &formPage{
				Title: d.say.Say("web.party.place", nil), Submit: d.say.Say("web.save", nil),
				Facts: []fact{{
					Label: d.say.Say("word.party", nil),
					Text:  nameOf(d.say, party.Name, party.Code),
				}},
				Groups: []group{{Fields: []field{place}}},
			}, err
		},
		then: func(d *draft, _ hinterland.Entry) string {
			return partyPath(hinterland.PartyCode(d.r.PathValue("code")))
		},
	}
}
