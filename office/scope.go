package office

import "hinterland"

// A ScopeBody is who intends to buy what, where and when, as acts write it.
type ScopeBody struct {
	Buyer hinterland.PartyCode `json:"buyer"`
	Good  hinterland.GoodCode  `json:"good"`
	Place hinterland.PlaceCode `json:"place"`
	From  hinterland.Day       `json:"from"`
	Last  hinterland.Day       `json:"last"`
}

func (b *ScopeBody) scope() hinterland.DatedScope {
	return hinterland.DatedScope{
		Buyer: b.Buyer, Good: b.Good, Place: b.Place,
		Term: hinterland.Term{From: b.From, To: afterLast(&b.Last)},
	}
}

// AnnounceScope tells everybody where a party intends to buy what. Nobody is
// kept off, and overlaps are shown.
type AnnounceScope struct {
	ScopeBody
}

// Check implements Act.
func (a *AnnounceScope) Check() hinterland.Refusals { s := a.scope(); return s.Check() }

// Side implements Act.
func (a *AnnounceScope) Side(*Turn) (hinterland.PartyCode, error) { return a.Buyer, nil }

// Do implements Act.
func (a *AnnounceScope) Do(t *Turn) error { return t.openScope(a.scope()) }

// GrantScope gives a party alone the right to buy a good in a place, on a basis
// that is named; one that no other tells needs a document. It refuses with
// conflict, and says whose, what another's exclusive scope holds already.
type GrantScope struct {
	ScopeBody
	Basis    hinterland.Basis `json:"basis"`
	Document string           `json:"document,omitempty"`
}

func (a *GrantScope) scope() hinterland.DatedScope {
	s := a.ScopeBody.scope()
	s.Basis, s.Document = a.Basis, a.Document
	return s
}

// Check implements Act.
func (a *GrantScope) Check() hinterland.Refusals {
	s := a.scope()
	return append(s.Check(), oneFault(s.CheckBasis())...)
}

// Side implements Act.
func (a *GrantScope) Side(*Turn) (hinterland.PartyCode, error) { return "", nil }

// Do implements Act. A wary request is told first how many it would keep from
// what they have agreed on.
func (a *GrantScope) Do(t *Turn) error {
	s := a.scope()
	if err := t.openScope(s); err != nil || !t.wary {
		return err
	}
	how, err := t.Regulation(hinterland.OffScope)
	if err != nil || how.Rule == hinterland.Report {
		return err
	}
	stopped, err := t.StoppedBy(&s)
	if err == nil && stopped > 0 {
		err = hinterland.Refuse(hinterland.Conflict, "scope.stops",
			hinterland.Args{"count": stopped, "buyer": s.Buyer})
	}
	return err
}

// openScope records a scope that still has a day to come.
func (t *Turn) openScope(s hinterland.DatedScope) error {
	if s.Term.Last() < t.Today {
		return hinterland.Refuse(hinterland.Invalid, "day.past",
			hinterland.Args{"today": t.Today}).
			In(hinterland.Where{Column: "last", Value: s.Term.Last().String()})
	}
	if _, err := t.Party(s.Buyer); err != nil {
		return err
	}
	if _, err := t.Good(s.Good); err != nil {
		return err
	}
	if _, err := t.Place(s.Place); err != nil {
		return err
	}
	s.ID = next[hinterland.DatedScope](t)
	return t.AddScope(s)
}

// EndScope lets a scope end sooner, after a last day, today or later. One that
// has not begun by then never holds.
type EndScope struct {
	Scope  hinterland.ID[hinterland.DatedScope] `json:"scope"`
	Last   hinterland.Day                       `json:"last"`
	Reason string                               `json:"reason"`
	Based
}

func (a *EndScope) row() hinterland.Change { return rowOf("scope", int64(a.Scope)) }

// Check implements Act.
func (a *EndScope) Check() hinterland.Refusals {
	return oneFault(hinterland.CheckText("reason", a.Reason, hinterland.MaxName))
}

// Side implements Act. A buyer gives up its own scope, exclusive ones too.
func (a *EndScope) Side(t *Turn) (hinterland.PartyCode, error) {
	s, err := t.Scope(a.Scope)
	return s.Buyer, err
}

// Do implements Act.
func (a *EndScope) Do(t *Turn) error {
	s, err := t.Scope(a.Scope)
	if err != nil {
		return err
	}
	if a.Last < t.Today || a.Last == hinterland.Forevermore {
		return hinterland.Refuse(hinterland.Invalid, "day.past",
			hinterland.Args{"today": t.Today}).
			In(hinterland.Where{Column: "last", Value: a.Last.String()})
	}
	return pointed(t.EndScope(a.Scope, max(a.Last+1, s.Term.From)), "last", a.Last.String())
}

// Scope finds a scope of the region, or refuses.
func (v *View) Scope(
	id hinterland.ID[hinterland.DatedScope],
) (hinterland.DatedScope, error) {
	if !v.sees(Scopes, Other) {
		return hinterland.DatedScope{}, hinterland.Refuse(hinterland.NotFound, "scope.unknown",
			hinterland.Args{"value": id.String()})
	}
	return v.tx.Scope(id)
}

// Scopes are at most limit of the region's that a filter lets through, after
// one, by number.
func (v *View) Scopes(
	by hinterland.ScopeFilter, after hinterland.ID[hinterland.DatedScope], limit int,
) ([]hinterland.DatedScope, error) {
	if !v.sees(Scopes, Other) {
		return nil, nil
	}
	found, err := v.tx.Scopes(by, after, limit)
	if v.scopes == nil {
		v.scopes = map[hinterland.ID[hinterland.DatedScope]]hinterland.DatedScope{}
	}
	for _, s := range found {
		v.scopes[s.ID] = s
	}
	return found, err
}
