package report

import (
	"html/template"
	"math/big"
	"strconv"
	"strings"

	"hinterland"
	"hinterland/draw"
	"hinterland/lang"
)

// A zonesChapter tells which place is in which zone, and why.
type zonesChapter struct {
	Intro   string
	Result  []string // what is proved, which bounds bind
	Picture template.HTML
	Mark    string // that the map is schematic, if it is
	Table   *table
	Zones   []zoneDetails
}

// A zoneDetails is one zone, to be opened.
type zoneDetails struct {
	ID, Name, Short string
	Swatch          template.HTML
	Table           *table
}

func (b *book) zonesChapter() *zonesChapter {
	if !b.zoned() {
		return nil
	}
	c := &zonesChapter{Intro: b.plain("report.zones.given")}
	if b.in.Drawn != nil {
		c.Intro = b.zonesIntro()
		c.Result = b.zonesResult()
	}
	if b.in.Zoning.Settings.Schematic && b.drawn() {
		c.Mark = b.plain("report.map.schematic")
	}
	if b.drawn() {
		c.Picture = b.zoneMap(c.Mark)
	}
	c.Table = b.zonesTable()
	for z := range b.zones {
		c.Zones = append(c.Zones, b.zoneDetails(z))
	}
	return c
}

// drawn reports whether there is ground for maps.
func (b *book) drawn() bool {
	return b.in.Map != nil && b.in.Map.Shapes != nil && len(b.in.Map.Shapes.Shapes) > 0
}

func zoneID(z int) string { return "zone-" + strconv.Itoa(z+1) }

func (b *book) zonesIntro() string {
	if b.in.Drawn.Objective == hinterland.ByTies {
		return b.plain("report.zones.ties")
	}
	return b.plain("report.zones.distance")
}

// zonesResult says what is proved and which bounds decide.
func (b *book) zonesResult() []string {
	d := b.in.Drawn
	texts := []string{b.zonesProof(d)}
	for i := range d.Binding {
		texts = append(texts, b.binding(&d.Binding[i]))
	}
	if len(d.Binding) == 0 {
		texts = append(texts, b.plain("report.zones.free"))
	}
	return texts
}

// binding words a rule that costs something.
func (b *book) binding(x *Binding) string {
	keys := map[Rule]string{
		RulePin: "report.zones.pin", RuleLeast: "report.zones.least", RuleMost: "report.zones.most",
	}
	key, known := keys[x.Rule]
	if !known {
		return b.rule(x.Rule)
	}
	// lang: report.zones.pin report.zones.least report.zones.most
	return b.say.Say(key, lang.Args{
		"zone": b.zoneName(x.Zone), "place": b.placeName(x.Place), "worth": b.worthOf(x.Worth),
		"weight": b.whole(x.Weight), "bound": b.whole(x.Bound),
	})
}

// worthOf writes a part of the cost with what it counts.
func (b *book) worthOf(cost string) string {
	n, ok := millionths(cost)
	if !ok {
		return cost
	}
	s := b.scaleFor(n, hinterland.MaxPlaces)
	word := b.plain("report.counts.distance")
	if b.in.Drawn.Objective == hinterland.ByTies {
		word = b.plain("report.counts.ties")
	}
	if s.word != "" {
		word = b.say.Say("report.scaled", lang.Args{"scale": s.word, "currency": word})
	}
	return b.say.Say("report.quantity",
		lang.Args{"number": b.sum(n, hinterland.MaxPlaces, s), "unit": word})
}

// zonesProof says how good the zones are.
func (b *book) zonesProof(d *Drawn) string {
	switch {
	case d.Proved:
		return b.plain("report.zones.proved")
	case d.Gap != "":
		return b.say.Say("report.zones.gap", lang.Args{"gap": b.gap(d)})
	}
	return b.plain("report.zones.open")
}

// gap words a gap, a decimal text, in per cent rounded up to three places.
func (b *book) gap(d *Drawn) string {
	gap, ok := new(big.Rat).SetString(d.Gap)
	if !ok {
		return d.Gap
	}
	gap.Mul(gap, big.NewRat(100_000, 1))
	up := new(big.Int).Add(gap.Num(), new(big.Int).Sub(gap.Denom(), big.NewInt(1)))
	up.Quo(up, gap.Denom())
	return b.say.Number(hinterland.FormatTotal(up, 3)) + "%"
}

// zonesTable is one line for each zone.
func (b *book) zonesTable() *table {
	t := b.table(b.plain("report.zones.caption"),
		text(b.plain("report.col.zone")), text(b.plain("report.col.centre")),
		number(b.plain("report.col.places")), number(b.plain("report.col.weight")),
		number(b.plain("report.col.without")), number(b.plain("report.col.parties")),
		number(b.plain("report.col.full")), text(b.plain("report.col.bar.full")))
	parties := make([]int, len(b.zones))
	for _, z := range b.home {
		parties[z]++
	}
	full, all := b.rowsByZone()
	for z, zone := range b.zones {
		centre, own := b.centreOf(z)
		t.add(cell{Text: zone.name, Href: "#" + zoneID(z), Picture: b.swatch(z)},
			cell{Text: centre},
			cell{Text: b.count(len(zone.members))}, cell{Text: b.whole(zone.weight)},
			cell{Text: b.whole(zone.weight - own)}, cell{Text: b.count(parties[z])},
			cell{Text: b.percent(full[z], all[z])}, cell{Picture: metBar(full[z], all[z])})
	}
	return t
}

// rowsByZone counts the needs met in full, and all needs, of each zone.
func (b *book) rowsByZone() (full, all []int64) {
	full, all = make([]int64, len(b.zones)), make([]int64, len(b.zones))
	for i := range b.in.Plan.Shares {
		s := &b.in.Plan.Shares[i]
		if s.Needed == 0 {
			continue
		}
		all[b.home[s.Party]]++
		if s.Met == s.Needed {
			full[b.home[s.Party]]++
		}
	}
	return full, all
}

// centreOf names the places of a zone's centre and adds their weight up.
func (b *book) centreOf(z int) (names string, weight int64) {
	centre := b.zones[z].centre
	if centre == nil {
		return "–", 0
	}
	var list []string
	for _, code := range centre.Places {
		list = append(list, b.placeName(code))
		if p, ok := b.index.Place[code]; ok {
			weight += p.Weight
		}
	}
	return b.list(list), weight
}

// zoneDetails tells of every place of a zone why it is there.
func (b *book) zoneDetails(z int) zoneDetails {
	zone := &b.zones[z]
	d := zoneDetails{
		ID: zoneID(z), Name: zone.name, Swatch: b.swatch(z),
		Short: b.say.Say("report.zone.short", lang.Args{
			"count": len(zone.members), "places": b.count(len(zone.members)),
			"weight": b.whole(zone.weight),
		}),
	}
	columns := []column{
		text(b.plain("report.col.place")), number(b.plain("report.col.weight")),
		sentences(b.plain("report.col.why")),
	}
	placed := b.placements()
	scale := b.moveScale()
	if b.in.Drawn != nil {
		columns = append(columns, sentences(b.moveHead(scale)))
	}
	d.Table = b.table(b.say.Say("report.zone.caption", lang.Args{"zone": zone.name}), columns...)
	for _, p := range zone.members {
		row := cells(b.placeName(p.Code), b.whole(p.Weight), b.placeReason(p, placed[p.Code]))
		if b.in.Drawn != nil {
			row = append(row, cell{Text: b.moves(placed[p.Code], scale)})
		}
		d.Table.add(row...)
	}
	return d
}

func (b *book) placements() map[hinterland.PlaceCode]*Placement {
	placed := map[hinterland.PlaceCode]*Placement{}
	if b.in.Drawn != nil {
		for i := range b.in.Drawn.Places {
			placed[b.in.Drawn.Places[i].Place] = &b.in.Drawn.Places[i]
		}
	}
	return placed
}

// placeReason words why a place is in its zone.
func (b *book) placeReason(p *hinterland.Place, placed *Placement) string {
	if placed == nil {
		return b.plain("report.why.given")
	}
	keys := map[ZoneReason]string{
		ZoneCentre: "report.why.centre", ZonePin: "report.why.pin",
		ZoneNearest: "report.why.nearest", ZoneTie: "report.why.tie",
		ZoneContiguity: "report.why.contiguity", ZoneBound: "report.why.bound",
	}
	key, known := keys[placed.Reason]
	if !known {
		return string(placed.Reason)
	}
	// lang: report.why.centre report.why.pin report.why.nearest report.why.tie
	// lang: report.why.contiguity report.why.bound
	why := b.say.Say(key, lang.Args{"zone": b.zoneName(p.Zone)})
	for i := range b.in.Zoning.Pins {
		if pin := &b.in.Zoning.Pins[i]; pin.Place == p.Code && placed.Reason == ZonePin {
			if reason := b.name(pin.Reason, ""); reason != "" {
				why = b.say.Say("report.why.said", lang.Args{"why": why, "reason": reason})
			}
		}
	}
	return why
}

// moveScale is one scale for the costs of all moves, so that they compare.
func (b *book) moveScale() scale {
	most := new(big.Int)
	if b.in.Drawn == nil {
		return scale{}
	}
	for _, p := range b.in.Drawn.Places {
		for _, m := range p.Moves {
			if cost, ok := millionths(m.Cost); ok {
				most = larger(most, new(big.Int).Abs(cost))
			}
		}
	}
	return b.scaleFor(most, hinterland.MaxPlaces)
}

// moveHead heads the column of moves with what their numbers count.
func (b *book) moveHead(s scale) string {
	key := "report.col.move.distance"
	if b.in.Drawn.Objective == hinterland.ByTies {
		key = "report.col.move.ties"
	}
	scale := ""
	if s.word != "" {
		scale = b.say.Say("report.in.scale", lang.Args{"scale": s.word})
	}
	return b.say.Say(key, lang.Args{"scale": scale})
}

// millionths reads a decimal text.
func millionths(decimal string) (*big.Int, bool) {
	v, ok := new(big.Rat).SetString(decimal)
	if !ok {
		return nil, false
	}
	v.Mul(v, big.NewRat(1_000_000, 1))
	return new(big.Int).Quo(v.Num(), v.Denom()), true
}

// moves words what putting a place elsewhere would change.
func (b *book) moves(placed *Placement, s scale) string {
	if placed == nil {
		return "–"
	}
	var texts []string
	for _, m := range placed.Moves {
		texts = append(texts, b.move(m, s))
	}
	if len(texts) == 0 {
		return b.plain("report.move.none")
	}
	if b.say.Tongue() == lang.Chinese {
		return strings.Join(texts, "；")
	}
	return strings.Join(texts, "; ")
}

func (b *book) move(m Move, s scale) string {
	zone, number := b.zoneName(m.To), m.Cost
	if cost, ok := millionths(m.Cost); ok {
		number = b.sum(cost, hinterland.MaxPlaces, s)
		if cost.Sign() > 0 {
			number = "+" + number
		}
	}
	if number != "" {
		zone = b.say.Say("report.move.cost", lang.Args{"zone": zone, "cost": number})
	}
	if m.Forbidden == "" {
		return zone
	}
	return b.say.Say("report.move.forbidden",
		lang.Args{"zone": zone, "rule": b.rule(m.Forbidden)})
}

func (b *book) rule(r Rule) string {
	keys := map[Rule]string{
		RuleCentre: "report.rule.centre", RulePin: "report.rule.pin",
		RuleApart: "report.rule.apart", RuleLeast: "report.rule.least",
		RuleMost: "report.rule.most",
	}
	key, known := keys[r]
	if !known {
		return string(r)
	}
	// lang: report.rule.centre report.rule.pin report.rule.apart
	// lang: report.rule.least report.rule.most
	return b.plain(key)
}

// mapID names the map of zones; its patterns are named after it.
const mapID = "map-zones"

// zoneMap draws the zones.
func (b *book) zoneMap(mark string) template.HTML {
	m := *b.in.Map
	m.ID, m.Title = mapID, b.plain("report.map.zones")
	m.Desc = b.plain("report.map.zones.desc")
	m.Legend, m.Mark = b.plain("report.zones.legend"), mark
	b.fill(&m)
	if mark == "" {
		m.Unit = "km"
	}
	return template.HTML(m.SVG())
}

// fill tells a map of places and zones.
func (b *book) fill(m *draw.Map) {
	m.Places = make(map[string]draw.Place, len(b.in.Region.Places))
	m.Zones = nil
	for z := range b.zones {
		if b.zones[z].code == "" {
			continue
		}
		m.Zones = append(m.Zones, draw.Zone{Name: b.zones[z].name, Href: "#" + zoneID(z)})
	}
	for z := range b.zones {
		at := z
		if b.zones[z].code == "" {
			at = -1
		}
		for _, p := range b.zones[z].members {
			name := b.placeName(p.Code)
			title := b.say.Say("report.map.place",
				lang.Args{"place": name, "zone": b.zones[z].name})
			if at < 0 {
				title = b.say.Say("report.map.place.none", lang.Args{"place": name})
			}
			m.Places[string(p.Code)] = draw.Place{Name: name, Zone: at, Title: title}
		}
		if centre := b.zones[z].centre; centre != nil {
			for _, code := range centre.Places {
				p := m.Places[string(code)]
				p.Centre = true
				m.Places[string(code)] = p
			}
		}
	}
}

// swatch shows a zone's colour and hatch, as the map's legend has them; without
// the map it shows nothing.
func (b *book) swatch(z int) template.HTML {
	if !b.drawn() || b.zones[z].code == "" {
		return ""
	}
	return template.HTML(`<svg class="swatch" viewBox="0 0 64 48" aria-hidden="true">` +
		`<path fill="url(#` + mapID + `-z` + strconv.Itoa(z) + `)" d="M0 0h64v48H0z"/></svg>`)
}
