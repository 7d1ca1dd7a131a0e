package report

import (
	"math/big"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"hinterland"
	"hinterland/lang"
)

// plain words a text without values.
func (b *book) plain(key string) string { return b.say.Say(key, nil) }

// name chooses the reader's name of a thing.
func (b *book) name(n hinterland.Name, code string) string {
	return b.say.Name(n.English, n.Chinese, code)
}

func (b *book) goodName(g *hinterland.Good) string { return b.name(g.Name, string(g.Code)) }

func (b *book) placeName(c hinterland.PlaceCode) string {
	if p, ok := b.index.Place[c]; ok {
		return b.name(p.Name, string(c))
	}
	return string(c)
}

func (b *book) partyName(c hinterland.PartyCode) string {
	if p, ok := b.index.Party[c]; ok {
		return b.name(p.Name, string(c))
	}
	return string(c)
}

func (b *book) zoneName(c hinterland.ZoneCode) string {
	if z, ok := b.zoneAt[c]; ok {
		return b.zones[z].name
	}
	return string(c)
}

// period names a period: "month 3".
func (b *book) period(p hinterland.Period) string {
	return b.say.Say("report.period", lang.Args{"word": b.periodWord(), "n": int(p)})
}

func (b *book) periodWord() string {
	word := b.in.Zoning.Settings.Period
	if word == (hinterland.Name{}) {
		return b.plain("report.period.word")
	}
	return b.name(word, "")
}

// periodHead heads a column of periods.
func (b *book) periodHead() string { return capital(b.periodWord()) }

// capital begins a text with a capital letter, where it has such.
func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return text
	}
	return string(unicode.ToUpper(first)) + text[size:]
}

// className words a class of goods. Classes of an office's own are shown as
// they are written.
func (b *book) className(class string) string {
	keys := map[string]string{
		"food": "report.class.food", "raw material": "report.class.raw",
		"means of production": "report.class.means", "labour": "report.class.labour",
		"service": "report.class.service", "money": "report.class.money",
		"": "report.class.other",
	}
	key, known := keys[class]
	if !known {
		return class
	}
	// lang: report.class.food report.class.raw report.class.means report.class.labour
	// lang: report.class.service report.class.money report.class.other
	return b.plain(key)
}

// unit words a unit for so many of it. Units of an office's own are shown as
// they are written.
func (b *book) unit(g *hinterland.Good, count int) string {
	keys := map[string]string{
		"t": "report.unit.tonne", "kg": "report.unit.kilogram", "piece": "report.unit.piece",
		"d": "report.unit.day", "h": "report.unit.hour", "place": "report.unit.place",
		"CNY": "report.unit.yuan", "USD": "report.unit.dollar", "m3": "report.unit.metre3",
		"L": "report.unit.litre", "MWh": "report.unit.megawatthour", "head": "report.unit.head",
	}
	key, known := keys[g.Unit]
	if !known {
		return g.Unit
	}
	// lang: report.unit.tonne report.unit.kilogram report.unit.piece report.unit.day
	// lang: report.unit.hour report.unit.place report.unit.yuan report.unit.dollar
	// lang: report.unit.metre3 report.unit.litre report.unit.megawatthour report.unit.head
	return b.say.Say(key, lang.Args{"count": count})
}

// units words the unit for a column's head.
func (b *book) units(g *hinterland.Good) string { return b.unit(g, 2) }

func (b *book) currency(code string) string {
	switch code {
	case "CNY":
		return b.say.Say("report.unit.yuan", lang.Args{"count": 2})
	case "USD":
		return b.say.Say("report.unit.dollar", lang.Args{"count": 2})
	}
	return code
}

// inScale names what the sums of a scale are counted in: "million yuan".
func (b *book) inScale(s scale, currency string) string {
	if s.word == "" {
		return b.currency(currency)
	}
	return b.say.Say("report.scaled", lang.Args{"scale": s.word, "currency": b.currency(currency)})
}

// money writes a sum with scale and currency.
func (b *book) money(number string, s scale, currency string) string {
	return b.say.Say("report.quantity",
		lang.Args{"number": number, "unit": b.inScale(s, currency)})
}

// priority words a class of needs; 0 is what agreements guarantee and what is
// fixed.
func (b *book) priority(class int) string {
	if class == 0 && len(b.in.Region.Fixings) > 0 {
		return b.plain("report.priority.fixed")
	}
	if class == 0 {
		return b.plain("report.priority.floors")
	}
	return b.say.Say("report.priority.n", lang.Args{"n": class})
}

// count writes a whole number.
func (b *book) count(n int) string { return b.say.Number(strconv.Itoa(n)) }

func (b *book) whole(n int64) string { return b.say.Number(strconv.FormatInt(n, 10)) }

// steps writes a quantity of a good, without its unit.
func (b *book) steps(g *hinterland.Good, n int64) string {
	return b.say.Number(hinterland.FormatDecimal(n, g.Decimals))
}

// quantity writes a quantity with its unit.
func (b *book) quantity(g *hinterland.Good, n int64) string {
	count := 2
	if hinterland.FormatDecimal(n, g.Decimals) == "1" {
		count = 1
	}
	return b.say.Say("report.quantity",
		lang.Args{"number": b.steps(g, n), "unit": b.unit(g, count)})
}

// percent writes a part of a whole.
func (b *book) percent(part, whole int64) string {
	return b.say.Percent(big.NewInt(part), big.NewInt(whole))
}

// A scale shortens large sums for a table: all of them in thousands, say.
type scale struct {
	power int    // sums are in 10^power
	word  string // "thousand", or empty
}

// scaleFor returns the scale in which the largest of some sums, in steps of
// 10^-places, has at most five digits before the point.
func (b *book) scaleFor(most *big.Int, places int) scale {
	// lang: report.scale.4 report.scale.3 report.scale.6 report.scale.8 report.scale.9
	powers := []int{3, 6, 9}
	if b.say.Tongue() == lang.Chinese {
		powers = []int{4, 8}
	}
	s := scale{}
	digits := len(new(big.Int).Abs(most).String()) - places
	for _, power := range powers {
		if digits > power+1 && digits > 5 {
			s = scale{power, b.plain("report.scale." + strconv.Itoa(power))}
		}
	}
	return s
}

// sum writes a sum in a scale, rounded half to even to one decimal place.
func (b *book) sum(n *big.Int, places int, s scale) string {
	drop := places + s.power - 1
	if drop <= 0 {
		return b.say.Number(hinterland.FormatTotal(n, places))
	}
	divisor := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(drop)), nil)
	return b.say.Number(withTenth(roundHalfEven(n, divisor).String()))
}

// withTenth sets the point before the last digit and keeps an idle zero, so
// that a column of numbers lines up.
func withTenth(digits string) string {
	sign := ""
	if digits[0] == '-' {
		sign, digits = "-", digits[1:]
	}
	if len(digits) == 1 {
		digits = "0" + digits
	}
	return sign + digits[:len(digits)-1] + "." + digits[len(digits)-1:]
}

func roundHalfEven(n, divisor *big.Int) *big.Int {
	quotient, rest := new(big.Int).DivMod(n, divisor, new(big.Int))
	twice := rest.Lsh(rest, 1).Cmp(divisor)
	if twice > 0 || twice == 0 && quotient.Bit(0) == 1 {
		quotient.Add(quotient, big.NewInt(1))
	}
	return quotient
}

// sentences sets sentences one after another.
func (b *book) sentences(list ...string) string {
	between := " "
	if b.say.Tongue() == lang.Chinese {
		between = ""
	}
	return strings.Join(slices.DeleteFunc(list, func(s string) bool { return s == "" }), between)
}

// list sets names one after another.
func (b *book) list(names []string) string {
	return b.say.List(names)
}
