// Package atlas knows places on the Earth: their borders as files give them,
// what is wrong with those borders, who is a neighbour of whom, how large and
// how far everything is, and how to draw cells where no border may be shown.
//
// It decides four things. [Decode] decides what a GeoJSON or TopoJSON file
// says, place by place, and never guesses. [Survey] decides which borders are
// shared, which cross, overlap or leave gaps, all from one planar arrangement
// of the borders. [Graph] holds the neighbourhood, with hand edits that carry
// their reason. [Grow] invents schematic cells from points and a neighbourhood
// alone, so that a region whose real borders may not be shipped can be drawn.
//
// It refuses to know zones, parties, plans and languages: codes are opaque
// texts, and every fault carries a reason key with arguments for others to put
// into words. It imports nothing of this module. Coordinates are float64
// degrees outside and whole steps of 1e-7 degree (a centimetre) inside, so that
// every question of the kind "left or right of?" has an exact answer.
//
// Read [Survey] first.
//
// # How a map is surveyed
//
//	file ──Decode──▶ Map ──Survey──▶ Report ──Topology──▶ shared arcs
//	                                   │
//	                                   └── Graph: who is whose neighbour
//
// A Map is what the file says, put right where that needs no judgement: rings
// closed, repeated points dropped, holes wound against their outer ring. A Report
// is what follows from it. Between the two lies one planar arrangement, built in
// four steps, each in a file of its own:
//
//   - edge.go takes every ring apart into straight pieces and sums equal pieces of
//     all places, so that a border between two places is one edge with an owner on
//     either side;
//   - node.go cuts edges where they cross or run through each other's ends;
//   - snap.go makes one of borders that were drawn twice, a little apart;
//   - face.go walks round the faces and counts which places cover each.
//
// The faces answer every question about ground (overlaps, gaps, crossings), the
// edges every question about neighbours, and chains of edges are the arcs that
// maps are drawn from. No question is answered twice by different means, so the
// answers cannot contradict each other.
//
// # How cells are grown
//
//	points + Graph ──layout──▶ discs ──sow, anneal──▶ hexagons ──smooth──▶ arcs
//
// The steps are in layout.go, lattice.go, anneal.go and smooth.go; Grow ties them
// together, and what comes out has the form of a surveyed map.
//
// # Numbers
//
// Whatever decides (left or right, inside or outside, equal or not) is decided
// in whole numbers; see spot. Whatever merely measures (lengths, areas,
// centroids) is float64 with products kept from being fused into sums, so that
// results are the same on all processors. Nothing depends on the clock, on
// chance, or on the order of a map's keys.
package atlas
