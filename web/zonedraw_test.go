package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// sketches stand for maps in tests: a link for each cell.
type sketches struct{ asked *[]*ZoneMap }

// Zones implements Maps. A map whose first place is called Slow is never ready, and one
// of Shapeless cannot be drawn.
func (s sketches) Zones(m *ZoneMap) (svg []byte, coming bool) {
	*s.asked = append(*s.asked, m)
	if m.Places[0].Name == "Shapeless" {
		return nil, false
	}
	if m.Places[0].Name == "Slow" || m.Real.Property == "void" {
		return nil, m.Real.File == ""
	}
	text := `<svg xmlns="http://www.w3.org/2000/svg" role="group" viewBox="0 0 90 9">`
	for i, p := range m.Places {
		text += fmt.Sprintf(`<a href="%s"><title>%s</title><path d="M%d 0h9v9z"/></a>`,
			p.Href, p.Title, i*9)
	}
	return []byte(text + "</svg>"), false
}

// Look implements Maps: the map of tests has a place of each world, and one that is
// in none.
func (s sketches) Look(
	content []byte, places map[hinterland.PlaceCode]bool,
) (*MapLook, error) {
	if !strings.Contains(string(content), "liuyang") {
		return nil, hinterland.Refuse(hinterland.Invalid, "map.empty", nil)
	}
	fault := hinterland.Refuse(hinterland.Invalid, "map-fault.gap", hinterland.Args{
		"km2": "3", "lon": "113.75240", "lat": "37.07580", "between": "liuyang",
	})
	property := "code"
	if strings.Contains(string(content), "void") {
		property = "void" // of which nothing can be drawn
	}
	codes := []hinterland.PlaceCode{"a", "liuyang", "elsewhere"}
	if strings.Contains(string(content), "north") {
		codes = append(codes, "north")
	}
	return &MapLook{
		Property: property, Shapes: 3, Codes: codes,
		Borders: []hinterland.PlacePair{{A: "liuyang", B: "elsewhere"}},
		Faults:  hinterland.Refusals{fault},
	}, nil
}

// newRow is a settled world with a row of five places, a to e, that weigh 10 each,
// and zones round its ends that reach nobody else.
func newRow(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	for i, code := range []string{"a", "b", "c", "d", "e"} {
		w.do(li, "office", "register-place", `{"code":"`+code+`","name":{"en":"Town `+code+
			`","zh":"镇`+code+`"},"lon":"0.`+hinterland.FormatDecimal(int64(i), 0)+
			`","lat":"0","weight":"10","source":"census"}`)
		if i > 0 {
			w.do(li, "office", "state-border", `{"a":"`+string(rune('a'+i-1))+`","b":"`+code+
				`","ruling":"joined","reason":"A road","base":0}`)
		}
	}
	w.do(li, "office", "found-zone", `{"code":"w","name":{"en":"West","zh":"西区"},"centre":["a"]}`)
	w.do(li, "office", "found-zone", `{"code":"x","name":{"en":"East","zh":"东区"},"centre":["e"]}`)
	return w
}

// drawn is the form of the region's zones once it has drawn them by distance.
func (b *browser) drawn(typed ...string) *page {
	b.t.Helper()
	return b.fill("/zones/draw", drawButton,
		append([]string{"from", "2026-12-01", "objective", "distance"}, typed...)...)
}

// again presses a button of a form that came back.
func (b *browser) again(p *page, button string, typed ...string) *page {
	b.t.Helper()
	path, _, _ := strings.Cut(p.at, "?")
	return b.press(path, p.form(), button, typed...)
}

func TestZonesAreDrawnLookedAtAndPutIntoForce(t *testing.T) {
	w := newRow(t)
	b, before := w.as(li), w.entries()
	b.get("/zones/draw").want(http.StatusOK).
		says("West", "Town a", "East", "Look for the best zones").
		hides("What was drawn", "Put these")
	p := b.drawn().
		want(http.StatusOK).
		says("What was drawn", "5 places change their zone", "nearest centre",
			"It is proved that no zones are better.",
			"Put these zones into force from 1 December 2026", "Look again")
	if w.entries() != before {
		t.Fatal("looking has recorded something")
	}
	b.in("zh").get(p.at).says("5 个县市改归其他协作区", "镇a", "自2026年12月1日起生效", "西区")
	b.in("en").follow(b.again(p, sendButton)).want(http.StatusOK).says("West", "short ways")
	b.get("/zones/w?day=2026-12-01").says("Town b", "Town c", "nearest centre", "Move")
	b.get("/zones/w").says("No place is in the zone on this day.")
	if w.entries() != before+1 { // the rule is recorded beside the zones
		t.Errorf("%d entries", w.entries()-before)
	}
	b.drawn("from", "2027-01-01", "least", "10", "most", "20").
		says("0 places change their zone", "from 10 to 20", "nearest centre")
	b.follow(b.again(b.drawn("from", "2027-01-01"), sendButton))
}

func TestWhatIsPutIntoForceIsWhatWasShown(t *testing.T) {
	w := newRow(t)
	b := w.as(li)
	p := b.drawn()
	b.again(p, sendButton, "from", "2026-12-02").want(http.StatusUnprocessableEntity).
		says("not drawn of what it asks for now", "Look for the best zones")
	p = b.drawn()
	b.again(p, sendButton, "most", "40").want(http.StatusUnprocessableEntity)
	w.do(li, "office", "pin-place", `{"place":"b","zone":"x","reason":"x","base":0}`)
	b.again(p, sendButton).want(http.StatusConflict).says("pinned")
	p = b.drawn()
	p.says("Pinned by hand", "Town b")
}

func TestWhyNoZonesAreDrawnIsToldByNameWithWhatToDo(t *testing.T) {
	w := newRow(t)
	w.do(li, "office", "register-place", `{"code":"far","name":{"en":"Far"},"lon":"2",`+
		`"lat":"0","weight":"1","source":"census"}`)
	b := w.as(li)
	for name, c := range map[string]struct{ most, least, says string }{
		"too heavy": {"5", "", "each of these weighs alone: Town b, Town c, Town d"},
		"starved":   {"", "40", "weigh"},
		"backwards": {"5", "9", "least"},
	} {
		p := b.drawn("most", c.most, "least", c.least)
		p.says(c.says).hides("What was drawn")
		if p.status == http.StatusOK {
			t.Errorf("%s: nothing is wrong", name)
		}
	}
	w.do(li, "office", "register-place", `{"code":"isle","name":{"en":"Isle"},"lon":"2",`+
		`"lat":"0","weight":"1","source":"census"}`)
	w.do(li, "office", "state-border",
		`{"a":"far","b":"isle","ruling":"joined","reason":"A ferry","base":0}`)
	b.drawn().
		says("No centre can reach 2 places over any border: Far, Isle.", "Say which places")
	p := b.drawn("from", "soon")
	if p.faults()["from"] == "" {
		t.Errorf("the day is taken: %v", p.faults())
	}
}

func TestNoZonesAreLookedForFromADayThatIsOver(t *testing.T) {
	w := newRow(t)
	p := w.as(li).drawn("most", "30", "from", "2026-11-24")
	if p.faults()["from"] == "" {
		t.Errorf("the day is not refused: %v", p.faults())
	}
	p.hides("Put these zones into force")
	w.as(li).drawn("most", "30", "from", "2026-11-25").says("Put these zones into force")
}

func TestWhoElseHasZonesDrawnIsWaitedFor(t *testing.T) {
	a := &ask{Server: &Server{drawing: make(chan funding, 1)}, ctx: t.Context()}
	a.drawing <- funding{}
	ended, stop := context.WithCancel(t.Context())
	stop()
	a.ctx = ended
	if _, err := a.drawInTurn(nil); err == nil {
		t.Error("two draw at once")
	}
}

func TestAPlaceIsMovedAtWhatItCosts(t *testing.T) {
	w := newRow(t)
	b := w.as(li)
	b.follow(b.again(b.drawn("most", "30"), sendButton))
	move := "/places/c/move?day=2026-12-01"
	b.get(move).want(http.StatusOK).
		says("Zones beside the place", "East", "0 (weight × km)", "yes", "10", "20")
	b.get("/places/a/move?day=2026-12-01").want(http.StatusOK).
		says("No other zone lies beside this place")
	b.get("/places/c/move").want(http.StatusOK).
		says("No other zone lies beside this place on this day.")
	p := b.fill(move, sendButton, "zone", "x", "reason", "")
	if p.faults()["reason"] == "" {
		t.Errorf("no reason is wanted: %v", p.faults())
	}
	b.follow(b.fill(move, sendButton, "zone", "x", "reason", "The bridge")).
		want(http.StatusOK).says("East", "moved by hand", "The bridge")
	w.do(li, "office", "state-border",
		`{"a":"b","b":"d","ruling":"joined","reason":"A path","base":0}`)
	p = b.get("/places/d/move?day=2026-12-01").
		says("no", "No way inside a zone would lead to its centre", "draw the zones anew")
	if p.form()["zone"] != nil && p.form().Get("zone") != "" {
		t.Error("a move can be chosen that a rule forbids")
	}
	b.get("/places/c/move?day=2026-12-01").says("West", "yes")
}

func TestAPlaceOfAnInnerZoneIsMovedWithinItsOuterZoneFirst(t *testing.T) {
	w := newRow(t)
	w.do(li, "office", "set-zoning", `{"objective":"ties","base":0}`)
	draw := func(within, rows string) {
		t.Helper()
		w.do(li, "office", "draw-zones", `{`+within+`"from":"2026-12-01","cost":"0","bound":"0",`+
			`"places":[`+rows+`]}`)
	}
	row := func(place, zone, reason string) string {
		return `{"place":"` + place + `","zone":"` + zone + `","reason":"` + reason + `"}`
	}
	draw("", strings.Join([]string{
		row("a", "w", "centre"), row("b", "w", "tie"), row("c", "w", "tie"), row("d", "w", "tie"),
		row("e", "x", "centre"),
	}, ","))
	for code, of := range map[string]string{
		"in": `"Inner"},"centre":["b"]`, "by": `"Other"},"centre":["d"]`,
	} {
		w.do(li, "office", "found-zone", `{"code":"`+code+`","parent":"w","name":{"en":`+of+`}`)
	}
	w.do(li, "office", "set-zoning", `{"within":"w","objective":"ties","base":0}`)
	draw(`"within":"w",`, strings.Join([]string{
		row("a", "in", "tie"), row("b", "in", "centre"), row("c", "in", "tie"),
		row("d", "by", "centre"),
	}, ","))
	b := w.as(li)
	b.get("/places/c/move?day=2026-12-01").want(http.StatusOK).
		says("Other", "Inner", "move it out of there").
		hides(`<th scope="row"><a href="/zones/x">`, `<option value="x"`)
	b.get("/places/d/move?day=2026-12-01&outer=yes").want(http.StatusOK).
		says("East", "West").hides("move it out of there")
	b.get("/zones/draw?within=w").want(http.StatusOK).says("Inner", "Other").hides("East")
	// Its rule is another row than that of the region, which the form rests on.
	b.follow(b.fill("/zones/rule?within=w", sendButton, "objective", "distance")).
		want(http.StatusOK).says("short ways")
}

func TestAMapShowsPlacesByZoneAndManyPlacesAsTheirZones(t *testing.T) {
	w := newRow(t)
	b := w.as(li)
	b.get("/zones").says("Town c: in no zone")
	b.follow(b.again(b.drawn("from", "2026-11-25"), sendButton))
	p := b.get("/zones?day=2026-12-01").want(http.StatusOK)
	if !strings.Contains(p.body, `<a href="/places/c"><title>Town c: West</title>`) {
		t.Error("the map does not lead to its places")
	}
	z := (*w.sketched)[len(*w.sketched)-1]
	if len(z.Places) != 5 || len(z.Borders) != 4 || len(z.Zones) != 2 ||
		!z.Places[0].Centre || z.Places[1].Centre || z.Mark == "" {
		t.Errorf("the map has %+v", z)
	}
	z.byZone()
	if len(z.Places) != 2 || len(z.Borders) != 1 || z.Places[1].Lon != 350_000 ||
		z.Places[1].Title != "East" {
		t.Errorf("by zone it has %+v", z)
	}
	place := w.as(li).get("/places/a/details").form().Get(baseField)
	w.do(li, "office", "describe-place", `{"code":"a","name":{"en":"Slow"},"lon":"0","lat":"0",`+
		`"weight":"10","source":"census","base":`+place+`}`)
	b.get("/zones").says("The map is being drawn")
	w.as(wang).get("/places/c").says("West, since 25 November 2026: nearest centre")
}

// TestEveryCauseIsToldWithNamesAndWhatToDo words what the solver can refuse by, as a
// page tells it. Long: it is a table.
func TestEveryCauseIsToldWithNamesAndWhatToDo(t *testing.T) {
	w := newRow(t)
	args := hinterland.Args{
		"count": 2, "places": hinterland.Codes[hinterland.PlaceCode]{"b", "c"},
		"zones":   hinterland.Codes[hinterland.ZoneCode]{"w", "nowhere"},
		"cutting": hinterland.Codes[hinterland.PlaceCode]{"d"}, "weight": 30, "limit": 20,
	}
	told := func(tongue string, reason hinterland.Reason) string {
		t.Helper()
		b := w.as(li)
		r := httptest.NewRequest(http.MethodGet, "/zones", nil)
		r.AddCookie(&http.Cookie{Name: sessionCookie, Value: b.cookies[sessionCookie]})
		a := &ask{Server: w.site, r: r, ctx: b.context(), say: lang.For(lang.Match(tongue))}
		if err := errors.Join(a.recognise(), a.seat()); err != nil {
			t.Fatal(err)
		}
		f, err := a.refusal(hinterland.Refuse(hinterland.Conflict, reason, args))
		if err != nil {
			t.Fatal(err)
		}
		return a.line(f)
	}
	for reason, words := range map[hinterland.Reason][2]string{
		"zoning.pin-unreached": {
			"Pinned to West, nowhere, Town b, Town c cannot reach its centre: Town d cut the way." +
				" Take away or change one of these pins.",
			"镇b、镇c 指定归 西区、nowhere，但被 镇d 隔断，无法与其中心连通。请取消或更改其中一个指定。",
		},
		"zoning.pins-cross": {
			"The pinned places Town b, Town c cannot all reach their centres: their ways would " +
				"have to cross. Take one of these pins away.",
			"指定的县市 镇b、镇c 无法同时与各自的中心连通：通路必然相交。请取消其中一个指定。",
		},
		"zoning.too-heavy": {
			"More than a zone may weigh, 20, each of these weighs alone: Town b, Town c. " +
				"Raise the greatest weight, or make it a part of a centre.",
			"下列县市单独的权重就超过一个协作区的上限 20：镇b、镇c。请提高上限，或将其设为中心的一部分。",
		},
		"zoning.pins-heavy": {
			"The places pinned to West, nowhere, Town b, Town c, weigh 30 together, more than 20." +
				" Raise the greatest weight, or take a pin away.",
			"指定归 西区、nowhere 的 镇b、镇c 合计权重 30，超过 20。请提高上限，或取消一个指定。",
		},
		"zoning.crowded": {
			"No zones but West, nowhere can have Town b, Town c, which weigh 30 together, more " +
				"than the 20 that these zones may weigh. " +
				"Raise the greatest weight, or found another zone there.",
			"镇b、镇c 只能归 西区、nowhere，合计权重 30，超过这些协作区的上限 20。请提高上限，或在当地另设协作区。",
		},
		"zoning.starved": {
			"West, nowhere can have no other places than Town b, Town c, which weigh 30 together," +
				" less than the 20 that these zones have to weigh. " +
				"Lower the least weight, or take a pin away.",
			"西区、nowhere 最多只能得到 镇b、镇c，合计权重 30，达不到这些协作区的下限 20。请降低下限，或取消一个指定。",
		},
		"zoning.indivisible": {
			"No zones keep the bounds: that would take dividing some of Town b, Town c. " +
				"Widen the bounds.",
			"没有方案能满足上下限，除非拆分 镇b、镇c 中的某些县市。请放宽上下限。",
		},
		"zoning.unreachable": {
			"No centre can reach 2 places over any border: Town b, Town c. " +
				"Say which places are their neighbours, or choose one of them for a centre.",
			"有 2 个县市从任何中心都无法经边界到达：镇b、镇c。请补充其相邻关系，或将其中之一选为中心。",
		},
		"zoning.busy": {
			"Others are having zones drawn. Try again in some seconds.",
			"有人正在划区。请几秒钟后再试。",
		},
	} {
		for i, tongue := range []string{"en", "zh"} {
			if got := told(tongue, reason); got != words[i] {
				t.Errorf("%s is told as %q, want %q", reason, got, words[i])
			}
		}
	}
}

func TestOnAMapOfZonesPlacesInNoneAndZonesWithoutPlacesAreLeftOut(t *testing.T) {
	m := &ZoneMap{
		Zones: []MapZone{
			{"West", "/zones/w"}, {"East", "/zones/x"}, {"South", "/zones/s"}, {"Bare", "/zones/b"},
		},
		Places: []MapPlace{
			{Code: "a", Lon: 10, Lat: 1, Zone: 0},
			{Code: "b", Lon: 30, Lat: 3, Zone: 0},
			{Code: "c", Lon: 50, Lat: 5, Zone: 1},
			{Code: "d", Lon: 70, Lat: 7, Zone: -1},
			{Code: "e", Lon: 90, Lat: -9, Zone: 2},
		},
		Borders: [][2]string{
			{"a", "b"}, {"b", "c"}, {"c", "a"}, {"c", "d"}, {"d", "e"}, {"e", "elsewhere"},
		},
	}
	m.byZone()
	want := []MapPlace{
		{Code: "0", Name: "West", Title: "West", Href: "/zones/w", Lon: 20, Lat: 2, Zone: 0},
		{Code: "1", Name: "East", Title: "East", Href: "/zones/x", Lon: 50, Lat: 5, Zone: 1},
		{Code: "2", Name: "South", Title: "South", Href: "/zones/s", Lon: 90, Lat: -9, Zone: 2},
	}
	if !slices.Equal(m.Places, want) {
		t.Errorf("cells %+v", m.Places)
	}
	if !slices.Equal(m.Borders, [][2]string{{"0", "1"}}) {
		t.Errorf("borders %v", m.Borders)
	}
}

func TestZonesAndWhoIsInThemAreReadByPrograms(t *testing.T) {
	w := newSettledWorld(t)
	p := w.program(li, "office", clerkPost, "read")
	one := p.get("/zones/south").want(http.StatusOK).body
	for _, part := range []string{
		`"code":"south"`, `"en":"South"`, `"centre":["liuyang"]`, `"lead":"office"`,
		`"state":"proposed"`, `"since":"2026-11-25"`, `"base":`,
	} {
		if !strings.Contains(one, part) {
			t.Errorf("%s does not have %s", one, part)
		}
	}
	all := p.get("/zones?limit=1").want(http.StatusOK).body
	if !strings.Contains(all, `"next":"/api/v1/zones?after=south`) ||
		strings.Contains(all, "upper") {
		t.Errorf("the first part is %s", all)
	}
	if rest := p.get("/zones?after=south").want(http.StatusOK).body; !strings.Contains(rest,
		`"code":"upper"`) || strings.Contains(rest, `"code":"south"`) {
		t.Errorf("the second part is %s", rest)
	}
	for day, places := range map[string]int{"2026-11-30": 0, "2026-12-01": 2, "2029-01-01": 2} {
		in := p.get("/belongings?day=" + day).want(http.StatusOK).body
		if got := strings.Count(in, `"place":`); got != places {
			t.Errorf("on %s there are %d: %s", day, got, in)
		}
		if places > 0 && (!strings.Contains(in, `"zone":"south","from":"2026-12-01",`+
			`"reason":"centre"`) || strings.Contains(in, "last")) {
			t.Errorf("on %s: %s", day, in)
		}
	}
	p.get("/belongings?day=soon").refuses(http.StatusBadRequest, "query.day")
	p.get("/belongings?after=nowhere").refuses(http.StatusBadRequest, "query.after")
	p.get("/zones/nowhere").refuses(http.StatusNotFound, "zone.unknown")
}

func TestOnlyWhoPlansDrawsAndMoves(t *testing.T) {
	w := newRow(t)
	for _, person := range []string{wang, zhao} {
		b := w.as(person)
		for _, target := range []string{"/zones/draw", "/zones/new", "/zones/rule"} {
			b.get(target).want(http.StatusForbidden)
		}
		b.get("/zones").want(http.StatusOK).hides(`href="/zones/draw`, `href="/zones/rule`)
		b.get("/places/c").want(http.StatusOK).hides(`href="/places/c/move`)
	}
	w.as(li).get("/zones").leads("/zones/draw", "/zones/rule?within=", "/zones/draw?within=")
	w.as(li).get("/places/c").want(http.StatusOK).leads("/places/c/pin").
		hides(`href="/places/c/move`) // it is in no zone that it could leave
}

func TestARuleThatSomebodyElseChangedMeanwhileIsNotOverwritten(t *testing.T) {
	w := newRow(t)
	b := w.as(li)
	p := b.drawn("most", "30")
	w.do(li, "office", "set-zoning", `{"objective":"ties","base":0}`)
	before := w.entries()
	if p = b.again(p, sendButton); p.status != http.StatusConflict || w.entries() != before {
		t.Fatalf("status %d: %s", p.status, p.text())
	}
	b.get("/zones").says("strong ties")
	b.follow(b.again(b.drawn("most", "30"), sendButton)).want(http.StatusOK).
		says("short ways", "at most 30")
}

func TestDrawnByTheRuleThatStandsOnlyZonesAreRecorded(t *testing.T) {
	w := newRow(t)
	w.do(li, "office", "set-zoning", `{"objective":"distance","most":"30","base":0}`)
	b := w.as(li)
	p := b.get("/zones/draw").want(http.StatusOK)
	if got := p.form(); got.Get("objective") != "distance" || got.Get("most") != "30" {
		t.Errorf("the form begins with %v", got)
	}
	b.follow(b.again(b.drawn(), sendButton)).want(http.StatusOK).
		says("The zones were drawn")
	b.get("/zones/rule").want(http.StatusOK)
	b.drawn("tolerance", "0.5", "most", "").says("What was drawn", "from 8 to 22").
		hides("at most 30")
}

func TestWhatIsDrawnSurvivesItsWayThroughTheForm(t *testing.T) {
	act := &office.DrawZones{
		Within: "w", From: 20_819, Cost: "1.5", Bound: "1", Places: []office.DrawnPlace{
			{Place: "p;1", Zone: "z|1", Reason: "centre"}, {Place: "县", Zone: "区", Reason: "tie"},
		},
	}
	typed := url.Values{
		"within": {"w"}, "from": {act.From.String()}, "objective": {"ties"}, "most": {" 30 "},
	}
	for _, ruled := range []bool{false, true} {
		d := &draft{ask: &ask{r: httptest.NewRequest(http.MethodGet, "/", nil)}, typed: typed}
		sent := &drawnZones{of: d.asked(), ruled: ruled, act: act}
		typed.Set(drawnField, sent.text())
		got := d.drawn()
		if got == nil || got.ruled != ruled || !reflect.DeepEqual(got.act, act) {
			t.Errorf("%q is read as %+v", sent.text(), got)
		}
		for field, value := range map[string]string{
			"from": "2027-01-02", "objective": "distance", "most": "31", "least": "1",
		} {
			was := typed.Get(field)
			typed.Set(field, value)
			if d.drawn() != nil {
				t.Errorf("with another %s it is still taken", field)
			}
			typed.Set(field, was)
		}
		broken := []string{"", sent.of, sent.text() + " more", sent.of + " ruled 1 1"}
		for _, broken := range broken {
			typed.Set(drawnField, broken)
			if d.drawn() != nil {
				t.Errorf("%q is taken", broken)
			}
		}
	}
}

func TestARuleIsFilledInAsItStands(t *testing.T) {
	none := map[string]string{}
	for name, c := range map[string]struct {
		bounds hinterland.Bounds
		want   map[string]string
	}{
		"unbounded": {hinterland.Bounds{}, none},
		"tolerance": {
			hinterland.Bounds{Kind: hinterland.ByTolerance, Tolerance: 250_000},
			map[string]string{"tolerance": "0.25"},
		},
		"from below": {
			hinterland.Bounds{Kind: hinterland.ByLeastAndMost, Least: 5, Most: hinterland.NoMost},
			map[string]string{"least": "5"},
		},
		"from above": {
			hinterland.Bounds{Kind: hinterland.ByLeastAndMost, Most: 7},
			map[string]string{"most": "7"},
		},
		"both": {
			hinterland.Bounds{Kind: hinterland.ByLeastAndMost, Least: 5, Most: 7},
			map[string]string{"least": "5", "most": "7"},
		},
	} {
		d := &draft{typed: url.Values{}}
		d.fillRule(&hinterland.ZoneRule{Objective: hinterland.ByTies, Bounds: c.bounds})
		for _, field := range []string{"tolerance", "least", "most"} {
			if got := d.typed.Get(field); got != c.want[field] {
				t.Errorf("%s: %s is %q", name, field, got)
			}
		}
		if d.typed.Get("objective") != "ties" {
			t.Errorf("%s: the objective is %q", name, d.typed.Get("objective"))
		}
	}
}

func TestACentreIsReadWithoutTheFieldsThatAreBlank(t *testing.T) {
	d := &draft{typed: url.Values{
		"centre.n": {"4"}, "centre.2": {" b "}, "centre.4": {"d"}, "centre.5": {"beyond"},
	}}
	if got := d.readCentre(); !slices.Equal(got, []hinterland.PlaceCode{"b", "d"}) {
		t.Errorf("it is %v", got)
	}
	if d.typed.Get("centre.1") != "b" || d.typed.Get("centre.2") != "d" ||
		d.typed.Has("centre.4") {
		t.Errorf("the fields hold %v", d.typed)
	}
	d.addCentre("")
	if d.typed.Get("centre.n") != "5" {
		t.Errorf("there is room for %s", d.typed.Get("centre.n"))
	}
	d.typed.Set("centre.n", "100000")
	if d.addCentre(""); d.typed.Get("centre.n") != "100" {
		t.Errorf("there is room for %s", d.typed.Get("centre.n"))
	}
	d.fillCentre([]hinterland.PlaceCode{"x"})
	if d.typed.Get("centre.1") != "x" || d.typed.Get("centre.n") != "2" {
		t.Errorf("filled in it is %v", d.typed)
	}
}

func TestBoundsAreWordedAsTheyHold(t *testing.T) {
	for _, c := range []struct {
		name   string
		bounds hinterland.Bounds
		en, zh string
	}{
		{"nothing is bounded", hinterland.Bounds{}, "none", "不限"},
		{
			"near the mean",
			hinterland.Bounds{Kind: hinterland.ByTolerance, Tolerance: 200_000},
			"within 0.2 of the mean", "与平均值相差不超过0.2",
		},
		{
			"from below alone",
			hinterland.Bounds{
				Kind: hinterland.ByLeastAndMost, Least: 12_000, Most: hinterland.NoMost,
			},
			"at least 12,000", "不少于12,000",
		},
		{
			"from above alone",
			hinterland.Bounds{Kind: hinterland.ByLeastAndMost, Most: 9_000},
			"at most 9,000", "不超过 9,000",
		},
		{
			"from both sides",
			hinterland.Bounds{Kind: hinterland.ByLeastAndMost, Least: 1_000, Most: 9_000},
			"from 1,000 to 9,000", "1,000至9,000",
		},
	} {
		for tongue, want := range map[lang.Tongue]string{
			lang.English: c.en, lang.Chinese: c.zh,
		} {
			a := &ask{say: lang.For(tongue)}
			if got := a.bounds(&c.bounds); got != want {
				t.Errorf("%s: %q, want %q", c.name, got, want)
			}
		}
	}
}

func TestAMoveIsDoneAtTheCostThatWasShownAlone(t *testing.T) {
	w := newRow(t)
	b := w.as(li)
	b.follow(b.again(b.drawn(), sendButton))
	target := "/places/b/move?day=2026-12-01"
	b.get(target).want(http.StatusOK).says("No other zone lies beside this place")
	b.follow(b.fill("/places/c/move?day=2026-12-01", sendButton, "zone", "x",
		"reason", "A bridge"))
	p := b.get(target).want(http.StatusOK)
	shown := p.form().Get("cost.x")
	if shown == "" || shown == "0" {
		t.Fatalf("the cost that was shown is %q", shown)
	}
	base := b.get("/places/b/details").form().Get(baseField)
	w.do(li, "office", "describe-place", `{"code":"b","name":{"en":"Town b"},"lon":"0.1",`+
		`"lat":"0","weight":"20","source":"recount","base":`+base+`}`)
	before := w.entries()
	p = b.press("/places/b/move", p.form(), sendButton, "zone", "x", "reason", "A ferry")
	p.want(http.StatusConflict).says("The move costs")
	if w.entries() != before {
		t.Error("it was moved all the same")
	}
	if now := p.form().Get("cost.x"); now == shown || now == "" {
		t.Errorf("the page shows the cost %q still", now)
	}
	b.follow(b.again(p, sendButton)).want(http.StatusOK).says("East", "A ferry")
	if w.entries() != before+1 {
		t.Errorf("%d entries", w.entries()-before)
	}
	b.get("/journal").says("Town b")
	b.get("/places/b").want(http.StatusOK).says("Weight")
	b.in("zh").get("/zones/x?day=2026-12-01").want(http.StatusOK).
		says("镇c", "人工调整", "A ferry")
	b.get("/places/c/move?day=2026-12-01").want(http.StatusOK).
		hides("The move costs")
}
