package main

import (
	"context"
	"io"
	"slices"

	"hinterland"
	"hinterland/exchange"
	"hinterland/office"
)

// agreementsInRead is how many agreements are listed in one read.
const agreementsInRead = 200

// An export is what somebody wants to have of the agreements that they see: all,
// or one; in a form.
type export struct {
	office *office.Office
	actor  office.Actor
	only   hinterland.ID[hinterland.Agreement] // 0 for all
	cover  exchange.Cover
	make   func(io.Writer, exchange.Cover) (exchange.Writer, error)
	told   func(events int) // hears how much is written; may be nil
}

// write reads and writes one agreement after another. Each is read as it stands
// at one moment, and nothing is being read while it is written: whoever takes it
// slowly keeps nobody from the records.
func (e *export) write(ctx context.Context, w io.Writer) error {
	err := e.office.View(ctx, e.actor, func(v *office.View) (err error) {
		e.cover.Charter, err = v.Charter()
		return err
	})
	if err != nil {
		return err
	}
	into, err := e.make(w, e.cover)
	if err != nil {
		return err
	}
	if e.only != 0 {
		err = e.one(ctx, e.only, into)
	} else {
		err = e.all(ctx, into)
	}
	if err != nil {
		return err
	}
	return into.Close()
}

// all writes every agreement that the actor sees, the latest first.
func (e *export) all(ctx context.Context, into exchange.Writer) error {
	var before hinterland.ID[hinterland.Agreement]
	for {
		var found []office.Heading
		err := e.office.View(ctx, e.actor, func(v *office.View) (err error) {
			found, err = v.Agreements("", before, agreementsInRead)
			return err
		})
		for i := range found {
			if err == nil {
				before = found[i].ID
				err = e.one(ctx, before, into)
			}
		}
		if err != nil || len(found) < agreementsInRead {
			return err
		}
	}
}

// one writes an agreement.
func (e *export) one(
	ctx context.Context, id hinterland.ID[hinterland.Agreement], into exchange.Writer,
) error {
	var d *exchange.Dossier
	err := e.office.View(ctx, e.actor, func(v *office.View) (err error) {
		d, err = readDossier(v, id)
		return err
	})
	if err != nil {
		return err
	}
	err = into.Write(d)
	if err == nil && e.told != nil {
		e.told(len(d.Events))
	}
	return err
}

// readDossier reads an agreement with what it names.
func readDossier(
	v *office.View, id hinterland.ID[hinterland.Agreement],
) (*exchange.Dossier, error) {
	of, err := v.Agreement(id)
	if err != nil {
		return nil, err
	}
	d := &exchange.Dossier{Agreement: of.Agreement, Events: of.Events}
	var goods []hinterland.GoodCode
	since := of.Since()
	for i := range of.Versions {
		text := &of.Versions[i]
		d.Texts = append(d.Texts, exchange.Text{
			Number: text.Number, Terms: text.Terms, Since: since[i],
		})
		for _, item := range text.Terms.Items {
			goods = append(goods, item.Good)
		}
	}
	for i := range of.Items {
		d.Items = append(d.Items, exchange.Item{Item: of.Items[i].Item, Due: of.Items[i].Due})
	}
	slices.Sort(goods)
	for _, code := range slices.Compact(goods) {
		good, err := v.Good(code)
		if err != nil {
			return nil, err
		}
		d.Goods = append(d.Goods, good)
	}
	if d.Parties, err = v.PartiesBy(of.Parties()); err != nil {
		return nil, err
	}
	if d.Advances, d.Settlements, err = v.AdvancesOf(of); err != nil {
		return nil, err
	}
	d.Paid, err = v.PaidUnder(of)
	return d, err
}
