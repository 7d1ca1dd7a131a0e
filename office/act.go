package office

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"reflect"

	"hinterland"
)

// An Act is something that somebody asks the office to do. Its fields are its
// JSON body.
type Act interface {
	// Check refuses what is wrong with the act by itself, every field at once.
	Check() hinterland.Refusals
	// Side is the party whose act it is; empty if it is the region's.
	Side(t *Turn) (hinterland.PartyCode, error)
	// Do reads through the turn, asks the nouns' rules, and writes or refuses.
	Do(t *Turn) error
}

// A Kind is what the office knows of an act before anybody does it.
type Kind struct {
	Name    string              // as in "register-party"; its texts are "act.NAME"
	New     func() Act          // an empty one, to be decoded into
	Example string              // a body that an office of examples accepts
	Final   *hinterland.Refusal // why it cannot be undone; nil where it can
}

// kindNamed finds a kind, or refuses.
func kindNamed(name string) (Kind, error) {
	if k, ok := kinds().named[name]; ok {
		return k, nil
	}
	return Kind{}, hinterland.Refuse(hinterland.NotFound, "act.unknown", nil).
		In(hinterland.Where{Column: "kind", Value: name})
}

// kindOf finds the kind of an act.
func kindOf(a Act) Kind {
	if k, ok := kinds().typed[reflect.TypeOf(a)]; ok {
		return k
	}
	panic("office: an act that Kinds does not list")
}

// nameOf names the kind of an act.
func nameOf(a Act) string { return kindOf(a).Name }

// MaxBody is how long the body of an act may be, in bytes.
const MaxBody = 8 << 20

// Decode reads an act from the JSON body that somebody sends. Nothing is made
// up: a field that the act does not have, has twice, or lacks, and a value of
// the wrong type are refused, each by name.
func Decode(kind string, body []byte) (Act, error) {
	k, err := kindNamed(kind)
	if err != nil {
		return nil, err
	}
	if len(body) > MaxBody {
		return nil, hinterland.Refuse(hinterland.Invalid, "body.long",
			hinterland.Args{"most": MaxBody})
	}
	act := k.New()
	return act, decode(body, act)
}

// recall reads an act from a body that the office wrote itself. What a release
// let through, or did not know yet, is no fault in its entries: fields may lack,
// and a last day may be blank, which means that there is none.
func recall(kind string, body []byte) (Act, error) {
	k, err := kindNamed(kind)
	if err != nil {
		return nil, err
	}
	act := k.New()
	err = json.Unmarshal(renamedIn(act, body), act)
	if err != nil {
		return nil, fmt.Errorf("the body of an act %s: %w", kind, err)
	}
	return act, nil
}

// recallSome is recall, but for a batch, of which it reads at most so many acts.
func recallSome(kind string, body []byte, most int) (Act, error) {
	if kind != nameOf(&Batch{}) || most == math.MaxInt {
		return recall(kind, body)
	}
	some := &Batch{}
	d := json.NewDecoder(bytes.NewReader(body))
	for range 3 { // the brackets of the object and of its list, and what is between
		if _, err := d.Token(); err != nil {
			return nil, fmt.Errorf("the body of a batch: %w", err)
		}
	}
	for len(some.Acts) < most && d.More() {
		var step Step
		if err := d.Decode(&step); err != nil {
			return nil, fmt.Errorf("the body of a batch: %w", err)
		}
		some.Acts = append(some.Acts, step)
	}
	return some, nil
}

// An act is renamed if its fields once had other names, which its former lists
// with those of today.
type renamed interface{ former() map[string]string }

// renamedIn is a body of an act with its fields called as they are today.
func renamedIn(act Act, body []byte) []byte {
	once, is := act.(renamed)
	fields := map[string]json.RawMessage{}
	if !is || json.Unmarshal(body, &fields) != nil {
		return body
	}
	for was, now := range once.former() {
		if said, has := fields[was]; has {
			fields[now] = said
		}
	}
	body, err := json.Marshal(fields)
	must(err)
	return body
}
