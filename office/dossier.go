package office

import (
	"cmp"
	"slices"

	"hinterland"
)

// A Dossier is an agreement with everything promised and done under it.
type Dossier struct {
	hinterland.Agreement
	Versions []Text // the latest last
	Items    []Promise
	Events   []hinterland.Event // the latest day first
}

// A Text is one version of an agreement, who has assented to it, and the links
// by which parties without account can. Signers are in plain words, empty where
// they have been erased.
type Text struct {
	hinterland.Version
	Terms   hinterland.Terms
	Assents []hinterland.Assent
	Links   []hinterland.AssentLink
}

// Missing lists the parties that have not assented to the text, in its order.
func (t *Text) Missing() []hinterland.PartyCode {
	var missing []hinterland.PartyCode
	for _, p := range t.Terms.Parties {
		given := func(a hinterland.Assent) bool { return a.Party == p }
		if !slices.ContainsFunc(t.Assents, given) {
			missing = append(missing, p)
		}
	}
	return missing
}

// A Promise is an item with its good, its commitments, and how it stands
// today.
type Promise struct {
	hinterland.Item
	hinterland.Standing
	Of  hinterland.Good
	Due []hinterland.Commitment
}

// ReceiptOf is the receipt of a delivery that stands; nil if there is none.
func (d *Dossier) ReceiptOf(
	delivery hinterland.ID[hinterland.Event],
) *hinterland.Event {
	for i := range d.Events {
		e := &d.Events[i]
		if e.About == delivery && e.Kind == hinterland.Receipt && e.Reversed == 0 {
			return e
		}
	}
	return nil
}

// Promise is the item with a number; nil if there is none.
func (d *Dossier) Promise(number int) *Promise {
	for i := range d.Items {
		if d.Items[i].Number == number {
			return &d.Items[i]
		}
	}
	return nil
}

// Latest is the version last proposed.
func (d *Dossier) Latest() *Text { return &d.Versions[len(d.Versions)-1] }

// Agreements are those that the actor may see, the latest first.
func (v *View) Agreements() ([]hinterland.Agreement, error) {
	if v.sees(Agreements, Other) {
		return v.tx.AgreementsOf("")
	}
	if !v.sees(Agreements, Own) {
		return nil, nil
	}
	return v.tx.AgreementsOf(v.actor.Party)
}

// Agreement is one agreement with everything under it. One that the actor may
// not see is refused as if it were not there.
func (v *View) Agreement(id hinterland.ID[hinterland.Agreement]) (*Dossier, error) {
	agreement, err := v.tx.Agreement(id)
	if err != nil {
		return nil, err
	}
	if seen, err := v.seesAgreement(id); err != nil || !seen {
		return nil, cmp.Or(err, error(hinterland.Refuse(hinterland.NotFound, "agreement.unknown",
			hinterland.Args{"value": id.String()})))
	}
	d := &Dossier{Agreement: agreement}
	for n := range agreement.Latest {
		text, err := v.text(id, n+1)
		if err != nil {
			return nil, err
		}
		d.Versions = append(d.Versions, text)
	}
	if d.Items, err = v.promises(id); err != nil {
		return nil, err
	}
	d.Events, err = v.tx.Events(id)
	slices.SortStableFunc(d.Events, func(a, b hinterland.Event) int {
		return cmp.Or(cmp.Compare(b.Day, a.Day), cmp.Compare(b.ID, a.ID))
	})
	return d, err
}

// seesAgreement reports whether the actor may see an agreement.
func (v *View) seesAgreement(id hinterland.ID[hinterland.Agreement]) (bool, error) {
	if v.sees(Agreements, Other) {
		return true, nil
	}
	members, err := v.tx.Members(id)
	return v.sees(Agreements, Own) && slices.Contains(members, v.actor.Party), err
}

func (v *View) text(id hinterland.ID[hinterland.Agreement], number int) (Text, error) {
	version, err := v.tx.Version(id, number)
	if err != nil {
		return Text{}, err
	}
	terms, err := readTerms(version)
	if err != nil {
		return Text{}, err
	}
	text := Text{Version: version, Terms: terms}
	if text.Assents, err = v.tx.Assents(id, number); err != nil {
		return text, err
	}
	for i := range text.Assents {
		signer := &text.Assents[i].Signer
		values, err := v.tx.Values([]hinterland.Personal{*signer})
		if err != nil {
			return text, err
		}
		*signer = hinterland.Personal(values[*signer].Value)
	}
	text.Links, err = v.tx.AssentLinks(id, number)
	return text, err
}

func (v *View) promises(id hinterland.ID[hinterland.Agreement]) ([]Promise, error) {
	items, err := v.tx.Items(id)
	if err != nil {
		return nil, err
	}
	promises := make([]Promise, len(items))
	for i, item := range items {
		due, err := v.tx.Commitments(id, item.Number)
		if err != nil {
			return nil, err
		}
		good, err := v.tx.Good(item.Good)
		if err != nil {
			return nil, err
		}
		promises[i] = Promise{item, item.Stand(due, v.Today), good, due}
	}
	return promises, nil
}

// Event is one event and the agreement that it happened under. One that the
// actor may not see is refused as if it were not there.
func (v *View) Event(id hinterland.ID[hinterland.Event]) (hinterland.Event, *Dossier, error) {
	unseen := hinterland.Refuse(hinterland.NotFound, "event.unknown",
		hinterland.Args{"value": id.String()})
	e, err := v.tx.Event(id)
	if err != nil {
		return e, nil, err
	}
	if seen, err := v.seesAgreement(e.Agreement); err != nil || !seen {
		return hinterland.Event{}, nil, cmp.Or(err, error(unseen))
	}
	d, err := v.Agreement(e.Agreement)
	return e, d, err
}
