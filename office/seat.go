package office

import (
	"context"
	"slices"

	"hinterland"
)

// A Seat is a party in which a person holds posts today.
type Seat struct {
	Party  hinterland.Party
	Duties []hinterland.Duty
}

// May reports whether an act of a kind is one that the holder of the seat can do
// for the party. Of which things it is, the act itself asks.
func (s Seat) May(kind string) bool {
	duties := dutiesFor(kind, Own)
	return slices.ContainsFunc(s.Duties, func(d hinterland.Duty) bool {
		return slices.Contains(duties, d)
	})
}

// A Standing is who a person is and where: what they are called, and the
// parties that they may act for today, by code. It is for telling people who
// they are; what may be read there is the view's to say.
type Standing struct {
	Name              string
	Seats             []Seat
	Charter           hinterland.Charter
	hinterland.Extent // of what may be seen for some seat
}

// Standing tells a person who they are; it refuses one who is unknown.
func (o *Office) Standing(
	ctx context.Context, person hinterland.ID[hinterland.Person],
) (s Standing, err error) {
	err = o.records.Read(ctx, func(tx hinterland.Tx) error {
		v := &View{tx: tx}
		if s.Charter, s.Extent, err = tx.Extent(); err != nil {
			return err
		}
		if v.Today, err = o.memos.today(&s.Charter, hinterland.InstantOf(o.now())); err != nil {
			return err
		}
		if s.Name, err = v.Name(person); err != nil {
			return err
		}
		posts, err := tx.PostsHeldBy(person)
		if err != nil {
			return err
		}
		if s.Seats, err = v.seats(posts); err != nil || len(s.Seats) == 0 {
			return err
		}
		if s.Cases {
			s.Cases, err = anyCase(tx, s.Seats)
		}
		return err
	})
	return s, err
}

// anyCase reports whether a case concerns one of some seats, where there is one.
func anyCase(tx hinterland.Tx, seats []Seat) (bool, error) {
	var parties []hinterland.PartyCode
	for _, s := range seats {
		if (&View{duties: s.Duties}).sees(Cases, Other) {
			return true, nil
		}
		parties = append(parties, s.Party.Code)
	}
	return tx.AnyCase(parties...)
}

// Names are what some people are called, for telling others who they are.
func (o *Office) Names(
	ctx context.Context, people []hinterland.ID[hinterland.Person],
) (names map[hinterland.ID[hinterland.Person]]string, err error) {
	err = o.records.Read(ctx, func(tx hinterland.Tx) error {
		names, err = (&View{tx: tx}).Names(people)
		return err
	})
	return names, err
}

// Person is what a person is called, for greeting them; it refuses one who is
// unknown.
func (o *Office) Person(
	ctx context.Context, id hinterland.ID[hinterland.Person],
) (name string, err error) {
	err = o.records.Read(ctx, func(tx hinterland.Tx) error {
		name, err = (&View{tx: tx}).Name(id)
		return err
	})
	return name, err
}

// First is the first person of the region, who opened it.
func (o *Office) First(ctx context.Context) (hinterland.ID[hinterland.Person], error) {
	people, err := o.firstPeople(ctx, 1)
	if err != nil {
		return 0, err
	}
	return people[0].ID, nil
}

// Only is the one person of the region, or a refusal where there are more.
func (o *Office) Only(ctx context.Context) (hinterland.ID[hinterland.Person], error) {
	people, err := o.firstPeople(ctx, 2)
	if err == nil && len(people) > 1 {
		err = hinterland.Refuse(hinterland.Invalid, "invite.many", nil)
	}
	if err != nil {
		return 0, err
	}
	return people[0].ID, nil
}

// firstPeople are the first of the region, one at least.
func (o *Office) firstPeople(
	ctx context.Context, limit int,
) (people []hinterland.Person, err error) {
	err = o.records.Read(ctx, func(tx hinterland.Tx) error {
		people, err = tx.People("", 0, limit)
		if err == nil && len(people) == 0 {
			err = hinterland.Refuse(hinterland.NotFound, "charter.none", nil)
		}
		return err
	})
	return people, err
}

// seats gathers the posts of today by party.
func (v *View) seats(posts []hinterland.Post) ([]Seat, error) {
	held := map[hinterland.PartyCode][]hinterland.Duty{}
	var codes []hinterland.PartyCode
	for _, p := range posts {
		if p.Term.Has(v.Today) {
			held[p.Party] = append(held[p.Party], p.Duty)
			codes = append(codes, p.Party)
		}
	}
	parties, err := v.tx.PartiesBy(codes)
	seats := make([]Seat, len(parties))
	for i, party := range parties {
		seats[i] = Seat{party, held[party.Code]}
	}
	return seats, err
}

// Charter is what the region is called and speaks, for telling people where
// they are.
func (o *Office) Charter(ctx context.Context) (charter hinterland.Charter, err error) {
	err = o.records.Read(ctx, func(tx hinterland.Tx) error {
		charter, err = tx.Charter()
		return err
	})
	return charter, err
}
