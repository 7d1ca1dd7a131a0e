package office

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
