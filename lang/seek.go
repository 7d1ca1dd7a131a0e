package lang

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A Wish is what somebody looks for: words, all of which have to be found.
// Letters are alike whatever their case and width.
type Wish struct{ words []string }

// Seek reads what somebody has typed to look for. Nothing in it stands for anything
// else; signs around words, as quotation marks, are no part of them, unless there is
// nothing else.
func Seek(text string) Wish {
	folded := fold(text)
	var words []string
	for _, word := range strings.FieldsFunc(folded, parts) {
		words = append(words, cmp.Or(strings.TrimFunc(word, unicode.IsPunct), word))
	}
	if len(words) == 0 {
		words = strings.Fields(folded)
	}
	return Wish{words}
}

// parts reports whether a sign stands between words.
func parts(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;、。", r) }

// Blank reports whether nothing is looked for.
func (w Wish) Blank() bool { return len(w.words) == 0 }

// In reports whether each word is found in one of some texts. What is written
// with spaces between its words is found by how these begin, what is written
// without, as Chinese, by any part.
func (w Wish) In(texts ...string) bool {
	folded := make([]string, len(texts))
	for i, text := range texts {
		folded[i] = fold(text)
	}
	for _, word := range w.words {
		found := false
		for _, text := range folded {
			found = found || begins(text, word)
		}
		if !found {
			return false
		}
	}
	return len(w.words) > 0
}

// Is reports whether a text is what is looked for, and no more.
func (w Wish) Is(text string) bool { return slices.Equal(Seek(text).words, w.words) }

// begins reports whether a word begins somewhere in a text.
func begins(text, word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	for from := 0; ; {
		at := strings.Index(text[from:], word)
		if at < 0 {
			return false
		}
		before, _ := utf8.DecodeLastRuneInString(text[:from+at])
		if from+at == 0 || !joins(first) || !joins(before) {
			return true
		}
		from += at + utf8.RuneLen(first)
	}
}

// joins reports whether a letter or a digit is of a script that parts its words
// by spaces.
func joins(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsDigit(r)) &&
		!unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// fold makes texts alike that differ in case and width only, or in the apostrophe, of
// which phones type another than keyboards.
func fold(text string) string {
	return strings.ReplaceAll(strings.ToLower(norm.NFKC.String(text)), "’", "'")
}
