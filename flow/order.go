package flow

// chunk is how many neighbouring arcs stay neighbours: their ends fill one
// cache line.
const (
	chunkBits = 3
	chunk     = 1 << chunkBits
)

// order says in which slot of the priced arcs each arc is stored. Files keep
// the arcs of one node together, so a block of neighbours would know only a few
// nodes, and the best arc of such a block is a poor choice; the slots therefore
// hold the arcs in chunks taken a fixed stride apart, and every block is a
// sample of the whole network. Stored that way, and not only visited that way,
// pricing reads memory in one stream, which is ten times faster.
//
// A chunk of 8 keeps what is worth keeping of the order of the file: its arcs
// share a node or lie near each other, so their potentials share cache lines.
// Single arcs mixed all over find those lines cold on large networks; chunks of
// 64 are poorer samples and take up to a tenth more steps. Between 4 and 32 the
// differences are within chance: some instances fall a fifth either way.
//
// With k chunks and a stride s coprime to k, slot chunk j holds arc chunk
// j·s mod k, and arc chunk i lies at i·s⁻¹ mod k: no table is needed.
type order struct {
	chunks  uint64
	stride  uint64
	inverse uint64 // stride·inverse ≡ 1 mod chunks
}

// newOrder lays out m arcs. A stride near the golden section of the whole
// spreads any run of chunks evenly.
func newOrder(m int) order {
	o := order{chunks: max(1, uint64(m+chunk-1)/chunk)}
	for o.stride = max(1, o.chunks*618/1000); ; o.stride++ {
		inverse, ok := inverseOf(o.stride, o.chunks)
		if ok {
			o.inverse = inverse
			return o
		}
	}
}

// slots is the room needed: full chunks. What no arc fills prices as nothing.
func (o *order) slots() int { return int(o.chunks) * chunk }

// slot is where an arc is stored.
func (o *order) slot(arc int32) int32 {
	c := uint64(arc) >> chunkBits * o.inverse % o.chunks
	return int32(c)<<chunkBits | arc&(chunk-1)
}

// arc is what a slot stores.
func (o *order) arc(slot int32) int32 {
	c := uint64(slot) >> chunkBits * o.stride % o.chunks
	return int32(c)<<chunkBits | slot&(chunk-1)
}

// inverseOf finds the inverse of a mod k by Euclid's algorithm, which keeps
// old·a ≡ r mod k for both remainders; ok is false where gcd(a, k) > 1.
func inverseOf(a, k uint64) (inverse uint64, ok bool) {
	r0, r1 := int64(k), int64(a)
	x0, x1 := int64(0), int64(1)
	for r1 != 0 {
		q := r0 / r1
		r0, r1 = r1, r0-q*r1
		x0, x1 = x1, x0-q*x1
	}
	if r0 != 1 {
		return 0, false
	}
	return uint64((x0%int64(k) + int64(k)) % int64(k)), true
}
