package sheet

import (
	"strconv"

	"hinterland"
	"hinterland/office"
)

// offers are what parties can give in the periods of a horizon, a row for each price.
func offers() *Noun {
	n := statements(hinterland.Offered, Field{Name: "price", Head: "word.price", Form: Figure})
	n.Name, n.Title = "offers", "web.statements.offer"
	n.Acts = func(r *Reading) []office.Act {
		body := office.OfferBody{StatementBody: r.stated(), Price: r.Now["price"]}
		if amounts := r.amounts(); len(amounts) > 0 {
			return []office.Act{&office.StateOffer{
				OfferBody: body, Amount: office.Amount{Quantities: amounts, Base: r.base()},
			}}
		}
		return []office.Act{&office.WithdrawOffer{OfferBody: body}}
	}
	return n
}

// needs are what parties ask for, a row for each priority.
func needs() *Noun {
	n := statements(hinterland.Needed,
		Field{Name: "priority", Head: "column.priority", Form: Figure})
	n.Name, n.Title = "needs", "web.statements.need"
	n.Acts = func(r *Reading) []office.Act {
		body := office.NeedBody{StatementBody: r.stated(), Priority: r.whole("priority")}
		if amounts := r.amounts(); len(amounts) > 0 {
			return []office.Act{&office.StateNeed{
				NeedBody: body, Amount: office.Amount{Quantities: amounts, Base: r.base()},
			}}
		}
		return []office.Act{&office.WithdrawNeed{NeedBody: body}}
	}
	return n
}

// statements are offers or needs, told apart by a field beside party and good. An offer
// at a price that the reader may not know has no row.
func statements(kind hinterland.StatementKind, rank Field) *Noun {
	return &Noun{
		Keys: 4, Spread: true, Leaves: true,
		Fields: []Field{
			{Name: by, Head: "word.horizon", Of: "horizons"},
			{Name: "party", Head: "word.party", Of: "parties"},
			{Name: "good", Head: "word.good", Of: "goods"},
			rank,
		},
		StandsIn: func(v *office.View, h hinterland.HorizonCode) (records []Record, err error) {
			all, err := v.Statements(hinterland.StatementQuery{
				Horizon: h, Kind: kind, Limit: everything,
			})
			for i := range all {
				s := &all[i]
				if !s.Priced && kind == hinterland.Offered {
					continue
				}
				good, err := v.Good(s.Good)
				if err != nil {
					return nil, err
				}
				records = append(records, statementRecord(s, good.Decimals, rank.Name))
			}
			return records, err
		},
	}
}

// statementRecord is a statement as a sheet has it. Its base has no column.
func statementRecord(s *office.Stated, decimals int, rank string) Record {
	r := Record{
		by: string(s.Horizon), "party": string(s.Party), "good": string(s.Good),
		rank:   strconv.Itoa(s.Priority),
		"base": strconv.FormatInt(s.Base, 10),
	}
	if s.Kind == hinterland.Offered {
		r[rank] = trimmed(hinterland.FormatDecimal(int64(s.Price), hinterland.MoneyPlaces))
	}
	for i, q := range s.Quantities {
		if q > 0 {
			r[spreads+strconv.Itoa(i+1)] = trimmed(hinterland.FormatDecimal(int64(q), decimals))
		}
	}
	return r
}

// base is the entry that last changed what stands.
func (r *Reading) base() int64 {
	base, err := strconv.ParseInt(r.Was["base"], 10, 64)
	if err != nil {
		return 0 // there is none
	}
	return base
}

// stated is of which good a party states something, and for what. What the records
// would refuse of it at last, since they know the good and the horizon, is refused now.
func (r *Reading) stated() office.StatementBody {
	body := office.StatementBody{
		Horizon: hinterland.HorizonCode(r.Now[by]), Party: hinterland.PartyCode(r.Now["party"]),
		Good: hinterland.GoodCode(r.Now["good"]),
	}
	h, err := r.known.of(r.Now[by])
	if err != nil {
		return body // it was told
	}
	if h.Closed != hinterland.Forevermore {
		r.refuse(by, hinterland.Refuse(hinterland.Conflict, "horizon.closed",
			hinterland.Args{"horizon": string(h.Code), "day": h.Closed}))
	}
	if good, err := r.known.v.Good(body.Good); err == nil {
		if amounts := r.amounts(); len(amounts) > 0 {
			faults := (&hinterland.Statement{}).State(amounts, &good, h.Periods)
			r.faults = append(r.faults, faults...)
		}
	}
	return body
}
