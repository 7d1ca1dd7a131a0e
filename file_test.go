package hinterland

import (
	"archive/zip"
	"bytes"
	"slices"
	"strings"
	"testing"
)

// packed is a parcel of empty parts.
func packed(names ...string) string {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range names {
		if _, err := w.Create(name); err != nil {
			panic(err)
		}
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return b.String()
}

func TestFilesAreToldByTheirContent(t *testing.T) {
	png := "\x89PNG\r\n\x1a\n"
	for _, tt := range []struct {
		name, content string
		kind          FileType
		reason        Reason
	}{
		{"a PDF", "%PDF-1.7\n…", PDF, ""},
		{"a JPEG", "\xff\xd8\xff\xe0…", JPEG, ""},
		{"a PNG", png + "…", PNG, ""},
		{"the largest", png + strings.Repeat("a", MaxFile-len(png)), PNG, ""},
		{"one byte more", png + strings.Repeat("a", MaxFile-len(png)+1), "", "scan.large"},
		{"nothing", "", "", "scan.empty"},
		{"a table", "\ufeff品种,数量\r\n苎麻,40\r\n", Plain, ""},
		{"a workbook", packed("[Content_Types].xml", "xl/workbook.xml"), Workbook, ""},
		{"a document", packed("word/document.xml"), Document, ""},
		{"a page", "<html>%PDF-", "", "file.type"},
		{"a page behind spaces", "\ufeff \n<svg/>", "", "file.type"},
		{"a PDF behind a space", " %PDF-1.7\xff", "", "file.type"},
		{"a mark cut short", "\x89PNG\r\n\x1a", "", "file.type"},
		{"a program", "MZ\x90", "", "file.type"},
		{"a text in another encoding", "\xd6\xd0", "", "file.type"},
		{"a text with a bell", "a\ab", "", "file.type"},
		{"a workbook with macros", packed("xl/workbook.xml", "xl/vbaProject.bin"), "", "file.type"},
		{"anything packed", packed("a.exe"), "", "file.type"},
		{"a parcel cut short", "PK\x03\x04", "", "file.type"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f, refusal := NewFile([]byte(tt.content))
			if refusal != nil && refusal.Reason != tt.reason || refusal == nil && tt.reason != "" {
				t.Errorf("refused with %v", refusal)
			}
			if f.Type != tt.kind {
				t.Errorf("it is a %q", f.Type)
			}
			if refusal == nil && CheckDigest("file", f.Digest) != nil {
				t.Errorf("its digest %q is none", f.Digest)
			}
		})
	}
	digest := DigestOf(nil)
	for _, odd := range []string{"", "x", digest[1:], strings.ToUpper(digest), digest + "00"} {
		if r := CheckDigest("file", odd); r == nil || r.At.Column != "file" {
			t.Errorf("%q is taken for a digest", odd)
		}
	}
}

func TestARecordIsKnownByWhatItIsCalled(t *testing.T) {
	for _, tt := range []struct {
		kind   RecordKind
		called string
		reason Reason
	}{
		{OnAgreement, "5", ""},
		{OnEvent, "17-3", ""},
		{OnParty, "mill", ""},
		{OnCase, "", "id.form"},
		{OnCase, "mill", "id.form"},
		{OnParty, "", "code.form"},
		{"good", "ramie", "file.on"},
	} {
		r, no := ParseRecord(tt.kind, tt.called)
		switch {
		case no == nil && (tt.reason != "" || r.Called() != tt.called):
			t.Errorf("%s %q: %+v", tt.kind, tt.called, r)
		case no != nil && no.Reason != tt.reason:
			t.Errorf("%s %q: %v", tt.kind, tt.called, no)
		}
	}
}

func TestFilesTakeTheFirstFreePlaceOfARecord(t *testing.T) {
	var on []Attachment
	for n := range MaxAttached {
		if place, no := Room(on); place != n+1 || no != nil {
			t.Errorf("beside %d: %d, %v", n, place, no)
		}
		on = append(on, Attachment{Ordinal: n + 1})
	}
	if _, no := Room(on); no == nil || no.Reason != "file.many" {
		t.Errorf("beyond the last: %v", no)
	}
	if place, _ := Room(slices.Delete(on, 3, 4)); place != 4 {
		t.Errorf("where one was taken back: %d", place)
	}
}
