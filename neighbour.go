package hinterland

// This file holds what an office says of two places at once: whether they are
// neighbours, what they have to do with one another, how far it is.

// A Ruling is what somebody has said by hand of whether two places are
// neighbours.
type Ruling string

// The rulings. Without one it is as the map has it.
const (
	AsMapped Ruling = ""
	Joined   Ruling = "joined" // a bridge, a ferry, a road that the map does not show
	Parted   Ruling = "parted" // a ridge, a river without a bridge
)

// A Border says of two places, A before B, whether they are neighbours. What was
// said by hand, and why, stands before what the map shows.
type Border struct {
	A, B   PlaceCode
	Mapped int // 1 where the map that was loaded shows it, otherwise 0
	Ruling Ruling
	Reason string
}

// Stands reports whether the two are neighbours.
func (b *Border) Stands() bool {
	return b.Ruling == Joined || b.Ruling == AsMapped && b.Mapped == 1
}

// Empty reports whether nothing is said of the two.
func (b *Border) Empty() bool { return b.Ruling == AsMapped && b.Mapped == 0 }

// Check refuses a border of what are no two places, a ruling that is none, and
// one without a reason or a reason without one.
func (b *Border) Check() Refusals {
	faults := checkPair("a", b.A, "b", b.B)
	switch b.Ruling {
	case Joined, Parted:
		faults.add(CheckText("reason", b.Reason, MaxName))
	case AsMapped:
		if b.Reason != "" {
			faults.add(Refuse(Invalid, "ruling.reason", nil).In(At("reason", b.Reason)))
		}
	default:
		faults.add(Refuse(Invalid, "ruling.unknown", nil).In(At("ruling", string(b.Ruling))))
	}
	return faults
}

// Check refuses a tie of what are no two places, and one that does not say where
// it is from. One without strength says that there is none.
func (t *Tie) Check() Refusals {
	faults := checkPair("a", t.A, "b", t.B)
	if t.Strength > 0 || t.Source != "" {
		faults.add(CheckText("source", t.Source, MaxName))
	}
	if t.Strength == 0 && t.Source != "" {
		faults.add(Refuse(Invalid, "source.alone", nil).In(At("source", t.Source)))
	}
	return faults
}

// Check refuses the way between what are no two places.
func (d *Distance) Check() Refusals { return checkPair("from", d.From, "to", d.To) }

// checkPair refuses what can be no two places.
func checkPair(first string, a PlaceCode, second string, b PlaceCode) Refusals {
	var faults Refusals
	faults.add(CheckCode(first, a))
	faults.add(CheckCode(second, b))
	if a == b && len(faults) == 0 {
		faults.add(Refuse(Invalid, "pair.self", nil).In(At(second, string(b))))
	}
	return faults
}

// InOrder are two places as records name a pair that holds both ways: the lesser
// code first.
func InOrder(a, b PlaceCode) (first, second PlaceCode) { return min(a, b), max(a, b) }

// NeighbourBook is what the records can answer and take about two places at once.
// Where a place is named, it is what is said of it and any other; where two are, of
// these; where none is, everything.
type NeighbourBook interface {
	// Borders returns what is said of who is next to whom, by pair.
	Borders(of ...PlaceCode) ([]Border, error)
	// PutBorder records b, in the place of what was there; an empty one goes.
	PutBorder(b Border) error
	// Ties returns what places have to do with one another, by pair.
	Ties(of ...PlaceCode) ([]Tie, error)
	// PutTie records t, in the place of what was there; one without strength
	// goes.
	PutTie(t Tie) error
	// Distances returns how far it is, by from and to.
	Distances(of ...PlaceCode) ([]Distance, error)
	// PutDistance records d, in the place of what was there.
	PutDistance(d Distance) error
	// DropDistance takes out how far it is.
	DropDistance(from, to PlaceCode) error
}
