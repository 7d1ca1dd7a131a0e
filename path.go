package hinterland

import "strings"

// A Path says where a node stands in its tree: the codes from the root down to
// it, a space behind each. No code has a space or anything that comes before
// one, so what stands at or under a node are the paths that begin with its own:
// one span of texts, which contains the spans of the nodes under it, and shares
// nothing with those beside it. Records fill paths in by themselves.
type Path string

// MaxPath is how long a path may be, in bytes: four of them fit beside one
// another into one line of an index.
const MaxPath = 480

// Below is the path of a node that stands right under p; of a root, where p is
// empty.
func Below[C ~string](p Path, code C) Path { return p + Path(code) + " " }

// Under reports whether p is at or under o.
func (p Path) Under(o Path) bool { return strings.HasPrefix(string(p), string(o)) }

// Meets reports whether something can be at or under both: whether one of the
// two is at or under the other.
func (p Path) Meets(o Path) bool { return p.Under(o) || o.Under(p) }

// Depth is how many nodes stand above the node.
func (p Path) Depth() int { return max(strings.Count(string(p), " ")-1, 0) }

// CheckDepth refuses a path that would have too many bytes.
func CheckDepth(bytes int) *Refusal {
	if bytes <= MaxPath {
		return nil
	}
	return Refuse(Invalid, "tree.deep", Args{"most": MaxPath})
}
