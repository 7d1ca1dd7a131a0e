package sheet

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"hinterland"
)

// maxLine is the longest a line may be, in bytes. The widest table has a dozen
// columns, so a longer line is no row of one.
const maxLine = 1 << 16

// plainText returns the text of a table with each line ended by a line feed,
// or the one refusal that a file which is no such text earns. Every cell of it
// would break a rule for the same cause, which is therefore told once.
func plainText(text []byte) ([]byte, *hinterland.Refusal) {
	switch {
	case begins(text, "\xff\xfe", "\xfe\xff"):
		return nil, refuseFile("file.utf16", 0)
	case begins(text, "PK\x03\x04", "\xd0\xcf\x11\xe0"): // new ones, old ones
		return nil, refuseFile("file.workbook", 0)
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	if !bytes.Contains(text, []byte("\n")) { // as old spreadsheet programs end lines
		text = bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))
	}
	if at := bytes.IndexByte(text, 0); at >= 0 {
		return nil, refuseFile("file.binary", lineOf(text, at))
	}
	if at := invalidUTF8(text); at >= 0 {
		if chineseBytes(text) {
			return nil, refuseFile("file.gbk", lineOf(text, at))
		}
		return nil, refuseFile("file.utf8", lineOf(text, at))
	}
	if line := longLine(text); line > 0 {
		return nil, hinterland.Refuse(hinterland.Invalid, "file.line",
			hinterland.Args{"most": maxLine}).In(hinterland.Where{Line: line})
	}
	return text, nil
}

func refuseFile(reason hinterland.Reason, line int) *hinterland.Refusal {
	return hinterland.Refuse(hinterland.Invalid, reason, nil).In(hinterland.Where{Line: line})
}

// begins reports whether a text begins with one of some signs.
func begins(text []byte, signs ...string) bool {
	for _, sign := range signs {
		if bytes.HasPrefix(text, []byte(sign)) {
			return true
		}
	}
	return false
}

// lineOf is the line of the byte at.
func lineOf(text []byte, at int) int { return 1 + bytes.Count(text[:at], []byte("\n")) }

// invalidUTF8 returns where the first byte is that is not UTF-8, else -1.
func invalidUTF8(text []byte) int {
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRune(text[at:])
		if r == utf8.RuneError && size == 1 {
			return at
		}
		at += size
	}
	return -1
}

// chineseBytes reports whether a text looks like GB 18030, of which GBK and
// GB 2312 are parts: every byte above 0x80 begins a character of two or four
// bytes, and more often than not the second of two is above 0xa0, as in all
// common characters. In the one-byte encodings of Europe an accented letter
// stands before a plain one.
func chineseBytes(text []byte) bool {
	common, rare := 0, 0
	for len(text) > 0 {
		switch {
		case text[0] < utf8.RuneSelf:
			text = text[1:]
		case len(text) >= 2 && text[0] > 0x80 && text[0] < 0xff &&
			text[1] >= 0x40 && text[1] != 0x7f && text[1] < 0xff:
			if text[1] > 0xa0 {
				common++
			} else {
				rare++
			}
			text = text[2:]
		case len(text) >= 4 && text[1] >= '0' && text[1] <= '9':
			text = text[4:]
		default:
			return false
		}
	}
	return common > rare
}

// longLine returns the first line longer than maxLine, else 0.
func longLine(text []byte) int {
	line := 0
	for rest := range bytes.Lines(text) {
		line++
		if len(rest) > maxLine {
			return line
		}
	}
	return 0
}

// separator refuses a first line that is not separated by commas though it is
// by something else, and the line by which Excel is told what separates.
func separator(line string) *hinterland.Refusal {
	if len(line) >= 4 && strings.EqualFold(line[:4], "sep=") {
		return refuseFile("file.sep", 0)
	}
	switch {
	case strings.Contains(line, ","):
		return nil
	case strings.Contains(line, ";"):
		return refuseFile("file.semicolons", 0)
	case strings.Contains(line, "\t"):
		return refuseFile("file.tabs", 0)
	case strings.ContainsAny(line, "，；、"):
		return refuseFile("file.wide-commas", 0)
	}
	return nil
}

// grouped reports whether a text is a number as it is written for the eye:
// digits with commas, spaces or apostrophes between them.
func grouped(text string) bool {
	plain := strings.Map(func(r rune) rune {
		if strings.ContainsRune(",，'’.", r) || unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
	return plain != "" && plain != strings.ReplaceAll(text, ".", "") &&
		strings.Trim(plain, "0123456789") == ""
}
