package hinterland

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// The bounds of the papers.
const (
	maxReadmeWords   = 1000
	maxDecisionWords = 700
	commandTime      = 3 * time.Minute
	openTime         = time.Second
	ourCommand       = "go run ./cmd/hinterland"
)

// readPaper reads a paper of the repository.
func readPaper(t *testing.T, name string) string {
	t.Helper()
	body, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// shellLines returns the lines of all blocks of a paper that are marked sh.
func shellLines(paper string) []string {
	var lines []string
	block := regexp.MustCompile("(?ms)^```sh\n(.*?)^```$")
	for _, found := range block.FindAllStringSubmatch(paper, -1) {
		for _, line := range strings.Split(found[1], "\n") {
			line, _, _ = strings.Cut(line, " #")
			if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
				lines = append(lines, line)
			}
		}
	}
	return lines
}

// TestReadme holds the README to the program as the sources are now.
func TestReadme(t *testing.T) {
	folder := t.TempDir()
	program := filepath.Join(folder, "hinterland")
	build := exec.Command("go", "build", "-buildvcs=false", "-o", program, "./cmd/hinterland")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", build, err, out)
	}
	t.Run("its commands work", func(t *testing.T) { readmeCommandsWork(t, folder, program) })
	t.Run("it names every command", func(t *testing.T) { readmeNamesEveryCommand(t, program) })
}

// readmeCommandsWork runs what the README tells a newcomer to type, in its
// order, in an empty folder. The gate itself is left out: it runs this.
func readmeCommandsWork(t *testing.T, folder, program string) {
	lines := shellLines(readPaper(t, "README.md"))
	if len(lines) == 0 {
		t.Error("the README shows no command")
	}
	for _, line := range lines {
		args, ours := strings.CutPrefix(line, ourCommand)
		if !ours {
			if line != "make check" {
				t.Errorf("the README says %q, which no test can run", line)
			}
			continue
		}
		if out, err := runIn(folder, program, words(args)); err != nil {
			t.Errorf("%s: %v\n%s", line, err, out)
		}
	}
}

// words splits a command line as a shell does that knows double quotes only.
func words(line string) []string {
	found := regexp.MustCompile(`"[^"]*"|\S+`).FindAllString(line, -1)
	for i := range found {
		found[i] = strings.Trim(found[i], `"`)
	}
	return found
}

// An opening hears what a program says, and when it says that it is open.
type opening struct {
	mu   sync.Mutex
	said bytes.Buffer
	open func() // nil once it was called, or where nobody waits
}

// when does something once the program has said where it is.
func (o *opening) when(open func()) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.open = open
	o.listen()
}

func (o *opening) listen() {
	if o.open != nil && bytes.Contains(o.said.Bytes(), []byte("http://")) {
		time.AfterFunc(openTime, o.open)
		o.open = nil
	}
}

// Write implements io.Writer.
func (o *opening) Write(text []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	defer o.listen()
	return o.said.Write(text)
}

// runIn runs the program in a folder and returns what it said. One that would
// go on for ever is interrupted when it has opened and had time to begin, and has
// to end well.
func runIn(folder, program string, args []string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), commandTime)
	defer cancel()
	if args[0] == "serve" {
		args = append(args, "--listen", "127.0.0.1:0") // the usual port may be taken here
	}
	command := exec.CommandContext(ctx, program, args...)
	command.Dir = folder
	out := &opening{}
	command.Stdout, command.Stderr = out, out
	if err := command.Start(); err != nil {
		return "", err
	}
	if args[0] == "serve" || args[0] == "demo" && !slices.Contains(args, "--out") {
		out.when(func() { _ = command.Process.Signal(os.Interrupt) })
	}
	err := command.Wait()
	if ctx.Err() != nil {
		err = fmt.Errorf("it took more than %s: %w", commandTime, ctx.Err())
	}
	return out.said.String(), err
}

func readmeNamesEveryCommand(t *testing.T, program string) {
	named := regexp.MustCompile("(?m)^\\| `([a-z-]+)[^`]*` \\|").
		FindAllStringSubmatch(readPaper(t, "README.md"), -1)
	var papers []string
	for _, n := range named {
		papers = append(papers, n[1])
	}
	out, err := runIn(".", program, []string{"--help", "--lang=en"})
	if err != nil {
		t.Fatal(err)
	}
	known := regexp.MustCompile(`(?m)^  ([a-z-]+) {2,}\S`).FindAllStringSubmatch(out, -1)
	var commands []string
	for _, k := range known {
		if k[1] != "help" {
			commands = append(commands, k[1])
		}
	}
	slices.Sort(papers)
	slices.Sort(commands)
	if !slices.Equal(papers, commands) {
		t.Errorf("the README names %q, the program has %q", papers, commands)
	}
}

func TestPapersAreShort(t *testing.T) {
	words := map[string]int{"README.md": maxReadmeWords}
	decisions, err := filepath.Glob("docs/decisions/*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, decision := range decisions {
		words[decision] = maxDecisionWords
	}
	for name, most := range words {
		if got := len(strings.Fields(readPaper(t, name))); got > most {
			t.Errorf("%s has %d words, more than %d", name, got, most)
		}
	}
}

// A link is where a paper points to.
type link struct {
	paper, target string
}

// links finds the targets of a paper's links and pictures, code left out.
func links(paper, body string) []link {
	body = regexp.MustCompile("(?ms)^```.*?^```$|`[^`\n]*`").ReplaceAllString(body, "")
	var found []link
	for _, m := range regexp.MustCompile(`\]\(([^)\s]+)[^)]*\)`).FindAllStringSubmatch(body, -1) {
		found = append(found, link{paper, m[1]})
	}
	return found
}

// slug is the anchor that a heading is reached by.
func slug(heading string) string {
	kept := regexp.MustCompile(`[^\p{L}\p{N} _-]`).ReplaceAllString(strings.ToLower(heading), "")
	return strings.ReplaceAll(strings.TrimSpace(kept), " ", "-")
}

// broken says what is wrong with a link, empty if it leads somewhere.
func broken(l link, exists func(string) bool, read func(string) string) string {
	if strings.Contains(l.target, "://") || strings.HasPrefix(l.target, "mailto:") {
		return ""
	}
	file, anchor, _ := strings.Cut(l.target, "#")
	target := l.paper
	if file != "" {
		target = path.Join(path.Dir(l.paper), file)
	}
	if !exists(target) {
		return "there is no " + target
	}
	if anchor == "" {
		return ""
	}
	heading := regexp.MustCompile(`(?m)^#+ +(.+)$`)
	for _, m := range heading.FindAllStringSubmatch(read(target), -1) {
		if slug(m[1]) == anchor {
			return ""
		}
	}
	return "no heading of " + target + " is called " + anchor
}

func TestLinksInPapersLeadSomewhere(t *testing.T) {
	exists := func(name string) bool {
		_, err := os.Stat(name)
		return !errors.Is(err, os.ErrNotExist)
	}
	read := func(name string) string { return readPaper(t, name) }
	for _, text := range readTree(t) {
		if path.Ext(text.path) != ".md" {
			continue
		}
		for _, l := range links(text.path, text.body) {
			if why := broken(l, exists, read); why != "" {
				t.Errorf("%s: the link to %q is broken: %s", l.paper, l.target, why)
			}
		}
	}
}

// tableRows returns the cells of the rows of all tables in a paper, headings
// left out.
func tableRows(paper string) [][]string {
	var rows [][]string
	body := false
	for _, line := range strings.Split(paper, "\n") {
		switch {
		case !strings.HasPrefix(line, "|"):
			body = false
		case strings.HasPrefix(line, "|---"):
			body = true
		case body:
			var cells []string
			for _, cell := range strings.Split(strings.Trim(line, "|"), "|") {
				cells = append(cells, strings.TrimSpace(cell))
			}
			rows = append(rows, cells)
		}
	}
	return rows
}

// glossaryFaults holds each row of the glossary to four cells that are filled,
// the third in Chinese, and each word to one row.
func glossaryFaults(paper string) []string {
	var faults []string
	seen := map[string]bool{}
	for _, cells := range tableRows(paper) {
		row := strings.Join(cells, " | ")
		switch {
		case len(cells) != 4 || slices.Contains(cells, ""):
			faults = append(faults, "not four cells, all filled: "+row)
		case !regexp.MustCompile(`\p{Han}`).MatchString(cells[2]):
			faults = append(faults, "no Chinese: "+row)
		case seen[cells[0]]:
			faults = append(faults, "twice: "+row)
		}
		seen[cells[0]] = true
	}
	return faults
}

func TestGlossaryHasItsChinese(t *testing.T) {
	paper := readPaper(t, "GLOSSARY.md")
	for _, fault := range glossaryFaults(paper) {
		t.Error(fault)
	}
	nouns := "Place Zone Centre Adjacency Tie Party Good Offer Need Floor Scope Line Shortfall"
	for _, noun := range strings.Fields(nouns) {
		if !strings.Contains(paper, "\n| "+noun+" |") {
			t.Errorf("the glossary has no %s", noun)
		}
	}
}

// changelogFaults holds each release to its three parts, in order.
func changelogFaults(paper string) []string {
	parts := []string{"Safety and correctness", "Features", "Internals"}
	releases := regexp.MustCompile(`(?m)^## `).Split(paper, -1)[1:]
	var faults []string
	for _, release := range releases {
		name, _, _ := strings.Cut(release, "\n")
		var got []string
		for _, m := range regexp.MustCompile(`(?m)^### (.+)$`).FindAllStringSubmatch(release, -1) {
			got = append(got, m[1])
		}
		if !slices.Equal(got, parts) {
			faults = append(faults, fmt.Sprintf("%s has the parts %q, want %q", name, got, parts))
		}
	}
	if len(releases) == 0 {
		faults = append(faults, "no release")
	}
	return faults
}

func TestChangelogHasItsShape(t *testing.T) {
	for _, fault := range changelogFaults(readPaper(t, "CHANGELOG.md")) {
		t.Error(fault)
	}
}

func TestDecisionsHaveTheirShape(t *testing.T) {
	decisions, err := filepath.Glob("docs/decisions/*.md")
	if err != nil {
		t.Fatal(err)
	}
	if len(decisions) == 0 {
		t.Error("no decisions")
	}
	numbers := map[string]bool{}
	for _, decision := range decisions {
		name := regexp.MustCompile(`^(\d{4})-[a-z0-9-]+\.md$`)
		number := name.FindStringSubmatch(path.Base(decision))
		if number == nil || numbers[number[1]] {
			t.Errorf("%s has no number of its own", decision)
			continue
		}
		numbers[number[1]] = true
		paper := strings.ToLower(readPaper(t, decision))
		for _, part := range []string{"context", "choice", "refused"} {
			if !strings.Contains(paper, part) {
				t.Errorf("%s has no part %q", decision, part)
			}
		}
	}
}

func TestArchitectureTellsTheTable(t *testing.T) {
	table := map[string]string{}
	for _, cells := range tableRows(readPaper(t, "ARCHITECTURE.md")) {
		table[strings.Trim(cells[0], "`")] = cells[2]
	}
	for entry, list := range mayImport {
		name := strings.ReplaceAll(entry, ".", "root")
		told, ok := table[name]
		if !ok && !strings.HasSuffix(entry, "/") {
			t.Errorf("ARCHITECTURE.md does not tell of %s", name)
		}
		for _, arrow := range strings.Fields(list) {
			word := strings.NewReplacer("*", "everything", ".", "root").Replace(arrow)
			if ok && !strings.Contains(told, word) {
				t.Errorf("ARCHITECTURE.md does not say that %s may import %s", name, word)
			}
		}
	}
}

// TestArchitectureNamesFilesThatAreThere holds the walk from file to report to
// the files that do it.
func TestArchitectureNamesFilesThatAreThere(t *testing.T) {
	paper := readPaper(t, "ARCHITECTURE.md")
	named := regexp.MustCompile("`([a-z0-9_/]+\\.go)`").FindAllStringSubmatch(paper, -1)
	for _, n := range named {
		if _, err := os.Stat(n[1]); err != nil {
			t.Errorf("ARCHITECTURE.md: %v", err)
		}
	}
	if len(named) < 10 {
		t.Errorf("ARCHITECTURE.md names %d files, want the whole walk", len(named))
	}
}

func TestPaperRulesFindFaults(t *testing.T) {
	readme := "x\n```sh\nmake check # all\n\n# a comment\ngo run ./x\n```\n```\nnot this\n```\n"
	if got := shellLines(readme); !slices.Equal(got, []string{"make check", "go run ./x"}) {
		t.Errorf("shell lines: %q", got)
	}
	found := links("docs/a.md", "[x](b.md#to-it) ![y](c.png \"t\") `[z](d.md)` [w](https://w.org)")
	if len(found) != 3 {
		t.Errorf("links: %q", found)
	}
	exists := func(name string) bool { return name == "docs/b.md" }
	read := func(string) string { return "# To it!\n" }
	want := []string{"", "there is no docs/c.png", ""}
	for i, l := range found {
		if got := broken(l, exists, read); got != want[i] {
			t.Errorf("%q: %q, want %q", l.target, got, want[i])
		}
	}
	if got := broken(link{"docs/b.md", "#nowhere"}, exists, read); got == "" {
		t.Error("an anchor that leads nowhere is not found")
	}
	head := "| a | b | c | d |\n|---|---|---|---|\n"
	for _, rows := range []string{"| x | y | z | d |", "| x | | 县 | d |", "| x | 县 | d |"} {
		if got := glossaryFaults(head + rows); len(got) != 1 {
			t.Errorf("glossary %q: %q", rows, got)
		}
	}
	good := "| x | y | 县 | d |\n"
	if got := glossaryFaults(head + good); len(got) != 0 {
		t.Errorf("a good glossary: %q", got)
	}
	if got := glossaryFaults(head + good + good); len(got) != 1 {
		t.Errorf("a word twice: %q", got)
	}
	shape := "# C\n\n## 1\n\n### Safety and correctness\n\n### Features\n"
	if got := changelogFaults(shape); len(got) != 1 {
		t.Errorf("a release without its third part: %q", got)
	}
	if got := changelogFaults(shape + "\n### Internals\n"); len(got) != 0 {
		t.Errorf("a good changelog: %q", got)
	}
}
