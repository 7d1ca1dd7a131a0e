package sheet

import (
	"errors"
	"strings"

	"hinterland"
)

// A Row is one line of a table while it is read. Each method reads one cell;
// a cell that breaks its rule earns a refusal and reads as the zero value, so
// that the faults of a whole file are told at once. A Row is good only until
// the callback that was given it returns.
type Row struct {
	table *table
	cells []string
	line  int
	// before is how many faults the table had when the row began.
	before int
}

// Line is the line of the row in its file; the header stands on line 1
// unless comments come before it.
func (r *Row) Line() int { return r.line }

// Refuse collects a refusal about the row's cell in column.
func (r *Row) Refuse(column string, refusal *hinterland.Refusal) {
	r.table.refuse(refusal, hinterland.Where{Line: r.line, Column: column, Value: r.raw(column)})
}

// raw returns the cell as it stands, empty where the column is left out.
func (r *Row) raw(column string) string {
	at, ok := r.table.column[column]
	if !ok {
		return ""
	}
	return r.cells[at]
}

// Text reads a cell of free text, without spaces at its ends. Blank is ""
// where the column allows it and refused elsewhere.
func (r *Row) Text(column string) string {
	text := strings.TrimSpace(r.raw(column))
	switch {
	case text == "":
		r.refuseBlank(column)
	case len(text) > maxCell:
		r.Refuse(
			column,
			hinterland.Refuse(hinterland.Invalid, "cell.long", hinterland.Args{"most": maxCell}),
		)
	case strings.ContainsAny(text, "\r\n"):
		r.Refuse(column, hinterland.Refuse(hinterland.Invalid, "cell.break", nil))
	case hinterland.Unseen(text):
		r.Refuse(column, hinterland.Refuse(hinterland.Invalid, "cell.control", nil))
	default:
		return text
	}
	return ""
}

func (r *Row) refuseBlank(column string) {
	for _, c := range r.table.wanted {
		if c.Name == column && !c.Blank {
			r.Refuse(column, hinterland.Refuse(hinterland.Invalid, "cell.blank", nil))
		}
	}
}

// Code reads a code, as hinterland.CheckCode has it. Blank is "" where the
// column allows it.
func (r *Row) Code(column string) string {
	text := r.Text(column)
	if text == "" {
		return "" // blank, or refused already
	}
	if refusal := hinterland.CheckCode(column, text); refusal != nil {
		r.Refuse(column, refusal)
		return ""
	}
	return text
}

// Decimal reads a number that is not negative, in steps of 10^-places.
func (r *Row) Decimal(column string, places int) int64 {
	return r.number(column, func(text string) (int64, error) {
		return hinterland.ParseDecimal(text, places)
	})
}

// Measured reads a number that may begin with a minus, in steps of 10^-places.
// Decimals beyond places are rounded half to even, since a point on the map
// is measured and not agreed.
func (r *Row) Measured(column string, places int) int64 {
	return r.number(column, func(text string) (int64, error) {
		return parseMeasured(text, places)
	})
}

// Exact reads a number that may begin with a minus, in steps of 10^-places;
// more decimals are refused, since prices of a proof are not rounded.
func (r *Row) Exact(column string, places int) int64 {
	return r.number(column, func(text string) (int64, error) {
		digits, negative := strings.CutPrefix(text, "-")
		steps, err := hinterland.ParseDecimal(digits, places)
		if negative {
			steps = -steps
		}
		return steps, err
	})
}

// measuredPlaces is how many decimals of a measured number are looked at:
// beyond them lies less than a wavelength of light, in degrees or kilometres.
const measuredPlaces = 12

func parseMeasured(text string, places int) (int64, error) {
	digits, negative := strings.CutPrefix(text, "-")
	whole, fraction, _ := strings.Cut(digits, ".")
	if len(fraction) > measuredPlaces &&
		strings.Trim(fraction[measuredPlaces:], "0123456789") == "" { // else it is no number
		digits = whole + "." + fraction[:measuredPlaces]
	}
	steps, err := hinterland.ParseDecimal(digits, measuredPlaces)
	if err != nil {
		return 0, err
	}
	step := int64(1)
	for range measuredPlaces - places {
		step *= 10
	}
	steps = hinterland.RoundHalfEven(steps, step)
	if negative {
		steps = -steps
	}
	return steps, nil
}

// Whole reads a whole number from low to high, both included.
func (r *Row) Whole(column string, low, high int64) int64 {
	return r.number(column, func(text string) (int64, error) {
		return hinterland.ParseWhole(text, low, high)
	})
}

// Blank reports whether a cell is empty or its column is left out.
func (r *Row) Blank(column string) bool { return strings.TrimSpace(r.raw(column)) == "" }

func (r *Row) number(column string, parse func(string) (int64, error)) int64 {
	text := r.Text(column)
	if text == "" {
		return 0
	}
	v, err := parse(text)
	if err == nil {
		return v
	}
	var refusal *hinterland.Refusal
	if errors.As(err, &refusal) {
		if grouped(text) {
			refusal = hinterland.Refuse(hinterland.Invalid, "number.grouped", nil)
		}
		r.Refuse(column, refusal)
		return 0
	}
	panic("sheet: a number was refused with something that is no refusal")
}

// Choice reads one of the given words.
func (r *Row) Choice(column string, words ...string) string {
	text := r.Text(column)
	if text == "" {
		return ""
	}
	for _, w := range words {
		if w == text {
			return text
		}
	}
	r.Refuse(column, hinterland.Refuse(hinterland.Invalid, "cell.choice",
		hinterland.Args{"words": words}))
	return ""
}
