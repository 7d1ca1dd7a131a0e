package exchange

import (
	_ "embed"
	"maps"
	"slices"
	"strings"
)

// currencies are the codes that OCDS 1.1.5 has for money. The list is closed: an
// amount in another currency has no place there.
//
//go:embed currencies.csv
var currencies string

// unknownCurrencies are those of an agreement that OCDS does not know. What is
// said in them has to be left out, and that it was is told.
func (d *Dossier) unknownCurrencies() []string {
	said := map[string]bool{}
	for i := range d.Texts {
		for _, item := range d.Texts[i].Items {
			said[item.Currency] = true
		}
	}
	for i := range d.Events {
		said[d.Events[i].Paid.Currency] = true
	}
	delete(said, "")
	known := strings.Fields(currencies)[1:] // after its head
	maps.DeleteFunc(said, func(currency string, _ bool) bool {
		return slices.Contains(known, currency)
	})
	return slices.Sorted(maps.Keys(said))
}
