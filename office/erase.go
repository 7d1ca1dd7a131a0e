package office

import (
	"slices"
	"strconv"

	"hinterland"
)

// ErasePerson takes everything that is said of a person out of the records and
// out of every entry of the journal, ends the person's posts today, and takes
// away what lets the person in. The number stays, and what was done under it.
// It refuses to erase the only keeper: nobody could give that post again.
type ErasePerson struct {
	Person hinterland.ID[hinterland.Person] `json:"person"`
	Reason string                           `json:"reason"`
	Based
}

func (a *ErasePerson) row() hinterland.Change { return rowOf("person", int64(a.Person)) }

// Check implements Act.
func (a *ErasePerson) Check() hinterland.Refusals {
	return oneFault(hinterland.CheckText("reason", a.Reason, hinterland.MaxName))
}

// Side implements Act.
func (a *ErasePerson) Side(t *Turn) (hinterland.PartyCode, error) { return t.personSide(a.Person) }

// Do implements Act.
func (a *ErasePerson) Do(t *Turn) error {
	p, err := t.present(a.Person)
	if err != nil {
		return err
	}
	posts, err := t.PostsHeldBy(p.ID)
	if err != nil {
		return err
	}
	if err := t.keptBeside(posts); err != nil {
		return err
	}
	if err := t.endPosts(posts); err != nil {
		return err
	}
	if err := t.revokeKeys(posts); err != nil {
		return err
	}
	if err := t.Erase(p.ID); err != nil {
		return err
	}
	p.Erase()
	return t.ChangePerson(p)
}

// EraseSigner takes the name with which somebody assented by a link out of the
// records and out of the journal. The assent stays, and so does what stands on
// paper.
type EraseSigner struct {
	Agreement hinterland.ID[hinterland.Agreement] `json:"agreement"`
	Version   int                                 `json:"version"`
	Party     hinterland.PartyCode                `json:"party"`
	Reason    string                              `json:"reason"`
}

// Check implements Act.
func (a *EraseSigner) Check() hinterland.Refusals {
	faults := oneFault(hinterland.CheckText("reason", a.Reason, hinterland.MaxName))
	if a.Version < 1 {
		value := strconv.Itoa(a.Version)
		faults = append(faults, hinterland.Refuse(hinterland.NotFound, "version.unknown",
			hinterland.Args{"value": value}).In(hinterland.At("version", value)))
	}
	return faults
}

// Side implements Act. It is asked of the party that was signed for.
func (a *EraseSigner) Side(*Turn) (hinterland.PartyCode, error) { return a.Party, nil }

// Do implements Act.
func (a *EraseSigner) Do(t *Turn) error {
	if _, err := t.HoldAgreement(a.Agreement); err != nil {
		return err
	}
	return t.Tx.EraseSigner(a.Agreement, a.Version, a.Party)
}

// present finds a person who has not been erased.
func (t *Turn) present(id hinterland.ID[hinterland.Person]) (hinterland.Person, error) {
	p, err := t.Person(id)
	if err == nil && p.Erased() {
		err = hinterland.Refuse(hinterland.Conflict, "person.erased",
			hinterland.Args{"value": id.String()})
	}
	return p, err
}

// keptBeside refuses if nobody else keeps the region for a party for which the
// person does, today.
func (t *Turn) keptBeside(posts []hinterland.Post) error {
	for _, p := range posts {
		if p.Duty != hinterland.Keeper || !p.Term.Has(t.Today) {
			continue
		}
		keepers, err := t.Holders(hinterland.Keeper, p.Party)
		if err != nil {
			return err
		}
		other := func(o hinterland.Post) bool {
			return o.Person != p.Person && o.Term.Has(t.Today)
		}
		if !slices.ContainsFunc(keepers, other) {
			return hinterland.Refuse(hinterland.Conflict, "keeper.last", nil)
		}
	}
	return nil
}

// endPosts makes today the last day of posts, and its first day that of one
// that is still to begin.
func (t *Turn) endPosts(posts []hinterland.Post) error {
	for _, p := range posts {
		to := max(t.Today, p.Term.From) + 1
		if p.Term.To <= to {
			continue
		}
		if err := t.EndPost(p.ID, to); err != nil {
			return err
		}
	}
	return nil
}

// personSide is whose act an act on a person is: that of the party in which
// the person holds every post from today on, or held one once; of another
// where there is a post in another, and the region's where there never was
// any.
func (t *Turn) personSide(id hinterland.ID[hinterland.Person]) (hinterland.PartyCode, error) {
	posts, err := t.PostsHeldBy(id)
	side := hinterland.PartyCode("")
	for _, p := range posts {
		switch {
		case p.Party == t.Actor.Party:
			side = p.Party
		case p.Term.To > t.Today:
			return p.Party, err
		}
	}
	return side, err
}
