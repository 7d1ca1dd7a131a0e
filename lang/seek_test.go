package lang

import "testing"

func TestAWishIsFoundByWordsAndByParts(t *testing.T) {
	for _, tt := range []struct {
		wish, text string
		found      bool
	}{
		{"mill", "Paper mill", true},
		{"PAP", "Paper mill", true},
		{"mi pa", "Paper mill", true},
		{"aper", "Paper mill", false},
		{"ill mill", "Paper mill", false},
		{"mill", "the still mill", true},
		{"纸", "造纸厂", true},
		{"纸厂", "造纸厂", true},
		{"厂纸", "造纸厂", false},
		{"造 厂", "造纸厂", true},
		{"ＡＢ１２", "AB12", true},
		{"ab12", "料ＡＢ１２号", true},
		{"b12", "AB12", false},
		{"12", "mill-12", true},
		{"ﾊﾟ", "パルプ", true},
		{"㎏", "40 kg", true},
		{"ünz", "Münze Ünzmarkt", true},
		{"%", "46 % of it", true},
		{"%", "forty", false},
		{"a%b", "a%b", true},
		{"a_b", "axb", false},
		{`o'neil "x"`, `The O'Neil "X" works`, true},
		{"", "anything", false},
		{" \u3000 ", "anything", false},
		{"aab", "a aaab aab", true},
		{"\xff", "\xff", true},
		{"people’s", "Yingze people's hospital", true},
		{"people's", "Yingze people’s hospital", true},
		{"“棉花”", "棉花", true},
		{"棉花。", "棉花", true},
		{"纸、厂", "造纸厂", true},
		{"paper，mill；", "Paper mill", true},
		{"(yangquan)", "Chengqu (Yangquan)", true},
		{"#349", "349", true},
		{"mill-12", "mill-12", true},
		{"mill-12", "mill 12", false},
		{",", "a, b", true},
		{",", "a b", false},
	} {
		if got := Seek(tt.wish).In("other", tt.text); got != tt.found {
			t.Errorf("%q in %q: %t", tt.wish, tt.text, got)
		}
	}
	if !Seek("").Blank() || Seek("x").Blank() {
		t.Error("a blank is something, or something is blank")
	}
	if w := Seek(" ＡＢ１２ "); !w.Is("ab12") || w.Is("ab123") {
		t.Error("AB12 is not what it is, or more")
	}
	if w := Seek("Chengqu (Yangquan)"); !w.Is("Chengqu (Yangquan)") || w.Is("Yangquan") {
		t.Error("Chengqu is not what it is, or more")
	}
	if !Seek("paper 纸").In("Paper mill", "造纸厂") {
		t.Error("words are not found in several texts")
	}
}
