package web

import (
	"slices"
	"strings"

	"hinterland"
	"hinterland/sheet"
)

// A formPage is a form as it is shown.
type formPage struct {
	Title   string
	Lead    string
	Action  string
	Key     string
	For     string // the party that it is filled in for
	By      string // the person who opened it
	ForName string
	Facts   []fact
	Hidden  []field
	Groups  []group
	Faults  []fault
	Notice  *notice
	Preview *previewBody
	Submit  string // what the button says
	Frozen  *frozenText
	Base    string // the entry that last changed what it would overwrite, if it would
	Rival   *rival // who has changed that meanwhile
	Once    bool   // it is sent without a preview
	Do      string // what the main button does, where that is not to send the form
	Again   *button
	Drawing *drawingBody // of zones that are drawn
	Mapping *mappingBody // of a map that was looked at
	Moves   *zoneMoves   // of a place that is moved
	Effect  *effectBody  // of a line that is fixed
}

// A fact is something that a page says about what it is about.
type fact struct {
	Label, Text, Link string
}

// A group is what belongs together on a form: fields, or rows of them.
type group struct {
	ID      string
	Legend  string
	Fold    string // what it is folded under, where few need it
	Needed  bool   // a fault is mended by what is folded here
	Hint    string
	Fields  []field
	Heads   []string // of the columns, where the group has rows
	Rows    [][]field
	Wide    string // what the rows are called, where they are wider than the page
	Buttons []button
}

// Open reports whether a group that is folded is shown open: something is typed
// in it, or told of it, or leads to it.
func (g *group) Open() bool {
	return g.Needed || slices.ContainsFunc(g.Fields, func(f field) bool {
		return f.Value != "" || f.Fault != nil || f.Now != ""
	})
}

// A button does something to the form and leaves the records alone.
type button struct {
	Do, Text string
	To       string // where the page is shown again
}

// A field is one thing to be typed or chosen.
type field struct {
	Kind     string // text, lines, note (a few lines), rows (of a sheet), day, number, choice, tick
	Name     string
	Label    string
	Hint     string
	Unit     string
	Value    string
	Accept   string // of a file: how its name may end, for browsers
	Options  []option
	Optional bool
	Also     *action // what there is to be read about it, in a window beside
	Fault    *fault
	Stands   []string // for which fields of the act that the form does not have
	Now      string   // what stands there now, where somebody else has changed it
}

// An option is one thing that may be chosen.
type option struct {
	Value, Text string
}

// field makes a field of what was typed; key is that of its label.
func (d *draft) field(kind, name, key string) field {
	return d.filled(kind, name).labelled(d.say.Say(key, nil))
}

// filled is a field of what was typed, without a label so far.
func (d *draft) filled(kind, name string) field {
	return field{Kind: kind, Name: name, Value: d.typed.Get(name)}
}

// optional is a field that may be left blank, or become so again.
func (f field) optional() field {
	f.Optional = true
	if f.Kind == "choice" {
		return f.from(f.Options)
	}
	return f
}

// labelled is a field whose label names something.
func (f field) labelled(text string) field { f.Label = text; return f }

// hint says below the label what is to be typed.
func (f field) hint(text string) field { f.Hint = text; return f }

// instead is a field that stands for others, which the act has and the form
// has not: what is wrong with them is told beside it.
func (f field) instead(of ...string) field { f.Stands = of; return f }

// unit says behind the field what is counted.
func (f field) unit(text string) field { f.Unit = text; return f }

// from offers options, with a blank one first where nothing may be chosen, or
// nothing is chosen yet that is offered: no browser is to choose for its reader.
func (f field) from(options []option) field {
	f.Options = options
	has := func(value string) bool {
		return slices.ContainsFunc(options, func(o option) bool { return o.Value == value })
	}
	if !has(f.Value) {
		f.Value = ""
	}
	if (f.Optional || f.Value == "" && len(options) != 1) && !has("") {
		f.Options = append([]option{{}}, options...)
	}
	return f
}

// empty reports whether there is nothing to choose.
func (f *field) empty() bool {
	there := func(o option) bool { return o.Value != "" }
	return f.Kind == "choice" && !slices.ContainsFunc(f.Options, there)
}

// enter is the button that the enter key stands for: it sends a short form,
// and shows what a long one would do, where it may have been meant for a row.
func (p *formPage) enter() string {
	if p.Do != "" {
		return p.Do
	}
	if p.Again != nil {
		return p.Again.Do
	}
	for _, g := range p.Groups {
		if len(g.Buttons) > 0 {
			return previewButton
		}
	}
	return sendButton
}

// fields are pointers to all fields of the page, in the order of reading.
func (p *formPage) fields() []*field {
	var all []*field
	for g := range p.Groups {
		for i := range p.Groups[g].Fields {
			all = append(all, &p.Groups[g].Fields[i])
		}
		for _, row := range p.Groups[g].Rows {
			for i := range row {
				all = append(all, &row[i])
			}
		}
	}
	return all
}

// placed finds fields by name: by their own, else as the first one below it
// ("parties" is "parties.1"), else as the one that stands for it.
func (p *formPage) placed() map[string]*field {
	all, by := p.fields(), map[string]*field{}
	put := func(name string, f *field) {
		if by[name] == nil {
			by[name] = f
		}
	}
	for _, f := range all {
		put(f.Name, f)
	}
	for _, f := range all {
		for at := len(f.Name); at > 0; at = strings.LastIndexByte(f.Name[:at], '.') {
			put(f.Name[:at], f)
		}
	}
	for _, f := range all {
		for _, name := range f.Stands {
			put(name, f)
		}
	}
	return by
}

// place puts each fault beside the field that it is about, and lists them as
// their fields stand, after those of the form as a whole. Of a field that
// stands for several it says once that it is blank, and not at all where there
// is more to say; and once what is wrong with all of them alike.
func (p *formPage) place() {
	by, told := p.placed(), make([]fault, 0, len(p.Faults))
	of := func(fault *fault) *field {
		f := by[fault.Column]
		if f == nil && strings.HasPrefix(fault.Column, stepsField+".") {
			f = by[stepsField] // where all rows of a sheet stand
		}
		return f
	}
	all, faults := p.fields(), slices.Clone(p.Faults)
	slices.SortStableFunc(faults, func(x, y fault) int {
		return slices.Index(all, of(&x)) - slices.Index(all, of(&y)) // -1 for none
	})
	for _, fault := range faults {
		f := of(&fault)
		switch {
		case fault.Column == "":
		case f == nil:
			fault.Field = ""
		case f.Fault != nil &&
			(fault.Reason == "cell.blank" || fault.Text == f.Fault.Text):
			continue
		default:
			fault.Field, fault.Label = f.Name, f.Label
		}
		told = append(told, fault) // which has the room, so that it stays where it is
		if f != nil && f.Fault == nil {
			f.Fault = &told[len(told)-1]
		}
	}
	p.Faults = told
}

// choose says of a fault of what has to be chosen that it stands beside the
// list of what there is, as its reader calls it: rules name values as acts have
// them.
func (d *draft) choose(page *formPage) {
	for _, f := range page.fields() {
		told := f.Fault
		if told == nil || f.Kind != "choice" || told.Column != f.Name || f.Value != "" {
			continue
		}
		value := d.text(f.Name)
		if value == "" && f.Optional {
			continue // which may be right, and something else wrong
		}
		if value == "" || told.Text == d.say.Say("web.blank", nil) {
			told.Text, told.Remedy = d.say.Say("web.choose", nil), ""
		} else {
			told.Remedy = d.say.Say("web.choose.list", nil)
		}
	}
}

// text is what was typed in a field, without spaces around it.
func (d *draft) text(name string) string {
	return strings.TrimSpace(strings.ReplaceAll(d.typed.Get(name), "\r\n", "\n"))
}

// number is a number as people type it, as the records write it.
func (d *draft) number(name string) string { return sheet.Number(d.text(name)) }

// day reads a day as people type it.
func (d *draft) day(name string) hinterland.Day {
	day, err := sheet.Day(d.text(name))
	d.fault(name, err)
	return day
}

// fault notes that a field could not be read.
func (d *draft) fault(name string, err error) {
	for _, r := range refusalsIn(err) {
		d.faults = append(d.faults, r.In(hinterland.Where{Column: name, Value: d.typed.Get(name)}))
	}
}
