package web

import (
	"net/http"
	"strings"
	"testing"

	"hinterland"
	"hinterland/office"
)

func TestWhoMayBuyWhatWhere(t *testing.T) {
	w := newSettledWorld(t)
	w.do(zhao, "mill", "announce-scope", `{"buyer":"mill","good":"ramie","place":"north",`+
		`"from":"2026-12-15","last":"2027-01-31"}`)
	for name, tt := range map[string]struct {
		who, tongue, target string
		says, hides         []string
	}{
		"all of the year": {
			li, "en", "/scopes",
			[]string{
				"Ramie Liuyang county County office announced " +
					"1 November 2026 to 28 February 2027 End the scope Paper mill",
				"Ramie North town County office exclusive won in a public tender: Lot 7",
				"Ramie North town Paper mill announced",
				"County office, County office (exclusive)", "Calendar 2026", "Jan Feb",
			},
			nil,
		},
		"a year later": {
			li, "en", "/scopes?year=2027",
			[]string{"Calendar 2027", "28 February 2027", "31 January 2027"},
			[]string{"Lot 7"},
		},
		"no year without scopes": {
			li, "en", "/scopes?year=2030", []string{"Nobody has announced"}, []string{"Lot 7"},
		},
		"a place in what a scope is for": {
			wang, "zh", "/scopes?place=liuyang&good=ramie&day=2026-12-14",
			[]string{"独家 公开招标标段：Lot 7", "北乡", "2026年日历"},
			[]string{"造纸厂", "终止采购范围"},
		},
		"a good that is in none": {
			li, "en", "/scopes?good=paper", []string{"Nobody has announced"}, nil,
		},
		"who announced ends it": {
			zhao, "en", "/scopes",
			[]string{"31 January 2027 End the scope"},
			[]string{"31 December 2026 End the scope"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			w.under(t).as(tt.who).in(tt.tongue).get(tt.target).want(http.StatusOK).
				says(tt.says...).hides(tt.hides...)
		})
	}
	w.as(li).get("/scopes?day=soon").want(http.StatusUnprocessableEntity)
}

// The calendar has a bar for each scope, as long as its days of the year.
func TestBarsOfTheCalendarAreAsLongAsTheirDays(t *testing.T) {
	w := newSettledWorld(t)
	p := w.as(li).get("/scopes")
	var bars []string
	for _, e := range p.all("rect") {
		if e.attr["height"] == "20" {
			bars = append(bars, e.attr["class"]+" "+e.attr["x"]+" "+e.attr["width"])
		}
	}
	if got, want := strings.Join(bars, ", "), "told 833 167, alone 916 84"; got != want {
		t.Errorf("bars %s, want %s", got, want)
	}
	for _, tt := range []struct {
		day  string
		year int
		want int
	}{
		{"2026-01-01", 2026, 0},
		{"2025-06-30", 2026, 0},
		{"2027-01-01", 2026, 1000},
		{"2026-07-01", 2026, 500},
		{"2028-02-29", 2028, 163},
	} {
		day, err := hinterland.ParseDay(tt.day)
		if err != nil {
			t.Fatal(err)
		}
		if got := inYear(day, tt.year); got != tt.want {
			t.Errorf("%s in %d: %d, want %d", tt.day, tt.year, got, tt.want)
		}
	}
}

func TestScopesAreGivenOnPages(t *testing.T) {
	w := newSettledWorld(t)
	b := w.as(zhao)
	p := b.fill("/scopes/new", sendButton, "good", "ramie", "place", "liuyang",
		"from", "2026-12-01", "last", "2026-11-01").want(http.StatusUnprocessableEntity)
	if p.faults()["last"] == "" {
		t.Errorf("faults %v", p.faults())
	}
	b.fill("/scopes/new", sendButton, "good", "ramie", "place", "liuyang",
		"from", "2026-12-01", "last", "2026-12-31")
	b.get("/scopes").says("Ramie Liuyang county Paper mill announced")
	keeper := w.as(li)
	keeper.fill("/scopes/grants/new", sendButton, "buyer", "mill", "good", "ramie",
		"place", "liuyang", "from", "2026-12-31", "last", "2027-12-31", "basis", "own-buyers").
		want(http.StatusConflict).says("County office alone may buy Ramie in North town from " +
		"1 December 2026 to 31 December 2026.")
	keeper.in("zh").fill("/scopes/grants/new", sendButton, "buyer", "mill", "good", "ramie",
		"place", "liuyang", "from", "2026-12-31", "last", "2027-12-31", "basis", "own-buyers").
		says("2026年12月1日至2026年12月31日，北乡的苎麻由县办公室独家采购。")
	keeper.in("en").fill("/scopes/grants/new", sendButton, "buyer", "mill", "good", "ramie",
		"place", "liuyang", "from", "2027-01-01", "last", "2027-12-31", "basis", "own-buyers")
	keeper.get("/scopes?year=2027").says("Paper mill exclusive")
	keeper.fill("/scopes/"+announced+"/end", sendButton, "last", "2026-12-05", "reason", "Enough")
	keeper.get("/scopes").says("1 November 2026 to 5 December 2026")
	keeper.get("/journal").says("end a scope", "grant an exclusive scope")
}

func TestPlacesAreEnteredAndCorrectedOnPages(t *testing.T) {
	w := newSettledWorld(t)
	b := w.as(li)
	p := b.fill("/places/new", sendButton, "name.en", "South town", "code", "south",
		"parent", "liuyang", "lon", "113.7").want(http.StatusUnprocessableEntity)
	if p.faults()["lat"] == "" {
		t.Errorf("faults %v", p.faults())
	}
	b.fill("/places/new", sendButton, "name.en", "South town", "code", "south",
		"parent", "liuyang", "lon", "113.7", "lat", "-28")
	b.get("/places").says("Liuyang county liuyang 28.141°, 113.6305°", "› North town north",
		"› South town south -28°, 113.7°")
	b.fill("/places/south/details", sendButton, "name.en", "South", "parent", "north")
	b.get("/places").says("› › South south -28°, 113.7°")
	b.get("/places/south").says("Correct")
	b.fill("/places/liuyang/details", sendButton, "parent", "south").
		want(http.StatusConflict).says("Going up from here leads back here.")
	b.get("/places/none/details").want(http.StatusNotFound)
	b.fill("/parties/mill/place", sendButton, "place", "south")
	b.get("/parties/mill").says("Place South")
	b.fill("/goods/new", sendButton, "name.en", "Long ramie", "code", "long", "unit", "t",
		"decimals", "3", "parent", "ramie")
	b.get("/goods").says("Long ramie long Ramie t")
}

func TestPurchasesOffScopeAreTold(t *testing.T) {
	w := newSettledWorld(t)
	w.do(li, "office", "grant-scope", `{"buyer":"mill","good":"ramie","place":"liuyang",`+
		`"from":"2026-11-01","last":"2026-11-30","basis":"own-buyers"}`)
	w.do(wang, "coop", "record-delivery",
		`{"agreement":"14","item":1,"day":"2026-11-24","quantity":"2"}`)
	keeper := w.as(li)
	keeper.get("/scopes").says("forbids are let through and reported.",
		"24 November 2026 delivered Agreement Ramie Ramie co-op County office Paper mill")
	w.as(zhao).get("/scopes").says("24 November 2026 delivered Ramie Ramie co-op County office").
		hides("/agreements/" + ramie)
	keeper.fill("/scopes/rule", sendButton, "rule", "refuse")
	keeper.get("/scopes").says("forbids are refused.")
	p := w.as(wang).fill("/agreements/"+ramie+"/deliveries/new", sendButton, "item", "1",
		"day", "2026-11-25", "quantity", "1").want(http.StatusConflict)
	if fault := p.faults()["day"]; !strings.Contains(fault, "Paper mill alone may buy Ramie in "+
		"Liuyang county from 1 November 2026 to 30 November 2026") {
		t.Errorf("faults %v", p.faults())
	}
	keeper.fill("/goods/paper/scarce", sendButton, "reason", "The plan stands at 46 %")
	keeper.get("/goods").says("Paper scarce The plan stands at 46 %", "Ramie scarce")
	keeper.fill("/goods/ramie/scarce", sendButton, "reason", "")
	keeper.get("/goods").hides("Ramie scarce")
}

func TestRivalBuyingIsTold(t *testing.T) {
	w := newSettledWorld(t)
	w.as(li).get("/scopes").says("Rival buying of scarce goods", "There is none.")
	body := strings.NewReplacer(`["office","coop"]`, `["coop","mill"]`, `"to":"office"`,
		`"to":"mill"`, `"price":"820"`, `"price":"830"`).Replace(ramieTerms)
	w.do(li, "office", "give-post",
		`{"person":"7","party":"mill","duty":"signatory","from":"2026-01-01"}`)
	w.agree(w.do(li, "office", "propose-agreement", ramieTerms).Act,
		[2]string{li, "office"}, [2]string{wang, "coop"})
	w.agree(w.do(wang, "coop", "propose-agreement", body).Act,
		[2]string{wang, "coop"}, [2]string{zhao, "mill"})
	const rivals = "Good Place Buyers What Ramie North town County office , Paper mill "
	w.as(zhao).get("/scopes").says(rivals + "the later agreement pays more").
		hides("CNY")
	// Who plans knows prices, and has the agreements of the own party.
	w.as(li).get("/scopes").says(rivals + "Paper mill agreed later and pays 830 CNY per t; " +
		"County office pays 820 CNY per t").leads("/parties/mill")
	w.as(li).in("zh").get("/scopes?lang=zh-Hans").
		says("造纸厂约定在后，单价 830 CNY/t；县办公室为 820 CNY/t")
	w.as(li).fill("/goods/ramie/scarce", sendButton, "reason", "")
	w.as(li).get("/scopes").hides("Rival buying")
}

// agree lets the signatories of parties assent to an agreement that was proposed.
func (w *world) agree(act int64, by ...[2]string) {
	w.t.Helper()
	id, digest := hinterland.MakeID[hinterland.Agreement](act, 0), ""
	for _, one := range by {
		actor := office.Actor{Party: hinterland.PartyCode(one[1])}
		err := actor.Person.UnmarshalText([]byte(one[0]))
		if err == nil {
			err = w.office.View(w.t.Context(), actor, func(v *office.View) error {
				d, err := v.Agreement(id)
				if err == nil {
					digest = d.Latest().Digest
				}
				return err
			})
		}
		if err != nil {
			w.t.Fatal(err)
		}
		w.do(one[0], one[1], "assent", `{"agreement":"`+id.String()+`","version":1,"party":"`+
			one[1]+`","digest":"`+digest+`"}`)
	}
}

// agreeOnRamie brings the sample contract in force.
func (w *world) agreeOnRamie() {
	w.t.Helper()
	w.agree(14, [2]string{li, "office"}, [2]string{wang, "coop"})
}

// An exclusive scope that keeps others from what they have agreed on says so
// before it is granted, and is granted to whoever asks again.
func TestWhatAnExclusiveScopeStopsIsSaidBefore(t *testing.T) {
	w := newSettledWorld(t)
	w.do(li, "office", "regulate", `{"subject":"off-scope","rule":"refuse","base":36}`)
	for _, person := range []string{li, wang} { // so that it is in force
		w.as(person).fill("/agreements/"+ramie+"/assents/new", sendButton).
			want(http.StatusSeeOther)
	}
	b := w.as(li)
	typed := []string{
		"buyer", "mill", "good", "ramie", "place", "north", "from", "2027-01-01",
		"last", "2027-01-31", "basis", "public-lot",
	}
	b.fill("/scopes/grants/new", sendButton, typed...).want(http.StatusSeeOther) // after its term
	typed[7], typed[9] = "2026-11-25", "2026-11-30"
	for _, button := range []string{sendButton, previewButton} {
		p := b.fill("/scopes/grants/new", button, typed...).want(http.StatusConflict).
			says("under 1 agreement in force", "others than Paper mill", "press the button again",
				"Paper mill · Ramie new Place North town")
		if len(p.faults()) > 0 {
			t.Errorf("it is a fault: %v", p.faults())
		}
		if button == sendButton {
			continue
		}
		b.follow(b.press("/scopes/grants/new", p.form(), sendButton)).
			says("The scope was granted.")
	}
	p := w.as(wang).fill("/agreements/"+ramie+"/deliveries/new", sendButton, "quantity", "1")
	p.want(http.StatusConflict).says("Paper mill alone may buy Ramie in North town", "scope 6")
}

// Scopes are led to from where a purchase is written and from who supplies, once
// there are any.
func TestScopesAreLedToWhereTheyMatter(t *testing.T) {
	const also = `href="/scopes" target="_blank"`
	w := newSettledWorld(t)
	b := w.as(li)
	p := b.get("/agreements/new").want(http.StatusOK)
	if !strings.Contains(p.body, also) {
		t.Error("the form of an agreement does not lead to scopes")
	}
	p = b.press("/agreements/new", p.form(), addDates+"1", "items.1.good", "ramie")
	p.leads("/scopes?good=ramie")
	b.get("/parties/coop").leads("/scopes?place=north")
	before := emptyWorld(t)
	before.as(li).get("/agreements/new").hides(also)
}

func TestANewScopeIsSeenInTheListOfItsYear(t *testing.T) {
	w := newSettledWorld(t)
	b := w.as(zhao)
	p := b.follow(b.fill("/scopes/new", sendButton, "good", "ramie", "place", "liuyang",
		"from", "2029-03-01", "last", "2030-02-28"))
	p.says("Scopes: 2029", "1 March 2029 to 28 February 2030").leads("/scopes?year=2030")
	if !strings.Contains(p.body, `name="year" value="2029"`) {
		t.Error("who narrows the list comes back to this year")
	}
	w.as(li).follow(w.as(li).fill("/scopes/grants/new", sendButton, "buyer", "mill", "good",
		"paper", "place", "north", "from", "2031-01-01", "last", "2031-12-31", "basis",
		"own-buyers")).says("Scopes: 2031", "exclusive")
	b.in("zh").get("/scopes?day=2029-03-01").says("采购范围：2029年3月1日")
}

func TestAMapShowsWhoMayBuyAGoodWhere(t *testing.T) {
	w := newRow(t)
	b := w.as(li)
	b.get("/scopes?good=ramie").hides("Choose a good", "<svg")
	for _, s := range [][5]string{
		{"announce", "office", "a", "2026-01-01", `"`},
		{"grant", "coop", "a", "2026-12-01", `","basis":"public-lot"`},
		{"announce", "office", "b", "2026-12-01", `"`},
		{"announce", "office", "c", "2026-12-01", `"`},
		{"grant", "mill", "d", "2026-12-01", `","basis":"own-buyers"`},
	} {
		w.do(li, "office", s[0]+"-scope", `{"buyer":"`+s[1]+`","good":"ramie","place":"`+s[2]+
			`","from":"`+s[3]+`","last":"2026-12-31`+s[4]+`}`)
	}
	w.do(zhao, "mill", "announce-scope", `{"buyer":"mill","good":"ramie","place":"c",`+
		`"from":"2026-12-01","last":"2026-12-31"}`)
	b.get("/scopes").says("Choose a good")
	p := b.get("/scopes?good=ramie&year=2026").want(http.StatusOK)
	p.says("Town a: County office (announced), 1 January 2026 to 31 December 2026; "+
		"Ramie co-op (exclusive), 1 December 2026", "Town e: nobody's scope")
	z := (*w.sketched)[len(*w.sketched)-1]
	var legend, cells []string
	for _, zone := range z.Zones {
		legend = append(legend, zone.Name)
	}
	for _, place := range z.Places {
		cells = append(cells, "–")
		if place.Zone >= 0 {
			cells[len(cells)-1] = legend[place.Zone]
		}
	}
	if got, want := strings.Join(cells, ", "), "Ramie co-op, County office (announced), "+
		"several buyers, Paper mill, –"; got != want {
		t.Errorf("the map shows %s, want %s", got, want)
	}
	if len(legend) != 4 || z.Places[4].Href != "/scopes?good=ramie&place=e&year=2026" {
		t.Errorf("the map has %v and leads to %s", legend, z.Places[4].Href)
	}
	b.get("/scopes?good=ramie&day=2026-06-01").says("Town d: nobody's scope").
		hides("Ramie co-op (exclusive)")
}
