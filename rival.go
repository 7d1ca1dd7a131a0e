package hinterland

import "slices"

// A Bought is what an agreement in force promises of a good that counts as
// scarce, with what has been sent of it in the last RivalDays, and in as many
// before.
type Bought struct {
	Agreement      ID[Agreement]
	Item           int
	From, To       PartyCode
	Scarce, Good   GoodCode
	Price          Money
	Currency       string
	Place          PlaceCode
	PlacePath      Path // where the supplier is
	Term           Term // from the first day on which something is due to the last
	Lately, Before Quantity
}

// RivalDays is how long deliveries are looked at together.
const RivalDays = 90

// A Rivalry is that two buy the same scarce good in one area at one time, and
// what comes of it: the one who agreed later pays more, or less of it is
// delivered.
type Rivalry struct {
	Scarce          GoodCode
	Place           PlaceCode // the area: the place of the one supplier that has the other's in it
	First, Later    PartyCode
	Rising, Falling bool
}

// Rivalries finds them in what was bought, in the order of agreements. Goods
// under a scarce one are each looked at by themselves: only quantities and
// prices of one good can be compared.
func Rivalries(bought []Bought) []Rivalry {
	var found []Rivalry
	for j := range bought {
		for i := range bought[:j] {
			a, b := &bought[i], &bought[j]
			if a.To == b.To || a.Good != b.Good || a.Scarce != b.Scarce || a.Currency == "" ||
				a.Currency != b.Currency || !a.PlacePath.Meets(b.PlacePath) ||
				!a.Term.Overlaps(b.Term) {
				continue
			}
			area := a
			if a.PlacePath.Under(b.PlacePath) {
				area = b
			}
			r := Rivalry{Scarce: a.Scarce, Place: area.Place, First: a.To, Later: b.To}
			r.Rising = b.Agreement > a.Agreement && b.Price > a.Price
			r.Falling = falls(bought, area)
			if (r.Rising || r.Falling) && !slices.Contains(found, r) {
				found = append(found, r)
			}
		}
	}
	return found
}

// falls reports whether less of the good of area has been sent from its place,
// and from all in it, than before.
func falls(bought []Bought, area *Bought) bool {
	lately, before := Quantity(0), Quantity(0)
	for i := range bought {
		b := &bought[i]
		if b.Scarce == area.Scarce && b.Good == area.Good && b.PlacePath.Under(area.PlacePath) {
			lately, before = lately+b.Lately, before+b.Before
		}
	}
	return lately < before
}
