package hinterland

import (
	"fmt"
	"testing"
)

func TestTwoPlansAreComparedLineByLine(t *testing.T) {
	line := func(from, to PartyCode, period Period, q Quantity, price Money) Line {
		return Line{
			From: from, To: to, Good: "salt", Period: period, Quantity: q, Price: price,
			Reason: LineCost,
		}
	}
	was := []Line{
		line("a", "b", 1, 3, 7), line("a", "b", 1, 2, 8), line("a", "b", 2, 4, 7),
		line("b", "c", 1, 9, 7), line("c", "a", 1, 5, 7), line("d", "a", 1, 5, 7),
	}
	is := []Line{
		line("b", "d", 1, 2, 7), line("d", "a", 1, 6, 7), line("c", "a", 1, 4, 7),
		line("a", "b", 1, 5, 9), line("a", "b", 2, 4, 7),
	}
	is[0].Reason = LineSigned
	got := ""
	for _, m := range Moves(was, is) {
		got += fmt.Sprintln(m.From, m.To, m.Period, m.Was, m.Is, m.Kind(), m.Reason)
	}
	want := `a b 1 5 5 kept cost
a b 2 4 4 kept cost
b c 1 9 0 gone cost
b d 1 0 2 new signed
c a 1 5 4 less cost
d a 1 5 6 more cost
`
	if got != want {
		t.Errorf("it is\n%swant\n%s", got, want)
	}
}

func TestWhyALineIsLess(t *testing.T) {
	share := func(party PartyCode, needed, met Quantity, reason ShortReason) KeptShare {
		lines := []ShareLine{
			{Share: Share{Period: 1, Priority: 1, Needed: needed, Met: met}, Reason: reason},
			{Share: Share{Period: 1, Priority: 2, Needed: 1, Met: 1}},
			{Share: Share{Period: 2, Priority: 1, Needed: 9}, Reason: ShortReach},
		}
		return KeptShare{Good: "salt", Party: party, Lines: asPacked(lines, shareFields)}
	}
	why := MotivesOf(
		[]KeptShare{share("a", 5, 5, ""), share("b", 5, 5, ""), share("c", 5, 5, "")},
		[]KeptShare{
			share("a", 4, 4, ""), share("b", 5, 5, ""), share("c", 5, 4, ShortSupply),
			share("d", 5, 5, ""),
		})
	for to, want := range map[PartyCode]string{
		"a": "needs-less ", "b": "gets-else ", "c": "short supply", "d": "gets-else ",
	} {
		motive, reason := why.Of(&LineMove{Good: "salt", To: to, Period: 1, Was: 2})
		if got := fmt.Sprint(motive, " ", reason); got != want {
			t.Errorf("%s: %q, want %q", to, got, want)
		}
	}
	if motive, _ := why.Of(&LineMove{Good: "salt", To: "a", Period: 2}); motive != GetsElse {
		t.Errorf("as short as before: %s", motive)
	}
}
