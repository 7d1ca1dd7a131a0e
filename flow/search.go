package flow

// chunk is how many neighbouring arcs are priced together: 128 bytes.
const chunk = 8

// search finds entering arcs by block search: it goes round all arcs, block by
// block, and takes the most negative reduced cost of the first block that has
// any. Files keep arcs of one node together, so a block of neighbours would
// know only a few nodes; therefore the arcs are visited in chunks that fill a
// pair of cache lines each, a fixed stride apart, and every block is a sample
// of the whole network.
type search struct {
	chunks int // in all
	at     int // next chunk
	stride int // to the next chunk, coprime to chunks
	block  int // chunks priced before the best is taken
}

// newSearch lays the round for m arcs. The block of √m arcs balances the price
// of a search against the number of pivots.
func newSearch(m int) search {
	s := search{chunks: (m + chunk - 1) / chunk}
	if s.chunks == 0 {
		return s
	}
	root := 1
	for root*root < m {
		root++
	}
	s.block = max(1, root/chunk)
	s.stride = max(1, s.chunks*618/1000)
	for gcd(s.stride, s.chunks) != 1 {
		s.stride++
	}
	return s
}

// gcd is the greatest common divisor of two positive numbers.
func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// entering gives the next arc to enter, or -1 where every reduced cost is ≥ 0.
func (n *Network) entering() int32 {
	s := &n.search
	potential := n.potential
	var least int64
	found, left := -1, s.block
	for range s.chunks {
		lo := s.at * chunk
		arcs := n.priced[lo:min(lo+chunk, len(n.priced))]
		for i := range arcs {
			h := &arcs[i]
			if r := h.cost + potential[h.from] - potential[h.to]; r < least {
				least, found = r, lo+i
			}
		}
		if s.at += s.stride; s.at >= s.chunks {
			s.at -= s.chunks
		}
		if left--; left == 0 {
			if found >= 0 {
				return int32(found)
			}
			left = s.block
		}
	}
	return int32(found)
}
