package office

import (
	"encoding/json"
	"reflect"
	"testing"
)

// TestEveryFigureIsLookedAtBeforeTheRecords walks the registry: what is no number
// is told with the other faults of a form, without the records being asked.
func TestEveryFigureIsLookedAtBeforeTheRecords(t *testing.T) {
	figures := 0
	for _, kind := range Kinds() {
		var body any
		if err := json.Unmarshal([]byte(kind.Example), &body); err != nil {
			t.Fatal(err)
		}
		for _, l := range leavesOf(leaf{kind: reflect.TypeOf(kind.New()).Elem(), value: body}) {
			text, said := l.value.(string)
			if !said || l.kind != reflect.TypeFor[string]() || !decimal.MatchString(text) {
				continue
			}
			figures++
			bad, err := json.Marshal(with(body, l.path, "4,20"))
			if err != nil {
				t.Fatal(err)
			}
			act, err := Decode(kind.Name, bad)
			if err != nil {
				t.Fatal(err)
			}
			if !tells(Faults(act), l.name) {
				t.Errorf("%s does not look at %s", kind.Name, l.name)
			}
		}
	}
	if figures < 35 {
		t.Errorf("only %d figures were found", figures)
	}
}
