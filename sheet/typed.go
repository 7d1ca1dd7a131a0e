package sheet

import (
	"strconv"
	"strings"

	"hinterland"
)

// Number is a number as people type it, as the records write it: thousands
// may be set apart by commas, digits may be full-width ones. What is no such
// number is left for the office to refuse: no comma is ever taken for a point.
func Number(text string) string {
	text = strings.Map(Narrow, text)
	whole, fraction, point := strings.Cut(text, ".")
	groups := strings.Split(whole, ",")
	if len(groups) == 1 {
		return text
	}
	for i, g := range groups {
		if i > 0 && len(g) != 3 || i == 0 && (g == "" || len(g) > 3) {
			return text
		}
	}
	text = strings.Join(groups, "")
	if point {
		text += "." + fraction
	}
	return text
}

// Narrow makes a full-width digit or sign the usual one.
func Narrow(r rune) rune {
	switch {
	case r >= '０' && r <= '９':
		return r - '０' + '0'
	case r == '．' || r == '。':
		return '.'
	case r == '，':
		return ','
	case r == '－' || r == '／' || r == '/' || r == '年' || r == '月':
		return '-'
	}
	return r
}

// Day reads a day: 2026-11-25, and also 2026/11/25 and 2026年11月25日.
func Day(text string) (hinterland.Day, error) {
	if text == "" {
		return 0, hinterland.Refuse(hinterland.Invalid, "cell.blank", nil)
	}
	text = strings.TrimSuffix(strings.Map(Narrow, text), "日")
	if parts := strings.Split(text, "-"); len(parts) == 3 {
		for i := range parts {
			if len(parts[i]) == 1 {
				parts[i] = "0" + parts[i]
			}
		}
		text = strings.Join(parts, "-")
	}
	return hinterland.ParseDay(text)
}

// epoch is the number that spreadsheet programs give to 1 January 1970.
const epoch = 25_569

// asDay is a day as a cell has it: spreadsheet programs may keep it as a number.
func asDay(text string) string {
	if serial, err := strconv.Atoi(text); err == nil && serial > 1000 {
		return hinterland.Day(serial - epoch).String()
	}
	return text
}

// trimmed drops noughts at the end of a decimal.
func trimmed(decimal string) string {
	if !strings.Contains(decimal, ".") || strings.Trim(decimal, "-.0123456789") != "" {
		return decimal
	}
	return strings.TrimSuffix(strings.TrimRight(decimal, "0"), ".")
}
