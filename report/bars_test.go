package report

import (
	"fmt"
	"strings"
	"testing"

	"hinterland/lang"
)

// strips reads the stretches of a bar as kind and length, and complains where
// one does not begin where the last ended.
func strips(t *testing.T, paths []*element) (list []string, length int) {
	t.Helper()
	for _, path := range paths {
		from, part, back := 0, 0, 0
		d := path.attrs["d"]
		if _, err := fmt.Sscanf(d, "M%d 0h%dv10H%dz", &from, &part, &back); err != nil {
			t.Fatalf("%s: %v", d, err)
		}
		if from != length || back != from || part <= 0 {
			t.Errorf("%s begins where %d is covered", d, length)
		}
		length += part
		list = append(list, fmt.Sprint(path.attrs["class"], part))
	}
	return list, length
}

// pathsIn gathers the paths of each bar.
func pathsIn(all []*element) map[*element][]*element {
	bars := map[*element][]*element{}
	for _, e := range all {
		if e.name == "svg" && e.attrs["class"] == "bar" {
			bars[e] = nil
		}
		if svg := e.inside("svg"); e.name == "path" && svg != nil && svg.attrs["class"] == "bar" {
			bars[svg] = append(bars[svg], e)
		}
	}
	return bars
}

func TestBarsHoldTogetherAndAreNeverTooLong(t *testing.T) {
	pages(t, func(t *testing.T, page string, _ lang.Tongue) {
		for svg, paths := range pathsIn(elements(t, page)) {
			if list, length := strips(t, paths); length > 1000 {
				t.Errorf("%v are %d long in %s", list, length, svg.inside("table").text.String())
			}
			if svg.attrs["aria-hidden"] != "true" {
				t.Error("a bar is read aloud")
			}
		}
	})
}

// What is met and what is missing fill the bar of a row, and its cell says the
// same.
func TestBarsOfNeedsSayWhatTheCellsBesideThemSay(t *testing.T) {
	markets(t, func(t *testing.T, p *printed) {
		tried, full := 0, map[*element]bool{}
		for _, td := range named(p.elements, "td") {
			if td.text.String() == "100.0%" {
				full[td.inside("tr")] = true
			}
		}
		for svg, paths := range pathsIn(p.elements) {
			row := svg.inside("tr")
			table := row.inside("table").text.String()
			if !strings.Contains(table, p.say.Say("report.col.bar.met", nil)) {
				continue
			}
			list, length := strips(t, paths)
			if length != 1000 {
				t.Errorf("%v are %d long", list, length)
			}
			if full[row] != (list[0] == "u1000") {
				t.Errorf("%v beside %s", list, row.text.String())
			}
			tried++
		}
		if tried < 20 {
			t.Errorf("%d bars are too few to tell", tried)
		}
	})
}

func TestBarsShowWhatIsMissingHoweverLittle(t *testing.T) {
	tests := map[string]struct {
		met, needed int64
		want        string
	}{
		"all":                    {7, 7, "[u1000]"},
		"nothing":                {0, 7, "[m1000]"},
		"half":                   {1, 2, "[u500 m500]"},
		"rounded down":           {2, 3, "[u666 m334]"},
		"all but as much as may": {985, 1000, "[u985 m15]"},
		"all but little":         {999_999, 1_000_000, "[u985 m15]"},
		"hardly anything":        {1, 1_000_000, "[m1000]"},
	}
	for name, tt := range tests {
		all, err := parsed(string(metBar(tt.met, tt.needed)))
		if err != nil {
			t.Fatal(err)
		}
		list, _ := strips(t, named(all, "path"))
		if got := fmt.Sprint(list); got != tt.want {
			t.Errorf("%s: got %s, want %s", name, got, tt.want)
		}
	}
	if metBar(0, 0) != "" || flowBar(flow{}, 0) != "" {
		t.Error("there is a bar of nothing")
	}
}

func TestBarsOfBalancesShareOneScale(t *testing.T) {
	tests := map[string]struct {
		f    flow
		most int64
		want string
	}{
		"the fullest zone":   {flow{use: 5, out: 3, closing: 2}, 10, "[u500 o300 c200]"},
		"half as much":       {flow{use: 5}, 10, "[u500]"},
		"what has lapsed":    {flow{lapsed: 1, closing: 1}, 4, "[c500]"},
		"less than can show": {flow{out: 1, closing: 1}, 5000, "[]"},
	}
	for name, tt := range tests {
		all, err := parsed(string(flowBar(tt.f, tt.most)))
		if err != nil {
			t.Fatal(err)
		}
		list, _ := strips(t, named(all, "path"))
		if got := fmt.Sprint(list); got != tt.want {
			t.Errorf("%s: got %s, want %s", name, got, tt.want)
		}
	}
}
