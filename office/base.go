package office

import (
	"encoding/json"

	"hinterland"
)

// Based says what an act that overwrites rests on: Base is the entry that last
// changed what it is going to change, as far as its sender has seen. If another
// entry has changed it since, the act is refused, so that nobody overwrites
// what they have not looked at. It is refused without a base too.
type Based struct {
	Base int64 `json:"base"`
}

func (b Based) base() int64 { return b.Base }

func (b *Based) rest(base int64) { b.Base = base }

// An overwriting act puts something in the place of what stands in a row.
type overwriting interface {
	base() int64
	row() hinterland.Change
}

// rowOf names a row by its key, numbers or texts.
func rowOf(table string, key ...any) hinterland.Change {
	text, err := json.Marshal(key)
	if err != nil {
		panic("office: keys are plain data: " + err.Error())
	}
	return hinterland.Change{Table: table, Key: string(text)}
}

// onBase refuses an act that does not rest on what stands. Where nothing
// stands the act refuses by itself.
func (t *Turn) onBase(act Act) error {
	o, ok := act.(overwriting)
	if !ok {
		return nil
	}
	return t.restsOn(o.row(), o.base())
}

// restsOn refuses a base on which what stands in a row does not rest.
func (t *Turn) restsOn(row hinterland.Change, base int64) error {
	last, err := t.Last(row)
	if err != nil || last == 0 || last == base {
		return err
	}
	return hinterland.Refuse(hinterland.Conflict, "act.base",
		hinterland.Args{"last": last, "base": base}).
		In(hinterland.At("base", hinterland.FormatDecimal(base, 0)))
}

// EventEntry is the entry that last changed an event.
func (v *View) EventEntry(id hinterland.ID[hinterland.Event]) (int64, error) {
	return v.tx.Last(rowOf("event", int64(id)))
}

// Base is the entry on which an act that overwrites can rest now, 0 for any
// other act.
func (v *View) Base(act Act) (int64, error) {
	o, ok := act.(interface{ row() hinterland.Change })
	if !ok {
		return 0, nil
	}
	return v.tx.Last(o.row())
}

// Rest lets acts that overwrite rest on what stands now, which is asked at once
// of all; any other stays as it is.
func (v *View) Rest(acts ...Act) error {
	type resting interface {
		overwriting
		rest(base int64)
	}
	var on []resting
	var rows []hinterland.Change
	for _, act := range acts {
		if o, ok := act.(resting); ok {
			on, rows = append(on, o), append(rows, o.row())
		}
	}
	if len(rows) == 0 {
		return nil
	}
	bases, err := v.tx.Bases(rows)
	for i, base := range bases {
		on[i].rest(base)
	}
	return err
}
