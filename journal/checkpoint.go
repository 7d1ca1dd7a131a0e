package journal

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/transparency-dev/merkle/rfc6962"
	"golang.org/x/mod/sumdb/note"
)

// A Checkpoint says that the tree of Size leaves of the office Origin has a
// root. It travels as a signed note (C2SP tlog-checkpoint): origin, size, root.
type Checkpoint struct {
	Origin string `json:"origin"`
	Size   int64  `json:"size"`
	Root   Hash   `json:"root"`
}

// ErrUnknown is what opening a checkpoint fails with if none of the keys that
// the reader trusts has signed it.
var ErrUnknown = errors.New("journal: no known key has signed this")

// NewKey makes the keys of an office: secret signs its checkpoints, and public
// is what readers hold. It fails if origin is empty, no UTF-8, or holds spaces
// or plus signs, since keys name it.
func NewKey(random io.Reader, origin string) (secret, public string, err error) {
	plus := func(r rune) bool { return r == '+' || unicode.IsSpace(r) }
	if origin == "" || !utf8.ValidString(origin) || strings.ContainsFunc(origin, plus) {
		return "", "", fmt.Errorf("journal: %q cannot be the name of a key", origin)
	}
	return note.GenerateKey(random, origin)
}

// KeyName is the office that a public key is of; empty if it is no key.
func KeyName(public string) string {
	key, err := note.NewVerifier(public)
	if err != nil {
		return ""
	}
	return key.Name()
}

// Sign signs a checkpoint with a secret key, whose name must be its origin.
func (c Checkpoint) Sign(secret string) (string, error) {
	signer, err := note.NewSigner(secret)
	if err != nil {
		return "", err
	}
	if signer.Name() != c.Origin {
		return "", fmt.Errorf("journal: the key of %q does not sign for %q", signer.Name(),
			c.Origin)
	}
	signed, err := note.Sign(&note.Note{Text: c.text()}, signer)
	return string(signed), err
}

func (c Checkpoint) text() string {
	return c.Origin + "\n" + strconv.FormatInt(c.Size, 10) + "\n" +
		base64.StdEncoding.EncodeToString(c.Root) + "\n"
}

// OpenCheckpoint reads a signed checkpoint. It fails with ErrUnknown unless
// the office that it names has signed it with one of the public keys.
func OpenCheckpoint(signed string, public ...string) (Checkpoint, error) {
	keys := make([]note.Verifier, len(public))
	for i, key := range public {
		var err error
		if keys[i], err = note.NewVerifier(key); err != nil {
			return Checkpoint{}, fmt.Errorf("journal: a public key: %w", err)
		}
	}
	opened, err := note.Open([]byte(signed), note.VerifierList(keys...))
	var unverified *note.UnverifiedNoteError
	switch {
	case errors.As(err, &unverified):
		return Checkpoint{}, ErrUnknown
	case err != nil:
		return Checkpoint{}, fmt.Errorf("journal: a checkpoint: %w", err)
	}
	c, err := parseCheckpoint(opened.Text)
	if err == nil && !signedBy(opened, c.Origin) {
		err = ErrUnknown
	}
	return c, err
}

// signedBy reports whether a name is among those whose signatures hold: the
// key of one office says nothing of another.
func signedBy(n *note.Note, name string) bool {
	for _, s := range n.Sigs {
		if s.Name == name {
			return true
		}
	}
	return false
}

// parseCheckpoint reads the text of a checkpoint in the one form that it is
// written in. Lines that it does not know are refused.
func parseCheckpoint(text string) (Checkpoint, error) {
	lines := strings.Split(text, "\n")
	if len(lines) != 4 || lines[3] != "" {
		return Checkpoint{}, errors.New("journal: a checkpoint has three lines")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	root, bad := base64.StdEncoding.DecodeString(lines[2])
	c := Checkpoint{Origin: lines[0], Size: size, Root: root}
	if err != nil || bad != nil || size < 0 || len(root) != hashBytes || c.text() != text ||
		size == 0 && !bytes.Equal(root, rfc6962.DefaultHasher.EmptyRoot()) {
		return Checkpoint{}, errors.New("journal: a checkpoint's size or root is none")
	}
	return c, nil
}

const hashBytes = 32
