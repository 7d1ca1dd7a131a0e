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
package atlas
