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
// weight × length, or millionths of tie. Floating point guides the search and proves nothing
// (see proof). The answer is the same on every machine.
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
// It refuses to know codes, files and words. Read Solve first.
package zoning
