package web

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"hinterland"
	"hinterland/office"
)

// What a plan says in figures: in the decimals that it was made in, which
// its sums have, whatever its goods are counted in by now.

// planned are the sums of the goods of the plan of the path, and what they
// are counted in.
func (q *reading) planned(
	k *hinterland.KeptPlan,
) ([]office.PlannedGood, map[hinterland.GoodCode]*hinterland.Good, error) {
	sums, err := q.v.PlannedGoods(k)
	of := map[hinterland.GoodCode]*hinterland.Good{}
	for i := range sums {
		s := &sums[i]
		of[s.Good] = &hinterland.Good{
			Code: s.Good, Decimals: s.Decimals, Currency: s.Currency,
		}
	}
	return sums, of, err
}

// An allocationAnswer is what a plan lets one party give another of a good.
// Its lines say from the offer of which period it is taken, when it is sent
// and when it is needed; a price that the reader may not know is missing.
type allocationAnswer struct {
	Good     hinterland.GoodCode  `json:"good"`
	From     hinterland.PartyCode `json:"from"`
	To       hinterland.PartyCode `json:"to"`
	Quantity string               `json:"quantity"`
	Currency string               `json:"currency,omitempty"`
	Lines    []lineAnswer         `json:"lines"`
}

// A lineAnswer is a line of an allocation. Periods count from 1.
type lineAnswer struct {
	Offered  hinterland.Period     `json:"offered"`
	Sent     hinterland.Period     `json:"sent"`
	Needed   hinterland.Period     `json:"needed"`
	Priority int                   `json:"priority"`
	Quantity string                `json:"quantity"`
	Price    string                `json:"price,omitempty"`
	UnitCost string                `json:"unit_cost,omitempty"`
	Reason   hinterland.LineReason `json:"reason"`
}

// answerAllocated leaves out what the view has left at 0 because the reader
// may not know it; a price of 0 that they may know is told.
func answerAllocated(a *office.Allocated, of *hinterland.Good) allocationAnswer {
	answer := allocationAnswer{
		Good: a.Good, From: a.From, To: a.To, Quantity: amountText(a.Quantity, of),
		Lines: make([]lineAnswer, len(a.Lines)),
	}
	for i := range a.Lines {
		l := &a.Lines[i]
		line := lineAnswer{
			Offered: l.OfferPeriod, Sent: l.ShipPeriod, Needed: l.Period,
			Priority: l.Priority, Quantity: amountText(l.Quantity, of), Reason: l.Reason,
		}
		if a.Priced {
			line.Price, line.UnitCost = priceText(l.Price), priceText(l.UnitCost)
			answer.Currency = of.Currency
		}
		answer.Lines[i] = line
	}
	return answer
}

// planRows is what the path and the query ask for of what a plan says, in
// the figures of its goods.
func (q *reading) planRows(words int) (
	by hinterland.PlanRowQuery, goods map[hinterland.GoodCode]*hinterland.Good,
	err error,
) {
	k, err := q.kept()
	if err != nil {
		return by, nil, err
	}
	after, err := q.mark(words)
	if err != nil {
		return by, nil, err
	}
	if err := q.known(q.query, "good", "party"); err != nil {
		return by, nil, err
	}
	// The goods are read for their decimals alone; the sums are few and short.
	_, goods, err = q.planned(&k)
	return hinterland.PlanRowQuery{
		Plan: k.ID, Good: hinterland.GoodCode(q.query.Get("good")),
		Party: hinterland.PartyCode(q.query.Get("party")), After: hinterland.PlanRowKey{
			Good: hinterland.GoodCode(after[0]),
			From: hinterland.PartyCode(after[1]),
			To:   hinterland.PartyCode(after[words-1]),
		},
	}, goods, err
}

// readLines reads who gives whom what, by good, giver and taker.
func readLines(q *reading) (any, error) {
	by, goods, err := q.planRows(3)
	if err != nil {
		return nil, err
	}
	found, err := q.v.SomeAllocations(by, q.limit+1)
	return part(q, found, func(a *office.Allocated) allocationAnswer {
		return answerAllocated(a, goods[a.Good])
	}, func(a *office.Allocated) string {
		return string(a.Good) + " " + string(a.From) + " " + string(a.To)
	}), err
}

// A shareAnswer is what a plan does for a party's needs of a good.
type shareAnswer struct {
	Good   hinterland.GoodCode  `json:"good"`
	Party  hinterland.PartyCode `json:"party"`
	Needed string               `json:"needed"`
	Met    string               `json:"met"`
	Short  string               `json:"short"`
	Lines  []needAnswer         `json:"lines"`
}

// A needAnswer is a need. Worth is the priority of which one more unit
// would be met if the reason were lifted by one.
type needAnswer struct {
	Period   hinterland.Period      `json:"period"`
	Priority int                    `json:"priority"`
	Needed   string                 `json:"needed"`
	Met      string                 `json:"met"`
	Short    string                 `json:"short"`
	Reason   hinterland.ShortReason `json:"reason,omitempty"`
	Worth    int                    `json:"worth,omitempty"`
}

// answerShare tells each need in the order of the records: by period and
// priority.
func answerShare(s *hinterland.KeptShare, of *hinterland.Good) shareAnswer {
	answer := shareAnswer{
		Good: s.Good, Party: s.Party, Needed: amountText(s.Needed, of),
		Met: amountText(s.Met, of), Short: amountText(s.Needed-s.Met, of), Lines: []needAnswer{},
	}
	lines := s.Unpack()
	for i := range lines {
		l := &lines[i]
		answer.Lines = append(answer.Lines, needAnswer{
			Period: l.Period, Priority: l.Priority, Reason: l.Reason, Worth: l.Worth,
			Needed: amountText(l.Needed, of), Met: amountText(l.Met, of),
			Short: amountText(l.Short(), of),
		})
	}
	return answer
}

// readShares reads what needs get, by good and party: what is short and
// where is everybody's affair once a plan was proposed.
func readShares(q *reading) (any, error) {
	by, goods, err := q.planRows(2)
	if err != nil {
		return nil, err
	}
	found, err := q.v.SomeShares(by, q.limit+1)
	return part(q, found, func(s *hinterland.KeptShare) shareAnswer {
		return answerShare(s, goods[s.Good])
	}, func(s *hinterland.KeptShare) string {
		return string(s.Good) + " " + string(s.Party)
	}), err
}

// A plannedAnswer is what a plan comes to for a good. Needs of priority 0
// are floors; what the reader may not know of costs is missing.
type plannedAnswer struct {
	Good     hinterland.GoodCode `json:"good"`
	Offered  []string            `json:"offered"` // in each period, up to the last
	Classes  []classAnswer       `json:"classes"`
	Cost     string              `json:"cost,omitempty"`
	Currency string              `json:"currency,omitempty"`
}

// A classAnswer is what all needs of a priority come to.
type classAnswer struct {
	Priority int    `json:"priority"`
	Needed   string `json:"needed"`
	Met      string `json:"met"`
}

// answerPlanned tells the cost as far as the view does; a sum may be past
// 64 bits.
func answerPlanned(g *office.PlannedGood, of *hinterland.Good) plannedAnswer {
	answer := plannedAnswer{
		Good: g.Good, Offered: make([]string, len(g.Offered)),
		Classes: make([]classAnswer, len(g.Classes)),
	}
	for i, q := range g.Offered {
		answer.Offered[i] = amountText(q, of)
	}
	for i, c := range g.Classes {
		answer.Classes[i] = classAnswer{
			c.Priority, amountText(c.Needed, of), amountText(c.Met, of),
		}
	}
	if g.Cost != nil { // the view leaves out what the reader may not know
		answer.Cost = hinterland.FormatTotal(g.Cost, g.Decimals+hinterland.MoneyPlaces)
		answer.Currency = g.Currency
	}
	return answer
}

// readPlannedGoods reads what a plan comes to for each good, by code.
func readPlannedGoods(q *reading) (any, error) {
	k, err := q.kept()
	if err != nil {
		return nil, err
	}
	sums, goods, err := q.planned(&k)
	if err != nil {
		return nil, err
	}
	code := func(g *office.PlannedGood) string { return string(g.Good) }
	found, err := from(q, sums, code)
	return part(q, found, func(g *office.PlannedGood) plannedAnswer {
		return answerPlanned(g, goods[g.Good])
	}, code), err
}

// A stockAnswer is what happens to a good somewhere in a period: opening +
// supply + in = use + out + closing. At is the code of a place or zone, and
// empty of who is in none and of the region as one.
type stockAnswer struct {
	At      string            `json:"at"`
	Period  hinterland.Period `json:"period"`
	Opening string            `json:"opening"`
	Supply  string            `json:"supply"`
	In      string            `json:"in"`
	Use     string            `json:"use"`
	Out     string            `json:"out"`
	Closing string            `json:"closing"`
}

// A placedStock is a balance, and where and when it is.
type placedStock struct {
	at     string
	period hinterland.Period
	hinterland.Stock
}

// readStocks reads the balances of a good of a plan, as its page lays them
// out: by place, by zone, or of the region as one, in which what goes from
// one to the other is no more.
func readStocks(q *reading) (any, error) {
	k, err := q.kept()
	if err != nil {
		return nil, err
	}
	_, goods, err := q.planned(&k)
	code := hinterland.GoodCode(q.r.PathValue("good"))
	of := goods[code]
	if err == nil && of == nil {
		err = nowhere(q.ask)
	}
	if err != nil {
		return nil, err
	}
	h, err := q.v.Horizon(k.Horizon)
	if err != nil {
		return nil, err
	}
	// All lines of the good are read for any part of its balance: what waits in a
	// period was offered in an earlier one and is used in a later one.
	given, err := q.v.Allocations(&k, code, "")
	if err != nil {
		return nil, err
	}
	if err := q.placed(); err != nil {
		return nil, err
	}
	where, err := q.counted(&h, given)
	if err != nil {
		return nil, err
	}
	var lines []hinterland.Line
	for i := range given {
		lines = append(lines, given[i].Lines...)
	}
	all := hinterland.StocksOf(lines, h.Periods, where)
	found, err := q.stocks(all, h.Periods)
	count := func(n hinterland.Quantity) string { return amountText(n, of) }
	return part(q, found, func(s *placedStock) stockAnswer {
		return stockAnswer{
			At: s.at, Period: s.period,
			Opening: count(s.Opening), Supply: count(s.Supply), In: count(s.In),
			Use: count(s.Use), Out: count(s.Out), Closing: count(s.Closing),
		}
	}, func(s *placedStock) string {
		return s.at + " " + strconv.Itoa(int(s.period))
	}), err
}

// by is by what balances are asked for.
func (q *reading) by() string { return cmp.Or(q.query.Get("by"), "place") }

// placed refuses to count by what a balance is not told by, or somewhere
// that there is not: the region as one has no place.
func (q *reading) placed() error {
	by, at := q.by(), q.query.Get("at")
	switch {
	case !slices.Contains([]string{"place", "zone", "region"}, by):
		return badQuery("query.by", "by", by)
	case by == "region" && at != "":
		return badQuery("query.unknown", "at", at)
	}
	return q.knownAs("at", by, at)
}

// counted tells where each party counts that gives or gets something, by
// what the query asks for; by place where it does not say.
func (q *reading) counted(
	h *hinterland.Horizon, given []office.Allocated,
) (func(hinterland.PartyCode) string, error) {
	by := q.by()
	if by == "region" {
		return func(hinterland.PartyCode) string { return "" }, nil
	}
	var parties []hinterland.PartyCode
	for i := range given {
		parties = append(parties, given[i].From, given[i].To)
	}
	slices.Sort(parties)
	// Who is where is told by the page of the good, so that both count alike.
	g := &goodPlan{
		planPage: &planPage{ask: q.ask, n: q.noNames(q.v)}, byZone: by == "zone",
		zones: map[hinterland.PlaceCode]hinterland.ZoneCode{},
	}
	if err := g.n.learn(slices.Compact(parties)); err != nil || !g.byZone {
		return g.where, err
	}
	places, _, err := q.v.PlacesOf(h)
	for i := range places {
		g.zones[places[i].Code] = places[i].Zone
	}
	return g.where, err
}

// stocks are the balances behind after, by where and when they are, of
// those that the query asks for. They are in order of their keys and not of
// names, so that who goes on finds the next though a party has moved
// meanwhile.
func (q *reading) stocks(
	all map[string][]hinterland.Stock, periods int,
) ([]placedStock, error) {
	// 0 stands for all periods; who asks for period 0 asks for none that there is.
	only, err := strconv.Atoi(cmp.Or(q.query.Get("period"), "0"))
	if err != nil || q.query.Has("period") && only < 1 || only > periods {
		return nil, badPeriod(periods, q.query.Get("period"))
	}
	// A mark is the place or zone and the period, with a space between even where
	// the former is empty.
	at, text, marked := strings.Cut(q.after, " ")
	period, err := strconv.Atoi(cmp.Or(text, "0"))
	if err != nil || marked == (q.after == "") {
		return nil, badQuery("query.after", "after", q.after)
	}
	// Periods of a place in which nothing happens are told too, so that who draws
	// a balance has no gaps to fill in.
	var found []placedStock
	for _, code := range slices.Sorted(maps.Keys(all)) {
		if q.query.Has("at") && q.query.Get("at") != code {
			continue
		}
		for p := 1; p <= periods; p++ {
			behind := cmp.Or(cmp.Compare(code, at), cmp.Compare(p, period)) > 0
			if behind && (only == 0 || only == p) {
				s := placedStock{code, hinterland.Period(p), all[code][p]}
				found = append(found, s)
			}
		}
	}
	return found, nil
}
