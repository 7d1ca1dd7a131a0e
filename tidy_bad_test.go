package hinterland

import (
	"strings"
	"testing"
)

// lines repeats a line of code n times.
func lines(n int) string { return strings.Repeat("\t_ = 0\n", n) }

// A badSource is a small file and a part of the fault that it must earn, or
// nothing where it is fit.
type badSource struct {
	path, body, want string
}

func badSources() map[string]badSource {
	return map[string]badSource{
		"a line of 100 columns is fit": {
			body: "package a\n\n// " + strings.Repeat("x", 97),
		},
		"a line of 101 columns": {
			body: "package a\n\n// " + strings.Repeat("界", 98),
			want: "a.go:3: the line has 101 columns",
		},
		"a tab counts four columns": {
			body: "package a\n\nfunc f() {\n\t// " + strings.Repeat("x", 94) + "\n}\n",
			want: "101 columns",
		},
		"a file of more than 600 lines": {
			body: "package a\n" + strings.Repeat("\n", 600), want: "601 lines",
		},
		"a function of 70 lines is fit": {
			body: "package a\n\nfunc f() {\n" + lines(68) + "}\n",
		},
		"a function of 71 lines": {
			body: "package a\n\nfunc f() {\n" + lines(69) + "}\n", want: "f has 71 lines",
		},
		"a long function that says why is fit": {
			body: "package a\n\n// f is. Long: it is a table.\nfunc f() {\n" + lines(69) + "}\n",
		},
		"a function that runs unasked": {
			body: "package a\n\nfunc init() {}\n", want: "init runs unasked",
		},
		"six parameters": {
			body: "package a\n\nfunc f(a, b, c int, d, e, g string) {}\n", want: "6 parameters",
		},
		"six parameters of a closure": {
			body: "package a\n\nfunc f() { _ = func(a, b, c, d, e, g int) {} }\n",
			want: "6 parameters",
		},
		"an exported function without a comment": {
			body: "package a\n\nfunc F() {}\n", want: "F has no comment",
		},
		"a comment that begins with another name": {
			body: "package a\n\n// Fine is not F.\nfunc F() {}\n",
			want: "comment of F does not begin",
		},
		"a method of an exported type without a comment": {
			body: "package a\n\n// A T is.\ntype T int\n\nfunc (t *T) M() {}\n",
			want: "M has no comment",
		},
		"a method of a generic type without a comment": {
			body: "package a\n\n// A T is.\ntype T[K any] int\n\nfunc (t T[K]) M() {}\n",
			want: "M has no comment",
		},
		"a method of a hidden type needs no comment": {
			body: "package a\n\ntype t int\n\nfunc (t) M() {}\n",
		},
		"a constant without a comment": {
			body: "package a\n\nconst C = 1\n", want: "C has no comment",
		},
		"a group of constants with one comment is fit": {
			body: "package a\n\n// The answers.\nconst (\n\tC = 1\n\tD = 2\n)\n",
		},
		"a type in a group without a comment": {
			body: "package a\n\n// Types.\ntype (\n\tT int\n)\n", want: "T has no comment",
		},
		"tests need no comments": {
			path: "a_test.go", body: "package a\n\nfunc TestX() {}\n",
		},
	}
}

func badStates() map[string]badSource {
	return map[string]badSource{
		"a variable of the package": {
			body: "package a\n\nvar table = map[string]int{}\n",
			want: "table is a variable of the package",
		},
		"a variable without a value": {
			body: "package a\n\nvar count int\n", want: "count is a variable of the package",
		},
		"an error value is fit": {
			body: "package a\n\nvar errX = errors.New(\"x\")\n",
		},
		"a claim about methods is fit": {
			body: "package a\n\nvar _ error = (*t)(nil)\n",
		},
		"an embedded file is fit": {
			body: "package a\n\n//go:embed x.html\nvar page string\n",
		},
		"something computed once is fit": {
			body: "package a\n\nvar once = sync.OnceValue(load)\n",
		},
		"a name that is a pattern": {
			body: "package a\n\ntype zoneManager struct{}\n",
			want: "the word Manager names a pattern",
		},
		"a function that is a pattern": {
			body: "package a\n\nfunc newFactory() {}\n", want: "the word Factory names a pattern",
		},
		"a longer word with a pattern in it is fit": {
			body: "package a\n\nfunc implies(implementation int) {}\n",
		},
		"a package that is a drawer": {
			path: "util/a.go", body: "package util\n", want: "says nothing of what is in it",
		},
		"a name that says its package twice": {
			body: "package flow\n\n// FlowCut is.\nfunc FlowCut() {}\n",
			want: "says the package's name twice",
		},
		"an error with a capital": {
			body: "package a\n\nvar errX = errors.New(\"Not there\")\n",
			want: "begins with a capital",
		},
		"an error with an acronym is fit": {
			body: "package a\n\nvar errX = errors.New(\"CSV is broken\")\n",
		},
		"an error that is not wrapped": {
			body: "package a\n\nfunc f(err error) error { return fmt.Errorf(\"%d%v\", 1, err) }\n",
			want: "worded with %v",
		},
		"a value in an error is fit": {
			body: "package a\n\nfunc f(n int) error { return fmt.Errorf(\"x %v\", n) }\n",
		},
		"an interface of eight methods": {
			body: "package a\n\ntype i interface{ A(); B(); C(); D(); E(); F(); G(); H() }\n",
			want: "8 methods",
		},
	}
}

func TestTidyRulesFindFaults(t *testing.T) {
	for _, group := range []map[string]badSource{badSources(), badStates()} {
		for name, tt := range group {
			t.Run(name, func(t *testing.T) { checkBadSource(t, tt) })
		}
	}
}

func checkBadSource(t *testing.T, tt badSource) {
	t.Helper()
	if tt.path == "" {
		tt.path = "a.go"
	}
	s, err := parse(text{path: tt.path, body: tt.body})
	if err != nil {
		t.Fatal(err)
	}
	for _, rule := range goRules() {
		rule(s)
	}
	got := strings.Join(s.faults, "\n")
	if tt.want == "" && got != "" {
		t.Errorf("got %q, want no fault", got)
	}
	if !strings.Contains(got, tt.want) {
		t.Errorf("got %q, want %q", got, tt.want)
	}
}

func TestPackageCommentsAreAskedFor(t *testing.T) {
	tests := map[string]struct {
		bodies []string
		want   int
	}{
		"one comment is fit": {[]string{"// Package a does.\npackage a\n", "package a\n"}, 0},
		"none":               {[]string{"package a\n"}, 1},
		"two": {
			[]string{"// Package a x.\npackage a\n", "// Package a y.\npackage a\n"}, 1,
		},
		"one that begins as it likes":  {[]string{"// It does.\npackage a\n"}, 1},
		"a command says its own name":  {[]string{"// Command a does.\npackage main\n"}, 0},
		"a command called a package":   {[]string{"// Package main does.\npackage main\n"}, 1},
		"one that names another thing": {[]string{"// Package b does.\npackage a\n"}, 1},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var sources []*source
			for _, body := range tt.bodies {
				s, err := parse(text{path: "a/a.go", body: body})
				if err != nil {
					t.Fatal(err)
				}
				sources = append(sources, s)
			}
			if got := packageFaults(sources); len(got) != tt.want {
				t.Errorf("got %q, want %d faults", got, tt.want)
			}
		})
	}
}

func TestCorpusIsAskedFor(t *testing.T) {
	body := "package a\n\nfunc FuzzX(f *testing.F) {}\n\nfunc TestX(t *testing.T) {}\n"
	s, err := parse(text{path: "a/a_test.go", body: body})
	if err != nil {
		t.Fatal(err)
	}
	for files, want := range map[int]int{0: 1, 1: 0} {
		count := func(folder string) int {
			if folder != "a/testdata/fuzz/FuzzX" {
				t.Errorf("looked into %s", folder)
			}
			return files
		}
		if got := corpusFaults([]*source{s}, count); len(got) != want {
			t.Errorf("%d files: got %q, want %d faults", files, got, want)
		}
	}
}

func TestTextRulesFindFaults(t *testing.T) {
	tests := map[string]struct {
		path, body string
		want       int
	}{
		"plain words are fit":            {"a.md", "Homework, a network/ and Co authors.", 0},
		"a path of one machine":          {"a.md", "see /wo" + "rk/x", 1},
		"a relative path is fit":         {"a.md", "see net/wo" + "rk/x", 0},
		"a registry":                     {"a.json", "https://registry." + "npmjs.org/x", 1},
		"a registry in data":             {"a.csv", "deb." + "debian.org", 1},
		"something left to do":           {"a.go", "// TO" + "DO later", 1},
		"something left to do in data":   {"a.csv", "TO" + "DO", 0},
		"something not managed":          {"lang/en.json", "Fail" + "ed to read.", 1},
		"how it was written":             {"a.md", "by a chat" + "bot", 1},
		"a script with a wide line":      {"a.mjs", strings.Repeat("x", 101), 1},
		"a paper with a wide line":       {"a.md", strings.Repeat("x", 101), 0},
		"two faults are two":             {"a.go", "// TO" + "DO\n// FIX" + "ME\n", 2},
		"the words inside others, fit":   {"a.md", "mastodon, TODOS", 0},
		"a licence is taken as it is":    {"LICENSE", "TO" + "DO", 0},
		"a machine's path in a licence":  {"LICENSE", " /ro" + "ot/x", 1},
		"the gate's own scripts, narrow": {".ci/run", "#!/usr/bin/env bash\n", 0},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := textFaults(text{path: tt.path, body: tt.body}); len(got) != tt.want {
				t.Errorf("got %q, want %d faults", got, tt.want)
			}
		})
	}
}

func TestNestingCountsBlocks(t *testing.T) {
	tests := map[string]struct {
		body string
		want int
	}{
		"nothing":           {"_ = 0", 0},
		"one":               {"if true { _ = 0 }", 1},
		"else beside if":    {"if true { } else if false { } else { for { } }", 2},
		"case of a switch":  {"switch { case true: if true { } }", 2},
		"a closure is one":  {"f := func() { for { if true { } } }; f()", 3},
		"a block is none":   {"{ { { for { } } } }", 1},
		"select and ranges": {"for range 3 { select { default: for { if true { } } } }", 4},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s, err := parse(text{path: "a.go", body: "package a\nfunc f() {" + tt.body + "}\n"})
			if err != nil {
				t.Fatal(err)
			}
			if got := nesting(functions(s.file)[0].Body); got != tt.want {
				t.Errorf("got %d, want %d", got, tt.want)
			}
		})
	}
}

func TestCommentLinesAreCounted(t *testing.T) {
	body := "// Package a is.\npackage a\n\n/* two\nlines */\nvar x = 1 // beside\n"
	s, err := parse(text{path: "a.go", body: body})
	if err != nil {
		t.Fatal(err)
	}
	if got := commentLines(s); got != 3 {
		t.Errorf("%d lines of comments, want 3", got)
	}
	var n numbers
	n.measure(s)
	if n.comment != 3 || n.code != 2 {
		t.Errorf("comment %d, code %d, want 3 and 2", n.comment, n.code)
	}
}

func TestBarsFindFaults(t *testing.T) {
	n := numbers{
		funcs: []int{80, 80, 80}, files: []int{700}, columns: []int{99}, params: []int{4},
		deep: []string{"a"},
	}
	for _, b := range n.bars() {
		if b.got <= b.most && b.name != "lines of a function, 99 %" {
			t.Errorf("%s: %.1f is not over %g", b.name, b.got, b.most)
		}
	}
	if got := at([]int{5, 1, 4, 2, 3}, 0.5); got != 3 {
		t.Errorf("median %d, want 3", got)
	}
}
