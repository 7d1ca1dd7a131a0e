package hinterland

import (
	"strings"
	"testing"
)

func TestAClockIsTheSameOnEveryMachine(t *testing.T) {
	for clock, passes := range map[string]bool{
		"Asia/Shanghai": true, "America/Argentina/Salta": true, "Etc/GMT+8": true, "UTC": true,
		"": false, "Local": false, "localtime": false, "posixrules": false, "Factory": false,
		"posix/Asia/Shanghai": false, "right/Asia/Shanghai": false, "asia/shanghai": false,
		"Asia//Shanghai": false, "Asia/./Shanghai": false, "Asia/../localtime": false,
		"Asia/": false, "/etc/localtime": false, "Asia/Nowhere": false, "China": false,
	} {
		c := Charter{Name: Name{English: "X"}, Language: "en", Currency: "CNY", Clock: clock}
		faults := c.Check()
		if passes && len(faults) > 0 {
			t.Errorf("%q: %v", clock, faults)
		}
		if !passes && (len(faults) != 1 || faults[0].Reason != "clock.unknown" ||
			faults[0].At != Where{Column: "clock", Value: clock}) {
			t.Errorf("%q: got %v", clock, faults)
		}
	}
}

func TestWhatIsSaidOfGoodsAndPartiesIsTextThatCanBeSeen(t *testing.T) {
	name := Name{English: "X"}
	good := func(class string, parent GoodCode) *Good {
		return &Good{Code: "x", Name: name, Unit: "t", Class: class, Parent: parent}
	}
	party := func(place PlaceCode) *Party { return &Party{Code: "x", Name: name, Place: place} }
	long := strings.Repeat("长", MaxName)
	for what, tt := range map[string]struct {
		faults Refusals
		want   Where
		reason Reason
	}{
		"nothing more":     {faults: append(good("", "").Check(), party("").Check()...)},
		"a class":          {faults: good(long, "").Check()},
		"a parent":         {faults: good("", "y").Check()},
		"a place":          {faults: party("430181").Check()},
		"a class too long": {good(long+"长", "").Check(), At("class", long), "text.long"},
		"a class of lines": {good("a\nb", "").Check(), At("class", "a\nb"), "cell.control"},
		"a nought":         {good("a\x00b", "").Check(), At("class", "a\x00b"), "cell.control"},
		"a mark": {
			good("a\u202eb", "").Check(), At("class", "a\u202eb"), "cell.control",
		},
		"a parent of words": {good("", "a b").Check(), At("parent", "a b"), "code.form"},
		"a place of words":  {party("a b").Check(), At("place", "a b"), "code.form"},
		"a place unseen":    {party("a\u200bb").Check(), At("place", "a\u200bb"), "cell.control"},
	} {
		if tt.reason == "" && len(tt.faults) > 0 || tt.reason != "" && (len(tt.faults) != 1 ||
			tt.faults[0].Reason != tt.reason || tt.faults[0].At != tt.want) {
			t.Errorf("%s: got %v", what, tt.faults)
		}
	}
}
