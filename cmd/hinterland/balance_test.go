package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"
)

// balanceUnder runs balance on the region of the template.
func balanceUnder(ctx context.Context, t *testing.T, out string) int {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "region")
	if code, _, errs := call("template", folder); code != exitOK {
		t.Fatal(errs)
	}
	var said bytes.Buffer
	code := run(ctx, []string{"balance", folder, "--out", out}, nil, &said, &said)
	if (code == exitOK) == (ctx.Err() != nil) {
		t.Fatalf("exit %d: %s", code, &said)
	}
	return code
}

func TestAnInterruptedBalanceWritesNothing(t *testing.T) {
	out := filepath.Join(t.TempDir(), "plan")
	ended, stop := context.WithCancel(t.Context())
	stop()
	if code := balanceUnder(ended, t, out); code != exitError {
		t.Errorf("exit %d", code)
	}
	if _, err := os.Stat(out); !os.IsNotExist(err) {
		t.Errorf("a folder was begun: %v", err)
	}
	balanceUnder(t.Context(), t, out)
	kept := []byte("the plan of before")
	if err := os.WriteFile(filepath.Join(out, "lines.csv"), kept, 0o600); err != nil {
		t.Fatal(err)
	}
	balanceUnder(ended, t, out)
	if now, err := os.ReadFile(filepath.Join(out, "lines.csv")); !bytes.Equal(now, kept) {
		t.Errorf("an interrupted run changed the plan there: %q, %v", now, err)
	}
}
