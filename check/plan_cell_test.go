package check

import (
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"hinterland"
)

// A cellDraw draws other values for the cells of a plan.
type cellDraw struct {
	*rand.Rand
	region *hinterland.Region
}

// party draws another party.
func (d cellDraw) party(not hinterland.PartyCode) hinterland.PartyCode {
	var codes []hinterland.PartyCode
	for _, p := range d.region.Parties {
		codes = append(codes, p.Code)
	}
	return otherWord(d, not, codes...)
}

// otherWord draws one of the words that is not the given one.
func otherWord[S ~string](d cellDraw, not S, words ...S) S {
	words = slices.DeleteFunc(slices.Clone(words), func(w S) bool { return w == not })
	if len(words) == 0 {
		return not + "x"
	}
	return words[d.IntN(len(words))]
}

// otherNumber moves a number by a little; it may not fall below low.
func otherNumber[N ~int | ~int64](d cellDraw, n, low N) N {
	if n > low && d.IntN(2) == 0 {
		return n - 1
	}
	return n + 1 + N(d.IntN(2))
}

// A cellChange gives one cell of a row another value of its kind.
type cellChange[T any] func(d cellDraw, row *T)

func lineCells() map[string]cellChange[hinterland.Line] {
	type line = hinterland.Line
	return map[string]cellChange[line]{
		"from":  func(d cellDraw, l *line) { l.From = d.party(l.From) },
		"to":    func(d cellDraw, l *line) { l.To = d.party(l.To) },
		"good":  func(_ cellDraw, l *line) { l.Good += "x" },
		"price": func(_ cellDraw, l *line) { l.Price = 1_000_000 - l.Price },
		"offer": func(d cellDraw, l *line) { l.OfferPeriod = otherNumber(d, l.OfferPeriod, 1) },
		"ship":  func(d cellDraw, l *line) { l.ShipPeriod = otherNumber(d, l.ShipPeriod, 1) },

		"period":   func(d cellDraw, l *line) { l.Period = otherNumber(d, l.Period, 1) },
		"priority": func(d cellDraw, l *line) { l.Priority = otherNumber(d, l.Priority, 0) },
		"quantity": func(d cellDraw, l *line) { l.Quantity = otherNumber(d, l.Quantity, 0) },
		"cost":     func(d cellDraw, l *line) { l.UnitCost = otherNumber(d, l.UnitCost, 0) },
		"reason": func(d cellDraw, l *line) {
			l.Reason = otherWord(d, l.Reason, hinterland.LineFloor, hinterland.LineClass,
				hinterland.LineShare, hinterland.LineZone, hinterland.LineSigned,
				hinterland.LineCost, hinterland.LineTie)
		},
	}
}

func shortCells() map[string]cellChange[hinterland.Shortfall] {
	type short = hinterland.Shortfall
	return map[string]cellChange[short]{
		"party":    func(d cellDraw, s *short) { s.Party = d.party(s.Party) },
		"period":   func(d cellDraw, s *short) { s.Period = otherNumber(d, s.Period, 1) },
		"priority": func(d cellDraw, s *short) { s.Priority = otherNumber(d, s.Priority, 1) },
		"quantity": func(d cellDraw, s *short) { s.Quantity = otherNumber(d, s.Quantity, 0) },
		"worth":    func(d cellDraw, s *short) { s.Worth = otherNumber(d, s.Worth, 0) },
		"reason": func(d cellDraw, s *short) {
			s.Reason = otherWord(d, s.Reason, planShorts()...)
		},
	}
}

func shareCells() map[string]cellChange[hinterland.Share] {
	type share = hinterland.Share
	return map[string]cellChange[share]{
		"party":    func(d cellDraw, s *share) { s.Party = d.party(s.Party) },
		"period":   func(d cellDraw, s *share) { s.Period = otherNumber(d, s.Period, 1) },
		"priority": func(d cellDraw, s *share) { s.Priority = otherNumber(d, s.Priority, 1) },
		"needed":   func(d cellDraw, s *share) { s.Needed = otherNumber(d, s.Needed, 0) },
		"met":      func(d cellDraw, s *share) { s.Met = otherNumber(d, s.Met, 0) },
		"own":      func(d cellDraw, s *share) { s.Own = otherNumber(d, s.Own, 0) },
	}
}

// spoilCells changes each cell of each row, one at a time, and calls check
// with what was changed while it is.
func spoilCells[T any](d cellDraw, rows []T, cells map[string]cellChange[T], check func(string)) {
	for i := range rows {
		for _, name := range slices.Sorted(maps.Keys(cells)) {
			was := rows[i]
			cells[name](d, &rows[i])
			check(fmt.Sprintf("%s of %+v, now %+v,", name, was, rows[i]))
			rows[i] = was
		}
	}
}

// A line may move to a lot that is as good without a word of the plan becoming
// untrue; such a plan has to be among the best.
func TestNoCellCanBeChangedUnnoticed(t *testing.T) {
	tried := 0
	for seed := range bruteSeeds(150) {
		region := bruteRegion(seed)
		d := cellDraw{rand.New(rand.NewPCG(seed, 11)), region}
		for _, policy := range brutePolicies() {
			b := newBrute(region, policy)
			p := b.plan(b.flows[0], b.met)
			check := func(what string) {
				tried++
				if v := judged(region, p); len(v.Findings) == 0 && !b.carriesBest(p) {
					t.Errorf("seed %d, zones %s: %s is not noticed", seed, policy, what)
				}
			}
			spoilCells(d, p.Lines, lineCells(), check)
			spoilCells(d, p.Shortfalls, shortCells(), check)
			spoilCells(d, p.Shares, shareCells(), check)
		}
	}
	t.Logf("%d cells changed", tried)
}

// carriesBest reports whether the lines of a plan are those of another plan
// that is, by trying all, as good, with the reasons that they have there.
func (b *bruteGood) carriesBest(p *hinterland.Plan) bool {
	told := func(p *hinterland.Plan) []string {
		var words []string
		for _, l := range p.Lines {
			l.Row, l.Priority = 0, 0
			words = append(words, fmt.Sprint(l))
		}
		slices.Sort(words)
		return words
	}
	return slices.ContainsFunc(b.flows[1:], func(flow [][]int64) bool {
		return slices.Equal(told(b.plan(flow, b.met)), told(p))
	})
}

// FuzzPlan draws a region and a plan that is right, writes any numbers over
// the plan's, and holds the check to coming back.
func FuzzPlan(f *testing.F) {
	f.Add(uint64(1), int64(math.MaxInt64), int64(-1), 0)
	f.Add(uint64(3), int64(math.MinInt64), int64(math.MaxInt64), 5)
	f.Add(uint64(9), int64(1)<<61, int64(0), 2)
	f.Fuzz(func(t *testing.T, seed uint64, a, b int64, at int) {
		region := bruteRegion(seed)
		brute := newBrute(region, brutePolicies()[seed%3])
		brute.careless = true
		p := brute.plan(brute.flows[0], brute.met)
		if len(p.Lines) > 0 {
			l := &p.Lines[at&0xffff%len(p.Lines)]
			l.Quantity, l.UnitCost = hinterland.Quantity(a), hinterland.Money(b)
			l.Period = hinterland.Period(b)
		}
		if len(p.Shares) > 0 {
			s := &p.Shares[at&0xffff%len(p.Shares)]
			s.Met, s.Own, s.Priority = hinterland.Quantity(b), hinterland.Quantity(a), int(a)
		}
		judged(region, p)
		q := brute.plan(brute.flows[0], brute.met)
		for i := range q.Potentials {
			q.Potentials[i].Zone, q.Potentials[i].Signed, q.Potentials[i].Cost = a, b, a^b
		}
		for i := range q.Shortfalls {
			q.Shortfalls[i].Quantity, q.Shortfalls[i].Worth = hinterland.Quantity(a), int(b)
		}
		for i := range q.Shares {
			q.Shares[i].Own = hinterland.Quantity(a)
		}
		judged(region, q)
	})
}
