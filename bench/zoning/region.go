//go:build unix

package main

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"hinterland/atlas"
	"hinterland/zoning"
)

// A source is where a region is read from and what is asked about it. Without
// centres each of the 48 states has its most populous county as one.
type source struct {
	name, places, borders string
	code, weight          string
	centres               string
	kinds                 []kind
	tolerances            []int64
}

// sources lists the regions; those in data are not part of the program.
func sources(data string) []source {
	all := []kind{
		{"distance", zoning.Distance, false},
		{"ties", zoning.Ties, false},
		{"noisy ties", zoning.Ties, true},
	}
	demo := filepath.Join("demo", "data")
	list := []source{
		{
			"iowa", filepath.Join(demo, "iowa", "places.csv"),
			filepath.Join(demo, "iowa", "adjacency.csv"), "code", "people",
			"19153,19113,19163,19193,19013,19155", all,
			[]int64{0, 30, 20, 10},
		},
		{
			"shanxi", filepath.Join(demo, "shanxi", "places.csv"),
			filepath.Join(demo, "shanxi", "adjacency.csv"), "code", "people",
			"140105+140106+140107+140108+140109+140110,140212+140213+140214+140215," +
				"140302+140303+140311,140403,140702,141081+141002", all,
			[]int64{0, 30, 20, 10},
		},
	}
	if data == "" {
		return list
	}
	return append(
		list,
		source{
			"hunan", filepath.Join(data, "hunan", "attributes.csv"),
			filepath.Join(data, "hunan", "adjacency.csv"), "adcode", "pop2020",
			"430102+430103+430104+430105+430111,430204,430304,430405,430702,430602",
			all,
			[]int64{0, 30, 20, 10},
		},
		source{
			"us", filepath.Join(data, "us", "counties.csv"),
			filepath.Join(data, "us", "adjacency.csv"), "fips", "pop2018",
			"", all[:1],
			[]int64{0, 90},
		},
	)
}

// A region is what was read.
type region struct {
	codes   []string
	at      []atlas.Point
	weight  []int64
	borders [][2]int
	centres [][]int
}

// read reads places and borders. Blank weights are 0.
func (s *source) read() (*region, error) {
	header, rows, err := table(s.places)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(rows, func(a, b []string) int {
		return cmp.Compare(a[header[s.code]], b[header[s.code]])
	})
	r := &region{}
	number := map[string]int{}
	for _, row := range rows {
		lon, errLon := strconv.ParseFloat(row[header["lon"]], 64)
		lat, errLat := strconv.ParseFloat(row[header["lat"]], 64)
		if errLon != nil || errLat != nil {
			return nil, fmt.Errorf("%s: a place without a point: %q", s.places, row)
		}
		weight, _ := strconv.ParseInt(row[header[s.weight]], 10, 64)
		number[row[header[s.code]]] = len(r.codes)
		r.codes = append(r.codes, row[header[s.code]])
		r.at = append(r.at, atlas.Point{Lon: lon, Lat: lat})
		r.weight = append(r.weight, weight)
	}
	_, rows, err = table(s.borders)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		r.borders = append(r.borders, [2]int{number[row[0]], number[row[1]]})
	}
	r.centre(s.centres, number)
	return r, nil
}

// table reads a CSV file whose first line names the columns.
func table(path string) (map[string]int, [][]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, nil, err
	}
	header := map[string]int{}
	for i, name := range rows[0] {
		header[name] = i
	}
	return header, rows[1:], nil
}

// centre sets the centres named, or the greatest county of each mainland
// state.
func (r *region) centre(names string, number map[string]int) {
	if names != "" {
		for _, list := range strings.Split(names, ",") {
			var centre []int
			for _, code := range strings.Split(list, "+") {
				centre = append(centre, number[code])
			}
			r.centres = append(r.centres, centre)
		}
		return
	}
	greatest := map[string]int{}
	for i, code := range r.codes {
		state := code[:2]
		if state >= "57" || slices.Contains([]string{"02", "11", "15"}, state) {
			continue
		}
		if best, ok := greatest[state]; !ok || r.weight[i] > r.weight[best] {
			greatest[state] = i
		}
	}
	for i, code := range r.codes {
		if best, ok := greatest[code[:2]]; ok && best == i {
			r.centres = append(r.centres, []int{i})
		}
	}
}

// problem states what is asked, in metres and millionths of the model of ties
// people × people ÷ km². Noise multiplies each tie by 0.6 to 1.4, so that
// ties follow no map.
func (r *region) problem(k kind) zoning.Problem {
	p := zoning.Problem{
		Objective: k.objective, Weights: r.weight, Centres: r.centres,
		Bounds: zoning.Unbounded(), LeaveOut: true,
	}
	for _, b := range r.borders {
		metres := int64(math.RoundToEven(1000 * atlas.DistanceKm(r.at[b[0]], r.at[b[1]])))
		p.Borders = append(p.Borders, zoning.Border{A: b[0], B: b[1], Length: metres})
	}
	if k.objective == zoning.Ties {
		p.Ties = r.ties(k.noise)
	}
	return p
}

func (r *region) ties(noise bool) []zoning.Tie {
	dice := rand.New(rand.NewPCG(7, 7))
	var ties []zoning.Tie
	for a := range r.at {
		for b := range a {
			km := max(5, 1.35*atlas.DistanceKm(r.at[a], r.at[b]))
			factor := 1.0
			if noise {
				factor = 0.6 + 0.8*dice.Float64()
			}
			people := float64(r.weight[a]) / 1000 * float64(r.weight[b]) / 1000
			if tie := int64(factor * people / km / km * 1e6); tie > 0 && km < 300 {
				ties = append(ties, zoning.Tie{A: b, B: a, Value: tie})
			}
		}
	}
	return ties
}
