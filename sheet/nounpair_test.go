package sheet

import (
	"fmt"
	"testing"
)

// openTwo opens an office with two places of which something is said.
func openTwo(t *testing.T) *example {
	t.Helper()
	o := openFile(t)
	o.must("register-place", `{"code":"yueyang","name":{"zh":"岳阳"}}`)
	o.bring("t.csv", "a,b,tie,source\nyueyang,liuyang,2.5,Waybills\n",
		"b.csv", "a,b,ruling,reason\nliuyang,yueyang,joined,A ferry\n",
		"d.csv", "from,to,km\nyueyang,liuyang,180.5\n")
	return o
}

func TestAPairIsFoundWhicheverIsNamedFirst(t *testing.T) {
	o := openTwo(t)
	for name, tt := range map[string]struct{ file, want string }{
		"a tie as it was":       {"a,b,tie\nyueyang,liuyang,2.50\n", "1 same;"},
		"a tie from the other":  {"a,b,tie\nliuyang,yueyang,2.5\n", "1 same;"},
		"a tie by its names":    {"地点,县市,另一县市,经济联系\n,岳阳,浏阳,2.5\n", "1 same;"},
		"a border":              {"a,b,ruling\nyueyang,liuyang,人工认定相邻\n", "1 same;"},
		"there is no way back":  {"from,to,km\nliuyang,yueyang,180.5\n", "1 create;"},
		"nothing, of a new way": {"from,to,km\nliuyang,yueyang,\n", "1 same;"},
		"twice, either way": {
			"a,b,tie\nyueyang,liuyang,2.5\nliuyang,yueyang,2.5\n",
			"1 same;1 refuse; x.csv:3 a=\"liuyang\" sheet.twice",
		},
		"one of a pair, twice": {
			"a,b,tie,source\nyueyang,,1,x\n,yueyang,1,x\n",
			"2 refuse; x.csv:2 b=\"\" code.form x.csv:3 a=\"\" code.form",
		},
	} {
		if got := outcomes(o.look("x.csv", tt.file)); got != tt.want {
			t.Errorf("%s: got %s, want %s", name, got, tt.want)
		}
	}
	in := o.look("x.csv", "a,b,tie\nliuyang,yueyang,3\n")
	want := "[{Tie 2.5 3}] Waybills"
	if got := fmt.Sprint(in.Lines[0].Diffs, " ", in.Lines[0].Now["source"]); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestWhatIsClearedOfAPairIsSaidNoMoreUntilItIsUndone(t *testing.T) {
	o := openTwo(t)
	files := []string{
		"t.csv", "a,b,tie,source\nliuyang,yueyang,,\n",
		"b.csv", "a,b,ruling,reason\nliuyang,yueyang,,\n",
		"d.csv", "from,to,km\nyueyang,liuyang,\n",
	}
	in, entry := o.bring(files...)
	if got := outcomes(in); got != "3 change;" {
		t.Errorf("got %s", got)
	}
	if got := outcomes(o.look(files...)); got != "3 same;" {
		t.Errorf("again: %s", got)
	}
	_, again := o.bring("t.csv", "a,b,tie,source\nliuyang,yueyang,1,Survey\n")
	o.must("undo", fmt.Sprintf(`{"entry":%d}`, again.Number))
	o.must("undo", fmt.Sprintf(`{"entry":%d}`, entry.Number))
	if got := outcomes(o.look(files...)); got != "3 change;" {
		t.Errorf("undone: %s", got)
	}
}
