package hinterland

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// mayImport is the whole architecture: who may lean on whom inside this
// module. "." is the root package, "*" is anything. A package missing here
// fails the test, and so does an arrow that is not listed. An entry that ends
// in "/" speaks for every package below it.
var mayImport = map[string]string{
	".":               "",
	"lang":            "",
	"flow":            "",
	"journal":         "",
	"partition":       "",
	"atlas":           "",
	"zoning":          "atlas partition flow",
	"balance":         ". atlas flow",
	"check":           ". atlas",
	"zonal":           "",
	"zonework":        "atlas check zonal zoning",
	"sheet":           ". lang office workbook",
	"demo":            ". atlas lang office",
	"draw":            "atlas lang",
	"report":          ". draw lang",
	"office":          ". journal zonal",
	"exchange":        ".",
	"workbook":        "",
	"notify":          ".",
	"openapi":         "",
	"web":             ". office lang openapi sheet workbook",
	"store":           ".",
	"store/storetest": "",
	"cmd/hinterland":  "*",
	"bench/":          "*",
}

// The bounds of the house. Depth counts the packages on the longest chain of
// imports.
const (
	maxDepth        = 5
	maxDependencies = 18
	module          = "hinterland"
)

// A pack is what "go list" knows of one package of this module.
type pack struct {
	Name       string
	ImportPath string
	Imports    []string
}

// path is the package's folder below the module, "." for the root.
func (p pack) path() string {
	if p.ImportPath == module {
		return "."
	}
	return strings.TrimPrefix(p.ImportPath, module+"/")
}

// inside lists the packages of this module that p imports, by path.
func (p pack) inside() []string {
	var paths []string
	for _, path := range p.Imports {
		if path == module || strings.HasPrefix(path, module+"/") {
			paths = append(paths, pack{ImportPath: path}.path())
		}
	}
	return paths
}

// allowed returns the entry of mayImport that speaks for a package.
func allowed(path string) (string, bool) {
	if list, ok := mayImport[path]; ok {
		return list, true
	}
	for entry, list := range mayImport {
		if strings.HasSuffix(entry, "/") && strings.HasPrefix(path+"/", entry) {
			return list, true
		}
	}
	return "", false
}

// archFaults names every package and arrow that the architecture does not
// have.
func archFaults(packs []pack) []string {
	var faults []string
	for _, p := range packs {
		list, ok := allowed(p.path())
		if !ok {
			faults = append(faults, fmt.Sprintf("%s is not in the table of packages", p.path()))
			continue
		}
		for _, arrow := range p.inside() {
			if list != "*" && !slices.Contains(strings.Fields(list), arrow) {
				faults = append(faults, fmt.Sprintf("%s may not import %s", p.path(), arrow))
			}
		}
		for _, path := range p.Imports {
			if p.path() == "." && strings.Contains(path, ".") {
				faults = append(faults, fmt.Sprintf("the root package imports %s", path))
			}
		}
	}
	return append(faults, adapterFaults(packs)...)
}

// adapterFaults finds adapters that import one another. An adapter is a
// package that knows the nouns of the root package: what two of them share
// belongs in the root, and only commands put them together. The office is no
// adapter but what some of them are adapters to, and neither are sheets, by which
// people and programs alike bring it much at once.
func adapterFaults(packs []pack) []string {
	adapters := map[string]bool{}
	for _, p := range packs {
		adapters[p.path()] = p.Name != "main" && p.path() != "office" &&
			p.path() != "sheet" && slices.Contains(p.inside(), ".")
	}
	var faults []string
	for _, p := range packs {
		for _, arrow := range p.inside() {
			if adapters[p.path()] && adapters[arrow] {
				faults = append(faults, fmt.Sprintf("%s and %s are both adapters", p.path(), arrow))
			}
		}
	}
	return faults
}

// depth is the number of packages on the longest chain of imports that begins
// at path.
func depth(packs []pack, path string) int {
	deepest := 0
	for _, p := range packs {
		if p.path() != path {
			continue
		}
		for _, arrow := range p.inside() {
			deepest = max(deepest, depth(packs, arrow))
		}
	}
	return deepest + 1
}

// listPacks asks the go command for every package of the module.
func listPacks(t *testing.T) []pack {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=Name,ImportPath,Imports", "./...").Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			t.Fatalf("go list: %s", exit.Stderr)
		}
		t.Fatal(err)
	}
	var packs []pack
	for decoder := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p pack
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return packs
		} else if err != nil {
			t.Fatal(err)
		}
		packs = append(packs, p)
	}
}

func TestImportsFollowTheArchitecture(t *testing.T) {
	packs := listPacks(t)
	for _, fault := range archFaults(packs) {
		t.Error(fault)
	}
	deepest := 0
	for _, p := range packs {
		deepest = max(deepest, depth(packs, p.path()))
	}
	t.Logf("%d packages, longest chain of imports %d", len(packs), deepest)
	if deepest > maxDepth {
		t.Errorf("the longest chain of imports has %d packages, more than %d", deepest, maxDepth)
	}
}

func TestArchitectureRulesFindFaults(t *testing.T) {
	tests := map[string]struct {
		pack pack
		want string
	}{
		"a package that is not in the table": {
			pack{ImportPath: "hinterland/util"}, "util is not in the table of packages",
		},
		"a kernel that knows the nouns": {
			pack{ImportPath: "hinterland/flow", Imports: []string{"hinterland"}},
			"flow may not import .",
		},
		"a checker that leans on what it checks": {
			pack{ImportPath: "hinterland/check", Imports: []string{"hinterland/flow"}},
			"check may not import flow",
		},
		"an outside package in the root": {
			pack{ImportPath: "hinterland", Imports: []string{"example.org/x"}},
			"the root package imports example.org/x",
		},
		"a command may import anything": {
			pack{ImportPath: "hinterland/cmd/hinterland", Imports: []string{"hinterland/flow"}},
			"",
		},
		"benchmarks may import anything": {
			pack{ImportPath: "hinterland/bench/flow", Imports: []string{"hinterland/flow"}}, "",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := strings.Join(archFaults([]pack{tt.pack}), "\n"); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
	two := []pack{
		{ImportPath: "hinterland/demo", Imports: []string{"hinterland"}},
		{ImportPath: "hinterland/report", Imports: []string{"hinterland", "hinterland/demo"}},
	}
	if got := adapterFaults(two); len(got) != 1 {
		t.Errorf("an adapter that imports an adapter: got %q", got)
	}
	if got := depth(two, "report"); got != 3 {
		t.Errorf("depth of report = %d, want 3", got)
	}
}

// dependencies returns the modules that go.mod names itself, in its order.
func dependencies(mod string) []string {
	var names []string
	for _, line := range strings.Split(mod, "\n") {
		fields := strings.Fields(strings.TrimPrefix(line, "require "))
		if len(fields) < 2 || !strings.HasPrefix(fields[1], "v") ||
			strings.HasSuffix(line, "// indirect") {
			continue
		}
		names = append(names, fields[0])
	}
	return names
}

func TestEveryDependencyIsJustified(t *testing.T) {
	mod, err := os.ReadFile("go.mod")
	if err != nil {
		t.Fatal(err)
	}
	paper, err := os.ReadFile("docs/dependencies.md")
	if err != nil {
		t.Fatal(err)
	}
	names := dependencies(string(mod))
	t.Logf("%d direct dependencies", len(names))
	if len(names) == 0 || len(names) > maxDependencies {
		t.Errorf("%d direct dependencies, want 1 to %d", len(names), maxDependencies)
	}
	for _, name := range names {
		if !strings.Contains(string(paper), "`"+name+"`") {
			t.Errorf("docs/dependencies.md does not say why %s is needed", name)
		}
	}
}

// TestPaperOfDependenciesIsNotStale looks at the modules of the paper's first
// two tables; the tools and the browser have lists of their own.
func TestPaperOfDependenciesIsNotStale(t *testing.T) {
	mod := readPaper(t, "go.mod")
	paper, _, _ := strings.Cut(readPaper(t, "docs/dependencies.md"), "## Tools")
	for _, cells := range tableRows(paper) {
		name := strings.Trim(cells[0], "`")
		if !slices.Contains(dependencies(mod), name) {
			t.Errorf("docs/dependencies.md speaks of %s, which go.mod does not name", name)
		}
	}
}

func TestDependenciesReadsBothFormsOfRequire(t *testing.T) {
	mod := "module m\n\ngo 1.26\n\nrequire a.org/a v1.0.0\n\nrequire (\n" +
		"\tb.org/b v2.0.0\n\tc.org/c v3.0.0 // indirect\n)\n"
	if got := dependencies(mod); !slices.Equal(got, []string{"a.org/a", "b.org/b"}) {
		t.Errorf("got %q", got)
	}
}
