package hinterland

import "slices"

// A DatedZone is a zone as an office keeps it: round which places it is drawn, in
// which other zone it lies, who leads it, and how it stands since when. (A Centre
// is one as a plan reads it.)
type DatedZone struct {
	Code   ZoneCode
	Name   Name
	Parent ZoneCode  // empty for one of the region's own
	Lead   PartyCode // empty while nobody leads it
	Stage  ZoneStage
	Since  Day // on which it came to stand so
	Centre []PlaceCode
}

// A ZoneStage is how a zone stands.
type ZoneStage string

// The stages, in their order; a zone never goes back.
const (
	ZoneProposed    ZoneStage = "proposed"
	ZonePreparing   ZoneStage = "preparing"
	ZoneEstablished ZoneStage = "established"
	ZoneDissolved   ZoneStage = "dissolved"
)

// ZoneStages lists every stage in its order.
func ZoneStages() []ZoneStage {
	return []ZoneStage{ZoneProposed, ZonePreparing, ZoneEstablished, ZoneDissolved}
}

// Precedes reports whether a zone can come from s to next: forward, or to another
// day of the same.
func (s ZoneStage) Precedes(next ZoneStage) bool {
	stages := ZoneStages()
	from, to := slices.Index(stages, s), slices.Index(stages, next)
	return from >= 0 && to >= from && (s != ZoneDissolved || s == next)
}

// Check refuses a zone whose codes or name are none, which has no centre, or a
// place of one twice, or which lies in itself.
func (z *DatedZone) Check() Refusals {
	faults := z.Name.Check("name")
	faults.add(CheckCode("code", z.Code))
	if z.Parent != "" {
		faults.add(CheckCode("parent", z.Parent))
	}
	if z.Parent == z.Code && z.Code != "" {
		faults.add(Refuse(Conflict, "tree.loop", nil).In(At("parent", string(z.Parent))))
	}
	if z.Lead != "" {
		faults.add(CheckCode("lead", z.Lead))
	}
	if len(z.Centre) == 0 {
		faults.add(Refuse(Invalid, "cell.blank", nil).In(Where{Column: "centre"}))
	}
	for i, p := range z.Centre {
		at := "centre." + FormatDecimal(int64(i)+1, 0)
		faults.add(CheckCode(at, p))
		if slices.Index(z.Centre, p) < i {
			faults.add(Refuse(Conflict, "centre.shared", nil).In(At(at, string(p))))
		}
	}
	return faults
}

// A Belonging says that a place is in a zone, for so many days, and why. No place
// is in two on one day: what a zone lies in, its places are in by the way.
type Belonging struct {
	Place  PlaceCode
	Zone   ZoneCode
	Term   Term
	Reason string // as zones are drawn, or ByHand
	Note   string // why, where it was put there by hand
}

// ByHand is the reason of a place that was moved by hand.
const ByHand = "hand"

// BelongingReasons lists why a place can be in a zone: as zones are drawn, or
// by hand.
func BelongingReasons() []string {
	// All but the last are what a drawing proves of a place.
	return []string{
		"centre", "pin", "nearest", "tie", "contiguity", "bound", ByHand,
	}
}

// Check refuses a belonging without a day, and one for no reason that there
// is. By hand it says why.
func (b *Belonging) Check() Refusals {
	var faults Refusals
	faults.add(CheckCode("zone", b.Zone))
	if b.Term.To <= b.Term.From {
		faults.add(Refuse(Invalid, "term.backwards", Args{"from": b.Term.From}).
			In(At("last", b.Term.Last().String())))
	}
	if !slices.Contains(BelongingReasons(), b.Reason) {
		none := Refuse(Invalid, "belonging.reason", nil)
		faults.add(none.In(At("reason", b.Reason)))
	}
	if b.Note != "" || b.Reason == ByHand {
		faults.add(CheckText("note", b.Note, MaxName))
	}
	return faults
}

// A DatedPin puts a place into a zone by hand, however zones are drawn.
type DatedPin struct {
	Place  PlaceCode
	Zone   ZoneCode
	Reason string
}

// A ZoneRule says how the zones in a zone are drawn, or those of the region: what
// makes one drawing better than another, and within which bounds.
type ZoneRule struct {
	Within    ZoneCode
	Objective Objective
	Bounds    Bounds
}

// Check refuses an objective that is none, and bounds that are none.
func (r *ZoneRule) Check() Refusals {
	var faults Refusals
	if r.Within != "" {
		faults.add(CheckCode("within", r.Within))
	}
	if r.Objective != ByDistance && r.Objective != ByTies {
		faults.add(Refuse(Invalid, "objective.unknown", nil).
			In(At("objective", string(r.Objective))))
	}
	if r.Bounds.Kind == ByLeastAndMost && r.Bounds.Least > r.Bounds.Most {
		faults.add(Refuse(Conflict, "setting.order", nil).In(Where{Column: "least"}))
	}
	return faults
}

// ZoneBooks are zones, and how they are drawn.
type ZoneBooks interface {
	ZoneBook
	ZoneRuleBook
}

// ZoneBook is what the records can answer and take about zones.
type ZoneBook interface {
	// Zones returns every zone, by code.
	Zones() ([]DatedZone, error)
	// PutZone records z, in the place of what was there.
	PutZone(z DatedZone) error
	// Belongings returns who is in which zone on a day or after it, by place
	// and day.
	Belongings(from Day) ([]Belonging, error)
	// BelongingsOf returns in which zones a place is on any day, by day.
	BelongingsOf(place PlaceCode) ([]Belonging, error)
	// HoldZone returns a zone without its centre, and lets nobody else change how it
	// stands until the act is done. It refuses where there is none.
	HoldZone(code ZoneCode) (DatedZone, error)
	// AddBelonging records b, and refuses to put a place into two zones on one
	// day.
	AddBelonging(b Belonging) error
	// EndBelonging makes to the first day that is no more of b; b goes where it
	// would have none left. It refuses where b has been changed since it was
	// read.
	EndBelonging(b Belonging, to Day) error
}

// ZoneRuleBook is what the records can answer and take about how zones are drawn.
type ZoneRuleBook interface {
	// ZoneRules returns every rule, by what it holds within.
	ZoneRules() ([]ZoneRule, error)
	// HoldZones lets nobody else change who is in which zone within one, nor
	// the rule of it, until the act is done. It refuses where there is no rule.
	HoldZones(within ZoneCode) (ZoneRule, error)
	// PutZoneRule records r, in the place of what was there.
	PutZoneRule(r ZoneRule) error
	// Pins returns every pin, by place.
	Pins() ([]DatedPin, error)
	// PutPin records p, in the place of what was there; one without a zone goes.
	PutPin(p DatedPin) error
}
