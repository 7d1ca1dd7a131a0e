package web

import (
	"context"
	"math/big"
	"net/http"
	"strings"
	"testing"

	"hinterland"
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
		"/runs/{id}/keep":      "/runs/sample/keep?horizon=y2027",
		"/plans":               "/plans",
		"/plans/{id}":          aPlanPath,
		"/plans/{id}/propose":  aPlanPath + "/propose",
		"/plans/{id}/sign":     aPlanPath + "/sign",
		"/plans/{id}/withdraw": aPlanPath + "/withdraw",
		"/plans/{id}/close":    aPlanPath + "/close",
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
