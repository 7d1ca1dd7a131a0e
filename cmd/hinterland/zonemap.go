package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"log/slog"
	"sync"
	"time"

	"hinterland/atlas"
	"hinterland/draw"
	"hinterland/web"
)

// zoneMaps draws maps of zones on cells that are grown from where places are and
// whom they border on. To grow them takes seconds for some hundred places, so it
// is done beside the pages, once for each neighbourhood, and what was grown last
// is kept. The same places come to the same cells in any process.
type zoneMaps struct {
	log   *slog.Logger
	grown kept[*ground]
	drawn kept[[]byte]
}

// A ground is what cells of places are, or will be once they are grown.
type ground struct {
	ready chan struct{} // closed when they are
	cells *draw.Map     // nil where none can be grown
}

// cellsAwaited is how long a page waits for cells that are being grown.
const cellsAwaited = 200 * time.Millisecond

func newZoneMaps(log *slog.Logger) *zoneMaps { return &zoneMaps{log: log} }

// Zones implements web.Maps.
func (z *zoneMaps) Zones(m *web.ZoneMap) (svg []byte, coming bool) {
	key := digestOf(m)
	if svg, had := z.drawn.had(key); had {
		return svg, false
	}
	g := z.ground(m)
	select {
	case <-g.ready:
	case <-time.After(cellsAwaited):
		return nil, true
	}
	if g.cells != nil {
		svg = drawn(g.cells, m)
	}
	z.drawn.keep(key, svg)
	return svg, false
}

// ground finds the cells of a map's places, and lets them be grown if nobody has
// asked for them.
func (z *zoneMaps) ground(m *web.ZoneMap) *ground {
	sites, codes := make([]atlas.Site, len(m.Places)), make([]string, len(m.Places))
	there := map[string]bool{}
	for i, p := range m.Places {
		at := atlas.Point{Lon: float64(p.Lon) / 1e6, Lat: float64(p.Lat) / 1e6}
		sites[i], codes[i] = atlas.Site{Code: p.Code, At: at}, p.Code
		there[p.Code] = true
	}
	var borders []atlas.Border
	for _, b := range m.Borders {
		if there[b[0]] && there[b[1]] {
			borders = append(borders, atlas.Border{A: b[0], B: b[1]})
		}
	}
	fresh := &ground{ready: make(chan struct{})}
	g := z.grown.keep(digestOf(struct {
		Sites   []atlas.Site
		Borders []atlas.Border
	}{sites, borders}), fresh)
	if g == fresh {
		go z.grow(g, sites, codes, borders)
	}
	return g
}

// grow grows cells, and links neighbours whose cells do not touch.
func (z *zoneMaps) grow(g *ground, sites []atlas.Site, codes []string, borders []atlas.Border) {
	defer close(g.ready)
	graph, err := atlas.NewGraph(codes, borders)
	var shapes *atlas.Topology
	if err == nil {
		shapes, err = atlas.Grow(sites, graph)
	}
	if err != nil {
		z.log.Error("no map of zones is drawn", "error", err)
		return
	}
	g.cells = &draw.Map{Shapes: shapes, Bare: true}
	for _, apart := range shapes.Touching(graph).Missing {
		g.cells.Links = append(g.cells.Links, [2]string{apart.A, apart.B})
	}
}

// drawn draws places by zone on their cells.
func drawn(cells *draw.Map, of *web.ZoneMap) []byte {
	m := *cells
	m.ID, m.Title, m.Desc = "map", of.Title, of.Desc
	m.Legend, m.Mark = of.Legend, of.Mark
	m.Places = map[string]draw.Place{}
	for _, p := range of.Places {
		m.Places[p.Code] = draw.Place{
			Name: p.Name, Title: p.Title, Href: p.Href, Zone: p.Zone, Centre: p.Centre,
		}
	}
	for _, z := range of.Zones {
		m.Zones = append(m.Zones, draw.Zone{Name: z.Name, Href: z.Href})
	}
	return bytes.TrimSpace(m.SVG())
}

// digestOf tells plain data apart.
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

// keep keeps something under a key, unless there is something already, which it
// returns. What has been kept longest goes.
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
