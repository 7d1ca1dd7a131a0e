package hinterland

import "testing"

func TestIDsAreWrittenAsTheyAreRead(t *testing.T) {
	for _, tt := range []struct {
		act  int64
		nth  int
		text string
	}{{1, 0, "1"}, {17, 3, "17-3"}, {17, MaxMade - 1, "17-65535"}, {1 << 46, 0, "70368744177664"}} {
		id := MakeID[Party](tt.act, tt.nth)
		if id.String() != tt.text || id.Act() != tt.act {
			t.Errorf("%d, %d: %q of act %d, want %q", tt.act, tt.nth, id, id.Act(), tt.text)
		}
		var back ID[Party]
		if err := back.UnmarshalText([]byte(tt.text)); err != nil || back != id {
			t.Errorf("%q: read as %v, %v", tt.text, back, err)
		}
	}
}

func TestWhatIsNoIDIsRefused(t *testing.T) {
	for _, text := range []string{
		"0", "-1", "1-", "1-0", "1-65536", "1-2-3", "01x", " 1", "1.5", "70368744177665", "１",
	} {
		var id ID[Party]
		if err := id.UnmarshalText([]byte(text)); err == nil || id != 0 {
			t.Errorf("%q is read as %v, %v", text, id, err)
		}
	}
	id := ID[Party](5)
	if err := id.UnmarshalText(nil); err != nil || id != 0 || id.String() != "" {
		t.Errorf("nothing is read as %v, %v", id, err)
	}
}
