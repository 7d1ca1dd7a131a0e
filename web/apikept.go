package web

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"hinterland"
	"hinterland/office"
)

// What plans and recipes are to programs is what pages have: the same view decides
// what is seen, so that a plan which was not proposed is not there for who does not
// plan, and a price is told to the two that it is between and to who plans. Nothing
// here asks for a duty of its own.
//
// Lists go on behind the key of the last row that was seen, as text: codes with
// spaces between. The rows of a plan never change after it was kept, but fixed lines
// and recipes may go while a program reads; then it goes on behind where they were.

// planReads are those of plans that the office keeps, and of what they rest
// on.
func planReads() []read {
	return []read{
		{
			path: "/plans", word: "web.plans", list: true,
			query: []string{"horizon", "state"}, answer: planAnswer{}, find: readPlans,
		},
		{path: "/plans/{id}", word: "row.plan", answer: planAnswer{}, find: readPlan},
		{
			path: "/plans/{id}/parts", word: "web.plan.signatures", list: true,
			answer: partAnswer{}, find: readParts,
		},
		{
			path: "/plans/{id}/pairs", word: "web.pairs", list: true,
			query: []string{"party", "open"}, answer: pairAnswer{}, find: readPairs,
		},
		{
			path: "/plans/{id}/lines", word: "web.flow.lines", list: true,
			query: []string{"good", "party"}, answer: allocationAnswer{}, find: readLines,
		},
		{
			path: "/plans/{id}/shares", word: "api.shares", list: true,
			query: []string{"good", "party"}, answer: shareAnswer{}, find: readShares,
		},
		{
			path: "/plans/{id}/goods", word: "row.plan_good", list: true,
			answer: plannedAnswer{}, find: readPlannedGoods,
		},
		{
			path: "/plans/{id}/goods/{good}", word: "api.stocks", list: true,
			query: []string{"by", "at", "period"}, answer: stockAnswer{}, find: readStocks,
		},
		{
			path: "/horizons/{code}/fixings", word: "web.fixings", list: true,
			answer: fixingAnswer{}, find: readFixings,
		},
		{
			path: "/recipes", word: "web.recipes", list: true,
			query:  []string{"party", "good", "place"},
			answer: recipeAnswer{}, find: readRecipes,
		},
		{
			path: "/recipes/{party}/{code}", word: "row.recipe", answer: recipeAnswer{},
			find: readRecipe,
		},
	}
}

// kept is the plan that the path names.
func (q *reading) kept() (hinterland.KeptPlan, error) {
	id, err := pathID[hinterland.KeptPlan](q)
	if err != nil {
		return hinterland.KeptPlan{}, err
	}
	return q.v.KeptPlan(id)
}

// mark is what after names, so many words, behind which the part begins;
// all of them are empty at the beginning. Codes have no spaces.
func (q *reading) mark(words int) ([]string, error) {
	if q.after == "" {
		return make([]string, words), nil
	}
	found := strings.Split(q.after, " ")
	if len(found) != words {
		return nil, badQuery("query.after", "after", q.after)
	}
	return found, nil
}

// readPlans reads plans, the latest first, with how far each is signed:
// that is asked of all of the part at once.
func readPlans(q *reading) (any, error) {
	before, err := afterID[hinterland.KeptPlan](q)
	if err != nil {
		return nil, err
	}
	err = cmp.Or(q.known(q.query, "horizon"), oneOf(q.ask, q.query, "state", planStates()...))
	if err != nil {
		return nil, err
	}
	by := hinterland.PlanQuery{
		Horizon: hinterland.HorizonCode(q.query.Get("horizon")),
		State:   hinterland.State(q.query.Get("state")),
	}
	found, err := q.v.KeptPlans(by, before, q.limit+1)
	if err != nil {
		return nil, err
	}
	signings, err := q.v.PlanSignings(found, 0)
	return part(q, found,
		func(k *hinterland.KeptPlan) planAnswer { return answerPlan(k, signings) },
		func(k *hinterland.KeptPlan) string { return k.ID.String() }), err
}

// planStates are those in which a kept plan can be.
func planStates() []hinterland.State {
	var states []hinterland.State
	for _, step := range hinterland.PlanSteps() {
		if !slices.Contains(states, step.To) {
			states = append(states, step.To)
		}
	}
	return states
}

// readPlan reads a plan, with the entry on which acts about it can rest.
func readPlan(q *reading) (any, error) {
	k, err := q.kept()
	if err != nil {
		return nil, err
	}
	signings, err := q.v.PlanSignings([]hinterland.KeptPlan{k}, 0)
	if err == nil {
		err = q.rest(&office.ProposePlan{PlanBody: office.PlanBody{Plan: k.ID}})
	}
	answer := answerPlan(&k, signings)
	answer.Base = q.base
	return answer, err
}

// readParts reads who has a part to sign, by code, and how each has signed
// it.
func readParts(q *reading) (any, error) {
	k, err := q.kept()
	if err != nil {
		return nil, err
	}
	parts, given, err := q.v.PlanParts(&k)
	if err != nil {
		return nil, err
	}
	// A plan of a county has a thousand parts at most, which its page reads at
	// once too.
	signed := (&planPage{given: given}).signed()
	party := func(p *hinterland.PlanPart) string { return string(p.Party) }
	found, err := from(q, parts, party)
	return part(q, found, func(p *hinterland.PlanPart) partAnswer {
		return answerPart(p, signed[p.Party])
	}, party), err
}

// readPairs reads the pairs of a plan, by their codes: to who does not
// plan, those that the own party is one of.
func readPairs(q *reading) (any, error) {
	k, err := q.kept()
	if err != nil {
		return nil, err
	}
	after, err := q.mark(2)
	if err != nil {
		return nil, err
	}
	of := hinterland.PairQuery{
		Plan: k.ID,
		After: hinterland.PairKey{
			One:   hinterland.PartyCode(after[0]),
			Other: hinterland.PartyCode(after[1]),
		},
	}
	if err := q.known(q.query, "party"); err != nil {
		return nil, err
	}
	if party := q.query.Get("party"); party != "" {
		of.Parties = []hinterland.PartyCode{hinterland.PartyCode(party)}
	}
	if q.query.Has("open") {
		open := q.query.Get("open")
		if of.Open = open == "true"; !of.Open && open != "false" {
			return nil, badQuery("query.truth", "open", open)
		}
	}
	found, err := q.v.PlanPairs(of, q.limit+1)
	return part(q, found, answerPair, func(p *office.PlannedPair) string {
		return string(p.One) + " " + string(p.Other)
	}), err
}

// fixingMark writes into an address how far fixed lines have been read.
func fixingMark(f *hinterland.FixedLine) string {
	return strings.Join([]string{
		string(f.Good), string(f.From), string(f.To), strconv.Itoa(int(f.Period)),
	}, " ")
}

// fixingsAfter are the fixed lines behind the one that after names, which
// may have been let go meanwhile.
func (q *reading) fixingsAfter(
	all []hinterland.FixedLine,
) ([]hinterland.FixedLine, error) {
	after, err := q.mark(4)
	if err != nil || q.after == "" {
		return all, err
	}
	period, err := strconv.Atoi(after[3])
	if err != nil {
		return nil, badQuery("query.after", "after", q.after)
	}
	// The records have them in the same order: by good, giver, taker and period.
	at := slices.IndexFunc(all, func(f hinterland.FixedLine) bool {
		return cmp.Or(cmp.Compare(string(f.Good), after[0]),
			cmp.Compare(string(f.From), after[1]), cmp.Compare(string(f.To), after[2]),
			cmp.Compare(int(f.Period), period)) > 0
	})
	if at < 0 {
		return nil, nil
	}
	return all[at:], nil
}

// readFixings reads what is fixed for a horizon, which who plans may see.
// The bases of the part are asked for at once.
func readFixings(q *reading) (any, error) {
	h, err := q.horizon()
	if err != nil {
		return nil, err
	}
	all, err := q.v.FixedLines(h.Code)
	if err != nil {
		return nil, err
	}
	found, err := q.fixingsAfter(all)
	if err != nil {
		return nil, err
	}
	goods, err := q.names(q.v)
	if err != nil {
		return nil, err
	}
	bases, err := q.v.FixedBases(found[:min(len(found), q.limit)])
	if err != nil {
		return nil, err
	}
	page := part(q, found, func(f *hinterland.FixedLine) fixingAnswer {
		of := goods.good(f.Good)
		return fixingAnswer{
			Good: f.Good, From: f.From, To: f.To, Period: f.Period,
			Quantity: amountText(f.Quantity, &of), Reason: f.Reason,
		}
	}, fixingMark)
	for i := range page.Items {
		page.Items[i].Base = bases[i]
	}
	return page, nil
}

// readRecipes reads who makes what of what, by party and code. As on pages,
// a good or a place stands for all that lies under it.
func readRecipes(q *reading) (any, error) {
	after, err := q.mark(2)
	if err != nil {
		return nil, err
	}
	if err := q.known(q.query, "party", "good", "place"); err != nil {
		return nil, err
	}
	found, err := q.v.Recipes(hinterland.RecipeQuery{
		Party: hinterland.PartyCode(q.query.Get("party")),
		Good:  hinterland.GoodCode(q.query.Get("good")),
		Place: hinterland.PlaceCode(q.query.Get("place")), Limit: q.limit + 1,
		After: hinterland.RecipeKey{
			Party: hinterland.PartyCode(after[0]),
			Code:  hinterland.RecipeCode(after[1]),
		},
	})
	if err != nil {
		return nil, err
	}
	goods, err := q.names(q.v)
	return part(q, found, func(r *office.KnownRecipe) recipeAnswer {
		return answerRecipe(r, goods)
	}, recipeMark), err
}

// readRecipe reads a recipe: its code is one of its party.
func readRecipe(q *reading) (any, error) {
	r, err := q.v.Recipe(hinterland.RecipeKey{
		Party: hinterland.PartyCode(q.r.PathValue("party")),
		Code:  hinterland.RecipeCode(q.r.PathValue("code")),
	})
	if err != nil {
		return nil, err
	}
	goods, err := q.names(q.v)
	if err != nil {
		return nil, err
	}
	q.base = r.Base
	return answerRecipe(&r, goods), nil
}
