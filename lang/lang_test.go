package lang

import (
	"math/big"
	"slices"
	"strings"
	"testing"
)

func TestMatchFindsTheNearestTongue(t *testing.T) {
	tests := map[string]Tongue{
		"":                           English,
		"en":                         English,
		"en_GB.UTF-8":                English,
		"C.UTF-8":                    English,
		"POSIX":                      English,
		"zh":                         Chinese,
		"zh-CN":                      Chinese,
		"zh-Hans":                    Chinese,
		"zh_CN.UTF-8":                Chinese,
		"zh_SG":                      Chinese,
		"de":                         English,
		"zh-CN,zh;q=0.9,en;q=0.8":    Chinese,
		"en-US,en;q=0.9,zh-CN;q=0.3": English,
		"fr;q=0.9, zh;q=0.5":         Chinese,
		"not a language at all":      English,
		strings.Repeat("zh-", 4000):  English,
	}
	for wish, want := range tests {
		if got := Match(wish); got != want {
			t.Errorf("Match(%.30q) = %s, want %s", wish, got, want)
		}
	}
}

// figured is a number that a text mentions.
type figured string

func (f figured) Figure() string { return string(f) }

func TestAFigureIsToldWithItsThousandsApart(t *testing.T) {
	args := Args{"free": figured("12000.5"), "currency": "CNY"}
	got := For(English).Say("refusal.fund.free", args)
	if !strings.Contains(got, "12,000.5 CNY") {
		t.Errorf("told is %q", got)
	}
	if args["free"] != figured("12000.5") {
		t.Error("what was given to be told was changed")
	}
}

func TestATextIsToldInAllTongues(t *testing.T) {
	if got := strings.Join(InAll("case.overdue"), "/"); got != "Overdue/逾期" {
		t.Errorf("in all tongues: %s", got)
	}
}

func TestNumberSetsThousandsApart(t *testing.T) {
	tests := map[string]string{
		"0":                    "0",
		"12":                   "12",
		"123":                  "123",
		"1234":                 "1,234",
		"123456":               "123,456",
		"1234567.89":           "1,234,567.89",
		"0.000001":             "0.000001",
		"1234.56789":           "1,234.56789",
		"-5":                   "−5",
		"-123":                 "−123",
		"-1234.5":              "−1,234.5",
		"-9223372036854775808": "−9,223,372,036,854,775,808",
	}
	for _, tongue := range Tongues() {
		for decimal, want := range tests {
			if got := For(tongue).Number(decimal); got != want {
				t.Errorf("%s: Number(%q) = %q, want %q", tongue, decimal, got, want)
			}
		}
	}
}

func TestNameFallsBackFromTongueToTongueToCode(t *testing.T) {
	tests := []struct {
		tongue                 Tongue
		english, chinese, want string
	}{
		{English, "Taiyuan", "太原", "Taiyuan"},
		{Chinese, "Taiyuan", "太原", "太原"},
		{English, "", "太原", "太原"},
		{Chinese, "Taiyuan", "", "Taiyuan"},
		{English, "", "", "140105"},
		{Chinese, "", "", "140105"},
	}
	for _, tt := range tests {
		if got := For(tt.tongue).Name(tt.english, tt.chinese, "140105"); got != tt.want {
			t.Errorf("%s: Name(%q, %q) = %q, want %q",
				tt.tongue, tt.english, tt.chinese, got, tt.want)
		}
	}
}

func TestSayChoosesThePlural(t *testing.T) {
	tests := map[any]string{
		1: "1 fault.", 2: "2 faults.", 0: "0 faults.", "1": "1 fault.",
		int64(50_000): "50,000 faults.",
	}
	for count, want := range tests {
		if got := For(English).Say("refusals.count", Args{"count": count}); got != want {
			t.Errorf("count %v: %q, want %q", count, got, want)
		}
	}
}

func TestSayPutsValuesInAsTheyAre(t *testing.T) {
	got := For(English).Say("error.line", Args{"error": `<b> & {{.x}} "太原"`})
	if want := `hinterland: <b> & {{.x}} "太原"`; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestSayPanicsOnAKeyThatNobodyWrote(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	For(Chinese).Say("no.such.key", nil)
}

func TestPrinterKnowsItsTongue(t *testing.T) {
	for _, tongue := range Tongues() {
		if got := For(tongue).Tongue(); got != tongue {
			t.Errorf("got %s, want %s", got, tongue)
		}
	}
}

func TestPercentagesAreRoundedDown(t *testing.T) {
	tests := []struct {
		name        string
		part, whole int64
		want        string
	}{
		{"of nothing", 0, 0, "–"},
		{"nothing", 0, 7, "0.0%"},
		{"next to nothing", 1, 1001, "<0.1%"},
		{"a thousandth", 1, 1000, "0.1%"},
		{"a third", 1, 3, "33.3%"},
		{"two thirds", 2, 3, "66.6%"},
		{"all but one of many", 2999, 3000, "99.9%"},
		{"all", 3000, 3000, "100.0%"},
	}
	for _, tt := range tests {
		got := For(English).Percent(big.NewInt(tt.part), big.NewInt(tt.whole))
		if got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestOnlyOurOwnTonguesAreKnown(t *testing.T) {
	for wish, want := range map[string]bool{
		"en": true, "en-US": true, "zh": true, "zh_CN": true, "zh-Hans": true,
		"fr": false, "": false, "english": false, "zhou": false,
	} {
		if Knows(wish) != want {
			t.Errorf("Knows(%q) = %t", wish, !want)
		}
	}
}

func TestSeveralTextsAreSetAsTheReadersLanguageSetsThem(t *testing.T) {
	for tongue, want := range map[Tongue]string{
		English: "The fund is not for this use, but for: Looms, Seed.",
		Chinese: "资金不可用于此项；其用途为：Looms、Seed。",
	} {
		args := Args{"purposes": []string{"Looms", "Seed"}}
		if got := For(tongue).Say("refusal.fund.use", args); got != want {
			t.Errorf("%s says %q, want %q", tongue, got, want)
		}
		if _, kept := args["purposes"].([]string); !kept {
			t.Error("what was handed in has changed")
		}
	}
}

// severalTexts is a value that knows how it is set in a row.
type severalTexts int

// Texts are as many as there are.
func (s severalTexts) Texts() []string { return slices.Repeat([]string{"x"}, int(s)) }

func TestWhatHasSeveralTextsIsSetInARowAsTheReaderDoes(t *testing.T) {
	for tongue, want := range map[Tongue]string{English: "x, x", Chinese: "x、x"} {
		got := For(tongue).Say("refusal.zoning.too-heavy", Args{
			"places": severalTexts(2), "limit": 3,
		})
		if !strings.Contains(got, want) {
			t.Errorf("%s: %q does not have %q", tongue, got, want)
		}
	}
}
