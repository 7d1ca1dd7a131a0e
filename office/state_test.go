package office

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"hinterland"
)

// A scene is a state in which an agreement stands, and, where that is open,
// whether the co-operative's assent alone is missing.
type scene struct {
	hinterland.State
	alone bool
}

// A staged is an example office with an agreement in some state: its number, and
// who acts beside the office, which drafted or proposed it and is given what is
// late: the co-operative, the other side, and the mill, which is no part of it.
type staged struct {
	*exampleOffice
	id         int64
	coop, mill Actor
}

// play opens one.
func play(t *testing.T, in scene) *staged {
	t.Helper()
	o := openExample(t)
	s := &staged{exampleOffice: o}
	s.coop = o.giveAccount("signatory")
	o.giveAccount("clerk")
	o.must(o.keeper, "register-party", `{"code":"mill","name":{"en":"Mill"}}`)
	for _, duty := range []string{"signatory", "clerk"} {
		o.must(o.keeper, "give-post",
			`{"person":"3","party":"mill","duty":"`+duty+`","from":"2026-01-01"}`)
	}
	s.mill = Actor{Person: s.coop.Person, Party: "mill"}
	s.id = 5
	switch in.State {
	case hinterland.NoAgreement, hinterland.IsDraft:
		s.id = o.must(o.keeper, "draft-agreement", exampleTerms("")).Act
		if in.State == hinterland.NoAgreement {
			o.must(o.keeper, "drop-draft", s.body("drop-draft"))
		}
		return s
	case hinterland.IsProposed:
		if in.alone {
			s.assent("office", o.keeper)
		}
		return s
	}
	s.assent("office", o.keeper)
	s.assent("coop", s.coop)
	switch in.State {
	case hinterland.IsSuspended:
		o.must(o.keeper, "suspend-agreement", s.body("suspend-agreement"))
	case hinterland.IsFulfilled:
		s.deliver()
		o.must(o.keeper, "close-agreement", s.body("close-agreement"))
	case hinterland.IsBreached:
		o.must(o.keeper, "declare-breach", s.body("declare-breach"))
	case hinterland.IsTerminated:
		o.must(o.keeper, "end-agreement", s.body("end-agreement"))
		s.Office.now = func() time.Time { return noon().AddDate(0, 0, 1) }
	}
	return s
}

func (s *staged) assent(party string, by Actor) {
	s.must(by, "assent", `{"agreement":"5","version":1,"party":"`+party+`","digest":"`+
		exampleDigest+`"}`)
}

// deliver has the firm floor sent and received.
func (s *staged) deliver() {
	s.must(s.keeper, "record-receipt", `{"delivery":"6","day":"2026-11-21","received":"40"}`)
	e := s.must(s.coop, "record-delivery",
		`{"agreement":"5","item":1,"day":"2026-11-20","quantity":"60"}`)
	s.must(s.keeper, "record-receipt", fmt.Sprintf(
		`{"delivery":"%d","day":"2026-11-21","received":"60"}`, e.Act))
}

// body is an act on the agreement, on what stands now.
func (s *staged) body(kind string) string {
	s.t.Helper()
	of := `{"agreement":"` + strconv.FormatInt(s.id, 10) + `"`
	based := of + `,"base":` + s.baseOf()
	switch kind {
	case "draft-agreement", "propose-agreement":
		return exampleTerms("")
	case "amend-agreement":
		return exampleTerms(based[1:] + ",")
	case "offer-assent-link":
		return of + `,"version":1,"party":"coop","digest":"` + exampleDigest + `","code":"` +
			exampleCode + `","last":"2026-12-09"}`
	case "assent":
		return of + `,"version":1,"party":"PARTY","digest":"` + exampleDigest + `"}`
	case "record-delivery":
		return of + `,"item":1,"day":"` + s.today() + `","quantity":"1"}`
	case "suspend-agreement":
		return based + `,"until":"2026-12-20","reason":"Flood"}`
	case "declare-breach":
		return based + `,"reason":"Late"}`
	case "end-agreement":
		return based + `,"last":"` + s.today() + `","reason":"Over"}`
	}
	return based + "}" // drop-draft, propose-draft, resume-agreement, close-agreement
}

// today is the day of the office; at noon it is the same everywhere.
func (s *staged) today() string { return s.Office.now().Format("2006-01-02") }

// baseOf is the entry that last changed the agreement.
func (s *staged) baseOf() string {
	s.t.Helper()
	base := int64(0)
	err := s.records.Read(s.t.Context(), func(tx hinterland.Tx) (err error) {
		base, err = tx.Last(rowOf("agreement",
			int64(hinterland.MakeID[hinterland.Agreement](s.id, 0))))
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return hinterland.FormatDecimal(base, 0)
}

// stands is the state that the records have on the office's day.
func (s *staged) stands() hinterland.State {
	s.t.Helper()
	var state hinterland.State
	err := s.records.Read(s.t.Context(), func(tx hinterland.Tx) error {
		a, err := tx.Agreement(hinterland.MakeID[hinterland.Agreement](s.id, 0))
		if isRefusal(err, hinterland.NotFound) {
			return nil
		}
		charter, _ := tx.Charter()
		today, _ := charter.Today(hinterland.InstantOf(s.Office.now()))
		state = a.On(today)
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return state
}

// footings are how each party stands to the agreement of a scene.
func footings(in scene) map[hinterland.PartyCode]hinterland.Footing {
	const member = hinterland.Member | hinterland.Binding
	switch in.State {
	case hinterland.NoAgreement:
		return nil
	case hinterland.IsDraft:
		return map[hinterland.PartyCode]hinterland.Footing{"office": member}
	case hinterland.IsProposed:
		if in.alone {
			return map[hinterland.PartyCode]hinterland.Footing{
				"office": member, "coop": member | hinterland.LastMissing,
			}
		}
		return map[hinterland.PartyCode]hinterland.Footing{
			"office": member | hinterland.Missing, "coop": member | hinterland.Missing,
		}
	case hinterland.IsSuspended:
		return map[hinterland.PartyCode]hinterland.Footing{
			"office": member | hinterland.Pauser | hinterland.Sufferer, "coop": member,
		}
	}
	return map[hinterland.PartyCode]hinterland.Footing{
		"office": member | hinterland.Sufferer, "coop": member,
	}
}

// TestEveryActOfEverySideDoesWhatTheTableOfStatesSays walks state × act × side
// through the door. What another table or rule refuses beside it is listed.
func TestEveryActOfEverySideDoesWhatTheTableOfStatesSays(t *testing.T) {
	acts := map[string]bool{}
	for _, step := range hinterland.Steps() {
		acts[step.Act] = true
	}
	scenes := []scene{{hinterland.IsProposed, true}}
	met := map[hinterland.State]bool{}
	for _, step := range hinterland.Steps() {
		if !met[step.To] {
			scenes = append(scenes, scene{step.To, false})
		}
		met[step.To] = true
	}
	for _, in := range scenes {
		t.Run(fmt.Sprint(in.State, in.alone), func(t *testing.T) {
			t.Parallel()
			s := play(t, in)
			for act := range acts {
				if act == "draft-agreement" || act == "propose-agreement" {
					continue // they begin another one, whatever there is
				}
				for _, party := range []hinterland.PartyCode{"office", "coop", "mill"} {
					if s.walk(act, party, in) {
						s = play(t, in)
					}
				}
			}
		})
	}
}

// otherwise is what is refused by another rule than the table: the delivery is
// the co-operative's word, which has an account; a link is for who has none; and
// the floor has not been received.
func otherwise(act string, party hinterland.PartyCode, state hinterland.State) bool {
	switch act {
	case "record-delivery":
		return party != "coop"
	case "offer-assent-link":
		return true
	case "close-agreement":
		return state != hinterland.IsFulfilled
	}
	return false
}

// walk does an act of a party, holds what comes of it to the table, and tells
// whether it was done.
func (s *staged) walk(act string, party hinterland.PartyCode, in scene) bool {
	s.t.Helper()
	actor := map[hinterland.PartyCode]Actor{
		"office": s.keeper, "coop": s.coop, "mill": s.mill,
	}[party]
	if got := s.stands(); got != in.State {
		s.t.Fatalf("the scene is %q, not %q", got, in.State)
	}
	body := strings.Replace(s.body(act), "PARTY", string(party), 1)
	want, refusal := in.After(act, footings(in)[party])
	done := refusal == nil && !otherwise(act, party, in.State)
	if !done || act == "end-agreement" { // which comes when the day is over
		want = in.State
	}
	_, err := s.Do(s.t.Context(), s.ask(actor, act, body))
	if (err == nil) != done || err != nil && refusalIn(err) == nil {
		s.t.Errorf("%s of %s: %v; the table says %q, %v", act, party, err, want, refusal)
	}
	if got := s.stands(); got != want {
		s.t.Errorf("%s of %s: it is %q, want %q", act, party, got, want)
	}
	return err == nil
}
