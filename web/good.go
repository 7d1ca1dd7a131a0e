package web

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"hinterland"
	"hinterland/office"
)

// A goodRow is a good in a list.
type goodRow struct {
	hinterland.Good
	Step     string // the least that can be recorded
	PartOf   string // what it is one of is called; empty where that is nothing
	Scarce   string // why it counts as scarce; empty where it does not
	EditPath string // where the reader can correct it; empty where they cannot
	MarkPath string // where they can say whether it is scarce
	Recipes  string // where its recipes are; empty where nothing is planned
}

// stepOf is the least of a good that has so many decimals.
func stepOf(decimals int) string { return trimmed(hinterland.FormatDecimal(1, decimals)) }

// listGoods shows what can be promised.
func listGoods(a *ask) error {
	return a.view(func(v *office.View) error {
		goods, err := v.Goods()
		if err != nil {
			return err
		}
		n, err := a.names(v)
		if err != nil {
			return err
		}
		scarce, err := v.Scarcities()
		if err != nil {
			return err
		}
		rows := make([]goodRow, len(goods))
		for i, g := range goods {
			rows[i].Good, rows[i].Step = g, stepOf(g.Decimals)
			rows[i].Scarce = scarce[g.Code]
			if a.may(&office.MarkScarce{}) {
				rows[i].MarkPath = scarcePath(g.Code)
			}
			if a.me.Horizons {
				rows[i].Recipes = recipesOf(g.Code)
			}
			if g.Parent != "" {
				rows[i].PartOf = n.goodName(g.Parent)
			}
			if a.may(&office.DescribeGood{}) {
				rows[i].EditPath = "/goods/" + url.PathEscape(string(g.Code)) + "/details"
			}
		}
		a.offer(&office.RegisterGood{}, action{
			Path: "/goods/new", Text: a.say.Say("web.good.new", nil), Main: true,
		})
		return a.show(http.StatusOK, "goods", a.say.Say("web.goods", nil), rows)
	})
}

// registerGood enters a good.
func registerGood() form {
	return form{
		start: func(d *draft) error {
			d.typed.Set("decimals", "3")
			return nil
		},
		read: func(d *draft) office.Act {
			act := d.readGood(hinterland.GoodCode(d.text("code")))
			return &act
		},
		paint: func(d *draft) (*formPage, error) {
			n, err := d.names(d.v)
			if err != nil {
				return nil, err
			}
			code := d.field("text", "code", "word.code").hint(d.say.Say("web.good.code", nil))
			return &formPage{
				Title: d.say.Say("web.good.new", nil), Submit: d.say.Say("web.good.enter", nil),
				Groups: []group{
					{Fields: slices.Concat(
						d.nameFields(), []field{code}, d.countFields(), d.kinFields(n, ""))},
					d.planGroup(),
				},
			}, nil
		},
		then: func(*draft, hinterland.Entry) string { return "/goods" },
	}
}

// readGood makes a good of what was typed.
func (d *draft) readGood(code hinterland.GoodCode) office.RegisterGood {
	good := office.RegisterGood{
		Code: code, Name: d.name(), Class: d.text("class"), Unit: d.text("unit"),
		Parent: hinterland.GoodCode(d.text("parent")), Freight: d.number("freight"),
		Storage: d.number("storage"), Currency: d.text("currency"), Reach: d.number("reach"),
	}
	var err error
	if text := d.text("keeps"); text != "" {
		keeps, err := strconv.Atoi(text)
		if err != nil {
			d.fault("keeps", hinterland.Refuse(hinterland.Invalid, "number.whole", nil))
		}
		good.Keeps = &keeps
	}
	if good.Decimals, err = strconv.Atoi(d.text("decimals")); err != nil {
		d.fault("decimals", hinterland.Refuse(hinterland.Invalid, "number.whole", nil))
	}
	return good
}

// countFields ask in what a good is counted.
func (d *draft) countFields() []field {
	var decimals []option
	for n := range hinterland.MaxPlaces + 1 {
		decimals = append(decimals, option{strconv.Itoa(n), stepOf(n)})
	}
	return []field{
		d.field("text", "unit", "word.unit").hint(d.say.Say("web.good.unit", nil)),
		d.field("choice", "decimals", "web.good.step").from(decimals).
			hint(d.say.Say("web.good.step.hint", nil)),
	}
}

// describeGood says other things of a good than before.
func describeGood() form {
	code := func(d *draft) hinterland.GoodCode {
		return hinterland.GoodCode(d.r.PathValue("code"))
	}
	return form{
		start: func(d *draft) error {
			g, err := d.v.Good(code(d))
			if err != nil {
				return err
			}
			if err := d.startPlan(&g); err != nil {
				return err
			}
			for name, value := range map[string]string{
				"name.en": g.Name.English, "name.zh": g.Name.Chinese, "class": g.Class,
				"unit": g.Unit, "decimals": strconv.Itoa(g.Decimals), "parent": string(g.Parent),
			} {
				d.typed.Set(name, value)
			}
			return err
		},
		read: func(d *draft) office.Act {
			return &office.DescribeGood{RegisterGood: d.readGood(code(d)), Based: d.based()}
		},
		paint: func(d *draft) (*formPage, error) {
			if _, err := d.v.Good(code(d)); err != nil {
				return nil, err
			}
			n, err := d.names(d.v)
			if err != nil {
				return nil, err
			}
			return &formPage{
				Title: d.say.Say("web.good.describe", nil), Submit: d.say.Say("web.save", nil),
				Facts: []fact{{Label: d.say.Say("word.code", nil), Text: string(code(d))}},
				Groups: []group{{Fields: slices.Concat(
					d.nameFields(), d.countFields(), d.kinFields(n, code(d)))}, d.planGroup()},
			}, nil
		},
		then: func(*draft, hinterland.Entry) string { return "/goods" },
	}
}

// kinFields ask of what sort a good is, and of which other one.
func (d *draft) kinFields(n *names, code hinterland.GoodCode) []field {
	others := slices.DeleteFunc(n.goodOptions(), func(o option) bool {
		return o.Value == string(code)
	})
	parent := d.field("choice", "parent", "column.parent").from(others).optional()
	return []field{d.field("text", "class", "column.class").optional(), parent}
}

// startPlan fills in what plans need of a good.
func (d *draft) startPlan(g *hinterland.Good) error {
	reach, err := d.v.Reaches()
	for name, m := range map[string]hinterland.Money{"freight": g.Freight, "storage": g.Storage} {
		if m > 0 {
			d.typed.Set(name, trimmed(priceText(m)))
		}
	}
	if g.Keeps != hinterland.Forever {
		d.typed.Set("keeps", strconv.Itoa(g.Keeps))
	}
	if limit, limited := reach[g.Code]; limited {
		d.typed.Set("reach", kilometres(limit))
	}
	charter, err2 := d.v.Charter()
	if g.Currency != charter.Currency {
		d.typed.Set("currency", g.Currency)
	}
	return cmp.Or(err, err2)
}

// planGroup asks what plans need of a good.
func (d *draft) planGroup() group {
	return group{Fold: d.say.Say("web.good.plan", nil), Fields: []field{
		d.field("number", "freight", "column.freight").optional(),
		d.field("number", "storage", "column.storage").optional(),
		d.field("text", "currency", "word.currency").optional().
			hint(d.say.Say("web.good.currency", nil)),
		d.field("number", "keeps", "column.keeps").optional().
			hint(d.say.Say("web.good.keeps", nil)),
		d.field("number", "reach", "row.reach").optional().unit("km"),
	}}
}
