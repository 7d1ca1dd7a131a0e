// Package zoning divides places among given centres: every place goes to
// exactly one, every zone hangs together with its centre, pins and bounds on
// weight are kept, and of all zonings that do so the answer is the best, with
// proof, or the best found with a bound on what better there could be.
//
// # The problem
//
// Places i have weights w_i ≥ 0 and borders; centres j are disjoint sets of
// places. The weight of a zone is the sum over its places without those of
// its centre, and lies between min and max where these are given. Under
// Distance the cost is Σ w_i d(i, zone(i)), where d is the shortest way over
// the whole graph, border by border, to the nearest place of the centre;
// under Ties it is Σ of the ties of a place, centres' places too, to the
// places of its centre, and is to be great.
//
// # Contiguity
//
// A zone is contiguous if each of its places reaches some place of its centre
// inside the zone. Where a centre's places hang together that is ordinary
// connectedness. Where they do not (two banks without a bridge), the places
// in between must still hang on one of them, but the centre itself is taken
// as given: nobody can be asked to move a city.
//
// # Arithmetic
//
// Lengths are whole steps per border, as fine as the caller likes, ties whole
// millionths, weights whole numbers; costs and bounds are int64 and exact:
// weight × length, or millionths of tie. Floating point guides the search and
// proves nothing (see proof). The answer is the same on every machine.
//
// # Formulation
//
// With x(i, j) = 1 where place i is in zone j, c(i, j) what that costs, R_j
// the places of centre j and D(i) the zones that pins and centres leave i,
//
//	min  Σ c(i, j) x(i, j)
//	     Σ over j in D(i) of x(i, j) = 1            every place is whole
//	     min ≤ Σ_i w_i x(i, j) ≤ max                bounds
//	     x(i, j) ≤ Σ over s in S of x(s, j)         gates
//	     x whole
//
// for every zone j, place i and set S without i and R_j that meets each way
// from i to R_j. An assignment that obeys all gates is contiguous: if some
// place of zone j did not reach R_j inside it, the places next to those it
// does reach, none of them in j, would be a gate it breaks. There are
// exponentially many gates; a minimum cut finds a broken one (partition), so
// that they are rows only when they are needed. The gates are what contiguity
// is in the literature on political districts (Oehrlein and Haunert 2017;
// Validi, Buchanan and Lykhovyd 2022); gates of least sets are facets under
// mild conditions (Wang, Buchanan and Butenko 2017).
//
// Without the gates this is the assignment model of Hess and others (1965),
// with the centres given. There, one variable x(i, j) says "i goes to j" and
// nothing else; all that is said here beyond it are inequalities that every
// contiguous zoning satisfies, so that none of them can lose one.
//
// Places that are pinned or a centre's have one zone in D(i). Symmetry between
// zones, which makes dividing into unnamed parts hard, does not arise: centres
// tell zones apart.
//
// # From problem to answer
//
// Each step needs those before it only, and what it proves they may rely on:
//
//   - ground: the problem on the places that can be reached, in numbers of its
//     own, with costs, weights and bounds that fit 64 bits (model);
//   - spreader: what contiguity and sums of weights alone exclude;
//   - relaxation over programme: the best zoning of divisible places, by the
//     dual simplex method, and the multipliers of its rows;
//   - separation: gates, needs and fills that it breaks, until none is broken
//     by enough to matter;
//   - proof: a bound from the multipliers, in whole numbers, and with a zoning
//     at hand the places and zones that no better one can combine;
//   - round, toss and climber: zonings near the relaxation's solution; regions,
//     for large problems, the best zoning part by part;
//   - search: what is left, divided by strong branching;
//   - explainer, or causes: what people want to know about the outcome.
//
// # What is exact
//
// Three things are whole numbers from end to end, and only they decide:
// propagation (spreader), the bound from multipliers (proof), and the cost of
// a zoning. The linear programme between them is float64. It proposes
// multipliers, branches and wishes; a wrong proposal costs time. A zoning is
// called the best when its cost and a bound meet, each an int64.
//
// Bounds are whole, so a node is closed already when its bound is above the
// best known cost minus one: the bound is rounded up.
//
// A bound of the zones' weights enters a proof as a multiplier, and so does a
// cut; that each is an inequality of whole numbers which every zoning obeys is
// all that the proof needs to know of it. So rounding in the simplex method or
// in a flow can make the search slow or end with a gap, and cannot make it
// wrong: multipliers may be any; a gate is the rim of what a walk from the
// place has reached, which separates whatever the amounts; and needs are
// weighed in int64. What a fault could make wrong is the making of cuts,
// proof, spreader and the bookkeeping of search. Those are tested against
// brute force.
//
// # Complexity
//
// The problem is NP-hard: where every place borders both of two centres, to
// keep bounds is to divide numbers into two heaps of one size. Work per node
// is polynomial: some hundred pivots of O(k² + entries) for k tight rows, a
// minimum cut for each place that is divided. The number of nodes is what it
// is; see bench/zoning. Memory is O(n p) for each open node in bits, and
// O(n p + k² + cuts) in all else.
//
// # Determinism
//
// No clock, no map order and no chance takes part: ties in every sort are
// broken by number, drawn zonings come from one fixed sequence, and products
// are rounded before they are added (float64(a*b) + c), so that no machine
// fuses the two. Limits are counts of steps.
//
// # Reasons
//
// A place's first choice is the centre nearest to it (Distance) or with which
// it has the strongest ties (Ties), the first in order among equals. Why a
// place is in its zone j:
//
//   - centre: it is one of the centre's places;
//   - pin: it was put there by hand;
//   - nearest (Distance), tie (Ties): no other centre would suit it better;
//   - bound: weights are bounded, and contiguity is not what keeps it from
//     its first choice k. Either it could pass to k alone with both zones
//     left contiguous, or it is one of the like-minded of k (the places that
//     no centre suits better than k and that hang together with it through
//     each other), and either all of these could pass to k, or the
//     like-minded of all centres could pass to their first choices at once,
//     with every zone left contiguous. Since each of them would be better
//     off, only weights can have stopped them;
//   - contiguity: all others. The first choice is cut off by pins, by other
//     centres or by places that are better off elsewhere.
//
// # Sources
//
//   - Hess, Weaver, Siegfeldt, Whelan and Zitlau 1965, Nonpartisan political
//     redistricting by computer: the assignment model;
//   - Carvajal, Constantino, Goycoolea, Vielma and Weintraub 2013, Imposing
//     connectivity constraints in forest planning models; Oehrlein and Haunert
//     2017, A cutting-plane method for contiguity-constrained spatial
//     aggregation; Validi, Buchanan and Lykhovyd 2022, Imposing contiguity
//     constraints in political districting models: gates;
//   - Carr, Fleischer, Leung and Phillips 2000, Strengthening integrality gaps
//     for capacitated network design and covering problems: fills;
//   - Geoffrion 1974, Lagrangean relaxation for integer programming; Neumaier
//     and Shcherbina 2004, Safe bounds in linear and mixed-integer linear
//     programming: bounds that hold whatever the multipliers;
//   - Koberstein 2005, The dual simplex method, techniques for a fast and
//     stable implementation: boxed columns and the long step.
//
// It refuses to know codes, files and words. Read Solve first.
package zoning
