package office

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"hinterland"
	"hinterland/store"
	"hinterland/store/storetest"
)

// aYear opens the twelve months of 2027.
const aYear = `{"code":"y2027","name":{"en":"The year"},"class":"annual","from":"2027-01-01",` +
	`"period":"month","periods":12}`

// offering is the body of an offer of ramie at a price.
func offering(party, price, quantities string, base int64) string {
	body := fmt.Sprintf(`{"horizon":"y2027","party":%q,"good":"ramie","price":%q,"quantities":[%s]`,
		party, price, quantities)
	if base > 0 {
		body += fmt.Sprintf(`,"base":%d`, base)
	}
	return body + "}"
}

// stated is what a view shows of offers of ramie, as party, price and quantities.
func (o *exampleOffice) stated(actor Actor) []string {
	o.t.Helper()
	var all []string
	err := o.View(o.t.Context(), actor, func(v *View) error {
		found, err := v.Statements(hinterland.StatementQuery{
			Horizon: "y2027", Kind: hinterland.Offered, Limit: 99,
		})
		for _, s := range found {
			all = append(all, fmt.Sprint(s.Party, " ", s.Price, " ", s.Priced, " ", s.Quantities))
		}
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return all
}

func TestAnOfferIsStatedRestatedAndWithdrawn(t *testing.T) {
	o := openExample(t)
	o.refuses(o.keeper, "state-offer", offering("office", "5", `"1"`, 0), "horizon.unknown")
	o.must(o.keeper, "open-horizon", aYear)
	first := o.must(o.keeper, "state-offer", offering("office", "5", `"1","0","2.5"`, 0))
	o.refuses(o.keeper, "state-offer", offering("office", "5", `"2"`, 0), "act.base")
	o.refuses(o.keeper, "state-offer", offering("office", "5", `"2"`, first.Number-1), "act.base")
	second := o.must(o.keeper, "state-offer", offering("office", "5", `"0.001"`, first.Number))
	o.must(o.keeper, "state-offer", offering("office", "6", `"1"`, 0)) // at another price
	if got, want := o.stated(o.keeper), []string{
		"office 5000000 true [1]", "office 6000000 true [1000]",
	}; !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
	gone := fmt.Sprintf(
		`{"horizon":"y2027","party":"office","good":"ramie","price":"5","base":%d}`, second.Number)
	o.refuses(o.keeper, "withdraw-offer", strings.Replace(gone, `"5"`, `"7"`, 1),
		"statement.unknown")
	e := o.must(o.keeper, "withdraw-offer", gone)
	o.refuses(o.keeper, "withdraw-offer", gone, "act.base")
	o.refuses(o.keeper, "state-offer", offering("office", "5", `"1"`, e.Number), "statement.gone")
	o.must(o.keeper, "state-offer", offering("office", "5", `"1"`, 0)) // as if never stated
	o.audited()
}

func TestWhatIsStatedIsRefusedWhere(t *testing.T) {
	o := openExample(t)
	o.must(o.keeper, "open-horizon", aYear)
	twelve := strings.TrimSuffix(strings.Repeat(`"1",`, 12), ",")
	o.must(o.keeper, "state-offer", offering("office", "1", twelve, 0))
	for name, c := range map[string]struct {
		body string
		want hinterland.Reason
		at   string
	}{
		"there is a thirteenth period": {
			offering("office", "2", twelve+`,"1"`, 0), "statement.periods", "quantities",
		},
		"nothing is offered": {
			offering("office", "2", `"0","0"`, 0), "statement.nothing", "quantities",
		},
		"it has a decimal too many": {
			offering("office", "2", `"0","0.0001"`, 0), "number.places", "quantities.2",
		},
		"a party is unknown": {offering("nobody", "2", `"1"`, 0), "party.unknown", "party"},
		"the price is no number": {
			offering("office", "cheap", `"1"`, 0), "number.form", "price",
		},
	} {
		if r := o.refuses(o.keeper, "state-offer", c.body, c.want); r.At.Column != c.at {
			t.Errorf("%s: told at %q", name, r.At.Column)
		}
	}
}

func TestAllThatIsStatedOfAGoodStaysWithinWhatCanBePlanned(t *testing.T) {
	o := openExample(t)
	o.must(o.keeper, "open-horizon", aYear)
	most := o.must(o.keeper, "state-offer", offering("office", "1", `"1000000000000"`, 0))
	o.refuses(o.keeper, "state-offer", offering("office", "2", `"0.001"`, 0), "total.size")
	o.must(o.keeper, "state-need", `{"horizon":"y2027","party":"office","good":"ramie",`+
		`"priority":1,"quantities":["0.001"]}`) // which is another sum
	less := o.must(o.keeper, "state-offer",
		offering("office", "1", `"999999999999.999"`, most.Number))
	o.must(o.keeper, "state-offer", offering("office", "2", `"0.001"`, 0))
	o.refuses(o.keeper, "state-offer", offering("office", "1", `"1000000000000"`, less.Number),
		"total.size")
	r := o.refuses(o.keeper, "batch", `{"acts":[`+
		`{"kind":"withdraw-offer","body":{"horizon":"y2027","party":"office","good":"ramie",`+
		`"price":"2","base":`+fmt.Sprint(less.Number+1)+`}},`+
		`{"kind":"state-offer","body":`+offering("office", "2", `"0.001"`, 0)+`},`+
		`{"kind":"state-offer","body":`+offering("office", "3", `"0.001"`, 0)+`}]}`, "total.size")
	if r.At.Column != "acts.3.quantities" {
		t.Errorf("told at %s", r.At.Column)
	}
	o.audited()
}

func TestAHorizonTakesMorePeriodsAndIsClosed(t *testing.T) {
	o := openExample(t)
	opened := o.must(o.keeper, "open-horizon", aYear)
	twelve := strings.TrimSuffix(strings.Repeat(`"1",`, 12), ",")
	stated := o.must(o.keeper, "state-offer", offering("office", "1", twelve, 0))
	describe := func(periods int, class string, base int64) string {
		return fmt.Sprintf(`{"code":"y2027","name":{"en":"Longer"},"class":%q,"periods":%d,`+
			`"base":%d}`, class, periods, base)
	}
	o.refuses(o.keeper, "describe-horizon", describe(11, "annual", opened.Number),
		"horizon.shorter")
	o.refuses(o.keeper, "describe-horizon", describe(13, "short", opened.Number), "horizon.days")
	longer := o.must(o.keeper, "describe-horizon", describe(13, "annual", opened.Number))
	again := o.must(o.keeper, "state-offer",
		offering("office", "1", twelve+`,"1"`, stated.Number))
	closing := fmt.Sprintf(`{"code":"y2027","base":%d}`, longer.Number)
	closed := o.must(o.keeper, "close-horizon", closing)
	o.refuses(o.keeper, "state-offer", offering("office", "1", `"1"`, again.Number),
		"horizon.closed")
	o.refuses(o.keeper, "withdraw-offer", fmt.Sprintf(`{"horizon":"y2027","party":"office",`+
		`"good":"ramie","price":"1","base":%d}`, again.Number), "horizon.closed")
	o.refuses(o.keeper, "close-horizon",
		strings.Replace(closing, fmt.Sprint(longer.Number), fmt.Sprint(closed.Number), 1),
		"horizon.closed")
	o.must(o.keeper, "undo", fmt.Sprintf(`{"entry":%d}`, closed.Number))
	o.must(o.keeper, "state-offer", offering("office", "1", `"1"`, again.Number))
}

func TestAGoodIsCountedAsBeforeWhileSomethingIsStatedOfIt(t *testing.T) {
	o := openExample(t)
	hemp := func(more string) string {
		return `{"code":"hemp","name":{"en":"Hemp"},"unit":"t","decimals":1` + more + `}`
	}
	base := o.must(o.keeper, "register-good", hemp("")).Number
	describe := func(body string) { // whatever it is refused for
		t.Helper()
		base = o.must(o.keeper, "describe-good", strings.TrimSuffix(body, "}")+
			fmt.Sprintf(`,"base":%d}`, base)).Number
	}
	describe(hemp(`,"currency":"USD"`))
	o.must(o.keeper, "open-horizon", aYear)
	offer := strings.Replace(offering("office", "1", `"1.5"`, 0), "ramie", "hemp", 1)
	stated := o.must(o.keeper, "state-offer", offer)
	for field, body := range map[string]string{
		"decimals": strings.Replace(hemp(`,"currency":"USD"`), `"decimals":1`, `"decimals":2`, 1),
		"unit":     strings.Replace(hemp(`,"currency":"USD"`), `"t"`, `"kg"`, 1),
		"currency": hemp(""),
	} {
		r := o.refuses(o.keeper, "describe-good", strings.TrimSuffix(body, "}")+
			fmt.Sprintf(`,"base":%d}`, base), "good.stated")
		if r.At.Column != field {
			t.Errorf("%s is told at %s", field, r.At.Column)
		}
	}
	describe(hemp(`,"currency":"USD","freight":"0.5"`)) // which prices rest on nowhere
	o.must(o.keeper, "withdraw-offer", fmt.Sprintf(`{"horizon":"y2027","party":"office",`+
		`"good":"hemp","price":"1","base":%d}`, stated.Number))
	describe(strings.Replace(hemp(""), `"decimals":1`, `"decimals":2`, 1))
}

func TestAGoodSaysWhatPlansNeedOfIt(t *testing.T) {
	o := openExample(t)
	body := `{"code":"milk","name":{"en":"Milk"},"unit":"t","decimals":1,"freight":"0.000001",` +
		`"storage":"2","currency":"USD","keeps":0,"reach":"120.5"}`
	e := o.must(o.keeper, "register-good", body)
	is := func(want hinterland.Good, reach int64) {
		t.Helper()
		err := o.View(t.Context(), o.keeper, func(v *View) error {
			g, err := v.Good("milk")
			if err != nil {
				return err
			}
			limits, err := v.Reaches()
			if limit, limited := limits["milk"]; g != want || limit != reach ||
				limited != (reach > 0) {
				t.Errorf("%+v, %v", g, limits)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	milk := hinterland.Good{
		Code: "milk", Name: hinterland.Name{English: "Milk"}, Unit: "t", Decimals: 1, Freight: 1,
		Storage: 2_000_000, Currency: "USD",
	}
	is(milk, 1205)
	milk.Freight, milk.Storage, milk.Keeps, milk.Currency = 0, 0, hinterland.Forever, "CNY"
	o.must(o.keeper, "describe-good", fmt.Sprintf(
		`{"code":"milk","name":{"en":"Milk"},"unit":"t","decimals":1,"base":%d}`, e.Number))
	is(milk, 0)
	for field, bad := range map[string]string{
		"reach": "400000.1", "freight": "10000000.000001", "storage": "0.0000001",
		"currency": "yuan",
	} {
		old := map[string]string{
			"reach": "120.5", "freight": "0.000001", "storage": "2", "currency": "USD",
		}[field]
		changed := strings.Replace(body, `"`+field+`":"`+old+`"`, `"`+field+`":"`+bad+`"`, 1)
		act, err := Decode("register-good", []byte(strings.Replace(changed, "milk", "curd", 1)))
		if err != nil {
			t.Fatal(err)
		}
		if faults := Faults(act); len(faults) != 1 || faults[0].At.Column != field {
			t.Errorf("%s: %v", field, faults)
		}
	}
	o.audited()
}

func TestPricesAreForThePartyItsCounterpartsAndWhoPlans(t *testing.T) {
	o := openExample(t)
	o.must(o.keeper, "register-party", `{"code":"mill","name":{"en":"Mill"}}`)
	o.must(o.keeper, "open-horizon", aYear)
	for _, party := range []string{"office", "coop", "mill"} { // the last two have no account
		o.must(o.keeper, "state-offer", offering(party, "5", `"1"`, 0))
	}
	shown := func(actor Actor, priced ...string) {
		t.Helper()
		var want []string
		for _, party := range []string{"coop", "mill", "office"} {
			row := party + " 0 false [1000]"
			if slices.Contains(priced, party) {
				row = party + " 5000000 true [1000]"
			}
			want = append(want, row)
		}
		if got := o.stated(actor); !slices.Equal(got, want) {
			t.Errorf("%s is shown %v", actor.Party, got)
		}
	}
	shown(o.keeper, "coop", "mill", "office") // who plans, too
	o.must(o.keeper, "give-post",
		`{"person":"3","party":"office","duty":"keeper","from":"2026-01-01"}`)
	shown(Actor{Person: hinterland.MakeID[hinterland.Person](3, 0), Party: "office"},
		"coop", "office")
	clerk := o.giveAccount("clerk")
	shown(clerk, "coop", "office") // they have agreed on something
	o.refuses(o.keeper, "state-offer", offering("coop", "6", `"1"`, 0), "act.denied")
	o.must(clerk, "state-offer", offering("coop", "6", `"1"`, 0))
	o.refuses(clerk, "state-offer", offering("mill", "6", `"1"`, 0), "act.denied")
	o.must(o.keeper, "state-offer", offering("mill", "6", `"1"`, 0)) // nobody is there
	o.refuses(clerk, "open-horizon", strings.Replace(aYear, "y2027", "y", 1), "act.denied")
}

func TestOnlyAKeeperSaysWhoPlans(t *testing.T) {
	o := openExample(t)
	signatory := o.giveAccount("signatory")
	o.refuses(signatory, "give-post",
		`{"person":"3","party":"coop","duty":"planner","from":"2026-01-01"}`, "act.denied")
	planner := o.giveAccount("planner")
	o.must(planner, "open-horizon", aYear)
	o.must(planner, "state-offer", offering("coop", "1", `"1"`, 0))
}

// Many state and restate the same offers of a good of which little more can be
// offered, on both engines: one at a time, and never more than can be planned.
func TestManyWhoStateAtOnceStayWithinWhatCanBePlanned(t *testing.T) {
	for engine, place := range map[string]func(*testing.T) string{
		"sqlite":   func(t *testing.T) string { return filepath.Join(t.TempDir(), "office.db") },
		"postgres": func(t *testing.T) string { return storetest.Postgres(t) },
	} {
		t.Run(engine, func(t *testing.T) {
			db, err := store.Open(t.Context(), place(t))
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = db.Close() }() // what it holds is looked at before
			o := openExampleOn(t, db)
			o.must(o.keeper, "open-horizon", aYear)
			var done, over, based atomic.Int64
			atOnce(8, func(worker int) {
				for try := range longer(75, 12_500) {
					body := offering("office", fmt.Sprint(try%25+1), `"150000000000"`, 0)
					_, err := o.Do(t.Context(), o.ask(o.keeper, "state-offer", body))
					switch no := refusalIn(err); {
					case err == nil:
						done.Add(1)
					case no != nil && no.Reason == "total.size":
						over.Add(1)
					case no != nil && no.Reason == "act.base":
						based.Add(1)
					default:
						t.Error(err)
					}
				}
			})
			if done.Load() != 6 || over.Load() == 0 || based.Load() == 0 {
				t.Errorf("%d done, %d beyond, %d on no base",
					done.Load(), over.Load(), based.Load())
			}
			o.audited()
		})
	}
}

// TestWhoStatesWhatForWhom walks duties and parties: the own one, one where
// nobody holds a post, and one where somebody does.
func TestWhoStatesWhatForWhom(t *testing.T) {
	for duty, may := range map[string][3]bool{
		"keeper":    {false, true, false},
		"planner":   {true, true, false},
		"clerk":     {true, false, false},
		"liaison":   {false, false, false},
		"signatory": {false, false, false},
	} {
		t.Run(duty, func(t *testing.T) {
			o := openExample(t)
			o.must(o.keeper, "open-horizon", aYear)
			o.must(o.keeper, "register-party", `{"code":"mill","name":{"en":"Mill"}}`)
			actor := o.giveAccount(duty)
			for i, party := range []string{"coop", "mill", "office"} {
				for kind, body := range map[string]string{
					"state-offer": offering(party, "5", `"1"`, 0),
					"state-need": `{"horizon":"y2027","party":"` + party + `","good":"ramie",` +
						`"priority":2,"quantities":["1"]}`,
					"withdraw-offer": `{"horizon":"y2027","party":"` + party + `",` +
						`"good":"ramie","price":"5","base":1}`,
					"withdraw-need": `{"horizon":"y2027","party":"` + party + `",` +
						`"good":"ramie","priority":2,"base":1}`,
				} {
					_, err := o.Preview(t.Context(), o.ask(actor, kind, body))
					denied := isRefusal(err, hinterland.Denied)
					if denied == may[i] {
						t.Errorf("%s for %s: %v", kind, party, err)
					}
					shown := o.may(o.ask(actor, kind, body))
					if onSide(refusalIn(shown)) != onSide(refusalIn(err)) {
						t.Errorf("%s for %s: shown %v, done %v", kind, party, shown, err)
					}
				}
			}
			for _, kind := range []string{"open-horizon", "describe-horizon", "close-horizon"} {
				_, err := o.Preview(t.Context(), o.ask(actor, kind, example(kind)))
				if isRefusal(err, hinterland.Denied) == (duty == "planner") {
					t.Errorf("%s: %v", kind, err)
				}
			}
		})
	}
}

// A sheet of many rows is one entry: its rows are told apart by good, price and
// priority, and what one of them takes away the next may have.
func TestManyRowsAreStatedInOneEntry(t *testing.T) {
	o := openExample(t)
	o.must(o.keeper, "open-horizon", aYear)
	o.must(o.keeper, "register-good",
		`{"code":"hemp","name":{"en":"Hemp"},"unit":"t","decimals":0}`)
	first := o.must(o.keeper, "state-offer", offering("office", "1", `"1000000000000"`, 0))
	step := func(kind, body string) string { return `{"kind":"` + kind + `","body":` + body + `}` }
	withdraw := fmt.Sprintf(`{"horizon":"y2027","party":"office","good":"ramie","price":"1",`+
		`"base":%d}`, first.Number)
	need := func(priority int, good string) string {
		return fmt.Sprintf(`{"horizon":"y2027","party":"office","good":%q,"priority":%d,`+
			`"quantities":["1","0","2"]}`, good, priority)
	}
	many := []string{
		step("withdraw-offer", withdraw),
		step("state-offer", offering("office", "2", `"999999999999.999"`, 0)),
		step("state-offer", offering("office", "3", `"0.001"`, 0)),
		step("state-need", need(1, "ramie")), step("state-need", need(99, "ramie")),
		step("state-need", need(1, "hemp")),
	}
	before := o.state()
	e := o.must(o.keeper, "batch", `{"acts":[`+strings.Join(many, ",")+`]}`)
	if got := len(o.stated(o.keeper)); got != 2 {
		t.Errorf("%d rows of ramie are offered", got)
	}
	o.audited()
	// What was stated since rests on it; then all of it is taken back at once.
	o.must(o.keeper, "undo", fmt.Sprintf(`{"entry":%d}`, e.Number))
	if got := o.state(); len(got) != len(before) {
		t.Errorf("%d rows, and %d before", len(got), len(before))
	}
	o.audited()
	// In another order there would be too much for a moment: it is refused, by
	// row.
	many[0], many[1] = many[1], many[0]
	r := o.refuses(o.keeper, "batch", `{"acts":[`+strings.Join(many, ",")+`]}`, "total.size")
	if r.At.Column != "acts.1.quantities" {
		t.Errorf("told at %s", r.At.Column)
	}
	// The same row twice in one entry: the second rests on nothing.
	twice := []string{many[4], many[4]}
	r = o.refuses(o.keeper, "batch", `{"acts":[`+strings.Join(twice, ",")+`]}`, "statement.twice")
	if !strings.HasPrefix(r.At.Column, "acts.2") {
		t.Errorf("told at %s", r.At.Column)
	}
}

func TestWhatIsStatedIsUndoneAndHoldsWhatItRestsOn(t *testing.T) {
	o := openExample(t)
	opened := o.must(o.keeper, "open-horizon", aYear)
	party := o.must(o.keeper, "register-party", `{"code":"mill","name":{"en":"Mill"}}`)
	good := o.must(o.keeper, "register-good",
		`{"code":"hemp","name":{"en":"Hemp"},"unit":"t","decimals":0}`)
	stated := o.must(o.keeper, "state-offer",
		strings.Replace(offering("mill", "1", `"5"`, 0), "ramie", "hemp", 1))
	for _, e := range []hinterland.Entry{opened, party, good} {
		_, err := o.Do(t.Context(), o.ask(o.keeper, "undo", fmt.Sprintf(`{"entry":%d}`, e.Number)))
		if !isRefusal(err, hinterland.Conflict) {
			t.Errorf("entry %d: %v", e.Number, err)
		}
	}
	o.must(o.keeper, "undo", fmt.Sprintf(`{"entry":%d}`, stated.Number))
	for _, e := range []hinterland.Entry{opened, party, good} {
		o.must(o.keeper, "undo", fmt.Sprintf(`{"entry":%d}`, e.Number))
	}
	o.audited()
}

func TestSumsOfAGoodHaveNoPrices(t *testing.T) {
	o := openExample(t)
	o.must(o.keeper, "open-horizon", aYear)
	o.must(o.keeper, "state-offer", offering("coop", "5", `"1","0","2"`, 0))
	o.must(o.keeper, "state-offer", offering("coop", "6", `"3"`, 0))
	o.must(o.keeper, "state-need", `{"horizon":"y2027","party":"office","good":"ramie",`+
		`"priority":2,"quantities":["0","7"]}`)
	err := o.View(t.Context(), o.keeper, func(v *View) error {
		offers, needs, err := v.Market("y2027", "ramie")
		wantOffers := []hinterland.Offer{
			{Party: "coop", Good: "ramie", Period: 1, Quantity: 1000},
			{Party: "coop", Good: "ramie", Period: 3, Quantity: 2000},
			{Party: "coop", Good: "ramie", Period: 1, Quantity: 3000},
		}
		wantNeeds := []hinterland.Need{
			{Party: "office", Good: "ramie", Period: 2, Quantity: 7000, Priority: 2},
		}
		if !slices.Equal(offers, wantOffers) || !slices.Equal(needs, wantNeeds) {
			t.Errorf("%v, %v", offers, needs)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
