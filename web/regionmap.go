package web

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// The form that loads a map has two steps, as that which draws zones: its first
// button looks at the file and says what is in it, what is wrong with it, and
// what it says otherwise than the office; the second loads what was shown.

// The fields of the form beside those of the act, and its button.
const (
	mapField    = "file"
	lookedField = "looked" // what was found in the file: see lookedMap
	lookButton  = "look"
	bordersTake = "take"
	bordersLeft = "leave"
)

// A MapLook is what a map says: under which property of its shapes the codes of
// places are, those of places that it knows, who is next to whom by it, and what
// is wrong with it.
//
// This file decides nothing about maps: what is one, which codes its shapes have and
// what is wrong with it is found out by who draws them (see Maps), and what it means
// for the office by the act.
type MapLook struct {
	Property string
	Shapes   int
	Codes    []hinterland.PlaceCode // of shapes, whether there is such a place or not
	Borders  []hinterland.PlacePair
	Faults   hinterland.Refusals
}

// A MapMatch is how a map fits the places of an office: how many have a shape, which
// have none, which shapes are of no place, and which neighbours it shows.
type MapMatch struct {
	Found   int
	Missing []hinterland.Place
	Strange []hinterland.PlaceCode
	Borders []hinterland.PlacePair
}

// Match compares a map with all places of an office, and refuses one of elsewhere.
// Whether a border joins places of the office is asked here and not of the map: shapes
// of neighbouring regions often stand on a map too, and are drawn as ground.
func (l *MapLook) Match(places []hinterland.Place) (m MapMatch, err error) {
	there, drawn := codesOf(places), map[hinterland.PlaceCode]bool{}
	for _, code := range l.Codes {
		drawn[code] = true
		if there[code] {
			m.Found++
		} else {
			m.Strange = append(m.Strange, code)
		}
	}
	if m.Found == 0 {
		return m, hinterland.Refuse(hinterland.Invalid, "map.places", nil)
	}
	for i := range places {
		if !drawn[places[i].Code] {
			m.Missing = append(m.Missing, places[i])
		}
	}
	for _, pair := range l.Borders {
		if there[pair.A] && there[pair.B] {
			m.Borders = append(m.Borders, pair)
		}
	}
	return m, nil
}

// codesOf are those of places.
func codesOf(places []hinterland.Place) map[hinterland.PlaceCode]bool {
	there := make(map[hinterland.PlaceCode]bool, len(places))
	for i := range places {
		there[places[i].Code] = true
	}
	return there
}

// A lookedMap is what was found in a file, as it travels through the form under
// the server's seal.
type lookedMap struct {
	File             string
	Property         string
	Shapes           int
	Found            int
	Missing, Strange []string               // places without a shape, shapes without a place
	Unmapped         []hinterland.PlaceCode // those without a shape
	Borders          []hinterland.PlacePair
	Faults           []mapFault
}

// A mapFault is one thing that is wrong with a map.
type mapFault struct {
	Reason hinterland.Reason
	Args   hinterland.Args
}

// A mappingBody is what the form says of a map that was looked at.
type mappingBody struct {
	Facts   []fact
	Faults  []fault
	Borders []mappedRow
	More    []string // of what is not listed
}

// A mappedRow is two places of which the map says otherwise than stands recorded.
type mappedRow struct{ Pair, Path, Map, Stands string }

// mappedShown is how many rows of one kind a page of a map lists.
const mappedShown = 100

// loadMap loads a map of the region. A map with faults can be loaded: they are told, and
// whether it is good enough to draw by is for its reader to say.
func loadMap() form {
	return form{
		uploads: true,
		edit:    func(d *draft, _ string) { d.lookAtMap() },
		read:    func(d *draft) office.Act { return d.readMap() },
		paint:   paintMap,
		then:    func(*draft, hinterland.Entry) string { return "/zones" },
	}
}

// looked is what was found in the file of the form; nil where nobody looked, or another
// file has come since. A seal that is not ours, as after a restart of the server, counts
// as that: the form asks for another look and keeps what was typed.
func (d *draft) looked(digest string) *lookedMap {
	text, ours := d.unsealed(d.typed.Get(lookedField))
	var l lookedMap
	if !ours || json.Unmarshal(text, &l) != nil || l.File != digest || digest == "" {
		return nil
	}
	return &l
}

// readMap is the act that loads what was looked at. It never reads the file: it is made
// while records are read too, and one request may not ask them twice at a time.
func (d *draft) readMap() *office.LoadMap {
	act := &office.LoadMap{
		Name: d.text(mapField + nameEnd), File: d.file(mapField), Source: d.text("source"),
		Licence: d.text("licence"), Based: d.based(),
	}
	if act.File == "" {
		d.fault(mapField, hinterland.Refuse(hinterland.Invalid, "cell.blank", nil))
	}
	borders := d.text("borders")
	if borders != bordersTake && borders != bordersLeft {
		d.fault("borders", hinterland.Refuse(hinterland.Invalid, "cell.blank", nil))
	}
	l := d.looked(act.File)
	switch {
	case l == nil:
		if len(d.faults) == 0 {
			d.fault("", hinterland.Refuse(hinterland.Invalid, "map.unlooked", nil))
		}
		return act
	case borders == bordersTake:
		act.Borders = l.Borders
	}
	act.Property = l.Property
	return act
}

// lookAtMap looks at the file that has come. Everything else of the form may still be
// missing: who looks first learns what to say of the map. Nothing is recorded, but that
// the act will rest on what stands now.
func (d *draft) lookAtMap() {
	d.typed.Del(lookedField)
	digest := d.readMap().File
	d.faults = slices.DeleteFunc(d.faults, func(r *hinterland.Refusal) bool {
		return r.At.Column != mapField
	})
	if len(d.faults) > 0 {
		return
	}
	var places []hinterland.Place
	var act office.LoadMap
	err := d.view(func(v *office.View) (err error) {
		base, err := v.Base(&act)
		d.typed.Set(baseField, hinterland.FormatDecimal(base, 0))
		if err == nil {
			places, err = v.AllPlaces()
		}
		return err
	})
	var l *lookedMap
	if err == nil {
		l, err = d.lookInto(digest, places)
	}
	if len(refusalsIn(err)) > 0 {
		d.fault(mapField, err)
	} else if err != nil {
		d.failed = err
	}
	if err != nil {
		return
	}
	text, err := json.Marshal(l)
	if err != nil {
		panic("web: what was found is plain data: " + err.Error())
	}
	d.typed.Set(lookedField, d.sealed(text))
}

// lookInto finds out what a file says of places.
func (d *draft) lookInto(digest string, places []hinterland.Place) (*lookedMap, error) {
	kept, err := d.Files.File(d.ctx, digest)
	if err != nil {
		return nil, err
	}
	if kept.Type != hinterland.MapText {
		return nil, hinterland.Refuse(hinterland.Invalid, "map.file", nil)
	}
	look, err := d.Maps.Look(kept.Content, codesOf(places))
	if err != nil {
		return nil, err
	}
	match, err := look.Match(places)
	l := &lookedMap{
		File: digest, Property: look.Property, Shapes: look.Shapes,
		Found: match.Found, Borders: match.Borders,
	}
	for _, code := range match.Strange {
		l.Strange = append(l.Strange, string(code))
	}
	for _, p := range match.Missing {
		l.Missing = append(l.Missing, nameOf(d.say, p.Name, p.Code))
		l.Unmapped = append(l.Unmapped, p.Code)
	}
	for _, f := range look.Faults {
		l.Faults = append(l.Faults, mapFault{f.Reason, f.Args})
	}
	return l, err
}

// paintMap asks for a map, and says what was found in it.
func paintMap(d *draft) (*formPage, error) {
	file, kept := d.fileField(mapField, "web.map.file")
	file.Accept = strings.Join(hinterland.MapText.Ends(), ",")
	page := &formPage{
		Title: d.say.Say("web.map.load", nil), Lead: d.say.Say("web.map.lead", nil),
		Submit: d.say.Say("web.map.look", nil), Do: lookButton, Once: true, Hidden: kept,
		Groups: []group{{Fields: []field{
			file.hint(d.say.Say("web.map.hint", lang.Args{"most": hinterland.MaxFile >> 20})).
				instead("name", "property"),
			d.field("text", "source", "column.source").optional(),
			d.field("text", "licence", "column.licence").optional(),
			d.field("choice", "borders", "web.map.borders").from([]option{
				{bordersTake, d.say.Say("web.map.borders.take", nil)},
				{bordersLeft, d.say.Say("web.map.borders.leave", nil)},
			}),
		}}},
	}
	digest, _ := d.unsealed(d.typed.Get(mapField + keptEnd))
	l := d.looked(string(digest))
	if l == nil {
		return page, nil
	}
	page.Hidden = append(page.Hidden, d.filled("", lookedField))
	page.Submit, page.Do, page.Once = d.say.Say("web.map.load", nil), "", false
	page.Again = &button{Do: lookButton, Text: d.say.Say("web.map.again", nil)}
	body := &mappingBody{Facts: d.lookedFacts(l)}
	page.Mapping = body
	for _, f := range l.Faults[:min(len(l.Faults), mappedShown)] {
		body.Faults = append(body.Faults, d.mapFaultWords(f))
	}
	if more := len(l.Faults) - len(body.Faults); more > 0 {
		body.More = append(body.More, d.say.Say("web.map.faults.more", lang.Args{"count": more}))
	}
	return page, d.fillMapped(body, l)
}

// mapFaultWords word what is wrong with a map.
func (a *ask) mapFaultWords(f mapFault) fault {
	args := lang.Args(f.Args)
	return fault{
		Text:   a.say.Say("refusal."+string(f.Reason), args),
		Remedy: a.say.Say("remedy."+string(f.Reason), args),
	}
}

// lookedFacts say which places a map has, and under which property their codes.
func (d *draft) lookedFacts(l *lookedMap) []fact {
	codes := l.Property
	if codes == "" {
		codes = d.say.Say("web.map.ids", nil)
	}
	facts := []fact{
		{Label: d.say.Say("web.map.found", nil), Text: d.say.Say("web.map.found.of", lang.Args{
			"found": l.Found, "places": l.Found + len(l.Missing), "shapes": l.Shapes,
		})},
		{Label: d.say.Say("column.property", nil), Text: codes},
		{Label: d.say.Say("web.map.pairs", nil), Text: d.figure(int64(len(l.Borders)))},
	}
	for _, few := range []struct {
		key   string
		codes []string
	}{{"web.map.missing", l.Missing}, {"web.map.strange", l.Strange}} {
		// lang: web.map.missing web.map.strange
		if len(few.codes) > 0 {
			facts = append(facts, fact{Label: d.say.Say(few.key, nil), Text: d.few(few.codes)})
		}
	}
	return facts
}

// few names some, and counts the rest: of a wrong map it may be all of them.
func (a *ask) few(names []string) string {
	shown := slices.Clone(names[:min(len(names), 40)])
	if more := len(names) - len(shown); more > 0 {
		shown = append(shown, a.say.Say("web.map.others", lang.Args{"count": more}))
	}
	return strings.Join(shown, a.say.Say("web.and", nil))
}

// fillMapped lays out of which places the map says otherwise than stands recorded: as
// it stands whenever the page is shown, not as it stood when somebody looked. Of places
// that it lacks it says nothing.
func (d *draft) fillMapped(body *mappingBody, l *lookedMap) error {
	s, err := d.v.Surroundings("")
	if err != nil {
		return err
	}
	shown := map[hinterland.PlacePair]bool{}
	for _, p := range l.Borders {
		p.A, p.B = hinterland.InOrder(p.A, p.B)
		shown[p] = true
	}
	lacks := map[hinterland.PlaceCode]bool{}
	for _, code := range l.Unmapped {
		lacks[code] = true
	}
	var differ []hinterland.Border
	for _, b := range s.Borders {
		pair := hinterland.PlacePair{A: b.A, B: b.B}
		if !lacks[b.A] && !lacks[b.B] && shown[pair] != b.Stands() {
			differ = append(differ, b)
		}
		delete(shown, pair)
	}
	for pair := range shown {
		differ = append(differ, hinterland.Border{A: pair.A, B: pair.B})
	}
	slices.SortFunc(differ, func(a, b hinterland.Border) int {
		return cmp.Or(strings.Compare(string(a.Ruling), string(b.Ruling)),
			cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B))
	})
	slices.Reverse(differ) // what was said by hand comes first
	if more := len(differ) - mappedShown; more > 0 {
		body.More = append(body.More, d.say.Say("web.map.borders.more", lang.Args{"count": more}))
		differ = differ[:mappedShown]
	}
	return d.mappedRows(body, differ)
}

func (d *draft) mappedRows(body *mappingBody, differ []hinterland.Border) error {
	var codes []hinterland.PlaceCode
	for _, b := range differ {
		codes = append(codes, b.A, b.B)
	}
	n := d.noNames(d.v)
	if err := n.learnPlaces(codes); err != nil {
		return err
	}
	for i := range differ {
		b := &differ[i]
		row := mappedRow{
			Pair: n.place(b.A) + " – " + n.place(b.B), Path: pairPath(b.A, b.B),
			Stands: d.borderTag(b).Text,
		}
		if b.Empty() {
			row.Stands = d.say.Say("web.map.unsaid", nil)
		}
		if b.Reason != "" {
			row.Stands += d.say.Say("web.colon", nil) + b.Reason
		}
		key := "web.map.apart"
		if !b.Stands() {
			key = "web.map.beside"
		}
		// lang: web.map.apart web.map.beside
		row.Map = d.say.Say(key, nil)
		body.Borders = append(body.Borders, row)
	}
	return nil
}

// downloadMap gives the map back as it came, to be saved and never shown: browsers run
// nothing of it. Its address is not one of a record's files, since it is on none: it
// is the region's, and whoever sees places may have it. Nothing else is told by it than
// what every drawing shows.
func downloadMap(a *ask) error {
	var m hinterland.RegionMap
	err := a.view(func(v *office.View) (err error) { m, err = v.Map(); return err })
	if err != nil {
		return err
	}
	if m.File == "" {
		return hinterland.Refuse(hinterland.NotFound, "map.absent", nil)
	}
	file, err := a.Files.File(a.ctx, m.File)
	if err != nil {
		return err
	}
	return a.giveFile(m.Name, &file, m.File)
}

// mapWords say whose map is drawn.
func (a *ask) mapWords(m *hinterland.RegionMap) string {
	said := []string{a.say.Say("web.map.real", nil)}
	for _, text := range []string{m.Source, m.Licence} {
		if text != "" {
			said = append(said, text)
		}
	}
	return strings.Join(said, " · ")
}
