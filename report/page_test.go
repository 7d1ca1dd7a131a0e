package report

import (
	"encoding/xml"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"hinterland"
	"hinterland/atlas"
	"hinterland/draw"
	"hinterland/lang"
)

// An element is one tag of a page with what stands in it.
type element struct {
	name   string
	attrs  map[string]string
	text   strings.Builder // its own and that of everything in it
	parent *element
}

// inside finds the nearest element of a name around e.
func (e *element) inside(name string) *element {
	for e = e.parent; e != nil && e.name != name; {
		e = e.parent
	}
	return e
}

// elements reads a page as XML, which it has to be to pass.
func elements(t *testing.T, page string) []*element {
	t.Helper()
	all, err := parsed(page)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func parsed(page string) ([]*element, error) {
	decoder := xml.NewDecoder(strings.NewReader(page))
	var all []*element
	var at *element
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		switch token := token.(type) {
		case xml.StartElement:
			at = &element{name: token.Name.Local, attrs: map[string]string{}, parent: at}
			for _, a := range token.Attr {
				at.attrs[a.Name.Local] = a.Value
			}
			all = append(all, at)
		case xml.EndElement:
			at = at.parent
		case xml.CharData:
			for e := at; e != nil; e = e.parent {
				e.text.Write(token)
			}
		}
	}
}

// named picks the elements of a name.
func named(all []*element, name string) []*element {
	return slices.DeleteFunc(slices.Clone(all), func(e *element) bool { return e.name != name })
}

// pages writes every input that pages are tried with, in both languages.
func pages(t *testing.T, try func(t *testing.T, page string, tongue lang.Tongue)) {
	bare := &Input{Region: &hinterland.Region{}, Plan: &hinterland.Plan{}}
	unzoned := small()
	unzoned.Zoning, unzoned.Drawn = nil, nil
	for i := range unzoned.Region.Places {
		unzoned.Region.Places[i].Zone = ""
	}
	pictured := solved(t, small())
	pictured.Map = ground()
	for name, in := range map[string]*Input{
		"small": solved(t, small()), "empty": bare, "without zones": solved(t, unzoned),
		"with maps": pictured, "random": solved(t, random(1)), "hostile": solved(t, hostile()),
	} {
		for _, tongue := range lang.Tongues() {
			t.Run(name+" "+string(tongue), func(t *testing.T) {
				try(t, written(t, in, tongue), tongue)
			})
		}
	}
}

// ground draws places, those of the small region if none are named, as squares
// in a row.
func ground(codes ...string) *draw.Map {
	if codes == nil {
		codes = []string{"n1", "n2", "s1", "o1"}
	}
	m := &atlas.Topology{}
	for i, code := range codes {
		x := float64(i)
		m.Arcs = append(m.Arcs, atlas.Arc{Left: i, Right: -1, Points: []atlas.Point{
			{Lon: x, Lat: 0},
			{Lon: x + 1, Lat: 0},
			{Lon: x + 1, Lat: 1},
			{Lon: x, Lat: 1},
			{Lon: x, Lat: 0},
		}})
		m.Shapes = append(m.Shapes, atlas.Shape{Code: code, Rings: [][]int{{i}}})
	}
	return &draw.Map{Shapes: m}
}

// evil is a name that tries everything.
const evil = `<script>alert('x')</script>"'&{{.}} javascript:x --> ]]>`

// hostile is the small region with names that try to break out.
func hostile() *Input {
	in := small()
	name := both(evil, "中"+evil)
	for i := range in.Region.Places {
		in.Region.Places[i].Name = name
	}
	for i := range in.Region.Parties {
		in.Region.Parties[i].Name = name
	}
	for i := range in.Region.Goods {
		g := &in.Region.Goods[i]
		g.Name, g.Class, g.Unit, g.Currency = name, evil, evil, evil
	}
	in.Zoning.Settings.Title, in.Zoning.Settings.Period = name, name
	in.Zoning.Settings.Notes = []hinterland.Name{name}
	in.Zoning.Pins[0].Reason = name
	in.Zoning.Centres[0].Name.Chinese = evil
	in.Checks, in.Sources = []string{evil}, []hinterland.Name{name}
	in.Map = ground()
	return in
}

func TestPagesStandAlone(t *testing.T) {
	pages(t, func(t *testing.T, page string, _ lang.Tongue) {
		for _, e := range elements(t, page) {
			if slices.Contains(strings.Fields("script link img iframe object base"), e.name) {
				t.Errorf("there is a %s", e.name)
			}
			for name, value := range e.attrs {
				if name != "xmlns" && strings.Contains(value, "//") ||
					strings.HasPrefix(name, "on") ||
					name == "href" && strings.Contains(value, "javascript:") {
					t.Errorf("%s=%q", name, value)
				}
			}
		}
		if regexp.MustCompile(`@import|url\((?:[^#"']|["'][^#])`).MatchString(page) {
			t.Error("the style fetches something")
		}
	})
}

func TestLinksLeadSomewhere(t *testing.T) {
	pages(t, func(t *testing.T, page string, tongue lang.Tongue) {
		all := elements(t, page)
		ids := map[string]bool{}
		for _, e := range all {
			if id := e.attrs["id"]; id != "" {
				if ids[id] {
					t.Errorf("two elements are called %s", id)
				}
				ids[id] = true
			}
		}
		switches := 0
		for _, e := range all {
			for _, ref := range strings.Fields(e.attrs["aria-labelledby"]) {
				if !ids[ref] {
					t.Errorf("nothing is called %s", ref)
				}
			}
			target, within := strings.CutPrefix(e.attrs["href"], "#")
			if within && !ids[target] {
				t.Errorf("nothing is called %s", target)
			}
			other := e.attrs["hreflang"]
			if other != "" && e.attrs["href"] == FileName(lang.Tongue(other)) {
				switches++
			}
		}
		if switches != 2 {
			t.Errorf("%s: %d links lead to the other language", tongue, switches)
		}
	})
}

func TestPagesCanBeRead(t *testing.T) {
	pages(t, func(t *testing.T, page string, tongue lang.Tongue) {
		all := elements(t, page)
		if html := named(all, "html"); len(html) != 1 || html[0].attrs["lang"] != string(tongue) {
			t.Error("the page does not say its language")
		}
		if n := len(named(all, "h1")); n != 1 {
			t.Errorf("there are %d h1", n)
		}
		level := byte('1')
		for _, e := range all {
			if len(e.name) == 2 && e.name[0] == 'h' && e.name[1] >= '1' && e.name[1] <= '6' {
				if e.name[1] > level+1 {
					t.Errorf("%s follows h%c: %s", e.name, level, e.text.String())
				}
				level = e.name[1]
			}
		}
		for _, table := range named(all, "caption") {
			if strings.TrimSpace(table.text.String()) == "" {
				t.Error("a table has no caption")
			}
		}
		if len(named(all, "caption")) != len(named(all, "table")) {
			t.Error("a table has no caption")
		}
		for _, th := range named(all, "th") {
			if th.attrs["scope"] == "" || strings.TrimSpace(th.text.String()) == "" {
				t.Errorf("a head without scope or text in %q", th.inside("table").text.String())
			}
		}
		if strings.Contains(page, "&lt;no value&gt;") || strings.Contains(page, "%!") {
			t.Error("a value is missing")
		}
	})
}

func TestRowsFitTheirHeads(t *testing.T) {
	pages(t, func(t *testing.T, page string, _ lang.Tongue) {
		all := elements(t, page)
		heads, cells := map[*element]int{}, map[*element]int{}
		for _, e := range all {
			switch {
			case e.attrs["scope"] == "col":
				heads[e.inside("table")]++
			case e.name == "td" || e.attrs["scope"] == "row":
				cells[e.inside("tr")]++
			}
		}
		for tr, n := range cells {
			if table := tr.inside("table"); n != heads[table] {
				t.Errorf("%d cells under %d heads: %s", n, heads[table], table.text.String())
			}
		}
	})
}

func TestHostileNamesAreOnlyNames(t *testing.T) {
	page := written(t, solved(t, hostile()), lang.English)
	if strings.Contains(page, "<script") {
		t.Error("a name became a tag")
	}
	found := false
	for _, e := range named(elements(t, page), "h1") {
		found = found || e.text.String() == evil
	}
	if !found {
		t.Error("the name does not read as it was written")
	}
}

func TestLanguagesDoNotMix(t *testing.T) {
	in := solved(t, small())
	for _, e := range named(elements(t, written(t, in, lang.English)), "main") {
		if strings.ContainsFunc(e.text.String(), isHan) {
			t.Error("the English page has Chinese in it")
		}
	}
	words := regexp.MustCompile(`[A-Za-z]+(?: [A-Za-z]+)+`)
	for _, e := range named(elements(t, written(t, in, lang.Chinese)), "main") {
		text := strings.ReplaceAll(e.text.String(), "hinterland check-plan a b", "")
		if found := words.FindString(strings.ReplaceAll(text, "own class", "")); found != "" {
			t.Errorf("the Chinese page says %q", found)
		}
	}
}

func TestSwatchesAreThoseOfTheMap(t *testing.T) {
	in := solved(t, small())
	in.Map = ground()
	page := written(t, in, lang.English)
	used := regexp.MustCompile(`url\(#(map-zones-z\d+)\)`).FindAllStringSubmatch(page, -1)
	if len(used) < 2 {
		t.Fatal("the map has no colours")
	}
	for _, m := range used {
		if !strings.Contains(page, `id="`+m[1]+`"`) {
			t.Errorf("there is no pattern %s", m[1])
		}
	}
}
