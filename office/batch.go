package office

import (
	"encoding/json"
	"fmt"

	"hinterland"
)

// A Batch does acts one after another inside one entry: all, or none. Each
// needs the authority that it would need alone.
type Batch struct {
	Acts []Step `json:"acts"`
}

// maxBatches is how deep batches may lie in one another, the outermost included:
// each is read again for every one around it.
const maxBatches = 3

// A Step is an act inside another.
type Step struct {
	Act Act
}

// stepBody is how a Step is written.
type stepBody struct {
	Kind string          `json:"kind"`
	Body json.RawMessage `json:"body"`
}

// MarshalJSON writes the act's kind beside its body.
func (s Step) MarshalJSON() ([]byte, error) {
	body, err := json.Marshal(s.Act)
	if err != nil {
		return nil, err
	}
	return json.Marshal(stepBody{nameOf(s.Act), body})
}

// UnmarshalJSON reads what MarshalJSON has written, as recall does.
func (s *Step) UnmarshalJSON(text []byte) error {
	var b stepBody
	err := json.Unmarshal(text, &b)
	if err == nil {
		s.Act, err = recall(b.Kind, b.Body)
	}
	return err
}

// Check implements Act.
func (a *Batch) Check() hinterland.Refusals {
	if len(a.Acts) == 0 {
		return hinterland.Refusals{hinterland.Refuse(hinterland.Invalid, "cell.blank", nil).
			In(hinterland.Where{Column: "acts"})}
	}
	var faults hinterland.Refusals
	for i, step := range a.Acts {
		faults = append(faults, under(stepField(i), Faults(step.Act))...)
	}
	return faults
}

// Side implements Act.
func (a *Batch) Side(t *Turn) (hinterland.PartyCode, error) { return t.Actor.Party, nil }

// Do implements Act. What is refused is told of all acts, as far as that can be
// known: nothing is kept then, so that those behind a refused one may go on.
func (a *Batch) Do(t *Turn) error {
	var faults hinterland.Refusals
	for i, step := range a.Acts {
		err := t.perform(step.Act)
		found := under(stepField(i), refusalsIn(err))
		if err != nil && len(found) == 0 && len(faults) == 0 {
			return fmt.Errorf("act %d: %w", i+1, err)
		}
		faults = append(faults, found...)
		if err != nil && len(found) == 0 || len(faults) >= maxFaults {
			break // the transaction is lost, or it is enough
		}
	}
	if len(faults) > 0 {
		return faults
	}
	return nil
}

func stepField(i int) string { return fmt.Sprintf("acts.%d", i+1) }
