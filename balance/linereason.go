package balance

import (
	"slices"

	"hinterland"
)

// reasons answers why a line is in the plan: what would be lost first if it
// carried one unit less. docs/formats.md defines every answer. One walk answers
// for a line in most cases and one more a wish at worst, O(words of the sets)
// each.
type reasons struct {
	d     *delivery
	all   *residual
	exact []*residual // by wish: what keeps it and all before it as good
	// Nodes by class: with a row that is short, with one that has more than
	// its floors, and with one that has more than its own.
	short, fed, beyondOwn map[int]set
}

func newReasons(d *delivery) *reasons {
	r := &reasons{
		d: d, all: newResidual(d),
		short: map[int]set{}, fed: map[int]set{}, beyondOwn: map[int]set{},
	}
	r.exact = r.all.exactly(d)
	for _, class := range d.p.classes() {
		sets := newSets(3, len(d.p.nodes))
		short, fed, beyond := sets[0], sets[1], sets[2]
		for _, i := range d.p.ofClass(class) {
			row := &d.p.rows[i]
			if row.short() > 0 {
				short.add(row.node)
			}
			if row.met > row.floor {
				fed.add(row.node)
			}
			if row.met > row.own {
				beyond.add(row.node)
			}
		}
		r.short[class], r.fed[class], r.beyondOwn[class] = short, fed, beyond
	}
	return r
}

// of returns the reason of the line on the way from l to n.
//
// Taking a unit off a line and rearranging is a path from l to n that does not
// use the line: the unit goes elsewhere, pushes another on, and at the end one
// comes to n. If there is such a path no row loses, and the question is what the
// path costs. Reduced costs of residual arcs are lexicographically ≥ 0 in a best
// plan, and along a path from l to n with the line's own −c(l, n) they add up to
// what the rearrangement costs, wish by wish. So the wishes up to the k-th lose
// nothing if and only if the whole circle lies on arcs of reduced cost 0 for all
// of them: the line itself may carry less there, and n can be reached there. The
// first wish for which that fails is the reason. If it never fails the line is a
// tie: there is another plan, as good by every wish, with a unit less on it.
//
// So a reason is a question of reach: which circles through the line exist, and
// which of them cost nothing. What is asked of the line itself, and of the path,
// is asked together; of an arc by itself prices may say one thing in one basis
// and another in the next, of a circle never (see exactly).
//
// A line to a floor is there by promise, whether or not other lots of its seller
// could bring it.
func (r *reasons) of(l, n int) hinterland.LineReason {
	if n >= r.d.p.needs {
		if r.d.p.nodes[n].fixed {
			return hinterland.LineFixed
		}
		return hinterland.LineFloor
	}
	if !r.all.replaceable(l, n) {
		return r.ofRows(l, n)
	}
	for k, e := range r.exact {
		if !slices.Contains(e.used[n], int32(l)) || !e.replaceable(l, n) {
			return hinterland.LineReason(r.d.levels[k].name)
		}
	}
	return hinterland.LineTie
}

// ofRows tells apart the reasons of a line without which some row would get
// less. The unit taken off may go to a winner, and a loser makes good for it:
// if the winner is at least as urgent, no class as a whole need lose, and what
// keeps the unit where it is can only be equal shares or the zone.
//
// Under zones first a winner more urgent than the loser, or as urgent and with a
// smaller share, is possible: the loser's unit is its own, which its zone keeps.
// Under the other policies a more urgent winner would contradict the order of
// classes, so all pairs that are left are of one class, and equal shares part
// them. Without any pair the unit keeps a class as large as it is.
//
// Who gains and who loses may be asked apart. A path of the unit to a winner and
// one from a loser to n have no vertex in common, or the unit could go on from
// there to n and the line could be replaced; so any two of them can be gone at
// once. A row loses only what it has beyond its floors: these are promised.
func (r *reasons) ofRows(l, n int) hinterland.LineReason {
	gain, lose := r.all.usesOf(l, n), r.all.donorsTo(l, n)
	reason := hinterland.LineClass
	for _, less := range r.d.p.classes() {
		losers := both(lose, r.fed[less])
		if losers.empty() {
			continue
		}
		for _, more := range r.d.p.classes() {
			winners := both(gain, r.short[more])
			if more > less || winners.empty() {
				continue
			}
			if more == less && r.shared(less, losers, winners) {
				return hinterland.LineShare
			}
			reason = hinterland.LineZone
		}
	}
	return reason
}

// shared reports whether equal shares, and not the zone, keep a unit from
// going from one of the losers to one of the winners, all rows of a class: if a
// loser has units that are not its own the zone does not hold them, and between
// rows of one zone the zone takes no side.
func (r *reasons) shared(class int, losers, winners set) bool {
	if r.d.p.policy != hinterland.ZonesFirst || losers.meets(r.beyondOwn[class]) {
		return true
	}
	zones := map[int]bool{}
	losers.each(func(n int) { zones[r.d.p.nodes[n].zone] = true })
	same := false
	winners.each(func(n int) { same = same || zones[r.d.p.nodes[n].zone] })
	return same
}

// both makes a set of its own, and leaves s and t, which other pairs of classes
// are to be asked about, as they are.
func both(s, t set) set {
	b := newSet(len(s) * 64)
	b.takeBoth(s, t)
	return b
}
