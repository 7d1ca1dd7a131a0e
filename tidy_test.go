package hinterland

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// A text is one committed file that people can read.
type text struct {
	path string
	body string
}

// A source is one Go file. Its faults collect in faults.
type source struct {
	text
	set    *token.FileSet
	file   *ast.File
	faults []string
}

// fault notes a broken rule at a place in the file.
func (s *source) fault(pos token.Pos, format string, args ...any) {
	s.faultAt(s.set.Position(pos).Line, format, args...)
}

// faultAt notes a broken rule on a line of the file.
func (s *source) faultAt(line int, format string, args ...any) {
	what := fmt.Sprintf(format, args...)
	s.faults = append(s.faults, fmt.Sprintf("%s:%d: %s", s.path, line, what))
}

// isTest reports whether the file holds tests only.
func (s *source) isTest() bool { return strings.HasSuffix(s.path, "_test.go") }

// span is the number of lines from the first to the last of a node.
func (s *source) span(n ast.Node) int {
	return s.set.Position(n.End()).Line - s.set.Position(n.Pos()).Line + 1
}

// parse makes a source of a text.
func parse(t text) (*source, error) {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, t.path, t.body, parser.ParseComments)
	if err != nil {
		return nil, err
	}
	return &source{text: t, set: set, file: file}, nil
}

// passedOver reports whether a file or folder is no part of what is
// committed: see .gitignore.
func passedOver(path string) bool {
	switch path {
	case ".git", "out", "hinterland":
		return true
	}
	return filepath.Base(path) == "node_modules" || strings.HasPrefix(path, "hinterland-")
}

// readTree reads every text of the repository; files with a zero byte are
// pictures and the like, and left out.
func readTree(t *testing.T) []text {
	t.Helper()
	var texts []text
	err := filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case passedOver(path) && entry.IsDir():
			return fs.SkipDir
		case entry.IsDir() || passedOver(path):
			return nil
		}
		body, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if !bytes.ContainsRune(body, 0) && utf8.Valid(body) {
			texts = append(texts, text{path: filepath.ToSlash(path), body: string(body)})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return texts
}

// readSources reads every Go file of the repository, those of the tools and
// of test data left out.
func readSources(t *testing.T) []*source {
	t.Helper()
	var sources []*source
	for _, text := range readTree(t) {
		if !strings.HasSuffix(text.path, ".go") || strings.HasPrefix(text.path, "tools/") ||
			strings.Contains(text.path, "testdata/") {
			continue
		}
		s, err := parse(text)
		if err != nil {
			t.Error(err)
			continue
		}
		sources = append(sources, s)
	}
	return sources
}

func TestEveryGoFileIsTidy(t *testing.T) {
	sources := readSources(t)
	for _, s := range sources {
		for _, rule := range goRules() {
			rule(s)
		}
		for _, fault := range s.faults {
			t.Error(fault)
		}
	}
	for _, fault := range packageFaults(sources) {
		t.Error(fault)
	}
	if len(sources) == 0 {
		t.Error("no Go files found")
	}
}

// corpusFaults finds fuzz targets without a committed corpus: what was once
// found has to be tried again every time.
func corpusFaults(sources []*source, count func(folder string) int) []string {
	var faults []string
	for _, s := range sources {
		for _, fn := range functions(s.file) {
			name := fn.Name.Name
			if !s.isTest() || !strings.HasPrefix(name, "Fuzz") || fn.Type.Params.NumFields() != 1 {
				continue
			}
			corpus := filepath.ToSlash(filepath.Join(filepath.Dir(s.path), "testdata/fuzz", name))
			if count(corpus) == 0 {
				faults = append(faults, corpus+" holds no corpus for its fuzz target")
			}
		}
	}
	return faults
}

func TestEveryFuzzTargetHasACorpus(t *testing.T) {
	count := func(folder string) int {
		entries, err := os.ReadDir(folder)
		if err != nil {
			return 0
		}
		return len(entries)
	}
	for _, fault := range corpusFaults(readSources(t), count) {
		t.Error(fault)
	}
}

func TestEveryTextIsTidy(t *testing.T) {
	for _, text := range readTree(t) {
		for _, fault := range textFaults(text) {
			t.Error(fault)
		}
	}
}

// packageFaults finds packages without a package comment, or with two, and
// comments that do not begin as they should.
func packageFaults(sources []*source) []string {
	comments := map[string]int{}
	var faults []string
	for _, s := range sources {
		if s.isTest() {
			continue
		}
		folder := filepath.Dir(s.path)
		comments[folder] += 0
		if s.file.Doc == nil {
			continue
		}
		comments[folder]++
		want := "Package " + s.file.Name.Name + " "
		if s.file.Name.Name == "main" {
			want = "Command " + filepath.Base(folder) + " "
		}
		if !strings.HasPrefix(s.file.Doc.Text(), want) {
			faults = append(faults, fmt.Sprintf("%s: the package comment does not begin with %q",
				s.path, want))
		}
	}
	for folder, n := range comments {
		if n != 1 {
			faults = append(faults, fmt.Sprintf("%s has %d package comments, want 1", folder, n))
		}
	}
	return faults
}
