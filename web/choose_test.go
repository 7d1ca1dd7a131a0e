package web

import (
	"strings"
	"testing"
)

// What may be chosen stands in the list, as the page calls it: no text beside
// it names values as acts have them.
func TestAChoiceThatIsNoneIsToldInTheWordsOfItsReader(t *testing.T) {
	w := newSettledWorld(t)
	none := map[string]string{"en": "Choose one.", "zh": "请选择。"}
	tests := map[string]struct {
		form, field, typed string
		want               map[string]string
	}{
		"a duty that is none": {"/posts/new", "duty", "boss", map[string]string{
			"en": "There is no such duty. Choose one of the list.",
			"zh": "没有这种职责。请从列表中选择。",
		}},
		"no duty": {"/posts/new", "duty", "", none},
		"a basis that is none": {"/scopes/grants/new", "basis", "luck", map[string]string{
			"en": "An exclusive scope names what it rests on. Choose one of the list.",
			"zh": "独家采购范围必须说明独家依据。请从列表中选择。",
		}},
		"no basis": {"/scopes/grants/new", "basis", "", none},
		"no kind":  {"/agreements/new", "kind", "", none},
		"a kind that is none": {"/agreements/new", "kind", "purchse", map[string]string{
			"en": "There is no such kind of agreement. Choose one of the list.",
			"zh": "没有这种协议。请从列表中选择。",
		}},
		"a period that is none": {"/horizons/new", "period", "moon", map[string]string{
			"en": "There is no such kind of period. Choose one of the list.",
			"zh": "没有这种计划期。请从列表中选择。",
		}},
		"no place": {"/scopes/new", "place", "", none},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			for tongue, want := range tt.want {
				b := w.under(t).as(li).in(tongue)
				told := b.fill(tt.form, sendButton,
					tt.field, tt.typed).faults()[tt.field]
				if !strings.HasPrefix(told, want) || strings.Contains(told, "public-lot") {
					t.Errorf("beside %s stands %q", tt.field, told)
				}
			}
		})
	}
}
