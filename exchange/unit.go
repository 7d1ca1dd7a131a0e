package exchange

import (
	_ "embed"
	"strings"
)

// units are the units of UN/ECE Recommendation 20 (revision 17) that goods here
// are counted in, with the texts that mean them. A text that could mean two of
// them, as ton or 担, stands with none.
//
//go:embed units.csv
var units string

// unitCode is the common code for what a good's unit says: the code itself or one
// of its texts, exactly. It is empty where there is none, and nothing is put in
// its place: a sack is neither one (C62) nor a piece.
func unitCode(text string) string {
	_, rows, _ := strings.Cut(units, "\n")
	for row := range strings.Lines(rows) {
		code, rest, _ := strings.Cut(strings.TrimSpace(row), ",")
		texts := rest[strings.LastIndex(rest, ",")+1:]
		if text == code {
			return code
		}
		for _, means := range strings.Fields(texts) {
			if text == means {
				return code
			}
		}
	}
	return ""
}
