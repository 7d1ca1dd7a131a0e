package main

import (
	"slices"
	"strings"
	"testing"
)

func TestJSONIsToldInLines(t *testing.T) {
	digest := strings.Repeat("0123456789abcdef", 4)
	for text, want := range map[string][]string{
		`{"name":{"zh":"厂","en":"Mill"},"code":"mill","list":[1,{"a":true}],"none":{}}`: {
			"code: mill", "list.1: 1", "list.2.a: true", "name.en: Mill", "name.zh: 厂",
		},
		`{"n":1152921504606846977,"odd":"a\u202eb"}`: {
			"n: 1152921504606846977", "odd: a<U+202E>b",
		},
		`{"file":"` + digest + `"}`: {"file: " + digest},
		`odd`:                       {"odd"},
		`{}`:                        nil,
	} {
		if got := outline([]byte(text)); !slices.Equal(got, want) {
			t.Errorf("%s: got %q", text, got)
		}
	}
}
