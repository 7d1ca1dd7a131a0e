package web

import (
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strconv"

	"hinterland"
	"hinterland/office"
)

// A read is an address at which programs read, below apiPath.
type read struct {
	path, word string   // word is the key of what it is
	query      []string // by which it can be narrowed
	list       bool     // it comes in parts
	answer     any      // an empty one: what comes
	find       func(*reading) (any, error)
	then       func(*ask) (any, error) // finds what no view has; nil where one has all
}

// reads lists every address at which programs read.
func reads() []read {
	return slices.Concat(directoryReads(), dealingReads(), planReads())
}

// directoryReads are those of who and what there is.
func directoryReads() []read {
	return []read{
		{path: "/self", word: "api.self", answer: selfAnswer{}, find: readSelf},
		{
			path: "/parties", word: "web.parties", list: true, answer: partyAnswer{},
			find: readParties,
		},
		{path: "/parties/{code}", word: "word.party", answer: partyAnswer{}, find: readParty},
		{path: "/goods", word: "web.goods", list: true, answer: goodAnswer{}, find: readGoods},
		{path: "/goods/{code}", word: "word.good", answer: goodAnswer{}, find: readGood},
		{
			path: "/horizons", word: "web.horizons", list: true, answer: horizonAnswer{},
			find: readHorizons,
		},
		{
			path: "/horizons/{code}", word: "word.horizon", answer: horizonAnswer{},
			find: readHorizon,
		},
		{
			path: "/horizons/{code}/statements", word: "web.statements", list: true,
			query:  []string{"kind", "party", "good", "place", "class"},
			answer: statementAnswer{}, find: readStatements,
		},
		{path: "/places", word: "web.places", list: true, answer: placeAnswer{}, find: readPlaces},
		{path: "/places/{code}", word: "word.place", answer: placeAnswer{}, find: readPlace},
		{path: "/zones", word: "web.zones", list: true, answer: zoneAnswer{}, find: readZones},
		{path: "/zones/{code}", word: "row.zone", answer: zoneAnswer{}, find: readZone},
		{
			path: "/belongings", word: "web.zones.belong", list: true, query: []string{"day"},
			answer: belongingAnswer{}, find: readBelongings,
		},
		{
			path: "/scopes", word: "web.scopes", list: true, answer: scopeAnswer{},
			query: []string{"good", "place", "day"}, find: readScopes,
		},
		{path: "/scopes/{id}", word: "row.scope", answer: scopeAnswer{}, find: readScope},
		{path: "/people", word: "web.people", list: true, answer: personAnswer{}, find: readPeople},
		{path: "/people/{id}", word: "word.person", answer: personAnswer{}, find: readPerson},
		{path: "/keys", word: "web.keys", list: true, answer: keyAnswer{}, find: readKeys},
		{
			path: "/subscriptions", word: "web.subscriptions", list: true,
			answer: subscriptionAnswer{}, find: readSubscriptions,
		},
	}
}

// dealingReads are those of what parties promise one another, and of what was done.
func dealingReads() []read {
	return []read{
		{
			path: "/agreements", word: "web.agreements", list: true, query: []string{"with"},
			answer: agreementAnswer{}, find: readAgreements,
		},
		{
			path: "/agreements/{id}", word: "word.agreement", answer: dossierAnswer{},
			find: readAgreement,
		},
		{
			path: "/agreements/{id}/events", word: "api.events", list: true,
			answer: eventAnswer{}, find: readEvents,
		},
		{
			path: "/account", word: "web.account", query: []string{"with"},
			answer: accountAnswer{}, find: readAccount,
		},
		{path: "/funds", word: "web.funds", list: true, answer: fundAnswer{}, find: readFunds},
		{path: "/funds/{id}", word: "word.fund", answer: wholeFundAnswer{}, find: readFund},
		{
			path: "/cases", word: "web.cases", list: true, query: []string{"owner", "kind", "open"},
			answer: caseAnswer{}, find: readCases,
		},
		{path: "/cases/{id}", word: "row.cases", answer: caseFileAnswer{}, find: readCase},
		{
			path: filesOfPrograms + "/{noun}/{record}", word: "web.files", list: true,
			answer: fileAnswer{}, find: readFiles,
		},
		{
			path: "/entries", word: "web.journal", list: true, answer: entryAnswer{},
			find: readEntries,
		},
		{path: "/entries/{number}", word: "api.entry", answer: entryAnswer{}, find: readEntry},
		{
			path: "/entries/{number}/proof", word: "web.proof", answer: proofAnswer{},
			find: readProvable, then: readProof,
		},
	}
}

// A reading is one request of a program while it reads.
type reading struct {
	*ask
	v     *office.View
	query url.Values
	after string // where the part begins that is asked for
	limit int
	base  int64 // on which acts can rest that overwrite what was read
}

// The parts in which lists come.
const (
	partAtMost = 200
	partUsual  = 100
)

// answerIt answers a program that reads.
func (r read) answerIt(a *ask) error {
	if err := a.unlock(); err != nil {
		return err
	}
	known := r.query
	if r.list {
		known = append([]string{"after", "limit"}, known...)
	}
	query, err := a.queried(known...)
	if err != nil {
		return err
	}
	q := &reading{ask: a, query: query, after: query.Get("after"), limit: partUsual}
	if query.Has("limit") {
		q.limit, err = strconv.Atoi(query.Get("limit"))
		if err != nil || q.limit < 1 || q.limit > partAtMost {
			return badQuery("query.limit", "limit", query.Get("limit"))
		}
	}
	var answer any
	err = a.view(func(v *office.View) (err error) {
		q.v = v
		answer, err = r.find(q)
		return err
	})
	if err == nil && r.then != nil {
		answer, err = r.then(a)
	}
	if err != nil {
		return err
	}
	return a.reply(http.StatusOK, q.base, answer)
}

// kind is the type of what comes.
func (r read) kind() reflect.Type { return reflect.TypeOf(r.answer) }

// part is a part of a list, of which one more was looked for than are answered
// with, to know whether it goes on.
func part[F, T any](
	q *reading, found []F, answer func(*F) T, cursor func(*F) string,
) pageAnswer[T] {
	page := pageAnswer[T]{Items: []T{}}
	for i := range found[:min(len(found), q.limit)] {
		page.Items = append(page.Items, answer(&found[i]))
	}
	if len(found) > q.limit {
		query := url.Values{}
		for name, values := range q.query {
			query[name] = values
		}
		query.Set("after", cursor(&found[q.limit-1]))
		page.Next = q.r.URL.Path + "?" + query.Encode()
		q.w.Header().Set("Link", "<"+page.Next+`>; rel="next"`)
	}
	return page
}

// from is the part of a whole list that begins behind the one that after names.
func from[F any](q *reading, all []F, cursor func(*F) string) ([]F, error) {
	if q.after == "" {
		return all, nil
	}
	for i := range all {
		if cursor(&all[i]) == q.after {
			return all[i+1:], nil
		}
	}
	return nil, badQuery("query.after", "after", q.after)
}

// afterID is the record behind which the part begins; zero at the beginning.
func afterID[Of any](q *reading) (id hinterland.ID[Of], err error) {
	if err := id.UnmarshalText([]byte(q.after)); err != nil {
		return id, badQuery("query.after", "after", q.after)
	}
	return id, nil
}

// pathID is the record that the path names.
func pathID[Of any](q *reading) (id hinterland.ID[Of], err error) {
	if err := id.UnmarshalText([]byte(q.r.PathValue("id"))); err != nil {
		return id, nowhere(q.ask)
	}
	return id, nil
}

// rest finds the base on which an act can rest.
func (q *reading) rest(act office.Act) (err error) {
	q.base, err = q.v.Base(act)
	return err
}
