package web

import (
	"crypto/rand"
	"strings"
	"testing"
)

func TestSecretOpensToItsPasswordOnly(t *testing.T) {
	secret, err := secretOf("竹林 four words", rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	again, err := secretOf("竹林 four words", rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if secret == again || strings.Contains(secret, "four") {
		t.Errorf("%s and %s", secret, again)
	}
	cut := strings.LastIndexByte(secret, '$') + 1
	head, sum := secret[:cut], secret[cut:]
	const right = "竹林 four words"
	tests := map[string]struct {
		secret, password string
		want             bool
	}{
		"its password":             {secret, right, true},
		"another password":         {secret, "竹林 four wordS", false},
		"no password":              {secret, "", false},
		"nobody's secret":          {nobodysSecret, "", false},
		"no secret":                {"", "", false},
		"another sum":              {head + strings.Repeat("A", len(sum)), right, false},
		"a sum cut short":          {head, right, false},
		"another kind":             {strings.Replace(secret, "2id", "2i", 1), right, false},
		"no passes":                {strings.Replace(secret, "t=2", "t=0", 1), right, false},
		"more memory than we have": {strings.Replace(secret, "m=1", "m=99999", 1), right, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := opens(tt.secret, tt.password); got != tt.want {
				t.Errorf("got %v", got)
			}
		})
	}
}
