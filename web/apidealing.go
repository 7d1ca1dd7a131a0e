package web

import (
	"cmp"
	"strconv"

	"hinterland"
	"hinterland/office"
)

func readAgreements(q *reading) (any, error) {
	before, err := afterID[hinterland.Agreement](q)
	if err != nil {
		return nil, err
	}
	if err := q.known(q.query, "with"); err != nil {
		return nil, err
	}
	found, err := q.v.Agreements(hinterland.PartyCode(q.query.Get("with")), before, q.limit+1)
	return part(q, found,
		func(h *office.Heading) agreementAnswer { return answerHeading(h, q.v.Today) },
		func(h *office.Heading) string { return h.ID.String() }), err
}

// dossier is the agreement that the path names.
func (q *reading) dossier() (*office.Dossier, error) {
	id, err := pathID[hinterland.Agreement](q)
	if err != nil {
		return nil, err
	}
	return q.v.Agreement(id)
}

func readAgreement(q *reading) (any, error) {
	d, err := q.dossier()
	if err != nil {
		return nil, err
	}
	answer, err := answerDossier(q.v, d)
	if err != nil {
		return nil, err
	}
	err = q.rest(&office.AmendAgreement{Agreement: d.ID})
	answer.Base = q.base
	return answer, err
}

func readEvents(q *reading) (any, error) {
	d, err := q.dossier()
	if err != nil {
		return nil, err
	}
	number := func(e *hinterland.Event) string { return e.ID.String() }
	found, err := from(q, d.Events, number)
	return part(q, found,
		func(e *hinterland.Event) eventAnswer { return answerEvent(d, e) }, number), err
}

func readAccount(q *reading) (any, error) {
	if err := q.known(q.query, "with"); err != nil {
		return nil, err
	}
	account, err := q.v.Account(hinterland.PartyCode(q.query.Get("with")))
	if err != nil {
		return nil, err
	}
	return answerAccount(account), nil
}

func readFunds(q *reading) (any, error) {
	before, err := afterID[hinterland.Fund](q)
	if err != nil {
		return nil, err
	}
	found, err := q.v.Funds(before, q.limit+1)
	return part(q, found, answerFund,
		func(f *hinterland.Fund) string { return f.ID.String() }), err
}

func readFund(q *reading) (any, error) {
	id, err := pathID[hinterland.Fund](q)
	if err != nil {
		return nil, err
	}
	d, err := q.v.Fund(id)
	if err != nil {
		return nil, err
	}
	return answerWholeFund(d), nil
}

func readCases(q *reading) (any, error) {
	before, err := afterID[hinterland.Case](q)
	if err != nil {
		return nil, err
	}
	err = cmp.Or(q.known(q.query, "owner"),
		oneOf(q.ask, q.query, "kind", hinterland.CaseKinds()...))
	if err != nil {
		return nil, err
	}
	wish := hinterland.CaseQuery{
		Owner: hinterland.PartyCode(q.query.Get("owner")), Before: before, Limit: q.limit + 1,
		Kind: hinterland.CaseKind(q.query.Get("kind")),
	}
	switch open := q.query.Get("open"); open {
	case "true":
		wish.Open = true
	case "false":
		wish.Closed = true
	case "":
	default:
		return nil, badQuery("query.truth", "open", open)
	}
	found, err := q.v.Cases(wish)
	return part(q, found, answerCase,
		func(f *office.CaseFile) string { return f.ID.String() }), err
}

func readCase(q *reading) (any, error) {
	id, err := pathID[hinterland.Case](q)
	if err != nil {
		return nil, err
	}
	f, err := q.v.Case(id)
	if err != nil {
		return nil, err
	}
	answer := answerCaseFile(f)
	err = q.rest(&office.AssignCase{OnCase: office.OnCase{Case: id}})
	answer.Base = q.base
	return answer, err
}

func readEntries(q *reading) (any, error) {
	before := int64(0)
	if q.after != "" {
		var err error
		if before, err = strconv.ParseInt(q.after, 10, 64); err != nil || before < 1 {
			return nil, badQuery("query.after", "after", q.after)
		}
	}
	found, err := q.v.Entries(before, q.limit+1)
	if err == nil {
		err = q.v.Embody(found)
	}
	return part(q, found, answerEntry,
		func(e *hinterland.Entry) string { return hinterland.FormatDecimal(e.Number, 0) }), err
}

// entryNumber is the entry that the path names.
func (a *ask) entryNumber() (int64, error) {
	number, err := strconv.ParseInt(a.r.PathValue("number"), 10, 64)
	if err != nil {
		return 0, nowhere(a)
	}
	return number, nil
}

func readEntry(q *reading) (any, error) {
	number, err := q.entryNumber()
	if err != nil {
		return nil, err
	}
	e, err := q.v.Entry(number)
	return answerEntry(&e), err
}

// readProvable refuses what the reader has not seen all of.
func readProvable(q *reading) (any, error) {
	number, err := q.entryNumber()
	if err == nil {
		err = q.v.MayProve(number)
	}
	return nil, err
}

// readProof proves an entry that the reader has seen. Proofs are looked for when
// the view is over: no look waits for another.
func readProof(a *ask) (any, error) {
	number, err := a.entryNumber()
	if err != nil {
		return nil, err
	}
	return a.Proofs.Prove(a.ctx, number, "")
}
