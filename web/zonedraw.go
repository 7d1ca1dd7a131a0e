package web

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// The form that draws zones has two steps: its first button lets the solver look
// for the best ones, and the page shows which place would go where and why; the
// second puts these into force, not what the solver would find by then.

// The fields of the form beside those of a rule, and its button.
const (
	drawnField = "drawn" // what was drawn: see drawnZones
	drawButton = "draw"
)

// How long the solver looks, how long people wait for their turn, and how many
// places a page tells of: those that change their zone first.
const (
	drawingLasts = 2 * time.Second
	drawingWaits = 8 * time.Second
	drawnShown   = 500
)

// drawZones draws zones from a day on.
func drawZones() form {
	return form{
		start: func(d *draft) error {
			d.typed.Set("from", d.v.Today.String())
			return d.startRule()
		},
		edit:  func(d *draft, _ string) { d.drawAnew() },
		read:  func(d *draft) office.Act { return d.readDrawn() },
		paint: paintDrawing,
		then: func(d *draft, _ hinterland.Entry) string {
			return "/zones?day=" + d.day("from").String()
		},
	}
}

// A drawnZones is what was drawn, as it travels through the form: of what, whether
// by another rule than was recorded, and the act.
type drawnZones struct {
	of    string
	ruled bool
	act   *office.DrawZones
}

// text writes it as words: no code has a blank.
func (z *drawnZones) text() string {
	words := []string{z.of, "as-ruled", z.act.Cost, z.act.Bound}
	if z.ruled {
		words[1] = "ruled"
	}
	for _, p := range z.act.Places {
		words = append(words, string(p.Place), string(p.Zone), p.Reason)
	}
	return strings.Join(words, " ")
}

// asked is what zones are drawn of: where, from when, and by which rule.
func (d *draft) asked() string {
	var parts []string
	for _, name := range []string{
		"within", "from", "objective", "tolerance", "least", "most",
	} {
		parts = append(parts, d.text(name))
	}
	return strings.Join(strings.Fields(strings.Join(parts, "|")), "")
}

// drawn reads what was drawn of what the form asks; nil where nothing was.
func (d *draft) drawn() *drawnZones {
	words := strings.Fields(d.typed.Get(drawnField))
	if len(words) < 7 || len(words)%3 != 1 || words[0] != d.asked() {
		return nil
	}
	z := &drawnZones{of: words[0], ruled: words[1] == "ruled", act: &office.DrawZones{
		Within: d.within(), From: d.day("from"), Cost: words[2], Bound: words[3],
	}}
	for row := range slices.Chunk(words[4:], 3) {
		z.act.Places = append(z.act.Places, office.DrawnPlace{
			Place: hinterland.PlaceCode(row[0]), Zone: hinterland.ZoneCode(row[1]), Reason: row[2],
		})
	}
	return z
}

// readDrawn is the act that puts what was drawn into force, with its rule where
// that is another. Nothing is put into force that was not shown.
func (d *draft) readDrawn() office.Act {
	rule, drawn := d.readRule(), d.drawn()
	switch {
	case drawn == nil:
		if d.day("from"); len(d.faults) == 0 {
			d.fault("", hinterland.Refuse(hinterland.Invalid, "zoning.undrawn", nil))
		}
		return rule
	case drawn.ruled:
		return &office.Batch{Acts: []office.Step{{Act: rule}, {Act: drawn.act}}}
	}
	return drawn.act
}

// drawAnew draws what the form asks for.
func (d *draft) drawAnew() {
	d.typed.Del(drawnField)
	from, rule := d.day("from"), d.readRule()
	if d.faults = office.Beside(d.faults, rule); len(d.faults) > 0 {
		return
	}
	drawn := &drawnZones{of: d.asked()}
	var q *office.ZoneQuestion
	err := d.view(func(v *office.View) (err error) {
		if err = v.MayChange(from); err != nil {
			return err
		}
		if q, err = v.ZonesBy(rule.Rule(), from); err != nil {
			return err
		}
		rules, err := v.ZoneRules()
		drawn.ruled = !slices.Contains(rules, rule.Rule())
		if err != nil {
			return err
		}
		base, err := v.Base(rule)
		d.typed.Set(baseField, hinterland.FormatDecimal(base, 0))
		return err
	})
	if err == nil {
		drawn.act, err = d.drawInTurn(q)
	}
	if d.faults = refusalsIn(err); err == nil {
		d.typed.Set(drawnField, drawn.text())
	} else if len(d.faults) == 0 {
		d.fail(err)
	}
}

// drawInTurn lets the solver look, for one at a time: each would take a processor.
func (a *ask) drawInTurn(q *office.ZoneQuestion) (*office.DrawZones, error) {
	waiting, given := context.WithTimeout(a.ctx, drawingWaits)
	defer given()
	select {
	case a.drawing <- funding{}:
		defer func() { <-a.drawing }()
	case <-waiting.Done():
		return nil, errors.Join(a.ctx.Err(),
			hinterland.Refuse(hinterland.Conflict, "zoning.busy", nil))
	}
	ctx, over := context.WithTimeout(a.ctx, drawingLasts)
	defer over()
	return a.Office.DrawnZones(ctx, q)
}

// A drawingBody is what zones are drawn from, and what was drawn.
type drawingBody struct {
	Zones []drawnZone
	Pins  []pinRow
	Drawn bool
	Facts []fact
	Head  string // of who changes zone
	Rows  []drawnRow
	More  string // how many others are not told
	Picture
}

// A drawnZone is a zone that is drawn round its centre, and what came of it.
type drawnZone struct {
	Name, Path, Centre, Change string
	Places, Weight             string
}

// A pinRow is a place that is put into a zone by hand.
type pinRow struct{ Place, Path, Zone, Reason string }

// A drawnRow is a place that was drawn into a zone.
type drawnRow struct {
	Place, Path, Was, Is, Reason string
	Changed                      bool
}

// paintDrawing lays the form out: the centres and pins that stand, day and rule,
// and what was drawn.
func paintDrawing(d *draft) (*formPage, error) {
	z, err := d.zoningOn(d.v.Today)
	if err != nil {
		return nil, err
	}
	page := &formPage{
		Title: d.say.Say("web.zones.draw", nil), Lead: d.say.Say("web.zones.draw.lead", nil),
		Submit: d.say.Say("web.zones.draw.look", nil), Do: drawButton, Once: true,
		Facts: []fact{d.levelFact(z)}, Hidden: []field{d.filled("", "within")},
		Groups: []group{{Fields: append(
			[]field{d.field("day", "from", "column.from_day")}, d.ruleFields()...,
		)}},
	}
	body := &drawingBody{}
	page.Drawing = body
	drawn := d.drawn()
	if err := d.drawnFrom(body, z, drawn); err != nil || drawn == nil {
		return page, err
	}
	page.Hidden = append(page.Hidden, d.filled("", drawnField))
	page.Submit, page.Do = d.say.Say("web.zones.draw.do", lang.Args{
		"day": dayWords(d.say, drawn.act.From),
	}), ""
	page.Again = &button{Do: drawButton, Text: d.say.Say("web.zones.draw.again", nil)}
	return page, d.fillDrawn(body, drawn)
}

// drawnFrom lays out the zones that are drawn with their centres, and the pins in
// them.
func (d *draft) drawnFrom(body *drawingBody, z *zoning, drawn *drawnZones) error {
	pins, err := d.v.Pins()
	if err != nil {
		return err
	}
	pins = slices.DeleteFunc(pins, func(p hinterland.DatedPin) bool {
		return d.within() != "" && !slices.Contains(z.above(p.Zone), d.within())
	})
	var codes []hinterland.PlaceCode
	for _, zone := range z.zones {
		codes = append(codes, zone.Centre...)
	}
	for _, p := range pins {
		codes = append(codes, p.Place)
	}
	if drawn != nil {
		for _, p := range drawn.act.Places {
			codes = append(codes, p.Place)
		}
	}
	slices.Sort(codes)
	n := d.noNames(d.v)
	d.named = n
	if err := n.learnPlaces(slices.Compact(codes)); err != nil {
		return err
	}
	for _, zone := range z.zones {
		if zone.Parent == d.within() && zone.Stage != hinterland.ZoneDissolved {
			body.Zones = append(body.Zones, drawnZone{
				Name: d.zoneName(z, zone.Code), Path: zonePath(zone.Code),
				Centre: d.centre(n, zone.Centre), Change: zonePath(zone.Code) + "/details",
			})
		}
	}
	for _, p := range pins {
		body.Pins = append(body.Pins, pinRow{
			n.place(p.Place), placePath(p.Place) + "/pin", d.zoneName(z, p.Zone), p.Reason,
		})
	}
	return nil
}

// fillDrawn lays out what was drawn: what it costs and how good it is, what each
// zone weighs, and who would change zone.
func (d *draft) fillDrawn(body *drawingBody, drawn *drawnZones) error {
	z, err := d.zoningOn(drawn.act.From)
	if err != nil {
		return err
	}
	q, err := d.v.ZonesBy(d.readRule().Rule(), drawn.act.From)
	if len(refusalsIn(err)) > 0 {
		return nil // which the act will say
	} else if err != nil {
		return err
	}
	body.Drawn = true
	d.weighDrawn(body, q, drawn.act)
	body.Facts = d.costFacts(q, drawn.act)
	to := map[hinterland.PlaceCode]hinterland.ZoneCode{}
	changed := 0
	for _, p := range drawn.act.Places {
		to[p.Place] = p.Zone
		was := z.upTo(z.in[p.Place].Zone, d.within())
		row := drawnRow{
			Place: d.named.place(p.Place), Path: placePath(p.Place), Was: d.zoneName(z, was),
			Is: d.zoneName(z, p.Zone), Reason: d.belongs(p.Reason), Changed: was != p.Zone,
		}
		if row.Changed {
			body.Rows = slices.Insert(body.Rows, changed, row)
			changed++
		} else {
			body.Rows = append(body.Rows, row)
		}
	}
	body.Head = d.say.Say("web.zones.draw.changes", lang.Args{"count": changed})
	if many := len(body.Rows) - drawnShown; many > 0 {
		body.Rows = body.Rows[:drawnShown]
		body.More = d.say.Say("web.zones.draw.more", lang.Args{"count": many})
	}
	body.Picture, err = d.picture(z, to)
	return err
}

// weighDrawn says of each zone how many places it would have and what these weigh.
func (d *draft) weighDrawn(body *drawingBody, q *office.ZoneQuestion, act *office.DrawZones) {
	zone, places := make([]int, len(q.Codes)), make([]int, len(q.Zones))
	for i := range zone {
		zone[i] = -1
	}
	for _, p := range act.Places {
		i, j := q.PlaceNamed(p.Place), q.ZoneNamed(p.Zone)
		if i >= 0 && j >= 0 {
			zone[i] = j
			places[j]++
		}
	}
	for j, weight := range q.Weights(zone) {
		for i := range body.Zones {
			if body.Zones[i].Path == zonePath(q.Zones[j].Code) {
				body.Zones[i].Weight = d.figure(weight)
				body.Zones[i].Places = d.figure(int64(places[j]))
			}
		}
	}
}

// figure is a whole number with thousands apart.
func (a *ask) figure(n int64) string { return a.say.Number(hinterland.FormatDecimal(n, 0)) }

// costFacts say what zones cost, what no others can cost less than, and within
// which bounds they had to be.
func (d *draft) costFacts(q *office.ZoneQuestion, act *office.DrawZones) []fact {
	proof := d.say.Say("web.zones.draw.proved", nil)
	if act.Cost != act.Bound {
		// lang: web.zones.draw.open.distance web.zones.draw.open.ties
		proof = d.say.Say("web.zones.draw.open."+string(q.Rule.Objective), lang.Args{
			"bound": d.zoneCost(act.Bound, q.Rule.Objective),
		})
	}
	return []fact{
		{Label: d.costLabel(q), Text: d.zoneCost(act.Cost, q.Rule.Objective)},
		{Label: d.say.Say("web.zones.draw.proof", nil), Text: proof},
		{Label: d.say.Say("web.zone.bounds", nil), Text: d.boundWords(q)},
	}
}

// costLabel is what the cost of zones is called: ties are to be many.
func (a *ask) costLabel(q *office.ZoneQuestion) string {
	// lang: web.zones.cost.distance web.zones.cost.ties
	return a.say.Say("web.zones.cost."+string(q.Rule.Objective), nil)
}

// zoneCost words what zones cost, in what it is counted in.
func (a *ask) zoneCost(cost string, by hinterland.Objective) string {
	// lang: web.zones.amount.distance web.zones.amount.ties
	return a.say.Say("web.zones.amount."+string(by), lang.Args{
		"cost": a.say.Number(trimmed(cost)),
	})
}

// boundWords are within which bounds the weights of zones have to be.
func (a *ask) boundWords(q *office.ZoneQuestion) string {
	if q.Rule.Bounds.Kind == hinterland.Unbounded {
		return a.say.Say("web.zones.unbounded", nil)
	}
	least, most := q.Bounded()
	return a.bounds(&hinterland.Bounds{
		Kind: hinterland.ByLeastAndMost, Least: least, Most: most,
	})
}
