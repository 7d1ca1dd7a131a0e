package office

import (
	"fmt"
	"strings"
	"testing"

	"hinterland"
)

// attached is the body of an act that puts the example's file on a record.
func attached(noun hinterland.RecordKind, record string) string {
	return fmt.Sprintf(`{"noun":"%s","record":"%s","name":"a.pdf","file":"%s"}`, noun, record,
		exampleFile)
}

// Whoever is a party to a record puts files on it, whoever sees it sees them; to
// all others there is neither.
func TestFilesAreOfWhoeverTheirRecordIsOf(t *testing.T) {
	n := openHeld(t, december)
	scope := n.entries()[0].Act
	raised := n.must(n.coop, "raise-case",
		`{"party":"coop","agreement":"`+n.secret.String()+`","text":"x","deadline":"2026-12-09"}`)
	id := func(act int64) string { return fmt.Sprint(act) }
	delivery := id(n.secret.Act() + 1)
	const denied = "act.denied"
	for _, tt := range []struct {
		noun   hinterland.RecordKind
		record string
		keeper hinterland.Reason // what the office that keeps the region hears
		coop   hinterland.Reason
		mill   hinterland.Reason
	}{
		{hinterland.OnAgreement, n.secret.String(), "agreement.unknown", "", ""},
		{hinterland.OnEvent, delivery, "event.unknown", "", ""},
		{hinterland.OnCase, id(raised.Act), "", "", ""}, // which it sees
		{hinterland.OnScope, id(scope), "", denied, ""},
		{hinterland.OnParty, "coop", "", "", denied},
		{hinterland.OnAgreement, "5", "", "", "agreement.unknown"},
		{hinterland.OnFund, "99", "fund.unknown", "fund.unknown", "fund.unknown"},
		{hinterland.OnEvent, "99", "event.unknown", "event.unknown", "event.unknown"},
		{hinterland.OnParty, "x", "party.unknown", "party.unknown", "party.unknown"},
	} {
		record, _ := hinterland.ParseRecord(tt.noun, tt.record)
		for actor, reason := range map[Actor]hinterland.Reason{
			n.keeper: tt.keeper, n.coop: tt.coop, n.mill: tt.mill,
		} {
			if reason != "" {
				n.refuses(actor, "attach-file", attached(tt.noun, tt.record), reason)
			} else {
				n.must(actor, "attach-file", attached(tt.noun, tt.record))
			}
			err := n.View(t.Context(), actor, func(v *View) error {
				files, err := v.Files(record)
				if reason == "" && len(files) == 0 {
					t.Errorf("%s does not see its file on %s %s", actor.Party, tt.noun, tt.record)
				}
				return err
			})
			if sees := reason == "" || reason == denied; (err == nil) != sees {
				t.Errorf("%s looks for files on %s %s: %v", actor.Party, tt.noun, tt.record, err)
			}
		}
	}
	n.audited()
}

// another is the body of an act that puts a file on the co-operative which is on it
// by nobody else.
func (o *exampleOffice) another(n int) string {
	digest := o.comes(o.db, fmt.Sprintf("%%PDF-1.7 number %d", n))
	return strings.Replace(attached(hinterland.OnParty, "coop"), exampleFile, digest, 1)
}

func TestAFileThatIsTakenBackMakesRoom(t *testing.T) {
	o := openExample(t)
	var entries []hinterland.Entry
	for n := range 3 {
		entries = append(entries, o.must(o.keeper, "attach-file", o.another(n)))
	}
	o.must(o.keeper, "undo", undoOf(entries[1]))
	o.must(o.keeper, "attach-file", o.another(1))
	places := ""
	err := o.View(t.Context(), o.keeper, func(v *View) error {
		files, err := v.Files(hinterland.Record{Kind: hinterland.OnParty, Code: "coop"})
		for _, f := range files {
			places += fmt.Sprint(f.Ordinal, " ")
		}
		return err
	})
	if err != nil || places != "1 2 3 " {
		t.Errorf("places %s, %v", places, err)
	}
	for n := range hinterland.MaxAttached - 3 {
		o.must(o.keeper, "attach-file", o.another(3+n))
	}
	o.refuses(o.keeper, "attach-file", o.another(hinterland.MaxAttached), "file.many")
	o.audited()
}

// What one party has put on a record it does not put there again; the other side's
// word that it is the same paper is another matter.
func TestAPartyPutsAFileOnARecordOnce(t *testing.T) {
	n := openNeighbourhood(t)
	on := attached(hinterland.OnAgreement, n.secret.String())
	first := n.must(n.coop, "attach-file", on)
	n.refuses(n.coop, "attach-file", on, "file.twice")
	n.must(n.mill, "attach-file", on)
	n.must(n.coop, "undo", undoOf(first))
	n.must(n.coop, "attach-file", on)
	n.audited()
}

// What nobody else sees holds no files, and a file that has not come is none.
func TestADraftAndAFileThatIsNotThereHoldNothing(t *testing.T) {
	o := openExample(t)
	e := o.must(o.keeper, "draft-agreement", exampleTerms(""))
	o.refuses(o.keeper, "attach-file", attached(hinterland.OnAgreement, fmt.Sprint(e.Act)),
		"file.draft")
	o.refuses(o.keeper, "attach-file", `{"noun":"party","record":"coop","name":"a.pdf","file":"`+
		exampleDigest+`"}`, "scan.unknown")
	for _, odd := range []string{
		`{"noun":"good","record":"5","name":"a","file":"` + exampleFile + `"}`,
		`{"noun":"case","record":"x","name":"a","file":"` + exampleFile + `"}`,
		`{"noun":"case","record":"5","name":"","file":"` + exampleFile + `"}`,
		`{"noun":"case","record":"5","name":"a","file":"x"}`,
	} {
		if act, err := Decode("attach-file", []byte(odd)); err == nil && len(Faults(act)) != 1 {
			t.Errorf("%s: %v", odd, Faults(act))
		}
	}
}

// The word of another on paper rests on a scan, and on no workbook.
func TestAnotherToldAgreementRestsOnAScan(t *testing.T) {
	o := openDispute(t)
	agree := `{"case":"7","proposal":"8","party":"coop","document":"letter.pdf","file":"%s"}`
	text := o.comes(o.db, "品种,数量\n")
	r := o.refuses(o.keeper, "agree-closing", fmt.Sprintf(agree, text), "scan.type")
	if r.At.Column != "file" {
		t.Errorf("at %v", r.At)
	}
	o.must(o.keeper, "agree-closing", fmt.Sprintf(agree, exampleFile))
	f := o.caseIn(o.keeper, "7")
	if last := f.Remarks[len(f.Remarks)-1]; last.File != exampleFile || f.Open() {
		t.Errorf("the case is %+v", f)
	}
	o.audited()
}

// A record with files stays until they are taken back, and whoever sees it sees
// by whose entry they came.
func TestARecordWithFilesIsNotTakenBackBeforeThem(t *testing.T) {
	n := openNeighbourhood(t)
	sent := n.must(n.coop, "record-delivery", `{"agreement":"`+n.secret.String()+
		`","item":1,"day":"2026-11-21","quantity":"3"}`)
	put := n.must(n.mill, "attach-file", attached(hinterland.OnEvent, fmt.Sprint(sent.Act)))
	if put.About != n.secret {
		t.Errorf("the entry is about %v", put.About)
	}
	n.refuses(n.coop, "undo", undoOf(sent), "undo.used")
	for actor, sees := range map[Actor]bool{n.coop: true, n.mill: true, n.keeper: false} {
		err := n.View(t.Context(), actor, func(v *View) error {
			_, err := v.Entry(put.Number)
			return err
		})
		if (err == nil) != sees {
			t.Errorf("%s looks at the entry: %v", actor.Party, err)
		}
	}
	n.refuses(n.coop, "undo", undoOf(put), "act.denied")
	n.must(n.mill, "undo", undoOf(put))
	n.must(n.coop, "undo", undoOf(sent))
	n.audited()
}
