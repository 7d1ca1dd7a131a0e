package report

import (
	"embed"
	"html/template"
	"math/big"
	"slices"
	"strings"

	"hinterland"
	"hinterland/lang"
)

//go:embed page/*.html page/style.css
var files embed.FS

// A page is what the templates show, every text ready to be read.
type page struct {
	Lead     string
	Lang     lang.Tongue
	Style    template.CSS
	Title    string
	Others   []link
	Contents []link
	Facts    []fact
	Floors   []*floorsChapter
	Notes    []note
	Glance   *table
	Zones    *zonesChapter
	Exchange *exchangeChapter
	Goods    *goodsChapter
	Proofs   *proofsChapter
	Sources  []string
}

// A link leads to another page or to a chapter of this one.
type link struct {
	Href, Text string
	Lang       lang.Tongue // of the other page
	Below      []link
}

// A fact is one of the figures to see first: its name, the figure, and exactly
// what it counts.
type fact struct {
	Name, Figure, Means string
}

// A note says what the reader should know of the data. Tag is what it begins
// with up to the first colon, "Model" say.
type note struct {
	Tag, Text string
}

// templates reads the page's templates with the words of b's language.
func (b *book) templates() (*template.Template, error) {
	words := template.FuncMap{"say": b.plain}
	return template.New("report").Funcs(words).ParseFS(files, "page/*.html")
}

// page words the whole report.
func (b *book) page() (*page, error) {
	for _, g := range b.goods {
		if err := b.check(b.amounts[g.Code]); err != nil {
			return nil, err
		}
	}
	style, err := files.ReadFile("page/style.css")
	if err != nil {
		return nil, err
	}
	p := &page{
		Lang: b.say.Tongue(), Style: template.CSS(style), Title: b.title(), Lead: b.lead(),
		Others: b.others(), Facts: b.facts(), Floors: b.floorsChapters(),
		Notes: b.notes(), Glance: b.glance(),
		Zones: b.zonesChapter(), Exchange: b.exchangeChapter(),
		Goods: b.goodsChapter(), Proofs: b.proofs(),
	}
	for _, s := range b.in.Sources {
		p.Sources = append(p.Sources, b.name(s, ""))
	}
	p.Contents = b.contents(p)
	return p, nil
}

func (b *book) title() string {
	title := b.in.Zoning.Settings.Title
	if title == (hinterland.Name{}) {
		return b.plain("report.title")
	}
	return b.name(title, "")
}

// lead says what the page is. It claims a proof only if every good has one.
func (b *book) lead() string {
	lead := b.say.Say("report.lead", lang.Args{
		"places": b.count(len(b.in.Region.Places)), "parties": b.count(len(b.in.Region.Parties)),
		"periods": b.count(int(b.last)), "period": b.periodWord(),
	})
	if b.proved() == len(b.goods) && len(b.goods) > 0 {
		lead = b.sentences(lead, b.plain("report.lead.proved"))
	}
	return lead
}

// others leads to this report in the other languages, each named in itself.
func (b *book) others() []link {
	names := map[lang.Tongue]string{lang.English: "English", lang.Chinese: "简体中文"}
	var links []link
	for _, t := range lang.Tongues() {
		if t != b.say.Tongue() {
			links = append(links, link{Href: FileName(t), Text: names[t], Lang: t})
		}
	}
	return links
}

func (b *book) contents(p *page) []link {
	var links []link
	add := func(there bool, href, text string) {
		if there {
			links = append(links, link{Href: "#" + href, Text: text})
		}
	}
	add(true, "summary", b.plain("report.summary.title"))
	add(p.Zones != nil, "zones", b.plain("report.zones.title"))
	add(p.Exchange != nil, "exchange", b.plain("report.exchange.title"))
	add(p.Goods != nil, "goods", b.plain("report.goods.title"))
	if n := len(links); p.Goods != nil {
		for _, c := range p.Goods.Classes {
			links[n-1].Below = append(links[n-1].Below, link{Href: "#" + c.ID, Text: c.Name})
		}
	}
	add(true, "proofs", b.plain("report.proofs.title"))
	add(len(p.Sources) > 0, "sources", b.plain("report.sources.title"))
	return links
}

// notes splits what region.csv notes into tag and text.
func (b *book) notes() []note {
	var notes []note
	for _, n := range b.in.Zoning.Settings.Notes {
		text := b.name(n, "")
		for _, colon := range []string{": ", "："} {
			tag, rest, found := strings.Cut(text, colon)
			if found && len([]rune(tag)) <= 24 {
				notes = append(notes, note{capital(tag), capital(rest)})
				text = ""
				break
			}
		}
		if text != "" {
			notes = append(notes, note{"", text})
		}
	}
	return notes
}

// facts are the figures to see first.
func (b *book) facts() []fact {
	r, plan := b.in.Region, b.in.Plan
	needs, met := 0, 0
	for _, s := range plan.Shares {
		if s.Needed > 0 {
			needs++
			if s.Met == s.Needed {
				met++
			}
		}
	}
	facts := []fact{
		b.placesFact(),
		{
			b.plain("report.fact.parties"), b.count(len(r.Parties)),
			b.say.Say("report.fact.parties.means", lang.Args{
				"offers": b.count(len(r.Offers)), "needs": b.count(len(r.Needs)),
				"goods": b.count(len(b.goods)), "periods": b.count(int(b.last)),
				"period": b.periodWord(),
			}),
		},
		b.averageFact(),
		{
			b.plain("report.fact.full"), b.percent(int64(met), int64(needs)),
			b.say.Say("report.fact.full.means",
				lang.Args{"met": b.count(met), "needs": b.count(needs)}),
		},
		{
			b.plain("report.fact.lines"), b.count(len(plan.Lines)),
			b.plain("report.fact.lines.means"),
		},
		{
			b.plain("report.fact.lacks"), b.count(len(plan.Shortfalls)),
			b.plain("report.fact.lacks.means"),
		},
	}
	facts = append(append(facts, b.floorsFact()...), b.costFacts()...)
	return append(facts, b.proofFact())
}

func (b *book) placesFact() fact {
	zones, alone := len(b.zones), 0
	if zones > 0 && b.zones[zones-1].code == "" {
		zones--
		alone = len(b.zones[zones].members)
	}
	means := b.say.Say("report.fact.places.means", lang.Args{"count": zones})
	switch {
	case zones == 0:
		means = b.plain("report.fact.places.none")
	case alone > 0:
		means = b.say.Say("report.fact.places.outside",
			lang.Args{"count": zones, "outside": b.count(alone)})
	}
	return fact{b.plain("report.fact.places"), b.count(len(b.in.Region.Places)), means}
}

// averageFact is the mean over goods of the part met. Quantities of different
// goods are never added, so every good counts the same.
func (b *book) averageFact() fact {
	sum, goods := new(big.Rat), int64(0)
	for _, g := range b.goods {
		needed, met := b.needed(g)
		if needed > 0 {
			sum.Add(sum, big.NewRat(met, needed))
			goods++
		}
	}
	figure := "–"
	if goods > 0 {
		sum.Quo(sum, new(big.Rat).SetInt64(goods))
		figure = b.say.Percent(sum.Num(), sum.Denom())
	}
	return fact{
		b.plain("report.fact.average"), figure, b.plain("report.fact.average.means"),
	}
}

// needed adds up what is asked for of a good and what of it is met, floors
// beyond any need left out.
func (b *book) needed(g *hinterland.Good) (needed, met int64) {
	for _, c := range b.summary[g.Code].Classes {
		if c.Priority > 0 {
			needed += int64(c.Needed)
			met += int64(c.Met)
		}
	}
	return needed, met
}

// costFacts is the cost of all lines, currency by currency.
func (b *book) costFacts() []fact {
	sums := map[string]*big.Int{}
	var currencies []string
	for _, g := range b.goods {
		cost := new(big.Int).Set(b.summary[g.Code].Cost)
		raise(cost, hinterland.MaxPlaces-g.Decimals)
		if sums[g.Currency] == nil {
			sums[g.Currency] = new(big.Int)
			currencies = append(currencies, g.Currency)
		}
		sums[g.Currency].Add(sums[g.Currency], cost)
	}
	slices.Sort(currencies)
	var facts []fact
	for _, c := range currencies {
		s := b.scaleFor(sums[c], valuePlaces)
		facts = append(facts, fact{
			b.plain("report.fact.cost"),
			b.money(b.sum(sums[c], valuePlaces, s), s, c),
			b.plain("report.fact.cost.means"),
		})
	}
	return facts
}

// proved counts the goods that are proved best to the last wish.
func (b *book) proved() int {
	proved := 0
	for _, g := range b.goods {
		if levels := b.summary[g.Code].Levels; len(levels) > 0 && levels[len(levels)-1] == "cost" {
			proved++
		}
	}
	return proved
}

func (b *book) proofFact() fact {
	means := b.plain("report.fact.proved.means")
	if d := b.in.Drawn; d != nil {
		means = b.sentences(means, b.zonesProof(d))
	}
	return fact{
		b.plain("report.fact.proved"),
		b.say.Say("report.of",
			lang.Args{"part": b.count(b.proved()), "all": b.count(len(b.goods))}),
		means,
	}
}

// glance is every good in one line.
func (b *book) glance() *table {
	if len(b.goods) == 0 {
		return nil
	}
	t := b.table(b.plain("report.glance.caption"),
		text(b.plain("report.col.good")), text(b.plain("report.col.unit")),
		number(b.plain("report.col.needed")), number(b.plain("report.col.met")),
		number(b.plain("report.col.part")), text(b.plain("report.col.bar.met")),
		number(b.plain("report.col.crossing")), number(b.plain("report.col.lines")))
	lines := map[hinterland.GoodCode]int{}
	for i := range b.in.Plan.Lines {
		lines[b.in.Plan.Lines[i].Good]++
	}
	class := ""
	for i, g := range b.goods {
		if i == 0 || g.Class != class {
			class = g.Class
			t.addGroup(b.className(class))
		}
		needed, met := b.needed(g)
		crossing := hinterland.FormatTotal(b.summary[g.Code].Crossing, g.Decimals)
		t.add(cell{Text: b.goodName(g), Href: "#" + b.goodID(i)}, cell{Text: b.units(g)},
			cell{Text: b.steps(g, needed)}, cell{Text: b.steps(g, met)},
			cell{Text: b.percent(met, needed)}, cell{Picture: metBar(met, needed)},
			cell{Text: b.say.Number(crossing)}, cell{Text: b.count(lines[g.Code])})
	}
	return t
}
