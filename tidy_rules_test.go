package hinterland

import (
	"go/ast"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The hard bounds of every Go file.
const (
	maxColumns     = 100
	tabColumns     = 4
	maxFuncLines   = 70
	maxFileLines   = 600
	maxParams      = 5
	maxMethods     = 7
	deepNesting    = 4
	longMark       = "Long:"
	bannedPackages = "util utils common helpers helper shared types models pkg base core misc"
	bannedWords    = "Manager Service Controller Repository DTO Impl Factory"
)

// goRules lists the rules that each Go file is held to.
func goRules() []func(*source) {
	return []func(*source){
		ruleColumns, ruleFileLength, ruleFunctions, ruleDocs, ruleNames, ruleState, ruleErrors,
		ruleInterfaces,
	}
}

// columns is how wide a line is on the page.
func columns(line string) int {
	return utf8.RuneCountInString(line) + (tabColumns-1)*strings.Count(line, "\t")
}

func ruleColumns(s *source) {
	for i, line := range strings.Split(s.body, "\n") {
		if n := columns(line); n > maxColumns {
			s.faultAt(i+1, "the line has %d columns, more than %d", n, maxColumns)
		}
	}
}

func ruleFileLength(s *source) {
	if n := strings.Count(s.body, "\n"); n > maxFileLines && !s.isTest() {
		s.faultAt(n, "the file has %d lines, more than %d", n, maxFileLines)
	}
}

// functions lists the functions and methods that a file declares.
func functions(f *ast.File) []*ast.FuncDecl {
	var list []*ast.FuncDecl
	for _, d := range f.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok {
			list = append(list, fn)
		}
	}
	return list
}

func ruleFunctions(s *source) {
	for _, fn := range functions(s.file) {
		long := fn.Doc != nil && strings.Contains(fn.Doc.Text(), longMark)
		if n := s.span(fn); n > maxFuncLines && !long {
			s.fault(fn.Pos(), "%s has %d lines, more than %d, and its comment does not say %s why",
				fn.Name.Name, n, maxFuncLines, longMark)
		}
		if fn.Recv == nil && fn.Name.Name == "init" {
			s.fault(fn.Pos(), "init runs unasked; call a function instead")
		}
	}
	ast.Inspect(s.file, func(n ast.Node) bool {
		if kind, ok := n.(*ast.FuncType); ok && kind.Params.NumFields() > maxParams {
			s.fault(kind.Pos(), "%d parameters, more than %d", kind.Params.NumFields(), maxParams)
		}
		return true
	})
}

// receiver names the type that a method belongs to, empty for a function.
func receiver(fn *ast.FuncDecl) string {
	if fn.Recv == nil {
		return ""
	}
	kind := fn.Recv.List[0].Type
	if star, ok := kind.(*ast.StarExpr); ok {
		kind = star.X
	}
	switch generic := kind.(type) {
	case *ast.IndexExpr:
		kind = generic.X
	case *ast.IndexListExpr:
		kind = generic.X
	}
	if id, ok := kind.(*ast.Ident); ok {
		return id.Name
	}
	return ""
}

// leads reports whether a comment begins with the name that it documents.
func leads(comment, name string) bool {
	for _, article := range []string{"", "A ", "An ", "The "} {
		rest, ok := strings.CutPrefix(comment, article+name)
		if !ok {
			continue
		}
		if r, _ := utf8.DecodeRuneInString(rest); !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return true
		}
	}
	return false
}

func ruleDocs(s *source) {
	if s.isTest() {
		return
	}
	for _, d := range s.file.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			owner := receiver(d)
			if ast.IsExported(d.Name.Name) && (owner == "" || ast.IsExported(owner)) {
				s.documented(d.Name, d.Doc)
			}
		case *ast.GenDecl:
			s.documentedGroup(d)
		}
	}
}

// documented holds a name to a comment that begins with it.
func (s *source) documented(name *ast.Ident, comment *ast.CommentGroup) {
	switch {
	case comment == nil:
		s.fault(name.Pos(), "%s has no comment", name.Name)
	case !leads(comment.Text(), name.Name):
		s.fault(name.Pos(), "the comment of %s does not begin with its name", name.Name)
	}
}

// documentedGroup holds types, constants and variables to their comments. In
// a group of constants the group's comment speaks for all of them.
func (s *source) documentedGroup(d *ast.GenDecl) {
	for _, spec := range d.Specs {
		switch spec := spec.(type) {
		case *ast.TypeSpec:
			comment := spec.Doc
			if comment == nil && !d.Lparen.IsValid() {
				comment = d.Doc
			}
			if spec.Name.IsExported() {
				s.documented(spec.Name, comment)
			}
		case *ast.ValueSpec:
			if !spec.Names[0].IsExported() || d.Lparen.IsValid() && d.Doc != nil {
				continue
			}
			comment := spec.Doc
			if comment == nil {
				comment = d.Doc
			}
			s.documented(spec.Names[0], comment)
		}
	}
}

// wordsOf splits an identifier into its words: "GetURLFactory" has "Get",
// "URL" and "Factory".
func wordsOf(name string) []string {
	return regexp.MustCompile(`[A-Z]+(?:[a-z0-9]+)?|[a-z0-9]+`).FindAllString(name, -1)
}

// ruleNames holds packages and declared names to the words of the trade: no
// drawers for what has no place, no names of patterns, and no package name
// said twice.
func ruleNames(s *source) {
	banned := strings.Fields(bannedPackages)
	for _, folder := range append(strings.Split(filepath.Dir(s.path), "/"), s.file.Name.Name) {
		if slices.Contains(banned, folder) {
			s.fault(s.file.Name.Pos(), "a package %q says nothing of what is in it", folder)
		}
	}
	ast.Inspect(s.file, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && id.Obj != nil && id.Obj.Pos() == id.Pos() {
			s.named(id)
		}
		return true
	})
	for _, fn := range functions(s.file) {
		s.named(fn.Name)
		if receiver(fn) == "" {
			s.stutters(fn.Name)
		}
	}
	for name, object := range s.file.Scope.Objects {
		if object.Kind == ast.Typ {
			s.stutters(&ast.Ident{Name: name, NamePos: object.Pos()})
		}
	}
}

func (s *source) named(id *ast.Ident) {
	for _, word := range wordsOf(id.Name) {
		if slices.Contains(strings.Fields(bannedWords), word) {
			s.fault(id.Pos(), "%s: the word %s names a pattern and not a thing", id.Name, word)
		}
	}
}

// stutters finds exported names that begin with their package's: flow.FlowCut.
func (s *source) stutters(id *ast.Ident) {
	pack := s.file.Name.Name
	if s.isTest() || !id.IsExported() || len(id.Name) <= len(pack) {
		return
	}
	if strings.EqualFold(id.Name[:len(pack)], pack) && unicode.IsUpper(rune(id.Name[len(pack)])) {
		s.fault(id.Pos(), "%s.%s says the package's name twice", pack, id.Name)
	}
}

// ruleState refuses variables of a package that something could change.
func ruleState(s *source) {
	if s.isTest() {
		return
	}
	for _, d := range s.file.Decls {
		group, ok := d.(*ast.GenDecl)
		if !ok || group.Tok != token.VAR {
			continue
		}
		for _, spec := range group.Specs {
			if value := spec.(*ast.ValueSpec); !settled(group, value) {
				s.fault(value.Pos(), "%s is a variable of the package; pass it instead",
					value.Names[0].Name)
			}
		}
	}
}

// settled reports whether a variable can be one for a whole package: an error
// value, a compiled pattern, something computed once, an embedded file, or
// the mere claim that a type has some methods.
func settled(group *ast.GenDecl, spec *ast.ValueSpec) bool {
	if spec.Names[0].Name == "_" {
		return true
	}
	for _, comment := range []*ast.CommentGroup{group.Doc, spec.Doc} {
		if comment != nil && strings.Contains(lastLine(comment), "//go:embed ") {
			return true
		}
	}
	for _, value := range spec.Values {
		switch calledName(value) {
		case "errors.New", "regexp.MustCompile", "sync.OnceValue", "sync.OnceValues":
		default:
			return false
		}
	}
	return len(spec.Values) > 0
}

func lastLine(comment *ast.CommentGroup) string { return comment.List[len(comment.List)-1].Text }

// calledName names the function that an expression calls: "errors.New"; empty
// if it is no call of a named function.
func calledName(e ast.Expr) string {
	call, ok := e.(*ast.CallExpr)
	if !ok {
		return ""
	}
	switch fun := call.Fun.(type) {
	case *ast.Ident:
		return fun.Name
	case *ast.SelectorExpr:
		if id, ok := fun.X.(*ast.Ident); ok {
			return id.Name + "." + fun.Sel.Name
		}
		return "." + fun.Sel.Name
	}
	return ""
}

// ruleErrors holds the texts of errors: lower case, without "fail"+"ed to",
// and wrapping an error with %w.
func ruleErrors(s *source) {
	ast.Inspect(s.file, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) == 0 {
			return true
		}
		name := calledName(call)
		literal, ok := call.Args[0].(*ast.BasicLit)
		if !ok || name != "fmt.Errorf" && name != "errors.New" {
			return true
		}
		format, err := strconv.Unquote(literal.Value)
		if err != nil || s.isTest() {
			return true
		}
		first, size := utf8.DecodeRuneInString(format)
		second, _ := utf8.DecodeRuneInString(format[size:])
		if unicode.IsUpper(first) && !unicode.IsUpper(second) {
			s.fault(call.Pos(), "the error %q begins with a capital", format)
		}
		if name == "fmt.Errorf" {
			s.wrapped(call, format)
		}
		return true
	})
}

// wrapped finds errors that are put into a text without %w.
func (s *source) wrapped(call *ast.CallExpr, format string) {
	format = strings.ReplaceAll(format, "%%", "")
	verbs := regexp.MustCompile(`%[-+# 0-9.]*([a-zA-Z])`).FindAllStringSubmatch(format, -1)
	for i, verb := range verbs {
		if i+1 < len(call.Args) && verb[1] != "w" && isError(call.Args[i+1]) {
			s.fault(call.Pos(), "an error is worded with %%%s, not wrapped with %%w", verb[1])
		}
	}
}

// isError guesses from its name whether an expression is an error.
func isError(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name == "err" || strings.HasSuffix(e.Name, "Err")
	case *ast.SelectorExpr:
		return e.Sel.Name == "err" || e.Sel.Name == "Err"
	case *ast.CallExpr:
		name := calledName(e)
		return strings.HasSuffix(name, ".Err") || strings.HasSuffix(name, ".Error")
	}
	return false
}

func ruleInterfaces(s *source) {
	ast.Inspect(s.file, func(n ast.Node) bool {
		if kind, ok := n.(*ast.InterfaceType); ok && kind.Methods.NumFields() > maxMethods {
			s.fault(kind.Pos(), "the interface has %d methods, more than %d",
				kind.Methods.NumFields(), maxMethods)
		}
		return true
	})
}
