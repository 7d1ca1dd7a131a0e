package web

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"hinterland"
	"hinterland/lang"
)

// TestAZoneListsItsPlacesPageByPage goes through pages of as many places as fit, one
// fewer and one more.
func TestAZoneListsItsPlacesPageByPage(t *testing.T) {
	for many, pages := range map[int][]int{
		0:                {0},
		belongAtOnce - 1: {belongAtOnce - 1},
		belongAtOnce:     {belongAtOnce},
		belongAtOnce + 1: {belongAtOnce, 1},
	} {
		var all []hinterland.Belonging
		for n := range many {
			code := hinterland.PlaceCode(fmt.Sprintf("p%03d", n))
			all = append(all, hinterland.Belonging{Place: code})
		}
		a := &ask{say: lang.For(lang.English), r: &http.Request{Form: url.Values{}}}
		var seen []hinterland.Belonging
		for _, want := range pages {
			body := &zoneBody{Path: "/zones/z"}
			places := body.page(a, 20_000, slices.Clone(all))
			seen = append(seen, places...)
			next, err := url.Parse(body.Next)
			if len(places) != want || err != nil ||
				(body.Next == "") != (len(seen) == len(all)) {
				t.Errorf("of %d, after %q: %d, then %q", many, a.r.Form, len(places), body.Next)
			}
			if body.Next != "" && !strings.HasPrefix(body.Next, "/zones/z?after=") {
				t.Errorf("further places are at %q", body.Next)
			}
			a.r.Form = next.Query()
		}
		if !slices.Equal(seen, all) {
			t.Errorf("of %d, %d are seen", many, len(seen))
		}
	}
}

func TestAZoneSaysHowManyPlacesItHasAndHowManyStaysAreNotListed(t *testing.T) {
	for others, more := range map[int]string{
		othersShown: "", othersShown + 1: "1 more is not listed.",
	} {
		body := &zoneBody{}
		body.count(&ask{say: lang.For(lang.English)}, 1234, others)
		if body.Facts[0].Text != "1,234" || body.More != more {
			t.Errorf("%v, and %q", body.Facts, body.More)
		}
	}
}
