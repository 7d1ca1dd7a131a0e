package office

import (
	"crypto/rand"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"hinterland"
	"hinterland/store"
	"hinterland/store/storetest"
)

// example is the example body of a kind, with other words in some places.
func example(kind string, pairs ...string) string {
	for _, k := range Kinds() {
		if k.Name == kind {
			return strings.NewReplacer(pairs...).Replace(k.Example)
		}
	}
	panic("there is no act " + kind)
}

// nobody is who has not signed in and shows a link for the co-operative.
func nobody() Actor { return Actor{Party: "coop"} }

// offered makes the example's link, and returns who may use it.
func (o *exampleOffice) offered() Actor {
	o.t.Helper()
	o.must(o.keeper, "offer-assent-link", example("offer-assent-link"))
	return nobody()
}

func TestALinkIsForAPartyThatCannotSignIn(t *testing.T) {
	for _, tt := range []struct {
		name   string
		before func(o *exampleOffice)
		pairs  []string
		reason hinterland.Reason
	}{
		{"the own party", nil, []string{`"coop"`, `"office"`}, "assent.own"},
		{"a party of another agreement", nil, []string{`"coop"`, `"mill"`}, "assent.stranger"},
		{"another version", nil, []string{`"version":1`, `"version":2`}, "version.unknown"},
		{"another text", nil, []string{exampleDigest, exampleCode}, "assent.other"},
		{"a code that is none", nil, []string{exampleCode, exampleCode[1:]}, "link.code"},
		{
			"a code of capitals", nil,
			[]string{exampleCode, strings.ToUpper(exampleCode)},
			"link.code",
		},
		{"yesterday", nil, []string{"2026-12-09", "2026-11-24"}, "link.last"},
		{"today", nil, []string{"2026-12-09", "2026-11-25"}, ""},
		{"thirty days ahead", nil, []string{"2026-12-09", "2026-12-25"}, ""},
		{"thirty-one days ahead", nil, []string{"2026-12-09", "2026-12-26"}, "link.last"},
		{
			"a party that has assented",
			func(o *exampleOffice) {
				o.must(o.keeper, "record-paper-assent", example("record-paper-assent"))
			}, nil, "assent.twice",
		},
		{
			"a party with an account",
			func(o *exampleOffice) { o.giveAccount("signatory") }, nil, "act.denied",
		},
		{
			"an agreement that was amended",
			func(o *exampleOffice) { o.must(o.keeper, "amend-agreement", amended()) }, nil,
			"assent.other",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o := openExample(t)
			o.must(o.keeper, "register-party", `{"code":"mill","name":{"en":"Mill"}}`)
			if tt.before != nil {
				tt.before(o)
			}
			body := example("offer-assent-link", tt.pairs...)
			if tt.reason == "" {
				o.must(o.keeper, "offer-assent-link", body)
				return
			}
			o.refuses(o.keeper, "offer-assent-link", body, tt.reason)
		})
	}
}

func TestAPartyWithAnAccountIsNamedWithWhoCanSign(t *testing.T) {
	o := openExample(t)
	o.giveAccount("signatory")
	r := o.refuses(o.keeper, "offer-assent-link", example("offer-assent-link"), "act.denied")
	if r.Args["party"] != hinterland.PartyCode("coop") || r.Args["holders"] != "3" ||
		r.Args["duties"] != "signatory" {
		t.Errorf("told of %v", r.Args)
	}
}

func TestAStrangerMakesNoLink(t *testing.T) {
	n := openNeighbourhood(t)
	body := example("offer-assent-link", `"5"`, `"`+n.secret.String()+`"`)
	n.refuses(n.keeper, "offer-assent-link", body, "agreement.unknown")
	n.refuses(n.mill, "offer-assent-link", example("offer-assent-link"), "agreement.unknown")
}

func TestAnAssentByLinkIsWhoeverShowsTheLink(t *testing.T) {
	o := openExample(t)
	body := example("assent-by-link")
	o.refuses(nobody(), "assent-by-link", body, "link.unknown")
	o.offered()
	for name, tt := range map[string]struct {
		actor  Actor
		pairs  []string
		reason hinterland.Reason
	}{
		"who made it":       {o.keeper, nil, "link.signed-in"},
		"nobody for nobody": {Actor{}, nil, "link.signed-in"},
		"for another": {
			Actor{Party: "office"}, []string{`"coop"`, `"office"`}, "link.unknown",
		},
		"the code itself":     {nobody(), []string{exampleToken, exampleCode}, "link.unknown"},
		"no token":            {nobody(), []string{exampleToken, ""}, "cell.blank"},
		"another token":       {nobody(), []string{exampleToken, "x"}, "link.unknown"},
		"another agreement":   {nobody(), []string{`"5"`, `"6"`}, "link.unknown"},
		"another version":     {nobody(), []string{`"version":1`, `"version":2`}, "link.unknown"},
		"another text":        {nobody(), []string{exampleDigest, exampleToken}, "assent.other"},
		"no name":             {nobody(), []string{"Chen Jie", ""}, "cell.blank"},
		"a name of a control": {nobody(), []string{"Chen Jie", `a\u0007b`}, "cell.control"},
		"a name that is long": {
			nobody(), []string{"Chen Jie", strings.Repeat("陈", hinterland.MaxName+1)}, "text.long",
		},
	} {
		t.Run(name, func(t *testing.T) {
			o.refuses(tt.actor, "assent-by-link", example("assent-by-link", tt.pairs...), tt.reason)
		})
	}
	o.refuses(nobody(), "assent", example("assent", `"office"`, `"coop"`), "act.denied")
	o.must(nobody(), "assent-by-link", body)
	o.refuses(nobody(), "assent-by-link", body, "link.used")
	o.audited()
}

// TestWhatWasSignedByLinkShowsHow looks at the assent, the agreement that has
// come into force by it, and what the journal keeps of the secret.
func TestWhatWasSignedByLinkShowsHow(t *testing.T) {
	o := openExample(t)
	o.must(o.keeper, "assent", example("assent"))
	e := o.must(o.offered(), "assent-by-link", example("assent-by-link"))
	d := o.dossier()
	a := d.Latest().Assents[0]
	if d.InForce != 1 || a.Manner != hinterland.ByLink || a.Signer != "Chen Jie" ||
		a.Person != o.keeper.Person || a.Document != "" {
		t.Errorf("in force %d, %+v", d.InForce, a)
	}
	if l := d.Latest().Links; len(l) != 1 || l[0].For != "office" || l[0].Used != a.At {
		t.Errorf("links %+v", l)
	}
	if e.By != 0 || e.For != "coop" || strings.Contains(string(e.Body), "Chen") {
		t.Errorf("entry by %v for %s: %s", e.By, e.For, e.Body)
	}
	undo := func(n int64) string {
		return `{"entry":` + hinterland.FormatDecimal(n, 0) + `}`
	}
	o.refuses(o.keeper, "undo", undo(e.Number), "undo.link")
	o.refuses(o.keeper, "undo", undo(e.Number-1), "undo.later") // the link was used
	o.audited()
}

func TestALinkEndsWhenItsReasonDoes(t *testing.T) {
	for _, tt := range []struct {
		name   string
		since  func(o *exampleOffice)
		reason hinterland.Reason
	}{
		{"a later link", func(o *exampleOffice) {
			o.must(o.keeper, "offer-assent-link",
				example("offer-assent-link", exampleCode, exampleToken))
		}, "link.unknown"},
		{"an undo", func(o *exampleOffice) {
			o.must(o.keeper, "undo", `{"entry":7}`)
		}, "link.unknown"},
		{"another text", func(o *exampleOffice) {
			o.must(o.keeper, "amend-agreement", amended())
		}, "link.amended"},
		{"an account", func(o *exampleOffice) { o.giveAccount("clerk") }, "link.account"},
		{"an assent on paper", func(o *exampleOffice) {
			o.must(o.keeper, "record-paper-assent", example("record-paper-assent"))
		}, "assent.twice"},
		{"the day after its last", func(o *exampleOffice) {
			o.later(15)
		}, "link.expired"},
		{"its last day", func(o *exampleOffice) { o.later(14) }, ""},
		{"the end of the agreement", func(o *exampleOffice) {
			o.must(o.keeper, "end-agreement",
				`{"agreement":"5","base":5,"last":"2026-11-25","reason":"x"}`)
			o.later(1)
		}, "agreement.ended"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o := openExample(t)
			o.offered()
			tt.since(o)
			_, shown := o.Offered(t.Context(), exampleToken)
			_, done := o.Do(t.Context(), o.ask(nobody(), "assent-by-link",
				example("assent-by-link")))
			for _, err := range []error{shown, done} {
				r := refusalIn(err)
				if tt.reason == "" && err != nil || tt.reason != "" &&
					(r == nil || r.Reason != tt.reason) {
					t.Errorf("%v, want %s", err, tt.reason)
				}
			}
			o.audited()
		})
	}
}

// later turns the clock of the office some days on.
func (o *exampleOffice) later(days int) {
	o.Office = New(o.records, func() time.Time { return noon().AddDate(0, 0, days) }, rand.Reader)
}

// TestTheHolderOfALinkSeesOneTextAndNothingElse offers a link among other
// agreements and another party's assent.
func TestTheHolderOfALinkSeesOneTextAndNothingElse(t *testing.T) {
	n := openNeighbourhood(t)
	n.must(n.keeper, "register-party", `{"code":"farm","name":{"en":"Farm"}}`)
	terms := strings.ReplaceAll(exampleTerms(""), `"coop"`, `"farm"`)
	e := n.must(n.keeper, "propose-agreement", terms)
	var given hinterland.Version
	id := hinterland.MakeID[hinterland.Agreement](e.Act, 0)
	err := n.View(t.Context(), n.keeper, func(v *View) error {
		d, err := v.Agreement(id)
		given = d.Latest().Version
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	pairs := []string{`"5"`, `"` + id.String() + `"`, exampleDigest, given.Digest}
	n.must(n.keeper, "assent", example("assent", pairs...))
	n.must(n.keeper, "offer-assent-link",
		example("offer-assent-link", append(pairs, `"coop"`, `"farm"`)...))
	if _, err := n.Offered(t.Context(), exampleCode); !isRefusal(err, hinterland.NotFound) {
		t.Errorf("the code opens the page: %v", err)
	}
	offer, err := n.Offered(t.Context(), exampleToken)
	if err != nil {
		t.Fatal(err)
	}
	if offer.Text.Version != given || len(offer.Text.Assents) != 0 || offer.Maker != "Li Ming" ||
		len(offer.Parties) != 2 || len(offer.Goods) != 1 || len(offer.Text.Links) != 1 {
		t.Errorf("the holder sees %+v", offer)
	}
	n.must(Actor{Party: "farm"}, "assent-by-link",
		example("assent-by-link", append(pairs, `"coop"`, `"farm"`)...))
	offer, err = n.Offered(t.Context(), exampleToken)
	if err != nil || len(offer.Text.Assents) != 1 || offer.Text.Assents[0].Signer != "Chen Jie" {
		t.Errorf("after signing %+v, %v", offer, err)
	}
}

// TestALinkShownManyTimesAtOnceSignsOnce asks both engines, under keys of
// their own and under one.
func TestALinkShownManyTimesAtOnceSignsOnce(t *testing.T) {
	places := map[string]func(*testing.T) string{
		"sqlite":   newFile,
		"postgres": func(t *testing.T) string { return storetest.Postgres(t) },
	}
	for engine, place := range places {
		for _, key := range []string{"", "one form"} {
			t.Run(engine+" "+key, func(t *testing.T) { signAtOnce(t, place(t), key) })
		}
	}
}

func signAtOnce(t *testing.T, place, key string) {
	db, err := store.Open(t.Context(), place)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	o := openExampleOn(t, db)
	o.offered()
	r := o.ask(nobody(), "assent-by-link", example("assent-by-link"))
	r.Key = key
	errs := make([]error, 12)
	var all sync.WaitGroup
	for i := range errs {
		all.Go(func() { _, errs[i] = o.Do(t.Context(), r) })
	}
	all.Wait()
	done := 0
	for _, err := range errs {
		if r := refusalIn(err); err == nil {
			done++
		} else if r == nil || r.Reason != "link.used" {
			t.Errorf("%v", err)
		}
	}
	want := 1
	if key != "" {
		want = len(errs) // all get the answer of the one that was first
	}
	if given := o.dossier().Latest().Assents; done != want || len(given) != 1 {
		t.Errorf("done %d times, want %d; assents %v; %v", done, want, given, errors.Join(errs...))
	}
	o.audited()
}
