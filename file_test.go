package hinterland

import (
	"strings"
	"testing"
)

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
		{"a page", "<html>%PDF-", "", "scan.type"},
		{"a PDF behind a space", " %PDF-1.7", "", "scan.type"},
		{"a mark cut short", "\x89PNG\r\n\x1a", "", "scan.type"},
		{"a program", "MZ\x90", "", "scan.type"},
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
