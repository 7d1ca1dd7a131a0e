package main

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"log/slog"
	"slices"
	"strconv"
	"sync"
	"time"

	"hinterland"
	"hinterland/atlas"
	"hinterland/draw"
	"hinterland/web"
)

// zoneMaps draws maps of zones: with the borders of a map that was loaded,
// or on cells that are grown from where places are and whom they border on.
// Either takes seconds for some hundred places, so it is done beside the
// pages, once for each map or neighbourhood, and kept beside the records
// too, so that a new process has it before anybody asks. The same places
// come to the same cells in any process.
type zoneMaps struct {
	log    *slog.Logger
	files  hinterland.Files // maps that were loaded
	ground kept[*ground]
	drawn  kept[[]byte]

	keeping sync.Mutex
	beside  hinterland.Drawings // what is kept; nil where nothing is, or no more
}

// A ground is what places look like, or will once that is worked out.
type ground struct {
	ready chan struct{} // closed when it is
	cells *draw.Map     // nil where there is none
}

// cellsAwaited is how long a page waits for a ground that is being worked out.
const cellsAwaited = 200 * time.Millisecond

// groundsKept is how many grounds lie beside the records.
const groundsKept = 12

// newZoneMaps makes one that knows what is kept, so that the first page
// after a start has its map. What cannot be read, because another release
// has drawn it otherwise, is worked out again.
func newZoneMaps(
	ctx context.Context, log *slog.Logger, files hinterland.Files, beside hinterland.Drawings,
) *zoneMaps {
	z := &zoneMaps{log: log, files: files, beside: beside}
	if beside == nil {
		return z
	}
	found, err := beside.LatestDrawings(ctx, groundsKept)
	if err != nil {
		log.Error("what was drawn cannot be read", "error", err)
	}
	for i := range found {
		var key [sha256.Size]byte
		g := &ground{ready: make(chan struct{}), cells: &draw.Map{}}
		n, err := hex.Decode(key[:], []byte(found[i].Key))
		if err == nil && n == len(key) && json.Unmarshal([]byte(found[i].Content), g.cells) == nil {
			close(g.ready)
			z.ground.keep(key, g)
		}
	}
	return z
}

// ahead lets what the zones of a region are drawn on be worked out before
// anybody asks for it, as pages will ask: see web.Maps. Of more places than
// a page draws each, it leaves the cells to the page, which knows the
// zones.
func (z *zoneMaps) ahead(ctx context.Context, records hinterland.Records) error {
	m := &web.ZoneMap{}
	err := records.Read(ctx, func(tx hinterland.Tx) error {
		zones, err := tx.Zones()
		if err != nil || len(zones) == 0 {
			return err
		}
		real, err := tx.Map()
		var none *hinterland.Refusal
		if errors.As(err, &none) && none.Kind == hinterland.NotFound {
			return neighbourhood(tx, m)
		}
		m.Real.File, m.Real.Property = real.File, real.Property
		return err
	})
	if err == nil && (m.Real.File != "" || len(m.Places) > 1) && len(m.Places) <= web.PlacesDrawn {
		z.groundOf(m)
	}
	return err
}

// end keeps nothing any more, and waits for what is being kept. A ground
// takes seconds, for which nobody who closes an office should wait; but
// once its database is closed, nothing may reach for it.
func (z *zoneMaps) end() {
	z.keeping.Lock()
	defer z.keeping.Unlock()
	z.beside = nil
}

// neighbourhood fills in the places of which it is said where they are and
// whom they border on, by code, as web.Maps is asked for them.
func neighbourhood(tx hinterland.Tx, m *web.ZoneMap) error {
	borders, err := tx.Borders()
	if err != nil {
		return err
	}
	var codes []hinterland.PlaceCode
	for i := range borders {
		if b := &borders[i]; b.Stands() {
			codes = append(codes, b.A, b.B)
			m.Borders = append(m.Borders, [2]string{string(b.A), string(b.B)})
		}
	}
	slices.Sort(codes)
	places, err := tx.PlacesBy(slices.Compact(codes))
	slices.SortFunc(places, func(a, b hinterland.Place) int { return cmp.Compare(a.Code, b.Code) })
	for i := range places {
		if p := &places[i]; p.Lon != hinterland.Nowhere {
			m.Places = append(m.Places, web.MapPlace{
				Code: string(p.Code), Lon: int64(p.Lon), Lat: int64(p.Lat),
			})
		}
	}
	return err
}

// Zones implements web.Maps.
func (z *zoneMaps) Zones(m *web.ZoneMap) (svg []byte, coming bool) {
	key := digestOf(m)
	if svg, had := z.drawn.had(key); had {
		return svg, false
	}
	g := z.groundOf(m)
	select {
	case <-g.ready:
	case <-time.After(cellsAwaited):
		return nil, true
	}
	if g.cells != nil {
		svg = drawn(g.cells, m)
	} else if m.Real.File != "" {
		return nil, false // what could not be read may be another time; cells never
	}
	z.drawn.keep(key, svg)
	return svg, false
}

// groundOf finds what the places of a map look like, and lets it be worked
// out if nobody has asked for it.
//
// A ground is found by all that it is worked out from: a map by its file
// and where the codes are, cells by places, positions and borders. So a
// changed border has new cells by itself, and what stood before is there
// again once the change is undone. Names, zones and languages are not among
// it: they are drawn on the ground.
func (z *zoneMaps) groundOf(m *web.ZoneMap) *ground {
	fresh := &ground{ready: make(chan struct{})}
	if m.Real.File != "" {
		key := digestOf([]string{"map", m.Real.File, m.Real.Property})
		g := z.ground.keep(key, fresh)
		if g == fresh {
			go z.work(key, g, func() (*draw.Map, error) { return z.read(m.Real) })
		}
		return g
	}
	sites, codes := make([]atlas.Site, len(m.Places)), make([]string, len(m.Places))
	for i, p := range m.Places {
		at := atlas.Point{Lon: float64(p.Lon) / 1e6, Lat: float64(p.Lat) / 1e6}
		sites[i], codes[i] = atlas.Site{Code: p.Code, At: at}, p.Code
	}
	borders := bordersIn(m)
	key := digestOf(struct {
		Sites   []atlas.Site
		Borders []atlas.Border
	}{sites, borders})
	g := z.ground.keep(key, fresh)
	if g == fresh {
		go z.work(key, g, func() (*draw.Map, error) { return grown(sites, codes, borders) })
	}
	return g
}

// bordersIn are those between places of a map. Others lead to places of
// which nobody has said where they are.
func bordersIn(m *web.ZoneMap) (borders []atlas.Border) {
	there := map[string]bool{}
	for _, p := range m.Places {
		there[p.Code] = true
	}
	for _, b := range m.Borders {
		if there[b[0]] && there[b[1]] {
			borders = append(borders, atlas.Border{A: b[0], B: b[1]})
		}
	}
	return borders
}

// work works a ground out, and keeps it in memory for the pages that wait
// and beside the records for the next process. That it cannot be kept is no
// reason not to show it. Whoever asks meanwhile waits for the same; after a
// failure it is tried again.
func (z *zoneMaps) work(key [sha256.Size]byte, g *ground, how func() (*draw.Map, error)) {
	defer close(g.ready)
	cells, err := how()
	if err != nil {
		z.log.Error("no map of zones is drawn", "error", err)
		z.ground.drop(key)
		return
	}
	g.cells = cells
	z.keeping.Lock()
	defer z.keeping.Unlock()
	if z.beside == nil {
		return
	}
	text, err := json.Marshal(cells)
	if err == nil {
		err = z.beside.PutDrawing(context.Background(), hinterland.Drawing{
			Key: hex.EncodeToString(key[:]), Content: string(text),
			At: hinterland.InstantOf(time.Now()),
		}, groundsKept)
	}
	if err != nil {
		z.log.Error("what was drawn cannot be kept", "error", err)
	}
}

// grown are cells that are grown, with links between neighbours whose cells
// do not touch. They stand for places of which no map was loaded, and
// whoever draws them says that they are schematic.
func grown(sites []atlas.Site, codes []string, borders []atlas.Border) (*draw.Map, error) {
	graph, err := atlas.NewGraph(codes, borders)
	if err != nil {
		return nil, err
	}
	shapes, err := atlas.Grow(sites, graph)
	if err != nil {
		return nil, err
	}
	return &draw.Map{Shapes: shapes, Links: apart(shapes, graph)}, nil
}

// apart are neighbours that do not touch. A reader who sees two places
// apart takes them for strangers, so a dashed line joins them on any map.
func apart(shapes *atlas.Topology, graph *atlas.Graph) (links [][2]string) {
	for _, missing := range shapes.Touching(graph).Missing {
		links = append(links, [2]string{missing.A, missing.B})
	}
	return links
}

// drawn draws places by zone as they look.
func drawn(cells *draw.Map, of *web.ZoneMap) []byte {
	m := draw.Map{
		Shapes: cells.Shapes, Links: cells.Links, Bare: true, ID: "map",
		Title: of.Title, Desc: of.Desc, Legend: of.Legend, Mark: of.Mark, Unit: of.Real.Unit,
		Places: map[string]draw.Place{},
	}
	for _, p := range of.Places {
		m.Places[p.Code] = draw.Place{
			Name: p.Name, Title: p.Title, Href: p.Href, Zone: p.Zone, Centre: p.Centre,
		}
	}
	for _, z := range of.Zones {
		m.Zones = append(m.Zones, draw.Zone{Name: z.Name, Href: z.Href})
	}
	switch many := placesOn(&m); {
	case many > web.PlacesDrawn:
		merge(&m)
	case of.Real.File != "":
		m.Links = linked(m.Shapes, of)
	}
	if of.Flows != nil {
		return bytes.TrimSpace(flowing(m, of.Flows).SVG())
	}
	return bytes.TrimSpace(m.SVG())
}

// flowing is a map with arrows over it. Quantities are numbers that are
// whole; only how wide an arrow is, is not.
func flowing(m draw.Map, flows *web.MapFlows) *draw.FlowMap {
	f := &draw.FlowMap{
		Map: m, Key: flows.Key, Left: flows.Left, Between: draw.Places,
	}
	list := flows.List
	if flows.ByZone {
		f.Between = draw.Zones
	} else {
		list = raised(flows, m.Shapes)
	}
	for _, l := range list {
		f.Flows = append(f.Flows, draw.Flow{
			From: l.From, To: l.To, Weight: float64(l.Quantity), Label: l.Label, Title: l.Title,
		})
	}
	f.Hush()
	return f
}

// raised are flows whose ends are on the map: one that is not counts in the
// first place above it that is, as a town does in its county, so that the
// picture has what its table has. What then begins and ends alike is one
// arrow; what stays within one is none. An end without such a place above
// it stays as it is, and is counted as left out.
func raised(flows *web.MapFlows, shapes *atlas.Topology) (list []web.MapFlow) {
	on := map[string]bool{}
	for i := range shapes.Shapes {
		on[shapes.Shapes[i].Code] = true
	}
	end := func(code string) string {
		at := code
		for at != "" && !on[at] {
			at = flows.Above[at]
		}
		return cmp.Or(at, code)
	}
	found := map[[2]string]int{}
	for _, f := range flows.List {
		way := [2]string{end(f.From), end(f.To)}
		at, known := found[way]
		if known {
			list[at].Quantity += f.Quantity
		} else {
			at, found[way] = len(list), len(list)
			list = append(list, f)
		}
		if l := &list[at]; known || l.From != way[0] || l.To != way[1] {
			l.From, l.To = way[0], way[1]
			l.Label, l.Title = flows.Word(l.From, l.To, l.Quantity)
		}
	}
	return list
}

// placesOn counts the shapes that are places. What else is on a map, a
// neighbouring region say, is ground and counts for nothing.
func placesOn(m *draw.Map) (many int) {
	for _, s := range m.Shapes.Shapes {
		if _, is := m.Places[s.Code]; is {
			many++
		}
	}
	return many
}

// linked are neighbours on a map that was loaded whose shapes do not touch:
// two banks of a lake, say, that a ferry joins. Who is not on the map is
// left out.
func linked(shapes *atlas.Topology, of *web.ZoneMap) [][2]string {
	on := map[string]bool{}
	var codes []string
	for _, s := range shapes.Shapes {
		if !on[s.Code] {
			on[s.Code], codes = true, append(codes, s.Code)
		}
	}
	var borders []atlas.Border
	for _, b := range of.Borders {
		if on[b[0]] && on[b[1]] {
			borders = append(borders, atlas.Border{A: b[0], B: b[1]})
		}
	}
	graph, err := atlas.NewGraph(codes, borders)
	if err != nil {
		return nil // which no records say
	}
	return apart(shapes, graph)
}

// merge makes one shape of what a zone has, with the zone's name and link
// in the place of those of its places. Lines within a zone go; between
// zones, and to places in none, they stay. It works on any ground: cells of
// a small map are merged as the counties of a nation are.
func merge(m *draw.Map) {
	group := make([]int, len(m.Shapes.Shapes))
	for i, s := range m.Shapes.Shapes {
		group[i] = len(m.Zones) // places in no zone are ground
		if p, is := m.Places[s.Code]; is && p.Zone >= 0 {
			group[i] = p.Zone
		}
	}
	codes, places := make([]string, len(m.Zones)+1), map[string]draw.Place{}
	for j, z := range m.Zones {
		codes[j] = strconv.Itoa(j)
		places[codes[j]] = draw.Place{Name: z.Name, Title: z.Name, Href: z.Href, Zone: j}
	}
	codes[len(m.Zones)] = "–"
	m.Shapes, m.Places, m.Links = m.Shapes.Dissolved(group, codes), places, nil
}

// digestOf tells plain data apart: by what it says as JSON, which has the
// fields of a struct in their order. Maps of the language, which have none,
// stand in no key.
func digestOf(what any) [sha256.Size]byte {
	text, err := json.Marshal(what)
	if err != nil {
		panic("maps are plain data: " + err.Error())
	}
	return sha256.Sum256(text)
}

// A kept keeps what was worked out last; the zero value has nothing.
type kept[T any] struct {
	mu   sync.Mutex
	last [][sha256.Size]byte
	of   map[[sha256.Size]byte]T
}

// mostKept is how many are: days and languages that people look at beside each
// other.
const mostKept = 24

// had is what is kept under a key.
func (k *kept[T]) had(key [sha256.Size]byte) (T, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	what, had := k.of[key]
	return what, had
}

// keep keeps something under a key, unless there is something already,
// which it returns. What has been kept longest goes.
func (k *kept[T]) keep(key [sha256.Size]byte, what T) T {
	k.mu.Lock()
	defer k.mu.Unlock()
	if had, there := k.of[key]; there {
		return had
	}
	if k.of == nil {
		k.of = map[[sha256.Size]byte]T{}
	}
	if len(k.last) == mostKept {
		delete(k.of, k.last[0])
		k.last = k.last[1:]
	}
	k.last, k.of[key] = append(k.last, key), what
	return what
}

// drop keeps what is under a key no more.
func (k *kept[T]) drop(key [sha256.Size]byte) {
	k.mu.Lock()
	defer k.mu.Unlock()
	delete(k.of, key)
	k.last = slices.DeleteFunc(k.last, func(one [sha256.Size]byte) bool { return one == key })
}
