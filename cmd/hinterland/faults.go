package main

import (
	"fmt"
	"maps"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"hinterland"
	"hinterland/lang"
)

// What is told in words: of faults that are the same but for their lines the
// first few, and of all faults as many as anybody reads. The lines of the rest
// are named, and the count says how many there are.
const (
	maxAlike = 5
	maxTold  = 200
)

// maxValue is how many characters of a cell are shown.
const maxValue = 60

// tellRefusals words refusals, one line each with its remedy, those that are
// alike together.
func (c *console) tellRefusals(refusals hinterland.Refusals) {
	refusals.Sort()
	told := 0
	for _, group := range alike(refusals) {
		for i, r := range group {
			if told == maxTold || i == maxAlike && r.At.Line > 0 {
				break
			}
			c.printError(c.refusal(r))
			told++
		}
		if rest := group[min(maxAlike, len(group)):]; len(rest) > 0 && rest[0].At.Line > 0 {
			c.printError(c.where(hinterland.Where{File: rest[0].At.File}) +
				c.say.Say("refusals.alike", lang.Args{
					"count": len(rest), "column": rest[0].At.Column, "lines": lineRanges(rest),
				}))
		}
	}
	if len(refusals) > 1 {
		c.printError(c.say.Say("refusals.count", lang.Args{"count": len(refusals)}))
	}
}

// alike puts refusals that break one rule in one column of one file together,
// in the order of their first lines.
func alike(refusals hinterland.Refusals) []hinterland.Refusals {
	type kind struct {
		file, column string
		reason       hinterland.Reason
	}
	at := map[kind]int{}
	var groups []hinterland.Refusals
	for _, r := range refusals {
		k := kind{r.At.File, r.At.Column, r.Reason}
		i, known := at[k]
		if !known {
			i = len(groups)
			at[k], groups = i, append(groups, nil)
		}
		groups[i] = append(groups[i], r)
	}
	return groups
}

// maxRanges is how many runs of lines are named.
const maxRanges = 12

// lineRanges names the lines of refusals that are sorted: "7–9, 12".
func lineRanges(refusals hinterland.Refusals) []string {
	var runs [][2]int
	for _, r := range refusals {
		if n := len(runs); n > 0 && r.At.Line <= runs[n-1][1]+1 {
			runs[n-1][1] = r.At.Line
		} else {
			runs = append(runs, [2]int{r.At.Line, r.At.Line})
		}
	}
	var texts []string
	for _, run := range runs[:min(len(runs), maxRanges)] {
		text := strconv.Itoa(run[0])
		if run[1] > run[0] {
			text = fmt.Sprintf("%d–%d", run[0], run[1])
		}
		texts = append(texts, text)
	}
	if len(runs) > maxRanges {
		texts = append(texts, "…")
	}
	return texts
}

// refusal words one refusal: where, what, which rule, which remedy.
func (c *console) refusal(r *hinterland.Refusal) string {
	args := lang.Args(r.Args)
	if r.Reason == "act.denied" {
		args = c.denied(args)
	}
	text := c.say.Say("refusal."+string(r.Reason), args)
	remedy := c.say.Say("remedy."+string(r.Reason), args)
	return c.where(r.At) + c.say.Say("refusal.line", lang.Args{"text": text, "remedy": remedy})
}

// denied words the duties that an act needs, and who holds them.
func (c *console) denied(args lang.Args) lang.Args {
	listed := func(name string) []string {
		text, _ := args[name].(string)
		return strings.Fields(text)
	}
	words := maps.Clone(args)
	duties, holders := listed("duties"), listed("holders")
	for i, d := range duties {
		// lang: duty.keeper duty.clerk duty.liaison duty.signatory duty.planner
		duties[i] = c.say.Say("duty."+d, nil)
	}
	words["duties"], words["holders"] = duties, holders
	switch {
	case len(holders) > 0:
	case args["known"] == true:
		words["holders"] = c.say.Say("denied.nobody", nil)
	default:
		words["holders"] = c.say.Say("denied.untold", nil)
	}
	return words
}

func (c *console) where(at hinterland.Where) string {
	args := lang.Args{
		"file": at.File, "line": at.Line, "column": shown(at.Column), "value": shown(at.Value),
	}
	switch {
	case at.File == "" && at.Column == "":
		return ""
	case at.File == "": // a field of an act
		return c.say.Say("where.field", args)
	case at.Line == 0 && at.Value != "": // of a flag, or of a file without lines
		return c.say.Say("where.value", args)
	case at.Line == 0:
		return c.say.Say("where.file", args)
	case at.Column == "":
		return c.say.Say("where.line", args)
	case at.Value == "": // a blank cell, or a column that is missing
		return c.say.Say("where.column", args)
	}
	return c.say.Say("where.cell", args)
}

// shown makes a cell fit to be printed: the beginning of a long one, and what
// cannot be seen, or would change what is, as the number of its character.
func shown(value string) string {
	if utf8.RuneCountInString(value) > maxValue {
		value = string([]rune(value)[:maxValue]) + "…"
	}
	return visible(value)
}

// visible makes a text fit to be printed, however long it is.
func visible(value string) string {
	odd := func(r rune) bool { return r == utf8.RuneError || !unicode.IsGraphic(r) }
	if !strings.ContainsFunc(value, odd) {
		return value
	}
	var b strings.Builder
	for _, r := range value {
		if odd(r) {
			fmt.Fprintf(&b, "<U+%04X>", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}
