package office

import (
	"slices"

	"hinterland"
)

// Regulate chooses what the office does where it may choose: whether purchases
// are refused that another's exclusive scope forbids, or let through and told.
type Regulate struct {
	Subject hinterland.Subject `json:"subject"`
	Rule    hinterland.Rule    `json:"rule"`
	Based
}

func (a *Regulate) row() hinterland.Change { return rowOf("regulation", string(a.Subject)) }

func (a *Regulate) regulation() *hinterland.Regulation {
	return &hinterland.Regulation{Subject: a.Subject, Rule: a.Rule}
}

// Check implements Act.
func (a *Regulate) Check() hinterland.Refusals { return a.regulation().Check() }

// Side implements Act.
func (a *Regulate) Side(*Turn) (hinterland.PartyCode, error) { return "", nil }

// Do implements Act.
func (a *Regulate) Do(t *Turn) error { return t.PutRegulation(*a.regulation()) }

// MarkScarce says why a good counts as scarce, with all that is under it, so that
// rivals who buy it are told of; without a reason it counts as scarce no more.
type MarkScarce struct {
	Good   hinterland.GoodCode `json:"good"`
	Reason string              `json:"reason,omitempty"`
	Based
}

func (a *MarkScarce) row() hinterland.Change { return rowOf("scarcity", string(a.Good)) }

// Check implements Act.
func (a *MarkScarce) Check() hinterland.Refusals {
	if a.Reason == "" {
		return nil
	}
	return oneFault(hinterland.CheckText("reason", a.Reason, hinterland.MaxName))
}

// Side implements Act.
func (a *MarkScarce) Side(*Turn) (hinterland.PartyCode, error) { return "", nil }

// Do implements Act.
func (a *MarkScarce) Do(t *Turn) error {
	if _, err := t.Good(a.Good); err != nil {
		return err
	}
	return t.PutScarcity(hinterland.Scarcity{Good: a.Good, Reason: a.Reason})
}

// keepTermsInScope refuses terms of a purchase of which something is due on a day
// on which another alone may buy it where its supplier is; or, where that is to
// be told only, records it.
func (t *Turn) keepTermsInScope(
	id hinterland.ID[hinterland.Agreement], terms *hinterland.Terms,
) error {
	for i := range terms.Items {
		item := &terms.Items[i]
		if terms.Kind != hinterland.PurchaseContract || len(item.Schedule) == 0 {
			continue
		}
		bought := hinterland.Trespass{
			Agreement: id, Item: item.Number, From: item.From, To: item.To, Good: item.Good,
		}
		days := make([]hinterland.Day, len(item.Schedule))
		for n, s := range item.Schedule {
			days[n] = s.Due
		}
		err := t.keepInScope(bought, days)
		if err != nil {
			return pointed(err, numberedField("items", i)+".good", string(item.Good))
		}
	}
	return nil
}

// keepInScope refuses, or records, what is bought on days, in their order, where
// another alone may buy it.
func (t *Turn) keepInScope(bought hinterland.Trespass, days []hinterland.Day) error {
	against, err := t.ScopesAgainst(bought.From, bought.To, bought.Good,
		hinterland.Term{From: days[0], To: days[len(days)-1] + 1})
	if err != nil || len(against) == 0 {
		return err
	}
	regulation, err := t.Regulation(hinterland.OffScope)
	for i := range against {
		held := &against[i]
		for _, day := range days {
			if err != nil || !held.Term.Has(day) {
				continue
			}
			if regulation.Rule != hinterland.Report {
				return held.Held("scope.outside")
			}
			bought.Scope, bought.Day = held.ID, day
			err = t.PutTrespass(bought)
			break
		}
	}
	return err
}

// keepDeliveryInScope does so for a delivery, if it is one of a purchase.
func (t *Turn) keepDeliveryInScope(kind hinterland.AgreementKind, e *hinterland.Event) error {
	if kind != hinterland.PurchaseContract || e.Kind != hinterland.Delivery {
		return nil
	}
	item, err := t.item(e.Agreement, e.Item)
	if err != nil {
		return err
	}
	err = t.keepInScope(hinterland.Trespass{
		Agreement: e.Agreement, Item: e.Item, Event: e.ID, From: item.From, To: item.To,
		Good: item.Good,
	}, []hinterland.Day{e.Day})
	return pointed(err, "day", e.Day.String())
}

// Regulation is how the office deals with a subject.
func (v *View) Regulation(s hinterland.Subject) (hinterland.Regulation, error) {
	return v.tx.Regulation(s)
}

// Trespasses are at most limit purchases off scope that were let through, the
// latest first: those that concern the actor's party, and all for who keeps the
// region.
func (v *View) Trespasses(limit int) ([]hinterland.Trespass, error) {
	near := v.actor.Party
	if v.sees(Trespasses, Other) {
		near = ""
	}
	return v.tx.Trespasses(near, limit)
}

// HoldersOf are the buyers whose scopes purchases are off, by scope.
func (v *View) HoldersOf(
	found []hinterland.Trespass,
) (map[hinterland.ID[hinterland.DatedScope]]hinterland.PartyCode, error) {
	holders := map[hinterland.ID[hinterland.DatedScope]]hinterland.PartyCode{}
	scopes, err := v.tx.ScopesBy(scopesOf(found))
	for _, s := range scopes {
		holders[s.ID] = s.Buyer
	}
	return holders, err
}

// scopesOf are the scopes that purchases are off.
func scopesOf(found []hinterland.Trespass) (ids []hinterland.ID[hinterland.DatedScope]) {
	for _, s := range found {
		ids = append(ids, s.Scope)
	}
	return ids
}

// Scarcities are why goods count as scarce, by good.
func (v *View) Scarcities() (map[hinterland.GoodCode]string, error) {
	found, err := v.tx.Scarcities()
	scarce := map[hinterland.GoodCode]string{}
	for _, s := range found {
		scarce[s.Good] = s.Reason
	}
	return scarce, err
}

// Rivalries are where two buy the same scarce good beside one another: those
// that the actor's party is in, and all for who keeps the region, who alone is
// told how much went off. Agreements and prices that the actor does not see are
// left out.
func (v *View) Rivalries() ([]hinterland.Rivalry, error) {
	bought, err := v.tx.BoughtScarce(v.Today)
	found := hinterland.Rivalries(bought)
	if !v.sees(Trespasses, Other) {
		found = slices.DeleteFunc(found, func(r hinterland.Rivalry) bool {
			return r.First.Buyer != v.actor.Party && r.Later.Buyer != v.actor.Party
		})
		for i := range found {
			found[i].Lately, found[i].Before = 0, 0
		}
	}
	if err != nil || len(found) == 0 {
		return nil, err
	}
	ids := make([]hinterland.ID[hinterland.Agreement], 0, 2*len(found))
	for _, r := range found {
		ids = append(ids, r.First.Agreement, r.Later.Agreement)
	}
	seen, err := v.tx.SeenBy(v.actor.Party, ids)
	for i := range found {
		v.veil(&found[i].First, seen)
		v.veil(&found[i].Later, seen)
	}
	return found, err
}

// veil takes out of a purchase what the actor does not see of it.
func (v *View) veil(p *hinterland.Purchase, seen []hinterland.Agreement) {
	is := func(a hinterland.Agreement) bool { return a.ID == p.Agreement }
	if slices.ContainsFunc(seen, is) {
		return
	}
	p.Agreement = 0
	if !v.sees(Prices, Other) {
		p.Price = 0
	}
}
