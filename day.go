package hinterland

import "time"

// A Day is a day of the civil calendar, counted from 1970-01-01 as 0. It has
// no time zone: a region decides once which day it is.
type Day int32

// Forevermore is the day that no term reaches: the end of a term without one.
const Forevermore Day = 1<<31 - 1

// The bounds of days that people may write.
const (
	minDay Day = -25_567 // 1900-01-01
	maxDay Day = 84_005  // 2199-12-31
)

const isoDay = "2006-01-02"

// DayOf is the day on which an instant falls in a time zone.
func DayOf(at Instant, zone *time.Location) Day {
	_, offset := at.Time().In(zone).Zone()
	seconds := at.Time().Unix() + int64(offset)
	return Day((seconds - (seconds%86_400+86_400)%86_400) / 86_400)
}

// ParseDay reads a day written as 2026-11-25, from 1900 to 2199.
func ParseDay(text string) (Day, error) {
	at, err := time.Parse(isoDay, text)
	if err != nil {
		return 0, Refuse(Invalid, "day.form", nil)
	}
	day := Day(at.Unix() / 86_400)
	if at.Unix() < 0 && at.Unix()%86_400 != 0 {
		day--
	}
	if day < minDay || day > maxDay {
		return 0, Refuse(Invalid, "day.range", nil)
	}
	return day, nil
}

// String writes the day as ParseDay reads it; Forevermore is empty.
func (d Day) String() string {
	if d == Forevermore {
		return ""
	}
	return time.Unix(int64(d)*86_400, 0).UTC().Format(isoDay)
}

// Year is the year that the day lies in.
func (d Day) Year() int { return time.Unix(int64(d)*86_400, 0).UTC().Year() }

// MarshalText writes the day as String does.
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads a day as ParseDay does, and the empty text as
// Forevermore.
func (d *Day) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Forevermore
		return nil
	}
	day, err := ParseDay(string(text))
	*d = day
	return err
}

// A Term is a span of days: From is its first, To the first that is no more
// of it. A term that has not ended has To Forevermore. People read and write
// the last day instead of To.
type Term struct {
	From, To Day
}

// Has reports whether day d belongs to t.
func (t Term) Has(d Day) bool { return t.From <= d && d < t.To }

// Overlaps reports whether t and o share a day. An empty term shares none.
func (t Term) Overlaps(o Term) bool { return max(t.From, o.From) < min(t.To, o.To) }

// Last is the last day of t, Forevermore if it has none.
func (t Term) Last() Day {
	if t.To == Forevermore {
		return Forevermore
	}
	return t.To - 1
}

// An Instant is a moment in microseconds since 1970-01-01 UTC.
type Instant int64

// InstantOf is the instant of a time, cut to the microsecond.
func InstantOf(t time.Time) Instant { return Instant(t.UnixMicro()) }

// Time is the same moment as a time in UTC.
func (i Instant) Time() time.Time { return time.UnixMicro(int64(i)).UTC() }
