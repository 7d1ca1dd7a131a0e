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
	row := b.floorsChapter().Each.Rows[0].Cells
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

func TestALongListOfBrokenFloorsIsCut(t *testing.T) {
	for n, rest := range map[int]string{floorsShown: "", floorsShown + 1: "1 more is not shown"} {
		b := newBook(solved(t, broken(n)), lang.For(lang.English))
		c := b.floorsChapter()
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
