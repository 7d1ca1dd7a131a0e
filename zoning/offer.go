package zoning

// offer improves an assignment by climbing and keeps it if it is the best.
// A nil assignment is no offer.
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
// sequence, mixed; Steele, Lea and Flood 2014). The zero value begins it.
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
	u := float64(z>>11) / (1 << 53)
	return float64(1-float64(u*u)) * (1 << 40)
}
