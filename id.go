package hinterland

import (
	"fmt"
	"strconv"
	"strings"
)

// An ID names a record of one noun: the number of the act that made it, and
// which of the act's records it is. It is written "17" for the first record
// of act 17 and "17-3" for the fourth. The zero ID names nothing.
type ID[Of any] int64

// MaxMade is how many records one act may make, imports included.
const MaxMade = 1 << 16

// MakeID names the record that an act makes as its nth, from 0.
func MakeID[Of any](act int64, nth int) ID[Of] { return ID[Of](act*MaxMade + int64(nth)) }

// Act is the number of the act that made the record.
func (id ID[Of]) Act() int64 { return int64(id) / MaxMade }

// String writes id as people and files do; the zero ID is empty.
func (id ID[Of]) String() string {
	if id == 0 {
		return ""
	}
	nth := int64(id) % MaxMade
	if nth == 0 {
		return strconv.FormatInt(id.Act(), 10)
	}
	return fmt.Sprintf("%d-%d", id.Act(), nth)
}

// MarshalText writes id as String does.
func (id ID[Of]) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText reads what String writes, the empty text as the zero ID, and
// refuses any other form.
func (id *ID[Of]) UnmarshalText(text []byte) error {
	*id = 0
	if len(text) == 0 {
		return nil
	}
	head, tail, second := strings.Cut(string(text), "-")
	act, err := ParseWhole(head, 1, 1<<46)
	if err != nil {
		return Refuse(Invalid, "id.form", nil)
	}
	nth := int64(0)
	if second {
		if nth, err = ParseWhole(tail, 1, MaxMade-1); err != nil {
			return Refuse(Invalid, "id.form", nil)
		}
	}
	*id = ID[Of](act*MaxMade + nth)
	return nil
}
