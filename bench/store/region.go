package main

import (
	"bytes"
	"context"
	crand "crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
	"hinterland/sheet"
	"hinterland/store"
	"hinterland/web"
	"hinterland/zonework"
)

// The region that pages are measured in: as many places as the United States
// have counties, in fifty states, with as many goods and periods as are promised.
const (
	regionPlaces  = 3100
	regionStates  = 50
	regionWide    = 62 // places side by side
	regionGoods   = 300
	regionStated  = 50_000 // offers, and as many needs
	regionHorizon = "y2027"
	regionZones   = 50
	regionScopes  = 2000
	regionSeed    = 1958
)

// region measures how long the pages of a region of a nation's size take, as who
// plans for it and as a party of it sees them.
func (m *measuring) region(ctx context.Context) error {
	if m.kept != "" {
		return m.regionIn(ctx, m.kept)
	}
	return onEngines(ctx, func(_, place string) error { return m.regionIn(ctx, place) })
}

// regionIn measures a region in a database, which is filled if it is empty.
func (m *measuring) regionIn(ctx context.Context, place string) error {
	r, err := openRegion(ctx, place)
	if err != nil {
		return err
	}
	s, err := openSite(ctx, r.bench, true)
	if err != nil {
		return err
	}
	paths := slices.DeleteFunc(regionPaths(r), func(path string) bool {
		return !strings.HasPrefix(path, m.at)
	})
	err = s.turn(ctx, place, "planner", paths)
	if err == nil {
		err = s.turnAs(ctx, r.hub, func() error { return s.turn(ctx, place, "party", paths) })
	}
	return errors.Join(err, s.close())
}

// openRegion opens the office of a region, and fills it if it is empty.
func openRegion(ctx context.Context, place string) (*regionBench, error) {
	b, err := openBench(ctx, place, 1)
	dice := rand.New(rand.NewPCG(regionSeed, 0))
	r := &regionBench{bench: b, dice: dice}
	if len(hinterland.RefusalsIn(err)) > 0 { // the region is open already
		return r, r.recall(ctx, place)
	}
	if err == nil {
		err = r.fill(ctx)
	}
	return r, errors.Join(err, analyze(ctx, place))
}

// recall finds in an office that was filled what fill has made.
func (r *regionBench) recall(ctx context.Context, place string) error {
	db, err := store.Open(ctx, place)
	if err != nil {
		return err
	}
	keeper := office.Actor{Person: hinterland.MakeID[hinterland.Person](1, 0), Party: "office"}
	r.bench = &bench{
		db: db, office: office.New(db.Region(1), time.Now, crand.Reader), keeper: keeper,
	}
	r.office.JudgeZonesBy(zonework.Judge{})
	return r.office.View(ctx, keeper, func(v *office.View) error {
		holders, err := v.HoldersIn(regionParty(0))
		if err != nil {
			return err
		}
		r.hub, r.run = holders[0].ID, "run"
		plans, err := v.KeptPlans(hinterland.PlanQuery{}, 0, 1)
		if err == nil {
			r.plan = plans[0].ID
		}
		return err
	})
}

// A regionBench is the office of a region while it is filled.
type regionBench struct {
	*bench
	dice *rand.Rand
	hub  hinterland.ID[hinterland.Person] // who acts for the party that deals with most
	plan hinterland.ID[hinterland.KeptPlan]
	run  string
}

func countyCode(n int) string { return fmt.Sprintf("c%04d", n) }
func stateCode(n int) string  { return fmt.Sprintf("s%02d", n) }
func regionParty(n int) hinterland.PartyCode {
	return hinterland.PartyCode(fmt.Sprintf("r%04d", n))
}

func regionGood(n int) hinterland.GoodCode { return hinterland.GoodCode(fmt.Sprintf("g%03d", n)) }

// fill brings everything in: what sheets can say by sheets, as an office would,
// and what a solver would say by the books of the store.
func (r *regionBench) fill(ctx context.Context) error {
	for _, table := range []struct {
		name string
		text func(*strings.Builder)
	}{
		{"places", r.places},
		{"parties", r.parties},
		{"goods", r.goods},
		{"horizons", r.horizons},
		{"borders", r.borders},
		{"ties", r.ties},
		{"distances", r.distances},
		{"offers", r.offers},
		{"needs", r.needs},
		{"scopes", r.scopes},
	} {
		var text strings.Builder
		table.text(&text)
		if err := r.bring(ctx, table.name, text.String()); err != nil {
			return err
		}
	}
	for _, step := range []func(context.Context) error{
		r.appointHub, r.zone, r.keep, r.balance,
	} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// bring imports a table.
func (r *regionBench) bring(ctx context.Context, noun, text string) error {
	began := time.Now()
	f, refusal := sheet.ReadFile(noun+".csv", []byte(text))
	if refusal != nil {
		return refusal
	}
	i := &sheet.Import{
		Office: r.office, Actor: r.keeper, Say: lang.For(lang.English),
		Noun: sheet.NounNamed(noun), Files: []*sheet.File{f}, Sure: true,
	}
	in, _, err := i.Do(ctx, "", "")
	if err == nil && len(in.Faults) > 0 {
		err = in.Refusals().Err()
	}
	fmt.Printf("region\t%s\t%d rows in %v\n", noun, strings.Count(text, "\n")-1,
		time.Since(began).Round(time.Millisecond))
	return err
}

func (r *regionBench) places(out *strings.Builder) {
	out.WriteString("code,name,parent,lon,lat,weight,source\n")
	for n := range regionStates {
		fmt.Fprintf(out, "%s,State %d,,,,,\n", stateCode(n), n)
	}
	for n := range regionPlaces {
		fmt.Fprintf(out, "%s,County %d,%s,%.6f,%.6f,%d,drawn\n", countyCode(n), n,
			stateCode(n*regionStates/regionPlaces), -124+0.9*float64(n%regionWide),
			25+0.45*float64(n/regionWide), 1000+r.dice.IntN(1_000_000))
	}
}

func (r *regionBench) parties(out *strings.Builder) {
	out.WriteString("code,name,place\n")
	for n := range regionPlaces {
		fmt.Fprintf(out, "%s,Party of county %d,%s\n", regionParty(n), n, countyCode(n))
	}
}

func (r *regionBench) goods(out *strings.Builder) {
	out.WriteString("code,name,unit,decimals,class,parent,freight,storage\n")
	for n := range regionGoods {
		parent := ""
		if n%10 > 0 {
			parent = string(regionGood(n - n%10))
		}
		fmt.Fprintf(out, "%s,Good %d,t,3,class %d,%s,0.35,2\n", regionGood(n), n, n%12, parent)
	}
}

func (r *regionBench) horizons(out *strings.Builder) {
	out.WriteString("code,name,class,from,period,periods\n" +
		regionHorizon + ",The year,annual,2027-01-01,month,12\n")
}

// beside calls each for the places that lie beside one another.
func beside(each func(a, b int)) {
	for n := range regionPlaces {
		if n%regionWide+1 < regionWide {
			each(n, n+1)
		}
		if n+regionWide < regionPlaces {
			each(n, n+regionWide)
		}
	}
}

func (r *regionBench) borders(out *strings.Builder) {
	out.WriteString("a,b,ruling,reason\n")
	beside(func(a, b int) {
		fmt.Fprintf(out, "%s,%s,joined,A grid\n", countyCode(a), countyCode(b))
	})
}

func (r *regionBench) ties(out *strings.Builder) {
	out.WriteString("a,b,strength,source\n")
	beside(func(a, b int) {
		fmt.Fprintf(out, "%s,%s,%d,drawn\n", countyCode(a), countyCode(b), 1+r.dice.IntN(100))
	})
}

// distances lead from one place to all others, and back from each.
func (r *regionBench) distances(out *strings.Builder) {
	out.WriteString("from,to,km\n")
	for n := 1; n < regionPlaces; n++ {
		fmt.Fprintf(out, "%s,%s,%d\n", countyCode(0), countyCode(n), 20+r.dice.IntN(3000))
		fmt.Fprintf(out, "%s,%s,%d\n", countyCode(n), countyCode(0), 20+r.dice.IntN(3000))
	}
}

// stated draws what is offered or needed: the hub states every good.
func (r *regionBench) stated(out *strings.Builder, rank func() int) {
	taken := map[[2]int]bool{}
	for row := 0; row < regionStated; {
		party, good := r.dice.IntN(regionPlaces), r.dice.IntN(regionGoods)
		if row < regionGoods {
			party, good = 0, row
		}
		if taken[[2]int{party, good}] {
			continue
		}
		taken[[2]int{party, good}] = true
		fmt.Fprintf(out, "%s,%s,%s,%d", regionHorizon, regionParty(party), regionGood(good), rank())
		for range 12 {
			fmt.Fprintf(out, ",%d", 1+r.dice.IntN(900))
		}
		out.WriteString("\n")
		row++
	}
}

func (r *regionBench) offers(out *strings.Builder) {
	out.WriteString("horizon,party,good,price,1,2,3,4,5,6,7,8,9,10,11,12\n")
	r.stated(out, func() int { return 800 + r.dice.IntN(100) })
}

func (r *regionBench) needs(out *strings.Builder) {
	out.WriteString("horizon,party,good,priority,1,2,3,4,5,6,7,8,9,10,11,12\n")
	r.stated(out, func() int { return 1 + r.dice.IntN(3) })
}

func (r *regionBench) scopes(out *strings.Builder) {
	out.WriteString("scope,buyer,good,place,from,last,basis,document\n")
	for n := range regionScopes {
		fmt.Fprintf(out, ",%s,%s,%s,2026-01-01,2027-12-31,public-lot,Lot %d\n", regionParty(n),
			regionGood(n%regionGoods), countyCode(n), n)
	}
}

// appointHub gives somebody a post in the party that deals with most.
func (r *regionBench) appointHub(ctx context.Context) error {
	e, err := r.do(ctx, "register-person", `{"name":"Wang"}`)
	if err != nil {
		return err
	}
	r.hub = hinterland.MakeID[hinterland.Person](e.Act, 0)
	for _, duty := range []string{"clerk", "signatory"} {
		err := r.must(ctx, "give-post", `{"person":"%s","party":"%s","duty":"%s",`+
			`"from":"2026-01-01"}`, r.hub, regionParty(0), duty)
		if err != nil {
			return err
		}
	}
	return nil
}

// zone founds zones in one that is the whole region, and puts every place into
// that of its state.
func (r *regionBench) zone(ctx context.Context) error {
	err := r.must(ctx, "found-zone", `{"code":"all","name":{"en":"All"},"centre":["%s"]}`,
		countyCode(0))
	for n := 0; n < regionZones && err == nil; n++ {
		centre := (n*regionPlaces + regionPlaces/2) / regionZones
		err = r.must(ctx, "found-zone", `{"code":"z%02d","name":{"en":"Zone %[1]d"},`+
			`"parent":"all","centre":["%s"]}`, n, countyCode(centre))
	}
	if err == nil {
		err = r.must(ctx, "set-zoning", `{"within":"all","objective":"distance","base":0}`)
	}
	if err != nil {
		return err
	}
	return r.enter(ctx, "draw-zones", func(tx hinterland.Tx, _ int64) error {
		for n := range regionPlaces {
			b := hinterland.Belonging{
				Place:  hinterland.PlaceCode(countyCode(n)),
				Zone:   hinterland.ZoneCode(fmt.Sprintf("z%02d", n*regionZones/regionPlaces)),
				Term:   hinterland.Term{From: lastDay - 400, To: hinterland.Forevermore},
				Reason: "nearest",
			}
			if err := tx.AddBelonging(b); err != nil {
				return err
			}
		}
		return nil
	})
}

// enter records what a solver has come to, as an act of the keeper.
func (r *regionBench) enter(
	ctx context.Context, kind string, act func(tx hinterland.Tx, number int64) error,
) error {
	records := r.db.Region(1)
	number, err := records.NextAct(ctx)
	if err != nil {
		return err
	}
	return records.Write(ctx, func(tx hinterland.Tx) (*hinterland.Entry, error) {
		e := &hinterland.Entry{
			Act: number, Kind: kind, Body: []byte("{}"), By: r.keeper.Person, For: r.keeper.Party,
			At: hinterland.InstantOf(time.Now()), Key: kind,
		}
		return e, act(tx, number)
	})
}

// balance keeps a run that was made, as a server would.
func (r *regionBench) balance(ctx context.Context) error {
	keys, now := r.db.Keys(1), hinterland.InstantOf(time.Now())
	r.run = "run"
	parts := make([]hinterland.RunPart, regionGoods)
	for n := range parts {
		parts[n] = hinterland.RunPart{
			Run: r.run, Good: regionGood(n), Input: bytes.Repeat([]byte("x"), 100_000),
		}
	}
	err := keys.BeginRun(ctx, hinterland.Run{
		ID: r.run, Horizon: regionHorizon, Zones: hinterland.ZonesPrefer, Person: r.keeper.Person,
		Party: r.keeper.Party, State: hinterland.RunGoing, Asked: now, Goods: len(parts),
	}, []byte("{}"), parts)
	for n := 0; n < len(parts) && err == nil; n++ {
		claim := fmt.Sprint("claim ", n)
		var p hinterland.RunPart
		if p, _, err = keys.ClaimPart(ctx, claim, now, now+hinterland.RunLease); err != nil {
			return err
		}
		short, _ := json.Marshal(regionSummary(p.Good)) // plain data
		_, err = keys.AnswerPart(ctx, claim, p.Input, short, now)
	}
	return err
}

// benchPlans tell of runs what is kept of them, and balance nothing.
type benchPlans struct {
	web.Plans
	keys hinterland.Keys
}

func (p benchPlans) Goods(
	ctx context.Context, run string,
) ([]hinterland.GoodSummary, []hinterland.GoodCode, error) {
	parts, err := p.keys.RunShorts(ctx, run)
	goods := make([]hinterland.GoodSummary, len(parts))
	for i := range parts {
		err = errors.Join(err, json.Unmarshal(parts[i].Short, &goods[i]))
	}
	return goods, nil, err
}

// regionPaths are the addresses that show or list any of it: with the filter that
// asks for most, and the last of what has pages.
func regionPaths(r *regionBench) []string {
	plan, horizon := "/plans/"+r.plan.String(), "/horizons/"+regionHorizon
	market := horizon + "/goods/" + string(regionGood(0))
	last := string(regionParty(regionPlaces - 1))
	after := func(good, party string) string { return "&after=" + good + "+" + party + "+0" }
	paths := []string{
		"/", "/places", "/places?after=" + stateCode(regionStates-1), "/places/" + countyCode(0),
		"/places/" + countyCode(0) + "?other=" + countyCode(regionPlaces-1),
		"/places/" + stateCode(3), "/places/new", "/places/" + countyCode(7) + "/details",
		"/places/" + countyCode(0) + "/with/" + countyCode(1) + "/border",
		"/places/" + countyCode(7) + "/pin",
		"/zones", "/zones?day=2026-01-01&other=2027-01-01", "/zones/z07", "/zones/all",
		"/zones/new", "/zones/rule?within=all", "/zones/z07/details", "/zones/z07/state",
		"/parties", "/parties?after=" + string(regionParty(regionPlaces-90)),
		"/parties/" + string(regionParty(0)), "/parties/" + last, "/parties/new",
		"/parties/" + last + "/place", "/goods", "/goods/new",
		"/goods/" + string(regionGood(7)) + "/details", "/horizons", horizon,
		horizon + "?kind=need", horizon + "?kind=need" + after("g299", last),
		horizon + "?good=g000&class=class+7&kind=need", horizon + "?class=class+11" +
			after("g299", "r3000"), horizon + "?party=r0000&class=class+11",
		horizon + "?party=" + last + "&kind=need&class=class+11&good=g290",
		horizon + "?place=s49&kind=need&class=class+11&good=g290" + after("g299", "r3050"),
		horizon + "?place=s49&kind=need", horizon + "?place=s49&good=g299",
		horizon + "?place=c3099&class=class+11", horizon + "?place=s25&party=r3099",
		market, market + "?place=s25", market + "?place=c0000",
		horizon + "/statements/new?kind=offer", horizon + "/details",
		"/plans", plan, plan + "?party=r0000", plan + "?party=r1500", plan + "?party=" + last,
		plan + "/draft", "/agreements/new", "/agreements", "/account",
		"/scopes", "/scopes?good=g000&place=s49", "/scopes?after=1", "/scopes/new",
		"/scopes/grants/new", "/search?q=county", "/search?q=party+of+county+3099",
		"/search?q=good&in=goods", "/search?q=nowhere", "/journal", "/journal?before=14",
		"/people", "/posts/new", "/people/new", "/import", "/cases", "/cases/new", "/funds",
		"/funds/new", "/keys", "/deliveries/new",
	}
	for n := range 30 { // the entries of sheets are the longest
		paths = append(paths, fmt.Sprintf("/journal/%d", n+1))
	}
	return paths
}

// noMaps draw none: a map is drawn once and kept, and not while a page waits for it.
type noMaps struct{}

func (noMaps) Zones(*web.ZoneMap) (svg []byte, coming bool) { return nil, true }

// Network implements web.Maps.
func (noMaps) Network(*web.Network) []byte { return nil }

func (noMaps) Look([]byte, map[hinterland.PlaceCode]bool) (*web.MapLook, error) {
	return nil, hinterland.Refuse(hinterland.Invalid, "map.empty", nil)
}
