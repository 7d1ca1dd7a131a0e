package sheet

import (
	"hinterland/office"
)

// deliveries are recorded and never changed: each row that has a quantity is one
// more.
func deliveries() *Noun {
	return &Noun{
		Name: "deliveries", Title: "sheet.deliveries", Needs: "quantity", Bound: true,
		Fields: []Field{
			{Name: "agreement", Head: "word.agreement"},
			{Name: "item", Head: "word.item", Form: Figure},
			{Name: "day", Head: "word.day", Form: Date},
			{Name: "quantity", Head: "word.quantity", Form: Figure},
			{Name: "extra", Head: "column.extra", May: true},
			{Name: "note", Head: "word.note", May: true},
		},
		Acts: func(r *Reading) []office.Act {
			delivery := &office.RecordDelivery{
				Item: r.whole("item"), Day: r.day("day"), Quantity: r.Now["quantity"],
				Note: r.Now["note"], Extra: r.Now["extra"] != "",
			}
			r.refuse("agreement", delivery.Agreement.UnmarshalText([]byte(r.Now["agreement"])))
			return []office.Act{delivery}
		},
	}
}
