package office

import (
	"fmt"
	"strings"
	"testing"

	"hinterland"
)

func TestWhatEveryPartyOwesEveryOther(t *testing.T) {
	promise := func(number int, from, to, good string, late int64) Promise {
		return Promise{
			Item: hinterland.Item{
				Number: number, From: hinterland.PartyCode(from), To: hinterland.PartyCode(to),
				Good: hinterland.GoodCode(good), Received: 1,
			},
			Standing: hinterland.Standing{
				Promised: 100, Due: 50, Late: hinterland.Quantity(late), Open: 40, Transit: 5,
			},
			Of: hinterland.Good{Code: hinterland.GoodCode(good), Decimals: 1},
		}
	}
	d := &Dossier{Items: []Promise{
		promise(1, "mill", "coop", "paper", 1), promise(2, "coop", "mill", "straw", 2),
		promise(3, "coop", "mill", "ramie", 4), promise(4, "coop", "office", "ramie", 8),
		promise(5, "coop", "mill", "straw", 16),
	}}
	var got []string
	for _, o := range d.Owings() {
		got = append(got, fmt.Sprint(o.From, o.To, o.Of.Code, o.Promised, o.Standing.Due, o.Late,
			o.Open, o.Transit, o.Received, len(o.Items)))
	}
	want := "coopmillramie100 50 4 40 5 1 1, coopmillstraw200 100 18 80 10 2 2, " +
		"coopofficeramie100 50 8 40 5 1 1, millcooppaper100 50 1 40 5 1 1"
	if text := strings.Join(got, ", "); text != want {
		t.Errorf("got  %s\nwant %s", text, want)
	}
	if len((&Dossier{}).Owings()) != 0 {
		t.Error("nobody owes something")
	}
}
