package web

import (
	"net/http"
	"strconv"

	"hinterland"
	"hinterland/office"
)

// listGoods shows what can be promised.
func listGoods(a *ask) error {
	return a.view(func(v *office.View) error {
		goods, err := v.Goods()
		if err != nil {
			return err
		}
		a.offer(&office.RegisterGood{}, action{
			Path: "/goods/new", Text: a.say.Say("web.good.new", nil), Main: true,
		})
		return a.show(http.StatusOK, "goods", a.say.Say("web.goods", nil), goods)
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
			act := &office.RegisterGood{
				Code: hinterland.GoodCode(d.text("code")), Name: d.name(), Unit: d.text("unit"),
			}
			var err error
			if act.Decimals, err = strconv.Atoi(d.text("decimals")); err != nil {
				d.fault("decimals", hinterland.Refuse(hinterland.Invalid, "number.whole", nil))
			}
			return act
		},
		paint: func(d *draft) (*formPage, error) {
			var decimals []option
			for n := range hinterland.MaxPlaces + 1 {
				step := trimmed(hinterland.FormatDecimal(1, n))
				decimals = append(decimals, option{strconv.Itoa(n), step})
			}
			return &formPage{
				Title: d.say.Say("web.good.new", nil), Submit: d.say.Say("web.good.enter", nil),
				Groups: []group{{Fields: append(d.nameFields(),
					d.field("text", "code", "word.code").hint(d.say.Say("web.good.code", nil)),
					d.field("text", "unit", "word.unit").hint(d.say.Say("web.good.unit", nil)),
					d.field("choice", "decimals", "web.good.step").from(decimals).
						hint(d.say.Say("web.good.step.hint", nil)))}},
			}, nil
		},
		then: func(*draft, hinterland.Entry) string { return "/goods" },
	}
}
