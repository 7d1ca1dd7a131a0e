package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// horizonPath is the address of a horizon.
func horizonPath(code hinterland.HorizonCode) string { return pathOf("/horizons/", code) }

// A horizonRow is a horizon in a list.
type horizonRow struct {
	hinterland.Horizon
	Path, Duration, Term, Length string
	State                        tag
	EditPath, ClosePath          string // where the reader can do so; empty where they cannot
}

// horizonsAtOnce is how many horizons a list has.
const horizonsAtOnce = 100

// A horizonList is a page of horizons; Next leads to further ones.
type horizonList struct {
	Rows []horizonRow
	Next string
}

// listHorizons shows for what plans are made.
func listHorizons(a *ask) error {
	return a.view(func(v *office.View) error {
		after := hinterland.HorizonCode(a.r.Form.Get("after"))
		found, err := v.Horizons(after, horizonsAtOnce+1)
		if err != nil {
			return err
		}
		list := horizonList{}
		if len(found) > horizonsAtOnce {
			found = found[:horizonsAtOnce]
			list.Next = "/horizons?after=" + url.QueryEscape(string(found[horizonsAtOnce-1].Code))
		}
		for i := range found {
			list.Rows = append(list.Rows, a.horizonRow(&found[i]))
		}
		a.offer(&office.OpenHorizon{}, action{
			Path: "/horizons/new", Text: a.say.Say("web.horizon.new", nil), Main: true,
		})
		return a.show(http.StatusOK, "horizons", a.say.Say("web.horizons", nil), list)
	})
}

func (a *ask) horizonRow(h *hinterland.Horizon) horizonRow {
	row := horizonRow{
		Horizon: *h, Path: horizonPath(h.Code), Duration: a.class(h.Class),
		Term: a.term(h.From, h.Last()),
		Length: a.say.Say("web.horizon.length", lang.Args{
			"number": h.Periods, "period": a.periodKind(h.Kind),
		}),
		State: tag{"good", a.say.Say("web.horizon.open", nil)},
	}
	if h.Closed != hinterland.Forevermore {
		row.State = tag{"", a.say.Say("web.horizon.closed", nil)}
	}
	if a.may(&office.DescribeHorizon{}) {
		row.EditPath = row.Path + "/details"
		if h.Closed == hinterland.Forevermore {
			row.ClosePath = row.Path + "/close"
		}
	}
	return row
}

// periodHead names a period in a table: by its year, month or first day.
func periodHead(h *hinterland.Horizon, p hinterland.Period) string {
	day := h.Days(p).From.String()
	switch h.Kind {
	case hinterland.Years:
		return day[:len("2027")]
	case hinterland.Months, hinterland.Quarters:
		return day[:len("2027-01")]
	}
	return day
}

// periodHeads name all periods of a horizon.
func periodHeads(h *hinterland.Horizon) []string {
	heads := make([]string, h.Periods)
	for i := range heads {
		heads[i] = periodHead(h, hinterland.Period(i+1))
	}
	return heads
}

// openHorizon opens a horizon.
func openHorizon() form {
	return form{
		start: func(d *draft) error {
			year := d.v.Today.Year() + 1
			d.typed.Set("from", firstDay(year).String())
			d.typed.Set("periods", "12")
			return nil
		},
		read: func(d *draft) office.Act {
			act := &office.OpenHorizon{
				HorizonBody: d.horizonBody(hinterland.HorizonCode(d.text("code"))),
				From:        d.day("from"), Period: hinterland.PeriodKind(d.text("period")),
			}
			return act
		},
		paint: func(d *draft) (*formPage, error) {
			var kinds []option
			for _, k := range hinterland.PeriodKinds() {
				kinds = append(kinds, option{string(k), d.periodKind(k)})
			}
			code := d.field("text", "code", "word.code").hint(d.say.Say("web.horizon.code", nil))
			return &formPage{
				Title:  d.say.Say("web.horizon.new", nil),
				Submit: d.say.Say("web.horizon.enter", nil),
				Groups: []group{{Fields: slices.Concat(d.nameFields(), []field{
					code, d.classField(), d.field("day", "from", "web.horizon.from"),
					d.field("choice", "period", "column.period").from(kinds).
						hint(d.say.Say("web.horizon.period", nil)), d.periodsField(),
				})}},
			}, nil
		},
		then: func(d *draft, _ hinterland.Entry) string {
			return horizonPath(hinterland.HorizonCode(d.text("code")))
		},
	}
}

// horizonBody makes what can be said anew of a horizon of what was typed.
func (d *draft) horizonBody(code hinterland.HorizonCode) office.HorizonBody {
	body := office.HorizonBody{
		Code: code, Name: d.name(), Class: hinterland.AgreementClass(d.text("class")),
	}
	var err error
	if body.Periods, err = strconv.Atoi(d.text("periods")); err != nil {
		d.fault("periods", hinterland.Refuse(hinterland.Invalid, "number.whole", nil))
	}
	return body
}

// classField asks for how long a horizon plans.
func (d *draft) classField() field {
	var classes []option
	for _, c := range hinterland.HorizonClasses() {
		classes = append(classes, option{string(c), d.class(c)})
	}
	return d.field("choice", "class", "web.horizon.class").from(classes)
}

// periodsField asks how many periods there are.
func (d *draft) periodsField() field { return d.field("number", "periods", "column.periods") }

// horizon is the one that the path names.
func (a *ask) horizon() (hinterland.Horizon, error) {
	return a.v.Horizon(hinterland.HorizonCode(a.r.PathValue("code")))
}

// describeHorizon says other things of a horizon than before.
func describeHorizon() form {
	return form{
		start: func(d *draft) error {
			h, err := d.horizon()
			for name, value := range map[string]string{
				"name.en": h.Name.English, "name.zh": h.Name.Chinese, "class": string(h.Class),
				"periods": strconv.Itoa(h.Periods),
			} {
				d.typed.Set(name, value)
			}
			return err
		},
		read: func(d *draft) office.Act {
			return &office.DescribeHorizon{
				HorizonBody: d.horizonBody(hinterland.HorizonCode(d.r.PathValue("code"))),
				Based:       d.based(),
			}
		},
		paint: func(d *draft) (*formPage, error) {
			page, err := d.aboutHorizon("web.horizon.describe", "web.save")
			if err != nil {
				return nil, err
			}
			periods := d.periodsField().hint(d.say.Say("web.horizon.longer", nil))
			page.Groups = []group{{Fields: append(d.nameFields(), d.classField(), periods)}}
			return page, nil
		},
		then: func(*draft, hinterland.Entry) string { return "/horizons" },
	}
}

// closeHorizon ends what can be stated for a horizon.
func closeHorizon() form {
	return form{
		read: func(d *draft) office.Act {
			return &office.CloseHorizon{
				Code: hinterland.HorizonCode(d.r.PathValue("code")), Based: d.based(),
			}
		},
		paint: func(d *draft) (*formPage, error) {
			page, err := d.aboutHorizon("web.horizon.close", "web.horizon.close")
			if err == nil {
				page.Lead = d.say.Say("web.horizon.close.lead", nil)
			}
			return page, err
		},
		then: func(*draft, hinterland.Entry) string { return "/horizons" },
	}
}

// aboutHorizon is a form about the horizon that the path names.
func (d *draft) aboutHorizon(title, submit string) (*formPage, error) {
	h, err := d.horizon()
	if err != nil {
		return nil, err
	}
	// lang: web.horizon.describe web.horizon.close web.save
	row := d.horizonRow(&h)
	return &formPage{
		Title: d.say.Say(title, nil), Submit: d.say.Say(submit, nil),
		Facts: []fact{
			{
				Label: d.say.Say("word.horizon", nil), Link: row.Path,
				Text: nameOf(d.say, h.Name, h.Code),
			},
			{Label: d.say.Say("word.term", nil), Text: row.Term},
			{Label: d.say.Say("column.periods", nil), Text: row.Length},
		},
	}, nil
}
