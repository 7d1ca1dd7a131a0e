// Package flow decides the cheapest flow in a network with whole numbers: a
// primal network simplex that starts from a proposed basis, goes on warm after
// a change, optimises one level of wishes after another on the face that the
// earlier levels leave, and names the cut when no flow exists.
//
// The problem. Nodes v have supplies b(v) with sum 0, arcs e = (u,v) have
// bounds l(e) ≤ x(e) ≤ c(e) and a cost a(e) a unit. Wanted is x with
//
//	sum of x out of v - sum of x into v = b(v)      for every node v
//	sum of a(e)·x(e) least.
//
// The proof. With node potentials π the reduced cost of an arc is
// r(e) = a(e) + π(u) - π(v). A flow is cheapest if and only if some π has
// r(e) ≥ 0 wherever x(e) < c(e) and r(e) ≤ 0 wherever x(e) > l(e): then the
// reduced costs of every cycle in the residual network are ≥ 0, and round a
// cycle the potentials cancel. Certify checks exactly this and shares no code
// with the search.
//
// The package knows nothing of goods, places or periods, no clock, no random
// and no floating point: the same Problem gives the same answer bit by bit.
//
// Read Network first, then pivot in pivot.go. The reasons for an own simplex
// and for its data layout are in docs/decisions/0002-own-network-simplex.md.
package flow
