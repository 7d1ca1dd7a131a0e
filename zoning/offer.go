package zoning

// offer improves an assignment by climbing and keeps it if it is the best. A
// nil assignment is no offer. The slice is taken over and changed; best gets
// a copy.
//
// A zoning is kept only when it is strictly better: of zonings of one cost
// the first met stays, and what is met first is the same on every machine.
// Contiguity needs no test here, since the climber starts from a contiguous
// assignment and every change keeps that; weights do, as a climb may end
// outside the bounds.
func (s *search) offer(of []int32) {
	if of == nil {
		return
	}
	s.climb.start(of)
	s.climb.climb(int64(climbSteps * s.m.n))
	if s.climb.excess == 0 && s.climb.cost < s.upper {
		s.best = append([]int32(nil), of...)
		s.upper = s.climb.cost
	}
}

const (
	climbSteps = 3000 // steps of one climb, per place
	tossIdle   = 100  // tosses without a better zoning before they end
)

// tossRound offers zonings drawn at random with the relaxation's shares as
// weights, until work passes stop: a place that lies three quarters in one
// zone is often tried there. The sequence of numbers is fixed.
//
// This is randomised rounding (Raghavan and Thompson 1987) with a repair:
// wishes are drawn place by place, round makes them contiguous, and the
// climber mends the weights. The hundredth added to each share lets zones
// that the relaxation does not use be drawn at times, lest every toss be a
// copy of the one optimum.
func (s *search) tossRound(d *domain, times int, stop int64) {
	liking := make([]int64, len(s.relax.share))
	idle := 0
	for range times {
		if idle++; idle > tossIdle || s.work() > stop || s.over() {
			return
		}
		before := s.upper
		for k, x := range s.relax.share {
			liking[k] = -int64((max(x, 0) + 0.01) * s.toss.next())
		}
		s.climb.work += int64(4 * len(liking))
		s.offer(s.m.round(d, liking))
		if s.upper < before {
			idle = 0
		}
	}
}

// toss is a fixed sequence of numbers that looks like chance (a Weyl
// sequence, mixed; Steele, Lea and Flood 2014: SplitMix64). The zero value
// begins it. Its state belongs to one search, so that searches side by side
// do not disturb each other's draws.
type toss uint64

// next returns a number in 0..2^40, small ones rarer: the cube root of what
// is evenly spread would fit the shares best, the square of the complement
// does nearly as well and needs no function of the machine's.
func (t *toss) next() float64 {
	*t += 0x9e3779b97f4a7c15
	z := uint64(*t)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	z ^= z >> 31
	// The upper 53 bits, exact in a float64; the product is rounded by the
	// conversion before the difference, so that no machine fuses the two.
	u := float64(z>>11) / (1 << 53)
	return float64(1-float64(u*u)) * (1 << 40)
}
