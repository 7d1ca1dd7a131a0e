package office

import (
	"cmp"
	"context"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"io"
	"strings"
	"unicode"

	"hinterland"
	"hinterland/journal"
)

// A Log gives entries their places in the Merkle tree over a region's journal,
// signs it, and proves what stands in it. It follows the journal at its own
// pace: no act waits for it.
type Log struct {
	log    hinterland.Log
	origin func(ctx context.Context) (string, error)
	random io.Reader
}

// Log makes the log of the office's region out of where it is kept.
func (o *Office) Log(kept hinterland.Log) *Log {
	origin := func(ctx context.Context) (string, error) {
		charter, err := o.Charter(ctx)
		return originOf(charter), err
	}
	return &Log{log: kept, origin: origin, random: o.random}
}

// originOf is how the log names a region: by its name, without what the names
// of keys cannot hold.
func originOf(c hinterland.Charter) string {
	name := cmp.Or(c.Name.English, c.Name.Chinese)
	apart := func(r rune) bool { return r == '+' || unicode.IsSpace(r) }
	return strings.Join(strings.FieldsFunc(name, apart), "-")
}

// batch is how many entries get their places at once.
const batch = 1000

// errOvertaken says that somebody else has extended the log meanwhile.
var errOvertaken = errors.New("another has extended the log")

// Follow gives every entry that waits its place, and signs. It returns how
// many it placed.
func (l *Log) Follow(ctx context.Context) (placed int64, err error) {
	for {
		step, err := l.next(ctx)
		if err != nil || len(step.leaves) == 0 {
			return placed, err
		}
		switch err = l.keep(ctx, &step); {
		case err == nil:
			placed += int64(len(step.leaves))
		case !errors.Is(err, errOvertaken):
			return placed, err
		}
	}
}

// An extension is what a number of entries add to the log.
type extension struct {
	from   int64
	head   hinterland.LogHead
	leaves []hinterland.LogLeaf
	nodes  []hinterland.LogNode
}

// next works out what the entries that wait add, while nobody waits for it.
func (l *Log) next(ctx context.Context) (e extension, err error) {
	var entries []hinterland.Entry
	err = l.log.Consult(ctx, func(tx hinterland.LogTx) error {
		e = extension{}
		if entries, err = tx.Waiting(batch); err != nil || len(entries) == 0 {
			return err
		}
		if e.head, err = tx.Head(); err != nil || e.head.Secret == "" {
			return err
		}
		return e.grow(entries, lookup(tx))
	})
	if err == nil && len(entries) > 0 && e.head.Secret == "" {
		if err = l.begin(ctx, &e.head); err == nil {
			err = e.grow(entries, nil) // nothing lies before the first
		}
	}
	return e, err
}

// begin makes the keys of a log.
func (l *Log) begin(ctx context.Context, head *hinterland.LogHead) error {
	origin, err := l.origin(ctx)
	if err != nil {
		return err
	}
	head.Secret, head.Public, err = journal.NewKey(l.random, origin)
	return err
}

// grow puts entries behind those that have their places, and signs.
func (e *extension) grow(entries []hinterland.Entry, known journal.Lookup) error {
	e.from = e.head.Size
	hashes := make([]journal.Hash, len(entries))
	for i := range entries {
		leaf, err := entries[i].Leaf()
		if err != nil {
			return err
		}
		hashes[i] = journal.HashLeaf(leaf)
		e.leaves = append(e.leaves, hinterland.LogLeaf{
			Place: e.from + int64(i), Entry: entries[i].Number, Hash: encode(hashes[i]),
		})
	}
	grown, err := journal.Grow(e.from, hashes, known)
	if err != nil {
		return err
	}
	for _, n := range grown.New {
		if n.Level >= journal.KeptLevel {
			e.nodes = append(e.nodes, hinterland.LogNode{
				Level: n.Level, Index: n.Index, Hash: encode(n.Hash),
			})
		}
	}
	e.head.Size = grown.Size
	e.head.Checkpoint, err = journal.Checkpoint{
		Origin: journal.KeyName(e.head.Public), Size: grown.Size, Root: grown.Root,
	}.Sign(e.head.Secret)
	return err
}

// keep writes an extension, unless somebody else was quicker.
func (l *Log) keep(ctx context.Context, e *extension) error {
	return l.log.Extend(ctx, func(tx hinterland.LogTx) error {
		head, err := tx.Head()
		if err != nil {
			return err
		}
		if head.Size != e.from || head.Public != "" && head.Public != e.head.Public {
			return errOvertaken
		}
		if err := tx.AddLeaves(e.leaves); err != nil {
			return err
		}
		if err := tx.AddNodes(e.nodes); err != nil {
			return err
		}
		return tx.PutHead(e.head)
	})
}

// lookup finds nodes among what the log keeps.
func lookup(look hinterland.LogLook) journal.Lookup {
	leaves := func(from, to int64) ([]journal.Hash, error) {
		found, err := look.Leaves(from, to)
		hashes := make([]journal.Hash, len(found))
		for i, leaf := range found {
			hashes[i] = decodeHash(leaf.Hash)
		}
		return hashes, err
	}
	kept := func(nodes []journal.Node) ([]journal.Hash, error) {
		found, err := nodesOf(look, nodes)
		hashes := make([]journal.Hash, len(nodes))
		for i, n := range nodes {
			hashes[i] = decodeHash(found[n])
		}
		return hashes, err
	}
	return journal.Between(leaves, kept)
}

// nodesOf finds what the log keeps of nodes; what it does not keep is missing.
func nodesOf(
	look hinterland.LogLook, nodes []journal.Node,
) (map[journal.Node]string, error) {
	wanted := make([]hinterland.LogNode, len(nodes))
	for i, n := range nodes {
		wanted[i] = hinterland.LogNode{Level: n.Level, Index: n.Index}
	}
	kept, err := look.Nodes(wanted)
	found := map[journal.Node]string{}
	for _, n := range kept {
		found[journal.Node{Level: n.Level, Index: n.Index}] = n.Hash
	}
	return found, err
}

func encode(h journal.Hash) string { return base64.StdEncoding.EncodeToString(h) }

// decodeHash reads a hash that the log keeps. One that somebody has spoilt is
// none, and fails where it is used.
func decodeHash(text string) journal.Hash {
	hash, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return nil
	}
	return hash
}

// PublicKey is what readers check proofs with. It is made with the place of
// the first entry; a region without entries has none.
func (l *Log) PublicKey(ctx context.Context) (key string, err error) {
	if _, err := l.Follow(ctx); err != nil {
		return "", err
	}
	err = l.log.Consult(ctx, func(tx hinterland.LogTx) error {
		head, err := tx.Head()
		key = head.Public
		return err
	})
	return key, err
}

// Prove shows that an entry stands in the journal. Where older is a checkpoint
// of before, it also shows that the journal has only grown since. Number 0
// shows that alone.
func (l *Log) Prove(ctx context.Context, number int64, older string) (journal.Proof, error) {
	if _, err := l.Follow(ctx); err != nil {
		return journal.Proof{}, err
	}
	var p journal.Proof
	err := l.log.Consult(ctx, func(tx hinterland.LogTx) error {
		head, err := tx.Head()
		if err != nil {
			return err
		}
		p = journal.Proof{Checkpoint: head.Checkpoint}
		if number != 0 {
			if err := proveEntry(tx, &p, number, head.Size); err != nil {
				return err
			}
		}
		if older == "" {
			return nil
		}
		return proveOlder(tx, &p, older, head)
	})
	return p, err
}

func proveEntry(look hinterland.LogLook, p *journal.Proof, number, size int64) error {
	leaf, err := look.Leaf(number)
	if err != nil {
		return err
	}
	placed, err := look.Placed(leaf.Place, leaf.Place+1)
	if err != nil {
		return err
	}
	text, err := placed[0].Leaf()
	if err != nil {
		return err
	}
	p.Entry, p.Place = text, leaf.Place
	p.Path, err = journal.Path(leaf.Place, size, lookup(look))
	return err
}

func proveOlder(
	look hinterland.LogLook, p *journal.Proof, older string, head hinterland.LogHead,
) error {
	before, err := journal.OpenCheckpoint(older, head.Public)
	if err != nil {
		return hinterland.Refuse(hinterland.Invalid, "proof.older", nil)
	}
	if before.Size > head.Size {
		return hinterland.Refuse(hinterland.Conflict, "proof.lost",
			hinterland.Args{"older": before.Size, "size": head.Size})
	}
	p.Older = older
	p.Bridge, err = journal.Bridge(before.Size, head.Size, lookup(look))
	return err
}

// hookMark begins the secrets by which programs check signatures, as Standard Webhooks
// ask.
const hookMark = "whsec_"

// HookSecret is what a subscription signs its requests with. Nobody keeps it: it follows
// from what the log signs with, and cannot be turned back into that.
func (l *Log) HookSecret(
	ctx context.Context, of hinterland.ID[hinterland.Subscription],
) (string, error) {
	secret, err := l.derive(ctx, "hinterland webhook "+of.String())
	return hookMark + base64.StdEncoding.EncodeToString(secret), err
}

// EndingToken is what lets whoever was sent it end a subscription.
func (l *Log) EndingToken(
	ctx context.Context, of hinterland.ID[hinterland.Subscription],
) (string, error) {
	secret, err := l.derive(ctx, "hinterland unsubscribe "+of.String())
	return hex.EncodeToString(secret), err
}

// derive makes a secret for one purpose out of what the log signs with, which it has as
// soon as an entry has its place.
func (l *Log) derive(ctx context.Context, purpose string) ([]byte, error) {
	if _, err := l.PublicKey(ctx); err != nil {
		return nil, err
	}
	var secret []byte
	err := l.log.Consult(ctx, func(tx hinterland.LogTx) error {
		head, err := tx.Head()
		if err == nil {
			secret, err = hkdf.Key(sha256.New, []byte(head.Secret), nil, purpose, sha256.Size)
		}
		return err
	})
	return secret, err
}

// Behind are at most limit entries that have places in the log from one on, in their
// order there. Entries may come into the journal out of the order of their numbers; none
// gets a place before one that has its own.
func (l *Log) Behind(ctx context.Context, place, limit int64) (entries []int64, err error) {
	err = l.log.Consult(ctx, func(tx hinterland.LogTx) error {
		leaves, err := tx.Leaves(place, place+limit)
		entries = make([]int64, len(leaves))
		for i, leaf := range leaves {
			entries[i] = leaf.Entry
		}
		return err
	})
	return entries, err
}
