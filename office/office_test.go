package office

import (
	"crypto/rand"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"hinterland"
	"hinterland/store"
	"hinterland/store/storetest"
	"hinterland/zonework"
)

// noon is the time of every act of a test: 25 November 2026 in Shanghai.
func noon() time.Time { return time.Date(2026, 11, 25, 4, 0, 0, 0, time.UTC) }

// An exampleOffice is a region in which every example of an act can be done:
// its keeper, a co-operative without account, a further person, a good, an
// agreement and a delivery under it.
type exampleOffice struct {
	*Office
	t       *testing.T
	path    string // of the file of its records, if it is one
	db      *store.SQLite
	records hinterland.Records
	keeper  Actor
}

// openExample opens an example office on records of their own.
func openExample(t *testing.T) *exampleOffice {
	t.Helper()
	path := newFile(t)
	db := openFile(t, path)
	o := openExampleOn(t, db)
	o.path, o.db = path, db
	return o
}

// openBound opens an example office whose agreement is in force, by its last acts.
func openBound(t *testing.T) *exampleOffice {
	t.Helper()
	o := openExample(t)
	o.putInForce(5)
	return o
}

// newFile is a file in which nothing has happened yet. Only the first has to have its
// migrations, which take longer than most tests.
func newFile(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "office.db")
	emptyFile.Copy(t, path, func(path string) error {
		db, err := store.OpenSQLite(t.Context(), path)
		if err != nil {
			return err
		}
		return db.Close()
	})
	return path
}

var emptyFile storetest.Mould

// openFile opens the records in a file until the test is over.
func openFile(t *testing.T, path string) *store.SQLite {
	t.Helper()
	db, err := store.OpenSQLite(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

// again is a copy of an office as it stands, for a test that goes on from there:
// doing over what led there takes ten times as long. The copy leaves a number of
// an act out, since it is opened anew.
func (o *exampleOffice) again(t *testing.T) *exampleOffice {
	t.Helper()
	path := filepath.Join(t.TempDir(), "office.db")
	if err := store.Backup(t.Context(), o.path, path); err != nil {
		t.Fatal(err)
	}
	db := openFile(t, path)
	records := db.Region(1)
	copied := New(records, noon, rand.Reader)
	copied.JudgeZonesBy(zonework.Judge{})
	copied.KeepPlansOf(o.balances)
	return &exampleOffice{
		Office: copied, t: t, path: path, db: db, records: records, keeper: o.keeper,
	}
}

// openExampleOn opens an example office in a database.
func openExampleOn(t *testing.T, db store.Database) *exampleOffice {
	t.Helper()
	records := db.Region(1)
	o := &exampleOffice{
		Office: New(records, noon, rand.Reader), t: t, records: records,
		keeper: Actor{Person: hinterland.MakeID[hinterland.Person](1, 0), Party: "office"},
	}
	o.JudgeZonesBy(zonework.Judge{})
	region, err := kindNamed("open-region")
	if err != nil {
		t.Fatal(err)
	}
	o.must(Actor{}, "open-region", region.Example)
	o.comes(db, "%PDF-1.7 an example")
	o.comes(db, exampleMapText)
	o.must(o.keeper, "register-party", `{"code":"coop","name":{"en":"Co-operative"}}`)
	o.must(o.keeper, "register-person", `{"name":"Wang Fang"}`)
	o.must(o.keeper, "register-good",
		`{"code":"ramie","name":{"en":"Ramie"},"unit":"t","decimals":3}`)
	o.must(o.keeper, "propose-agreement", exampleTerms(""))
	o.must(o.keeper, "record-delivery",
		`{"agreement":"5","item":1,"day":"2026-11-19","quantity":"40"}`)
	return o
}

// exampleMapText is a map of nothing.
const exampleMapText = `{"type":"FeatureCollection","features":[]}`

// comes lets a file come, and tells its digest.
func (o *exampleOffice) comes(db store.Database, content string) string {
	o.t.Helper()
	f, no := hinterland.NewFile([]byte(content))
	if no != nil {
		o.t.Fatal(no)
	}
	err := db.Files(1).PutFile(o.t.Context(), f, hinterland.InstantOf(noon()), 0)
	if err != nil {
		o.t.Fatal(err)
	}
	return f.Digest
}

// openExamples opens an example office in which more has happened, on which the
// examples of acts on funds rest: a fund of the office, its pledge, what the
// co-operative applied for, was granted and drew.
func openExamples(t *testing.T) *exampleOffice {
	t.Helper()
	o := openExample(t)
	opening, err := kindNamed("open-fund")
	if err != nil {
		t.Fatal(err)
	}
	o.must(o.keeper, "open-fund", opening.Example)
	o.must(o.keeper, "pledge-to-fund", `{"fund":"7","party":"office","amount":"12000000"}`)
	o.must(o.keeper, "apply-to-fund", `{"fund":"7","party":"coop","amount":"9000",`+
		`"use":"Seed","reason":"Nothing is left"}`)
	o.must(o.keeper, "grant-of-fund", `{"application":"9","amount":"5000"}`)
	o.must(o.keeper, "draw-grant",
		`{"grant":"10","day":"2026-11-20","amount":"600","use":"Seed"}`)
	return o
}

// openWalk opens an example office for a walk over all acts: with a place too, a
// scope there, a draft, and agreements in force, of which something of one is late
// and another is suspended; and an advance, of which a part came back; a case
// with a proposal to close it; and a horizon for which something is stated.
func openWalk(t *testing.T) *exampleOffice {
	t.Helper()
	o := openUnmapped(t)
	o.must(o.keeper, "load-map", `{"name":"old.geojson","file":"`+exampleMap+`","base":0}`) // 58
	o.must(o.keeper, "register-place",
		`{"code":"pingjiang","name":{"en":"Pingjiang"}}`)
	return o
}

// openUnmapped opens it before a map has been loaded.
func openUnmapped(t *testing.T) *exampleOffice {
	t.Helper()
	o := openExamples(t)
	o.must(o.keeper, "register-place", `{"code":"liuyang","name":{"en":"Liuyang"}}`)
	o.must(o.keeper, "announce-scope", `{"buyer":"office","good":"ramie","place":"liuyang",`+
		`"from":"2026-11-01","last":"2026-12-31"}`)
	o.must(o.keeper, "draft-agreement", exampleTerms("")) // 14
	for _, terms := range []string{liaisonTerms, exampleTerms(""), liaisonTerms} {
		o.putInForce(o.must(o.keeper, "propose-agreement", terms).Act) // 15, 18, 21
	}
	o.must(o.keeper, "suspend-agreement",
		`{"agreement":"21","until":"2027-01-01","reason":"Flood","base":23}`)
	o.must(o.keeper, "regulate", `{"subject":"off-scope","rule":"refuse","base":0}`)
	o.must(o.keeper, "mark-scarce", `{"good":"ramie","reason":"Little","base":0}`)
	o.must(o.keeper, "record-delivery",
		`{"agreement":"5","item":1,"day":"2026-11-20","quantity":"2"}`)
	o.must(o.keeper, "record-receipt", `{"delivery":"27","day":"2026-11-21","received":"2"}`)
	o.must(o.keeper, "give-advance", `{"agreement":"5","item":1,"day":"2026-11-19",`+
		`"value":"100","currency":"CNY","rate":"8.505"}`)
	o.must(o.keeper, "return-advance",
		`{"advance":"29","day":"2026-11-24","amount":"5","reason":"Left over"}`)
	for _, kind := range []string{"raise-case", "propose-closing"} {
		o.must(o.keeper, kind, example(kind))
	}
	o.must(o.keeper, "open-horizon", `{"code":"y2027","name":{"en":"The year"},`+
		`"class":"annual","from":"2027-01-01","period":"month","periods":12}`) // 33
	o.must(o.keeper, "state-offer", `{"horizon":"y2027","party":"office","good":"ramie",`+
		`"price":"820","quantities":["3"]}`)
	o.must(o.keeper, "state-need", `{"horizon":"y2027","party":"coop","good":"ramie",`+
		`"priority":1,"quantities":["4"]}`)
	o.must(o.keeper, "register-place", `{"code":"chaling","name":{"en":"Chaling"}}`)
	o.must(o.keeper, "state-border",
		`{"a":"chaling","b":"liuyang","ruling":"joined","reason":"A bridge","base":0}`) // 37
	o.must(o.keeper, "state-tie",
		`{"a":"chaling","b":"liuyang","strength":"3","source":"A guess","base":0}`)
	o.must(o.keeper, "state-distance", `{"from":"liuyang","to":"chaling","km":"9","base":0}`)
	o.foundZones()
	o.keepPlans() // from 48 on
	o.must(o.keeper, "fix-line", strings.NewReplacer(`"office"`, `"coop"`, `"coop"`, `"office"`,
		`"2.5"`, `"0"`).Replace(example("fix-line"))) // 55
	o.must(o.keeper, "register-good", `{"code":"paper","name":{"en":"Paper"},"unit":"ream",`+
		`"decimals":0}`)
	o.must(o.keeper, "state-recipe", strings.Replace(example("state-recipe"), "handmade",
		"thread", 1)) // 57
	return o
}

// foundZones founds two zones, round Liuyang and Chaling, which both are next to a
// third place, and says how they are drawn.
func (o *exampleOffice) foundZones() {
	o.t.Helper()
	o.must(o.keeper, "register-place", `{"code":"youxian","name":{"en":"Youxian"}}`)
	for _, other := range []string{"liuyang", "chaling"} {
		o.must(o.keeper, "state-border", `{"a":"youxian","b":"`+other+
			`","ruling":"joined","reason":"A road","base":0}`)
	}
	o.must(o.keeper, "found-zone", // 40
		`{"code":"east","name":{"en":"E"},"centre":["liuyang"]}`)
	o.must(o.keeper, "found-zone", `{"code":"west","name":{"en":"W"},"centre":["chaling"]}`)
	o.must(o.keeper, "set-zoning", `{"objective":"ties","base":0}`)
	o.must(o.keeper, "pin-place",
		`{"place":"chaling","zone":"west","reason":"Its own","base":0}`) // 43
	drawing := example("draw-zones")
	o.must(o.keeper, "draw-zones", strings.Replace(drawing, "2026-12-01", "2026-12-15", 1))
}

// liaisonTerms are terms without items.
const liaisonTerms = `{"kind":"liaison","class":"task","title":"Who calls",` +
	`"parties":["office","coop"],"from":"2026-01-01","last":"2027-12-31","tasks":[` +
	`{"party":"coop","what":"Call","when":"Every ten days","speak":"office"}]}`

// putInForce gives the assents that the first version of an agreement needs, the
// co-operative's on paper.
func (o *exampleOffice) putInForce(act int64) {
	o.t.Helper()
	body := `{"agreement":"` + hinterland.FormatDecimal(act, 0) + `","version":1,"digest":"` +
		o.dossierOf(act).Versions[0].Digest + `",`
	o.must(o.keeper, "assent", body+`"party":"office"}`)
	o.must(o.keeper, "record-paper-assent", body+`"party":"coop","document":"1.pdf"}`)
}

// ask makes a request of an act's body.
func (o *exampleOffice) ask(actor Actor, kind, body string) Request {
	o.t.Helper()
	act, err := Decode(kind, []byte(body))
	if err != nil {
		o.t.Fatalf("%s %s: %v", kind, body, err)
	}
	return Request{Actor: actor, Act: act}
}

// must performs an act that nothing may stand in the way of.
func (o *exampleOffice) must(actor Actor, kind, body string) hinterland.Entry {
	o.t.Helper()
	e, err := o.Do(o.t.Context(), o.ask(actor, kind, body))
	if err != nil {
		o.t.Fatalf("%s %s: %v", kind, body, err)
	}
	return e
}

// refuses performs an act that has to be refused for a reason, and returns
// the refusal.
func (o *exampleOffice) refuses(
	actor Actor, kind, body string, reason hinterland.Reason,
) *hinterland.Refusal {
	o.t.Helper()
	act, err := Decode(kind, []byte(body))
	if err == nil {
		_, err = o.Do(o.t.Context(), Request{Actor: actor, Act: act})
	}
	for _, r := range refusalsIn(err) {
		if r.Reason == reason {
			return r
		}
	}
	o.t.Fatalf("%s %s: got %v, want a refusal %s", kind, body, err, reason)
	return nil
}

// refusalIn is the first refusal of an error, nil if it is something else.
func refusalIn(err error) *hinterland.Refusal {
	if list := refusalsIn(err); len(list) > 0 {
		return list[0]
	}
	return nil
}

// state is what the journal says that the rows are, by table and key.
func (o *exampleOffice) state() map[string]string {
	o.t.Helper()
	rows := map[string]string{}
	err := o.records.Read(o.t.Context(), func(tx hinterland.Tx) error {
		heads, err := tx.Entries(0, 10_000)
		for i := len(heads) - 1; i >= 0 && err == nil; i-- {
			var e hinterland.Entry
			e, err = tx.Entry(heads[i].Number)
			for _, c := range e.Changes {
				rows[c.Table+c.Key] = c.Row
			}
		}
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
	maps.DeleteFunc(rows, func(_, row string) bool { return row == "" })
	return rows
}

// audited holds the tables to the journal, and the totals to the events.
func (o *exampleOffice) audited() {
	o.t.Helper()
	audit, err := store.RunAudit(o.t.Context(), o.records)
	if err != nil || len(audit.Differences) > 0 {
		o.t.Errorf("audit: %v, %v", audit, err)
	}
	totals, err := store.AuditTotals(o.t.Context(), o.records)
	if err != nil || len(totals) > 0 {
		o.t.Errorf("audit of totals: %v, %v", totals, err)
	}
}

// resting are the acts whose examples rest on more than an example office has.
func resting() []string {
	return []string{
		"assent-by-link", "record-return", "give-back", "confirm-payment", "revoke-key",
		"unsubscribe", "erase-signer", "look-for-cases",
	}
}

// ready makes what the example of an act rests on beyond what the office has,
// and returns who does the act.
func (o *exampleOffice) ready(kind string) Actor {
	o.t.Helper()
	switch kind {
	case "assent-by-link":
		return o.offered()
	case "erase-signer":
		o.must(o.offered(), "assent-by-link", example("assent-by-link"))
	case "revoke-key":
		o.must(o.keeper, "make-key", example("make-key"))
	case "unsubscribe":
		o.must(o.keeper, "subscribe", example("subscribe"))
	case "record-return":
		o.must(o.keeper, "record-receipt", `{"delivery":"6","day":"2026-11-21",`+
			`"received":"38.5","rejected":"1.5","reason":"Wet"}`)
	case "give-back":
		o.lend()
	case "look-for-cases":
		o.putInForce(5)
	case "confirm-payment":
		o.must(o.keeper, "record-payment", `{"agreement":"5","item":1,"day":"2026-11-24",`+
			`"amount":"31160.00","currency":"CNY"}`)
	}
	return o.keeper
}

// lend lends five tonnes to the co-operative, in act 7, which has received them.
func (o *exampleOffice) lend() {
	o.t.Helper()
	o.must(o.keeper, "propose-agreement", `{"kind":"support","class":"short","title":"Looms",`+
		`"parties":["office","coop"],"from":"2026-01-01","last":"2026-12-31","items":[`+
		`{"number":1,"from":"office","to":"coop","good":"ramie","effort":"best","right":"use",`+
		`"back":"2026-11-24","floor":"0","ceiling":"5",`+
		`"schedule":[{"due":"2026-11-01","quantity":"5"}]}]}`)
	o.must(o.keeper, "record-delivery",
		`{"agreement":"7","item":1,"day":"2026-11-01","quantity":"5"}`)
	o.must(o.keeper, "record-receipt",
		`{"delivery":"8","day":"2026-11-02","received":"5"}`)
}

// giveAccount makes the further person the holder of a duty in the
// co-operative, and returns that actor.
func (o *exampleOffice) giveAccount(duty string) Actor {
	o.t.Helper()
	o.must(o.keeper, "give-post",
		`{"person":"3","party":"coop","duty":"`+duty+`","from":"2026-01-01"}`)
	return Actor{Person: hinterland.MakeID[hinterland.Person](3, 0), Party: "coop"}
}

// TestEveryActKeepsThePromisesOfTheDoor walks the registry: an act is what
// its example says, can be previewed, is then done as previewed, leaves
// tables that the journal accounts for, and is undone or says that it is
// final.
func TestEveryActKeepsThePromisesOfTheDoor(t *testing.T) {
	walk := openWalk(t)
	for _, kind := range Kinds() {
		if kind.Name == "open-region" {
			continue // every example office has done it
		}
		t.Run(kind.Name, func(t *testing.T) {
			o := walk.again(t)
			if slices.Contains(resting(), kind.Name) {
				o = openExample(t)
			}
			actor := o.ready(kind.Name)
			before := o.state()
			r := o.ask(actor, kind.Name, kind.Example)
			seen, err := o.Preview(t.Context(), r)
			if err != nil {
				t.Fatal(err)
			}
			if !maps.Equal(before, o.state()) {
				t.Error("the preview left something behind")
			}
			r.Seen = &seen
			e, err := o.Do(t.Context(), r)
			if err != nil {
				t.Fatal(err)
			}
			if len(e.Changes) == 0 || digest(e.Changes) != seen.Digest {
				t.Errorf("previewed %v, done %v", seen.Changes, e.Changes)
			}
			o.audited()
			undo := `{"entry":` + hinterland.FormatDecimal(e.Number, 0) + `}`
			if kind.Final != nil {
				o.refuses(o.keeper, "undo", undo, kind.Final.Reason)
				return
			}
			o.must(o.keeper, "undo", undo)
			if after := o.state(); !maps.Equal(before, after) {
				t.Errorf("after the undo %v, before the act %v", after, before)
			}
			o.audited()
		})
	}
}

func TestEveryActIsInTheTableOfAuthority(t *testing.T) {
	byItself := []string{"open-region", "batch", "undo", "assent-by-link"} // see allowed
	for _, kind := range Kinds() {
		if !slices.Contains(byItself, kind.Name) && len(dutiesFor(kind.Name, Own)) == 0 {
			t.Errorf("no duty allows %s", kind.Name)
		}
	}
	for _, right := range Rights() {
		for _, name := range right.Kinds {
			if _, err := kindNamed(name); err != nil {
				t.Errorf("the table speaks of an act %s", name)
			}
		}
	}
}

func TestADeniedActNamesThePostAndWhoHoldsIt(t *testing.T) {
	o := openExample(t)
	clerk := o.giveAccount("clerk")
	r := o.refuses(clerk, "assent",
		`{"agreement":"5","version":1,"party":"coop","digest":"x"}`, "act.denied")
	if r.Args["duties"] != "signatory" || r.Args["holders"] != "" ||
		r.Args["party"] != hinterland.PartyCode("coop") {
		t.Errorf("got %v", r.Args)
	}
	r = o.refuses(clerk, "end-post", `{"post":"1-1","last":"2026-12-31","base":1}`, "act.denied")
	if r.Args["duties"] != "keeper" || r.Args["holders"] != "1" ||
		r.Args["party"] != hinterland.PartyCode("office") {
		t.Errorf("got %v", r.Args)
	}
	o.refuses(Actor{}, "register-good",
		`{"code":"x","name":{"en":"X"},"unit":"t","decimals":0}`, "act.denied")
	o.refuses(Actor{}, "open-region", Kinds()[0].Example, "charter.twice")
}

func TestAPostAllowsFromItsFirstDayToItsLast(t *testing.T) {
	for _, tt := range []struct {
		name, from, last string
		allowed          bool
	}{
		{"since today", "2026-11-25", "", true},
		{"from tomorrow", "2026-11-26", "", false},
		{"until today", "2026-01-01", "2026-11-25", true},
		{"until yesterday", "2026-01-01", "2026-11-24", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o := openExample(t)
			last := ""
			if tt.last != "" {
				last = `,"last":"` + tt.last + `"`
			}
			o.must(o.keeper, "give-post",
				`{"person":"3","party":"coop","duty":"clerk","from":"`+tt.from+`"`+last+`}`)
			clerk := Actor{Person: hinterland.MakeID[hinterland.Person](3, 0), Party: "coop"}
			_, err := o.Do(t.Context(), o.ask(clerk, "name-party",
				`{"code":"coop","name":{"en":"New name"},"base":2}`))
			if (err == nil) != tt.allowed {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestAPartyWithAnAccountGivesItsOwnWord(t *testing.T) {
	o := openExample(t)
	delivery := `{"agreement":"5","item":1,"day":"2026-11-20","quantity":"1"}`
	e := o.must(o.keeper, "record-delivery", delivery)
	if row := e.Changes[1].Row; !strings.Contains(row, `"party":"coop","told_to":"office"`) {
		t.Errorf("whose word it is does not show: %s", row)
	}
	clerk := o.giveAccount("clerk")
	o.refuses(o.keeper, "record-delivery", delivery, "act.denied")
	e = o.must(clerk, "record-delivery", delivery)
	if row := e.Changes[1].Row; !strings.Contains(row, `"party":"coop","told_to":""`) {
		t.Errorf("whose word it is does not show: %s", row)
	}
	o.refuses(clerk, "record-receipt",
		`{"delivery":"6","day":"2026-11-21","received":"40"}`, "act.denied")
}

func TestABatchIsDoneWholeOrNotAtAll(t *testing.T) {
	o := openExample(t)
	before := o.state()
	o.refuses(o.keeper, "batch", `{"acts":[`+
		`{"kind":"register-party","body":{"code":"b1","name":{"en":"One"}}},`+
		`{"kind":"register-party","body":{"code":"coop","name":{"en":"Taken"}}}]}`, "party.taken")
	if !maps.Equal(before, o.state()) {
		t.Error("half a batch was kept")
	}
	o.audited()
	r := o.refuses(o.keeper, "batch", `{"acts":[`+
		`{"kind":"register-party","body":{"code":"b1","name":{"en":"One"}}},`+
		`{"kind":"register-party","body":{"code":"","name":{"en":"None"}}}]}`, "code.form")
	if r.At.Column != "acts.2.code" {
		t.Errorf("the fault is said to be in %q", r.At.Column)
	}
	clerk := o.giveAccount("clerk")
	end := func(post string) string {
		return `{"acts":[{"kind":"end-post","body":{"post":"` + post +
			`","last":"2026-12-31","base":1}}]}`
	}
	o.refuses(clerk, "batch", end("1"), "post.unknown")
	o.refuses(clerk, "batch", end("1-1"), "act.denied")
}

func TestUndoSaysWhatStandsInTheWay(t *testing.T) {
	o := openExample(t)
	r := o.refuses(o.keeper, "undo", `{"entry":5}`, "undo.later")
	if fmt.Sprint(r.Args["entries"]) != "[6]" {
		t.Errorf("the entries in the way are said to be %v", r.Args["entries"])
	}
	o.refuses(o.keeper, "undo", `{"entry":4}`, "undo.used")
	o.refuses(o.keeper, "undo", `{"entry":1}`, "undo.opening")
	o.refuses(o.keeper, "undo", `{"entry":99}`, "entry.unknown")
	o.must(o.keeper, "undo", `{"entry":6}`)
	r = o.refuses(o.keeper, "undo", `{"entry":6}`, "undo.undone")
	if r.Args["entry"] != int64(7) {
		t.Errorf("it is said to be undone by %v", r.Args["entry"])
	}
	o.must(o.keeper, "undo", `{"entry":5}`)
	o.must(o.keeper, "undo", `{"entry":4}`)
	o.audited()
}
