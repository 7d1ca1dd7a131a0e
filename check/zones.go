package check

import (
	"slices"

	"hinterland"
	"hinterland/atlas"
)

// zonesFile is how findings name a zoning, wherever it was read from.
const zonesFile = "zones.csv"

// A Zoning is what zones were asked for: places by number, who borders on
// whom, and the rules. Every slice about places is as long as Codes.
type Zoning struct {
	Codes   []string
	At      []atlas.Point
	Weight  []int64
	Borders [][2]int
	Ties    []ZoneTie
	Centres []ZoneCentre
	// Pins give the centre that a place was put to by hand.
	Pins map[int]int
	// Step is the length in millimetres that ways are counted in; 0 is 1.
	Step float64
	// ByTies asks for the strongest ties; otherwise distances are to be short.
	ByTies bool
	// Least and Most bound the weight of a zone without its centre's places;
	// 0 and math.MaxInt64 bound nothing.
	Least, Most int64
	// ByMean says that these are the mean and a Tolerance, in millionths.
	ByMean    bool
	Tolerance int64
	// LeaveOut says that places which no centre can reach are left out.
	LeaveOut bool
}

// A ZoneTie is how much two places have to do with each other, both ways, in
// millionths.
type ZoneTie struct {
	A, B     int
	Strength int64
}

// A ZoneCentre is a centre by name, of one or more places.
type ZoneCentre struct {
	Name   string
	Places []int
}

// A ZoneRow is one line of a zoning as it was read.
type ZoneRow struct {
	Line                 int
	Code, Centre, Reason string
}

// A ZonesVerdict is what a check of a zoning comes to. Cost is in weight ×
// step, or in millionths of ties, and only told without Findings.
type ZonesVerdict struct {
	Findings hinterland.Refusals
	Cost     int64
}

// Zones re-checks every claim of a zoning: that each place has one zone, that
// zones hang together round their centres, that pins and bounds are kept, and
// that each place's reason is the true one.
func Zones(z *Zoning, rows []ZoneRow) *ZonesVerdict {
	c := newZoneCheck(z)
	c.assign(rows)
	if len(c.verdict.Findings) == 0 {
		c.checkRules()
	}
	if len(c.verdict.Findings) == 0 {
		c.checkReasons()
	}
	if len(c.verdict.Findings) == 0 {
		c.verdict.Cost = c.cost()
	}
	c.verdict.Findings.Sort()
	return &c.verdict
}

// A zoneCheck is one run over a zoning.
type zoneCheck struct {
	*Zoning
	verdict  ZonesVerdict
	near     [][]int // neighbours of each place
	zone     []int   // the centre of each place's zone, -1 for none
	row      []ZoneRow
	centreOf []int // the centre a place is part of, -1 for none
}

func newZoneCheck(z *Zoning) *zoneCheck {
	c := &zoneCheck{
		Zoning: z, near: make([][]int, len(z.Codes)), row: make([]ZoneRow, len(z.Codes)),
		zone: slices.Repeat(
			[]int{-1},
			len(z.Codes),
		), centreOf: slices.Repeat([]int{-1}, len(z.Codes)),
	}
	for _, b := range z.Borders {
		c.near[b[0]] = append(c.near[b[0]], b[1])
		c.near[b[1]] = append(c.near[b[1]], b[0])
	}
	for j, centre := range z.Centres {
		for _, place := range centre.Places {
			c.centreOf[place] = j
		}
	}
	return c
}

func (c *zoneCheck) find(at hinterland.Where, reason hinterland.Reason, args hinterland.Args) {
	c.verdict.Findings = append(c.verdict.Findings,
		hinterland.Refuse(hinterland.Conflict, reason, args).In(at))
}

// cell names one cell of a row.
func (r *ZoneRow) cell(column, value string) hinterland.Where {
	return hinterland.Where{File: zonesFile, Line: r.Line, Column: column, Value: value}
}

// assign reads who is in which zone, and finds what no zoning can say.
func (c *zoneCheck) assign(rows []ZoneRow) {
	number, centre := map[string]int{}, map[string]int{}
	for i, code := range c.Codes {
		number[code] = i
	}
	for j := range c.Centres {
		centre[c.Centres[j].Name] = j
	}
	for _, r := range rows {
		i, known := number[r.Code]
		j, named := centre[r.Centre]
		switch {
		case !known:
			c.find(r.cell("code", r.Code), "zone.place", nil)
		case c.row[i].Code != "":
			c.find(r.cell("code", r.Code), "zone.twice", hinterland.Args{"first": c.row[i].Line})
		case !named:
			c.find(r.cell("centre", r.Centre), "zone.centre", nil)
		default:
			c.row[i], c.zone[i] = r, j
		}
	}
	c.checkMissing()
}

// checkMissing finds places without a row. Only places that no centre can
// reach may be left out, and only where that was asked for.
func (c *zoneCheck) checkMissing() {
	reached := c.spread(c.allCentres(), func(int) bool { return true })
	for i, code := range c.Codes {
		if c.row[i].Code == "" && (reached[i] || !c.LeaveOut) {
			c.find((&ZoneRow{}).cell("code", code), "zone.missing", nil)
		}
	}
}

func (c *zoneCheck) allCentres() []int {
	var places []int
	for _, centre := range c.Centres {
		places = append(places, centre.Places...)
	}
	return places
}

// spread walks from some places over borders through places that may be
// entered.
func (c *zoneCheck) spread(from []int, enter func(int) bool) []bool {
	seen := make([]bool, len(c.Codes))
	queue := slices.Clone(from)
	for _, i := range from {
		seen[i] = true
	}
	for len(queue) > 0 {
		i := queue[0]
		queue = queue[1:]
		for _, k := range c.near[i] {
			if !seen[k] && enter(k) {
				seen[k] = true
				queue = append(queue, k)
			}
		}
	}
	return seen
}

// checkRules finds broken rules: centres, pins, contiguity and bounds.
func (c *zoneCheck) checkRules() {
	for i := range c.Codes {
		if j := c.centreOf[i]; j >= 0 && c.zone[i] != j {
			c.find(c.row[i].cell("centre", c.row[i].Centre), "zone.own-centre",
				hinterland.Args{"centre": c.Centres[j].Name})
		}
		if j, pinned := c.Pins[i]; pinned && c.zone[i] != j {
			c.find(c.row[i].cell("centre", c.row[i].Centre), "zone.pin",
				hinterland.Args{"centre": c.Centres[j].Name})
		}
	}
	for j := range c.Centres {
		joined := c.spread(c.Centres[j].Places, func(i int) bool { return c.zone[i] == j })
		for i := range c.Codes {
			if c.zone[i] == j && !joined[i] {
				c.find(c.row[i].cell("centre", c.row[i].Centre), "zone.apart", nil)
			}
		}
		c.checkBounds(j)
	}
}

func (c *zoneCheck) checkBounds(zone int) {
	load := c.load(zone)
	if load < c.Least {
		c.find((&ZoneRow{}).cell("centre", c.Centres[zone].Name), "zone.least",
			hinterland.Args{"weight": load, "bound": c.Least})
	}
	if load > c.Most {
		c.find((&ZoneRow{}).cell("centre", c.Centres[zone].Name), "zone.most",
			hinterland.Args{"weight": load, "bound": c.Most})
	}
}

// load is the weight of a zone without its centre's places.
func (c *zoneCheck) load(zone int) int64 {
	sum := int64(0)
	for i, j := range c.zone {
		if j == zone && c.centreOf[i] < 0 {
			sum += c.Weight[i]
		}
	}
	return sum
}

// A zoneWish is how much a place wants each zone: the smaller the better.
type zoneWish [][]int64

// wishes measures every place against every centre: the shortest way to one of
// its places, or the ties to all of them turned round.
func (c *zoneCheck) wishes() zoneWish {
	w := make(zoneWish, len(c.Centres))
	for j, centre := range c.Centres {
		if c.ByTies {
			w[j] = c.tiesTo(j)
		} else {
			w[j] = c.waysTo(centre.Places)
		}
	}
	return w
}

func (c *zoneCheck) tiesTo(zone int) []int64 {
	sum := make([]int64, len(c.Codes))
	for _, t := range c.Ties {
		if c.centreOf[t.B] == zone {
			sum[t.A] -= t.Strength
		}
		if c.centreOf[t.A] == zone {
			sum[t.B] -= t.Strength
		}
	}
	return sum
}

// cost is what the zoning comes to under its objective.
func (c *zoneCheck) cost() int64 {
	sum := int64(0)
	w := c.wishes()
	for i, j := range c.zone {
		switch {
		case j < 0:
		case c.ByTies:
			sum -= w[j][i]
		default:
			sum += c.Weight[i] * w[j][i]
		}
	}
	return sum
}
