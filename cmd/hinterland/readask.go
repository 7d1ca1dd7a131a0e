package main

import (
	"errors"
	"math"
	"os"
	"slices"
	"strings"

	"hinterland"
	"hinterland/atlas"
	"hinterland/sheet"
	"hinterland/zoning"
)

// readAsk reads what zones are to be drawn from, telling all faults of all
// files and flags at once.
func (c *console) readAsk(f *zonesFlags) (*zoneAsk, error) {
	if f.places == "" || len(f.centres) == 0 {
		return nil, usage(errors.New(c.say.Say("usage.zones", nil)))
	}
	r := &askReader{console: c, flags: f, ask: &zoneAsk{leaveOut: f.leaveOut}}
	if err := r.readGround(); err != nil {
		return nil, err
	}
	if r.ask.tooHeavy() {
		return nil, usage(errors.New(c.say.Say("zones.size", nil)))
	}
	if err := r.readTies(); err != nil {
		return nil, err
	}
	r.readCentres()
	r.readPins()
	r.readObjective()
	r.readBounds()
	return r.ask, r.faults.Err()
}

// An askReader gathers a zoneAsk and its faults.
type askReader struct {
	*console
	flags  *zonesFlags
	ask    *zoneAsk
	faults hinterland.Refusals
}

// refuse collects a refusal about a flag.
func (r *askReader) refuse(flag, value string, reason hinterland.Reason, args hinterland.Args) {
	r.faults = append(r.faults, hinterland.Refuse(hinterland.Invalid, reason, args).
		In(hinterland.Where{File: flag, Value: value}))
}

// collect keeps refusals and returns any other error.
func (r *askReader) collect(err error) error {
	var faults hinterland.Refusals
	if errors.As(err, &faults) {
		r.faults = append(r.faults, faults...)
		return nil
	}
	return err
}

// A groundPlace is one place before places are numbered.
type groundPlace struct {
	code   string
	at     atlas.Point
	weight int64
}

// readGround reads the places and who borders on whom: a map, or a table of
// points, which needs a table of neighbours.
func (r *askReader) readGround() error {
	var places []groundPlace
	var graph *atlas.Graph
	var err error
	if strings.HasSuffix(strings.ToLower(r.flags.places), ".csv") {
		places, err = r.readPoints()
	} else {
		places, graph, err = r.readShapes()
	}
	if err != nil {
		return err
	}
	if r.flags.adjacency != "" {
		graph, err = r.readNeighbours(places)
	} else if graph == nil {
		r.refuse("--adjacency", "", "zones.neighbours", nil)
	}
	if err != nil || len(r.faults) > 0 {
		return errors.Join(err, r.faults.Err())
	}
	r.number(places, graph)
	return nil
}

// number brings the places into the graph's order.
func (r *askReader) number(places []groundPlace, graph *atlas.Graph) {
	r.ask.graph = graph
	r.ask.at = make([]atlas.Point, graph.Len())
	r.ask.weight = make([]int64, graph.Len())
	for _, p := range places {
		if i, ok := graph.Index(p.code); ok {
			r.ask.at[i], r.ask.weight[i] = p.at, p.weight
		}
	}
}

// readPoints reads a table of places: code, lon, lat and the weight. Other
// columns are the table's own affair.
func (r *askReader) readPoints() ([]groundPlace, error) {
	code := "code"
	if r.flags.code != "" {
		code = r.flags.code
	}
	columns := []sheet.Column{
		sheet.Must(code),
		sheet.Must("lon"),
		sheet.Must("lat"),
		sheet.Others(),
	}
	if r.flags.weight != "" {
		columns = append(
			columns,
			sheet.Column{Name: r.flags.weight, Blank: r.flags.blankWeight != ""},
		)
	}
	var places []groundPlace
	seen := map[string]int{}
	err := r.readTable(r.flags.places, columns, func(row *sheet.Row) {
		p := groundPlace{code: row.Code(code), weight: 1, at: atlas.Point{
			Lon: float64(row.Measured("lon", 6)) / 1e6, Lat: float64(row.Measured("lat", 6)) / 1e6,
		}}
		if r.flags.weight != "" {
			p.weight = r.weightOf(row)
		}
		if first, twice := seen[p.code]; twice && p.code != "" {
			row.Refuse(code, hinterland.Twice(hinterland.PlacesTable, first))
		}
		seen[p.code] = row.Line()
		places = append(places, p)
	})
	return places, err
}

func (r *askReader) weightOf(row *sheet.Row) int64 {
	if row.Blank(r.flags.weight) && r.flags.blankWeight != "" {
		return r.blankWeight()
	}
	return row.Whole(r.flags.weight, 0, math.MaxInt64)
}

// blankWeight is what a place without a weight weighs.
func (r *askReader) blankWeight() int64 {
	v, err := hinterland.ParseWhole(r.flags.blankWeight, 0, math.MaxInt64)
	if err != nil {
		r.refuseOnce("--blank-weight", r.flags.blankWeight, "number.whole")
	}
	return v
}

// refuseOnce refuses a flag that many rows would ask for, one time.
func (r *askReader) refuseOnce(flag, value string, reason hinterland.Reason) {
	if !slices.ContainsFunc(
		r.faults,
		func(f *hinterland.Refusal) bool { return f.At.File == flag },
	) {
		r.refuse(flag, value, reason, nil)
	}
}

// readTable reads a table by file name, collecting its faults.
func (r *askReader) readTable(name string, columns []sheet.Column, row func(*sheet.Row)) error {
	file, err := os.Open(name)
	if err != nil {
		return usage(err)
	}
	defer file.Close()
	return r.collect(sheet.ReadTable(name, file, columns, row))
}

// readShapes reads a map, surveys it, and takes codes and weights from it.
func (r *askReader) readShapes() ([]groundPlace, *atlas.Graph, error) {
	data, err := r.readMap(r.flags.places)
	if err != nil {
		return nil, nil, err
	}
	m, err := atlas.Decode(data)
	if err != nil {
		return nil, nil, refuseMap(r.flags.places, err)
	}
	if err := m.TakeCodes(r.flags.code); err != nil {
		return nil, nil, refuseMap(r.flags.places, err)
	}
	survey, err := atlas.Survey(m, atlas.Options{Snap: atlas.DefaultSnap})
	if err != nil {
		return nil, nil, refuseMap(r.flags.places, err)
	}
	var places []groundPlace
	for i := range m.Places {
		p := &m.Places[i]
		at, _ := p.Centroid()
		places = append(places, groundPlace{p.Code, at, r.weightOfShape(p)})
	}
	return places, survey.Graph, nil
}

func (r *askReader) weightOfShape(p *atlas.Place) int64 {
	if r.flags.weight == "" {
		return 1
	}
	text, there := p.Properties[r.flags.weight]
	if !there && r.flags.blankWeight != "" {
		return r.blankWeight()
	}
	v, err := hinterland.ParseWhole(text, 0, math.MaxInt64)
	if err != nil {
		r.faults = append(r.faults, hinterland.Refuse(hinterland.Invalid, "number.whole", nil).
			In(hinterland.Where{
				File: r.flags.places, Line: p.Feature, Column: r.flags.weight, Value: text,
			}),
		)
	}
	return v
}

// readNeighbours reads who borders on whom.
func (r *askReader) readNeighbours(places []groundPlace) (*atlas.Graph, error) {
	var codes []string
	for _, p := range places {
		codes = append(codes, p.code)
	}
	var borders []atlas.Border
	columns := []sheet.Column{sheet.Must("a"), sheet.Must("b"), sheet.May("shared_border_km")}
	err := r.readPairs(r.flags.adjacency, columns, codes, func(_ *sheet.Row, a, b string) {
		borders = append(borders, atlas.Border{A: a, B: b})
	})
	if err != nil || len(r.faults) > 0 {
		return nil, err
	}
	return atlas.NewGraph(codes, borders)
}

// readPairs reads a table of pairs of places, each pair once, in either order.
// A place whose own row was refused is not refused again.
func (r *askReader) readPairs(name string, columns []sheet.Column, codes []string,
	pair func(row *sheet.Row, a, b string),
) error {
	known, seen := map[string]bool{}, map[[2]string]int{}
	partial := len(r.faults) > 0
	for _, code := range codes {
		known[code] = true
	}
	return r.readTable(name, columns, func(row *sheet.Row) {
		a, b := row.Code("a"), row.Code("b")
		key := [2]string{min(a, b), max(a, b)}
		first, twice := seen[key]
		switch {
		case a == "" || b == "" || partial && !(known[a] && known[b]):
		case !known[a]:
			row.Refuse("a", unknownIn(r.flags.places))
		case !known[b]:
			row.Refuse("b", unknownIn(r.flags.places))
		case a == b:
			row.Refuse("b", hinterland.Refuse(hinterland.Invalid, "pair.self", nil))
		case twice:
			row.Refuse("a", hinterland.Twice(hinterland.AdjacencyTable, first))
		default:
			seen[key] = row.Line()
			pair(row, a, b)
		}
	})
}

func unknownIn(table string) *hinterland.Refusal {
	return hinterland.Refuse(hinterland.NotFound, "code.unknown", hinterland.Args{"table": table})
}

func (r *askReader) readTies() error {
	if r.flags.ties == "" {
		return nil
	}
	columns := []sheet.Column{sheet.Must("a"), sheet.Must("b"), sheet.Must("tie")}
	var codes []string
	for i := range r.ask.graph.Len() {
		codes = append(codes, r.ask.graph.Code(i))
	}
	return r.readPairs(r.flags.ties, columns, codes, func(row *sheet.Row, a, b string) {
		i, _ := r.ask.graph.Index(a)
		k, _ := r.ask.graph.Index(b)
		value := row.Decimal("tie", hinterland.TiePlaces)
		r.ask.ties = append(r.ask.ties, zoning.Tie{A: i, B: k, Value: value})
	})
}

// readCentres reads NAME=CODE+CODE; without a name the codes name the centre.
func (r *askReader) readCentres() {
	names, of := map[string]bool{}, map[int]bool{}
	for _, text := range r.flags.centres {
		name, codes, named := strings.Cut(text, "=")
		if !named {
			codes = name
		}
		centre := askedCentre{name: name}
		for _, code := range strings.Split(codes, "+") {
			i, ok := r.ask.graph.Index(code)
			switch {
			case !ok:
				r.refuse(
					"--centres",
					code,
					"code.unknown",
					hinterland.Args{"table": r.flags.places},
				)
			case of[i]:
				r.refuse("--centres", code, "centre.shared", nil)
			}
			of[i] = of[i] || ok
			centre.places = append(centre.places, i)
		}
		if names[name] || name == "" {
			r.refuse("--centres", text, "centre.name", nil)
		}
		names[name] = true
		r.ask.centres = append(r.ask.centres, centre)
	}
}

// readPins reads PLACE=CENTRE, the centre by its name or one of its codes.
func (r *askReader) readPins() {
	seen := map[int]bool{}
	for _, text := range r.flags.pins {
		code, centre, _ := strings.Cut(text, "=")
		i, ok := r.ask.graph.Index(code)
		j := r.centreCalled(centre)
		switch {
		case !ok:
			r.refuse("--pin", text, "code.unknown", hinterland.Args{"table": r.flags.places})
		case j < 0:
			r.refuse("--pin", text, "zone.centre", nil)
		case seen[i]:
			r.refuse("--pin", text, "pin.twice", nil)
		case r.inOther(i, j):
			r.refuse("--pin", text, "pin.centre", nil)
		default:
			r.ask.pins = append(r.ask.pins, zoning.Pin{Place: i, Centre: j})
		}
		seen[i] = seen[i] || ok
	}
}

func (r *askReader) centreCalled(name string) int {
	i, isPlace := r.ask.graph.Index(name)
	for j, c := range r.ask.centres {
		if c.name == name || isPlace && slices.Contains(c.places, i) {
			return j
		}
	}
	return -1
}

// inOther reports whether place i is part of a centre other than j.
func (r *askReader) inOther(i, j int) bool {
	for k, c := range r.ask.centres {
		if k != j && slices.Contains(c.places, i) {
			return true
		}
	}
	return false
}

func (r *askReader) readObjective() {
	switch r.flags.objective {
	case "distance":
	case "ties":
		r.ask.byTies = true
		if r.flags.ties == "" {
			r.refuse("--ties", "", "zones.ties", nil)
		}
	default:
		r.refuse("--objective", r.flags.objective, "cell.choice",
			hinterland.Args{"words": []string{"distance", "ties"}})
	}
}

// readBounds reads --tolerance, or --min and --max.
func (r *askReader) readBounds() {
	f := r.flags
	r.ask.bounds = zoning.Unbounded()
	if f.tolerance != "" {
		if f.least+f.most != "" {
			r.refuse("--tolerance", f.tolerance, "zones.bounds", nil)
		}
		v, err := hinterland.ParseDecimal(f.tolerance, 6)
		r.refuseNumber("--tolerance", f.tolerance, err)
		r.ask.bounds = zoning.Bounds{Around: true, Tolerance: v}
		return
	}
	if f.least != "" {
		v, err := hinterland.ParseWhole(f.least, 0, math.MaxInt64)
		r.refuseNumber("--min", f.least, err)
		r.ask.bounds.Least = v
	}
	if f.most != "" {
		v, err := hinterland.ParseWhole(f.most, 0, math.MaxInt64)
		r.refuseNumber("--max", f.most, err)
		r.ask.bounds.Most = v
	}
	if r.ask.bounds.Least > r.ask.bounds.Most {
		r.refuse("--min", f.least, "zones.backwards", hinterland.Args{"most": f.most})
	}
}

func (r *askReader) refuseNumber(flag, value string, err error) {
	var refusal *hinterland.Refusal
	if errors.As(err, &refusal) {
		r.faults = append(r.faults, refusal.In(hinterland.Where{File: flag, Value: value}))
	}
}
