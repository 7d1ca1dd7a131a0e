package office

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"hinterland"
)

// said is what is said of person 3 anywhere beside the records.
func (o *exampleOffice) said() []string {
	o.t.Helper()
	var found []string
	err := o.records.Read(o.t.Context(), func(tx hinterland.Tx) error {
		heads, err := tx.Entries(0, 1000)
		for _, head := range heads {
			act, err := Decode(head.Kind, head.Body)
			if err != nil {
				return err
			}
			if err := unseal(tx, act); err != nil {
				return err
			}
			for _, p := range personals(act) {
				if !p.IsToken() && *p != "" && *p != "Li Ming" {
					found = append(found, string(*p))
				}
			}
		}
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return found
}

func TestNothingIsSaidOfAPersonWhoHasBeenErased(t *testing.T) {
	o := openExample(t)
	actor := o.giveAccount("clerk")
	e := o.must(o.keeper, "describe-person",
		`{"person":"3","name":"Wang Fangfang","mail":"w@example.org","base":3}`)
	e = o.must(o.keeper, "describe-person", fmt.Sprintf(
		`{"person":"3","name":"Wang F.","phone":"0731","base":%d}`, e.Number))
	got := o.said()
	slices.Sort(got)
	want := "0731 Wang F. Wang Fang Wang Fangfang w@example.org"
	if text := strings.Join(got, " "); text != want {
		t.Fatalf("before, %q is said, want %q", text, want)
	}
	erase := fmt.Sprintf(`{"person":"3","reason":"Asked for it","base":%d}`, e.Number)
	before := o.state()
	r := o.ask(o.keeper, "erase-person", erase)
	if p, err := o.Preview(t.Context(), r); err != nil || len(p.Changes) != 2 {
		t.Fatalf("the preview is %v, %v", p, err)
	}
	if got := o.said(); len(got) != 5 || len(o.state()) != len(before) {
		t.Fatalf("the preview has erased: %q is left", got)
	}
	e = o.must(o.keeper, "erase-person", erase)
	if got := o.said(); len(got) != 0 {
		t.Errorf("%q is said still", got)
	}
	o.audited()
	post := o.state()[`post[`+fmt.Sprint(postOf(t, e))+`]`]
	if !strings.Contains(post, `"to_day":20783`) { // 2026-11-26 is the first day after
		t.Errorf("the post is %s", post)
	}
	o.must(actor, "register-good", `{"code":"last","name":{"en":"On the last day"},`+
		`"unit":"t","decimals":0}`)
	err := o.View(t.Context(), o.keeper, func(v *View) error {
		may, err := v.MayInvite(actor.Person, false)
		name, failed := v.Name(actor.Person)
		if may || name != "" || failed != nil {
			t.Errorf("may be invited: %t, is called %q, %v", may, name, failed)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	last := fmt.Sprintf(`"base":%d}`, e.Number)
	for kind, body := range map[string]string{
		"erase-person":    `{"person":"3","reason":"x",` + last,
		"describe-person": `{"person":"3","name":"Wang Fang",` + last,
		"give-post":       `{"person":"3","party":"coop","duty":"liaison","from":"2026-01-01"}`,
	} {
		o.refuses(o.keeper, kind, body, "person.erased")
	}
	for entry, reason := range map[int64]hinterland.Reason{
		3: "undo.later", e.Number: "undo.erased", e.Number - 1: "undo.later",
	} {
		o.refuses(o.keeper, "undo", fmt.Sprintf(`{"entry":%d}`, entry), reason)
	}
}

// postOf is the key of the one post that an entry changed.
func postOf(t *testing.T, e hinterland.Entry) string {
	t.Helper()
	for _, c := range e.Changes {
		if c.Table == "post" {
			return strings.Trim(c.Key, "[]")
		}
	}
	t.Fatal("no post was ended")
	return ""
}

func TestPostsOfAnErasedPersonEndToday(t *testing.T) {
	o := openExample(t)
	give := func(duty, from, last string) {
		t.Helper()
		o.must(o.keeper, "give-post", fmt.Sprintf(
			`{"person":"3","party":"coop","duty":"%s","from":"%s","last":"%s"}`, duty, from, last))
	}
	give("clerk", "2026-01-01", "2026-11-24")
	give("liaison", "2026-01-01", "2026-11-25")
	give("signatory", "2026-01-01", "2026-11-26")
	give("clerk", "2026-12-01", "2026-12-31")
	e := o.must(o.keeper, "erase-person", `{"person":"3","reason":"x","base":3}`)
	var terms []string
	err := o.View(t.Context(), o.keeper, func(v *View) error {
		holders, err := v.Holders(0, 9)
		for _, h := range holders {
			for _, p := range h.Posts {
				if h.ID == hinterland.MakeID[hinterland.Person](3, 0) {
					terms = append(terms, p.Term.Last().String())
				}
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(terms, " "); got != "2026-11-24 2026-11-25 2026-11-25 2026-12-01" {
		t.Errorf("the last days are %s", got)
	}
	if len(e.Changes) != 3 {
		t.Errorf("changed %v", e.Changes)
	}
}

func TestTheOnlyKeeperIsNotErased(t *testing.T) {
	o := openExample(t)
	erase := `{"person":"1","reason":"x","base":1}`
	o.refuses(o.keeper, "erase-person", erase, "keeper.last")
	o.must(o.keeper, "give-post",
		`{"person":"3","party":"coop","duty":"keeper","from":"2026-11-26"}`)
	o.refuses(o.keeper, "erase-person", erase, "keeper.last")
	o.must(o.keeper, "give-post",
		`{"person":"3","party":"office","duty":"keeper","from":"2026-11-25"}`)
	o.must(o.keeper, "erase-person", erase)
	o.audited()
}

// TestWhoMaySayAndEraseWhat gives somebody posts and asks what the clerk and
// the signatory of a party may do.
func TestWhoMaySayAndEraseWhat(t *testing.T) {
	const own, before, other = `"party":"coop"`, `"last":"2026-11-24"`, `"party":"office"`
	for name, tt := range map[string]struct {
		posts []string
		may   bool // where the duty allows it
	}{
		"no post":                     {nil, false},
		"one in the own party":        {[]string{own}, true},
		"one there that is over":      {[]string{own + "," + before}, true},
		"one elsewhere":               {[]string{other}, false},
		"one there and one elsewhere": {[]string{own, other}, false},
		"one there and one that was":  {[]string{own, other + "," + before}, true},
		"only one elsewhere that was": {[]string{other + "," + before}, false},
		"one elsewhere that is to come": {
			[]string{own, strings.Replace(other, `"office"`, `"office","last":"2027-01-31"`, 1)},
			false,
		},
	} {
		for duty, kinds := range map[string][]string{
			"clerk": {"describe-person"}, "signatory": {"describe-person", "erase-person"},
			"liaison": nil,
		} {
			t.Run(name+", "+duty, func(t *testing.T) {
				o := openExample(t)
				actor := o.giveAccount(duty)
				e := o.must(o.keeper, "register-person", `{"name":"Sun Li"}`)
				sun := hinterland.MakeID[hinterland.Person](e.Act, 0)
				for _, post := range tt.posts {
					o.must(o.keeper, "give-post", `{"person":"`+sun.String()+
						`","duty":"liaison","from":"2026-01-01",`+post+`}`)
				}
				for kind, field := range map[string]string{
					"describe-person": `"name":"Sun Lin"`, "erase-person": `"reason":"x"`,
				} {
					r := o.ask(actor, kind, fmt.Sprintf(
						`{"person":"%s",%s,"base":%d}`, sun, field, e.Number))
					_, err := o.Preview(t.Context(), r)
					want := tt.may && slices.Contains(kinds, kind)
					if denied := isRefusal(err, hinterland.Denied); denied == want {
						t.Errorf("%s: %v, allowed should be %t", kind, err, want)
					}
				}
			})
		}
	}
}

// Whoever signed by a link is nobody whom the office knows: their name goes by
// itself, out of the assent and of the entry, and what was signed stays.
func TestTheNameOfWhoSignedByALinkCanBeErased(t *testing.T) {
	o := openExample(t)
	erase := example("erase-signer")
	o.refuses(o.keeper, "erase-signer", erase, "signer.none")
	o.must(o.keeper, "assent", example("assent"))
	o.must(o.offered(), "assent-by-link", example("assent-by-link"))
	signer := func() hinterland.Personal { return o.dossier().Latest().Assents[0].Signer }
	has := func(name string) bool { return slices.Contains(o.said(), name) }
	if signer() != "Chen Jie" || !has("Chen Jie") {
		t.Fatalf("%q signed, and %q is said", signer(), o.said())
	}
	r := o.ask(o.keeper, "erase-signer", erase)
	if p, err := o.Preview(t.Context(), r); err != nil || len(p.Changes) != 1 {
		t.Fatalf("the preview is %v, %v", p, err)
	}
	if !has("Chen Jie") {
		t.Fatal("the preview has erased")
	}
	o.refuses(nobody(), "erase-signer", erase, "act.denied")
	for _, wrong := range []string{`"version":2`, `"party":"office"`, `"party":"mill"`} {
		field, _, _ := strings.Cut(wrong, ":")
		was := map[string]string{`"version"`: `"version":1`, `"party"`: `"party":"coop"`}[field]
		o.refuses(o.keeper, "erase-signer", strings.Replace(erase, was, wrong, 1), "signer.none")
	}
	o.must(o.keeper, "erase-signer", erase)
	d := o.dossier()
	if signer() != "" || has("Chen Jie") || len(d.Latest().Assents) != 2 || d.InForce != 1 {
		t.Errorf("%q signed, %q is said, in force is %d", signer(), o.said(), d.InForce)
	}
	o.audited()
	o.refuses(o.keeper, "erase-signer", erase, "signer.none")
}

// Entries of an assent by link that are older than the name of its field are
// read as they were meant, and a new act is not.
func TestAnOldAssentByLinkIsReadByItsFormerField(t *testing.T) {
	old := strings.Replace(example("assent-by-link"), `"token"`, `"proof"`, 1)
	act, err := recall("assent-by-link", []byte(old))
	if err != nil || act.(*AssentByLink).Token != exampleToken {
		t.Errorf("%v, read as %+v", err, act)
	}
	if act, err = recall("assent-by-link", []byte(example("assent-by-link"))); err != nil ||
		act.(*AssentByLink).Token != exampleToken {
		t.Errorf("%v, read as %+v", err, act)
	}
	if _, err := Decode("assent-by-link", []byte(old)); err == nil {
		t.Error("a new act has a field of the former name")
	}
}
