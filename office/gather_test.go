package office

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"hinterland"
	"hinterland/store"
	"hinterland/store/storetest"
)

// onBothEngines runs a test on an example office in each.
func onBothEngines(t *testing.T, test func(t *testing.T, o *exampleOffice)) {
	t.Helper()
	for engine, place := range map[string]func(*testing.T) string{
		"sqlite":   newFile,
		"postgres": func(t *testing.T) string { return storetest.Postgres(t) },
	} {
		t.Run(engine, func(t *testing.T) {
			db, err := store.Open(t.Context(), place(t))
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = db.Close() }() // what it holds is looked at before
			test(t, openExampleOn(t, db))
		})
	}
}

// A sheetDone is what came of a sheet: what it refuses, and how each row that it
// changed ends.
type sheetDone struct {
	told []string
	rows map[string]string
}

// errUnkept ends a trial of which nothing is kept.
var errUnkept = errors.New("nothing is kept")

// tried does a sheet and keeps nothing of it.
func (o *exampleOffice) tried(r Request, on Occasion, do func(*Turn, *Batch) error) sheetDone {
	o.t.Helper()
	var done sheetDone
	err := o.records.Write(o.t.Context(), func(tx hinterland.Tx) (*hinterland.Entry, error) {
		t := &Turn{Tx: tx, Actor: r.Actor, At: on.At, number: on.Act, wary: r.Wary, memos: o.memos}
		if err := t.begin(r.Act); err != nil {
			return nil, err
		}
		err := do(t, r.Act.(*Batch))
		done = sheetDone{rows: map[string]string{}}
		for _, no := range refusalsIn(err) {
			done.told = append(done.told,
				fmt.Sprint(no.Reason, no.At, no.Kind, len(no.Args), no.Args["room"],
					no.Args["events"], no.Args["value"]))
		}
		for _, c := range tx.Changes() {
			done.rows[c.Table+c.Key] = c.Row
		}
		if err == nil || len(done.told) > 0 {
			err = errUnkept
		}
		return nil, err
	})
	if !errors.Is(err, errUnkept) {
		o.t.Fatal(err)
	}
	if len(done.told) > 0 {
		done.rows = nil
	}
	return done
}

// oneByOne does the acts of a batch as each would be done by itself.
func oneByOne(t *Turn, b *Batch) error {
	var faults hinterland.Refusals
	for i, step := range b.Acts {
		err := alone(t, step.Act)
		found := under(stepField(i), refusalsIn(err))
		if err != nil && len(found) == 0 {
			return err
		}
		faults = append(faults, found...)
	}
	return faults.Err()
}

// alone performs an act; a delivery that is refused takes no room.
func alone(t *Turn, act Act) error {
	d, is := act.(*RecordDelivery)
	if !is {
		return t.perform(act)
	}
	before, unknown := t.HoldItem(d.Agreement, d.Item)
	err := t.perform(act)
	if err == nil || unknown != nil {
		return err
	}
	after, left := t.HoldItem(d.Agreement, d.Item)
	if taken := after.Sent + after.Extra - before.Sent - before.Extra; taken > 0 && left == nil {
		_, left = t.MoveItem(d.Agreement, d.Item, hinterland.Move{Sent: -taken})
	}
	if left != nil {
		return left
	}
	return err
}

// anySheet is a batch of deliveries, most of which can be done, with another act
// among them now and then.
func anySheet(dice *rand.Rand, agreements []string) string {
	pick := func(from ...string) string { return from[dice.IntN(len(from))] }
	var acts []string
	for range dice.IntN(9) + 1 {
		if dice.IntN(12) == 0 {
			acts = append(acts, `{"kind":"register-place","body":{"code":"p`+
				fmt.Sprint(dice.IntN(9))+`","name":{"en":"Place"}}}`)
			continue
		}
		more := pick("", "", "", `,"note":"Wet"`, `,"extra":true`)
		quantity := pick("1", "1", "0.125", "2.5", "7", "31")
		day := pick("2026-11-20", "2026-11-20", "2026-11-24", "2026-11-25", "2026-03-01")
		if dice.IntN(8) == 0 {
			more += `,"for":[{"due":"2026-12-15","quantity":"` + quantity + `"}]`
		}
		if dice.IntN(16) == 0 {
			quantity = pick("0", "0.0001", "900000000000000")
		}
		if dice.IntN(16) == 0 {
			day = pick("2026-11-26", "2025-12-31")
		}
		acts = append(acts, fmt.Sprintf(`{"kind":"record-delivery","body":{"agreement":%q,`+
			`"item":%s,"day":%q,"quantity":%q%s}}`, pick(agreements...),
			pick("1", "1", "1", "1", "1", "1", "1", "9"), day, quantity, more))
	}
	return `{"acts":[` + strings.Join(acts, ",") + `]}`
}

// TestEverySheetDoesWhatItsRowsDoOneByOne tries random sheets both ways, and keeps
// some of them, so that ceilings come near.
func TestEverySheetDoesWhatItsRowsDoOneByOne(t *testing.T) {
	seed := rand.Uint64()
	onBothEngines(t, func(t *testing.T, o *exampleOffice) {
		o.must(o.keeper, "register-place", `{"code":"county","name":{"en":"County"}}`)
		o.must(o.keeper, "locate-party", `{"code":"coop","place":"county","base":2}`)
		o.must(o.keeper, "register-party", `{"code":"mill","name":{"en":"Mill"}}`)
		o.must(o.keeper, "grant-scope", `{"buyer":"mill","good":"ramie","place":"county",`+
			`"basis":"public-lot","from":"2026-11-24","last":"2026-12-31"}`)
		o.must(o.keeper, "regulate", `{"subject":"off-scope","rule":"record","base":0}`)
		agreements := []string{"5", "5", "5", "99"}
		for range 3 {
			e := o.must(o.keeper, "propose-agreement", exampleTerms(""))
			id := fmt.Sprint(e.Act)
			agreements = append(agreements, id, id, id)
		}
		dice := rand.New(rand.NewPCG(seed, 1))
		done, refused := 0, 0
		for n := range 150 {
			r := o.ask(o.keeper, "batch", anySheet(dice, agreements))
			r.Wary = dice.IntN(4) == 0
			on, err := o.occasion(t.Context(), nil)
			if err != nil {
				t.Fatal(err)
			}
			together := o.tried(r, on, func(t *Turn, b *Batch) error { return b.Do(t) })
			apart := o.tried(r, on, oneByOne)
			if !slices.Equal(together.told, apart.told) ||
				!maps.Equal(together.rows, apart.rows) {
				t.Fatalf("seed %d, sheet %d:\ntogether %v\napart %v", seed, n, together, apart)
			}
			if _, err := o.Do(t.Context(), r); err == nil {
				done++
			} else if refused++; len(refusalsIn(err)) == 0 {
				t.Fatal(err)
			}
		}
		if done == 0 || refused == 0 { // of 150, some twenty are done
			t.Errorf("seed %d: %d sheets are done, %d refused", seed, done, refused)
		}
		o.audited()
	})
}

// TestSheetsAtOnceDoNotPassTheCeiling lets many send sheets of five deliveries
// of a tenth of a tonne, and single ones, where 110 t are left below the
// ceiling.
func TestSheetsAtOnceDoNotPassTheCeiling(t *testing.T) {
	onBothEngines(t, func(t *testing.T, o *exampleOffice) {
		one := `{"agreement":"5","item":1,"day":"2026-11-20","quantity":"0.1"}`
		act := `{"kind":"record-delivery","body":` + one + `}`
		requests := []Request{
			o.ask(o.keeper, "batch", `{"acts":[`+strings.Repeat(act+",", 4)+act+`]}`),
			o.ask(o.keeper, "record-delivery", one),
		}
		tries := 500 // 1,500 deliveries and more
		if os.Getenv("HINTERLAND_LONG") != "" {
			tries = 34_000
		}
		var sheets, single atomic.Int64
		atOnce(16, func(worker int) {
			for range tries / 16 {
				r := requests[worker%2]
				_, err := o.Do(t.Context(), Request{Actor: r.Actor, Act: r.Act})
				switch no := refusalIn(err); {
				case err == nil && worker%2 == 0:
					sheets.Add(1)
				case err == nil:
					single.Add(1)
				case no == nil || no.Reason != "item.ceiling":
					t.Error(err)
				}
			}
		})
		sent := o.dossier().Items[0].Sent
		said := hinterland.Quantity(40_000 + 500*sheets.Load() + 100*single.Load())
		if sent != said || sent != 150_000 {
			t.Errorf("%d are sent, %d were said to be, of 150,000", sent, said)
		}
		o.audited()
	})
}

// TestALongSheetTakesNoMoreStatementsThanAShortOne counts what a sheet of one
// item asks the records, and undoes it.
func TestALongSheetTakesNoMoreStatementsThanAShortOne(t *testing.T) {
	o := openExample(t)
	before := o.state()
	sheet := func(rows int) (hinterland.Entry, int64) {
		var acts []string
		for n := range rows {
			acts = append(acts, fmt.Sprintf(`{"kind":"record-delivery","body":{"agreement":"5",`+
				`"item":1,"day":"2026-11-20","quantity":"%d.5","extra":true}}`, n))
		}
		r := o.ask(o.keeper, "batch", `{"acts":[`+strings.Join(acts, ",")+`]}`)
		r.Wary = true
		ctx, count := store.Counting(t.Context())
		e, err := o.Do(ctx, r)
		if err != nil {
			t.Fatal(err)
		}
		o.must(o.keeper, "undo", fmt.Sprintf(`{"entry":%d}`, e.Number))
		return e, count()
	}
	_, few := sheet(3)
	long, many := sheet(600)
	if many > few+2 {
		t.Errorf("%d statements for 3 rows, %d for 600", few, many)
	}
	if len(long.Changes) > 3*600 {
		t.Errorf("%d changes", len(long.Changes))
	}
	if !maps.Equal(before, o.state()) {
		t.Error("the undo left something behind")
	}
	o.audited()
}

// Every statement of a delivery that is recorded alone is a way to the database
// and back: what its authority rests on is asked for once, and the agreement
// again when its item is held.
func TestADeliveryAsksNothingTwiceForItsAuthority(t *testing.T) {
	o := openExample(t)
	r := o.ask(o.keeper, "record-delivery",
		`{"agreement":"5","item":1,"day":"2026-11-20","quantity":"1"}`)
	ctx, count := store.Counting(t.Context())
	if _, err := o.Do(ctx, r); err != nil {
		t.Fatal(err)
	}
	const most = 21 // the number of the act among them
	if got := count(); got > most {
		t.Errorf("%d statements, more than %d", got, most)
	}
}

func TestARefusedDeliveryOfASheetTakesNoRoomFromThoseAfterIt(t *testing.T) {
	o := openExample(t) // 40 of at most 150 are sent
	delivery := func(day string) string {
		return `{"kind":"record-delivery","body":{"agreement":"5","item":1,"day":"` + day +
			`","quantity":"100"}}`
	}
	_, err := o.Do(o.t.Context(), o.ask(o.keeper, "batch",
		`{"acts":[`+delivery("2026-12-31")+`,`+delivery("2026-11-20")+`]}`))
	told := refusalsIn(err)
	if len(told) != 1 || told[0].Reason != "event.future" {
		t.Errorf("told %v", err)
	}
}

// Another process may propose an agreement while a sheet is done that names it.
func TestAnItemThatCameAfterASheetHadBegunIsUnknownToIt(t *testing.T) {
	o := openExample(t)
	propose := o.ask(o.keeper, "propose-agreement", exampleTerms(""))
	on, err := o.occasion(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	r := o.ask(o.keeper, "batch", fmt.Sprintf(`{"acts":[{"kind":"record-delivery","body":`+
		`{"agreement":"%d","item":1,"day":"2026-11-20","quantity":"1"}}]}`, on.Act))
	done := o.tried(r, on, func(t *Turn, b *Batch) error {
		g, err := t.gather(b.Acts)
		if err != nil {
			return err
		}
		t.Tx = g.Tx
		if err := propose.Act.Do(t); err != nil {
			return err
		}
		t.Tx = g
		return g.perform(t, b.Acts[0].Act.(*RecordDelivery))
	})
	if len(done.told) != 1 || !strings.HasPrefix(done.told[0], "item.unknown") {
		t.Errorf("told %v", done.told)
	}
}
