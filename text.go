package hinterland

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// The longest that texts may be, in characters.
const (
	MaxCode = 64
	MaxName = 200
	MaxNote = 10_000
)

// CheckCode refuses what cannot be a code: one that is empty, longer than
// MaxCode, has a space, or begins with #, which would make a line of a table a
// comment. Signs of no width are refused too, since two codes must not look
// the same. The refusal is about column.
func CheckCode[S ~string](column string, code S) *Refusal {
	text := string(code)
	at := Where{Column: column, Value: clip(text)}
	if Unseen(text) || strings.ContainsFunc(text, hidden) {
		return Refuse(Invalid, "cell.control", nil).In(at)
	}
	if text == "" || utf8.RuneCountInString(text) > MaxCode || text[0] == '#' ||
		strings.ContainsFunc(text, unicode.IsSpace) {
		return Refuse(Invalid, "code.form", nil).In(at)
	}
	return nil
}

// hidden reports whether a character is there and not seen.
func hidden(r rune) bool { return unicode.Is(unicode.Cf, r) }

// CheckText refuses a text that is empty, longer than most characters, ends
// in spaces, or has signs that cannot be seen. Line breaks pass only where
// most is MaxNote or more: notes have lines, names have none.
func CheckText(column, text string, most int) *Refusal {
	at := Where{Column: column, Value: clip(text)}
	body := text
	if most >= MaxNote {
		body = strings.ReplaceAll(text, "\n", " ")
	}
	switch {
	case strings.TrimSpace(text) == "":
		return Refuse(Invalid, "cell.blank", nil).In(at)
	case utf8.RuneCountInString(text) > most:
		return Refuse(Invalid, "text.long", Args{"most": most}).In(at)
	case strings.TrimSpace(text) != text || Unseen(body):
		return Refuse(Invalid, "cell.control", nil).In(at)
	}
	return nil
}

// Check refuses a name that is empty in both languages, or has a text that
// CheckText refuses.
func (n Name) Check(column string) Refusals {
	var faults Refusals
	if n.English == "" && n.Chinese == "" {
		faults.add(Refuse(Invalid, "cell.blank", nil).In(Where{Column: column}))
	}
	if n.English != "" {
		faults.add(CheckText(column+".en", n.English, MaxName))
	}
	if n.Chinese != "" {
		faults.add(CheckText(column+".zh", n.Chinese, MaxName))
	}
	return faults
}

// Unseen reports whether a text has characters that nobody may write: control
// characters, marks that turn the reading direction and so can make one text
// look like another, and what is left of broken ones.
func Unseen(text string) bool {
	return !utf8.ValidString(text) || strings.ContainsFunc(text, func(r rune) bool {
		return r == unicode.ReplacementChar || unicode.IsControl(r) ||
			unicode.Is(unicode.Bidi_Control, r)
	})
}

// At is the field that a refusal is about, with as much of its name and value as
// is shown.
func At(column, value string) Where { return Where{Column: clip(column), Value: clip(value)} }

// clip shortens a value that a refusal shows.
func clip(text string) string {
	const most = 80
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	return string([]rune(text)[:most]) + "…"
}
