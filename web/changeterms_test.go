package web

import (
	"net/http"
	"strings"
	"testing"
)

// TestADraftIsToldBeforeItIsKept writes a draft, and writes it anew: the first
// preview tells all of it, the second what is different.
func TestADraftIsToldBeforeItIsKept(t *testing.T) {
	w := newWorld(t)
	b := w.as(li)
	typed := append(termsTyped(), "stage", stageDraft, "text", "By boat")
	p := b.fill("/agreements/new", previewButton, typed...).want(http.StatusOK)
	p.says("Term 1 January 2027 to 31 December 2027", "Text By boat",
		"Parties Paper mill", "Item 1 Paper · Price 5,100.5", "due on 30 June 2027 10 t").
		hides("→")
	b.in("zh-CN").fill("/agreements/new", previewButton, typed...).
		says("购销", "1,000 t", "2027年6月30日")
	draft := b.in("en").fill("/agreements/new", sendButton, typed...)
	at, _, _ := strings.Cut(draft.header.Get("Location"), "?")
	for _, tt := range []struct {
		typed  []string
		says   string
		hidden string
	}{
		{[]string{"items.1.ceiling", "20"}, "Item 1 Paper · Ceiling 1,000 t → 20 t", "Floor 10"},
		{[]string{"text", ""}, "Text By boat → –", "Item 1 Paper ·"},
		{
			[]string{"last", "2028-01-01"},
			"Last day 31 December 2027 → 1 January 2028",
			"Item 1 Paper ·",
		},
	} {
		b.fill(at+"/versions/new", previewButton, tt.typed...).want(http.StatusOK).
			says(tt.says).hides(tt.hidden)
	}
}

// TestAnAmendmentTellsEachTask looks at an agreement without items.
func TestAnAmendmentTellsEachTask(t *testing.T) {
	w := newWorld(t)
	b := w.as(li)
	b.fill("/agreements/15/versions/new", previewButton, "tasks.1.when", "Every week").
		want(http.StatusOK).says("Every ten days → Every week").hides("Tell what is ready →")
}

// TestWhatRowsOfItemsDoNotTellIsToldBesideThem proposes at once, so that the entry
// makes items: their rows tell what they come to, and not what is paid for at least.
func TestWhatRowsOfItemsDoNotTellIsToldBesideThem(t *testing.T) {
	w := newWorld(t)
	typed := append(termsTyped(), "items.1.market", "Changsha exchange",
		"remedies.late", "A tenth less")
	w.as(li).fill("/agreements/new", previewButton, typed...).want(http.StatusOK).
		says("Item 1 Paper ·", "Changsha exchange", "A tenth less", "Floor 10 t").
		hides("Item 1 Paper · Floor", "Item 1 Paper · due")
}
