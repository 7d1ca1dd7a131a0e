package hinterland

import (
	"cmp"
	"maps"
	"slices"
)

// A LineMove is what one party gives another of a good in a period by an earlier
// plan and by a later one.
type LineMove struct {
	Good     GoodCode
	From, To PartyCode
	Period   Period
	Was, Is  Quantity
	Reason   LineReason // of the later plan's line; of the earlier one's where none is left
}

// A MoveKind says what has become of a line.
type MoveKind string

// The kinds of move.
const (
	MoveKept MoveKind = "kept"
	MoveNew  MoveKind = "new"
	MoveGone MoveKind = "gone"
	MoveMore MoveKind = "more"
	MoveLess MoveKind = "less"
)

// Kind is what has become of the line.
func (m *LineMove) Kind() MoveKind {
	switch {
	case m.Was == 0:
		return MoveNew
	case m.Is == 0:
		return MoveGone
	case m.Is > m.Was:
		return MoveMore
	case m.Is < m.Was:
		return MoveLess
	}
	return MoveKept
}

// moveKey is what lines of two plans have in common that say the same: from
// which offer goods are taken, and at which price, is the program's choice.
type moveKey struct {
	dealing
	period Period
}

func (k moveKey) compare(o moveKey) int {
	return cmp.Or(k.dealing.compare(o.dealing), cmp.Compare(k.period, o.period))
}

// Moves compares the lines of two plans of a horizon, by good, giver, taker and
// the period in which they are needed. What is kept is among them.
func Moves(was, is []Line) []LineMove {
	found := map[moveKey]*LineMove{}
	at := func(l *Line) *LineMove {
		k := moveKey{dealing{l.Good, l.From, l.To}, l.Period}
		if found[k] == nil {
			found[k] = &LineMove{Good: l.Good, From: l.From, To: l.To, Period: l.Period}
		}
		return found[k]
	}
	for i := range was {
		m := at(&was[i])
		m.Was += was[i].Quantity
		m.Reason = was[i].Reason
	}
	for i := range is {
		m := at(&is[i])
		m.Is += is[i].Quantity
		m.Reason = is[i].Reason
	}
	moves := make([]LineMove, 0, len(found))
	for _, k := range slices.SortedFunc(maps.Keys(found), moveKey.compare) {
		moves = append(moves, *found[k])
	}
	return moves
}

// A Motive is why a line of an earlier plan is less in a later one, or gone.
type Motive string

// The motives. A need that is short says itself why.
const (
	NeedsLess  Motive = "needs-less" // the taker needs less than it did
	GetsElse   Motive = "gets-else"  // others give it instead
	IsShortNow Motive = "short"      // the need is not met any more
)

// Motives tell why takers get less of whom.
type Motives struct{ was, is map[moveKey]ShareLine }

// MotivesOf reads what two plans do for needs.
func MotivesOf(was, is []KeptShare) Motives {
	return Motives{needsOf(was), needsOf(is)}
}

// needsOf sums up the needs of each party, good and period; of those that are
// short, it is told why the first is.
func needsOf(shares []KeptShare) map[moveKey]ShareLine {
	sums := map[moveKey]ShareLine{}
	for i := range shares {
		for _, l := range shares[i].Unpack() {
			k := moveKey{dealing{good: l.Good, to: l.Party}, l.Period}
			sum := sums[k]
			sum.Needed += l.Needed
			sum.Met += l.Met
			sum.Reason = cmp.Or(sum.Reason, l.Reason)
			sums[k] = sum
		}
	}
	return sums
}

// Of is why a line is less or gone, with the reason where the need is short.
func (m *Motives) Of(line *LineMove) (Motive, ShortReason) {
	k := moveKey{dealing{good: line.Good, to: line.To}, line.Period}
	was, is := m.was[k], m.is[k]
	switch {
	case is.Short() > was.Short():
		return IsShortNow, is.Reason
	case is.Needed < was.Needed:
		return NeedsLess, ""
	}
	return GetsElse, ""
}
