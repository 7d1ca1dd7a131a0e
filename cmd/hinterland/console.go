package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"hinterland"
	"hinterland/lang"
	"hinterland/sheet"
)

// A console is where a subcommand reads and writes: results on out, all else
// on errs, in the reader's language.
type console struct {
	in       io.Reader
	out      io.Writer
	errs     io.Writer
	say      *lang.Printer
	language string // as asked for by --lang
	json     bool   // results for machines
}

// tongueOf finds the language before flags are parsed, since help and
// complaints about flags are worded too: --lang, else what the locale says.
func tongueOf(args []string, env func(string) string) lang.Tongue {
	for i, arg := range args {
		if value, ok := strings.CutPrefix(arg, "--lang="); ok {
			return lang.Match(value)
		}
		if arg == "--lang" && i+1 < len(args) {
			return lang.Match(args[i+1])
		}
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := env(name); value != "" {
			return lang.Match(value)
		}
	}
	return lang.English
}

// printError writes one line to the error stream. There is nobody left to
// tell if that fails.
func (c *console) printError(line string) { _, _ = fmt.Fprintln(c.errs, line) }

// print writes one line of result.
func (c *console) print(line string) error {
	_, err := fmt.Fprintln(c.out, line)
	return err
}

// printJSON writes a result for machines.
func (c *console) printJSON(v any) error {
	encoder := json.NewEncoder(c.out)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(v)
}

// A codedError carries the exit code that a subcommand decided on.
type codedError struct {
	code int
	err  error
}

func (e *codedError) Error() string { return e.err.Error() }
func (e *codedError) Unwrap() error { return e.err }

// folder opens a folder of tables, or refuses a name that is none.
func (c *console) folder(name string) (fs.FS, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, usage(err)
	}
	if !info.IsDir() {
		return nil, usage(errors.New(c.say.Say("error.folder", lang.Args{"path": name})))
	}
	return os.DirFS(name), nil
}

// region opens a folder with the tables of a region, or refuses one that has
// none of those that every region has, with one word for what it is instead.
func (c *console) region(name string) (fs.FS, error) {
	tables, err := c.folder(name)
	if err != nil {
		return nil, err
	}
	at := hinterland.Where{File: name}
	switch {
	case holds(tables, hinterland.PlacesTable, hinterland.PartiesTable, hinterland.GoodsTable,
		hinterland.OffersTable, hinterland.NeedsTable):
		return tables, nil
	case holds(tables, sheet.SummaryFile, sheet.LinesFile):
		return nil, hinterland.Refuse(hinterland.NotFound, "folder.plan", nil).In(at)
	}
	return nil, hinterland.Refuse(hinterland.NotFound, "folder.tables", nil).In(at)
}

// answer opens a folder with a plan, or refuses one that has no part of one.
func (c *console) answer(name string) (fs.FS, error) {
	tables, err := c.folder(name)
	if err == nil && !holds(tables, sheet.SummaryFile, sheet.LinesFile, sheet.SharesFile,
		sheet.ShortfallsFile, sheet.CertificateFile) {
		return nil, hinterland.Refuse(hinterland.NotFound, "folder.no-plan", nil).
			In(hinterland.Where{File: name})
	}
	return tables, err
}

// holds reports whether a folder has one of some files, or something that can
// only be meant as one.
func holds(folder fs.FS, names ...string) bool {
	entries, err := fs.ReadDir(folder, ".")
	if err != nil {
		return true // what keeps it from being read is told on reading
	}
	for _, e := range entries {
		stem, _, _ := strings.Cut(strings.ToLower(e.Name()), ".")
		if slices.ContainsFunc(names, func(name string) bool {
			return strings.HasPrefix(name, stem+".")
		}) {
			return true
		}
	}
	return false
}

// fileError words what the machine says of a file, and leaves any other error
// as it is.
func (c *console) fileError(err error) string {
	var path *fs.PathError
	if !errors.As(err, &path) {
		return err.Error()
	}
	args := lang.Args{"path": path.Path, "detail": path.Err.Error()}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return c.say.Say("error.missing", args)
	case errors.Is(err, fs.ErrPermission):
		return c.say.Say("error.permission", args)
	}
	return c.say.Say("error.file", args)
}

// A brokenPromise is an answer of ours that did not stand up to its own check:
// a fault of the program, whatever the input.
type brokenPromise struct{ findings hinterland.Refusals }

func (e *brokenPromise) Error() string { return e.findings.Error() }

// usage marks an error as the caller's: wrong flags or arguments.
func usage(err error) error { return &codedError{code: exitUsage, err: err} }

// infeasible marks an error as proof that nothing satisfies what was asked.
func infeasible(err error) error { return &codedError{code: exitInfeasible, err: err} }

// refused marks an error as a check that said no.
func refused(err error) error { return &codedError{code: exitRefused, err: err} }

// wants returns a check that a subcommand is given exactly its operands,
// named as help names them.
func (c *console) wants(operands ...string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) == len(operands) {
			return nil
		}
		if len(operands) == 0 {
			return usage(errors.New(c.say.Say("usage.operands.none",
				lang.Args{"given": len(args)})))
		}
		return usage(errors.New(c.say.Say("usage.operands", lang.Args{
			"given": len(args), "operands": strings.Join(operands, " "),
		})))
	}
}
