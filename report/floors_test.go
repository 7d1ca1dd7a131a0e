package report

import (
	"fmt"
	"strings"
	"testing"

	"hinterland"
	"hinterland/lang"
)

// broken is the small region with n floors that are not honoured.
func broken(n int) *Input {
	in := small()
	in.Region.Floors = make([]hinterland.Floor, n+2)
	for i := range in.Region.Floors {
		in.Region.Floors[i] = hinterland.Floor{
			From: "farm", To: "mill", Good: "wheat", Period: hinterland.Period(i + 1), Quantity: 25,
		}
	}
	for _, f := range in.Region.Floors[:n] {
		in.Floors = append(in.Floors, hinterland.FloorLack{
			Floor: f, Quantity: 5, Reason: hinterland.ShortLate,
		})
	}
	return in
}

func TestBrokenFloorsStandBeforeWhatIsShort(t *testing.T) {
	page := written(t, solved(t, broken(2)), lang.English)
	for _, want := range []string{
		"2 of 4 deliveries that agreements guarantee cannot be made in full",
		"The seller offers it only later",
		`<dd class="figure">2 of 4</dd>`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	b := newBook(solved(t, broken(2)), lang.For(lang.English))
	row := b.floorsChapters()[0].Each.Rows[0].Cells
	if !strings.HasPrefix(row[4].Text, "2.5") || !strings.HasPrefix(row[5].Text, "0.5") {
		t.Errorf("the first broken floor is told as %v", row)
	}
	at := strings.Index(page, `id="floors"`)
	if at < 0 || at > strings.Index(page, `id="goods"`) || at > strings.Index(page, `id="zones"`) {
		t.Error("broken floors do not stand at the top")
	}
	chinese := written(t, solved(t, broken(2)), lang.Chinese)
	if want := "协议保证的交货共4项，其中2项不能足额兑现"; !strings.Contains(chinese, want) {
		t.Errorf("the page does not say %q", want)
	}
}

func TestFloorsThatAreHonouredAreNoNews(t *testing.T) {
	page := written(t, solved(t, broken(0)), lang.English)
	if strings.Contains(page, `id="floors"`) || !strings.Contains(page, "2 of 2") {
		t.Error("floors that are all honoured are told as broken, or not counted")
	}
	none := small()
	none.Region.Floors = nil
	page = written(t, solved(t, none), lang.English)
	if strings.Contains(page, "Agreed floors honoured") {
		t.Error("floors are counted where there are none")
	}
}

// Of fixings the report says what it says of floors, in a chapter of their own.
func TestFixedLinesThatCannotBeHonouredAreTold(t *testing.T) {
	in := broken(0)
	b := newBook(solved(t, in), lang.For(lang.English))
	plain := len(b.lineReasons()) + len(b.shortReasons())
	f := in.Region.Floors[0]
	in.Region.Fixings = []hinterland.Fixing{
		{From: f.From, To: f.To, Good: f.Good, Period: 11, Quantity: 25},
	}
	f.Period, f.Quantity = 11, 25
	in.Floors = []hinterland.FloorLack{
		{Floor: f, Fixed: true, Quantity: 5, Reason: hinterland.ShortSupply},
	}
	page := written(t, solved(t, in), lang.English)
	for _, want := range []string{
		`id="fixings"`, "1 of 1 lines that were fixed by hand cannot be as large as that",
		"agreements guarantee and lines fixed by hand", "2 of 2", ">fixed by hand<",
		"agreed floors and fixed lines", ">fixed line<",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if strings.Contains(page, `id="floors"`) {
		t.Error("a floor is told as broken")
	}
	b = newBook(solved(t, in), lang.For(lang.English))
	if got := len(b.lineReasons()) + len(b.shortReasons()); got != plain+2 || b.last < 11 {
		t.Errorf("%d reasons where nothing is fixed, %d with a fixing; the last period is %d",
			plain, got, b.last)
	}
}

func TestALongListOfBrokenFloorsIsCut(t *testing.T) {
	for n, rest := range map[int]string{floorsShown: "", floorsShown + 1: "1 more is not shown"} {
		b := newBook(solved(t, broken(n)), lang.For(lang.English))
		c := b.floorsChapters()[0]
		if len(c.Each.Rows) != floorsShown || (rest == "") != (c.Rest == "") ||
			!strings.Contains(c.Rest, rest) {
			t.Errorf("of %d broken floors %d are listed, and it says %q",
				n, len(c.Each.Rows), c.Rest)
		}
		if got := fmt.Sprint(c.Sums.Rows[0].Cells[1].Text); got != fmt.Sprint(n) {
			t.Errorf("%d broken floors are counted as %s", n, got)
		}
	}
}
