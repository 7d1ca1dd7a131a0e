package store

import (
	"testing"

	"hinterland"
)

// furnishNeighbours puts in what the furnished region says of two places.
func furnishNeighbours(tx Tx) error {
	return first(
		func() error { return tx.AddPlace(aPlace("q", "")) },
		func() error { return tx.PutBorder(aBorder("p", "q")) },
		func() error { return tx.PutTie(aTie("p", "q")) },
		func() error { return tx.PutDistance(aDistance("p", "q")) },
		func() error { return tx.PutMap(aMap("")) },
	)
}

func aMap(file string) hinterland.RegionMap {
	return hinterland.RegionMap{
		Name: "地图.geojson", File: file, Property: "code", Source: "survey", Licence: "open",
	}
}

func aBorder(a, b hinterland.PlaceCode) hinterland.Border {
	return hinterland.Border{A: a, B: b, Mapped: 1, Ruling: hinterland.Parted, Reason: "山"}
}

func aTie(a, b hinterland.PlaceCode) hinterland.Tie {
	return hinterland.Tie{A: a, B: b, Strength: 2_500_000, Source: "waybills"}
}

func aDistance(from, to hinterland.PlaceCode) hinterland.Distance {
	return hinterland.Distance{From: from, To: to, Hectometres: 1425}
}

// TestNeighbours is Long: it is a table of cases.
func TestNeighbours(t *testing.T) {
	third := func(tx Tx) error {
		return first(
			func() error { return tx.AddPlace(aPlace("r", "")) },
			func() error { return tx.PutBorder(aBorder("q", "r")) },
			func() error { return tx.PutTie(aTie("q", "r")) },
			func() error { return tx.PutDistance(aDistance("r", "q")) },
		)
	}
	again := aBorder("p", "q")
	again.Ruling, again.Reason = hinterland.AsMapped, ""
	stronger := aTie("p", "q")
	stronger.Strength = 1
	checkBooks(t, map[string]bookCase{
		"borders of a place, whichever it is of the pair": {
			ask: func(tx Tx) (any, error) {
				return then(third(tx), func() (any, error) { return tx.Borders("r") })
			},
			want: []hinterland.Border{aBorder("q", "r")},
		},
		"all borders": {
			ask: func(tx Tx) (any, error) {
				return then(third(tx), func() (any, error) { return tx.Borders() })
			},
			want: []hinterland.Border{aBorder("p", "q"), aBorder("q", "r")},
		},
		"the border of two places, named either way": {
			ask: func(tx Tx) (any, error) {
				return then(third(tx), func() (any, error) { return tx.Borders("r", "q") })
			},
			want: []hinterland.Border{aBorder("q", "r")},
		},
		"no border of two places": {
			ask: func(tx Tx) (any, error) {
				return then(third(tx), func() (any, error) { return tx.Borders("p", "r") })
			},
			want: []hinterland.Border(nil),
		},
		"another ruling": {
			ask: func(tx Tx) (any, error) {
				return then(tx.PutBorder(again), func() (any, error) { return tx.Borders("p") })
			},
			want: []hinterland.Border{again},
		},
		"a border of which nothing is said is none": {
			ask: func(tx Tx) (any, error) {
				none := again
				none.Mapped = 0
				return then(tx.PutBorder(none), func() (any, error) { return tx.Borders() })
			},
			want: []hinterland.Border(nil),
		},
		"ties of a place": {
			ask: func(tx Tx) (any, error) {
				err := first(func() error { return third(tx) },
					func() error { return tx.PutTie(stronger) })
				return then(err, func() (any, error) { return tx.Ties("q") })
			},
			want: []hinterland.Tie{stronger, aTie("q", "r")},
		},
		"a tie without strength is none": {
			ask: func(tx Tx) (any, error) {
				none := hinterland.Tie{A: "p", B: "q"}
				return then(tx.PutTie(none), func() (any, error) { return tx.Ties() })
			},
			want: []hinterland.Tie(nil),
		},
		"distances of a place, there and back": {
			ask: func(tx Tx) (any, error) {
				err := first(func() error { return third(tx) },
					func() error { return tx.PutDistance(aDistance("q", "p")) })
				return then(err, func() (any, error) { return tx.Distances("p") })
			},
			want: []hinterland.Distance{aDistance("p", "q"), aDistance("q", "p")},
		},
		"a distance that is said no more": {
			ask: func(tx Tx) (any, error) {
				return then(tx.DropDistance("p", "q"),
					func() (any, error) { return tx.Distances() })
			},
			want: []hinterland.Distance(nil),
		},
		"a border of a place that is not there": {
			ask:    func(tx Tx) (any, error) { return fails(tx.PutBorder(aBorder("p", "x"))) },
			reason: refusal(hinterland.Conflict, "record.gone"),
		},
		"a tie of a place that is not there": {
			ask:    func(tx Tx) (any, error) { return fails(tx.PutTie(aTie("p", "x"))) },
			reason: refusal(hinterland.Conflict, "record.gone"),
		},
		"a distance of a place that is not there": {
			ask:    func(tx Tx) (any, error) { return fails(tx.PutDistance(aDistance("x", "p"))) },
			reason: refusal(hinterland.Conflict, "record.gone"),
		},
	})
}
