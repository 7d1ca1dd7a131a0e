package web

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// splitsAtOnce is to how many commitments a delivery can be split on a form.
const splitsAtOnce = 12

// splitField is where to type how much of a delivery is meant for a day: one
// field for each, so that none moves while others are left blank.
const splitField = "split."

// splitNames are the fields in which something was typed, by day.
func (d *draft) splitNames() []string {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(d.typed)) {
		if strings.HasPrefix(name, splitField) && d.text(name) != "" {
			names = append(names, name)
		}
	}
	return names
}

// readSplit reads for which commitments a delivery is meant.
func (d *draft) readSplit() []hinterland.Scheduled {
	var parts []hinterland.Scheduled
	for _, name := range d.splitNames() {
		due, err := hinterland.ParseDay(strings.TrimPrefix(name, splitField))
		d.fault(name, err)
		parts = append(parts, hinterland.Scheduled{Due: due, Quantity: d.number(name)})
	}
	return parts
}

// splitGroup is where a delivery is split, if its sender wants to: to days on
// which something of the item is lacking, or something was typed.
func (d *draft) splitGroup(p *office.Promise) group {
	g := group{Hint: d.say.Say("web.split.hint", nil)}
	typed := d.splitNames()
	for _, c := range p.Due {
		name := splitField + c.Due.String()
		at := slices.Index(typed, name)
		if at < 0 && (c.Sent == c.Quantity || len(g.Fields) >= splitsAtOnce) {
			continue
		}
		f := d.filled("number", name).optional().unit(p.Of.Unit).
			labelled(d.say.Say("web.split.due", lang.Args{
				"day":     dayWords(d.say, c.Due),
				"lacking": quantity(d.say, c.Quantity-c.Sent, p.Of.Decimals) + " " + p.Of.Unit,
			}))
		if at >= 0 { // it is a part of the act, whose fields have names of their own
			f = f.instead(fmt.Sprintf("for.%d.quantity", at+1), fmt.Sprintf("for.%d.due", at+1),
				"for")
		}
		g.Fields = append(g.Fields, f)
	}
	return g
}
