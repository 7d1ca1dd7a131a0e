package office

import (
	"bytes"
	"encoding/json"
	"testing"
)

// FuzzDecode reads bodies of acts. What is not refused can be checked, and is
// written and read as the same act.
func FuzzDecode(f *testing.F) {
	for i, k := range Kinds() {
		f.Add(uint8(i), []byte(k.Example))
	}
	f.Add(uint8(0), []byte(`{"charter":{"clock":"../x"},"x":1}`))
	f.Add(uint8(7), []byte(`{"items":[{"schedule":[{"due":"2026-02-30"}]}]} {}`))
	f.Add(uint8(12), []byte(`{"agreement":"17-65536","day":null}`))
	f.Fuzz(func(t *testing.T, which uint8, body []byte) {
		k := Kinds()[int(which)%len(Kinds())]
		act, err := Decode(k.Name, body)
		if err != nil {
			if len(refusalsIn(err)) == 0 {
				t.Fatalf("no refusal: %v", err)
			}
			return
		}
		_ = act.Check()
		first, err := json.Marshal(act)
		if err != nil {
			t.Fatal(err)
		}
		again, err := Decode(k.Name, first)
		if err != nil {
			t.Fatalf("%s is not read back: %v", first, err)
		}
		second, err := json.Marshal(again)
		if err != nil || !bytes.Equal(first, second) {
			t.Fatalf("%s became %s, %v", first, second, err)
		}
	})
}
