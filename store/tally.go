package store

import (
	"context"
	"maps"
	"slices"

	"hinterland"
)

// AuditTotals adds up all events of a region, and what came of its funds and
// advances, and holds to them every total
// that is kept so that no page has to. RunAudit cannot: an act that wrote a
// wrong total has noted it too. What it finds says as Journal what a row would
// be by the events.
func AuditTotals(ctx context.Context, records hinterland.Records) ([]Difference, error) {
	var found differences
	err := records.Read(ctx, func(source hinterland.Tx) error {
		kept, err := totalsOf(source.(*tx))
		for _, id := range slices.Sorted(maps.Keys(kept)) {
			kept[id].compare(&found)
		}
		if err != nil {
			return err
		}
		return auditMoney(source.(*tx), &found)
	})
	return found, err
}

// totals are those of one agreement, with the events that they are of.
type totals struct {
	items  []hinterland.Item
	due    []hinterland.Commitment
	paid   []hinterland.Paid
	parts  []hinterland.Fulfilment
	events []hinterland.Event
}

// totalsOf reads all totals and events.
func totalsOf(records *tx) (map[hinterland.ID[hinterland.Agreement]]*totals, error) {
	kept := map[hinterland.ID[hinterland.Agreement]]*totals{}
	of := func(id hinterland.ID[hinterland.Agreement]) *totals {
		if kept[id] == nil {
			kept[id] = &totals{}
		}
		return kept[id]
	}
	for _, read := range []func() error{
		func() error {
			return each(records, items(), "", func(i hinterland.Item) {
				of(i.Agreement).items = append(of(i.Agreement).items, i)
			})
		},
		func() error {
			return each(records, commitments(), "", func(c hinterland.Commitment) {
				of(c.Agreement).due = append(of(c.Agreement).due, c)
			})
		},
		func() error {
			return each(records, paids(), "", func(p hinterland.Paid) {
				of(p.Agreement).paid = append(of(p.Agreement).paid, p)
			})
		},
		func() error {
			return each(records, fulfilments(), "meant > 0", func(f hinterland.Fulfilment) {
				of(f.Agreement).parts = append(of(f.Agreement).parts, f)
			})
		},
		func() error {
			return each(records, events(), "", func(e hinterland.Event) {
				of(e.Agreement).events = append(of(e.Agreement).events, e)
			})
		},
	} {
		if err := read(); err != nil {
			return nil, err
		}
	}
	return kept, nil
}

// each hands on every row that where picks.
func each[T any](t *tx, in table[T], where string, take func(T)) error {
	rows, err := find(t, in, where)
	for _, row := range rows {
		take(row)
	}
	return err
}

// differences are the totals that are not what events add up to.
type differences []Difference

// compare holds totals to what the events add up to.
func (k *totals) compare(found *differences) {
	t := hinterland.TallyOf(k.events, k.parts)
	for _, is := range k.items {
		item := t.Item(is)
		differ(found, items(), item, is)
		due := slices.DeleteFunc(slices.Clone(k.due), func(c hinterland.Commitment) bool {
			return c.Item != is.Number
		})
		for n, c := range item.Deal(t.Commitments(due)) {
			differ(found, commitments(), c, due[n])
		}
	}
	for _, is := range k.paid {
		differ(found, paids(), t.Paid(is), is)
	}
	for _, is := range k.events {
		e := is
		e.Returned = t.Returned(is.ID)
		differ(found, events(), e, is)
	}
	for _, p := range t.Unkept(k.paid) {
		in := paids()
		*found = append(*found, Difference{in.name, in.key(&p), in.json(&p), ""})
	}
}

// differ notes a row that is not what events say it should be.
func differ[T any](found *differences, in table[T], should, is T) {
	if in.json(&should) != in.json(&is) {
		*found = append(*found, Difference{
			in.name, in.key(&is), in.json(&should), in.json(&is),
		})
	}
}
