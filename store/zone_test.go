package store

import (
	"math/rand/v2"
	"sync/atomic"
	"testing"

	"hinterland"
)

// furnishZones puts in the zones of the furnished region, and who is in which.
func furnishZones(tx Tx) error {
	return first(
		func() error { return tx.PutZone(aZone("east", "")) },
		func() error { return tx.PutZone(aZone("west", "east")) },
		func() error { return tx.AddBelonging(aBelonging("east", yes, yes+10)) },
		func() error { return tx.PutPin(aPin("east")) },
		func() error { return tx.PutZoneRule(aZoneRule("")) },
	)
}

func aZone(code, parent hinterland.ZoneCode) hinterland.DatedZone {
	return hinterland.DatedZone{
		Code: code, Name: hinterland.Name{English: "East", Chinese: "东部"}, Parent: parent,
		Lead: "mill", Stage: hinterland.ZoneProposed, Since: yes,
		Centre: []hinterland.PlaceCode{"p"},
	}
}

func aBelonging(zone hinterland.ZoneCode, from, to hinterland.Day) hinterland.Belonging {
	return hinterland.Belonging{
		Place: "p", Zone: zone, Term: hinterland.Term{From: from, To: to},
		Reason: hinterland.ByHand, Note: "桥",
	}
}

func aPin(zone hinterland.ZoneCode) hinterland.DatedPin {
	return hinterland.DatedPin{Place: "p", Zone: zone, Reason: "A depot"}
}

func aZoneRule(within hinterland.ZoneCode) hinterland.ZoneRule {
	return hinterland.ZoneRule{
		Within: within, Objective: hinterland.ByTies,
		Bounds: hinterland.Bounds{Kind: hinterland.ByTolerance, Tolerance: 200_000},
	}
}

// TestZones is Long: it is a table of cases.
func TestZones(t *testing.T) {
	wider := aZone("east", "")
	wider.Stage, wider.Centre = hinterland.ZoneEstablished, []hinterland.PlaceCode{"q"}
	stays := func(tx Tx) (any, error) { return tx.Belongings(0) }
	asks := func(err error, tx Tx) (any, error) {
		return then(err, func() (any, error) { return stays(tx) })
	}
	now := aBelonging("east", yes, yes+10)
	checkBooks(t, map[string]bookCase{
		"zones with their centres": {
			ask:  func(tx Tx) (any, error) { return tx.Zones() },
			want: []hinterland.DatedZone{aZone("east", ""), aZone("west", "east")},
		},
		"a zone with another centre and state": {
			ask: func(tx Tx) (any, error) {
				return then(tx.PutZone(wider), func() (any, error) { return tx.Zones() })
			},
			want: []hinterland.DatedZone{wider, aZone("west", "east")},
		},
		"a zone round a place that is not there": {
			ask: func(tx Tx) (any, error) {
				z := aZone("south", "")
				z.Centre = []hinterland.PlaceCode{"x"}
				return fails(tx.PutZone(z))
			},
			reason: refusal(hinterland.Conflict, "record.gone"),
		},
		"who is in which zone on its last day": {
			ask:  func(tx Tx) (any, error) { return tx.Belongings(yes + 9) },
			want: []hinterland.Belonging{now},
		},
		"nobody is in it on the day after": {
			ask:  func(tx Tx) (any, error) { return tx.Belongings(yes + 10) },
			want: []hinterland.Belonging(nil),
		},
		"another zone from the day after": {
			ask: func(tx Tx) (any, error) {
				return asks(tx.AddBelonging(aBelonging("west", yes+10, yes+11)), tx)
			},
			want: []hinterland.Belonging{now, aBelonging("west", yes+10, yes+11)},
		},
		"two zones on one day": {
			ask: func(tx Tx) (any, error) {
				return fails(tx.AddBelonging(aBelonging("west", yes+9, yes+11)))
			},
			reason: refusal(hinterland.Conflict, "belonging.twice"),
		},
		"two zones from one day on": {
			ask: func(tx Tx) (any, error) {
				return fails(tx.AddBelonging(aBelonging("west", yes, yes+1)))
			},
			reason: refusal(hinterland.Conflict, "belonging.twice"),
		},
		"a zone that is not there": {
			ask: func(tx Tx) (any, error) {
				return fails(tx.AddBelonging(aBelonging("x", yes+10, yes+11)))
			},
			reason: refusal(hinterland.Conflict, "record.gone"),
		},
		"a shorter stay": {
			ask:  func(tx Tx) (any, error) { return asks(tx.EndBelonging(now, yes+1), tx) },
			want: []hinterland.Belonging{aBelonging("east", yes, yes+1)},
		},
		"a stay that ends on the day on which it begins is none": {
			ask:  func(tx Tx) (any, error) { return asks(tx.EndBelonging(now, yes), tx) },
			want: []hinterland.Belonging(nil),
		},
		"a stay that somebody has changed since": {
			ask: func(tx Tx) (any, error) {
				return fails(tx.EndBelonging(aBelonging("east", yes, yes+9), yes+1))
			},
			reason: refusal(hinterland.Conflict, "belonging.changed"),
		},
		"a stay that would last into the next": {
			ask: func(tx Tx) (any, error) {
				err := tx.AddBelonging(aBelonging("west", yes+10, yes+11))
				return then(err, func() (any, error) { return fails(tx.EndBelonging(now, yes+11)) })
			},
			reason: refusal(hinterland.Conflict, "belonging.changed"),
		},
	})
}

func TestWhatAStatementOfBelongingsRestsOn(t *testing.T) {
	bare := aZone("west", "east")
	bare.Centre = nil
	now := aBelonging("east", yes, yes+10)
	checkBooks(t, map[string]bookCase{
		"a place on whatever day": {
			ask: func(tx Tx) (any, error) {
				err := tx.AddBelonging(aBelonging("west", yes-9, yes))
				return then(err, func() (any, error) { return tx.BelongingsOf("p") })
			},
			want: []hinterland.Belonging{aBelonging("west", yes-9, yes), now},
		},
		"a place of which nothing is said": {
			ask:  func(tx Tx) (any, error) { return tx.BelongingsOf("q") },
			want: []hinterland.Belonging(nil),
		},
		"a zone that is held": {
			ask:  func(tx Tx) (any, error) { return tx.HoldZone("west") },
			want: bare,
		},
		"a zone that is not there": {
			ask: func(tx Tx) (any, error) {
				_, err := tx.HoldZone("x")
				return fails(err)
			},
			reason: refusal(hinterland.NotFound, "zone.unknown"),
		},
	})
}

func TestPinsAndRulesOfZones(t *testing.T) {
	other := aZoneRule("")
	other.Bounds = hinterland.Bounds{
		Kind: hinterland.ByLeastAndMost, Least: 1, Most: hinterland.NoMost,
	}
	checkBooks(t, map[string]bookCase{
		"a pin to another zone": {
			ask: func(tx Tx) (any, error) {
				return then(tx.PutPin(aPin("west")), func() (any, error) { return tx.Pins() })
			},
			want: []hinterland.DatedPin{aPin("west")},
		},
		"a pin that goes": {
			ask: func(tx Tx) (any, error) {
				return then(tx.PutPin(aPin("")), func() (any, error) { return tx.Pins() })
			},
			want: []hinterland.DatedPin(nil),
		},
		"a pin to a zone that is not there": {
			ask:    func(tx Tx) (any, error) { return fails(tx.PutPin(aPin("x"))) },
			reason: refusal(hinterland.Conflict, "record.gone"),
		},
		"another rule, and one within a zone": {
			ask: func(tx Tx) (any, error) {
				err := first(func() error { return tx.PutZoneRule(other) },
					func() error { return tx.PutZoneRule(aZoneRule("east")) })
				return then(err, func() (any, error) { return tx.ZoneRules() })
			},
			want: []hinterland.ZoneRule{other, aZoneRule("east")},
		},
		"zones that are held": {
			ask:  func(tx Tx) (any, error) { return tx.HoldZones("") },
			want: aZoneRule(""),
		},
		"zones of which nothing is said": {
			ask:    func(tx Tx) (any, error) { return tx.HoldZones("west") },
			reason: refusal(hinterland.NotFound, "zoning.none"),
		},
	})
}

// TestNoPlaceIsEverInTwoZones lets many at once put one place into zones from random
// days on, each as it has read it, and holds what is left to the one rule.
func TestNoPlaceIsEverInTwoZones(t *testing.T) {
	tries := rounds(2_000, 100_000)
	onBoth(t, func(t *testing.T, db Database) {
		r := furnished(t, db, 1)
		var done atomic.Int64
		inParallel(8, func(worker int) {
			rng := rand.New(rand.NewPCG(7, uint64(worker)))
			for i := range tries / 2 / 8 {
				_, err := enter(r, func(tx Tx) error { return wander(tx, rng) })
				switch reason := reasonOf(t, err); reason {
				case "":
					done.Add(1)
				case refusal(hinterland.Conflict, "belonging.twice"),
					refusal(hinterland.Conflict, "belonging.changed"):
				default:
					t.Errorf("worker %d, try %d: %s", worker, i, reason)
				}
			}
		})
		stays := look(t, r, func(tx Tx) ([]hinterland.Belonging, error) {
			return tx.Belongings(0)
		})
		for i := range stays {
			if i > 0 && stays[i-1].Term.Overlaps(stays[i].Term) {
				t.Errorf("%v and %v share a day", stays[i-1], stays[i])
			}
		}
		if done.Load() == 0 {
			t.Error("nobody has put the place anywhere")
		}
		audited(t, r)
	})
}

// wander shortens or takes out a stay of the place, and puts it somewhere for some
// days, whether or not it is elsewhere then.
func wander(tx Tx, rng *rand.Rand) error {
	stays, err := tx.Belongings(0)
	if err != nil {
		return err
	}
	if len(stays) > 0 {
		b := stays[rng.IntN(len(stays))]
		if err := tx.EndBelonging(b, b.Term.From+hinterland.Day(rng.IntN(12))); err != nil {
			return err
		}
	}
	from := yes + hinterland.Day(rng.IntN(60))
	zone := []hinterland.ZoneCode{"east", "west"}[rng.IntN(2)]
	return tx.AddBelonging(aBelonging(zone, from, from+1+hinterland.Day(rng.IntN(9))))
}
