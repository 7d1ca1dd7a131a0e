package office

import (
	"errors"
	"strings"
	"testing"

	"hinterland"
)

// secret is the digest of a sample secret.
const secret = exampleCode

// keyed makes a key of the further person, who holds a duty in the co-operative,
// and returns who acts by it.
func (o *exampleOffice) keyed(duty, may, last string) (by, maker Actor) {
	o.t.Helper()
	maker = o.giveAccount(duty)
	e := o.must(maker, "make-key", `{"post":"7","title":"Stock","may":"`+may+`","last":"`+last+
		`","digest":"`+secret+`"}`)
	by = maker
	by.Key = hinterland.MakeID[hinterland.Key](e.Act, 0)
	return by, maker
}

// opens asks who acts by the sample secret; the reason where nobody does.
func (o *exampleOffice) opens() (Actor, hinterland.Reason) {
	o.t.Helper()
	actor, err := o.KeyHolder(o.t.Context(), secret)
	var r *hinterland.Refusal
	if errors.As(err, &r) {
		return actor, r.Reason
	}
	if err != nil {
		o.t.Fatal(err)
	}
	return actor, ""
}

const aDelivery = `{"agreement":"5","item":1,"day":"2026-11-20","quantity":"1"}`

func TestAKeyDoesWhatItsPostAllowsAndIsToldInTheJournal(t *testing.T) {
	o := openExample(t)
	by, maker := o.keyed("clerk", "act", "2027-11-25")
	if actor, reason := o.opens(); actor != by || reason != "" {
		t.Errorf("it opens for %v: %s", actor, reason)
	}
	o.must(o.keeper, "give-post",
		`{"person":"3","party":"coop","duty":"signatory","from":"2026-01-01"}`)
	e := o.must(by, "record-delivery", aDelivery)
	if e.By != maker.Person || e.For != "coop" || e.Through != by.Key {
		t.Errorf("it is told as %+v", e)
	}
	r := o.refuses(by, "assent",
		`{"agreement":"5","version":1,"party":"coop","digest":"`+exampleDigest+`"}`, "act.denied")
	if r.Args["duties"] != "signatory" {
		t.Errorf("another post of the same person counts: %v", r.Args)
	}
	o.must(maker, "assent",
		`{"agreement":"5","version":1,"party":"coop","digest":"`+exampleDigest+`"}`)
	o.refuses(by, "make-key", `{"post":"7","title":"Next","may":"act","last":"2027-01-01",`+
		`"digest":"`+exampleToken+`"}`, "key.chain")
	o.refuses(by, "batch", `{"acts":[{"kind":"make-key","body":{"post":"7","title":"Next",`+
		`"may":"act","last":"2027-01-01","digest":"`+exampleToken+`"}}]}`, "key.chain")
	o.audited()
}

func TestAKeyThatReadsDoesNothing(t *testing.T) {
	o := openExample(t)
	by, _ := o.keyed("clerk", "read", "2026-11-25")
	o.refuses(by, "record-delivery", aDelivery, "key.reads")
	o.refuses(by, "undo", `{"entry":6}`, "key.reads")
	o.refuses(by, "batch", `{"acts":[{"kind":"record-delivery","body":`+aDelivery+`}]}`,
		"key.reads")
	err := o.View(t.Context(), by, func(v *View) error {
		_, err := v.Agreement(hinterland.MakeID[hinterland.Agreement](5, 0))
		return err
	})
	if err != nil {
		t.Errorf("it does not read: %v", err)
	}
}

// TestAKeyEnds walks the ways in which one does. After each it opens nothing, and
// whoever has come in by it before does nothing more.
func TestAKeyEnds(t *testing.T) {
	for reason, end := range map[hinterland.Reason]func(*exampleOffice, Actor){
		"key.revoked": func(o *exampleOffice, maker Actor) {
			o.must(maker, "revoke-key", `{"key":"8"}`)
			o.refuses(maker, "revoke-key", `{"key":"8"}`, "key.back")
		},
		"key.ended": func(o *exampleOffice, _ Actor) {
			o.must(o.keeper, "end-post", `{"post":"7","last":"2026-11-24","base":7}`)
		},
		"": func(o *exampleOffice, _ Actor) {
			o.must(o.keeper, "end-post", `{"post":"7","last":"2026-11-25","base":7}`)
		},
	} {
		t.Run(string(reason), func(t *testing.T) {
			o := openExample(t)
			by, maker := o.keyed("clerk", "act", "2026-12-31")
			end(o, maker)
			if _, got := o.opens(); got != reason {
				t.Errorf("it is refused for %q, want %q", got, reason)
			}
			if reason == "" {
				return
			}
			o.refuses(by, "record-delivery", aDelivery, "act.denied")
			err := o.View(t.Context(), by, func(*View) error { return nil })
			if !isRefusal(err, hinterland.Denied) {
				t.Errorf("it still reads: %v", err)
			}
		})
	}
}

func TestAKeyEndsWithItsDayAndWithWhatIsSaidOfItsPerson(t *testing.T) {
	o := openExample(t)
	k := hinterland.Key{Last: 20_000}
	if k.Over(20_000) != nil || k.Over(20_001) == nil {
		t.Error("its last day is not its last")
	}
	o.keyed("clerk", "act", "2026-12-31")
	o.must(o.keeper, "give-post",
		`{"person":"3","party":"coop","duty":"signatory","from":"2026-01-01"}`)
	o.must(o.keeper, "make-key", `{"post":"1-2","title":"Other","may":"act",`+
		`"last":"2026-12-31","digest":"`+exampleToken+`"}`)
	signatory := Actor{Person: hinterland.MakeID[hinterland.Person](3, 0), Party: "coop"}
	o.must(signatory, "erase-person", `{"person":"3","reason":"Asked for it","base":3}`)
	if _, reason := o.opens(); reason != "key.revoked" {
		t.Errorf("it is refused for %q", reason)
	}
	if _, err := o.KeyHolder(t.Context(), exampleToken); err != nil {
		t.Errorf("another's key has ended too: %v", err)
	}
	o.audited()
}

func TestNobodyMakesOrSeesKeysOfOthers(t *testing.T) {
	o := openExample(t)
	by, maker := o.keyed("clerk", "act", "2026-12-31")
	const body = `"title":"Mine","may":"act","last":"2026-12-31","digest":"` + exampleToken + `"}`
	o.refuses(maker, "make-key", `{"post":"1-2",`+body, "act.denied")
	o.refuses(o.keeper, "make-key", `{"post":"7",`+body, "act.denied")
	o.must(o.keeper, "give-post",
		`{"person":"1","party":"coop","duty":"liaison","from":"2026-01-01"}`)
	inCoop := Actor{Person: o.keeper.Person, Party: "coop"}
	o.refuses(inCoop, "make-key", `{"post":"7",`+body, "key.post")
	o.refuses(o.keeper, "revoke-key", `{"key":"8"}`, "key.unknown")
	for actor, want := range map[Actor]int{o.keeper: 0, inCoop: 1, maker: 1, by: 1} {
		err := o.View(t.Context(), actor, func(v *View) error {
			keys, err := v.Keys()
			if len(keys) != want {
				t.Errorf("%v sees %d keys, want %d", actor, len(keys), want)
			}
			if _, one := v.Key(by.Key); (one == nil) != (want == 1) {
				t.Errorf("%v meets it: %v", actor, one)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
	made, back := by.Key.Act(), o.must(inCoop, "revoke-key", `{"key":"8"}`).Number
	for actor, want := range map[Actor]bool{o.keeper: false, inCoop: true} {
		for _, number := range []int64{made, back} {
			if _, _, told := o.sees(actor, 5, number); told != want {
				t.Errorf("%v is told entry %d: %v", actor, number, told)
			}
		}
	}
	o.audited()
}

func TestTheLastDayOfAKeyIsWithinAYear(t *testing.T) {
	o := openExample(t)
	body := func(last, digest string) string {
		return `{"post":"1-2","title":"Stock","may":"act","last":"` + last + `","digest":"` +
			digest + `"}`
	}
	o.refuses(o.keeper, "make-key", body("2026-11-24", secret), "key.last")
	o.refuses(o.keeper, "make-key", body("2027-11-26", secret), "key.last")
	o.refuses(o.keeper, "make-key", body("2027-11-25", strings.ToUpper(secret)), "key.digest")
	o.refuses(o.keeper, "make-key", strings.Replace(body("2027-11-25", secret), `"act"`, `"sign"`,
		1), "key.may")
	o.must(o.keeper, "make-key", body("2027-11-25", secret))
	o.refuses(o.keeper, "make-key", body("2026-11-25", secret), "key.taken")
	if _, err := o.KeyHolder(t.Context(), exampleToken); !isRefusal(err, hinterland.NotFound) {
		t.Errorf("a secret of nobody: %v", err)
	}
}
