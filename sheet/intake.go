package sheet

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// An Outcome is what comes of a row.
type Outcome string

// The outcomes.
const (
	Creates Outcome = "create"
	Changes Outcome = "change"
	Same    Outcome = "same"
	Refuses Outcome = "refuse"
)

// A Line is a row of a sheet, or several of one thing, and what comes of it.
type Line struct {
	*Tab
	Row int
	Reading
	Outcome Outcome
	Diffs   []Diff
	said    Record
	unknown []string // the fields in which it names what there is not
	group   *group   // the rows of one thing, of which this is one
}

// What is what a line is about: the first that it says.
func (l *Line) What() string {
	var says []string
	for i := range l.Noun.Fields {
		if text := l.Now[l.Noun.Fields[i].Name]; text != "" && len(says) < mostSaid {
			says = append(says, text)
		}
	}
	return strings.Join(says, " · ")
}

// mostSaid is how many cells tell one line from others.
const mostSaid = 4

// A Diff is what a row says otherwise than the office.
type Diff struct {
	Head, Was, Now string
}

// A Fault is why a row is refused, and where. Row 0 is the sheet as a whole, and
// column -1 the row as a whole; columns count from 0.
type Fault struct {
	*hinterland.Refusal
	Tab         *Tab
	Row, Column int
}

// An Intake is what some files say, compared with what the office has.
type Intake struct {
	Files  []*File
	Lines  []*Line
	Faults []Fault
	// Passed are the sheets that are about nothing known, and the columns that no sheet
	// has: nothing of them is read.
	Passed []string
	// Rehearsed says that the records have been asked too: nothing that they would
	// refuse is left unsaid.
	Rehearsed bool

	say    *lang.Printer
	steps  []office.Step
	owners []*Line       // of the steps
	told   map[spot]bool // what has a fault
}

// A spot is a cell of a sheet, or, without a column, a row.
type spot struct {
	tab         *Tab
	row, column int
}

// Batch is one act that makes everything so that is not. There may be nothing.
func (in *Intake) Batch() *office.Batch { return &office.Batch{Acts: in.steps} }

// Count is how many rows have an outcome.
func (in *Intake) Count(of Outcome) (n int) {
	for _, l := range in.Lines {
		if l.Outcome == of {
			n++
		}
	}
	return n
}

// Digest is one number for what is to be done: what it rests on included, so that
// it is another once something was changed that it would overwrite.
func (in *Intake) Digest() string {
	text, err := json.Marshal(in.Batch())
	if err != nil {
		panic("sheet: acts are plain data: " + err.Error())
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// Refusals are all faults, each at its cell.
func (in *Intake) Refusals() hinterland.Refusals {
	all := make(hinterland.Refusals, len(in.Faults))
	for i, f := range in.Faults {
		all[i] = f.Refusal
	}
	return all
}

// Place takes the refusals of the batch as faults of its rows, and returns an
// error that is none.
func (in *Intake) Place(err error) error {
	refusals := hinterland.RefusalsIn(err)
	if len(refusals) == 0 {
		return err
	}
	for _, r := range refusals {
		number, field, _ := strings.Cut(strings.TrimPrefix(r.At.Column, "acts."), ".")
		n, err := strconv.Atoi(number)
		if err != nil || n < 1 || n > len(in.owners) {
			in.Faults = append(in.Faults, Fault{r, nil, 0, -1})
			continue
		}
		in.nameDouble(in.owners[n-1], r)
		in.refuse(in.owners[n-1], field, r)
	}
	in.sort()
	return nil
}

// nameDouble says of a line that is like another one of the same files which row that
// is, and of which sheet where it is of another.
func (in *Intake) nameDouble(l *Line, r *hinterland.Refusal) {
	n, is := r.Args["act"].(int)
	if !is || n < 1 || n > len(in.owners) {
		return
	}
	other := in.owners[n-1]
	r.Args["row"] = other.Row
	if other.Tab != l.Tab {
		r.Args["sheet"] = other.Called()
	}
}

// sort puts faults in the order in which files and rows have them.
func (in *Intake) sort() {
	place := map[*Tab]int{}
	for _, f := range in.Files {
		for _, t := range f.Tabs {
			place[t] = len(place)
		}
	}
	slices.SortStableFunc(in.Faults, func(a, b Fault) int {
		return cmp.Or(place[a.Tab]-place[b.Tab], a.Row-b.Row, a.Column-b.Column)
	})
}

// refuse notes why a line is refused, at the cell of a field. Of one cell the first
// reason is told.
func (in *Intake) refuse(l *Line, field string, r *hinterland.Refusal) {
	if l.group != nil && strings.Contains(field, ".") {
		l = l.group.line(l, field)
	}
	row, column := l.place(field)
	l.Outcome = Refuses
	here := spot{l.Tab, row, column}
	if in.told[here] {
		return
	}
	in.told[here] = true
	at := hinterland.Where{File: l.Called(), Line: row}
	if column >= 0 {
		at.Column, at.Value = strings.TrimSpace(l.cell(l.head+1, column)), l.cell(row, column)
	} else if f := l.Noun.lacked(field); f != nil {
		at.Column = f.HeadOf(in.say)
	}
	r.At = hinterland.At(at.Column, at.Value)
	r.At.File, r.At.Line = at.File, at.Line
	in.Faults = append(in.Faults, Fault{r, l.Tab, row, column})
}

// place is the cell of what refusals call a field, "name" or "items.2.floor"; column
// -1 where it has none.
func (l *Line) place(field string) (row, column int) {
	row, column = l.Row, -1
	if at, has := l.at[field]; has {
		return row, at
	}
	name := bare(field)
	for i := range l.Noun.Fields {
		f := l.Noun.Fields[i].Name
		at, has := l.at[f]
		if has && (f == name || strings.HasPrefix(name, f+".")) {
			return row, at
		}
		if has && column < 0 && strings.HasPrefix(f, name+".") {
			column = at
		}
	}
	return row, column
}

// bare is a field without the numbers of lists: "items.floor" of "items.2.floor".
func bare(field string) string {
	var words []string
	for word := range strings.SplitSeq(field, ".") {
		if _, err := strconv.Atoi(word); err != nil {
			words = append(words, word)
		}
	}
	return strings.Join(words, ".")
}
