package zoning

import (
	"math"

	"hinterland/partition"
)

// A spreader draws the consequences of a domain: which zones a place loses
// and which places a zone must have, because zones are contiguous and their
// weights bounded. Every step is a proof in whole numbers, so what it takes
// away no zoning can have, and a contradiction means that there is none.
//
// It looks at one zone at a time and repeats until no zone has changed, each
// pass O(edges log n): places only ever leave A and enter F, so that it ends,
// and after at most n p changes. The outcome is the same in whatever order
// zones are looked at, since every rule stays true in a smaller domain.
//
// For zone j, with A the places that may be in it and F those that must:
//
//  1. a place of A that no path inside A joins to the centre loses j;
//  2. a place of A without which a place of F is cut off is in F;
//  3. if A weighs less than min there is no zoning; a place of A without
//     which (and without those it cuts off) A would weigh less is in F;
//  4. if F weighs more than max there is no zoning; a place of A whose
//     lightest way to F or the centre, itself included, would make F weigh
//     more than max loses j.
type spreader struct {
	m    *model
	walk *partition.Rooted
	// A of the zone in hand.
	in []bool
	// 1 for places of F, else 0: numbers, since they are summed over what a
	// place cuts off.
	forced []int64
	// Places of F that fall with a place, itself included.
	must []int64
	// Weight that falls with a place, its own included.
	weigh []int64
	// Scratch of the walk.
	sub []int64
	// Of the lightest ways of rule 4.
	load []int64
	// Zones in the queue: each stands there once.
	dirty []bool
	// Zones to look at, first in, first out.
	queue []int
	// Scratch: F and the centre.
	seeds []int
	work  int64

	// failure tells the first contradiction while it is nil and wanted.
	failure *failure
	tell    bool
}

// A failure is why no zoning fits a domain: zone -1 means that place has no
// zone left, else the places that zone must have weigh too much (Crowded) or
// those that it can have too little (Starved). limit is the bound of that
// zone.
type failure struct {
	why           Why
	zone          int
	places        []int
	weight, limit int64
}

func newSpreader(m *model) *spreader {
	return &spreader{
		m:      m,
		walk:   partition.NewRooted(m.graph),
		in:     make([]bool, m.n),
		forced: make([]int64, m.n),
		must:   make([]int64, m.n),
		weigh:  make([]int64, m.n),
		sub:    make([]int64, m.n),
		load:   make([]int64, m.n),
		dirty:  make([]bool, m.p),
	}
}

// touch marks zone j for another look.
func (s *spreader) touch(j int) {
	if !s.dirty[j] {
		s.dirty[j] = true
		s.queue = append(s.queue, j)
	}
}

// touchAll marks every zone.
func (s *spreader) touchAll() {
	for j := range s.m.p {
		s.touch(j)
	}
}

// run looks at the marked zones until nothing changes. It reports false when
// no zoning fits the domain; the domain is then of no further use, and the
// queue is empty for the next. Requires: zones that have changed since the
// domain was last run are marked, as take and give do.
func (s *spreader) run(d *domain) bool {
	for len(s.queue) > 0 {
		j := s.queue[0]
		s.queue = s.queue[1:]
		s.dirty[j] = false
		if !s.zone(d, j) {
			s.forget()
			return false
		}
	}
	return true
}

// forget empties the queue: whoever gives a domain up before run does must do
// so, lest the next domain be asked about zones that it did not change.
func (s *spreader) forget() {
	s.queue = s.queue[:0]
	clear(s.dirty)
}

// zone applies the rules to zone j once. What a rule changes marks the zone
// again, so that each pass may read A and F as they were at its beginning:
// facts of a larger domain hold in a smaller one, and the next pass sees the
// rest.
//
// Rules 2 and 3 need, for every place, what falls with it. One walk of the
// zone from its centre finds all articulations and sums over what hangs below
// them (Tarjan 1972; partition.Rooted), in place of a walk per place.
func (s *spreader) zone(d *domain, j int) bool {
	for i := range s.m.n {
		s.in[i] = d.has(i, j)
		s.forced[i] = 0
		if s.in[i] && d.fixed(i) {
			s.forced[i] = 1
		}
	}
	s.work += int64(s.m.n)
	s.walk.Walk(s.m.roots[j], s.in)
	if !s.cutOff(d, j) {
		return false
	}
	all, held := s.totals()
	if all < s.m.min || held > s.m.max {
		s.fail(j, all, held)
		return false
	}
	s.walk.CutOff(s.m.weight, s.sub, s.weigh)
	s.walk.CutOff(s.forced, s.sub, s.must)
	s.work += int64(8 * len(s.walk.Order()))
	for _, v := range s.walk.Order() {
		if s.forced[v] == 0 && (s.must[v] > 0 || all-s.weigh[v] < s.m.min) {
			s.give(d, int(v), j)
		}
	}
	return s.m.max == math.MaxInt64 || s.tooHeavy(d, j, held)
}

// cutOff takes j from the places that cannot reach its centre (rule 1). The
// centre's own places are met by definition. It takes them out of A and F
// too, as the sums that follow are over what the walk has met.
func (s *spreader) cutOff(d *domain, j int) bool {
	for i := range s.m.n {
		if s.in[i] && s.m.centreOf[i] != j && !s.walk.Met(i) {
			s.in[i] = false
			s.forced[i] = 0
			if !s.take(d, i, j) {
				return false
			}
		}
	}
	return true
}

// totals sums the weights of A and F; a centre's own places weigh nothing.
func (s *spreader) totals() (all, held int64) {
	for _, v := range s.walk.Order() {
		all += s.m.weight[v]
		if s.forced[v] > 0 {
			held += s.m.weight[v]
		}
	}
	return all, held
}

// tooHeavy applies rule 4. Requires: a maximum is given. Zone j, if it has v,
// holds a way from v to its centre; that way from v to the first place of F
// or the centre weighs at least load(v), and none of it is in F. So the zone
// weighs held + load(v) or more. Places of F have load 0 and always pass.
func (s *spreader) tooHeavy(d *domain, j int, held int64) bool {
	s.seeds = append(s.seeds[:0], s.m.roots[j]...)
	for _, v := range s.walk.Order() {
		if s.forced[v] > 0 {
			s.seeds = append(s.seeds, int(v))
		}
	}
	s.m.graph.Lightest(s.seeds, s.in, s.m.weight, s.load)
	s.work += int64(16 * len(s.walk.Order()))
	for _, v := range s.walk.Order() {
		if s.load[v] > s.m.max-held && !s.take(d, int(v), j) {
			return false
		}
	}
	return true
}

// take removes zone j from place i and marks what that touches: j, whose A is
// smaller, and where one zone is left that one, whose F is larger. It reports
// false when the place has no zone left. Requires: i has j.
func (s *spreader) take(d *domain, i, j int) bool {
	d.drop(i, j)
	s.touch(j)
	if d.fixed(i) {
		s.touch(d.only(i))
	}
	if d.left[i] == 0 && s.tell {
		s.failure = &failure{why: Indivisible, zone: -1, places: []int{i}}
	}
	return d.left[i] > 0
}

// fail notes that zone j can or must have too little or too much. Too much
// goes first where both are so.
func (s *spreader) fail(j int, all, held int64) {
	if !s.tell {
		return
	}
	f := &failure{why: Starved, zone: j, weight: all, limit: s.m.min}
	if held > s.m.max {
		f.why, f.weight, f.limit = Crowded, held, s.m.max
	}
	for _, v := range s.walk.Order() {
		if s.m.weight[v] > 0 && (f.why == Starved || s.forced[v] > 0) {
			f.places = append(f.places, int(v))
		}
	}
	s.failure = f
}

// give puts place i into zone j for good. Requires: i may be in j.
func (s *spreader) give(d *domain, i, j int) {
	for k := d.next(i, 0); k >= 0; k = d.next(i, k+1) {
		if k != j {
			d.drop(i, k)
			s.touch(k)
		}
	}
	s.touch(j)
}
