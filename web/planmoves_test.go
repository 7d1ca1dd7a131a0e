package web

import (
	"net/http"
	"strings"
	"testing"

	"hinterland"
	"hinterland/lang"
)

// TestTwoPlansStandBesideOneAnother compares a plan with none, with the one in
// force, and with one that is asked for.
func TestTwoPlansStandBesideOneAnother(t *testing.T) {
	w := newSettledWorld(t)
	b := w.as(li)
	b.get(aPlanPath).leads(aPlanPath+"/moves", aPlanPath+"/tables.zip")
	b.get(aPlanPath+"/moves").says("New", "Ramie co-op", "10 t", "cheapest way", "8,155 CNY").
		leads(aPlanPath+"/moves.xlsx", aPlanPath+"/moves.csv", aPlanPath)
	w.as(wang).get(aPlanPath+"/moves").says("New", "10 t").hides("8,155")
	w.planInForce()
	at := b.keeps("The next")
	b.get(at+"/moves").says("Compared with", "Ramie, January", "No line differs",
		"1 line is as it was", "Needed before").leads(aPlanPath)
	third := b.keeps("The third")
	b.get(third+"/moves").leads(third+"/moves?with="+at[len("/plans/"):], aPlanPath)
	b.get(third + "/moves?with=" + at[len("/plans/"):]).says("The next").leads(at)
	table := b.get(aPlanPath + "/moves.csv").want(http.StatusOK).body
	if rows := strings.Count(strings.TrimSpace(table), "\n"); rows != 1 ||
		!strings.Contains(table, "ramie,coop,office,2027-01-01,2027-01-31,0,10,t,New,") {
		t.Errorf("the table is %s", table)
	}
	w.as(wang).get(at + "/moves").want(http.StatusNotFound)
}

// TestTheTablesOfAKeptPlanAreThoseThatPlanWrites saves them, as who plans.
func TestTheTablesOfAKeptPlanAreThoseThatPlanWrites(t *testing.T) {
	w := newSettledWorld(t)
	w.as(wang).get(aPlanPath + "/tables.zip").want(http.StatusForbidden)
	p := w.as(li).get(aPlanPath + "/tables.zip").want(http.StatusOK)
	if got := p.header.Get("Content-Disposition"); !strings.Contains(got, "plan-y2027-"+thePlan) {
		t.Errorf("it is saved as %s", got)
	}
	for _, name := range []string{"lines.csv", "shares.csv", "shortfalls.csv", "certificate.csv"} {
		if !strings.Contains(p.body, name) {
			t.Errorf("%s is not among them", name)
		}
	}
	w.as(wang).get(aPlanPath).hides("/tables.zip")
}

// TestAPlanWaitsOnTheFirstPageForWhoHasToSign signs it, after which it does so no
// more.
func TestAPlanWaitsOnTheFirstPageForWhoHasToSign(t *testing.T) {
	w := newSettledWorld(t)
	for _, who := range []string{li, wang} {
		b := w.as(who)
		b.get("/").says("A plan waits for your signature", "Ramie, January").
			leads(aPlanPath+"/sign", aPlanPath)
		b.follow(b.fill(aPlanPath+"/sign", sendButton))
		b.get("/").hides("A plan waits for your signature")
	}
	w.as(zhao).get("/").hides("A plan waits for your signature")
}

// TestWhyALineMovedIsSaidInBothLanguages words every kind of move, and why a line is
// less.
func TestWhyALineMovedIsSaidInBothLanguages(t *testing.T) {
	for _, tongue := range []lang.Tongue{lang.English, lang.Chinese} {
		said := map[string]bool{}
		c := &comparison{planPage: &planPage{ask: &ask{say: lang.For(tongue)}}}
		for _, m := range []hinterland.LineMove{
			{Was: 1, Is: 1}, {Is: 1}, {Was: 1}, {Was: 1, Is: 2}, {Was: 2, Is: 1},
		} {
			m.Reason = hinterland.LineSigned
			said[c.moveTag(m.Kind()).Text] = true
			if c.reason(&m) == "" {
				t.Errorf("nothing is said of %+v", m)
			}
		}
		if len(said) != 5 {
			t.Errorf("the kinds of move are called %v", said)
		}
	}
}
