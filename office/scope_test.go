package office

import (
	"fmt"
	"strings"
	"testing"

	"hinterland"
)

// scopeBody is the body of a scope of a buyer on a good in a place.
func scopeBody(buyer, good, place, more string) string {
	return `{"buyer":"` + buyer + `","good":"` + good + `","place":"` + place +
		`","from":"2026-12-01","last":"2026-12-31"` + more + `}`
}

// openCounty opens a neighbourhood with a county, a town in it, a town that is in
// none yet, and a good under ramie.
func openCounty(t *testing.T) *neighbourhood {
	n := openNeighbourhood(t)
	for _, act := range [][2]string{
		{"register-place", `{"code":"county","name":{"en":"County"}}`},
		{"register-place", `{"code":"north","name":{"en":"North"},"parent":"county"}`},
		{"register-place", `{"code":"free","name":{"en":"Free town"}}`},
		{
			"register-good",
			`{"code":"long","name":{"en":"Long ramie"},"unit":"t","decimals":3,"parent":"ramie"}`,
		},
	} {
		n.must(n.keeper, act[0], act[1])
	}
	return n
}

const lot = `,"basis":"public-lot"`

// TestWhoGivesScopes is Long: it is a table of cases.
func TestWhoGivesScopes(t *testing.T) {
	for name, tt := range map[string]struct {
		who    func(n *neighbourhood) Actor
		kind   string
		body   string
		reason hinterland.Reason // empty where it is done
	}{
		"a clerk announces what the own party intends": {
			(*neighbourhood).clerkOfCoop, "announce-scope",
			scopeBody("coop", "ramie", "county", ""), "",
		},
		"and not what another does": {
			(*neighbourhood).clerkOfCoop, "announce-scope",
			scopeBody("mill", "ramie", "county", ""), "act.denied",
		},
		"the keeper announces for nobody else either": {
			(*neighbourhood).keeperOfAll, "announce-scope",
			scopeBody("mill", "ramie", "county", ""), "act.denied",
		},
		"the keeper grants": {
			(*neighbourhood).keeperOfAll, "grant-scope",
			scopeBody("mill", "ramie", "county", lot), "",
		},
		"nobody grants to himself": {
			(*neighbourhood).clerkOfCoop, "grant-scope", scopeBody("coop", "ramie", "county", lot),
			"act.denied",
		},
		"a basis that nobody knows": {
			(*neighbourhood).keeperOfAll, "grant-scope",
			scopeBody("mill", "ramie", "county", `,"basis":"custom"`), "basis.unknown",
		},
		"another basis without a document": {
			(*neighbourhood).keeperOfAll, "grant-scope",
			scopeBody("mill", "ramie", "county", `,"basis":"other"`), "basis.document",
		},
		"another basis with one": {
			(*neighbourhood).keeperOfAll, "grant-scope",
			scopeBody("mill", "ramie", "county", `,"basis":"other","document":"Order 4"`), "",
		},
		"a basis of a scope that is only announced": {
			(*neighbourhood).clerkOfCoop, "announce-scope",
			scopeBody("coop", "ramie", "county", lot), "field.unknown",
		},
		"an unknown place": {
			(*neighbourhood).keeperOfAll, "grant-scope", scopeBody("mill", "ramie", "x", lot),
			"place.unknown",
		},
		"days that are over": {
			(*neighbourhood).keeperOfAll, "grant-scope",
			strings.NewReplacer("2026-12-01", "2026-01-01", "2026-12-31", "2026-11-24").
				Replace(scopeBody("mill", "ramie", "county", lot)), "day.past",
		},
		"days that run backwards": {
			(*neighbourhood).keeperOfAll, "grant-scope",
			strings.Replace(scopeBody("mill", "ramie", "county", lot), "12-31", "11-30", 1),
			"term.backwards",
		},
	} {
		t.Run(name, func(t *testing.T) {
			n := openCounty(t)
			if tt.reason != "" {
				n.refuses(tt.who(n), tt.kind, tt.body, tt.reason)
				return
			}
			n.must(tt.who(n), tt.kind, tt.body)
		})
	}
}

func (n *neighbourhood) clerkOfCoop() Actor { return n.coop }
func (n *neighbourhood) keeperOfAll() Actor { return n.keeper }

func TestAScopeThatIsHeldIsNotGivenTwice(t *testing.T) {
	n := openCounty(t)
	first := n.must(n.keeper, "grant-scope", scopeBody("coop", "ramie", "county", lot))
	r := n.refuses(n.keeper, "grant-scope", scopeBody("mill", "long", "north", lot), "scope.held")
	if got := fmt.Sprint(r.Args["holder"], r.Args["good"], r.Args["place"], r.Args["from"],
		r.Args["last"]); got != "coopramiecounty2026-12-01 2026-12-31" {
		t.Errorf("it is said to be held: %s", got)
	}
	n.must(n.mill, "announce-scope", scopeBody("mill", "long", "north", ""))
	end := fmt.Sprintf(`{"scope":"%d","last":"2026-12-15","reason":"Enough","base":%d}`,
		first.Act, first.Number)
	n.refuses(n.mill, "end-scope", end, "act.denied")
	for _, last := range []string{"2026-11-24", "2027-01-01"} {
		body := strings.Replace(end, "2026-12-15", last, 1)
		r := n.refuses(n.coop, "end-scope", body,
			map[bool]hinterland.Reason{true: "day.past", false: "scope.ended"}[last < "2026-12"])
		if r.At.Column != "last" {
			t.Errorf("the fault is said to be in %q", r.At.Column)
		}
	}
	ended := n.must(n.coop, "end-scope", end)
	late := strings.Replace(scopeBody("mill", "long", "north", lot), "12-01", "12-16", 1)
	granted := n.must(n.keeper, "grant-scope", late)
	n.refuses(n.coop, "undo", undoOf(ended), "undo.used") // its room was taken since
	n.must(n.keeper, "undo", undoOf(granted))
	n.must(n.coop, "undo", undoOf(ended))
	n.audited()
}

// What has not begun by its new last day never holds.
func TestAScopeThatEndsBeforeItBeginsHoldsNothing(t *testing.T) {
	n := openCounty(t)
	first := n.must(n.keeper, "grant-scope", scopeBody("coop", "ramie", "county", lot))
	n.must(n.keeper, "end-scope", fmt.Sprintf(
		`{"scope":"%d","last":"2026-11-25","reason":"No need","base":%d}`, first.Act, first.Number))
	n.must(n.keeper, "grant-scope", scopeBody("mill", "ramie", "county", lot))
	n.audited()
}

func TestATreeIsMovedWithItsScopes(t *testing.T) {
	n := openCounty(t)
	n.must(n.keeper, "grant-scope", scopeBody("coop", "ramie", "county", lot))
	n.must(n.keeper, "grant-scope", scopeBody("mill", "long", "free", lot))
	describe := func(code, parent string) string {
		var last int64
		err := n.View(t.Context(), n.keeper, func(v *View) (err error) {
			last, err = v.Base(&DescribePlace{RegisterPlace: RegisterPlace{
				Code: hinterland.PlaceCode(code),
			}})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprintf(
			`{"code":"%s","name":{"en":"X"},"parent":"%s","base":%d}`, code, parent, last)
	}
	r := n.refuses(n.keeper, "describe-place", describe("free", "north"), "scope.meets")
	if r.Args["holder"] != hinterland.PartyCode("coop") || r.At.Column != "parent" {
		t.Errorf("got %v at %v", r.Args, r.At)
	}
	n.refuses(n.keeper, "describe-place", describe("county", "north"), "tree.loop")
	n.refuses(n.keeper, "describe-place", describe("county", "county"), "tree.loop")
	n.refuses(n.keeper, "describe-place", describe("county", "x"), "place.unknown")
	n.refuses(n.coop, "describe-place", describe("county", "free"), "act.denied")
	n.must(n.keeper, "grant-scope",
		`{"buyer":"mill","good":"ramie","place":"north","from":"2027-01-01","last":"2027-01-31",`+
			`"basis":"own-buyers"}`)
	moved := n.must(n.keeper, "describe-place", strings.Replace(
		describe("north", ""), `"parent":"",`, "", 1))
	again := scopeBody("mill", "ramie", "north", lot)
	granted := n.must(n.keeper, "grant-scope", again) // it lies in the county no more
	n.refuses(n.keeper, "undo", undoOf(moved), "undo.used")
	n.must(n.keeper, "undo", undoOf(granted))
	n.must(n.keeper, "undo", undoOf(moved))
	n.refuses(n.keeper, "grant-scope", again, "scope.held")
	n.audited()
}

// A path takes no more room than indexes have: four codes of the longest sort go
// one under another, and a fifth does not.
func TestTreesAreNotDeeperThanTheirPathsMayBe(t *testing.T) {
	o := openExample(t)
	parent := ""
	for depth := range 4 {
		code := fmt.Sprint(depth) + strings.Repeat("x", hinterland.MaxCode-1)
		body := `{"code":"` + code + `","name":{"en":"X"}` + parent + `}`
		if bytes := (depth + 1) * (hinterland.MaxCode + 1); bytes > hinterland.MaxPath {
			o.refuses(o.keeper, "register-place", body, "tree.deep")
			return
		}
		o.must(o.keeper, "register-place", body)
		parent = `,"parent":"` + code + `"`
	}
	han := strings.Repeat("县", hinterland.MaxCode)
	o.must(o.keeper, "register-place", `{"code":"`+han+`","name":{"en":"X"}}`)
	r := o.refuses(o.keeper, "register-place", `{"code":"`+strings.Repeat("乡", hinterland.MaxCode)+
		`2","name":{"en":"X"},"parent":"`+han+`"}`, "code.form")
	if r.At.Column != "code" {
		t.Errorf("at %v", r.At)
	}
	long := strings.Repeat("乡", hinterland.MaxCode-1)
	body := `{"code":"` + long + `%d","name":{"en":"X"},"parent":"%s"}`
	o.must(o.keeper, "register-place", fmt.Sprintf(body, 1, han))
	o.refuses(o.keeper, "register-place", fmt.Sprintf(body, 2, long+"1"), "tree.deep")
}

func TestAPositionIsWholeAndOnEarth(t *testing.T) {
	o := openExample(t)
	for rest, want := range map[string]string{
		`"lon":"113.6305"`:               "degrees.half lat",
		`"lat":"28"`:                     "degrees.half lon",
		`"lon":"180.000001","lat":"0"`:   "degrees.range lon",
		`"lon":"0","lat":"-90.000001"`:   "degrees.range lat",
		`"lon":"0.0000001","lat":"1"`:    "number.places lon",
		`"lon":"--1","lat":"1"`:          "number.form lon",
		`"lon":"1E","lat":"1"`:           "number.form lon",
		`"lon":"-180","lat":"90"`:        "",
		`"lon":"113.630500","lat":"-.5"`: "",
	} {
		act, err := Decode("register-place", []byte(`{"code":"a","name":{"en":"A"},`+rest+`}`))
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if r := refusalIn(Faults(act).Err()); r != nil {
			got = fmt.Sprintf("%s %s", r.Reason, r.At.Column)
		}
		if got != want {
			t.Errorf("%s: %q, want %q", rest, got, want)
		}
	}
	e := o.must(o.keeper, "register-place",
		`{"code":"a","name":{"en":"A"},"lon":"-0.5","lat":"51.25"}`)
	if row := e.Changes[0].Row; !strings.Contains(row, `"lon":-500000,"lat":51250000`) {
		t.Errorf("recorded as %s", row)
	}
}

func TestPartiesAreAtPlacesThatAreThere(t *testing.T) {
	n := openCounty(t)
	n.refuses(n.keeper, "register-party", `{"code":"x","name":{"en":"X"},"place":"y"}`,
		"place.unknown")
	n.must(n.keeper, "register-party", `{"code":"x","name":{"en":"X"},"place":"north"}`)
	body := `{"code":"coop","place":"%s","base":2}`
	n.refuses(n.mill, "locate-party", fmt.Sprintf(body, "north"), "act.denied")
	n.refuses(n.coop, "locate-party", fmt.Sprintf(body, "y"), "place.unknown")
	e := n.must(n.coop, "locate-party", fmt.Sprintf(body, "free"))
	used := n.refuses(n.keeper, "undo", undoOf(hinterland.Entry{Number: entryOfPlace(n, "free")}),
		"undo.used")
	if what, ok := used.Args["what"].(hinterland.Change); !ok || what.Table != "place" {
		t.Errorf("got %v", used.Args)
	}
	n.must(n.coop, "undo", undoOf(e))
	n.audited()
}

// entryOfPlace is the entry that last changed a place.
func entryOfPlace(n *neighbourhood, code string) (number int64) {
	n.t.Helper()
	err := n.records.Read(n.t.Context(), func(tx hinterland.Tx) (err error) {
		number, err = tx.Last(rowOf("place", code))
		return err
	})
	if err != nil {
		n.t.Fatal(err)
	}
	return number
}
