package balance

import (
	"cmp"
	"slices"
)

// loads are flows by where they go: for each node, what lots send it, sorted
// by lot, nothing left out and no zero kept. Of the millions of ways of a good
// a plan uses about as many as it has lots and nodes (the used ways of a basis
// form a forest), so this is all that is remembered of a flow. A node's loads
// are few; the longest list is that of a node that empties a region.
type loads [][]load

// A load is what one lot sends to a node.
type load struct {
	lot   int32
	units int64
}

// at finds the load of a lot on a node, or where it would have to stand, in
// O(log of the node's loads).
func (f loads) at(l, n int) (int, bool) {
	return slices.BinarySearchFunc(f[n], int32(l), func(x load, lot int32) int {
		return cmp.Compare(x.lot, lot)
	})
}

// on returns what the way from l to n carries.
func (f loads) on(l, n int) int64 {
	if i, used := f.at(l, n); used {
		return f[n][i].units
	}
	return 0
}

// change adds to what the way from l to n carries; the sum may not be negative.
// A load that comes to 0 goes, so that a list is also what a walk may go back on.
func (f loads) change(l, n int, more int64) {
	i, used := f.at(l, n)
	switch {
	case !used && more != 0:
		f[n] = slices.Insert(f[n], i, load{int32(l), more})
	case used && f[n][i].units+more == 0:
		f[n] = slices.Delete(f[n], i, i+1)
	case used:
		f[n][i].units += more
	}
}

// each calls visit for all loads, by node and then by lot.
func (f loads) each(visit func(l, n int, units int64)) {
	for n := range f {
		for _, x := range f[n] {
			visit(int(x.lot), n, x.units)
		}
	}
}

// senders lists, for each node, the lots that send it something.
func (f loads) senders() [][]int32 {
	lists := make([][]int32, len(f))
	f.each(func(l, n int, _ int64) { lists[n] = append(lists[n], int32(l)) })
	return lists
}
