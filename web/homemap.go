package web

import (
	"net/http"
	"slices"
	"strings"

	"hinterland"
	"hinterland/lang"
	"hinterland/office"
)

// The first page says what is to be done, and nothing on it may wait for a
// map. So the region's is a picture at an address of its own, which
// browsers ask for once the page is there and need not read again while
// nothing has changed.

// homeMapPath is where it is.
const homeMapPath = "/map/zones"

// homeMapTries is how often the picture is asked for, each time waiting a
// little, until it is given up: what places look like may first have to be
// worked out.
const homeMapTries = 50

// homeMap is the picture on the first page, which leads to the zones; none
// where there are no zones, nothing to draw them on, or the reader may not
// see them.
func (a *ask) homeMap(v *office.View) (p Picture, err error) {
	if !v.SeesZones() || !a.me.Zones || !a.me.Maps && !a.me.Borders {
		return p, nil
	}
	day := lang.Args{"day": dayWords(a.say, v.Today)}
	p.MapLabel, p.MapNote = a.say.Say("web.map.title", day), a.say.Say("web.map.note", nil)
	p.At, p.Alt, p.Leads = homeMapPath, a.say.Say("web.home.map.alt", day), "/zones"
	if !a.me.Maps {
		return p, nil
	}
	real, err := v.Map()
	if real.File != "" {
		p.MapNote, p.MapFile = a.mapWords(&real), "/map"
	}
	return p, err
}

// giveHomeMap answers with the picture. It waits for one that is coming,
// which it does after it has looked at the records.
func giveHomeMap(a *ask) error {
	var m *ZoneMap
	var real hinterland.RegionMap
	err := a.view(func(v *office.View) error {
		z, err := a.zoningOn(v.Today)
		if err != nil || len(z.zones) == 0 {
			return err
		}
		m, real, err = a.laidOut(z, z.innermost(), &Picture{})
		return err
	})
	if err != nil {
		return err
	}
	return a.givePicture(m, &real)
}

// givePicture answers with a picture, of which browsers are told when it is
// the one that they have.
func (a *ask) givePicture(m *ZoneMap, real *hinterland.RegionMap) error {
	if m == nil {
		return hinterland.Refuse(hinterland.NotFound, "map.bare", nil)
	}
	p := a.mapAwaited(m, real)
	svg := strings.TrimSpace(string(p.Map))
	switch {
	case p.Coming:
		a.w.Header().Set("Retry-After", "5")
		a.w.WriteHeader(http.StatusServiceUnavailable)
		return nil
	case svg == "": // what places look like cannot be worked out
		return hinterland.Refuse(hinterland.NotFound, "map.undrawn", nil)
	}
	h := a.w.Header()
	h.Set("Cache-Control", "private, no-cache")
	if !a.has(`"` + hinterland.DigestOf([]byte(svg))[:16] + `"`) {
		h.Set("Content-Type", "image/svg+xml")
		send(a.w, a.r, http.StatusOK, []byte(svg), nil)
	}
	return nil
}

// mapAwaited draws a map once it can be drawn; it is still coming where
// that takes too long.
func (a *ask) mapAwaited(m *ZoneMap, real *hinterland.RegionMap) (p Picture) {
	for range homeMapTries {
		try := *m // which drawing changes
		try.Places = slices.Clone(m.Places)
		if p = a.drawn(&try, real); !p.Coming || a.ctx.Err() != nil {
			break
		}
	}
	return p
}
