package check

import (
	"cmp"
	"math/bits"
	"slices"
)

// A planStake is one row's part in a deal: what it has, what of that it may
// not be asked to give up, and how its units rank. Unit m has the rank
// (m - base)/(asks - base); equal ranks go by node.
type planStake struct {
	node, class int
	has, kept   int64
	base, asks  int64
	row         int // what the caller knows it by
}

// next and last are the units that the row would get next and give up first.
func (s *planStake) next() planUnit { return planUnit{s.has + 1 - s.base, s.asks - s.base, s.node} }
func (s *planStake) last() planUnit { return planUnit{s.has - s.base, s.asks - s.base, s.node} }

func (s *planStake) wants() bool { return s.has < s.asks }
func (s *planStake) spare() bool { return s.has > s.kept }

// A planUnit is a unit of rank part/whole of a row of a node.
type planUnit struct {
	part, whole int64
	node        int
}

// compare orders units by rank, then node. Cross products may take 128 bits.
func (a planUnit) compare(b planUnit) int {
	highA, lowA := bits.Mul64(uint64(a.part), uint64(b.whole))
	highB, lowB := bits.Mul64(uint64(b.part), uint64(a.whole))
	return cmp.Or(cmp.Compare(highA, highB), cmp.Compare(lowA, lowB), cmp.Compare(a.node, b.node))
}

// A planDeal is goods dealt out over a net. It is best if no class can have
// more without an earlier one having less, and shares are equal within each.
//
// What rows can get together by rearranging is the independent vectors of a
// polymatroid, the weights of classes fall and the worth of a unit falls with
// its rank; so a deal is best exactly if no single exchange betters it.
type planDeal struct {
	net    *planNet
	stakes []planStake
	idle   []int32 // lots with goods unused
}

// A planFlaw is one exchange that betters a deal: a unit more for the stake
// to, from an idle lot, or from the stake from where lot is -1.
type planFlaw struct {
	lot      int
	from, to *planStake
}

// waste returns, for each idle lot whose goods could serve a row that wants
// them, the most urgent such row; and for each row with units to spare that
// could serve a more urgent row, that one.
func (d *planDeal) waste() []planFlaw {
	goals := d.wanting(func(*planStake) bool { return true })
	slices.SortStableFunc(goals, func(a, b *planStake) int { return cmp.Compare(a.class, b.class) })
	nodes, lots := d.net.firstReached(planNodes(goals))
	var flaws []planFlaw
	for _, lot := range d.idle {
		if goal := lots[lot]; goal >= 0 {
			flaws = append(flaws, planFlaw{lot: int(lot), to: goals[goal]})
		}
	}
	for i := range d.stakes {
		s := &d.stakes[i]
		if goal := nodes[s.node]; goal >= 0 && s.spare() && goals[goal].class < s.class {
			flaws = append(flaws, planFlaw{lot: -1, from: s, to: goals[goal]})
		}
	}
	return flaws
}

// unfair returns the exchanges within a class that would make shares more
// equal: of each row with units to spare, that for the unit of least rank.
func (d *planDeal) unfair(class int) []planFlaw {
	goals := d.wanting(func(s *planStake) bool { return s.class == class })
	slices.SortFunc(goals, func(a, b *planStake) int { return a.next().compare(b.next()) })
	nodes, _ := d.net.firstReached(planNodes(goals))
	var flaws []planFlaw
	for i := range d.stakes {
		s := &d.stakes[i]
		if s.class != class || !s.spare() || nodes[s.node] < 0 {
			continue
		}
		if to := goals[nodes[s.node]]; to.next().compare(s.last()) < 0 {
			flaws = append(flaws, planFlaw{lot: -1, from: s, to: to})
		}
	}
	return flaws
}

func (d *planDeal) wanting(of func(*planStake) bool) []*planStake {
	var list []*planStake
	for i := range d.stakes {
		if s := &d.stakes[i]; s.wants() && of(s) {
			list = append(list, s)
		}
	}
	return list
}

func planNodes(stakes []*planStake) []int {
	nodes := make([]int, len(stakes))
	for i, s := range stakes {
		nodes[i] = s.node
	}
	return nodes
}

// classes lists the classes of a deal's rows, the most urgent first.
func (d *planDeal) classes() []int {
	var list []int
	for i := range d.stakes {
		list = append(list, d.stakes[i].class)
	}
	slices.Sort(list)
	return slices.Compact(list)
}
