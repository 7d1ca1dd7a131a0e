package check

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"hinterland"
	"hinterland/atlas"
)

// A bruteZones judges a zoning straight from docs/formats.md: ways by the
// method of Floyd and Warshall, and what hangs together by joining neighbours
// until nothing changes.
type bruteZones struct {
	*Zoning
	zone []int
	near [][]bool
	wish [][]int64 // by place and centre: way, or the ties turned round
}

// drawZones draws a small region and the same number of zones as centres.
func drawZones(r *rand.Rand) *bruteZones {
	n := 5 + r.IntN(5)
	z := &Zoning{
		Pins: map[int]int{}, Least: 0, Most: math.MaxInt64, ByTies: r.IntN(3) == 0,
		Step: []float64{0, 1, 1000}[r.IntN(3)],
	}
	for i := range n {
		z.Codes = append(z.Codes, fmt.Sprintf("p%d", i))
		z.At = append(z.At, atlas.Point{Lon: 110 + 2*r.Float64(), Lat: 35 + 2*r.Float64()})
		z.Weight = append(z.Weight, int64(r.IntN(20)))
		for j := range i {
			if j == i-1 || r.IntN(4) == 0 {
				z.Borders = append(z.Borders, [2]int{j, i})
			}
			if r.IntN(2) == 0 {
				z.Ties = append(z.Ties, ZoneTie{j, i, int64(1 + r.IntN(5))})
			}
		}
	}
	order := r.Perm(n)
	for k := range 2 + r.IntN(2) {
		z.Centres = append(z.Centres, ZoneCentre{Name: fmt.Sprint("c", k), Places: order[k : k+1]})
	}
	if r.IntN(3) == 0 { // a centre of two places that need not touch
		z.Centres[0].Places = []int{order[0], order[4]}
	}
	b := &bruteZones{Zoning: z}
	b.measure()
	return b
}

// measure fills near and wish.
func (b *bruteZones) measure() {
	n := len(b.Codes)
	way := make([][]int64, n)
	b.near, b.wish = make([][]bool, n), make([][]int64, n)
	for i := range way {
		way[i], b.near[i] = slices.Repeat([]int64{farthestPlaces}, n), make([]bool, n)
		way[i][i] = 0
	}
	for _, e := range b.Borders {
		// The unit is a millimetre, or a step of so many of them.
		mm := atlas.DistanceKm(b.At[e[0]], b.At[e[1]]) * 1e6 / max(b.Step, 1)
		way[e[0]][e[1]] = int64(math.RoundToEven(mm))
		way[e[1]][e[0]] = way[e[0]][e[1]]
		b.near[e[0]][e[1]], b.near[e[1]][e[0]] = true, true
	}
	for k := range n {
		for i := range n {
			for j := range n {
				way[i][j] = min(way[i][j], way[i][k]+way[k][j])
			}
		}
	}
	for i := range n {
		for _, centre := range b.Centres {
			best, ties := int64(farthestPlaces), int64(0)
			for _, p := range centre.Places {
				best = min(best, way[i][p])
				for _, t := range b.Ties {
					if t.A == i && t.B == p || t.B == i && t.A == p {
						ties -= t.Strength
					}
				}
			}
			if b.ByTies {
				best = ties
			}
			b.wish[i] = append(b.wish[i], best)
		}
	}
}

// joined are the places of a set that hang together with a centre through it.
func (b *bruteZones) joined(centre int, in func(int) bool) []bool {
	reached := make([]bool, len(b.Codes))
	for _, p := range b.Centres[centre].Places {
		reached[p] = true
	}
	for changed := true; changed; {
		changed = false
		for i := range reached {
			for j := range reached {
				if reached[i] && b.near[i][j] && in(j) && !reached[j] {
					reached[j], changed = true, true
				}
			}
		}
	}
	return reached
}

// whole reports whether every zone hangs together.
func (b *bruteZones) whole(zone []int) bool {
	for k := range b.Centres {
		reached := b.joined(k, func(i int) bool { return zone[i] == k })
		for i := range zone {
			if zone[i] == k && !reached[i] {
				return false
			}
		}
	}
	return true
}

func (b *bruteZones) isCentre(i int) int {
	return slices.IndexFunc(b.Centres, func(c ZoneCentre) bool {
		return slices.Contains(c.Places, i)
	})
}

// broken lists the rules that a zoning breaks, one of each kind.
func (b *bruteZones) broken(zone []int) []hinterland.Reason {
	found := map[hinterland.Reason]bool{}
	load := make([]int64, len(b.Centres))
	for i, k := range zone {
		if own := b.isCentre(i); own < 0 {
			load[k] += b.Weight[i]
		} else if own != k {
			found["zone.own-centre"] = true
		}
		if pin, pinned := b.Pins[i]; pinned && pin != k {
			found["zone.pin"] = true
		}
	}
	for _, sum := range load {
		if sum < b.Least {
			found["zone.least"] = true
		}
		if sum > b.Most {
			found["zone.most"] = true
		}
	}
	if !b.whole(zone) {
		found["zone.apart"] = true
	}
	var list []hinterland.Reason
	for reason := range found {
		list = append(list, reason)
	}
	slices.Sort(list)
	return list
}

// suits reports whether no centre suits place i better than k.
func (b *bruteZones) suits(i, k int) bool { return b.wish[i][k] == slices.Min(b.wish[i]) }

// mayJoin reports whether neither a centre nor a pin keeps place i from k.
func (b *bruteZones) mayJoin(i, k int) bool {
	if own := b.isCentre(i); own >= 0 {
		return own == k
	}
	pin, pinned := b.Pins[i]
	return !pinned || pin == k
}

// likeMinded are the places that no centre suits better than k, and that hang
// together with it through such places.
func (b *bruteZones) likeMinded(k int) []bool {
	return b.joined(k, func(i int) bool { return b.suits(i, k) && b.mayJoin(i, k) })
}

// reason is the first of the reasons in the table of formats.md that holds.
func (b *bruteZones) reason(i int) string {
	k := slices.Index(b.wish[i], slices.Min(b.wish[i]))
	_, pinned := b.Pins[i]
	switch {
	case b.isCentre(i) >= 0:
		return "centre"
	case pinned:
		return "pin"
	case b.suits(i, b.zone[i]) && b.ByTies:
		return "tie"
	case b.suits(i, b.zone[i]):
		return "nearest"
	case b.Least == 0 && b.Most == math.MaxInt64:
		return "contiguity"
	}
	alone, all, home := slices.Clone(b.zone), slices.Clone(b.zone), slices.Clone(b.zone)
	alone[i] = k
	for c := range b.Centres {
		like := b.likeMinded(c)
		for j := range b.zone {
			if like[j] && c == k {
				all[j] = c
			}
			if like[j] && c == slices.Index(b.wish[j], slices.Min(b.wish[j])) &&
				!b.suits(j, b.zone[j]) {
				home[j] = c
			}
		}
	}
	if b.whole(alone) || b.likeMinded(k)[i] && (b.whole(all) || b.whole(home)) {
		return "bound"
	}
	return "contiguity"
}

// rows writes the zoning with the reasons that brute force finds.
func (b *bruteZones) rows() []ZoneRow {
	var rows []ZoneRow
	for i, k := range b.zone {
		rows = append(rows, ZoneRow{i + 2, b.Codes[i], b.Centres[k].Name, b.reason(i)})
	}
	return rows
}

// cost is what the zoning comes to.
func (b *bruteZones) cost() int64 {
	sum := int64(0)
	for i, k := range b.zone {
		if b.ByTies {
			sum -= b.wish[i][k]
		} else {
			sum += b.Weight[i] * b.wish[i][k]
		}
	}
	return sum
}

// settle draws zones until they hang together, and pins and bounds that they
// keep; it reports false where it has no luck.
func (b *bruteZones) settle(r *rand.Rand) bool {
	for range 300 {
		b.zone = nil
		for i := range b.Codes {
			k := b.isCentre(i)
			if k < 0 {
				k = r.IntN(len(b.Centres))
			}
			b.zone = append(b.zone, k)
		}
		if !b.whole(b.zone) {
			continue
		}
		if i := r.IntN(len(b.Codes)); r.IntN(2) == 0 && b.isCentre(i) < 0 {
			b.Pins[i] = b.zone[i]
		}
		if r.IntN(2) == 0 {
			b.Least, b.Most = math.MaxInt64, 0
			for k := range b.Centres {
				load := (&zoneCheck{
					Zoning: b.Zoning, zone: b.zone, centreOf: b.centreOf(),
				}).load(k)
				b.Least, b.Most = min(b.Least, load), max(b.Most, load)
			}
		}
		return true
	}
	return false
}

func (b *bruteZones) centreOf() []int {
	var of []int
	for i := range b.Codes {
		of = append(of, b.isCentre(i))
	}
	return of
}

// told lists the reasons of a verdict once each, sorted.
func told(v *ZonesVerdict) []hinterland.Reason {
	var list []hinterland.Reason
	for _, f := range v.Findings {
		list = append(list, f.Reason)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

func TestZoningsAreJudgedAsByBruteForce(t *testing.T) {
	reasons := map[string]int{}
	for seed := range bruteSeeds(600) {
		r := rand.New(rand.NewPCG(seed, 71))
		b := drawZones(r)
		if !b.settle(r) {
			continue
		}
		rows := b.rows()
		v := Zones(b.Zoning, rows)
		if len(v.Findings) > 0 || v.Cost != b.cost() {
			t.Fatalf("seed %d: cost %d, want %d, findings %v", seed, v.Cost, b.cost(), v.Findings)
		}
		for i := range rows {
			reasons[rows[i].Reason]++
			checkOtherReason(t, seed, b, rows, i)
		}
	}
	for _, reason := range []string{"centre", "pin", "nearest", "tie", "bound", "contiguity"} {
		if reasons[reason] < 20 {
			t.Errorf("only %d places have the reason %s", reasons[reason], reason)
		}
	}
}

// checkOtherReason gives one place another reason and asks to be told so.
func checkOtherReason(t *testing.T, seed uint64, b *bruteZones, rows []ZoneRow, i int) {
	t.Helper()
	was := rows[i].Reason
	for _, other := range []string{"centre", "pin", "nearest", "tie", "bound", "contiguity", ""} {
		if rows[i].Reason = other; other == was {
			continue
		}
		v := Zones(b.Zoning, rows)
		if len(v.Findings) != 1 || v.Findings[0].Reason != "zone.reason" ||
			v.Findings[0].At.Line != rows[i].Line || v.Findings[0].Args["right"] != was {
			t.Fatalf("seed %d: %s for %s: %v", seed, other, was, v.Findings)
		}
	}
	rows[i].Reason = was
}

func TestZonesOfPlacesMovedAtRandomBreakTheRulesThatTheyBreak(t *testing.T) {
	seen := map[hinterland.Reason]int{}
	for seed := range bruteSeeds(600) {
		r := rand.New(rand.NewPCG(seed, 72))
		b := drawZones(r)
		if !b.settle(r) {
			continue
		}
		rows := b.rows()
		zone := slices.Clone(b.zone)
		for range 1 + r.IntN(2) {
			i := r.IntN(len(zone))
			zone[i] = r.IntN(len(b.Centres))
			rows[i].Centre = b.Centres[zone[i]].Name
		}
		want := b.broken(zone)
		got := told(Zones(b.Zoning, rows))
		if len(want) == 0 { // a zoning that keeps the rules may have other reasons
			got = slices.DeleteFunc(got, func(why hinterland.Reason) bool {
				return why == "zone.reason"
			})
		}
		if !slices.Equal(got, want) {
			t.Fatalf("seed %d: %v, want %v", seed, got, want)
		}
		for _, reason := range want {
			seen[reason]++
		}
	}
	for _, reason := range []hinterland.Reason{
		"zone.own-centre", "zone.pin", "zone.least", "zone.most", "zone.apart",
	} {
		if seen[reason] < 10 {
			t.Errorf("%s was broken only %d times", reason, seen[reason])
		}
	}
}

// The order of rows and the names of centres have nothing to say.
func TestZoningsMayStandInAnyOrder(t *testing.T) {
	for seed := range bruteSeeds(100) {
		r := rand.New(rand.NewPCG(seed, 73))
		b := drawZones(r)
		if !b.settle(r) {
			continue
		}
		rows := b.rows()
		for k := range b.Centres {
			b.Centres[k].Name = strings.Repeat("z", 9-k)
		}
		for i := range rows {
			rows[i].Centre = b.Centres[b.zone[i]].Name
		}
		r.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		if v := Zones(b.Zoning, rows); len(v.Findings) > 0 || v.Cost != b.cost() {
			t.Fatalf("seed %d: cost %d, want %d, findings %v", seed, v.Cost, b.cost(), v.Findings)
		}
	}
}

func TestAPlaceThatACentreReachesIsNeverLeftOut(t *testing.T) {
	z, rows := strip()
	for _, z.LeaveOut = range []bool{false, true} {
		v := Zones(z, slices.Delete(slices.Clone(rows), 3, 4))
		if len(v.Findings) != 1 || v.Findings[0].Reason != "zone.missing" ||
			v.Findings[0].At.Value != "a3" {
			t.Errorf("left out on purpose %t: %v", z.LeaveOut, v.Findings)
		}
	}
}

func TestBoundsAreKeptAtTheirVeryWeight(t *testing.T) {
	for _, c := range []struct {
		least, most int64
		want        string
	}{
		{30, 30, "zone.least"},
		{20, 30, ""},
		{21, 30, "zone.least"},
		{20, 29, "zone.most"},
		{0, math.MaxInt64, ""},
		{21, 29, "zone.least zone.most"},
	} {
		z, rows := strip()
		z.Least, z.Most = c.least, c.most
		var words []string
		for _, reason := range told(Zones(z, rows)) {
			words = append(words, string(reason))
		}
		if got := strings.Join(words, " "); got != c.want {
			t.Errorf("from %d to %d: %q, want %q", c.least, c.most, got, c.want)
		}
	}
}
