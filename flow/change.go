package flow

// SetCosts gives every arc the cost that cost tells for it and keeps the basis
// and all flows; potentials are worked out anew. It is how one level of wishes
// follows another: Run, Freeze, SetCosts, Run. It refuses, changing nothing
// but the costs told, where nodes times the greatest cost reach 2^60
// (*RangeError); costs must then be set again before Run. Time O(nodes + arcs).
func (n *Network) SetCosts(cost func(arc int) int64) error {
	for e := range n.p.Arcs {
		n.p.Arcs[e].Cost = cost(e)
	}
	if err := n.priceArtificial(); err != nil {
		return err
	}
	n.refreshAll()
	n.recompute()
	return nil
}

// Freeze keeps every arc whose reduced cost is not zero at its bound in all
// later runs. After a Run that returned nil the flows still possible are then
// exactly the optimal ones: with optimal potentials a flow is optimal if and
// only if each arc with reduced cost ≠ 0 stays at that bound (complementary
// slackness), and tree arcs have reduced cost 0.
func (n *Network) Freeze() {
	for e := range n.p.Arcs {
		slot := n.order.slot(int32(e))
		if n.state[e]&(inTree|frozen) == 0 && n.reduced(n.priced.at(slot)) != 0 {
			n.state[e] |= frozen
			n.priced.set(slot, pricedArc{})
		}
	}
}

// Thaw lets all frozen arcs move again. The basis stays; a Run that follows
// optimises the present costs over all flows, as if nothing had been frozen.
func (n *Network) Thaw() {
	for e := range n.state {
		if n.state[e]&frozen != 0 {
			n.state[e] &^= frozen
			n.refresh(int32(e))
		}
	}
}

// Frozen tells whether an arc is kept at its bound by Freeze. Arcs of the tree
// never are: they may carry anything between their bounds at no loss.
func (n *Network) Frozen(arc int) bool { return n.state[arc]&frozen != 0 }

// SetBounds changes the bounds of an arc. Repair must follow before the next
// Run or look at a flow. An arc that rested at Cap goes on resting there, at
// Low where the new Cap is unlimited. It refuses what New would refuse and
// then changes nothing.
func (n *Network) SetBounds(arc int, low, limit int64) error {
	if err := checkBounds(arc, low, limit); err != nil {
		return err
	}
	a := &n.p.Arcs[arc]
	a.Low, a.Cap = low, limit
	if n.state[arc]&inTree == 0 && limit >= huge {
		n.state[arc] &^= atCap
	}
	n.refresh(int32(arc))
	return nil
}

// SetSupply changes the supply of a node. Others must change with it, so that
// the sum is zero again, before Repair.
func (n *Network) SetSupply(node int, supply int64) { n.p.Supply[node] = supply }

// Repair makes the basis fit changed bounds and supplies: tree flows are
// worked out anew, a tree arc out of bounds goes to the bound it passed, and
// artificial arcs carry the difference until Run, going on warm, has driven it
// out again. It refuses supplies that do not sum to zero (*SupplyError) and
// totals beyond exact arithmetic (*RangeError). Time O(nodes + arcs).
func (n *Network) Repair() error {
	if err := n.p.checkTotals(); err != nil {
		return err
	}
	n.firm = false
	n.settle()
	return nil
}
