package web

import (
	"net/http"
	"strings"
	"testing"
)

// planInForce lets both parties of the plan of the settled world sign it.
func (w *world) planInForce() {
	w.t.Helper()
	for _, who := range []string{li, wang} {
		w.as(who).follow(w.as(who).fill(aPlanPath+"/sign", sendButton))
	}
}

// TestAPlanInForceIsDraftedFromItsPage drafts the pair of the plan, and goes from
// the plan to the agreement and back.
func TestAPlanInForceIsDraftedFromItsPage(t *testing.T) {
	w := newSettledWorld(t)
	w.as(li).get(aPlanPath).hides(aPlanPath + "/draft")
	w.planInForce()
	b := w.as(li)
	form := aPlanPath + "/draft?one=coop&other=office"
	b.get(aPlanPath).says("No agreement yet", "Draft the agreement", "Ramie co-op, County office").
		leads(aPlanPath+"/draft", strings.ReplaceAll(form, "&", "&amp;"))
	b.get(form).says("guaranteed purchase and sale", "Ramie, January")
	b.fill(form, previewButton).says("Agreement by a plan of", "31 December 2027")
	p := b.fill(form, sendButton).want(http.StatusSeeOther)
	at, _, _ := strings.Cut(p.header.Get("Location"), "?")
	b.follow(p).says("Both parties see this draft", "Made from the plan", "815.5").
		leads(aPlanPath, at+"/propose")
	w.as(wang).get(at).says("Both parties see this draft").leads(at + "/propose")
	w.as(wang).get(aPlanPath).leads(at).hides(aPlanPath + "/draft")
	w.as(zhao).get(aPlanPath).want(http.StatusOK).hides("Agreements by this plan", at)
	b.fill(form, sendButton).want(http.StatusConflict).says("already made from this plan")
	b.get(aPlanPath + "/draft").want(http.StatusConflict).says("have one")
}
