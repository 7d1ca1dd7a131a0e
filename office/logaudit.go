package office

import (
	"bytes"
	"context"

	"hinterland"
	"hinterland/journal"
)

// A LogFault is a place at which journal and log do not say the same.
type LogFault struct {
	What  LogFaultKind `json:"what"`
	Entry int64        `json:"entry,omitempty"` // its number, 0 where it is about none
	Place int64        `json:"place,omitempty"` // in the log, from 0
}

// A LogFaultKind says what is wrong.
type LogFaultKind string

// What can be wrong with a log.
const (
	EntryChanged    LogFaultKind = "changed"    // not what it was when it got its place
	EntryGone       LogFaultKind = "gone"       // it had a place
	EntryAstray     LogFaultKind = "astray"     // it has no place and waits for none
	TreeWrong       LogFaultKind = "tree"       // a place or a node is not what was kept
	CheckpointWrong LogFaultKind = "checkpoint" // it does not stand for the tree
)

// A LogAudit is what comes out of one.
type LogAudit struct {
	Entries int64      `json:"entries"` // that have their places
	Faults  []LogFault `json:"faults"`
}

// Audit makes the whole tree anew from the journal, after every entry that
// waits has been given its place, and tells where that is not what the log
// keeps. Whoever can write to the database can make both agree again; only a
// checkpoint that somebody else holds shows that.
func (l *Log) Audit(ctx context.Context) (LogAudit, error) {
	if _, err := l.Follow(ctx); err != nil {
		return LogAudit{}, err
	}
	var a auditor
	err := l.log.Consult(ctx, func(tx hinterland.LogTx) error {
		a = auditor{LogLook: tx, high: map[journal.Node]journal.Hash{}}
		return a.run()
	})
	return a.LogAudit, err
}

// An auditor is an audit of a log under way.
type auditor struct {
	hinterland.LogLook
	LogAudit
	high map[journal.Node]journal.Hash // the nodes that are kept, as they should be
}

// stretch is how many places are looked at at once: whole nodes of those that
// are kept, so that the next stretch rests on nothing else.
const stretch = 4 << journal.KeptLevel

func (a *auditor) run() error {
	head, err := a.Head()
	if err != nil {
		return err
	}
	root, err := journal.Root(0, nil)
	for from := int64(0); err == nil && from < head.Size; from += stretch {
		root, err = a.look(from, min(from+stretch, head.Size))
	}
	if err != nil {
		return err
	}
	a.Entries = head.Size
	if head.Size > 0 {
		c, err := journal.OpenCheckpoint(head.Checkpoint, head.Public)
		if err != nil || c.Size != head.Size || !bytes.Equal(c.Root, root) {
			a.fault(CheckpointWrong, 0, head.Size)
		}
	}
	astray, err := a.Astray()
	for _, number := range astray {
		a.fault(EntryAstray, number, 0)
	}
	return err
}

func (a *auditor) fault(what LogFaultKind, entry, place int64) {
	a.Faults = append(a.Faults, LogFault{what, entry, place})
}

// look compares the places from one up to another, and returns the root of the
// tree up to there.
func (a *auditor) look(from, to int64) (journal.Hash, error) {
	leaves, err := a.Leaves(from, to)
	if err != nil {
		return nil, err
	}
	entries, err := a.Placed(from, to)
	if err != nil {
		return nil, err
	}
	hashes := make([]journal.Hash, to-from)
	at := 0
	for i := range hashes {
		place := from + int64(i)
		if at < len(leaves) && leaves[at].Place == place {
			hashes[i] = a.leaf(&leaves[at], &entries[at])
			at++
		} else {
			a.fault(TreeWrong, 0, place)
			hashes[i] = journal.HashLeaf(nil) // any other, so that the root shows it too
		}
	}
	grown, err := journal.Grow(from, hashes, a.known)
	if err != nil {
		return nil, err
	}
	return grown.Root, a.nodes(grown.New)
}

// leaf compares an entry with what stands for it, and returns the latter, so
// that one changed entry is told once.
func (a *auditor) leaf(kept *hinterland.LogLeaf, entry *hinterland.Entry) journal.Hash {
	hash := decodeHash(kept.Hash)
	if entry.Number == 0 {
		a.fault(EntryGone, kept.Entry, kept.Place)
	} else if text, err := entry.Leaf(); err != nil || entry.About != a.about(entry) ||
		!bytes.Equal(journal.HashLeaf(text), hash) {
		a.fault(EntryChanged, kept.Entry, kept.Place)
	}
	if len(hash) == 0 {
		return journal.HashLeaf(nil)
	}
	return hash
}

// about is what an entry should be about. Of an undo that only takes rows out the
// changes may not tell it: then it is about what it undoes.
func (a *auditor) about(entry *hinterland.Entry) hinterland.ID[hinterland.Agreement] {
	about := aboutOf(entry.Changes)
	if about != 0 || entry.Undoes == 0 {
		return about
	}
	leaf, err := a.Leaf(entry.Undoes)
	if err != nil {
		return about // what is undone is gone, and told by itself
	}
	undone, err := a.Placed(leaf.Place, leaf.Place+1)
	if err != nil || len(undone) == 0 {
		return about
	}
	return aboutOf(undone[0].Changes)
}

// known finds nodes among those made so far.
func (a *auditor) known(nodes []journal.Node) ([]journal.Hash, error) {
	hashes := make([]journal.Hash, len(nodes))
	for i, n := range nodes {
		hashes[i] = a.high[n]
	}
	return hashes, nil
}

// nodes compares the nodes that are kept with those that have been made.
func (a *auditor) nodes(made []journal.Placed) error {
	var kept []journal.Node
	for _, n := range made {
		if n.Level >= journal.KeptLevel {
			a.high[n.Node] = n.Hash
			kept = append(kept, n.Node)
		}
	}
	found, err := nodesOf(a, kept)
	for _, n := range kept {
		if found[n] != encode(a.high[n]) {
			a.fault(TreeWrong, 0, n.Index<<n.Level)
		}
	}
	return err
}
