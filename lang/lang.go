// Package lang words everything that people read, in English and in Chinese:
// texts by key, numbers and names. A third language is one more catalogue.
//
// It decides how things are said and refuses to know what they mean: keys and
// values come from its callers. A test holds the catalogues complete, so a
// missing key is a broken invariant and not a case to handle.
//
// Read For first.
package lang

import (
	"embed"
	"encoding/json"
	"fmt"
	"maps"
	"math/big"
	"strings"
	"sync"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

//go:embed *.json
var catalogues embed.FS

// A Tongue is a language that the program speaks.
type Tongue string

// The languages of the program. English is spoken to readers of any other.
const (
	English Tongue = "en"
	Chinese Tongue = "zh-Hans"
)

// Tongues lists the languages of the program, each equal to the others.
func Tongues() []Tongue { return []Tongue{English, Chinese} }

// Match finds the tongue for a wish such as "zh", "zh-CN", "zh_CN.UTF-8" or
// an Accept-Language header; English if there is nothing better.
func Match(wish string) Tongue {
	if !strings.ContainsAny(wish, ",;") {
		wish, _, _ = strings.Cut(wish, ".") // a locale names its encoding behind a point
	}
	wish = strings.ReplaceAll(wish, "_", "-")
	tags, _, err := language.ParseAcceptLanguage(wish)
	if err != nil {
		return English
	}
	_, index, _ := matcher().Match(tags...)
	return Tongues()[index]
}

// matcher is made once: a server asks for each page what its reader speaks.
var matcher = sync.OnceValue(func() language.Matcher {
	return language.NewMatcher([]language.Tag{language.English, language.SimplifiedChinese})
})

// Knows reports whether a wish asks for a tongue of the program. Match answers
// English where it does not.
func Knows(wish string) bool {
	head, _, _ := strings.Cut(strings.ReplaceAll(wish, "_", "-"), "-")
	return head == "en" || head == "zh"
}

// Args are the values that a text mentions by name. An arg called "count"
// chooses between a text's singular and plural.
type Args map[string]any

// A Printer words texts in one language.
type Printer struct {
	tongue    Tongue
	localizer *i18n.Localizer
}

// The catalogues, each read when it is first spoken from, and once: to read
// both took as much memory as a county's network, and a server speaks often.
var (
	english = sync.OnceValue(func() *i18n.Bundle { return bundle(English) })
	chinese = sync.OnceValue(func() *i18n.Bundle { return bundle(Chinese) })
)

// bundle reads the catalogue of one language. It is part of the program and
// cannot be broken without its tests failing.
func bundle(t Tongue) *i18n.Bundle {
	b := i18n.NewBundle(language.Make(string(t)))
	b.RegisterUnmarshalFunc("json", json.Unmarshal)
	if _, err := b.LoadMessageFileFS(catalogues, string(t)+".json"); err != nil {
		panic(fmt.Sprintf("lang: catalogue %s: %v", t, err))
	}
	return b
}

// For returns the printer of a language.
func For(t Tongue) *Printer {
	b := english
	if t == Chinese {
		b = chinese
	}
	return &Printer{tongue: t, localizer: i18n.NewLocalizer(b(), string(t))}
}

// Tongue is the language that p speaks.
func (p *Printer) Tongue() Tongue { return p.tongue }

// Say words the text of key; of several texts in one arg it makes a list, and sets
// thousands apart in a figure and in the count. A key that no catalogue has panics: it is a mistake
// in the program that a test finds.
func (p *Printer) Say(key string, args Args) string {
	for name, value := range args {
		if of, several := value.(interface{ Texts() []string }); several {
			value = of.Texts()
		}
		if of, one := value.(interface{ Figure() string }); one {
			args = maps.Clone(args)
			args[name] = p.Number(of.Figure())
		}
		if things, several := value.([]string); several {
			args = maps.Clone(args)
			args[name] = p.List(things)
		}
	}
	config := &i18n.LocalizeConfig{MessageID: key}
	if count, ok := args["count"]; ok {
		config.PluralCount = count
		args = maps.Clone(args)
		args["count"] = p.Number(fmt.Sprint(count))
	}
	config.TemplateData = args
	text, err := p.localizer.Localize(config)
	if err != nil {
		panic(fmt.Sprintf("lang: %s: %v", key, err))
	}
	return text
}

// InAll are a text that takes no args, in every language: what is looked for may
// be in another than the page.
func InAll(key string) (texts []string) {
	for _, t := range Tongues() {
		texts = append(texts, For(t).Say(key, nil))
	}
	return texts
}

// List sets things one after another.
func (p *Printer) List(things []string) string {
	return strings.Join(things, p.Say("web.and", nil))
}

// Name chooses between the two names of a thing; where the reader's is
// missing the other stands in, and where both are, the code.
func (p *Printer) Name(english, chinese, code string) string {
	first, second := english, chinese
	if p.tongue == Chinese {
		first, second = chinese, english
	}
	switch {
	case first != "":
		return first
	case second != "":
		return second
	}
	return code
}

// Percent words a part of a whole, 0 ≤ part ≤ whole, in tenths of a per cent.
// It is rounded down, so that only all is 100% and only nothing is 0%; of a
// whole of nought there is a dash.
func (p *Printer) Percent(part, whole *big.Int) string {
	if whole.Sign() == 0 {
		return "–"
	}
	tenths := new(big.Int).Mul(part, big.NewInt(1000))
	tenths.Quo(tenths, whole)
	if tenths.Sign() == 0 && part.Sign() > 0 {
		return "<0.1%"
	}
	return fmt.Sprintf("%d.%d%%", tenths.Int64()/10, tenths.Int64()%10)
}

// Number sets thousands apart in a decimal text such as "1234567.89": with
// commas, as both languages do.
func (p *Printer) Number(decimal string) string {
	digits, negative := strings.CutPrefix(decimal, "-")
	whole, fraction, point := strings.Cut(digits, ".")
	var b strings.Builder
	if negative {
		b.WriteString("−")
	}
	for i, d := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(d)
	}
	if point {
		b.WriteByte('.')
		b.WriteString(fraction)
	}
	return b.String()
}
