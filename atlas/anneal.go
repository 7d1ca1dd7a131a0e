package atlas

import (
	"math"
	"slices"
)

// Rounds of anneal before and after enclosed cells get their room. One round
// tries as many exchanges as there are hexagons.
const (
	roundsBefore = 260
	roundsAfter  = 60
)

// The prices of anneal, in sides of a hexagon.
const (
	priceSize    = 3.0  // per squared departure from the wanted size, ÷ size
	priceMissing = 30.0 // two neighbours that do not touch
	priceScant   = 4.0  // per side that two neighbours touch less than enoughTouch
	priceFalse   = 16.0 // two strangers that touch
	priceStrange = 3.0  // per side that strangers touch
	priceBorder  = 1.0  // per side between two owners
	enoughTouch  = 3
)

// sequence is a fixed sequence of numbers that scatter well (Knuth's linear
// congruence, upper bits). It stands where others use chance, so that cells are
// the same on every machine and every day.
//
// The upper 31 bits are used, because the lower ones of such a congruence
// repeat soon. The remainder favours small numbers by at most one part in 10⁵,
// which does not matter here.
type sequence uint64

// below returns a number from 0 to n-1 and moves on.
func (s *sequence) below(n int) int {
	*s = *s*6364136223846793005 + 1442695040888963407
	return int(uint64(*s) >> 33 % uint64(n))
}

// fraction returns a number in (0, 1].
func (s *sequence) fraction() float64 { return float64(s.below(1<<30)+1) / (1 << 30) }

// anneal lowers the energy of the cells by exchanging hexagons at borders. Each
// trial takes a hexagon and the owner of one of its neighbours, and hands it
// over if that keeps both owners in one piece and either lowers the energy or,
// early on, raises it by little (Kirkpatrick et al. 1983, with a fixed sequence
// for chance). The last rounds take improvements only.
//
// The energy of a state, with s(i, j) the common sides of cells i and j, is
//
//	E =   Σ priceSize · (count - want)² / want      over cells
//	    + Σ [priceMissing + priceScant · enoughTouch] over neighbours with s = 0
//	    + Σ priceScant · max(0, enoughTouch - s)     over other neighbours
//	    + Σ priceFalse + priceStrange · s            over strangers with s > 0
//	    + priceBorder · sides between different owners.
//
// An exchange changes a handful of its terms, which change computes from the six
// neighbours alone; E itself is never needed.
//
// Heat falls from 3 to 0.06 sides by the same factor each round. At 3 a border
// can lengthen by several sides on the way to something better, and false
// touches, at 19 and more, melt first; at 0.06 only exchanges for nothing are
// still taken, which smooth the borders like a slow tide.
func (l *lattice) anneal(rounds int) {
	var s sequence
	hexagons := l.active()
	for round := range rounds {
		heat := 3.0 * math.Pow(0.02, float64(round)/float64(rounds))
		if round > rounds*9/10 {
			heat = 0
		}
		for range hexagons {
			h := hexagons[s.below(len(hexagons))]
			to := l.owner[l.around(h)[s.below(6)]]
			if to == l.owner[h] || !l.free(h, to) {
				continue
			}
			change := l.change(h, to)
			if change <= 0 || heat > 0 && change < -heat*math.Log(s.fraction()) {
				l.set(h, to)
			}
		}
	}
}

// active returns the hexagons that may come to change hands: those of the
// cells and a seam of a few around them.
func (l *lattice) active() []int {
	const seam = 4
	far := make([]int, len(l.owner))
	var queue []int
	for h, o := range l.owner {
		if o != outside {
			far[h] = 1
			queue = append(queue, h)
		}
	}
	for i := 0; i < len(queue); i++ {
		h := queue[i]
		if far[h] > seam {
			continue
		}
		for _, k := range l.around(h) {
			if far[k] == 0 && l.inner(k) {
				far[k] = far[h] + 1
				queue = append(queue, k)
			}
		}
	}
	slices.Sort(queue)
	return queue
}

// free reports whether handing h over changes the form of neither owner: its
// neighbours of either owner must be one unbroken run round it. Then no owner
// falls apart, closes into a ring, or opens one, the outside included.
//
// Why local runs are enough: let the neighbours of h that belong to its owner
// be one run round h. Any way of the owner through h enters and leaves by that
// run, and can go along the run instead; so without h the owner is as connected
// as with it, and its complement has joined h to whatever lay beyond the run's
// ends, in one place. Were there two runs, the owner could fall apart at h or,
// if it is a ring, be opened there. The same holds for the new owner with h
// added. So annuli stay annuli and discs stay discs, and the outside keeps the
// region in one piece without holes.
func (l *lattice) free(h int, to int32) bool {
	from := l.owner[h]
	if from != outside && l.count[from] <= 1 {
		return false
	}
	around := l.around(h)
	runsFrom, runsTo := 0, 0
	for i, k := range around {
		o, before := l.owner[k], l.owner[around[(i+5)%6]]
		if o == from && before != from {
			runsFrom++
		}
		if o == to && before != to {
			runsTo++
		}
	}
	return runsFrom == 1 && runsTo == 1
}

// change returns what handing h over would add to the energy.
//
// Sides towards a third owner o change hands: from loses them to to. Sides
// between h and its old owner become sides between the two, and those to its
// new owner vanish.
func (l *lattice) change(h int, to int32) float64 {
	from := l.owner[h]
	sum := l.sizeChange(from, -1) + l.sizeChange(to, 1)
	around := l.around(h)
	sameFrom, sameTo := int32(0), int32(0)
	for i, k := range around {
		o := l.owner[k]
		switch {
		case o == from:
			sameFrom++
		case o == to:
			sameTo++
		case o != outside && l.firstOf(around, i):
			n := l.sides(around, o)
			sum += l.touchChange(from, o, -n) + l.touchChange(to, o, n)
		}
	}
	sum += l.touchChange(from, to, sameFrom-sameTo)
	return sum + priceBorder*float64(sameFrom-sameTo)
}

// firstOf reports whether position i is the first around a hexagon with its
// owner, so that each owner is counted once.
func (l *lattice) firstOf(around [6]int, i int) bool {
	for _, k := range around[:i] {
		if l.owner[k] == l.owner[around[i]] {
			return false
		}
	}
	return true
}

// sides counts the neighbours of a hexagon that belong to o.
func (l *lattice) sides(around [6]int, o int32) int32 {
	n := int32(0)
	for _, k := range around {
		if l.owner[k] == o {
			n++
		}
	}
	return n
}

// sizeChange returns what it costs if a cell gains or loses hexagons: the
// difference of the squares (off + by)² - off².
func (l *lattice) sizeChange(c int32, by float64) float64 {
	if c == outside {
		return 0
	}
	off := float64(l.count[c]) - l.want[c]
	return priceSize * (2*off*by + by*by) / l.want[c]
}

// touchChange returns what it costs if two owners touch by more sides or fewer.
func (l *lattice) touchChange(a, b int32, by int32) float64 {
	if a == outside || b == outside || by == 0 {
		return 0
	}
	now := l.touch[int(a)*l.cells.n+int(b)]
	near := l.cells.near[a][b]
	return touchCost(near, now+by) - touchCost(near, now)
}

// touchCost is the price of a pair with so many common sides. There is a step
// at 0, where touching begins, and a slope beyond it, so that a false touch
// shrinks before it breaks and a true one grows after it is made.
func touchCost(near bool, sides int32) float64 {
	switch {
	case near && sides == 0:
		return priceMissing + priceScant*enoughTouch
	case near:
		return priceScant * math.Max(0, float64(enoughTouch-sides))
	case sides == 0:
		return 0
	}
	return priceFalse + priceStrange*float64(sides)
}
