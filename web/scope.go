package web

import "hinterland"

// basis words on what an exclusive scope rests; nothing for an announced one.
func (a *ask) basis(b hinterland.Basis) string {
	if b == "" {
		return ""
	}
	// lang: basis.own-buyers basis.producers-cooperative basis.public-lot
	// lang: basis.emergency-order basis.other
	return a.say.Say("basis."+string(b), nil)
}
