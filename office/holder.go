package office

import (
	"cmp"
	"slices"

	"hinterland"
)

// A Holder is a person with the posts that the actor may see, past and future
// ones too. What is said of the person is in plain words, empty where it has
// been erased.
type Holder struct {
	hinterland.Person
	Posts []hinterland.Post
}

// Holders are at most limit of the people whom the actor may see, after one,
// by number: of the own party, of parties that it has an agreement with, and
// all for who keeps the region.
func (v *View) Holders(
	after hinterland.ID[hinterland.Person], limit int,
) ([]Holder, error) {
	near := v.actor.Party
	if v.sees(People, Other) {
		near = ""
	}
	people, err := v.tx.People(near, after, limit)
	if err != nil {
		return nil, err
	}
	return v.holders(people)
}

// HoldersIn are those who have held a post in a party.
func (v *View) HoldersIn(party hinterland.PartyCode) ([]Holder, error) {
	posts, err := v.tx.Holders("", party)
	if err != nil {
		return nil, err
	}
	ids := make([]hinterland.ID[hinterland.Person], len(posts))
	for i, p := range posts {
		ids[i] = p.Person
	}
	people, err := v.tx.PeopleBy(ids)
	if err != nil {
		return nil, err
	}
	return v.holders(people)
}

// Holder is one of them. One whom the actor may not see is refused as if they
// were not there.
func (v *View) Holder(id hinterland.ID[hinterland.Person]) (*Holder, error) {
	people, err := v.tx.PeopleBy([]hinterland.ID[hinterland.Person]{id})
	if err != nil {
		return nil, err
	}
	seen, err := v.holders(people)
	if err == nil && len(seen) == 0 {
		err = hinterland.Refuse(hinterland.NotFound, "person.unknown",
			hinterland.Args{"value": id.String()})
	}
	if err != nil {
		return nil, err
	}
	return &seen[0], nil
}

// Post is a post and who holds it. One that the actor may not see is refused
// as if it were not there.
func (v *View) Post(id hinterland.ID[hinterland.Post]) (*Holder, *hinterland.Post, error) {
	post, err := v.tx.Post(id)
	if err != nil {
		return nil, nil, err
	}
	h, err := v.Holder(post.Person)
	if err == nil && !slices.Contains(h.Posts, post) || isRefusal(err, hinterland.NotFound) {
		err = hinterland.Refuse(hinterland.NotFound, "post.unknown",
			hinterland.Args{"value": id.String()})
	}
	return h, &post, err
}

// holders adds to people what they are called and the posts that the actor
// may see, and leaves out who has none, but for who keeps the region.
func (v *View) holders(people []hinterland.Person) ([]Holder, error) {
	posts, err := v.postsOf(people)
	if err != nil {
		return nil, err
	}
	var seen []Holder
	for _, p := range people {
		if len(posts[p.ID]) > 0 || v.sees(People, Other) {
			seen = append(seen, Holder{p, posts[p.ID]})
		}
	}
	named := make([]*hinterland.Person, len(seen))
	for i := range seen {
		named[i] = &seen[i].Person
	}
	return seen, v.name(named...)
}

// postsOf are the posts of people that the actor may see, by party.
func (v *View) postsOf(
	people []hinterland.Person,
) (map[hinterland.ID[hinterland.Person]][]hinterland.Post, error) {
	ids := make([]hinterland.ID[hinterland.Person], len(people))
	for i, p := range people {
		ids[i] = p.ID
	}
	posts, err := v.tx.PostsHeldBy(ids...)
	if err != nil {
		return nil, err
	}
	var near []hinterland.PartyCode
	if !v.sees(People, Other) {
		if near, err = v.tx.Counterparts(v.actor.Party); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(posts, func(a, b hinterland.Post) int {
		return cmp.Compare(a.Party, b.Party)
	})
	seen := map[hinterland.ID[hinterland.Person]][]hinterland.Post{}
	if v.posts == nil {
		v.posts = map[hinterland.ID[hinterland.Post]]hinterland.Post{}
	}
	for _, p := range posts {
		v.posts[p.ID] = p
		_, met := slices.BinarySearch(near, p.Party)
		if met || v.sees(People, Other) {
			seen[p.Person] = append(seen[p.Person], p)
		}
	}
	return seen, nil
}

// name puts what is said of people in the place of its tokens.
func (v *View) name(people ...*hinterland.Person) error {
	var fields []*hinterland.Personal
	for _, p := range people {
		fields = append(fields, &p.Name, &p.Mail, &p.Phone)
	}
	values, err := valuesOf(v.tx, fields)
	for _, f := range fields {
		*f = hinterland.Personal(values[*f].Value)
	}
	return err
}

// Names are what some people are called; empty where that has been erased.
// Whoever sees an entry or an assent sees whose it is.
func (v *View) Names(
	ids []hinterland.ID[hinterland.Person],
) (map[hinterland.ID[hinterland.Person]]string, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	people, err := v.tx.PeopleBy(ids)
	if err != nil {
		return nil, err
	}
	fields := make([]*hinterland.Personal, len(people))
	for i := range people {
		fields[i] = &people[i].Name
	}
	values, err := valuesOf(v.tx, fields)
	names := map[hinterland.ID[hinterland.Person]]string{}
	for _, p := range people {
		names[p.ID] = values[p.Name].Value
	}
	return names, err
}

// Name is what one person is called; it refuses one who is unknown.
func (v *View) Name(id hinterland.ID[hinterland.Person]) (string, error) {
	if id == 0 {
		return "", nil // the program itself, or who signed by a link
	}
	names, err := v.Names([]hinterland.ID[hinterland.Person]{id})
	name, known := names[id]
	if err == nil && !known {
		err = hinterland.Refuse(hinterland.NotFound, "person.unknown",
			hinterland.Args{"value": id.String()})
	}
	return name, err
}

// Officers are who liaises for parties today, as far as the actor may see.
func (v *View) Officers(
	parties []hinterland.PartyCode,
) (map[hinterland.PartyCode][]Holder, error) {
	posts, err := v.tx.Holders(hinterland.Liaison, parties...)
	if err != nil {
		return nil, err
	}
	var ids []hinterland.ID[hinterland.Person]
	for _, p := range posts {
		ids = append(ids, p.Person)
	}
	people, err := v.tx.PeopleBy(ids)
	if err != nil {
		return nil, err
	}
	seen, err := v.holders(people)
	officers := map[hinterland.PartyCode][]Holder{}
	for _, h := range seen {
		for _, p := range h.Posts {
			if p.Duty == hinterland.Liaison && p.Term.Has(v.Today) {
				officers[p.Party] = append(officers[p.Party], h)
			}
		}
	}
	return officers, err
}
