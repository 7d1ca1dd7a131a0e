package office

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"hinterland"
	"hinterland/balance"
	"hinterland/check"
)

// made is what runs have come to, by their names.
type made map[string]*Balanced

func (m made) Balanced(_ context.Context, run string) (*Balanced, error) {
	b, ok := m[run]
	if !ok {
		return nil, hinterland.Refuse(hinterland.NotFound, "run.unknown",
			hinterland.Args{"value": run})
	}
	return b, nil
}

// balanced plans a region for the year 2027.
func balanced(t *testing.T, r *hinterland.Region) *Balanced {
	t.Helper()
	if faults := r.Check(); len(faults) > 0 {
		t.Fatal(faults)
	}
	plan, err := balance.Solve(t.Context(), r, balance.Options{Zones: hinterland.ZonesPrefer})
	if err != nil {
		t.Fatal(err)
	}
	verdict, err := check.Plan(t.Context(), r, plan)
	if err != nil || len(verdict.Findings) > 0 {
		t.Fatal(verdict, err)
	}
	return &Balanced{
		Run:    hinterland.Run{Horizon: "y2027", State: hinterland.RunMade, Digest: "d"},
		Region: r, Plan: plan,
	}
}

// aRegion is what the office of examples knows: the office offers three tonnes
// of ramie, of which the co-operative needs four.
func aRegion() *hinterland.Region {
	return &hinterland.Region{
		Places: []hinterland.Place{{Code: "liuyang"}},
		Parties: []hinterland.Party{
			{Code: "coop", Place: "liuyang"}, {Code: "office", Place: "liuyang"},
		},
		Goods: []hinterland.Good{{
			Code: "ramie", Unit: "t", Decimals: 3, Currency: "CNY", Keeps: hinterland.Forever,
		}},
		Offers: []hinterland.Offer{{
			Party: "office", Good: "ramie", Period: 1, Quantity: 3000, Price: 820_000_000,
		}},
		Needs: []hinterland.Need{{
			Party: "coop", Good: "ramie", Period: 1, Priority: 1, Quantity: 4000,
		}},
	}
}

// keepPlans lets the office of examples keep plans: one that is in force, one
// that is proposed in its place, and a preliminary one.
func (o *exampleOffice) keepPlans() {
	o.t.Helper()
	o.KeepPlansOf(made{exampleRun: balanced(o.t, aRegion())})
	first := o.keepPlan("")
	o.signPlan(first)
	o.propose(o.keepPlan(first))
	o.keepPlan(first)
}

// keepPlan keeps a plan in the place of another, and tells its number.
func (o *exampleOffice) keepPlan(former string) string {
	o.t.Helper()
	if former != "" {
		former = `,"former":"` + former + `"`
	}
	e := o.must(o.keeper, "keep-plan", `{"run":"`+exampleRun+`","title":"Plan"`+former+`}`)
	return hinterland.FormatDecimal(e.Act, 0)
}

// onPlan is the body of an act on a plan as it stands.
func (o *exampleOffice) onPlan(plan string) string {
	o.t.Helper()
	_, base := o.stateOf(plan)
	return fmt.Sprintf(`{"plan":"%s","base":%d}`, plan, base)
}

// ending is that of an act that ends one.
func (o *exampleOffice) ending(plan string) string {
	return strings.Replace(o.onPlan(plan), "}", `,"reason":"x"}`, 1)
}

func (o *exampleOffice) propose(plan string) {
	o.t.Helper()
	o.must(o.keeper, "propose-plan", o.onPlan(plan))
}

// partOf is what stands for the part of a party in a plan.
func (o *exampleOffice) partOf(plan string, party hinterland.PartyCode) (digest string) {
	o.t.Helper()
	id := mustID(o.t, plan)
	err := o.View(o.t.Context(), o.keeper, func(v *View) error {
		k, err := v.KeptPlan(id)
		if err != nil {
			return err
		}
		parts, _, err := v.PlanParts(&k)
		for _, p := range parts {
			if p.Party == party {
				digest = p.Digest
			}
		}
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return digest
}

// signing is the body of the act by which a party signs a plan.
func (o *exampleOffice) signing(plan string, party hinterland.PartyCode) string {
	return fmt.Sprintf(`{"plan":"%s","party":"%s","digest":"%s"}`, plan, party,
		o.partOf(plan, party))
}

// onPaper is that of the act that records that it has.
func (o *exampleOffice) onPaper(plan string, party hinterland.PartyCode) string {
	return strings.Replace(o.signing(plan, party), "}", `,"document":"plan.pdf"}`, 1)
}

// signPlan proposes a plan and lets both its parties sign it.
func (o *exampleOffice) signPlan(plan string) {
	o.t.Helper()
	o.propose(plan)
	o.must(o.keeper, "sign-plan", o.signing(plan, "office"))
	o.must(o.keeper, "record-plan-paper", o.onPaper(plan, "coop"))
}

// planIn keeps a plan and brings it to a state.
func (o *exampleOffice) planIn(state hinterland.State, alone bool) (plan string) {
	o.t.Helper()
	plan = o.keepPlan("")
	if state == hinterland.IsWithdrawn {
		o.must(o.keeper, "withdraw-plan", o.ending(plan))
	}
	if state == hinterland.IsPreliminary || state == hinterland.IsWithdrawn {
		return plan
	}
	o.propose(plan)
	if state != hinterland.IsProposed || alone {
		o.must(o.keeper, "sign-plan", o.signing(plan, "office"))
	}
	if state == hinterland.IsProposed {
		return plan
	}
	o.must(o.keeper, "record-plan-paper", o.onPaper(plan, "coop"))
	if state == hinterland.IsClosed {
		o.must(o.keeper, "close-plan", o.ending(plan))
	}
	return plan
}

// openPlans is an office of examples that can keep plans and has none.
func openPlans(t *testing.T) *exampleOffice {
	o := openExample(t)
	o.must(o.keeper, "open-horizon", aYear)
	o.must(o.keeper, "state-offer", offering("office", "820", `"3"`, 0))
	o.KeepPlansOf(made{exampleRun: balanced(t, aRegion())})
	return o
}

// entriesTell holds the entry that kept the first plan to whom tells what.
func (v *View) entriesTell(t *testing.T, seen, prices bool) error {
	t.Helper()
	e, err := v.Entry(9)
	if !seen {
		if !isRefusal(err, hinterland.NotFound) {
			t.Errorf("a stranger sees an entry: %v", err)
		}
		return nil
	}
	if told := slices.ContainsFunc(e.Changes, priced); told != prices || len(e.Changes) == 0 {
		t.Errorf("it tells prices: %v, of %d rows", told, len(e.Changes))
	}
	if no := v.MayProve(9); isRefusal(no, hinterland.Denied) == prices {
		t.Errorf("it can be proved: %v", no)
	}
	first, notFirst := v.ChangesFrom(9, 0, 1)
	if many := len(first.Changes) + first.Rest; notFirst != nil || many != len(e.Changes) {
		t.Errorf("%d changes are told part by part, %d at once: %v", many, len(e.Changes), notFirst)
	}
	return err
}

// mustID reads the number of a plan.
func mustID(t *testing.T, plan string) (id hinterland.ID[hinterland.KeptPlan]) {
	t.Helper()
	if err := id.UnmarshalText([]byte(plan)); err != nil {
		t.Fatal(err)
	}
	return id
}

// stateOf is how a plan stands, and the entry that an act on it rests on.
func (o *exampleOffice) stateOf(plan string) (state hinterland.State, base int64) {
	o.t.Helper()
	id := mustID(o.t, plan)
	err := o.View(o.t.Context(), o.keeper, func(v *View) error {
		k, err := v.KeptPlan(id)
		if err != nil {
			return err
		}
		state = k.State
		base, err = v.Base(&ProposePlan{PlanBody{Plan: id}})
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return state, base
}

// TestEveryActOnAPlanDoesWhatItsTableSays walks state × act × side through the
// door.
func TestEveryActOnAPlanDoesWhatItsTableSays(t *testing.T) {
	base := openPlans(t)
	type scene struct {
		state hinterland.State
		alone bool // one signature is given, so that another is the last
	}
	acts, scenes := map[string]bool{}, []scene{{hinterland.IsProposed, true}}
	for _, step := range hinterland.PlanSteps() {
		acts[step.Act] = true
		if !slices.Contains(scenes, scene{step.To, false}) {
			scenes = append(scenes, scene{step.To, false})
		}
	}
	delete(acts, "keep-plan") // it begins another one
	for _, in := range scenes {
		for act := range acts {
			t.Run(fmt.Sprint(in, " ", act), func(t *testing.T) {
				o := base.again(t)
				plan := o.planIn(in.state, in.alone)
				by, kind, body := hinterland.Keeping, act, o.onPlan(plan)
				switch act {
				case "sign-plan":
					by, kind = hinterland.Missing, "record-plan-paper"
					if in.alone {
						by = hinterland.LastMissing
					}
					body = o.onPaper(plan, "coop")
				case "draft-by-plan":
					body = pairOf(plan)
				case "withdraw-plan", "close-plan":
					body = o.ending(plan)
				}
				k := hinterland.KeptPlan{State: in.state}
				want, refusal := k.Ask(act, by)
				_, err := o.Do(t.Context(), o.ask(o.keeper, kind, body))
				if (err == nil) != (refusal == nil) || err != nil && refusalIn(err) == nil {
					t.Errorf("got %v, the table says %q, %v", err, want, refusal)
				}
				if err != nil && refusalIn(err).Reason != refusal.Reason {
					t.Errorf("refused for %s, the table says %s", refusalIn(err).Reason,
						refusal.Reason)
				}
				if got, _ := o.stateOf(plan); got != want {
					t.Errorf("it is %q, want %q", got, want)
				}
				o.audited()
			})
		}
	}
}

func TestAPlanIsOnlySignedAsItIsByWhoHasAPartInIt(t *testing.T) {
	o := openPlans(t)
	plan := o.planIn(hinterland.IsProposed, false)
	own := o.signing(plan, "office")
	o.refuses(o.keeper, "sign-plan", strings.Replace(own, o.partOf(plan, "office"),
		o.partOf(plan, "coop"), 1), "plan.part")
	o.refuses(o.keeper, "sign-plan", o.signing(plan, "coop"), "act.denied")
	o.must(o.keeper, "register-party", `{"code":"mill","name":{"en":"Mill"}}`)
	o.refuses(o.keeper, "record-plan-paper", `{"plan":"`+plan+`","party":"mill",`+
		`"digest":"x","document":"d"}`, "plan.stranger")
	o.refuses(o.keeper, "record-plan-paper", o.onPaper(plan, "office"), "assent.own")
	signed := o.must(o.keeper, "sign-plan", own)
	o.refuses(o.keeper, "sign-plan", own, "plan.signed")
	undo := func(e hinterland.Entry) string {
		return `{"entry":` + hinterland.FormatDecimal(e.Number, 0) + `}`
	}
	o.refuses(o.keeper, "undo", undo(hinterland.Entry{Number: signed.Number - 2}), "plan.binding")
	coop := o.giveAccount("signatory")
	o.refuses(o.keeper, "record-plan-paper", o.onPaper(plan, "coop"), "act.denied")
	o.refuses(coop, "propose-plan", `{"plan":"`+plan+`","base":1}`, "act.denied")
	o.must(o.keeper, "undo", undo(signed))
	o.must(o.keeper, "sign-plan", own)
	last := o.must(coop, "sign-plan", o.signing(plan, "coop"))
	o.refuses(coop, "undo", undo(last), "plan.binding")
	o.audited()
}

func TestAPlanInForceGivesWayToTheOneMadeFromIt(t *testing.T) {
	o := openPlans(t)
	first := o.planIn(hinterland.IsInForce, false)
	rival := o.keepPlan("")
	o.refuses(o.keeper, "propose-plan", o.onPlan(rival), "plan.second")
	second := o.keepPlan(first)
	o.signPlan(second)
	for plan, want := range map[string]hinterland.State{
		first: hinterland.IsClosed, second: hinterland.IsInForce,
		rival: hinterland.IsPreliminary,
	} {
		if got, _ := o.stateOf(plan); got != want {
			t.Errorf("%s is %q, want %q", plan, got, want)
		}
	}
	o.audited()
}

// TestAPlanThatTheRecordsForbidIsNotKept changes what a run was made from before
// its plan is kept: what forbids no line is no reason to refuse it.
func TestAPlanThatTheRecordsForbidIsNotKept(t *testing.T) {
	base := openPlans(t)
	base.must(base.keeper, "register-place", `{"code":"liuyang","name":{"en":"Liuyang"}}`)
	base.must(base.keeper, "locate-party", `{"code":"office","place":"liuyang","base":1}`)
	keep := example("keep-plan")
	scope := func(first string) string {
		return `{"buyer":"office","good":"ramie","place":"liuyang","from":"` + first +
			`","last":"2027-12-31","basis":"public-lot"}`
	}
	for name, tt := range map[string]struct {
		kind, body string
		reason     hinterland.Reason
	}{
		"as much is offered": {"state-offer", offering("office", "820", `"3","1"`, 8), ""},
		"more is needed": {
			"state-need",
			strings.Replace(example("state-need"), `,"base":35`, "", 1), "",
		},
		"a little less": {"state-offer", offering("office", "820", `"2.999"`, 8), "plan.offer"},
		"nothing any more": {
			"withdraw-offer",
			`{"horizon":"y2027","party":"office","good":"ramie","price":"820","base":8}`,
			"plan.offer",
		},
		"it is kept for another": {"grant-scope", scope("2026-12-01"), "plan.scope"},
		"but not all the period": {"grant-scope", scope("2027-01-02"), ""},
	} {
		t.Run(name, func(t *testing.T) {
			o := base.again(t)
			o.must(o.keeper, tt.kind, tt.body)
			if tt.reason == "" {
				o.must(o.keeper, "keep-plan", keep)
				return
			}
			r := o.refuses(o.keeper, "keep-plan", keep, tt.reason)
			if r.Args["to"] != hinterland.PartyCode("coop") ||
				fmt.Sprint(r.Args["day"], r.Args["last"]) != "2027-01-01 2027-01-31" {
				t.Errorf("the line is said to be %v", r.Args)
			}
		})
	}
}

func TestAPlanIsKeptOfARunThatThereIsAndForItsHorizon(t *testing.T) {
	o := openPlans(t)
	keep := example("keep-plan")
	o.refuses(o.keeper, "keep-plan", strings.Replace(keep, exampleRun, "x", 1), "run.unknown")
	o.refuses(o.giveAccount("clerk"), "keep-plan", keep, "act.denied")
	o.refuses(o.keeper, "keep-plan", strings.Replace(keep, "}", `,"former":"99"}`, 1),
		"plan.unknown")
	o.KeepPlansOf(nil)
	o.refuses(o.keeper, "keep-plan", keep, "run.unknown")
	nothing := balanced(t, &hinterland.Region{})
	o.KeepPlansOf(made{exampleRun: nothing})
	empty := o.keepPlan("")
	o.refuses(o.keeper, "propose-plan", o.onPlan(empty), "plan.empty")
	nothing.Run.Horizon = "y2028"
	o.must(o.keeper, "open-horizon", example("open-horizon"))
	o.refuses(o.keeper, "keep-plan", strings.Replace(keep, "}", `,"former":"`+empty+`"}`, 1),
		"plan.former")
}

// TestPricesOfAPlanAreTheirs looks at a plan through the eyes of who plans, of a
// party in it, and of another.
func TestPricesOfAPlanAreTheirs(t *testing.T) {
	o := openPlans(t)
	hidden := o.keepPlan("")
	plan := o.planIn(hinterland.IsProposed, false)
	o.must(o.keeper, "register-party", `{"code":"mill","name":{"en":"Mill"}}`)
	o.must(o.keeper, "give-post",
		`{"person":"3","party":"mill","duty":"clerk","from":"2026-01-01"}`)
	o.must(o.keeper, "give-post",
		`{"person":"3","party":"office","duty":"clerk","from":"2026-01-01"}`)
	coop := o.giveAccount("clerk")
	wang := coop.Person
	for name, tt := range map[string]struct {
		who    Actor
		priced bool
		costs  bool
		plans  int
	}{
		"who plans":           {o.keeper, true, true, 2},
		"who is given":        {coop, true, false, 1},
		"another":             {Actor{Person: wang, Party: "mill"}, false, false, 1},
		"a clerk of the same": {Actor{Person: wang, Party: "office"}, true, false, 1},
	} {
		t.Run(name, func(t *testing.T) {
			err := o.View(t.Context(), tt.who, func(v *View) error {
				plans, err := v.KeptPlans(hinterland.PlanQuery{}, 0, 9)
				if err != nil || len(plans) != tt.plans || plans[0].ID.String() != plan {
					t.Errorf("%d plans are listed, %v", len(plans), err)
				}
				given, err := v.Allocations(&plans[0], "ramie", "")
				if err != nil || len(given) != 1 || given[0].Priced != tt.priced ||
					(given[0].Lines[0].Price > 0) != tt.priced || given[0].Quantity != 3000 {
					t.Errorf("given %+v, %v", given, err)
				}
				goods, err := v.PlannedGoods(&plans[0])
				if err != nil || len(goods) != 1 || (goods[0].Cost != nil) != tt.costs ||
					len(goods[0].Offered) != 1 {
					t.Errorf("goods %+v, %v", goods, err)
				}
				shares, err := v.KeptShares(&plans[0], "", "coop")
				if err != nil || len(shares) != 1 || shares[0].Unpack()[0].Reason == "" {
					t.Errorf("shares %+v, %v", shares, err)
				}
				_, err = v.KeptPlan(mustID(t, hidden))
				if isRefusal(err, hinterland.NotFound) != (tt.plans == 1) {
					t.Errorf("the preliminary plan: %v", err)
				}
				return v.entriesTell(t, tt.who.Party == "office", tt.costs)
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
}
