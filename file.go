package hinterland

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
)

// A FileType is what a file is, told by its content and never by its name.
type FileType string

// The types of files that are taken: what scanners make.
const (
	PDF  FileType = "application/pdf"
	JPEG FileType = "image/jpeg"
	PNG  FileType = "image/png"
)

// MaxFile is how much a file may hold, in bytes.
const MaxFile = 10 << 20

// MaxIdleFiles is how many files are kept that no record rests on: who sends
// more than people do makes others choose theirs again, and fills no disk.
const MaxIdleFiles = 100

// A File is what a record rests on and is no text: a scan. It lies apart of
// records and journal, which know it by its digest, SHA-256 over its bytes.
type File struct {
	Digest  string
	Type    FileType
	Content []byte
}

// NewFile makes a file of what somebody sent. It refuses one that is empty,
// too large, or of no type that is taken.
func NewFile(content []byte) (File, *Refusal) {
	switch {
	case len(content) == 0:
		return File{}, Refuse(Invalid, "scan.empty", nil)
	case len(content) > MaxFile:
		return File{}, Refuse(Invalid, "scan.large", Args{"most": MaxFile >> 20})
	}
	f := File{Digest: DigestOf(content), Content: content}
	for kind, mark := range map[FileType]string{
		PDF: "%PDF-", JPEG: "\xff\xd8\xff", PNG: "\x89PNG\r\n\x1a\n",
	} {
		if bytes.HasPrefix(content, []byte(mark)) {
			f.Type = kind
			return f, nil
		}
	}
	return File{}, Refuse(Invalid, "scan.type", nil)
}

// DigestOf is SHA-256 over some bytes, in hexadecimal digits.
func DigestOf(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// isDigest reports whether a text has the form of a digest.
func isDigest(text string) bool {
	sum, err := hex.DecodeString(text)
	return err == nil && len(sum) == sha256.Size && hex.EncodeToString(sum) == text
}

// CheckDigest refuses a text that names no file.
func CheckDigest(column, digest string) *Refusal {
	if isDigest(digest) {
		return nil
	}
	return Refuse(Invalid, "scan.digest", nil).In(Where{Column: column, Value: clip(digest)})
}

// FileBook is what the records can answer and take about files.
type FileBook interface {
	// UseFile keeps a file for good, since a record rests on it now. It
	// refuses, as NotFound, one that is not there.
	UseFile(digest string) error
}

// Files are what lies apart of the records of one region. Like keys they are
// no records: no entry speaks of their coming, and the audit holds each to
// its digest.
type Files interface {
	// PutFile takes a file. Of those that no record has come to rest on it
	// forgets all that came before a time, and all but the latest MaxIdleFiles.
	PutFile(ctx context.Context, f File, at, forget Instant) error
	// File returns the file of a digest, or a refusal of kind NotFound.
	File(ctx context.Context, digest string) (File, error)
}
