package hinterland

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"
)

// A FileType is what a file is, told by its content and never by its name.
type FileType string

// The types of files that are taken: what scanners make, and what offices write
// that runs nothing.
const (
	PDF      FileType = "application/pdf"
	JPEG     FileType = "image/jpeg"
	PNG      FileType = "image/png"
	Workbook FileType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	Document FileType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	Plain    FileType = "text/plain; charset=utf-8" // CSV too
	MapText  FileType = "application/geo+json"      // TopoJSON too
)

// Scanned reports whether scanners make files of the type.
func (t FileType) Scanned() bool { return t == PDF || t == JPEG || t == PNG }

// Ends are how names of files of the type may end, the usual one first.
func (t FileType) Ends() []string {
	return map[FileType][]string{
		PDF: {".pdf"}, JPEG: {".jpg", ".jpeg"}, PNG: {".png"}, Workbook: {".xlsx"},
		Document: {".docx"}, Plain: {".txt", ".csv"},
		MapText: {".geojson", ".json", ".topojson"},
	}[t]
}

// MaxFile is how much a file may hold, in bytes.
const MaxFile = 10 << 20

// MaxIdleFiles is how many files are kept that no record rests on: who sends
// more than people do makes others choose theirs again, and fills no disk.
const MaxIdleFiles = 100

// A File is what a record rests on and is no text: a scan, say. It lies apart of
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
	f := File{Digest: DigestOf(content), Content: content, Type: typeOf(content)}
	if f.Type == "" {
		return File{}, Refuse(Invalid, "file.type", nil)
	}
	return f, nil
}

// typeOf tells the type of a file; empty if it is none that is taken. A page,
// which browsers run, is no text, whatever it is called.
func typeOf(content []byte) FileType {
	for kind, mark := range map[FileType]string{
		PDF: "%PDF-", JPEG: "\xff\xd8\xff", PNG: "\x89PNG\r\n\x1a\n",
	} {
		if bytes.HasPrefix(content, []byte(mark)) {
			return kind
		}
	}
	if bytes.HasPrefix(content, []byte("PK\x03\x04")) {
		return packedType(content)
	}
	control := func(r rune) bool {
		return r < ' ' && r != '\n' && r != '\r' && r != '\t' || r == '\x7f'
	}
	markup := bytes.HasPrefix(bytes.TrimLeft(content, "\ufeff \t\r\n"), []byte("<"))
	if markup || !utf8.Valid(content) || bytes.ContainsFunc(content, control) {
		return ""
	}
	if isMap(content) {
		return MapText
	}
	return Plain
}

// isMap reports whether a text says of itself that it is a map.
func isMap(content []byte) bool {
	content = bytes.TrimPrefix(content, []byte("\ufeff"))
	if !bytes.HasPrefix(bytes.TrimLeft(content, " \t\r\n"), []byte("{")) {
		return false
	}
	var head struct{ Type string }
	return json.Unmarshal(content, &head) == nil &&
		slices.Contains([]string{"FeatureCollection", "Feature", "Topology"}, head.Type)
}

// packedType tells workbooks and documents by the parts that they are packed
// from, of which none is opened. One that has macros is none: whoever opens it
// may run them.
func packedType(content []byte) (kind FileType) {
	packed, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return ""
	}
	for _, part := range packed.File {
		name := strings.ToLower(part.Name)
		switch {
		case strings.HasSuffix(name, ".bin") && strings.Contains(name, "vba"):
			return ""
		case name == "xl/workbook.xml":
			kind = Workbook
		case name == "word/document.xml":
			kind = Document
		}
	}
	return kind
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
	// UseFile keeps a file for good, since a record rests on it now, and tells
	// its type. It refuses, as NotFound, one that is not there.
	UseFile(digest string) (FileType, error)
	// Attachments returns the files on a record, in order.
	Attachments(on Record) ([]Attachment, error)
	// AttachmentsUnder returns those on an agreement and on its events, in order.
	AttachmentsUnder(id ID[Agreement]) ([]Attachment, error)
	// AddAttachment records a, and refuses one whose place was taken meanwhile.
	AddAttachment(a Attachment) error
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
