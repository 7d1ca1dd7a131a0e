package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// A sample is a region to plan: one that the program ships, or a good drawn
// with so many offers and needs.
type sample struct {
	name, about   string
	offers, needs int
	late          bool // offers are in all periods, so that half of the ways are too late
	zones         int
}

func samples() []sample {
	return []sample{
		{name: "shanxi", about: "Shanxi, 34 goods"},
		{name: "iowa", about: "Iowa, all goods"},
		{name: "county", about: "350 × 500", offers: 350, needs: 500, late: true, zones: 6},
		{name: "1000", about: "1,000 × 2,000", offers: 1000, needs: 2000, late: true, zones: 12},
		{name: "2000", about: "2,000 × 4,000", offers: 2000, needs: 4000, late: true, zones: 12},
		{name: "4000", about: "4,000 × 8,000", offers: 4000, needs: 8000, late: true, zones: 12},
		{
			name: "4000-open", about: "4,000 × 8,000, every way open, one zone",
			offers: 4000, needs: 8000, zones: 1,
		},
	}
}

// ways words how many ways there are to look at, those too late included.
func (s *sample) ways() string {
	if s.offers == 0 {
		return "–"
	}
	return fmt.Sprintf("%.1f million", float64(s.offers)*float64(s.needs)/1e6)
}

// write writes the tables of a sample.
func (s *sample) write(ctx context.Context, own, folder string) error {
	if s.offers == 0 {
		demo := exec.CommandContext(ctx, own, "demo", s.name, "--out", folder)
		if out, err := demo.CombinedOutput(); err != nil {
			return fmt.Errorf("demo %s: %w: %s", s.name, err, out)
		}
		return nil
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	for name, text := range s.tables() {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			return err
		}
	}
	return nil
}

// tables draws a good over 12 periods, whose offers come to nine tenths of its
// needs on average, with five parties for each place.
func (s *sample) tables() map[string]string {
	r := rand.New(rand.NewPCG(uint64(s.offers), 1958))
	places := s.offers / 4
	parties := 5 * places
	var place, party, offer, need strings.Builder
	for i := range places {
		lon, lat := 100+20*r.Float64(), 25+15*r.Float64()
		fmt.Fprintf(&place, "p%04d,%.6f,%.6f,z%02d\n", i, lon, lat, int(lon-100)*s.zones/20)
	}
	for i := range parties {
		fmt.Fprintf(&party, "u%05d,p%04d\n", i, r.IntN(places))
	}
	taken := map[string]bool{}
	draw := func(out *strings.Builder, count int, row func() (key string, rest string)) {
		for rows := 0; rows < count; {
			if key, rest := row(); !taken[key] {
				taken[key] = true
				out.WriteString(rest)
				rows++
			}
		}
	}
	draw(&offer, s.offers, func() (string, string) {
		period := 1
		if s.late {
			period += r.IntN(12)
		}
		u, price := r.IntN(parties), 900+50*r.IntN(5)
		return fmt.Sprint("offer", u, period, price),
			fmt.Sprintf("u%05d,g,%d,%d,%d\n", u, period, 100+r.IntN(3500), price)
	})
	draw(&need, s.needs, func() (string, string) {
		u, period, priority := r.IntN(parties), 1+r.IntN(12), 1+r.IntN(3)
		return fmt.Sprint("need", u, period, priority),
			fmt.Sprintf("u%05d,g,%d,%d,%d\n", u, period, 50+r.IntN(1950), priority)
	})
	return map[string]string{
		"places.csv":  "code,lon,lat,zone\n" + place.String(),
		"parties.csv": "code,place\n" + party.String(),
		"goods.csv": "code,unit,decimals,freight_per_km,storage_per_period,currency\n" +
			"g,t,0,0.35,2,CNY\n",
		"offers.csv": "party,good,period,quantity,price\n" + offer.String(),
		"needs.csv":  "party,good,period,quantity,priority\n" + need.String(),
	}
}
