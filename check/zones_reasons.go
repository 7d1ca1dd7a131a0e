package check

import (
	"container/heap"
	"math"

	"hinterland"
	"hinterland/atlas"
)

// The reasons of a place's zone.
const (
	zoneIsCentre   = "centre"
	zoneIsPinned   = "pin"
	zoneIsNearest  = "nearest"
	zoneIsTied     = "tie"
	zoneHoldsOn    = "contiguity"
	zoneIsBounded  = "bound"
	noDistance     = math.MaxInt64
	millimetresKm  = 1e6
	farthestPlaces = math.MaxInt64 / 4
)

// checkReasons compares each place's reason with the true one.
func (c *zoneCheck) checkReasons() {
	wish := c.wishes()
	for i := range c.Codes {
		if c.zone[i] < 0 {
			continue
		}
		if right := c.reasonOf(wish, i); right != c.row[i].Reason {
			c.find(c.row[i], "reason", c.row[i].Reason, "zone.reason", hinterland.Args{"right": right})
		}
	}
}

// reasonOf finds why place i is in its zone: the first that holds of centre,
// pin, and that no zone would be better; then what keeps it from the better
// ones, bounds if they alone keep it from one of them.
func (c *zoneCheck) reasonOf(wish zoneWish, i int) string {
	if c.centreOf[i] >= 0 {
		return zoneIsCentre
	}
	if _, pinned := c.Pins[i]; pinned {
		return zoneIsPinned
	}
	reason := zoneIsNearest
	if c.ByTies {
		reason = zoneIsTied
	}
	for j := range c.Centres {
		if wish[j][i] >= wish[c.zone[i]][i] {
			continue
		}
		if c.mayMove(i, j) {
			return zoneIsBounded
		}
		reason = zoneHoldsOn
	}
	return reason
}

// mayMove reports whether place i alone could go to zone j with both zones
// still hanging together, bounds aside.
func (c *zoneCheck) mayMove(i, j int) bool {
	if !c.together(j, i, true)[i] {
		return false
	}
	left := c.together(c.zone[i], i, false)
	for k := range c.Codes {
		if k != i && c.zone[k] == c.zone[i] && !left[k] {
			return false
		}
	}
	return true
}

// waysTo measures the shortest way from every place to one of some places, in
// millimetres: Dijkstra's method over borders, each as long as the great
// circle between its places' points, rounded once.
func (c *zoneCheck) waysTo(places []int) []int64 {
	ways := make([]int64, len(c.Codes))
	for i := range ways {
		ways[i] = farthestPlaces
	}
	queue := &zoneQueue{}
	for _, i := range places {
		ways[i] = 0
		heap.Push(queue, zoneStep{0, i})
	}
	for queue.Len() > 0 {
		step, _ := heap.Pop(queue).(zoneStep)
		if step.way > ways[step.place] {
			continue
		}
		for _, k := range c.near[step.place] {
			if way := step.way + millimetres(c.At[step.place], c.At[k]); way < ways[k] {
				ways[k] = way
				heap.Push(queue, zoneStep{way, k})
			}
		}
	}
	return ways
}

// millimetres is the great circle between two points by the haversine formula.
func millimetres(a, b atlas.Point) int64 {
	const earthKm, radians = 6371.0088, math.Pi / 180
	up := math.Sin((b.Lat - a.Lat) * radians / 2)
	across := math.Sin((b.Lon - a.Lon) * radians / 2)
	h := float64(up*up) +
		float64(math.Cos(a.Lat*radians)*math.Cos(b.Lat*radians)*across*across)
	return int64(math.RoundToEven(2 * earthKm * math.Asin(math.Sqrt(math.Min(1, h))) * millimetresKm))
}

// A zoneStep is a place with the way by which it was reached.
type zoneStep struct {
	way   int64
	place int
}

// A zoneQueue is a heap of steps, the shortest way on top.
type zoneQueue []zoneStep

// Len is part of heap.Interface.
func (q zoneQueue) Len() int { return len(q) }

// Less is part of heap.Interface.
func (q zoneQueue) Less(i, j int) bool { return q[i].way < q[j].way }

// Swap is part of heap.Interface.
func (q zoneQueue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }

// Push is part of heap.Interface.
func (q *zoneQueue) Push(x any) {
	step, _ := x.(zoneStep)
	*q = append(*q, step)
}

// Pop is part of heap.Interface.
func (q *zoneQueue) Pop() any {
	last := (*q)[len(*q)-1]
	*q = (*q)[:len(*q)-1]
	return last
}
