package atlas

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// A Kind names what is wrong with a place. The texts are part of the contract
// of `hinterland atlas check` and never change.
type Kind string

// The kinds of fault. The last three are notes: true remarks about a map that
// may well be right.
const (
	UnclosedRing  Kind = "unclosed-ring"  // a ring whose ends do not meet
	SelfCrossing  Kind = "self-crossing"  // a place's border runs across itself
	DuplicateCode Kind = "duplicate-code" // a code that an earlier place has
	MissingCode   Kind = "missing-code"   // no code, or none that files can hold
	WrongWinding  Kind = "wrong-winding"  // a ring that turns the wrong way
	NullGeometry  Kind = "null-geometry"  // no area that could be read
	Overlap       Kind = "overlap"        // ground that two places claim
	Gap           Kind = "gap"            // ground between places that none claims
	Isolated      Kind = "isolated"       // a place without neighbours
	Enclosed      Kind = "enclosed"       // a place inside its one neighbour
	UntidyName    Kind = "untidy-name"    // a name with stray or broken signs
)

// Note reports whether the kind is a remark and not an error.
func (k Kind) Note() bool {
	return k == Isolated || k == Enclosed || k == UntidyName
}

// A Detail says more about a fault: Reason is a message key after the prefix
// "atlas.detail.", Args are the values that the message mentions. The zero
// value says nothing.
type Detail struct {
	Reason string
	Args   map[string]any
}

// String words the detail for developers, arguments in the order of their
// names; users get the message.
func (d Detail) String() string {
	var b strings.Builder
	b.WriteString(d.Reason)
	for _, name := range slices.Sorted(maps.Keys(d.Args)) {
		fmt.Fprintf(&b, " %s=%v", name, d.Args[name])
	}
	return b.String()
}

// A Fault is one thing wrong with one place of a map.
//
// At is chosen so that a person who goes there on a map sees the fault: the
// point where lines cross, a point inside the ground that is claimed twice or
// not at all, the end of a ring that stays open, and else the middle of the
// place.
type Fault struct {
	Kind Kind
	// Code is the place's code; empty if it has none.
	Code string
	// Feature is the place's feature in the file, counted from 1.
	Feature int
	// At is where on the ground the fault is seen, and Placed whether that
	// is known: a place without geometry has no ground.
	At     Point
	Placed bool
	Detail Detail
}

// A DecodeError refuses a whole file: it is no JSON, or not a map. Faults of
// single places are never a DecodeError. Line and Column count from 1 and are
// 0 where the place in the file is not known.
type DecodeError struct {
	Reason       string // message key after the prefix "atlas.decode."
	Args         map[string]any
	Line, Column int
}

// Error words the refusal for developers; users get the reason key.
func (e *DecodeError) Error() string {
	d := Detail{Reason: e.Reason, Args: e.Args}
	return fmt.Sprintf("decode map: line %d column %d: %s", e.Line, e.Column, d)
}

// A CodeError refuses to name the places of a map by a property that no place
// has, or by identifiers when there are none (Property is empty). Known lists
// the properties that there are, sorted.
type CodeError struct {
	Property string
	Known    []string
}

// Error words the refusal for developers; users get their own text.
func (e *CodeError) Error() string {
	return fmt.Sprintf("no place has code %q; properties: %s", e.Property,
		strings.Join(e.Known, ", "))
}
