package demo

import "hinterland"

// Two places farther apart than this have no tie, as the crow flies.
const tieReachKm = 200

// gravity returns the ties of a model, which nobody has observed: what two
// places have to do with each other grows with the people of both and falls
// with the square of the way between them,
//
//	tie = (Pa / 1000) (Pb / 1000) / max(5, 1.35 · great circle km)²,
//
// rounded half to even to hundredths. Pairs whose tie rounds to 0 are left
// out. The way is rounded to 0.1 km before, so that whole numbers do the rest.
func gravity(sites []site) []hinterland.Tie {
	var ties []hinterland.Tie
	for i := range sites {
		for j := i + 1; j < len(sites); j++ {
			a, b := &sites[i].place, &sites[j].place
			if greatCircle(a, b) > tieReachKm {
				continue
			}
			if strength := pull(a.Weight, b.Weight, hectometres(a, b)); strength > 0 {
				ties = append(ties, hinterland.Tie{A: a.Code, B: b.Code, Strength: strength})
			}
		}
	}
	return ties
}

// pull is the tie of places with so many people at such a way, in the steps of
// hinterland.TiePlaces.
func pull(peopleA, peopleB, hectometres int64) int64 {
	const nearest = 50
	way := max(nearest, hectometres)
	// 10⁻⁶ people², 10² hectometres² to the km², 10² hundredths.
	hundredths := hinterland.RoundHalfEven(peopleA*peopleB, 100*way*way)
	return hundredths * 10_000
}
