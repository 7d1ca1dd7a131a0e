// Package partition answers the questions that arise when a graph is cut into
// connected parts: what hangs together, what falls off when one place leaves,
// which places keep two others apart.
//
// It decides nothing about weights, costs or what a good part is; that is the
// business of package zoning. It knows no codes and no geometry: places are
// the numbers 0..n-1 and borders are pairs of them.
//
// # Rooted contiguity
//
// A part has a centre, a non-empty set R of places. The part is contiguous
// when each of its places reaches some place of R inside the part. If R is
// connected this is the ordinary notion; if R is not (a city of two banks
// without a bridge), every piece has to hold one place of R, which is the
// most that can be asked. Equivalently: shrink R to one node and ask for an
// ordinary connected set. All functions here take R so.
//
// Read Rooted first: the two passes of a depth-first walk from R give, for
// every place at once, what would be cut off if it left.
//
// # What is guaranteed
//
// Answers about contiguity, weights and lengths are exact: they compare and add
// whole numbers and nothing else. Only Separators counts in floating point, for
// reasons it gives, and what it returns is a separator whatever was rounded.
// No answer is ever taken on trust: package check asks the same questions of a
// finished map by other means.
//
// Every function states its time; on a map of n places the borders are fewer
// than 3n, since a map is planar (Euler), so that "places + borders" reads as
// the number of places. Nothing here needs planarity to be right.
//
// Nothing here depends on the clock, on chance or on map order: places are
// walked in ascending order, and equal questions get equal answers.
package partition
