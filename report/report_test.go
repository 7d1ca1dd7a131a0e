package report

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"hinterland"
	"hinterland/lang"
)

// has looks for texts on a page.
func has(t *testing.T, page string, texts ...string) {
	t.Helper()
	page = strings.ReplaceAll(page, "\u00a0", " ")
	for _, text := range texts {
		if !strings.Contains(page, text) {
			t.Errorf("the page does not say %q", text)
		}
	}
}

func TestReportTellsWhatItHasTo(t *testing.T) {
	in := solved(t, small())
	in.Plan.Goods[0].Certificate = strings.Repeat("ab", 32)
	page := written(t, in, lang.English)
	has(t, page,
		"<h1>Two valleys</h1>", "Model", "All of it", "Made up.", // what is what
		"Part of the centre", "Put here by hand: a pass", "Lower &#43;17.2", // zones
		"Lower: not allowed, it is part of a centre", "better by at most 2.875%",
		"Lower −3.0: not allowed, it is put here by hand",
		"Upper may not be smaller (weight 20 without its centre, at least 20 is asked for)",
		"better by 3.5 weight × km",
		"Wheat: balance of the whole plan, tonnes", "= Use", // balance
		"Upper gives Lower", "From zone to zone", // exchange
		"agreed floor", "more here in month 3", // reasons
		in.Plan.Goods[0].Certificate, "hinterland check-plan a b", "Nobody", // proofs
	)
	has(t, written(t, in, lang.Chinese),
		"<h1>两谷</h1>", "属于中心城市", "人工指定：有山口", "下区：不允许（属于中心城市）",
		"小麦：全计划期平衡表（吨）", "协议保底", "第3月", "优先级1", "无",
	)
}

func TestOrderOfChapters(t *testing.T) {
	in := solved(t, small())
	in.Map = ground()
	page := written(t, in, lang.English)
	at := 0
	for _, mark := range []string{
		"<h1>", `id="summary"`, `id="map-zones"`, `id="zones"`, "The zones", `id="exchange"`,
		"From zone to zone", `id="map-flows"`, `id="goods"`, `id="good-1"`, `id="proofs"`,
		`id="sources"`,
	} {
		next := strings.Index(page[at:], mark)
		if next < 0 {
			t.Fatalf("%s does not follow", mark)
		}
		at += next
	}
}

func TestReportIsTheSameInAnyOrderOfRows(t *testing.T) {
	in := solved(t, small())
	want := written(t, in, lang.English)
	slices.Reverse(in.Region.Places)
	slices.Reverse(in.Region.Parties)
	slices.Reverse(in.Region.Goods)
	slices.Reverse(in.Region.Offers)
	slices.Reverse(in.Region.Needs)
	slices.Reverse(in.Zoning.Centres)
	if got := written(t, in, lang.English); got != want {
		t.Error("the order of rows shows")
	}
}

func TestEmptyPlan(t *testing.T) {
	in := &Input{Region: &hinterland.Region{}, Plan: &hinterland.Plan{}}
	page := written(t, in, lang.English)
	has(t, page, "Plan of the region", "no zones are drawn", `id="proofs"`)
	for _, mark := range []string{
		`id="zones"`, `id="exchange"`, `id="goods"`, "no other plan does",
	} {
		if strings.Contains(page, mark) {
			t.Errorf("there is %s", mark)
		}
	}
}

func TestZonesWithoutReasons(t *testing.T) {
	in := solved(t, small())
	in.Drawn = nil
	has(t, written(t, in, lang.English), "The zones are those that places.csv names.",
		"As given in places.csv")
}

func TestEveryPolicyHasItsWishes(t *testing.T) {
	for policy, want := range map[hinterland.Policy]string{
		hinterland.ZonesFirst:  "Each zone serves",
		hinterland.ZonesPrefer: "As little as possible crosses",
	} {
		in := solved(t, small())
		in.Plan.Policy = policy
		has(t, written(t, in, lang.English), want)
	}
}

func TestLongListsPointToTheFiles(t *testing.T) {
	in := solved(t, small())
	line, short := in.Plan.Lines[0], in.Plan.Shortfalls[0]
	b := newBook(in, lang.For(lang.English))
	g := b.index.Good["wheat"]
	var lines []*hinterland.Line
	var lacks []*hinterland.Shortfall
	for range linesShown + linesMore + 1 {
		lines = append(lines, &line)
	}
	for range lacksShown + lacksMore + 2 {
		lacks = append(lacks, &short)
	}
	d := b.linesDetails(g, lines)
	if len(d.Top.Rows) != linesShown || len(d.More.Rows) != linesMore {
		t.Errorf("%d and %d lines are shown", len(d.Top.Rows), len(d.More.Rows))
	}
	has(t, d.Note, "One more line is in lines.csv")
	has(t, b.lacksDetails(g, lacks).Rest, "2 more shortfalls are in shortfalls.csv")
}

func TestFileNames(t *testing.T) {
	got := FileName(lang.English) + " " + FileName(lang.Chinese)
	if got != "report.html report.zh.html" {
		t.Error(got)
	}
}

// A writer that is full.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

var errFull = errors.New("full")

func TestFaultsOfTheWriterAreTold(t *testing.T) {
	if err := Write(full{}, solved(t, small()), lang.For(lang.English)); !errors.Is(err, errFull) {
		t.Errorf("got %v", err)
	}
}
