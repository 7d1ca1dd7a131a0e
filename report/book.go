package report

import (
	"cmp"
	"slices"

	"hinterland"
	"hinterland/lang"
)

// A book is an input with everything found that the chapters of a report look
// up again and again.
type book struct {
	in      *Input
	say     *lang.Printer
	index   *hinterland.Index
	zones   []zone
	zoneAt  map[hinterland.ZoneCode]int
	home    map[hinterland.PartyCode]int // position of each party's zone in zones
	goods   []*hinterland.Good           // of the plan, class by class
	last    hinterland.Period            // of the horizon
	need    map[needKey]*hinterland.Share
	summary map[hinterland.GoodCode]*hinterland.GoodSummary
	amounts map[hinterland.GoodCode]*tally
	traded  *trade
	shares  map[hinterland.GoodCode][]*hinterland.Share
	tables  int // begun so far
}

// A zone is one of the region's, or what is left outside all of them.
type zone struct {
	code    hinterland.ZoneCode
	name    string
	centre  *hinterland.Centre // nil if it has none
	members []*hinterland.Place
	weight  int64
}

type needKey struct {
	party    hinterland.PartyCode
	good     hinterland.GoodCode
	period   hinterland.Period
	priority int
}

func newBook(in *Input, p *lang.Printer) *book {
	if in.Zoning == nil {
		filled := *in
		filled.Zoning = &hinterland.Zoning{}
		in = &filled
	}
	b := &book{in: in, say: p, index: in.Region.Index()}
	b.readZones()
	b.readGoods()
	b.readHorizon()
	b.need = make(map[needKey]*hinterland.Share, len(in.Plan.Shares))
	for i := range in.Plan.Shares {
		s := &in.Plan.Shares[i]
		b.need[needKey{s.Party, s.Good, s.Period, s.Priority}] = s
	}
	b.countAmounts()
	b.traded = b.countTrade()
	return b
}

// readZones lists the zones, the heaviest first, and last what is in no zone.
// There is always one, if only of nothing.
func (b *book) readZones() {
	b.zoneAt = map[hinterland.ZoneCode]int{}
	for i := range b.in.Zoning.Centres {
		c := &b.in.Zoning.Centres[i]
		b.addZone(zone{code: c.Zone(), name: b.name(c.Name, string(c.Zone())), centre: c})
	}
	for i := range b.in.Region.Places {
		p := &b.in.Region.Places[i]
		b.addZone(zone{code: p.Zone, name: string(p.Zone)})
		z := &b.zones[b.zoneAt[p.Zone]]
		z.members = append(z.members, p)
		z.weight += p.Weight
	}
	if len(b.zones) == 0 {
		b.addZone(zone{})
	}
	slices.SortFunc(b.zones, func(x, y zone) int {
		return cmp.Or(compareBool(x.code == "", y.code == ""),
			-cmp.Compare(x.weight, y.weight), cmp.Compare(x.code, y.code))
	})
	for i := range b.zones {
		z := &b.zones[i]
		b.zoneAt[z.code] = i
		if z.code == "" {
			z.name = b.plain("report.zone.none")
		}
		slices.SortFunc(z.members, func(x, y *hinterland.Place) int {
			return cmp.Compare(x.Code, y.Code)
		})
	}
	b.home = make(map[hinterland.PartyCode]int, len(b.in.Region.Parties))
	for _, p := range b.in.Region.Parties {
		b.home[p.Code] = b.zoneAt[b.index.ZoneOf(p.Code)]
	}
}

// addZone adds a zone once.
func (b *book) addZone(z zone) {
	if _, ok := b.zoneAt[z.code]; !ok {
		b.zoneAt[z.code] = len(b.zones)
		b.zones = append(b.zones, z)
	}
}

// compareBool puts false before true.
func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// zoned reports whether the region has zones at all.
func (b *book) zoned() bool {
	return len(b.zones) > 1 || len(b.zones) == 1 && b.zones[0].code != ""
}

// readGoods lists the goods of the plan by class, then by code. The classes
// that docs/formats.md knows come in its order, others after them by name.
func (b *book) readGoods() {
	b.summary = map[hinterland.GoodCode]*hinterland.GoodSummary{}
	for i := range b.in.Plan.Goods {
		b.summary[b.in.Plan.Goods[i].Good] = &b.in.Plan.Goods[i]
	}
	for i := range b.in.Region.Goods {
		if g := &b.in.Region.Goods[i]; b.summary[g.Code] != nil {
			b.goods = append(b.goods, g)
		}
	}
	slices.SortFunc(b.goods, func(x, y *hinterland.Good) int {
		return cmp.Or(cmp.Compare(classRank(x.Class), classRank(y.Class)),
			cmp.Compare(x.Class, y.Class), cmp.Compare(x.Code, y.Code))
	})
}

// classRank puts the known classes first and goods without a class last.
func classRank(class string) int {
	known := []string{
		"food", "raw material", "means of production", "labour", "service", "money",
	}
	if i := slices.Index(known, class); i >= 0 {
		return i
	}
	if class == "" {
		return len(known) + 1
	}
	return len(known)
}

// readHorizon finds the last period that anything happens in.
func (b *book) readHorizon() {
	for _, o := range b.in.Region.Offers {
		b.last = max(b.last, o.Period)
	}
	for _, n := range b.in.Region.Needs {
		b.last = max(b.last, n.Period)
	}
	for _, f := range b.in.Region.Floors {
		b.last = max(b.last, f.Period)
	}
	for _, f := range b.in.Region.Fixings {
		b.last = max(b.last, f.Period)
	}
	for _, l := range b.in.Plan.Lines {
		b.last = max(b.last, l.Period, l.ShipPeriod, l.OfferPeriod)
	}
}
