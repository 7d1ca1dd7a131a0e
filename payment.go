package hinterland

import "slices"

// Paid is what one party has paid another under an agreement in a currency:
// for one item of it, or with Item 0 for the whole. Amount is the word of who
// pays, in the smallest unit of the currency; Came is that of who is paid.
type Paid struct {
	Agreement ID[Agreement]
	Item      int
	From, To  PartyCode
	Currency  string
	Amount    int64
	Came      int64
}

// PaidRow is the total that a payment belongs to, as yet with nothing in it.
func (e *Event) PaidRow() Paid {
	return Paid{
		Agreement: e.Agreement, Item: e.Item, From: e.Party, To: e.To, Currency: e.Paid.Currency,
	}
}

// CheckPayment refuses a payment of nothing, and one whose sides are not two
// members of the agreement.
func (e *Event) CheckPayment(members []PartyCode) Refusals {
	var faults Refusals
	if e.Paid.Minor < 1 {
		faults.add(Refuse(Invalid, "payment.none", nil).In(Where{Column: "amount"}))
	}
	for column, side := range map[string]PartyCode{"from": e.Party, "to": e.To} {
		if !slices.Contains(members, side) {
			faults.add(Refuse(Invalid, "item.party", nil).
				In(Where{Column: column, Value: clip(string(side))}))
		}
	}
	if e.Party == e.To {
		faults.add(Refuse(Invalid, "item.self", nil).
			In(Where{Column: "to", Value: clip(string(e.To))}))
	}
	return faults
}

// CheckPaid refuses the word of who was paid if it is more than was paid, is
// less without a reason, or lies before the payment.
func (e *Event) CheckPaid(of *Event) Refusals {
	var faults Refusals
	if e.Paid.Minor < 0 || e.Missing < 0 || e.Paid.Minor+e.Missing != of.Paid.Minor {
		faults.add(Refuse(Invalid, "payment.most", Args{
			"amount": of.Paid.Figure(), "currency": of.Paid.Currency,
		}).
			In(Where{Column: "came"}))
	}
	if e.Missing > 0 && e.Reason == "" {
		faults.add(Refuse(Invalid, "receipt.reason", nil).In(Where{Column: "reason"}))
	}
	if e.Day < of.Day {
		faults.add(Refuse(Invalid, "receipt.early", Args{"day": of.Day}).
			In(Where{Column: "day", Value: e.Day.String()}))
	}
	return faults
}

// PaidBook is what the records can answer and take about what was paid.
type PaidBook interface {
	// Paids returns what was paid under an agreement.
	Paids(agreement ID[Agreement]) ([]Paid, error)
	// MovePaid adds the amounts of p, which may be negative, to what was paid
	// and came. It refuses a sum beyond MaxSum, and that more came than was paid.
	MovePaid(p Paid) error
}
