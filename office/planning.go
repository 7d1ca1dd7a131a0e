package office

import (
	"cmp"
	"slices"

	"hinterland"
)

// A Material is what a plan of a horizon is made from. Forbidden are floors
// that it leaves out, since an exclusive scope keeps their goods for another
// buyer.
type Material struct {
	Horizon   hinterland.Horizon
	Region    *hinterland.Region
	Forbidden []hinterland.Floor

	good hinterland.GoodCode // of which alone is read; empty for all
}

// Plans reports whether the actor plans for the region, and so sees what plans
// are made from and what came of them.
func (v *View) Plans() bool { return v.sees(Runs, Other) }

// Material reads what a plan of a horizon is made from, once, for who plans. It
// refuses what cannot be planned: parties that are nowhere, sums that could not
// be worked out.
func (v *View) Material(code hinterland.HorizonCode) (*Material, error) {
	if !v.Plans() {
		return nil, hinterland.Refuse(hinterland.Denied, "run.denied", nil)
	}
	m := &Material{Region: &hinterland.Region{}}
	if err := v.gather(m, code); err != nil {
		return nil, err
	}
	return m, m.ready()
}

// gather reads what a plan of a horizon is made from.
func (v *View) gather(m *Material, code hinterland.HorizonCode) (err error) {
	if m.Horizon, err = v.tx.Horizon(code); err != nil {
		return err
	}
	for _, read := range []func(*Material) error{
		v.readMarket, v.readGround, v.readZones, v.readScopes, v.readGuarantees,
		v.readSigned, v.readFixings,
	} {
		if err := read(m); err != nil {
			return err
		}
	}
	return nil
}

// ready leaves out what no plan speaks of, and refuses what cannot be planned.
func (m *Material) ready() error {
	m.Region.Parties = m.Region.Concerned(m.Region.Parties)
	faults := append(m.Region.CheckGround(), m.barred()...)
	m.settle()
	if len(faults) == 0 {
		faults = m.Region.Check()
	}
	return faults.Err()
}

// settle gives what an office need not say, and no plan hangs on, some value
// that tables can hold: the position of places where nobody is whom the plan is
// about, what they count for their zones, and the currency of goods that are older
// than currencies.
func (m *Material) settle() {
	for i := range m.Region.Places {
		if p := &m.Region.Places[i]; p.Lon == hinterland.Nowhere {
			p.Lon, p.Lat = 0, 0
		}
		m.Region.Places[i].Weight = max(m.Region.Places[i].Weight, 0)
	}
	for i := range m.Region.Goods {
		g := &m.Region.Goods[i]
		g.Currency = cmp.Or(g.Currency, "none")
	}
}

// everything is more rows than there are.
const everything = 1 << 30

// readMarket reads what is offered and needed.
func (v *View) readMarket(m *Material) error {
	for _, kind := range []hinterland.StatementKind{hinterland.Offered, hinterland.Needed} {
		stated, err := v.tx.Statements(hinterland.StatementQuery{
			Horizon: m.Horizon.Code, Kind: kind, Good: m.good, Limit: everything,
		})
		if err != nil {
			return err
		}
		for i := range stated {
			if kind == hinterland.Offered {
				m.Region.Offers = append(m.Region.Offers, stated[i].Offers()...)
			} else {
				m.Region.Needs = append(m.Region.Needs, stated[i].Needs()...)
			}
		}
	}
	return nil
}

// readGround reads who is where, and which goods there are.
func (v *View) readGround(m *Material) (err error) {
	if m.Region.Places, err = v.tx.Places("", everything); err != nil {
		return err
	}
	if m.Region.Distances, err = v.tx.Distances(); err != nil {
		return err
	}
	if m.Region.Parties, err = v.tx.Parties("", everything); err != nil {
		return err
	}
	if m.Region.Goods, err = v.tx.Goods(); err != nil {
		return err
	}
	m.Region.Reach, err = v.tx.Reaches()
	return err
}

// readScopes reads who may buy what where, in the periods of the horizon.
func (v *View) readScopes(m *Material) error {
	days := hinterland.Term{From: m.Horizon.From, To: m.Horizon.Last() + 1}
	scopes, err := v.tx.Scopes(hinterland.ScopeFilter{Days: days}, 0, everything)
	for i := range scopes {
		if s, some := m.Horizon.Scope(&scopes[i]); some {
			m.Region.Scopes = append(m.Region.Scopes, s)
		}
	}
	return err
}

// readSigned reads what its parties have signed for the horizon, to which a plan
// made anew stays near.
func (v *View) readSigned(m *Material) error {
	signed, err := v.tx.KeptPlans(hinterland.PlanQuery{
		Horizon: m.Horizon.Code, State: hinterland.IsInForce,
	}, 0, 1)
	if err != nil || len(signed) == 0 {
		return err
	}
	given, err := v.tx.Allocations(signed[0].ID, m.good, "")
	for i := range given {
		m.Region.Signed = append(m.Region.Signed, given[i].Unpack()...)
	}
	return err
}

// readGuarantees reads what agreements guarantee, as far as no scope forbids it.
func (v *View) readGuarantees(m *Material) error {
	list, err := v.tx.Guaranteed(v.Today)
	if m.good != "" {
		list = slices.DeleteFunc(list, func(g hinterland.Guaranteed) bool {
			return g.Good != m.good
		})
	}
	m.Region.Floors, m.Forbidden = m.Region.Permitted(m.Horizon.Floors(list))
	return err
}
