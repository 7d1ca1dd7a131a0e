package demo

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// aLife is the life of a sample in a language, in which nothing has happened.
func aLife(t *testing.T, name string, tongue lang.Tongue) *life {
	t.Helper()
	s := samples(t)[name]
	l := &life{
		Sample: s, Stage: &Stage{Say: lang.For(tongue), Set: func(time.Time) {}},
		index: s.Region.Index(), hosts: map[hinterland.PartyCode]office.Actor{}, zone: time.UTC,
	}
	l.horizon = theYear(l.day(1, 1))
	return l
}

// aDeal is a deal on 100 t of wheat a month in January and February.
func aDeal() *deal {
	d := &deal{
		from: "a", to: "b", price: 2_500_000_000,
		good: &hinterland.Good{Code: "wheat", Decimals: 1, Currency: "CNY"},
	}
	d.due[0], d.due[1] = 1000, 1000
	d.ready = d.due
	return d
}

func TestPeopleAreNamedAsTheirLanguageDoes(t *testing.T) {
	for name, want := range map[string][2]string{"shanxi": {" ", ""}, "iowa": {" ", "·"}} {
		for i, tongue := range []lang.Tongue{lang.English, lang.Chinese} {
			l := aLife(t, name, tongue)
			got := string(l.person("office"))
			han := strings.ContainsFunc(got, func(r rune) bool { return r >= 0x4e00 })
			if !strings.Contains(got, want[i]) || han != (tongue == lang.Chinese) {
				t.Errorf("%s in %s: %q", name, tongue, got)
			}
			if got != string(l.person("office")) {
				t.Errorf("%s is somebody else the second time", got)
			}
			if l.person("office") == l.person("") && l.person("office") == l.person("x") {
				t.Errorf("everybody is %s", got)
			}
		}
	}
	english, chinese := aLife(t, "shanxi", lang.English), aLife(t, "shanxi", lang.Chinese)
	if english.person("office") != "Zhang Min" || chinese.person("office") != "张敏" {
		t.Errorf("%s is %s", english.person("office"), chinese.person("office"))
	}
}

func TestTheYearIsOfTwelveMonths(t *testing.T) {
	l := aLife(t, "iowa", lang.English)
	if faults := l.horizon.Check(); len(faults) > 0 {
		t.Error(faults)
	}
	if from, last := l.horizon.From.String(), l.horizon.Last().String(); from != "2026-01-01" ||
		last != "2026-12-31" {
		t.Errorf("from %s to %s", from, last)
	}
	if got := l.day(0, 4).String(); got != "2025-12-04" {
		t.Errorf("the month before the first is that of %s", got)
	}
	if got := l.day(13, 1).String(); got != "2027-01-01" {
		t.Errorf("the month after the last is that of %s", got)
	}
}

// Whatever rows the sample has of a month, its statements say, and no other.
func TestStatementsSayWhatTheSampleHas(t *testing.T) {
	for _, name := range Names() {
		l := aLife(t, name, lang.English)
		offers, needs := 0, 0
		var offered, needed hinterland.Quantity
		for _, s := range l.statements() {
			for _, o := range s.Offers() {
				if s.Kind == hinterland.Offered {
					offers, offered = offers+1, offered+o.Quantity
				}
			}
			for _, n := range s.Needs() {
				if s.Kind == hinterland.Needed {
					needs, needed = needs+1, needed+n.Quantity
				}
			}
		}
		for _, o := range l.Region.Offers {
			offered -= o.Quantity
		}
		for _, n := range l.Region.Needs {
			needed -= n.Quantity
		}
		if offered != 0 || needed != 0 || offers != len(l.Region.Offers) ||
			needs != len(l.Region.Needs) {
			t.Errorf("%s: %d offers and %d needs, off by %d and %d", name, offers, needs, offered,
				needed)
		}
	}
}

func TestAStatementIsWrittenInTheGoodsSteps(t *testing.T) {
	l := aLife(t, "shanxi", lang.English)
	for _, s := range l.statements() {
		act := l.statement(s)
		if faults := act.Check(); len(faults) > 0 {
			t.Fatalf("%v: %v", s, faults)
		}
		offer, is := act.(*office.StateOffer)
		if is != (s.Kind == hinterland.Offered) || is && offer.Price != money(s.Price) {
			t.Fatalf("%v is said as %v", s, act)
		}
	}
}

// What falls short of what is due is what the plan does not give, and it is sent
// again where it was lost.
func TestWhatIsLostIsSentAgainAndWhatIsNotThereIsNot(t *testing.T) {
	l := aLife(t, "shanxi", lang.English)
	d := aDeal()
	d.ready[1] = 400 // the plan has less than was agreed
	sent := hinterland.Quantity(0)
	for month := 1; month <= 12; month++ {
		s := l.send(d, month)
		if s == nil {
			continue
		}
		if s.q > 1400 || s.short+s.bad > s.q/20 || s.short > 0 && s.bad > 0 {
			t.Errorf("in month %d %d goes off, %d short, %d bad", month, s.q, s.short, s.bad)
		}
		if on := s.day; on < l.day(month, 18) || on > l.day(month, 27) {
			t.Errorf("in month %d it goes off on %s", month, on)
		}
		sent += s.q - s.short - s.bad
	}
	if sent != 1400 || d.taken != 1400 || d.owed != 600 || d.stock != 0 {
		t.Errorf("%d came of 2000, %d is owed, %d in stock", sent, d.owed, d.stock)
	}
}

func TestADealIsWorthItsPriceInCents(t *testing.T) {
	d := aDeal() // 200 t at 2,500
	if got := d.paid(d.total()); got != 50_000_000 {
		t.Errorf("200 t are %d cents", got)
	}
	d.good.Decimals, d.price = 3, 10_000 // a cent for a tonne
	if got := []int64{d.paid(499), d.paid(500), d.paid(501), d.paid(1500)}; got[0] != 0 ||
		got[1] != 0 || got[2] != 1 || got[3] != 2 {
		t.Errorf("halves go to the even one: %v", got)
	}
}

func TestDealsArePartedByParty(t *testing.T) {
	var deals []*deal
	for _, to := range []hinterland.PartyCode{"b", "a", "b", "c", "a"} {
		deals = append(deals, &deal{to: to})
	}
	var got []string
	for _, part := range byParty(deals, func(d *deal) hinterland.PartyCode { return d.to }) {
		got = append(got, string(part[0].to)+strings.Repeat("+", len(part)-1))
	}
	if text := strings.Join(got, " "); text != "a+ b+ c" {
		t.Errorf("got %s", text)
	}
	if deals[0].to != "b" {
		t.Error("the deals themselves were put into another order")
	}
}

// Terms stand before the office refuses any: what each floor of a sample comes to
// is an agreement that can be.
func TestEveryFloorIsATextThatCanBeAgreedOn(t *testing.T) {
	for _, name := range Names() {
		for _, tongue := range lang.Tongues() {
			l := aLife(t, name, tongue)
			deals := l.guaranteed()
			for _, d := range deals {
				terms := l.terms(d, d.to)
				if faults := terms.Check(); len(faults) > 0 {
					t.Fatalf("%s: %v", terms.Title, faults)
				}
				if labour := terms.Kind == hinterland.LabourGuarantee; labour !=
					(d.good.Class == hinterland.LabourClass) || terms.Parties[0] != d.to {
					t.Errorf("%s is of kind %s by %s", terms.Title, terms.Kind, terms.Parties[0])
				}
				if l.terms(d, d.from).Parties[0] != d.from {
					t.Errorf("%s is not proposed by who proposes it", terms.Title)
				}
			}
			if len(deals) < 100 {
				t.Errorf("%s: %d deals", name, len(deals))
			}
		}
	}
}

func TestWordsOfTheSampleAreThoseOfItsLanguage(t *testing.T) {
	chinese, english := aLife(t, "shanxi", lang.Chinese), aLife(t, "shanxi", lang.English)
	for word, want := range map[string]string{
		"piece": "件", "raw material": "原材料", "t": "t", hinterland.LabourClass: "labour", "": "",
	} {
		if got := chinese.word(word); got != want {
			t.Errorf("%q is %q", word, got)
		}
		if got := english.word(word); got != word {
			t.Errorf("in English %q is %q", word, got)
		}
	}
}

func TestGuestsAreOfPartiesThatTheSampleHas(t *testing.T) {
	for _, name := range Names() {
		s := samples(t)[name]
		load := &loader{folder: s.folder}
		roles := map[string]bool{}
		for _, r := range load.read("guests.csv") {
			code := hinterland.PartyCode(r.text("place") + "-" + r.text("kind"))
			if s.Region.Index().Party[code] == nil {
				t.Errorf("%s has no %s", name, code)
			}
			roles[r.text("role")] = true
		}
		if load.err != nil || len(roles) != 4 {
			t.Errorf("%s: %v, %v", name, roles, load.err)
		}
		if s.Note.English == "" || s.Note.Chinese == "" || s.clock == "" {
			t.Errorf("%s does not say what is real", name)
		}
	}
}

// Once something was refused nothing more is done.
func TestALifeEndsWithTheFirstActThatFails(t *testing.T) {
	l := aLife(t, "iowa", lang.English)
	l.err = hinterland.Refuse(hinterland.Conflict, "plan.empty", nil)
	if e := l.do(office.Actor{}, &office.ProposePlan{}); e.Number != 0 {
		t.Error("an act was done all the same")
	}
	if e := l.all(office.Actor{}, nil); e.Number != 0 {
		t.Error("nothing was done as something")
	}
	looked := false
	l.see(office.Actor{}, func(*office.View) error { looked = true; return nil })
	if looked {
		t.Error("somebody looks all the same")
	}
}

func TestLinesAreAddedUpByTheMonthInWhichTheyAreSent(t *testing.T) {
	got := months([]hinterland.Line{
		{OfferPeriod: 1, ShipPeriod: 2, Period: 3, Quantity: 5},
		{OfferPeriod: 2, ShipPeriod: 2, Period: 2, Quantity: 7},
		{OfferPeriod: 12, ShipPeriod: 12, Period: 12, Quantity: 1},
	})
	if got != [Periods]hinterland.Quantity{1: 12, 11: 1} {
		t.Errorf("got %v", got)
	}
}

// anAllocation is what a plan lets one party of Shanxi give another.
func anAllocation(l *life) *office.Allocated {
	a := &office.Allocated{Lines: []hinterland.Line{
		{ShipPeriod: 4, Quantity: 30, Price: 20_000}, {ShipPeriod: 6, Quantity: 12, Price: 25_000},
	}}
	a.From, a.To, a.Good = l.Region.Parties[0].Code, l.Region.Parties[1].Code, "pork"
	return a
}

func TestWhatAPlanGivesBecomesADealOfThatMuch(t *testing.T) {
	l := aLife(t, "shanxi", lang.English)
	a := anAllocation(l)
	if l.dealOf(a) != nil {
		t.Error("nobody has agreed on it")
	}
	d := l.dealBy(a)
	if d.total() != 42 || d.ready != d.due || d.due[3] != 30 || d.price != 20_000 {
		t.Errorf("the deal is on %v at %d", d.due, d.price)
	}
	l.deals = append(l.deals, d)
	if l.dealOf(a) != d {
		t.Error("it falls under no deal")
	}
	for name, other := range map[string]func(*office.Allocated){
		"another good":  func(a *office.Allocated) { a.Good = "coal" },
		"the way back":  func(a *office.Allocated) { a.From, a.To = a.To, a.From },
		"another taker": func(a *office.Allocated) { a.To = l.Region.Parties[2].Code },
	} {
		changed := anAllocation(l)
		if other(changed); l.dealOf(changed) != nil {
			t.Errorf("%s falls under the deal", name)
		}
	}
}

func TestTheOfficeAndAGuestAgreeOnHowToKeepInTouch(t *testing.T) {
	l := aLife(t, "iowa", lang.English)
	g := Guest{Party: l.Region.Parties[0].Name, party: l.Region.Parties[0].Code}
	for _, by := range []hinterland.PartyCode{officeCode, g.party} {
		terms := l.contact(g, by)
		if faults := terms.Check(); len(faults) > 0 {
			t.Errorf("proposed by %s: %v", by, faults)
		}
		if terms.Parties[0] != by || terms.Parties[1] == by || terms.Tasks[0].Party != g.party {
			t.Errorf("proposed by %s it is of %v", by, terms.Parties)
		}
	}
	one := l.digest(l.contact(g, officeCode), &hinterland.Called{})
	if other := l.digest(l.contact(g, g.party), &hinterland.Called{}); one == other {
		t.Error("whoever proposes, the text is the same")
	}
}

func TestASampleWithAMapLoadsIt(t *testing.T) {
	for name, maps := range map[string]int{"iowa": 1, "shanxi": 0} {
		l := aLife(t, name, lang.English)
		var kept []hinterland.File
		l.Keep = func(_ context.Context, f hinterland.File) error {
			kept = append(kept, f)
			return nil
		}
		if len(l.Zoning.Map) == 0 {
			if len(kept) != maps {
				t.Errorf("%s keeps %d maps", name, len(kept))
			}
			continue
		}
		acts := l.loadMap()
		load, is := acts[0].(*office.LoadMap)
		if l.err != nil || !is || len(kept) != maps || load.File != kept[0].Digest ||
			len(load.Borders) != len(l.Zoning.Adjacency) ||
			load.Source == "" || load.Licence == "" {
			t.Errorf("%s loads %+v (%v)", name, acts, l.err)
		}
		if faults := load.Check(); len(faults) > 0 {
			t.Errorf("%s is refused its map: %v", name, faults)
		}
	}
	l := aLife(t, "iowa", lang.Chinese)
	l.Keep = func(context.Context, hinterland.File) error { return context.Canceled }
	if l.loadMap(); !errors.Is(l.err, context.Canceled) {
		t.Errorf("that the map cannot be kept is told as %v", l.err)
	}
}
