package web

// columnsOf are the columns of a table that people are told of, besides those
// that name the row. Long: it is a table.
func columnsOf(table string) []string {
	switch table {
	case "party":
		return []string{"name_en", "name_zh", "place"}
	case "good":
		return []string{
			"code", "name_en", "name_zh", "class", "unit", "decimals", "freight", "storage",
			"keeps", "currency", "parent",
		}
	case "place":
		return []string{"name_en", "name_zh", "parent", "lon", "lat", "weight", "source"}
	case "border":
		return []string{"ruling", "reason", "mapped"}
	case "region_map":
		return []string{"name", "file", "property", "source", "licence"}
	case "tie":
		return []string{"strength", "source"}
	case "distance":
		return []string{"hectometres"}
	case "regulation":
		return []string{"rule"}
	case "scarcity":
		return []string{"reason"}
	case "trespass":
		return []string{"from_party", "to_party", "day"}
	case "scope":
		return []string{"place", "from_day", "to_day", "basis", "document"}
	case "person":
		return []string{"name", "mail", "phone"}
	case "post":
		return []string{"from_day", "to_day"}
	case "access_key":
		return []string{"title", "may", "made", "last", "revoked_on"}
	case "subscription":
		return []string{"title", "way", "address", "pace", "language", "made", "ended_on"}
	case "agreement":
		return []string{
			"title", "stage", "class", "last", "after", "latest", "in_force", "ended",
			"paused_from", "paused_to", "paused_by", "reason",
		}
	case "assent":
		return []string{"manner", "signer", "document", "file"}
	case "assent_link":
		return []string{"last", "for_party", "used"}
	case "item":
		return []string{
			"from_party", "to_party", "effort", "floor", "ceiling", "price", "currency", "sent",
			"received", "extra", "extra_received", "back", "given_back",
		}
	case "commitment":
		return []string{"quantity", "sent", "received", "meant", "meant_received"}
	case "event":
		return []string{
			"day", "quantity", "extra", "short", "rejected", "returned", "paid", "missing",
			"reason", "note", "party", "to_party", "told_to", "reversed",
		}
	case "fulfilment":
		return []string{"quantity", "meant"}
	case "paid":
		return []string{"amount", "came"}
	case "fund":
		return []string{
			"name_en", "name_zh", "trustee", "low", "high", "from_day", "last_day", "closed",
			"pledged", "granted", "drawn", "repaid",
		}
	case "pledge":
		return []string{"amount", "withdrawn", "note"}
	case "application":
		return []string{"amount", "granted", "withdrawn", "use", "reason", "told_to"}
	case "grant_made":
		return []string{"amount", "revoked", "drawn", "repaid"}
	case "advance":
		return []string{
			"from_party", "to_party", "good", "value", "rate", "day", "note", "recovered",
			"returned", "written_off",
		}
	case "settlement":
		return []string{"kind", "day", "amount", "reason", "reversed"}
	case "instalment":
		return []string{"kind", "day", "amount", "use", "note", "party", "told_to", "reversed"}
	case "cases":
		return []string{
			"text", "raised", "opened", "owner", "person", "deadline", "closing", "outcome",
		}
	case "remark":
		return []string{"text", "document", "file", "party", "told_to", "owner", "deadline"}
	case "attachment":
		return []string{"file"}
	}
	return planColumns(table)
}

// planColumns are the columns of what plans are made of that people are told of.
func planColumns(table string) []string {
	switch table {
	case "zone":
		return []string{"name_en", "name_zh", "parent", "lead", "stage", "since"}
	case "belonging":
		return []string{"zone", "from_day", "to_day", "reason", "note"}
	case "pin":
		return []string{"zone", "reason"}
	case "zone_rule":
		return []string{"objective", "tolerance", "least", "most"}
	case "reach":
		return []string{"hectometres"}
	case "horizon":
		return []string{"name_en", "name_zh", "class", "from_day", "period", "periods", "closed"}
	case "statement":
		return []string{"horizon", "kind", "priority", "price", "amounts"}
	case "plan":
		return []string{"horizon", "title", "policy", "former", "state", "shown_on", "reason"}
	case "fixing":
		return []string{"horizon", "in_period", "quantity", "reason"}
	case "recipe":
		return []string{"from_day", "to_day", "capacity"}
	case "recipe_good":
		return []string{"side", "quantity"}
	case "allocation":
		return []string{"quantity"}
	case "share":
		return []string{"needed", "met"}
	case "plan_signature":
		return []string{"manner", "document", "file"}
	}
	return nil
}

// column words the name of a column.
func (t *teller) column(name string) string {
	// lang: column.name column.mail column.phone column.name_en column.name_zh column.unit
	// lang: column.place column.from_day column.to_day
	// lang: column.title column.latest column.in_force column.ended column.terms column.manner
	// lang: column.document column.from_party column.to_party column.floor column.ceiling
	// lang: column.price column.currency column.sent column.received column.quantity column.day
	// lang: column.short column.rejected column.reason column.note column.party column.told_to
	// lang: column.reversed column.signer column.last column.for_party column.used
	// lang: column.code
	// lang: column.file column.class column.parent column.trustee column.low
	// lang: column.high column.last_day column.closed column.pledged column.granted
	// lang: column.drawn column.repaid column.amount column.sum column.withdrawn column.use
	// lang: column.revoked column.kind column.good column.value column.rate column.recovered
	// lang: column.written_off
	// lang: column.weight column.source column.ruling column.mapped column.strength
	// lang: column.hectometres
	// lang: column.zone column.lead column.since column.objective column.tolerance
	// lang: column.least column.most
	// lang: column.lon column.lat column.basis column.extra column.extra_received column.meant
	// lang: column.meant_received column.returned column.paid column.missing column.came
	// lang: column.effort column.stage column.after column.paused_from column.paused_to
	// lang: column.paused_by
	// lang: column.rule column.back column.given_back
	// lang: column.text column.raised column.opened column.owner column.person column.deadline
	// lang: column.closing column.outcome column.may column.made column.revoked_on
	// lang: column.way column.pace column.address column.language column.ended_on
	// lang: column.freight column.storage column.keeps column.hectometres column.horizon
	// lang: column.in_period column.period column.periods column.priority column.amounts
	// lang: column.capacity column.side
	// lang: column.policy column.former column.state column.shown_on column.needed column.met
	return t.a.say.Say("column."+name, nil)
}
