package office

import (
	"fmt"
	"strings"
	"testing"

	"hinterland"
)

func TestWhatWasLentGoesBackUpToWhatCame(t *testing.T) {
	o := openExample(t)
	o.lend()
	back := func(quantity, day string) string {
		return `{"agreement":"7","item":1,"day":"` + day + `","quantity":"` + quantity + `"}`
	}
	out := func(want hinterland.Quantity) {
		t.Helper()
		if got := o.dossierOf(7).Items[0].Out(); got != want {
			t.Errorf("%d are out, want %d", got, want)
		}
	}
	out(5_000)
	o.refuses(o.keeper, "give-back", back("5.001", "2026-11-23"), "item.out")
	o.refuses(o.keeper, "give-back", back("1", "2026-11-26"), "event.future")
	o.refuses(o.keeper, "give-back",
		`{"agreement":"5","item":1,"day":"2026-11-23","quantity":"1"}`, "item.out")
	e := o.must(o.keeper, "give-back", back("5", "2026-11-23"))
	out(0)
	o.refuses(o.keeper, "reverse-event", `{"event":"9","reason":"Never came"}`, "item.given-back")
	event := hinterland.MakeID[hinterland.Event](e.Act, 0).String()
	receipt := o.must(o.keeper, "record-receipt", `{"delivery":"`+event+
		`","day":"2026-11-24","received":"4","rejected":"1","reason":"Broken"}`)
	out(1_000) // what its owner does not take back is still out
	o.audited()
	o.must(o.keeper, "reverse-event",
		`{"event":"`+hinterland.MakeID[hinterland.Event](receipt.Act, 0).String()+
			`","reason":"It was whole"}`)
	out(0)
	o.must(o.keeper, "reverse-event", `{"event":"`+event+`","reason":"Not sent"}`)
	out(5_000)
	o.audited()
}

// Both sides see it on their accounts.
func TestAccountsTellWhatIsLent(t *testing.T) {
	o := openExample(t)
	o.lend()
	clerk := o.giveAccount("clerk")
	loans := func(want string) {
		t.Helper()
		for actor, with := range map[Actor]hinterland.PartyCode{
			o.keeper: "coop", clerk: "office", {Person: clerk.Person, Party: "coop"}: "",
		} {
			got := ""
			for _, l := range o.accountOf(actor, with).Loans {
				got += fmt.Sprint(l.From, " ", l.To, " ", l.Of.Unit, " ", l.Out(), " ", l.Back)
			}
			if got != want {
				t.Errorf("with %q %q is lent, want %q", with, got, want)
			}
		}
	}
	loans("office coop t 5000 2026-11-24")
	o.must(clerk, "give-back", `{"agreement":"7","item":1,"day":"2026-11-24","quantity":"2"}`)
	loans("office coop t 3000 2026-11-24")
	o.must(clerk, "give-back", `{"agreement":"7","item":1,"day":"2026-11-24","quantity":"3"}`)
	loans("")
}

func TestASuspensionPutsOffTheDayOfALoan(t *testing.T) {
	const day = 20_000
	for from, want := range map[hinterland.Day]hinterland.Day{
		day - 1: day + 5, day: day + 5, day + 1: day,
	} {
		i := hinterland.ItemAccount{Item: hinterland.Item{Back: day}}
		i.Under.Paused = hinterland.Term{From: from, To: day + 5}
		if got := falling(i).Back; got != want {
			t.Errorf("suspended from %s it is to be back by %s, want %s", from, got, want)
		}
	}
}

func TestWhatIsTheTakersOwnIsNotGivenBack(t *testing.T) {
	o := openExample(t)
	o.must(o.keeper, "record-receipt", `{"delivery":"6","day":"2026-11-21","received":"40"}`)
	o.refuses(o.keeper, "give-back",
		`{"agreement":"5","item":1,"day":"2026-11-23","quantity":"1"}`, "item.own")
}

// A case opens for what is not back by its day, for its taker, though the
// agreement has ended meanwhile, and ends when it is back.
func TestWhatIsNotBackByItsDayBecomesACase(t *testing.T) {
	o := openExample(t)
	o.lend() // to be back by 24 November
	look := `{"agreement":"7","on":"2026-11-24"}`
	o.refuses(o.keeper, "look-for-cases", look, "case.none") // on the day itself
	o.must(o.keeper, "end-agreement",
		`{"agreement":"7","last":"2026-11-25","reason":"The mill closes","base":7}`)
	o.putInForce(5)
	o.later(1)
	stands := func(looked Looked, q hinterland.CaseQuery, want string) {
		t.Helper()
		q.Kind = hinterland.KeptBackCase
		if got := o.look(); got != looked {
			t.Errorf("%v, want %v", got, looked)
		}
		if got := strings.Join(o.casesOf(o.keeper, q), ", "); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	// The other is for what the co-operative is late with under another
	// agreement.
	stands(Looked{Opened: 2}, hinterland.CaseQuery{Open: true}, "kept-back coop")
	stands(Looked{}, hinterland.CaseQuery{Open: true}, "kept-back coop")
	o.must(o.keeper, "give-back", `{"agreement":"7","item":1,"day":"2026-11-25","quantity":"5"}`)
	stands(Looked{Closed: 1}, hinterland.CaseQuery{Closed: true}, "kept-back coop ended back")
}
