package office

import (
	"cmp"
	"context"
	"slices"

	"hinterland"
	"hinterland/zonal"
)

// A View is what an actor may read of the records, as they stand at one
// moment. All reading goes through one: pages, sheets, exports and programs
// see nothing else. What may not be seen looks as if it were not there.
type View struct {
	tx     hinterland.Tx
	actor  Actor
	duties []hinterland.Duty // the actor's, today
	Today  hinterland.Day

	goods    []hinterland.Good // once they have been read
	file     *CaseFile         // the last case that has been read whole
	dossiers map[hinterland.ID[hinterland.Agreement]]*Dossier
	advances []hinterland.Advance // under the agreement that was read last
	funds    map[hinterland.ID[hinterland.Fund]]*FundDossier
	posts    map[hinterland.ID[hinterland.Post]]hinterland.Post // that have been read
	scopes   map[hinterland.ID[hinterland.DatedScope]]hinterland.DatedScope
	door     *Turn // which is asked for authority
	judge    zonal.Judge
}

// View lets an actor look at the records. It refuses an actor who holds no
// post in the party today.
func (o *Office) View(ctx context.Context, actor Actor, look func(*View) error) error {
	return o.records.Read(ctx, func(tx hinterland.Tx) error {
		v := &View{actor: actor, judge: o.judge}
		v.readThrough(tx)
		if err := v.dated(o); err != nil {
			return err
		}
		var err error
		if v.duties, err = dutiesOf(v.tx, actor, v.Today); err != nil {
			return err
		}
		if len(v.duties) == 0 {
			return hinterland.Refuse(hinterland.Denied, "view.denied",
				hinterland.Args{"party": actor.Party})
		}
		return look(v)
	})
}

// dated finds out which day a view is of.
func (v *View) dated(o *Office) error {
	charter, err := v.tx.Charter()
	if err != nil {
		return err
	}
	v.Today, err = o.memos.today(&charter, hinterland.InstantOf(o.now()))
	return err
}

// A Noun is a sort of thing that can be seen.
type Noun string

// The nouns of the table of sight. An agreement stands for everything that is
// promised and done under it.
const (
	Parties    Noun = "party"
	Goods      Noun = "good"
	Places     Noun = "place"
	Zones      Noun = "zone"
	Scopes     Noun = "scope"
	Horizons   Noun = "horizon"
	Statements Noun = "statement" // without prices
	Prices     Noun = "price"     // at which something is offered
	Recipes    Noun = "recipe"
	Runs       Noun = "run"  // what plans are made from, and what comes of it
	Plans      Noun = "plan" // that were proposed, without prices
	Trespasses Noun = "trespass"
	People     Noun = "person" // with what is said of them, and their posts
	Agreements Noun = "agreement"
	Entries    Noun = "entry"
	// Funds are announced to all: who could bring something or ask for something
	// has to see them, and what becomes of the money.
	Funds Noun = "fund"
	Cases Noun = "case"
	// Invitations let whoever sees one become the person that it is for.
	Invitations Noun = "invitation"
	// AccessKeys are seen by whoever acts for their party, so that none is forgotten.
	AccessKeys Noun = "key"
	// Subscriptions are seen by the same.
	Subscriptions Noun = "subscription"
)

// A Sight lets the holders of a duty see nouns in a relation.
type Sight struct {
	Duty     hinterland.Duty
	Relation Relation
	Nouns    []Noun
}

// Sights is the table of what may be seen. What does not stand in it is not
// shown. Whoever keeps the region sees all people and posts, and all cases, so
// that none is left lying, but nobody's agreements except the own party's.
func Sights() []Sight {
	sights := []Sight{
		{hinterland.Keeper, Other, []Noun{People, Invitations, Trespasses, Cases}},
		{hinterland.Planner, Other, []Noun{Prices, Runs}},
		{hinterland.Signatory, Own, []Noun{Invitations}},
	}
	for _, d := range hinterland.Duties() {
		sights = append(
			sights,
			Sight{d, Other, []Noun{
				Parties, Goods, Places, Zones, Scopes, Funds, Horizons, Statements, Plans,
				Recipes,
			}},
			Sight{d, Counterpart, []Noun{People, Agreements, Entries, Cases, Prices}},
			Sight{d, Own, []Noun{
				People, Agreements, Entries, Cases, AccessKeys, Subscriptions, Prices,
			}},
		)
	}
	return sights
}

// sees reports whether the actor may see a noun in a relation.
func (v *View) sees(noun Noun, relation Relation) bool {
	return slices.ContainsFunc(Sights(), func(s Sight) bool {
		return slices.Contains(v.duties, s.Duty) && slices.Contains(s.Nouns, noun) &&
			(s.Relation == relation || s.Relation == Other)
	})
}

// Actor is who looks.
func (v *View) Actor() Actor { return v.actor }

// Duties are the duties that the actor holds in the party today.
func (v *View) Duties() []hinterland.Duty { return v.duties }

// Charter is what the region is called and speaks.
func (v *View) Charter() (hinterland.Charter, error) { return v.tx.Charter() }

// Parties are at most limit of those of the region after a code, by code.
func (v *View) Parties(after hinterland.PartyCode, limit int) ([]hinterland.Party, error) {
	if !v.sees(Parties, Other) {
		return nil, nil
	}
	return v.tx.Parties(after, limit)
}

// PartiesBy are those of some codes, by code.
func (v *View) PartiesBy(codes []hinterland.PartyCode) ([]hinterland.Party, error) {
	if !v.sees(Parties, Other) || len(codes) == 0 {
		return nil, nil
	}
	return v.tx.PartiesBy(codes)
}

// Goods are those of the region, by code. They are read once.
func (v *View) Goods() ([]hinterland.Good, error) {
	if !v.sees(Goods, Other) || v.goods != nil {
		return v.goods, nil
	}
	var err error
	v.goods, err = v.tx.Goods()
	return v.goods, err
}

// Good finds a good of the region, or refuses.
func (v *View) Good(code hinterland.GoodCode) (hinterland.Good, error) {
	goods, err := v.Goods()
	at, found := slices.BinarySearchFunc(goods, code,
		func(g hinterland.Good, c hinterland.GoodCode) int { return cmp.Compare(g.Code, c) })
	if err == nil && !found {
		err = hinterland.Refuse(hinterland.NotFound, "good.unknown",
			hinterland.Args{"value": string(code)})
	}
	if err != nil {
		return hinterland.Good{}, err
	}
	return goods[at], nil
}
