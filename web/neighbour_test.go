package web

import (
	"net/http"
	"testing"
)

// placeSamples are addresses of what is said of places.
func placeSamples() map[string]string {
	return map[string]string{
		"/places/{code}":                       "/places/liuyang?other=north",
		"/places/{code}/with/{other}/border":   "/places/liuyang/with/north/border",
		"/places/{code}/with/{other}/tie":      "/places/liuyang/with/north/tie",
		"/places/{code}/with/{other}/distance": "/places/liuyang/with/north/distance",
	}
}

func TestAPlaceShowsWhatIsSaidOfItAndOthers(t *testing.T) {
	w := newSettledWorld(t)
	said := []string{"neighbours, by hand", "A ferry", "2.5", "Waybills", "14.5"}
	w.as(li).get("/places/liuyang?other=north").want(http.StatusOK).says(said...).
		says("Liuyang county and North town").leads("/places/liuyang/with/north/tie")
	w.as(zhao).get("/places/liuyang?other=north").want(http.StatusOK).says(said...).
		hides("/with/north/tie", `name="other"`)
	w.as(li).get("/places/nowhere").want(http.StatusNotFound)
	w.as(li).get("/places/liuyang?other=nowhere").want(http.StatusNotFound)
	w.as(li).get("/places/liuyang?other=").want(http.StatusOK).hides(`id="pair"`)
}

func TestWhatIsSaidOfTwoPlacesCanBeSaidAnew(t *testing.T) {
	w := newSettledWorld(t)
	b := w.as(li)
	border := "/places/liuyang/with/north/border"
	p := b.fill(border, sendButton, "ruling", "parted", "reason", "")
	if p.faults()["reason"] == "" {
		t.Error("no reason is asked for")
	}
	b.fill(border, sendButton, "ruling", "parted", "reason", "It sank").
		want(http.StatusSeeOther)
	b.fill("/places/north/with/liuyang/distance", sendButton, "km", "15").
		want(http.StatusSeeOther)
	b.fill("/places/liuyang/with/north/tie", sendButton, "strength", "", "source", "").
		want(http.StatusSeeOther)
	b.get("/places/north").want(http.StatusOK).
		says("no neighbours, by hand", "It sank", "14.5", "15").hides("Waybills")
	b.fill(border, sendButton, "ruling", "", "reason", "").want(http.StatusSeeOther)
	b.get("/places/north").want(http.StatusOK).hides("It sank")
}

func TestAWeightStandsWithItsSource(t *testing.T) {
	w := newSettledWorld(t)
	b := w.as(li)
	p := b.fill("/places/north/details", sendButton, "weight", "1.5")
	if got := p.faults(); got["weight"] == "" || got["source"] == "" {
		t.Errorf("faults: %v", got)
	}
	b.follow(b.fill("/places/north/details", sendButton,
		"weight", "12,000", "source", "Census of 2025")).says("12,000 (Census of 2025)")
}
