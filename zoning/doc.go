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
