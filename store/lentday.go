package store

import (
	"encoding/json"
	"fmt"
	"strings"

	"hinterland"
)

// Items that are older than their column back have no day in the journal, nor has
// what was made of such rows until a migration gave each the day of its text in
// force. Wherever rows are made of the journal, they are read with that day.

// A lentText is what is read of a version here.
type lentText struct {
	Agreement int64  `json:"agreement"`
	Number    int64  `json:"number"`
	Terms     string `json:"terms"`
}

// days are the days by which the items of a text are to be back, by key of the
// item. What is no text has none.
func (v *lentText) days() map[string]hinterland.Day {
	var terms hinterland.Terms
	if !strings.Contains(v.Terms, `"back":`) || json.Unmarshal([]byte(v.Terms), &terms) != nil {
		return nil
	}
	days := map[string]hinterland.Day{}
	for i := range terms.Items {
		if back := terms.Items[i].Back; back != 0 {
			days[keyJSON([]any{v.Agreement, terms.Items[i].Number})] = back
		}
	}
	return days
}

// dated is a row of an item with a day, where it has none. What is no row stays.
func dated(said string, back hinterland.Day) string {
	row := map[string]any{}
	if parseJSON(said, &row) != nil {
		return said
	}
	if had, err := wholes(row["back"]); err != nil || had != nil && had != int64(0) {
		return said
	}
	in := items().any()
	values := make([]any, len(in.columns))
	for i, name := range in.columns {
		v, err := wholes(in.value(row, i))
		if err != nil || v == nil {
			return said
		}
		if values[i] = v; name == "back" {
			values[i] = back
		}
	}
	return rowJSON(in.columns, values)
}

// date gives the items of a journal the days of their texts in force.
func (r replayed) date() {
	for _, said := range r["version"] {
		var v lentText
		var under struct {
			InForce int64 `json:"in_force"`
		}
		if json.Unmarshal([]byte(said), &v) != nil {
			continue
		}
		days := v.days()
		if len(days) == 0 {
			continue
		}
		agreement := r["agreement"][keyJSON([]any{v.Agreement})]
		if json.Unmarshal([]byte(agreement), &under) != nil || under.InForce != v.Number {
			continue
		}
		for key, back := range days {
			if said, there := r["item"][key]; there {
				r["item"][key] = dated(said, back)
			}
		}
	}
}

// dated is a change with the day of the text in force, where it puts an item
// back.
func (t *tx) dated(c hinterland.Change) (hinterland.Change, error) {
	if c.Table != "item" || c.Row == "" {
		return c, nil
	}
	var key []any
	if err := parseJSON(c.Key, &key); err != nil {
		return c, fmt.Errorf("key of an item: %w", err)
	}
	id, err := wholes(key[0])
	if err != nil {
		return c, err
	}
	var v lentText
	_, err = one(t.ctx, t.session, "SELECT v.agreement, v.number, v.terms FROM agreement a "+
		"JOIN version v ON v.region = a.region AND v.agreement = a.id AND v.number = a.in_force "+
		"WHERE a.region = $1 AND a.id = $2", t.args(id), &v.Agreement, &v.Number, &v.Terms)
	if back := v.days()[c.Key]; back != 0 {
		c.Row = dated(c.Row, back)
	}
	return c, err
}
