package web

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strconv"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// A changeWords is a change of a row in words: what it is, whether it is new
// or gone, and its values, before and after where they differ.
type changeWords struct {
	Thing  string
	Verb   string
	Fields []changeField
}

// A changeField is one value of a row; Link leads to what it is now, where that has a
// page that is seen.
type changeField struct {
	Label, Before, After string
	Link                 string
}

// A row is a row of a table as the journal has it: numbers and texts.
type row map[string]json.RawMessage

// number is a whole number of a row, 0 if it has none there.
func (r row) number(column string) int64 {
	n, err := strconv.ParseInt(string(r[column]), 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// text is a text of a row, empty if it has none there.
func (r row) text(column string) string {
	var s string
	if json.Unmarshal(r[column], &s) != nil {
		return ""
	}
	return s
}

// A teller tells changes of rows in words.
type teller struct {
	*names
	changes []hinterland.Change
	entry   int64                             // that made them; 0 in a preview
	horizon map[hinterland.HorizonCode]string // what horizons are called; nil unless one is named
}

// mostChanges is how many changes of an entry a page tells: a sheet makes thousands.
const mostChanges = 500

// changes words what an act would change. A row that would be changed more than once is
// told as it would end.
func (a *ask) changes(v *office.View, changes []hinterland.Change) ([]changeWords, error) {
	last := map[string]int{}
	for i, c := range changes {
		last[c.String()] = i
	}
	ends := make([]hinterland.Change, 0, len(last))
	for i, c := range changes {
		if last[c.String()] == i {
			ends = append(ends, c)
		}
	}
	return a.tell(v, 0, func(from int) (hinterland.ChangePart, error) {
		to := min(from+mostChanges, len(ends))
		return hinterland.ChangePart{Changes: ends[from:to], Next: to, Rest: len(ends) - to}, nil
	})
}

// recorded words what an entry changed, likewise.
func (a *ask) recorded(v *office.View, entry int64) ([]changeWords, error) {
	return a.tell(v, entry, func(from int) (hinterland.ChangePart, error) {
		return v.ChangesFrom(entry, from, mostChanges)
	})
}

// tell words changes, as far as a page tells them. It reads a part of them and only if
// most of these leave rows as they stood another.
func (a *ask) tell(
	v *office.View, entry int64, read func(from int) (hinterland.ChangePart, error),
) ([]changeWords, error) {
	n, err := a.names(v)
	if err != nil {
		return nil, err
	}
	var words []changeWords
	for from := 0; ; {
		part, err := read(from)
		if err != nil {
			return nil, err
		}
		t := &teller{names: n, changes: part.Changes, entry: entry}
		some, rest, err := t.some(mostChanges - len(words))
		if err != nil {
			return nil, err
		}
		from, rest, words = part.Next, rest+part.Rest, append(words, some...)
		if rest > 0 && len(words) == mostChanges {
			more := a.say.Say("web.changes.more", lang.Args{"count": rest})
			return append(words, changeWords{Thing: more}), nil
		}
		if rest == 0 {
			return words, nil
		}
	}
}

// some words at most so many of the teller's changes, and says how many it left.
func (t *teller) some(most int) (words []changeWords, rest int, err error) {
	former, err := t.learnOf(t.changes)
	if err != nil {
		return nil, 0, err
	}
	for i, c := range t.changes {
		if len(words) == most {
			return words, len(t.changes) - i, nil
		}
		if c.Row == former[i] && c.Row != "" {
			continue // it was written as it stood
		}
		told, err := t.tell(c, former[i])
		if err != nil {
			return nil, 0, err
		}
		words = append(words, told)
	}
	return words, 0, nil
}

// learnOf reads how rows were before some changes, and what the parties and places
// are called that they name.
func (t *teller) learnOf(changes []hinterland.Change) (former []string, err error) {
	if former, err = t.v.Former(changes, t.entry); err != nil {
		return nil, err
	}
	var parties []hinterland.PartyCode
	var places []hinterland.PlaceCode
	horizons := false
	for i, c := range changes {
		for _, text := range []string{c.Row, former[i]} {
			var r row
			if json.Unmarshal([]byte(text), &r) != nil {
				continue // it is gone, or new
			}
			parties, places = r.parties(parties), r.places(places)
			horizons = horizons || r.text("horizon") != ""
		}
	}
	if horizons && t.horizon == nil {
		t.horizon, err = t.a.horizonsCalled(t.v)
	}
	return former, cmp.Or(err, t.learn(parties), t.meetPlaces(places))
}

// thing names the row that a change leaves.
func (a *ask) thing(v *office.View, c hinterland.Change) (string, error) {
	n, err := a.names(v)
	if err != nil {
		return "", err
	}
	told, err := (&teller{names: n}).tell(c, c.Row)
	return told.Thing, err
}

// parties adds the parties that a row names.
func (r row) parties(to []hinterland.PartyCode) []hinterland.PartyCode {
	for _, column := range []string{
		"party", "from_party", "to_party", "told_to", "owner", "raised", "buyer",
	} {
		to = append(to, hinterland.PartyCode(r.text(column)))
	}
	return to
}

// tell words one change.
func (t *teller) tell(c hinterland.Change, former string) (changeWords, error) {
	before, after := row{}, row{}
	for text, into := range map[string]*row{former: &before, c.Row: &after} {
		if text == "" {
			continue
		}
		if err := json.Unmarshal([]byte(text), into); err != nil {
			return changeWords{}, fmt.Errorf("row of %s: %w", c.Table, err)
		}
	}
	full := after
	words := changeWords{}
	switch {
	case c.Row == "":
		words.Verb, full = t.a.say.Say("web.change.gone", nil), before
	case former == "":
		words.Verb = t.a.say.Say("web.change.new", nil)
	}
	words.Thing = t.thing(c.Table, full)
	for _, column := range columnsOf(c.Table) {
		was, is := t.worded(c.Table, column, before), t.worded(c.Table, column, after)
		nothing := former == "" && string(after[column]) == "0" && column != "floor" &&
			column != "decimals" && column != "keeps" // of which nought says something
		if c.Row == "" || was == is || nothing {
			continue
		}
		if former == "" {
			was = ""
		}
		label := t.column(column)
		switch {
		case column == "amount" && c.Table != "paid": // that says what was paid so far
			label = t.column("sum")
		case c.Table == "place" && column == "parent":
			label = t.a.say.Say("web.place.parent", nil)
		case c.Table == "zone" && column == "parent":
			label = t.a.say.Say("web.zone.parent", nil)
		case column == "decimals":
			label = t.a.say.Say("web.good.step", nil)
		}
		words.Fields = append(words.Fields, changeField{
			Label: label, Before: was, After: cmp.Or(is, "–"), Link: t.leads(column, after),
		})
	}
	if c.Table == "version" && c.Row != "" {
		words.Fields = append(words.Fields, t.termFields(after, before)...)
	}
	if c.Table == "advance" && c.Row != "" {
		words.Fields = append(words.Fields, t.leftOpen(before, after)...)
	}
	return words, nil
}

// thing names the row. It is Long: it has a case for each sort of name.
func (t *teller) thing(table string, r row) string {
	// lang: row.charter row.person row.party row.post row.good row.agreement row.member
	// lang: row.border row.tie row.distance row.region_map
	// lang: row.zone row.zone_centre row.belonging row.pin row.zone_rule
	// lang: row.place row.scope row.regulation row.scarcity row.trespass
	// lang: row.version row.assent row.assent_link row.item row.commitment row.event row.fulfilment
	// lang: row.fund row.pledge row.application row.grant_made row.instalment
	// lang: row.advance row.settlement row.recovery
	// lang: row.paid row.horizon row.statement row.reach
	// lang: row.cases row.concern row.remark row.attachment row.access_key row.subscription
	// lang: row.plan row.allocation row.share row.plan_good row.plan_part row.plan_signature
	// lang: row.plan_pair row.fixing row.recipe row.recipe_good
	noun := t.a.say.Say("row."+table, nil)
	name := ""
	switch table {
	case "person":
		name = t.someone(r.number("id"))
	case "attachment", "region_map":
		name = r.text("name")
	case "scope":
		name = t.party(hinterland.PartyCode(r.text("buyer")))
	case "party", "good", "place", "fund", "horizon", "zone":
		name = t.a.say.Name(r.text("name_en"), r.text("name_zh"), r.text("code"))
	case "border", "tie":
		name = t.placesOf(r.text("a"), r.text("b"))
	case "zone_centre", "belonging", "pin", "zone_rule":
		name = t.zoneThing(table, r)
	case "distance":
		name = t.placesOf(r.text("from_place"), r.text("to_place"))
	case "post":
		name = t.someone(r.number("person")) + ", " + t.a.duty(hinterland.Duty(r.text("duty"))) +
			", " + t.party(hinterland.PartyCode(r.text("party")))
	case "agreement", "access_key", "plan", "subscription":
		name = r.text("title")
	case "cases":
		name = hinterland.ID[hinterland.Case](r.number("id")).String() + " · " +
			t.a.caseKind(hinterland.CaseKind(r.text("kind")))
	case "remark":
		// lang: remark.comment remark.assigned remark.proposed remark.agreed
		name = t.a.say.Say("remark."+r.text("kind"), nil)
	case "member", "assent", "assent_link", "concern", "pledge", "application", "grant_made",
		"instalment", "statement", "share", "plan_part", "plan_signature":
		name = t.party(hinterland.PartyCode(r.text("party")))
	case "recipe", "recipe_good":
		name = t.recipeThing(table, r)
	case "version", "item":
		name = strconv.FormatInt(r.number("number"), 10)
	case "commitment", "fulfilment":
		name = dayWords(t.a.say, hinterland.Day(r.number("due")))
	case "plan_pair":
		name = t.a.pairNames(t.names, hinterland.PartyCode(r.text("one")),
			hinterland.PartyCode(r.text("other")))
	case "paid", "allocation", "fixing":
		name = t.a.way(t.names, hinterland.PartyCode(r.text("from_party")),
			hinterland.PartyCode(r.text("to_party")))
	case "event":
		noun = t.a.eventWords(&hinterland.Event{
			Kind:  hinterland.EventKind(r.text("kind")),
			About: hinterland.ID[hinterland.Event](r.number("about")),
			Paid:  hinterland.Sum{Currency: r.text("currency")},
		})
		name = hinterland.ID[hinterland.Event](r.number("id")).String()
	}
	if good := t.goodOf(table, r); table != "good" && good.Code != "" {
		name += " · " + nameOf(t.a.say, good.Name, good.Code)
	}
	if name == "" {
		return noun
	}
	return t.a.say.Say("row.named", lang.Args{"noun": noun, "name": name})
}

// someone is what a person is called, a number where nobody knows it: a
// preview keeps nothing, the name that was typed included.
func (t *teller) someone(id int64) string {
	person := hinterland.ID[hinterland.Person](id)
	if name, err := t.person(person); err == nil {
		return name
	}
	return person.String()
}

// goodOf is the good that a row counts: its item's.
func (t *teller) goodOf(table string, r row) hinterland.Good {
	number := r.number("item")
	switch table {
	case "item", "scope", "scarcity", "trespass", "cases", "statement", "reach",
		"allocation", "share", "plan_good", "fixing", "recipe_good":
		return t.good(hinterland.GoodCode(r.text("good")))
	case "commitment", "event", "fulfilment", "paid":
	default:
		return hinterland.Good{}
	}
	agreement := r.number("agreement")
	for _, c := range t.changes { // an item that is only just being promised
		var other row
		if c.Table == "item" && json.Unmarshal([]byte(c.Row), &other) == nil &&
			other.number("agreement") == agreement && other.number("number") == number {
			return t.good(hinterland.GoodCode(other.text("good")))
		}
	}
	d := t.dossier(agreement)
	if d == nil {
		return hinterland.Good{}
	}
	for i := range d.Items {
		if int64(d.Items[i].Number) == number {
			return d.Items[i].Of
		}
	}
	return hinterland.Good{}
}

// value words one value of a row; empty for nothing. It is Long: it has a case for
// each kind of column.
func (t *teller) value(column string, r row) string {
	if _, ok := r[column]; !ok {
		return ""
	}
	if _, advanced := r["written_off"]; advanced && column == "returned" {
		return t.sum(column, r)
	}
	switch column {
	case "last", "paused_from", "paused_to", "back", "made",
		"revoked_on", "ended_on":
		if r.number(column) == 0 {
			return "" // there is none
		}
		return dayWords(t.a.say, hinterland.Day(r.number(column)))
	case "stage":
		return t.a.stage(hinterland.Stage(r.text(column)))
	case "after":
		return hinterland.ID[hinterland.Agreement](r.number(column)).String()
	case "class":
		if r["stage"] != nil || r["periods"] != nil { // else of a good: anybody's word
			return t.a.class(hinterland.AgreementClass(r.text(column)))
		}
	case "from_day", "day", "last_day":
		return dayWords(t.a.say, hinterland.Day(r.number(column)))
	case "to_day", "ended", "closed": // the first day that is no more of it
		if day := hinterland.Day(r.number(column)); day != hinterland.Forevermore {
			return dayWords(t.a.say, day-1)
		}
		return ""
	case "from_party", "to_party", "party", "told_to", "for_party", "raised", "owner", "trustee",
		"paused_by":
		return t.party(hinterland.PartyCode(r.text(column)))
	case "quantity", "short", "rejected", "floor", "ceiling", "sent", "received", "extra",
		"extra_received", "meant", "meant_received", "returned", "given_back":
		return t.amount(column, r)
	case "price", "rate":
		if r.number(column) == 0 {
			return "" // there is none
		}
		return money(t.a.say, hinterland.Money(r.number(column)))
	case "good":
		return t.goodName(hinterland.GoodCode(r.text(column)))
	case "parent", "place":
		return t.node(column, r)
	case "ruling", "strength", "hectometres", "weight", "mapped":
		return t.near(column, r)
	case "rule":
		return t.a.rule(hinterland.Rule(r.text(column)))
	case "lon", "lat":
		return hinterland.MicroDegrees(r.number(column)).String()
	case "basis":
		return t.a.basis(hinterland.Basis(r.text(column)))
	case "way":
		return t.a.wayTold(hinterland.Way(r.text(column)))
	case "pace":
		return t.a.pace(hinterland.Pace(r.text(column)))
	case "may":
		return t.a.leave(hinterland.Leave(r.text(column)))
	case "decimals":
		return stepOf(int(r.number(column)))
	case "in_force", "latest":
		if r.number(column) == 0 {
			return "" // none is
		}
		return strconv.FormatInt(r.number(column), 10)
	case "name", "mail", "phone": // of a person
		return t.said(hinterland.Personal(r.text(column)))
	case "file":
		if r.text(column) == "" {
			return ""
		}
		return r.text(column)[:min(12, len(r.text(column)))] + "…"
	case "low", "high", "pledged", "granted", "drawn", "repaid", "amount", "withdrawn", "revoked",
		"paid", "missing", "came", "value", "recovered", "written_off":
		return t.sum(column, r)
	case "kind": // of an instalment, a settlement or a statement
		if r["amounts"] != nil {
			return t.a.statementKind(hinterland.StatementKind(r.text(column)))
		}
		if _, settles := r["advance"]; settles {
			return t.a.settlementKind(hinterland.SettlementKind(r.text(column)))
		}
		return t.a.instalmentKind(hinterland.InstalmentKind(r.text(column)))
	case "reversed": // why, or by which event
		if text := r.text(column); text != "" || r.number(column) == 0 {
			return text
		}
		return hinterland.ID[hinterland.Event](r.number(column)).String()
	case "manner":
		// lang: manner.account manner.paper manner.link
		return t.a.say.Say("manner."+r.text(column), nil)
	case "effort":
		return t.a.effort(hinterland.Effort(r.text(column)))
	case "signer":
		return t.signerOf(r)
	case "used":
		if r.number(column) == 0 {
			return ""
		}
		return t.a.say.Say("web.yes", nil)
	}
	return t.caseValue(column, r)
}

// caseValue words what only a case or a remark has; any other text is as it is.
func (t *teller) caseValue(column string, r row) string {
	closing, number := r.text("closing"), r.number(column)
	switch column {
	case "opened", "deadline", "person":
		if number == 0 {
			return "" // nobody, or nothing said of it
		}
		if column == "person" {
			return t.someone(number)
		}
		return dayWords(t.a.say, hinterland.Day(number))
	case "closing":
		if closing == "" {
			return ""
		}
		// lang: case.state.agreed case.state.withdrawn case.state.ended
		return t.a.say.Say("case.state."+closing, nil)
	case "outcome":
		return t.a.outcome(&hinterland.Case{
			Closing: hinterland.CaseClosing(closing), Outcome: r.text(column),
		})
	}
	return t.planValue(column, r)
}

// signerOf is the name that an assent by link was given with.
func (t *teller) signerOf(r row) string {
	if r.text("manner") != string(hinterland.ByLink) {
		return ""
	}
	d := t.dossier(r.number("agreement"))
	if version := int(r.number("version")); d != nil && version <= len(d.Versions) {
		for _, a := range d.Versions[version-1].Assents {
			if string(a.Party) == r.text("party") {
				return t.a.signer(&a)
			}
		}
	}
	return ""
}

// dossier is an agreement as the reader sees it; nil if they do not.
func (t *teller) dossier(id int64) *office.Dossier {
	d, _ := t.v.Agreement(hinterland.ID[hinterland.Agreement](id)) // else it is unseen
	return d
}

// amount words a quantity with its unit.
func (t *teller) amount(column string, r row) string {
	good := t.good(hinterland.GoodCode(r.text("good")))
	for _, table := range []string{"item", "commitment"} {
		if good.Code == "" {
			good = t.goodOf(table, r)
		}
	}
	q := hinterland.Quantity(r.number(column))
	if q == 0 && silent(column, r) {
		return ""
	}
	return quantity(t.a.say, q, good.Decimals) + " " + good.Unit
}

// sum words money of a row, which names its currency; empty for none.
func (t *teller) sum(column string, r row) string {
	if r.number(column) == 0 {
		return ""
	}
	return t.a.sum(hinterland.Sum{Minor: r.number(column), Currency: r.text("currency")})
}

// silent reports whether a quantity of nothing is not worth telling: that
// nothing out of the ordinary was, or that money has no quantity.
func silent(column string, r row) bool {
	switch column {
	case "short", "rejected", "extra", "extra_received", "meant", "meant_received", "returned",
		"given_back":
		return true
	case "quantity":
		_, event := r["about"]
		return event && r.text("currency") != ""
	}
	return false
}

// said is a personal value by its token. A preview keeps none that was typed.
func (t *teller) said(token hinterland.Personal) string {
	if token == "" {
		return ""
	}
	if p := (hinterland.Person{Name: token}); p.Erased() {
		return t.a.say.Say("web.said.erased", nil)
	}
	value, err := t.v.Said(token)
	switch {
	case err == nil && value != "":
		return value
	case t.entry == 0:
		return t.a.say.Say("web.said.typed", nil)
	}
	return t.a.say.Say("web.said.erased", nil)
}
