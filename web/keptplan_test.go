package web

import (
	"context"
	"math/big"
	"net/http"
	"strings"
	"testing"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// oneBalance answers of every run that the co-operative gives the office ten
// tonnes of ramie in January, of twelve that it needs.
type oneBalance struct{}

func (oneBalance) Balanced(context.Context, string) (*office.Balanced, error) {
	good := hinterland.Good{Code: "ramie", Unit: "t", Decimals: 3, Currency: "CNY"}
	return &office.Balanced{
		Run:    hinterland.Run{Horizon: "y2027", State: hinterland.RunMade, Digest: "d"},
		Region: &hinterland.Region{Goods: []hinterland.Good{good}},
		Plan: &hinterland.Plan{
			Policy: hinterland.ZonesPrefer,
			Lines: []hinterland.Line{{
				From: "coop", To: "office", Good: "ramie", Price: 815_500_000, OfferPeriod: 1,
				ShipPeriod: 1, Period: 1, Priority: 1, Quantity: 10_000, UnitCost: 815_500_000,
				Reason: hinterland.LineCost,
			}},
			Shares: []hinterland.Share{{
				Party: "office", Good: "ramie", Period: 1, Priority: 1, Needed: 12_000, Met: 10_000,
			}},
			Shortfalls: []hinterland.Shortfall{{
				Party: "office", Good: "ramie", Period: 1, Priority: 1, Quantity: 2000,
				Reason: hinterland.ShortSupply,
			}},
			Goods: []hinterland.GoodSummary{{
				Good: "ramie", Currency: "CNY", Decimals: 3, Cost: big.NewInt(8_155_000_000_000),
				Crossing: new(big.Int), Moved: new(big.Int),
				Classes: []hinterland.ClassSum{{Priority: 1, Needed: 12_000, Met: 10_000}},
			}},
		},
	}, nil
}

// aPlanPath is the address of the plan of the settled world.
const aPlanPath = "/plans/" + thePlan

// planSamples are addresses for the routes of plans.
func planSamples() map[string]string {
	return map[string]string{
		"/runs/{id}/keep":              "/runs/sample/keep?horizon=y2027",
		"/horizons/{code}/fixings":     "/horizons/y2027/fixings",
		"/horizons/{code}/fixings/new": "/horizons/y2027/fixings/new?good=ramie",
		"/horizons/{code}/fixings/end": "/horizons/y2027/fixings/end" +
			"?good=ramie&from=coop&to=office&period=1",
		"/plans":                         "/plans",
		"/plans/{id}":                    aPlanPath,
		"/plans/{id}/propose":            aPlanPath + "/propose",
		"/plans/{id}/sign":               aPlanPath + "/sign",
		"/plans/{id}/papers/new":         aPlanPath + "/papers/new?party=farm",
		"/plans/{id}/withdraw":           aPlanPath + "/withdraw",
		"/plans/{id}/close":              aPlanPath + "/close",
		"/runs/{id}/events":              "/runs/sample/events",
		"/plans/{id}/goods/{good}":       aPlanPath + "/goods/ramie",
		"/runs/{id}/goods/{good}":        "/runs/sample/goods/ramie",
		"/plans/{id}/goods/{good}/flows": aPlanPath + "/goods/ramie/flows",
		"/runs/{id}/goods/{good}/flows":  "/runs/sample/goods/ramie/flows",
		"/plans/{id}/moves":              aPlanPath + "/moves",
		"/plans/{id}/tables.zip":         aPlanPath + "/tables.zip",
		"/plans/{id}/draft":              aPlanPath + "/draft?one=coop&other=office",
	}
}

func TestAPlanIsKeptProposedAndSigned(t *testing.T) {
	w := newSettledWorld(t)
	b := w.as(li)
	keep := "/runs/sample/keep?horizon=y2027"
	b.get("/runs/sample").leads(keep, "/plans")
	if beside := b.fill(keep, sendButton).faults()["title"]; beside == "" {
		t.Error("a plan without a title is kept")
	}
	p := b.fill(keep, sendButton, "title", "A second one").want(http.StatusSeeOther)
	at, _, _ := strings.Cut(p.header.Get("Location"), "?")
	b.follow(p).says("A second one", "Preliminary", "8,155 CNY", "Signed: 0 of 2").
		leads(at+"/propose", at+"/withdraw").hides(at+"/sign", at+"/close")
	w.as(wang).get(at).want(http.StatusNotFound)
	w.as(wang).get("/plans").want(http.StatusOK).leads(aPlanPath).hides(at, `href="/runs"`)
	b.get("/plans?horizon=m1").want(http.StatusOK).says("No plan is kept yet")
	b.get("/plans?horizon=y2027").leads(at, aPlanPath, "/runs")

	b.fill(aPlanPath+"/propose", sendButton).want(http.StatusConflict).says("waits for signatures")
	b.follow(b.fill(aPlanPath+"/sign", sendButton)).says("Proposed", "Signed: 1 of 2").
		hides(aPlanPath + "/sign")
	b.fill(aPlanPath+"/sign", sendButton).want(http.StatusConflict).says("has signed its part")
	w.as(wang).follow(w.as(wang).fill(aPlanPath+"/sign", sendButton)).
		says("In force", "Signed: 2 of 2", "Wang Fang")

	b.get(keep).want(http.StatusOK).says("In the place of plan", "Ramie, January")
	if chosen := b.get(keep).form().Get("former"); chosen != thePlan {
		t.Errorf("the plan in force is not chosen, but %q", chosen)
	}
	b.fill(at+"/propose", sendButton).want(http.StatusConflict).says("Another plan is in force")
	b.follow(b.fill(at+"/withdraw", sendButton, "reason", "A slip")).says("Withdrawn", "A slip")
	p = b.fill(keep, sendButton, "title", "A third one").want(http.StatusSeeOther)
	b.follow(p).leads(aPlanPath)
	b.fill(aPlanPath+"/close", sendButton).want(http.StatusUnprocessableEntity)
	b.follow(b.fill(aPlanPath+"/close", sendButton, "reason", "A new year")).
		says("Closed", "A new year").hides(aPlanPath + "/sign")
}

func TestAPlanShowsEachPartyItsPartAndNoStrangerAPrice(t *testing.T) {
	w := newSettledWorld(t)
	w.as(li).get(aPlanPath).want(http.StatusOK).
		says("Part of County office", "Gets", "Ramie co-op", "2027-01", "10", "815.5 CNY",
			"cheapest way", "used up", "83.3%", "8,155 CNY", "Not yet").
		leads(aPlanPath+"/sign", aPlanPath+"/withdraw", aPlanPath+"?party=coop#part").
		hides("Gives", aPlanPath+"/propose")
	w.as(wang).get(aPlanPath).want(http.StatusOK).
		says("Part of Ramie co-op", "Gives", "815.5 CNY", "Digest of the part", "83.3%").
		leads(aPlanPath+"/sign").hides("used up", "8,155", aPlanPath+"/withdraw")
	w.as(wang).get(aPlanPath+"?party=office").says("Part of County office", "used up")
	mill := w.as(zhao)
	mill.get(aPlanPath).want(http.StatusOK).says("gives nothing in the plan").
		hides("815.5", "8,155", "Digest of the part", aPlanPath+`/sign"`)
	mill.get(aPlanPath+"?party=coop").want(http.StatusOK).says("Gives", "cheapest way").
		hides("815.5", "8,155")
	mill.get("/plans/1").want(http.StatusNotFound)
	mill.get("/plans/x").want(http.StatusUnprocessableEntity)
	mill.get("/plans?before=x").want(http.StatusUnprocessableEntity)
	w.as(wang).in("zh-CN").get(aPlanPath).says("苎麻合作社的计划分项", "供出", "费用最低", "待签认")
}

func TestAPartIsSignedAsItWasShown(t *testing.T) {
	w := newSettledWorld(t)
	b := w.as(wang)
	form := b.get(aPlanPath + "/sign").want(http.StatusOK).form()
	digest := form.Get("digest")
	if len(digest) != 64 {
		t.Fatalf("what stands for the part is %q", digest)
	}
	b.get(aPlanPath + "/sign").says(digest)
	form.Set("digest", strings.Repeat("0", 64))
	b.press(aPlanPath+"/sign", form, sendButton).want(http.StatusConflict).
		says("not what stands for the part")
	b.get(aPlanPath).says("Signed: 0 of 2", digest)
	w.as(zhao).get(aPlanPath + "/sign").want(http.StatusForbidden)
}

// toTheFarm answers as oneBalance does, and gives a tonne to the farm besides,
// in which nobody holds a post.
type toTheFarm struct{ oneBalance }

func (f toTheFarm) Balanced(ctx context.Context, run string) (*office.Balanced, error) {
	b, err := f.oneBalance.Balanced(ctx, run)
	line := b.Plan.Lines[0]
	line.To, line.Quantity = "farm", 1000
	b.Plan.Lines = append(b.Plan.Lines, line)
	return b, err
}

// keeps keeps a plan on its page and tells where it is.
func (b *browser) keeps(title string) (at string) {
	b.t.Helper()
	p := b.fill("/runs/sample/keep?horizon=y2027", sendButton, "title", title)
	at, _, _ = strings.Cut(p.want(http.StatusSeeOther).header.Get("Location"), "?")
	return at
}

// digestAt is what a page of a plan says stands for the part that it shows.
func (b *browser) digestAt(target string) string {
	b.t.Helper()
	_, rest, _ := strings.Cut(b.get(target).want(http.StatusOK).body, "<code>")
	digest, _, _ := strings.Cut(rest, "</code>")
	return digest
}

func TestASignatureOnPaperIsShownAsTheWordOfWhoRecordedIt(t *testing.T) {
	w := newSettledWorld(t)
	w.office.KeepPlansOf(toTheFarm{})
	b := w.as(li)
	at := b.keeps("With the farm")
	b.follow(b.fill(at+"/propose", sendButton)).says("Signed: 0 of 3", "Hill farm")
	b.get(at+"?party=farm").says("Part of Hill farm", "Ramie co-op", "815.5 CNY")
	paper := at + "/papers/new?party=farm"
	b.get(at).leads(paper).hides("/papers/new?party=coop")
	w.as(wang).get(at).hides("/papers/new")
	b.get(paper).says("Hill farm", b.digestAt(at+"?party=farm"), "With the farm")
	if beside := b.fill(paper, sendButton).faults()["document"]; beside == "" {
		t.Error("a paper without a name is recorded")
	}
	b.follow(b.fill(paper, sendButton, "document", "farm.pdf").want(http.StatusSeeOther)).
		hides("/papers/new").says("The signature on paper was recorded", "Signed: 1 of 3",
		"On paper", "farm.pdf",
		"Li Ming")
	b.in("zh-CN").get(at).says("签认：1/3", "书面签认")
}

func TestTheLastSignatureClosesThePlanWhosePlaceAnotherTakes(t *testing.T) {
	w := newSettledWorld(t)
	both := func(at string) {
		w.as(li).fill(at+"/sign", sendButton).want(http.StatusSeeOther)
		w.as(wang).fill(at+"/sign", sendButton).want(http.StatusSeeOther)
	}
	both(aPlanPath)
	at := w.as(li).keeps("The next")
	w.as(li).fill(at+"/propose", sendButton).want(http.StatusSeeOther)
	w.as(wang).get(aPlanPath).says("In force")
	both(at)
	w.as(wang).get(at).says("In force", "In the place of plan").leads(aPlanPath)
	w.as(wang).get(aPlanPath).says("Closed").hides(aPlanPath + "/sign")
}

func TestAPlanThatSomebodyElseChangedMeanwhileStays(t *testing.T) {
	w := newSettledWorld(t)
	b := w.as(li)
	at := b.keeps("Twice open")
	first, second := b.get(at+"/withdraw").form(), b.get(at+"/propose").form()
	b.press(at+"/propose", second, sendButton).want(http.StatusSeeOther)
	b.press(at+"/withdraw", first, sendButton, "reason", "Too late").
		want(http.StatusConflict)
	b.get(at).says("Proposed").hides("Too late")
}

func TestEveryActOnAPlanIsSaidToBeDoneInBothLanguages(t *testing.T) {
	for tongue, of := range map[lang.Tongue]string{lang.English: "plan", lang.Chinese: "计划"} {
		a := &ask{say: lang.For(tongue)}
		for _, kind := range []string{
			"keep-plan", "propose-plan", "sign-plan", "withdraw-plan", "close-plan",
		} {
			if said := a.doneWords(kind); !strings.Contains(said, of) {
				t.Errorf("%s is said to be done as %q", kind, said)
			}
		}
	}
}

func TestASignatureIsPreviewedBeforeItIsGiven(t *testing.T) {
	w := newSettledWorld(t)
	before := w.entries()
	b := w.as(wang)
	p := b.fill(aPlanPath+"/sign", previewButton).want(http.StatusOK).
		says("this would change", "Signature of Ramie co-op")
	if got := w.entries(); got != before {
		t.Errorf("a preview makes %d entries", got-before)
	}
	b.follow(b.press(aPlanPath+"/sign", p.form(), sendButton)).says("Signed: 1 of 2")
}

func TestWhoHoldsNoPostSeesNoPlan(t *testing.T) {
	w := newSettledWorld(t)
	for _, target := range planSamples() {
		w.as(sun).get(target).want(http.StatusForbidden)
		if p := w.browser().get(target); p.status != http.StatusUnauthorized {
			t.Errorf("who has not signed in is answered %d at %s", p.status, target)
		}
	}
}
