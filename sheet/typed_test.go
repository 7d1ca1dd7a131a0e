package sheet

import "testing"

func TestNumbersAndDaysAreReadAsPeopleTypeThem(t *testing.T) {
	for text, want := range map[string]string{
		"1,000.5": "1000.5", "１２．５": "12.5", "1,00": "1,00", ",100": ",100", "1,5": "1,5",
		"1,234,567": "1234567", "-3": "-3", "x": "x", "": "",
	} {
		if got := Number(text); got != want {
			t.Errorf("%q is read as %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]string{
		"2026-11-25": "2026-11-25", "2026/1/2": "2026-01-02", "2026年3月1日": "2026-03-01",
		"46350": "2026-11-24", "1001": "1902-09-27", "1000": "day.form", "2026-02-30": "day.form",
		"": "cell.blank", "soon": "day.form",
	} {
		day, err := Day(asDay(text))
		got := day.String()
		if err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%q is read as %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]string{
		"1.50": "1.5", "2.0": "2", "100": "100", "0": "0", "1.2.0": "1.2", "x.0": "x.0",
		"-1.10": "-1.1",
	} {
		if got := trimmed(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}
