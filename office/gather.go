package office

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"

	"hinterland"
)

// A gathered is what deliveries see and write that come one after another in a
// batch. What they ask is read once. What they change is changed here, by the
// same rules as in the records, and written when the last is done: each item
// and each commitment once, all events together. So a delivery finds what those
// before it have left, and a sheet of thousands takes few statements.
//
// Items are held from the beginning, in the order in which all who hold several
// do.
type gathered struct {
	hinterland.Tx

	read    map[question]any // what was, by what was asked for
	allowed map[itemKey]bool // to whom acts
	items   map[itemKey]*gatheredItem
	events  []hinterland.Event
	parts   []hinterland.Fulfilment
	twins   map[twinKey][]hinterland.ID[hinterland.Event] // of the events of this batch too
}

// A gatheredItem is an item that is held, with what the deliveries have made of
// it.
type gatheredItem struct {
	hinterland.Item
	by      hinterland.Move // all moves together
	due     []hinterland.Commitment
	read    bool         // due has been
	changed map[int]bool // which of due have
}

// A twinKey is what events have in common that look the same.
type twinKey struct {
	item     itemKey
	kind     hinterland.EventKind
	day      hinterland.Day
	quantity hinterland.Quantity
	from     hinterland.PartyCode // whose word it is
}

func twinKeyOf(e *hinterland.Event) twinKey {
	return twinKey{itemKey{e.Agreement, e.Item}, e.Kind, e.Day, e.Quantity, e.Party}
}

// gather lets the deliveries with which some steps begin be done together: it
// holds their items and, for a wary request, looks for what is like them.
func (t *Turn) gather(steps []Step) (*gathered, error) {
	g := &gathered{
		Tx: t.Tx, read: map[question]any{}, items: map[itemKey]*gatheredItem{},
		allowed: map[itemKey]bool{},
		twins:   map[twinKey][]hinterland.ID[hinterland.Event]{},
	}
	for _, step := range steps {
		d, ok := step.Act.(*RecordDelivery)
		if !ok {
			break
		}
		g.items[itemKey{d.Agreement, d.Item}] = nil
	}
	for _, key := range g.sorted() {
		item, err := t.HoldItem(key.agreement, key.number)
		switch {
		case err == nil:
			g.items[key] = &gatheredItem{Item: item, changed: map[int]bool{}}
		case isRefusal(err, hinterland.NotFound):
			delete(g.items, key) // its deliveries will say so
		default:
			return nil, err
		}
	}
	t.Tx = g
	if t.wary {
		return g, g.foresee(t, steps)
	}
	return g, nil
}

// foresee looks at once for what is like any of the deliveries with which some
// steps begin.
func (g *gathered) foresee(t *Turn, steps []Step) error {
	var of []hinterland.Event
	faults := 0
	for _, step := range steps {
		d, ok := step.Act.(*RecordDelivery)
		if !ok || faults == maxFaults { // no more are looked at
			break
		}
		e, _, err := d.event(t)
		switch {
		case err == nil:
			of = append(of, e)
		case len(refusalsIn(err)) > 0:
			faults++ // it will be told
		default:
			return err
		}
	}
	found, err := g.Tx.Twins(of...)
	for n := range found {
		g.twins[twinKeyOf(&of[n])] = found[n]
	}
	return err
}

// perform does a delivery. Nothing that deliveries do changes who may do them:
// that is asked once for each item. One that is refused leaves its item as it was, so
// that those after it are told what is wrong with them only.
func (g *gathered) perform(t *Turn, d *RecordDelivery) error {
	key := itemKey{d.Agreement, d.Item}
	if !g.allowed[key] {
		if err := t.allowed(d); err != nil {
			return located(d, err)
		}
		g.allowed[key] = true
	}
	item := g.items[key]
	if item == nil {
		return located(d, d.Do(t)) // which refuses
	}
	before := *item
	err := d.Do(t)
	if err != nil {
		*item = before
	}
	return located(d, err)
}

// sorted lists the items in the order in which they are held.
func (g *gathered) sorted() []itemKey {
	keys := make([]itemKey, 0, len(g.items))
	for key := range g.items {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, func(a, b itemKey) int {
		return cmp.Or(cmp.Compare(a.agreement, b.agreement), a.number-b.number)
	})
	return keys
}

// write writes what was gathered, and lets the turn go on as before.
func (g *gathered) write(t *Turn) error {
	t.Tx = g.Tx
	for _, key := range g.sorted() {
		i := g.items[key]
		if i.by == (hinterland.Move{}) {
			continue
		}
		left, err := t.MoveItem(key.agreement, key.number, i.by)
		if err == nil && left != i.Item {
			err = errors.New("an item that is held was moved by somebody else")
		}
		if err != nil {
			return err
		}
	}
	if err := t.AddEvent(g.events...); err != nil {
		return err
	}
	for _, key := range g.sorted() {
		for n, c := range g.items[key].due {
			if g.items[key].changed[n] {
				if err := t.PutCommitment(c); err != nil {
					return err
				}
			}
		}
	}
	return t.AddFulfilment(g.parts...)
}

// Items implements hinterland.ItemBook: they are asked for what of them never
// changes.
func (g *gathered) Items(id hinterland.ID[hinterland.Agreement]) ([]hinterland.Item, error) {
	return once(g.read, func() ([]hinterland.Item, error) { return g.Tx.Items(id) }, "items", id)
}

// Members implements hinterland.AgreementBook.
func (g *gathered) Members(
	id hinterland.ID[hinterland.Agreement],
) ([]hinterland.Membership, error) {
	return once(g.read, func() ([]hinterland.Membership, error) {
		return g.Tx.Members(id)
	}, "members", id)
}

// AgreementText implements hinterland.VersionBook. The items of the agreement are
// held, so who suspends or closes it has done so, or waits.
func (g *gathered) AgreementText(
	id hinterland.ID[hinterland.Agreement],
) (hinterland.Agreement, string, error) {
	type promised struct {
		of     hinterland.Agreement
		digest string
	}
	p, err := once(g.read, func() (promised, error) {
		of, digest, err := g.Tx.AgreementText(id)
		return promised{of, digest}, err
	}, "promised", id)
	return p.of, p.digest, err
}

// Good implements hinterland.GoodBook.
func (g *gathered) Good(code hinterland.GoodCode) (hinterland.Good, error) {
	return once(g.read, func() (hinterland.Good, error) { return g.Tx.Good(code) }, "good", code)
}

// PostsOf implements hinterland.PostBook.
func (g *gathered) PostsOf(
	person hinterland.ID[hinterland.Person], party hinterland.PartyCode,
) ([]hinterland.Post, error) {
	return once(g.read, func() ([]hinterland.Post, error) {
		return g.Tx.PostsOf(person, party)
	}, "posts of", person, party)
}

// Holders implements hinterland.PostBook.
func (g *gathered) Holders(
	duty hinterland.Duty, parties ...hinterland.PartyCode,
) ([]hinterland.Post, error) {
	return once(g.read, func() ([]hinterland.Post, error) {
		return g.Tx.Holders(duty, parties...)
	}, "holders", duty, fmt.Sprint(parties))
}

// ScopesAgainst implements hinterland.ScopeBook: those of all days are read.
func (g *gathered) ScopesAgainst(
	from, to hinterland.PartyCode, good hinterland.GoodCode, days hinterland.Term,
) ([]hinterland.DatedScope, error) {
	always := hinterland.Term{From: math.MinInt32, To: hinterland.Forevermore}
	found, err := once(g.read, func() ([]hinterland.DatedScope, error) {
		return g.Tx.ScopesAgainst(from, to, good, always)
	}, "scopes", from, to, good)
	var then []hinterland.DatedScope
	for i := range found {
		if found[i].Term.Overlaps(days) {
			then = append(then, found[i])
		}
	}
	return then, err
}

// MoveItem implements hinterland.ItemBook.
func (g *gathered) MoveItem(
	agreement hinterland.ID[hinterland.Agreement], number int, by hinterland.Move,
) (hinterland.Item, error) {
	i := g.items[itemKey{agreement, number}]
	if i == nil { // if it is there by now, it came too late to be held
		return hinterland.Item{}, hinterland.Refuse(hinterland.NotFound, "item.unknown",
			hinterland.Args{"value": number})
	}
	moved, ok := i.Moved(by)
	if !ok {
		good, err := g.Good(i.Good)
		if err != nil {
			return i.Item, err
		}
		return i.Item, i.NoRoom(by, &good)
	}
	i.Item = moved
	i.by.Sent += by.Sent
	i.by.Beyond = i.by.Beyond || by.Beyond
	return moved, nil
}

// Commitments implements hinterland.ItemBook.
func (g *gathered) Commitments(
	agreement hinterland.ID[hinterland.Agreement], number int,
) ([]hinterland.Commitment, error) {
	i := g.items[itemKey{agreement, number}]
	if i == nil {
		return g.Tx.Commitments(agreement, number)
	}
	if !i.read {
		due, err := g.Tx.Commitments(agreement, number)
		if err != nil {
			return nil, err
		}
		i.due, i.read = due, true
	}
	return slices.Clone(i.due), nil
}

// PutCommitment implements hinterland.ItemBook.
func (g *gathered) PutCommitment(c hinterland.Commitment) error {
	i := g.items[itemKey{c.Agreement, c.Item}]
	n := slices.IndexFunc(i.due, func(o hinterland.Commitment) bool { return o.Due == c.Due })
	i.due[n], i.changed[n] = c, true
	return nil
}

// Twins implements hinterland.EventBook: deliveries of the same batch are among
// them.
func (g *gathered) Twins(of ...hinterland.Event) ([][]hinterland.ID[hinterland.Event], error) {
	all := make([][]hinterland.ID[hinterland.Event], len(of))
	for n := range of {
		key := twinKeyOf(&of[n])
		if _, asked := g.twins[key]; !asked {
			found, err := g.Tx.Twins(of[n])
			if err != nil {
				return nil, err
			}
			g.twins[key] = found[0]
		}
		all[n] = g.twins[key][:min(len(g.twins[key]), hinterland.MaxTwins)]
	}
	return all, nil
}

// AddEvent implements hinterland.EventBook.
func (g *gathered) AddEvent(events ...hinterland.Event) error {
	for i := range events {
		key := twinKeyOf(&events[i])
		if like, asked := g.twins[key]; asked {
			g.twins[key] = append(like, events[i].ID)
		}
	}
	g.events = append(g.events, events...)
	return nil
}

// AddFulfilment implements hinterland.EventBook.
func (g *gathered) AddFulfilment(parts ...hinterland.Fulfilment) error {
	g.parts = append(g.parts, parts...)
	return nil
}
