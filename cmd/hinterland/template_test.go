package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hinterland/balance"
	"hinterland/sheet"
)

func TestTemplateCanBePlannedAsItIs(t *testing.T) {
	for _, tongue := range []string{"en", "zh"} {
		folder := filepath.Join(t.TempDir(), "new", "region")
		code, out, errs := call("template", folder, "--lang", tongue)
		if code != exitOK || errs != "" || !strings.Contains(out, folder) {
			t.Fatalf("%s: code %d, out %q, errs %q", tongue, code, out, errs)
		}
		region, err := sheet.ReadRegion(os.DirFS(folder))
		if err != nil {
			t.Fatal(err)
		}
		zoning, err := sheet.ReadZoning(os.DirFS(folder), region)
		if err != nil {
			t.Fatal(err)
		}
		if len(zoning.Centres) != 2 || len(zoning.Pins) != 1 {
			t.Errorf("%s: the zoning reads as %+v", tongue, zoning)
		}
		plan, err := balance.Solve(context.Background(), region, balance.Options{})
		if err != nil || len(plan.Lines) == 0 || len(plan.Shortfalls) == 0 {
			t.Errorf("%s: the plan has no lines or no shortfalls: %v", tongue, err)
		}
	}
}

// Each column has a comment of its own, in both languages, and no table is
// without rows.
func TestTemplateExplainsEveryColumn(t *testing.T) {
	for _, tongue := range []string{"en", "zh"} {
		folder := t.TempDir()
		call("template", folder, "--lang", tongue)
		tables, err := filepath.Glob(filepath.Join(folder, "*.csv"))
		if err != nil || len(tables) != 16 {
			t.Fatalf("%s: %d tables, %v", tongue, len(tables), err)
		}
		for _, path := range tables {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			checkTemplate(t, filepath.Base(path), string(text))
		}
	}
}

func checkTemplate(t *testing.T, name, text string) {
	t.Helper()
	text, marked := strings.CutPrefix(text, byteOrderMark)
	lines := strings.Split(strings.TrimSpace(text), "\n")
	at := 0
	comments := map[string]bool{}
	for ; strings.HasPrefix(lines[at], "#"); at++ {
		column, _, _ := strings.Cut(strings.ReplaceAll(lines[at], "：", ":"), ":")
		comments[strings.TrimPrefix(column, "# ")] = true
		if strings.Contains(lines[at], `"`) {
			t.Errorf("%s: a quotation mark in %s", name, lines[at])
		}
	}
	for _, column := range strings.Split(lines[at], ",") {
		if !comments[column] {
			t.Errorf("%s: no comment for %s", name, column)
		}
	}
	if !marked || len(lines) < at+2 {
		t.Errorf("%s: byte-order mark %t, %d lines", name, marked, len(lines))
	}
}

func TestTemplateRefusesWhatIsThere(t *testing.T) {
	folder := t.TempDir()
	own := []byte("mine\n")
	for _, name := range []string{"needs.csv", "map.geojson", "other.txt"} {
		if err := os.WriteFile(filepath.Join(folder, name), own, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	code, out, errs := call("template", folder)
	if code != exitUsage || out != "" || !strings.Contains(errs, "needs.csv") ||
		!strings.Contains(errs, "map.geojson") || strings.Contains(errs, "other.txt") {
		t.Errorf("code %d, out %q, errs %q", code, out, errs)
	}
	entries, err := os.ReadDir(folder)
	if err != nil || len(entries) != 3 {
		t.Errorf("%d files, %v", len(entries), err)
	}
	kept, err := os.ReadFile(filepath.Join(folder, "needs.csv"))
	if err != nil || !bytes.Equal(kept, own) {
		t.Errorf("needs.csv is %q, %v", kept, err)
	}
}

func TestTemplateTellsMachinesItsFiles(t *testing.T) {
	code, out, _ := call("template", t.TempDir(), "--json")
	if code != exitOK || !strings.Contains(out, `"places.csv"`) {
		t.Errorf("code %d, out %s", code, out)
	}
}
