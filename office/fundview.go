package office

import (
	"hinterland"
)

// A FundDossier is a fund with everything that was brought into it, asked of it
// and had of it.
type FundDossier struct {
	hinterland.Fund
	Says         hinterland.FundTerms
	Pledges      []hinterland.Pledge
	Applications []hinterland.Application
	Grants       []GrantStanding
	Instalments  []hinterland.Instalment // the latest day first

	// Proposed is how what is free would be shared evenly among open
	// applications, in the order of Applications.
	Proposed []int64
}

// A GrantStanding is a grant with its schedule and what of that is late today.
type GrantStanding struct {
	hinterland.Grant
	Schedule []hinterland.Repayment
	Late     int64
}

// Funds are at most limit funds of the region older than one, the latest first.
// Before 0 means from the latest on.
func (v *View) Funds(
	before hinterland.ID[hinterland.Fund], limit int,
) ([]hinterland.Fund, error) {
	if !v.sees(Funds, Other) {
		return nil, nil
	}
	return v.tx.Funds(before, limit)
}

// A FundWaiting is what of a fund waits for the actor's party: to grant what was
// asked for or, if something is Late, that a grant is repaid, by it or to it. Since
// is the first day on which some of that was due.
type FundWaiting struct {
	hinterland.FundWait
	Late  int64
	Since hinterland.Day
}

// FundsWaiting are at most limit funds that the actor's party keeps and could grant
// something of today, since something is free and asked for, and at most limit
// grants that are late, of such funds and to itself.
func (v *View) FundsWaiting(limit int) ([]FundWaiting, error) {
	if !v.sees(Funds, Other) {
		return nil, nil
	}
	var waits []FundWaiting
	for after, late := hinterland.ID[hinterland.Grant](0), 0; ; {
		page, err := v.tx.FundsWaiting(v.actor.Party, v.Today, after, grantsAtOnce)
		if err != nil {
			return nil, err
		}
		asked, some, err := v.waitingNow(page, limit)
		if err != nil {
			return nil, err
		}
		some = some[:min(len(some), limit-late)]
		waits, late = append(append(waits, asked...), some...), late+len(some)
		if len(page) < grantsAtOnce || late == limit {
			return waits, nil
		}
		if after = page[len(page)-1].Grant.ID; after == 0 { // no grant was among them
			return waits, nil
		}
	}
}

// grantsAtOnce is how many grants are looked at together for those that are late.
const grantsAtOnce = 500

// waitingNow are those of what may wait that do: what is asked for, limit at most,
// and what is late.
func (v *View) waitingNow(
	page []hinterland.FundWait, limit int,
) (asked, late []FundWaiting, err error) {
	for i := range page {
		w := FundWaiting{FundWait: page[i]}
		if w.Grant.ID == 0 {
			if len(asked) < limit && v.MayOwn("grant-of-fund") {
				asked = append(asked, w)
			}
			continue
		}
		schedule, err := repayments(&w.Grant)
		if err != nil {
			return nil, nil, err
		}
		w.Late = w.Grant.Late(schedule, v.Today)
		if w.Since = w.Grant.LateSince(schedule, v.Today); w.Late > 0 {
			late = append(late, w)
		}
	}
	return asked, late, nil
}

// Fund is one fund with everything under it, read once.
func (v *View) Fund(id hinterland.ID[hinterland.Fund]) (*FundDossier, error) {
	if d, read := v.funds[id]; read {
		return d, nil
	}
	f, err := v.tx.Fund(id)
	if err == nil && !v.sees(Funds, Other) {
		err = hinterland.Refuse(hinterland.NotFound, "fund.unknown",
			hinterland.Args{"value": id.String()})
	}
	if err != nil {
		return nil, err
	}
	d := &FundDossier{Fund: f}
	if err := v.fundRows(d); err != nil {
		return nil, err
	}
	if v.funds == nil {
		v.funds = map[hinterland.ID[hinterland.Fund]]*FundDossier{}
	}
	v.funds[id] = d
	return d, nil
}

func (v *View) fundRows(d *FundDossier) error {
	terms, err := fundTerms(&d.Fund)
	if err != nil {
		return err
	}
	d.Says = terms.FundTerms
	if d.Pledges, err = v.tx.Pledges(d.ID); err != nil {
		return err
	}
	if d.Applications, err = v.tx.Applications(d.ID); err != nil {
		return err
	}
	wants := make([]int64, len(d.Applications))
	for i := range d.Applications {
		wants[i] = d.Applications[i].Open()
	}
	d.Proposed = hinterland.ShareEvenly(d.Free(), wants)
	grants, err := v.tx.Grants(d.ID)
	if err != nil {
		return err
	}
	for _, g := range grants {
		schedule, err := repayments(&g)
		if err != nil {
			return err
		}
		d.Grants = append(d.Grants, GrantStanding{g, schedule, g.Late(schedule, v.Today)})
	}
	d.Instalments, err = v.tx.Instalments(d.ID)
	return err
}

// Grant is one grant and its fund.
func (v *View) Grant(
	id hinterland.ID[hinterland.Grant],
) (*GrantStanding, *FundDossier, error) {
	g, err := v.tx.Grant(id)
	if err != nil {
		return nil, nil, err
	}
	d, err := v.Fund(g.Fund)
	if err != nil {
		return nil, nil, err
	}
	for i := range d.Grants {
		if d.Grants[i].ID == id {
			return &d.Grants[i], d, nil
		}
	}
	return nil, nil, hinterland.Refuse(hinterland.NotFound, "grant.unknown",
		hinterland.Args{"value": id.String()})
}

// ofFunds finds what the rule of authority asks of funds among what a view has
// read.
func ofFunds[T any](r *reread, find func(*FundDossier) *T, read func() (T, error)) (T, error) {
	for _, d := range r.v.funds {
		if found := find(d); found != nil {
			return *found, nil
		}
	}
	return read()
}

// Fund implements hinterland.FundBook.
func (r *reread) Fund(id hinterland.ID[hinterland.Fund]) (hinterland.Fund, error) {
	return ofFunds(r, func(d *FundDossier) *hinterland.Fund {
		if d.ID == id {
			return &d.Fund
		}
		return nil
	}, func() (hinterland.Fund, error) { return r.Tx.Fund(id) })
}

// Pledge implements hinterland.PledgeBook.
func (r *reread) Pledge(id hinterland.ID[hinterland.Pledge]) (hinterland.Pledge, error) {
	return ofFunds(r, func(d *FundDossier) *hinterland.Pledge {
		return rowIn(d.Pledges, func(p *hinterland.Pledge) bool { return p.ID == id })
	}, func() (hinterland.Pledge, error) { return r.Tx.Pledge(id) })
}

// Application implements hinterland.ApplicationBook.
func (r *reread) Application(
	id hinterland.ID[hinterland.Application],
) (hinterland.Application, error) {
	return ofFunds(r, func(d *FundDossier) *hinterland.Application {
		return rowIn(d.Applications, func(a *hinterland.Application) bool { return a.ID == id })
	}, func() (hinterland.Application, error) { return r.Tx.Application(id) })
}

// Grant implements hinterland.GrantBook.
func (r *reread) Grant(id hinterland.ID[hinterland.Grant]) (hinterland.Grant, error) {
	return ofFunds(r, func(d *FundDossier) *hinterland.Grant {
		g := rowIn(d.Grants, func(g *GrantStanding) bool { return g.ID == id })
		if g == nil {
			return nil
		}
		return &g.Grant
	}, func() (hinterland.Grant, error) { return r.Tx.Grant(id) })
}

// Instalment implements hinterland.InstalmentBook.
func (r *reread) Instalment(
	id hinterland.ID[hinterland.Instalment],
) (hinterland.Instalment, error) {
	return ofFunds(r, func(d *FundDossier) *hinterland.Instalment {
		return rowIn(d.Instalments, func(i *hinterland.Instalment) bool { return i.ID == id })
	}, func() (hinterland.Instalment, error) { return r.Tx.Instalment(id) })
}

// rowIn is the first row that is the one; nil if none is.
func rowIn[T any](rows []T, is func(*T) bool) *T {
	for i := range rows {
		if is(&rows[i]) {
			return &rows[i]
		}
	}
	return nil
}
