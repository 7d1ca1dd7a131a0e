package web

import (
	"net/url"
	"slices"

	"hinterland"
)

// What an address narrows a page to is told where there is no such thing: a
// page that passed over it would show all, or nothing, and look as if that
// were the answer. How far a list has been read is none of this; a mark that
// nobody was given leads to the beginning.

// known refuses those filters of an address that name something by its code
// which is not there. An empty one filters nothing.
func (a *ask) known(asked url.Values, filters ...string) error {
	var faults hinterland.Refusals
	for _, name := range filters {
		err := a.knownAs(name, name, asked.Get(name))
		found := refusalsIn(err)
		if err != nil && len(found) == 0 {
			return err
		}
		faults = append(faults, found...)
	}
	return faults.Err()
}

// knownAs refuses a code of a filter that nothing of a noun has.
func (a *ask) knownAs(filter, noun, code string) error {
	if code == "" {
		return nil
	}
	err := a.seek(noun, code)
	for _, r := range refusalsIn(err) {
		r.In(hinterland.Where{Column: filter, Value: code})
	}
	return err
}

// seek looks for what has a code; "with" and "owner" are parties too.
func (a *ask) seek(noun, code string) error {
	switch noun {
	case "good":
		_, err := a.v.Good(hinterland.GoodCode(code))
		return err
	case "place":
		_, err := a.place(hinterland.PlaceCode(code))
		return err
	case "horizon":
		_, err := a.v.Horizon(hinterland.HorizonCode(code))
		return err
	case "class":
		goods, err := a.v.Goods()
		if err == nil && !slices.ContainsFunc(goods, func(g hinterland.Good) bool {
			return g.Class == code
		}) {
			return badQuery("query.class", noun, code)
		}
		return err
	case "zone":
		zones, err := a.v.Zones()
		if err == nil && !slices.ContainsFunc(zones, func(z hinterland.DatedZone) bool {
			return string(z.Code) == code
		}) {
			return noSuch("zone.unknown", code)
		}
		return err
	}
	found, err := a.v.PartiesBy([]hinterland.PartyCode{hinterland.PartyCode(code)})
	if err == nil && len(found) == 0 {
		return noSuch("party.unknown", code)
	}
	return err
}

// noSuch refuses a code that nothing has.
func noSuch(reason hinterland.Reason, code string) error {
	return hinterland.Refuse(hinterland.NotFound, reason, hinterland.Args{"value": code})
}

// oneOf refuses a value of a filter that is not among some, which are words
// of the address and of no language.
func oneOf[T ~string](a *ask, asked url.Values, name string, values ...T) error {
	value := asked.Get(name)
	if value == "" || slices.Contains(values, T(value)) {
		return nil
	}
	return hinterland.Refuse(hinterland.Invalid, "query.choice", hinterland.Args{
		"field": name, "value": value, "choices": a.say.List(hinterland.Codes[T](values).Texts()),
	}).In(hinterland.Where{Column: name, Value: value})
}

// chosen refuses what a filter offers no choice of, and says which there
// are. A choice whose value is blank stands for leaving it out.
func (a *ask) chosen(filters ...field) error {
	var faults hinterland.Refusals
	for i := range filters {
		f, texts := &filters[i], []string(nil)
		value := a.r.Form.Get(f.Name)
		for _, o := range f.Options {
			if o.Value != "" {
				texts = append(texts, o.Text)
			}
		}
		if value != "" && !slices.ContainsFunc(f.Options, func(o option) bool {
			return o.Value == value
		}) {
			faults = append(faults, hinterland.Refuse(hinterland.Invalid, "query.choice",
				hinterland.Args{"field": f.Label, "value": value, "choices": a.say.List(texts)},
			).In(hinterland.Where{Column: f.Name, Value: value}))
		}
	}
	return faults.Err()
}
