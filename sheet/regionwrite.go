package sheet

import (
	"cmp"
	"slices"

	"hinterland"
)

// WriteRegion returns the tables of r, by name, so that ReadRegion reads them
// as r but for the order of rows, which here is that of their keys. Optional
// tables without rows are left out. It refuses what Region.Check refuses,
// since such a folder could not be read again.
func WriteRegion(r *hinterland.Region) (map[string][]byte, error) {
	if err := r.Check().Err(); err != nil {
		return nil, err
	}
	d := decimalsOf(r.Goods)
	files := map[string][]byte{
		hinterland.PlacesTable:  encode(placeColumns(), placeRows(r.Places)),
		hinterland.PartiesTable: encode(partyColumns(), partyRows(r.Parties)),
		hinterland.GoodsTable:   encode(goodColumns(), goodRows(r.Goods)),
		hinterland.OffersTable:  encode(offerColumns(), offerRows(r.Offers, d)),
		hinterland.NeedsTable:   encode(needColumns(), needRows(r.Needs, d)),
	}
	optional := func(name string, columns []Column, rows [][]string) {
		if len(rows) > 0 {
			files[name] = encode(columns, rows)
		}
	}
	optional(hinterland.DistancesTable, distanceColumns(), distanceRows(r.Distances))
	optional(hinterland.FloorsTable, floorColumns(), floorRows(r.Floors, d))
	optional(hinterland.FixingsTable, fixingColumns(), fixingRows(r.Fixings, d))
	optional(hinterland.ScopesTable, scopeColumns(), scopeRows(r.Scopes))
	optional(hinterland.ReachTable, reachColumns(), reachRows(r.Reach))
	signed := hinterland.Plan{Lines: slices.Clone(r.Signed)}
	signed.Sort()
	optional(hinterland.SignedTable, lineColumns(), lineRows(signed.Lines, d))
	return files, nil
}

// ordered returns a row for each of list, in the order of compare; list stays
// as it is.
func ordered[T any](list []T, compare func(a, b T) int, row func(T) []string) [][]string {
	rows := make([][]string, 0, len(list))
	for _, v := range slices.SortedStableFunc(slices.Values(list), compare) {
		rows = append(rows, row(v))
	}
	return rows
}

func placeRows(places []hinterland.Place) [][]string {
	return ordered(places, func(a, b hinterland.Place) int {
		return cmp.Compare(a.Code, b.Code)
	}, func(p hinterland.Place) []string {
		return []string{
			string(p.Code), p.Lon.String(), p.Lat.String(), string(p.Zone), string(p.Parent),
			p.Name.English, p.Name.Chinese, whole(p.Weight),
		}
	})
}

func partyRows(parties []hinterland.Party) [][]string {
	return ordered(parties, func(a, b hinterland.Party) int {
		return cmp.Compare(a.Code, b.Code)
	}, func(p hinterland.Party) []string {
		return []string{string(p.Code), string(p.Place), p.Name.English, p.Name.Chinese}
	})
}

func goodRows(goods []hinterland.Good) [][]string {
	return ordered(goods, func(a, b hinterland.Good) int {
		return cmp.Compare(a.Code, b.Code)
	}, func(g hinterland.Good) []string {
		keeps := ""
		if g.Keeps != hinterland.Forever {
			keeps = whole(g.Keeps)
		}
		return []string{
			string(g.Code), g.Unit, whole(g.Decimals), money(g.Freight), money(g.Storage),
			g.Currency, string(g.Parent), g.Name.English, g.Name.Chinese, g.Class, keeps,
		}
	})
}

func offerRows(offers []hinterland.Offer, d decimals) [][]string {
	return ordered(offers, compareOffers, func(o hinterland.Offer) []string {
		return []string{
			string(o.Party), string(o.Good), whole(o.Period),
			d.format(o.Good, o.Quantity), money(o.Price),
		}
	})
}

func compareOffers(a, b hinterland.Offer) int {
	return cmp.Or(cmp.Compare(a.Party, b.Party), cmp.Compare(a.Good, b.Good),
		cmp.Compare(a.Period, b.Period), cmp.Compare(a.Price, b.Price))
}

func needRows(needs []hinterland.Need, d decimals) [][]string {
	return ordered(needs, compareNeeds, func(n hinterland.Need) []string {
		return []string{
			string(n.Party), string(n.Good), whole(n.Period),
			d.format(n.Good, n.Quantity), whole(n.Priority),
		}
	})
}

func compareNeeds(a, b hinterland.Need) int {
	return cmp.Or(cmp.Compare(a.Party, b.Party), cmp.Compare(a.Good, b.Good),
		cmp.Compare(a.Period, b.Period), cmp.Compare(a.Priority, b.Priority))
}

func distanceRows(distances []hinterland.Distance) [][]string {
	return ordered(distances, func(a, b hinterland.Distance) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	}, func(d hinterland.Distance) []string {
		return []string{string(d.From), string(d.To), hinterland.FormatDecimal(d.Hectometres, 1)}
	})
}

func floorRows(floors []hinterland.Floor, d decimals) [][]string {
	return ordered(floors, compareFloors, func(f hinterland.Floor) []string {
		return []string{
			string(f.From), string(f.To), string(f.Good), whole(f.Period),
			d.format(f.Good, f.Quantity),
		}
	})
}

func compareFloors(a, b hinterland.Floor) int {
	return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To),
		cmp.Compare(a.Good, b.Good), cmp.Compare(a.Period, b.Period))
}

func fixingRows(fixings []hinterland.Fixing, d decimals) [][]string {
	return ordered(fixings, func(a, b hinterland.Fixing) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To),
			cmp.Compare(a.Good, b.Good), cmp.Compare(a.Period, b.Period))
	}, func(f hinterland.Fixing) []string {
		return []string{
			string(f.From), string(f.To), string(f.Good), whole(f.Period),
			d.format(f.Good, f.Quantity), f.Reason,
		}
	})
}

func scopeRows(scopes []hinterland.Scope) [][]string {
	return ordered(scopes, func(a, b hinterland.Scope) int {
		return cmp.Or(cmp.Compare(a.Buyer, b.Buyer), cmp.Compare(a.Good, b.Good),
			cmp.Compare(a.Place, b.Place), cmp.Compare(a.First, b.First),
			cmp.Compare(a.Last, b.Last), cmp.Compare(scopeKind(a), scopeKind(b)))
	}, func(s hinterland.Scope) []string {
		return []string{
			string(s.Buyer), string(s.Good), string(s.Place), whole(s.First), whole(s.Last),
			scopeKind(s),
		}
	})
}

// scopeKind is the word for a scope's kind. A buyer may announce what is its
// own anyhow, so rows can differ in nothing else.
func scopeKind(s hinterland.Scope) string {
	if s.Exclusive {
		return "exclusive"
	}
	return "announced"
}

func reachRows(reach []hinterland.Reach) [][]string {
	return ordered(reach, func(a, b hinterland.Reach) int {
		return cmp.Compare(a.Good, b.Good)
	}, func(r hinterland.Reach) []string {
		return []string{string(r.Good), hinterland.FormatDecimal(r.Hectometres, 1)}
	})
}
