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
// MaxCode, has a space or a sign that cannot be seen, or begins with #, which
// would make a line of a table a comment. The refusal is about column.
func CheckCode[S ~string](column string, code S) *Refusal {
	text := string(code)
	if text == "" || utf8.RuneCountInString(text) > MaxCode || text[0] == '#' ||
		strings.ContainsFunc(text, unicode.IsSpace) || Unseen(text) {
		return Refuse(Invalid, "code.form", nil).In(Where{Column: column, Value: clip(text)})
	}
	return nil
}

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
		return Refuse(Invalid, "cell.long", Args{"most": most}).In(at)
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

// Unseen reports whether a text has signs that do not show and may deceive a
// reader: control characters, marks that turn the direction of writing,
// halves of broken characters.
func Unseen(text string) bool {
	return !utf8.ValidString(text) || strings.ContainsFunc(text, func(r rune) bool {
		return r == unicode.ReplacementChar || unicode.IsControl(r) || unicode.Is(unicode.Cf, r)
	})
}

// clip shortens a value that a refusal shows.
func clip(text string) string {
	const most = 80
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	return string([]rune(text)[:most]) + "…"
}
