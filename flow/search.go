package flow

// shortlist is how many attractive arcs a search keeps for the next one. The
// list itself has twice the room, so that it is trimmed once per eight finds.
const shortlist = 8

// search finds entering arcs. It goes round all arcs in blocks, and every call
// prices the arcs it remembers as attractive and one block more, takes the best
// of them all and remembers the runners-up. A step moves the potentials of one
// subtree only, so most runners-up are still attractive at the next call; with
// them half the block gives as good a choice, and rare attractive arcs, once
// come across, need not be come across again.
//
// What was tried (steps and arcs priced on the national instance of bench/flow,
// 1.08 million arcs): blocks of √m without a list, 87,000 steps and 98 million
// arcs; blocks of ½√m with the best 8 kept, 87,000 and 51 million; with the best
// 128 kept, 85,000 and 50 million, dearer for repricing the list at every step;
// a list used up before new arcs are priced, 270,000 steps and 19 million arcs,
// twice as slow on sparse networks for the poor choice. Eight it is.
type search struct {
	at    int // next slot to price
	block int
	least int // bounds of block
	most  int
	moved int64 // potentials moved since the block was last fitted
	list  [2 * shortlist]candidate
	count int
}

// candidate is an arc with negative reduced cost when last looked at.
type candidate struct {
	reduced int64
	slot    int32
}

// fitEvery is the number of steps between two fittings of the block.
const fitEvery = 256

// newSearch starts the round for m arcs.
func newSearch(m int) search {
	root := 1
	for root*root < m {
		root++
	}
	return search{block: max(10, root), least: max(10, root/2), most: max(10, 2*root)}
}

// fit sets the block after fitEvery steps. The number of steps falls slowly as
// blocks grow (by about a sixth for each doubling, on plans, grids and random
// networks alike), so searching should cost about a quarter of a step. What a
// step costs is seen from the potentials it moves: where trees are deep, steps
// are dear and larger blocks pay. Bounds of ½√m and 2√m keep it sane.
func (s *search) fit() {
	s.block = min(max(int(s.moved*4/fitEvery), s.least), s.most)
	s.moved = 0
}

// entering gives the slot of the next arc to enter, or -1 where no reduced
// cost is negative: then a whole round has been priced since the last step.
func (n *Network) entering() int32 {
	s := &n.search
	s.reprice(n)
	limit := int64(0)
	if s.count > shortlist {
		limit = s.trim()
	}
	slots := n.order.slots()
	for left := slots; left > 0; {
		end := min(s.at+s.block, slots)
		if n.priced.narrow != nil {
			priceBlock(n, n.priced.narrow[s.at:end], limit)
		} else {
			priceBlock(n, n.priced.wide[s.at:end], limit)
		}
		left -= end - s.at
		if s.at = end; end == slots {
			s.at = 0
		}
		if s.count > 0 {
			return s.best()
		}
	}
	return -1
}

// reprice drops remembered arcs that are no longer attractive, among them the one
// that entered at the last step, and learns what the others are worth now.
func (s *search) reprice(n *Network) {
	keep := 0
	for _, c := range s.list[:s.count] {
		if r := n.reduced(n.priced.at(c.slot)); r < 0 {
			s.list[keep] = candidate{r, c.slot}
			keep++
		}
	}
	s.count = keep
}

// priceBlock adds to the list the arcs from slot n.search.at on, as many as
// there are costs, whose reduced cost is below limit (≤ 0). This loop reads 12
// bytes an arc in a stream and two potentials; a cold run spends half its time
// here.
func priceBlock[cost int32 | int64](n *Network, costs []cost, limit int64) {
	s := &n.search
	potential := n.potential
	at := s.at
	arcs := n.priced.ends[at:]
	arcs = arcs[:len(costs)]
	for i, c := range costs {
		h := arcs[i]
		r := int64(c) + potential[h.from] - potential[h.to]
		if r < limit {
			limit = s.remember(candidate{r, int32(at + i)}, limit)
		}
	}
}

// remember puts a candidate on the list, and gives the limit below which the
// next one must be: while the list has room, 0; once it has overflowed, the
// worst of those kept. Few arcs of a block pass the limit, so this stays out of
// the loop that prices them.
func (s *search) remember(c candidate, limit int64) int64 {
	if s.count == len(s.list) {
		if limit = s.trim(); c.reduced >= limit {
			return limit
		}
	}
	s.list[s.count] = c
	s.count++
	return limit
}

// trim keeps the best of a list and gives the reduced cost of the worst kept:
// what is not below it need not be remembered. Insertion is the right sort for
// sixteen entries of which the first eight are mostly in order already. It is
// stable, so which of equal candidates stays depends on the order of arcs alone.
func (s *search) trim() int64 {
	for i := 1; i < s.count; i++ {
		c := s.list[i]
		j := i
		for ; j > 0 && c.reduced < s.list[j-1].reduced; j-- {
			s.list[j] = s.list[j-1]
		}
		s.list[j] = c
	}
	s.count = shortlist
	return s.list[shortlist-1].reduced
}

// best gives the most attractive slot of a list that is not empty, the earlier
// found on ties.
func (s *search) best() int32 {
	least := s.list[0]
	for _, c := range s.list[1:s.count] {
		if c.reduced < least.reduced {
			least = c
		}
	}
	return least.slot
}

// forget empties the list, as slots may no longer hold what they held.
func (s *search) forget() { s.count = 0 }
