package main

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"testing"
	"time"

	"hinterland"
	"hinterland/web"
)

// aZoneMap is a square of places with two zones, one over the other.
func aZoneMap(side int) *web.ZoneMap {
	m := &web.ZoneMap{
		Title: "Zones", Desc: "Who is where", Legend: "Zones", Mark: "Schematic",
		Zones: []web.MapZone{{Name: "South", Href: "/zones/s"}, {Name: "North & hills"}},
	}
	code := func(x, y int) string { return fmt.Sprintf("p%d-%d", x, y) }
	for x := range side {
		for y := range side {
			m.Places = append(m.Places, web.MapPlace{
				Code: code(x, y), Name: "Town", Title: "Town " + code(x, y),
				Href: "/places/" + code(x, y), Lon: int64(x) * 300_000, Lat: int64(y) * 300_000,
				Zone: 2 * y / side, Centre: x == 0,
			})
			if x > 0 {
				m.Borders = append(m.Borders, [2]string{code(x-1, y), code(x, y)})
			}
			if y > 0 {
				m.Borders = append(m.Borders, [2]string{code(x, y-1), code(x, y)})
			}
		}
	}
	return m
}

// mapAwaited asks for a map until it has come.
func mapAwaited(t *testing.T, z *zoneMaps, m *web.ZoneMap) []byte {
	t.Helper()
	for range 500 {
		svg, coming := z.Zones(m)
		if !coming {
			return svg
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("the map never comes")
	return nil
}

func TestAMapOfZonesHasALinkWithATitleForEveryPlaceAndZone(t *testing.T) {
	z := newZoneMaps(t.Context(), slog.New(slog.DiscardHandler), nil, nil)
	m := aZoneMap(4)
	svg := mapAwaited(t, z, m)
	for _, p := range m.Places {
		link := `<a href="` + p.Href + `"><title>` + p.Title + `</title>`
		if !bytes.Contains(svg, []byte(link)) {
			t.Errorf("%s is no link", p.Code)
		}
	}
	for _, part := range []string{
		`href="/zones/s"`, "North &amp; hills", "Schematic", "<pattern", `<desc id="map-d">`,
	} {
		if !bytes.Contains(svg, []byte(part)) {
			t.Errorf("the map has no %s", part)
		}
	}
	for _, part := range []string{"<style", "style=", "<script", "http://www.w3.org/1999"} {
		if bytes.Contains(svg, []byte(part)) {
			t.Errorf("the map has %s, which pages forbid", part)
		}
	}
	d := xml.NewDecoder(bytes.NewReader(svg))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

// TestAMapOfFlowsHasArrowsAndNoColours draws them between zones and between places.
func TestAMapOfFlowsHasArrowsAndNoColours(t *testing.T) {
	z := newZoneMaps(t.Context(), slog.New(slog.DiscardHandler), nil, nil)
	m := aZoneMap(4)
	left := func(many int) string { return fmt.Sprint(many, " left") }
	for _, c := range []struct {
		flows web.MapFlows
		want  []string
	}{
		{web.MapFlows{ByZone: true, Key: "Width", Left: left, List: []web.MapFlow{
			{From: "0", To: "1", Quantity: 7, Label: "7", Title: "There"},
			{From: "", To: "1", Quantity: 9, Label: "9"},
		}}, []string{"<title>There</title>", "Width", "1 left", "North &amp; hills", "Schematic"}},
		{web.MapFlows{Left: left, List: []web.MapFlow{
			{From: "p0-0", To: "p3-3", Quantity: 7, Title: "Across"},
		}}, []string{"<title>Across</title>", ">Town</text>"}},
	} {
		m.Flows = &c.flows
		svg := mapAwaited(t, z, m)
		for _, part := range c.want {
			if !bytes.Contains(svg, []byte(part)) {
				t.Errorf("the map has no %s", part)
			}
		}
		if bytes.Contains(svg, []byte("<pattern")) || bytes.Contains(svg, []byte("<a ")) {
			t.Error("the map has colours or links")
		}
	}
	if len(z.ground.of) != 1 {
		t.Error("what is under arrows is grown for each")
	}
}

// TestAnEndBelowTheMapCountsInThePlaceAboveIt has towns in a county that is on the map,
// a village in a town, and a town in nothing.
func TestAnEndBelowTheMapCountsInThePlaceAboveIt(t *testing.T) {
	z := newZoneMaps(t.Context(), slog.New(slog.DiscardHandler), nil, nil)
	m := aZoneMap(3)
	m.Flows = &web.MapFlows{
		Above: map[string]string{"village": "town", "town": "p0-0", "hamlet": "p0-0"},
		Left:  func(many int) string { return fmt.Sprint(many, " left") },
		Word: func(from, to string, q hinterland.Quantity) (string, string) {
			return "", fmt.Sprint(from, " gives ", to, " ", q)
		},
		List: []web.MapFlow{
			{From: "village", To: "p2-2", Quantity: 5, Title: "five"},
			{From: "p1-1", To: "p2-2", Quantity: 4, Title: "as it was"},
			{From: "hamlet", To: "p2-2", Quantity: 3, Title: "three"},
			{From: "p0-0", To: "p2-2", Quantity: 2, Title: "two"},
			{From: "p1-1", To: "village", Quantity: 9, Title: "nine"},
			{From: "town", To: "p0-0", Quantity: 1, Title: "within"},
			{From: "nowhere", To: "p0-0", Quantity: 1, Title: "from nowhere"},
			{From: "", To: "village", Quantity: 1, Title: "of none"},
		},
	}
	svg := string(mapAwaited(t, z, m))
	for _, title := range []string{"p0-0 gives p2-2 10", "as it was", "p1-1 gives p0-0 9"} {
		if !strings.Contains(svg, "<title>"+title+"</title>") {
			t.Errorf("there is no arrow %q", title)
		}
	}
	if n := strings.Count(svg, "<title>"); n != 3 {
		t.Errorf("%d titles: %s", n, svg)
	}
	if !strings.Contains(svg, "2 left") {
		t.Error("what is off the map is not counted as left out")
	}
}

func TestAMapIsGrownOnceAndDrawnForEachDay(t *testing.T) {
	z := newZoneMaps(t.Context(), slog.New(slog.DiscardHandler), nil, nil)
	m := aZoneMap(3)
	first := mapAwaited(t, z, m)
	if again, coming := z.Zones(m); coming || !bytes.Equal(first, again) {
		t.Error("the same map is another")
	}
	m.Title, m.Places[0].Zone = "Zones later", 1
	later := mapAwaited(t, z, m)
	if bytes.Equal(first, later) || len(z.ground.of) != 1 || len(z.drawn.of) != 2 {
		t.Errorf("%d grown, %d drawn", len(z.ground.of), len(z.drawn.of))
	}
	m.Borders = m.Borders[1:]
	mapAwaited(t, z, m)
	if len(z.ground.of) != 2 {
		t.Error("other borders have the same cells")
	}
	another := newZoneMaps(t.Context(), z.log, nil, nil)
	if fresh := mapAwaited(t, another, aZoneMap(3)); !bytes.Equal(fresh, first) {
		t.Error("another process draws the same map otherwise")
	}
}

func TestWhereNoCellsCanBeGrownThereIsNoMap(t *testing.T) {
	var log bytes.Buffer
	told := slog.New(slog.NewTextHandler(&log, nil))
	z := newZoneMaps(t.Context(), told, nil, nil)
	m := aZoneMap(2)
	m.Places = m.Places[:1] // what borders on places that are not there is left out
	if svg := mapAwaited(t, z, m); svg != nil {
		t.Errorf("a place alone is drawn: %s", svg)
	}
	if !strings.Contains(log.String(), "no map of zones is drawn") {
		t.Errorf("the log has %q", log.String())
	}
}

func TestWhatIsKeptLongestGoesFirst(t *testing.T) {
	var k kept[int]
	for i := range mostKept + 1 {
		k.keep(digestOf(i), i)
	}
	if _, had := k.had(digestOf(0)); had {
		t.Error("the first is still there")
	}
	for _, i := range []int{1, mostKept} {
		if got, had := k.had(digestOf(i)); !had || got != i {
			t.Errorf("%d is %d", i, got)
		}
	}
	if got := k.keep(digestOf(1), 99); got != 1 || len(k.of) != mostKept {
		t.Errorf("kept again it is %d, of %d", got, len(k.of))
	}
	k.drop(digestOf(1))
	if _, had := k.had(digestOf(1)); had || len(k.last) != len(k.of) {
		t.Errorf("dropped it is there: %v; %d keys of %d", had, len(k.last), len(k.of))
	}
}
