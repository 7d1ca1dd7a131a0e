package web

import (
	"net/http"
	"testing"

	"hinterland"
	"hinterland/lang"
)

func TestAProposedPlanSaysHowFarItIsSignedOnItsPageAndInTheList(t *testing.T) {
	w := newSettledWorld(t)
	w.as(zhao).get(aPlanPath).want(http.StatusOK).
		says("Signed by 0 of 2 parties; still to sign: Ramie co-op, County office")
	w.as(zhao).get("/plans").says("Signed by 0 of 2 parties; still to sign: Ramie co-op, County")
	w.as(li).fill(aPlanPath+"/sign", sendButton).want(http.StatusSeeOther)
	for _, path := range []string{"/plans", aPlanPath} {
		w.as(zhao).get(path).says("Signed by 1 of 2 parties; still to sign: Ramie co-op").
			hides("still to sign: Ramie co-op, ")
		w.as(zhao).in("zh-CN").get(path).says("2个单位中已有1个签认；待签认：苎麻合作社")
	}
	w.as(wang).fill(aPlanPath+"/sign", sendButton).want(http.StatusSeeOther)
	for _, path := range []string{"/plans", aPlanPath} {
		w.as(zhao).get(path).says("In force").hides("still to sign", "Signed by")
	}
}

func TestWhatNobodySignsYetIsNotSaidToBeSigned(t *testing.T) {
	w := newSettledWorld(t)
	at := w.as(li).keeps("Not shown yet")
	w.as(li).get(at).says("Preliminary").hides("still to sign", "Signed by")
}

func TestOfManyWhoAreStillToSignSomeAreNamed(t *testing.T) {
	for tongue, want := range map[lang.Tongue]string{
		lang.English: "Signed by 1 of 6 parties; still to sign: a, b and 3 more",
		lang.Chinese: "6个单位中已有1个签认；待签认：a、b及另外3个",
	} {
		a := &ask{say: lang.For(tongue)}
		said := a.signedBy(a.noNames(nil), &hinterland.PlanSigning{
			Signed: 1, All: 6, SomeUnsigned: []hinterland.PartyCode{"a", "b"},
		})
		if said != want {
			t.Errorf("%s", said)
		}
	}
}
