package store

import (
	"cmp"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"hinterland"
)

// A roster is who is in which zone on each of some days, written down day by day.
type roster [4][40]hinterland.ZoneCode

// rosterPlaces are its places.
func rosterPlaces() []hinterland.PlaceCode { return []hinterland.PlaceCode{"p", "q", "r", "s"} }

// free reports whether a place is in no zone on any day of a term.
func (r *roster) free(place int, from, to hinterland.Day) bool {
	for day := from; day < to; day++ {
		if r[place][day] != "" {
			return false
		}
	}
	return true
}

// fill writes a zone, or none, down for each day of a term.
func (r *roster) fill(place int, from, to hinterland.Day, zone hinterland.ZoneCode) {
	for day := from; day < to; day++ {
		r[place][day] = zone
	}
}

// A stint is one stay of a place, from a day to a day of the roster.
type stint struct {
	place    int
	from, to hinterland.Day
	zone     hinterland.ZoneCode
}

func (s stint) belonging() hinterland.Belonging {
	return hinterland.Belonging{
		Place: rosterPlaces()[s.place], Zone: s.zone, Reason: hinterland.ByHand,
		Term: hinterland.Term{From: yes + s.from, To: yes + s.to},
	}
}

// A registrar keeps a roster and the records, side by side.
type registrar struct {
	roster roster
	stints []stint
	dice   *rand.Rand
}

// add puts a place into a zone for some days of its choice; the records have to
// refuse it where the roster has something on one of them.
func (r *registrar) add(tx Tx) error {
	s := stint{place: r.dice.IntN(4), zone: []hinterland.ZoneCode{"east", "west"}[r.dice.IntN(2)]}
	s.from = hinterland.Day(r.dice.IntN(39))
	s.to = s.from + 1 + hinterland.Day(r.dice.IntN(int(40-s.from)))
	err := tx.AddBelonging(s.belonging())
	free := r.roster.free(s.place, s.from, s.to)
	switch {
	case free && err == nil:
		r.roster.fill(s.place, s.from, s.to, s.zone)
		r.stints = append(r.stints, s)
		return nil
	case !free && refusedFor(err, "belonging.twice"):
		return errAgreed
	}
	return fmt.Errorf("%v, though free is %v: %w", s, free, cmp.Or(err, errTaken))
}

// errAgreed says that the records have refused what they must, and takes back an
// act of which PostgreSQL would keep nothing more.
var errAgreed = errors.New("refused as it has to be")

// errTaken says that the records have taken what they must not.
var errTaken = fmt.Errorf("it was taken")

// end lets a stay end on some day, before, on or after that on which it would; later
// is refused where another stay begins by then.
func (r *registrar) end(tx Tx) error {
	if len(r.stints) == 0 {
		return nil
	}
	i := r.dice.IntN(len(r.stints))
	s := r.stints[i]
	to := s.from + hinterland.Day(r.dice.IntN(int(40-s.from)))
	err := tx.EndBelonging(s.belonging(), yes+to)
	free := to <= s.to || r.roster.free(s.place, s.to, to)
	switch {
	case free && err == nil:
		r.roster.fill(s.place, s.from, s.to, "")
		r.roster.fill(s.place, s.from, to, s.zone)
		if r.stints[i].to = to; to == s.from {
			r.stints = slices.Delete(r.stints, i, i+1)
		}
		return nil
	case !free && refusedFor(err, "belonging.changed"):
		return errAgreed
	}
	return fmt.Errorf("%v to %d, though free is %v: %w", s, to, free, cmp.Or(err, errTaken))
}

// refusedFor reports whether an error is a refusal for a reason.
func refusedFor(err error, reason hinterland.Reason) bool {
	refused, is := err.(*hinterland.Refusal)
	return is && refused.Reason == reason
}

// agrees holds what the records say from a day on to the roster, day by day.
func (r *registrar) agrees(t *testing.T, tx Tx, from hinterland.Day) error {
	t.Helper()
	stays, err := tx.Belongings(yes + from)
	var told roster
	for _, b := range stays {
		place := slices.Index(rosterPlaces(), b.Place)
		for day := max(b.Term.From-yes, from); day < b.Term.To-yes; day++ {
			if told[place][day] != "" {
				t.Errorf("%s is in two zones on day %d", b.Place, day)
			}
			told[place][day] = b.Zone
		}
	}
	for place := range told {
		for day := from; day < 40; day++ {
			if told[place][day] != r.roster[place][day] {
				t.Fatalf("%s on day %d: in %q, want %q", rosterPlaces()[place], day,
					told[place][day], r.roster[place][day])
			}
		}
	}
	return err
}

// TestWhoIsInWhichZoneIsKeptDayByDay puts places into zones and takes them out at
// random, on both engines, beside a table of days in which each is written down.
func TestWhoIsInWhichZoneIsKeptDayByDay(t *testing.T) {
	onBoth(t, func(t *testing.T, db Database) {
		for seed := range uint64(rounds(3, 60)) {
			records := db.Region(int64(seed) + 1)
			mustEnter(t, records, func(tx Tx) error {
				err := furnish(tx)
				for _, place := range []hinterland.PlaceCode{"r", "s"} {
					err = cmp.Or(err, tx.AddPlace(aPlace(place, "")))
				}
				for _, b := range first2(tx.Belongings(0)) {
					err = cmp.Or(err, tx.EndBelonging(b, b.Term.From))
				}
				return err
			})
			r := &registrar{dice: rand.New(rand.NewPCG(seed, 81))}
			for range 80 {
				step := r.add
				if r.dice.IntN(3) == 0 {
					step = r.end
				}
				if _, err := enter(records, step); err != nil && !errors.Is(err, errAgreed) {
					t.Fatal(err)
				}
			}
			for _, from := range []hinterland.Day{0, 1, hinterland.Day(r.dice.IntN(40)), 39} {
				look(t, records, func(tx Tx) (bool, error) { return true, r.agrees(t, tx, from) })
			}
			audited(t, records)
		}
	})
}

// first2 drops an error that the next statement would tell too.
func first2[T any](value T, _ error) T { return value }
