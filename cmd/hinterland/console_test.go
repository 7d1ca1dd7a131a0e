package main

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"hinterland"
	"hinterland/lang"
)

func TestTongueIsFoundBeforeFlagsAreParsed(t *testing.T) {
	tests := map[string]struct {
		args []string
		env  map[string]string
		want lang.Tongue
	}{
		"English where nothing is said":  {nil, nil, lang.English},
		"the flag with its value beside": {[]string{"demo", "--lang", "zh"}, nil, lang.Chinese},
		"the flag with its value in it":  {[]string{"--lang=zh", "demo"}, nil, lang.Chinese},
		"a flag without its value":       {[]string{"--lang"}, nil, lang.English},
		"the locale of messages": {
			nil, map[string]string{"LC_MESSAGES": "zh_CN.UTF-8"}, lang.Chinese,
		},
		"the flag before the locale": {
			[]string{"--lang=en"}, map[string]string{"LANG": "zh_CN"}, lang.English,
		},
		"LC_ALL before LANG": {
			nil, map[string]string{"LC_ALL": "C", "LANG": "zh_CN"}, lang.English,
		},
		"English for a locale of the rest": {
			nil, map[string]string{"LANG": "sw_KE.UTF-8"}, lang.English,
		},
		"an argument that is not the flag's": {[]string{"zh"}, nil, lang.English},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			env := func(name string) string { return tt.env[name] }
			if got := tongueOf(tt.args, env); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

func TestRefusalTellsPlaceRuleAndRemedy(t *testing.T) {
	refusal := func(at hinterland.Where) *hinterland.Refusal {
		return hinterland.Refuse(hinterland.Invalid, "cell.blank", nil).In(at)
	}
	tests := map[string]struct {
		refusal *hinterland.Refusal
		want    []string
	}{
		"about no file": {
			refusal(hinterland.Where{}), []string{"The cell may not be blank. Fill it."},
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

func TestTooManyRefusalsAreCountedNotTold(t *testing.T) {
	refusals := make(hinterland.Refusals, maxTold+50)
	for i := range refusals {
		refusals[i] = hinterland.Refuse(hinterland.Invalid, "cell.blank", nil).
			In(hinterland.Where{File: "a.csv", Line: len(refusals) - i})
	}
	c, errs := quiet(lang.English)
	c.tellRefusals(refusals)
	told := strings.Split(strings.TrimSpace(errs.String()), "\n")
	if len(told) != maxTold+1 {
		t.Errorf("%d lines, want %d", len(told), maxTold+1)
	}
	if !strings.Contains(told[0], "line 1") {
		t.Errorf("the first line told is %q, want line 1", told[0])
	}
	if last := told[len(told)-1]; !strings.Contains(last, "250") {
		t.Errorf("the last line is %q, want the count", last)
	}
}

func TestWantsCountsOperands(t *testing.T) {
	c, _ := quiet(lang.English)
	check := c.wants("FILE", "DIR")
	if err := check(nil, []string{"a", "b"}); err != nil {
		t.Errorf("two operands: %v", err)
	}
	err := check(nil, []string{"a"})
	var coded *codedError
	if !errors.As(err, &coded) || coded.code != exitUsage {
		t.Errorf("one operand: %v, want a usage error", err)
	}
	if !strings.Contains(err.Error(), "FILE DIR") {
		t.Errorf("%q does not name the operands", err)
	}
}

func TestResultsForMachinesKeepTheirLetters(t *testing.T) {
	var out bytes.Buffer
	c := &console{out: &out}
	if err := c.printJSON(map[string]string{"name": "太原 <a> & b"}); err != nil {
		t.Fatal(err)
	}
	if want := "{\n  \"name\": \"太原 <a> & b\"\n}\n"; out.String() != want {
		t.Errorf("got %q, want %q", out.String(), want)
	}
}
