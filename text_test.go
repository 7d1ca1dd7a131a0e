package hinterland

import (
	"strings"
	"testing"
)

func TestTextsThatDeceiveAReaderAreRefused(t *testing.T) {
	for name, tt := range map[string]struct {
		text   string
		most   int
		reason Reason
	}{
		"a name":                     {"造纸厂 No. 1", MaxName, ""},
		"the longest name":           {strings.Repeat("县", MaxName), MaxName, ""},
		"a name one sign too long":   {strings.Repeat("县", MaxName+1), MaxName, "text.long"},
		"nothing":                    {"", MaxName, "cell.blank"},
		"spaces":                     {" \t", MaxName, "cell.blank"},
		"a space before":             {" a", MaxName, "cell.control"},
		"a bell":                     {"a\ab", MaxName, "cell.control"},
		"a zero":                     {"a\x00b", MaxName, "cell.control"},
		"a mark to the right":        {"a\u202eb", MaxName, "cell.control"},
		"a sign of no width":         {"a\u200bb", MaxName, ""},
		"half a character":           {"a\xe5b", MaxName, "cell.control"},
		"a lost character":           {"a\ufffdb", MaxName, "cell.control"},
		"a line break in a name":     {"a\nb", MaxName, "cell.control"},
		"a line break in a note":     {"a\nb", MaxNote, ""},
		"a carriage return in notes": {"a\r\nb", MaxNote, "cell.control"},
	} {
		t.Run(name, func(t *testing.T) {
			r := CheckText("x", tt.text, tt.most)
			if got := reasonOf(r); got != tt.reason {
				t.Errorf("got %q, want %q", got, tt.reason)
			}
			if r != nil && (r.At.Column != "x" || len([]rune(r.At.Value)) > 81) {
				t.Errorf("said to be at %v", r.At)
			}
		})
	}
}

// reasonOf is the reason of a refusal, empty for none.
func reasonOf(r *Refusal) Reason {
	if r == nil {
		return ""
	}
	return r.Reason
}

func TestCodesHaveNoSpacesAndAreNoComments(t *testing.T) {
	for code, good := range map[string]bool{
		"mill": true, "造纸厂-1": true, "a#b": true, strings.Repeat("x", MaxCode): true,
		"": false, "#a": false, "a b": false, "a\u3000b": false, "a\u00a0b": false,
		strings.Repeat("x", MaxCode+1): false, "a\u200bb": false,
	} {
		if r := CheckCode("code", code); (r == nil) != good {
			t.Errorf("%q: %v", code, r)
		}
	}
}

func TestANameIsThereInOneLanguageAtLeast(t *testing.T) {
	for _, tt := range []struct {
		name Name
		want string
	}{
		{Name{English: "Mill"}, ""},
		{Name{Chinese: "厂"}, ""},
		{Name{}, "name"},
		{Name{English: "Mill", Chinese: "\n"}, "name.zh"},
		{Name{English: "a\a", Chinese: "厂"}, "name.en"},
	} {
		faults := tt.name.Check("name")
		got := ""
		if len(faults) > 0 {
			got = faults[0].At.Column
		}
		if got != tt.want {
			t.Errorf("%v: fault in %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestEqualValuesHaveEqualTokensUnderOneSaltOnly(t *testing.T) {
	a, b := Personal("Li Ming").Seal([]byte("1")), Personal("Li Ming").Seal([]byte("2"))
	if a == b || a != Personal("Li Ming").Seal([]byte("1")) || !a.IsToken() {
		t.Errorf("tokens %q and %q", a, b)
	}
	if strings.Contains(string(a), "Ming") {
		t.Errorf("the token %q tells the value", a)
	}
	if reasonOf(a.Check("name")) != "personal.token" || Personal("Li Ming").Check("name") != nil {
		t.Error("a token passes for a value, or a value for a token")
	}
}
