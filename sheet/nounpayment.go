package sheet

import (
	"hinterland"
	"hinterland/office"
)

// payments are what payers say that they have paid: for an item, or, without one,
// under an agreement from a party to another.
func payments() *Noun {
	return &Noun{
		Name: "payments", Title: "web.account.money", Needs: "amount", Bound: true,
		Fields: []Field{
			{Name: "agreement", Head: "word.agreement"},
			{Name: "item", Head: "word.item", Form: Figure, May: true},
			{Name: "from", Head: "web.account.payer", Of: "parties", May: true},
			{Name: "to", Head: "web.account.payee", Of: "parties", May: true},
			{Name: "day", Head: "word.day", Form: Date},
			{Name: "amount", Head: "word.amount", Form: Figure},
			{Name: "currency", Head: "word.currency"},
			{Name: "note", Head: "word.note", May: true},
		},
		Acts: func(r *Reading) []office.Act {
			payment := &office.RecordPayment{
				From: hinterland.PartyCode(r.Now["from"]), To: hinterland.PartyCode(r.Now["to"]),
				Day: r.day("day"), Amount: r.Now["amount"], Currency: r.Now["currency"],
				Note: r.Now["note"],
			}
			if r.Now["item"] != "" {
				payment.Item = r.whole("item")
			}
			r.refuse("agreement", payment.Agreement.UnmarshalText([]byte(r.Now["agreement"])))
			return []office.Act{payment}
		},
	}
}
