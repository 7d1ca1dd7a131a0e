package office

import (
	"encoding/json"
	"reflect"
	"strconv"

	"hinterland"
)

// sealed is an act as the records see it: each personal value is laid apart,
// and a token stands in its place. The act that was sent stays as it is.
func sealed(t *Turn, act Act, seed string) (Act, error) {
	if len(personals(act)) == 0 {
		return act, nil
	}
	body, err := json.Marshal(act)
	if err != nil {
		return nil, err
	}
	act, err = recall(nameOf(act), body)
	if err != nil {
		return nil, err
	}
	for i, p := range personals(act) {
		if *p == "" {
			continue
		}
		salt := seed + strconv.Itoa(i)
		token := p.Seal([]byte(salt))
		err := t.Keep(hinterland.Sealed{Token: token, Salt: salt, Value: string(*p)})
		if err != nil {
			return nil, err
		}
		*p = token
	}
	return act, nil
}

// unseal puts the personal values of a recorded act back where they are still
// known. One that has been erased stays a token.
func unseal(tx hinterland.Tx, act Act) error {
	found := personals(act)
	values, err := valuesOf(tx, found)
	for _, p := range found {
		if s, ok := values[*p]; ok {
			*p = hinterland.Personal(s.Value)
		}
	}
	return err
}

// valuesOf is what lies apart for tokens.
func valuesOf(
	tx hinterland.Tx, found []*hinterland.Personal,
) (map[hinterland.Personal]hinterland.Sealed, error) {
	if len(found) == 0 {
		return nil, nil
	}
	tokens := make([]hinterland.Personal, len(found))
	for i, p := range found {
		tokens[i] = *p
	}
	return tx.Values(tokens)
}

// personals finds the personal values of an act, however deep they lie, in
// the order of its fields.
func personals(act Act) []*hinterland.Personal {
	var found []*hinterland.Personal
	var walk func(v reflect.Value)
	walk = func(v reflect.Value) {
		switch v.Kind() {
		case reflect.Pointer, reflect.Interface:
			if !v.IsNil() {
				walk(v.Elem())
			}
		case reflect.Struct:
			for i := range v.NumField() {
				walk(v.Field(i))
			}
		case reflect.Slice:
			for i := range v.Len() {
				walk(v.Index(i))
			}
		case reflect.String:
			if p, ok := v.Addr().Interface().(*hinterland.Personal); ok {
				found = append(found, p)
			}
		}
	}
	walk(reflect.ValueOf(act))
	return found
}
