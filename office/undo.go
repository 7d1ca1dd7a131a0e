package office

import "hinterland"

// Undo makes the rows that an entry changed what they were before, by a new
// entry. It refuses if a later entry touched one of them, naming it, if
// something recorded since depends on them, and if the act is one that cannot
// be undone.
type Undo struct {
	Entry int64 `json:"entry"`
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
	e, err := t.Entry(a.Entry)
	if err != nil {
		return err
	}
	act, err := Decode(e.Kind, e.Body)
	if err != nil {
		return err
	}
	if kind := final(act); kind != "" {
		return hinterland.Refuse(hinterland.Conflict, "undo.final",
			hinterland.Args{"kind": kind})
	}
	t.undoes = e.Number
	return t.Restore(e.Number)
}

// final names the first act in act, itself included, that cannot be undone;
// empty if there is none.
func final(act Act) string {
	if b, ok := act.(*Batch); ok {
		for _, step := range b.Acts {
			if kind := final(step.Act); kind != "" {
				return kind
			}
		}
	}
	k, err := kindNamed(nameOf(act))
	if err == nil && k.Final {
		return k.Name
	}
	return ""
}
