package main

import (
	"strconv"
	"strings"
	"testing"

	"hinterland"
	"hinterland/lang"
)

func TestRefusalTellsPlaceRuleAndRemedy(t *testing.T) {
	refusal := func(at hinterland.Where) *hinterland.Refusal {
		return hinterland.Refuse(hinterland.Invalid, "cell.blank", nil).In(at)
	}
	tests := map[string]struct {
		refusal *hinterland.Refusal
		want    []string
	}{
		"about no file": {
			refusal(hinterland.Where{}), []string{"This may not be blank. Fill it."},
		},
		"about a file": {refusal(hinterland.Where{File: "a.csv"}), []string{"a.csv", "blank"}},
		"about a line": {
			refusal(hinterland.Where{File: "a.csv", Line: 3}), []string{"a.csv", "3"},
		},
		"about a cell": {
			refusal(hinterland.Where{File: "a.csv", Line: 3, Column: "code", Value: "x y"}),
			[]string{"a.csv", "3", "code", "x y"},
		},
	}
	for name, held := range map[string]struct {
		holders string
		known   bool
		want    string
	}{
		"of who holds a post": {
			"7 9", true, "clerk, liaison officer; today they are held by: 7, 9.",
		},
		"of one nobody holds": {"", true, "held by: nobody."},
		"of who is not told":  {"", false, "whom only that party knows."},
	} {
		no := hinterland.Refuse(hinterland.Denied, "act.denied", hinterland.Args{
			"party": "mill", "duties": "clerk liaison", "holders": held.holders,
			"known": held.known,
		})
		tests[name] = struct {
			refusal *hinterland.Refusal
			want    []string
		}{no, []string{held.want}}
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			c, _ := quiet(lang.English)
			got := c.refusal(tt.refusal)
			for _, want := range tt.want {
				if !strings.Contains(got, want) {
					t.Errorf("got %q, want %q in it", got, want)
				}
			}
		})
	}
}

// blanks are refusals of blank cells in column a, one on each line.
func blanks(lines ...int) hinterland.Refusals {
	refusals := make(hinterland.Refusals, len(lines))
	for i, line := range lines {
		refusals[i] = hinterland.Refuse(hinterland.Invalid, "cell.blank", nil).
			In(hinterland.Where{File: "a.csv", Line: line, Column: "a"})
	}
	return refusals
}

// upTo counts from 1 to n.
func upTo(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = i + 1
	}
	return list
}

// told returns the lines in which refusals are told.
func told(t lang.Tongue, refusals hinterland.Refusals) []string {
	c, errs := quiet(t)
	c.tellRefusals(refusals)
	return strings.Split(strings.TrimSpace(errs.String()), "\n")
}

func TestFaultsThatAreAlikeAreToldOnceWithTheirLines(t *testing.T) {
	odd := []int{1, 2, 3, 4, 5}
	for line := 7; len(odd) <= maxAlike+maxRanges; line += 2 {
		odd = append(odd, line)
	}
	tests := map[string]struct {
		refusals hinterland.Refusals
		lines    int
		rest     string // of the last line but the count
	}{
		"as many as are told": {blanks(upTo(maxAlike)...), maxAlike, "line 5"},
		"one more": {
			blanks(upTo(maxAlike + 1)...), maxAlike + 1, "1 more line has the same fault in a: 6.",
		},
		"two runs of lines": {
			blanks(1, 2, 3, 4, 5, 7, 8, 10), maxAlike + 1,
			"3 more lines have the same fault in a: 7–8, 10.",
		},
		"a thousand":              {blanks(upTo(1000)...), maxAlike + 1, "a: 6–1000."},
		"a line twice":            {blanks(1, 2, 3, 4, 5, 6, 6), maxAlike + 1, ": 6."},
		"more runs than are told": {blanks(odd...), maxAlike + 1, "29, …."},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := told(lang.English, tt.refusals)
			if len(got) != tt.lines+1 {
				t.Fatalf("%d lines, want %d and the count", len(got), tt.lines)
			}
			if rest := got[tt.lines-1]; !strings.Contains(rest, tt.rest) {
				t.Errorf("the rest is told as %q, want %q", rest, tt.rest)
			}
			count := lang.For(lang.English).Number(strconv.Itoa(len(tt.refusals)))
			if !strings.Contains(got[tt.lines], count) {
				t.Errorf("the last line is %q, want the count", got[tt.lines])
			}
		})
	}
	got := told(lang.Chinese, blanks(upTo(9)...))
	if want := "a.csv：另有 4 行的 a 有同样的错误：第 6–9 行。"; got[maxAlike] != want {
		t.Errorf("got %q, want %q", got[maxAlike], want)
	}
}

func TestTooManyRefusalsAreCountedNotTold(t *testing.T) {
	var refusals hinterland.Refusals
	for i := range maxTold + 50 {
		refusals = append(refusals, hinterland.Refuse(hinterland.Invalid, "cell.blank", nil).
			In(hinterland.Where{File: strconv.Itoa(i) + ".csv", Line: i + 1}))
	}
	got := told(lang.English, refusals)
	if len(got) != maxTold+1 {
		t.Errorf("%d lines, want %d", len(got), maxTold+1)
	}
	if last := got[len(got)-1]; !strings.Contains(last, "250") {
		t.Errorf("the last line is %q, want the count", last)
	}
}

func TestACellIsShownSoThatItCanBeRead(t *testing.T) {
	tests := []struct{ name, value, want string }{
		{"as it is", "太原 x", "太原 x"},
		{"up to its limit", strings.Repeat("长", maxValue), strings.Repeat("长", maxValue)},
		{"cut beyond it", strings.Repeat("长", maxValue+1), strings.Repeat("长", maxValue) + "…"},
		{"with a mark that turns the reading direction", "a\u202eb", "a<U+202E>b"},
		{"with what moves the cursor", "a\x1b[2Jb", "a<U+001B>[2Jb"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := shown(tt.value); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
