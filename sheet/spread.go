package sheet

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// A noun that is spread says something of each period of a horizon, which a field of
// its rows names, in as many columns. Above each stands the number of its period, and
// behind that its days, so that nobody fills in the year before.

// by is the field that names the horizon.
const by = "horizon"

// spreads is the stem of the names of the columns.
const spreads = "quantities."

// spreadField is the column of a period, with its days where they are known.
func spreadField(number int, days string) Field {
	return Field{
		Name: spreads + strconv.Itoa(number), Number: number, Unit: days, Form: Figure, May: true,
	}
}

// periodFields are the columns of all periods of a horizon.
func periodFields(h *hinterland.Horizon) []Field {
	fields := make([]Field, h.Periods)
	for i := range fields {
		days := h.Days(hinterland.Period(i + 1))
		fields[i] = spreadField(i+1, days.From.String()+" – "+(days.To-1).String())
	}
	return fields
}

// spread is the noun with the columns of those heads that are a number of a period.
func (n *Noun) spread(heads []string) *Noun {
	wide := *n
	wide.Fields = slices.Clone(n.Fields)
	for _, head := range heads {
		bare, days := unbracketed(head)
		number, err := strconv.Atoi(strings.TrimPrefix(bare, spreads))
		if err == nil && number >= 1 && number <= hinterland.MaxPeriods {
			wide.Fields = append(wide.Fields, spreadField(number, days))
		}
	}
	return &wide
}

// unbracketed takes apart a head and what stands in brackets behind it.
func unbracketed(head string) (bare, inside string) {
	head = strings.TrimSpace(head)
	at := strings.IndexAny(head, "(（")
	if at <= 0 {
		return head, ""
	}
	return strings.TrimSpace(head[:at]), strings.Trim(head[at:], "()（） ")
}

// horizons are those that rows have named, each read once.
type horizons struct {
	v    *office.View
	read map[string]*hinterland.Horizon
}

func (h *horizons) of(code string) (*hinterland.Horizon, error) {
	if known := h.read[code]; known != nil {
		return known, nil
	}
	found, err := h.v.Horizon(hinterland.HorizonCode(code))
	if err != nil {
		return nil, err
	}
	h.read[code] = &found
	return &found, nil
}

// checkDays refuses a sheet whose heads name other days than those that the periods of
// a horizon of its rows have. It is told once of each.
func (c *comparison) checkDays(n *Noun) error {
	type told struct {
		tab     *Tab
		horizon string
	}
	done := map[told]bool{}
	for _, l := range c.lines[n.Name] {
		once := told{l.Tab, l.said[by]}
		h, err := c.known.of(l.said[by])
		if len(hinterland.RefusalsIn(err)) > 0 || done[once] {
			continue // what there is not is told of the row
		}
		if err != nil {
			return err
		}
		done[once] = true
		c.checkHeads(l.Tab, h)
	}
	return nil
}

func (c *comparison) checkHeads(t *Tab, h *hinterland.Horizon) {
	of := periodFields(h)
	for _, f := range t.Noun.Fields {
		if f.Number == 0 || f.Number > len(of) || f.Unit == "" {
			continue
		}
		if days := of[f.Number-1].Unit; strings.Map(dashes, f.Unit) != strings.Map(dashes, days) {
			at := t.at[f.Name]
			r := hinterland.Refuse(hinterland.Invalid, "sheet.period", hinterland.Args{
				"horizon": string(h.Code), "period": f.Number, "days": days,
			}).In(hinterland.Where{File: t.Called(), Line: t.head + 1, Column: t.heads()[at]})
			c.Faults = append(c.Faults, Fault{r, t, t.head + 1, at})
			return
		}
	}
}

// dashes makes all dashes one, and leaves out what stands round them.
func dashes(r rune) rune {
	switch r {
	case ' ':
		return -1
	case '–', '—', '－', '~', '～':
		return '-'
	}
	return r
}

// amounts are what is to stand for each period, up to the last that is not blank: what
// the sheet says, and of columns that it lacks what stands.
func (r *Reading) amounts() (texts []string) {
	for _, said := range []Record{r.Was, r.Now} {
		for field, text := range said {
			number, err := strconv.Atoi(strings.TrimPrefix(field, spreads))
			if err != nil || !strings.HasPrefix(field, spreads) {
				continue
			}
			for len(texts) < number {
				texts = append(texts, "")
			}
			texts[number-1] = text
		}
	}
	for len(texts) > 0 && texts[len(texts)-1] == "" {
		texts = texts[:len(texts)-1]
	}
	for i := range texts {
		texts[i] = cmp.Or(texts[i], "0")
	}
	return texts
}

// spreadOver are the horizons whose rows a sheet is to have: one that is named, or else
// all that are open; and the columns of their periods, with days if they agree on them.
func spreadOver(v *office.View, named string) ([]hinterland.Horizon, []Field, error) {
	var over []hinterland.Horizon
	if named != "" {
		h, err := v.Horizon(hinterland.HorizonCode(named))
		if err != nil {
			return nil, nil, err
		}
		over = append(over, h)
	} else {
		all, err := v.Horizons("", everything)
		if err != nil {
			return nil, nil, err
		}
		over = slices.DeleteFunc(all, func(h hinterland.Horizon) bool {
			return h.Closed != hinterland.Forevermore
		})
	}
	var fields []Field
	for i := range over {
		for j, f := range periodFields(&over[i]) {
			if j == len(fields) {
				fields = append(fields, f)
			} else if fields[j].Unit != f.Unit {
				fields[j].Unit = ""
			}
		}
	}
	return over, fields, nil
}

// numbered is what stands above the column of a period.
func (f *Field) numbered(say *lang.Printer) string {
	if f.Unit == "" {
		return strconv.Itoa(f.Number)
	}
	return say.Say("sheet.head", lang.Args{"head": f.Number, "unit": f.Unit})
}
