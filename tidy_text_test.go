package hinterland

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
)

// A ban is a pattern that no committed text may hold, and why. Patterns are
// written with a gap in them so that they do not match themselves.
type ban struct {
	pattern *regexp.Regexp
	why     string
}

// banned makes a ban of words, any of which it forbids.
func banned(why string, words ...string) ban {
	return ban{regexp.MustCompile(`(?i)(?:` + strings.Join(words, "|") + `)`), why}
}

// bans lists what holds for every text.
func bans() []ban {
	return []ban{
		banned("a path of one machine means nothing elsewhere",
			`(?:^|[^\w./])/wo`+`rk/`, `/ro`+`ot/`, `/tmp/br`+`ief`, `/ho`+`me/\w`),
		banned("where packages come from is the machine's affair",
			`proxy\.go`+`lang\.org`, `sum\.go`+`lang\.org`, `registry\.`+`npmjs`,
			`registry\.`+`yarnpkg`, `deb\.`+`debian\.org`, `go`+`proxy\.(?:io|cn)`, `npm`+`mirror`),
	}
}

// proseBans lists what holds for everything but tables of data and licences.
func proseBans() []ban {
	return []ban{
		banned("finish it, or say in a decision why not",
			`(?-i:\b(?:TO`+`DO|FIX`+`ME|XX`+`X)\b)`),
		banned("say what it did, not that it did not manage", `fail`+`ed to\b`),
		banned("papers speak of the program, not of how they were written",
			`\bchat`+`bot`, `\bco-authored`+`-by\b`, `\blarge lang`+`uage model`, `\bas an A`+`I\b`,
			`\bprompt `+`engineer`,
			`\b(?:AI|LLM)-?\s?(?:gene`+`rated|writ`+`ten|assis`+`ted)`),
	}
}

// isData reports whether a text is a table or a licence taken as it is.
func isData(name string) bool {
	if path.Base(name) == "LICENSE" || strings.Contains(name, "testdata/fuzz/") {
		return true
	}
	tables := []string{".csv", ".geojson", ".topojson", ".sum", ".min"}
	return slices.Contains(tables, path.Ext(name))
}

// textFaults names the line and the reason of everything in a text that may
// not be there.
func textFaults(t text) []string {
	list := bans()
	if !isData(t.path) {
		list = append(list, proseBans()...)
	}
	var faults []string
	for _, b := range list {
		for _, at := range b.pattern.FindAllStringIndex(t.body, -1) {
			line := strings.Count(t.body[:at[0]], "\n") + 1
			faults = append(faults, fmt.Sprintf("%s:%d: %q: %s",
				t.path, line, strings.TrimSpace(t.body[at[0]:at[1]]), b.why))
		}
	}
	if n := wideLine(t); n > 0 {
		faults = append(faults, fmt.Sprintf("%s:%d: the line has more than %d columns",
			t.path, n, maxColumns))
	}
	return faults
}

// wideLine returns the first line of a script that is too wide, else 0. Go
// files have a rule of their own; papers and data may be as wide as they like.
func wideLine(t text) int {
	script := strings.HasPrefix(t.path, ".ci/") || t.path == "Makefile" ||
		path.Ext(t.path) == ".mjs" || path.Ext(t.path) == ".css"
	if !script {
		return 0
	}
	for i, line := range strings.Split(t.body, "\n") {
		if columns(line) > maxColumns {
			return i + 1
		}
	}
	return 0
}
