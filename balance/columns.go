package balance

import (
	"cmp"
	"context"
	"slices"
)

// Column generation. A good of 4,000 lots and 8,000 nodes has up to 32 million
// ways, of which a plan uses twelve thousand, and which these are is nearly
// told by cost alone. So the network begins with a few ways for each vertex and
// takes in others only where prices ask for them:
//
//	run the simplex; at its prices, look at every open way;
//	add the ways of negative reduced cost, the best of each vertex; run again.
//
// When no way is left, the prices prove the plan the best over all ways, those
// in the network and those never in it, which carry nothing: that is the same
// certificate, checked the same way. It ends because every round adds a way
// that was not there: those in the network have reduced cost ≥ 0 after a run,
// or are frozen, and then an earlier wish has a reduced cost other than 0 on
// them. For a way outside, which rests at 0, that is what freezing comes to:
// it may be taken in for a wish only if all earlier wishes have reduced cost 0
// on it. (The first statement of the method, for flows as here, is Ford and
// Fulkerson 1958.)
//
// Why the certificate holds for all ways and all wishes. Let r1, r2, … be the
// reduced costs of a way outside, each at the prices that its wish ended with.
// To show: the first that is not 0 is positive. Say it is rk. Then the earlier
// are 0, so betterWays did look at this way when wish k ended, and found rk ≥ 0.
// Prices of a wish are never touched again, so this stays true while later
// wishes run. And they stay a proof for the flow, though it goes on changing:
// later wishes move goods only on arcs that were not frozen, and on ways taken in
// since, and both have reduced cost 0 for every wish that is done. A flow that
// differs from a best one on such arcs alone is as good (complementary
// slackness), with the same prices to show it.
//
// What is asked of a way outside is asked of its part beyond what was signed. The
// part within needs no look: ways that were signed are in from the start, both
// parts of them.

// perVertex is how many ways a round adds for each lot and each node. Fewer
// take more rounds, each a look at all ways; more make the network large.
const perVertex = 8

// begin chooses the first arcs: the witness, so that there is a flow at all;
// what was signed, since each such way is two arcs; and the cheapest ways. These
// are chosen by money even where another wish comes first: a poor choice takes
// more rounds and changes no answer by a unit of any wish.
func (d *delivery) begin(ctx context.Context, witness loads) error {
	free := level{cost: d.p.money, price: make([]int64, 1+len(d.p.lots)+len(d.p.nodes))}
	s := newShortlist(d.p)
	err := s.look(ctx, func(a lineArc) (int64, bool) { return d.reduced(&free, a), true })
	if err != nil {
		return err
	}
	arcs := s.arcs()
	witness.each(func(l, n int, _ int64) {
		arcs = append(arcs, lineArc{way{int32(l), int32(n)}, beyond})
	})
	for w := range d.p.signed {
		arcs = append(arcs, lineArc{w, beyond}, lineArc{w, within})
	}
	d.arcs = sortedArcs(arcs)
	return nil
}

// betterWays lists ways outside the network that would better levels[k] at its
// prices, none if its prices prove it best. An arc of the network is never among
// them, so none is added twice: after a run its reduced cost is ≥ 0, at 0 where
// it carries goods, unless it is frozen, and then an earlier wish shuts it out.
// Wishes that are done are asked first: borders and what was signed cost a
// comparison, money has to be worked out.
func (d *delivery) betterWays(ctx context.Context, k int) ([]lineArc, error) {
	s := newShortlist(d.p)
	err := s.look(ctx, func(a lineArc) (int64, bool) {
		for i := range k {
			if d.reduced(&d.levels[i], a) != 0 {
				return 0, false
			}
		}
		reduced := d.reduced(&d.levels[k], a)
		return reduced, reduced < 0
	})
	return sortedArcs(s.arcs()), err
}

// sortedArcs sorts arcs and drops those that stand twice, so that neither the
// vertex that asked first nor the order of a map shows.
func sortedArcs(arcs []lineArc) []lineArc {
	slices.SortFunc(arcs, func(a, b lineArc) int {
		return cmp.Or(cmp.Compare(a.lot, b.lot), cmp.Compare(a.node, b.node),
			cmp.Compare(a.part, b.part))
	})
	return slices.Compact(arcs)
}

// A shortlist keeps the best few of the ways of each lot and each node. Both
// ends matter: the best ways of nodes alone crowd on a few cheap lots, and all
// others would come in one round after another. It takes 200 bytes a vertex.
type shortlist struct {
	p     *problem
	lots  []few
	nodes []few
}

func newShortlist(p *problem) *shortlist {
	return &shortlist{p: p, lots: make([]few, len(p.lots)), nodes: make([]few, len(p.nodes))}
}

// look shows every open way to judge, which tells its worth, less being better,
// and whether it is wanted at all. Lots come in order, and the nodes of each in
// order, so that every list of a few sees its ways in one order however often
// the program runs. O(words of the sets + open ways) times what judge takes.
func (s *shortlist) look(ctx context.Context, judge func(lineArc) (int64, bool)) error {
	for l := range s.lots {
		if err := ctx.Err(); err != nil {
			return err
		}
		s.p.ways.open[l].each(func(n int) {
			worth, wanted := judge(lineArc{way{int32(l), int32(n)}, beyond})
			if wanted {
				s.lots[l].take(worth, int32(n))
				s.nodes[n].take(worth, int32(l))
			}
		})
	}
	return nil
}

// arcs lists what is on the shortlist, some twice.
func (s *shortlist) arcs() []lineArc {
	var arcs []lineArc
	for l := range s.lots {
		for _, n := range s.lots[l].list() {
			arcs = append(arcs, lineArc{way{int32(l), n}, beyond})
		}
	}
	for n := range s.nodes {
		for _, l := range s.nodes[n].list() {
			arcs = append(arcs, lineArc{way{l, int32(n)}, beyond})
		}
	}
	return arcs
}

// few are the best ways of a vertex, the best first; among equals the first
// that came. at is the other end.
type few struct {
	worth [perVertex]int64
	at    [perVertex]int32
	count int
}

// take puts a way where it belongs, if it is good enough, by insertion. Nearly
// every way fails the first comparison, so what a long list costs is memory. Of
// equals the one that came first stays ahead: which ways come in at all must not
// hang on anything but the order of keys.
func (f *few) take(worth int64, at int32) {
	if f.count == perVertex && worth >= f.worth[perVertex-1] {
		return
	}
	i := min(f.count, perVertex-1)
	for ; i > 0 && f.worth[i-1] > worth; i-- {
		f.worth[i], f.at[i] = f.worth[i-1], f.at[i-1]
	}
	f.worth[i], f.at[i] = worth, at
	f.count = min(f.count+1, perVertex)
}

func (f *few) list() []int32 { return f.at[:f.count] }
