// Package balance plans: it decides who sends what to whom, when, and why,
// for all goods of a region, and proves the answer.
//
// It decides by the order of wishes that docs/formats.md gives: floors, each
// zone by itself, classes, equal shares, borders, what was signed, cost. It
// refuses to know files, pages and words, and it does not trust itself: the
// check package re-checks its plans without sharing code.
//
// One good is one problem; goods are planned side by side. A good is solved
// in two steps, because the wishes fall in two kinds:
//
//  1. What each need gets (allotment.go, share.go). What a network without
//     gains can serve is a polymatroid, so the classes and the equal shares
//     within them fix one vector of amounts, found by augmenting paths and
//     by balancing along residual paths (Megiddo 1974; Fujishige 1980;
//     Groenevelt 1991).
//  2. Which lines bring it (lines.go). With the amounts fixed, borders, what
//     was signed and cost are a transportation problem, solved level by level
//     on one basis by the network simplex of package flow.
//
// # The problem of one good
//
// Lots l have s(l) units each; need nodes n have rows i, each of a class k(i)
// and an amount d(i); ways W ⊆ lots × nodes are open at a cost c(l, n). A plan
// is a flow x ≥ 0 on W and amounts y with
//
//	Σ x(l, n) over n ≤ s(l)                   for every lot,
//	Σ x(l, n) over l = Σ y(i) over rows of n  for every node,
//	0 ≤ y(i) ≤ d(i).
//
// Let f(S), for a set S of rows, be the most that S can be served together.
// f is the rank function of a polymatroid (it is a cut function: f(S) is the
// least of Σ s over the lots that reach a subset of S, plus Σ d over the rest
// of S), and the amounts that can be served are exactly the y with y(S) ≤ f(S)
// for all S. From this follows all that step one relies on:
//
//   - Serving classes in order, by augmenting paths, is best for each class
//     in turn, and a class loses nothing to how an earlier one was shared: the
//     best vectors are a product of one base polytope per class.
//   - Equal shares cost the class no unit: they choose among its bases.
//   - With the units of every row in a strict order of rank, the best base is
//     unique (the greedy base of a matroid with distinct weights), so neither
//     pivots nor the order of rows can show through.
//   - A base is the best one if no single exchange improves it, which a
//     checker can see by reach alone.
//
// Why f is a polymatroid's: it is ≥ 0 and grows with S; and for a cut it
// depends on one can write f(S) = min over X ⊆ S of s(lots that reach X) +
// d(S \ X). The first term counts a union, which is submodular, the second is
// additive, and the minimum over X of such a sum is submodular again (it is the
// convolution of two polymatroids, Edmonds 1970). Whole numbers in, whole
// numbers out: the greedy base needs no fractions.
//
// Why an exchange is a path: two vectors of served amounts that differ by one
// unit more for i and one less for j are joined by a residual path from j's
// node to i's, since the difference of their flows is a circulation but for
// these two ends. So everything about amounts is a question of reach.
//
// # Zones first
//
// Under this policy step one is done twice. Alone, a zone is a smaller network
// of the same kind: only ways inside zones, so zones do not touch each other
// and need not be taken one by one. What every row reached there becomes its
// own, a lower bound from then on. Augmenting paths end in rows and never leave
// one, so the second round over all ways can only add; and since the vectors
// above a vector that can be served are a polymatroid again (its contraction),
// all that is said above holds for what is added.
//
// # Floors
//
// A floor is a node of class 0 that only its seller's lots reach, so honouring
// floors is serving one more class. Once honoured its amount is fixed: it is no
// row of a later class, and paths may pass through its node but not end there.
//
// A line fixed by hand is such a node too, and closes the ways that lead from
// its seller to its receiver's need node, so what it brings is all that comes
// from there. That costs no wish its proof, since which ways are open was never
// assumed: a closed way is one way less in the network, and f is the rank
// function of what is left.
//
// # Why step two needs no amounts
//
// Once y is fixed, the wishes that are left are linear in x. Wish after wish,
// the optimal flows are a face of the polytope: those flows that rest at their
// bound on every arc of reduced cost other than 0, for any optimal prices.
// Freezing these arcs and minimising the next wish on the same basis is
// therefore exact, with no weights that could run out of bits. A flow is best
// for all wishes if and only if the vectors of its reduced costs are
// lexicographically ≥ 0 where the flow could grow and ≤ 0 where it could
// shrink: that is the certificate.
//
// # What it costs
//
// With L lots, N nodes and W = L·N/64 words for a set of ways: a walk is O(W +
// ways in use); filling a class is a maximum flow by Dinic's method, a handful
// of phases of O(W) each; sharing a class is at most as many transfers as rows,
// in practice a few per group of rows with one share; lines take some ten
// rounds of the simplex, each with one look at all ways; a reason is a walk for
// each wish. Nothing but sets grows with L·N in memory (ways.go, columns.go).
//
// # The same bytes
//
// Everything is sorted by key before the first step and every loop runs over
// slices; maps are only looked up in, or their content sorted or summed. Goods
// are planned at the same time, but each writes to a place of its own. What one
// good is planned from is a value (Frame and Part), the same for the same
// region, so it makes no difference either in which process a good is planned,
// or when. Amounts and reasons are unique by definition; lines and prices are
// one of several best ones where there are ties, always the same one.
//
// Shared limits and recipes, which tie goods together, will price the ways of
// a problem and allot limits as capacities of lots; nothing here assumes that
// a problem stands alone except Solve and Divide.
//
// Read Solve first.
package balance
