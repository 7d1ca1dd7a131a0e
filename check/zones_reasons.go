package check

import (
	"container/heap"
	"math"

	"hinterland"
)

// The reasons of a place's zone.
const (
	zoneIsCentre   = "centre"
	zoneIsPinned   = "pin"
	zoneIsNearest  = "nearest"
	zoneIsTied     = "tie"
	zoneHoldsOn    = "contiguity"
	zoneIsBounded  = "bound"
	millimetresKm  = 1e6
	farthestPlaces = math.MaxInt64 / 4
)

// checkReasons compares each place's reason with the true one.
func (c *zoneCheck) checkReasons() {
	r := &zoneReasons{zoneCheck: c, wish: c.wishes()}
	r.gather()
	for i := range c.Codes {
		if c.zone[i] < 0 {
			continue
		}
		if right := r.of(i); right != c.row[i].Reason {
			c.find(c.row[i].cell("reason", c.row[i].Reason), "zone.reason",
				hinterland.Args{"right": right},
			)
		}
	}
}

// zoneReasons finds the reasons of a zoning that keeps all rules.
type zoneReasons struct {
	*zoneCheck
	wish zoneWish
	// like[k] are the like-minded of centre k: the places that no centre suits
	// better and that hang together with it through each other.
	like [][]bool
	// whole[k] says that all of them could pass to k, or that the like-minded
	// of all centres could pass to their first choices, with every zone still
	// hanging together.
	whole []bool
}

func (r *zoneReasons) gather() {
	for k := range r.Centres {
		r.like = append(r.like, r.spread(r.Centres[k].Places, func(i int) bool {
			return r.free(i, k) && r.wish[k][i] == r.wish[r.first(i)][i]
		}))
	}
	home := r.hangsTogether(func(i int) int {
		if k := r.first(i); r.like[k][i] && r.wish[k][i] < r.wish[r.zone[i]][i] {
			return k
		}
		return r.zone[i]
	})
	for k := range r.Centres {
		r.whole = append(r.whole, home || r.hangsTogether(func(i int) int {
			if r.like[k][i] {
				return k
			}
			return r.zone[i]
		}))
	}
}

// free reports whether centres and pins leave place i free to be in zone k.
func (r *zoneReasons) free(i, k int) bool {
	if j := r.centreOf[i]; j >= 0 {
		return j == k
	}
	j, pinned := r.Pins[i]
	return r.zone[i] >= 0 && (!pinned || j == k)
}

// first is the centre that suits place i best, the first among equals.
func (r *zoneReasons) first(i int) int {
	best := 0
	for k := range r.Centres {
		if r.wish[k][i] < r.wish[best][i] {
			best = k
		}
	}
	return best
}

// hangsTogether reports whether every zone would, with the zones that a
// function gives.
func (r *zoneReasons) hangsTogether(zone func(int) int) bool {
	for k := range r.Centres {
		joined := r.spread(r.Centres[k].Places, func(i int) bool {
			return r.zone[i] >= 0 && zone(i) == k
		})
		for i := range r.Codes {
			if r.zone[i] >= 0 && zone(i) == k && !joined[i] {
				return false
			}
		}
	}
	return true
}

// of finds why place i is in its zone. What is not due to its centre, a pin
// or its own first choice is due to bounds if contiguity would let it pass to
// its first choice, alone or with the like-minded.
func (r *zoneReasons) of(i int) string {
	k := r.first(i)
	if r.centreOf[i] >= 0 {
		return zoneIsCentre
	}
	if _, pinned := r.Pins[i]; pinned {
		return zoneIsPinned
	}
	if r.wish[r.zone[i]][i] == r.wish[k][i] {
		if r.ByTies {
			return zoneIsTied
		}
		return zoneIsNearest
	}
	if bounded := r.Least > 0 || r.Most < math.MaxInt64; !bounded {
		return zoneHoldsOn
	}
	alone := r.hangsTogether(func(v int) int {
		if v == i {
			return k
		}
		return r.zone[v]
	})
	if alone || r.like[k][i] && r.whole[k] {
		return zoneIsBounded
	}
	return zoneHoldsOn
}

// waysTo measures the shortest way from every place to one of some places, in
// steps: Dijkstra's method over borders, each as long as the great
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
			if way := step.way + c.length(step.place, k); way < ways[k] {
				ways[k] = way
				heap.Push(queue, zoneStep{way, k})
			}
		}
	}
	return ways
}

// length is the great circle between two places by the haversine formula, in
// steps.
func (c *zoneCheck) length(i, k int) int64 {
	const earthKm, radians = 6371.0088, math.Pi / 180
	a, b := c.At[i], c.At[k]
	up := math.Sin((b.Lat - a.Lat) * radians / 2)
	across := math.Sin((b.Lon - a.Lon) * radians / 2)
	h := float64(up*up) +
		float64(math.Cos(a.Lat*radians)*math.Cos(b.Lat*radians)*across*across)
	km := 2 * earthKm * math.Asin(math.Sqrt(math.Min(1, h)))
	return int64(math.RoundToEven(km * millimetresKm / max(c.Step, 1)))
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
