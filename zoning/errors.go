package zoning

import "fmt"

// An InputError refuses a Problem that breaks a rule of form: What says
// which, At the number of the place, border, tie, pin or centre to blame. The
// words are for programmers; whoever reads files should have refused them
// before, with row and field.
type InputError struct {
	What string
	At   int
}

// Error gives both.
func (e *InputError) Error() string { return fmt.Sprintf("%s (number %d)", e.What, e.At) }

// A SizeError refuses weights, lengths or ties whose totals exact arithmetic
// in 64 bits could not carry. The limits are parts of ceiling (see proof),
// about 2⁵⁸ for costs and 2⁵⁹ for weights: real questions come nowhere near
// them.
type SizeError struct{}

// Error says so.
func (e *SizeError) Error() string { return "totals of weight, length or tie pass 64 bits" }

// Unreachable says that no centre reaches these places over any border. With
// LeaveOut they are left out instead.
type Unreachable struct {
	Places []int
}

// Error counts them.
func (e *Unreachable) Error() string {
	return fmt.Sprintf("%d places cannot be reached from any centre", len(e.Places))
}

// Unfound says that the limit of steps, or the context, ended the search
// before it met a zoning within the bounds or proved that there is none. More
// steps may bring either.
type Unfound struct {
	Steps int64
}

// Error gives the steps made.
func (e *Unfound) Error() string {
	return fmt.Sprintf("no zoning found within the bounds in %d steps, and none excluded", e.Steps)
}

// A Why says what kind of contradiction makes a problem infeasible.
type Why string

// The kinds of causes, each with the fields of Cause that it fills.
const (
	// PinUnreached: the pinned Places cannot reach Centres[0] because of
	// Cutting, places that pins and other centres hold.
	PinUnreached Why = "pin-unreached"
	// PinsCross: the pinned Places cannot all have their centres, since their
	// ways there would have to cross. None of them can be spared: without any
	// one of them the others can.
	PinsCross Why = "pins-cross"
	// TooHeavy: each of Places alone weighs more than Limit, the maximum.
	TooHeavy Why = "too-heavy"
	// PinsHeavy: Places, pinned to Centres[0], weigh Weight > Limit together.
	PinsHeavy Why = "pins-heavy"
	// Crowded: only Centres can have Places, which weigh Weight together, more
	// than the Limit that these zones may weigh together.
	Crowded Why = "crowded"
	// Starved: Centres can have no other places than Places, which weigh
	// Weight together, less than the Limit that these zones must weigh. Places
	// is empty where they can have nothing at all.
	Starved Why = "starved"
	// Indivisible: the bounds could be met if Places could be cut in parts;
	// the search has tried every way of having each of them whole.
	Indivisible Why = "indivisible"
)

// A Cause is one contradiction that alone makes a problem infeasible. Fields
// that its kind does not fill are nil or zero. Numbers are the problem's.
type Cause struct {
	Why           Why
	Places        []int // ascending
	Centres       []int
	Cutting       []int
	Weight, Limit int64
}

// Infeasible says that no zoning keeps pins, bounds and contiguity, and
// names what stands in the way. Least and Most are the bounds that could not
// be met. There is at least one cause.
type Infeasible struct {
	Causes      []Cause
	Least, Most int64
}

// Error names the first cause.
func (e *Infeasible) Error() string {
	return fmt.Sprintf("no zoning exists: %s (%d causes)", e.Causes[0].Why, len(e.Causes))
}
