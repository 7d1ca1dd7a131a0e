package office

import (
	"fmt"
	"strings"
	"testing"

	"hinterland"
)

// A deal is an example office whose agreement with the co-operative is in
// force, both having signed in to assent, and a mill that is none of theirs.
type deal struct {
	*neighbourhood
	signs map[hinterland.PartyCode]Actor
}

func openDeal(t *testing.T) *deal {
	t.Helper()
	d := &deal{openNeighbourhood(t), map[hinterland.PartyCode]Actor{}}
	for party, person := range map[hinterland.PartyCode]hinterland.ID[hinterland.Person]{
		"coop": d.coop.Person, "mill": d.mill.Person,
	} {
		d.must(d.keeper, "give-post", `{"person":"`+person.String()+`","party":"`+string(party)+
			`","duty":"signatory","from":"2026-01-01"}`)
		d.signs[party] = Actor{Person: person, Party: party}
	}
	d.signs["office"] = d.keeper
	d.assents("office", 1, exampleDigest)
	d.assents("coop", 1, exampleDigest)
	return d
}

// assents gives a party's word to a version.
func (d *deal) assents(party hinterland.PartyCode, version int, digest string) {
	d.t.Helper()
	d.must(d.signs[party], "assent", fmt.Sprintf(
		`{"agreement":"5","version":%d,"party":"%s","digest":"%s"}`, version, party, digest))
}

// base is the entry that last changed the agreement.
func (d *deal) base() string {
	d.t.Helper()
	var base int64
	err := d.View(d.t.Context(), d.keeper, func(v *View) (err error) {
		base, err = v.Base(&EndAgreement{Agreement: hinterland.MakeID[hinterland.Agreement](5, 0)})
		return err
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return hinterland.FormatDecimal(base, 0)
}

// amend proposes terms of an office's with other parties in the place of the
// co-operative, and returns the text's digest.
func (d *deal) amend(version int, replace ...string) string {
	d.t.Helper()
	terms := strings.NewReplacer(replace...).Replace(exampleTerms(`"agreement":"5","base":` +
		d.base() + `,`))
	d.must(d.keeper, "amend-agreement", terms)
	text := ""
	err := d.View(d.t.Context(), d.keeper, func(v *View) error {
		a, err := v.Agreement(hinterland.MakeID[hinterland.Agreement](5, 0))
		if err == nil {
			text = a.Versions[version-1].Digest
		}
		return err
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return text
}

// withMill puts the mill in the place of the co-operative.
func withMill() []string {
	return []string{
		`["office","coop"]`, `["office","mill"]`, `"from":"coop"`, `"from":"mill"`,
		`"number":1`, `"number":2`,
	}
}

func TestNobodyIsPutOutOfAnAgreementWithoutTheirAssent(t *testing.T) {
	d := openDeal(t)
	d.must(d.coop, "reverse-event", `{"event":"6","reason":"Never sent"}`)
	digest := d.amend(2, withMill()...)
	d.assents("office", 2, digest)
	d.assents("mill", 2, digest)
	if a := d.dossier(); a.InForce != 1 || fmt.Sprint(a.Latest().Missing()) != "[coop]" {
		t.Fatalf("version %d is in force, missing %v", a.InForce, a.Latest().Missing())
	}
	d.assents("coop", 2, digest)
	if a := d.dossier(); a.InForce != 2 || len(a.Latest().Missing()) != 0 {
		t.Fatalf("version %d is in force, missing %v", a.InForce, a.Latest().Missing())
	}

	t.Run("who has left still sees, and acts no more", func(t *testing.T) {
		d.look(d.signs["coop"], "5", func(v *View) (any, error) {
			a, err := v.Agreement(hinterland.MakeID[hinterland.Agreement](5, 0))
			return a.ID, err
		})
		d.refuses(d.signs["coop"], "end-agreement", `{"agreement":"5","last":"2026-12-01",`+
			`"reason":"x","base":`+d.base()+`}`, "act.denied")
		d.refuses(d.coop, "record-delivery",
			`{"agreement":"5","item":1,"day":"2026-11-20","quantity":"1"}`, "item.ceiling")
	})
	d.audited()
}

func TestWhoALapsedVersionNamedIsAStrangerAgain(t *testing.T) {
	d := openDeal(t)
	d.must(d.coop, "reverse-event", `{"event":"6","reason":"Never sent"}`)
	d.amend(2, withMill()...)
	mill := d.signs["mill"]
	seen := func(v *View) (any, error) {
		all, err := v.Agreements("", 0, 9)
		return len(all), err
	}
	d.look(mill, "2", seen)
	end := func() string {
		return `{"agreement":"5","last":"2026-12-01","reason":"x","base":` + d.base() + `}`
	}
	r := d.refuses(mill, "end-agreement", end(), "act.denied")
	if r.Args["party"] == mill.Party {
		t.Error("who is only proposed could end what binds others")
	}
	d.amend(3)
	d.look(mill, "1", seen)
	d.refuses(mill, "end-agreement", end(), "agreement.unknown")
	d.refuses(mill, "amend-agreement", exampleTerms(`"agreement":"5","base":`+d.base()+`,`),
		"agreement.unknown")
	d.audited()
}

func TestAnEndingIsOnlyBroughtForward(t *testing.T) {
	d := openDeal(t)
	end := func(last string) string {
		return `{"agreement":"5","last":"` + last + `","reason":"x","base":` + d.base() + `}`
	}
	d.must(d.keeper, "end-agreement", end("2026-11-30"))
	for _, last := range []string{"2026-11-30", "2026-12-01", "2199-12-31"} {
		r := d.refuses(d.signs["coop"], "end-agreement", end(last), "agreement.ends")
		if fmt.Sprint(r.Args["last"]) != "2026-11-30" || r.At.Column != "last" {
			t.Errorf("%s: got %v at %v", last, r.Args, r.At)
		}
	}
	d.must(d.signs["coop"], "end-agreement", end("2026-11-29"))
}

func TestAPartyWithAnAccountAssentsByItself(t *testing.T) {
	o := openExample(t)
	paper := `{"agreement":"5","version":1,"party":"coop","digest":"` + exampleDigest +
		`","document":"scan.pdf"}`
	signatory := o.giveAccount("signatory")
	r := o.refuses(o.keeper, "record-paper-assent", paper, "act.denied")
	if r.Args["party"] != signatory.Party || r.Args["holders"] != signatory.Person.String() {
		t.Errorf("got %v", r.Args)
	}
}

func TestNobodyMakesThemselvesKeeper(t *testing.T) {
	o := openExample(t)
	signatory := o.giveAccount("signatory")
	keeper := `{"person":"3","party":"coop","duty":"keeper","from":"2026-01-01"}`
	o.refuses(signatory, "give-post", keeper, "act.denied")
	o.must(signatory, "give-post", strings.Replace(keeper, "keeper", "clerk", 1))
	other := o.must(o.keeper, "register-person", `{"name":"Another"}`)
	e := o.must(o.keeper, "give-post", strings.Replace(keeper, `"3"`,
		`"`+hinterland.MakeID[hinterland.Person](other.Act, 0).String()+`"`, 1))
	post := hinterland.MakeID[hinterland.Post](e.Act, 0).String()
	o.refuses(signatory, "end-post",
		fmt.Sprintf(`{"post":"%s","last":"2026-12-31","base":%d}`, post, e.Number), "act.denied")
}

func TestAPostIsGivenOnlyToWhomOneMaySee(t *testing.T) {
	n := openNeighbourhood(t)
	e := n.must(n.keeper, "register-person", `{"name":"Somebody","phone":"1"}`)
	person := hinterland.MakeID[hinterland.Person](e.Act, 0).String()
	give := func(person string) string {
		return `{"person":"` + person + `","party":"mill","duty":"clerk","from":"2027-01-01"}`
	}
	n.must(n.keeper, "give-post", `{"person":"`+n.mill.Person.String()+
		`","party":"mill","duty":"signatory","from":"2026-01-01"}`)
	n.refuses(n.mill, "give-post", give(person), "person.unknown")
	n.refuses(n.mill, "give-post", give("1"), "person.unknown")
	n.must(n.mill, "give-post", give(n.coop.Person.String())) // of a party that it deals with
	e = n.must(n.mill, "register-person", `{"name":"Their own"}`)
	n.must(n.mill, "give-post", give(hinterland.MakeID[hinterland.Person](e.Act, 0).String()))
}

func TestAnAgreementOfOthersIsNotThere(t *testing.T) {
	n := openNeighbourhood(t)
	for kind, body := range map[string]string{
		"record-delivery": `{"agreement":"5","item":1,"day":"2026-11-20","quantity":"1"}`,
		"end-agreement":   `{"agreement":"5","last":"2026-12-01","reason":"x","base":5}`,
		"amend-agreement": exampleTerms(`"agreement":"5","base":5,`),
		"record-paper-assent": `{"agreement":"5","version":1,"party":"coop","digest":"` +
			exampleDigest + `","document":"x"}`,
	} {
		n.refuses(n.mill, kind, body, "agreement.unknown")
	}
	n.refuses(n.mill, "reverse-event", `{"event":"6","reason":"x"}`, "event.unknown")
	n.refuses(n.mill, "record-receipt", `{"delivery":"6","day":"2026-11-21","received":"40"}`,
		"event.unknown")
}

func TestWhoHoldsNoPostLearnsNothingOfAnAgreement(t *testing.T) {
	n := openNeighbourhood(t)
	stranger := Actor{Person: n.mill.Person, Party: "coop"} // whose clerk it is not
	for _, agreement := range []string{"5", "99"} {
		r := n.refuses(stranger, "record-delivery", `{"agreement":"`+agreement+
			`","item":1,"day":"2026-11-20","quantity":"1"}`, "act.denied")
		if r.Args["duties"] != "clerk" || r.Args["holders"] != "" {
			t.Errorf("agreement %s: told of %v", agreement, r.Args)
		}
	}
	r := n.refuses(Actor{Person: n.mill.Person, Party: "office"}, "register-good",
		`{"code":"x","name":{"en":"X"},"unit":"t","decimals":0}`, "act.denied")
	if r.Args["holders"] != "1 1" {
		t.Errorf("whom to ask: %v", r.Args)
	}
}
