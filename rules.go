package hinterland

// This file holds what the rules of several nouns share: telling a code that
// is unknown, a key that is used twice, a tree that bites its own tail.

// cell names a cell of a row for a refusal.
func cell[S ~string](file string, row int, column string, value S) Where {
	return Where{File: file, Line: row, Column: column, Value: string(value)}
}

// unknown refuses a code that its table does not list.
func unknown[S ~string](file string, row int, column string, value S, table string) *Refusal {
	return Refuse(NotFound, "code.unknown", Args{"table": table}).
		In(cell(file, row, column, value))
}

// Twice refuses a row of a table whose key, the columns that tell its rows
// apart, stands on the line first already. What to do about it hangs on the
// table: amounts can be added up, codes changed, rules only kept or deleted.
func Twice(table string, first int) *Refusal {
	switch table {
	case OffersTable:
		return refuseTwice("key.offer", first, "party", "good", "period", "price")
	case NeedsTable:
		return refuseTwice("key.need", first, "party", "good", "period", "priority")
	case FloorsTable:
		return refuseTwice("key.floor", first, "from", "to", "good", "period")
	case FixingsTable:
		return refuseTwice("key.twice", first, "from", "to", "good", "period")
	case AdjacencyTable, TiesTable:
		return refuseTwice("key.pair", first, "a", "b")
	case DistancesTable:
		return refuseTwice("key.twice", first, "from", "to")
	case ReachTable:
		return refuseTwice("key.twice", first, "good")
	case PinsTable:
		return refuseTwice("key.twice", first, "place")
	case CentresTable:
		return refuseTwice("key.twice", first, "name")
	case SettingsTable:
		return refuseTwice("key.twice", first, "setting")
	}
	return refuseTwice("key.code", first, "code")
}

func refuseTwice(reason Reason, first int, columns ...string) *Refusal {
	return Refuse(Conflict, reason, Args{"first": first, "columns": columns})
}

// A once refuses the second row with a key, naming the first.
type once[K comparable] map[K]int

// see returns a refusal if key was seen before, with the row it was seen in.
func (o once[K]) see(key K, at Where) *Refusal {
	if first, seen := o[key]; seen {
		return Twice(at.File, first).In(at)
	}
	o[key] = at.Line
	return nil
}

// faults collects refusals; nil ones are not collected.
func (rs *Refusals) add(r *Refusal) {
	if r != nil {
		*rs = append(*rs, r)
	}
}

// loops reports whether climbing from start comes back to start.
func loops[C comparable](start C, limit int, parent func(C) (C, bool)) bool {
	c := start
	for range limit + 1 {
		up, ok := parent(c)
		if !ok {
			return false
		}
		if up == start {
			return true
		}
		c = up
	}
	return false
}
