package exchange

import (
	_ "embed"
	"maps"
	"slices"
	"strings"

	"hinterland"
)

// currencies are the codes that OCDS 1.1.5 has for money. The list is closed: an
// amount in another currency has no place there.
//
//go:embed currencies.csv
var currencies string

// checkCurrencies refuses an agreement in which money is spoken of that OCDS does
// not know.
func (d *Dossier) checkCurrencies() error {
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
	for _, currency := range slices.Sorted(maps.Keys(said)) {
		if !slices.Contains(known, currency) {
			return hinterland.Refuse(hinterland.Invalid, "export.currency",
				hinterland.Args{"agreement": d.ID.String(), "currency": currency})
		}
	}
	return nil
}
