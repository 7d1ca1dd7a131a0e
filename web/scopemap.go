package web

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// scopesMapped is how many scopes of a good a map tells apart at most. Whoever has
// more, has towns in it that no cell could show.
const scopesMapped = 1000

// A held is who may buy in a place: a buyer alone, or one that has announced it;
// the zero value for several.
type held struct {
	buyer hinterland.PartyCode
	alone bool
}

// heldIn says who may buy in a place by scopes that share something with it. Who
// buys there alone goes before who has only announced it.
func heldIn(scopes []hinterland.DatedScope) (in held) {
	alone := slices.ContainsFunc(scopes, func(s hinterland.DatedScope) bool {
		return s.Exclusive()
	})
	for i := range scopes {
		switch s := &scopes[i]; {
		case s.Exclusive() != alone:
		case in.buyer != "" && in.buyer != s.Buyer:
			return held{}
		default:
			in = held{s.Buyer, alone}
		}
	}
	return in
}

// scopePicture draws who may buy a good where, with buyers in the place of zones.
// Of all goods at once there is none: a place would have as many buyers as goods.
// It comes after the table and says nothing that this does not; of a year it shows
// who may buy on some day of it, and the title of a place tells on which.
func (a *ask) scopePicture(v *office.View, wish *scopeWish) (p Picture, err error) {
	if wish.filter.Good == "" {
		p.MapNote = a.say.Say("web.scope.map.choose", nil)
		return p, nil
	}
	scopes, err := v.Scopes(wish.filter, 0, scopesMapped+1)
	if err != nil || len(scopes) == 0 {
		return p, err
	}
	real, places, borders, err := a.mapGround()
	switch {
	case err != nil:
		return p, err
	case len(places) < 2:
		p.MapNote = a.say.Say("web.map.nowhere", nil)
		return p, nil
	case len(places) > PlacesDrawn || len(scopes) > scopesMapped:
		p.MapNote = a.say.Say("web.scope.map.many", nil)
		return p, nil
	}
	m, err := a.scopeMap(v, wish, scopes, places)
	if err != nil {
		return p, err
	}
	for _, b := range borders {
		m.Borders = append(m.Borders, [2]string{string(b.A), string(b.B)})
	}
	return a.drawn(m, &real), nil
}

// scopeMap lays the map out. A scope counts for a place when the two share
// something: it may be for the prefecture, or for a town in it. A place leads to
// the list of its scopes; colours go by the names of buyers, so that they stay
// from one day to another as long as the buyers do.
func (a *ask) scopeMap(
	v *office.View, wish *scopeWish, scopes []hinterland.DatedScope, places []hinterland.Place,
) (*ZoneMap, error) {
	n, err := a.scopeNames(v, scopes)
	if err != nil {
		return nil, err
	}
	good := n.goodName(wish.filter.Good)
	m := &ZoneMap{
		Title: a.say.Say("web.scope.map.title",
			lang.Args{"good": good, "when": a.scopesWhen(wish)}),
		Desc:   a.say.Say("web.scope.map.desc", nil),
		Legend: a.say.Say("web.scope.buyer", nil),
	}
	there := make([][]hinterland.DatedScope, len(places))
	at := map[held]int{}
	for i := range places {
		for _, s := range scopes {
			if s.PlacePath.Meets(places[i].Path) {
				there[i] = append(there[i], s)
			}
		}
		if len(there[i]) > 0 {
			at[heldIn(there[i])] = 0
		}
	}
	holders := slices.SortedFunc(maps.Keys(at), func(a, b held) int {
		return cmp.Or(
			cmp.Compare(n.party(a.buyer), n.party(b.buyer)), cmp.Compare(a.buyer, b.buyer))
	})
	for i, h := range holders {
		at[h] = i
		m.Zones = append(m.Zones, n.holder(h))
	}
	for i, p := range places {
		cell := MapPlace{
			Code: string(p.Code), Name: nameOf(a.say, p.Name, p.Code), Zone: -1,
			Href: wish.path("place", string(p.Code)), Lon: int64(p.Lon), Lat: int64(p.Lat),
		}
		cell.Title = cell.Name + a.say.Say("web.colon", nil) + n.mayBuy(there[i])
		if len(there[i]) > 0 {
			cell.Zone = at[heldIn(there[i])]
		}
		m.Places = append(m.Places, cell)
	}
	return m, nil
}

// holder is how the legend of a map names who may buy. Several have no page.
func (n *names) holder(h held) MapZone {
	switch name := n.party(h.buyer); {
	case h == held{}:
		return MapZone{Name: n.a.say.Say("web.scope.map.several", nil)}
	case h.alone:
		return MapZone{Name: name, Href: partyPath(h.buyer)}
	default:
		return MapZone{
			Name: n.a.say.Say("web.scope.told", lang.Args{"party": name}), Href: partyPath(h.buyer),
		}
	}
}

// mayBuy tells who may buy somewhere, and when.
func (n *names) mayBuy(scopes []hinterland.DatedScope) string {
	if len(scopes) == 0 {
		return n.a.say.Say("web.scope.map.none", nil)
	}
	who := make([]string, len(scopes))
	for i := range scopes {
		s := &scopes[i]
		// lang: web.scope.alone web.scope.told
		key := "web.scope.told"
		if s.Exclusive() {
			key = "web.scope.alone"
		}
		who[i] = n.a.say.Say(key, lang.Args{"party": n.party(s.Buyer)}) +
			n.a.say.Say("web.and", nil) + n.a.term(s.Term.From, s.Term.Last())
	}
	return strings.Join(who, n.a.say.Say("web.semicolon", nil))
}

// scopesWhen words the days that an address asks for.
func (a *ask) scopesWhen(w *scopeWish) string {
	if w.query.Has("day") {
		day := dayWords(a.say, w.filter.Days.From)
		return a.say.Say("web.scope.when.day", lang.Args{"day": day})
	}
	return a.say.Say("web.scope.when.year", lang.Args{"year": w.year})
}
