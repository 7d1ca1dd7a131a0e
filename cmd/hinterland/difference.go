package main

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"hinterland"
	"hinterland/lang"
	"hinterland/store"
)

// A record is a row as the audit has it, by column; empty where there is none.
type record map[string]json.RawMessage

// recordOf reads a row; nil from what is none.
func recordOf(text string) record {
	var r record
	if json.Unmarshal([]byte(text), &r) != nil {
		return nil
	}
	return r
}

// difference words a row that is not what the journal says, or a total that is
// not what its events add up to, one line for each column that differs.
func (c *console) difference(d store.Difference, total bool) []string {
	journal, record := recordOf(d.Journal), recordOf(d.Record)
	args := lang.Args{"record": c.recordName(d, journal, record)}
	switch {
	case d.Journal == "":
		return []string{c.say.Say("audit.extra", args)}
	case d.Record == "" && total:
		return []string{c.say.Say("audit.total.gone", args)}
	case d.Record == "":
		return []string{c.say.Say("audit.gone", args)}
	case journal == nil || record == nil: // what lies apart, or no row at all
		return []string{c.say.Say("audit.apart", args)}
	}
	var lines []string
	both := maps.Clone(journal)
	maps.Copy(both, record)
	for _, column := range slices.Sorted(maps.Keys(both)) {
		args["column"] = c.columnName(column)
		args["said"], args["is"] = journal.text(column), record.text(column)
		switch {
		case string(journal[column]) == string(record[column]):
		case total:
			lines = append(lines, c.say.Say("audit.total", args))
		default:
			lines = append(lines, c.say.Say("audit.differs", args))
		}
	}
	return lines
}

// recordName names a row as pages do: its noun and number or code, and what it
// belongs to.
func (c *console) recordName(d store.Difference, journal, record record) string {
	r := journal
	if r == nil {
		r = record
	}
	var name string
	switch d.Table {
	case "sealed", "file":
		name = strings.Trim(d.Key, `[]"`)
	case "party", "good":
		name = r.text("code")
	case "member", "assent", "assent_link":
		name = r.text("party")
	case "version", "item":
		name = r.text("number")
	case "commitment", "fulfilment":
		name = r.text("due")
	case "paid":
		name = r.text("from_party")
	default:
		name = r.text("id")
	}
	named := strings.TrimSpace(c.say.Say("row.named",
		lang.Args{"noun": c.recordNoun(d.Table, r.text("kind")), "name": name}))
	var within []string
	for _, of := range []string{"agreement", "version", "item", "event"} {
		if _, ok := r[of]; ok {
			// lang: row.agreement row.version row.item row.event
			within = append(within, c.say.Say("row.named",
				lang.Args{"noun": c.say.Say("row."+of, nil), "name": r.text(of)}))
		}
	}
	if len(within) == 0 {
		return named
	}
	return c.say.Say("audit.within",
		lang.Args{"record": named, "of": strings.Join(within, " · ")})
}

// recordNoun is what a row of a table is called.
func (c *console) recordNoun(table, kind string) string {
	if table == "event" && kind != "" {
		// lang: event.delivery event.work event.receipt event.return event.payment event.reversal
		return c.say.Say("event."+kind, nil)
	}
	// lang: row.charter row.person row.party row.post row.good row.agreement row.member
	// lang: row.version row.assent row.assent_link row.item row.commitment row.event
	// lang: row.fulfilment row.sealed row.file row.paid
	return c.say.Say("row."+table, nil)
}

// text is a value as people read it: numbers of records and days as pages have
// them.
func (r record) text(column string) string {
	n, err := strconv.ParseInt(string(r[column]), 10, 64)
	var text string
	switch {
	case err != nil && json.Unmarshal(r[column], &text) == nil:
		return text
	case err != nil:
		return string(r[column])
	}
	switch column {
	case "id", "agreement", "event", "about", "reversed", "person":
		return hinterland.ID[hinterland.Event](n).String()
	case "day", "due", "from_day", "to_day", "last", "ended":
		if day := hinterland.Day(n); day != hinterland.Forevermore {
			return day.String()
		}
		return "–"
	}
	return strconv.FormatInt(n, 10)
}

// columnName words the name of a column; one without a word stays as it is.
func (c *console) columnName(column string) string {
	switch column {
	case "quantity", "floor", "ceiling", "sent", "received", "short", "rejected", "extra",
		"extra_received", "meant", "meant_received", "returned":
		// lang: column.quantity column.floor column.ceiling column.sent column.received
		// lang: column.short column.rejected column.extra column.extra_received column.meant
		// lang: column.meant_received column.returned
		return c.say.Say("audit.steps", lang.Args{"column": c.say.Say("column."+column, nil)})
	case "about", "class", "currency", "day", "decimals", "digest", "document", "ended",
		"for_party", "from_day", "from_party", "in_force", "last", "latest", "manner", "name_en",
		"name_zh", "note", "party", "place", "reason", "reversed", "title", "to_day", "to_party",
		"told_to", "unit", "paid", "missing", "amount", "came":
		// lang: column.about column.class column.currency column.day column.decimals
		// lang: column.digest column.document column.ended column.for_party column.from_day
		// lang: column.from_party column.in_force column.last column.latest column.manner
		// lang: column.name_en column.name_zh column.note column.party column.place
		// lang: column.reason column.reversed column.title column.to_day column.to_party
		// lang: column.told_to column.unit column.paid column.missing column.amount column.came
		return c.say.Say("column."+column, nil)
	}
	return column
}
