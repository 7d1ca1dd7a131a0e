package hinterland

import (
	"context"
	"slices"
)

// A RegionMap is the map that an office has loaded, the newest: places with their
// borders, as a file gives them. Only atlas knows how to read one. It has no day:
// where a border is drawn says nothing of which place was in which zone, and a plan
// of last year rests on no map.
type RegionMap struct {
	Name     string // what the file was called
	File     string // by its digest
	Property string // under which shapes have the codes of places; empty for their own
	Source   string // where the office has it from
	Licence  string // under which it may be used
}

// Check refuses a map without name or file, and words that are too long.
func (m *RegionMap) Check() Refusals {
	var faults Refusals
	faults.add(CheckText("name", m.Name, MaxName))
	faults.add(CheckDigest("file", m.File))
	for _, said := range [][2]string{
		{"property", m.Property}, {"source", m.Source}, {"licence", m.Licence},
	} {
		if said[1] != "" {
			faults.add(CheckText(said[0], said[1], MaxName))
		}
	}
	return faults
}

// A PlacePair is two places, of which a map shows that they are neighbours.
type PlacePair struct {
	A PlaceCode `json:"a"`
	B PlaceCode `json:"b"`
}

// CheckPairs refuses what can be no two places, and two that stand twice, in either
// order: a pair is next to each other both ways.
func CheckPairs(column string, pairs []PlacePair) Refusals {
	var faults Refusals
	known := make(map[PlacePair]bool, len(pairs))
	for i, p := range pairs {
		at := column + "." + FormatDecimal(int64(i)+1, 0)
		wrong := checkPair(at+".a", p.A, at+".b", p.B)
		p.A, p.B = InOrder(p.A, p.B)
		if len(wrong) == 0 && known[p] {
			wrong.add(Refuse(Conflict, "pair.twice", nil).In(At(at+".b", string(p.B))))
		}
		known[p] = true
		faults = slices.Concat(faults, wrong)
	}
	return faults
}

// MapBook is what the records can answer and take about the map of the region.
type MapBook interface {
	// Map returns the map that was loaded last, or a refusal of kind NotFound.
	Map() (RegionMap, error)
	// PutMap records m, in the place of what was there.
	PutMap(m RegionMap) error
}

// Drawings are what has been drawn from records, kept beside them so that nobody waits
// for it again. They hold nothing that somebody has said: they follow from the records,
// and may be lost.
type Drawings interface {
	// PutDrawing keeps a drawing, and forgets those that have not been drawn for
	// longest beyond a number.
	PutDrawing(ctx context.Context, d Drawing, most int) error
	// Drawing returns one by its key, without content where there is none.
	Drawing(ctx context.Context, key string) (Drawing, error)
	// LatestDrawings returns those that were drawn last.
	LatestDrawings(ctx context.Context, many int) ([]Drawing, error)
}

// A Drawing is a text that was worked out from what Key stands for, at a time.
type Drawing struct {
	Key, Content string
	At           Instant
}
