package sheet

import (
	"fmt"
	"strings"
	"testing"

	"hinterland/office"
)

const (
	pinned = "县市\t协作区\t原因\n岳阳\tinner\t有渡口\nLiuyang\t外区\t其仓库\n"
	ruled  = "划分范围\t目标\t允许偏离平均\t权重下限\t权重上限\n" +
		"\t与中心联系密切\t\t0\t20,000\n外区\tdistance\t0.20\t\t\n"
	drawnBy = "liuyang outer 其仓库\nyueyang inner 有渡口\n" +
		" ties   20000\nouter distance 0.2  \n"
)

// drawn is how zones are drawn in the office, each pin and rule in a line.
func (o *example) drawn() string {
	o.t.Helper()
	var b strings.Builder
	err := o.View(o.t.Context(), o.actor, func(v *office.View) error {
		for _, n := range []*Noun{pins(), rules()} {
			records, err := n.Stands(v)
			if err != nil {
				return err
			}
			for _, r := range records {
				var cells []string
				for _, f := range n.Fields {
					cells = append(cells, r[f.Name])
				}
				fmt.Fprintln(&b, strings.Join(cells, " "))
			}
		}
		return nil
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return b.String()
}

// TestPinsAndRulesComeWithTheirZones brings them with the zones that they name, hands
// in what the office then writes of itself, and undoes all of it.
func TestPinsAndRulesComeWithTheirZones(t *testing.T) {
	o := openZoned(t)
	in, entry := o.bring("pins.csv", pinned, "rules.csv", ruled, "zones.csv", zoned())
	if got := outcomes(in); got != "7 create;" {
		t.Fatal(got)
	}
	if got := o.drawn(); got != drawnBy {
		t.Errorf("got %q", got)
	}
	o.returns()
	for _, rows := range []string{pinned, ruled} {
		if got := outcomes(o.look("x.csv", rows)); got != "2 same;" {
			t.Errorf("handed in again: %s", got)
		}
	}
	o.must("undo", fmt.Sprintf(`{"entry":%d}`, entry.Number))
	if got := o.drawn(); got != "" {
		t.Errorf("left: %s", got)
	}
}

// TestPinsAndRulesAreChanged moves one pin and takes one out, and bounds the region
// otherwise than before.
func TestPinsAndRulesAreChanged(t *testing.T) {
	o := openZoned(t)
	o.bring("zones.csv", zoned(), "pins.csv", pinned, "rules.csv", ruled)
	in, entry := o.bring(
		"pins.csv", "place,zone,reason\nyueyang,outer,有渡口\nliuyang,,\n",
		"rules.csv", "objective,tolerance,least,most\nties,0.5,,\n")
	if got := outcomes(in); got != "3 change;" || len(in.Lines[0].Diffs) != 1 ||
		len(in.Lines[1].Diffs) != 2 || len(in.Lines[2].Diffs) != 2 {
		t.Errorf("%s %v", got, in.Lines)
	}
	want := "yueyang outer 有渡口\n ties 0.5  \nouter distance 0.2  \n"
	if got := o.drawn(); got != want {
		t.Errorf("got %q", got)
	}
	if got := outcomes(o.look("pins.csv", "place,zone,reason\nliuyang,,\n")); got != "1 same;" {
		t.Errorf("a pin that there is not: %s", got)
	}
	o.must("undo", fmt.Sprintf(`{"entry":%d}`, entry.Number))
	if got := o.drawn(); got != drawnBy {
		t.Errorf("after the undo: %q", got)
	}
}

// TestBadPinsAndRulesAreToldWhereTheyStand has rows that stand twice, that lack a part,
// and that would be of both kinds only with what a column that lacks leaves.
func TestBadPinsAndRulesAreToldWhereTheyStand(t *testing.T) {
	o := openZoned(t)
	o.bring("zones.csv", zoned(), "pins.csv", pinned, "rules.csv", ruled)
	for rows, want := range map[string]string{
		pinned + "yueyang\tinner\tA ferry\n":  ":4 县市=\"yueyang\" sheet.twice",
		pinned + "liuyang\touter\t\n":         ":4 原因=\"\" cell.blank",
		pinned + "\touter\tA ferry\n":         ":4 县市=\"\" cell.blank",
		ruled + "\tties\t\t\t\n":              ":4 划分范围=\"\" sheet.twice",
		ruled + "outer\tties\t\t\t\n":         ":4 划分范围=\"outer\" sheet.twice",
		ruled + "inner\t\t0.2\t\t\n":          ":4 目标=\"\" objective.unknown",
		"objective\ttolerance\nties\t0.2\n":   ":2 tolerance=\"0.2\" bounds.two",
		"objective\tleast\nties\t20001\n":     ":2 least=\"20001\" setting.order",
		"within\tmost\nouter\t500\n":          "sheet.column",
		"place\treason\nliuyang\tIts depot\n": "sheet.which",
	} {
		got := outcomes(o.look("x.csv", rows))
		if !strings.Contains(got, want) {
			t.Errorf("%s: %s", want, got)
		}
	}
}
