package journal

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
)

// A Proof shows, without the office's records, that an entry stands in its
// journal at a place, or that its journal has only grown since an older
// checkpoint; or both. It is a file of JSON that anybody may keep. The entry is
// a value of JSON, so that the file can be read; how it is spaced is no part
// of it.
type Proof struct {
	Entry      json.RawMessage `json:"entry,omitempty"`
	Place      int64           `json:"place,omitempty"` // from 0
	Path       []Hash          `json:"path,omitempty"`
	Older      string          `json:"older,omitempty"` // a signed checkpoint
	Bridge     []Hash          `json:"bridge,omitempty"`
	Checkpoint string          `json:"checkpoint"` // signed
}

// The faults of a proof. They say that somebody has changed either the file
// or the journal, not who.
var (
	ErrEntry  = errors.New("journal: the checkpoint does not stand for this entry")
	ErrOlder  = errors.New("journal: the journal has not only grown since the older checkpoint")
	ErrNought = errors.New("journal: the proof shows nothing")
)

// A Shown is what a proof has shown: the checkpoint that all hangs on, and the
// older one if it has any.
type Shown struct {
	Checkpoint
	Older Checkpoint `json:"older,omitzero"`
}

// Verify checks a proof with the public keys that the reader trusts and
// nothing else.
func (p *Proof) Verify(public ...string) (Shown, error) {
	if len(p.Entry) == 0 && p.Older == "" {
		return Shown{}, ErrNought
	}
	at, err := OpenCheckpoint(p.Checkpoint, public...)
	if err != nil {
		return Shown{}, err
	}
	shown := Shown{Checkpoint: at}
	if len(p.Entry) > 0 {
		if err := p.verifyEntry(at); err != nil {
			return shown, err
		}
	}
	if p.Older != "" {
		if shown.Older, err = OpenCheckpoint(p.Older, public...); err != nil {
			return shown, err
		}
		err = VerifyBridge(shown.Older, at, p.Bridge)
	}
	return shown, err
}

func (p *Proof) verifyEntry(at Checkpoint) error {
	if p.Place < 0 || p.Place >= at.Size {
		return ErrEntry
	}
	var leaf bytes.Buffer
	err := json.Compact(&leaf, p.Entry)
	if err == nil {
		err = proof.VerifyInclusion(rfc6962.DefaultHasher, uint64(p.Place), uint64(at.Size),
			HashLeaf(leaf.Bytes()), bytesOf(p.Path), at.Root)
	}
	if err != nil {
		return fmt.Errorf("%w: %w", ErrEntry, err)
	}
	return nil
}

// VerifyBridge checks that one checkpoint stands for the entries of an older
// one of the same office, in the same places, and for further ones.
func VerifyBridge(older, newer Checkpoint, bridge []Hash) error {
	if older.Origin != newer.Origin || older.Size > newer.Size {
		return ErrOlder
	}
	err := proof.VerifyConsistency(rfc6962.DefaultHasher, uint64(older.Size),
		uint64(newer.Size), bytesOf(bridge), older.Root, newer.Root)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrOlder, err)
	}
	return nil
}

func bytesOf(hashes []Hash) [][]byte {
	plain := make([][]byte, len(hashes))
	for i, h := range hashes {
		plain[i] = h
	}
	return plain
}
