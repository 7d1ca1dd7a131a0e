package journal

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"testing"
)

// The definitions of RFC 6962, section 2.1, word for word and as slow as they
// are there. The package is held to them.

func inner(l, r Hash) Hash {
	sum := sha256.Sum256(append(append([]byte{1}, l...), r...))
	return sum[:]
}

// split is the largest power of two smaller than n.
func split(n int) int {
	k := 1
	for 2*k < n {
		k *= 2
	}
	return k
}

// tree is MTH(D[n]).
func tree(leaves []Hash) Hash {
	switch n := len(leaves); n {
	case 0:
		sum := sha256.Sum256(nil)
		return sum[:]
	case 1:
		return leaves[0]
	default:
		k := split(n)
		return inner(tree(leaves[:k]), tree(leaves[k:]))
	}
}

// path is PATH(m, D[n]).
func path(m int, leaves []Hash) []Hash {
	n := len(leaves)
	if n == 1 {
		return nil
	}
	k := split(n)
	if m < k {
		return append(path(m, leaves[:k]), tree(leaves[k:]))
	}
	return append(path(m-k, leaves[k:]), tree(leaves[:k]))
}

// bridge is SUBPROOF(m, D[n], b).
func bridge(m int, leaves []Hash, whole bool) []Hash {
	n := len(leaves)
	if m == n {
		if whole {
			return nil
		}
		return []Hash{tree(leaves)}
	}
	k := split(n)
	if m <= k {
		return append(bridge(m, leaves[:k], whole), tree(leaves[k:]))
	}
	return append(bridge(m-k, leaves[k:], false), tree(leaves[:k]))
}

// A forest keeps nodes as an office does.
type forest map[Node]Hash

// find implements Lookup.
func (f forest) find(nodes []Node) ([]Hash, error) {
	hashes := make([]Hash, len(nodes))
	for i, n := range nodes {
		if hashes[i] = f[n]; hashes[i] == nil {
			return nil, fmt.Errorf("no node %v", n)
		}
	}
	return hashes, nil
}

// grow puts leaves behind those that are there and returns the new root.
func (f forest) grow(t testing.TB, size int, leaves []Hash) Hash {
	t.Helper()
	g, err := Grow(int64(size), leaves, f.find)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range g.New {
		if f[p.Node] != nil {
			t.Fatalf("node %v became complete twice", p.Node)
		}
		f[p.Node] = p.Hash
	}
	return g.Root
}

// entryText is the text of a leaf.
func entryText(i int) []byte { return fmt.Appendf(nil, `{"entry":%d}`, i) }

// leavesFor are the hashes of so many different leaves.
func leavesFor(n int) []Hash {
	leaves := make([]Hash, n)
	for i := range leaves {
		leaves[i] = HashLeaf(entryText(i))
	}
	return leaves
}

func equal(a, b []Hash) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if !bytes.Equal(a[i], b[i]) {
			return false
		}
	}
	return true
}

// most is the size of the largest tree that is compared with the definitions:
// past two powers of two.
const most = 70

func TestTreesAreThoseOfTheStandardHoweverTheyGrew(t *testing.T) {
	random := rand.New(rand.NewPCG(6962, 0))
	for size := range most {
		leaves, nodes := leavesFor(size), forest{}
		root := nodes.grow(t, 0, nil)
		for at := 0; at < size; {
			more := min(1+random.IntN(9), size-at)
			root = nodes.grow(t, at, leaves[at:at+more])
			at += more
		}
		again, err := Root(int64(size), nodes.find)
		if err != nil || !bytes.Equal(root, tree(leaves)) || !bytes.Equal(again, root) {
			t.Fatalf("size %d: %x, %x, want %x; %v", size, root, again, tree(leaves), err)
		}
	}
}

func TestPathsAndBridgesAreThoseOfTheStandard(t *testing.T) {
	leaves, nodes := leavesFor(most), forest{}
	nodes.grow(t, 0, leaves)
	for size := 1; size <= most; size++ {
		for at := range size {
			got, err := Path(int64(at), int64(size), nodes.find)
			if want := path(at, leaves[:size]); err != nil || !equal(got, want) {
				t.Fatalf("path %d in %d: %x, want %x; %v", at, size, got, want, err)
			}
			got, err = Bridge(int64(at+1), int64(size), nodes.find)
			if want := bridge(at+1, leaves[:size], true); err != nil || !equal(got, want) {
				t.Fatalf("bridge %d to %d: %x, want %x; %v", at+1, size, got, want, err)
			}
		}
	}
}

// TestOnlyLeavesAndHighNodesNeedBeKept throws the nodes between away and has
// every path made without them.
func TestOnlyLeavesAndHighNodesNeedBeKept(t *testing.T) {
	const size = 2<<KeptLevel + 37
	leaves, all, high := leavesFor(size), forest{}, forest{}
	all.grow(t, 0, leaves)
	for n, h := range all {
		if n.Level >= KeptLevel {
			high[n] = h
		}
	}
	row := func(from, to int64) ([]Hash, error) { return leaves[from:min(to, size)], nil }
	sparse := Between(row, high.find)
	for place := int64(0); place < size; place += 7 {
		want, err := Path(place, size, all.find)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Path(place, size, sparse)
		if err != nil || !equal(got, want) {
			t.Fatalf("leaf %d: %x, want %x; %v", place, got, want, err)
		}
	}
	short := func(from, _ int64) ([]Hash, error) { return leaves[from : from+2], nil }
	if _, err := Root(3, Between(short, high.find)); err == nil {
		t.Error("a leaf that is not there is passed over")
	}
}

// TestKnownRoots holds the definitions above to the roots that the authors of
// the standard publish for their eight test leaves
// (github.com/google/certificate-transparency, merkletree tests).
func TestKnownRoots(t *testing.T) {
	leaves := []Hash{}
	for i, text := range []string{
		"", "00", "10", "2021", "3031", "40414243", "5051525354555657",
		"606162636465666768696a6b6c6d6e6f",
	} {
		leaf, err := hex.DecodeString(text)
		if err != nil {
			t.Fatal(err)
		}
		leaves = append(leaves, HashLeaf(leaf))
		want := map[int]string{
			1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
			2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
			3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
			8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
		}[i+1]
		if got := hex.EncodeToString(tree(leaves)); want != "" && got != want {
			t.Errorf("root of %d leaves is %s, want %s", i+1, got, want)
		}
	}
}

func TestWhatIsNotInATreeHasNoPath(t *testing.T) {
	nodes := forest{}
	nodes.grow(t, 0, leavesFor(5))
	path := func(place, size int64) error { _, err := Path(place, size, nodes.find); return err }
	root := func(size int64, known Lookup) error { _, err := Root(size, known); return err }
	for name, err := range map[string]error{
		"a place before the first":   path(-1, 5),
		"a place behind the last":    path(5, 5),
		"a tree that is not there":   root(6, nodes.find),
		"a tree of less than naught": root(-1, nodes.find),
		"a hash cut short": root(1, func([]Node) ([]Hash, error) {
			return []Hash{{1}}, nil
		}),
		"a hash too many": root(1, func([]Node) ([]Hash, error) { return leavesFor(2), nil }),
	} {
		if err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, err := Bridge(5, 4, nodes.find); err == nil {
		t.Error("a tree grows out of a greater one")
	}
}
