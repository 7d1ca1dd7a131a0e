package hinterland

import "slices"

// A Fulfilment says how much of an event counted for one commitment when it
// was recorded. What counts today is what commitments say. Meant is how much
// of it whoever sent said was for that commitment: that stays with it as long
// as the event stands.
type Fulfilment struct {
	Event     ID[Event]
	Agreement ID[Agreement]
	Item      int
	Due       Day
	Quantity  Quantity
	Meant     Quantity
}

// Deal deals what has come of an item out to its commitments. What is meant for
// one counts for that one first, up to its quantity. All the rest is dealt out
// in the order of their days, the earliest due first. What went beyond the
// schedule counts for none of them, until one has room for it.
//
// It looks at sums alone, so that what comes out does not hang on the order in
// which events were recorded or taken back, or terms amended. No more is
// received for a commitment than was sent for it.
func (i *Item) Deal(due []Commitment) []Commitment {
	dealt := slices.Clone(due)
	share(dealt, i.Sent, func(c *Commitment) (*Quantity, Quantity, Quantity) {
		return &c.Sent, c.Meant, c.Quantity
	})
	share(dealt, i.Received, func(c *Commitment) (*Quantity, Quantity, Quantity) {
		return &c.Received, c.MeantReceived, c.Sent
	})
	return dealt
}

// share deals a whole out. Of says of a commitment where its part is written,
// what is meant for it, and how much it can take.
func share(
	due []Commitment, whole Quantity, of func(*Commitment) (part *Quantity, meant, most Quantity),
) {
	rest := whole
	for n := range due {
		_, meant, most := of(&due[n])
		rest -= min(meant, most)
	}
	for n := range due {
		part, meant, most := of(&due[n])
		*part = min(most, min(meant, most)+max(rest, 0))
		rest -= *part - min(meant, most)
	}
}

// Kept are the parts of a delivery of which only a part was taken: what was not
// is missing from those due last.
func Kept(parts []Fulfilment, taken Quantity) []Fulfilment {
	kept := slices.Clone(parts)
	slices.SortFunc(kept, func(a, b Fulfilment) int { return int(a.Due - b.Due) })
	for n := range kept {
		kept[n].Meant = min(kept[n].Meant, taken)
		taken -= kept[n].Meant
	}
	return kept
}

// Send adds to what is meant for commitments the parts of a delivery.
func Send(due []Commitment, parts []Fulfilment) {
	mean(due, parts, func(c *Commitment, q Quantity) { c.Meant += q })
}

// Unsend takes them out again.
func Unsend(due []Commitment, parts []Fulfilment) {
	mean(due, parts, func(c *Commitment, q Quantity) { c.Meant -= q })
}

// Receive makes of the parts of a delivery what was taken of it.
func Receive(due []Commitment, parts []Fulfilment, taken Quantity) {
	Unsend(due, parts)
	mean(due, Kept(parts, taken), func(c *Commitment, q Quantity) {
		c.Meant, c.MeantReceived = c.Meant+q, c.MeantReceived+q
	})
}

// Unreceive makes of them again what was sent.
func Unreceive(due []Commitment, parts []Fulfilment, taken Quantity) {
	mean(due, Kept(parts, taken), func(c *Commitment, q Quantity) {
		c.Meant, c.MeantReceived = c.Meant-q, c.MeantReceived-q
	})
	Send(due, parts)
}

// mean lets by change the commitments that parts name, each by how much is
// meant for it.
func mean(due []Commitment, parts []Fulfilment, by func(*Commitment, Quantity)) {
	for _, p := range parts {
		for n := range due {
			if due[n].Due == p.Due {
				by(&due[n], p.Meant)
			}
		}
	}
}

// CheckSplit refuses parts that are not together what was sent, name a day twice
// or one on which nothing is due, or go beyond what is lacking on it.
func CheckSplit(parts []Fulfilment, sent Quantity, due []Commitment) Refusals {
	var faults Refusals
	sum, seen := Quantity(0), map[Day]bool{}
	for n, p := range parts {
		at := slices.IndexFunc(due, func(c Commitment) bool { return c.Due == p.Due })
		on := Where{Column: numbered("for", n, "due"), Value: p.Due.String()}
		switch {
		case seen[p.Due]:
			faults.add(Refuse(Conflict, "split.twice", nil).In(on))
		case at < 0 || due[at].Quantity == 0:
			faults.add(Refuse(Conflict, "split.due", nil).In(on))
		case p.Meant > due[at].Quantity-due[at].Sent:
			faults.add(Refuse(Conflict, "split.room", nil).
				In(Where{Column: numbered("for", n, "quantity")}))
		}
		seen[p.Due] = true
		sum += min(p.Meant, MaxTotal)
	}
	if len(parts) > 0 && len(faults) == 0 && sum != sent {
		faults.add(Refuse(Invalid, "split.sum", nil).In(Where{Column: "for"}))
	}
	return faults
}
