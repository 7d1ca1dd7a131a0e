package store

import "hinterland"

// guarantees is no table but what a join returns: o is the commitment, i its
// item, g the agreement.
func guarantees() table[hinterland.Guaranteed] {
	of := dues()
	return table[hinterland.Guaranteed]{
		columns: append(prefixed("o.", commitments().columns), fallsSQL, "g.title", "i.from_party",
			"i.to_party", "i.good", "i.effort", "i.floor"),
		fields: func(g *hinterland.Guaranteed) []any { return append(of.fields(&g.Due), &g.Floor) },
	}
}

// Guaranteed implements hinterland.GuaranteeBook. It reads every agreement in
// force, which is what a plan is made from.
func (t *tx) Guaranteed(today hinterland.Day) ([]hinterland.Guaranteed, error) {
	of := guarantees()
	return scan(t, of, "SELECT "+of.list()+" FROM agreement g CROSS JOIN item i "+
		"CROSS JOIN commitment o WHERE g.region = $1 AND g.in_force > 0 AND g.ended > $2 "+
		"AND g.stage = '' AND i.region = $1 AND i.agreement = g.id AND i.floor > 0 "+
		"AND i.effort <> 'best' AND o.region = $1 AND o.agreement = i.agreement "+
		"AND o.item = i.number AND o.quantity > 0 ORDER BY o.agreement, o.item, o.due",
		[]any{today})
}
