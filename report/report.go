package report

import (
	"io"
	"strings"

	"hinterland"
	"hinterland/draw"
	"hinterland/lang"
)

// An Input is what a report tells. Region has the zones that the plan was made
// with in its places; Region and Plan are never nil, everything else may be
// left out and is then not told.
type Input struct {
	Region *hinterland.Region
	// Zoning names centres, pins, notes and what a period is called.
	Zoning *hinterland.Zoning
	// Drawn says how the zones were found; nil if they were given.
	Drawn *Drawn
	Plan  *hinterland.Plan
	// Map is the ground of the pictures: only its Shapes and Links count.
	// Nil draws no maps; the tables say the same.
	Map *draw.Map
	// Floors are those that the plan does not honour in full, and such fixings.
	Floors []hinterland.FloorLack
	// Checks are the commands that check the plan and the zones again.
	Checks []string
	// Sources credit whoever the data comes from.
	Sources []hinterland.Name
}

// A Drawn is the result of drawing zones. Cost and Bound are what the objective
// counts (weight × km, or ties) and Gap is |Cost − Bound| ÷ |Bound|, all as
// decimal texts; Bound and Gap are empty if no bound is known.
type Drawn struct {
	Objective        hinterland.Objective
	Cost, Bound, Gap string
	Proved           bool // no zoning that obeys the rules is better
	Places           []Placement
	Binding          []Binding
}

// A Placement says why a place is in its zone, and what would follow if it were
// put into each of the zones that it borders on.
type Placement struct {
	Place  hinterland.PlaceCode
	Reason ZoneReason
	Moves  []Move
}

// A Move is a place put into another zone, alone. Cost is by how much that
// would make the zoning worse, as a decimal text: more weight × km, or less
// tie. A negative one would be a gain, which Forbidden then stands against; it
// may be left empty where Forbidden says enough.
type Move struct {
	To        hinterland.ZoneCode
	Cost      string
	Forbidden Rule // empty if it may be done
}

// A ZoneReason says why a place is in its zone.
type ZoneReason string

// The reasons of a place's zone, as zones.csv writes them.
const (
	ZoneCentre     ZoneReason = "centre"     // it is (part of) the centre
	ZonePin        ZoneReason = "pin"        // it was put there by hand
	ZoneNearest    ZoneReason = "nearest"    // no centre is nearer
	ZoneTie        ZoneReason = "tie"        // it has most to do with this centre
	ZoneContiguity ZoneReason = "contiguity" // its zone has to hang together
	ZoneBound      ZoneReason = "bound"      // the weights of zones are bounded
)

// A Rule is what can forbid a move.
type Rule string

// The rules.
const (
	RuleCentre Rule = "centre" // a centre's place stays with its centre
	RulePin    Rule = "pin"    // it was put there by hand
	RuleApart  Rule = "apart"  // a zone would fall into pieces
	RuleLeast  Rule = "least"  // the zone that it leaves would be too small
	RuleMost   Rule = "most"   // the zone that it enters would be too large
)

// A Binding is a rule that costs something: without it Place alone would pass,
// and the zoning would be better by Worth, a decimal text like Cost. Under
// RulePin Place is pinned to Zone; under RuleLeast it would leave Zone, under
// RuleMost it would enter it, whose Weight without its centre is then beyond
// Bound.
type Binding struct {
	Rule          Rule
	Zone          hinterland.ZoneCode
	Place         hinterland.PlaceCode
	Worth         string
	Weight, Bound int64 // not under RulePin
}

// FileName is what the report in a language is called. Pages of one report lie
// beside each other, and each leads to the other.
func FileName(t lang.Tongue) string {
	if t == lang.English {
		return "report.html"
	}
	short, _, _ := strings.Cut(string(t), "-")
	return "report." + short + ".html"
}

// Write writes the report in p's language: one page that needs nothing from
// elsewhere and no script. The same input gives the same bytes. An error is
// w's, or a *BalanceError if region and plan do not belong together.
func Write(w io.Writer, in *Input, p *lang.Printer) error {
	b := newBook(in, p)
	page, err := b.page()
	if err != nil {
		return err
	}
	pages, err := b.templates()
	if err != nil {
		return err
	}
	return pages.ExecuteTemplate(w, "page", page)
}
