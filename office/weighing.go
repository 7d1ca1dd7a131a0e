package office

import "hinterland"

// An Alternative is a good of a horizon as it would be planned now, and as it would
// be if a line were fixed or let go. Both regions have the same ground, and Zones
// is what zones mean to the last plan of the horizon.
type Alternative struct {
	Horizon hinterland.Horizon
	Zones   hinterland.Policy
	Good    hinterland.GoodCode
	Was, Is *hinterland.Region
}

// Fixing reads what plans of a good with a line fixed and without are made from. An
// empty quantity lets the line go. It refuses what no plan could be made from, and not
// what the act refuses besides: more than is offered, less than is guaranteed.
func (v *View) Fixing(k *FixedKey, quantity string) (*Alternative, error) {
	if !v.Plans() {
		return nil, hinterland.Refuse(hinterland.Denied, "run.denied", nil)
	}
	m := &Material{Region: &hinterland.Region{}, good: k.Good}
	if err := v.gather(m, k.Horizon); err != nil {
		return nil, err
	}
	zones, err := v.lastPolicy(k.Horizon)
	if err != nil {
		return nil, err
	}
	was, line := m.Region.Fixings, k.line().Fixing
	m.Region.Fixings = append(line.Without(was), line) // so that its parties are concerned
	if quantity != "" {
		good, known := m.Region.Index().Good[k.Good]
		if !known {
			return nil, hinterland.Refuse(hinterland.NotFound, "good.unknown",
				hinterland.Args{"value": k.Good})
		}
		steps, err := hinterland.ParseDecimal(quantity, good.Decimals)
		if err != nil {
			return nil, err
		}
		m.Region.Fixings[len(m.Region.Fixings)-1].Quantity = hinterland.Quantity(steps)
	}
	if err := m.ready(); err != nil {
		return nil, err
	}
	before := *m.Region
	before.Fixings = was
	if quantity == "" {
		m.Region.Fixings = line.Without(was)
	}
	return &Alternative{m.Horizon, zones, k.Good, &before, m.Region}, nil
}

// lastPolicy is what zones mean to the last plan of a horizon; where there is none,
// they come first.
func (v *View) lastPolicy(h hinterland.HorizonCode) (hinterland.Policy, error) {
	last, err := v.tx.KeptPlans(hinterland.PlanQuery{Horizon: h}, 0, 1)
	if err != nil || len(last) == 0 {
		return hinterland.ZonesFirst, err
	}
	return last[0].Policy, nil
}
