package hinterland

import (
	"strings"
	"time"
)

// A Charter is what a region of the office is called, and what it speaks and
// pays in unless something else is said. Clock names the time zone that
// decides which day it is, as in "Asia/Shanghai".
type Charter struct {
	Name     Name   `json:"name"`
	Language string `json:"language"`
	Currency string `json:"currency"`
	Clock    string `json:"clock"`
}

// Check refuses a charter without a name, a currency that is not three
// capital letters, and a clock that is no time zone, or another one on another
// machine.
func (c *Charter) Check() Refusals {
	faults := c.Name.Check("name")
	if c.Language != "en" && c.Language != "zh-Hans" {
		faults.add(Refuse(Invalid, "language.unknown", nil).
			In(Where{Column: "language", Value: clip(c.Language)}))
	}
	if !isCurrency(c.Currency) {
		faults.add(Refuse(Invalid, "currency.form", nil).
			In(Where{Column: "currency", Value: clip(c.Currency)}))
	}
	if _, err := time.LoadLocation(c.Clock); err != nil || !isClock(c.Clock) {
		faults.add(Refuse(Invalid, "clock.unknown", nil).
			In(Where{Column: "clock", Value: clip(c.Clock)}))
	}
	return faults
}

// Today is the day that an instant falls on in the region.
func (c *Charter) Today(at Instant) (Day, error) {
	zone, err := time.LoadLocation(c.Clock)
	if err != nil {
		return 0, err
	}
	return DayOf(at, zone), nil
}

// CharterBook is what the records can answer and take about the region itself.
type CharterBook interface {
	// Charter returns the region's charter, or a refusal of kind NotFound
	// where no region has been opened yet.
	Charter() (Charter, error)
	// AddCharter records c and refuses a second charter.
	AddCharter(c Charter) error
	// Extent returns the charter too, and of what the region keeps any.
	Extent() (Charter, Extent, error)
}

// An Extent is of what a region keeps any, of the things that an office can do
// without. Whoever may not see them learns from it that there are some.
type Extent struct{ Borders, Cases, Funds, Horizons, Maps, Places, Scopes, Zones bool }

// isClock reports whether a text has the form of a time zone's name, an area
// and a place, or is UTC. Other names that systems know, "Local", "localtime" and
// "posixrules" among them, mean whatever a machine has been set to.
func isClock(text string) bool {
	parts := strings.Split(text, "/")
	for _, part := range parts {
		if part == "" || part[0] < 'A' || part[0] > 'Z' {
			return false
		}
	}
	return len(parts) > 1 || text == "UTC"
}

// isCurrency reports whether a text has the form of an ISO 4217 code.
func isCurrency(text string) bool {
	for _, r := range text {
		if r < 'A' || r > 'Z' {
			return false
		}
	}
	return len(text) == 3
}
