package balance

import "math/bits"

// A set is a set of small whole numbers: lots, or nodes, of one good. Reach
// through a network is then a handful of words at a time, which is what keeps
// a reason for every line affordable.
//
// Sets that meet in an operation are of the same kind and so of the same length.
// Bits beyond the last number are never set: fill and add take numbers that
// exist, and no operation makes a bit that neither side had. A set knows its
// words and not how many numbers there are.
type set []uint64

func newSet(n int) set { return make(set, (n+63)/64) }

// newSets makes count sets over n numbers in one piece of memory: thousands of
// rows that are walked one after another should lie so. Each is capped
// at its own words, so that none could grow into the next.
func newSets(count, n int) []set {
	words := (n + 63) / 64
	all := make(set, count*words)
	sets := make([]set, count)
	for i := range sets {
		sets[i] = all[i*words : (i+1)*words : (i+1)*words]
	}
	return sets
}

func (s set) has(i int) bool { return s[i>>6]>>(i&63)&1 != 0 }
func (s set) add(i int)      { s[i>>6] |= 1 << (i & 63) }
func (s set) drop(i int)     { s[i>>6] &^= 1 << (i & 63) }

// fill adds the numbers below n and not whole words, so that bits beyond the
// last number stay unset: what lies there would be seen as vertices.
func (s set) fill(n int) {
	for i := range n {
		s.add(i)
	}
}

// take adds what t has.
func (s set) take(t set) {
	for w := range s {
		s[w] |= t[w]
	}
}

// lose drops what t has.
func (s set) lose(t set) {
	for w := range s {
		s[w] &^= t[w]
	}
}

// keep drops what t does not have.
func (s set) keep(t set) {
	for w := range s {
		s[w] &= t[w]
	}
}

// meets reports whether s and t have a number in common.
func (s set) meets(t set) bool {
	for w := range s {
		if s[w]&t[w] != 0 {
			return true
		}
	}
	return false
}

// firstOfBoth returns the least number that s and t both have, or -1.
func (s set) firstOfBoth(t set) int {
	for w := range s {
		if both := s[w] & t[w]; both != 0 {
			return w<<6 + bits.TrailingZeros64(both)
		}
	}
	return -1
}

func (s set) empty() bool {
	for _, w := range s {
		if w != 0 {
			return false
		}
	}
	return true
}

// each calls visit with every number of s, the least first. A word is copied
// before its members are shown, so visit may drop the number it is shown, as
// pushes of a transfer do; what it adds or drops elsewhere may be shown or not.
func (s set) each(visit func(int)) {
	for w, word := range s {
		for word != 0 {
			visit(w<<6 + bits.TrailingZeros64(word))
			word &= word - 1
		}
	}
}

// takeBoth adds what t and u both have.
func (s set) takeBoth(t, u set) {
	for w := range s {
		s[w] |= t[w] & u[w]
	}
}
