package journal

import (
	"errors"
	"fmt"

	"github.com/transparency-dev/merkle/compact"
	"github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
)

// A Hash stands for a leaf or a subtree: 32 bytes of SHA-256.
type Hash []byte

// HashLeaf is the hash of a leaf. Inner nodes are hashed under another mark,
// so that none passes for a leaf.
func HashLeaf(text []byte) Hash { return rfc6962.DefaultHasher.HashLeaf(text) }

// A Node names a subtree that is complete: 2^Level leaves, from the leaf
// Index · 2^Level on. Leaves are on level 0.
type Node struct {
	Level int
	Index int64
}

// A Placed is a node with its hash. Once known it never changes.
type Placed struct {
	Node
	Hash Hash
}

// A Lookup finds the hashes of nodes, in their order.
type Lookup func([]Node) ([]Hash, error)

// A Growth is what a tree became: its size and root, and the nodes that have
// become complete, leaves first among equals.
type Growth struct {
	Size int64
	Root Hash
	New  []Placed
}

// Grow puts leaves behind the size leaves that a tree has already. It asks
// known for at most 63 nodes of the tree as it is.
func Grow(size int64, leaves []Hash, known Lookup) (Growth, error) {
	at, err := rangeOf(size, known)
	if err != nil {
		return Growth{}, err
	}
	g := Growth{Size: size + int64(len(leaves))}
	for _, leaf := range leaves {
		err := at.Append(leaf, func(id compact.NodeID, hash []byte) {
			g.New = append(g.New, Placed{nodeOf(id), hash})
		})
		if err != nil {
			return Growth{}, err
		}
	}
	g.Root, err = rootOf(at)
	return g, err
}

// Root is the root of a tree of a size; that of no leaves is the hash of
// nothing.
func Root(size int64, known Lookup) (Hash, error) {
	at, err := rangeOf(size, known)
	if err != nil {
		return nil, err
	}
	return rootOf(at)
}

func rootOf(at *compact.Range) (Hash, error) {
	if at.End() == 0 {
		return rfc6962.DefaultHasher.EmptyRoot(), nil
	}
	return at.GetRootHash(nil)
}

// rangeOf is a tree as the least number of complete subtrees, left to right.
func rangeOf(size int64, known Lookup) (*compact.Range, error) {
	if size < 0 {
		return nil, errors.New("journal: a tree of less than no leaves")
	}
	hashes, err := findAll(compact.RangeNodes(0, uint64(size), nil), known)
	if err != nil {
		return nil, err
	}
	factory := compact.RangeFactory{Hash: rfc6962.DefaultHasher.HashChildren}
	return factory.NewRange(0, uint64(size), hashes)
}

// find asks known for nodes, and holds what it says to be hashes.
func find(nodes []Node, known Lookup) ([]Hash, error) {
	if len(nodes) == 0 {
		return nil, nil
	}
	found, err := known(nodes)
	if err != nil {
		return nil, err
	}
	if len(found) != len(nodes) {
		return nil, fmt.Errorf("journal: %d hashes for %d nodes", len(found), len(nodes))
	}
	for i, h := range found {
		if len(h) != hashBytes {
			return nil, fmt.Errorf("journal: node %v has no hash", nodes[i])
		}
	}
	return found, nil
}

// findAll does so for nodes as the library names them.
func findAll(ids []compact.NodeID, known Lookup) ([][]byte, error) {
	nodes := make([]Node, len(ids))
	for i, id := range ids {
		nodes[i] = nodeOf(id)
	}
	found, err := find(nodes, known)
	return bytesOf(found), err
}

func nodeOf(id compact.NodeID) Node { return Node{int(id.Level), int64(id.Index)} }

// Path is what shows that the leaf at a place, from 0, is in a tree of a size.
func Path(place, size int64, known Lookup) ([]Hash, error) {
	if place < 0 || place >= size {
		return nil, fmt.Errorf("journal: no leaf %d among %d", place, size)
	}
	nodes, err := proof.Inclusion(uint64(place), uint64(size))
	return hashesOf(nodes, known, err)
}

// Bridge is what shows that a tree of a size grew out of one of a smaller
// size. From no leaves grows any tree, and to itself there is no way: both
// need no hashes.
func Bridge(from, to int64, known Lookup) ([]Hash, error) {
	if from < 0 || from > to {
		return nil, fmt.Errorf("journal: %d leaves do not grow out of %d", to, from)
	}
	nodes, err := proof.Consistency(uint64(from), uint64(to))
	return hashesOf(nodes, known, err)
}

func hashesOf(nodes proof.Nodes, known Lookup, err error) ([]Hash, error) {
	if err != nil {
		return nil, err
	}
	found, err := findAll(nodes.IDs, known)
	if err != nil {
		return nil, err
	}
	found, err = nodes.Rehash(found, rfc6962.DefaultHasher.HashChildren)
	hashes := make([]Hash, len(found))
	for i, h := range found {
		hashes[i] = h
	}
	return hashes, err
}
