package office

import (
	"bytes"

	"hinterland"
)

// A Repeated is an act and how often an entry did it. What an entry of several acts
// together did is told by these, since its own kind says only that there were several: a
// sheet of deliveries, an answer to all applications to a fund, the rule and the zones
// drawn by it.
type Repeated struct {
	Kind  string
	Times int
}

// Steps are the acts that each batch did among entries that the actor has seen, in the
// order in which a batch did the first of each kind; nothing of other entries.
func (v *View) Steps(entries []hinterland.Entry) (map[int64][]Repeated, error) {
	var batches []int64
	for i := range entries {
		if entries[i].Kind == "batch" {
			batches = append(batches, entries[i].Number)
		}
	}
	if len(batches) == 0 {
		return nil, nil
	}
	bodies, err := v.tx.Bodies(batches...)
	steps := map[int64][]Repeated{}
	// A body that cannot be read counts as one without acts: then the entry is told by its
	// own kind.
	for number, body := range bodies {
		steps[number] = stepsIn(body)
	}
	return steps, err
}

// What stands before and behind the kind of each step, as Batch.MarshalJSON writes it.
// In no text of an act does it occur, since a quotation mark has a stroke before it there.
const (
	beforeKind = `{"kind":"`
	behindKind = `","body":{`
)

// stepsIn counts the acts in the body of a batch, and in those that it holds. Bodies have
// megabytes, and people wait: nothing else of them is read.
func stepsIn(body []byte) (steps []Repeated) {
	at := map[string]int{}
	for {
		_, rest, found := bytes.Cut(body, []byte(beforeKind))
		if !found {
			return steps
		}
		body = rest
		kind, _, _ := bytes.Cut(rest, []byte(`"`))
		if !bytes.HasPrefix(rest[len(kind):], []byte(behindKind)) || string(kind) == "batch" {
			continue
		}
		i, met := at[string(kind)]
		if !met {
			i = len(steps)
			at[string(kind)], steps = i, append(steps, Repeated{Kind: string(kind)})
		}
		steps[i].Times++
	}
}
