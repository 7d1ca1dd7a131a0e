package office

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"

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

// MarshalJSON writes each act's kind beside its body. There may be thousands, of
// few kinds.
func (a *Batch) MarshalJSON() ([]byte, error) {
	type step struct {
		Kind string `json:"kind"`
		Body Act    `json:"body"`
	}
	names := map[reflect.Type]string{}
	steps := make([]step, len(a.Acts))
	for i, s := range a.Acts {
		of := reflect.TypeOf(s.Act)
		if names[of] == "" {
			names[of] = nameOf(s.Act)
		}
		steps[i] = step{names[of], s.Act}
	}
	return json.Marshal(struct {
		Acts []step `json:"acts"`
	}{steps})
}

// UnmarshalJSON reads what the batch's MarshalJSON has written, as recall does.
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
	var deliveries *gathered // that have been done and not written yet
	var made []int
	for i := range a.Acts {
		made = append(made, t.made)
		err := a.perform(t, i, &deliveries)
		found := under(stepField(i), refusalsIn(err))
		if err != nil && len(found) == 0 && len(faults) == 0 {
			return fmt.Errorf("act %d: %w", i+1, err)
		}
		faults = append(faults, found...)
		if err != nil && len(found) == 0 || len(faults) >= maxFaults {
			break // the transaction is lost, or it is enough
		}
	}
	t.steadied(a)
	nameDoubles(faults, made)
	switch {
	case len(faults) > 0:
		return faults
	case deliveries != nil:
		return deliveries.write(t)
	}
	return nil
}

// perform does one of the acts. Deliveries that follow one another are gathered;
// before an act that is none they are written.
func (a *Batch) perform(t *Turn, i int, deliveries **gathered) (err error) {
	act := a.Acts[i].Act
	delivery, is := act.(*RecordDelivery)
	switch {
	case is && *deliveries == nil:
		t.steadied(act)
		*deliveries, err = t.gather(a.Acts[i:])
	case !is && *deliveries != nil:
		err = (*deliveries).write(t)
		*deliveries = nil
	}
	switch {
	case err != nil:
		return err
	case is:
		return (*deliveries).perform(t, delivery)
	}
	t.steadied(act)
	return t.perform(act)
}

// onlyOwn reports whether all of it may be kept from everybody else.
func (a *Batch) onlyOwn() bool {
	return !slices.ContainsFunc(a.Acts, func(s Step) bool {
		switch s.Act.(type) {
		case *DraftAgreement, *DraftByPlan, *Subscribe, *Unsubscribe:
			return false
		}
		return true
	})
}

func stepField(i int) string { return fmt.Sprintf("acts.%d", i+1) }
