package hinterland

// Plan is the plan that the rows are of, with the goods that its tables count
// in: what Keep was given, with certificates and in the order of its columns.
func (rows *KeptRows) Plan(policy Policy) (*Plan, []Good) {
	p := &Plan{Policy: policy}
	var goods []Good
	for i := range rows.Allocations {
		p.Lines = append(p.Lines, rows.Allocations[i].Unpack()...)
	}
	for i := range rows.Shares {
		for _, l := range rows.Shares[i].Unpack() {
			p.Shares = append(p.Shares, l.Share)
			if l.Short() > 0 {
				p.Shortfalls = append(p.Shortfalls, Shortfall{
					Party: l.Party, Good: l.Good, Period: l.Period, Priority: l.Priority,
					Quantity: l.Short(), Reason: l.Reason, Worth: l.Worth,
				})
			}
		}
	}
	for i := range rows.Goods {
		g := &rows.Goods[i]
		proof := readPacked(g.Proof, potentialFields)
		for n := range proof {
			proof[n].Good = g.Good
		}
		p.Potentials = append(p.Potentials, proof...)
		sum := g.Unpack()
		p.Goods = append(p.Goods, sum)
		goods = append(goods, Good{Code: g.Good, Decimals: sum.Decimals})
	}
	p.Sort()
	return p, goods
}
