package office

import (
	"crypto/rand"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"hinterland"
	"hinterland/store"
	"hinterland/store/storetest"
)

// openDispute opens an example office with case 7 of the office with the
// co-operative, and proposal 8 to close it.
func openDispute(t *testing.T) *exampleOffice {
	t.Helper()
	o := openExample(t)
	o.must(o.keeper, "raise-case", example("raise-case"))
	o.must(o.keeper, "propose-closing",
		`{"case":"7","text":"Two tonnes are sent again."}`)
	return o
}

// caseIn finds a case by what a view has of it.
func (o *exampleOffice) caseIn(actor Actor, id string) (file *CaseFile) {
	o.t.Helper()
	var number hinterland.ID[hinterland.Case]
	if err := number.UnmarshalText([]byte(id)); err != nil {
		o.t.Fatal(err)
	}
	err := o.View(o.t.Context(), actor, func(v *View) (err error) {
		file, err = v.Case(number)
		return err
	})
	if err != nil && !isRefusal(err, hinterland.NotFound) {
		o.t.Fatal(err)
	}
	return file
}

// look lets the office look for cases.
func (o *exampleOffice) look() Looked {
	o.t.Helper()
	done, err := o.Look(o.t.Context())
	if err != nil {
		o.t.Fatal(err)
	}
	return done
}

// casesOf tells the cases that an actor sees: kind, owner, closing, outcome.
func (o *exampleOffice) casesOf(actor Actor, q hinterland.CaseQuery) []string {
	o.t.Helper()
	var told []string
	q.Limit = 99
	err := o.View(o.t.Context(), actor, func(v *View) error {
		files, err := v.Cases(q)
		for i := range files {
			f := &files[i]
			told = append(told, strings.TrimSpace(fmt.Sprint(f.Kind, " ", f.Owner, " ",
				f.Closing, " ", f.Outcome)))
		}
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return told
}

func TestCasesOpenAndEndByThemselves(t *testing.T) {
	o := openBound(t)
	o.must(o.keeper, "record-receipt",
		`{"delivery":"6","day":"2026-11-20","received":"38","short":"2","reason":"Wet"}`)
	if done := o.look(); done != (Looked{2, 0}) {
		t.Errorf("the first look: %+v", done)
	}
	if again := o.look(); again != (Looked{}) {
		t.Errorf("a second look: %+v", again)
	}
	want := []string{"difference coop", "overdue coop"}
	if got := o.casesOf(o.keeper, hinterland.CaseQuery{}); !slices.Equal(got, want) {
		t.Errorf("cases %q", got)
	}
	o.must(o.keeper, "record-delivery",
		`{"agreement":"5","item":1,"day":"2026-11-24","quantity":"22"}`)
	if done := o.look(); done != (Looked{0, 1}) {
		t.Errorf("after it was kept: %+v", done)
	}
	want[1] = "overdue coop ended kept"
	if got := o.casesOf(o.keeper, hinterland.CaseQuery{}); !slices.Equal(got, want) {
		t.Errorf("cases %q", got)
	}
	o.audited()
}

// What had ended comes again as a case of its own; what the parties have settled
// does not.
func TestWhatThePartiesHaveSettledDoesNotOpenAgain(t *testing.T) {
	o := openBound(t)
	o.look()
	more := o.must(o.keeper, "record-delivery",
		`{"agreement":"5","item":1,"day":"2026-11-24","quantity":"20"}`)
	o.look()
	o.must(o.keeper, "reverse-event", `{"event":"`+
		hinterland.MakeID[hinterland.Event](more.Act, 0).String()+`","reason":"Elsewhere"}`)
	if done := o.look(); done != (Looked{1, 0}) {
		t.Errorf("what is late again: %+v", done)
	}
	last := o.entries()[0]
	id := hinterland.MakeID[hinterland.Case](last.Act, 0).String()
	e := o.must(o.keeper, "propose-closing", `{"case":"`+id+`","text":"The rest is let go."}`)
	o.must(o.keeper, "agree-closing", `{"case":"`+id+`","proposal":"`+
		hinterland.MakeID[hinterland.Remark](e.Act, 0).String()+
		`","party":"coop","document":"letter.pdf"}`)
	if done := o.look(); done != (Looked{}) {
		t.Errorf("what was settled: %+v", done)
	}
	want := []string{"overdue coop agreed The rest is let go.", "overdue coop ended kept"}
	if got := o.casesOf(o.keeper, hinterland.CaseQuery{}); !slices.Equal(got, want) {
		t.Errorf("cases %q", got)
	}
	o.audited()
}

// entries are those of the journal, the latest first.
func (o *exampleOffice) entries() (entries []hinterland.Entry) {
	o.t.Helper()
	err := o.records.Read(o.t.Context(), func(tx hinterland.Tx) (err error) {
		entries, err = tx.Entries(0, 99)
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return entries
}

func TestALookIsOfTheOfficeItself(t *testing.T) {
	o := openBound(t)
	o.look()
	e := o.entries()[0]
	if e.Kind != "look-for-cases" || e.By != 0 || e.For != "" ||
		e.About != hinterland.MakeID[hinterland.Agreement](5, 0) {
		t.Errorf("the entry is %+v", e)
	}
	for _, kind := range Kinds() {
		if kind.Name == "open-region" || kind.Name == "batch" || kind.Name == "look-for-cases" ||
			kind.Name == "assent-by-link" {
			continue // which have rules of their own
		}
		act, err := Decode(kind.Name, []byte(kind.Example))
		if err == nil {
			_, err = o.Do(t.Context(), Request{Act: act})
		}
		if err == nil {
			t.Errorf("the office does %s by itself", kind.Name)
		}
	}
	o.refuses(o.keeper, "look-for-cases", `{"agreement":"5","on":"2026-11-26"}`, "event.future")
	o.refuses(o.keeper, "look-for-cases", `{"agreement":"5","on":"2026-11-25"}`, "case.none")
	clerk := o.giveAccount("clerk")
	o.refuses(clerk, "look-for-cases", `{"agreement":"5","on":"2026-11-25"}`, "act.denied")
}

func TestNoCaseOpensUnderAnAgreementThatHasEnded(t *testing.T) {
	o := openBound(t)
	o.must(o.keeper, "end-agreement",
		`{"agreement":"5","last":"2026-11-25","reason":"Over","base":8}`)
	tomorrow := New(o.records, func() time.Time { return noon().AddDate(0, 0, 1) }, o.random)
	done, err := tomorrow.Look(t.Context())
	if err != nil || done != (Looked{}) {
		t.Errorf("%+v, %v", done, err)
	}
	if done := o.look(); done != (Looked{1, 0}) { // on its last day it has not ended
		t.Errorf("on the last day: %+v", done)
	}
	if done, err = tomorrow.Look(t.Context()); err != nil || done != (Looked{}) {
		t.Errorf("the case does not stay: %+v, %v", done, err)
	}
}

func TestACaseIsSeenByWhomItConcernsAndByTheKeeper(t *testing.T) {
	n := openNeighbourhood(t)
	e := n.must(n.coop, "raise-case", `{"party":"coop","agreement":"`+n.secret.String()+
		`","text":"It comes late.","deadline":"2026-12-01"}`)
	id := hinterland.MakeID[hinterland.Case](e.Act, 0).String()
	for _, tt := range []struct {
		actor Actor
		title string
	}{{n.coop, "Secret"}, {n.mill, "Secret"}, {n.keeper, ""}} {
		f := n.caseIn(tt.actor, id)
		if f == nil || f.Title != tt.title {
			t.Errorf("%s sees %+v", tt.actor.Party, f)
		}
	}
	e = n.must(n.keeper, "raise-case",
		`{"party":"office","with":["coop"],"text":"Scales","deadline":"2026-12-01"}`)
	id = hinterland.MakeID[hinterland.Case](e.Act, 0).String()
	if f := n.caseIn(n.mill, id); f != nil {
		t.Errorf("the mill sees %+v", f)
	}
	if got := n.casesOf(n.mill, hinterland.CaseQuery{}); !slices.Equal(got,
		[]string{"conflict coop"}) {
		t.Errorf("the mill's cases are %q", got)
	}
	for kind, body := range map[string]string{
		"comment-case": `"text":"x"`, "propose-closing": `"text":"x"`,
		"withdraw-case": `"reason":"x"`,
		"assign-case":   `"owner":"mill","deadline":"2026-12-01","base":1`,
		"agree-closing": `"proposal":"9","party":"mill"`,
	} {
		n.refuses(n.mill, kind, `{"case":"`+id+`",`+body+`}`, "case.unknown")
	}
}

// TestTheJournalOfACaseIsSeenByWhomItConcerns goes for the entries of a case of
// the co-operative and the mill, the undo of a remark among them.
func TestTheJournalOfACaseIsSeenByWhomItConcerns(t *testing.T) {
	n := openNeighbourhood(t)
	e := n.must(n.coop, "raise-case", `{"party":"coop","agreement":"`+n.secret.String()+
		`","text":"It comes late.","deadline":"2026-12-01"}`)
	id := hinterland.MakeID[hinterland.Case](e.Act, 0).String()
	said := n.must(n.coop, "comment-case", `{"case":"`+id+`","text":"Twice by now."}`)
	undo := n.must(n.coop, "undo", fmt.Sprintf(`{"entry":%d}`, said.Number))
	for _, number := range []int64{e.Number, said.Number, undo.Number} {
		for actor, want := range map[Actor]bool{n.coop: true, n.mill: true, n.keeper: false} {
			err := n.View(t.Context(), actor, func(v *View) error {
				_, err := v.Entry(number)
				return err
			})
			if (err == nil) != want {
				t.Errorf("%s and entry %d: %v", actor.Party, number, err)
			}
		}
	}
}

func TestACaseIsClosedByAllWhomItConcerns(t *testing.T) {
	o := openDispute(t)
	clerk := o.giveAccount("clerk")
	agree := `{"case":"7","proposal":"8","party":"coop","document":"letter.pdf"}`
	o.refuses(o.keeper, "agree-closing", agree, "act.denied") // it speaks for itself
	own := `{"case":"7","proposal":"8","party":"coop"}`
	o.refuses(clerk, "agree-closing", own, "act.denied") // a clerk does not settle
	liaison := o.giveAccount("liaison")
	o.refuses(liaison, "agree-closing", agree, "closing.document")
	o.refuses(liaison, "agree-closing",
		`{"case":"7","proposal":"8","party":"office"}`, "act.denied")
	other := o.must(liaison, "propose-closing", `{"case":"7","text":"Nothing is sent again."}`)
	o.refuses(liaison, "agree-closing", own, "closing.other") // another stands now
	o.must(o.keeper, "agree-closing", `{"case":"7","proposal":"`+
		hinterland.MakeID[hinterland.Remark](other.Act, 0).String()+`","party":"office"}`)
	f := o.caseIn(liaison, "7")
	if f.Closing != hinterland.ClosedByAgreement || f.Outcome != "Nothing is sent again." {
		t.Errorf("the case is %+v", f.Case)
	}
	o.refuses(liaison, "propose-closing", `{"case":"7","text":"x"}`, "case.closed")
	o.must(liaison, "comment-case", `{"case":"7","text":"It was sent."}`)
	o.audited()
}

func TestACaseOfThreeWaitsForTheThird(t *testing.T) {
	o := openExample(t)
	o.must(o.keeper, "register-party", `{"code":"mill","name":{"en":"Mill"}}`)
	o.must(o.keeper, "raise-case",
		`{"party":"office","with":["coop","mill"],"text":"Scales","deadline":"2026-12-01"}`)
	o.must(o.keeper, "propose-closing", `{"case":"8","text":"They are weighed anew."}`)
	agree := func(party string) string {
		return `{"case":"8","proposal":"9","party":"` + party + `","document":"letter.pdf"}`
	}
	o.must(o.keeper, "agree-closing", agree("mill"))
	if f := o.caseIn(o.keeper, "8"); !f.Open() ||
		!slices.Equal(f.Missing(), []hinterland.PartyCode{"coop"}) {
		t.Errorf("the case is %+v", f)
	}
	o.refuses(o.keeper, "agree-closing", agree("mill"), "closing.twice")
	o.must(o.keeper, "agree-closing", agree("coop"))
	if f := o.caseIn(o.keeper, "8"); f.Open() {
		t.Errorf("the case is %+v", f)
	}
}

func TestACaseIsWithdrawnByWhoRaisedIt(t *testing.T) {
	o := openDispute(t)
	o.putInForce(5)
	clerk := o.giveAccount("clerk")
	o.refuses(clerk, "withdraw-case", `{"case":"7","reason":"x"}`, "act.denied")
	o.must(o.keeper, "withdraw-case", `{"case":"7","reason":"Another lot"}`)
	if got := o.casesOf(clerk, hinterland.CaseQuery{}); !slices.Equal(got,
		[]string{"conflict office withdrawn Another lot"}) {
		t.Errorf("cases %q", got)
	}
	o.look()
	last := o.entries()[0]
	o.refuses(o.keeper, "withdraw-case", `{"case":"`+
		hinterland.MakeID[hinterland.Case](last.Act, 0).String()+`","reason":"x"}`, "case.itself")
}

func TestAPartyTakesACaseUponItself(t *testing.T) {
	o := openDispute(t)
	clerk := o.giveAccount("clerk")
	assign := func(owner, more string) string {
		return `{"case":"7","owner":"` + owner + `","deadline":"2026-12-20","base":8` + more + `}`
	}
	o.refuses(clerk, "assign-case", assign("office", ""), "act.denied")
	o.refuses(clerk, "assign-case", assign("coop", `,"person":"1"`), "case.person")
	e := o.must(clerk, "assign-case", assign("coop", `,"person":"3"`))
	f := o.caseIn(clerk, "7")
	if f.Owner != "coop" || f.Person != hinterland.MakeID[hinterland.Person](3, 0) {
		t.Errorf("the case is %+v", f.Case)
	}
	o.refuses(o.keeper, "assign-case", assign("mill", ""), "act.base")
	back := strings.Replace(assign("office", ""), `"base":8`,
		fmt.Sprintf(`"base":%d`, e.Number), 1)
	o.must(o.keeper, "assign-case", back)
}

func TestARaisedCaseIsAboutSomethingAndSomebodyElse(t *testing.T) {
	o := openExample(t)
	o.must(o.keeper, "register-party", `{"code":"mill","name":{"en":"Mill"}}`)
	raise := func(about string) string {
		return `{"party":"office",` + about + `"text":"Wet","deadline":"2026-11-25"}`
	}
	for about, reason := range map[string]hinterland.Reason{
		``:                                 "case.about",
		`"with":[],`:                       "case.about",
		`"agreement":"5","with":["mill"],`: "case.about",
		`"with":["office"],`:               "party.repeated",
		`"with":["mill","mill"],`:          "party.repeated",
		`"with":["nowhere"],`:              "party.unknown",
		`"agreement":"99",`:                "agreement.unknown",
	} {
		o.refuses(o.keeper, "raise-case", raise(about), reason)
	}
	o.must(o.keeper, "raise-case", raise(`"with":["mill","coop"],`))
}

// TestProcessesThatLookAtOnceOpenACaseOnce lets several offices look at the same
// records on both engines, and again when the cases are over.
func TestProcessesThatLookAtOnceOpenACaseOnce(t *testing.T) {
	for engine, place := range map[string]func(*testing.T) string{
		"sqlite":   newFile,
		"postgres": func(t *testing.T) string { return storetest.Postgres(t) },
	} {
		t.Run(engine, func(t *testing.T) {
			at := place(t)
			db, err := store.Open(t.Context(), at)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = db.Close() }() // what it holds is looked at before
			o := openExampleOn(t, db)
			o.putInForce(5)
			for range 7 {
				o.putInForce(o.must(o.keeper, "propose-agreement", exampleTerms("")).Act)
			}
			if got := lookAtOnce(t, at); got != (Looked{8, 0}) {
				t.Errorf("opened and closed %+v", got)
			}
			o.must(o.keeper, "record-delivery",
				`{"agreement":"5","item":1,"day":"2026-11-24","quantity":"20"}`)
			if got := lookAtOnce(t, at); got != (Looked{0, 1}) {
				t.Errorf("opened and closed %+v", got)
			}
			o.audited()
		})
	}
}

// lookAtOnce lets processes look, and adds up what they say.
func lookAtOnce(t *testing.T, place string) (sum Looked) {
	t.Helper()
	var all sync.WaitGroup
	var adding sync.Mutex
	for range 4 {
		all.Go(func() {
			db, err := store.Open(t.Context(), place)
			if err != nil {
				t.Error(err)
				return
			}
			defer func() { _ = db.Close() }() // nothing waits in it
			done, err := New(db.Region(1), noon, rand.Reader).Look(t.Context())
			if err != nil {
				t.Error(err)
			}
			adding.Lock()
			defer adding.Unlock()
			sum.Opened, sum.Closed = sum.Opened+done.Opened, sum.Closed+done.Closed
		})
	}
	all.Wait()
	return sum
}

// TestNothingOpensWhileAnAgreementIsSuspended suspends an agreement that is late,
// and one whose case is open already, which stays.
func TestNothingOpensWhileAnAgreementIsSuspended(t *testing.T) {
	for _, before := range []bool{false, true} {
		o := openBound(t)
		o.putInForce(o.must(o.keeper, "propose-agreement", exampleTerms("")).Act)
		want := Looked{2, 0} // the example's own agreement, and this one
		if before {
			if done := o.look(); done != want {
				t.Errorf("before it is suspended: %+v", done)
			}
			want = Looked{}
		} else {
			want.Opened--
		}
		last := int64(0)
		for _, e := range o.entries() {
			if e.Kind != "look-for-cases" {
				last = max(last, e.Number)
			}
		}
		o.must(o.keeper, "suspend-agreement", fmt.Sprintf(
			`{"agreement":"9","until":"2027-01-01","reason":"Flood","base":%d}`, last))
		if done := o.look(); done != want {
			t.Errorf("suspended, with a case before %t: %+v", before, done)
		}
		if got := len(o.casesOf(o.keeper, hinterland.CaseQuery{Open: true})); before && got != 2 {
			t.Errorf("%d cases are open", got)
		}
		o.audited()
	}
}

// Nobody else has seen a draft, so that nothing of it can be in conflict.
func TestADraftHasNoCases(t *testing.T) {
	o := openBound(t)
	e := o.must(o.keeper, "draft-agreement", exampleTerms(""))
	draft := hinterland.MakeID[hinterland.Agreement](e.Act, 0).String()
	o.refuses(o.keeper, "raise-case", `{"party":"office","agreement":"`+draft+
		`","text":"x","deadline":"2026-12-01"}`, "case.about")
	if done := o.look(); done != (Looked{1, 0}) { // of the example's own agreement
		t.Errorf("looked: %+v", done)
	}
}

// Who counts the cases of a party counts those of all pages.
func TestCasesComeInPagesTheLatestFirst(t *testing.T) {
	o := openExample(t)
	for _, text := range []string{"first", "second", "third"} {
		o.must(o.keeper, "raise-case", `{"party":"office","with":["coop"],"text":"`+text+
			`","deadline":"2026-12-01"}`)
	}
	var texts []string
	err := o.View(t.Context(), o.keeper, func(v *View) error {
		q := hinterland.CaseQuery{Limit: 2}
		for {
			page, err := v.Cases(q)
			if err != nil || len(page) == 0 {
				return err
			}
			for i := range page {
				texts, q.Before = append(texts, page[i].Text), page[i].ID
			}
		}
	})
	if err != nil || !slices.Equal(texts, []string{"third", "second", "first"}) {
		t.Errorf("%q, %v", texts, err)
	}
}

// TestWhoMayDoWhatOnACase goes through the acts on a case for every duty, in the
// party that raised it, in the one that it concerns too, and in another.
func TestWhoMayDoWhatOnACase(t *testing.T) {
	acts := map[string]string{
		"comment-case": `"text":"x"`, "propose-closing": `"text":"x"`,
		"withdraw-case": `"reason":"x"`,
		"assign-case":   `"owner":"PARTY","deadline":"2026-12-01","base":8`,
		"agree-closing": `"proposal":"8","party":"PARTY"`,
	}
	spoken := []string{
		"agree-closing", "assign-case", "comment-case", "propose-closing", "withdraw-case",
	}
	clerks := []string{"assign-case", "comment-case", "withdraw-case"}
	for _, tt := range []struct {
		party, duty string
		may         []string
	}{
		{"office", "clerk", clerks},
		{"office", "liaison", spoken[1:]}, // it has proposed, and so agrees already
		{"office", "signatory", spoken[1:]},
		{"coop", "clerk", []string{"assign-case", "comment-case"}},
		{"coop", "liaison", spoken[:4]},
		{"coop", "signatory", spoken[:4]},
		{"coop", "keeper", []string{"assign-case", "comment-case"}},
		{"mill", "clerk", nil},
		{"mill", "liaison", nil},
		{"mill", "signatory", nil},
	} {
		o := openDispute(t)
		o.must(o.keeper, "register-party", `{"code":"mill","name":{"en":"Mill"}}`)
		o.must(o.keeper, "give-post", `{"person":"3","party":"`+tt.party+`","duty":"`+tt.duty+
			`","from":"2026-01-01"}`)
		actor := Actor{
			Person: hinterland.MakeID[hinterland.Person](3, 0),
			Party:  hinterland.PartyCode(tt.party),
		}
		var may []string
		for kind, rest := range acts {
			body := `{"case":"7",` + strings.ReplaceAll(rest, "PARTY", tt.party) + `}`
			r := o.ask(actor, kind, body)
			_, done := o.Preview(t.Context(), r)
			no := refusalIn(done)
			if no == nil || no.Kind != hinterland.Denied && no.Kind != hinterland.NotFound &&
				no.Reason != "closing.twice" && no.Reason != "case.stranger" {
				may = append(may, kind)
			}
			if shown := refusalIn(o.may(r)); onSide(no) != onSide(shown) {
				t.Errorf("%s %s: %s is shown as %v, done %v", tt.party, tt.duty, kind, shown, no)
			}
		}
		slices.Sort(may)
		if !slices.Equal(may, tt.may) {
			t.Errorf("%s of %s may %q, want %q", tt.duty, tt.party, may, tt.may)
		}
	}
}

// Nobody has bound themselves to a day under a text that is only proposed; what
// was sent under it is answered all the same.
func TestNothingIsLateUnderWhatIsOnlyProposed(t *testing.T) {
	o := openExample(t)
	o.must(o.keeper, "record-receipt",
		`{"delivery":"6","day":"2026-11-20","received":"38","short":"2","reason":"Wet"}`)
	if l := o.accountOf(o.keeper, "coop").Lines[0]; l.Late != 0 || l.AtRisk != 0 ||
		l.Open != 82_000 || l.Differing != 1 {
		t.Errorf("the line is %+v", l)
	}
	o.look()
	want := []string{"difference coop"}
	if got := o.casesOf(o.keeper, hinterland.CaseQuery{}); !slices.Equal(got, want) {
		t.Errorf("proposed: %q", got)
	}
	o.putInForce(5)
	o.look()
	want = []string{"overdue coop", "difference coop"}
	if got := o.casesOf(o.keeper, hinterland.CaseQuery{}); !slices.Equal(got, want) {
		t.Errorf("in force: %q", got)
	}
	o.audited()
}

// An entry with a hundred thousand cases would be refused, and no case of any
// agreement would open any more.
func TestALookOpensSomeHundredCasesAndTheNextOneTheOthers(t *testing.T) {
	o := openBound(t)
	o.look()
	acts := make([]string, casesOpened+1)
	for i := range acts {
		acts[i] = `{"kind":"record-delivery","body":{"agreement":"5","item":1,` +
			`"day":"2026-11-02","quantity":"0.0` + fmt.Sprint(1+i%9) + `","note":"` +
			fmt.Sprint(i) + `"}}`
	}
	o.must(o.keeper, "batch", `{"acts":[`+strings.Join(acts, ",")+`]}`)
	if done := o.look(); done.Opened != casesOpened {
		t.Errorf("the first look: %+v", done)
	}
	if done := o.look(); done.Opened != 2 { // the item is at risk too
		t.Errorf("the second look: %+v", done)
	}
	if done := o.look(); done != (Looked{}) {
		t.Errorf("the third look: %+v", done)
	}
}
