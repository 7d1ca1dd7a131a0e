package office

import (
	"strings"
	"sync"
	"testing"

	"hinterland"
)

// fixing is the body of an act that fixes what the office gives the co-operative of
// ramie in a period.
func fixing(period, quantity, base string) string {
	return `{"horizon":"y2027","good":"ramie","from":"office","to":"coop","period":` + period +
		`,"quantity":"` + quantity + `","reason":"A handshake","base":` + base + `}`
}

// number is that of an entry, as acts name it.
func number(e hinterland.Entry) string { return hinterland.FormatDecimal(e.Number, 0) }

// openFixings is an office of which the office offers three tonnes, somebody as near
// two dearer ones, and the co-operative needs three.
func openFixings(t *testing.T) *exampleOffice {
	t.Helper()
	o := openPlans(t)
	o.must(o.keeper, "register-place", `{"code":"liuyang","name":{"en":"Liuyang"}}`)
	o.must(o.keeper, "register-party", `{"code":"dear","name":{"en":"Dear"},"place":"liuyang"}`)
	for code, base := range map[string]string{"office": "1", "coop": "2"} {
		o.must(o.keeper, "locate-party",
			`{"code":"`+code+`","place":"liuyang","base":`+base+`}`)
	}
	o.must(o.keeper, "state-need", `{"horizon":"y2027","party":"coop","good":"ramie",`+
		`"priority":1,"quantities":["3"]}`)
	o.must(o.keeper, "state-offer", offering("dear", "9000", `"2"`, 0))
	return o
}

// TestAFixedLineIsKeptToAndItsCostSeen balances before and after a line is fixed, and
// after it is free again.
func TestAFixedLineIsKeptToAndItsCostSeen(t *testing.T) {
	o := openFixings(t)
	given := func() string {
		m, err := o.material(o.keeper)
		if err != nil {
			t.Fatal(err)
		}
		plan := balanced(t, m.Region).Plan
		said := plan.Goods[0].Cost.String() + ":"
		for _, l := range plan.Lines {
			said += " " + string(l.From) + " " + hinterland.FormatDecimal(int64(l.Quantity), 3)
		}
		return said
	}
	before := given()
	if !strings.HasSuffix(before, ": office 3") {
		t.Fatalf("before: %s", before)
	}
	made := o.must(o.keeper, "fix-line", fixing("1", "1.5", "0"))
	after := given()
	if !strings.Contains(after, "dear 1.5") || !strings.Contains(after, "office 1.5") {
		t.Errorf("after: %s", after)
	}
	o.refuses(o.keeper, "fix-line", fixing("1", "1", "0"), "act.base")
	again := o.must(o.keeper, "fix-line", fixing("1", "0", number(made)))
	if none := given(); strings.Contains(none, "office") {
		t.Errorf("nothing is fixed, and %s", none)
	}
	key := strings.Replace(fixing("1", "", number(again)), `"quantity":"","reason":"A handshake",`,
		"", 1)
	freed := o.must(o.keeper, "unfix-line", key)
	if got := given(); got != before {
		t.Errorf("free again: %s, before: %s", got, before)
	}
	o.refuses(o.keeper, "unfix-line", key, "fixed.unknown")
	o.must(o.keeper, "undo", `{"entry":`+number(freed)+`}`)
	if none := given(); strings.Contains(none, "office") {
		t.Errorf("the line is free although that is undone: %s", none)
	}
}

// TestALineIsFixedWithinWhatThereIs goes up to each bound, and beyond.
func TestALineIsFixedWithinWhatThereIs(t *testing.T) {
	o := openFixings(t)
	o.must(o.keeper, "state-need", `{"horizon":"y2027","party":"coop","good":"ramie",`+
		`"priority":2,"quantities":["0","9"]}`)
	other := func(old, as string) string {
		return strings.Replace(fixing("1", "1", "0"), old, as, 1)
	}
	for body, reason := range map[string]hinterland.Reason{
		fixing("1", "3.001", "0"):   "fixed.offered",
		fixing("13", "1", "0"):      "number.range",
		fixing("0", "1", "0"):       "number.range",
		fixing("1", "1.0001", "0"):  "number.places",
		fixing("1", "x", "0"):       "number.form",
		fixing("3", "0.001", "0"):   "fixed.needed",
		other("office", "nobody"):   "party.unknown",
		other(`"coop"`, `"nobody"`): "party.unknown",
		other("ramie", "gold"):      "good.unknown",
		other("y2027", "y2028"):     "horizon.unknown",
		other("A handshake", ""):    "cell.blank",
	} {
		o.refuses(o.keeper, "fix-line", body, reason)
	}
	_, err := o.Do(t.Context(), o.ask(o.keeper, "fix-line", `{"horizon":"y2027","good":"ramie",`+
		`"from":"nobody","to":"none","period":13,"quantity":"1.0001","reason":"A handshake"}`))
	var told []string
	for _, r := range refusalsIn(err) {
		told = append(told, r.At.Column+" "+r.At.Value)
	}
	if got := strings.Join(told, ", "); got != "period 13, from nobody, to none, quantity 1.0001" {
		t.Errorf("of one line with four faults it tells of %s", got)
	}
	o.must(o.keeper, "fix-line", fixing("1", "3", "0"))
	o.must(o.keeper, "fix-line", fixing("3", "0", "0"))
	for _, duty := range []string{"clerk", "signatory"} {
		who := o.giveAccount(duty)
		o.refuses(who, "fix-line", fixing("2", "1", "0"), "act.denied")
		o.refuses(who, "unfix-line",
			`{"horizon":"y2027","good":"ramie","from":"office","to":"coop","period":1,"base":0}`,
			"act.denied")
		err := o.View(t.Context(), who, func(v *View) error {
			_, err := v.FixedLines("y2027")
			return err
		})
		if !isRefusal(err, hinterland.Denied) {
			t.Errorf("a %s sees what is fixed: %v", duty, err)
		}
	}
}

// TestAFixedLineThatIsBarredLaterStopsTheNextRun grants a scope past it.
func TestAFixedLineThatIsBarredLaterStopsTheNextRun(t *testing.T) {
	o := openFixings(t)
	o.must(o.keeper, "fix-line", fixing("1", "2", "0"))
	o.must(o.keeper, "register-party", `{"code":"alone","name":{"en":"Alone"}}`)
	o.must(o.keeper, "grant-scope", `{"buyer":"alone","good":"ramie","place":"liuyang",`+
		`"from":"2027-01-01","last":"2027-12-31","basis":"public-lot"}`)
	_, err := o.material(o.keeper)
	if faults := refusalsIn(err); len(faults) == 0 || faults[0].Reason != "fixed.scope" {
		t.Errorf("it is planned past the scope: %v", err)
	}
	o.refuses(o.keeper, "fix-line", fixing("2", "0.5", "0"), "fixed.scope")
	o.must(o.keeper, "fix-line", fixing("2", "0", "0"))
}

// TestWhatIsFixedIsReadByWhoPlansOnly looks at the journal as the party that it is
// about, and as who plans for another.
func TestWhatIsFixedIsReadByWhoPlansOnly(t *testing.T) {
	o := openFixings(t)
	e := o.must(o.keeper, "fix-line", fixing("1", "2", "0"))
	sees := func(who Actor) bool {
		seen := false
		err := o.View(t.Context(), who, func(v *View) error {
			_, err := v.Entry(e.Number)
			seen = err == nil
			if isRefusal(err, hinterland.NotFound) {
				return nil
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return seen
	}
	if coop := o.giveAccount("clerk"); sees(coop) {
		t.Error("a clerk of the co-operative sees what is fixed for it")
	}
	if !sees(o.keeper) {
		t.Error("who plans does not see it")
	}
}

// TestWhoIsNamedByAFixingOnlyIsSomewhere fixes nothing between two that offer and need
// nothing: they have to be somewhere all the same, and the plan is made.
func TestWhoIsNamedByAFixingOnlyIsSomewhere(t *testing.T) {
	o := openFixings(t)
	idle := o.must(o.keeper, "register-party", `{"code":"idle","name":{"en":"Idle"}}`)
	o.must(o.keeper, "fix-line", strings.Replace(fixing("1", "0", "0"), `"coop"`, `"idle"`, 1))
	_, err := o.material(o.keeper)
	if faults := refusalsIn(err); len(faults) == 0 || faults[0].Reason != "run.placeless" {
		t.Errorf("a party that is nowhere: %v", err)
	}
	o.must(o.keeper, "locate-party",
		`{"code":"idle","place":"liuyang","base":`+number(idle)+`}`)
	m, err := o.material(o.keeper)
	if err != nil || len(m.Region.Fixings) != 1 {
		t.Errorf("it is planned with %+v, %v", m, err)
	}
}

// TestOfSeveralWhoFixALineAtOnceOneDoes lets four fix the same line, each in the
// belief that nothing is fixed, and then let it go, each as it stood.
func TestOfSeveralWhoFixALineAtOnceOneDoes(t *testing.T) {
	o := openFixings(t)
	atOnce := func(kind string, body func(i int) string) (done []hinterland.Entry) {
		var all sync.WaitGroup
		var lock sync.Mutex
		for i := range 4 {
			r := o.ask(o.keeper, kind, body(i))
			all.Go(func() {
				e, err := o.Do(t.Context(), r)
				lock.Lock()
				defer lock.Unlock()
				if err == nil {
					done = append(done, e)
				} else if !isRefusal(err, hinterland.Conflict) &&
					!isRefusal(err, hinterland.NotFound) {
					t.Errorf("%s: %v", kind, err)
				}
			})
		}
		all.Wait()
		return done
	}
	for period := 1; period < 9; period++ {
		in := hinterland.FormatDecimal(int64(period), 0)
		made := atOnce("fix-line", func(i int) string {
			return strings.Replace(fixing(in, "0", "0"), "A handshake",
				"By "+hinterland.FormatDecimal(int64(i), 0), 1)
		})
		if len(made) != 1 {
			t.Fatalf("%d have fixed period %d", len(made), period)
		}
		freed := atOnce("unfix-line", func(int) string {
			return strings.Replace(fixing(in, "", number(made[0])),
				`"quantity":"","reason":"A handshake",`, "", 1)
		})
		if len(freed) != 1 {
			t.Fatalf("%d have let period %d go", len(freed), period)
		}
	}
}
