package hinterland

import (
	"maps"
	"slices"
)

// A Difference is one thing that two texts of an agreement say differently.
// Item is the number of the item that it is in, 0 for the agreement itself. Field
// names it as a refusal would; of lists it is one part, and Key tells which: the
// day of a schedule line, the name of a grade, the failing of a remedy, the place
// of a task. Was and Is are as the texts have them, empty where nothing stood.
type Difference struct {
	Item    int
	Field   string
	Key     string
	Was, Is string
}

// Compare lists what is different in one text from another, in the order in which
// texts are read. Two texts that say the same have no difference, and the other
// way round: the order of parties, grades and remedies says nothing.
func Compare(was, is *Terms) []Difference {
	c := &comparison{}
	c.field("kind", string(was.Kind), string(is.Kind))
	c.field("class", string(was.Class), string(is.Class))
	c.field("title", was.Title, is.Title)
	c.set("parties", codes(was.Parties), codes(is.Parties))
	c.field("from", was.From.String(), is.From.String())
	c.field("last", was.Last.String(), is.Last.String())
	c.field("text", was.Text, is.Text)
	c.tasks(was.Tasks, is.Tasks)
	c.items(was.Items, is.Items)
	c.item = 0
	c.parts("remedies", remediesOf(was), remediesOf(is))
	return c.found
}

// A comparison collects differences.
type comparison struct {
	item  int
	key   string
	found []Difference
}

func (c *comparison) field(name, was, is string) {
	if was != is {
		c.found = append(c.found, Difference{c.item, name, c.key, was, is})
	}
}

// set compares what stands in lists without an order.
func (c *comparison) set(name string, was, is []string) {
	for _, one := range was {
		if !slices.Contains(is, one) {
			c.field(name, one, "")
		}
	}
	for _, one := range is {
		if !slices.Contains(was, one) {
			c.field(name, "", one)
		}
	}
}

// parts compares lists whose parts have keys, by these.
func (c *comparison) parts(name string, was, is map[string]string) {
	keys := maps.Clone(was)
	maps.Copy(keys, is)
	for _, c.key = range slices.Sorted(maps.Keys(keys)) {
		c.field(name, was[c.key], is[c.key])
	}
	c.key = ""
}

// tasks compares those that stand in one text only, one after another.
func (c *comparison) tasks(was, is []TaskTerms) {
	gone := slices.DeleteFunc(slices.Clone(was), func(t TaskTerms) bool {
		return slices.Contains(is, t)
	})
	come := slices.DeleteFunc(slices.Clone(is), func(t TaskTerms) bool {
		return slices.Contains(was, t)
	})
	for n := range max(len(gone), len(come)) {
		var before, after TaskTerms
		if n < len(gone) {
			before = gone[n]
			c.key = place(slices.Index(was, before))
		}
		if n < len(come) {
			after = come[n]
			c.key = place(slices.Index(is, after))
		}
		c.field("tasks.party", string(before.Party), string(after.Party))
		c.field("tasks.what", before.What, after.What)
		c.field("tasks.when", before.When, after.When)
		c.field("tasks.speak", string(before.Speak), string(after.Speak))
	}
	c.key = ""
}

// place writes the place of a part of a list, from 1.
func place(n int) string { return FormatDecimal(int64(n)+1, 0) }

// items compares items of one number. Of one that is new every field is told, of
// one that is gone only that.
func (c *comparison) items(was, is []ItemTerms) {
	before, after := byNumber(was), byNumber(is)
	all := maps.Clone(before)
	maps.Copy(all, after)
	for _, c.item = range slices.Sorted(maps.Keys(all)) {
		b, a := before[c.item], after[c.item]
		if a == nil {
			c.field("good", string(b.Good), "")
			continue
		}
		if b == nil {
			b = &ItemTerms{}
		}
		c.terms(b, a)
	}
}

func (c *comparison) terms(was, is *ItemTerms) {
	c.field("good", string(was.Good), string(is.Good))
	c.field("from", string(was.From), string(is.From))
	c.field("to", string(was.To), string(is.To))
	c.field("effort", effortOf(was), effortOf(is))
	c.field("floor", was.Floor, is.Floor)
	c.field("ceiling", was.Ceiling, is.Ceiling)
	c.field("price", was.Price, is.Price)
	c.field("market", was.Market, is.Market)
	c.parts("grades", gradesOf(was), gradesOf(is))
	c.field("currency", was.Currency, is.Currency)
	c.field("right", string(was.Right), string(is.Right))
	c.field("back", backOf(was), backOf(is))
	c.parts("schedule", scheduleOf(was), scheduleOf(is))
}

// effortOf is the effort of an item, as old ones are read; none of one that there
// is not.
func effortOf(i *ItemTerms) string {
	if i.Number == 0 || i.Effort != "" {
		return string(i.Effort)
	}
	return string(Firm)
}

func backOf(i *ItemTerms) string {
	if i.Back == 0 {
		return ""
	}
	return i.Back.String()
}

func codes(parties []PartyCode) []string {
	texts := make([]string, len(parties))
	for i, p := range parties {
		texts[i] = string(p)
	}
	return texts
}

func byNumber(items []ItemTerms) map[int]*ItemTerms {
	by := map[int]*ItemTerms{}
	for i := range items {
		by[items[i].Number] = &items[i]
	}
	return by
}

func gradesOf(i *ItemTerms) map[string]string {
	by := map[string]string{}
	for _, g := range i.Grades {
		by[g.Name] = g.Price
	}
	return by
}

func scheduleOf(i *ItemTerms) map[string]string {
	by := map[string]string{}
	for _, s := range i.Schedule {
		by[s.Due.String()] = s.Quantity
	}
	return by
}

func remediesOf(t *Terms) map[string]string {
	by := map[string]string{}
	for _, r := range t.Remedies {
		by[string(r.For)] = r.Text
	}
	return by
}
