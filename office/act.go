package office

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"

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
	for _, k := range Kinds() {
		if k.Name == name {
			return k, nil
		}
	}
	return Kind{}, hinterland.Refuse(hinterland.NotFound, "act.unknown", nil).
		In(hinterland.Where{Column: "kind", Value: name})
}

// kindOf finds the kind of an act.
func kindOf(a Act) Kind {
	for _, k := range Kinds() {
		if sameType(k.New(), a) {
			return k
		}
	}
	panic("office: an act that Kinds does not list")
}

// nameOf names the kind of an act.
func nameOf(a Act) string { return kindOf(a).Name }

// maxBody is how long the body of an act may be, in bytes.
const maxBody = 8 << 20

// Decode reads an act from its JSON body. A field that the act does not have
// and a value of the wrong type are refused by name.
func Decode(kind string, body []byte) (Act, error) {
	k, err := kindNamed(kind)
	if err != nil {
		return nil, err
	}
	if len(body) > maxBody {
		return nil, hinterland.Refuse(hinterland.Invalid, "body.long",
			hinterland.Args{"most": maxBody})
	}
	act := k.New()
	return act, decode(body, act)
}

// decode reads one JSON value into v and refuses anything beside it.
func decode(body []byte, v any) error {
	d := json.NewDecoder(bytes.NewReader(body))
	d.DisallowUnknownFields()
	err := d.Decode(v)
	if err == nil && d.Decode(new(any)) != io.EOF {
		err = errors.New("more than one value")
	}
	return bodyFault(err)
}

// bodyFault makes a refusal of what the decoder says.
func bodyFault(err error) error {
	var refusal *hinterland.Refusal
	var kind *json.UnmarshalTypeError
	switch {
	case err == nil, errors.As(err, &refusal):
		return err
	case errors.As(err, &kind):
		return hinterland.Refuse(hinterland.Invalid, "field.type", nil).
			In(hinterland.Where{Column: kind.Field, Value: kind.Value})
	}
	if field, ok := strings.CutPrefix(err.Error(), `json: unknown field "`); ok {
		return hinterland.Refuse(hinterland.Invalid, "field.unknown", nil).
			In(hinterland.Where{Column: strings.TrimSuffix(field, `"`)})
	}
	return hinterland.Refuse(hinterland.Invalid, "body.form", nil)
}
