package zoning

import "math/bits"

// A domain says, for each place, which zones may still have it: the D(i) of
// the formulation. It is the whole state of a node of the search: a copy is a
// node. Domains only ever shrink below a node, which is what makes
// propagation end and what was proved of a domain true of all that are made
// from it.
type domain struct {
	// 64-bit words per place, ⌈p ÷ 64⌉. Bits from p on are always zero, so
	// that next never meets a zone that is none.
	words int
	// Place i owns bits[i*words : (i+1)*words]; zone j is bit j%64 of word
	// j/64.
	bits []uint64
	// Zones left per place: the number of its bits, kept beside them because
	// "is it fixed" is the question asked most. 0 says that the domain is
	// empty as a whole: no zoning fits.
	left []int32
}

// newDomain returns the domain in which every place may be in any of p
// zones.
func newDomain(n, p int) *domain {
	words := (p + 63) / 64
	d := &domain{words: words, bits: make([]uint64, n*words), left: make([]int32, n)}
	for i := range n {
		for j := range p {
			d.bits[i*words+j/64] |= 1 << (j % 64)
		}
		d.left[i] = int32(p)
	}
	return d
}

func (d *domain) clone() *domain {
	return &domain{
		words: d.words,
		bits:  append([]uint64(nil), d.bits...),
		left:  append([]int32(nil), d.left...),
	}
}

// has reports whether place i may be in zone j.
func (d *domain) has(i, j int) bool {
	return d.bits[i*d.words+j>>6]>>(j&63)&1 != 0
}

// drop takes zone j from place i. Requires: i has it. A second drop of the
// same zone would leave left too low by one, and a place that still has two
// zones would count as fixed.
func (d *domain) drop(i, j int) {
	d.bits[i*d.words+j>>6] &^= 1 << (j & 63)
	d.left[i]--
}

// fixed reports whether one zone is left for place i.
func (d *domain) fixed(i int) bool { return d.left[i] == 1 }

// next returns the first zone of place i that is >= from, or -1. A walk over
// next may drop the zone it stands on, since only later bits are read again.
// from may be p, also where p fills its last word.
func (d *domain) next(i, from int) int {
	for w := from >> 6; w < d.words; w++ {
		word := d.bits[i*d.words+w]
		if w == from>>6 {
			word &= ^uint64(0) << (from & 63)
		}
		if word != 0 {
			return w<<6 + bits.TrailingZeros64(word)
		}
	}
	return -1
}

// only is the one zone left for a fixed place. Requires: fixed(i); for others
// it is merely the first.
func (d *domain) only(i int) int { return d.next(i, 0) }

// meet takes from d what e lacks. It reports whether anything went, and
// whether every place still has a zone. Requires: both are of the same places
// and zones. Zonings that fit the outcome are those that fit both.
func (d *domain) meet(e *domain) (changed, possible bool) {
	possible = true
	for w := range d.bits {
		gone := d.bits[w] &^ e.bits[w]
		if gone == 0 {
			continue
		}
		changed = true
		i := w / d.words
		d.bits[w] &^= gone
		d.left[i] -= int32(bits.OnesCount64(gone))
		possible = possible && d.left[i] > 0
	}
	return changed, possible
}
