package demo

import (
	"hinterland"
	"hinterland/office"
)

// drawZones founds the zones of a sample, has them drawn, and establishes them.
func (l *life) drawZones() {
	l.on(-1, 23)
	rules := &l.Zoning.Settings
	zones := map[string]hinterland.ZoneCode{}
	var found []office.Act
	for i := range l.Zoning.Centres {
		c := &l.Zoning.Centres[i]
		zones[c.Name.English] = c.Zone()
		found = append(found, &office.FoundZone{ZoneBody: office.ZoneBody{
			Code: c.Zone(), Name: c.Name, Lead: officeCode, Centre: c.Places,
		}})
	}
	found = append(found, &office.SetZoning{
		Objective: rules.Objective,
		Tolerance: hinterland.FormatDecimal(rules.Bounds.Tolerance, 6),
	})
	for _, p := range l.Zoning.Pins {
		found = append(found, &office.PinPlace{
			Place: p.Place, Zone: zones[p.Centre], Reason: l.named(p.Reason),
		})
	}
	founded := l.all(l.keeper, found)
	var drawn *office.DrawZones
	l.see(l.keeper, func(v *office.View) error {
		q, err := v.ZoneQuestion("", v.Today)
		if err == nil {
			drawn, err = l.Office.DrawnZones(l.ctx, q)
		}
		return err
	})
	if l.err != nil {
		return
	}
	drawn.From = l.day(-1, 23)
	l.do(l.keeper, drawn)
	l.on(-1, 28)
	var open []office.Act
	for i := range l.Zoning.Centres {
		open = append(open, &office.SetZoneState{
			Zone: l.Zoning.Centres[i].Zone(), State: hinterland.ZoneEstablished,
			From: l.horizon.From, Based: office.Based{Base: founded.Number},
		})
	}
	l.all(l.keeper, open)
}

// divide says who buys what where. Who alone may do so was given it as a lot.
func (l *life) divide() {
	l.on(-1, 30)
	var grants []office.Act
	told := map[hinterland.PartyCode][]office.Act{}
	var tellers []hinterland.PartyCode
	document := l.said("demo.lot", nil)
	for _, s := range l.Region.Scopes {
		body := office.ScopeBody{
			Buyer: s.Buyer, Good: s.Good, Place: s.Place,
			From: l.day(int(s.First), 1), Last: l.day(int(s.Last)+1, 1) - 1,
		}
		if s.Exclusive {
			grants = append(grants, &office.GrantScope{
				ScopeBody: body, Basis: hinterland.PublicLot, Document: document,
			})
			continue
		}
		if told[s.Buyer] == nil {
			tellers = append(tellers, s.Buyer)
		}
		told[s.Buyer] = append(told[s.Buyer], &office.AnnounceScope{ScopeBody: body})
	}
	l.all(l.keeper, grants)
	for _, buyer := range tellers {
		l.all(l.hosts[buyer], told[buyer])
	}
}
