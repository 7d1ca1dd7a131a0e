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
// Shared limits and recipes, which tie goods together, will price the ways of
// a problem and allot limits as capacities of lots; nothing here assumes that
// a problem stands alone except Solve.
//
// Read Solve first.
package balance
