// Package zonal is the form in which zones are asked for, as numbers, drawn and
// looked at: what an office knows of the code that solves and checks them. It
// decides nothing.
package zonal

import "context"

// A Question is what zones are drawn from. Place i is that of Codes[i], zone j
// that of Centres[j]; every slice about places is as long as Codes.
type Question struct {
	Codes    []string // in their order
	Lon, Lat []int64  // in millionths of a degree
	Weight   []int64
	Borders  [][2]int
	Ties     []Tie
	Centres  []Centre
	Pins     map[int]int // the zone that a place is to be in
	ByTies   bool        // otherwise ways to the centre are to be short
	// ByMean bounds weights by the mean and a Tolerance, in millionths; otherwise
	// Least and Most do.
	ByMean      bool
	Tolerance   int64
	Least, Most int64
}

// A Tie is how much two places have to do with each other, in millionths.
type Tie struct {
	A, B     int
	Strength int64
}

// A Centre is that of a zone, by its code.
type Centre struct {
	Name   string
	Places []int
}

// A Row says in which zone a place is, and why.
type Row struct{ Place, Zone, Reason string }

// A Finding is what of a row does not hold: code, centre or reason. Row counts
// from 1; 0 where it is no single row.
type Finding struct {
	Row                   int
	Column, Value, Reason string
	Args                  map[string]any
}

// A Move is a place's passing, alone, to another zone: what that costs more,
// and the first rule that forbids it: centre, pin, apart, least, most; empty
// where none does.
type Move struct {
	Place, To       int
	Cost, Forbidden string
}

// A Judge looks at zones with the code that checks them. Costs are words:
// weight × kilometre, or ties.
type Judge interface {
	// Check holds zones to what they were drawn from: what they cost, or what
	// of them does not hold.
	Check(q *Question, rows []Row) (cost string, findings []Finding)
	// Moves are what each place's passing to a zone beside it would change,
	// with the zone that each is in now, -1 for none.
	Moves(q *Question, now []int) []Move
	// Bounds are within which the weight of each zone has to be, without its
	// centre's places; math.MaxInt64 where nothing bounds it from above.
	Bounds(q *Question) (least, most int64)
}

// A Drawing is zones that were drawn: which place goes where, and why; what
// that costs, what no drawing can cost less than, or have more ties than.
type Drawing struct {
	Rows        []Row
	Cost, Bound string
}

// A Cause is why there are no zones: what kind of contradiction, and the codes of
// the places and zones that it mentions.
type Cause struct {
	Key                      string
	Places, Centres, Cutting []string
	Weight, Limit            int64
}

// A Drawer draws zones.
type Drawer interface {
	// Draw draws the best zones that it meets before ctx ends, or says why there
	// are none. It is asked by several at once.
	Draw(ctx context.Context, q *Question) (*Drawing, []Cause, error)
}
