package web

import (
	"net/http"
	"strings"
	"testing"
)

// TestTheFirstPageShowsTheRegionAsAPictureOfItsOwn looks at what page and picture say on
// cells, with a map that was loaded, and in both languages.
func TestTheFirstPageShowsTheRegionAsAPictureOfItsOwn(t *testing.T) {
	w := newRow(t)
	b := w.as(li)
	before := len(*w.sketched)
	b.get("/").want(http.StatusOK).leads("/zones").
		says("The region on the map", "Zones on 25 November 2026", "Schematic")
	if len(*w.sketched) != before {
		t.Error("the page waits for its map")
	}
	p := b.get(homeMapPath).want(http.StatusOK)
	if got := p.header.Get("Content-Type"); got != "image/svg+xml" {
		t.Errorf("the picture is %q", got)
	}
	if !strings.HasPrefix(p.body, "<svg") || !strings.Contains(p.body, "Town c: in no zone") {
		t.Errorf("the picture is %s", p.body)
	}
	tag := p.header.Get("ETag")
	b.headers["If-None-Match"] = tag
	again := b.get(homeMapPath).want(http.StatusNotModified)
	if again.body != "" || again.header.Get("Cache-Control") != "private, no-cache" {
		t.Errorf("the same comes again: %q, %v", again.body, again.header)
	}
	b.in("zh").get("/").says("全区地图")
	if p := b.get(homeMapPath); !strings.Contains(p.body, "不属任何") {
		t.Errorf("in Chinese it says %d %s", p.status, p.body)
	}
	delete(b.headers, "If-None-Match")
	b.in("en").follow(b.again(b.looks(aMapText, "source", "Survey office", "borders", "leave"),
		sendButton))
	b.get("/").leads("/map").says("Real borders · Survey office").hides("Schematic")
	b.get(homeMapPath).want(http.StatusOK)
	w.browser().get(homeMapPath).want(http.StatusUnauthorized)
}

// TestAPictureThatIsNeverReadyIsGivenUp asks for a map that is always coming.
func TestAPictureThatIsNeverReadyIsGivenUp(t *testing.T) {
	w := newRow(t)
	b := w.as(li)
	base := b.get("/places/a/details").form().Get(baseField)
	w.do(li, "office", "describe-place", `{"code":"a","name":{"en":"Slow"},"lon":"0","lat":"0",`+
		`"weight":"10","source":"census","base":`+base+`}`)
	before := len(*w.sketched)
	p := b.get(homeMapPath).want(http.StatusServiceUnavailable)
	if p.header.Get("Retry-After") == "" || len(*w.sketched)-before != homeMapTries {
		t.Errorf("it is asked for %d times", len(*w.sketched)-before)
	}
	first, last := (*w.sketched)[before], (*w.sketched)[len(*w.sketched)-1]
	if first.Desc != last.Desc || len(first.Places) != len(last.Places) {
		t.Error("waiting changes what is drawn")
	}
}

// TestAPictureThatCannotBeDrawnIsNotThere names a place that nothing draws: whoever asks
// is not told to come again.
func TestAPictureThatCannotBeDrawnIsNotThere(t *testing.T) {
	w := newRow(t)
	b := w.as(li)
	base := b.get("/places/a/details").form().Get(baseField)
	w.do(li, "office", "describe-place", `{"code":"a","name":{"en":"Shapeless"},"lon":"0",`+
		`"lat":"0","weight":"10","source":"census","base":`+base+`}`)
	p := b.get(homeMapPath).want(http.StatusNotFound).says("could not be worked out")
	if again := p.header.Get("Retry-After"); again != "" {
		t.Errorf("it is to be asked for again in %s seconds", again)
	}
}

// TestWithoutZonesThereIsNoPicture has an office that draws none.
func TestWithoutZonesThereIsNoPicture(t *testing.T) {
	b := newWorld(t).as(li)
	b.get("/").want(http.StatusOK).hides("The region on the map")
	b.get(homeMapPath).want(http.StatusNotFound).says("too few places can be on one")
	b.get("/map").want(http.StatusNotFound).says("No map has been loaded")
}

func TestWhoMovesAPlaceSeesWhereItLies(t *testing.T) {
	b := newRow(t).as(li)
	b.follow(b.again(b.drawn("from", "2026-11-25"), sendButton))
	p := b.get("/places/c/move?day=2026-12-01").want(http.StatusOK)
	p.says("Zones on 1 December 2026")
	if !strings.Contains(p.body, `<title>Town c: West</title>`) {
		t.Error("the page has no map")
	}
}
