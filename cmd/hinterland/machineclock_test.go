package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestTheMachineKnowsItsTimeZoneByName(t *testing.T) {
	link := filepath.Join(t.TempDir(), "localtime")
	if err := os.Symlink("/usr/share/zoneinfo/Asia/Urumqi", link); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ tz, file, want string }{
		{"", link, "Asia/Urumqi"},
		{"Europe/Berlin", link, "Europe/Berlin"},
		{":Europe/Berlin", "", "Europe/Berlin"},
		{"Nowhere/None", link, "UTC"},
		{"Local", link, "UTC"},
		{"", "none", "UTC"},
	} {
		got := machineClock(func(string) string { return tt.tz }, tt.file)
		if got != tt.want {
			t.Errorf("TZ %q, file %q: got %s, want %s", tt.tz, tt.file, got, tt.want)
		}
	}
}
