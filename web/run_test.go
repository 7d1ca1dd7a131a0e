package web

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/big"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"hinterland"
	"hinterland/office"
)

// noPlans keeps runs and plans nothing: tests answer in the place of workers.
type noPlans struct{ keys hinterland.Keys }

func (p noPlans) Begin(ctx context.Context, r hinterland.Run, of *hinterland.Region) error {
	var parts []hinterland.RunPart
	for _, o := range of.Offers {
		parts = append(parts, hinterland.RunPart{
			Run: r.ID, Good: o.Good, Input: []byte(fmt.Sprint(of.Needs)),
		})
	}
	r.Goods = len(parts)
	return p.keys.BeginRun(ctx, r, nil, parts)
}

func (p noPlans) Goods(
	ctx context.Context, run string,
) (goods []hinterland.GoodSummary, missing []hinterland.GoodCode, err error) {
	parts, err := p.keys.RunShorts(ctx, run)
	for i := range parts {
		if len(parts[i].Short) == 0 {
			missing = append(missing, parts[i].Good)
			continue
		}
		goods = append(goods, hinterland.GoodSummary{})
		if err == nil {
			err = json.Unmarshal(parts[i].Short, &goods[len(goods)-1])
		}
	}
	return goods, missing, err
}

// Good answers of every run as oneBalance does.
func (p noPlans) Good(
	ctx context.Context, run string, good hinterland.GoodCode,
) (*office.Balanced, error) {
	if good != "ramie" {
		return nil, hinterland.Refuse(hinterland.NotFound, "run.good", nil)
	}
	b, err := oneBalance{}.Balanced(ctx, run)
	b.Region.Offers = []hinterland.Offer{{Party: "coop", Good: good, Period: 1, Quantity: 12_500}}
	return b, err
}

// Replan gives all that is fixed as fixed, and what is offered first to who needs
// first, where nothing is.
func (p noPlans) Replan(
	_ context.Context, _ hinterland.Policy, good hinterland.GoodCode,
	regions ...*hinterland.Region,
) ([]*hinterland.Plan, error) {
	if good == "slow" {
		return nil, context.DeadlineExceeded
	}
	var plans []*hinterland.Plan
	for _, r := range regions {
		plans = append(plans, replanned(good, r))
	}
	return plans, nil
}

func replanned(good hinterland.GoodCode, r *hinterland.Region) *hinterland.Plan {
	plan, met := &hinterland.Plan{}, hinterland.Quantity(5000)
	for _, f := range r.Fixings {
		met = f.Quantity
	}
	plan.Lines = append(plan.Lines, hinterland.Line{
		From: "coop", To: "office", Good: good, Period: 1, Priority: 1, Quantity: met,
		Reason: hinterland.LineFixed,
	})
	for _, n := range r.Needs {
		plan.Shares = append(plan.Shares, hinterland.Share{
			Party: n.Party, Good: good, Period: n.Period, Priority: n.Priority,
			Needed: n.Quantity, Met: min(met, n.Quantity),
		})
		plan.Shortfalls = append(plan.Shortfalls, hinterland.Shortfall{
			Party: n.Party, Good: good, Period: n.Period, Priority: n.Priority,
			Quantity: n.Quantity - min(met, n.Quantity), Reason: hinterland.ShortFixed,
		})
	}
	plan.Goods = []hinterland.GoodSummary{{
		Good: good, Currency: "CNY", Decimals: 3,
		Cost:    new(big.Int).Mul(big.NewInt(int64(met)), big.NewInt(1_000_000)),
		Classes: []hinterland.ClassSum{{Priority: 1, Needed: 12_000, Met: met}},
	}}
	return plan
}

func (p noPlans) Tables(context.Context, *hinterland.Run) (map[string][]byte, error) {
	return map[string][]byte{"lines.csv": []byte("from,to\n")}, nil
}

// refreshing makes a page load itself anew where no script runs.
const refreshing = `<noscript><meta http-equiv="refresh" content="3"></noscript>`

// aMonth opens the horizon of January.
const aMonth = `{"code":"m1","name":{"en":"January","zh":"一月"},"class":"short",` +
	`"from":"2027-01-01","period":"month","periods":1}`

// ramiePlanned is what became of ramie, in short.
func ramiePlanned(t *testing.T) []byte {
	t.Helper()
	short, err := json.Marshal(hinterland.GoodSummary{
		Good: "ramie", Currency: "CNY", Decimals: 3, Cost: big.NewInt(50_000_000_000),
		Classes: []hinterland.ClassSum{
			{Priority: 0, Needed: 9, Met: 9}, {Priority: 1, Needed: 30_000, Met: 10_000},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return short
}

// balance keeps a run that is made, to which the samples lead.
func (w *world) balance() {
	w.t.Helper()
	w.do(li, "office", "open-horizon", aMonth)
	ctx, r := w.t.Context(), hinterland.Run{
		ID: "sample", Horizon: "y2027", Zones: hinterland.ZonesFirst, Party: "office",
		Person: hinterland.MakeID[hinterland.Person](1, 0), State: hinterland.RunGoing,
		Asked: hinterland.InstantOf(w.clock.now()), Goods: 1, Barred: 2,
	}
	err := w.keys.BeginRun(ctx, r, nil, []hinterland.RunPart{{Run: r.ID, Good: "ramie"}})
	if err == nil {
		_, _, err = w.keys.ClaimPart(ctx, "sample", 1, 2)
	}
	if err == nil {
		_, err = w.keys.AnswerPart(ctx, "sample", []byte("plan"), ramiePlanned(w.t), 3)
	}
	if err != nil {
		w.t.Fatal(err)
	}
}

// planning is a world in which Li plans for the region, and its office offers
// and needs ramie in one month.
func planning(t *testing.T) (*world, *browser) {
	t.Helper()
	w := newWorld(t)
	w.do(li, "office", "open-horizon", aMonth)
	return w, w.as(li)
}

func (w *world) states() {
	w.t.Helper()
	w.do(li, "office", "register-place", `{"code":"town","name":{"en":"Town"}}`)
	w.as(li).fill("/parties/office/place", sendButton, "place", "town")
	w.do(li, "office", "state-offer", `{"horizon":"m1","party":"office","good":"ramie",`+
		`"price":"5","quantities":["10"]}`)
	w.do(li, "office", "state-need", `{"horizon":"m1","party":"office","good":"ramie",`+
		`"priority":1,"quantities":["30"]}`)
}

func TestAHorizonIsBalancedAndThePlanSaved(t *testing.T) {
	w, b := planning(t)
	for person, leads := range map[string]bool{li: true, wang: false} {
		page := w.as(person).get("/goods").body
		if strings.Contains(page, `href="/runs"`) != leads {
			t.Errorf("whether a page leads %s to what is balanced is not %t", person, leads)
		}
	}
	w.as(wang).get("/runs").want(http.StatusForbidden)
	w.as(wang).post("/runs", url.Values{"horizon": {"m1"}, "zones": {"first"}}).
		want(http.StatusForbidden)
	w.states()
	b.get("/runs").want(http.StatusOK).says("January", "each zone serves itself first")
	at := b.post("/runs", url.Values{"horizon": {"m1"}, "zones": {"ignore"}}).
		want(http.StatusSeeOther).header.Get("Location")
	p := b.get(at).want(http.StatusOK).says("0 of 1 good is planned", "Stop", "Li Ming",
		"zones play no part")
	if !strings.Contains(p.body, refreshing) ||
		!strings.Contains(p.body, `<progress value="0" max="1"`) {
		t.Error("the page does not go on by itself")
	}
	b.get(at + "/tables.zip").want(http.StatusNotFound)
	w.as(wang).get(at).want(http.StatusForbidden)

	part, found, err := w.keys.ClaimPart(t.Context(), "a", 1, 2)
	if err != nil || !found || part.Good != "ramie" ||
		!bytes.Contains(part.Input, []byte("office ramie 1 1 30000")) {
		t.Fatalf("what is planned from is %s, %v", part.Input, err)
	}
	_, err = w.keys.AnswerPart(t.Context(), "a", []byte("plan"), ramiePlanned(t), 3)
	if err != nil {
		t.Fatal(err)
	}
	p = b.get(at).says("The good is planned", "Download as tables", "33.3%", "50 CNY", "10", "30").
		hides("Stop")
	if strings.Contains(p.body, refreshing) || len(p.all("script")) > 0 {
		t.Error("the page of what is done goes on")
	}
	b.get("/runs").says("1 of 1 good", "done")
	b.in("zh-CN").get(at).says("1 个品种全部测算完毕", "下载表格", "比例")
	w.as(wang).get(at + "/tables.zip").want(http.StatusForbidden)
	body := b.get(at + "/tables.zip").want(http.StatusOK).body
	folder, err := zip.NewReader(bytes.NewReader([]byte(body)), int64(len(body)))
	if err != nil || len(folder.File) != 1 || folder.File[0].Name != "lines.csv" {
		t.Errorf("the folder is %v, %v", folder, err)
	}
}

func TestARunIsStoppedAndFails(t *testing.T) {
	w, b := planning(t)
	w.states()
	begin := func() string {
		return b.post("/runs", url.Values{"horizon": {"m1"}, "zones": {"first"}}).
			want(http.StatusSeeOther).header.Get("Location")
	}
	at := begin()
	w.as(wang).post(at+"/stop", nil).want(http.StatusForbidden)
	b.follow(b.post(at+"/stop", nil).want(http.StatusSeeOther)).
		says("It was stopped when 0 of 1 good was planned").hides("Download as tables")
	at = begin()
	_, err := w.keys.EndRun(t.Context(), at[len("/runs/"):], hinterland.RunFailed, "x", 5)
	if err != nil {
		t.Fatal(err)
	}
	b.get(at).says("could not be planned").hides("Download as tables", "Stop")
	b.get("/runs/none").want(http.StatusNotFound)
}

func TestWhatCannotBeBalancedIsTold(t *testing.T) {
	w, b := planning(t)
	w.do(li, "office", "state-need", `{"horizon":"m1","party":"office","good":"ramie",`+
		`"priority":1,"quantities":["30"]}`)
	w.do(wang, "coop", "state-offer", `{"horizon":"m1","party":"coop","good":"ramie",`+
		`"price":"5","quantities":["30"]}`)
	for _, c := range []struct {
		horizon, zones, says string
	}{
		{"m1", "some", "This is none of the three"},
		{"m2", "first", "There is no horizon m2"},
		{"m1", "first", "has no place"},
	} {
		b.post("/runs", url.Values{"horizon": {c.horizon}, "zones": {c.zones}}).
			want(http.StatusUnprocessableEntity).says(c.says, "January")
	}
	if runs, err := w.keys.Runs(t.Context(), 9); err != nil || len(runs) > 0 {
		t.Errorf("there are runs %v, %v", runs, err)
	}
}
