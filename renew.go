package hinterland

import (
	"strconv"
	"strings"
	"time"
)

// standingYears is for how long a standing agreement is proposed.
const standingYears = 3

// AsStanding makes of terms those of a standing agreement from a day on, to be
// looked at before they are proposed. What was due within a year is due on the
// same days of each year, with floors and ceilings for all of them; a longer
// schedule, or one too long to be repeated, is due once, as long after the first
// day as it was. What is lent gets no day of return: that is to be agreed. A title
// that names the years of the term names the new ones.
func (t *Terms) AsStanding(from Day) Terms {
	s := *t
	s.Class, s.From, s.Last = ForYears, from, from.later(standingYears)-1
	s.Title = retitled(t, s.From.Year(), s.Last.Year())
	s.Items = nil
	for i := range t.Items {
		s.Items = append(s.Items, t.Items[i].asStanding(t, from))
	}
	return s
}

// retitled is the title of terms with other years where it names their own: one of
// them, or both as in 2025–2026 or 2025/26. A number with other parts, such as
// 2026-14, is none of a year and stays.
func retitled(t *Terms, first, last int) string {
	var title strings.Builder
	years := strconv.Itoa(first)
	if last > first {
		years += "–" + strconv.Itoa(last)
	}
	for rest := t.Title; rest != ""; {
		from := strings.IndexAny(rest, numerals)
		if from < 0 {
			from = len(rest)
		}
		number := numberAt(rest[from:])
		title.WriteString(rest[:from])
		if rest = rest[from+len(number):]; t.names(number) {
			number = years
		}
		title.WriteString(number)
	}
	return title.String()
}

const numerals = "0123456789"

// numberAt is the number that a text begins with: figures, and such as are joined to
// them by signs of the kind that dates and spans have.
func numberAt(text string) string {
	end := 0
	for joint := 0; ; {
		more := len(text) - len(strings.TrimLeft(text[end+joint:], numerals)) - end - joint
		if more == 0 {
			return text[:end]
		}
		end += joint + more
		joint = len(text) - end - len(strings.TrimLeft(text[end:], "-–—~/.至"))
	}
}

// names reports whether a number in a title says the years of the terms.
func (t *Terms) names(number string) bool {
	from, last := strconv.Itoa(t.From.Year()), strconv.Itoa(t.Last.Year())
	if number == from || number == last {
		return true
	}
	rest, spans := strings.CutPrefix(number, from)
	rest = strings.TrimLeft(rest, "-–—~/至")
	return spans && from != last && (rest == last || rest == last[len(last)-2:])
}

func (i *ItemTerms) asStanding(t *Terms, from Day) ItemTerms {
	item := *i
	item.Effort, item.Back, item.Schedule = readAs(i.Effort), 0, nil
	if t.Last-t.From >= maxShort || standingYears*len(i.Schedule) > MaxScheduled {
		for _, s := range i.Schedule {
			item.Schedule = append(item.Schedule, Scheduled{s.Due - t.From + from, s.Quantity})
		}
		return item
	}
	item.Floor, item.Ceiling = times(i.Floor, standingYears), times(i.Ceiling, standingYears)
	first := make([]Scheduled, 0, len(i.Schedule)) // of the first year, in its order
	var next []Scheduled
	for _, s := range i.Schedule {
		s.Due = s.Due.from(from)
		if len(first) > 0 && s.Due < first[len(first)-1].Due || len(next) > 0 {
			next = append(next, s)
		} else {
			first = append(first, s)
		}
	}
	first = append(next, first...)
	for year := range standingYears {
		for _, s := range first {
			item.Schedule = append(item.Schedule, Scheduled{s.Due.later(year), s.Quantity})
		}
	}
	return item
}

// readAs is the effort of an item as it is read.
func readAs(e Effort) Effort {
	if e == "" {
		return Firm
	}
	return e
}

// from is the first day from another on that is the same day of a year.
func (d Day) from(first Day) Day {
	at, begin := d.time(), first.time()
	years := begin.Year() - at.Year()
	if day := d.later(years); day >= first {
		return day
	}
	return d.later(years + 1)
}

// later is the same day so many years later; the 29th of February is the 1st of
// March where there is none.
func (d Day) later(years int) Day {
	return Day(d.time().AddDate(years, 0, 0).Unix() / 86_400)
}

// time is the beginning of the day in UTC.
func (d Day) time() time.Time { return time.Unix(int64(d)*86_400, 0).UTC() }

// times multiplies a plain decimal; what is none stays as it is, to be refused.
func times(text string, by int64) string {
	steps, err := ParseDecimal(text, MaxPlaces)
	if err != nil || Quantity(steps) > MaxTotal {
		return text
	}
	whole, fraction, _ := strings.Cut(FormatDecimal(steps*by, MaxPlaces), ".")
	if fraction = strings.TrimRight(fraction, "0"); fraction == "" {
		return whole
	}
	return whole + "." + fraction
}
