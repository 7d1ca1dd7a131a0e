package web

import (
	"encoding/json"
	"slices"

	"hinterland"
	"hinterland/office"
)

// termFields tell what a version says: all of it where it is the first, else what
// is different from the one before it. What other rows of the entry tell is not told
// twice: a title, and what items come to where the entry makes them. A draft makes
// none, nor does an amendment of what is in force.
func (t *teller) termFields(version, former row) (fields []changeField) {
	was, is := t.textBefore(version, former), textIn(version)
	told := t.hasItems(version.number("agreement"))
	byRows, beside := []string{"title", "from", "last"}, []string{"market", "grades", "right"}
	if told {
		byRows = append(byRows, "class", "parties")
	}
	if was.Number == 0 {
		fields = append(fields, changeField{
			Label: t.column("terms"), After: t.a.term(is.Terms.From, is.Terms.Last),
		})
	}
	before, after := t.asIn(was.Called), t.asIn(is.Called)
	for _, f := range hinterland.Compare(&was.Terms, &is.Terms) {
		if was.Number == 0 && f.Item == 0 && slices.Contains(byRows, f.Field) ||
			told && f.Item > 0 && !slices.Contains(beside, f.Field) {
			continue
		}
		field := changeField{Label: t.a.differing(after, is, &f)}
		if was.Number > 0 {
			field.Before = t.a.standing(before, was, &f, f.Was)
		}
		field.After = t.a.standing(after, is, &f, f.Is)
		fields = append(fields, field)
	}
	return fields
}

// textIn is the text of a version's row.
func textIn(version row) *office.Text {
	var frozen hinterland.Frozen
	if json.Unmarshal([]byte(version.text("terms")), &frozen) != nil {
		return &office.Text{} // there is none
	}
	text := &office.Text{Terms: frozen.Terms, Called: frozen.Called}
	text.Number = int(version.number("number"))
	return text
}

// textBefore is the text that a version takes the place of: that of a draft which
// was changed, or of the version before; an empty one of the number 0 for none.
func (t *teller) textBefore(version, former row) *office.Text {
	if text := textIn(former); text.Number > 0 {
		return text
	}
	number := int(version.number("number"))
	if number < 2 {
		return &office.Text{}
	}
	if d := t.dossier(version.number("agreement")); d != nil && number-2 < len(d.Versions) {
		return &d.Versions[number-2]
	}
	return &office.Text{}
}

// hasItems reports whether rows of items of an agreement are told beside.
func (t *teller) hasItems(agreement int64) bool {
	return slices.ContainsFunc(t.changes, func(c hinterland.Change) bool {
		var r row
		return c.Table == "item" && json.Unmarshal([]byte(c.Row), &r) == nil &&
			r.number("agreement") == agreement
	})
}
