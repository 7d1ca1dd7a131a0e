package office

import "hinterland"

// readZones says of each place in which of the region's zones it is: on the first
// day that is planned, or today where that is over. What lies under a place is in
// its zone, unless it is in another by itself.
func (v *View) readZones(m *Material) error {
	g, err := groundOn(v.tx, max(v.Today, m.Horizon.From))
	if err != nil {
		return err
	}
	in := g.innermost()
	for i := range m.Region.Places { // in the order of the tree: parents come first
		p := &m.Region.Places[i]
		zone, stays := in[p.Code]
		if !stays {
			zone = in[p.Parent]
		}
		in[p.Code] = zone
		p.Zone = g.upTo(zone, "")
	}
	return nil
}

// PlacesOf are all places of the region, each in the zone that a plan of a horizon
// counts it in, and the zones that there are. Which zones there were on the day on
// which a plan was made is not asked for: who looks at it now plans by those of now.
func (v *View) PlacesOf(
	h *hinterland.Horizon,
) ([]hinterland.Place, []hinterland.DatedZone, error) {
	m := &Material{Horizon: *h, Region: &hinterland.Region{}}
	var err error
	if m.Region.Places, err = v.AllPlaces(); err != nil {
		return nil, nil, err
	}
	if err := v.readZones(m); err != nil {
		return nil, nil, err
	}
	zones, err := v.Zones()
	return m.Region.Places, zones, err
}
