package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"hinterland"
	"hinterland/lang"
	"hinterland/sheet"
)

// call runs the program in this process.
func call(args ...string) (code int, out, errs string) {
	var o, e bytes.Buffer
	code = run(context.Background(), args, strings.NewReader(""), &o, &e)
	return code, o.String(), e.String()
}

// quiet is a console whose error stream can be read back.
func quiet(t lang.Tongue) (*console, *bytes.Buffer) {
	var errs bytes.Buffer
	return &console{errs: &errs, out: &bytes.Buffer{}, say: lang.For(t)}, &errs
}

func TestRunWithoutArgumentsHelps(t *testing.T) {
	code, out, errs := call()
	if code != exitOK || errs != "" || !strings.Contains(out, "--lang") {
		t.Errorf("code %d, out %q, errs %q", code, out, errs)
	}
}

// leaves lists the commands that do something, each by its words.
func leaves(c *cobra.Command, words []string) [][]string {
	var all [][]string
	for _, sub := range c.Commands() {
		if sub.Hidden || sub.Name() == "help" || sub.Name() == "completion" {
			continue
		}
		at := append(slices.Clone(words), sub.Name())
		if sub.HasSubCommands() {
			all = append(all, leaves(sub, at)...)
		} else {
			all = append(all, at)
		}
	}
	return all
}

// columns is how wide a text is on a terminal, where Chinese takes two.
func columns(text string) int {
	wide := 0
	for _, r := range text {
		if wide++; r >= 0x2e80 {
			wide++
		}
	}
	return wide
}

func TestEveryCommandHelpsInBothLanguages(t *testing.T) {
	commands := leaves(rootCommand(&console{say: lang.For(lang.English)}), nil)
	for _, words := range commands {
		_, english, _ := call(append(words, "--help", "--lang=en")...)
		code, chinese, errs := call(append(words, "--help", "--lang=zh")...)
		if code != exitOK || errs != "" {
			t.Errorf("%s --help: code %d, errs %q", words, code, errs)
		}
		if english == chinese {
			t.Errorf("%s --help says the same in both languages", words)
		}
		if name := strings.Join(words, " "); !strings.Contains(english, "  hinterland "+name) {
			t.Errorf("%s --help shows no example", words)
		}
		if strings.Contains(english, "Flags:\n\n") || strings.Contains(english, "\n\n\n") {
			t.Errorf("%s --help has a blank line too many", words)
		}
		for _, word := range []string{
			"Usage", "[flags]", "Flags:", "Examples:", "help for", "default",
		} {
			if strings.Contains(chinese, word) {
				t.Errorf("%s --help --lang=zh says %q", words, word)
			}
		}
		for _, line := range strings.Split(english+chinese, "\n") {
			if wide := columns(line); wide > 80 {
				t.Errorf("%s --help has a line of %d columns: %s", words, wide, line)
			}
		}
		if strings.Contains(english+chinese, "<no value>") {
			t.Errorf("%s --help lacks a value", words)
		}
	}
	if len(commands) == 0 {
		t.Error("no commands")
	}
}

func TestTheHelpOfImportNamesEveryList(t *testing.T) {
	_, english, _ := call("import", "--help", "--lang=en")
	_, chinese, _ := call("import", "--help", "--lang=zh")
	for _, n := range sheet.Nouns() {
		if !strings.Contains(english, n.Name) {
			t.Errorf("the help does not name %s", n.Name)
		}
		if title := n.Title.In(lang.For(lang.Chinese)); !strings.Contains(chinese, title) {
			t.Errorf("the help in Chinese does not name %s", title)
		}
	}
}

func TestTellChoosesTheExitCode(t *testing.T) {
	bare := errors.New("disk full")
	refusal := hinterland.Refuse(hinterland.Invalid, "cell.blank", nil)
	tests := map[string]struct {
		err  error
		want int
		says string
	}{
		"a fault of the machine":    {bare, exitError, "disk full"},
		"wrong flags":               {usage(bare), exitUsage, "--help"},
		"a proof that nothing fits": {infeasible(bare), exitInfeasible, "disk full"},
		"a check that said no":      {refused(bare), exitRefused, "disk full"},
		"a code inside another error": {
			fmt.Errorf("x: %w", refused(bare)), exitRefused, "x: disk",
		},
		"one refusal": {refusal, exitUsage, "blank"},
		"refusals": {
			hinterland.Refusals{refusal, refusal}, exitUsage, "2 faults",
		},
		"refusals that a check ended on": {refused(refusal), exitRefused, "blank"},
		"refusals inside another error": {
			fmt.Errorf("x: %w", hinterland.Refusals{refusal}), exitUsage, "blank",
		},
		"refusals that prove infeasible": {
			infeasible(hinterland.Refusals{refusal}), exitInfeasible, "blank",
		},
		"refusals marked as wrong in use": {usage(refusal), exitUsage, "blank"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			c, errs := quiet(lang.English)
			if got := c.tell(tt.err); got != tt.want {
				t.Errorf("code %d, want %d", got, tt.want)
			}
			if !strings.Contains(errs.String(), tt.says) {
				t.Errorf("said %q, want %q in it", errs, tt.says)
			}
		})
	}
}

func TestAnInterruptIsToldAndWritesNothing(t *testing.T) {
	folder, out := filepath.Join(t.TempDir(), "region"), filepath.Join(t.TempDir(), "out")
	if code, _, errs := call("template", folder); code != exitOK {
		t.Fatal(errs)
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	for _, command := range []string{"plan", "balance"} {
		var o, e bytes.Buffer
		args := []string{command, folder, "--out", out, "--lang=en"}
		code := run(ctx, args, strings.NewReader(""), &o, &e)
		said := strings.HasSuffix(e.String(), "interrupted; nothing was written\n")
		if code != exitError || !said {
			t.Errorf("%s: code %d, %q", command, code, e.String())
		}
		if _, err := os.Stat(out); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: something was written: %v", command, err)
		}
	}
}
