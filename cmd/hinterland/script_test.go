package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"hinterland/store/storetest"
)

// TestMain lets stories say hinterland as they say a command of testscript, and tests
// start processes that plan.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"hinterland": main, "works-alone": worksAlone})
}

// TestStories runs the stories of testdata/script. Each is one promise of the
// program, told as the commands that somebody types. Beside the commands of
// testscript they have:
//
//	exits CODE COMMAND ARGUMENT...   COMMAND ends with this exit code
//	same FILE FILE                   both files have the same bytes
//	edit FILE OLD NEW                OLD, which stands in FILE once, becomes NEW
//	sample DIR                       DIR shows what a sample has to
//	capture NAME PATTERN             $NAME is what the group of PATTERN found in stdout
//	hauls FILE AGREEMENT FIRST EVERY COUNT LEAST
//	takes FILE SENT ACT PRICE        batches of deliveries, and of what came of them
//	recovers FILE CAME ACT ADVANCE   and of what is kept back from that
//
// They run the program as people build it. Under the race detector, which the
// packages have in their own tests, two samples alone would take minutes.
func TestStories(t *testing.T) {
	programs := buildProgram(t)
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", "script"),
		RequireExplicitExec: false,
		RequireUniqueNames:  true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":  exits,
			"same":   same,
			"edit":   edit,
			"sample": sample,

			"capture":  capture,
			"hauls":    hauls,
			"takes":    takes,
			"recovers": recovers,
		},
		Condition: func(condition string) (bool, error) {
			return os.Getenv(storetest.Server) != "" && condition == "postgres", nil
		},
		Setup: func(env *testscript.Env) error {
			env.Setenv("LC_ALL", "C.UTF-8")
			env.Setenv("PATH", programs+string(filepath.ListSeparator)+env.Getenv("PATH"))
			return withDatabase(env)
		},
	})
}

// buildProgram builds hinterland and returns the folder that it lies in.
func buildProgram(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	build := exec.Command("go", "build", "-buildvcs=false", "-o", folder, ".")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", build, err, out)
	}
	return folder
}

// withDatabase gives the stories that need two offices on two engines an empty
// database, where there is a server: $POSTGRES.
func withDatabase(env *testscript.Env) error {
	server := os.Getenv(storetest.Server)
	story, _ := strings.CutPrefix(filepath.Base(env.WorkDir), "script-")
	if server == "" || !slices.Contains([]string{"move", "run"}, story) {
		return nil
	}
	place, drop, err := storetest.Create(context.Background(), server)
	env.Defer(func() { _ = drop() }) // the server is thrown away
	env.Setenv("POSTGRES", place)
	return err
}

// exits runs a command and holds it to one exit code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND ARGUMENT...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got, err := codeOf(ts.Exec(args[1], args[2:]...))
	ts.Check(err)
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// codeOf tells the exit code of a command that ran. The error is for one that
// did not run at all.
func codeOf(err error) (int, error) {
	var exit *exec.ExitError
	switch {
	case err == nil:
		return exitOK, nil
	case errors.As(err, &exit):
		return exit.ExitCode(), nil
	}
	return 0, fmt.Errorf("run the command: %w", err)
}

// same compares two files byte for byte; cmp would allow for line endings.
func same(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: same FILE FILE")
	}
	if equal := ts.ReadFile(args[0]) == ts.ReadFile(args[1]); equal == neg {
		ts.Fatalf("%s and %s: the same bytes: %t", args[0], args[1], equal)
	}
}

// edit changes one place of a file; a story that expected other bytes there
// fails.
func edit(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: edit FILE OLD NEW")
	}
	body := ts.ReadFile(args[0])
	if n := strings.Count(body, args[1]); n != 1 {
		ts.Fatalf("%q stands %d times in %s, want once", args[1], n, args[0])
	}
	body = strings.Replace(body, args[1], args[2], 1)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(body), 0o666))
}
