package journal

import (
	"fmt"
	"slices"

	"github.com/transparency-dev/merkle/rfc6962"
)

// KeptLevel is the lowest level of the nodes that need to be kept beside the
// leaves: one for 256 leaves. Those between are quickly made again.
const KeptLevel = 8

// Between makes a lookup of all nodes out of one of leaves, from a place up to
// another as far as there are any, and one of the nodes from KeptLevel on. It
// asks for each stretch of 256 leaves once and for the nodes all at once.
func Between(leaves func(from, to int64) ([]Hash, error), kept Lookup) Lookup {
	stretches := map[int64][]Hash{}
	return func(nodes []Node) ([]Hash, error) {
		low := func(n Node) bool { return n.Level < KeptLevel }
		high, err := find(slices.DeleteFunc(slices.Clone(nodes), low), kept)
		if err != nil {
			return nil, err
		}
		hashes := make([]Hash, len(nodes))
		for i, n := range nodes {
			if !low(n) {
				hashes[i], high = high[0], high[1:]
				continue
			}
			first := n.Index << n.Level
			at := first >> KeptLevel
			if stretches[at] == nil {
				stretches[at], err = leaves(at<<KeptLevel, (at+1)<<KeptLevel)
			}
			if err == nil {
				hashes[i], err = top(stretches[at], first-at<<KeptLevel, n.Level)
			}
			if err != nil {
				return nil, err
			}
		}
		return hashes, nil
	}
}

// top is the node of a level whose leaves begin at a place among some.
func top(leaves []Hash, from int64, level int) (Hash, error) {
	to := from + 1<<level
	if to > int64(len(leaves)) {
		return nil, fmt.Errorf("journal: %d leaves where there should be %d", len(leaves), to)
	}
	row := slices.Clone(leaves[from:to])
	for ; len(row) > 1; row = row[:len(row)/2] {
		for i := range len(row) / 2 {
			row[i] = rfc6962.DefaultHasher.HashChildren(row[2*i], row[2*i+1])
		}
	}
	return row[0], nil
}
