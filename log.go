package hinterland

import (
	"bytes"
	"context"
	"encoding/json"
)

// A leafText is an entry as the log knows it. The order of its fields is part
// of what proofs rest on: they are never changed, and new ones come last and
// are left out where they are empty.
type leafText struct {
	Number  int64           `json:"number"`
	Act     int64           `json:"act"`
	Kind    string          `json:"kind"`
	Body    json.RawMessage `json:"body"`
	By      ID[Person]      `json:"by"`
	For     PartyCode       `json:"for"`
	At      Instant         `json:"at"`
	Why     string          `json:"why"`
	Key     string          `json:"key"`
	Undoes  int64           `json:"undoes"`
	Changes []changeText    `json:"changes"`
	Through ID[Key]         `json:"through,omitempty"`
}

type changeText struct {
	Table string          `json:"table"`
	Key   json.RawMessage `json:"key"`
	Row   json.RawMessage `json:"row"` // null: the row is gone
}

// Leaf is the whole entry as one text, with its changes, for the log that
// nobody can rewrite unnoticed: JSON without spaces. Personal values stand in
// it as tokens; About is worked out from the changes and is left out. It
// refuses an entry with parts that no office writes, which somebody must have
// changed.
func (e *Entry) Leaf() ([]byte, error) {
	leaf := leafText{
		e.Number, e.Act, e.Kind, e.Body, e.By, e.For, e.At, e.Why, e.Key, e.Undoes,
		make([]changeText, len(e.Changes)), e.Through,
	}
	parts := []json.RawMessage{leaf.Body}
	for i, c := range e.Changes {
		row := c.Row
		if row == "" {
			row = "null"
		}
		leaf.Changes[i] = changeText{c.Table, json.RawMessage(c.Key), json.RawMessage(row)}
		parts = append(parts, leaf.Changes[i].Key, leaf.Changes[i].Row)
	}
	for _, part := range parts {
		var short bytes.Buffer
		if err := json.Compact(&short, part); err != nil || !bytes.Equal(short.Bytes(), part) {
			return nil, Refuse(Conflict, "entry.changed",
				Args{"entry": e.Number, "part": clip(string(part))})
		}
	}
	return json.Marshal(leaf)
}

// ReadLeaf reads what Leaf writes, without the changes. A field that it does
// not know is one of a later program and is passed over.
func ReadLeaf(text []byte) (Entry, error) {
	var leaf leafText
	err := json.Unmarshal(text, &leaf)
	return Entry{
		Number: leaf.Number, Act: leaf.Act, Kind: leaf.Kind, Body: leaf.Body, By: leaf.By,
		For: leaf.For, At: leaf.At, Why: leaf.Why, Key: leaf.Key, Undoes: leaf.Undoes,
		Through: leaf.Through,
	}, err
}

// A LogHead is how far the log of a region's entries has come. Before it is
// begun, all of it is empty.
type LogHead struct {
	Size       int64  // how many entries have a place
	Checkpoint string // signed: stands for them
	Secret     string // what signs
	Public     string // what checks signatures
}

// A LogLeaf is an entry's place in the log, from 0, and what stands for its
// text. Hash is in base64.
type LogLeaf struct {
	Place int64
	Entry int64
	Hash  string
}

// A LogNode stands for all leaves below it. Hash is in base64.
type LogNode struct {
	Level int
	Index int64
	Hash  string
}

// A Log keeps what shows that nobody has rewritten a region's journal. It
// follows the journal and no act waits for it.
type Log interface {
	// Extend runs do while nobody else extends the log. What do writes is
	// kept, unless it returns an error. Extend may run do again.
	Extend(ctx context.Context, do func(LogTx) error) error
	// Consult runs do on one unchanging state of the log.
	Consult(ctx context.Context, do func(LogTx) error) error
}

// A LogTx is a look at the log and, while it is extended, the hand on it.
type LogTx interface {
	LogLook
	// AddLeaves gives entries that were waiting their places.
	AddLeaves(leaves []LogLeaf) error
	// AddNodes keeps nodes.
	AddNodes(nodes []LogNode) error
	// PutHead makes the head another.
	PutHead(h LogHead) error
}

// A LogLook is what the log can answer.
type LogLook interface {
	// Head is how far the log has come.
	Head() (LogHead, error)
	// Waiting returns at most limit entries that have no place yet, by number.
	Waiting(limit int) ([]Entry, error)
	// Placed returns the entries in the places from one up to another, in
	// their order, with their changes; without a number where there is none.
	Placed(from, to int64) ([]Entry, error)
	// Leaves returns the leaves in the places from one up to another.
	Leaves(from, to int64) ([]LogLeaf, error)
	// Leaf returns the leaf of an entry, or a refusal of kind NotFound.
	Leaf(entry int64) (LogLeaf, error)
	// Nodes returns those that are named by level and index, as far as they are
	// kept, by level and index.
	Nodes(wanted []LogNode) ([]LogNode, error)
	// Astray lists entries that neither have a place nor wait for one, and
	// those that wait and are not there.
	Astray() ([]int64, error)
}
