package hinterland

import (
	"crypto/sha256"
	"encoding/base64"
	"strings"
)

// A Personal is a value about a person: a name, an address. In an act that
// somebody sends it is the value itself; in the records and the journal it is
// a token from which the value cannot be found, and the value lies apart,
// where it can be erased. No rule may decide on a Personal.
type Personal string

// tokenMark begins every token, and no value.
const tokenMark = "personal:"

// Check refuses a value that is no text, or could pass for a token.
func (p Personal) Check(column string) *Refusal {
	if p.IsToken() {
		return Refuse(Invalid, "personal.token", Args{"mark": tokenMark}).
			In(Where{Column: column, Value: clip(string(p))})
	}
	return CheckText(column, string(p), MaxName)
}

// IsToken reports whether p stands for a value that lies apart.
func (p Personal) IsToken() bool { return strings.HasPrefix(string(p), tokenMark) }

// Seal is the token of a value under a salt. The same value under another
// salt has another token, so that equal names do not show as equal.
func (p Personal) Seal(salt []byte) Personal {
	sum := sha256.Sum256(append(append([]byte{}, salt...), p...))
	return Personal(tokenMark + base64.RawURLEncoding.EncodeToString(sum[:]))
}

// A Sealed is what lies apart of the records for one token: the value and the
// salt. Where both are empty the value has been erased.
type Sealed struct {
	Token Personal
	Salt  string
	Value string
}
