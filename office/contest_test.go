package office

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"hinterland"
	"hinterland/store"
)

// A contest is an office in which anything may come of agreements: of a
// purchase, with an advance on it, which is amended, suspended, closed or
// broken while another may be given the scope, and of a loan; and of a grant of
// a fund. What has been recorded is known to all who take part.
type contest struct {
	*exampleOffice
	rounds         int
	purchase, loan string
	good           string

	mu   sync.Mutex
	made map[string][]string // the records of this round, by the kind of act
	done map[string]int      // how often each kind of act was done
}

// openContest opens a contest on an example office.
func openContest(o *exampleOffice) *contest {
	c := &contest{exampleOffice: o, done: map[string]int{}}
	o.must(o.keeper, "register-place", `{"code":"county","name":{"en":"County"}}`)
	o.must(o.keeper, "locate-party", `{"code":"coop","place":"county","base":2}`)
	o.must(o.keeper, "register-party", `{"code":"mill","name":{"en":"Mill"}}`)
	return c
}

// round begins anew: with agreements in force on a good of their own, an
// advance and a fund.
func (c *contest) round() {
	c.t.Helper()
	c.rounds++
	c.good, c.made = fmt.Sprint("ramie", c.rounds), map[string][]string{}
	c.must(c.keeper, "register-good", `{"code":"`+c.good+`","name":{"en":"Ramie"},"unit":"t",`+
		`"decimals":3}`)
	c.purchase = c.agreed(c.terms("", "150", 60))
	c.loan = c.agreed(`{"kind":"support","class":"short","title":"Looms",` +
		`"parties":["office","coop"],"from":"2026-01-01","last":"2026-12-31","items":[` +
		`{"number":1,"from":"office","to":"coop","good":"` + c.good + `","effort":"best",` +
		`"right":"use","back":"2026-12-24","floor":"0","ceiling":"50",` +
		`"schedule":[{"due":"2026-11-01","quantity":"50"}]}]}`)
	c.took("give-advance", c.must(c.keeper, "give-advance", `{"agreement":"`+c.purchase+
		`","item":1,"day":"2026-11-19","value":"100","currency":"CNY","rate":"1.5"}`))
	fund := c.must(c.keeper, "open-fund", example("open-fund")).Act
	c.must(c.keeper, "pledge-to-fund",
		fmt.Sprintf(`{"fund":"%d","party":"office","amount":"100"}`, fund))
	c.took("apply-to-fund", c.must(c.keeper, "apply-to-fund", fmt.Sprintf(`{"fund":"%d",`+
		`"party":"coop","amount":"120","use":"Seed","reason":"Hail"}`, fund)))
}

// terms are those of the purchase. Where nothing is due later, that date goes.
func (c *contest) terms(more, ceiling string, later int) string {
	second := `,{"due":"2026-12-15","quantity":"60"}`
	instead := strings.Replace(second, "60", fmt.Sprint(later), 1)
	if later == 0 {
		instead = ""
	}
	return strings.NewReplacer(`"good":"ramie"`, `"good":"`+c.good+`"`, `"floor":"100"`,
		`"floor":"60"`, `"150"`, `"`+ceiling+`"`, second, instead).Replace(exampleTerms(more))
}

// agreed puts an agreement in force.
func (c *contest) agreed(terms string) string {
	c.t.Helper()
	act := c.must(c.keeper, "propose-agreement", terms).Act
	c.putInForce(act)
	return fmt.Sprint(act)
}

// took notes what an act has made.
func (c *contest) took(kind string, e hinterland.Entry) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.made[kind] = append(c.made[kind], eventOf(e))
	c.done[kind]++
}

// of is a record that one of some kinds of acts has made; one that is unknown,
// where none has.
func (c *contest) of(dice *rand.Rand, kinds ...string) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	var all []string
	for _, kind := range kinds {
		all = append(all, c.made[kind]...)
	}
	if len(all) == 0 {
		return "999999"
	}
	return all[max(dice.IntN(len(all)), dice.IntN(len(all)))] // rather a late one
}

// final are those after which little can be done.
func final(kind string) bool {
	return slices.Contains([]string{
		"close-agreement", "declare-breach", "end-agreement", "grant-scope",
	}, kind)
}

// duels are kinds of acts that get in one another's way, as often as they are
// named.
func duels() []string {
	return []string{
		"record-delivery record-delivery suspend-agreement resume-agreement",
		"record-delivery record-receipt record-return record-return reverse-event",
		"record-delivery record-receipt give-back give-back reverse-event",
		"record-delivery record-receipt close-agreement declare-breach end-agreement",
		"record-delivery amend-agreement assent record-paper-assent reverse-event",
		"record-delivery grant-scope",
		"grant-of-fund draw-grant draw-grant repay-grant revoke-grant reverse-instalment",
		"record-delivery record-receipt recover-advance return-advance write-off-advance " +
			"reverse-settlement reverse-event",
		"record-payment confirm-payment reverse-event",
	}
}

// try does a random act of some kinds; to be refused is no fault. After some
// little can be done: they are done seldom.
func (c *contest) try(dice *rand.Rand, kinds []string) {
	kind := kinds[dice.IntN(len(kinds))]
	for final(kind) && dice.IntN(8) > 0 {
		kind = kinds[dice.IntN(len(kinds))]
	}
	body := c.body(kind, dice)
	act, err := Decode(kind, []byte(body))
	if err != nil {
		c.t.Errorf("%s %s: %v", kind, body, err)
		return
	}
	if _, rests := act.(overwriting); rests {
		err = c.View(c.t.Context(), c.keeper, func(v *View) error { return v.Rest(act) })
	}
	if err == nil {
		var e hinterland.Entry
		if e, err = c.Do(c.t.Context(), Request{Actor: c.keeper, Act: act}); err == nil {
			c.took(kind, e)
		}
	}
	if err != nil && refusalIn(err) == nil {
		c.t.Errorf("%s %s: %v", kind, body, err)
	}
}

// body is that of a random act of a kind. Long: it is a table of kinds.
func (c *contest) body(kind string, dice *rand.Rand) string {
	agreement := c.purchase
	if dice.IntN(3) == 0 {
		agreement = c.loan
	}
	q, some := 1+dice.IntN(20), strings.NewReplacer("A", agreement, "P", c.purchase)
	say := func(format string, values ...any) string {
		return some.Replace(strings.ReplaceAll(fmt.Sprintf(format, values...), "Q", fmt.Sprint(q)))
	}
	pick := func(kinds ...string) string { return c.of(dice, kinds...) }
	switch kind {
	case "record-delivery":
		more := []string{"", "", `,"extra":true`, `,"for":[{"due":"2026-12-15","quantity":"Q"}]`}
		day := []string{"20", "25", "25"}[dice.IntN(3)]
		return say(`{"agreement":"A","item":1,"day":"2026-11-%s","quantity":"Q"%s}`, day,
			more[dice.IntN(4)])
	case "record-receipt":
		of := pick("record-delivery", "record-delivery", "record-return", "give-back")
		took := c.quantityOf(of)
		bad := dice.IntN(took + 1)
		return say(`{"delivery":"%s","day":"2026-11-25","received":"%d","rejected":"%d",`+
			`"reason":"x"}`, of, took-bad, bad)
	case "record-return":
		return say(`{"receipt":"%s","day":"2026-11-25","quantity":"%d"}`, pick("record-receipt"),
			1+dice.IntN(4))
	case "give-back":
		return say(`{"agreement":"%s","item":1,"day":"2026-11-25","quantity":"Q"}`, c.loan)
	case "reverse-event":
		return say(`{"event":"%s","reason":"x"}`, pick("record-delivery", "record-receipt",
			"record-return", "give-back", "record-payment", "confirm-payment"))
	case "record-payment":
		return say(`{"agreement":"P","item":1,"day":"2026-11-24","amount":"Q","currency":"CNY"}`)
	case "confirm-payment":
		return say(`{"payment":"%s","day":"2026-11-25","came":"1","reason":"x"}`,
			pick("record-payment"))
	case "amend-agreement":
		return c.terms(`"agreement":"`+c.purchase+`","base":0,`, fmt.Sprint(100+q*6),
			dice.IntN(3)*20)
	}
	return c.bodyOfState(kind, dice, say)
}

// bodyOfState is that of an act on what agreements are, and on money.
func (c *contest) bodyOfState(
	kind string, dice *rand.Rand, say func(string, ...any) string,
) string {
	pick := func(kind string) string { return c.of(dice, kind) }
	switch kind {
	case "assent", "record-paper-assent":
		return c.assenting(kind)
	case "suspend-agreement":
		return say(`{"agreement":"P","until":"2026-12-01","reason":"x","base":0}`)
	case "resume-agreement", "close-agreement":
		return say(`{"agreement":"P","base":0}`)
	case "declare-breach":
		return say(`{"agreement":"P","reason":"x","base":0}`)
	case "end-agreement":
		return say(`{"agreement":"P","last":"2026-12-%d","reason":"x","base":0}`,
			10+dice.IntN(20))
	case "grant-scope":
		return say(`{"buyer":"mill","good":"%s","place":"county","basis":"public-lot",`+
			`"from":"2026-11-25","last":"2026-12-31"}`, c.good)
	case "recover-advance":
		return say(`{"advance":"%s","receipt":"%s"}`, pick("give-advance"), pick("record-receipt"))
	case "return-advance":
		return say(`{"advance":"%s","day":"2026-11-25","amount":"Q","reason":"x"}`,
			pick("give-advance"))
	case "write-off-advance":
		return say(`{"advance":"%s","amount":"Q","reason":"x"}`, pick("give-advance"))
	case "reverse-settlement":
		kinds := []string{"recover-advance", "return-advance", "write-off-advance"}
		return say(`{"settlement":"%s","reason":"x"}`, pick(kinds[dice.IntN(3)]))
	case "grant-of-fund":
		return say(`{"application":"%s","amount":"Q"}`, pick("apply-to-fund"))
	case "draw-grant":
		return say(`{"grant":"%s","day":"2026-11-25","amount":"%d","use":"Seed"}`,
			pick("grant-of-fund"), 1+dice.IntN(9))
	case "repay-grant":
		return say(`{"grant":"%s","day":"2026-11-25","amount":"%d"}`, pick("grant-of-fund"),
			1+dice.IntN(9))
	case "revoke-grant":
		return say(`{"grant":"%s","amount":"%d","reason":"x"}`, pick("grant-of-fund"),
			1+dice.IntN(9))
	}
	kinds := []string{"draw-grant", "repay-grant"}
	return say(`{"instalment":"%s","reason":"x"}`, pick(kinds[dice.IntN(2)]))
}

// idOf reads a number.
func idOf[Of any](text string) (id hinterland.ID[Of], err error) {
	return id, id.UnmarshalText([]byte(text))
}

// quantityOf is how much an event is of, in whole tonnes.
func (c *contest) quantityOf(event string) (q int) {
	err := c.records.Read(c.t.Context(), func(tx hinterland.Tx) error {
		id, err := idOf[hinterland.Event](event)
		if err != nil {
			return err
		}
		e, err := tx.Event(id)
		q = int(e.Quantity / 1000)
		return err
	})
	if err != nil && refusalIn(err) == nil {
		c.t.Error(err)
	}
	return q
}

// assenting is an assent to the version of the purchase that was proposed last.
func (c *contest) assenting(kind string) string {
	body := ""
	err := c.View(c.t.Context(), c.keeper, func(v *View) error {
		id, err := idOf[hinterland.Agreement](c.purchase)
		if err != nil {
			return err
		}
		d, err := v.Agreement(id)
		if err != nil {
			return err
		}
		latest := d.Versions[len(d.Versions)-1]
		body = fmt.Sprintf(`{"agreement":"%s","version":%d,"digest":"%s",`, c.purchase,
			latest.Number, latest.Digest)
		return nil
	})
	if err != nil {
		c.t.Error(err)
	}
	if kind == "assent" {
		return body + `"party":"office"}`
	}
	return body + `"party":"coop","document":"1.pdf"}`
}

// within holds all that has come about to what can be, row by row.
func (c *contest) within() {
	c.t.Helper()
	err := c.records.Read(c.t.Context(), func(tx hinterland.Tx) error {
		for _, text := range []string{c.purchase, c.loan} {
			id, err := idOf[hinterland.Agreement](text)
			if err != nil {
				return err
			}
			if err := c.agreementWithin(tx, id); err != nil {
				return err
			}
		}
		return c.moneyWithin(tx)
	})
	if err != nil {
		c.t.Fatal(err)
	}
}

// agreementWithin holds what has come of an agreement: never more given back than
// received, received than sent, sent than agreed on but for what is extra.
func (c *contest) agreementWithin(
	tx hinterland.Tx, id hinterland.ID[hinterland.Agreement],
) error {
	items, err := tx.Items(id)
	if err != nil {
		return err
	}
	for _, i := range items {
		sent, received := i.Sent+i.Extra, i.Received+i.ExtraReceived
		if i.GivenBack < 0 || i.GivenBack > received || received > sent || i.Sent > i.Ceiling ||
			i.Extra > 0 && i.Sent < i.Ceiling {
			c.t.Errorf("an item stands at %+v", i)
		}
	}
	due, err := tx.Commitments(id, 0)
	if err != nil {
		return err
	}
	for _, d := range due {
		if d.Received < 0 || d.Received > d.Sent || d.Sent > d.Quantity ||
			d.MeantReceived < 0 || d.MeantReceived > d.Meant {
			c.t.Errorf("a commitment stands at %+v", d)
		}
	}
	events, err := tx.Events(id)
	if err != nil {
		return err
	}
	answered := map[hinterland.ID[hinterland.Event]]bool{}
	for _, e := range events {
		if e.Returned < 0 || e.Returned > e.Rejected || e.Quantity < 0 {
			c.t.Errorf("an event stands at %+v", e)
		}
		if e.Kind == hinterland.Receipt && e.Reversed == 0 {
			if answered[e.About] {
				c.t.Errorf("event %s has two receipts", e.About)
			}
			answered[e.About] = true
		}
	}
	paid, err := tx.Paids(id)
	for _, p := range paid {
		if p.Came < 0 || p.Came > p.Amount {
			c.t.Errorf("payments stand at %+v", p)
		}
	}
	return err
}

// moneyWithin holds funds and advances: never more granted than there is, drawn
// than granted, repaid than drawn, or settled than was advanced, and from no
// receipt twice.
func (c *contest) moneyWithin(tx hinterland.Tx) error {
	funds, err := tx.Funds(0, 1000)
	if err != nil {
		return err
	}
	for _, f := range funds {
		if f.Free() < 0 || f.Drawn > f.Granted || f.Repaid > f.Drawn || f.Repaid < 0 {
			c.t.Errorf("a fund stands at %+v", f)
		}
		grants, err := tx.Grants(f.ID)
		if err != nil {
			return err
		}
		for _, g := range grants {
			if g.Undrawn() < 0 || g.Repaid < 0 || g.Repaid > g.Drawn || g.Revoked < 0 {
				c.t.Errorf("a grant stands at %+v", g)
			}
		}
	}
	id, err := idOf[hinterland.Agreement](c.purchase)
	if err != nil {
		return err
	}
	advances, err := tx.Advances(id)
	for _, a := range advances {
		if a.Open() < 0 || a.Recovered < 0 || a.Returned < 0 || a.WrittenOff < 0 {
			c.t.Errorf("an advance stands at %+v", a)
		}
	}
	if err != nil {
		return err
	}
	settled, err := tx.Settlements(id)
	from := map[hinterland.ID[hinterland.Event]]bool{}
	for _, s := range settled {
		if s.Kind == hinterland.ByRecovery && s.Reversed == "" {
			if from[s.About] {
				c.t.Errorf("receipt %s is kept back twice", s.About)
			}
			from[s.About] = true
		}
	}
	return err
}

// repeatable does the entries after one over, one after another in their order,
// in an office that has stood still there: each has to be let through, and to
// leave the rows that it left.
func (c *contest) repeatable(still *exampleOffice, after int64) {
	c.t.Helper()
	entries := c.since(after)
	rows, again := map[string]string{}, map[string]string{}
	err := still.records.Write(c.t.Context(), func(tx hinterland.Tx) (*hinterland.Entry, error) {
		for _, e := range entries {
			for _, change := range e.Changes {
				rows[change.String()] = change.Row
			}
			act, err := recall(e.Kind, e.Body)
			if err != nil {
				return nil, err
			}
			t := &Turn{
				Tx: tx, Actor: Actor{Person: e.By, Party: e.For}, At: e.At, number: e.Act,
				memos: still.memos,
			}
			if err := t.begin(act); err != nil {
				return nil, err
			}
			if b, is := act.(interface{ rest(base int64) }); is {
				b.rest(0)
			}
			if err := t.allowed(act); err != nil {
				return nil, fmt.Errorf("entry %d: %w", e.Number, err)
			}
			if err := act.Do(t); err != nil {
				return nil, fmt.Errorf("entry %d, %s %s: %w", e.Number, e.Kind, e.Body, err)
			}
		}
		for _, change := range tx.Changes() {
			again[change.String()] = change.Row
		}
		return nil, nil
	})
	if err != nil {
		c.t.Errorf("one after another: %v", err)
		return
	}
	for name, row := range rows {
		if again[name] != row {
			c.t.Errorf("%s is\n%s and one after another\n%s", name, row, again[name])
		}
	}
	if len(again) != len(rows) {
		c.t.Errorf("%d rows, %d one after another", len(rows), len(again))
	}
}

// since are the entries after one, the earliest first, with their changes.
func (c *contest) since(after int64) (entries []hinterland.Entry) {
	c.t.Helper()
	err := c.records.Read(c.t.Context(), func(tx hinterland.Tx) error {
		heads, err := tx.Entries(0, 1<<30)
		for _, head := range slices.Backward(heads) {
			if head.Number <= after || err != nil {
				continue
			}
			var e hinterland.Entry
			e, err = tx.Entry(head.Number)
			entries = append(entries, e)
		}
		return err
	})
	if err != nil {
		c.t.Fatal(err)
	}
	return entries
}

// latest is the number of the latest entry.
func (c *contest) latest() int64 {
	entries := c.since(0)
	return entries[len(entries)-1].Number
}

// TestWhatManyDoAtOnceIsWhatOneCouldDo lets sixteen do what they like to the
// same agreements and funds at once. All of it holds one after another, in the
// order of the journal, with the same rows: nobody has acted on what was over
// already.
func TestWhatManyDoAtOnceIsWhatOneCouldDo(t *testing.T) {
	const writers = 16
	for range longer(1, 50) {
		onBothEngines(t, func(t *testing.T, o *exampleOffice) {
			c := openContest(o)
			still := openContest(openExampleOn(t, openFile(t, newFile(t))))
			before := c.latest()
			for _, duel := range duels() {
				c.round()
				kinds := strings.Fields(duel)
				atOnce(writers, func(worker int) {
					dice := rand.New(rand.NewPCG(rand.Uint64(), uint64(worker)))
					for range 2000 / writers / len(duels()) {
						c.try(dice, kinds)
					}
				})
				if c.within(); t.Failed() {
					t.Fatal(duel)
				}
			}
			c.audited()
			c.repeatable(still.exampleOffice, before)
		})
	}
}

// longer is how much of a test is done: more where there is time.
func longer(short, long int) int {
	if os.Getenv("HINTERLAND_LONG") != "" {
		return long
	}
	return short
}

// TestEveryStepOfAWalkStaysWithinWhatCanBe takes a hundred random steps from
// where agreements are put in force, three times, and scans everything after
// each.
func TestEveryStepOfAWalkStaysWithinWhatCanBe(t *testing.T) {
	seed := rand.Uint64()
	onBothEngines(t, func(t *testing.T, o *exampleOffice) {
		c := openContest(o)
		dice := rand.New(rand.NewPCG(seed, 1))
		kinds := strings.Fields(strings.Join(duels(), " "))
		for range 3 {
			c.round()
			for step := range longer(100, 2000) {
				c.try(dice, kinds)
				c.within()
				totals, err := store.AuditTotals(t.Context(), c.records)
				if err != nil || len(totals) > 0 {
					t.Errorf("totals: %v, %v", totals, err)
				}
				if t.Failed() {
					t.Fatalf("seed %d, step %d", seed, step)
				}
			}
		}
		for more := 0; len(c.done) < 20 && more < 500; more++ { // what chance has left out
			c.try(dice, kinds)
		}
		if c.within(); len(c.done) < 20 {
			t.Errorf("seed %d did only %v", seed, c.done)
		}
		c.audited()
	})
}
