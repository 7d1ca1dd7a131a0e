package web

import (
	"net/http"
	"strings"
	"testing"

	"hinterland"
)

// TestTheJournalTellsZonesInWords goes to the entries of acts on zones, in both
// languages.
func TestTheJournalTellsZonesInWords(t *testing.T) {
	w := newSettledWorld(t)
	w.do(li, "office", "register-place", `{"code":"east","name":{"en":"East","zh":"东乡"}}`)
	w.do(li, "office", "state-border",
		`{"a":"east","b":"north","ruling":"joined","reason":"A road","base":0}`)
	w.do(li, "office", "state-border",
		`{"a":"east","b":"liuyang","ruling":"joined","reason":"A road","base":0}`)
	do := func(kind, body string) hinterland.Entry {
		t.Helper()
		return w.do(li, "office", kind, body)
	}
	inner := do("found-zone", `{"code":"inner","name":{"en":"Inner","zh":"内圈"},`+
		`"parent":"south","lead":"coop","centre":["liuyang"]}`)
	described := do("describe-zone", `{"code":"inner","name":{"en":"Inmost"},`+
		`"centre":["east","liuyang"],"base":`+hinterland.FormatDecimal(inner.Number, 0)+`}`)
	state := do("set-zone-state", `{"zone":"inner","state":"preparing","from":"2026-12-24",`+
		`"base":`+hinterland.FormatDecimal(described.Number, 0)+`}`)
	pinned := do("pin-place", `{"place":"east","zone":"south","reason":"The bridge","base":0}`)
	unpinned := do("unpin-place", `{"place":"east","base":`+
		hinterland.FormatDecimal(pinned.Number, 0)+`}`)
	ruled := do("set-zoning", `{"within":"south","objective":"ties","tolerance":"0.2","base":0}`)
	bounded := do("set-zoning", `{"within":"south","objective":"distance","least":"100",`+
		`"base":`+hinterland.FormatDecimal(ruled.Number, 0)+`}`)
	drawn := do("draw-zones", `{"from":"2026-12-01","cost":"0","bound":"0","places":[`+
		`{"place":"east","zone":"south","reason":"tie"},`+
		`{"place":"liuyang","zone":"south","reason":"centre"},`+
		`{"place":"north","zone":"upper","reason":"centre"}]}`)
	gone := do("move-place", `{"place":"east","zone":"upper","from":"2027-01-01","cost":"0",`+
		`"reason":"The ferry"}`)
	for number, words := range map[int64][2][]string{
		inner.Number: {
			{"Zone Inner new", "Lies in south", "Led by Ramie co-op", "State proposed"},
			{"协作区 内圈 新增", "上级协作区 south", "牵头单位 苎麻合作社", "状态 拟设"},
		},
		described.Number: {
			{"Inner → Inmost", "Led by Ramie co-op →", "Part of a centre East – inner new"},
			{"内圈 →", "中心城市 东乡 – inner 新增"},
		},
		state.Number: {
			{"State proposed → in preparation", "Since 25 November 2026 → 24 December 2026"},
			{"状态 拟设 → 筹备中", "2026年12月24日"},
		},
		pinned.Number: {
			{"Pin East new", "Zone south", "Reason The bridge"}, {"指定 东乡 新增", "原因 The bridge"},
		},
		unpinned.Number: {{"Pin East"}, {"指定 东乡"}},
		ruled.Number: {
			{"How zones are drawn south", "strong ties", "Tolerance round the mean 0.2"},
			{"划分办法 south", "与中心联系密切", "允许偏离平均 0.2"},
		},
		bounded.Number: {
			{"strong ties with the centre → short ways", "0.2 →", "Least weight 100"},
			{"联系密切 → 到中心里程短", "权重下限 100"},
		},
		drawn.Number: {
			{"Zone of East new", "Zone south", "First day 1 December 2026", "strongest ties"},
			{"所属协作区 东乡 新增", "联系最密切"},
		},
		gone.Number: {
			{"Zone of East new", "moved by hand", "Note The ferry", "31 December 2026"},
			{"所属协作区 东乡", "人工调整", "2026年12月31日"},
		},
	} {
		target := entryPath(number)
		w.as(li).get(target).want(http.StatusOK).says(words[0]...)
		w.as(li).in("zh-CN").get(target).want(http.StatusOK).says(words[1]...)
	}
}

func TestZonesAreLookedAtOnTwoDays(t *testing.T) {
	w := newSettledWorld(t)
	w.as(wang).get("/zones").want(http.StatusOK).
		says("South", "North", "proposed", "The region", "strong ties", "South south").
		hides("/zones/new", "Liuyang county – South")
	w.as(wang).get("/zones?day=2026-11-25&other=2026-12-01").want(http.StatusOK).
		says("From 25 November 2026 to 1 December 2026", "Liuyang county – South",
			"North town – North")
	w.as(wang).get("/zones?day=2026-12-01&other=2026-12-02").want(http.StatusOK).
		says("No place changes its zone.")
	w.as(wang).get("/zones?day=soon").want(http.StatusUnprocessableEntity)
	csv := w.as(wang).get("/zones.csv?day=2026-12-01").want(http.StatusOK)
	for _, told := range []string{"south", "County office", "proposed"} {
		if !strings.Contains(csv.body, told) {
			t.Errorf("the table does not tell %s", told)
		}
	}
	w.as(wang).get("/zones/south?day=2026-12-01").want(http.StatusOK).
		says("Liuyang county", "one of the centre’s places", "County office")
	w.as(wang).get("/zones/south").want(http.StatusOK).
		says("No place is in the zone on this day.", "On other days", "since 1 December 2026")
	w.as(wang).get("/zones/nowhere").want(http.StatusNotFound)
}

func TestZonesAreFoundedAndChangedOnPages(t *testing.T) {
	w := newSettledWorld(t)
	b := w.as(li)
	p := b.fill("/zones/new", sendButton, "name.en", "Inner", "code", "inner",
		"parent", "south", "centre.1", "")
	if got := p.faults()["centre.1"]; got == "" {
		t.Errorf("beside the centre stands nothing: %v", p.faults())
	}
	p = b.again(b.again(p, "centre"), "centre")
	p = b.again(p, sendButton, "centre.2", "north", "centre.3", "north") // the first is blank
	if got := p.faults()["centre.2"]; got == "" || p.form().Get("centre.1") != "north" {
		t.Errorf("beside the place that stands twice is %v", p.faults())
	}
	b.follow(b.again(p, sendButton, "centre.1", "liuyang", "lead", "coop")).
		says("Inner", "Ramie co-op", "South", "Liuyang county, North town")
	b.follow(b.fill("/zones/inner/details", sendButton, "name.en", "Inmost",
		"centre.2", "")).says("Inmost").hides(", North town")
	b.follow(b.fill("/zones/inner/state", sendButton, "state", "preparing",
		"from", "2026-12-24")).says("in preparation", "24 December 2026")
	p = b.fill("/zones/inner/state", sendButton, "state", "proposed")
	if p.faults()["state"] == "" {
		t.Error("it goes back")
	}
	p = b.fill("/zones/rule?within=inner", sendButton, "objective", "ties",
		"tolerance", "0.2", "most", "9")
	if p.faults()["tolerance"] == "" {
		t.Error("bounds of both kinds are taken")
	}
	b.follow(b.fill("/zones/rule?within=inner", sendButton, "objective", "ties",
		"tolerance", "0.2")).says("Inmost", "within 0.2 of the mean")
	b.fill("/places/north/pin", sendButton, "zone", "").want(http.StatusSeeOther)
	b.get("/zones/upper?day=2026-12-01").want(http.StatusOK).hides("Its depot")
	b.fill("/places/north/pin", sendButton, "zone", "upper", "reason", "A quay").
		want(http.StatusSeeOther)
	b.get("/zones/upper?day=2026-12-01").want(http.StatusOK).says("A quay")
}
