package web

import (
	"net/url"
	"strconv"
	"strings"

	"hinterland"
	"hinterland/office"
)

// A rival is who has changed, while somebody filled in a form, what the form
// would overwrite. Rest is what stands now and has no field in the form.
type rival struct {
	Who        string
	Path, Link string // of the entry
	Rest       []fact
}

// based is the entry that the form rests on; an act that has lost it is
// refused.
func (d *draft) based() office.Based {
	base, _ := strconv.ParseInt(d.typed.Get(baseField), 10, 64) // else it is none
	return office.Based{Base: base}
}

// rest notes on which entry the form rests, if its act would overwrite
// something.
func (f form) rest(d *draft) error {
	act := f.read(&draft{ask: d.ask, typed: url.Values{forField: d.typed[forField]}})
	base, err := d.v.Base(act)
	if base > 0 {
		d.typed.Set(baseField, strconv.FormatInt(base, 10))
	}
	return err
}

// standing makes the draft of a form that is filled in with what stands now,
// where the first fault is that somebody else was first, and finds the entry
// that says so. Sent again, the form rests on that entry: its sender knows.
func (f form) standing(d *draft) (now *draft, entry int64, err error) {
	now = &draft{ask: d.ask, typed: url.Values{forField: d.typed[forField]}}
	if len(d.told) == 0 {
		return now, 0, nil
	}
	switch d.told[0].Reason {
	case "act.base":
		if f.start != nil {
			err = f.start(now)
		}
		if err == nil {
			err = f.rest(now)
		}
		d.typed[baseField] = now.typed[baseField]
		entry = now.based().Base
	case "receipt.twice":
		entry, err = f.rival(now)
	}
	return now, entry, err
}

// compare puts beside each field that differs from what stands now what that
// is, who wrote it and when.
func (f form) compare(d *draft, page *formPage) error {
	now, entry, err := f.standing(d)
	if err != nil || entry == 0 {
		return err
	}
	there, err := f.paint(now)
	if err != nil {
		return err
	}
	who, err := d.rival(entry)
	if err != nil {
		return err
	}
	standing := map[string]*field{}
	for _, f := range there.fields() {
		standing[now.slot(f.Name)] = f
	}
	for _, f := range page.fields() {
		slot := d.slot(f.Name)
		other, ok := standing[slot]
		delete(standing, slot)
		switch {
		case !ok && f.Value != "":
			f.Now = d.say.Say("web.now.gone", nil)
		case ok && now.typed.Has(other.Name) && now.plain(other) != d.plain(f):
			f.Now = d.say.Say("web.now", map[string]any{
				"value": d.shown(other), "who": who.Who,
			})
		}
	}
	who.Rest = d.unplaced(there, standing, now)
	page.Rival = who
	return nil
}

// rival tells who made an entry and when, as far as the reader may see.
func (d *draft) rival(entry int64) (*rival, error) {
	r := &rival{
		Who: d.say.Say("web.now.somebody", nil), Path: entryPath(entry),
		Link: d.say.Say("web.done.entry", map[string]any{"entry": entry}),
	}
	e, err := d.v.EntryHead(entry)
	if len(refusalsIn(err)) > 0 {
		return r, nil
	}
	if err != nil {
		return nil, err
	}
	n, err := d.names(d.v)
	if err != nil {
		return nil, err
	}
	line, err := d.entry(n, &e)
	r.Who = d.say.Say("web.now.who",
		map[string]any{"person": line.By, "party": line.For, "at": line.At})
	return r, err
}

// unplaced are fields that stand now and that the form does not have.
func (d *draft) unplaced(there *formPage, standing map[string]*field, now *draft) []fact {
	var facts []fact
	for g := range there.Groups {
		part := formPage{Groups: there.Groups[g : g+1]}
		for _, f := range part.fields() {
			if standing[now.slot(f.Name)] == nil || f.Value == "" {
				continue
			}
			label := f.Label
			if legend := there.Groups[g].Legend; legend != "" {
				label = legend + " · " + label
			}
			facts = append(facts, fact{Label: label, Text: d.shown(f)})
		}
	}
	return facts
}

// slot is what a field is about, wherever it stands: parts of a list that have
// numbers of their own are known by these.
func (d *draft) slot(name string) string {
	list, rest, _ := strings.Cut(name, ".")
	place, field, ok := strings.Cut(rest, ".")
	number := d.typed.Get(list + "." + place + ".number")
	if !ok || number == "" {
		return name
	}
	return list + ".number " + number + "." + field
}

// plain is what is typed in a field, without what is only for the eye.
func (d *draft) plain(f *field) string {
	if f.Kind == "number" {
		return d.number(f.Name)
	}
	return d.text(f.Name)
}

// shown is what a field holds, as people read it.
func (d *draft) shown(f *field) string {
	if f.Value == "" {
		return d.say.Say("web.now.blank", nil)
	}
	for _, o := range f.Options {
		if o.Value == f.Value {
			return o.Text
		}
	}
	if day, err := hinterland.ParseDay(f.Value); f.Kind == "day" && err == nil {
		return dayWords(d.say, day)
	}
	return strings.TrimSpace(f.Value + " " + f.Unit)
}
