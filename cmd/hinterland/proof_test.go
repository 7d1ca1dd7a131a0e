package main

import (
	"os"
	"path/filepath"
	"testing"
)

// Some editors begin what they keep as UTF-8 with a mark of that, which is no part of a
// key or a proof.
func TestAMarkBeforeAProofOrKeyIsPassedOver(t *testing.T) {
	name := filepath.Join(t.TempDir(), "office.key")
	for _, text := range []string{"key\n", "\ufeffkey\n"} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if got, err := (&console{}).readFile(name); err != nil || string(got) != "key\n" {
			t.Errorf("%q is read as %q, %v", text, got, err)
		}
	}
}
