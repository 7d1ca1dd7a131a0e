package main

import (
	"bytes"
	"errors"
	"strings"
	"testing"

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
