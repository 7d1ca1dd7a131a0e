package hinterland

import (
	"strings"
	"testing"
)

func TestPasswordsHaveALength(t *testing.T) {
	for _, tt := range []struct{ name, password, again, want string }{
		{"one too short", strings.Repeat("a", 7), strings.Repeat("a", 7), "password"},
		{"the shortest", strings.Repeat("a", 8), strings.Repeat("a", 8), ""},
		{"the shortest in Chinese", strings.Repeat("长", 8), strings.Repeat("长", 8), ""},
		{"the longest", strings.Repeat("长", 200), strings.Repeat("长", 200), ""},
		{"one too long", strings.Repeat("a", 201), strings.Repeat("a", 201), "password"},
		{"not the same again", "a good one", "a good two", "again"},
		{"nothing, twice not alike", "", " ", "password again"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var columns []string
			for _, f := range CheckPassword(tt.password, tt.again) {
				columns = append(columns, f.At.Column)
			}
			if got := strings.Join(columns, " "); got != tt.want {
				t.Errorf("faults in %q, want %q", got, tt.want)
			}
		})
	}
}
