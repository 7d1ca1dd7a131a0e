package web

import (
	"net/url"
	"strconv"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// deliveryLayout is that of a sheet of deliveries.
func deliveryLayout() layout {
	return layout{
		columns: []string{"agreement", "item", "day", "quantity", "extra", "note"},
		lacking: []string{"extra", "note"}, head: deliveryHead,
	}
}

// deliveryHead words the head of a column.
func deliveryHead(say *lang.Printer, column string) string {
	if column == "extra" {
		return say.Say("column.extra", nil)
	}
	// lang: word.agreement word.item word.day word.quantity word.note word.good word.unit
	return say.Say("word."+column, nil)
}

// ReadSheet reads deliveries from the rows of a table: an act of each row that
// has a quantity.
func ReadSheet(say *lang.Printer, rows [][]string) *Sheet {
	s := newSheet(say, deliveryLayout())
	s.each(rows, func(row int, cells map[string]string) {
		if cells["quantity"] == "" {
			return
		}
		stem := stepsField + "." + strconv.Itoa(len(s.Acts)+1)
		s.places[stem] = row
		s.Acts = append(s.Acts, office.Step{Act: s.readDelivery(stem+".", cells)})
	})
	return s
}

// readDelivery makes an act of a row. What cannot be read is a fault of that row.
func (s *Sheet) readDelivery(stem string, cells map[string]string) *office.RecordDelivery {
	r := &draft{typed: url.Values{}}
	for column, text := range cells {
		r.typed.Set(stem+column, text)
	}
	r.typed.Set(stem+"day", asDay(cells["day"]))
	delivery := &office.RecordDelivery{
		Quantity: r.number(stem + "quantity"), Note: r.text(stem + "note"),
		Extra: cells["extra"] != "", Day: r.day(stem + "day"),
	}
	r.fault(stem+"agreement", delivery.Agreement.UnmarshalText([]byte(cells["agreement"])))
	item, err := strconv.Atoi(cells["item"])
	if err != nil {
		r.fault(stem+"item", hinterland.Refuse(hinterland.Invalid, "number.whole", nil))
	}
	delivery.Item = item
	s.Faults = append(s.Faults, r.faults...)
	return delivery
}
