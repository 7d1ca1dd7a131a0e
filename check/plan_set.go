package check

import "math/bits"

// A planSet is a set of small numbers, one bit each.
type planSet []uint64

// planWords is how many words a set of numbers below n takes.
func planWords(n int) int { return (n + 63) / 64 }

// newPlanSets makes count empty sets of numbers below n, side by side.
func newPlanSets(count, n int) []planSet {
	words := planWords(n)
	all := make(planSet, count*words)
	sets := make([]planSet, count)
	for i := range sets {
		sets[i] = all[i*words : (i+1)*words : (i+1)*words]
	}
	return sets
}

func (s planSet) has(i int) bool { return s[i>>6]>>(i&63)&1 == 1 }
func (s planSet) add(i int)      { s[i>>6] |= 1 << (i & 63) }

// next is the least member that is not below i, or -1.
func (s planSet) next(i int) int {
	w := i >> 6
	if w >= len(s) {
		return -1
	}
	word := s[w] >> (i & 63) << (i & 63)
	for word == 0 {
		if w++; w == len(s) {
			return -1
		}
		word = s[w]
	}
	return w<<6 + bits.TrailingZeros64(word)
}

// without returns the members of word w of s that are not in t.
func (s planSet) without(t planSet, w int) uint64 { return s[w] &^ t[w] }

// meets reports whether s and t have a member in common.
func (s planSet) meets(t planSet) bool {
	for w := range s {
		if s[w]&t[w] != 0 {
			return true
		}
	}
	return false
}
