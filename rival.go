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
	Scarce, Good GoodCode // what counts as scarce; and what is bought, under it
	// Place is the area: that of the one supplier that has the other's in it.
	Place           PlaceCode
	First, Later    Purchase
	Rising, Falling bool
	// Lately and Before went off from the area in the last RivalDays, and in as
	// many before.
	Lately, Before Quantity
}

// A Purchase is who buys by which agreement, and at what price.
type Purchase struct {
	Agreement ID[Agreement]
	Buyer     PartyCode
	Price     Money
	Currency  string
}

// Rivalries finds them in what was bought, in the order of agreements: of two
// buyers of a good in an area the pair of agreements between whose prices there
// is most. Goods under a scarce one are each looked at by themselves: only
// quantities and prices of one good can be compared.
func Rivalries(bought []Bought) []Rivalry {
	var found []Rivalry
	for j := range bought {
		for i := range bought[:j] {
			r, is := rivalry(bought, &bought[i], &bought[j])
			if !is {
				continue
			}
			at := slices.IndexFunc(found, r.isOf)
			switch {
			case at < 0:
				found = append(found, r)
			case r.rise() > found[at].rise():
				found[at] = r
			}
		}
	}
	return found
}

// rivalry is that of two purchases, a by the earlier agreement, if it is one.
func rivalry(bought []Bought, a, b *Bought) (r Rivalry, is bool) {
	if a.To == b.To || a.Good != b.Good || a.Scarce != b.Scarce ||
		a.Currency == "" || a.Currency != b.Currency ||
		!a.PlacePath.Meets(b.PlacePath) || !a.Term.Overlaps(b.Term) {
		return r, false
	}
	area := a
	if a.PlacePath.Under(b.PlacePath) {
		area = b
	}
	r = Rivalry{
		Scarce: a.Scarce, Good: a.Good, Place: area.Place,
		First:  Purchase{a.Agreement, a.To, a.Price, a.Currency},
		Later:  Purchase{b.Agreement, b.To, b.Price, b.Currency},
		Rising: b.Agreement > a.Agreement && b.Price > a.Price,
	}
	r.Lately, r.Before = sentFrom(bought, area)
	r.Falling = r.Lately < r.Before
	return r, r.Rising || r.Falling
}

// isOf reports whether another rivalry is of the same two in the same area.
func (r *Rivalry) isOf(o Rivalry) bool {
	return r.Scarce == o.Scarce && r.Good == o.Good && r.Place == o.Place &&
		r.First.Buyer == o.First.Buyer && r.Later.Buyer == o.Later.Buyer
}

// rise is how much more the later one pays, and nought where the price does not
// rise.
func (r *Rivalry) rise() Money {
	if !r.Rising {
		return 0
	}
	return r.Later.Price - r.First.Price
}

// sentFrom is how much of the good of area has been sent from its place, and
// from all in it, lately and before.
func sentFrom(bought []Bought, area *Bought) (lately, before Quantity) {
	for i := range bought {
		b := &bought[i]
		if b.Scarce == area.Scarce && b.Good == area.Good && b.PlacePath.Under(area.PlacePath) {
			lately, before = lately+b.Lately, before+b.Before
		}
	}
	return lately, before
}
