package office

import (
	"context"
	"slices"
	"time"

	"hinterland"
)

// A View is what an actor may read of the records, as they stand at one
// moment. All reading goes through one: pages, sheets, exports and programs
// see nothing else. What may not be seen looks as if it were not there.
type View struct {
	tx     hinterland.Tx
	actor  Actor
	duties []hinterland.Duty // the actor's, today
	Today  hinterland.Day
}

// View lets an actor look at the records. It refuses an actor who holds no
// post in the party today.
func (o *Office) View(ctx context.Context, actor Actor, look func(*View) error) error {
	return o.records.Read(ctx, func(tx hinterland.Tx) error {
		v := &View{tx: tx, actor: actor}
		if err := v.dated(o.now()); err != nil {
			return err
		}
		var err error
		if v.duties, err = dutiesOf(tx, actor, v.Today); err != nil {
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
func (v *View) dated(now time.Time) error {
	charter, err := v.tx.Charter()
	if err != nil {
		return err
	}
	v.Today, err = charter.Today(hinterland.InstantOf(now))
	return err
}

// A Noun is a sort of thing that can be seen.
type Noun string

// The nouns of the table of sight. An agreement stands for everything that is
// promised and done under it.
const (
	Parties    Noun = "party"
	Goods      Noun = "good"
	People     Noun = "person" // with what is said of them, and their posts
	Agreements Noun = "agreement"
	Entries    Noun = "entry"
	// Invitations let whoever sees one become the person that it is for.
	Invitations Noun = "invitation"
)

// A Sight lets the holders of a duty see nouns in a relation.
type Sight struct {
	Duty     hinterland.Duty
	Relation Relation
	Nouns    []Noun
}

// Sights is the table of what may be seen. What does not stand in it is not
// shown. Whoever keeps the region sees all people and posts, and nobody's
// agreements but the own party's.
func Sights() []Sight {
	sights := []Sight{
		{hinterland.Keeper, Other, []Noun{People, Invitations}},
		{hinterland.Signatory, Own, []Noun{Invitations}},
	}
	for _, d := range hinterland.Duties() {
		sights = append(
			sights,
			Sight{d, Other, []Noun{Parties, Goods}},
			Sight{d, Counterpart, []Noun{People, Agreements, Entries}},
			Sight{d, Own, []Noun{People, Agreements, Entries}},
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

// Parties are those of the region, by code.
func (v *View) Parties() ([]hinterland.Party, error) {
	if !v.sees(Parties, Other) {
		return nil, nil
	}
	return v.tx.Parties()
}

// Goods are those of the region, by code.
func (v *View) Goods() ([]hinterland.Good, error) {
	if !v.sees(Goods, Other) {
		return nil, nil
	}
	return v.tx.Goods()
}

// A Holder is a person with the posts that the actor may see, past and future
// ones too. What is said of the person is in plain words, empty where it has
// been erased.
type Holder struct {
	hinterland.Person
	Posts []hinterland.Post
}

// Holders are the people whom the actor may see, by number: of the own party,
// of parties that it has an agreement with, and all for who keeps the region.
func (v *View) Holders() ([]Holder, error) {
	parties, err := v.peopled()
	if err != nil {
		return nil, err
	}
	people, err := v.tx.People()
	if err != nil {
		return nil, err
	}
	var seen []Holder
	for _, p := range people {
		h := Holder{Person: p}
		for _, code := range parties {
			posts, err := v.tx.PostsOf(p.ID, code)
			if err != nil {
				return nil, err
			}
			h.Posts = append(h.Posts, posts...)
		}
		if len(h.Posts) == 0 && !v.sees(People, Other) {
			continue
		}
		if err := v.name(&h.Person); err != nil {
			return nil, err
		}
		seen = append(seen, h)
	}
	return seen, nil
}

// peopled lists the parties whose people the actor may see.
func (v *View) peopled() ([]hinterland.PartyCode, error) {
	if v.sees(People, Other) {
		parties, err := v.tx.Parties()
		codes := make([]hinterland.PartyCode, len(parties))
		for i, p := range parties {
			codes[i] = p.Code
		}
		return codes, err
	}
	codes := []hinterland.PartyCode{v.actor.Party}
	agreements, err := v.tx.AgreementsOf(v.actor.Party)
	if err != nil {
		return nil, err
	}
	for _, a := range agreements {
		members, err := v.tx.Members(a.ID)
		if err != nil {
			return nil, err
		}
		codes = append(codes, members...)
	}
	slices.Sort(codes)
	return slices.Compact(codes), nil
}

// name puts what is said of a person in the place of its tokens.
func (v *View) name(p *hinterland.Person) error {
	values, err := v.tx.Values([]hinterland.Personal{p.Name, p.Mail, p.Phone})
	for _, field := range []*hinterland.Personal{&p.Name, &p.Mail, &p.Phone} {
		*field = hinterland.Personal(values[*field].Value)
	}
	return err
}

// Name is what a person is called; empty if that has been erased. Whoever
// sees an entry or an assent sees whose it is.
func (v *View) Name(id hinterland.ID[hinterland.Person]) (string, error) {
	if id == 0 {
		return "", nil
	}
	p, err := v.tx.Person(id)
	if err != nil {
		return "", err
	}
	err = v.name(&p)
	return string(p.Name), err
}
