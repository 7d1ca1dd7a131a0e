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
	var names []string
	for _, column := range namedBy(d.Table) {
		names = append(names, r.text(column))
	}
	name := strings.Join(names, " · ")
	if name == "" { // of what lies apart, and of a path, the row says nothing else
		name = strings.Trim(d.Key, `[]"`)
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

// namedBy are the columns that tell a row from the others of its table, besides what it
// belongs to. What pages tell of a row is the rest, and they name it by what it is
// called, which who changed the records may have changed too. Long: it is a table.
func namedBy(table string) []string {
	switch table {
	case "sealed", "file":
		return nil
	case "party", "good", "place", "horizon", "zone":
		return []string{"code"}
	case "member", "assent", "assent_link":
		return []string{"party"}
	case "version", "item":
		return []string{"number"}
	case "commitment", "fulfilment":
		return []string{"due"}
	case "paid":
		return []string{"from_party"}
	case "border", "tie":
		return []string{"a", "b"}
	case "distance":
		return []string{"from_place", "to_place"}
	case "zone_centre":
		return []string{"zone", "place"}
	case "belonging":
		return []string{"place", "from_day"}
	case "pin":
		return []string{"place"}
	case "zone_rule":
		return []string{"within"}
	case "reach", "scarcity", "trespass":
		return []string{"good"}
	case "regulation":
		return []string{"subject"}
	case "recovery":
		return []string{"receipt"}
	case "concern":
		return []string{"case_id", "party"}
	case "attachment", "region_map":
		return []string{"name"}
	case "statement":
		return []string{"horizon", "party", "good"}
	case "allocation":
		return []string{"plan", "good", "from_party", "to_party"}
	case "share":
		return []string{"plan", "party", "good"}
	case "plan_good":
		return []string{"plan", "good"}
	case "plan_part", "plan_signature":
		return []string{"plan", "party"}
	case "plan_pair":
		return []string{"plan"}
	case "fixing":
		return []string{"horizon", "good", "from_party", "to_party"}
	case "recipe":
		return []string{"party", "code"}
	case "recipe_good":
		return []string{"party", "recipe", "good"}
	}
	return []string{"id"}
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
	case "id", "agreement", "event", "about", "reversed", "person", "plan", "case_id",
		"receipt", "fund", "grant_made", "application", "advance", "settlement", "scope":
		return hinterland.ID[hinterland.Event](n).String()
	case "day", "due", "from_day", "to_day", "last", "last_day", "ended", "back":
		lent := column != "back" || n != 0 // what is not lent is never given back
		if day := hinterland.Day(n); day != hinterland.Forevermore && lent {
			return day.String()
		}
		return "–"
	}
	return strconv.FormatInt(n, 10)
}

// columnName words the name of a column; one without a word stays as it is. Long: it
// is a table.
func (c *console) columnName(column string) string {
	switch column {
	case "quantity", "floor", "ceiling", "sent", "received", "short", "rejected", "extra",
		"extra_received", "meant", "meant_received", "returned":
		// lang: column.quantity column.floor column.ceiling column.sent column.received
		// lang: column.short column.rejected column.extra column.extra_received column.meant
		// lang: column.meant_received column.returned
		return c.say.Say("audit.steps", lang.Args{"column": c.say.Say("column."+column, nil)})
	case "advance", "back", "from_place", "receipt", "settlement", "to_place":
		// lang: column.advance column.back column.from_place column.receipt
		// lang: column.settlement column.to_place
		return c.say.Say("column."+column, nil)
	case "about", "address", "after", "amount", "amounts", "application",
		"basis", "came", "capacity", "class", "clock", "closed",
		"closing", "code", "currency", "day", "deadline", "decimals",
		"digest", "document", "drawn", "duty", "effort", "ended",
		"ended_on", "file", "for_party", "former", "freight", "from_day",
		"from_party", "given_back", "good", "granted", "hectometres",
		"high", "horizon", "in_force", "in_period", "keeps", "kind",
		"language", "last", "last_day", "lat", "latest", "lead", "least",
		"licence", "lon", "low", "made", "mail", "manner", "mapped",
		"may", "met", "missing", "most", "name", "name_en", "name_zh",
		"needed", "note", "objective", "opened", "outcome", "owner",
		"pace", "paid", "parent", "party", "path", "paused_by",
		"paused_from", "paused_to", "period", "periods", "person",
		"phone", "place", "pledged", "policy", "price", "priority",
		"property", "raised", "rate", "reason", "recovered", "repaid",
		"reversed", "revoked", "revoked_on", "rule", "ruling", "shown_on",
		"side", "signer", "since", "source", "stage", "state", "storage",
		"strength", "terms", "text", "title", "to_day", "to_party",
		"told_to", "tolerance", "total", "trustee", "unit", "use", "used",
		"value", "way", "weight", "withdrawn", "written_off", "zone":
		// lang: column.about column.address column.after column.amount
		// lang: column.amounts column.application column.basis column.came
		// lang: column.capacity column.class column.clock column.closed
		// lang: column.closing column.code column.currency column.day
		// lang: column.deadline column.decimals column.digest column.document
		// lang: column.drawn column.duty column.effort column.ended
		// lang: column.ended_on column.file column.for_party column.former
		// lang: column.freight column.from_day column.from_party
		// lang: column.given_back column.good column.granted column.hectometres
		// lang: column.high column.horizon column.in_force column.in_period
		// lang: column.keeps column.kind column.language column.last
		// lang: column.last_day column.lat column.latest column.lead
		// lang: column.least column.licence column.lon column.low column.made
		// lang: column.mail column.manner column.mapped column.may column.met
		// lang: column.missing column.most column.name column.name_en
		// lang: column.name_zh column.needed column.note column.objective
		// lang: column.opened column.outcome column.owner column.pace
		// lang: column.paid column.parent column.party column.path
		// lang: column.paused_by column.paused_from column.paused_to
		// lang: column.period column.periods column.person column.phone
		// lang: column.place column.pledged column.policy column.price
		// lang: column.priority column.property column.raised column.rate
		// lang: column.reason column.recovered column.repaid column.reversed
		// lang: column.revoked column.revoked_on column.rule column.ruling
		// lang: column.shown_on column.side column.signer column.since
		// lang: column.source column.stage column.state column.storage
		// lang: column.strength column.terms column.text column.title
		// lang: column.to_day column.to_party column.told_to column.tolerance
		// lang: column.total column.trustee column.unit column.use column.used
		// lang: column.value column.way column.weight column.withdrawn
		// lang: column.written_off column.zone
		return c.say.Say("column."+column, nil)
	}
	return column
}
