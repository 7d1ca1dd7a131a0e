package office

import (
	"cmp"
	"slices"

	"hinterland"
)

// An Owing is what one party owes another of a good under an agreement: all
// items from the one to the other taken together.
type Owing struct {
	From, To hinterland.PartyCode
	Of       hinterland.Good
	hinterland.Standing
	Received hinterland.Quantity
	Items    []Promise // of which it is the sum
}

// Owings are what every party of an agreement owes every other, by supplier,
// taker and good. None can overflow: no item goes beyond MaxTotal, and there
// are at most MaxItems.
func (d *Dossier) Owings() []Owing {
	var owings []Owing
	for _, p := range d.Items {
		same := func(o Owing) bool {
			return o.From == p.From && o.To == p.To && o.Of.Code == p.Good
		}
		at := slices.IndexFunc(owings, same)
		if at < 0 {
			at = len(owings)
			owings = append(owings, Owing{From: p.From, To: p.To, Of: p.Of})
		}
		owings[at].add(p)
	}
	slices.SortFunc(owings, func(a, b Owing) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To),
			cmp.Compare(a.Of.Code, b.Of.Code))
	})
	return owings
}

func (o *Owing) add(p Promise) {
	o.Promised += p.Promised
	o.Due += p.Standing.Due
	o.Late += p.Late
	o.Missed += p.Missed
	o.Open += p.Open
	o.Transit += p.Transit
	o.Received += p.Received
	o.Items = append(o.Items, p)
}
