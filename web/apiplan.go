package web

import (
	"hinterland"
	"hinterland/office"
)

// A horizonAnswer is a horizon. Closed is the first day on which nothing is
// stated for it any more.
type horizonAnswer struct {
	Code    hinterland.HorizonCode    `json:"code"`
	Name    hinterland.Name           `json:"name"`
	Class   hinterland.AgreementClass `json:"class"`
	From    hinterland.Day            `json:"from"`
	Last    hinterland.Day            `json:"last"`
	Period  hinterland.PeriodKind     `json:"period"`
	Periods int                       `json:"periods"`
	Closed  *hinterland.Day           `json:"closed,omitempty"`
	Base    int64                     `json:"base,omitempty"`
}

func answerHorizon(h *hinterland.Horizon) horizonAnswer {
	return horizonAnswer{
		Code: h.Code, Name: h.Name, Class: h.Class, From: h.From, Last: h.Last(), Period: h.Kind,
		Periods: h.Periods, Closed: dayIf(h.Closed),
	}
}

// A statementAnswer is what a party offers or needs. An offer whose price the
// reader may not know has none.
type statementAnswer struct {
	Horizon    hinterland.HorizonCode   `json:"horizon"`
	Kind       hinterland.StatementKind `json:"kind"`
	Party      hinterland.PartyCode     `json:"party"`
	Good       hinterland.GoodCode      `json:"good"`
	Price      string                   `json:"price,omitempty"`
	Priority   int                      `json:"priority,omitempty"`
	Quantities []string                 `json:"quantities"`
	Base       int64                    `json:"base"`
}

func answerStatement(s *office.Stated, of *hinterland.Good) statementAnswer {
	answer := statementAnswer{
		Horizon: s.Horizon, Kind: s.Kind, Party: s.Party, Good: s.Good, Priority: s.Priority,
		Base: s.Base, Quantities: make([]string, len(s.Quantities)),
	}
	if s.Kind == hinterland.Offered && s.Priced {
		answer.Price = priceText(s.Price)
	}
	for i, q := range s.Quantities {
		answer.Quantities[i] = hinterland.FormatDecimal(int64(q), of.Decimals)
	}
	return answer
}

func readHorizons(q *reading) (any, error) {
	found, err := q.v.Horizons(hinterland.HorizonCode(q.after), q.limit+1)
	return part(q, found, answerHorizon,
		func(h *hinterland.Horizon) string { return string(h.Code) }), err
}

func readHorizon(q *reading) (any, error) {
	h, err := q.horizon()
	if err == nil {
		err = q.rest(&office.CloseHorizon{Code: h.Code})
	}
	answer := answerHorizon(&h)
	answer.Base = q.base
	return answer, err
}

func readStatements(q *reading) (any, error) {
	h, err := q.horizon()
	if err != nil {
		return nil, err
	}
	w, err := q.wish(q.query, h.Code, q.limit+1)
	if err != nil {
		return nil, err
	}
	if q.after != "" && w.After == (hinterland.Mark{}) {
		return nil, badQuery("query.after", "after", q.after)
	}
	found, err := q.v.Statements(w.StatementQuery)
	if err != nil {
		return nil, err
	}
	goods, err := q.names(q.v)
	if err != nil {
		return nil, err
	}
	return part(q, found, func(s *office.Stated) statementAnswer {
		of := goods.good(s.Good)
		return answerStatement(s, &of)
	}, func(*office.Stated) string { return w.behind(found[:q.limit]) }), nil
}
