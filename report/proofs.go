package report

import (
	"strings"

	"hinterland"
	"hinterland/lang"
)

// A proofsChapter tells what is proved, and how anybody can check it.
type proofsChapter struct {
	Zones  []string // cost, bound and gap of the zones
	Goods  *table   // nil without goods
	Checks []string // commands
}

func (b *book) proofs() *proofsChapter {
	c := &proofsChapter{Checks: b.in.Checks}
	if d := b.in.Drawn; d != nil {
		c.Zones = append(c.Zones, b.zonesProof(d))
		if d.Bound != "" {
			c.Zones = append(c.Zones, b.say.Say("report.proofs.zones", lang.Args{
				"cost": b.worthOf(d.Cost), "bound": b.worthOf(d.Bound), "gap": b.gap(d),
			}))
		}
	}
	if len(b.goods) == 0 {
		return c
	}
	c.Goods = b.table(b.plain("report.proofs.caption"),
		text(b.plain("report.col.good")), sentences(b.plain("report.col.proved")),
		number(b.plain("report.col.cost")),
		text(b.plain("report.col.certificate")))
	c.Goods.Hashes = true
	for i, g := range b.goods {
		s := b.summary[g.Code]
		var levels []string
		for _, l := range s.Levels {
			levels = append(levels, b.level(l))
		}
		cost := b.say.Number(hinterland.FormatTotal(s.Cost, g.Decimals+hinterland.MoneyPlaces))
		c.Goods.add(cell{Text: b.goodName(g), Href: "#" + b.goodID(i)},
			cell{Text: b.list(levels)}, cell{Text: b.money(cost, scale{}, g.Currency)},
			cell{Text: s.Certificate})
	}
	return c
}

// level words a wish that a plan is proved best for.
func (b *book) level(name string) string {
	if class, ok := strings.CutPrefix(name, "class-"); ok {
		return b.say.Say("report.level.class", lang.Args{"n": class})
	}
	keys := map[string]string{
		"floors": "report.level.floors", "own": "report.level.own", "shares": "report.level.shares",
		"zone": "report.level.zone", "signed": "report.level.signed", "cost": "report.level.cost",
	}
	key, known := keys[name]
	if !known {
		return name
	}
	// lang: report.level.floors report.level.own report.level.shares report.level.zone
	// lang: report.level.signed report.level.cost
	return b.plain(key)
}
