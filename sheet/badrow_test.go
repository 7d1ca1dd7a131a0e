package sheet

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"hinterland"
	"hinterland/lang"
)

// A rowCase is a row of a noun in which one cell is bad.
type rowCase struct {
	noun, field, value, want string
}

// soundRows are rows of each noun that are new and that nothing refuses. Long: it is a
// table.
func soundRows() map[string]Record {
	return map[string]Record{
		"goods": {
			"code": "paper", "name.en": "Paper", "name.zh": "纸", "unit": "t", "decimals": "1",
			"class": "material", "parent": "ramie",
		},
		"places": {
			"code": "changsha", "name.en": "Changsha", "name.zh": "长沙", "parent": "liuyang",
			"lon": "112.98", "lat": "28.19", "weight": "1200000", "source": "Census",
		},
		"parties": {"code": "mill", "name.en": "Mill", "name.zh": "厂", "place": "liuyang"},
		"people":  {"person": "", "name": "Li Ming", "mail": "li@example.org", "phone": "0731 1"},
		"borders": {
			"a": "yueyang", "b": "liuyang", "ruling": "joined", "reason": "A ferry",
		},
		"ties":      {"a": "yueyang", "b": "liuyang", "strength": "12.5", "source": "Waybills"},
		"distances": {"from": "yueyang", "to": "liuyang", "km": "180.5"},
		"zones": {
			"code": "west", "name.en": "West", "name.zh": "西区", "parent": "hub",
			"lead": "coop", "centre": "liuyang yueyang", "state": "established",
			"from": "2026-01-01",
		},
		"belongings": {
			"place": "yueyang", "stays.zone": "hub", "stays.from": "2025-01-01",
			"stays.last": "2026-12-31", "stays.reason": "hand",
			"stays.note": "A ferry",
		},
		"pins": {"place": "yueyang", "zone": "hub", "reason": "A ferry"},
		"zoning": {
			"within": "hub", "objective": "distance", "tolerance": "", "least": "100",
			"most": "2000",
		},
		"horizons": {
			"code": "2028", "name.en": "Year 2028", "name.zh": "2028年", "class": "annual",
			"from": "2028-01-01", "period": "quarter", "periods": "4",
		},
		"offers": {
			"horizon": "2027", "party": "coop", "good": "ramie", "price": "820.5",
			"quantities.1": "12.5", "quantities.2": "",
		},
		"needs": {
			"horizon": "2027", "party": "office", "good": "ramie", "priority": "1",
			"quantities.1": "", "quantities.2": "12.5",
		},
		"recipes": {
			"party": "office", "recipe": "spun", "from": "2027-01-01", "last": "2027-12-31",
			"capacity": "0.5", "inputs.good": "ramie", "inputs.quantity": "1.25",
			"outputs.good": "yarn", "outputs.quantity": "20",
		},
		"agreements": {
			"agreement": "a", "title": "Ramie", "kind": "purchase", "class": "annual",
			"from": "2027-01-01", "last": "2027-12-31", "items.from": "coop",
			"items.to": "office", "items.good": "ramie", "items.effort": "firm",
			"items.floor": "1", "items.ceiling": "2.5", "items.price": "820",
			"items.currency": "CNY", "items.market": "", "items.right": "", "items.back": "",
			"items.schedule.due": "2027-10-31", "items.schedule.quantity": "1",
		},
		"deliveries": {
			"agreement": "6", "item": "1", "day": "2026-11-24", "quantity": "0.5", "extra": "",
			"note": "wet",
		},
		"scopes": {
			"scope": "", "buyer": "coop", "good": "ramie", "place": "liuyang",
			"from": "2026-12-01", "last": "2026-12-31", "basis": "public-lot", "document": "Lot 3",
		},
		"receipts": {
			"delivery": "7", "day": "2026-11-24", "received": "0.3", "short": "0.1",
			"rejected": "0.1", "reason": "Wet", "note": "",
		},
		"payments": {
			"agreement": "6", "item": "", "from": "office", "to": "coop", "day": "2026-11-24",
			"amount": "820.50", "currency": "CNY", "note": "in part",
		},
	}
}

// badRows has a bad cell of each kind of each column. Long: it is a table.
func badRows() []rowCase {
	long := strings.Repeat("x", hinterland.MaxName+1)
	return []rowCase{
		{"goods", "code", "", "code.form"},
		{"goods", "code", "two words", "code.form"},
		{"goods", "code", "#x", "code.form"},
		{"goods", "code", strings.Repeat("x", hinterland.MaxCode+1), "code.form"},
		{"goods", "code", "a\u200bb", "cell.control"},
		{"goods", "name.en", long, "text.long"},
		{"goods", "name.zh", "a\u202eb", "cell.control"},
		{"goods", "unit", "", "cell.blank"},
		{"goods", "unit", strings.Repeat("x", hinterland.MaxCode+1), "text.long"},
		{"goods", "decimals", "", "number.whole"},
		{"goods", "decimals", "1.5", "number.whole"},
		{"goods", "decimals", "-1", "number.range"},
		{"goods", "decimals", "7", "number.range"},
		{"goods", "decimals", "many", "number.whole"},
		{"goods", "class", long, "text.long"},
		{"goods", "parent", "hemp", "good.unknown"},
		{"goods", "parent", "paper", "tree.loop"},
		{"goods", "freight", "-1", "number.form"},
		{"goods", "freight", "10000000.1", "number.range"},
		{"goods", "storage", "0.0000001", "number.places"},
		{"goods", "currency", "yuan", "currency.form"},
		{"goods", "keeps", "1.5", "number.whole"},
		{"goods", "keeps", "10000", "number.range"},
		{"goods", "reach", "400001", "number.range"},
		{"places", "code", "", "code.form"},
		{"places", "code", "a\tb", "cell.control"},
		{"places", "name.en", long, "text.long"},
		{"places", "name.zh", "a\x07", "cell.control"},
		{"places", "parent", "nowhere", "place.unknown"},
		{"places", "parent", "changsha", "tree.loop"},
		{"places", "lon", "180.000001", "degrees.range"},
		{"places", "lon", "-180.5", "degrees.range"},
		{"places", "lon", "", "degrees.half"},
		{"places", "lon", "east", "number.form"},
		{"places", "lon", "1.0000001", "number.places"},
		{"places", "lat", "90.1", "degrees.range"},
		{"places", "lat", "1,5", "number.form"},
		{"places", "weight", "many", "number.whole"},
		{"places", "weight", "1.5", "number.whole"},
		{"places", "source", "", "cell.blank"},
		{"parties", "code", "", "code.form"},
		{"parties", "code", "coop mill", "code.form"},
		{"parties", "name.en", long, "text.long"},
		{"parties", "name.zh", "a\u202eb", "cell.control"},
		{"parties", "place", "nowhere", "place.unknown"},
		{"people", "person", "99", "person.unknown"},
		{"people", "person", "Li", "person.unknown"},
		{"people", "name", "", "cell.blank"},
		{"people", "name", long, "text.long"},
		{"people", "name", "personal:x", "personal.token"},
		{"people", "mail", long, "text.long"},
		{"people", "mail", "li", "mail.form"},
		{"people", "phone", "a\u202eb", "cell.control"},
		{"borders", "a", "", "code.form"},
		{"borders", "a", "nowhere", "place.unknown"},
		{"borders", "b", "", "code.form"},
		{"borders", "b", "yueyang", "pair.self"},
		{"borders", "ruling", "maybe", "ruling.unknown"},
		{"borders", "reason", "", "cell.blank"},
		{"borders", "reason", long, "text.long"},
		{"ties", "a", "", "code.form"},
		{"ties", "b", "nowhere", "place.unknown"},
		{"ties", "b", "yueyang", "pair.self"},
		{"ties", "strength", "-1", "number.form"},
		{"ties", "strength", "1.0000001", "number.places"},
		{"ties", "strength", "9223372036854.775808", "number.size"},
		{"ties", "source", "", "cell.blank"},
		{"ties", "source", "a\u202eb", "cell.control"},
		{"distances", "from", "nowhere", "place.unknown"},
		{"distances", "to", "", "code.form"},
		{"distances", "to", "yueyang", "pair.self"},
		{"distances", "km", "far", "number.form"},
		{"distances", "km", "1.25", "number.places"},
		{"zones", "code", "", "code.form"},
		{"zones", "name.en", long, "text.long"},
		{"zones", "name.zh", "a\u202eb", "cell.control"},
		{"zones", "parent", "nowhere", "zone.unknown"},
		{"zones", "parent", "west", "tree.loop"},
		{"zones", "lead", "nobody", "party.unknown"},
		{"zones", "centre", "", "cell.blank"},
		{"zones", "centre", "liuyang nowhere", "place.unknown"},
		{"zones", "centre", "Liuyang, liuyang", "centre.shared"},
		{"zones", "state", "gone", "zone.stage"},
		{"zones", "from", "soon", "day.form"},
		{"belongings", "place", "", "cell.blank"},
		{"belongings", "place", "nowhere", "place.unknown"},
		{"belongings", "stays.zone", "nowhere", "zone.unknown"},
		{"belongings", "stays.from", "", "cell.blank"},
		{"belongings", "stays.from", "soon", "day.form"},
		{"belongings", "stays.last", "2024-12-31", "term.backwards"},
		{"belongings", "stays.reason", "", "belonging.reason"},
		{"belongings", "stays.reason", "because", "belonging.reason"},
		{"belongings", "stays.note", "", "cell.blank"},
		{"belongings", "stays.note", long, "text.long"},
		{"pins", "place", "", "cell.blank"},
		{"pins", "place", "nowhere", "place.unknown"},
		{"pins", "zone", "", "cell.blank"},
		{"pins", "zone", "nowhere", "zone.unknown"},
		{"pins", "reason", "", "cell.blank"},
		{"pins", "reason", long, "text.long"},
		{"zoning", "within", "nowhere", "zone.unknown"},
		{"zoning", "objective", "", "objective.unknown"},
		{"zoning", "objective", "beauty", "objective.unknown"},
		{"zoning", "tolerance", "0.2", "bounds.two"},
		{"zoning", "tolerance", "0.0000001", "number.places"},
		{"zoning", "least", "2001", "setting.order"},
		{"zoning", "least", "1.5", "number.whole"},
		{"zoning", "most", "many", "number.whole"},
		{"zoning", "most", "1000000000001", "number.range"},
		{"horizons", "code", "a b", "code.form"},
		{"horizons", "name.en", long, "text.long"},
		{"horizons", "name.zh", "a\u202eb", "cell.control"},
		{"horizons", "class", "task", "horizon.class"},
		{"horizons", "class", "standing", "horizon.days"},
		{"horizons", "from", "", "cell.blank"},
		{"horizons", "from", "2028-01-02", "horizon.begin"},
		{"horizons", "period", "day", "horizon.period"},
		{"horizons", "periods", "", "number.whole"},
		{"horizons", "periods", "262", "number.range"},
		{"offers", "horizon", "", "code.form"},
		{"offers", "horizon", "2030", "horizon.unknown"},
		{"offers", "horizon", "2026", "horizon.closed"},
		{"offers", "party", "", "code.form"},
		{"offers", "party", "nobody", "party.unknown"},
		{"offers", "good", "", "code.form"},
		{"offers", "good", "hemp", "good.unknown"},
		{"offers", "price", "", "number.form"},
		{"offers", "price", "dear", "number.form"},
		{"offers", "price", "0.0000001", "number.places"},
		{"offers", "price", "10000000.1", "cost.size"},
		{"offers", "quantities.1", "much", "number.form"},
		{"offers", "quantities.2", "-1", "number.form"},
		{"offers", "quantities.2", "0.0001", "number.places"},
		{"offers", "quantities.1", "1000000000001", "total.size"},
		{"needs", "horizon", "2030", "horizon.unknown"},
		{"needs", "party", "nobody", "party.unknown"},
		{"needs", "good", "hemp", "good.unknown"},
		{"needs", "priority", "", "number.whole"},
		{"needs", "priority", "0", "number.range"},
		{"needs", "priority", "100", "number.range"},
		{"needs", "priority", "1.5", "number.whole"},
		{"needs", "quantities.1", "1,5", "number.form"},
		{"needs", "quantities.2", "1.2345", "number.places"},
		{"recipes", "party", "nobody", "party.unknown"},
		{"recipes", "recipe", "two words", "code.form"},
		{"recipes", "from", "soon", "day.form"},
		{"recipes", "last", "2026-12-31", "term.backwards"},
		{"recipes", "capacity", "0", "number.range"},
		{"recipes", "capacity", "0.0005", "number.places"},
		{"recipes", "inputs.good", "hemp", "good.unknown"},
		{"recipes", "inputs.quantity", "", "cell.blank"},
		{"recipes", "inputs.quantity", "much", "number.form"},
		{"recipes", "outputs.good", "ramie", "recipe.good"},
		{"recipes", "outputs.quantity", "-1", "number.form"},
		{"agreements", "title", "", "cell.blank"},
		{"agreements", "title", long, "text.long"},
		{"agreements", "kind", "gift", "agreement.kind"},
		{"agreements", "class", "weekly", "agreement.class"},
		{"agreements", "from", "soon", "day.form"},
		{"agreements", "last", "", "cell.blank"},
		{"agreements", "items.from", "nobody", "party.unknown"},
		{"agreements", "items.to", "nobody", "party.unknown"},
		{"agreements", "items.good", "hemp", "good.unknown"},
		{"agreements", "items.effort", "perhaps", "item.effort"},
		{"agreements", "items.floor", "much", "number.form"},
		{"agreements", "items.ceiling", "0.5", "item.bounds"},
		{"agreements", "items.ceiling", "2.5001", "number.places"},
		{"agreements", "items.price", "dear", "number.form"},
		{"agreements", "items.currency", "yuan", "currency.form"},
		{"agreements", "items.market", long, "text.long"},
		{"agreements", "items.right", "own", "item.right"},
		{"agreements", "items.back", "soon", "day.form"},
		{"agreements", "items.schedule.due", "June", "day.form"},
		{"agreements", "items.schedule.due", "2028-06-01", "schedule.term"},
		{"agreements", "items.schedule.quantity", "ten", "number.form"},
		{"deliveries", "agreement", "", "cell.blank"},
		{"deliveries", "agreement", "six", "id.form"},
		{"deliveries", "agreement", "99", "agreement.unknown"},
		{"deliveries", "item", "", "number.whole"},
		{"deliveries", "item", "one", "number.whole"},
		{"deliveries", "day", "", "cell.blank"},
		{"deliveries", "day", "soon", "day.form"},
		{"deliveries", "day", "2026-02-30", "day.form"},
		{"deliveries", "day", "2026-11-26", "event.future"},
		{"deliveries", "quantity", "1,5", "number.form"},
		{"deliveries", "quantity", "0.0001", "number.places"},
		{"deliveries", "quantity", "-1", "number.form"},
		{"deliveries", "note", strings.Repeat("x", hinterland.MaxNote+1), "text.long"},
		{"scopes", "scope", "99", "scope.unknown"},
		{"scopes", "buyer", "nobody", "party.unknown"},
		{"scopes", "good", "hemp", "good.unknown"},
		{"scopes", "place", "nowhere", "place.unknown"},
		{"scopes", "from", "soon", "day.form"},
		{"scopes", "last", "2026-11-30", "term.backwards"},
		{"scopes", "basis", "because", "basis.unknown"},
		{"scopes", "basis", "", "basis.unknown"},
		{"scopes", "document", strings.Repeat("x", hinterland.MaxName+1), "text.long"},
		{"receipts", "delivery", "", "cell.blank"},
		{"receipts", "delivery", "six", "id.form"},
		{"receipts", "delivery", "99", "event.unknown"},
		{"receipts", "delivery", "6", "event.unknown"},
		{"receipts", "day", "2026-11-26", "event.future"},
		{"receipts", "received", "0.4", "receipt.sum"},
		{"receipts", "received", "some", "number.form"},
		{"receipts", "short", "-0.1", "number.form"},
		{"receipts", "rejected", "1,5", "number.form"},
		{"receipts", "reason", "", "receipt.reason"},
		{"receipts", "note", strings.Repeat("x", hinterland.MaxNote+1), "text.long"},
		{"payments", "agreement", "six", "id.form"},
		{"payments", "agreement", "99", "agreement.unknown"},
		{"payments", "item", "one", "number.whole"},
		{"payments", "from", "nobody", "party.unknown"},
		{"payments", "to", "", "cell.blank"},
		{"payments", "day", "", "cell.blank"},
		{"payments", "amount", "0", "payment.none"},
		{"payments", "amount", "many", "number.form"},
		{"payments", "currency", "yuan", "currency.form"},
		{"payments", "note", strings.Repeat("x", hinterland.MaxNote+1), "text.long"},
	}
}

// fieldsOf are the columns of a noun: of one that is spread, two periods of 2027.
func fieldsOf(n *Noun) []Field {
	if !n.Spread {
		return n.Fields
	}
	return append(slices.Clone(n.Fields), spreadField(1, ""), spreadField(2, ""))
}

// textOf writes one row of a noun, with the heads of a language.
func textOf(n *Noun, row Record, tongue lang.Tongue) string {
	var heads, cells []string
	fields := fieldsOf(n)
	for i := range fields {
		heads = append(heads, fields[i].HeadOf(lang.For(tongue)))
		cells = append(cells, row[fields[i].Name])
	}
	quoted := make([]string, len(cells))
	for i, c := range cells {
		quoted[i] = `"` + strings.ReplaceAll(c, `"`, `""`) + `"`
	}
	return strings.Join(heads, ",") + "\n" + strings.Join(quoted, ",") + "\n"
}

// openPromised opens an office in which something is promised.
func openPromised(t *testing.T) *example {
	t.Helper()
	o := openFile(t)
	promise(o)
	o.must("open-horizon", `{"code":"2026","name":{"en":"2026"},"class":"annual",`+
		`"from":"2026-01-01","period":"month","periods":12}`)
	o.must("close-horizon", `{"code":"2026","base":8}`)
	o.must("open-horizon", `{"code":"2027","name":{"en":"2027"},"class":"annual",`+
		`"from":"2027-01-01","period":"month","periods":12}`)
	o.must("register-good", `{"code":"yarn","name":{"en":"Yarn"},"unit":"km","decimals":0}`)
	o.must("found-zone", `{"code":"hub","name":{"en":"Hub"},"centre":["liuyang"]}`)
	return o
}

// promise lets ramie be promised by agreement 6, of which delivery 7 is on its way.
func promise(o *example) {
	o.t.Helper()
	o.must("register-place", `{"code":"yueyang","name":{"zh":"岳阳"}}`)
	o.must("propose-agreement", `{"kind":"purchase","class":"annual","title":"T",`+
		`"parties":["office","coop"],"from":"2026-01-01","last":"2026-12-31","items":[`+
		`{"number":1,"from":"coop","to":"office","good":"ramie","effort":"firm","floor":"1",`+
		`"ceiling":"2","schedule":[{"due":"2026-10-31","quantity":"1"}]}]}`)
	o.must("record-delivery", `{"agreement":"6","item":1,"day":"2026-11-23","quantity":"0.5"}`)
}

func TestSoundRowsOfEveryNounAreNew(t *testing.T) {
	o := openPromised(t)
	for _, n := range Nouns() {
		for _, tongue := range lang.Tongues() {
			in := o.look("x.csv", textOf(n, soundRows()[n.Name], tongue))
			if got := outcomes(in); got != "1 create;" || in.Files[0].Tabs[0].Noun.Name != n.Name {
				t.Errorf("%s, %s: %s", n.Name, tongue, got)
			}
		}
	}
}

func TestEveryBadCellIsToldWhereItStands(t *testing.T) {
	o := openPromised(t)
	met := map[string]bool{}
	for _, tt := range badRows() {
		n := NounNamed(tt.noun)
		met[tt.noun+" "+tt.field] = true
		row := Record{}
		for field, text := range soundRows()[tt.noun] {
			row[field] = text
		}
		row[tt.field] = tt.value
		for _, tongue := range lang.Tongues() {
			in := o.look("x.csv", textOf(n, row, tongue))
			if len(in.Faults) != 1 || in.Count(Refuses) != 1 {
				t.Errorf("%s %s %.20q: %s", tt.noun, tt.field, tt.value, outcomes(in))
				continue
			}
			f := in.Faults[0]
			if string(f.Reason) != tt.want || f.At.Line != 2 {
				t.Errorf("%s %s %.20q: %s", tt.noun, tt.field, tt.value, outcomes(in))
			}
			wide := *n
			wide.Fields = fieldsOf(n)
			head := wide.lacked(tt.field).HeadOf(lang.For(tongue))
			if f.At.Column != head && f.Column >= 0 {
				t.Errorf("%s %s %.20q is told at %s", tt.noun, tt.field, tt.value, f.At.Column)
			}
		}
	}
	for _, n := range Nouns() {
		for _, f := range fieldsOf(n) {
			name := n.Name + " " + f.Name
			if !met[name] && f.Name != "extra" && name != "agreements agreement" {
				t.Errorf("no bad cell of %s", name)
			}
		}
	}
}

// TestWhoMayNotIsToldRowByRow lets somebody hand in what only a keeper may do.
func TestWhoMayNotIsToldRowByRow(t *testing.T) {
	o := openFile(t)
	e := o.must("register-person", `{"name":"Wang"}`)
	wang := hinterland.MakeID[hinterland.Person](e.Act, 0)
	o.must("give-post", fmt.Sprintf(`{"person":"%s","party":"coop","duty":"clerk",`+
		`"from":"2026-01-01"}`, wang))
	o.actor.Person, o.actor.Party = wang, "coop"
	in := o.look(
		"places.csv", "code,name.en,name.zh,parent\nliuyang,Other,,\nnew,New,,\n",
		"parties.csv", "code,name.en,place\ncoop,Co-operative of Liuyang,liuyang\noffice,Ours,\n")
	want := "2 create;"
	if got := outcomes(in); strings.HasPrefix(got, want) || in.Count(Creates) != 1 ||
		in.Count(Changes) != 1 || in.Count(Refuses) != 2 {
		t.Errorf("got %s", got)
	}
	for _, f := range in.Faults {
		if f.Reason != "act.denied" || f.Column != -1 {
			t.Errorf("got %v", f.Refusal)
		}
	}
}
