package hinterland

import (
	"testing"
	"time"
)

func TestDaysAreWrittenAsTheyAreRead(t *testing.T) {
	for text, want := range map[string]Day{
		"1970-01-01": 0, "1969-12-31": -1, "1900-01-01": minDay, "2199-12-31": maxDay,
		"2024-02-29": 19_782, "2026-11-25": 20_782,
	} {
		day, err := ParseDay(text)
		if err != nil || day != want || day.String() != text {
			t.Errorf("%s: day %d, %v, written %s; want %d", text, day, err, day, want)
		}
	}
}

func TestWhatIsNoDayIsRefused(t *testing.T) {
	for _, text := range []string{
		"", "2026-2-3", "2026-02-30", "2025-02-29", "26-11-25", "2026/11/25", "2026-11-25 ",
		"1899-12-31", "2200-01-01", "0000-00-00", "2026年11月25日",
	} {
		if day, err := ParseDay(text); err == nil {
			t.Errorf("%q is read as %s", text, day)
		}
	}
}

func TestTheDayIsThatOfTheTimeZone(t *testing.T) {
	shanghai, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ at, utc, there string }{
		{"2026-11-25T15:59:59Z", "2026-11-25", "2026-11-25"},
		{"2026-11-25T16:00:00Z", "2026-11-25", "2026-11-26"},
		{"1969-12-31T15:59:59Z", "1969-12-31", "1969-12-31"},
		{"1969-12-31T23:59:59Z", "1969-12-31", "1970-01-01"},
	} {
		at, err := time.Parse(time.RFC3339, tt.at)
		if err != nil {
			t.Fatal(err)
		}
		utc, there := DayOf(InstantOf(at), time.UTC), DayOf(InstantOf(at), shanghai)
		if utc.String() != tt.utc || there.String() != tt.there {
			t.Errorf("%s is %s in UTC and %s in Shanghai", tt.at, utc, there)
		}
	}
}

func TestATermHasItsFirstDayAndNotItsEnd(t *testing.T) {
	term := Term{From: 10, To: 20}
	for day, want := range map[Day]bool{9: false, 10: true, 19: true, 20: false} {
		if term.Has(day) != want {
			t.Errorf("day %d: %t", day, !want)
		}
	}
	for other, want := range map[Term]bool{
		{0, 10}: false, {0, 11}: true, {20, 30}: false, {19, 30}: true, {12, 13}: true,
		{0, Forevermore}: true, {15, 15}: false, {15, 14}: false,
	} {
		if term.Overlaps(other) != want || other.Overlaps(term) != want {
			t.Errorf("%v: %t", other, !want)
		}
	}
	if term.Last() != 19 || (Term{To: Forevermore}).Last() != Forevermore {
		t.Errorf("last days %v", term.Last())
	}
}

func TestADayWithoutEndIsWrittenAsNothing(t *testing.T) {
	day := Day(5)
	if err := day.UnmarshalText(nil); err != nil || day != Forevermore || day.String() != "" {
		t.Errorf("got %v, %v", day, err)
	}
	if err := day.UnmarshalText([]byte("soon")); err == nil {
		t.Error("soon is read as a day")
	}
}

func TestTheYearOfADayIsThatOfTheCalendar(t *testing.T) {
	for text, want := range map[string]int{
		"1957-12-31": 1957, "1958-01-01": 1958, "1970-01-01": 1970, "2024-12-31": 2024,
	} {
		if day, err := ParseDay(text); err != nil || day.Year() != want {
			t.Errorf("%s lies in %d, want %d (%v)", text, day.Year(), want, err)
		}
	}
}
