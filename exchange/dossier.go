package exchange

import (
	"time"

	"hinterland"
)

// A Dossier is what somebody sees of an agreement, with everything promised and
// done under it, as the records stood at one moment.
type Dossier struct {
	hinterland.Agreement
	Texts   []Text // the latest last
	Items   []Item
	Parties []hinterland.Party
	Goods   []hinterland.Good  // of all texts and items
	Events  []hinterland.Event // the latest day first

	// Advances, what became of them, and what was paid, as the records keep it.
	// Only accounts tell of them.
	Advances    []hinterland.Advance
	Settlements []hinterland.Settlement // the latest day first
	Paid        []hinterland.Paid
}

// A Text is one version. Since is when its last party assented to it, 0 for one
// that was never in force.
type Text struct {
	Number int
	hinterland.Terms
	Since hinterland.Instant
}

// An Item is what is promised of a good, what has come of it, and its schedule.
type Item struct {
	hinterland.Item
	Due []hinterland.Commitment
}

// A Cover is what every file says of itself: whose records it is of, in which
// language it names things first, and of which moment it is.
type Cover struct {
	hinterland.Charter
	At hinterland.Instant
	// Prefix begins each OCDS identifier, and URI is where the package is to be
	// found. Other forms ask for neither.
	Prefix, URI string
}

// A Writer is given one agreement after another, and closed.
type Writer interface {
	Write(*Dossier) error
	Close() error
}

// name is what something is called, in the language of the office if it has a
// name in that, and in the other one.
func (c *Cover) name(n hinterland.Name, code string) string {
	first, second := n.English, n.Chinese
	if c.Language != "en" {
		first, second = second, first
	}
	for _, text := range []string{first, second} {
		if text != "" {
			return text
		}
	}
	return code
}

// zone is where the days of the office begin.
func (c *Cover) zone() (*time.Location, error) { return time.LoadLocation(c.Clock) }

// party finds a party; one that nobody has told us of is known by its code.
func (d *Dossier) party(code hinterland.PartyCode) hinterland.Party {
	for _, party := range d.Parties {
		if party.Code == code {
			return party
		}
	}
	return hinterland.Party{Code: code}
}

// good finds a good.
func (d *Dossier) good(code hinterland.GoodCode) *hinterland.Good {
	for i := range d.Goods {
		if d.Goods[i].Code == code {
			return &d.Goods[i]
		}
	}
	return &hinterland.Good{Code: code}
}

// item finds an item by its number; nil if there is none.
func (d *Dossier) item(number int) *Item {
	for i := range d.Items {
		if d.Items[i].Number == number {
			return &d.Items[i]
		}
	}
	return nil
}

// inForce is the text in force, or the latest where none is.
func (d *Dossier) inForce() *Text {
	for i := range d.Texts {
		if d.Texts[i].Number == d.InForce {
			return &d.Texts[i]
		}
	}
	return &d.Texts[len(d.Texts)-1]
}

// promised is everything that is scheduled of an item.
func (i *Item) promised() hinterland.Quantity {
	sum := hinterland.Quantity(0)
	for _, c := range i.Due {
		sum += c.Quantity
	}
	return sum
}

// amount writes a quantity of a good as an exact decimal.
func amount(q hinterland.Quantity, of *hinterland.Good) string {
	return hinterland.FormatDecimal(int64(q), of.Decimals)
}
