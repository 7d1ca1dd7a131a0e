package office

import (
	"fmt"
	"testing"

	"hinterland"
)

// TestAGoodIsCorrected says other things of a good of which something was
// promised, and then of one of which nothing was.
func TestAGoodIsCorrected(t *testing.T) {
	o := openExample(t)
	base := int64(4)
	ramie := func(rest string) string {
		return fmt.Sprintf(`{"code":"ramie","name":{"en":"Ramie"},"base":%d,%s}`, base, rest)
	}
	for _, tt := range []struct {
		body   string
		reason hinterland.Reason
		column string
	}{
		{ramie(`"unit":"kg","decimals":3`), "good.promised", "unit"},
		{ramie(`"unit":"t","decimals":2`), "good.promised", "decimals"},
		{ramie(`"unit":"t","decimals":3,"parent":"ramie"`), "tree.loop", "parent"},
		{ramie(`"unit":"t","decimals":3,"parent":"none"`), "good.unknown", "parent"},
		{
			`{"code":"none","name":{"en":"X"},"unit":"t","decimals":3,"base":1}`,
			"good.unknown", "code",
		},
	} {
		r := o.refuses(o.keeper, "describe-good", tt.body, tt.reason)
		if r.At.Column != tt.column {
			t.Errorf("%s: at %q", tt.body, r.At.Column)
		}
	}
	e := o.must(o.keeper, "register-good",
		`{"code":"straw","name":{"en":"Straw"},"unit":"t","decimals":1}`)
	straw := func(base int64, rest string) string {
		return fmt.Sprintf(`{"code":"straw","name":{"zh":"稻草"},"base":%d,%s}`, base, rest)
	}
	o.refuses(o.giveAccount("clerk"), "describe-good", straw(e.Number, `"unit":"kg","decimals":0`),
		"act.denied")
	e = o.must(o.keeper, "describe-good",
		straw(e.Number, `"unit":"kg","decimals":0,"class":"fibre","parent":"ramie"`))
	o.refuses(o.keeper, "describe-good", ramie(`"unit":"t","decimals":3,"parent":"straw"`),
		"tree.loop")
	o.must(o.keeper, "describe-good", ramie(`"unit":"t","decimals":3,"class":"fibre"`))
	o.must(o.keeper, "undo", fmt.Sprintf(`{"entry":%d}`, e.Number))
	o.audited()
}
