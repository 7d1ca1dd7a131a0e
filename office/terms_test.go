package office

import (
	"strings"
	"testing"
	"time"

	"hinterland"
)

func TestTermsAreCheckedWhenTheyAreProposedWhateverIsInForce(t *testing.T) {
	d := openDeal(t)
	amend := func(replace ...string) string {
		return strings.NewReplacer(replace...).Replace(
			exampleTerms(`"agreement":"5","base":` + d.base() + `,`))
	}
	for name, tt := range map[string]struct {
		body   string
		reason hinterland.Reason
		column string
	}{
		"a good that is not there": {
			amend(`"good":"ramie"`, `"good":"straw"`), "good.unknown", "items.1.good",
		},
		"a party that is not there": {
			amend(`["office","coop"]`, `["office","coop","nobody"]`), "party.unknown", "parties.3",
		},
		"a floor that is no number": {
			amend(`"floor":"100"`, `"floor":"abc"`), "number.form", "items.1.floor",
		},
		"a step too fine for the good": {
			amend(`"quantity":"60"},{`, `"quantity":"60.0001"},{`), "number.places",
			"items.1.schedule.1.quantity",
		},
		"another good for the same item": {
			amend(`"good":"ramie"`, `"good":"hemp"`), "item.other", "items.1",
		},
	} {
		t.Run(name, func(t *testing.T) {
			if name == "another good for the same item" {
				d.must(d.keeper, "register-good",
					`{"code":"hemp","name":{"en":"Hemp"},"unit":"t","decimals":3}`)
			}
			if r := d.refuses(d.keeper, "amend-agreement", tt.body, tt.reason); r.At.Column !=
				tt.column {
				t.Errorf("told at %q, want %q", r.At.Column, tt.column)
			}
		})
	}
}

func TestEveryFaultyItemIsToldAtOnce(t *testing.T) {
	o := openExample(t)
	second := strings.NewReplacer(`"number":1`, `"number":2`, `"floor":"100"`, `"floor":"x"`).
		Replace(exampleTerms("")[strings.Index(exampleTerms(""), `{"number":1`):])
	terms := strings.Replace(exampleTerms(""), `"floor":"100"`, `"floor":"y"`, 1)
	terms = strings.TrimSuffix(terms, "]}") + "," + second
	act, err := Decode("propose-agreement", []byte(terms))
	if err != nil {
		t.Fatal(err)
	}
	_, err = o.Do(t.Context(), Request{Actor: o.keeper, Act: act})
	var columns []string
	for _, r := range refusalsIn(err) {
		columns = append(columns, r.At.Column)
	}
	if got := strings.Join(columns, " "); got != "items.1.floor items.2.floor" {
		t.Errorf("told at %q: %v", got, err)
	}
}

func TestADateWhoseDeliveryWasTakenBackCanBeDropped(t *testing.T) {
	o := openExample(t)
	o.must(o.keeper, "reverse-event", `{"event":"6","reason":"Wrong"}`)
	o.must(o.keeper, "amend-agreement", strings.NewReplacer(
		`"due":"2026-10-31"`, `"due":"2026-10-30"`).
		Replace(exampleTerms(`"agreement":"5","base":5,`)))
	if got, want := o.stands(),
		"promised 120 due 60 late 0 open 120 transit 0 received 0: 0/0 0/0"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	o.audited()
}

func TestNothingIsSentOfAnItemThatWasDropped(t *testing.T) {
	d := openDeal(t)
	digest := d.amend(2, `"number":1`, `"number":2`)
	d.assents("office", 2, digest)
	d.assents("coop", 2, digest)
	d.refuses(d.coop, "record-delivery",
		`{"agreement":"5","item":1,"day":"2026-11-20","quantity":"1"}`, "item.ceiling")
	d.must(d.coop, "record-delivery",
		`{"agreement":"5","item":2,"day":"2026-11-20","quantity":"1"}`)
	d.must(d.keeper, "record-receipt", `{"delivery":"6","day":"2026-11-21","received":"40"}`)
	d.audited()
}

// TestADeliveryFallsUnderTheTextWhoseItemsThereAre amends the first day of
// terms that nobody has assented to.
func TestADeliveryFallsUnderTheTextWhoseItemsThereAre(t *testing.T) {
	o := openExample(t)
	o.must(o.keeper, "amend-agreement", strings.NewReplacer(
		`"from":"2026-01-01"`, `"from":"2025-12-01"`).
		Replace(exampleTerms(`"agreement":"5","base":5,`)))
	o.must(o.keeper, "record-delivery",
		`{"agreement":"5","item":1,"day":"2025-12-24","quantity":"1"}`)
	o.refuses(o.keeper, "record-delivery",
		`{"agreement":"5","item":1,"day":"2025-11-30","quantity":"1"}`, "event.before")
}

// TestAPreviewIsGoodUntilTheDayIsOver agrees to what was shown later and later.
func TestAPreviewIsGoodUntilTheDayIsOver(t *testing.T) {
	for _, tt := range []struct {
		name  string
		shown time.Time
		later time.Duration
		good  bool
	}{
		{"at once", noon(), 0, true},
		{"two hours later", noon(), 2 * time.Hour, true},
		{"more than two hours later", noon(), 2*time.Hour + time.Second, false},
		{"before midnight", noon().Add(11 * time.Hour), time.Hour - time.Second, true},
		{"after midnight", noon().Add(11 * time.Hour), time.Hour, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o := openExample(t)
			now := tt.shown
			o.Office.now = func() time.Time { return now }
			r := o.ask(o.keeper, "register-party", `{"code":"mill","name":{"en":"Mill"}}`)
			seen, err := o.Preview(t.Context(), r)
			if err != nil {
				t.Fatal(err)
			}
			now, r.Seen = now.Add(tt.later), &seen
			e, err := o.Do(t.Context(), r)
			if (err == nil) != tt.good || err == nil && e.At != hinterland.InstantOf(now) {
				t.Errorf("done at %v: %v", e.At.Time(), err)
			}
		})
	}
}

// TestWhatWentBeyondTheScheduleCountsOnceThereIsRoom sends more than is due,
// and makes room for it in each of the ways in which room comes about.
func TestWhatWentBeyondTheScheduleCountsOnceThereIsRoom(t *testing.T) {
	o := openExample(t) // 40 of 60 and 60 are sent, up to 150
	o.must(o.keeper, "record-delivery",
		`{"agreement":"5","item":1,"day":"2026-11-20","quantity":"110"}`)
	step := func(kind, body, want string) hinterland.Entry {
		t.Helper()
		e := o.must(o.keeper, kind, body)
		if got := o.stands(); got != want {
			t.Errorf("after %s %s:\ngot  %s\nwant %s", kind, body, got, want)
		}
		return e
	}
	receipt := step("record-receipt", `{"delivery":"6","day":"2026-11-21","received":"20",`+
		`"short":"20","reason":"Scales"}`,
		"promised 120 due 60 late 0 open 0 transit 110 received 20: 60/20 60/0")
	step("reverse-event", `{"event":"`+
		hinterland.MakeID[hinterland.Event](receipt.Act, 0).String()+`","reason":"Counted again"}`,
		"promised 120 due 60 late 0 open 0 transit 150 received 0: 60/0 60/0")
	step("reverse-event", `{"event":"6","reason":"Never left"}`,
		"promised 120 due 60 late 0 open 10 transit 110 received 0: 60/0 50/0")
	o.audited()
}

// TestATextKeepsTheNamesThatItWasAssentedToWith gives a party and a good of an
// agreement other names.
func TestATextKeepsTheNamesThatItWasAssentedToWith(t *testing.T) {
	o := openExample(t)
	o.must(o.keeper, "name-party", `{"code":"coop","name":{"en":"Another"},"base":2}`)
	first := o.dossier().Versions[0]
	if got := first.Called.Parties[1].Name.English; got != "Co-operative" {
		t.Errorf("the first text calls it %s", got)
	}
	o.must(o.keeper, "amend-agreement", exampleTerms(`"agreement":"5","base":5,`))
	texts := o.dossier().Versions
	if texts[0].Digest != first.Digest || texts[1].Called.Parties[1].Name.English != "Another" {
		t.Errorf("the second text calls it %v", texts[1].Called.Parties)
	}
	if texts[1].Digest == first.Digest {
		t.Error("two texts with different names have one digest")
	}
}
