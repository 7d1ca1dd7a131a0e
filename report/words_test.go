package report

import (
	"math/big"
	"strings"
	"testing"
	"unicode"

	"hinterland"
	"hinterland/lang"
)

func TestEveryCodeHasWords(t *testing.T) {
	for _, tongue := range lang.Tongues() {
		in := solved(t, small())
		b := newBook(in, lang.For(tongue))
		g := b.goods[0]
		var texts []string
		b.in.Region.Fixings = []hinterland.Fixing{{}}
		for _, r := range b.lineReasons() {
			texts = append(texts, b.lineReason(r))
		}
		for _, r := range b.shortReasons() {
			s := &hinterland.Shortfall{Party: "mill", Period: 2, Priority: 2, Reason: r, Worth: 1}
			texts = append(texts, b.shortReason(r), b.worth(g, s))
		}
		place := &in.Region.Places[0]
		for _, r := range []ZoneReason{
			ZoneCentre, ZonePin, ZoneNearest, ZoneTie, ZoneContiguity, ZoneBound,
		} {
			texts = append(texts, b.placeReason(place, &Placement{Place: "n1", Reason: r}))
		}
		for _, r := range []Rule{RuleCentre, RulePin, RuleApart, RuleLeast, RuleMost} {
			texts = append(texts, b.rule(r))
		}
		for _, l := range []string{"floors", "own", "class-1", "shares", "zone", "signed", "cost"} {
			texts = append(texts, b.level(l))
		}
		for _, text := range texts {
			if text == "" || strings.Contains(text, "<no value>") {
				t.Errorf("%s: %q", tongue, text)
			}
			if strings.ContainsFunc(text, isHan) != (tongue == lang.Chinese) {
				t.Errorf("%s: %q is in the other language", tongue, text)
			}
		}
	}
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

func TestCodesOfTomorrowAreShownAsTheyAre(t *testing.T) {
	b := newBook(solved(t, small()), lang.For(lang.English))
	if got := b.placeReason(&hinterland.Place{}, &Placement{Reason: "new"}); got != "new" {
		t.Error(got)
	}
	if got := b.rule("new") + b.level("new") + b.className("new"); got != "newnewnew" {
		t.Error(got)
	}
}

func TestWorthSaysWhatOneMoreUnitBrings(t *testing.T) {
	b := newBook(solved(t, small()), lang.For(lang.English))
	s := &hinterland.Shortfall{Party: "mill", Period: 3, Reason: hinterland.ShortSupply, Worth: 1}
	want := "With one day more here in month 3, as much more of priority 1 would be met."
	if got := b.worth(b.index.Good["work"], s); got != want {
		t.Errorf("got %q", got)
	}
	want = "With 0.1\u00a0tonnes more here in month 3, as much more of priority 1 would be met."
	if got := b.worth(b.index.Good["wheat"], s); got != want {
		t.Errorf("got %q", got)
	}
}

func TestPercentIsNeverRoundedUp(t *testing.T) {
	b := newBook(solved(t, small()), lang.For(lang.English))
	tests := []struct {
		part, whole int64
		want        string
	}{
		{0, 0, "–"},
		{0, 7, "0.0%"},
		{1, 3, "33.3%"},
		{2, 3, "66.6%"},
		{9_999_999, 10_000_000, "99.9%"},
		{7, 7, "100.0%"},
		{1_000_000_000_000_000, 1_000_000_000_000_000, "100.0%"},
	}
	for _, tt := range tests {
		if got := b.percent(tt.part, tt.whole); got != tt.want {
			t.Errorf("%d of %d: got %s, want %s", tt.part, tt.whole, got, tt.want)
		}
	}
}

func TestSumsAreScaledAndRoundedToEven(t *testing.T) {
	tests := []struct {
		steps, english, chinese string
	}{
		{"0", "0.0 yuan", "0.0元"},
		{"1250000", "1.2 yuan", "1.2元"},
		{"1350000", "1.4 yuan", "1.4元"},
		{"-1350000", "−1.4 yuan", "−1.4元"},
		{"99999000000", "99,999.0 yuan", "99,999.0元"},
		{"1234567000000", "1,234.6 thousand yuan", "123.5万元"},
		{"1234567890000000000", "1,234.6 billion yuan", "12,345.7亿元"},
	}
	for _, tt := range tests {
		n, _ := new(big.Int).SetString(tt.steps, 10)
		for tongue, want := range map[lang.Tongue]string{
			lang.English: tt.english, lang.Chinese: tt.chinese,
		} {
			b := &book{say: lang.For(tongue)}
			s := b.scaleFor(n, 6)
			got := strings.ReplaceAll(b.money(b.sum(n, 6, s), s, "CNY"), "\u00a0", " ")
			if got != want {
				t.Errorf("%s: got %s, want %s", tt.steps, got, want)
			}
		}
	}
}

func TestGapIsRoundedUp(t *testing.T) {
	b := &book{say: lang.For(lang.English)}
	for gap, want := range map[string]string{
		"0": "0%", "0.02875": "2.875%", "0.000001": "0.001%", "0.0000101": "0.002%", "odd": "odd",
	} {
		if got := b.gap(&Drawn{Gap: gap}); got != want {
			t.Errorf("%s: got %s, want %s", gap, got, want)
		}
	}
}
