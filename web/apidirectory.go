package web

import (
	"cmp"

	"hinterland"
	"hinterland/office"
)

func readSelf(q *reading) (any, error) {
	charter, err := q.v.Charter()
	actor := q.v.Actor()
	return selfAnswer{
		Key: actor.Key, Person: actor.Person, Party: actor.Party, Duties: q.v.Duties(),
		Today: q.v.Today, Charter: charter,
	}, err
}

func readParties(q *reading) (any, error) {
	found, err := q.v.Parties(hinterland.PartyCode(q.after), q.limit+1)
	return part(q, found, answerParty,
		func(p *hinterland.Party) string { return string(p.Code) }), err
}

func readParty(q *reading) (any, error) {
	p, err := q.party(q.v)
	if err == nil {
		err = q.rest(&office.NameParty{Code: p.Code})
	}
	answer := answerParty(&p)
	answer.Base = q.base
	return answer, err
}

func readGoods(q *reading) (any, error) {
	all, err := q.v.Goods()
	if err != nil {
		return nil, err
	}
	reach, err := q.v.Reaches()
	if err != nil {
		return nil, err
	}
	code := func(g *hinterland.Good) string { return string(g.Code) }
	found, err := from(q, all, code)
	return part(q, found, func(g *hinterland.Good) goodAnswer {
		return answerGood(g, reach)
	}, code), err
}

func readGood(q *reading) (any, error) {
	g, err := q.v.Good(hinterland.GoodCode(q.r.PathValue("code")))
	if err == nil {
		err = q.rest(&office.DescribeGood{RegisterGood: office.RegisterGood{Code: g.Code}})
	}
	reach, err2 := q.v.Reaches()
	answer := answerGood(&g, reach)
	answer.Base = q.base
	return answer, cmp.Or(err, err2)
}

func readPlaces(q *reading) (any, error) {
	found, err := q.v.PlacesAfter(hinterland.Path(q.after), q.limit+1)
	return part(q, found, answerPlace,
		func(p *hinterland.Place) string { return string(p.Path) }), err
}

func readPlace(q *reading) (any, error) {
	code := hinterland.PlaceCode(q.r.PathValue("code"))
	found, err := q.v.PlacesBy([]hinterland.PlaceCode{code})
	if err == nil && len(found) == 0 {
		err = hinterland.Refuse(hinterland.NotFound, "place.unknown",
			hinterland.Args{"value": string(code)})
	}
	if err == nil {
		err = q.rest(&office.DescribePlace{RegisterPlace: office.RegisterPlace{Code: code}})
	}
	if err != nil {
		return nil, err
	}
	answer := answerPlace(&found[0])
	answer.Base = q.base
	return answer, nil
}

func readScopes(q *reading) (any, error) {
	if err := q.known(q.query, "good", "place"); err != nil {
		return nil, err
	}
	by := hinterland.ScopeFilter{
		Good:  hinterland.GoodCode(q.query.Get("good")),
		Place: hinterland.PlaceCode(q.query.Get("place")),
		Days:  hinterland.Term{To: hinterland.Forevermore},
	}
	if q.query.Has("day") {
		day, err := hinterland.ParseDay(q.query.Get("day"))
		if err != nil {
			return nil, badQuery("query.day", "day", q.query.Get("day"))
		}
		by.Days = hinterland.Term{From: day, To: day + 1}
	}
	after, err := afterID[hinterland.DatedScope](q)
	if err != nil {
		return nil, err
	}
	found, err := q.v.Scopes(by, after, q.limit+1)
	return part(q, found, answerScope,
		func(s *hinterland.DatedScope) string { return s.ID.String() }), err
}

func readScope(q *reading) (any, error) {
	id, err := pathID[hinterland.DatedScope](q)
	if err != nil {
		return nil, err
	}
	s, err := q.v.Scope(id)
	if err == nil {
		err = q.rest(&office.EndScope{Scope: id})
	}
	answer := answerScope(&s)
	answer.Base = q.base
	return answer, err
}

func readPeople(q *reading) (any, error) {
	after, err := afterID[hinterland.Person](q)
	if err != nil {
		return nil, err
	}
	found, err := q.v.Holders(after, q.limit+1)
	return part(q, found, answerPerson,
		func(h *office.Holder) string { return h.ID.String() }), err
}

func readPerson(q *reading) (any, error) {
	id, err := pathID[hinterland.Person](q)
	if err != nil {
		return nil, err
	}
	h, err := q.v.Holder(id)
	if err != nil {
		return nil, err
	}
	answer := answerPerson(h)
	for i := range answer.Posts {
		p := &answer.Posts[i]
		if p.Base, err = q.v.Base(&office.EndPost{Post: p.ID}); err != nil {
			return nil, err
		}
	}
	err = q.rest(&office.DescribePerson{Person: id})
	answer.Base = q.base
	return answer, err
}

func readKeys(q *reading) (any, error) {
	all, err := q.v.Keys()
	if err != nil {
		return nil, err
	}
	number := func(k *office.KeyStanding) string { return k.ID.String() }
	found, err := from(q, all, number)
	return part(q, found, answerKey, number), err
}

func readSubscriptions(q *reading) (any, error) {
	all, err := q.v.Subscriptions()
	if err != nil {
		return nil, err
	}
	number := func(s *office.SubscriptionStanding) string { return s.ID.String() }
	found, err := from(q, all, number)
	return part(q, found, answerSubscription, number), err
}
