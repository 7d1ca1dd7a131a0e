package flow

// Add gives the network more arcs, numbered on from those it has, at Low. The
// basis and all flows stay and what was frozen stays so; the new arcs may move.
// It is how a network with more arcs than memory is solved: Run with some, look
// for arcs of negative reduced cost among the rest, Add them, Run again, until
// there are none; the potentials then prove the answer for all of them. An arc
// with a Low other than 0 asks for Repair before the next Run, as after
// SetBounds. It refuses what New would refuse and then changes nothing. Time
// O(nodes + arcs).
func (n *Network) Add(arcs ...Arc) error {
	before := *n
	n.p.Arcs = append(n.p.Arcs, arcs...)
	n.order, n.priced = newOrder(len(n.p.Arcs)), pricedArcs{}
	err := n.p.check()
	if err == nil {
		err = n.priceArtificial()
	}
	if err != nil {
		*n = before
		return err
	}
	n.state = append(n.state, make([]uint8, len(arcs))...)
	n.refreshAll()
	n.recompute()
	n.search = newSearch(len(n.p.Arcs))
	return nil
}
