package office

import "hinterland"

// Undo makes the rows that an entry changed what they were before, by a new
// entry. It refuses if a later entry touched one of them, naming it, if
// something recorded since depends on them, and if the act is one that cannot
// be undone, or not any more.
type Undo struct {
	Entry int64 `json:"entry"`
}

// A settling act can be undone only until something rests on it that is not
// the actor's alone.
type settling interface {
	// settled refuses to have the act taken back.
	settled(t *Turn) error
}

// Check implements Act.
func (a *Undo) Check() hinterland.Refusals { return nil }

// Side implements Act. An act is undone on the side that did it.
func (a *Undo) Side(t *Turn) (hinterland.PartyCode, error) {
	e, err := t.Entry(a.Entry)
	return e.For, err
}

// Do implements Act.
func (a *Undo) Do(t *Turn) error {
	if err := t.undoable(a.Entry); err != nil {
		return err
	}
	undone, err := t.Entry(a.Entry)
	if err != nil {
		return err
	}
	t.undoes, t.undone = a.Entry, undone.About
	return t.Restore(a.Entry)
}

// mostTried is how many changed rows are looked at, whether something stands in the way
// of taking them back, before anybody asks for it.
const mostTried = 1_000

// MayUndo refuses as an undo of an entry would, and writes nothing. What stands in the
// way of one that changed more rows than that, the undo itself says.
func (v *View) MayUndo(number int64) error {
	t := &Turn{Tx: v.tx, Actor: v.actor, Today: v.Today}
	if err := t.mayUndo(&Undo{Entry: number}); err != nil {
		return err
	}
	if err := t.undoable(number); err != nil {
		return err
	}
	e, err := t.Entry(number)
	if err != nil || len(e.Changes) > mostTried {
		return err
	}
	return t.MayRestore(number)
}

// undoable refuses where an entry has been undone, and where an act of it cannot
// be, or not any more.
func (t *Turn) undoable(number int64) error {
	e, err := t.Entry(number)
	if err != nil {
		return err
	}
	if e.Undone != 0 {
		return hinterland.Refuse(hinterland.Conflict, "undo.undone",
			hinterland.Args{"entry": e.Undone})
	}
	act, err := recall(e.Kind, e.Body)
	if err != nil {
		return err
	}
	for _, single := range singles(act) {
		if no := kindOf(single).Final; no != nil {
			return no
		}
		if s, ok := single.(settling); ok {
			if err := s.settled(t); err != nil {
				return err
			}
		}
	}
	return nil
}

// singles are an act, or the acts that it holds, however deep.
func singles(act Act) []Act {
	b, ok := act.(*Batch)
	if !ok {
		return []Act{act}
	}
	var all []Act
	for _, step := range b.Acts {
		all = append(all, singles(step.Act)...)
	}
	return all
}

// mayUndo refuses an actor who may not see the entry, as if it were not
// there, and one who may not do what is to be undone: what another party did
// is undone only by who could do it for any party.
func (t *Turn) mayUndo(a *Undo) error {
	v, err := t.view()
	if err != nil {
		return err
	}
	e, err := v.Entry(a.Entry)
	if err != nil {
		return err
	}
	act, err := recall(e.Kind, e.Body)
	if err != nil {
		return err
	}
	for _, single := range singles(act) {
		if kindOf(single).Final != nil {
			continue // nobody may, and undoable says so
		}
		if e.For == t.Actor.Party {
			err = t.allowed(single)
		} else {
			err = t.entitled(nameOf(single), Other, e.For, v.duties)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
