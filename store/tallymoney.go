package store

import "hinterland"

// auditMoney adds up what funds and advances were made of and what came of
// them, and holds to it every sum that is kept.
func auditMoney(records *tx, found *differences) error {
	for _, audit := range []func(*tx, *differences) error{auditFunds, auditAdvances} {
		if err := audit(records, found); err != nil {
			return err
		}
	}
	return nil
}

// auditAdvances holds advances to the settlements that stand.
func auditAdvances(records *tx, found *differences) error {
	sums := map[hinterland.ID[hinterland.Advance]]hinterland.AdvanceMove{}
	err := each(records, settlements(), "reversed = ''", func(s hinterland.Settlement) {
		by, sum := s.Move(s.Amount), sums[s.Advance]
		sum.Recovered += by.Recovered
		sum.Returned += by.Returned
		sum.WrittenOff += by.WrittenOff
		sums[s.Advance] = sum
	})
	if err != nil {
		return err
	}
	return each(records, advances(), "", func(is hinterland.Advance) {
		a, sum := is, sums[is.ID]
		a.Recovered, a.Returned, a.WrittenOff = sum.Recovered, sum.Returned, sum.WrittenOff
		differ(found, advances(), a, is)
	})
}

// auditFunds holds grants to the instalments that stand, applications to what was
// granted for them, and funds to pledges, grants and instalments.
func auditFunds(records *tx, found *differences) error {
	of := map[hinterland.ID[hinterland.Fund]]hinterland.FundMove{}
	add := func(fund hinterland.ID[hinterland.Fund], by hinterland.FundMove) {
		sum := of[fund]
		sum.Pledged += by.Pledged
		sum.Granted += by.Granted
		sum.Drawn += by.Drawn
		sum.Repaid += by.Repaid
		of[fund] = sum
	}
	grant := map[hinterland.ID[hinterland.Grant]]hinterland.GrantMove{}
	granted := map[hinterland.ID[hinterland.Application]]int64{}
	for _, step := range []func() error{
		func() error {
			return each(records, pledges(), "", func(p hinterland.Pledge) {
				add(p.Fund, hinterland.FundMove{Pledged: p.Amount - p.Withdrawn})
			})
		},
		func() error {
			return each(records, instalments(), "reversed = ''", func(i hinterland.Instalment) {
				sum, by := grant[i.Grant], hinterland.FundMove{Drawn: i.Amount}
				if i.Kind == hinterland.Payback {
					by = hinterland.FundMove{Repaid: i.Amount}
				}
				sum.Drawn += by.Drawn
				sum.Repaid += by.Repaid
				grant[i.Grant] = sum
				add(i.Fund, by)
			})
		},
		func() error {
			return each(records, grants(), "", func(is hinterland.Grant) {
				g := is
				g.Drawn, g.Repaid = grant[is.ID].Drawn, grant[is.ID].Repaid
				differ(found, grants(), g, is)
				granted[is.Application] += is.Amount - is.Revoked
				add(is.Fund, hinterland.FundMove{Granted: is.Amount - is.Revoked})
			})
		},
		func() error {
			return each(records, applications(), "", func(is hinterland.Application) {
				a := is
				a.Granted = granted[is.ID]
				differ(found, applications(), a, is)
			})
		},
		func() error {
			return each(records, funds(), "", func(is hinterland.Fund) {
				f, sum := is, of[is.ID]
				f.Pledged, f.Granted, f.Drawn, f.Repaid = sum.Pledged, sum.Granted, sum.Drawn,
					sum.Repaid
				differ(found, funds(), f, is)
			})
		},
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}
