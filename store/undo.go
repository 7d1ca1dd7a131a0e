package store

import (
	"slices"
	"strconv"
	"strings"

	"hinterland"
)

// A reference says which columns of a table name the key of a row of another,
// which therefore cannot go.
type reference struct {
	from    anyTable
	columns []string
	to      string
}

// references are those that a later entry can make without changing the row that
// is named; where the row changes too, the entry tells. It is Long: it is a table.
func references() []reference {
	return []reference{
		{posts().any(), []string{"person"}, "person"},
		{posts().any(), []string{"party"}, "party"},
		{members().any(), []string{"agreement"}, "agreement"},
		{members().any(), []string{"party"}, "party"},
		{versions().any(), []string{"agreement"}, "agreement"},
		{assentLinks().any(), []string{"agreement", "version"}, "version"},
		{assentLinks().any(), []string{"agreement", "party"}, "member"},
		{assents().any(), []string{"agreement", "version"}, "version"},
		{assents().any(), []string{"agreement", "party"}, "member"},
		{items().any(), []string{"agreement"}, "agreement"},
		{items().any(), []string{"good"}, "good"},
		{commitments().any(), []string{"agreement", "item"}, "item"},
		{funds().any(), []string{"trustee"}, "party"},
		{pledges().any(), []string{"party"}, "party"},
		{applications().any(), []string{"party"}, "party"},
		{applications().any(), []string{"fund"}, "fund"},
		{advances().any(), []string{"agreement", "item"}, "item"},
		{accessKeys().any(), []string{"post"}, "post"},
		{subscriptions().any(), []string{"post"}, "post"},
		{recoveries().any(), []string{"receipt"}, "event"},
		{reaches().any(), []string{"good"}, "good"},
		{statements().any(), []string{"good"}, "good"},
		{statements().any(), []string{"party"}, "party"},
		{statements().any(), []string{"horizon"}, "horizon"},
		{scopes().any(), []string{"buyer"}, "party"},
		{scopes().any(), []string{"good"}, "good"},
		{scopes().any(), []string{"place"}, "place"},
		{scarcities().any(), []string{"good"}, "good"},
		{trespasses().any(), []string{"agreement"}, "agreement"},
		{trespasses().any(), []string{"scope"}, "scope"},
		{goods().any(), []string{"parent"}, "good"},
		{places().any(), []string{"parent"}, "place"},
		{parties().any(), []string{"place"}, "place"},
		{borders().any(), []string{"a"}, "place"},
		{borders().any(), []string{"b"}, "place"},
		{ties().any(), []string{"a"}, "place"},
		{ties().any(), []string{"b"}, "place"},
		{distances().any(), []string{"from_place"}, "place"},
		{distances().any(), []string{"to_place"}, "place"},
		{zones().any(), []string{"above"}, "zone"},
		{zones().any(), []string{"led_by"}, "party"},
		{zoneCentres().any(), []string{"place"}, "place"},
		{belongings().any(), []string{"place"}, "place"},
		{belongings().any(), []string{"zone"}, "zone"},
		{pins().any(), []string{"place"}, "place"},
		{pins().any(), []string{"zone"}, "zone"},
		{zoneRules().any(), []string{"inside"}, "zone"},
		{keptPlans().any(), []string{"horizon"}, "horizon"},
		{keptPlans().any(), []string{"earlier"}, "plan"},
		{allocations().any(), []string{"plan"}, "plan"},
		{allocations().any(), []string{"good"}, "good"},
		{allocations().any(), []string{"from_party"}, "party"},
		{allocations().any(), []string{"to_party"}, "party"},
		{keptShares().any(), []string{"plan"}, "plan"},
		{keptShares().any(), []string{"good"}, "good"},
		{keptShares().any(), []string{"party"}, "party"},
		{keptGoods().any(), []string{"plan"}, "plan"},
		{keptGoods().any(), []string{"good"}, "good"},
		{planParts().any(), []string{"plan"}, "plan"},
		{planParts().any(), []string{"party"}, "party"},
		{planSignatures().any(), []string{"plan", "party"}, "plan_part"},
		{planPairs().any(), []string{"agreement"}, "agreement"},
		{planPairs().any(), []string{"plan"}, "plan"},
		{planPairs().any(), []string{"one"}, "party"},
		{planPairs().any(), []string{"other"}, "party"},
		{fixings().any(), []string{"horizon"}, "horizon"},
		{fixings().any(), []string{"good"}, "good"},
		{fixings().any(), []string{"from_party"}, "party"},
		{fixings().any(), []string{"to_party"}, "party"},
		{recipes().any(), []string{"party"}, "party"},
		{recipeGoods().any(), []string{"party", "recipe"}, "recipe"},
		{recipeGoods().any(), []string{"good"}, "good"},
		{events().any(), []string{"agreement"}, "agreement"},
		{events().any(), []string{"agreement", "of_item"}, "item"},
		{paids().any(), []string{"agreement"}, "agreement"},
		{cases().any(), []string{"under"}, "agreement"},
		{cases().any(), []string{"owner"}, "party"},
		{concerns().any(), []string{"case_id"}, "cases"},
		{concerns().any(), []string{"party"}, "party"},
		{remarks().any(), []string{"case_id"}, "cases"},
		{attachments().any(), []string{"party"}, "party"},
		{attachments().any(), []string{"on_party"}, "party"},
		{attachments().any(), []string{"on_agreement"}, "agreement"},
		{attachments().any(), []string{"on_event"}, "event"},
		{attachments().any(), []string{"on_case"}, "cases"},
		{attachments().any(), []string{"on_fund"}, "fund"},
		{attachments().any(), []string{"on_scope"}, "scope"},
	}
}

// MayRestore implements hinterland.UndoBook.
func (t *tx) MayRestore(number int64) error {
	changes, former, err := t.before(number)
	if err != nil {
		return err
	}
	going := map[string][]string{} // the keys of rows that would go, by table
	for i, c := range changes {
		if former[i] == "" {
			going[c.Table] = append(going[c.Table], c.Key)
		}
	}
	for _, keys := range going {
		slices.Sort(keys)
	}
	for _, r := range references() {
		if err := t.unnamed(r, going); err != nil {
			return err
		}
	}
	return nil
}

// unnamed refuses to let rows go that a row names which stays.
func (t *tx) unnamed(r reference, going map[string][]string) error {
	keys := going[r.to]
	if len(keys) == 0 {
		return nil
	}
	values := make([]any, len(r.columns)+r.from.keys)
	into := make([]any, len(values))
	for i := range values {
		into[i] = &values[i]
	}
	return t.session.query(t.ctx, r.namingSQL(t, keys[0]),
		t.args("["+strings.Join(keys, ",")+"]"), func(scan scanner) error {
			if err := scan(into...); err != nil {
				return err
			}
			named, by := keyJSON(values[:len(r.columns)]), keyJSON(values[len(r.columns):])
			if _, goes := slices.BinarySearch(going[r.from.name], by); goes {
				return nil
			}
			return undoUsed(r.to, named)
		})
}

// namingSQL finds the rows that name one of those whose keys $2 lists, the
// columns that do so before their own keys. The kinds of columns are those of
// one key.
func (r reference) namingSQL(t *tx, key string) string {
	var parts []any
	if err := parseJSON(key, &parts); err != nil {
		parts = nil // a key of ours is a list
	}
	columns := make([]string, 0, len(r.columns)+r.from.keys)
	for _, name := range slices.Concat(r.columns, r.from.columns[:r.from.keys]) {
		columns = append(columns, "o."+name)
	}
	sql := "SELECT " + strings.Join(columns, ", ") + " FROM " + t.dialect.each +
		" CROSS JOIN " + r.from.name + " o WHERE o.region = $1"
	for i := range parts {
		kind := "bigint"
		if _, text := parts[i].(string); text {
			kind = "text"
		}
		sql += " AND " + columns[i] + " = CAST(j.value ->> " + strconv.Itoa(i) + " AS " + kind + ")"
	}
	return sql
}

// undoUsed refuses to take back a row that another rests on.
func undoUsed(table, key string) *hinterland.Refusal {
	return hinterland.Refuse(hinterland.Conflict, "undo.used",
		hinterland.Args{"what": hinterland.Change{Table: table, Key: key}})
}
