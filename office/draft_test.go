package office

import (
	"strings"
	"testing"
	"time"

	"hinterland"
)

// sees reports whether an actor sees an agreement, and in the journal an entry.
func (o *exampleOffice) sees(actor Actor, act, entry int64) (agreement, listed, told bool) {
	o.t.Helper()
	err := o.View(o.t.Context(), actor, func(v *View) error {
		_, err := v.Agreement(hinterland.MakeID[hinterland.Agreement](act, 0))
		agreement = err == nil
		all, err := v.Agreements("", 0, 100)
		for _, h := range all {
			listed = listed || h.ID == hinterland.MakeID[hinterland.Agreement](act, 0)
		}
		if err != nil {
			return err
		}
		entries, err := v.Entries(0, 100)
		for _, e := range entries {
			told = told || e.Number == entry
		}
		if _, refused := v.Entry(entry); refused == nil != told {
			o.t.Errorf("entry %d is listed: %v, shown: %v", entry, told, refused)
		}
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return agreement, listed, told
}

// TestADraftIsSeenByItsOwnPartyOnly drafts, rewrites and proposes, and looks for
// the draft with the eyes of the other side and of who keeps the region.
func TestADraftIsSeenByItsOwnPartyOnly(t *testing.T) {
	o := openExample(t)
	coop := o.giveAccount("clerk")
	mine := strings.Replace(exampleTerms(""), `["office","coop"]`, `["coop","office"]`, 1)
	drafted := o.must(coop, "draft-agreement", mine)
	number := hinterland.FormatDecimal(drafted.Act, 0)
	of := `"agreement":"` + number + `","base":`
	unseen := func(who string, actor Actor, entry int64) {
		t.Helper()
		if a, l, told := o.sees(actor, drafted.Act, entry); a || l || told {
			t.Errorf("%s sees a draft: %v, listed %v, told of %v", who, a, l, told)
		}
	}
	unseen("the other side", o.keeper, drafted.Number)
	if a, l, told := o.sees(coop, drafted.Act, drafted.Number); !a || !l || !told {
		t.Errorf("its own party sees it: %v, listed %v, told of %v", a, l, told)
	}
	o.refuses(o.keeper, "amend-agreement", exampleTerms(of+"0,"), "agreement.unknown")
	o.refuses(o.keeper, "drop-draft", "{"+of+"0}", "agreement.unknown")
	o.refuses(o.keeper, "drop-draft",
		"{"+of+hinterland.FormatDecimal(drafted.Number, 0)+"}", "agreement.unknown")
	step := `{"kind":"draft-agreement","body":` + mine + `}`
	o.refuses(coop, "batch", `{"acts":[`+step+`,{"kind":"propose-agreement","body":`+mine+`}]}`,
		"draft.alone")
	several := o.must(coop, "batch", `{"acts":[`+step+`,`+step+`]}`)
	unseen("the other side, of several,", o.keeper, several.Number)
	again := o.must(coop, "amend-agreement", strings.Replace(mine, "{",
		"{"+of+hinterland.FormatDecimal(drafted.Number, 0)+",", 1))
	proposed := o.must(coop, "propose-draft",
		"{"+of+hinterland.FormatDecimal(again.Number, 0)+"}")
	if a, l, told := o.sees(o.keeper, drafted.Act, proposed.Number); !a || !l || !told {
		t.Errorf("once it is proposed the other side sees it: %v, %v, %v", a, l, told)
	}
	if _, _, told := o.sees(o.keeper, drafted.Act, again.Number); told {
		t.Error("the other side is told of what it was as a draft")
	}
	back := o.must(coop, "undo",
		`{"entry":`+hinterland.FormatDecimal(proposed.Number, 0)+`}`)
	unseen("the other side, once it was taken back,", o.keeper, back.Number)
	o.audited()
}

// TestNothingBecomesLateWhileAnAgreementIsSuspended suspends over a date, lets
// the days pass, and lets it hold again early. 40 of 60 were sent for October:
// what had been late before stays so.
func TestNothingBecomesLateWhileAnAgreementIsSuspended(t *testing.T) {
	s := play(t, scene{hinterland.IsInForce, false})
	day := func(text string) {
		t.Helper()
		at, err := time.Parse("2006-01-02", text)
		if err != nil {
			t.Fatal(err)
		}
		s.Office.now = func() time.Time { return at.Add(4 * time.Hour) }
	}
	late := func(when string, want hinterland.Quantity) {
		t.Helper()
		day(when)
		if got := s.dossier().Items[0].Late; got != want*1000 {
			t.Errorf("on %s %d are late, want %d", when, got, want*1000)
		}
	}
	s.must(s.keeper, "suspend-agreement", s.body("suspend-agreement")) // to 20 December
	late("2026-11-26", 20)
	late("2026-12-16", 20)
	s.refuses(s.coop, "record-delivery", s.body("record-delivery"), "state.suspended")
	s.must(s.coop, "record-delivery",
		`{"agreement":"5","item":1,"day":"2026-11-24","quantity":"20"}`)
	s.must(s.keeper, "record-receipt", `{"delivery":"6","day":"2026-12-16","received":"40"}`)
	s.refuses(s.coop, "resume-agreement", s.body("resume-agreement"), "agreement.side")
	late("2026-12-20", 0) // it holds again, and is due today
	s.must(s.coop, "record-delivery", s.body("record-delivery"))
	late("2026-12-21", 59)
	s.refuses(s.coop, "record-delivery",
		`{"agreement":"5","item":1,"day":"2026-12-19","quantity":"1"}`, "state.suspended")
	s.audited()
}

// TestWhoSuspendedLetsItHoldAgain resumes early: what had been put off is due on
// that day.
func TestWhoSuspendedLetsItHoldAgain(t *testing.T) {
	s := play(t, scene{hinterland.IsSuspended, false})
	s.refuses(s.keeper, "suspend-agreement", strings.Replace(s.body("suspend-agreement"),
		"2026-12-20", s.today(), 1), "suspend.until")
	s.refuses(s.coop, "suspend-agreement", s.body("suspend-agreement"), "agreement.side")
	s.must(s.keeper, "resume-agreement", s.body("resume-agreement"))
	if got := s.stands(); got != hinterland.IsInForce {
		t.Errorf("it is %q", got)
	}
	s.must(s.coop, "record-delivery", s.body("record-delivery"))
}

// TestABestEffortIsNeverBroken misses one, and closes what was kept for it.
func TestABestEffortIsNeverBroken(t *testing.T) {
	s := play(t, scene{hinterland.IsProposed, false})
	amended := strings.Replace(s.body("amend-agreement"), `"effort":"firm"`, `"effort":"best"`, 1)
	s.must(s.keeper, "amend-agreement", amended)
	digest := s.dossier().Latest().Digest
	for party, by := range map[string]Actor{"office": s.keeper, "coop": s.coop} {
		s.must(by, "assent",
			`{"agreement":"5","version":2,"party":"`+party+`","digest":"`+digest+`"}`)
	}
	if p := s.dossier().Items[0]; p.Missed == 0 || p.Late > 0 || s.dossier().Suffers("office") {
		t.Error("nothing is missed, or somebody suffers from it")
	}
	s.refuses(s.keeper, "declare-breach", s.body("declare-breach"), "breach.late")
	s.must(s.coop, "close-agreement", s.body("close-agreement"))
}

func TestWhatIsFirmIsReceivedBeforeAnAgreementIsClosed(t *testing.T) {
	s := play(t, scene{hinterland.IsInForce, false})
	s.refuses(s.keeper, "close-agreement", s.body("close-agreement"), "close.floor")
	s.refuses(s.coop, "declare-breach", s.body("declare-breach"), "breach.late")
	s.deliver()
	s.must(s.coop, "close-agreement", s.body("close-agreement"))
	s.refuses(s.coop, "record-delivery", s.body("record-delivery"), "state.fulfilled")
	s.must(s.coop, "undo", `{"entry":`+s.baseOf()+`}`)
	if got := s.stands(); got != hinterland.IsInForce {
		t.Errorf("it is %q", got)
	}
}
