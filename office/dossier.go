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

	receipts map[hinterland.ID[hinterland.Event]]*hinterland.Event // that stand, by delivery
	byNumber map[hinterland.ID[hinterland.Event]]*hinterland.Event
}

// A Text is one version of an agreement, who has assented to it, and the links
// by which parties without account can. Signers are in plain words, empty where
// they have been erased.
type Text struct {
	hinterland.Version
	Terms   hinterland.Terms
	Called  *hinterland.Called     // nil in versions older than names
	Leaving []hinterland.PartyCode // bound by the version in force, and not named
	Assents []hinterland.Assent
	Links   []hinterland.AssentLink
}

// RestsOn reports whether something of the agreement rests on a file.
func (d *Dossier) RestsOn(digest string) bool {
	for i := range d.Versions {
		of := func(a hinterland.Assent) bool { return a.File == digest }
		if digest != "" && slices.ContainsFunc(d.Versions[i].Assents, of) {
			return true
		}
	}
	return false
}

// Missing lists the parties whose assent the text still needs, in its order:
// those that it names, and those that an earlier one in force binds.
func (t *Text) Missing() []hinterland.PartyCode {
	var missing []hinterland.PartyCode
	for _, p := range append(slices.Clone(t.Terms.Parties), t.Leaving...) {
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
	return d.receipts[delivery]
}

// take makes events those of the dossier. Receipts are found for each delivery
// of a list, and events for each act that could be done about one, so they are
// looked for once: there may be a hundred thousand.
func (d *Dossier) take(events []hinterland.Event) {
	d.Events, d.receipts = events, map[hinterland.ID[hinterland.Event]]*hinterland.Event{}
	d.byNumber = make(map[hinterland.ID[hinterland.Event]]*hinterland.Event, len(events))
	for i := range events {
		e := &events[i]
		if d.byNumber[e.ID] = e; e.Kind == hinterland.Receipt && e.Reversed == 0 {
			d.receipts[e.About] = e
		}
	}
}

// Paid is what parties have paid one another, of payments that stand.
func (d *Dossier) Paid() []hinterland.Paid {
	return hinterland.TallyOf(d.Events, nil).Unkept(nil)
}

// PaidUnder is what the records keep of what was paid under an agreement that the
// actor sees.
func (v *View) PaidUnder(d *Dossier) ([]hinterland.Paid, error) { return v.tx.Paids(d.ID) }

// Promise is the item with a number; nil if there is none.
func (d *Dossier) Promise(number int) *Promise {
	for i := range d.Items {
		if d.Items[i].Number == number {
			return &d.Items[i]
		}
	}
	return nil
}

// Parties lists the parties of all versions; nobody else comes into it.
func (d *Dossier) Parties() []hinterland.PartyCode {
	var parties []hinterland.PartyCode
	for i := range d.Versions {
		parties = append(parties, d.Versions[i].Terms.Parties...)
	}
	return parties
}

// Heading is the agreement as it stands in lists.
func (d *Dossier) Heading() *Heading { return &Heading{d.Agreement, d.Latest().Terms} }

// Binding is the version in force, the last proposed where there is none: that
// from which the items are.
func (d *Dossier) Binding() *Text { return &d.Versions[cmp.Or(d.InForce, d.Agreement.Latest)-1] }

// TermsOf are what the text says of an item; nil where it does so no more.
func (d *Dossier) TermsOf(number int) *hinterland.ItemTerms {
	items := d.Binding().Terms.Items
	for i := range items {
		if items[i].Number == number {
			return &items[i]
		}
	}
	return nil
}

// Kept reports whether everything firm was received, up to its floor.
func (d *Dossier) Kept() bool {
	return !slices.ContainsFunc(d.Items, func(p Promise) bool {
		return p.Effort.Binds() && p.Received < p.Floor
	})
}

// Suffers reports whether something firm is late that a party is to be given.
func (d *Dossier) Suffers(party hinterland.PartyCode) bool {
	return slices.ContainsFunc(d.Items, func(p Promise) bool {
		return p.To == party && p.Late > 0
	})
}

// Latest is the version last proposed.
func (d *Dossier) Latest() *Text { return &d.Versions[len(d.Versions)-1] }

// A Heading is an agreement with the terms last proposed, for lists.
type Heading struct {
	hinterland.Agreement
	Terms hinterland.Terms
}

// Agreements are at most limit of those that the actor may see, older than
// one, the latest first; those with a party, unless that is empty. Before 0
// means from the latest on.
func (v *View) Agreements(
	with hinterland.PartyCode, before hinterland.ID[hinterland.Agreement], limit int,
) ([]Heading, error) {
	if !v.sees(Agreements, Own) {
		return nil, nil
	}
	agreements, err := v.tx.AgreementsOf(v.actor.Party, with, before, limit)
	if err != nil {
		return nil, err
	}
	return v.headings(agreements)
}

// headings adds to agreements what was last proposed.
func (v *View) headings(agreements []hinterland.Agreement) ([]Heading, error) {
	ids := make([]hinterland.ID[hinterland.Agreement], len(agreements))
	at := map[hinterland.ID[hinterland.Agreement]]*Heading{}
	headings := make([]Heading, len(agreements))
	for i, g := range agreements {
		headings[i].Agreement, ids[i], at[g.ID] = g, g.ID, &headings[i]
	}
	versions, err := v.tx.LatestOf(ids)
	for _, version := range versions {
		if at[version.Agreement].Terms, err = readTerms(version); err != nil {
			return nil, err
		}
	}
	return headings, err
}

// TermsOf are the latest texts of the agreements that entries are about, which the
// actor sees.
func (v *View) TermsOf(
	entries []hinterland.Entry,
) (map[hinterland.ID[hinterland.Agreement]]*hinterland.Terms, error) {
	var ids []hinterland.ID[hinterland.Agreement]
	for i := range entries {
		if entries[i].About > 0 {
			ids = append(ids, entries[i].About)
		}
	}
	slices.Sort(ids)
	versions, err := v.tx.LatestOf(slices.Compact(ids))
	texts := map[hinterland.ID[hinterland.Agreement]]*hinterland.Terms{}
	for _, version := range versions {
		terms, err := readTerms(version)
		if err != nil {
			return nil, err
		}
		texts[version.Agreement] = &terms
	}
	return texts, err
}

// Agreement is one agreement with everything under it, read once. One that the
// actor may not see is refused as if it were not there.
func (v *View) Agreement(id hinterland.ID[hinterland.Agreement]) (*Dossier, error) {
	if d, read := v.dossiers[id]; read {
		return d, nil
	}
	d, err := v.dossier(id)
	if err == nil {
		if v.dossiers == nil {
			v.dossiers = map[hinterland.ID[hinterland.Agreement]]*Dossier{}
		}
		v.dossiers[id] = d
	}
	return d, err
}

func (v *View) dossier(id hinterland.ID[hinterland.Agreement]) (*Dossier, error) {
	agreement, err := v.tx.Agreement(id)
	if err != nil {
		return nil, err
	}
	if seen, err := v.seesAgreement(id); err != nil || !seen {
		return nil, cmp.Or(err, error(hinterland.Refuse(hinterland.NotFound, "agreement.unknown",
			hinterland.Args{"value": id.String()})))
	}
	d := &Dossier{Agreement: agreement}
	if d.Versions, err = v.texts(id); err != nil {
		return nil, err
	}
	if d.InForce > 0 && d.InForce < d.Agreement.Latest {
		latest := d.Latest()
		for _, p := range d.Versions[d.InForce-1].Terms.Parties {
			if !slices.Contains(latest.Terms.Parties, p) {
				latest.Leaving = append(latest.Leaving, p)
			}
		}
	}
	if d.Items, err = v.promises(&agreement); err != nil {
		return nil, err
	}
	events, err := v.tx.Events(id)
	d.take(events)
	return d, err
}

// seesAgreement reports whether the actor may see an agreement.
func (v *View) seesAgreement(id hinterland.ID[hinterland.Agreement]) (bool, error) {
	found, err := v.tx.Members(id)
	return v.sees(Agreements, Own) && members(found).part(v.actor.Party).Sees(), err
}

func (v *View) texts(id hinterland.ID[hinterland.Agreement]) ([]Text, error) {
	versions, err := v.tx.Versions(id)
	if err != nil {
		return nil, err
	}
	assents, err := v.tx.Assents(id, 0)
	if err != nil {
		return nil, err
	}
	links, err := v.tx.AssentLinks(id, 0)
	if err != nil {
		return nil, err
	}
	texts := make([]Text, len(versions))
	for i, version := range versions {
		texts[i].Version = version
		frozen, err := readFrozen(version)
		if err != nil {
			return nil, err
		}
		texts[i].Terms, texts[i].Called = frozen.Terms, frozen.Called
	}
	signers := make([]*hinterland.Personal, len(assents))
	for i := range assents {
		signers[i] = &assents[i].Signer
	}
	values, err := valuesOf(v.tx, signers)
	for _, a := range assents { // versions are numbered from 1
		a.Signer = hinterland.Personal(values[a.Signer].Value)
		texts[a.Version-1].Assents = append(texts[a.Version-1].Assents, a)
	}
	for _, l := range links {
		texts[l.Version-1].Links = append(texts[l.Version-1].Links, l)
	}
	return texts, err
}

func (v *View) promises(of *hinterland.Agreement) ([]Promise, error) {
	items, err := v.tx.Items(of.ID)
	if err != nil {
		return nil, err
	}
	commitments, err := v.tx.Commitments(of.ID, 0)
	if err != nil {
		return nil, err
	}
	due := map[int][]hinterland.Commitment{}
	for _, c := range commitments {
		if c.Quantity > 0 {
			due[c.Item] = append(due[c.Item], c)
		}
	}
	promises := make([]Promise, len(items))
	for i, item := range items {
		good, err := v.Good(item.Good)
		if err != nil {
			return nil, err
		}
		its := due[item.Number]
		stands := item.Stand(of, its, v.Today)
		promises[i] = Promise{item, stands, good, its}
	}
	return promises, nil
}

// Event is one event and the agreement that it happened under. One that the
// actor may not see is refused as if it were not there.
func (v *View) Event(id hinterland.ID[hinterland.Event]) (hinterland.Event, *Dossier, error) {
	e, err := v.tx.Event(id)
	if err != nil {
		return e, nil, err
	}
	d, err := v.Agreement(e.Agreement)
	if isRefusal(err, hinterland.NotFound) {
		err = hinterland.Refuse(hinterland.NotFound, "event.unknown",
			hinterland.Args{"value": id.String()})
	}
	if err != nil {
		return hinterland.Event{}, nil, err
	}
	return e, d, nil
}
