// Package flow decides the cheapest flow in a network with whole numbers: a
// primal network simplex that starts from a proposed basis, goes on warm after
// a change, optimises one level of wishes after another on the face that the
// earlier levels leave, and names the cut when no flow exists. It knows nothing
// of goods, places or periods, no clock, no random and no floating point: the
// same Problem gives the same answer bit by bit. Solve answers one
// problem, a Network goes on from there. Read Network first, then pivot in
// pivot.go; docs/decisions/0002-own-network-simplex.md says why it is our own.
//
// # The problem
//
// Nodes v have supplies b(v) with sum 0, arcs e = (u,v) have bounds
// l(e) ≤ x(e) ≤ c(e) and a cost a(e) a unit. Wanted is x with
//
//	sum of x out of v - sum of x into v = b(v)      for every node v
//	sum of a(e)·x(e) least.
//
// # The proof of an answer
//
// With node potentials π the reduced cost of an arc is r(e) = a(e) + π(u) - π(v).
// Round a cycle the potentials cancel, so a cycle costs the same in a and in r.
// A flow is cheapest if and only if some π has
//
//	r(e) ≥ 0 wherever x(e) < c(e)   and   r(e) ≤ 0 wherever x(e) > l(e).
//
// If: any other flow y differs from x by cycles along arcs with room, none of
// which costs less than nothing. Only if: were there a negative cycle with room,
// x could be improved; where there is none, shortest paths in the residual
// network give such a π. Certify checks exactly this, in one pass, in integers,
// and shares no code with the search.
//
// # Bases
//
// A basis is a spanning tree of arcs; every other arc rests at l or c. Given
// where those rest, the tree's flows follow from the leaves up, and given the
// costs, the potentials follow from the root down. Bounds and supplies being
// whole, so is every flow of every basis. An extra root node is tied to every
// node by an artificial arc, so that a basis always exists:
// to the root where the node has something over, from the root where it lacks
// something. A flow of the problem is one without flow on artificial arcs.
//
// With C the greatest |a(e)| and n the number of nodes, an artificial arc costs
// M = n·C + 1. If an optimal basis still has artificial flow from u to the root
// and from the root to w, no residual path leads from u to w: it would cost at
// most (n-1)·C < 2M, and sending a unit along it instead would be cheaper. Hence
// no flow exists, and what can be reached from u is a cut that shows it (cut.go).
// Artificial arcs without flow never come back.
//
// # A step
//
// An arc with the wrong sign of r enters. With the tree it closes one cycle;
// flow is pushed round it until the first arc is full, and that arc leaves. The
// tree falls in two and is tied together again by the entering arc, which moves
// the potentials of one part by r.
//
// Most steps push nothing, and simplex codes could go round for ever in them.
// Here they cannot. Call a tree firm if every node can send at least one unit
// towards the root. The basis found without a proposal is firm, one proposed or
// repaired is made so if it stalls (makeFirm), and Cunningham's rule for ties
// (Mathematical Programming 11, 1976; see cycle) keeps it so. In a firm tree a
// step that pushes nothing has its leaving arc between join and f, because on
// the other side everything can still move up. So the part that moves is that
// of f, and its potentials rise by -r > 0 while all others stay: the sum of all
// potentials grows with every such step, and no basis comes back. A step that
// does push lowers the cost. There are finitely many bases, so Run ends.
//
// # Levels
//
// Optimal for level 1, and among those for level 2, and so on, is done without
// weights: after the run of a level, Freeze fixes every arc with r ≠ 0 where it
// rests. What can still move is exactly the set of all optimal flows of that
// level: for optimal x and π and any flow y,
//
//	cost(y) - cost(x) = Σ r(e)·(y(e) - x(e)),
//
// every term is ≥ 0, and the sum is 0 if and only if y(e) = x(e) wherever
// r(e) ≠ 0. The potentials of each level together are the certificate: the
// vector of an arc's reduced costs, level by level, must be lexicographically
// ≥ 0 below the cap and ≤ 0 above the lower bound.
//
// # Sizes and time
//
// Requires: n·C < 2^60, supplies and lower bounds with |sum| < 2^61, each range
// c - l < 2^61 or without limit. New, SetCosts and Repair refuse anything else;
// a flow that would reach 2^61 on an arc without a cap is refused when it does.
// Within these bounds potentials stay below 2M + nC and no sum overflows.
//
// Nothing better than exponential is proved for the number of steps. What is
// seen: two to six steps a node on plans, grids and random networks. A step
// costs a block of arcs to price, the length of a cycle, and the smaller of the
// two parts of the tree. Memory is 32 bytes an arc for the problem, 13 more for
// the search (17 if a cost passes 32 bits), and about 70 a node.
package flow
