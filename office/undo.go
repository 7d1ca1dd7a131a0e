package office

import (
	"math"
	"reflect"

	"hinterland"
)

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
	e, err := t.EntryHead(a.Entry)
	return e.For, err
}

// Do implements Act.
func (a *Undo) Do(t *Turn) error {
	e, err := t.EntryHead(a.Entry)
	if err != nil {
		return err
	}
	acts, err := t.actsOf(&e, math.MaxInt)
	if err == nil {
		err = t.undoable(&e, acts)
	}
	if err != nil {
		return err
	}
	t.undoes, t.undone = a.Entry, e.About
	return t.Restore(a.Entry)
}

// Before anybody asks for it, so many changed rows are looked at, whether something
// stands in the way of taking them back; and where there are more, so many acts.
const (
	mostTried = 1_000
	mostActs  = 100
)

// MayUndo refuses as an undo of an entry would, and writes nothing. Of one that changed
// more rows than mostTried one act of each kind among the first is looked at, and no row:
// what stands in the way of the others the undo itself says.
func (v *View) MayUndo(number int64) error {
	t := &Turn{Tx: v.tx, Actor: v.actor, Today: v.Today}
	e, err := v.EntryHead(number)
	if err != nil {
		return err
	}
	most := math.MaxInt
	if e.Size > mostTried {
		most = mostActs
	}
	acts, err := t.actsOf(&e, most)
	if err != nil {
		return err
	}
	if e.Size > mostTried {
		acts = oneOfEach(acts)
	}
	if err := t.mayTakeBack(&e, acts, v.duties); err != nil {
		return err
	}
	if err := t.undoable(&e, acts); err != nil || e.Size > mostTried {
		return err
	}
	return t.MayRestore(number)
}

// actsOf are at most so many single acts of an entry, from the first on.
func (t *Turn) actsOf(e *hinterland.Entry, most int) ([]Act, error) {
	bodies, err := t.Bodies(e.Number)
	if err != nil {
		return nil, err
	}
	act, err := recallSome(e.Kind, bodies[e.Number], most)
	if err != nil {
		return nil, err
	}
	acts := singles(act)
	return acts[:min(len(acts), most)], nil
}

// oneOfEach are the first acts of each kind.
func oneOfEach(acts []Act) (first []Act) {
	met := map[reflect.Type]bool{}
	for _, act := range acts {
		if of := reflect.TypeOf(act); !met[of] {
			met[of], first = true, append(first, act)
		}
	}
	return first
}

// undoable refuses where an entry has been undone, and where one of its acts cannot
// be, or not any more.
func (t *Turn) undoable(e *hinterland.Entry, acts []Act) error {
	if e.Undone != 0 {
		return hinterland.Refuse(hinterland.Conflict, "undo.undone",
			hinterland.Args{"entry": e.Undone})
	}
	for _, act := range acts {
		if no := kindOf(act).Final; no != nil {
			return no
		}
		if s, ok := act.(settling); ok {
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
// there, and one who may not do what is to be undone.
func (t *Turn) mayUndo(a *Undo) error {
	v, err := t.view()
	if err != nil {
		return err
	}
	e, err := v.EntryHead(a.Entry)
	if err != nil {
		return err
	}
	acts, err := t.actsOf(&e, math.MaxInt)
	if err != nil {
		return err
	}
	return t.mayTakeBack(&e, acts, v.duties)
}

// mayTakeBack refuses an actor who may not do the acts of an entry: what another party
// did is undone only by who could do it for any party.
func (t *Turn) mayTakeBack(
	e *hinterland.Entry, acts []Act, duties []hinterland.Duty,
) (err error) {
	for _, act := range acts {
		if kindOf(act).Final != nil {
			continue // nobody may, and undoable says so
		}
		if e.For == t.Actor.Party {
			err = t.allowed(act)
		} else {
			err = t.entitled(nameOf(act), Other, e.For, duties)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
