package office

import (
	"errors"
	"strconv"
	"strings"
	"testing"

	"hinterland"
)

func TestAMemoFindsEachOnceAndKeepsNoFault(t *testing.T) {
	var m memo[string]
	asked := 0
	find := func() (string, error) {
		asked++
		if asked == 1 {
			return "", errors.New("not now")
		}
		return strconv.Itoa(asked), nil
	}
	if _, err := m.of("a", find); err == nil {
		t.Error("a fault is no answer")
	}
	for range 2 {
		if v, err := m.of("a", find); v != "2" || err != nil {
			t.Errorf("got %q, %v", v, err)
		}
	}
	if v, _ := m.of("b", find); v != "3" {
		t.Errorf("another name is answered by %q", v)
	}
	for n := range maxKnown {
		_, _ = m.of(strconv.Itoa(n), find)
	}
	if len(m.known) > maxKnown {
		t.Errorf("it holds %d", len(m.known))
	}
}

func TestTheDayIsThatOfEachRegionsClock(t *testing.T) {
	var m memos
	at := hinterland.Instant(1_795_305_600_000_000) // midnight by UTC, 22 November 2026
	for range 2 {
		for clock, want := range map[string]string{
			"Asia/Shanghai": "2026-11-22", "America/New_York": "2026-11-21",
		} {
			day, err := m.today(&hinterland.Charter{Clock: clock}, at)
			if err != nil || day.String() != want {
				t.Errorf("in %s it is %s, %v", clock, day, err)
			}
		}
	}
	if _, err := m.today(&hinterland.Charter{Clock: "Nowhere/None"}, at); err == nil {
		t.Error("there is a day in a zone that is none")
	}
}

// Each delivery is judged by the text that is in force when it is recorded, whatever
// one before was judged by.
func TestADeliveryGoesByTheTextInForce(t *testing.T) {
	o := openBound(t)
	early := `{"agreement":"5","item":1,"day":"2025-12-31","quantity":"1"}`
	later := strings.Replace(early, "2025-12-31", "2026-11-20", 1)
	o.must(o.keeper, "record-delivery", later)
	o.refuses(o.keeper, "record-delivery", early, "event.before")
	o.must(o.keeper, "amend-agreement", amended(`"from":"2026-01-01"`, `"from":"2025-12-01"`,
		`"base":5`, `"base":`+o.base("agreement", 5*hinterland.MaxMade)))
	o.refuses(o.keeper, "record-delivery", early, "event.before") // nobody has assented yet
	body := `{"agreement":"5","version":2,"digest":"` + o.dossier().Versions[1].Digest + `",`
	o.must(o.keeper, "assent", body+`"party":"office"}`)
	o.must(o.keeper, "record-paper-assent", body+`"party":"coop","document":"2.pdf"}`)
	o.must(o.keeper, "record-delivery", early)
	o.must(o.keeper, "record-delivery", later)
}
