package office

import (
	"fmt"
	"strings"
	"testing"

	"hinterland"
)

// pairOf is the body of the act that drafts an agreement of both parties of a plan.
func pairOf(plan string) string {
	return `{"plan":"` + plan + `","one":"coop","other":"office"}`
}

// drafted is an agreement that was drafted, as an actor sees it.
func (o *exampleOffice) drafted(who Actor, e hinterland.Entry) (d *Dossier) {
	o.t.Helper()
	err := o.View(o.t.Context(), who, func(v *View) (err error) {
		d, err = v.Agreement(hinterland.MakeID[hinterland.Agreement](e.Act, 0))
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return d
}

// TestAPlanInForceBecomesADraftOfEachPair drafts, lets the other side propose,
// signs, and plans again: what was agreed on is not drafted a second time.
func TestAPlanInForceBecomesADraftOfEachPair(t *testing.T) {
	o := openPlans(t)
	o.giveAccount("clerk")
	coop := o.giveAccount("signatory")
	plan := o.keepPlan("")
	o.refuses(o.keeper, "draft-by-plan", pairOf(plan), "plan.preliminary")
	o.propose(plan)
	o.refuses(o.keeper, "draft-by-plan", pairOf(plan), "plan.proposed")
	o.must(o.keeper, "sign-plan", o.signing(plan, "office"))
	o.must(coop, "sign-plan", o.signing(plan, "coop"))
	made := o.must(o.keeper, "draft-by-plan", pairOf(plan))
	o.refuses(coop, "draft-by-plan", pairOf(plan), "pair.drafted")
	for _, who := range []Actor{o.keeper, coop} {
		d := o.drafted(who, made)
		if d.On(19_000) != hinterland.IsDraft || d.Title != "Plan" ||
			d.Latest().Terms.Items[0].Floor != "3" || d.Latest().Terms.Parties[0] != "office" {
			t.Errorf("the draft is %+v", d.Latest().Terms)
		}
	}
	second := o.keepPlan(plan)
	o.propose(second)
	o.must(o.keeper, "sign-plan", o.signing(second, "office"))
	o.must(coop, "sign-plan", o.signing(second, "coop"))
	o.refuses(coop, "draft-by-plan", pairOf(second), "pair.waiting")
	id := hinterland.FormatDecimal(made.Act, 0)
	o.must(coop, "propose-draft", fmt.Sprintf(`{"agreement":"%s","base":%d}`, id, made.Number))
	for party, who := range map[string]Actor{"office": o.keeper, "coop": coop} {
		o.must(who, "assent", `{"agreement":"`+id+`","version":1,"party":"`+party+
			`","digest":"`+o.drafted(o.keeper, made).Latest().Digest+`"}`)
	}
	o.refuses(coop, "draft-by-plan", pairOf(second), "pair.nothing")
	o.audited()
}

// TestADraftThatIsDroppedCanBeMadeAgain lets either side drop it, and undoes it.
func TestADraftThatIsDroppedCanBeMadeAgain(t *testing.T) {
	o := openPlans(t)
	coop := o.giveAccount("clerk")
	plan := o.planInForce(coop)
	made := o.must(coop, "draft-by-plan", pairOf(plan))
	if first := o.drafted(coop, made).Latest().Terms.Parties[0]; first != "coop" {
		t.Errorf("%s comes first", first)
	}
	o.must(o.keeper, "drop-draft", fmt.Sprintf(`{"agreement":"%d","base":%d}`,
		made.Act, made.Number))
	again := o.must(coop, "batch",
		`{"acts":[{"kind":"draft-by-plan","body":`+pairOf(plan)+`}]}`)
	if again.About != hinterland.Unshown {
		t.Errorf("the entry is about %d", again.About)
	}
	o.must(coop, "undo", `{"entry":`+hinterland.FormatDecimal(again.Number, 0)+`}`)
	o.must(coop, "draft-by-plan", pairOf(plan))
	o.audited()
}

// planInForce keeps a plan that both its parties have signed.
func (o *exampleOffice) planInForce(coop Actor) (plan string) {
	o.t.Helper()
	plan = o.keepPlan("")
	o.propose(plan)
	o.must(o.keeper, "sign-plan", o.signing(plan, "office"))
	o.giveAccount("signatory")
	o.must(coop, "sign-plan", o.signing(plan, "coop"))
	return plan
}

// TestWhoDraftsByAPlan lets who plans draft for others and see no agreement of
// theirs, and refuses whoever is neither.
func TestWhoDraftsByAPlan(t *testing.T) {
	o := openPlans(t)
	coop := o.giveAccount("clerk")
	plan := o.planInForce(coop)
	o.must(o.keeper, "register-party", `{"code":"mill","name":{"en":"Mill"}}`)
	post := func(duty string) {
		o.must(o.keeper, "give-post",
			`{"person":"3","party":"mill","duty":"`+duty+`","from":"2026-01-01"}`)
	}
	post("clerk")
	mill := Actor{Person: coop.Person, Party: "mill"}
	o.refuses(mill, "draft-by-plan", pairOf(plan), "act.denied")
	pairs := func(who Actor, want string) {
		t.Helper()
		err := o.View(t.Context(), who, func(v *View) error {
			k, err := v.KeptPlan(mustID(t, plan))
			if err != nil {
				return err
			}
			of := hinterland.PairQuery{
				Plan: k.ID, Parties: []hinterland.PartyCode{"coop"},
			}
			found, err := v.PlanPairs(of, 9)
			got := ""
			for _, p := range found {
				got += fmt.Sprint(p.One, " ", p.Other, " ", p.Made, " ", p.Agreement != 0, ";")
			}
			if got != want {
				t.Errorf("%s sees the pairs %q, want %q", who.Party, got, want)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
	pairs(mill, "")
	pairs(coop, "coop office false false;")
	post("planner")
	pairs(mill, "coop office false false;")
	made := o.must(mill, "draft-by-plan", pairOf(plan))
	pairs(mill, "coop office true false;")
	pairs(coop, "coop office true true;")
	origin := func(who Actor) (k hinterland.KeptPlan) {
		err := o.View(t.Context(), who, func(v *View) (err error) {
			k, err = v.PlanOf(hinterland.MakeID[hinterland.Agreement](made.Act, 0))
			return err
		})
		if err != nil {
			t.Error(err)
		}
		return k
	}
	if k := origin(coop); k.ID.String() != plan {
		t.Errorf("it was made from %+v", k)
	}
	o.refuses(mill, "draft-by-plan", `{"plan":"`+plan+`","one":"office","other":"coop"}`,
		"pair.order")
}

// aWiderRegion has two givers of ramie, and three who need it.
func aWiderRegion() *hinterland.Region {
	r := aRegion()
	r.Parties = append(r.Parties, hinterland.Party{Code: "mill", Place: "liuyang"})
	r.Offers = append(r.Offers, hinterland.Offer{
		Party: "mill", Good: "ramie", Period: 2, Quantity: 5000, Price: 830_000_000,
	})
	r.Needs = append(r.Needs,
		hinterland.Need{Party: "office", Good: "ramie", Period: 2, Priority: 1, Quantity: 2000},
		hinterland.Need{Party: "coop", Good: "ramie", Period: 2, Priority: 1, Quantity: 1000},
		hinterland.Need{Party: "mill", Good: "ramie", Period: 3, Priority: 1, Quantity: 1000},
	)
	return r
}

// TestAllPairsOfAPlanAreDraftedAtOnce drafts three pairs as one entry, which is
// undone as one, and refuses it whole where one of them cannot be.
func TestAllPairsOfAPlanAreDraftedAtOnce(t *testing.T) {
	o := openPlans(t)
	o.must(o.keeper, "register-party", `{"code":"mill","name":{"en":"Mill"}}`)
	o.must(o.keeper, "state-offer", strings.Replace(offering("office", "830", `"0","5"`, 0),
		`"party":"office"`, `"party":"mill"`, 1))
	o.KeepPlansOf(made{exampleRun: balanced(t, aWiderRegion())})
	plan := o.keepPlan("")
	o.propose(plan)
	o.must(o.keeper, "sign-plan", o.signing(plan, "office"))
	for _, party := range []hinterland.PartyCode{"coop", "mill"} {
		o.must(o.keeper, "record-plan-paper", o.onPaper(plan, party))
	}
	open := func() (pairs []PlannedPair) {
		t.Helper()
		err := o.View(t.Context(), o.keeper, func(v *View) error {
			k, err := v.KeptPlan(mustID(t, plan))
			if err == nil {
				pairs, err = v.PlanPairs(hinterland.PairQuery{Plan: k.ID, Open: true}, 9)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return pairs
	}
	all := `{"acts":[`
	for i, p := range open() {
		if i > 0 {
			all += ","
		}
		all += fmt.Sprintf(`{"kind":"draft-by-plan","body":{"plan":"%s","one":"%s",`+
			`"other":"%s"}}`, plan, p.One, p.Other)
	}
	all += "]}"
	if n := strings.Count(all, "draft-by-plan"); n < 2 {
		t.Fatalf("%d pairs are open", n)
	}
	first := o.must(o.keeper, "batch", all)
	if left := open(); len(left) != 0 {
		t.Errorf("%v are open still", left)
	}
	o.must(o.keeper, "undo", `{"entry":`+hinterland.FormatDecimal(first.Number, 0)+`}`)
	one := open()[0]
	o.must(o.keeper, "draft-by-plan", fmt.Sprintf(`{"plan":"%s","one":"%s","other":"%s"}`,
		plan, one.One, one.Other))
	left := len(open())
	o.refuses(o.keeper, "batch", all, "pair.drafted")
	if len(open()) != left {
		t.Error("some pairs of a refused batch are drafted")
	}
	o.audited()
}

// TestWhoPlansReadsAKeptPlanWhole makes it anew of its rows, and refuses whoever
// does not plan.
func TestWhoPlansReadsAKeptPlanWhole(t *testing.T) {
	o := openPlans(t)
	plan := o.planIn(hinterland.IsProposed, true)
	want := balanced(t, aRegion()).Plan
	want.Sort()
	read := func(who Actor) (whole *hinterland.Plan, waits int, err error) {
		viewed := o.View(t.Context(), who, func(v *View) error {
			k, refused := v.KeptPlan(mustID(t, plan))
			if refused != nil {
				return refused
			}
			unsigned, refused := v.UnsignedPlans()
			waits = len(unsigned)
			if refused == nil {
				whole, _, err = v.WholePlan(&k)
			}
			return refused
		})
		if viewed != nil {
			t.Fatal(viewed)
		}
		return whole, waits, err
	}
	whole, waits, err := read(o.keeper)
	if err != nil || waits != 0 {
		t.Errorf("%d plans wait for who has signed, %v", waits, err)
	}
	if fmt.Sprint(whole.Lines) != fmt.Sprint(want.Lines) ||
		fmt.Sprint(whole.Shares) != fmt.Sprint(want.Shares) ||
		fmt.Sprint(whole.Shortfalls) != fmt.Sprint(want.Shortfalls) ||
		fmt.Sprint(whole.Potentials) != fmt.Sprint(want.Potentials) {
		t.Errorf("it is\n%+v\nwant\n%+v", whole, want)
	}
	if len(whole.Goods) != 1 || whole.Goods[0].Cost.Cmp(want.Goods[0].Cost) != 0 ||
		whole.Policy != want.Policy {
		t.Errorf("it sums up to %+v", whole.Goods)
	}
	_, waits, err = read(o.giveAccount("clerk"))
	if !isRefusal(err, hinterland.Denied) || waits != 1 {
		t.Errorf("a clerk reads it: %v; %d wait", err, waits)
	}
}

// TestAPairThatIsNoneIsRefused names parties that are nowhere, and such as the
// plan gives nothing.
func TestAPairThatIsNoneIsRefused(t *testing.T) {
	o := openPlans(t)
	plan := o.planInForce(o.giveAccount("clerk"))
	o.must(o.keeper, "register-party", `{"code":"mill","name":{"en":"Mill"}}`)
	for body, reason := range map[string]hinterland.Reason{
		`"one":"coop","other":"mill"`:    "pair.nothing",
		`"one":"coop","other":"nowhere"`: "party.unknown",
		`"one":"coop","other":"coop"`:    "pair.order",
	} {
		o.refuses(o.keeper, "draft-by-plan", `{"plan":"`+plan+`",`+body+`}`, reason)
	}
}
