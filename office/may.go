package office

import (
	"cmp"
	"fmt"
	"slices"

	"hinterland"
)

// May refuses an act that the actor may not do, by the rule that will hold for
// the act itself, and with the same words. It is for showing only what can be
// done; whether the act can be done as it is written is another question.
func (v *View) May(act Act) error {
	if v.door == nil {
		v.door = &Turn{Tx: v.tx, Actor: v.actor, Today: v.Today, eyes: v}
	}
	return v.door.allowed(act)
}

// Foresee reads at once who holds posts in some parties, which May is going to ask of
// each.
func (v *View) Foresee(parties ...hinterland.PartyCode) error {
	_, err := v.tx.Holders("", parties...)
	return err
}

// MayOwn reports whether the actor may do acts of a kind for the own party.
func (v *View) MayOwn(kind string) bool {
	return slices.ContainsFunc(dutiesFor(kind, Own), func(d hinterland.Duty) bool {
		return slices.Contains(v.duties, d)
	})
}

// A reread is what a view reads through. What the rule of authority asks is
// answered by what has been read already, or read once: a page asks that rule of
// every row.
type reread struct {
	hinterland.Tx
	v       *View
	read    map[question]any
	holders map[hinterland.PartyCode][]hinterland.Post // of any duty
}

// readThrough makes a view read through what it has read.
func (v *View) readThrough(tx hinterland.Tx) {
	v.tx = &reread{
		Tx: tx, v: v, read: map[question]any{},
		holders: map[hinterland.PartyCode][]hinterland.Post{},
	}
}

// A question is what is asked for, and of what.
type question [4]any

// once reads something the first time that it is asked for.
func once[T any](known map[question]any, read func() (T, error), what ...any) (T, error) {
	var asked question
	copy(asked[:], what)
	if had, ok := known[asked].(T); ok {
		return had, nil
	}
	got, err := read()
	if err == nil {
		known[asked] = got
	}
	return got, err
}

// PostsOf implements hinterland.PostBook.
func (r *reread) PostsOf(
	person hinterland.ID[hinterland.Person], party hinterland.PartyCode,
) ([]hinterland.Post, error) {
	return once(r.read, func() ([]hinterland.Post, error) {
		return r.Tx.PostsOf(person, party)
	}, "posts of", person, party)
}

// PostsHeldBy implements hinterland.PostBook.
func (r *reread) PostsHeldBy(
	people ...hinterland.ID[hinterland.Person],
) ([]hinterland.Post, error) {
	return once(r.read, func() ([]hinterland.Post, error) {
		return r.Tx.PostsHeldBy(people...)
	}, "posts held by", fmt.Sprint(people))
}

// Holders implements hinterland.PostBook.
func (r *reread) Holders(
	duty hinterland.Duty, parties ...hinterland.PartyCode,
) ([]hinterland.Post, error) {
	unread := slices.DeleteFunc(slices.Clone(parties), func(p hinterland.PartyCode) bool {
		_, read := r.holders[p]
		return read
	})
	if len(unread) > 0 {
		found, err := r.Tx.Holders("", unread...)
		if err != nil {
			return nil, err
		}
		for _, p := range unread {
			r.holders[p] = nil // nobody, so far
		}
		for _, p := range found {
			r.holders[p.Party] = append(r.holders[p.Party], p)
		}
	}
	var posts []hinterland.Post
	for _, party := range parties {
		posts = append(posts, r.holders[party]...)
	}
	posts = slices.DeleteFunc(posts, func(p hinterland.Post) bool {
		return duty != "" && p.Duty != duty
	})
	slices.SortFunc(posts, func(a, b hinterland.Post) int { return cmp.Compare(a.ID, b.ID) })
	return posts, nil
}

// Post implements hinterland.PostBook.
func (r *reread) Post(id hinterland.ID[hinterland.Post]) (hinterland.Post, error) {
	if p, met := r.v.posts[id]; met {
		return p, nil
	}
	return r.Tx.Post(id)
}

// Members implements hinterland.AgreementBook.
func (r *reread) Members(
	id hinterland.ID[hinterland.Agreement],
) ([]hinterland.Membership, error) {
	return once(r.read, func() ([]hinterland.Membership, error) {
		return r.Tx.Members(id)
	}, "members", id)
}

// Agreement implements hinterland.AgreementBook.
func (r *reread) Agreement(
	id hinterland.ID[hinterland.Agreement],
) (hinterland.Agreement, error) {
	if d, met := r.v.dossiers[id]; met {
		return d.Agreement, nil
	}
	return r.Tx.Agreement(id)
}

// Items implements hinterland.ItemBook.
func (r *reread) Items(id hinterland.ID[hinterland.Agreement]) ([]hinterland.Item, error) {
	d, met := r.v.dossiers[id]
	if !met {
		return r.Tx.Items(id)
	}
	items := make([]hinterland.Item, len(d.Items))
	for i := range d.Items {
		items[i] = d.Items[i].Item
	}
	return items, nil
}

// KeptPlan implements hinterland.KeptPlanBook.
func (r *reread) KeptPlan(
	id hinterland.ID[hinterland.KeptPlan],
) (hinterland.KeptPlan, error) {
	return once(r.read, func() (hinterland.KeptPlan, error) {
		return r.Tx.KeptPlan(id)
	}, "plan", id)
}

// Event implements hinterland.EventBook.
func (r *reread) Event(id hinterland.ID[hinterland.Event]) (hinterland.Event, error) {
	for _, d := range r.v.dossiers {
		if e := d.byNumber[id]; e != nil {
			return *e, nil
		}
	}
	return r.Tx.Event(id)
}

// Scope implements hinterland.ScopeBook.
func (r *reread) Scope(
	id hinterland.ID[hinterland.DatedScope],
) (hinterland.DatedScope, error) {
	if s, read := r.v.scopes[id]; read {
		return s, nil
	}
	return r.Tx.Scope(id)
}

// Key implements hinterland.KeyBook.
func (r *reread) Key(id hinterland.ID[hinterland.Key]) (hinterland.Key, error) {
	return once(r.read, func() (hinterland.Key, error) { return r.Tx.Key(id) }, "key", id)
}

// Counterparts implements hinterland.PartyBook.
func (r *reread) Counterparts(party hinterland.PartyCode) ([]hinterland.PartyCode, error) {
	return once(r.read, func() ([]hinterland.PartyCode, error) {
		return r.Tx.Counterparts(party)
	}, "counterparts", party)
}

// Last implements hinterland.Journal.
func (r *reread) Last(c hinterland.Change) (int64, error) {
	return once(r.read, func() (int64, error) { return r.Tx.Last(c) }, "last", c)
}

// Entry implements hinterland.Journal.
func (r *reread) Entry(number int64) (hinterland.Entry, error) {
	return once(r.read, func() (hinterland.Entry, error) {
		return r.Tx.Entry(number)
	}, "whole", number)
}

// NamesParty implements hinterland.HistoryBook.
func (r *reread) NamesParty(number int64, party hinterland.PartyCode) (bool, error) {
	return once(r.read, func() (bool, error) {
		return r.Tx.NamesParty(number, party)
	}, "names", number, party)
}

// TellsPrices implements hinterland.HistoryBook.
func (r *reread) TellsPrices(number int64) (bool, error) {
	return once(r.read, func() (bool, error) { return r.Tx.TellsPrices(number) }, "prices", number)
}

// EntryHead implements hinterland.HistoryBook.
func (r *reread) EntryHead(number int64) (hinterland.Entry, error) {
	return once(r.read, func() (hinterland.Entry, error) {
		return r.Tx.EntryHead(number)
	}, "entry", number)
}

// Opened implements hinterland.UndoBook. A page asks who keeps the region for each
// act that it may offer.
func (r *reread) Opened() (hinterland.Entry, error) {
	return once(r.read, func() (hinterland.Entry, error) { return r.Tx.Opened() }, "opened")
}

// Case implements hinterland.CaseBook.
func (r *reread) Case(id hinterland.ID[hinterland.Case]) (hinterland.Case, error) {
	return once(r.read, func() (hinterland.Case, error) { return r.Tx.Case(id) }, "case", id)
}

// Concerned implements hinterland.CaseWorkBook.
func (r *reread) Concerned(
	ids ...hinterland.ID[hinterland.Case],
) ([]hinterland.Concern, error) {
	return once(r.read, func() ([]hinterland.Concern, error) {
		return r.Tx.Concerned(ids...)
	}, "concerned", fmt.Sprint(ids))
}
