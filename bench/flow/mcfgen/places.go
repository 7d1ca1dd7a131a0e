package mcfgen

import (
	"cmp"
	"slices"
)

// point is a place in a square of 10,000 by 10,000.
type point struct{ x, y int }

// places scatters n points: two fifths anywhere, the rest round n/25+1 towns.
// The sum of three even draws is close enough to a bell.
func places(r *random, n int) []point {
	towns := make([]point, n/25+1)
	for i := range towns {
		towns[i] = point{r.below(10000), r.below(10000)}
	}
	points := make([]point, n)
	for i := range points {
		if r.percent(40) {
			points[i] = point{r.below(10000), r.below(10000)}
			continue
		}
		town := towns[r.below(len(towns))]
		dx := r.below(800) + r.below(800) + r.below(800) - 1200
		dy := r.below(800) + r.below(800) + r.below(800) - 1200
		points[i] = point{min(max(town.x+dx, 0), 9999), min(max(town.y+dy, 0), 9999)}
	}
	return points
}

// squared is the square of the distance.
func squared(a, b point) int { return (a.x-b.x)*(a.x-b.x) + (a.y-b.y)*(a.y-b.y) }

// distance is the distance, rounded down.
func distance(a, b point) int { return root(squared(a, b)) }

// root is the square root rounded down, by Newton's steps from above.
func root(v int) int {
	if v < 2 {
		return v
	}
	x := v
	for y := (x + 1) / 2; y < x; y = (x + v/x) / 2 {
		x = y
	}
	return x
}

// nearest lists the k nearest neighbours of every point, equals by index.
func nearest(points []point, k int) [][]int {
	k = min(k, len(points)-1)
	all := make([][]int, len(points))
	others := make([]int, 0, len(points))
	for i, p := range points {
		others = others[:0]
		for j := range points {
			if j != i {
				others = append(others, j)
			}
		}
		slices.SortFunc(others, func(a, b int) int {
			return cmp.Or(squared(p, points[a])-squared(p, points[b]), a-b)
		})
		all[i] = slices.Clone(others[:k])
	}
	return all
}
