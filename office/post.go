package office

import (
	"cmp"
	"slices"

	"hinterland"
)

// GivePost gives a person a duty in a party from a day on, to a last day if
// one is named. It refuses a duty that the person has there already on one of
// these days, and persons and parties that are unknown.
type GivePost struct {
	Person hinterland.ID[hinterland.Person] `json:"person"`
	Party  hinterland.PartyCode             `json:"party"`
	Duty   hinterland.Duty                  `json:"duty"`
	From   hinterland.Day                   `json:"from"`
	Last   *hinterland.Day                  `json:"last,omitempty"`
}

func (a *GivePost) post(id hinterland.ID[hinterland.Post]) *hinterland.Post {
	return &hinterland.Post{
		ID: id, Person: a.Person, Party: a.Party, Duty: a.Duty,
		Term: hinterland.Term{From: a.From, To: afterLast(a.Last)},
	}
}

// Check implements Act.
func (a *GivePost) Check() hinterland.Refusals { return a.post(0).Check() }

// Side implements Act.
func (a *GivePost) Side(*Turn) (hinterland.PartyCode, error) { return sideOf(a.Party, a.Duty), nil }

// sideOf is whose business a post is: the party's that it is in, but the
// region's if it is to keep the region or to plan for it.
func sideOf(party hinterland.PartyCode, duty hinterland.Duty) hinterland.PartyCode {
	if duty == hinterland.Keeper || duty == hinterland.Planner {
		return ""
	}
	return party
}

// Do implements Act.
func (a *GivePost) Do(t *Turn) error {
	if _, err := t.present(a.Person); err != nil {
		return err
	}
	if err := t.knows(a.Person); err != nil {
		return err
	}
	if _, err := t.Party(a.Party); err != nil {
		return err
	}
	return t.AddPost(*a.post(next[hinterland.Post](t)))
}

// EndPost makes a day the last one of a post. It refuses a post that ends on
// that day or sooner already.
type EndPost struct {
	Post hinterland.ID[hinterland.Post] `json:"post"`
	Last hinterland.Day                 `json:"last"`
	Based
}

func (a *EndPost) row() hinterland.Change { return rowOf("post", int64(a.Post)) }

// Check implements Act. Nothing is wrong with a post and a day by themselves.
func (a *EndPost) Check() hinterland.Refusals { return nil }

// Side implements Act.
func (a *EndPost) Side(t *Turn) (hinterland.PartyCode, error) {
	p, err := t.Post(a.Post)
	return sideOf(p.Party, p.Duty), err
}

// Do implements Act.
func (a *EndPost) Do(t *Turn) error {
	p, err := t.Post(a.Post)
	if err != nil {
		return err
	}
	p.Term.To = afterLast(&a.Last)
	if faults := p.Check(); len(faults) > 0 {
		return faults.Err()
	}
	return t.EndPost(a.Post, p.Term.To)
}

// afterLast is the first day after a last one; Forevermore without one.
func afterLast(last *hinterland.Day) hinterland.Day {
	if last == nil || *last == hinterland.Forevermore {
		return hinterland.Forevermore
	}
	return *last + 1
}

// knows refuses a person whom the actor may not see and whom the own party has
// not entered, as if there were none: a post would show what is said of them.
func (t *Turn) knows(id hinterland.ID[hinterland.Person]) error {
	v, err := t.view()
	if err != nil || v.sees(People, Other) {
		return err
	}
	last, err := t.Last(rowOf("person", int64(id)))
	if err != nil {
		return err
	}
	entered, err := t.EntryHead(last)
	if err != nil || entered.For == t.Actor.Party {
		return err
	}
	posts, err := t.PostsHeldBy(id)
	if err != nil {
		return err
	}
	seen, err := t.Counterparts(t.Actor.Party) // the own party among them
	for _, p := range posts {
		if slices.Contains(seen, p.Party) {
			return err
		}
	}
	return cmp.Or(err, error(hinterland.Refuse(hinterland.NotFound, "person.unknown",
		hinterland.Args{"value": id.String()})))
}
