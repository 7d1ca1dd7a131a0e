package storetest

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func TestAMouldIsFilledOnceAndCopied(t *testing.T) {
	var m Mould
	times := 0
	fill := func(path string) error {
		if times++; times == 1 {
			return errors.New("the first cannot")
		}
		return os.WriteFile(path, []byte("filled"), 0o600)
	}
	if _, err := m.file(filepath.Join(t.TempDir(), "mould"), fill); err == nil {
		t.Error("what fill could not is not told")
	}
	for range 2 {
		path := filepath.Join(t.TempDir(), "copy")
		m.Copy(t, path, fill)
		if got, err := os.ReadFile(path); string(got) != "filled" {
			t.Errorf("the copy says %q, %v", got, err)
		}
		if err := os.WriteFile(path, []byte("spoilt"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if times != 2 {
		t.Errorf("it was filled %d times", times-1)
	}
}
