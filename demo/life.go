package demo

import (
	"context"
	"fmt"
	"strings"
	"time"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// A Stage is where a sample comes to life: an office whose records are empty, the
// clock that it is on, what words are said in, and who can plan and draw zones.
type Stage struct {
	Office *office.Office
	Say    *lang.Printer
	// Keep keeps a file beside the records.
	Keep func(context.Context, hinterland.File) error
	// Set puts the office's clock to a time.
	Set func(time.Time)
	// Balance balances a horizon as somebody who plans, and names the run.
	Balance func(context.Context, hinterland.HorizonCode, office.Actor) (run string, err error)
}

// A Guest is a person of a sample, as whom whoever looks at it can sign in. Role
// is the last part of the key of what they do.
type Guest struct {
	Role   string
	Person hinterland.ID[hinterland.Person]
	Name   string
	Party  hinterland.Name

	party hinterland.PartyCode
}

// year is the one in which a sample lives, and middle the month, day and hour at
// which it is opened. They are fixed, like the dice, so that one sample is the
// same on every day.
const year = 2026

// A life is a sample while it is lived. The first act that fails ends it: whatever
// is asked for after that is not done.
type life struct {
	*Sample
	*Stage
	ctx    context.Context
	err    error
	zone   *time.Location
	index  *hinterland.Index
	keeper office.Actor
	guests []Guest
	hosts  map[hinterland.PartyCode]office.Actor // who acts for a party

	horizon hinterland.Horizon
	deals   []*deal
}

// Live fills an office with what happens in it until the middle of a year, by the
// acts of those who may do them, and returns as whom one may look around.
func (s *Sample) Live(ctx context.Context, on *Stage) ([]Guest, error) {
	zone, err := time.LoadLocation(s.clock)
	if err != nil {
		return nil, err
	}
	l := &life{
		Sample: s, Stage: on, ctx: ctx, zone: zone, index: s.Region.Index(),
		hosts: map[hinterland.PartyCode]office.Actor{},
	}
	l.horizon = theYear(l.day(1, 1))
	for _, step := range []func(){
		l.open, l.list, l.surround, l.man, l.drawZones, l.divide, l.agree, l.liaise, l.craft,
		l.state, l.plan, l.supply, l.pay, l.await,
	} {
		step()
	}
	return l.guests, l.err
}

// on sets the clock to the morning of a day in the year, or before it: months
// count from 1 and may be 0 or less.
func (l *life) on(month, day int) {
	l.Set(time.Date(year, time.Month(month), day, 9, 0, 0, 0, l.zone))
}

// day is a day as records have it.
func (l *life) day(month, day int) hinterland.Day {
	at := time.Date(year, time.Month(month), day, 12, 0, 0, 0, time.UTC)
	return hinterland.DayOf(hinterland.InstantOf(at), time.UTC)
}

// do does an act, and returns its entry.
func (l *life) do(actor office.Actor, act office.Act) hinterland.Entry {
	if l.err != nil {
		return hinterland.Entry{}
	}
	e, err := l.Office.Do(l.ctx, office.Request{Actor: actor, Act: act})
	if err != nil {
		l.err = fmt.Errorf("demo: %T: %w", act, err)
	}
	return e
}

// all does acts together, if there are any.
func (l *life) all(actor office.Actor, acts []office.Act) hinterland.Entry {
	if len(acts) == 0 {
		return hinterland.Entry{}
	}
	batch := &office.Batch{}
	for _, act := range acts {
		batch.Acts = append(batch.Acts, office.Step{Act: act})
	}
	return l.do(actor, batch)
}

// see looks at the records as somebody.
func (l *life) see(actor office.Actor, look func(*office.View) error) {
	if l.err == nil {
		l.err = l.Office.View(l.ctx, actor, look)
	}
}

// said words a text in the language in which the sample is made.
func (l *life) said(key string, args lang.Args) string { return l.Say.Say(key, args) }

// named is what something is called in that language.
func (l *life) named(n hinterland.Name) string { return l.Say.Name(n.English, n.Chinese, "") }

// open opens the region. Who does so keeps it and plans for it.
func (l *life) open() {
	l.on(-3, 1) // in September before
	goods := l.Region.Goods
	opened := l.do(office.Actor{}, &office.OpenRegion{
		Charter: hinterland.Charter{
			Name: l.Zoning.Settings.Title, Language: string(l.Say.Tongue()),
			Currency: goods[0].Currency, Clock: l.clock,
		},
		Party:  office.PartyBody{Code: officeCode, Name: l.office},
		Person: office.PersonBody{Name: l.person(officeCode)},
	})
	l.keeper = office.Actor{
		Person: hinterland.MakeID[hinterland.Person](opened.Act, 0), Party: officeCode,
	}
	l.welcome("planner", l.keeper)
}

// officeCode is the party that plans for a sample.
const officeCode hinterland.PartyCode = "office"

// welcome lets people look around as somebody.
func (l *life) welcome(role string, as office.Actor) {
	party := l.office
	if p := l.index.Party[as.Party]; p != nil {
		party = p.Name
	}
	l.guests = append(l.guests, Guest{
		Role: role, Person: as.Person, Name: string(l.person(as.Party)), Party: party,
		party: as.Party,
	})
}

// person names who acts for a party. Nobody is called so who is meant.
func (l *life) person(of hinterland.PartyCode) hinterland.Personal {
	load := &loader{folder: l.folder}
	names := load.read("people.csv")
	if load.err != nil {
		l.err = load.err
		return ""
	}
	dice := throwFor("person", string(of))
	family, given := names[dice.next()%uint64(len(names))], names[dice.next()%uint64(len(names))]
	english := []string{given.text("given"), family.text("family")}
	chinese := []string{given.text("given_zh"), family.text("family_zh")}
	mark := "·"
	if l.familyFirst {
		english[0], english[1] = english[1], english[0]
		chinese[0], chinese[1] = chinese[1], chinese[0]
		mark = ""
	}
	return hinterland.Personal(l.Say.Name(
		strings.Join(english, " "), strings.Join(chinese, mark), ""))
}

// list enters places, goods and parties.
func (l *life) list() {
	l.on(-2, 12)
	var places, goods, parties []office.Act
	source := l.said("demo.source", nil)
	for _, p := range l.Region.Places {
		places = append(places, &office.RegisterPlace{
			Code: p.Code, Name: p.Name, Parent: p.Parent, Lon: p.Lon.String(),
			Lat: p.Lat.String(), Weight: hinterland.FormatDecimal(p.Weight, 0), Source: source,
		})
	}
	reach := map[hinterland.GoodCode]string{}
	for _, r := range l.Region.Reach {
		reach[r.Good] = hinterland.FormatDecimal(r.Hectometres, 1)
	}
	for _, g := range l.Region.Goods {
		act := &office.RegisterGood{
			Code: g.Code, Name: g.Name, Class: l.word(g.Class), Unit: l.word(g.Unit),
			Decimals: g.Decimals,
			Parent:   g.Parent, Currency: g.Currency, Reach: reach[g.Code],
			Freight: money(g.Freight), Storage: money(g.Storage),
		}
		if keeps := g.Keeps; keeps != hinterland.Forever {
			act.Keeps = &keeps
		}
		goods = append(goods, act)
	}
	for _, p := range l.Region.Parties {
		parties = append(parties, &office.RegisterParty{
			PartyBody: office.PartyBody{Code: p.Code, Name: p.Name, Place: p.Place},
		})
	}
	for _, acts := range [][]office.Act{places, goods, parties} {
		l.all(l.keeper, acts)
	}
}

// word is a class or a unit in the language of the sample. The class of labour means
// something to the office and stays as it is.
func (l *life) word(of string) string {
	load := &loader{folder: shipped}
	for _, r := range load.read("data/words.csv") {
		if r.text("word") == of {
			return l.Say.Name(of, r.text("word_zh"), "")
		}
	}
	if load.err != nil {
		l.err = load.err
	}
	return of
}

// money writes a price.
func money(m hinterland.Money) string {
	return hinterland.FormatDecimal(int64(m), hinterland.MoneyPlaces)
}

// surround says which places are neighbours, by their map where there is one, and
// how they are tied.
func (l *life) surround() {
	l.on(-1, 9)
	var borders, ties []office.Act
	reason, source := l.said("demo.border", nil), l.said("demo.tie", nil)
	if len(l.Zoning.Map) > 0 {
		borders = l.loadMap()
	} else {
		for _, a := range l.Zoning.Adjacency {
			borders = append(borders, &office.StateBorder{
				A: a.A, B: a.B, Ruling: hinterland.Joined, Reason: reason,
			})
		}
	}
	for _, t := range l.Zoning.Ties {
		ties = append(ties, &office.StateTie{
			A: t.A, B: t.B, Source: source,
			Strength: hinterland.FormatDecimal(t.Strength, hinterland.TiePlaces),
		})
	}
	l.all(l.keeper, borders)
	l.all(l.keeper, ties)
}

// loadMap loads the sample's map, which shows the neighbours that its table lists.
func (l *life) loadMap() []office.Act {
	file, refused := hinterland.NewFile(l.Zoning.Map)
	if l.err == nil && refused != nil {
		l.err = refused
	}
	if l.err == nil {
		l.err = l.Keep(l.ctx, file)
	}
	act := &office.LoadMap{
		Name: hinterland.MapFile, File: file.Digest, Source: l.said("demo.map.source", nil),
		Licence: l.said("demo.map.licence", nil),
	}
	for _, a := range l.Zoning.Adjacency {
		act.Borders = append(act.Borders, hinterland.PlacePair{A: a.A, B: a.B})
	}
	return []office.Act{act}
}

// man gives people to the parties that others have promised something, and to
// those as whose people one may look around.
func (l *life) man() {
	l.on(-1, 16)
	load := &loader{folder: l.folder}
	roles := map[hinterland.PartyCode]string{}
	var parties []hinterland.PartyCode
	for _, r := range load.read("guests.csv") {
		code := hinterland.PartyCode(r.text("place") + "-" + r.text("kind"))
		if l.index.Party[code] == nil {
			r.fail("kind", "no such party")
		}
		roles[code] = r.text("role")
		parties = append(parties, code)
	}
	if l.err == nil {
		l.err = load.err
	}
	for _, f := range l.Region.Floors {
		if _, has := roles[f.To]; !has {
			roles[f.To] = ""
			parties = append(parties, f.To)
		}
	}
	var people, posts []office.Act
	for _, code := range append(parties, "") { // the last is a reader in the office
		people = append(people, &office.RegisterPerson{
			PersonBody: office.PersonBody{Name: l.person(code)},
		})
	}
	made := l.all(l.keeper, people)
	from := l.day(-1, 16)
	for i, code := range parties {
		who := hinterland.MakeID[hinterland.Person](made.Act, i)
		l.hosts[code] = office.Actor{Person: who, Party: code}
		for _, duty := range []hinterland.Duty{
			hinterland.Clerk, hinterland.Liaison, hinterland.Signatory,
		} {
			posts = append(posts, &office.GivePost{
				Person: who, Party: code, Duty: duty, From: from,
			})
		}
		if roles[code] != "" {
			l.welcome(roles[code], l.hosts[code])
		}
	}
	reader := hinterland.MakeID[hinterland.Person](made.Act, len(parties))
	posts = append(posts, &office.GivePost{
		Person: reader, Party: officeCode, Duty: hinterland.Liaison, From: from,
	})
	l.all(l.keeper, posts)
	l.guests = append(l.guests, Guest{
		Role: "reader", Person: reader, Name: string(l.person("")), Party: l.office,
	})
}
