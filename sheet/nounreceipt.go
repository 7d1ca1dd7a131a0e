package sheet

import (
	"hinterland/office"
)

// receipts are what takers say of deliveries, by their numbers. They are recorded
// and never changed.
func receipts() *Noun {
	return &Noun{
		Name: "receipts", Title: "sheet.receipts", Needs: "received", Bound: true,
		Fields: []Field{
			{Name: "delivery", Head: "sheet.receipt.delivery"},
			{Name: "day", Head: "word.day", Form: Date},
			{Name: "received", Head: "word.received", Form: Figure},
			{Name: "short", Head: "column.short", Form: Figure, May: true},
			{Name: "rejected", Head: "column.rejected", Form: Figure, May: true},
			{Name: "reason", Head: "word.reason", May: true},
			{Name: "note", Head: "word.note", May: true},
		},
		Acts: func(r *Reading) []office.Act {
			receipt := &office.RecordReceipt{
				Day: r.day("day"), Received: r.Now["received"], Short: r.Now["short"],
				Rejected: r.Now["rejected"], Reason: r.Now["reason"], Note: r.Now["note"],
			}
			r.refuse("delivery", receipt.Delivery.UnmarshalText([]byte(r.Now["delivery"])))
			return []office.Act{receipt}
		},
	}
}
