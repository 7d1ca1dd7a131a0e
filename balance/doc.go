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
// Shared limits and recipes, which tie goods together, will price the ways of
// a problem and allot limits as capacities of lots; nothing here assumes that
// a problem stands alone except Solve.
//
// Read Solve first.
package balance
