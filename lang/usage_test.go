package lang

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A use is one place in the sources that names a text. For a reason of a
// refusal key is the reason alone. Known says that args are all the values
// that the text is given.
type use struct {
	at     string
	key    string
	reason bool
	known  bool
	args   []string
}

// keys returns the keys that a use stands for: a reason has two texts.
func (u use) keys() []string {
	if u.reason {
		return []string{"refusal." + u.key, "remedy." + u.key}
	}
	return []string{u.key}
}

// A saying is a function that words the text whose key it is given: its name,
// which argument is the key, and whether that is the reason of a refusal.
type saying struct {
	name   string
	arg    int
	reason bool
}

// A folder is one package while its uses are collected.
type folder struct {
	set     *token.FileSet
	files   []*ast.File
	consts  map[string]string
	sayings []saying
	uses    []use
	faults  []string
}

// usesOf collects the uses of one package. Keys are found as literal texts,
// as constants, as literals given to a function that hands its parameter on,
// and as literals given to a variable of the same function. A key composed in
// any other way is a fault, unless a comment in that function lists what it
// can be:
//
//	//lang: reason.scope reason.reach
//
// The words refusal.REASON and remedy.REASON are listed by their reasons.
func usesOf(set *token.FileSet, files []*ast.File) ([]use, []string) {
	f := &folder{set: set, files: files, consts: map[string]string{}}
	f.sayings = []saying{{name: "Say"}, {name: "hinterland.Refuse", arg: 1, reason: true}}
	for _, file := range files {
		if file.Name.Name == "hinterland" {
			f.sayings = append(f.sayings, saying{name: "Refuse", arg: 1, reason: true})
		}
		f.readConsts(file)
		f.readComments(file)
	}
	for known := 0; known < len(f.sayings); {
		known = len(f.sayings)
		f.uses, f.faults = nil, nil
		for _, file := range files {
			f.readComments(file)
			f.readFunctions(file)
		}
	}
	return f.uses, f.faults
}

func (f *folder) readConsts(file *ast.File) {
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		for i, name := range spec.Names {
			if i < len(spec.Values) && name.Obj != nil && name.Obj.Kind == ast.Con {
				if text, ok := literal(spec.Values[i]); ok {
					f.consts[name.Name] = text
				}
			}
		}
		return true
	})
}

func literal(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(lit.Value)
	return text, err == nil
}

// listed returns the keys that a comment lists.
func listed(comment string) []string {
	mark := regexp.MustCompile(`^//\s?lang:\s+(.*)$`).FindStringSubmatch(comment)
	if mark == nil {
		return nil
	}
	return strings.Fields(mark[1])
}

func (f *folder) readComments(file *ast.File) {
	for _, group := range file.Comments {
		for _, c := range group.List {
			for _, key := range listed(c.Text) {
				f.uses = append(f.uses, use{at: f.at(c), key: key})
			}
		}
	}
}

func (f *folder) at(n ast.Node) string { return f.set.Position(n.Pos()).String() }

func (f *folder) readFunctions(file *ast.File) {
	for _, d := range file.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok {
			continue
		}
		in := &function{folder: f, decl: fn, lists: lists(file, fn)}
		ast.Inspect(fn, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				in.readCall(n)
			case *ast.CompositeLit:
				in.readRefusal(n)
			}
			return true
		})
	}
}

// lists reports whether a comment in a function, or above it, lists keys.
func lists(file *ast.File, fn *ast.FuncDecl) bool {
	from := fn.Pos()
	if fn.Doc != nil {
		from = fn.Doc.Pos()
	}
	for _, group := range file.Comments {
		for _, c := range group.List {
			if c.Pos() >= from && c.Pos() < fn.End() && len(listed(c.Text)) > 0 {
				return true
			}
		}
	}
	return false
}

// A function is one function while its calls are read.
type function struct {
	*folder
	decl  *ast.FuncDecl
	lists bool
}

// names returns what a call may be known as: F, x.F, and the method F.
func names(call *ast.CallExpr) []string {
	switch fun := call.Fun.(type) {
	case *ast.Ident:
		return []string{fun.Name}
	case *ast.SelectorExpr:
		if id, ok := fun.X.(*ast.Ident); ok {
			return []string{id.Name + "." + fun.Sel.Name, "." + fun.Sel.Name}
		}
		return []string{"." + fun.Sel.Name}
	}
	return nil
}

func (f *function) readCall(call *ast.CallExpr) {
	for _, s := range f.sayings {
		known := names(call)
		if !slices.Contains(known, s.name) && !slices.Contains(known, "."+s.name) ||
			s.arg >= len(call.Args) {
			continue
		}
		u := use{at: f.at(call), reason: s.reason}
		if s.arg+1 < len(call.Args) {
			u.args, u.known = argsOf(call.Args[s.arg+1])
		}
		f.readKey(u, call.Args[s.arg])
		return
	}
}

// readRefusal reads a refusal that is written out instead of made by Refuse.
func (f *function) readRefusal(lit *ast.CompositeLit) {
	kind := lit.Type
	if sel, ok := kind.(*ast.SelectorExpr); ok {
		kind = sel.Sel
	}
	if id, ok := kind.(*ast.Ident); !ok || id.Name != "Refusal" {
		return
	}
	for _, element := range lit.Elts {
		pair, ok := element.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		if id, ok := pair.Key.(*ast.Ident); ok && id.Name == "Reason" {
			f.readKey(use{at: f.at(lit), reason: true}, pair.Value)
		}
	}
}

// readKey notes the uses of an expression that is a key.
func (f *function) readKey(u use, e ast.Expr) {
	e = bare(e)
	if at := f.parameter(e); at >= 0 {
		f.handOn(saying{name: f.decl.Name.Name, arg: at, reason: u.reason})
		return
	}
	texts, ok := f.texts(e)
	if !ok && !f.lists && !composedReason(e) {
		f.faults = append(f.faults, fmt.Sprintf(
			"%s: the key is composed at run time; list what it can be: //lang: KEY...", u.at))
	}
	for _, text := range texts {
		u.key = text
		f.uses = append(f.uses, u)
	}
}

// bare takes conversions off an expression: string(x), hinterland.Reason(x).
func bare(e ast.Expr) ast.Expr {
	call, ok := e.(*ast.CallExpr)
	if !ok || len(call.Args) != 1 {
		return e
	}
	for _, name := range names(call) {
		if name == "string" || name == "Reason" || name == ".Reason" {
			return bare(call.Args[0])
		}
	}
	return e
}

// parameter returns which parameter of the function e is, else -1.
func (f *function) parameter(e ast.Expr) int {
	id, ok := e.(*ast.Ident)
	if !ok {
		return -1
	}
	at := 0
	for _, field := range f.decl.Type.Params.List {
		for _, name := range field.Names {
			if name.Name == id.Name {
				return at
			}
			at++
		}
	}
	return -1
}

// handOn adds a function of this package that hands its parameter on.
func (f *folder) handOn(s saying) {
	if !slices.Contains(f.sayings, s) {
		f.sayings = append(f.sayings, s)
	}
}

// texts returns the texts that an expression can be.
func (f *function) texts(e ast.Expr) ([]string, bool) {
	if text, ok := literal(e); ok {
		return []string{text}, true
	}
	id, ok := e.(*ast.Ident)
	if !ok {
		return nil, false
	}
	if text, ok := f.consts[id.Name]; ok {
		return []string{text}, true
	}
	return f.given(id.Name)
}

// given returns the literals that a variable of the function is given; false
// if it is given anything else, or nothing that can be seen.
func (f *function) given(name string) ([]string, bool) {
	var texts []string
	all := true
	ast.Inspect(f.decl, func(n ast.Node) bool {
		assign, ok := n.(*ast.AssignStmt)
		if !ok {
			return true
		}
		for i, left := range assign.Lhs {
			if id, ok := left.(*ast.Ident); !ok || id.Name != name {
				continue
			}
			if len(assign.Lhs) != len(assign.Rhs) {
				all = false
				continue
			}
			text, ok := literal(assign.Rhs[i])
			all = all && ok
			texts = append(texts, text)
		}
		return true
	})
	return texts, all && len(texts) > 0
}

// composedReason reports whether e is "refusal." or "remedy." and a reason,
// whose keys are listed where the refusals are made.
func composedReason(e ast.Expr) bool {
	sum, ok := e.(*ast.BinaryExpr)
	if !ok {
		return false
	}
	text, _ := literal(sum.X)
	return text == "refusal." || text == "remedy."
}

// argsOf returns the names of the values in lang.Args{"name": value}; false
// if they cannot be told from the source.
func argsOf(e ast.Expr) ([]string, bool) {
	if id, ok := e.(*ast.Ident); ok && id.Name == "nil" {
		return nil, true
	}
	lit, ok := e.(*ast.CompositeLit)
	if !ok {
		return nil, false
	}
	var args []string
	for _, element := range lit.Elts {
		pair, ok := element.(*ast.KeyValueExpr)
		if !ok {
			return nil, false
		}
		name, ok := literal(pair.Key)
		if !ok {
			return nil, false
		}
		args = append(args, name)
	}
	return args, true
}

// readUses collects the uses of every package of the module and of its page
// templates.
func readUses(t *testing.T) []use {
	t.Helper()
	set := token.NewFileSet()
	packs := map[string][]*ast.File{}
	var uses []use
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			passed := []string{".git", "out", "node_modules", "tools", "testdata"}
			if slices.Contains(passed, entry.Name()) {
				return fs.SkipDir
			}
			return nil
		}
		switch filepath.Ext(path) {
		case ".html", ".tmpl", ".svg":
			found, err := usesOfTemplate(path)
			uses = append(uses, found...)
			return err
		case ".go":
			if strings.HasSuffix(path, "_test.go") {
				return nil
			}
			file, err := parser.ParseFile(set, path, nil, parser.ParseComments)
			packs[filepath.Dir(path)] = append(packs[filepath.Dir(path)], file)
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, files := range packs {
		found, faults := usesOf(set, files)
		uses = append(uses, found...)
		for _, fault := range faults {
			t.Error(fault)
		}
	}
	return uses
}

// usesOfTemplate finds {{say "key"}} and {{.Say "key" …}} in a page template.
func usesOfTemplate(path string) ([]use, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var uses []use
	call := regexp.MustCompile(`\b[sS]ay\s+"([^"]+)"`)
	for _, found := range call.FindAllStringSubmatch(string(text), -1) {
		uses = append(uses, use{at: path, key: found[1]})
	}
	return uses, nil
}
