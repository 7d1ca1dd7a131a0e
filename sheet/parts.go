package sheet

import (
	"slices"
	"strings"

	"hinterland"
	"hinterland/office"
)

// Of a noun with parts, rows with the same mark are of one thing, and a row without one is
// of the thing above. Columns without a dot in their names are said
// of it as a whole, once or in each row; those with one of a part of it, and where all of
// them are blank, of the part above; those with two of what is below that.

// A group is the rows of one thing.
type group struct {
	lines []*Line
	was   []Record         // the rows that stand of it
	of    map[string]*Line // rows by what refusals call a part: "items.2"
}

// line is the row of what refusals call a field, or that of the part that it is in; one
// that is known where it is in none.
func (g *group) line(known *Line, field string) *Line {
	for at := field; at != ""; at = at[:max(0, strings.LastIndex(at, "."))] {
		if l := g.of[at]; l != nil {
			return l
		}
	}
	return known
}

// mark says of which thing a row is: the fields by which that is found, or the first
// where the office makes its key; empty where none is filled in.
func (n *Noun) mark(r Record) string {
	var said []string
	for i := range n.Fields[:max(1, n.Keys)] {
		said = append(said, r[n.Fields[i].Name])
	}
	return strings.Trim(strings.Join(said, " "), " ")
}

// depth is how deep a field lies.
func (f *Field) depth() int { return strings.Count(f.Name, ".") }

// groups puts the rows of each thing of each sheet together, in their order.
func groups(lines []*Line) (all []*group) {
	type named struct {
		tab  *Tab
		mark string
	}
	known := map[named]*group{}
	var last *group
	for _, l := range lines {
		mark := l.Noun.mark(l.said)
		if mark != "" || last == nil || last.lines[0].Tab != l.Tab {
			last = known[named{l.Tab, mark}]
		}
		if last == nil {
			last = &group{of: map[string]*Line{}}
			known[named{l.Tab, mark}], all = last, append(all, last)
		}
		last.lines, l.group = append(last.lines, l), last
	}
	return all
}

// sort puts the rows of a thing in the order of their days, where it has one:
// they are recorded so, whichever comes first in the sheet.
func (g *group) sort(n *Noun) {
	if n.Sorted == "" {
		return
	}
	of := n.Fields[0].Name
	for _, l := range g.lines { // a row without a mark is of the thing above
		l.said[of] = g.lines[0].said[of]
	}
	slices.SortStableFunc(g.lines, func(a, b *Line) int {
		return strings.Compare(a.said[n.Sorted], b.said[n.Sorted])
	})
}

// compareParts compares the rows of a noun that has parts.
func (c *comparison) compareParts(n *Noun, lines []*Line) error {
	for _, l := range lines {
		if err := c.name(l); err != nil {
			return err
		}
	}
	records, err := n.Stands(c.v)
	if err != nil {
		return err
	}
	stands := map[string][]Record{}
	for _, r := range records {
		stands[n.mark(r)] = append(stands[n.mark(r)], r)
	}
	for _, g := range groups(lines) {
		g.sort(n)
		g.was = stands[n.mark(g.lines[0].said)]
		c.fill(g)
		if err := c.actOf(g); err != nil {
			return err
		}
	}
	return nil
}

// fill finds out what each row of a group says, and what stands where it says it.
func (c *comparison) fill(g *group) {
	first := g.lines[0]
	for i, l := range g.lines {
		l.Now = Record{}
		if i < len(g.was) {
			l.Was = g.was[i]
		}
		above := first
		if i > 0 {
			above = g.lines[i-1]
		}
		for j := range l.Noun.Fields {
			f := &l.Noun.Fields[j]
			l.Now[f.Name] = l.saysOf(f, first, above)
			head := f.depth() == 0 && j > 0
			if was := first.Now[f.Name]; head && l != first && l.Now[f.Name] != was {
				c.refuse(l, f.Name, hinterland.Refuse(hinterland.Conflict, "sheet.differs",
					hinterland.Args{"row": first.Row, "value": was}))
			}
		}
	}
}

// saysOf is what a row says in a column, or leaves to the first row or the one above.
func (l *Line) saysOf(f *Field, first, above *Line) string {
	said, has := l.said[f.Name]
	switch {
	case !has && l.Was != nil:
		return l.Was[f.Name]
	case l == first:
		return said
	case said == "" && f.depth() == 0:
		return first.Now[f.Name]
	case f.depth() == 1 && !l.saysAny(1):
		return above.Now[f.Name]
	}
	return said
}

// saysAny reports whether a row says anything of some depth.
func (l *Line) saysAny(depth int) bool {
	return slices.ContainsFunc(l.Noun.Fields, func(f Field) bool {
		return f.depth() == depth && l.said[f.Name] != ""
	})
}

// actOf makes the act of a group, if it says anything new and nothing is wrong.
func (c *comparison) actOf(g *group) error {
	changed := false
	for i, l := range g.lines {
		if l.Outcome != Refuses {
			l.Outcome = Creates
		}
		if i < len(g.was) && l.Outcome != Refuses {
			l.Outcome = Same
			if l.differ(c.say); len(l.Diffs) > 0 {
				l.Outcome = Changes
			}
		}
		changed = changed || l.Outcome != Same
	}
	if !changed && len(g.lines) == len(g.was) {
		return nil
	}
	first := g.lines[0]
	if len(g.lines) < len(g.was) {
		c.refuse(first, first.Noun.Fields[0].Name, hinterland.Refuse(hinterland.Invalid,
			"sheet.partly", hinterland.Args{"count": len(g.was)}))
		return nil
	}
	if g.was != nil && g.was[0]["stage"] == string(hinterland.DraftStage) {
		c.refuse(first, first.Noun.Fields[0].Name,
			hinterland.Refuse(hinterland.Invalid, "sheet.draft", nil))
		return nil
	}
	act, unread := first.Noun.Act(g, c.v), false
	for _, l := range g.lines {
		for _, r := range l.faults {
			c.refuse(l, r.At.Column, r)
			unread = true
		}
	}
	if c.refused(g) {
		c.beside(first, act, unread)
		return nil
	}
	if err := c.step(first, act); err != nil || c.refused(g) {
		return err
	}
	c.steps, c.owners = append(c.steps, office.Step{Act: act}), append(c.owners, first)
	return nil
}

// beside tells what an act refuses by itself besides what of its rows is unknown or cannot
// be read: only what stands in a cell, since the whole may be refused for that alone, and,
// where a day cannot be read, nothing that compares days.
func (c *comparison) beside(of *Line, act office.Act, unread bool) {
	for _, r := range office.Faults(act) {
		l := of
		if strings.Contains(r.At.Column, ".") {
			l = of.group.line(of, r.At.Column)
		}
		_, column := l.place(r.At.Column)
		if column >= 0 && !(unread && comparesDays(r.Reason)) {
			c.refuse(of, r.At.Column, r)
		}
	}
}

// comparesDays reports whether a reason is that days do not fit one another.
func comparesDays(r hinterland.Reason) bool {
	switch r {
	case "term.backwards", "class.short", "class.annual", "class.standing",
		"schedule.term", "schedule.order", "item.back.early", "belonging.twice":
		return true
	}
	return false
}

// unknown reports whether a row of a group names in one of some fields what there is not.
func (g *group) unknown(fields ...string) bool {
	return slices.ContainsFunc(g.lines, func(l *Line) bool {
		return slices.ContainsFunc(fields, func(f string) bool {
			return slices.Contains(l.unknown, f)
		})
	})
}

// refused reports whether a row of a group is.
func (c *comparison) refused(g *group) bool {
	return slices.ContainsFunc(g.lines, func(l *Line) bool { return l.Outcome == Refuses })
}
